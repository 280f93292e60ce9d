/** Reports as Markdown: a heading with the figures, what they mean, and the breakdown as a table. */
import type { Report } from '../../schema/report-types.generated.ts';
import { executedIsText, executedLines } from './executed.ts';
import { bytes, exact, percent, short, signed, size, threeDigits } from './format.ts';
import { reportTable, type Breakdown, type Cell, type Column, type Table } from './rows.ts';
import { summary } from './summary.ts';

/** Text in Markdown that is only text there. */
export const escape = (text: string): string => text.replaceAll(/[\\|<>*_`[\]]/g, '\\$&').replaceAll(/\r?\n/g, ' ');

/** One cell as people read it. */
export function cellText(cell: Cell, column: Column): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return column.unit === 'offset' ? signed(cell) : size(cell);
  if (typeof cell === 'string') return cell;
  if (column.unit === 'bytes') return bytes(cell);
  if (column.unit === 'decimal') return cell.toFixed(1);
  if (column.unit === 'milliseconds') return cell.toFixed(3);
  if (column.unit === 'share') return percent(cell);
  if (column.unit === 'rate') return threeDigits(cell);
  return cell >= 1e6 ? short(cell) : exact(cell);
}

/** The same to the unit, where it counts. */
export const exactCellText = (cell: Cell, column: Column): string =>
  typeof cell === 'number' && column.unit === 'count' ? exact(cell) : cellText(cell, column);

/** A table's lines as people read them, head first and totals last, and which of the columns are text. */
export function printedTable({
  columns,
  rows,
  totals,
}: Table): readonly [lines: readonly (readonly string[])[], isText: readonly boolean[]] {
  const body = (cells: readonly Cell[]): readonly string[] => cells.map((cell, i) => cellText(cell, columns[i]!));
  const lines = [columns.map(({ title }) => title), ...rows.map(body), body(totals)];
  return [lines, columns.map(({ unit }) => unit === 'text')];
}

/** Lines of a table; the first row of cells is its head. */
export function markdownTable(rows: readonly (readonly string[])[], isText: readonly boolean[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [
    line(head),
    line(isText.map((text) => (text ? '---' : '--:'))),
    ...body.map((cells) => line(cells.map((cell) => escape(cell)))),
  ];
}

export function reportMarkdown(report: Report, by: Breakdown, top?: number): string {
  const work = executedLines(report);
  return [
    `## ${escape(report.spec)}`,
    '',
    ...summary(report).map(([name, value]) => `- **${name}**: ${escape(value)}`),
    '',
    ...(work.length === 0 ? [] : [...markdownTable(work, executedIsText), '']),
    ...markdownTable(...printedTable(reportTable(report, by, top))),
    '',
    ...Object.entries(report.convention).map(([name, meaning]) => `- \`${name}\`: ${escape(meaning)}`),
    '',
  ].join('\n');
}
