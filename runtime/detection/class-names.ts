/**
 * What a network's class numbers mean. The official code counts a background class 0, so that COCO's ids are used as they
 * are (91 classes, 1 to 90); the PyTorch port counts the 80 categories from 0. Names of other data sets come from a file.
 */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { cocoCategories } from './coco-categories.ts';

/** How a head counts. */
export interface ClassCount {
  /** Outputs per anchor or of the classifier, the background among them where it is counted; undefined when not known. */
  readonly classes?: number | undefined;
  /** Class 0 is the background. */
  readonly background: boolean;
}

export interface ClassNames {
  /** The name for people: `class 7` where there is none. */
  readonly nameOf: (classId: number) => string;
  /** What results files call the class: COCO's id where the classes are COCO's, else the network's number. */
  readonly categoryOf: (classId: number) => number;
}

const cocoIds = [...cocoCategories.keys()];

/** The categories' ids of a head that counts 80 classes without gaps. */
const withoutGaps = (classId: number): number => cocoIds[classId] ?? classId;
const same = (classId: number): number => classId;

const byTable = (table: ReadonlyMap<number, string>, categoryOf: ClassNames['categoryOf']): ClassNames => ({
  nameOf: (classId) => table.get(categoryOf(classId)) ?? `class ${classId}`,
  categoryOf,
});

/** Names of classes that are only numbered. */
export const numberedClasses: ClassNames = byTable(new Map(), same);

/** COCO's names where the count of classes is COCO's or not known, else numbers. */
export function cocoClassNames({ classes, background }: ClassCount): ClassNames {
  if (background && (classes ?? 91) === 91) return byTable(cocoCategories, same);
  if (!background && (classes ?? 80) === 80) return byTable(cocoCategories, withoutGaps);
  return numberedClasses;
}

const wrong = (file: string, message: string, suggestion?: string): DiagnosticError =>
  new DiagnosticError(diagnostic('SPN7022', `${file}: ${message}`, suggestion === undefined ? {} : { suggestion }));

/** The most names that a file may have: more than any data set. */
const mostNames = 1_000_000;

/**
 * Reads a labels file: one name a line, or JSON: a list of names, an object from id to name, or COCO's list of
 * `{"id", "name"}`, which may be the `categories` of an annotation file.
 * @param file what messages call it.
 * @throws DiagnosticError SPN7022 when it is none of these, or has names for another count of classes.
 */
export function parseClassNames(text: string, file: string, count: ClassCount): ClassNames {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') throw wrong(file, 'it is empty');
  // What is read as text has replacement characters where it was none.
  if (/[\u0000\uFFFD]/.test(trimmed)) throw wrong(file, 'it is not UTF-8 text');
  if (!/^[[{]/.test(trimmed))
    return fromList(
      trimmed.split(/\r?\n/).map((line) => line.trim()),
      file,
      count,
    );
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch (error) {
    throw wrong(file, `it begins as JSON and is not: ${error instanceof Error ? error.message : String(error)}`);
  }
  return fromJson(value, file, count);
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fromJson(value: unknown, file: string, count: ClassCount): ClassNames {
  if (Array.isArray(value)) {
    if (value.every((name) => typeof name === 'string')) return fromList(value, file, count);
    return byTable(new Map(value.map((entry) => categoryEntry(entry, file))), same);
  }
  const fields = value as Fields;
  if (Array.isArray(fields['categories'])) return fromJson(fields['categories'], file, count);
  return byTable(
    new Map(
      Object.entries(fields).map(([id, name]) => {
        if (!/^\d{1,9}$/.test(id) || typeof name !== 'string')
          throw wrong(file, `"${id.slice(0, 40)}" is not a class number with a name`);
        return [Number(id), name];
      }),
    ),
    same,
  );
}

function categoryEntry(entry: unknown, file: string): readonly [number, string] {
  if (isFields(entry)) {
    const { id, name } = entry;
    if (Number.isSafeInteger(id) && typeof name === 'string') return [id as number, name];
  }
  throw wrong(file, 'its list has something that is no name and no {"id", "name"}');
}

/** Names in order: of all classes, or of all but the background; or the 80 of COCO for a head that counts its ids. */
function fromList(names: readonly string[], file: string, { classes, background }: ClassCount): ClassNames {
  if (names.length > mostNames) throw wrong(file, `it has ${names.length} lines`);
  const first = firstClass(names.length, classes, background);
  if (first === undefined) {
    const expected = background
      ? `${classes ?? 0} classes, or ${(classes ?? 0) - 1} without the background`
      : `${classes ?? 0} classes`;
    throw wrong(file, `it has ${names.length} names; the network has ${expected}`);
  }
  const ids = first === 'coco' ? cocoIds : names.map((_, i) => first + i);
  return byTable(new Map(names.map((name, i) => [ids[i]!, name])), same);
}

function firstClass(names: number, classes: number | undefined, background: boolean): number | 'coco' | undefined {
  if (background && names === 80 && (classes ?? 91) === 91) return 'coco';
  if (classes === undefined) return background ? 1 : 0;
  if (names === classes) return 0;
  return background && names === classes - 1 ? 1 : undefined;
}
