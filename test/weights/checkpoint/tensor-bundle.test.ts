/** TensorBundles: what a writer of another make wrote is read back; what is damaged, missing or foreign is said. */
import { describe, expect, it } from 'vitest';
import { objectGraph, table, tensorBundle } from '../../support/checkpoints/tensor-bundle.ts';
import { codeOf } from '../safetensors-files.ts';
import { openBundle, ramp } from './bundles.ts';

const some = [
  ramp('spinenet/conv2d/kernel', [7, 7, 3, 4]),
  ramp('spinenet/conv2d/kernel/Momentum', [7, 7, 3, 4]),
  ramp('spinenet/conv2d_1/kernel', [1, 1, 4, 8]),
  ramp('spinenet/conv2d_1/kernel/ExponentialMovingAverage', [1, 1, 4, 8]),
  ramp('spinenet/größe', [3]),
  ramp('empty', [0, 3]),
];

describe('TensorBundle', () => {
  it.each([
    ['plain', {}],
    ['compressed', { compress: true }],
    ['many blocks', { blockEntries: 1 }],
  ])('%s: gives back names, shapes and values', (_, options) => {
    const checkpoint = openBundle(tensorBundle(some, options));
    expect([...checkpoint.tensors.keys()].sort()).toEqual(
      ['spinenet/conv2d/kernel', 'spinenet/conv2d_1/kernel', 'spinenet/größe', 'empty'].sort(),
    );
    for (const { name, dims, values } of some) {
      const tensor = checkpoint.tensors.get(name);
      if (tensor !== undefined) expect(tensor.dims).toEqual(dims);
      expect(checkpoint.readFloats(name)).toEqual(values);
    }
    expect(checkpoint.bookkeeping).toEqual([
      { name: 'spinenet/conv2d/kernel/Momentum', why: 'optimizer slot Momentum' },
    ]);
    expect([...checkpoint.averages.keys()]).toEqual(['spinenet/conv2d_1/kernel']);
    checkpoint.close();
  });

  it('reads several shards, and says which one is missing', () => {
    const bundle = tensorBundle([ramp('a', [4]), ramp('b', [5], { shard: 2 })], { shards: 3 });
    expect(openBundle(bundle).readFloats('b')).toEqual(ramp('b', [5]).values);
    const partial = openBundle(bundle, [2]);
    expect(partial.hasData).toBe(false);
    expect(partial.readFloats('a')).toEqual(ramp('a', [4]).values);
    expect(codeOf(() => partial.readFloats('b'))).toBe('SPN5018');
  });

  it('puts partitioned variables together', () => {
    const whole = ramp('embedding', [9, 2, 3]);
    const checkpoint = openBundle(tensorBundle([{ ...whole, parts: [4, 3, 2] }, ramp('z', [1])]));
    expect([...checkpoint.tensors.keys()]).toEqual(['embedding', 'z']);
    expect(checkpoint.tensors.get('embedding')?.dims).toEqual([9, 2, 3]);
    expect(checkpoint.readFloats('embedding')).toEqual(whole.values);
    const holey = openBundle(tensorBundle([{ ...whole, parts: [4, 3] }]));
    expect(codeOf(() => holey.readFloats('embedding'))).toBe('SPN5017');
  });

  it('refuses big-endian files, other files, and absurd shard counts', () => {
    expect(codeOf(() => openBundle(tensorBundle(some, { bigEndian: true })))).toBe('SPN5021');
    expect(codeOf(() => openBundle({ index: new Uint8Array(100), data: [] }))).toBe('SPN5017');
    expect(codeOf(() => openBundle(tensorBundle(some, { shards: 200_000 })))).toBe('SPN5017');
  });

  it('finds every flipped bit of a data file', () => {
    const { index, data } = tensorBundle([ramp('a', [2, 2])]);
    for (let bit = 0; bit < 8 * data[0]!.length; bit++) {
      const flipped = data[0]!.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(codeOf(() => openBundle({ index, data: [flipped] }).readFloats('a'))).toBe('SPN5017');
    }
    for (let length = 0; length < data[0]!.length; length++)
      expect(codeOf(() => openBundle({ index, data: [data[0]!.slice(0, length)] }).readFloats('a'))).toBe('SPN5018');
  });

  it('finds every flipped bit of an index, but for the padding of its footer', () => {
    const { index, data } = tensorBundle([ramp('a', [2, 2]), ramp('b', [3])]);
    const unnoticed: number[] = [];
    for (let bit = 0; bit < 8 * index.length; bit++) {
      const flipped = index.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const code = codeOf(() => openBundle({ index: flipped, data }));
      if (code === undefined) unnoticed.push(bit >> 3);
      else expect(['SPN5017', 'SPN5019']).toContain(code);
    }
    // What fills up the footer; the last number before it may as well end in a zero of that.
    expect(Math.min(...unnoticed)).toBeGreaterThanOrEqual(index.length - 48 + 3);
    for (let length = 0; length < index.length; length++)
      expect(codeOf(() => openBundle({ index: index.slice(0, length), data }))).toBe('SPN5017');
  });
});

