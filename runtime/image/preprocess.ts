/**
 * The official input pipelines for one decoded picture: values to [0, 1], minus mean, over standard deviation; then a
 * bilinear resize. For detection it keeps the aspect ratio until one side fills the network's input, with zeros to the right
 * and below; for classification it takes the square in the middle, 7/8 of the shorter side.
 * Source: `normalize_image`, `resize_and_crop_image` and `center_crop_image` of the TPU detection code
 * (`utils/input_utils.py`) and of the model garden (`vision/ops/preprocess_ops.py`), with TensorFlow's float32 arithmetic
 * followed step by step.
 *
 * The two differ in one thing: TensorFlow 1's resize puts sample points at pixel corners, TensorFlow 2's at pixel centres.
 */
import type { Tensor } from '../../compiler/ops/op.ts';
import { centerCrop, fitPicture, type PictureGeometry, type PictureFit } from './placement.ts';

/** 8-bit pixels, row by row; channels are R, G, B and possibly A, which is not looked at. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array | Uint8ClampedArray;
}

export interface PreprocessedPicture {
  /** `[1,H,W,3]`, normalised. */
  readonly tensor: Tensor;
  readonly geometry: PictureGeometry;
}

/** `corner`: TensorFlow 1, so the TPU dialect; `center`: TensorFlow 2, so the garden dialect. */
export type SamplePoint = 'corner' | 'center';

export interface PreprocessOptions {
  readonly samplePoint?: SamplePoint | undefined;
  /** Default: `letterbox`. */
  readonly fit?: PictureFit | undefined;
}

const mean = [0.485, 0.456, 0.406];
const deviation = [0.229, 0.224, 0.225];

/** Normalised value of each of the 256 pixel values, per channel, in float32 at each step. */
function normalisedValues(): readonly Float32Array[] {
  const inverse = Math.fround(1 / 255);
  return mean.map((offset, channel) =>
    Float32Array.from({ length: 256 }, (_, value) => {
      const centred = Math.fround(Math.fround(value * inverse) - Math.fround(offset));
      return centred / Math.fround(deviation[channel]!);
    }),
  );
}

interface AxisSamples {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  /** Weight of `upper`. */
  readonly weight: Float32Array;
}

/** Which two source positions each output position lies between (TensorFlow's `compute_interpolation_weights`). */
function axisSamples(from: number, to: number, samplePoint: SamplePoint): AxisSamples {
  const scale = Math.fround(from / to);
  const lower = new Int32Array(to);
  const upper = new Int32Array(to);
  const weight = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const at = samplePoint === 'corner' ? Math.fround(i * scale) : Math.fround(Math.fround((i + 0.5) * scale) - 0.5);
    const floor = Math.floor(at);
    lower[i] = Math.max(0, floor);
    upper[i] = Math.min(from - 1, Math.ceil(at));
    weight[i] = at - floor;
  }
  return { lower, upper, weight };
}

/**
 * Writes one preprocessed picture into `out[offset…]`, a zeroed `[H,W,3]` block.
 * Bilinear: along the row first, then between the two rows, each step rounded to float32 as in TensorFlow's kernel.
 */
function writePicture(
  picture: Picture,
  geometry: PictureGeometry,
  inputWidth: number,
  samplePoint: SamplePoint,
  out: Float32Array,
  offset: number,
): void {
  const { fround } = Math;
  const { data, width, channels } = picture;
  const { top: firstRow, left: firstColumn } = geometry.crop;
  const rows = axisSamples(geometry.crop.height, geometry.scaledHeight, samplePoint);
  const columns = axisSamples(geometry.crop.width, geometry.scaledWidth, samplePoint);
  for (const [channel, value] of normalisedValues().entries()) {
    for (let y = 0; y < geometry.scaledHeight; y++) {
      const top = ((firstRow + rows.lower[y]!) * width + firstColumn) * channels + channel;
      const bottom = ((firstRow + rows.upper[y]!) * width + firstColumn) * channels + channel;
      const down = rows.weight[y]!;
      let o = offset + y * inputWidth * 3 + channel;
      for (let x = 0; x < geometry.scaledWidth; x++, o += 3) {
        const left = columns.lower[x]! * channels;
        const right = columns.upper[x]! * channels;
        const along = columns.weight[x]!;
        const topLeft = value[data[top + left]!]!;
        const bottomLeft = value[data[bottom + left]!]!;
        const above = fround(topLeft + fround(fround(value[data[top + right]!]! - topLeft) * along));
        const below = fround(bottomLeft + fround(fround(value[data[bottom + right]!]! - bottomLeft) * along));
        out[o] = above + fround(fround(below - above) * down);
      }
    }
  }
}

/** A batch that takes pictures one at a time, so that only one needs to be decoded. */
export interface PictureBatch {
  /** `[N,H,W,3]`; zeros where no picture is yet. */
  readonly tensor: Tensor;
  /** Of the pictures so far. */
  readonly geometries: readonly PictureGeometry[];
  readonly add: (picture: Picture) => void;
}

/** An empty batch for `count` pictures and a network input of `height`×`width`. */
export function pictureBatch(
  count: number,
  input: { readonly height: number; readonly width: number },
  options: PreprocessOptions = {},
): PictureBatch {
  const size = input.height * input.width * 3;
  const data = new Float32Array(count * size);
  const geometries: PictureGeometry[] = [];
  return {
    tensor: { dims: [count, input.height, input.width, 3], data },
    geometries,
    add(picture) {
      const geometry = options.fit === 'center-crop' ? centerCrop(picture, input) : fitPicture(picture, input);
      const offset = geometries.length * size;
      writePicture(picture, geometry, input.width, options.samplePoint ?? 'center', data, offset);
      geometries.push(geometry);
    },
  };
}

/**
 * Preprocesses a batch of pictures, each on its own terms, for a network input of `height`×`width`.
 * @returns one tensor `[N,H,W,3]` and each picture's geometry.
 */
export function preprocessPictures(
  pictures: readonly Picture[],
  input: { readonly height: number; readonly width: number },
  options: PreprocessOptions = {},
): { readonly tensor: Tensor; readonly geometries: readonly PictureGeometry[] } {
  const batch = pictureBatch(pictures.length, input, options);
  for (const picture of pictures) batch.add(picture);
  return { tensor: batch.tensor, geometries: batch.geometries };
}

/** One picture: see `preprocessPictures`. */
export function preprocessPicture(
  picture: Picture,
  input: { readonly height: number; readonly width: number },
  options: PreprocessOptions = {},
): PreprocessedPicture {
  const { tensor, geometries } = preprocessPictures([picture], input, options);
  return { tensor, geometry: geometries[0]! };
}
