/** `spinec tune`: measures what convolutions cost on this machine, for the choices of -O2. */
import Table from 'cli-table3';
import { measureCosts } from '../../../runtime/tune/measure-costs.ts';
import { installedVersion } from '../../../runtime/doctor/packages.ts';
import { defaultConvCosts, type ConvCosts } from '../../passes/winograd-costs.ts';
import { compilerVersion } from '../../version.ts';
import type { CostsFile } from '../../schema/conv-costs-types.generated.ts';
import { exitCode } from '../exit-codes.ts';
import { thisMachine } from '../machine.ts';
import type { CommonOptions } from '../options.ts';
import { requireWritable, writeOutput } from '../output.ts';
import { plainTable, tableText } from '../plain-table.ts';
import { startProgress } from '../progress.ts';

export interface TuneOptions extends CommonOptions {
  readonly output: string;
  readonly threads: number;
  readonly rounds: number;
}

export async function tune(options: TuneOptions): Promise<number> {
  const { threads, rounds, output } = options;
  requireWritable(output);
  const progress = startProgress(options);
  const costs = await measureCosts({
    threads,
    rounds,
    onRound: (round) => progress.step('measuring', `round ${round + 1} of ${Math.max(rounds, round + 1)}`),
  });
  progress.done();
  const file: CostsFile = {
    spinec: compilerVersion,
    runtime: `onnxruntime-node ${installedVersion('onnxruntime-node') ?? ''}`.trim(),
    cpu: thisMachine().cpu,
    threads,
    date: new Date().toISOString().slice(0, 10),
    ...rounded(costs),
  };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  writeOutput(output, text);
  if (options.quiet !== true) process.stderr.write(comparison(costs));
  return exitCode.ok;
}

/** Three digits: the rest is noise, and would change the file at every run. */
function rounded(costs: ConvCosts): ConvCosts {
  const entries = Object.entries(costs).map(([name, value]) => [name, Number((value as number).toPrecision(3))]);
  return Object.fromEntries(entries) as ConvCosts;
}

function comparison(costs: ConvCosts): string {
  const table = new Table({ ...plainTable, head: ['', 'here', 'built in'], colAligns: ['left', 'right', 'right'] });
  const row = (what: string, of: (costs: ConvCosts) => string): void =>
    void table.push([what, of(costs), of(defaultConvCosts)]);
  row('10^9 multiply-adds per second', ({ macsPerSecond }) => (macsPerSecond / 1e9).toFixed(1));
  row('10^9 elements written per second', ({ elementsPerSecond }) => (elementsPerSecond / 1e9).toFixed(2));
  row('10^9 weights read per second', ({ weightsPerSecond }) => (weightsPerSecond / 1e9).toFixed(2));
  row('microseconds per node', ({ secondsPerNode }) => (secondsPerNode * 1e6).toFixed(2));
  return `${tableText(table)}\n`;
}
