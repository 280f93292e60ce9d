/** The fields that rows of annotations and results have in common, checked while they are read. */
import type { Findings } from './findings.ts';
import type { FieldNames, JsonReader } from './json-reader.ts';

/** Beyond it no picture reaches, and products of two are far from the end of float64. */
const largestCoordinate = 1e9;

/** All of COCO has 0.9 million annotations; a gigabyte of the shortest results has this many. */
const mostRows = 10_000_000;
const longestText = 1000;

/** A list of objects, read row by row. */
export class Rows<F extends string> {
  readonly #reader: JsonReader;
  readonly #findings: Findings;
  readonly #list: string;
  #row = 0;
  /** Byte at which the present row starts. */
  start = 0;

  /** `list`: what paths in messages start with. */
  constructor(reader: JsonReader, findings: Findings, list: string) {
    this.#reader = reader;
    this.#findings = findings;
    this.#list = list;
  }

  /** Reads all rows: `field` reads or skips a value, `done` comes after the fields of each row. */
  read(names: FieldNames<F>, begin: () => void, field: (field: F) => void, done: (row: number) => void): void {
    const kind = this.#reader.kind();
    if (kind !== 'a list') {
      const at = this.#reader.position();
      this.#reader.skip();
      this.#findings.error('SPN7103', this.#list === '' ? 'the file' : this.#list, at, `has to be a list, not ${kind}`);
      return;
    }
    this.#reader.items((row) => {
      this.#row = row;
      if (row === mostRows) this.#reader.expected(`at most ${mostRows} rows`);
      this.start = this.#reader.position();
      const found = this.#reader.kind();
      if (found !== 'an object') {
        this.#reader.skip();
        this.#findings.error('SPN7103', this.path(), this.start, `has to be an object, not ${found}`);
        return;
      }
      begin();
      this.#reader.fields(names, field);
      done(row);
    });
  }

  /** `annotations[3].bbox` */
  path(field?: F, row = this.#row): string {
    return `${this.#list}[${row}]${field === undefined ? '' : `.${field}`}`;
  }

  missing(field: F, suggestion?: string): void {
    this.#findings.error('SPN7103', this.path(), this.start, `has no \`${field}\``, suggestion);
  }

  #malformed(field: F, at: number, needed: string, found: string): number {
    this.#findings.error('SPN7103', this.path(field), at, `has to be ${needed}, not ${found}`);
    return NaN;
  }

  /** A whole number, such as an id; NaN if it is none, which is then an error. */
  whole(field: F, least = -Number.MAX_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): number {
    const at = this.#reader.position();
    const kind = this.#reader.kind();
    const value = this.#reader.number();
    if (value !== undefined && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const needed = least === -Number.MAX_SAFE_INTEGER ? 'a whole number' : `a whole number from ${least} to ${most}`;
    return this.#malformed(field, at, needed, value === undefined ? kind : String(value));
  }

  /** A finite number; NaN if it is none, which is then an error: `code` for NaN and infinity. */
  finite(field: F, code: 'SPN7103' | 'SPN7110' = 'SPN7103'): number {
    const at = this.#reader.position();
    const kind = this.#reader.kind();
    const value = this.#reader.number();
    if (value === undefined) return this.#malformed(field, at, 'a number', kind);
    if (!Number.isFinite(value)) this.#findings.error(code, this.path(field), at, `has to be finite, not ${value}`);
    return value;
  }

  /** Text; empty if it is none, which is then an error. */
  text(field: F): string {
    const at = this.#reader.position();
    const kind = this.#reader.kind();
    const value = this.#reader.string();
    if (value !== undefined && value.length <= longestText) return value;
    const found = value === undefined ? kind : `${value.length} characters`;
    this.#malformed(field, at, `text of at most ${longestText} characters`, found);
    return '';
  }

  /** 0, 1, true or false. */
  flag(field: F): number {
    if (this.#reader.kind() === 'true or false') return this.#reader.boolean() === true ? 1 : 0;
    return this.whole(field, 0, 1);
  }

  /** Four numbers into `box`; NaN where they are none. Returns whether it is an empty list, which some write for no box. */
  box(field: F, box: Float64Array): boolean {
    const at = this.#reader.position();
    const kind = this.#reader.kind();
    box.fill(NaN);
    if (kind !== 'a list') {
      this.#reader.skip();
      this.#malformed(field, at, 'four numbers: x, y, width, height', kind);
      return false;
    }
    let count = 0;
    let wrong: string | undefined;
    this.#reader.items((index) => {
      const itemKind = this.#reader.kind();
      const value = this.#reader.number();
      count++;
      if (value === undefined) wrong = itemKind;
      else if (!(Math.abs(value) <= largestCoordinate)) wrong = String(value);
      else if (index < 4) box[index] = value;
    });
    if (count === 0) return true;
    if (wrong === undefined && count !== 4) wrong = `${count} ${count === 1 ? 'number' : 'numbers'}`;
    if (wrong !== undefined) this.#malformed(field, at, 'four numbers: x, y, width, height', wrong);
    return false;
  }
}

/** A warning about a box: a negative side, or parts outside the picture (0×0 where its size is not known). */
export function boxProblem(
  box: ArrayLike<number>,
  at: number,
  height: number,
  width: number,
): { readonly code: 'SPN7108' | 'SPN7109'; readonly detail: string } | undefined {
  const [x, y, w, h] = [box[at]!, box[at + 1]!, box[at + 2]!, box[at + 3]!];
  if (w < 0 || h < 0) return { code: 'SPN7108', detail: `has a box with a negative side: ${w}×${h}` };
  if (width === 0 || height === 0 || !(x < -1 || y < -1 || x + w > width + 1 || y + h > height + 1)) return undefined;
  const detail = `has the box [${x}, ${y}, ${w}, ${h}], which reaches outside the picture of ${width}×${height} pixels`;
  return { code: 'SPN7109', detail };
}

/** Reports ids that occur twice. */
export function refuseDuplicates(
  ids: Float64Array,
  starts: Float64Array,
  findings: Findings,
  path: (row: number) => string,
): void {
  const rows = new Map<number, number>();
  ids.forEach((id, row) => {
    if (Number.isNaN(id)) return;
    const first = rows.get(id);
    if (first === undefined) rows.set(id, row);
    else findings.error('SPN7107', path(row), starts[row]!, `has the id ${id}, which ${path(first)} has`);
  });
}

/** Row numbers by ascending id. */
export function ascending(ids: Float64Array): Int32Array {
  return Int32Array.from(ids.keys()).sort((a, b) => ids[a]! - ids[b]!);
}
