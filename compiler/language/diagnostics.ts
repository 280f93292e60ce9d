/** What the compiler says about a text, with every place in offsets and every suggestion that can be made an edit as one. */
import { codes, type DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic, Severity, SourceFile, Span } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/did-you-mean.ts';
import { propertyOf } from '../syntax/path.ts';
import { documentOf, type LanguageOptions, type SpecDocument, type SpecForm } from './document.ts';
import type { Place, TextEdit, TextRange } from './edits.ts';

export interface LanguageNote {
  readonly message: string;
  readonly place?: Place | undefined;
}

export interface LanguageFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface LanguageDiagnostic extends TextRange {
  readonly code: DiagnosticCode;
  /** `unknown-block` */
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly suggestion?: string | undefined;
  readonly notes: readonly LanguageNote[];
  readonly fixes: readonly LanguageFix[];
}

/** Everything that `spinec check` says about a text. What is wrong in a file that it extends stands at `extends`. */
export function diagnosticsOf(text: string, form: SpecForm, options?: LanguageOptions): readonly LanguageDiagnostic[] {
  const document = documentOf(text, form, options);
  return document.understood.diagnostics.map((found) => placed(found, document));
}

/** A message of the compiler about a document, wherever it was found. */
export function placed(found: Diagnostic, document: SpecDocument): LanguageDiagnostic {
  const { code, severity, message, span, suggestion } = found;
  const isOwn = span === undefined || isOf(document.source, span.source);
  const range = span !== undefined && isOwn ? rangeIn(document.source.text, span) : placeOfExtends(document);
  const elsewhere = isOwn ? [] : [{ message: `in ${span.source.name}`, place: placeOf(span, document.source) }];
  const notes = found.notes.map((note) => ({ message: note.message, place: placeOf(note.span, document.source) }));
  const fixes = isOwn ? fixesOf(found, document.source) : [];
  return { ...range, code, id: codes[code].id, severity, message, suggestion, notes: [...elsewhere, ...notes], fixes };
}

/** The reader shows only the beginning of a text that is too large: that is a source of its own. */
function isOf(source: SourceFile, other: SourceFile): boolean {
  return source === other || (source.name === other.name && source.text.startsWith(other.text));
}

function rangeIn(text: string, { start, end }: Span): TextRange {
  const from = Math.min(Math.max(0, start), text.length);
  return { start: from, end: Math.min(Math.max(from, end), text.length) };
}

function placeOfExtends({ parsed }: SpecDocument): TextRange {
  const root = parsed.value?.root;
  const span = propertyOf(root, 'extends')?.value.span;
  return span === undefined ? { start: 0, end: 0 } : { start: span.start, end: span.end };
}

export function placeOf(span: Span | undefined, source: SourceFile): Place | undefined {
  if (span === undefined) return undefined;
  const { start, end } = rangeIn(span.source.text, span);
  return isOf(source, span.source) ? { start, end } : { start, end, file: span.source };
}

function fixesOf({ fix, span, suggestion }: Diagnostic, source: SourceFile): readonly LanguageFix[] {
  if (fix !== undefined)
    return isOf(source, fix.span.source)
      ? [{ title: fix.title, edits: [{ ...rangeIn(source.text, fix.span), text: fix.text }] }]
      : [];
  const wanted = /^(?:did you mean|write) `([^`]+)`(?:\?|, say)?$/u.exec(suggestion ?? '')?.[1];
  if (wanted === undefined || span === undefined) return [];
  const range = wordToReplace(wanted, source.text, span);
  if (range === undefined) return [];
  const isQuoted = source.text[range.start] === '"' && !wanted.startsWith('"');
  return [{ title: `Write ${wanted}`, edits: [{ ...range, text: isQuoted ? JSON.stringify(wanted) : wanted }] }];
}

/** What a suggested word is meant for: what the message points at, or the word before it. */
function wordToReplace(wanted: string, text: string, { start, end }: Span): TextRange | undefined {
  const found = text.slice(start, end);
  const bare = found.replace(/^"(.*)"$/su, '$1');
  if (nearest(bare, [wanted]) === wanted || wanted.endsWith(bare) || !/[\w"]/u.test(found)) return { start, end };
  const before = /([A-Za-z]+)\s+$/u.exec(text.slice(Math.max(0, start - 80), start));
  if (before === null || nearest(before[1]!, [wanted]) !== wanted) return undefined;
  return { start: start - before[0].length, end: start - before[0].length + before[1]!.length };
}
