/** What an editor offers to write at the cursor. */
import { documentOf, type LanguageOptions, type SpecForm } from './document.ts';
import type { TextEdit } from './edits.ts';
import { jsonCompletions } from './completion-json.ts';
import { spineCompletions } from './completion-spine.ts';

export type CompletionKind = 'field' | 'value' | 'block' | 'keyword' | 'spec' | 'snippet';

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly documentation?: string | undefined;
  /** What is written instead of the word at the cursor. */
  readonly edit: TextEdit;
  /** The edit's text with places to fill in, `${1:b2}`, as the Language Server Protocol writes them. */
  readonly snippet?: string | undefined;
}

/** Best first. Also in texts that have errors, as far as the place of the cursor can be told. */
export function completionsAt(
  text: string,
  form: SpecForm,
  offset: number,
  options?: LanguageOptions,
): readonly Completion[] {
  const document = documentOf(text, form, options);
  const at = Math.min(Math.max(0, offset), text.length);
  return form === 'json' ? jsonCompletions(document, at) : spineCompletions(document, at);
}
