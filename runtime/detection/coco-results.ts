/**
 * Detections as COCO's results files have them (cocodataset.org, "results format"): one object a detection, boxes as x, y,
 * width and height in picture pixels, masks as compressed run lengths.
 *
 * Numbers are rounded to nothing: each is the shortest decimal that stands for the network's float32, so that an evaluation
 * of the file is an evaluation of the network.
 */
import type { ClassNames } from './class-names.ts';
import { maskRuns, pasteMask } from './paste-mask.ts';
import type { Detection } from './read-detections.ts';
import { compressCounts } from '../coco/rle-string.ts';

export interface CocoDetection<Id extends number | string = number | string> {
  readonly image_id: Id;
  readonly category_id: number;
  readonly bbox: readonly [x: number, y: number, width: number, height: number];
  readonly score: number;
  readonly segmentation?: { readonly size: readonly [height: number, width: number]; readonly counts: string };
}

/** COCO's id of a picture from its file's name (`000000000139.jpg`, `COCO_val2014_000000000139.jpg`), else the name. */
export function imageIdOf(path: string): number | string {
  const name = path.replace(/^.*[/\\]/, '');
  const digits = /^(?:COCO_[a-z]+\d{4}_)?(\d{1,15})\.[^.]+$/.exec(name)?.[1];
  return digits === undefined ? name : Number(digits);
}

/** The shortest decimal that float32 reads as the same number. */
export function shortestFloat(value: number): number {
  const single = Math.fround(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(9));
}

/** One picture's detections. */
export function cocoResults<Id extends number | string>(
  imageId: Id,
  picture: { readonly height: number; readonly width: number },
  detections: readonly Detection[],
  names: ClassNames,
): readonly CocoDetection<Id>[] {
  return detections.map(({ classId, score, box, mask }) => {
    const [y1, x1, y2, x2] = box;
    const result = {
      image_id: imageId,
      category_id: names.categoryOf(classId),
      bbox: [x1, y1, Math.fround(x2 - x1), Math.fround(y2 - y1)].map(shortestFloat) as [number, number, number, number],
      score: shortestFloat(score),
    };
    if (mask === undefined) return result;
    const { counts } = maskRuns(pasteMask(mask, picture), picture);
    return { ...result, segmentation: { size: [picture.height, picture.width], counts: compressCounts(counts) } };
  });
}
