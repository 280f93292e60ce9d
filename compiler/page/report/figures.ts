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
  /** Whether rows of ops are there at all: those of many specs are more than a page should have. */
  readonly ops: boolean;
}

/** Rows of ops beyond which a page would become slow; the other breakdowns have all of them. */
const mostOps = 6000;

export function figuresView(
  { report }: PageEntry,
  prefix: string,
  { by: first = 'block', top, ops }: FiguresOptions,
): View {
  const count = report.ops?.length ?? 0;
  const shown = breakdowns.filter((by) => by !== 'op' || (ops && count > 0 && count <= mostOps));
  const panels = shown.map((by) => {
    const { columns, rows, totals } = reportTable(report, by, top);
    return markup`<div class="panel" id="${prefix}by-${by}" data-tab="${by}">
<p class="panel-title">by ${by}</p>
${dataTable({ label: `Figures by ${by}`, columns, rows, totals })}
</div>`;
  });
  return {
    title: 'Figures',
    body: markup`<p>Params are counted in the first row that uses them.${shown.includes('op') ? undefined : ' Rows of ops are in the page of a spec alone.'}</p>
<div data-tabs="Rows" data-first="${first}">
${panels}
</div>`,
  };
}
