/** NumPy archives: our own writer's, and headers written by hand. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../runtime/weights/byte-source.ts';
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import { openZipCheckpoint } from '../../../runtime/weights/checkpoint/zip-checkpoint.ts';
import { npzChunks } from '../../../runtime/weights/npz-writer.ts';
import { codeOf } from '../safetensors-files.ts';

const open = (bytes: Uint8Array): Checkpoint => openZipCheckpoint(memorySource('w.npz', bytes));

function array(dict: string, data: Uint8Array, version = 1): Uint8Array {
  const prefix = version === 1 ? 10 : 12;
  const header = new TextEncoder().encode(dict);
  const bytes = new Uint8Array(prefix + header.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(header, prefix);
  bytes.set(data, prefix + header.length);
  return bytes;
}

const dict = (descr: string, shape: string, fortran = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }\n`;
const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

describe('npz', () => {
  it('gives back what the writer wrote, the same bytes each time', () => {
    const tensors = [
      { name: 'b/kernel', dims: [2, 3], type: 'F32' as const, read: () => Float32Array.of(1, 2, 3, 4, 5, 6) },
      { name: 'a', dims: [], type: 'F32' as const, read: () => Float32Array.of(7) },
      { name: 'c', dims: [2], type: 'F32' as const, read: () => Float32Array.of(-1, NaN) },
    ];
    const bytes = Buffer.concat([...npzChunks(tensors)]);
    expect(Buffer.concat([...npzChunks([...tensors].reverse())]).equals(bytes)).toBe(true);
    const file = open(bytes);
    expect([...file.tensors.values()].map(({ name, dims }) => [name, dims])).toEqual([
      ['a', []],
      ['b/kernel', [2, 3]],
      ['c', [2]],
    ]);
    for (const { name, read } of tensors) expect(file.readFloats(name)).toEqual(read());
  });

  it.each([0, 6] as const)('reads floats of every width, both orders and header versions, at level %i', (level) => {
    const file = open(
      zipSync(
        {
          'f8.npy': array(dict('<f8', '2,'), bytesOf(Float64Array.of(1.5, 2))),
          'fortran.npy': array(dict('<f4', '2, 3', 'True'), bytesOf(Float32Array.of(1, 4, 2, 5, 3, 6))),
          'version2.npy': array(dict('<f4', ''), bytesOf(Float32Array.of(9)), 2),
          'step.npy': array(dict('<i8', ''), new Uint8Array(8)),
        },
        { level },
      ),
    );
    expect([...file.readFloats('f8')]).toEqual([1.5, 2]);
    expect([...file.readFloats('fortran')]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...file.readFloats('version2')]).toEqual([9]);
    expect(file.bookkeeping).toEqual([{ name: 'step', why: 'not a weight (int64)' }]);
  });

  it.each([
    ['big-endian', dict('>f4', '1,'), 4, 'SPN5021'],
    ['objects', dict('|O', '1,'), 4, 'SPN5021'],
    ['records', "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", 4, 'SPN5021'],
    ['too few bytes', dict('<f4', '2,'), 4, 'SPN5017'],
    ['too many bytes', dict('<f4', '1,'), 8, 'SPN5017'],
    ['a size that can not be', dict('<f4', '99999999999999999999,'), 4, 'SPN5017'],
    ['a product that can not be', dict('<f4', '4294967296, 4294967296'), 4, 'SPN5019'],
    ['no shape', "{'descr': '<f4', 'fortran_order': False}", 4, 'SPN5017'],
    ['a program for a shape', "{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os'),)}", 4, 'SPN5017'],
  ])('refuses %s', (_, header, length, code) => {
    const bytes = zipSync({ 'a.npy': array(header, new Uint8Array(length)) }, { level: 0 });
    expect(codeOf(() => open(bytes).readFloats('a'))).toBe(code);
  });

  it('refuses an archive of other things', () => {
    expect(codeOf(() => open(zipSync({ 'a.txt': new Uint8Array(3) })))).toBe('SPN5016');
  });
});
