/** Texts with `|` where the cursor is. */
import { applyEdits, completionsAt, type LanguageOptions, type SpecForm } from '../../compiler/language/features.ts';

export function cursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** Labels of what is offered. */
export function offered(marked: string, form: SpecForm, options?: LanguageOptions): readonly string[] {
  const { text, offset } = cursor(marked);
  return completionsAt(text, form, offset, options).map(({ label }) => label);
}

/** The text after taking an offer. */
export function taken(marked: string, form: SpecForm, label: string): string {
  const { text, offset } = cursor(marked);
  const found = completionsAt(text, form, offset).find((completion) => completion.label === label);
  if (found === undefined) throw new Error(`${label} is not offered`);
  return applyEdits(text, [found.edit]);
}
