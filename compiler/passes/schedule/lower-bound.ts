/**
 * Bytes that no order of execution can do without. While a step runs, its operands, results and workspace are there, and
 * so is every value that was made by something it depends on and will be read by something that depends on it: whatever
 * the order, that value was made before and is read after. The largest such sum over the steps is the bound.
 *
 * Which steps depend on which is a bit per pair, so the cost is the square of the steps over 32.
 */
import type { Liveness } from './liveness.ts';

/** Beyond this many steps (8 MB of bits) only operands and results are counted. */
const mostSteps = 5800;

/** Bytes at batch size of `liveness`, network inputs and weights left out. */
export function lowerBound({ reads, makes, workspace, bytes, maker, readers, kept }: Liveness): number {
  const steps = reads.length;
  const held = Float64Array.from(workspace);
  const atEnd = bytes.reduce((sum, size, value) => (kept[value] === true ? sum + size : sum), 0);
  if (steps > mostSteps) {
    const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + bytes[value]!, 0);
    return reads.reduce(
      (most, operands, step) => Math.max(most, workspace[step]! + total(operands) + total(makes[step]!)),
      atEnd,
    );
  }
  const words = Math.ceil(steps / 32);
  const set = (bits: Uint32Array, from: number, step: number): void => {
    bits[from + (step >>> 5)]! |= 1 << (step & 31);
  };
  // Row s of `before`: steps that s depends on; of `after`: steps that depend on s.
  const before = new Uint32Array(steps * words);
  const after = new Uint32Array(steps * words);
  const include = (bits: Uint32Array, into: number, from: number): void => {
    for (let w = 0; w < words; w++) bits[into * words + w]! |= bits[from * words + w]!;
    set(bits, into * words, from);
  };
  for (let step = 0; step < steps; step++) for (const value of reads[step]!) include(before, step, maker[value]!);
  for (let step = steps - 1; step >= 0; step--)
    for (const value of makes[step]!) for (const reader of readers[value]!) include(after, step, reader);

  const during = new Uint32Array(words);
  bytes.forEach((size, value) => {
    // A value that is kept is read at the end, which everything comes before.
    const stays = kept[value] === true;
    during.fill(stays ? 0xffffffff : 0);
    const made = maker[value]! * words;
    if (!stays)
      for (const reader of readers[value]!)
        for (let w = reader >>> 5; w >= 0; w--) during[w]! |= before[reader * words + w]!;
    for (let w = 0; w < words; w++) during[w]! &= after[made + w]!;
    set(during, 0, maker[value]!);
    for (const reader of readers[value]!) set(during, 0, reader);
    for (let w = 0; w < words; w++)
      for (let bits = during[w]!; bits !== 0; bits &= bits - 1) held[(w << 5) + 31 - Math.clz32(bits & -bits)]! += size;
  });
  return held.reduce((most, sum) => Math.max(most, sum), atEnd);
}
