/** Medians, their intervals, and the order in which sides take turns. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alternate } from '../../compiler/cli/bench/alternate.ts';
import { speedupOf } from '../../compiler/cli/bench/report.ts';
import { median } from '../../compiler/analysis/median.ts';
import { medianInterval } from '../../compiler/cli/bench/statistics.ts';
import { randomNumbers } from '../property/random-graph.ts';

const list = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);

test('medians', () => {
  expect([median([3]), median([1, 9]), median([5, 1, 4]), median([4, 1, 3, 2])]).toEqual([3, 5, 4, 2.5]);
});

describe('intervals of a median', () => {
  // Ranks and probabilities of tables for the sign test (binomial with p = ½).
  test.each([
    [1, 1, 0],
    [5, 1, 0.9375],
    [6, 1, 0.96875],
    [10, 2, 0.978515625],
    [20, 6, 0.958610535],
    [21, 6, 0.973396301],
    [100, 40, 0.9647998],
  ])('of %i values: from the %i. to the one as far from the end, %f', (n, rank, confidence) => {
    const interval = medianInterval([...list(n)].reverse());
    expect([interval.low, interval.high]).toEqual([rank, n + 1 - rank]);
    expect(interval.confidence).toBeCloseTo(confidence, 6);
  });

  test('hold the median, however the values lie', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (values) => {
          const { low, high, confidence } = medianInterval(values);
          expect(low).toBeLessThanOrEqual(median(values));
          expect(high).toBeGreaterThanOrEqual(median(values));
          expect(confidence >= 0.95 || values.length < 6).toBe(true);
        },
      ),
    );
  });

  test('hold the true median as often as they say', () => {
    const next = randomNumbers(7, 'interval');
    let held = 0;
    for (let i = 0; i < 4000; i++) {
      const { low, high } = medianInterval(list(21).map(() => next() ** 3)); // skewed, as times are: the median is ⅛
      if (low <= 0.125 && 0.125 <= high) held++;
    }
    expect(held / 4000).toBeGreaterThan(0.96);
    expect(held / 4000).toBeLessThan(0.985); // 0.9734
  });
});

test('every side runs once a round, and each begins in turn', async () => {
  const order: string[] = [];
  const runs = ['a', 'b', 'c'].map((name) => () => Promise.resolve(void order.push(name)));
  const rounds: number[] = [];
  const measured = await alternate(runs, { rounds: 4, warmup: 2, onRound: (round) => rounds.push(round) });
  expect(order.join('')).toBe('abcbcacababcbcacab');
  expect(rounds).toEqual([-2, -1, 0, 1, 2, 3]);
  expect(measured.map(({ wall, cpu }) => [wall.length, cpu.length])).toEqual([
    [4, 4],
    [4, 4],
    [4, 4],
  ]);
  for (const { wall, cpu } of measured) for (const time of [...wall, ...cpu]) expect(time).toBeGreaterThanOrEqual(0);
});

test('time that passes is on the clock, and work in both', async () => {
  const sleep = () => new Promise<void>((resolve) => setTimeout(resolve, 60));
  const work = () => {
    const end = process.cpuUsage().user + 60_000;
    while (process.cpuUsage().user < end);
    return Promise.resolve();
  };
  const [slept, worked] = await alternate([sleep, work], { rounds: 3, warmup: 0 });
  expect(median(slept!.wall)).toBeGreaterThan(55);
  expect(median(slept!.cpu)).toBeLessThan(median(slept!.wall));
  expect(median(worked!.cpu)).toBeGreaterThan(55);
});

test('a side is as many times as fast as the first in the same round', () => {
  const first = { wall: [10, 100, 10], cpu: [4, 4, 4] };
  const other = { wall: [5, 50, 4], cpu: [8, 8, 8] };
  const { wall, cpu } = speedupOf(first, other);
  expect([wall.median, wall.low, wall.high]).toEqual([2, 2, 2.5]);
  expect(cpu.median).toBe(0.5);
});
