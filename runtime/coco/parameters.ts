/** What COCO's evaluation counts: thresholds and size classes, as numpy and pycocotools have them, to the last bit. */

/** `np.linspace(.5, .95, 10)` */
export const iouThresholds: readonly number[] = linspace(0.5, 0.95, 10);

/** `np.linspace(0, 1, 101)` */
export const recallThresholds: readonly number[] = linspace(0, 1, 101);

/** Size classes by area in pixels, both ends included. */
export const areaRanges = [
  { name: 'all', least: 0, most: 1e5 ** 2 },
  { name: 'small', least: 0, most: 32 ** 2 },
  { name: 'medium', least: 32 ** 2, most: 96 ** 2 },
  { name: 'large', least: 96 ** 2, most: 1e5 ** 2 },
] as const;

/** Detections per picture and category that count, the most confident first. */
export const defaultMaxDetections = [1, 10, 100] as const;

/** Evenly spaced numbers, with numpy's rounding: start + i · step, and the end as it is given. */
function linspace(start: number, end: number, count: number): readonly number[] {
  const step = (end - start) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? end : i * step + start));
}
