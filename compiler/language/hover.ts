/** What an editor shows about the word under the cursor: a block with its figures, a field, what a message means. */
import { short, signed, size } from '../analysis/report/format.ts';
import { codes } from '../diagnostics/codes.ts';
import { explanations } from '../diagnostics/explanations.ts';
import { blockMark } from './block-mark.ts';
import { diagnosticsOf, type LanguageDiagnostic } from './diagnostics.ts';
import { documentOf, touches, type LanguageOptions, type SpecDocument, type SpecForm } from './document.ts';
import type { TextRange } from './edits.ts';
import { code, fieldAt, fieldMarkdown } from './field.ts';
import { fieldPlaceAt } from './place.ts';
import { statementWordAt } from './spine-statement.ts';

export interface Hover extends TextRange {
  /** Markdown: paragraphs, lists, bold, code. */
  readonly markdown: string;
}

export function hoverAt(text: string, form: SpecForm, offset: number, options?: LanguageOptions): Hover | undefined {
  const document = documentOf(text, form, options);
  const mark = blockMark(document, offset);
  const about =
    mark === undefined
      ? fieldHover(document, offset)
      : { start: mark.start, end: mark.end, markdown: blockMarkdown(document, mark.id) };
  const messages = diagnosticsOf(text, form, options).filter(
    (found) => found.end > found.start && touches(found, offset),
  );
  // What is only worth a note is not worth a page, unless there is nothing else to show.
  const grave = messages.filter(({ severity }) => severity !== 'note');
  const shown = unique(about === undefined ? messages : grave);
  const first = shown[0];
  if (first === undefined) return about;
  const parts = [...(about === undefined ? [] : [about.markdown]), ...shown.map(explanationMarkdown)];
  const { start, end } = about ?? first;
  return { start, end, markdown: parts.join('\n\n---\n\n') };
}

function unique(messages: readonly LanguageDiagnostic[]): readonly LanguageDiagnostic[] {
  return messages.filter(({ code: own }, i) => messages.findIndex((other) => other.code === own) === i).slice(0, 3);
}

/** What a code means: what `spinec explain` prints, in Markdown. */
export function explanationMarkdown({ code: name }: Pick<LanguageDiagnostic, 'code'>): string {
  const { title, text } = explanations[name];
  return `**${name}** ${code(codes[name].id)} · ${title}\n\n${text.trim()}`;
}

function fieldHover({ parsed, source, form }: SpecDocument, offset: number): Hover | undefined {
  const root = parsed.value?.root;
  const place = root === undefined ? undefined : fieldPlaceAt(root, offset);
  const found = place ?? (form === 'spine' ? statementWordAt(source.text, offset) : undefined);
  // The place of an entry of a list is that of the list.
  const field = found === undefined ? undefined : (fieldAt(found.path) ?? fieldAt(found.path.slice(0, -1)));
  if (found === undefined || field === undefined) return undefined;
  return { start: found.start, end: found.end, markdown: fieldMarkdown(field) };
}

/** A block in the terms of the report, whose figures are those of the graph as lowered. */
function blockMarkdown({ understood, figures, blocks }: SpecDocument, id: string): string {
  const { value } = understood;
  const stem = value?.stem.blocks.find((block) => block.id === id);
  const block = value?.blocks.find((other) => other.id === id) ?? stem;
  const where = blocks.inherited.has(id) ? ' · of the spec that this one extends' : '';
  if (value === undefined || block === undefined)
    return `**${code(id)}** · a block${where}\n\nIts figures are shown when the spec has no errors.`;
  const inputs = 'inputs' in block ? ` ← ${block.inputs.map(code).join(' ')}` : ' of the stem';
  const output = 'output' in block && block.output ? ` → P${block.level}` : '';
  const title = `**${code(id)}** · L${block.level} ${block.kind}${inputs}${output}${where}`;
  const row = figures.get(id);
  if (row === undefined) return title;
  return [
    title,
    '',
    `- output ${size(row.output)} (height × width × channels)`,
    `- macs ${short(row.macs)} (multiply-adds)`,
    `- params ${short(row.params)}, ${short(row.trainableParams)} of them trainable`,
    `- receptive field ${size(row.receptiveField)} px, offset ${signed(row.offset)} px`,
  ].join('\n');
}
