/** PyTorch files: dicts of tensors as torch.save writes them; programs in pickles are refused at sight. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../runtime/weights/byte-source.ts';
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import { openZipCheckpoint } from '../../../runtime/weights/checkpoint/zip-checkpoint.ts';
import { toHalf } from '../../../runtime/weights/element-types.ts';
import {
  pickleOf,
  stateDict,
  TorchTensorOf,
  torchArchive,
  torchFile,
  type TorchStorage,
} from '../../support/checkpoints/pytorch.ts';
import { codeOf } from '../safetensors-files.ts';
import { ramp } from './bundles.ts';

const open = (bytes: Uint8Array): Checkpoint => openZipCheckpoint(memorySource('net.pth', bytes));
const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
const utf8 = new TextEncoder();
const ascii = (text: string): number[] => [...utf8.encode(text)];

describe('PyTorch', () => {
  it('gives a state dict, nested in others, without a detector’s prefix', () => {
    const tensors = [
      ramp('module.backbone.conv1.weight', [2, 3, 1, 1]),
      ramp('module.backbone.bn.num_batches_tracked', []),
    ];
    const { value, storages } = stateDict(tensors);
    const file = open(torchFile({ state_dict: value, meta: { epoch: 3 }, optimizer: { lr: 1, state: [] } }, storages));
    expect(file.format).toBe('pytorch');
    expect([...file.tensors.keys()]).toEqual(['state_dict.module.backbone.conv1.weight']);
    expect(file.aliases.get('conv1.weight')).toBe('state_dict.module.backbone.conv1.weight');
    expect(file.readFloats('state_dict.module.backbone.conv1.weight')).toEqual(tensors[0]!.values);
    expect(file.bookkeeping.map(({ name }) => name)).toEqual([
      'state_dict.module.backbone.bn.num_batches_tracked',
      'meta',
      'optimizer',
    ]);
  });

  it('reads views: offsets, strides, one storage for several', () => {
    const storages = {
      s: { type: 'FloatStorage', elements: 12, bytes: bytesOf(Float32Array.from({ length: 12 }, (_, i) => i)) },
    };
    const view = (dims: number[], strides: number[], offset: number) =>
      new TorchTensorOf({ dims, strides, offset, storage: 's' });
    const file = open(
      torchFile(
        {
          row: view([2], [1], 10),
          transposed: view([3, 2], [1, 3], 0),
          channelsLast: view([1, 3, 2, 2], [12, 1, 6, 3], 0),
          repeated: view([2, 2], [0, 1], 4),
          scalar: view([], [], 7),
          none: view([0, 4], [4, 1], 0),
        },
        storages,
      ),
    );
    expect([...file.readFloats('row')]).toEqual([10, 11]);
    expect([...file.readFloats('transposed')]).toEqual([0, 3, 1, 4, 2, 5]);
    expect([...file.readFloats('channelsLast')]).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
    expect([...file.readFloats('repeated')]).toEqual([4, 5, 4, 5]);
    expect([...file.readFloats('scalar')]).toEqual([7]);
    expect([...file.readFloats('none')]).toEqual([]);
  });

  it('converts floats of every width, and refuses what are none', () => {
    const storage = (type: string, values: ArrayBufferView, elements: number): TorchStorage => ({
      type,
      elements,
      bytes: bytesOf(values),
    });
    const storages = {
      d: storage('DoubleStorage', Float64Array.of(1.5, -2), 2),
      h: storage('HalfStorage', toHalf(Float32Array.of(1.5, -2)), 2),
      b: storage('BFloat16Storage', Uint16Array.of(0x3fc0, 0xc000), 2),
      l: storage('LongStorage', BigInt64Array.of(1n, 2n), 2),
    };
    const of = (name: string) => new TorchTensorOf({ dims: [2], strides: [1], storage: name });
    const file = open(torchFile({ d: of('d'), h: of('h'), b: of('b'), l: of('l') }, storages));
    for (const name of ['d', 'h', 'b']) expect([...file.readFloats(name)]).toEqual([1.5, -2]);
    expect(file.bookkeeping).toEqual([{ name: 'l', why: 'not a weight (int64)' }]);
    expect(codeOf(() => file.readFloats('l'))).toBe('SPN5021');
  });

  it.each([
    [
      'os.system by name',
      [0x80, 2, 0x63, ...ascii('os\nsystem\n'), 0x28, 0x58, 2, 0, 0, 0, ...ascii('ls'), 0x74, 0x52, 0x2e],
    ],
    ['os.system from the stack', [0x80, 4, 0x8c, 2, ...ascii('os'), 0x8c, 6, ...ascii('system'), 0x93, 0x2e]],
    ['builtins.eval', [0x80, 2, 0x63, ...ascii('builtins\neval\n'), 0x2e]],
    ['builtins.getattr', [0x80, 2, 0x63, ...ascii('builtins\ngetattr\n'), 0x2e]],
    ['a class of somebody’s', [0x80, 2, 0x63, ...ascii('my.package\nNet\n'), 0x29, 0x81, 0x2e]],
    ['torch.load', [0x80, 2, 0x63, ...ascii('torch\nload\n'), 0x2e]],
    ['a prototype', [0x80, 2, 0x63, ...ascii('torch\nconstructor\n'), 0x2e]],
  ])('refuses %s', (_, pickle) => {
    expect(codeOf(() => open(torchArchive(Uint8Array.from(pickle))))).toBe('SPN5020');
  });

  it.each([
    ['nothing', []],
    ['an empty stack', [0x2e]],
    ['instances (i)', [0x28, 0x69, ...ascii('os\nsystem\n'), 0x2e]],
    ['extension codes', [0x82, 1, 0x2e]],
    ['a memo of nothing', [0x68, 5, 0x2e]],
    ['a text longer than the file', [0x58, 255, 255, 255, 255, 0x2e]],
    ['a call of a number', [0x4b, 1, 0x29, 0x52, 0x2e]],
    ['a dict of odd length', [0x7d, 0x28, 0x4b, 1, 0x75, 0x2e]],
    ['a storage that is none', [0x4b, 1, 0x51, 0x2e]],
    ['no end', [0x80, 2, 0x7d]],
  ])('is damaged: %s', (_, pickle) => {
    expect(codeOf(() => open(torchArchive(Uint8Array.from(pickle))))).toBe('SPN5017');
  });

  it('is bounded where lists hold themselves a thousand times over', () => {
    // Each list holds the one before twice: 2^60 leaves.
    const doubling = Array.from({ length: 60 }, (_, i) => [0x5d, 0x28, 0x68, i, 0x68, i, 0x65, 0x71, i + 1]).flat();
    const pickle = [0x80, 2, 0x5d, 0x71, 0, ...doubling, 0x68, 60, 0x2e];
    expect(codeOf(() => open(torchArchive(Uint8Array.from(pickle))))).toBe('SPN5016');
  });

  it.each([
    ['dicts', repeated(600_000, [0x7d])],
    ['copies of a list', [...list(100_000), ...repeated(200, [...ascii('cbuiltins\nlist\n'), 0x68, 0, 0x85, 0x52])]],
    ['copies as dicts', [...list(100_000), ...repeated(200, [...ascii('cbuiltins\ndict\n'), 0x68, 0, 0x85, 0x52])]],
    ['memos', [0x4e, ...repeated(600_000, [0x94])]],
  ])('has a limit for pickles that make too many %s', (_, codes) => {
    const pickle = Uint8Array.from([0x80, 2, ...codes, 0x2e]);
    expect(codeOf(() => open(torchArchive(pickle)))).toBe('SPN5019');
  });

  it('has a limit for names, and none for how often a list is met', () => {
    const { value, storages } = stateDict([ramp('w', [1])]);
    expect(codeOf(() => open(torchFile({ ['n'.repeat(3000)]: { ['n'.repeat(2000)]: value } }, storages)))).toBe(
      'SPN5019',
    );
    const met = [...list(100_000), 0x5d, 0x28, ...repeated(100_000, [0x68, 0]), 0x65, 0x2e];
    expect(codeOf(() => open(torchArchive(Uint8Array.from([0x80, 2, ...met]))))).toBe('SPN5016');
  });

  it('makes no text of a key that is a list of lists', () => {
    const doubling = Array.from({ length: 60 }, (_, i) => [0x5d, 0x28, 0x68, i, 0x68, i, 0x65, 0x71, i + 1]).flat();
    const { value, storages } = stateDict([ramp('w', [1])]);
    const dict = pickleOf(value, storages).slice(2, -1);
    const pickle = [0x80, 2, 0x5d, 0x71, 0, ...doubling, ...dict, 0x68, 60, 0x4e, 0x73, 0x2e];
    const file = open(torchArchive(Uint8Array.from(pickle), storages));
    expect([[...file.tensors.keys()], file.bookkeeping]).toEqual([['w'], []]);
  });

  it('believes no offsets, sizes or storages', () => {
    const storages = { s: { type: 'FloatStorage', elements: 4, bytes: new Uint8Array(16) } };
    const view = (dims: number[], strides: number[], offset = 0, storage = 's') =>
      new TorchTensorOf({ dims, strides, offset, storage });
    const read = (tensor: TorchTensorOf) => codeOf(() => open(torchFile({ t: tensor }, storages)).readFloats('t'));
    expect(read(view([5], [1]))).toBe('SPN5017');
    expect(read(view([4], [1], 1))).toBe('SPN5017');
    expect(read(view([2, 2], [1000, 1]))).toBe('SPN5017');
    expect(read(view([2], [-1]))).toBe('SPN5017');
    expect(read(view([2 ** 30, 2 ** 30, 2 ** 30], [0, 0, 0]))).toBe('SPN5019');
    const noData = zipSync({ 'a/data.pkl': torchPickle(view([4], [1])) }, { level: 0 });
    expect(codeOf(() => open(noData).readFloats('t'))).toBe('SPN5018');
    expect(
      codeOf(() => open(torchFile({ t: view([4], [1]) }, storages, { 'archive/byteorder': utf8.encode('big') }))),
    ).toBe('SPN5021');
  });
});

/** Instructions, over and over. */
function repeated(times: number, codes: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(times * codes.length);
  for (let i = 0; i < times; i++) bytes.set(codes, i * codes.length);
  return bytes;
}

/** A list of so many nulls, in the memo at 0. */
function list(length: number): readonly number[] {
  return [0x5d, 0x71, 0, 0x28, ...repeated(length, [0x4e]), 0x65];
}

function torchPickle(tensor: TorchTensorOf): Uint8Array {
  return pickleOf({ t: tensor }, { s: { type: 'FloatStorage', elements: 4, bytes: new Uint8Array(16) } });
}
