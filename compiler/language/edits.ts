/** Places in a text and changes of it, in offsets of JavaScript strings. */
import type { SourceFile } from '../diagnostics/diagnostic.ts';

/** `[start, end)` */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Takes the place of a range, all edits of a list at once. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/** A range in the text itself, or in another file. */
export interface Place extends TextRange {
  /** The other file: a path, or `builtin:spinenet-49`. */
  readonly file?: SourceFile | undefined;
}

/** The text with edits made, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  let result = '';
  for (const { start, end, text: by } of sorted) {
    result += text.slice(at, start) + by;
    at = end;
  }
  return result + text.slice(at);
}

/** `before` → `after` as one edit of what lies between the ends that they share; none when they are equal. */
export function changeBetween(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shortest - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  // Not through the middle of a line break or of a surrogate pair.
  while (start > 0 && isJoined(before, start)) start -= 1;
  while (same > 0 && isJoined(before, before.length - same)) same -= 1;
  return [{ start, end: before.length - same, text: after.slice(start, after.length - same) }];
}

function isJoined(text: string, at: number): boolean {
  const isLowSurrogate = (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return isLowSurrogate || (text[at - 1] === '\r' && text[at] === '\n');
}
