/** `--time-passes`: what every pass did and how long it took. */
import Table from 'cli-table3';
import { exact } from '../analysis/report/format.ts';
import type { PassRun } from '../passes/manager.ts';
import { plainTable, tableText } from './plain-table.ts';

export function passTable(passes: readonly PassRun[]): string {
  const table = new Table({
    ...plainTable,
    head: ['pass', 'ms', 'nodes', 'macs'],
    colAligns: ['left', 'right', 'right', 'right'],
  });
  const change = (before: number, after: number) =>
    before === after ? exact(after) : `${exact(before)} → ${exact(after)}`;
  for (const run of passes)
    table.push([
      run.name,
      run.milliseconds.toFixed(2),
      change(run.nodesBefore, run.nodesAfter),
      change(run.macsBefore, run.macsAfter),
    ]);
  const total = passes.reduce((sum, run) => sum + run.milliseconds, 0);
  table.push(['total', total.toFixed(2), '', '']);
  return `${tableText(table)}\n`;
}
