/** The official input pipeline: geometry, normalisation, TensorFlow's bilinear resize, padding, mapping boxes back. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePicture } from '../../runtime/image/decode.ts';
import { boxInPicture, centerCrop, fitPicture, imageShapes, scaleBox } from '../../runtime/image/placement.ts';
import { preprocessPicture, preprocessPictures } from '../../runtime/image/preprocess.ts';
import { pattern, photograph } from './pictures.ts';

const mean = [0.485, 0.456, 0.406];
const deviation = [0.229, 0.224, 0.225];
const normalise = (value: number, channel: number): number => (value / 255 - mean[channel]!) / deviation[channel]!;

/** The same with tfjs's kernels: normalise, resize, pad. */
async function expected(
  data: Uint8Array,
  from: readonly [number, number],
  scaled: readonly [number, number],
  input: readonly [number, number],
  centers: boolean,
): Promise<Float32Array> {
  const result = tf.tidy(() => {
    const image = tf.tensor3d(Float32Array.from(data), [from[0], from[1], 3]);
    const scaled255 = tf.mul(image, 1 / 255);
    const normal = tf.div<tf.Tensor3D>(tf.sub(scaled255, tf.tensor1d(mean)), tf.tensor1d(deviation));
    const resized = tf.image.resizeBilinear(normal, [scaled[0], scaled[1]], false, centers);
    return tf.pad(resized, [
      [0, input[0] - scaled[0]],
      [0, input[1] - scaled[1]],
      [0, 0],
    ]);
  });
  const values = (await result.data()) as Float32Array;
  result.dispose();
  return values;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}

describe('geometry', () => {
  it.each([
    [
      [400, 600],
      [640, 640],
      [427, 640],
    ],
    [
      [600, 400],
      [640, 640],
      [640, 427],
    ],
    [
      [480, 640],
      [640, 640],
      [480, 640],
    ],
    [
      [1, 20_000],
      [640, 640],
      [1, 640],
    ],
    [
      [1000, 1000],
      [384, 640],
      [384, 384],
    ],
    [
      [3, 6],
      [5, 5],
      [2, 5],
    ], // 2.5 rounds to the even 2, as tf.round does
  ] as const)('%j in %j fills %j', ([height, width], [inputHeight, inputWidth], [scaledHeight, scaledWidth]) => {
    const geometry = fitPicture({ height, width }, { height: inputHeight, width: inputWidth });
    expect(geometry).toEqual({
      height,
      width,
      crop: { top: 0, left: 0, height, width },
      scaledHeight,
      scaledWidth,
      scale: [Math.fround(scaledHeight / height), Math.fround(scaledWidth / width)],
    });
  });

  it('always fits, and fills one side', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    const input = fc.integer({ min: 32, max: 1_536 });
    fc.assert(
      fc.property(side, side, input, input, (height, width, inputHeight, inputWidth) => {
        const { scaledHeight, scaledWidth } = fitPicture({ height, width }, { height: inputHeight, width: inputWidth });
        expect(scaledHeight <= inputHeight && scaledWidth <= inputWidth).toBe(true);
        expect(scaledHeight === inputHeight || scaledWidth === inputWidth).toBe(true);
        expect(Math.min(scaledHeight, scaledWidth)).toBeGreaterThanOrEqual(1);
      }),
      { seed: 1 },
    );
  });

  it('maps boxes back', () => {
    const geometry = fitPicture({ height: 400, width: 600 }, { height: 640, width: 640 });
    const box = boxInPicture([0, 64, 427, 640], geometry);
    expect(box.map((value) => Math.round(value * 10) / 10)).toEqual([0, 60, 400, 600]);
    expect(boxInPicture([-5, -5, 900, 900], geometry)).toEqual([0, 0, 400, 600]);
  });

  it('divides boxes by the scale in float32, as numpy does, and clips nothing by itself', () => {
    const geometry = fitPicture({ height: 427, width: 640 }, { height: 512, width: 512 });
    expect([geometry.scaledHeight, geometry.scaledWidth]).toEqual([342, 512]);
    // np.float32([[-3.7, 10.3, 341.9, 700]]) / np.tile(np.float32([342, 512]) / np.float32([427, 640]), 2)
    expect(scaleBox([-3.7, 10.3, 341.9, 700], geometry)).toEqual([-4.619590759277344, 12.875, 426.8751525878906, 875]);
    expect(imageShapes([geometry, fitPicture({ height: 5, width: 5 }, { height: 8, width: 16 })])).toEqual({
      dims: [2, 2],
      data: Float32Array.of(342, 512, 8, 8),
    });
  });

  it.each([
    [400, 600, { top: 25, left: 125, height: 350, width: 350 }],
    [333, 500, { top: 20, left: 104, height: 291, width: 291 }],
    [1, 1, { top: 0, left: 0, height: 1, width: 1 }],
    [7, 3, { top: 2, left: 0, height: 2, width: 2 }],
  ])('the middle of %i×%i as the official center_crop_image cuts it', (height, width, crop) => {
    const geometry = centerCrop({ height, width }, { height: 224, width: 224 });
    expect(geometry).toMatchObject({ crop, scaledHeight: 224, scaledWidth: 224 });
    expect(boxInPicture([0, 0, 224, 224], geometry).map(Math.round)).toEqual([
      crop.top,
      crop.left,
      crop.top + crop.height,
      crop.left + crop.width,
    ]);
  });
});

