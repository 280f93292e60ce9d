/** Two reports side by side: every figure before and after, with rows of the same block, level or kind beside each other. */
import type {
  BlockDiff,
  FigureChange,
  FigureChanges,
  FigureTables,
  RowChanges,
} from '../schema/diff-report-types.generated.ts';
import type { BlockRow, Figures, Report } from '../schema/report-types.generated.ts';

function figureChange(before: number | undefined, after: number | undefined): FigureChange {
  const change = (after ?? 0) - (before ?? 0);
  const percent = before === undefined || after === undefined || before === 0 ? null : (100 * change) / before;
  return { before: before ?? null, after: after ?? null, change, percent };
}

function figureChanges(before: Figures | undefined, after: Figures | undefined): FigureChanges {
  return {
    params: figureChange(before?.params, after?.params),
    trainableParams: figureChange(before?.trainableParams, after?.trainableParams),
    macs: figureChange(before?.macs, after?.macs),
    flops: figureChange(before?.flops, after?.flops),
    weightBytes: figureChange(before?.weightBytes, after?.weightBytes),
  };
}

export function figureTables(before: Report, after: Report, blocks: readonly BlockDiff[]): FigureTables {
  const parts = joined(before.parts, after.parts, ({ name }) => name);
  const levels = joined(before.byLevel, after.byLevel, ({ level }) => level ?? Infinity);
  const kinds = joined(before.byKind, after.byKind, ({ kind }) => kind);
  return {
    totals: {
      ...figureChanges(before.totals, after.totals),
      activationBytesPeak: figureChange(before.totals.activationBytesPeak, after.totals.activationBytesPeak),
      executedMacs: figureChange(before.executed.macs, after.executed.macs),
      executedNodes: figureChange(before.executed.nodes, after.executed.nodes),
    },
    parts: parts.map(([name, old, now]) => ({ name, ...figureChanges(old, now) })),
    byLevel: [...levels]
      .sort(([a], [b]) => a - b)
      .map(([level, old, now]) => ({
        level: level === Infinity ? null : level,
        rows: figureChange(old?.rows, now?.rows),
        ...figureChanges(old, now),
      })),
    byKind: kinds.map(([kind, old, now]) => ({
      kind,
      nodes: figureChange(old?.nodes, now?.nodes),
      ...figureChanges(old, now),
    })),
    rows: rowChanges(before, after, blocks),
  };
}

/** Rows of the report by block, where it is one, and by what they are called, where they are not. */
function rowChanges(before: Report, after: Report, blocks: readonly BlockDiff[]): RowChanges[] {
  // An id may be a block's here and another's there, so keys are those of pairs.
  const keys = { before: new Map<string, string>(), after: new Map<string, string>() };
  blocks.forEach((pair, i) => {
    if (pair.before !== null) keys.before.set(pair.before.id, `block ${i}`);
    if (pair.after !== null) keys.after.set(pair.after.id, `block ${i}`);
  });
  const keyed = (rows: readonly BlockRow[], side: 'before' | 'after') =>
    rows.map((row) => ({ key: keys[side].get(row.id) ?? row.id, row }));
  return joined(keyed(before.blocks, 'before'), keyed(after.blocks, 'after'), ({ key }) => key).map(([, old, now]) =>
    rowChange(old?.row, now?.row),
  );
}

function rowChange(before: BlockRow | undefined, after: BlockRow | undefined): RowChanges {
  const vector = (field: 'output' | 'receptiveField' | 'offset' | 'centreShift') => ({
    before: before?.[field] ?? null,
    after: after?.[field] ?? null,
  });
  return {
    before: before?.id ?? null,
    after: after?.id ?? null,
    kind: (after ?? before)!.kind,
    ...figureChanges(before, after),
    output: vector('output'),
    receptiveField: vector('receptiveField'),
    offset: vector('offset'),
    centreShift: vector('centreShift'),
    activationBytes: figureChange(before?.activationBytes, after?.activationBytes),
  };
}

type Joined<K, T> = readonly (readonly [key: K, before: T | undefined, after: T | undefined])[];

/** Rows of equal keys together, in the order of the later list; others behind the row that they followed. */
function joined<T, K extends string | number>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (row: T) => K,
): Joined<K, T> {
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const now = new Map(after.map((row) => [keyOf(row), row]));
  const keys = [...now.keys()];
  let previous = -1;
  for (const key of old.keys()) {
    const at = keys.indexOf(key);
    if (at < 0) keys.splice(previous + 1, 0, key);
    previous = at < 0 ? previous + 1 : at;
  }
  return keys.map((key) => [key, old.get(key), now.get(key)]);
}
