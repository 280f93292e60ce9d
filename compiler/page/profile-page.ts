/** A profile as one HTML file: the heat map, what was measured and how, and a table for each way to break a run down. */
import { profileSummary, profileTable } from '../analysis/profile/profile-table.ts';
import { cellText } from '../analysis/report/markdown.ts';
import { breakdowns, type Breakdown, type Cell, type Column, type Table } from '../analysis/report/rows.ts';
import { markup, whole, type Markup } from '../picture/markup.ts';
import type { ProfileReport } from '../schema/profile-report-types.generated.ts';
import { htmlPage } from './page.ts';

const titles: Readonly<Record<Breakdown, string>> = {
  block: 'By block',
  level: 'By level',
  kind: 'By kind of op',
  op: 'By op',
};

/** @param picture the heat map, an SVG of ours; none for a file of unknown origin */
export function profilePage(report: ProfileReport, picture: string | undefined): string {
  const shown = breakdowns.filter((by) => report.blocks.length > 0 || by === 'kind' || by === 'op');
  const body = markup`<h1>Profile of ${report.network}</h1>
<dl>
${profileSummary(report).map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`)}<dt>measured</dt><dd>${report.date.slice(0, 10)} with spinec ${report.compiler}</dd>
</dl>
${picture === undefined ? undefined : markup`<figure class="scroll">${whole(picture)}</figure>`}
${shown.map((by) => markup`<h2 id="${by}">${titles[by]}</h2>\n<div class="scroll">${tableMarkup(profileTable(report, by), titles[by])}</div>\n`)}
<h2 id="convention">What the figures mean</h2>
<dl>
${Object.entries(report.convention).map(([name, meaning]) => markup`<dt>${name}</dt><dd>${meaning}</dd>\n`)}</dl>`;
  return htmlPage({ title: `Profile of ${report.network}`, body, style });
}

const style = `
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; }
td.share { background: linear-gradient(to left, var(--accent-soft) var(--part), transparent var(--part)); }
`;

function tableMarkup({ columns, rows, totals }: Table, title: string): Markup {
  return markup`<table class="sortable" aria-label="${title}">
<thead><tr>${columns.map((column) => markup`<th scope="col"${textClass(column)}>${column.title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => markup`<tr>${row.map((cell, i) => cellMarkup(cell, columns[i]!))}</tr>\n`)}</tbody>
<tfoot><tr>${totals.map((cell, i) => markup`<td${textClass(columns[i]!)}>${cellText(cell, columns[i]!)}</td>`)}</tr></tfoot>
</table>`;
}

function textClass({ unit }: Column): Markup | undefined {
  return unit === 'text' ? markup` class="text"` : undefined;
}

/** Shares of the run have a bar behind them. */
function cellMarkup(cell: Cell, column: Column): Markup {
  const text = cellText(cell, column);
  if (typeof cell !== 'number') return markup`<td${textClass(column)}>${text}</td>`;
  const value = markup` data-v="${String(cell)}"`;
  if (column.title !== 'share') return markup`<td${value}>${text}</td>`;
  const part = Math.max(0, Math.min(100, 100 * cell));
  return markup`<td class="share" style="--part: ${part}%"${value}>${text}</td>`;
}
