/**
 * A mask of 28×28 probabilities, say, laid over its box on the picture: the pixels where it is more than a half. The
 * official `paste_instance_masks` (`utils/mask_utils.py` of the TPU detection code, `vision/ops/mask_ops.py` of the model
 * garden, both after Detectron): a rim of zeros around the mask, the box widened by it and cut to whole pixels, and OpenCV's
 * bilinear resize, step by step in float32.
 */
import type { Rle } from '../coco/rle.ts';
import type { MaskProbabilities } from './read-detections.ts';

/** The part of a picture where a mask's box is; everything outside is 0. */
export interface PastedMask {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
  /** 0 or 1, row by row. */
  readonly data: Uint8Array;
}

const { fround } = Math;

/** First and last pixel of one side of the box, widened by the rim of zeros (`expand_boxes`, then `astype(int32)`). */
function expanded(from: number, to: number, factor: number): readonly [first: number, last: number] {
  const half = fround(fround(to - from) * 0.5);
  const center = fround(from + half);
  const wide = fround(half * fround(factor));
  return [Math.trunc(fround(center - wide)), Math.trunc(fround(center + wide))];
}

interface AxisWeights {
  /** Position in the mask with its rim; the neighbour is one further, or the same at the end. */
  readonly at: Int32Array;
  /** Weight of the neighbour. */
  readonly next: Float32Array;
}

/** `cv2.resize` with INTER_LINEAR: sample points at pixel centres, the border repeated. */
function axisWeights(size: number, pixels: number, first: number, count: number): AxisWeights {
  const at = new Int32Array(count);
  const next = new Float32Array(count);
  const scale = 1 / (pixels / size);
  for (let i = 0; i < count; i++) {
    const source = fround((first + i + 0.5) * scale - 0.5);
    const floor = Math.floor(source);
    const inside = floor >= 0 && floor < size - 1;
    at[i] = Math.min(size - 1, Math.max(0, floor));
    next[i] = inside ? source - floor : 0;
  }
  return { at, next };
}

/** Pastes one mask into a picture of `height`×`width`. Only what is inside the picture is computed. */
export function pasteMask(
  mask: MaskProbabilities,
  picture: { readonly height: number; readonly width: number },
): PastedMask {
  const rows = mask.height + 2;
  const columns = mask.width + 2;
  const factor = Math.max(rows / mask.height, columns / mask.width);
  const [y1, y2] = expanded(mask.box[0], mask.box[2], factor);
  const [x1, x2] = expanded(mask.box[1], mask.box[3], factor);
  const inside = (value: number, size: number): number => Math.min(size, Math.max(0, value));
  const [top, bottom] = [inside(y1, picture.height), inside(y2 + 1, picture.height)];
  const [left, right] = [inside(x1, picture.width), inside(x2 + 1, picture.width)];
  const height = Math.max(0, bottom - top);
  const width = Math.max(0, right - left);
  const down = axisWeights(rows, Math.max(1, y2 - y1 + 1), top - y1, height);
  const along = axisWeights(columns, Math.max(1, x2 - x1 + 1), left - x1, width);
  const data = new Uint8Array(height * width);

  const padded = new Float32Array(rows * columns);
  for (let y = 0; y < mask.height; y++)
    for (let x = 0; x < mask.width; x++) padded[(y + 1) * columns + x + 1] = mask.data[y * mask.width + x]!;
  /** One row of the mask, stretched along x. */
  const stretched = (row: number): Float32Array => {
    const values = new Float32Array(width);
    for (let x = 0; x < width; x++) {
      const at = row * columns + along.at[x]!;
      const weight = along.next[x]!;
      const neighbour = weight === 0 ? 0 : fround(padded[at + 1]! * weight);
      values[x] = fround(padded[at]! * fround(1 - weight)) + neighbour;
    }
    return values;
  };
  const cache = new Map<number, Float32Array>();
  const rowOf = (row: number): Float32Array => {
    const known = cache.get(row) ?? stretched(row);
    cache.set(row, known);
    return known;
  };
  for (let y = 0; y < height; y++) {
    const row = down.at[y]!;
    const weight = down.next[y]!;
    const rest = fround(1 - weight);
    const above = rowOf(row);
    const below = weight === 0 ? above : rowOf(row + 1);
    cache.delete(row - 1);
    for (let x = 0; x < width; x++) {
      const value = fround(fround(above[x]! * rest) + fround(below[x]! * weight));
      if (value > 0.5) data[y * width + x] = 1;
    }
  }
  return { top, left, height, width, data };
}

/** The pasted mask as COCO's run lengths over the whole picture. */
export function maskRuns(mask: PastedMask, picture: { readonly height: number; readonly width: number }): Rle {
  const counts: number[] = [];
  let [inside, start] = [0, 0];
  const change = (at: number): void => {
    counts.push(at - start);
    [inside, start] = [1 - inside, at];
  };
  for (let x = 0; x < mask.width; x++) {
    const column = (mask.left + x) * picture.height;
    if (inside === 1 && mask.top > 0) change(column);
    for (let y = 0; y < mask.height; y++) if (mask.data[y * mask.width + x] !== inside) change(column + mask.top + y);
    if (inside === 1 && mask.top + mask.height < picture.height) change(column + mask.top + mask.height);
  }
  if (inside === 1 && mask.left + mask.width < picture.width) change((mask.left + mask.width) * picture.height);
  counts.push(picture.height * picture.width - start);
  return { height: picture.height, width: picture.width, counts: Uint32Array.from(counts) };
}
