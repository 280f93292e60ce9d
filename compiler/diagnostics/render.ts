/**
 * Diagnostics for people: what is wrong, where, the lines of source with carets below, notes with frames of their own,
 * and what to write instead. The forms for machines are in render-json.ts, render-github.ts and render-sarif.ts.
 */
import { createColors } from 'picocolors';
import { codeFrame } from './code-frame.ts';
import { codes } from './codes.ts';
import type { Diagnostic, Severity, Span } from './diagnostic.ts';
import { cellsOf } from './display-width.ts';
import { positionAt } from './position.ts';

export { renderJson } from './render-json.ts';
export { renderGithub } from './render-github.ts';
export { renderSarif } from './render-sarif.ts';
export { applyLogOverrides, parseLogOverrides } from './log-overrides.ts';

export interface TextOptions {
  readonly color?: boolean | undefined;
  /** Columns of the terminal; default 120. */
  readonly width?: number | undefined;
  /** Whether to end with `2 errors, 1 warning`; default true. */
  readonly summary?: boolean | undefined;
}

const signs = { error: '✘ [ERROR]', warning: '▲ [WARNING]', note: 'ℹ [NOTE]' } as const;

/** The empty text when there is nothing to say; else it ends with a line break. */
export function renderText(diagnostics: readonly Diagnostic[], options: TextOptions = {}): string {
  const { color = false, width = 120, summary = true } = options;
  const colors = createColors(color);
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan } as const;
  const source = Math.max(width - 14, 30);

  function frame(span: Span, linesAround: number): string {
    return indent(codeFrame(span, { color, width: source, linesAround }), '    ');
  }

  function one(diagnostic: Diagnostic): string {
    const { code, severity, message, span, path, suggestion, notes } = diagnostic;
    const lines = [
      `${paint[severity](colors.bold(signs[severity]))} ${colors.bold(printable(message))} ${colors.dim(`[${code} ${codes[code].id}]`)}`,
      '',
    ];
    const where = placeOf(span) ?? (path === undefined ? undefined : printable(path));
    if (where !== undefined) lines.push(`  ${where}:`);
    if (span !== undefined) lines.push(frame(span, 2));
    if (where !== undefined) lines.push('');
    if (suggestion !== undefined) lines.push(`  ${colors.green('Suggestion:')} ${printable(suggestion)}`, '');
    for (const note of notes) {
      const place = placeOf(note.span);
      lines.push(`  ${colors.cyan('Note:')} ${printable(note.message)}`);
      if (note.span !== undefined) lines.push('', `  ${place ?? ''}:`, frame(note.span, 1));
      lines.push('');
    }
    return `${lines.join('\n')}\n`;
  }

  const texts = diagnostics.map(one);
  if (summary && diagnostics.length > 0) texts.push(`${countsOf(diagnostics)}\n`);
  return texts.join('');
}

/** `2 errors, 1 warning`; `no errors` when there is nothing. */
export function countsOf(diagnostics: readonly { readonly severity: Severity }[]): string {
  const severities: readonly Severity[] = ['error', 'warning', 'note'];
  const counts = severities.flatMap((severity) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return counts.length === 0 ? 'no errors' : counts.join(', ');
}

function placeOf(span: Span | undefined): string | undefined {
  if (span === undefined) return undefined;
  const { line, column } = positionAt(span.source, span.start);
  return `${printable(span.source.name)}:${line}:${column}`;
}

/** Text from outside on one line, without characters that a terminal would act on. */
function printable(text: string): string {
  return cellsOf(text.replace(/[\n\r]+/gu, ' '))
    .map((cell) => cell.text)
    .join('');
}

function indent(text: string, by: string): string {
  return text.replace(/^(?=.)/gmu, by);
}
