/** Suppression against the official algorithms written out literally, and what must hold for any of them. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { BestFirst, indexOfKey, keyOf, scoreOfKey } from '../../../compiler/ops/detection/best-first.ts';
import { overlap } from '../../../compiler/ops/detection/boxes.ts';
import type { SuppressionSettings } from '../../../compiler/ops/detection/settings.ts';
import { suppress } from '../../../compiler/ops/detection/suppression.ts';
import { randomNumbers } from '../../property/random-graph.ts';
import { gardenNms } from '../detection-fixtures.ts';

describe('the queue', () => {
  test('gives scores in falling order, the earlier candidate first where they are equal', () => {
    const score = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.float({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), (scores) => {
        const queue = new BestFirst(Float64Array.from(scores, (s, i) => keyOf(s, i)));
        const taken = Array.from(scores, () => indexOfKey(queue.take()));
        const sorted = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
        expect(taken).toEqual(sorted);
        expect(queue.take()).toBe(-1);
      }),
    );
  });

  it('takes candidates back with another score', () => {
    const queue = new BestFirst(Float64Array.from([0.9, 0.8, 0.7], (s, i) => keyOf(s, i)));
    const key = queue.take();
    expect([scoreOfKey(key), indexOfKey(key)]).toEqual([Math.fround(0.9), 0]);
    queue.put(keyOf(0.75, 0));
    expect([queue.take(), queue.take(), queue.take()].map(indexOfKey)).toEqual([1, 0, 2]);
  });
});

/** Boxes in a small area, many of them alike, some without area or at the origin; scores with ties. */
function crowd(count: number, seed: number): { readonly boxes: Float32Array; readonly scores: Float32Array } {
  const next = randomNumbers(seed, 'crowd');
  const boxes = new Float32Array(4 * count);
  for (let i = 0; i < count; i++) {
    const kind = next();
    const whole = (value: number): number => (kind < 0.3 ? Math.round(value) : value);
    const [y, x] = [whole(40 * next()), whole(40 * next())];
    const box = kind > 0.97 ? [0, 0, 0, 0] : [y, x, y + whole(30 * next()), x + whole(30 * next())];
    boxes.set(box, 4 * i);
  }
  return { boxes, scores: Float32Array.from({ length: count }, () => 0.1 + Math.round(next() * 500) / 600) };
}

function survivors(count: number, seed: number, own: Partial<SuppressionSettings>, most = 100): number[] {
  const { boxes, scores } = crowd(count, seed);
  const settings = { ...gardenNms, preNmsTopK: 5000, ...own };
  const queue = new BestFirst(Float64Array.from(scores, (score, i) => keyOf(score, i)));
  return suppress({ queue, boxes, boxOf: (i) => i, most, bound: -1, settings }).candidates;
}

const ranked = (scores: Float32Array): number[] =>
  Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);

/** `sorted_non_max_suppression_padded` with its matrices of 512×512, as `ops/nms.py` of the model garden has it. */
function gardenTiles(count: number, seed: number, threshold: number, most: number): number[] {
  const { boxes: all, scores } = crowd(count, seed);
  const order = ranked(scores);
  const limit = Math.fround(threshold);
  const tiles = Math.ceil(count / 512);
  const alive = order.map((i) => [0, 1, 2, 3].some((side) => all[4 * i + side]! > 0));
  const iou = (a: number, b: number): number => (alive[a]! && alive[b]! ? overlap(all, order[a]!, order[b]!, 0) : 0);
  let size = 0;
  for (let tile = 0; tile < tiles && size < most; tile++) {
    const members = order.map((_, k) => k).slice(tile * 512, tile * 512 + 512);
    const cleared = members.filter((k) => order.slice(0, tile * 512).some((_, earlier) => iou(earlier, k) >= limit));
    for (const k of cleared) alive[k] = false;
    let matrix = members.map((i) => members.map((j) => (j > i && iou(i, j) >= limit ? iou(i, j) : 0)));
    const sum = (m: number[][]): number => m.reduce((total, row) => row.reduce((a, b) => a + b, total), 0);
    const columnMost = (m: number[][], rows: (i: number) => boolean, j: number): number =>
      m.reduce((largest, row, i) => (rows(i) ? Math.max(largest, row[j]!) : largest), 0);
    for (let before = sum(matrix); ;) {
      const can = members.map((_, j) => columnMost(matrix, () => true, j) <= 0.5);
      const free = members.map((_, j) => columnMost(matrix, (i) => can[i]!, j) <= 0.5);
      matrix = matrix.map((row, i) => (free[i]! ? row : row.map(() => 0)));
      const after = sum(matrix);
      if (!(before - after > 0.5)) break;
      before = after;
    }
    members.forEach((k, j) => {
      if (matrix.some((row) => row[j]! > 0)) alive[k] = false;
    });
    size = alive.slice(0, (tile + 1) * 512).filter(Boolean).length;
  }
  return order.filter((_, k) => alive[k]).slice(0, most);
}

