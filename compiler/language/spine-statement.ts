/** The statement of a `.spine` text that a place belongs to, also one that is not finished. */
import { createReport } from '../syntax/report.ts';
import { splitLines } from '../syntax/spine/lines.ts';
import { fieldWords, recordWords } from '../syntax/spine/vocabulary.ts';
import type { FieldPlace } from './place.ts';

export interface SpineStatement {
  readonly start: number;
  readonly end: number;
  /** Whether it is the text's first, which may name the spec. */
  readonly isFirst: boolean;
}

/** Undefined within a comment. */
export function statementAt(text: string, offset: number): SpineStatement | undefined {
  const { lines } = splitLines(createReport({ name: '', text }));
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  // The last statement that begins at or before the cursor, if it is still going on there.
  const line = lines.findLast(({ start }) => start <= offset);
  const isHere = line !== undefined && (line.start >= lineStart || offset <= line.end);
  if (!isHere) {
    const start = lineStart + (/^[ \t]*/u.exec(text.slice(lineStart, offset))?.[0].length ?? 0);
    if (text.slice(start, offset).startsWith('#')) return undefined;
    return { start, end: offset, isFirst: lines.every((other) => other.start >= start) };
  }
  // Of a statement that the splitter gave up on, only the line of the cursor is known.
  const end = line.end > line.start ? line.end : endOfLine(text, line.start);
  if (offset > end && text.slice(end, offset).includes('#')) return undefined;
  return { start: line.start, end: Math.max(end, offset), isFirst: line === lines[0] };
}

function endOfLine(text: string, from: number): number {
  return from + (/^[^\n\r]*/u.exec(text.slice(from))?.[0].length ?? 0);
}

/** The field that the word a statement begins with is about: `scale`, `head`, `dialect`. */
export function statementWordAt(text: string, offset: number): FieldPlace | undefined {
  const statement = statementAt(text, offset);
  if (statement === undefined) return undefined;
  const { start, end } = statement;
  const first = /^\w+/u.exec(text.slice(start, end))?.[0] ?? '';
  if (offset <= start + first.length)
    return [...fieldWords, ...recordWords].some((word) => word === first)
      ? { start, end: start + first.length, path: [first] }
      : undefined;
  const word = /^(.*?\s)(extends|dialect)\b/su.exec(text.slice(start, end));
  const from = start + (word?.[1]?.length ?? 0);
  const name = word?.[2];
  if (name === undefined || offset < from || offset > from + name.length) return undefined;
  return { start: from, end: from + name.length, path: [name] };
}
