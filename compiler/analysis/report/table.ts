/**
 * Reports for a terminal: columns by spaces alone, which people paste and programs cut. Widths are those of a terminal's
 * cells; what other people's specs are called is shown without anything that a terminal would act on.
 */
import { cellsOf } from '../../diagnostics/display-width.ts';
import type { Report } from '../../schema/report-types.generated.ts';
import { executedIsText, executedLines } from './executed.ts';
import { printedTable } from './markdown.ts';
import { reportTable, type Breakdown } from './rows.ts';
import { summary } from './summary.ts';

export function reportText(report: Report, by: Breakdown, top?: number): string {
  const facts = summary(report);
  const work = executedLines(report);
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    printable(report.spec),
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${printable(value)}`),
    '',
    ...(work.length === 0 ? [] : [...alignColumns(work, executedIsText), '']),
    ...alignColumns(...printedTable(reportTable(report, by, top))),
    '',
  ].join('\n');
}

/** Lines of cells with blanks in between: columns of text to the left, of numbers to the right. */
export function alignColumns(lines: readonly (readonly string[])[], isText: readonly boolean[]): readonly string[] {
  const shown = lines.map((line) => line.map(printable));
  const widths = isText.map((_, i) => shown.reduce((most, line) => Math.max(most, widthOf(line[i]!)), 0));
  const aligned = (text: string, i: number): string => {
    const blanks = ' '.repeat(widths[i]! - widthOf(text));
    return isText[i] === true ? text + blanks : blanks + text;
  };
  return shown.map((line) => line.map(aligned).join('  ').trimEnd());
}

export function printable(text: string): string {
  return cellsOf(text)
    .map((cell) => cell.text)
    .join('');
}

function widthOf(text: string): number {
  return cellsOf(text).reduce((sum, cell) => sum + cell.width, 0);
}
