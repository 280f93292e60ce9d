/** `--labels` of commands. */
import { reasonOf } from '../../runtime/file-errors.ts';
import { parseClassNames, type ClassCount, type ClassNames } from '../../runtime/detection/class-names.ts';
import { readTextFile } from '../../runtime/regular-file.ts';
import { diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';

/** Bytes: COCO's annotation files, which may be given for their categories, are larger than any list of names. */
const largestLabels = 512e6;

/** @throws DiagnosticError SPN7022 */
export function readClassNames(path: string, count: ClassCount): ClassNames {
  let text: string;
  try {
    text = readTextFile(path, largestLabels);
  } catch (error) {
    throw new DiagnosticError(diagnostic('SPN7022', `cannot read ${path}: ${reasonOf(error)}`));
  }
  return parseClassNames(text, path, count);
}
