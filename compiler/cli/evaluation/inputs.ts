/** What `eval` reads: annotations, results, and the categories that were asked for. */
import type { Annotations } from '../../../runtime/coco/annotations.ts';
import { nearest } from '../../diagnostics/did-you-mean.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import { readInput, UsageError } from '../files.ts';

/** Twice the largest file of COCO. */
const largestFile = 1e9;

/** The bytes of a JSON file, or of stdin for `-`. @throws DiagnosticError SPN7101. */
export function readEvaluationFile(path: string): { readonly name: string; readonly bytes: Uint8Array } {
  const name = path === '-' ? '<stdin>' : path;
  const unreadable = (reason: string): DiagnosticError =>
    new DiagnosticError(diagnostic('SPN7101', `cannot read ${name}: ${reason}`));
  const { bytes } = readInput(path, largestFile, unreadable);
  if (bytes.length > largestFile) throw unreadable('it has more than 1 GB');
  return { name, bytes };
}

/** Ids of the categories in a comma list of names and ids. */
export function chooseCategories(list: string | undefined, { categories }: Annotations): readonly number[] | undefined {
  return list?.split(',').map((word) => {
    const wanted = word.trim();
    if (wanted === '')
      throw new UsageError(
        `error: --categories ${JSON.stringify(list)} has an empty name; separate names by one comma`,
      );
    const named = categories.names.indexOf(wanted);
    if (named >= 0) return categories.ids[named]!;
    if (/^\d+$/.test(wanted) && categories.indexOf.has(Number(wanted))) return Number(wanted);
    const guess = nearest(wanted, categories.names);
    const hint = guess === undefined ? '' : `; did you mean \`${guess}\`?`;
    throw new UsageError(`error: the annotations have no category \`${wanted}\`${hint}`);
  });
}
