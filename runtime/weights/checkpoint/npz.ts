/**
 * NumPy's archives of arrays. A header is `\x93NUMPY`, a version, and a Python dict as text, of which three fields are
 * allowed: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { sortEntries } from './bookkeeping.ts';
import { prefixFreeNames } from './aliases.ts';
import { elementsOf, type Checkpoint, type CheckpointTensor } from './checkpoint.ts';
import { damaged, quoted, refuse, tooLarge } from './damage.ts';
import { decodeFloats, floatBytes } from './float-data.ts';
import { gatherStrided, rowMajorStrides } from '../strided.ts';
import type { ZipArchive, ZipEntry } from './zip-archive.ts';

const longestHeader = 65_536;

/** `descr` → element type. */
const types: Readonly<Record<string, string>> = {
  ...{ '<f4': 'float32', '<f8': 'float64', '<f2': 'float16', '<i8': 'int64', '<i4': 'int32', '<i2': 'int16' },
  ...{ '|i1': 'int8', '|u1': 'uint8', '<u4': 'uint32', '<u8': 'uint64', '<u2': 'uint16', '|b1': 'bool' },
};

interface Array extends CheckpointTensor {
  readonly entry: ZipEntry;
  readonly start: number;
  readonly fortran: boolean;
}

export function openNpz(archive: ZipArchive): Checkpoint {
  const arrays = new Map<string, Array>();
  for (const entry of archive.entries.values()) {
    const name = /^(.+)\.npy$/.exec(entry.name)?.[1];
    if (name !== undefined) arrays.set(name, readHeader(archive, name, entry));
  }
  const sorted = sortEntries(arrays);
  return {
    name: archive.name,
    format: 'npz',
    ...sorted,
    aliases: prefixFreeNames(sorted.tensors.keys()),
    hasData: true,
    readFloats(name) {
      const array = arrays.get(name) ?? arrays.get(sorted.averages.get(name)?.name ?? '');
      if (array === undefined) return refuse('SPN5014', archive.name, `there is no tensor ${quoted(name)}`);
      return readArray(archive, array);
    },
    close: () => archive.close(),
  };
}

function readHeader(archive: ZipArchive, name: string, entry: ZipEntry): Array {
  const file = `${archive.name}, ${quoted(entry.name)}`;
  // A compressed array has to be unpacked for its header; small ones are nothing, large ones are unpacked twice.
  const prefix =
    entry.method === 0 ? archive.peek(entry, longestHeader) : archive.read(entry).subarray(0, longestHeader);
  if (prefix.length < 12 || String.fromCharCode(...prefix.subarray(1, 6)) !== 'NUMPY' || prefix[0] !== 0x93)
    damaged(file, 'it is not an array');
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  const [length, at] = prefix[6] === 1 ? [view.getUint16(8, true), 10] : [view.getUint32(8, true), 12];
  if (at + length > prefix.length) damaged(file, `its header claims ${length} bytes`);
  const header = new TextDecoder().decode(prefix.subarray(at, at + length));
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (descr === undefined && /'descr':/.test(header)) refuse('SPN5021', file, 'it is an array of records');
  if (descr === undefined || order === undefined || shape === undefined)
    return damaged(file, 'its header is not a header');
  if (descr.startsWith('>')) refuse('SPN5021', file, 'its numbers are big-endian');
  const dims = shape.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  if (dims.length > 32 || dims.some((size) => !Number.isSafeInteger(size))) damaged(file, 'its shape is absurd');
  return {
    name,
    dims,
    type: Object.hasOwn(types, descr) ? types[descr]! : descr,
    entry,
    start: at + length,
    fortran: order === 'True',
  };
}

function readArray(archive: ZipArchive, { name, dims, type, entry, start, fortran }: Array): Float32Array {
  const file = `${archive.name}, ${quoted(entry.name)}`;
  const size = floatBytes(type);
  if (Number.isNaN(size)) refuse('SPN5021', file, `its elements are ${type}, not floats`);
  const bytes = elementsOf(dims) * size;
  if (Number.isNaN(bytes)) tooLarge(file, `it is [${dims.join(',')}]`);
  if (start + bytes !== entry.bytes)
    damaged(file, `[${dims.join(',')}] of ${type} needs ${bytes} bytes; it has ${entry.bytes - start}`);
  const values = decodeFloats(type, archive.read(entry).slice(start));
  if (values.length !== elementsOf(dims)) damaged(file, `tensor ${quoted(name)} has ${values.length} values`);
  // In Fortran's order the first axis runs fastest.
  return fortran ? gatherStrided(values, dims, [...rowMajorStrides([...dims].reverse())].reverse()) : values;
}
