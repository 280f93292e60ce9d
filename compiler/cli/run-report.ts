/** What `run` prints: each output with its range, and where the time went beside the work. */
import Table from 'cli-table3';
import type { NodeTiming } from '../../runtime/backends/backend.ts';
import { nodeCosts } from '../analysis/cost.ts';
import { short } from '../analysis/report/format.ts';
import type { Graph } from '../ir/graph.ts';
import type { Tensor } from '../ops/op.ts';
import { plainTable, tableText } from './plain-table.ts';

export interface OutputRow {
  readonly name: string;
  readonly shape: readonly number[];
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** Values that are NaN or infinite. */
  readonly notFinite: number;
}

export function describeOutputs(outputs: Readonly<Record<string, Tensor>>): readonly OutputRow[] {
  return Object.entries(outputs).map(([name, { dims, data }]) => {
    let minimum = Infinity;
    let maximum = -Infinity;
    let sum = 0;
    let notFinite = 0;
    for (const value of data) {
      if (!Number.isFinite(value)) {
        notFinite++;
        continue;
      }
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
      sum += value;
    }
    const finite = data.length - notFinite;
    if (finite === 0) minimum = maximum = NaN;
    return { name, shape: dims, minimum, maximum, mean: sum / finite, notFinite };
  });
}

export function outputTable(rows: readonly OutputRow[]): string {
  const table = new Table({
    ...plainTable,
    head: ['output', 'shape', 'min', 'max', 'mean'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const row of rows) {
    const values = [row.minimum, row.maximum, row.mean].map((value) => value.toPrecision(4));
    table.push([row.name, row.shape.join('×'), ...values]);
  }
  const bad = rows
    .filter((row) => row.notFinite > 0)
    .map((row) => `${row.name}: ${row.notFinite} values are NaN or infinite\n`);
  return `${tableText(table)}\n${bad.join('')}`;
}

export interface ProfileRow {
  /** Block, endpoint or head level; for an ONNX file of unknown origin the node itself. */
  readonly id: string;
  readonly milliseconds: number;
  readonly macs: number;
}

/** Times per node, joined with the cost table and summed by section; what no node claims is `other`. */
export function profileRows(timings: readonly NodeTiming[], graph: Graph | undefined): readonly ProfileRow[] {
  const sections = new Map<string, { section: string; macs: number }>();
  if (graph !== undefined)
    for (const { node, figures } of nodeCosts(graph))
      sections.set(node.name, { section: node.origin.section, macs: figures.macs });
  const rows = new Map<string, { milliseconds: number; macs: number }>();
  for (const [, { section, macs }] of sections) {
    const row = rows.get(section) ?? { milliseconds: 0, macs: 0 };
    row.macs += macs;
    rows.set(section, row);
  }
  for (const { node, milliseconds } of timings) {
    const id = sections.get(node)?.section ?? (graph === undefined ? node : 'other');
    const row = rows.get(id) ?? { milliseconds: 0, macs: 0 };
    row.milliseconds += milliseconds;
    rows.set(id, row);
  }
  return [...rows].map(([id, row]) => ({ id, ...row })).sort((a, b) => b.milliseconds - a.milliseconds);
}

export function profileTable(rows: readonly ProfileRow[]): string {
  const table = new Table({
    ...plainTable,
    head: ['where', 'ms', 'share', 'macs', 'GFLOP/s'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  const total = rows.reduce((sum, row) => sum + row.milliseconds, 0);
  for (const { id, milliseconds, macs } of rows) {
    const rate = macs === 0 || milliseconds === 0 ? '' : ((2 * macs) / milliseconds / 1e6).toFixed(1);
    table.push([
      id,
      milliseconds.toFixed(2),
      `${((100 * milliseconds) / total).toFixed(1)} %`,
      macs === 0 ? '' : short(macs),
      rate,
    ]);
  }
  table.push(['total', total.toFixed(2), '', '', '']);
  return `${tableText(table)}\n`;
}
