/** Detections read from outputs: mapped back, clipped, filtered; and outputs that are none. */
import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { givesDetections, readDetections } from '../../runtime/detection/read-detections.ts';
import { fitPicture, ownGeometry } from '../../runtime/image/placement.ts';

const tensor = (dims: readonly number[], values: readonly number[]): Tensor => ({
  dims,
  data: Float32Array.from(values),
});

/** Two pictures, of two and of no detections; the third row of the first is padding. */
const outputs = {
  num_detections: tensor([2], [2, 0]),
  boxes: tensor([2, 3, 4], [16, 8, 32, 64, -4, 100, 40, 140, ...new Array<number>(16).fill(0)]),
  scores: tensor([2, 3], [0.9, 0.4, 0, 0, 0, 0]),
  classes: tensor([2, 3], [17, 1, 1, 1, 1, 1]),
};
const masks = tensor(
  [2, 3, 2, 2],
  Array.from({ length: 24 }, (_, i) => i / 24),
);
// Pictures of 100×200 and 50×50 in an input of 64×128: scales 0.64 and 1.28.
const geometries = [
  fitPicture({ height: 100, width: 200 }, { height: 64, width: 128 }),
  fitPicture({ height: 50, width: 50 }, { height: 64, width: 128 }),
];

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]?.code;
    throw error;
  }
  return undefined;
}

describe('detections', () => {
  it('are in picture pixels, inside the picture, in order, without padding', () => {
    const [first, second] = readDetections(outputs, geometries);
    expect(
      first!.map(({ classId, score, box }) => [classId, Math.fround(score), box.map((v) => Number(v.toFixed(4)))]),
    ).toEqual([
      [17, Math.fround(0.9), [25, 12.5, 50, 100]],
      [1, Math.fround(0.4), [0, 156.25, 62.5, 200]],
    ]);
    expect(second).toEqual([]);
  });

  it('can be fewer', () => {
    const ids = (filter: object) => readDetections(outputs, geometries, filter)[0]!.map(({ classId }) => classId);
    expect(ids({ scoreThreshold: 0.5 })).toEqual([17]);
    expect(ids({ scoreThreshold: 0.95 })).toEqual([]);
    expect(ids({ max: 1 })).toEqual([17]);
    expect(ids({ max: 1, scoreThreshold: 0.1 })).toEqual([17]);
  });

  it('have their own masks, over the box that was not clipped', () => {
    const [first] = readDetections({ ...outputs, masks }, geometries);
    const [, second] = first!;
    expect(second!.mask).toMatchObject({ height: 2, width: 2 });
    expect([...Array.from(second!.mask!.data)]).toEqual([4, 5, 6, 7].map((v) => Math.fround(v / 24)));
    expect(second!.mask!.box.map((v) => Number(v.toFixed(4)))).toEqual([-6.25, 156.25, 62.5, 218.75]);
  });

  it('of a tensor are in its own pixels', () => {
    const sizes = [ownGeometry({ height: 64, width: 128 }), ownGeometry({ height: 64, width: 128 })];
    expect(readDetections(outputs, sizes)[0]![0]!.box).toEqual([16, 8, 32, 64]);
  });

  it('are told from other outputs', () => {
    expect(givesDetections(Object.keys(outputs))).toBe(true);
    expect(givesDetections(['class_3', 'box_3'])).toBe(false);
    expect(codeOf(() => readDetections({ class_3: outputs.scores }, geometries))).toBe('SPN6030');
    expect(codeOf(() => readDetections({ ...outputs, masks: outputs.scores }, geometries))).toBe('SPN6032');
  });

  it.each([
    ['a count for another batch', { num_detections: tensor([1], [2]) }],
    ['boxes of three numbers', { boxes: tensor([2, 4, 3], new Array<number>(24).fill(0)) }],
    ['fewer scores than boxes', { scores: tensor([2, 2], [0, 0, 0, 0]) }],
    ['classes of another batch', { classes: tensor([1, 3], [1, 1, 1]) }],
    ['NaN for a score', { scores: tensor([2, 3], [0.9, NaN, 0, 0, 0, 0]) }],
    ['an infinite corner', { boxes: tensor([2, 3, 4], [16, 8, Infinity, 64, ...new Array<number>(20).fill(0)]) }],
  ])('%s is no detection', (_, wrong) => {
    expect(codeOf(() => readDetections({ ...outputs, ...wrong }, geometries))).toBe('SPN6032');
  });

  it('a count beyond the rows, below 0 or NaN reads what is there', () => {
    const count = (value: number) =>
      readDetections({ ...outputs, num_detections: tensor([2], [value, 0]) }, geometries)[0]!.length;
    expect([count(1e9), count(-3), count(NaN)]).toEqual([3, 0, 0]);
  });
});
