/**
 * COCO's results: a list of detections, read into columns and checked against the annotations they belong to.
 * Format: https://cocodataset.org/#format-results. As in pycocotools' `loadRes` the first detection decides what all have: a
 * box, whose area is then the detection's; or a mask only, from which box and area are taken.
 */
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { jsonText, type Annotations, type CocoSegmentation } from './annotations.ts';
import { columns } from './column.ts';
import { Findings } from './findings.ts';
import { fieldNames, JsonReader, type JsonText } from './json-reader.ts';
import { maskArea, maskBox } from './rle.ts';
import { boxProblem, Rows } from './rows.ts';
import { readMask } from './segmentation.ts';

/** One detection in COCO's form, with a box, a mask or both. */
export interface CocoResult {
  readonly image_id: number;
  readonly category_id: number;
  /** x, y, width, height in pixels. */
  readonly bbox?: readonly number[];
  readonly score: number;
  readonly segmentation?: CocoSegmentation;
}

/** Detections that were read and checked, in the order of the file. */
export interface Results {
  readonly text: JsonText;
  readonly count: number;
  /** Row of the picture. */
  readonly images: Int32Array;
  /** Row of the category, −1 where it is unknown. */
  readonly categories: Int32Array;
  readonly scores: Float64Array;
  /** `[count,4]`: x, y, width, height. */
  readonly boxes: Float64Array;
  readonly areas: Float64Array;
  /** Byte of the text where the segmentation is, −1 where there is none. */
  readonly masks: Float64Array;
  /** What the first detection has. */
  readonly has: { readonly boxes: boolean; readonly masks: boolean };
  readonly warnings: readonly Diagnostic[];
}

const names = fieldNames('image_id', 'category_id', 'bbox', 'score', 'segmentation');

/**
 * Reads results from the bytes of a JSON file, or from a list of the same form.
 * @param annotations what the results are of.
 * @param name what messages call the results.
 * @throws DiagnosticError SPN7102 (no JSON), SPN7103 (fields), SPN7106 (other pictures), SPN7110 (scores), SPN7111 (masks).
 */
export function readResults(
  source: Uint8Array | readonly CocoResult[],
  annotations: Annotations,
  name = 'results',
): Results {
  const { images, categories } = annotations;
  const text = jsonText(source, name);
  const reader = new JsonReader(text);
  const findings = new Findings(text);
  const rows = new Rows<(typeof names)[number][0]>(reader, findings, '');
  const table = columns('images', 'categories', 'scores', 'boxes', 'areas', 'masks');
  const box = new Float64Array(4);
  let has: { boxes: boolean; masks: boolean } | undefined;
  let image: number | undefined;
  let category: number | undefined;
  let score: number | undefined;
  let [hasBox, mask] = [false, -1];

  const finish = (row: number): void => {
    const at = rows.start;
    if (image === undefined) rows.missing('image_id');
    if (category === undefined) rows.missing('category_id');
    if (score === undefined) rows.missing('score');
    has ??= { boxes: hasBox, masks: mask >= 0 };
    if (!hasBox && mask < 0) rows.missing('bbox', 'a detection has a box, a mask or both');
    else if (has.boxes && !hasBox) rows.missing('bbox', 'the first result has one, so all have to');
    const imageRow = images.indexOf.get(image ?? NaN) ?? -1;
    const categoryRow = categories.indexOf.get(category ?? NaN) ?? -1;
    if (imageRow < 0 && Number.isFinite(image))
      findings.error(
        'SPN7106',
        rows.path(),
        at,
        `is of picture ${image!}, which ${annotations.text.name} does not list`,
      );
    if (categoryRow < 0 && Number.isFinite(category))
      findings.warn('SPN7104', rows.path(), at, `is of category ${category!}, which is not defined`);
    const picture = { height: images.heights[imageRow] ?? 0, width: images.widths[imageRow] ?? 0 };
    let area = box[2]! * box[3]!;
    if (!has.boxes && mask >= 0 && imageRow >= 0) {
      const rle = readMask(text, mask, picture, rows.path('segmentation', row));
      area = maskArea(rle);
      if (!hasBox) box.set(maskBox(rle));
    }
    const problem = hasBox ? boxProblem(box, 0, picture.height, picture.width) : undefined;
    if (problem) findings.warn(problem.code, rows.path(), at, problem.detail);
    table.images.push(imageRow);
    table.categories.push(categoryRow);
    table.scores.push(score ?? NaN);
    for (const value of box) table.boxes.push(value);
    table.areas.push(area);
    table.masks.push(mask);
  };
  rows.read(
    names,
    () => {
      image = category = score = undefined;
      [hasBox, mask] = [false, -1];
      box.fill(NaN);
    },
    (field) => {
      if (field === 'image_id') image = rows.whole(field);
      else if (field === 'category_id') category = rows.whole(field);
      else if (field === 'score') score = rows.finite(field, 'SPN7110');
      else if (field === 'bbox') {
        if (reader.kind() === 'null') reader.skip();
        else hasBox = !rows.box(field, box);
      } else {
        mask = reader.kind() === 'null' ? -1 : reader.position();
        reader.skip();
      }
    },
    finish,
  );
  reader.end();
  findings.throwErrors();
  const scores = table.scores.values();
  return {
    text,
    count: scores.length,
    images: Int32Array.from(table.images.values()),
    categories: Int32Array.from(table.categories.values()),
    scores,
    boxes: table.boxes.values(),
    areas: table.areas.values(),
    masks: table.masks.values(),
    has: has ?? { boxes: true, masks: false },
    warnings: findings.warnings(),
  };
}
