/** A profile as one HTML file: what was measured, the heat map, and a table for each way to break a run down. */
import { breakdownOf, profileSummary, profileTable } from '../analysis/profile/profile-table.ts';
import { breakdowns, type Breakdown } from '../analysis/report/rows.ts';
import { markup } from '../picture/markup.ts';
import type { ProfileReport } from '../schema/profile-report-types.generated.ts';
import { htmlPage } from './page.ts';
import { reportStyle } from './report/style.ts';
import { dataTable } from './report/table.ts';
import { conventionList, figure } from './report/view.ts';
import { reportScript } from './scripts.generated.ts';

export interface ProfilePageOptions {
  /** Whose rows are in front. */
  readonly by: Breakdown;
  /** Only the slowest rows. */
  readonly top?: number | undefined;
  /** The heat map, an SVG of ours; none for a file of unknown origin. */
  readonly picture?: string | undefined;
}

export function profilePage(report: ProfileReport, { by: first, top, picture }: ProfilePageOptions): string {
  const title = `Profile of ${report.network}`;
  const shown = breakdowns.filter((by) => breakdownOf(report, by) === by);
  const panels = shown.map(
    (by) => markup`<div class="panel" id="by-${by}" data-tab="${by}">
<p class="panel-title">by ${by}</p>
${dataTable({ label: `Times by ${by}`, ...profileTable(report, by, top) })}
</div>`,
  );
  const heat =
    picture === undefined
      ? undefined
      : markup`<section>
<h2>Where the time goes</h2>
${figure('Heat map of the network', picture, 'Blocks by level (rows) and order (columns), shaded by their share of a run.')}
</section>`;
  return htmlPage({
    title: `${title} – spinec`,
    style: reportStyle,
    script: reportScript,
    body: markup`<main>
<h1>${title}</h1>
<dl class="facts">
${profileSummary(report).map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>\n`)}<dt>measured</dt><dd>${report.date.slice(0, 10)}</dd>
</dl>
${heat}
<section>
<h2>Times</h2>
<div data-tabs="Rows" data-first="${breakdownOf(report, first)}">
${panels}
</div>
</section>
<section>
<h2>Convention</h2>
${conventionList(report.convention)}
</section>
</main>
<footer><p><small>spinec ${report.compiler}</small></p></footer>`,
  });
}
