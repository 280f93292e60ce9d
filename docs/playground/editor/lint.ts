/** The compiler's messages as the editor's: squiggles with the whole message, and its mends where it offers some. */
import type { Diagnostic as Squiggle } from '@codemirror/lint';
import type { LanguageDiagnostic } from '../../../compiler/language/diagnostics.ts';
import { changesOf } from './changes.ts';

const severities = { error: 'error', warning: 'warning', note: 'info' } as const;

/** @param length of the text. */
export function squiggles(problems: readonly LanguageDiagnostic[], length: number): readonly Squiggle[] {
  return problems.map((found) => ({
    ...visible(found, length),
    severity: severities[found.severity],
    source: found.code,
    message: messageOf(found),
    actions: found.fixes.map(({ title, edits }) => ({
      name: title,
      apply: (view) => view.dispatch({ changes: changesOf(edits), userEvent: 'input.fix' }),
    })),
  }));
}

/** What a message says, with its notes and its advice, a line each. */
export function messageOf({ message, notes, suggestion }: LanguageDiagnostic): string {
  return [message, ...notes.map((note) => note.message), ...(suggestion === undefined ? [] : [suggestion])].join('\n');
}

/** What is missing at a place has no width; a squiggle needs some. */
function visible({ start, end }: LanguageDiagnostic, length: number): Pick<Squiggle, 'from' | 'to'> {
  if (end > start) return { from: start, to: end };
  return start < length ? { from: start, to: start + 1 } : { from: Math.max(0, length - 1), to: length };
}
