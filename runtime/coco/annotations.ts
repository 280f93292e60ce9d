/**
 * COCO's annotations (`instances_val2017.json`): pictures, categories, and what is on the pictures, read into columns.
 * Format: https://cocodataset.org/#format-data. Masks stay where they are in the text until somebody asks for one.
 */
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { readCategories, type CategoryTable } from './category-table.ts';
import { columns } from './column.ts';
import { Findings } from './findings.ts';
import { readImages, type ImageTable } from './image-table.ts';
import { fieldNames, JsonReader, type JsonText } from './json-reader.ts';
import { boxProblem, refuseDuplicates, Rows } from './rows.ts';

/** COCO's own form, as far as an evaluation needs it. */
export interface CocoAnnotations {
  readonly images: readonly {
    readonly id: number;
    readonly width?: number;
    readonly height?: number;
    readonly file_name?: string;
  }[];
  readonly categories: readonly { readonly id: number; readonly name?: string }[];
  readonly annotations: readonly {
    readonly id: number;
    readonly image_id: number;
    readonly category_id: number;
    /** x, y, width, height in pixels. */
    readonly bbox?: readonly number[];
    /** Pixels; decides which of the size classes the object belongs to. */
    readonly area: number;
    readonly iscrowd?: 0 | 1 | boolean;
    readonly segmentation?: CocoSegmentation;
  }[];
}

/** Polygons, or run lengths as a list or as COCO's compressed text. */
export type CocoSegmentation =
  | readonly (readonly number[])[]
  | { readonly size: readonly [height: number, width: number]; readonly counts: readonly number[] | string };

/** Objects in the order of the file. */
export interface ObjectTable {
  readonly count: number;
  readonly ids: Float64Array;
  /** Row of the picture, −1 where it is unknown. */
  readonly images: Int32Array;
  /** Row of the category, −1 where it is unknown. */
  readonly categories: Int32Array;
  /** `[count,4]`: x, y, width, height; NaN where there is none. */
  readonly boxes: Float64Array;
  readonly areas: Float64Array;
  readonly crowds: Uint8Array;
  /** Byte of the text where the segmentation is, −1 where there is none. */
  readonly masks: Float64Array;
}

/** Annotations that were read and checked. */
export interface Annotations {
  readonly text: JsonText;
  readonly images: ImageTable;
  readonly categories: CategoryTable;
  readonly objects: ObjectTable;
  readonly warnings: readonly Diagnostic[];
}

const sections = fieldNames('images', 'categories', 'annotations');
const objectFields = fieldNames('id', 'image_id', 'category_id', 'bbox', 'area', 'iscrowd', 'segmentation');

/**
 * Reads annotations from the bytes of a JSON file, or from data of the same form.
 * @param name what messages call them.
 * @throws DiagnosticError SPN7102 (no JSON), SPN7103 (fields), SPN7107 (ids given twice).
 */
export function readAnnotations(source: Uint8Array | CocoAnnotations, name = 'annotations'): Annotations {
  const text = jsonText(source, name);
  const reader = new JsonReader(text);
  const findings = new Findings(text);
  let images: ImageTable | undefined;
  let categories: CategoryTable | undefined;
  let raw: RawObjects | undefined;
  if (reader.kind() !== 'an object') {
    const problem = `has to be an object with images, annotations and categories, not ${reader.kind()}`;
    findings.error('SPN7103', 'the file', reader.position(), problem, 'results go to `--results`');
    reader.skip();
    findings.throwErrors();
  }
  reader.fields(sections, (section) => {
    if (section === 'images') images = readImages(reader, findings);
    else if (section === 'categories') categories = readCategories(reader, findings);
    else raw = readObjects(reader, findings);
  });
  reader.end();
  if (images === undefined || categories === undefined || raw === undefined) {
    for (const [section, value] of Object.entries({ images, categories, annotations: raw }))
      if (value === undefined) findings.error('SPN7103', 'the file', 0, `has no \`${section}\``);
    findings.throwErrors();
    return undefined as never;
  }
  findings.throwErrors();
  const objects = locate(raw, images, categories, findings);
  return { text, images, categories, objects, warnings: findings.warnings() };
}

