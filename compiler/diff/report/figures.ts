/** Tables of figures before and after: totals, endpoints, and by level, kind of op and block. */
import { bytes, change, exact, short, signed, size } from '../../analysis/report/format.ts';
import { printable } from '../../analysis/report/table.ts';
import type { FigureChange, FigureChanges, RowChanges, SpecDiff, VectorChange } from '../../schema/diff-report-types.generated.ts'; // prettier-ignore
import { arrow, type Row, type Section, type Sign } from './section.ts';
import { blockName } from './words.ts';

type Figure = keyof FigureChanges;

export interface BreakdownOptions {
  readonly figures: readonly Figure[];
  /** Whether rows that are as they were are shown. */
  readonly unchanged: boolean;
}

const titles: Readonly<Record<Figure, string>> = {
  macs: 'macs',
  flops: 'flops',
  params: 'params',
  trainableParams: 'trainable',
  weightBytes: 'weights',
};

const amount = (value: number): string => (Math.abs(value) >= 1e6 ? short(value) : exact(value));
const format = (figure: string): ((value: number) => string) => (/bytes/i.test(figure) ? bytes : amount);
const percent = (value: number | null): string =>
  value === null ? '' : change(value, (magnitude) => `${magnitude.toFixed(1)} %`);

/** before, after, change, percent. */
function cells(change_: FigureChange, write: (value: number) => string): readonly string[] {
  const { before, after } = change_;
  const side = (value: number | null): string => (value === null ? '' : write(value));
  return [side(before), side(after), change(change_.change, write), percent(change_.percent)];
}

export function totals({ figures }: SpecDiff): Section {
  const of = figures.totals;
  const rows: readonly (readonly [string, FigureChange, (value: number) => string])[] = [
    ['macs (multiply-adds; the paper’s “FLOPs”)', of.macs, exact],
    ['flops (2·macs + every other op)', of.flops, exact],
    ['trainable params (the paper’s count)', of.trainableParams, exact],
    ['params with moving statistics', of.params, exact],
    ['weights as float32', of.weightBytes, bytes],
    ['peak activations (float32, batch 1)', of.activationBytesPeak, bytes],
    ['macs executed at -O1', of.executedMacs, exact],
    ['ops executed at -O1', of.executedNodes, exact],
  ];
  return {
    title: 'Figures',
    columns: ['figure', 'before', 'after', 'change', '%'],
    isText: [true, false, false, false, false],
    rows: rows.map(([name, value, write]) => ({
      sign: value.change === 0 ? ' ' : '~',
      cells: [name, ...cells(value, write)],
    })),
  };
}

function vector({ before, after }: VectorChange, write: (values: readonly number[]) => string): string {
  if (before === null || after === null) return write(after ?? before ?? []);
  return arrow(write(before), write(after));
}

const sameVector = ({ before, after }: VectorChange): boolean => JSON.stringify(before) === JSON.stringify(after);

function signOf({ before, after }: { before: unknown; after: unknown }, same: boolean): Sign {
  if (before === null) return '+';
  if (after === null) return '−';
  return same ? ' ' : '~';
}

/** Feature sizes and receptive fields of what the network gives. */
export function endpoints({ figures }: SpecDiff): Section {
  const rows = figures.rows.filter(({ kind }) => kind === 'endpoint');
  return {
    title: 'Endpoints',
    note: 'receptive field, and its centre minus the cell’s own, in input pixels',
    columns: ['endpoint', 'output', 'receptive field', 'offset'],
    isText: [true, true, true, true],
    rows: rows.map((row) => ({
      sign: signOf(row, isSameShape(row)),
      cells: [
        row.after ?? row.before ?? '',
        vector(row.output, size),
        vector(row.receptiveField, size),
        vector(row.offset, signed),
      ],
      before: row.before ?? undefined,
      after: row.after ?? undefined,
    })),
  };
}

const isSameShape = ({ output, receptiveField, offset }: RowChanges): boolean =>
  [output, receptiveField, offset].every(sameVector);

const isSameWork = ({ macs, params, flops }: FigureChanges): boolean =>
  [macs, params, flops].every((figure) => figure.change === 0);

export function breakdowns({ figures }: SpecDiff, options: BreakdownOptions): readonly Section[] {
  const total = figureCells(figures.totals, options);
  const table = (
    title: string,
    leading: readonly string[],
    rows: readonly Row[],
    trailing: readonly string[] = [],
  ): Section => {
    const shown = rows.filter(({ sign }) => options.unchanged || sign !== ' ');
    const left = rows.length - shown.length;
    return {
      title,
      ...(left === 0 ? {} : { note: `${left} ${left === 1 ? 'row is as it was' : 'rows are as they were'}` }),
      columns: [...leading, ...figureTitles(options), ...trailing],
      isText: [...leading.map((_, i) => i === 0), ...total.map(() => false), ...trailing.map(() => true)],
      rows:
        shown.length === 0
          ? []
          : [
              ...shown,
              { sign: ' ', cells: ['total', ...leading.slice(1).map(() => ''), ...total, ...trailing.map(() => '')] },
            ],
    };
  };
  return [
    table(
      'By level',
      ['level', 'rows'],
      figures.byLevel.map(({ level, rows, ...of }) => ({
        sign: signOf(rows, isSameWork(of) && rows.change === 0),
        cells: [level === null ? '–' : `L${level}`, countCell(rows), ...figureCells(of, options)],
      })),
    ),
    table(
      'By kind of op',
      ['kind', 'ops'],
      figures.byKind.map(({ kind, nodes, ...of }) => ({
        sign: signOf(nodes, isSameWork(of) && nodes.change === 0),
        cells: [kind, countCell(nodes), ...figureCells(of, options)],
      })),
    ),
    table(
      'By block',
      ['block'],
      figures.rows.map((row) => {
        const ids = { before: row.before ?? undefined, after: row.after ?? undefined };
        return {
          sign: signOf(row, isSameWork(row) && isSameShape(row)),
          cells: [
            printable(blockName(ids.before, ids.after)),
            ...figureCells(row, options),
            vector(row.output, size),
            vector(row.receptiveField, size),
            vector(row.offset, signed),
          ],
          ...ids,
        };
      }),
      ['output', 'receptive field', 'offset'],
    ),
  ];
}

const countCell = ({ before, after }: FigureChange): string => arrow(exact(before ?? 0), exact(after ?? 0));

function figureTitles({ figures }: BreakdownOptions): readonly string[] {
  return figures.flatMap((figure) => [`${titles[figure]} before`, 'after', 'change', '%']);
}

function figureCells(of: FigureChanges, { figures }: BreakdownOptions): readonly string[] {
  return figures.flatMap((figure) => cells(of[figure], format(figure)));
}
