/** What `run` prints of the outputs: each with its range. */
import Table from 'cli-table3';
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
