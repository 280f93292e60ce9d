/** Reports as CSV (RFC 4180): one line per row of the chosen breakdown, exact numbers, the spec's name in front. */
import type { Report } from '../../schema/report-types.generated.ts';
import { reportTable, type Breakdown, type Cell } from './rows.ts';

function field(cell: Cell): string {
  const text = cell === null ? '' : typeof cell === 'object' ? cell.join('x') : String(cell);
  // A leading = + - @ is a formula to spreadsheets; names come from other people's specs.
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of cells, with its line break. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(field).join(',')}\n`;
}

export function reportCsv(reports: readonly Report[], by: Breakdown, top?: number): string {
  const lines: string[] = [];
  for (const report of reports) {
    const table = reportTable(report, by, top);
    if (lines.length === 0) lines.push(csvLine(['spec', ...table.columns.map((c) => c.title)]));
    for (const row of table.rows) lines.push(csvLine([report.spec, ...row]));
  }
  return lines.join('');
}