/** Data goes the way of a file, so that it is checked by the same rules. */
export function jsonText(source: Uint8Array | object, name: string): JsonText {
  return { name, bytes: source instanceof Uint8Array ? source : new TextEncoder().encode(JSON.stringify(source)) };
}

/** Objects before their pictures and categories are known: both may stand behind them in the file. */
type RawObjects = Readonly<
  Record<'ids' | 'images' | 'categories' | 'boxes' | 'areas' | 'crowds' | 'masks' | 'starts', Float64Array>
>;

function readObjects(reader: JsonReader, findings: Findings): RawObjects {
  const rows = new Rows<(typeof objectFields)[number][0]>(reader, findings, 'annotations');
  const table = columns('ids', 'images', 'categories', 'boxes', 'areas', 'crowds', 'masks', 'starts');
  const box = new Float64Array(4);
  let id: number | undefined;
  let image: number | undefined;
  let category: number | undefined;
  let area: number | undefined;
  let [crowd, mask] = [0, -1];
  rows.read(
    objectFields,
    () => {
      id = image = category = area = undefined;
      [crowd, mask] = [0, -1];
      box.fill(NaN);
    },
    (field) => {
      if (field === 'id') id = rows.whole(field);
      else if (field === 'image_id') image = rows.whole(field);
      else if (field === 'category_id') category = rows.whole(field);
      else if (field === 'bbox') rows.box(field, box);
      else if (field === 'area') area = rows.finite(field);
      else if (field === 'iscrowd') crowd = rows.flag(field);
      else {
        mask = reader.kind() === 'null' ? -1 : reader.position();
        reader.skip();
      }
    },
    () => {
      if (id === undefined) rows.missing('id');
      if (image === undefined) rows.missing('image_id');
      if (category === undefined) rows.missing('category_id');
      if (area === undefined) rows.missing('area', 'the pixels of the object; without masks: width times height');
      table.ids.push(id ?? NaN);
      table.images.push(image ?? NaN);
      table.categories.push(category ?? NaN);
      for (const value of box) table.boxes.push(value);
      table.areas.push(area ?? NaN);
      table.crowds.push(crowd);
      table.masks.push(mask);
      table.starts.push(rows.start);
    },
  );
  const values = Object.entries(table).map(([name, column]) => [name, column.values()]);
  const objects = Object.fromEntries(values) as RawObjects;
  refuseDuplicates(objects.ids, objects.starts, findings, (row) => rows.path(undefined, row));
  return objects;
}

function locate(raw: RawObjects, images: ImageTable, categories: CategoryTable, findings: Findings): ObjectTable {
  const { ids, boxes, areas, masks, starts } = raw;
  const count = ids.length;
  const image = new Int32Array(count);
  const category = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const path = `annotations[${row}]`;
    const at = starts[row]!;
    image[row] = images.indexOf.get(raw.images[row]!) ?? -1;
    category[row] = categories.indexOf.get(raw.categories[row]!) ?? -1;
    if (image[row] === -1) findings.warn('SPN7105', path, at, `is on picture ${raw.images[row]!}, which is not listed`);
    if (category[row] === -1)
      findings.warn('SPN7104', path, at, `is of category ${raw.categories[row]!}, which is not defined`);
    if (ids[row] === 0) findings.warn('SPN7113', path, at, 'has the id 0: what it matches counts as unmatched');
    const index = image[row]!;
    const problem = boxProblem(boxes, 4 * row, images.heights[index] ?? 0, images.widths[index] ?? 0);
    if (problem) findings.warn(problem.code, path, at, problem.detail);
  }
  const crowds = Uint8Array.from(raw.crowds);
  return { count, ids, images: image, categories: category, boxes, areas, crowds, masks };
}
