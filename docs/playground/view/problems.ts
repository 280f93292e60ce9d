/** What the compiler has to say, as a list under the editor: the same messages as the squiggles, for reading in order. */
import { countsOf } from '../../../compiler/diagnostics/render.ts';
import { positionAt } from '../../../compiler/diagnostics/position.ts';
import type { LanguageDiagnostic } from '../../../compiler/language/diagnostics.ts';
import type { Design } from '../design.ts';
import { messageOf } from '../editor/lint.ts';
import { byId, element } from './dom.ts';

/** Beyond these nobody reads on; the editor marks them all. */
const mostShown = 50;

export function showProblems(design: Design, goTo: (from: number, to: number) => void): void {
  const {
    problems,
    document: { source },
  } = design;
  byId('problems-title').textContent = problemCounts(problems);
  byId('problems').className = worstOf(problems) ?? '';
  byId('problem-list').replaceChildren(
    ...problems.slice(0, mostShown).map((found) => {
      const { start, end } = found;
      const { line } = positionAt(source, start);
      const [message, ...more] = messageOf(found).split('\n');
      return element(
        'li',
        { className: found.severity },
        element(
          'button',
          { type: 'button', onclick: () => goTo(start, end) },
          element('b', {}, `${found.severity} ${found.code}`),
          ` ${message ?? ''} `,
          element('small', {}, [`line ${line}`, ...more].join('\n')),
        ),
      );
    }),
  );
}

/** `2 errors, 1 warning`. */
export function problemCounts(diagnostics: readonly LanguageDiagnostic[]): string {
  return diagnostics.length === 0 ? 'No problems' : countsOf(diagnostics);
}

function worstOf(diagnostics: readonly LanguageDiagnostic[]): LanguageDiagnostic['severity'] | undefined {
  return (['error', 'warning', 'note'] as const).find((severity) =>
    diagnostics.some((found) => found.severity === severity),
  );
}
