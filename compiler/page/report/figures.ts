/** The figures of a report by block, level, kind and op: tables that take turns. */
import { breakdowns, reportTable, type Breakdown } from '../../analysis/report/rows.ts';
import { markup } from '../../picture/markup.ts';
import { dataTable } from './table.ts';
import type { PageEntry, View } from './view.ts';

export interface FiguresOptions {
  /** Whose rows are in front; default block. */
  readonly by?: Breakdown | undefined;
  /** Only the rows with the most macs. */
  readonly top?: number | undefined;
  /** Whose rows are there at all: those of many specs are more than a page should have. */
  readonly among: readonly Breakdown[];
}

/** Rows of ops beyond which a page would become slow. */
const mostOps = 6000;

export function figuresView(
  { report }: PageEntry,
  prefix: string,
  { by: first = 'block', top, among }: FiguresOptions,
): View {
  const count = report.ops?.length ?? 0;
  const shown = among.filter((by) => by !== 'op' || count <= mostOps);
  const missing = breakdowns.filter((by) => !shown.includes(by)).map((by) => `by ${by}`);
  const panels = shown.map((by) => {
    const { columns, rows, totals } = reportTable(report, by, top);
    return markup`<div class="panel" id="${prefix}by-${by}" data-tab="${by}">
<p class="panel-title">by ${by}</p>
${dataTable({ label: `Figures by ${by}`, columns, rows, totals })}
</div>`;
  });
  return {
    title: 'Figures',
    body: markup`<p>Params are counted in the first row that uses them.${missing.length === 0 ? undefined : ` Rows ${missing.join(' and ')} would be too many here; CSV has them.`}</p>
<div data-tabs="Rows" data-first="${first}">
${panels}
</div>`,
  };
}
