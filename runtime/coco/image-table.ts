/** `images` of an annotation file: the pictures, by ascending id as pycocotools visits them. */
import { columns } from './column.ts';
import type { Findings } from './findings.ts';
import { fieldNames, type JsonReader } from './json-reader.ts';
import { ascending, refuseDuplicates, Rows } from './rows.ts';

/** Pictures by ascending id; a side is 0 where it is not given. */
export interface ImageTable {
  readonly ids: Float64Array;
  readonly heights: Int32Array;
  readonly widths: Int32Array;
  /** `file_name`, empty where it is not given. */
  readonly files: readonly string[];
  readonly indexOf: ReadonlyMap<number, number>;
}

const names = fieldNames('id', 'width', 'height', 'file_name');

/** No picture has a longer side, so that no mask has more pixels than 32 bits can count. */
export const longestSide = 65_535;

/** Reads the list that comes next. */
export function readImages(reader: JsonReader, findings: Findings): ImageTable {
  const rows = new Rows<(typeof names)[number][0]>(reader, findings, 'images');
  const table = columns('ids', 'heights', 'widths', 'starts');
  const files: string[] = [];
  let id: number | undefined;
  let [height, width, file] = [0, 0, ''];
  rows.read(
    names,
    () => {
      id = undefined;
      [height, width, file] = [0, 0, ''];
    },
    (field) => {
      if (field === 'id') id = rows.whole(field);
      else if (field === 'height') height = rows.whole(field, 0, longestSide);
      else if (field === 'width') width = rows.whole(field, 0, longestSide);
      else file = rows.text(field);
    },
    () => {
      if (id === undefined) rows.missing('id');
      table.ids.push(id ?? NaN);
      table.heights.push(height);
      table.widths.push(width);
      table.starts.push(rows.start);
      files.push(file);
    },
  );
  const ids = table.ids.values();
  const [heights, widths] = [table.heights.values(), table.widths.values()];
  refuseDuplicates(ids, table.starts.values(), findings, (row) => rows.path(undefined, row));
  const order = ascending(ids);
  return {
    ids: ids.slice().sort(),
    heights: Int32Array.from(order, (row) => heights[row]!),
    widths: Int32Array.from(order, (row) => widths[row]!),
    files: Array.from(order, (row) => files[row]!),
    indexOf: new Map(Array.from(order, (row, index) => [ids[row]!, index])),
  };
}
