/** A profile as text, Markdown and CSV, by the printers of reports. */
import type { ProfileReport } from '../../schema/profile-report-types.generated.ts';
import { csvLine } from '../report/csv.ts';
import { escape, markdownTable, printedTable } from '../report/markdown.ts';
import type { Breakdown } from '../report/rows.ts';
import { alignColumns, printable } from '../report/table.ts';
import { profileSummary, profileTable } from './profile-table.ts';

export function profileText(report: ProfileReport, by: Breakdown, top?: number): string {
  const facts = profileSummary(report);
  const shown = Object.entries(report.convention);
  const width = Math.max(...facts.map(([name]) => name.length));
  const wide = Math.max(...shown.map(([name]) => name.length));
  return [
    `profile of ${printable(report.network)}`,
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${printable(value)}`),
    '',
    ...alignColumns(...printedTable(profileTable(report, by, top))),
    '',
    ...shown.map(([name, meaning]) => `${name.padEnd(wide)}  ${meaning}`),
    '',
  ].join('\n');
}

export function profileMarkdown(report: ProfileReport, by: Breakdown, top?: number): string {
  return [
    `## Profile of ${escape(report.network)}`,
    '',
    ...profileSummary(report).map(([name, value]) => `- **${name}**: ${escape(value)}`),
    '',
    ...markdownTable(...printedTable(profileTable(report, by, top))),
    '',
    ...Object.entries(report.convention).map(([name, meaning]) => `- \`${name}\`: ${escape(meaning)}`),
    '',
  ].join('\n');
}

export function profileCsv(report: ProfileReport, by: Breakdown, top?: number): string {
  const { columns, rows, totals } = profileTable(report, by, top);
  return [
    csvLine(['network', ...columns.map(({ title }) => title)]),
    ...[...rows, totals].map((row) => csvLine([report.network, ...row])),
  ].join('');
}
