/**
 * A report as tables of plain cells: the one source of the terminal table, Markdown and CSV.
 * Exact numbers stay numbers here; each printer decides how to write them.
 */
import type { Figures, Report } from '../../schema/report-types.generated.ts';

export type Breakdown = 'block' | 'level' | 'kind' | 'op';
export const breakdowns: readonly Breakdown[] = ['block', 'level', 'kind', 'op'];

export type Unit = 'text' | 'count' | 'bytes' | 'size' | 'offset' | 'decimal' | 'milliseconds' | 'share' | 'rate';

export interface Column {
  readonly title: string;
  readonly unit: Unit;
}

export type Cell = string | number | readonly number[] | null;

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Sums of the columns that add up; `null` where a sum means nothing. */
  readonly totals: readonly Cell[];
}

const figureColumns: readonly Column[] = [
  { title: 'params', unit: 'count' },
  { title: 'trainable', unit: 'count' },
  { title: 'macs', unit: 'count' },
  { title: 'flops', unit: 'count' },
  { title: 'weights', unit: 'bytes' },
];

const figureCells = (f: Figures): Cell[] => [f.params, f.trainableParams, f.macs, f.flops, f.weightBytes];

interface Layout {
  readonly columns: readonly Column[];
  readonly rows: (report: Report) => readonly { readonly cells: readonly Cell[]; readonly macs: number }[];
  /** Cells after the figures have no totals. */
  readonly trailing: number;
}

const layouts: Readonly<Record<Breakdown, Layout>> = {
  block: {
    columns: [
      { title: 'block', unit: 'text' },
      { title: 'level', unit: 'count' },
      { title: 'kind', unit: 'text' },
      { title: 'inputs', unit: 'text' },
      ...figureColumns,
      { title: 'output', unit: 'size' },
      { title: 'receptive field', unit: 'size' },
      { title: 'offset', unit: 'offset' },
      { title: 'centre shift', unit: 'offset' },
    ],
    rows: (report) =>
      report.blocks.map((row) => ({
        macs: row.macs,
        cells: [
          row.id,
          row.level,
          row.kind,
          row.inputs.join(' '),
          ...figureCells(row),
          row.output,
          row.receptiveField,
          row.offset,
          row.centreShift,
        ],
      })),
    trailing: 4,
  },
  level: {
    columns: [{ title: 'level', unit: 'count' }, { title: 'rows', unit: 'count' }, ...figureColumns],
    rows: (report) =>
      report.byLevel.map((row) => ({ macs: row.macs, cells: [row.level, row.rows, ...figureCells(row)] })),
    trailing: 0,
  },
  kind: {
    columns: [{ title: 'kind', unit: 'text' }, { title: 'nodes', unit: 'count' }, ...figureColumns],
    rows: (report) =>
      report.byKind.map((row) => ({ macs: row.macs, cells: [row.kind, row.nodes, ...figureCells(row)] })),
    trailing: 0,
  },
  op: {
    columns: [
      { title: 'op', unit: 'text' },
      { title: 'kind', unit: 'text' },
      ...figureColumns,
      { title: 'output', unit: 'size' },
    ],
    rows: (report) =>
      (report.ops ?? []).map((row) => ({
        macs: row.macs,
        cells: [row.name, row.kind, ...figureCells(row), row.output],
      })),
    trailing: 1,
  },
};

/** One breakdown of a report. `top` keeps the rows with the most macs and sums the others into one. */
export function reportTable(report: Report, by: Breakdown, top?: number): Table {
  const layout = layouts[by];
  const leading = layout.columns.length - figureColumns.length - layout.trailing;
  const padded = (label: string, figures: Figures): Cell[] => [
    label,
    ...Array.from({ length: leading - 1 }, () => null),
    ...figureCells(figures),
    ...Array.from({ length: layout.trailing }, () => null),
  ];
  let rows = layout.rows(report);
  if (top !== undefined && top < rows.length) {
    const sorted = [...rows].sort((a, b) => b.macs - a.macs);
    const others = sorted.slice(top).map((row) => row.cells);
    const sum = (offset: number) => others.reduce((total, cells) => total + (cells[leading + offset] as number), 0);
    const rest = { params: sum(0), trainableParams: sum(1), macs: sum(2), flops: sum(3), weightBytes: sum(4) };
    rows = [...sorted.slice(0, top), { macs: rest.macs, cells: padded(`${others.length} others`, rest) }];
  }
  return { columns: layout.columns, rows: rows.map((row) => row.cells), totals: padded('total', report.totals) };
}
