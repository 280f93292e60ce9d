/** Holding detections to others: the same classes in the same order, boxes within 0.01 pixels, scores within 1e-4. */
import { expect } from 'vitest';
import type { Tensor } from '../../compiler/ops/op.ts';

export interface ExpectedDetections {
  readonly counts: ArrayLike<number>;
  readonly boxes: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
  readonly classes: ArrayLike<number>;
}

/** What a `[N,D,6]` tensor says, with zeros after the count. */
export function detectionsIn({ dims, data }: Tensor): ExpectedDetections {
  const [batch = 0, rows = 0] = dims;
  const column = (c: number): number[] => Array.from({ length: batch * rows }, (_, row) => data[6 * row + c]!);
  const scores = column(4);
  const counts = Array.from(
    { length: batch },
    (_, n) => scores.slice(n * rows, (n + 1) * rows).filter((s) => s > 0).length,
  );
  const boxes = Array.from({ length: 4 * batch * rows }, (_, i) => data[6 * Math.floor(i / 4) + (i % 4)]!);
  return { counts, boxes, scores, classes: column(5) };
}

export function expectDetections(found: Tensor, expected: ExpectedDetections): void {
  const [batch = 0, rows = 0] = found.dims;
  const actual = detectionsIn(found);
  expect(Array.from(actual.counts)).toEqual(Array.from(expected.counts));
  for (let n = 0; n < batch; n++)
    for (let row = n * rows; row < (n + 1) * rows; row++) {
      if (row - n * rows >= expected.counts[n]!) {
        const rest = found.data.subarray(6 * row, 6 * row + 6);
        expect(rest.every((value) => value === 0)).toBe(true);
        continue;
      }
      expect(actual.classes[row], `class of ${row}`).toBe(expected.classes[row]);
      expect(Math.abs(actual.scores[row]! - expected.scores[row]!)).toBeLessThan(1e-4);
      for (let i = 4 * row; i < 4 * row + 4; i++)
        expect(Math.abs(actual.boxes[i]! - expected.boxes[i]!), `box ${row}`).toBeLessThan(0.01);
    }
}