describe('an index', () => {
  it('of long keys that share all but their ends has a limit', () => {
    const prefix = 'k'.repeat(4000);
    const entries = Array.from({ length: 9000 }, (_, i) => [prefix + String(i).padStart(5, '0'), []] as const);
    const index = table([['', [8, 1]], ...entries], { compress: true, blockEntries: 30_000 });
    expect(index.length).toBeLessThan(1e6);
    expect(codeOf(() => openBundle({ index, data: [] }))).toBe('SPN5019');
  });

  it('of very many keys has a limit, too', () => {
    const entries = Array.from({ length: 200_001 }, (_, i) => [String(i).padStart(6, '0'), []] as const);
    const index = table(entries, { blockEntries: 50_000 });
    expect(codeOf(() => openBundle({ index, data: [] }))).toBe('SPN5019');
  });
});

describe('names by the object graph', () => {
  const key = (path: string): string => `${path}/.ATTRIBUTES/VARIABLE_VALUE`;

  it('finds a backbone under the name of whoever saved it', () => {
    // root → model → (_backbone → layer_with_weights-0 → kernel), _head → _classifier → kernel
    const graph = objectGraph([
      { children: { model: 1, save_counter: 7 } },
      { children: { _backbone: 2, _head: 4, 'layer-0': 2 } },
      { children: { 'layer-1': 3, 'layer_with_weights-0': 3 } },
      { children: { kernel: 6 } },
      { children: { _classifier: 5 } },
      { children: { kernel: 8 } },
      { key: key('model/layer-0/layer-1/kernel') },
      { key: key('save_counter') },
      { key: key('model/_head/_classifier/kernel') },
    ]);
    const tensors = [ramp(key('model/layer-0/layer-1/kernel'), [2]), ramp(key('model/_head/_classifier/kernel'), [3])];
    const { aliases } = openBundle(tensorBundle(tensors, { objectGraph: graph }));
    expect(aliases.get('backbone/layer_with_weights-0/kernel')).toBe('model/layer-0/layer-1/kernel');
    expect(aliases.get('head/_classifier/kernel')).toBe('model/_head/_classifier/kernel');
  });

  it('ends, whatever the graph refers to', () => {
    const graph = objectGraph([
      { children: { backbone: 1, model: 0, x: 99 } },
      { children: { a: 0, b: 1, c: 2 } },
      { children: { a: 1, b: 2 }, key: key('v') },
    ]);
    const { aliases } = openBundle(tensorBundle([ramp(key('v'), [2])], { objectGraph: graph }));
    expect([...aliases.values()].every((name) => name === 'v')).toBe(true);
  });

  it('walks no variable that holds itself six times over', () => {
    const children = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`c${i}`, 0]));
    for (const root of [{ children, key: key('v') }, { children: { ...children, backbone: 1 } }]) {
      const graph = objectGraph([root, { children: { ...children, a: 1 }, key: key('v') }]);
      const { aliases } = openBundle(tensorBundle([ramp(key('v'), [2])], { objectGraph: graph }));
      expect(aliases.get('backbone')).toBe('v');
    }
  });

  it('makes no names of names without end', () => {
    // Each object calls the next by a long name: the last of them is at a path of 200 kB.
    const long = 'n'.repeat(10_000);
    const objects = Array.from({ length: 20 }, (_, i) => ({ children: { [long]: i + 1 } }));
    const variables = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`v${i}`, 21]));
    const graph = objectGraph([...objects, { children: variables }, { key: key('v') }]);
    const { aliases } = openBundle(tensorBundle([ramp(key('v'), [2])], { objectGraph: graph }));
    expect([...aliases]).toEqual([]);
  });

  it('goes by the text of names when there is an index alone', () => {
    const tensors = [ramp(key('model/_backbone/layer_with_weights-3/kernel'), [2])];
    const { aliases, hasData } = openBundle({ ...tensorBundle(tensors), data: [] });
    expect(hasData).toBe(false);
    expect(aliases.get('backbone/layer_with_weights-3/kernel')).toBe('model/_backbone/layer_with_weights-3/kernel');
  });
});
