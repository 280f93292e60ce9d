/** `categories` of an annotation file, by ascending id as pycocotools counts them. */
import { columns } from './column.ts';
import type { Findings } from './findings.ts';
import { fieldNames, type JsonReader } from './json-reader.ts';
import { ascending, refuseDuplicates, Rows } from './rows.ts';

export interface CategoryTable {
  readonly ids: Float64Array;
  /** The id where no name is given. */
  readonly names: readonly string[];
  readonly indexOf: ReadonlyMap<number, number>;
}

const fields = fieldNames('id', 'name');

/** Reads the list that comes next. */
export function readCategories(reader: JsonReader, findings: Findings): CategoryTable {
  const rows = new Rows<(typeof fields)[number][0]>(reader, findings, 'categories');
  const table = columns('ids', 'starts');
  const names: string[] = [];
  let id: number | undefined;
  let name = '';
  rows.read(
    fields,
    () => {
      id = undefined;
      name = '';
    },
    (field) => {
      if (field === 'id') id = rows.whole(field);
      else name = rows.text(field);
    },
    () => {
      if (id === undefined) rows.missing('id');
      table.ids.push(id ?? NaN);
      table.starts.push(rows.start);
      names.push(name === '' ? String(id) : name);
    },
  );
  const ids = table.ids.values();
  refuseDuplicates(ids, table.starts.values(), findings, (row) => rows.path(undefined, row));
  const order = ascending(ids);
  return {
    ids: ids.slice().sort(),
    names: Array.from(order, (row) => names[row]!),
    indexOf: new Map(Array.from(order, (row, index) => [ids[row]!, index])),
  };
}
