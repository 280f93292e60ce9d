/** The search against trying every order, and its bounds, on small random graphs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph } from '../../../compiler/ir/graph.ts';
import { verify } from '../../../compiler/ir/verify.ts';
import { planMemory } from '../../../compiler/passes/memory-plan.ts';
import { livenessOf, type Liveness } from '../../../compiler/passes/schedule/liveness.ts';
import { lowerBound } from '../../../compiler/passes/schedule/lower-bound.ts';
import { lowestPeak } from '../../../compiler/passes/schedule/lowest-peak.ts';
import { scheduleMemory } from '../../../compiler/passes/schedule/schedule-memory.ts';
import { randomGraph } from '../../property/random-graph.ts';

/** Steps that make one value each and read up to three earlier ones. */
const smallLiveness: fc.Arbitrary<Liveness> = fc
  .array(
    fc.record({
      size: fc.integer({ min: 1, max: 9 }),
      reads: fc.array(fc.nat(8), { maxLength: 3 }),
      kept: fc.nat(4),
      workspace: fc.nat(6),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((rows) => {
    const reads = rows.map((row, step) => [...new Set(row.reads)].filter((value) => value < step));
    return {
      reads,
      makes: rows.map((_, step) => [step]),
      workspace: rows.map((row) => row.workspace),
      bytes: rows.map((row) => row.size),
      maker: rows.map((_, step) => step),
      readers: rows.map((_, value) => reads.flatMap((values, step) => (values.includes(value) ? [step] : []))),
      kept: rows.map((row) => row.kept === 0),
    };
  });

/** Peak of an order, counted plainly. */
function peakOf({ reads, makes, workspace, bytes, readers, kept }: Liveness, order: readonly number[]): number {
  const alive = new Set<number>();
  const done = new Set<number>();
  let peak = 0;
  for (const step of order) {
    for (const value of makes[step]!) alive.add(value);
    peak = Math.max(
      peak,
      [...alive].reduce((sum, value) => sum + bytes[value]!, workspace[step]!),
    );
    done.add(step);
    for (const value of [...alive])
      if (kept[value] !== true && readers[value]!.every((reader) => done.has(reader))) alive.delete(value);
    for (const value of reads[step]!) expect(done.has(value), 'operands come first').toBe(true);
  }
  expect(done.size).toBe(reads.length);
  return peak;
}

/** Every order in which operands come first. */
function* orders(reads: readonly (readonly number[])[], done: readonly number[] = []): Generator<readonly number[]> {
  if (done.length === reads.length) yield done;
  for (let step = 0; step < reads.length; step++)
    if (!done.includes(step) && reads[step]!.every((value) => done.includes(value)))
      yield* orders(reads, [...done, step]);
}

test('finds what trying every order finds, and says so', () => {
  fc.assert(
    fc.property(smallLiveness, (liveness) => {
      let lowest = Infinity;
      for (const order of orders(liveness.reads)) lowest = Math.min(lowest, peakOf(liveness, order));
      const schedule = lowestPeak(liveness);
      expect(schedule.proven).toBe(true);
      expect(peakOf(liveness, schedule.order)).toBe(schedule.peak);
      expect(schedule.peak).toBe(lowest);
      expect(lowerBound(liveness)).toBeLessThanOrEqual(schedule.peak);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('whatever the budget, no order is worse than the given one', () => {
  fc.assert(
    fc.property(smallLiveness, fc.nat(40), (liveness, budget) => {
      const given = peakOf(
        liveness,
        liveness.reads.map((_, step) => step),
      );
      const { order, peak } = lowestPeak(liveness, budget);
      expect(peakOf(liveness, order)).toBe(peak);
      expect(peak).toBeLessThanOrEqual(given);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test('graphs: the plan agrees with the search, and never is above what it was', () => {
  fc.assert(
    fc.property(randomGraph({ maxSteps: 24 }), (graph: Graph) => {
      const before = planMemory(graph);
      const { graph: scheduled } = scheduleMemory.run(graph);
      const after = planMemory(scheduled);
      expect(verify(scheduled)).toEqual([]);
      expect(after.peakBytes).toBeLessThanOrEqual(before.peakBytes);
      expect(after.peakBytes).toBe(after.inputBytes + lowestPeak(livenessOf(graph)).peak);
      expect(after.lowerBoundBytes).toBeLessThanOrEqual(after.peakBytes);
      expect(after.lowerBoundBytes).toBe(before.lowerBoundBytes);
    }),
    { numRuns: 150, seed: 3 },
  );
});

// Without a budget it would not end in the test's time limit.
test('a graph of many independent chains ends within its budget', () => {
  const [chains, length] = [60, 50];
  const reads = Array.from({ length: chains * length }, (_, step) => (step % length === 0 ? [] : [step - 1]));
  const liveness: Liveness = {
    reads,
    makes: reads.map((_, step) => [step]),
    workspace: reads.map(() => 0),
    bytes: reads.map((_, step) => 1 + ((step * 7919) % 13)),
    maker: reads.map((_, step) => step),
    readers: reads.map((_, step) => (step % length === length - 1 ? [] : [step + 1])),
    kept: reads.map((_, step) => step % length === length - 1),
  };
  const { order, peak } = lowestPeak(liveness);
  expect(peakOf(liveness, order)).toBe(peak);
});
