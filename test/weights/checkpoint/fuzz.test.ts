/** Hostile checkpoints: whatever the bytes, the answer is a checkpoint or a coded diagnostic, in bounded time and memory. */
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../runtime/weights/byte-source.ts';
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import { openZipCheckpoint } from '../../../runtime/weights/checkpoint/zip-checkpoint.ts';
import { npzChunks } from '../../../runtime/weights/npz-writer.ts';
import { pickleOf, stateDict, torchArchive, torchFile } from '../../support/checkpoints/pytorch.ts';
import { objectGraph, table, tensorBundle } from '../../support/checkpoints/tensor-bundle.ts';
import { codeOf } from '../safetensors-files.ts';
import { openBundle, ramp } from './bundles.ts';

/** Opens and reads everything. */
function all(open: () => Checkpoint): string {
  const code = codeOf(() => {
    const file = open();
    for (const name of [...file.tensors.keys(), ...file.averages.keys()]) file.readFloats(name);
    file.close();
  });
  return code ?? 'SPN50';
}

const zip = (bytes: Uint8Array) => () => openZipCheckpoint(memorySource('file', bytes));

interface Change {
  readonly at: number;
  readonly value: number;
}

/** A few bytes of a file changed. */
const changesOf = (bytes: Uint8Array) =>
  fc.array(fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) }), { minLength: 1, maxLength: 4 });

function changed(bytes: Uint8Array, changes: readonly Change[]): Uint8Array<ArrayBuffer> {
  const out = Uint8Array.from(bytes);
  for (const { at, value } of changes) out[at] = value;
  return out;
}

const tensors = [ramp('conv1.weight', [2, 3]), ramp('bn.bias', [4])];
const { value, storages } = stateDict(tensors);
const pth = torchFile({ state_dict: value, meta: { epoch: 1 } }, storages);
const pickle = pickleOf({ state_dict: value, meta: { epoch: 1 } }, storages);
const npz = Uint8Array.from(
  Buffer.concat([...npzChunks(tensors.map((t) => ({ ...t, type: 'F32', read: () => t.values })))]),
);
const graph = objectGraph([{ children: { backbone: 1 } }, { children: { kernel: 2 } }, { key: 'k' }]);
const bundle = tensorBundle([ramp('k', [2, 2]), { ...ramp('parts', [3, 2]), parts: [1, 2] }], { objectGraph: graph });

describe('fuzz', () => {
  it.each([
    ['a .pth', pth],
    ['an .npz', npz],
    ['a deflated .npz', zipSync({ 'a.npy': npz.subarray(40, 240) }, { level: 9 })],
  ])('%s with bytes changed, and cut off', (_, good) => {
    fc.assert(
      fc.property(changesOf(good), fc.nat(good.length - 1), (changes, length) => {
        expect(all(zip(changed(good, changes)))).toMatch(/^SPN50/);
        expect(all(zip(good.subarray(0, length)))).toMatch(/^SPN50/);
      }),
      { numRuns: 1_500, seed: 1 },
    );
  });

  it('pickles with instructions changed, where no checksum stands before them', () => {
    fc.assert(
      fc.property(changesOf(pickle), (changes) => {
        expect(all(zip(torchArchive(changed(pickle, changes), storages)))).toMatch(/^SPN50/);
      }),
      { numRuns: 2_000, seed: 2 },
    );
  });

  it('pickles of any instructions', () => {
    const word = fc.oneof(
      fc.constantFrom(...pickle),
      fc.constantFrom(0x28, 0x5d, 0x7d, 0x71, 0x68, 0x65, 0x75, 0x52, 0x62),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.nat(255)), { maxLength: 200 }), (codes) => {
        expect(all(zip(torchArchive(Uint8Array.from([...codes, 0x2e]), storages)))).toMatch(/^SPN50/);
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  it('bundles with bytes changed, and cut off', () => {
    fc.assert(
      fc.property(changesOf(bundle.index), changesOf(bundle.data[0]!), (index, data) => {
        expect(all(() => openBundle({ index: changed(bundle.index, index), data: bundle.data }))).toMatch(/^SPN50/);
        expect(all(() => openBundle({ ...bundle, data: [changed(bundle.data[0]!, data)] }))).toMatch(/^SPN50/);
      }),
      { numRuns: 1_000, seed: 4 },
    );
  });

  it('bundles with any entries under right checksums', () => {
    const bytes = fc.uint8Array({ maxLength: 40 }).map((list) => [...list]);
    // Messages that are nearly right: an entry's fields with any numbers.
    const field = fc.tuple(
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom(0, 2, 5),
      fc.oneof(fc.nat(127), fc.nat(255)),
    );
    const message = fc
      .array(field, { maxLength: 8 })
      .map((fields) =>
        fields.flatMap(([number, wire, size]) => [
          number * 8 + wire,
          ...(wire === 0 ? [size & 127] : wire === 5 ? [1, 2, 3, 4] : [2, 8, size & 127]),
        ]),
      );
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, message), { maxLength: 6 }), fc.boolean(), (values, compress) => {
        const entries = values.map((entry, i) => [`v${i}`, entry] as const);
        const index = table([['', [8, 1]], ...entries], { compress });
        expect(all(() => openBundle({ index, data: bundle.data }))).toMatch(/^SPN50/);
      }),
      { numRuns: 1_000, seed: 5 },
    );
  });

  it('object graphs of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), changesOf(graph), (bytes, changes) => {
        for (const some of [bytes, changed(graph, changes)])
          expect(all(() => openBundle(tensorBundle([ramp('k', [2])], { objectGraph: some })))).toMatch(/^SPN50/);
      }),
      { numRuns: 1_000, seed: 6 },
    );
  });

  it('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(all(zip(bytes))).toMatch(/^SPN50/);
        expect(all(() => openBundle({ index: Uint8Array.from(bytes), data: [] }))).toMatch(/^SPN50/);
      }),
      { numRuns: 1_000, seed: 7 },
    );
  });

  it('costs little more than itself: a directory of many names, a pickle of millions of lists', () => {
    const before = process.memoryUsage().rss;
    const lists = new Uint8Array(4e6).fill(0x5d);
    expect(all(zip(torchArchive(lists)))).toBe('SPN5019');
    const names = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`${i}.npy`, new Uint8Array(1)]));
    expect(all(zip(zipSync(names, { level: 0 })))).toBe('SPN5017');
    expect(process.memoryUsage().rss - before).toBeLessThan(800e6);
  });
});
