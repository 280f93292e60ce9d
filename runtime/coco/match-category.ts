/** All pictures of one category: groups the detections and objects of each picture, measures overlaps, and matches them. */
import { diagnostic, DiagnosticError, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { CategoryMatches } from './accumulate.ts';
import type { Annotations } from './annotations.ts';
import { Findings } from './findings.ts';
import type { JsonText } from './json-reader.ts';
import { PictureMatcher } from './match.ts';
import { groupRows, orderByScore } from './order.ts';
import { boxOverlap, maskOverlap, measureMask, type MeasuredMask } from './overlap.ts';
import { areaRanges } from './parameters.ts';
import { boxMask } from './polygon.ts';
import type { Results } from './results.ts';
import { readMask } from './segmentation.ts';

/** Rows of a table, by category, within it by picture. */
interface Grouped {
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

/** What all categories share. */
export interface Matching {
  readonly annotations: Annotations;
  readonly results: Results;
  /** In the order of the file. */
  readonly objects: Grouped;
  /** By descending score. */
  readonly detections: Grouped;
  /** Detections per picture and category that are looked at. */
  readonly limit: number;
  /** The mask of an object or a detection; undefined where boxes are compared. */
  readonly masks: { readonly object: MaskOf; readonly detection: MaskOf } | undefined;
  readonly warnings: () => readonly Diagnostic[];
}

type MaskOf = (row: number) => MeasuredMask;

/** @throws DiagnosticError SPN7103, SPN7111 when an object of the chosen categories has no box or no mask. */
export function prepareMatching(
  annotations: Annotations,
  results: Results,
  iouType: 'bbox' | 'segm',
  limit: number,
  chosen: ReadonlySet<number>,
): Matching {
  const { images, categories, objects } = annotations;
  for (let row = 0; row < objects.count; row++) {
    if (objects.images[row]! < 0 || !chosen.has(objects.categories[row]!)) continue;
    const missing = iouType === 'bbox' ? Number.isNaN(objects.boxes[4 * row]) : objects.masks[row]! < 0;
    if (!missing) continue;
    const [code, what] = iouType === 'bbox' ? (['SPN7103', 'bbox'] as const) : (['SPN7111', 'segmentation'] as const);
    const message = `${annotations.text.name}: annotations[${row}] (id ${objects.ids[row]!}) has no \`${what}\``;
    throw new DiagnosticError(diagnostic(code, message));
  }
  const [pictures, kinds] = [images.ids.length, categories.ids.length];
  const group = (order: Int32Array, table: { images: Int32Array; categories: Int32Array }): Grouped =>
    groupRows(groupRows(order, table.images, pictures).rows, table.categories, kinds);
  const findings = [new Findings(annotations.text), new Findings(results.text)] as const;
  return {
    annotations,
    results,
    objects: group(Int32Array.from(objects.ids.keys()), objects),
    detections: group(orderByScore(results.scores), results),
    limit,
    masks: iouType === 'bbox' ? undefined : maskReaders(annotations, results, findings),
    warnings: () => findings.flatMap((found) => found.warnings()),
  };
}

function maskReaders(
  annotations: Annotations,
  results: Results,
  findings: readonly [annotations: Findings, results: Findings],
): { object: MaskOf; detection: MaskOf } {
  const { images, objects } = annotations;
  const sizeOf = (image: number) => ({ height: images.heights[image]!, width: images.widths[image]! });
  const read = (text: JsonText, found: Findings, at: number, image: number, path: string): MeasuredMask => {
    const picture = sizeOf(image);
    const mask = readMask(text, at, picture, path);
    if (picture.height > 0 && (mask.height !== picture.height || mask.width !== picture.width)) {
      const sizes = `is of ${mask.height}×${mask.width} pixels, its picture of ${picture.height}×${picture.width}`;
      found.warn('SPN7112', path, at, sizes);
    }
    return measureMask(mask);
  };
  return {
    object: (row) =>
      read(
        annotations.text,
        findings[0],
        objects.masks[row]!,
        objects.images[row]!,
        `annotations[${row}].segmentation`,
      ),
    detection: (row) => {
      const image = results.images[row]!;
      const at = results.masks[row]!;
      if (at >= 0) return read(results.text, findings[1], at, image, `[${row}].segmentation`);
      const [x, y, w, h] = results.boxes.subarray(4 * row, 4 * row + 4) as unknown as [number, number, number, number];
      const { height, width } = sizeOf(image);
      if (height > 0 && width > 0) return measureMask(boxMask([x, y, w, h], height, width));
      const message = `${annotations.text.name}: picture ${images.ids[image]!} has no width and height to draw boxes in`;
      throw new DiagnosticError(diagnostic('SPN7111', message));
    },
  };
}

/** Matches of one category, with how many objects (crowds aside) and detections it has in all. */
export function matchCategory(
  matching: Matching,
  category: number,
): CategoryMatches & { readonly objects: number; readonly detections: number } {
  const { annotations, results, objects, detections, limit } = matching;
  const runs = pictureRuns(matching, category);
  const count = runs.reduce((sum, { detectionRows }) => sum + Math.min(detectionRows.length, limit), 0);
  const scores = new Float64Array(count);
  const ranks = new Int32Array(count);
  const bits = {
    matched: new Uint16Array(areaRanges.length * count),
    ignored: new Uint16Array(areaRanges.length * count),
  };
  const wanted = areaRanges.map(() => 0);
  let [at, crowds] = [0, 0];
  for (const { objectRows, detectionRows } of runs) {
    const { ids, areas, crowds: crowdFlags } = annotations.objects;
    const picture = {
      count: objectRows.length,
      ids: Float64Array.from(objectRows, (row) => ids[row]!),
      areas: Float64Array.from(objectRows, (row) => areas[row]!),
      crowds: Uint8Array.from(objectRows, (row) => crowdFlags[row]!),
    };
    const matcher = new PictureMatcher(picture);
    areaRanges.forEach((_, a) => (wanted[a]! += matcher.wanted(a)));
    crowds += picture.crowds.reduce((sum, crowd) => sum + crowd, 0);
    const overlapsOf = overlapRows(matching, objectRows, picture.crowds);
    for (let rank = 0; rank < Math.min(detectionRows.length, limit); rank++, at++) {
      const row = detectionRows[rank]!;
      scores[at] = results.scores[row]!;
      ranks[at] = rank;
      matcher.match(overlapsOf(row), results.areas[row]!, bits, count, at);
    }
  }
  return {
    ...{ count, scores, ranks, ...bits, wanted },
    objects: objects.starts[category + 1]! - objects.starts[category]! - crowds,
    detections: detections.starts[category + 1]! - detections.starts[category]!,
  };
}

/** The objects and detections of each picture that has any, pictures by ascending id. */
function pictureRuns(
  { annotations, results, objects, detections }: Matching,
  category: number,
): readonly { readonly objectRows: Int32Array; readonly detectionRows: Int32Array }[] {
  const runs: { objectRows: Int32Array; detectionRows: Int32Array }[] = [];
  let [g, d] = [objects.starts[category]!, detections.starts[category]!];
  const [lastG, lastD] = [objects.starts[category + 1]!, detections.starts[category + 1]!];
  const imageOfG = (i: number): number => (i < lastG ? annotations.objects.images[objects.rows[i]!]! : Infinity);
  const imageOfD = (i: number): number => (i < lastD ? results.images[detections.rows[i]!]! : Infinity);
  while (g < lastG || d < lastD) {
    const image = Math.min(imageOfG(g), imageOfD(d));
    const [firstG, firstD] = [g, d];
    while (imageOfG(g) === image) g++;
    while (imageOfD(d) === image) d++;
    runs.push({ objectRows: objects.rows.subarray(firstG, g), detectionRows: detections.rows.subarray(firstD, d) });
  }
  return runs;
}

/** For a detection its overlap with each object of the picture; the list is used again for the next one. */
function overlapRows(
  { annotations, results, masks }: Matching,
  objectRows: Int32Array,
  crowds: Uint8Array,
): (detection: number) => Float64Array {
  const overlaps = new Float64Array(objectRows.length);
  if (masks === undefined)
    return (detection) => {
      for (let g = 0; g < objectRows.length; g++)
        overlaps[g] = boxOverlap(
          results.boxes,
          4 * detection,
          annotations.objects.boxes,
          4 * objectRows[g]!,
          crowds[g] === 1,
        );
      return overlaps;
    };
  let objectMasks: readonly MeasuredMask[] | undefined;
  return (detection) => {
    if (objectRows.length === 0) return overlaps;
    objectMasks ??= masksOf(objectRows, masks.object, annotations.text.name);
    const mask = masks.detection(detection);
    objectMasks.forEach((object, g) => (overlaps[g] = maskOverlap(mask, object, crowds[g] === 1)));
    return overlaps;
  };
}

/** Runs of all masks of one picture and category: 200 MB, and a thousand times what a crowded picture has. */
const mostRuns = 50_000_000;

function masksOf(rows: Int32Array, maskOf: MaskOf, name: string): readonly MeasuredMask[] {
  let runs = 0;
  return Array.from(rows, (row) => {
    const mask = maskOf(row);
    runs += mask.counts.length;
    if (runs <= mostRuns) return mask;
    const message = `${name}: the masks of one picture have more than ${mostRuns} runs up to annotations[${row}]`;
    throw new DiagnosticError(diagnostic('SPN7111', message));
  });
}
