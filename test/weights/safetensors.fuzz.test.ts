/** Hostile safetensors: whatever the bytes, the answer is a file or a coded diagnostic, in bounded time and memory. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';
import { codeOf, fileOf } from './safetensors-files.ts';

/** Opens the bytes and, when that works, reads every tensor. */
function openAndRead(bytes: Uint8Array): string | undefined {
  return codeOf(() => {
    const file = SafetensorsFile.fromBytes(bytes);
    for (const name of file.tensors.keys()) file.readFloats(name);
  });
}

const good = safetensorsBytes(
  ['b12/resample0/in/kernel', 'b12/merge', 'é"\\'].map((name, i) => ({
    name,
    dims: [i + 1, 3],
    type: i === 1 ? 'F16' : 'F32',
    read: () => new Float32Array(3 * (i + 1)).fill(i),
  })),
  { spec: 'spinenet-49' },
);

describe('fuzz', () => {
  it('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(openAndRead(bytes) ?? 'SPN5').toMatch(/^SPN5/);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it('a good file with bytes changed, and cut off', () => {
    const change = fc.record({ at: fc.nat(good.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat(good.length), (changes, length) => {
        const bytes = good.slice();
        for (const { at, value } of changes) bytes[at] = value;
        expect(openAndRead(bytes) ?? 'SPN5').toMatch(/^SPN5/);
        if (length < good.length) expect(openAndRead(good.subarray(0, length))).toMatch(/^SPN5/);
      }),
      { numRuns: 2_000, seed: 2 },
    );
  });

  it('headers of the right form with any values', () => {
    const size = fc.oneof(fc.nat(40), fc.maxSafeNat(), fc.constantFrom(0, 2 ** 31, 2 ** 32, 2 ** 53 - 1));
    const entry = fc.record({
      dtype: fc.constantFrom('F32', 'F16', 'BF16', 'U8', 'I64', 'F8', '__proto__'),
      shape: fc.array(size, { maxLength: 5 }),
      data_offsets: fc.tuple(size, size),
    });
    const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', '__metadata__', '');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, entry), { maxLength: 4 }), fc.nat(64), (entries, length) => {
        const fields = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
        expect(openAndRead(fileOf(`{${fields.join(',')}}`, new Uint8Array(length))) ?? 'SPN5').toMatch(/^SPN5/);
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  it('a header of 20 MB costs little more than itself', () => {
    const before = process.memoryUsage().rss;
    const entries = Array.from(
      { length: 400_000 },
      (_, i) => `"t${i}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}`,
    );
    expect(codeOf(() => SafetensorsFile.fromBytes(fileOf(`{${entries.join(',')}}`)))).toBe('SPN5004');
    expect(codeOf(() => SafetensorsFile.fromBytes(fileOf(`{"${'x'.repeat(20_000_000)}`)))).toBe('SPN5004');
    expect(process.memoryUsage().rss - before).toBeLessThan(600e6);
  });
});
