/** `spinec explain SPN1021`: what a message means, with an example, and how to mend it. */
import { codes, type DiagnosticCode } from './codes.ts';
import type { CodeEntry } from './codes/code-entry.ts';
import { nearestFew } from './did-you-mean.ts';
import { codeNames, findCode } from './log-overrides.ts';

export type Explanation =
  | { readonly found: true; readonly code: DiagnosticCode; readonly entry: CodeEntry; readonly text: string }
  | { readonly found: false; readonly suggestions: readonly string[] };

/** By code (`SPN1021`, `spn1021`, `1021`) or id (`duplicate-key`); else codes and ids that look like it. */
export async function explain(codeOrId: string): Promise<Explanation> {
  const query = codeOrId.trim();
  const code = findCode(query) ?? findCode(`SPN${query}`);
  if (code === undefined) {
    const known = [...codeNames().map((name) => codes[name].id), ...codeNames()];
    return { found: false, suggestions: suggestionsFor(query, known) };
  }
  const entry: CodeEntry = codes[code];
  const { explanations } = await import('./explanations.ts');
  const { title, text: explanation } = explanations[code];
  const text = `${code} ${entry.id} (${entry.severity})\n${title}\n\n${explanation.trim()}\n`;
  return { found: true, code, entry, text };
}

/** Misspellings first, then ids that contain the words of the query. */
function suggestionsFor(query: string, known: readonly string[]): readonly string[] {
  const near = nearestFew(query, known, 5);
  if (near.length > 0) return near;
  const words = query.toLowerCase().split(/[^a-z0-9]+/u).filter((word) => word.length > 2); // prettier-ignore
  return known.filter((name) => words.some((word) => name.includes(word))).slice(0, 5);
}
