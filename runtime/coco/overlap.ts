/**
 * How much detections and objects overlap: intersection over union, for a crowd over the detection's own area. As `bbIou` and
 * `rleIou` of pycocotools' `maskApi.c`.
 */
import { commonPixels, maskArea, maskBox, type Rle } from './rle.ts';

/** The overlap of boxes `[x, y, width, height]` at `a` and `b` of two lists. */
export function boxOverlap(
  detections: Float64Array,
  a: number,
  objects: Float64Array,
  b: number,
  crowd: boolean,
): number {
  const [dx, dw, gx, gw] = [detections[a]!, detections[a + 2]!, objects[b]!, objects[b + 2]!];
  const width = Math.min(dw + dx, gw + gx) - Math.max(dx, gx);
  if (width <= 0) return 0;
  const [dy, dh, gy, gh] = [detections[a + 1]!, detections[a + 3]!, objects[b + 1]!, objects[b + 3]!];
  const height = Math.min(dh + dy, gh + gy) - Math.max(dy, gy);
  if (height <= 0) return 0;
  const common = width * height;
  const area = dw * dh;
  return common / (crowd ? area : area + gw * gh - common);
}

/** A mask with what its overlaps need. */
export interface MeasuredMask extends Rle {
  readonly box: Float64Array;
}

export function measureMask(rle: Rle): MeasuredMask {
  return { ...rle, box: Float64Array.from(maskBox(rle)) };
}

/** The overlap of two masks; −1 where their boxes overlap and their sizes differ. */
export function maskOverlap(detection: MeasuredMask, object: MeasuredMask, crowd: boolean): number {
  if (boxOverlap(detection.box, 0, object.box, 0, crowd) <= 0) return 0;
  if (detection.height !== object.height || detection.width !== object.width) return -1;
  const { both, any } = commonPixels(detection.counts, object.counts);
  if (both === 0) return 0;
  return both / (crowd ? maskArea(detection) : any);
}
