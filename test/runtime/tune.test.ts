/** What the times of `spinec tune` say about a machine, or that they say nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costsOf } from '../../runtime/tune/measure-costs.ts';

describe('the constants from the fastest rounds', () => {
  const quiet = { most: 45e-3, few: 0.4e-3, moving: 18e-3, calling: 0.14e-3 };

  it('are rates of what each network spends its time on', () => {
    const { macsPerSecond, elementsPerSecond, weightsPerSecond, secondsPerNode } = costsOf(quiet)!;
    expect(macsPerSecond).toBeCloseTo((9 * 256 ** 2 * 64 ** 2) / (45e-3 - 0.14e-3 / 64), -4);
    expect(elementsPerSecond).toBeCloseTo((64 * 128 ** 2 * 64) / 17.86e-3, -4);
    expect(weightsPerSecond).toBeGreaterThan(1e9);
    expect(secondsPerNode).toBeCloseTo(2.19e-6, 8);
  });

  it.each([
    ['an empty chain that took longer than a full one', { calling: 20e-3 }],
    ['a feature of one tile that took longer than a large one', { few: 46e-3 }],
    ['a network that has not run', { moving: Infinity, calling: Infinity }],
  ])('are not drawn from %s', (_, times) => {
    expect(costsOf({ ...quiet, ...times })).toBeUndefined();
  });

  it('are positive numbers, whatever was interrupted', () => {
    const time = fc.double({ min: 1e-7, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.record({ most: time, few: time, moving: time, calling: time }), (times) => {
        for (const constant of Object.values(costsOf(times) ?? {}))
          expect(constant > 0 && constant < Infinity, JSON.stringify(times)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
