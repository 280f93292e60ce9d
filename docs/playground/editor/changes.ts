/** Edits of the language's features as CodeMirror's changes. */
import type { TextEdit } from '../../../compiler/language/edits.ts';

export function changesOf(edits: readonly TextEdit[]): { from: number; to: number; insert: string }[] {
  return edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }));
}
