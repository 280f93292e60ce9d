/** Anchors, box coding, levels and the choice of the best over all classes, against numbers worked out by hand. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { allAnchors, anchorGrid } from '../../../compiler/ops/detection/anchors.ts';
import { decodeBox, overlap } from '../../../compiler/ops/detection/boxes.ts';
import { levelOf } from '../../../compiler/ops/detection/roi-align.ts';
import type { Tensor } from '../../../compiler/ops/op.ts';
import { ShapeError } from '../../../compiler/ops/op.ts';
import { denseAttributes, denseInputs, gardenCoder, officialTensors } from '../detection-fixtures.ts';
import { evaluate, f32 } from '../oracle.ts';
import { denseDetections } from '../../../compiler/ops/dense-detections.ts';

describe('anchors', () => {
  it('of mmdetection are rounded boxes around (stride − 1)/2, ratio outside scale', () => {
    const settings = { scales: 2, aspectRatios: [1, 2], size: 4, convention: 'mmdetection' } as const;
    const anchors = Array.from(allAnchors(anchorGrid(settings, 3, [16, 16], 2, 2)));
    expect(anchors.slice(0, 4)).toEqual([-12, -12, 19, 19]);
    expect(anchors.slice(4, 8)).toEqual([-19, -19, 26, 26]); // 32·√2 = 45.25
    expect(anchors.slice(8, 12)).toEqual([-19, -7, 26, 14]); // ratio 2 is height over width: 45.25 by 22.63
    expect(anchors.slice(16, 20)).toEqual([-12, -4, 19, 27]); // the next cell
  });

  it('of TensorFlow lie in the middle of their cells', () => {
    const settings = { scales: 1, aspectRatios: [1, 4], size: 3, convention: 'tensorflow' } as const;
    const anchors = Array.from(allAnchors(anchorGrid(settings, 3, [16, 16], 2, 2)));
    expect(anchors.slice(0, 8)).toEqual([-8, -8, 16, 16, -2, -20, 10, 28]);
    expect(anchors.slice(16, 20)).toEqual([0, -8, 24, 16]);
  });
});

describe('the box coder', () => {
  const decoded = (own: Partial<typeof gardenCoder>, deltas: readonly number[], size = 1000): number[] => {
    const out = new Float64Array(4);
    decodeBox(
      { ...gardenCoder, ...own },
      Float64Array.from(deltas),
      0,
      Float64Array.of(10, 20, 30, 60),
      0,
      size,
      size,
      out,
      0,
    );
    return Array.from(out);
  };

  it('moves by sides and scales by powers of e', () => {
    expect(decoded({}, [0, 0, 0, 0])).toEqual([10, 20, 30, 60]);
    expect(decoded({}, [0.5, -0.25, 0, 0])).toEqual([20, 10, 40, 50]);
    expect(decoded({}, [0, 0, Math.log(2), 0])).toEqual([0, 20, 40, 60]);
    expect(decoded({ weights: [10, 10, 5, 5] }, [5, -2.5, 0, 0])).toEqual([20, 10, 40, 50]);
    expect(decoded({ order: 'xywh' }, [-0.25, 0.5, 0, 0])).toEqual([20, 10, 40, 50]);
  });

  it('counts the last pixel where the code does, and clips to it', () => {
    expect(decoded({ pixelOffset: 1 }, [0, 0, 0, 0])).toEqual([10, 20, 30, 60]);
    expect(decoded({ pixelOffset: 1 }, [1, 0, 0, 0])).toEqual([31, 20, 51, 60]);
    expect(decoded({ pixelOffset: 1 }, [0, 0, 9, 9], 100)).toEqual([0, 0, 99, 99]);
    expect(decoded({}, [0, 0, 9, 9], 100)).toEqual([0, 0, 100, 100]);
  });

  it('bounds growth, and shrinking where it is told to', () => {
    const [y1 = 0, , y2 = 0] = decoded({}, [100, 0, 100, 0], 1e6);
    expect(y2 - y1).toBeCloseTo((20 * 1000) / 16, 3);
    expect(decoded({ scaleClip: [0, 0] }, [0, 0, -50, -50])).toEqual([10, 20, 30, 60]);
  });
});

test('overlap is symmetric, 1 of a box with itself, 0 of what has no area', () => {
  const side = fc.float({ min: 1, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(side, side, side, side, side, side, side, side), (values) => {
      const boxes = Float32Array.from(
        [0, 4].flatMap((k) => [
          values[k]!,
          values[k + 1]!,
          values[k]! + values[k + 2]!,
          values[k + 1]! + values[k + 3]!,
        ]),
      );
      expect(overlap(boxes, 0, 1, 0)).toBe(overlap(boxes, 1, 0, 0));
      expect(overlap(boxes, 0, 0, 0)).toBe(1);
      expect(overlap(boxes, 0, 1, 0)).toBeLessThanOrEqual(1);
    }),
  );
  expect(overlap(Float32Array.of(0, 0, 0, 9, 0, 0, 0, 9), 0, 1, 0)).toBe(0);
  expect(overlap(Float32Array.of(0, 0, 0, 9, 0, 0, 0, 9), 0, 1, 1)).toBe(1);
});

it('looks at a box of 224 pixels on level 4, and at one of twice the side a level up', () => {
  const levels = [3, 4, 5, 6, 7];
  for (const [side, level] of [
    [0, 3],
    [111.9, 3],
    [112, 3],
    [223.9, 3],
    [224, 4],
    [447.9, 4],
    [448, 5],
    [896, 6],
    [1792, 7],
    [9999, 7],
  ] as const)
    expect(levelOf(side, side, levels), String(side)).toBe(level);
});

describe('dense detections', () => {
  const retinanet = officialTensors('garden-retinanet49.detections');
  const inputs = denseInputs(retinanet);

  it('call classes by their channels: other channels, the same detections', () => {
    const attrs = denseAttributes({ algorithm: 'greedy' });
    const before = evaluate('dense-detections', attrs, inputs);
    // Channels 1 to 5 the other way round.
    const turned = inputs.map(({ dims, data }, i): Tensor => {
      if (i < 1 || i > 5) return { dims, data };
      return { dims, data: data.map((_, k) => (k % 6 === 0 ? data[k]! : data[k - (k % 6) + 6 - (k % 6)]!)) };
    });
    const after = evaluate('dense-detections', attrs, turned);
    for (let row = 0; row < 200; row++) {
      expect(after.data[6 * row + 4]).toBe(before.data[6 * row + 4]);
      expect(after.data[6 * row + 5]).toBe(6 - before.data[6 * row + 5]!);
    }
  });

  it('come out picture by picture', () => {
    const attrs = denseAttributes();
    const both = evaluate('dense-detections', attrs, inputs);
    for (const n of [0, 1]) {
      const one = inputs.map(({ dims, data }): Tensor => {
        const length = data.length / dims[0]!;
        return { dims: [1, ...dims.slice(1)], data: data.slice(n * length, (n + 1) * length) };
      });
      expect(Array.from(evaluate('dense-detections', attrs, one).data)).toEqual(
        Array.from(both.data.slice(n * 600, n * 600 + 600)),
      );
    }
  });

  it('need maps that fit their anchors', () => {
    const { infer } = denseDetections;
    const types = inputs.map(({ dims }) => f32('N', ...dims.slice(1)));
    expect(infer(denseAttributes(), types)).toEqual([f32('N', 100, 6)]);
    expect(() => infer(denseAttributes(), types.slice(0, -1))).toThrow(ShapeError);
    expect(() =>
      infer({ ...denseAttributes(), background: false, anchors: { ...denseAttributes().anchors, scales: 2 } }, types),
    ).toThrow('anchors in every cell');
    expect(() => infer(denseAttributes(), [f32('N', 3), ...types.slice(1)])).toThrow('[N,2]');
  });
});
