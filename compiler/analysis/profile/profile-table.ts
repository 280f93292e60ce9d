/** A profile as tables of plain cells, for the printers that reports have (`analysis/report`). */
import type { ProfileFigures, ProfileReport } from '../../schema/profile-report-types.generated.ts';
import { percent, threeDigits } from '../report/format.ts';
import type { Breakdown, Cell, Column, Table } from '../report/rows.ts';

const figureColumns: readonly Column[] = [
  { title: 'ms', unit: 'milliseconds' },
  { title: 'share', unit: 'share' },
  { title: 'macs', unit: 'count' },
  { title: 'GMAC/s', unit: 'rate' },
  { title: 'GFLOP/s', unit: 'rate' },
  { title: 'of ceiling', unit: 'share' },
];

const figureCells = (f: ProfileFigures): readonly Cell[] => [
  f.milliseconds,
  f.share,
  f.macs === 0 ? null : f.macs,
  f.gmacsPerSecond,
  f.gflopsPerSecond,
  f.ofCeiling,
];

interface Row {
  readonly cells: readonly Cell[];
  readonly figures: ProfileFigures;
}

interface Layout {
  readonly columns: readonly Column[];
  readonly rows: (report: ProfileReport) => readonly Row[];
}

const runtimeKind = (kind: string, runtime: boolean): string => (runtime ? `runtime: ${kind}` : kind);

const layouts: Readonly<Record<Breakdown, Layout>> = {
  block: {
    columns: [
      { title: 'block', unit: 'text' },
      { title: 'level', unit: 'count' },
    ],
    rows: ({ blocks }) => blocks.map(({ id, level, figures }) => ({ cells: [id, level], figures })),
  },
  level: {
    columns: [{ title: 'level', unit: 'text' }],
    rows: ({ byLevel }) => byLevel.map(({ level, figures }) => ({ cells: [String(level ?? 'none')], figures })),
  },
  kind: {
    columns: [
      { title: 'kind', unit: 'text' },
      { title: 'ops', unit: 'count' },
    ],
    rows: ({ byKind }) =>
      byKind.map(({ kind, runtime, ops, figures }) => ({ cells: [runtimeKind(kind, runtime), ops], figures })),
  },
  op: {
    columns: [
      { title: 'op', unit: 'text' },
      { title: 'kind', unit: 'text' },
    ],
    rows: ({ ops }) => ops.map(({ name, kind, figures }) => ({ cells: [name, kind], figures })),
  },
};

/** A file of unknown origin has no blocks, and no levels: it is broken down by ops instead. */
export const breakdownOf = ({ blocks }: ProfileReport, by: Breakdown): Breakdown =>
  blocks.length === 0 && by !== 'kind' ? 'op' : by;

/** Slowest rows first; `top` keeps as many and sums up the others. The last two rows are no op's; all add up to the total. */
export function profileTable(report: ProfileReport, by: Breakdown, top?: number): Table {
  const { columns, rows } = layouts[breakdownOf(report, by)];
  const padded = (label: string, cells: readonly Cell[]): readonly Cell[] => [
    label,
    ...columns.slice(1).map(() => null),
    ...cells,
  ];
  const sorted = [...rows(report)].sort((a, b) => b.figures.milliseconds - a.figures.milliseconds);
  const others = top === undefined ? [] : sorted.slice(top);
  const { betweenKernelsMilliseconds: between, unevenMilliseconds: uneven, milliseconds } = report.run;
  const plain = (time: number): readonly Cell[] => [time, milliseconds === 0 ? 0 : time / milliseconds, ...none];
  return {
    columns: [...columns, ...figureColumns],
    rows: [
      ...sorted
        .slice(0, sorted.length - others.length)
        .map(({ cells, figures }) => [...cells, ...figureCells(figures)]),
      ...(others.length === 0 ? [] : [padded(`${others.length} others`, plain(timeOf(others)))]),
      padded('between kernels', plain(between)),
      padded('uneven rounds', plain(uneven)),
    ],
    totals: padded('total', figureCells(report.totals)),
  };
}

const none: readonly Cell[] = [null, null, null, null];

const timeOf = (rows: readonly Row[]): number => rows.reduce((sum, { figures }) => sum + figures.milliseconds, 0);

/** The first lines of a profile, as pairs. */
export function profileSummary(report: ProfileReport): readonly (readonly [name: string, value: string])[] {
  const { run, ceiling, level, input, machine } = report;
  const off = run.unprofiledMilliseconds;
  return [
    ['runs on', `${report.runsOn}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}`],
    ['input', `${input.join('×')}${level === null ? '' : `, -${level}`}`],
    [
      'a run',
      `${run.milliseconds.toFixed(1)} ms${off === null ? '' : ` (${off.toFixed(1)} ms without the profiler)`}, median of ${run.rounds} rounds`,
    ],
    [
      'in kernels',
      `${run.kernelMilliseconds.toFixed(1)} ms in ${report.kernels.length} kernels, which add up to ${percent(run.coverage)} of a round`,
    ],
    ...(ceiling === null
      ? []
      : [
          [
            'ceiling',
            `${threeDigits(ceiling.gflopsPerSecond)} GFLOP/s, ${threeDigits(ceiling.gigabytesPerSecond)} GB/s, measured here`,
          ] as const,
        ]),
  ];
}
