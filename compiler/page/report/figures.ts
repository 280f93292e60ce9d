/** The figures of a report by block, level, kind and op: tables that take turns. */
import { breakdowns, reportTable, type Breakdown } from '../../analysis/report/rows.ts';
import { markup } from '../../picture/markup.ts';
import { dataTable } from './table.ts';
import type { PageEntry, View } from './view.ts';

/** Rows of ops beyond which a page would become slow; the other breakdowns have them all. */
const mostOps = 6000;

export function figuresView({ report }: PageEntry, prefix: string, first: Breakdown = 'block', top?: number): View {
  const ops = report.ops?.length ?? 0;
  const shown = breakdowns.filter((by) => by !== 'op' || (ops > 0 && ops <= mostOps));
  const panels = shown.map((by) => {
    const { columns, rows, totals } = reportTable(report, by, top);
    return markup`<div class="panel" id="${prefix}by-${by}" data-tab="${by}">
<p class="panel-title">by ${by}</p>
${dataTable({ label: `Figures by ${by}`, columns, rows, totals })}
</div>`;
  });
  return {
    title: 'Figures',
    body: markup`<p>Params are counted in the first row that uses them. Heads of columns sort.</p>
<div data-tabs="Rows" data-first="${first}">
${panels}
</div>`,
  };
}