describe('tiled', () => {
  test.each([
    [60, 0.5],
    [200, 0.5],
    [200, 0.7],
    [200, 0.3],
    [200, 0.1],
    [700, 0.5],
    [700, 0.35],
    [1100, 0.9],
  ])('%i boxes at %f: what the official matrices leave', (count, threshold) => {
    for (const seed of [1, 2])
      for (const most of [30, 2000])
        expect(survivors(count, seed, { iouThreshold: threshold }, most)).toEqual(
          gardenTiles(count, seed, threshold, most),
        );
  });
});

describe.each(['greedy', 'combined', 'tiled'] as const)('%s', (algorithm) => {
  test('what is kept does not overlap, what is dropped overlaps something better', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.integer(),
        fc.constantFrom(0.5, 0.6, 0.8),
        (count, seed, iouThreshold) => {
          const { boxes, scores } = crowd(count, seed);
          const kept = survivors(count, seed, { algorithm, iouThreshold, classAgnostic: true }, count);
          const limit = Math.fround(iouThreshold);
          const drops = (a: number, b: number): boolean =>
            algorithm === 'tiled' ? overlap(boxes, a, b, 0) >= limit : overlap(boxes, a, b, 0) > limit;
          const rank = new Map(ranked(scores).map((i, place) => [i, place]));
          for (const [k, a] of kept.entries()) for (const b of kept.slice(0, k)) expect(drops(a, b)).toBe(false);
          for (let i = 0; i < count; i++) {
            if (kept.includes(i) || boxes.subarray(4 * i, 4 * i + 4).every((v) => v <= 0)) continue;
            expect(kept.some((a) => rank.get(a)! < rank.get(i)! && drops(a, i))).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('fewer survivors are the first of more', () => {
    const all = survivors(120, 5, { algorithm }, 120);
    for (const most of [1, 7, 30]) expect(survivors(120, 5, { algorithm }, most)).toEqual(all.slice(0, most));
  });
});

test('only the best candidates take part, but for the combined algorithm', () => {
  const { scores } = crowd(150, 9);
  const best = new Set(ranked(scores).slice(0, 20));
  for (const algorithm of ['greedy', 'tiled'] as const)
    expect(survivors(150, 9, { algorithm, preNmsTopK: 20 }).every((i) => best.has(i))).toBe(true);
  expect(survivors(150, 9, { algorithm: 'combined', preNmsTopK: 20 })).toEqual(
    survivors(150, 9, { algorithm: 'greedy' }),
  );
});

test('soft suppression without overlaps changes nothing', () => {
  const boxes = Float32Array.from({ length: 40 }, (_, i) => 10 * Math.floor(i / 4) + (i % 4 < 2 ? 0 : 5));
  const scores = Float32Array.from({ length: 10 }, (_, i) => 0.9 - 0.05 * i);
  const queue = new BestFirst(Float64Array.from(scores, (score, i) => keyOf(score, i)));
  const settings = { ...gardenNms, softNmsSigma: 0.5 };
  const kept = suppress({ queue, boxes, boxOf: (i) => i, most: 10, bound: -1, settings });
  expect(kept.candidates).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(kept.scores).toEqual(Array.from(scores));
});
