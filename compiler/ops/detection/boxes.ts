/** Boxes as y1, x1, y2, x2 in float32: decoding, clipping, overlap. After `decode_boxes`, `clip_boxes` of the official codes. */
import type { BoxCoder, Values } from './settings.ts';

/**
 * Decodes `deltas[d…]` against the reference box `boxes[b…]` and writes the box, clipped to the picture, to `out[o…]`
 * (which may be the reference itself).
 */
export function decodeBox(
  coder: BoxCoder,
  deltas: Values,
  d: number,
  boxes: Values,
  b: number,
  imageHeight: number,
  imageWidth: number,
  out: Values,
  o: number,
): void {
  const { weights, pixelOffset: offset, scaleClip } = coder;
  const xFirst = coder.order === 'xywh' ? 1 : 0;
  const [least = -Infinity, most = Infinity] = scaleClip;
  const dy = deltas[d + xFirst]! / weights[0]!;
  const dx = deltas[d + 1 - xFirst]! / weights[1]!;
  const dh = Math.max(Math.min(deltas[d + 2 + xFirst]! / weights[2]!, most), least);
  const dw = Math.max(Math.min(deltas[d + 3 - xFirst]! / weights[3]!, most), least);
  const height = boxes[b + 2]! - boxes[b]! + offset;
  const width = boxes[b + 3]! - boxes[b + 1]! + offset;
  const decodedHeight = Math.exp(dh) * height;
  const decodedWidth = Math.exp(dw) * width;
  const y1 = dy * height + boxes[b]! + height / 2 - decodedHeight / 2;
  const x1 = dx * width + boxes[b + 1]! + width / 2 - decodedWidth / 2;
  const lastY = imageHeight - offset;
  const lastX = imageWidth - offset;
  out[o] = Math.max(Math.min(y1, lastY), 0);
  out[o + 1] = Math.max(Math.min(x1, lastX), 0);
  out[o + 2] = Math.max(Math.min(y1 + decodedHeight - offset, lastY), 0);
  out[o + 3] = Math.max(Math.min(x1 + decodedWidth - offset, lastX), 0);
}

/** Intersection over union, in float32 as everywhere: boxes at `boxes[4a…]` and `boxes[4b…]`. No area, no overlap. */
export function overlap(boxes: Float32Array, a: number, b: number, offset: number): number {
  const i = 4 * a;
  const j = 4 * b;
  const height = Math.fround(Math.min(boxes[i + 2]!, boxes[j + 2]!) - Math.max(boxes[i]!, boxes[j]!)) + offset;
  if (!(height > 0)) return 0;
  const width = Math.fround(Math.min(boxes[i + 3]!, boxes[j + 3]!) - Math.max(boxes[i + 1]!, boxes[j + 1]!)) + offset;
  if (!(width > 0)) return 0;
  const common = Math.fround(height * width);
  const both = Math.fround(area(boxes, i, offset) + area(boxes, j, offset));
  return Math.fround(common / Math.fround(both - common));
}

function area(boxes: Float32Array, at: number, offset: number): number {
  const height = Math.fround(boxes[at + 2]! - boxes[at]!) + offset;
  return Math.fround(height * (Math.fround(boxes[at + 3]! - boxes[at + 1]!) + offset));
}

/** What the tiled suppression takes for a box. */
export function hasPositiveCoordinate(boxes: Float32Array, index: number): boolean {
  const at = 4 * index;
  return boxes[at]! > 0 || boxes[at + 1]! > 0 || boxes[at + 2]! > 0 || boxes[at + 3]! > 0;
}
