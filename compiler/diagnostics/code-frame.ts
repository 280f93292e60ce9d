/**
 * The lines of source around a span, with carets below it, in the form of @babel/code-frame. Lines are made safe to print
 * and cut to the terminal's width around the carets, in cells; what is left to draw is a margin, so a page does not load
 * a tokeniser for it.
 */
import { createColors } from 'picocolors';
import type { Span } from './diagnostic.ts';
import { cellsOf, type Cell } from './display-width.ts';
import { lineCount, lineText, rangeOf } from './position.ts';

export interface FrameOptions {
  readonly color: boolean;
  /** Cells of source shown at most per line. */
  readonly width: number;
  readonly linesAround: number;
}

/** Some lines, the last without a line break. Spans over several lines are marked on their first line. */
export function codeFrame(span: Span, { color, width, linesAround }: FrameOptions): string {
  const { start, end } = rangeOf(span);
  const firstLine = Math.max(1, start.line - linesAround);
  const lastLine = Math.min(lineCount(span.source), start.line + linesAround);
  // A line may have megabytes. What is far left of the carets is dropped before anything is measured, and so is what
  // is far right: a cell takes few units.
  const dropped = start.column > 2 * width ? start.column - width : 0;
  const nearby = (line: number): readonly Cell[] => {
    const text = lineText(span.source, line).slice(dropped, dropped + 8 * width);
    return cellsOf(dropped > 0 ? `…${text}` : text);
  };
  const shift = dropped > 0 ? dropped - 1 : 0;
  const endColumn = end.line === start.line ? end.column : Infinity;
  const caret = cellRange(nearby(start.line), start.column - 1 - shift, endColumn - 1 - shift);
  // All lines are cut alike, so that what stands below each other in the file does so in the frame.
  const from = caret.start < width - 10 ? 0 : caret.start - Math.floor(width / 2);
  const column = caret.start - from;
  const carets = Math.min(Math.max(caret.end - from, column + 1), width + 1) - column;
  const { gray, red, bold } = createColors(color);
  const digits = String(lastLine).length;
  const lines: string[] = [];
  for (let line = firstLine; line <= lastLine; line += 1) {
    const marked = line === start.line;
    const margin = `${String(line).padStart(digits)} |`;
    const sign = marked ? red(bold('>')) : ' ';
    lines.push(`${sign}${gray(` ${margin}`)} ${cut(nearby(line), from, width)}`);
    if (!marked) continue;
    const below = gray(`  ${margin.replace(/\d/gu, ' ')}`);
    lines.push(`${below} ${' '.repeat(column)}${red(bold('^'.repeat(carets)))}`);
  }
  return lines.map((line) => line.replace(/[ ]+$/u, '')).join('\n');
}

/** UTF-16 columns (from 0) → cells. */
function cellRange(cells: readonly Cell[], start: number, end: number): { start: number; end: number } {
  let [units, at, first] = [0, 0, -1];
  for (const cell of cells) {
    if (first < 0 && units >= start) first = at;
    if (units >= end) return { start: first, end: at };
    units += cell.units;
    at += cell.width;
  }
  return { start: first < 0 ? at : first, end: at };
}

/** The cells `[from, from + width)` of a line, with an ellipsis where something is left out. */
function cut(cells: readonly Cell[], from: number, width: number): string {
  let text = '';
  let at = 0;
  for (const cell of cells) {
    const inside = at >= from && at + cell.width <= from + width;
    // Of a wide character at the edge one blank remains, so that what follows keeps its place.
    if (inside) text += cell.text;
    else if (at < from && at + cell.width > from) text += ' ';
    at += cell.width;
    if (at > from + width) return `${from > 0 ? ellipsis(text) : text}…`;
  }
  return from > 0 && at > from ? ellipsis(text) : text;
}

function ellipsis(text: string): string {
  return text.replace(/^(?:[^]|$)/u, '…');
}
