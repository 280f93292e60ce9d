/** The canonical form of a text, as `spinec fmt` writes it, as changes of the text. */
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { formatSpec } from '../syntax/format.ts';
import { documentOf, type LanguageOptions, type SpecForm } from './document.ts';
import { changeBetween, type TextEdit } from './edits.ts';

/** No edits when it is canonical already; undefined when it can't be read without errors, and so not be written anew. */
export function formatText(text: string, form: SpecForm, options?: LanguageOptions): readonly TextEdit[] | undefined {
  const { parsed } = documentOf(text, form, options);
  if (parsed.value === undefined || hasErrors(parsed.diagnostics)) return undefined;
  const formatted = formatSpec(parsed.value).value;
  if (formatted === undefined) return undefined;
  // A file keeps its kind of line breaks.
  const isWindows = /\r\n|\n/u.exec(text)?.[0] === '\r\n';
  return changeBetween(text, isWindows ? formatted.replaceAll('\n', '\r\n') : formatted);
}