describe('values', () => {
  it('of the same size are normalised, nothing else', () => {
    const data = pattern(4, 5);
    const { tensor } = preprocessPicture({ height: 4, width: 5, channels: 3, data }, { height: 4, width: 5 });
    expect(tensor.dims).toEqual([1, 4, 5, 3]);
    expect(
      largestDifference(
        tensor.data,
        Array.from(data, (value, i) => normalise(value, i % 3)),
      ),
    ).toBeLessThan(1e-6);
  });

  it.each([
    [
      [37, 53],
      [64, 64],
      [45, 64],
    ],
    [
      [53, 37],
      [64, 64],
      [64, 45],
    ],
    [
      [200, 333],
      [32, 48],
      [29, 48],
    ],
    [
      [5, 5],
      [128, 96],
      [96, 96],
    ],
  ] as const)('%j into %j agree with TensorFlow.js', async ([height, width], [inputHeight, inputWidth], scaled) => {
    const data = pattern(height, width);
    for (const samplePoint of ['center', 'corner'] as const) {
      const { tensor, geometry } = preprocessPicture(
        { height, width, channels: 3, data },
        { height: inputHeight, width: inputWidth },
        { samplePoint },
      );
      expect([geometry.scaledHeight, geometry.scaledWidth]).toEqual(scaled);
      const centers = samplePoint === 'center';
      const other = await expected(data, [height, width], scaled, [inputHeight, inputWidth], centers);
      expect(largestDifference(tensor.data, other)).toBeLessThan(2e-5);
    }
  });

  it('of the middle of a picture are those of the cut picture', async () => {
    const data = pattern(40, 64);
    for (const samplePoint of ['center', 'corner'] as const) {
      const options = { samplePoint, fit: 'center-crop' } as const;
      const { tensor } = preprocessPicture(
        { height: 40, width: 64, channels: 3, data },
        { height: 48, width: 32 },
        options,
      );
      const cut = Uint8Array.from({ length: 35 * 35 * 3 }, (_, i) => {
        const [y, x] = [2 + Math.trunc(i / 105), 14 + (Math.trunc(i / 3) % 35)];
        return data[(y * 64 + x) * 3 + (i % 3)]!;
      });
      const other = await expected(cut, [35, 35], [48, 32], [48, 32], samplePoint === 'center');
      expect(largestDifference(tensor.data, other)).toBeLessThan(2e-5);
    }
  });

  it('pads with zeros to the right and below', () => {
    const white = new Uint8Array(2 * 4 * 3).fill(255);
    const { tensor } = preprocessPicture({ height: 2, width: 4, channels: 3, data: white }, { height: 8, width: 8 });
    const at = (y: number, x: number): number => tensor.data[(y * 8 + x) * 3]!;
    expect([at(0, 0), at(3, 7)].every((value) => value > 2)).toBe(true);
    expect([at(4, 0), at(7, 7)]).toEqual([0, 0]);
  });

  it('does not look at alpha', () => {
    const size = { height: 16, width: 16 };
    const opaque = pattern(20, 30, 3);
    const clear = Uint8Array.from({ length: 20 * 30 * 4 }, (_, i) =>
      i % 4 === 3 ? 0 : opaque[(i >> 2) * 3 + (i % 4)]!,
    );
    const [three, four] = [
      preprocessPicture({ height: 20, width: 30, channels: 3, data: opaque }, size),
      preprocessPicture({ height: 20, width: 30, channels: 4, data: clear }, size),
    ];
    expect(four.tensor).toEqual(three.tensor);
  });

  it('of a batch are those of each picture', async () => {
    const photo = await decodePicture(photograph);
    const other = { height: 30, width: 20, channels: 3, data: pattern(30, 20) } as const;
    const size = { height: 128, width: 96 };
    const { tensor, geometries } = preprocessPictures([photo, other], size);
    const alone = [photo, other].map((one) => preprocessPicture(one, size));
    expect(tensor.dims).toEqual([2, 128, 96, 3]);
    expect(geometries).toEqual(alone.map(({ geometry }) => geometry));
    expect(
      largestDifference(
        tensor.data,
        alone.flatMap((one) => [...one.tensor.data]),
      ),
    ).toBe(0);
  });
});
