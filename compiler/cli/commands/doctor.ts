/** `spinec doctor`: what can run here and what is missing; `--fix` makes tfjs-node-gpu work where its installer can't. */
import Table from 'cli-table3';
import { diagnose, type DoctorReport } from '../../../runtime/doctor/diagnose.ts';
import { fixTfjsNodeGpu, planTfjsNodeGpuFix } from '../../../runtime/doctor/fix-tfjs-node-gpu.ts';
import { bytes } from '../../analysis/report/format.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import type { CommonOptions } from '../options.ts';
import { plainTable, tableText } from '../plain-table.ts';
import { startProgress } from '../progress.ts';

interface DoctorOptions extends CommonOptions {
  readonly fix?: 'tfjs-node-gpu' | undefined;
  readonly cuda?: true | undefined;
  readonly format: 'table' | 'json';
}

export async function doctor(options: DoctorOptions): Promise<number> {
  if (options.cuda === true && options.fix === undefined)
    throw new UsageError('error: --cuda goes with --fix tfjs-node-gpu');
  if (options.fix !== undefined) return fix(options);
  const progress = startProgress(options);
  const report = await diagnose((message) => progress.step(message));
  progress.done();
  process.stdout.write(options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  return exitCode.ok;
}

function reportText(report: DoctorReport): string {
  const { node, system, cpu, memory } = report;
  const table = new Table({ ...plainTable, head: ['backend', 'here', 'device or reason'], wordWrap: false });
  for (const { name, available, software, device, version, reason } of report.backends)
    table.push([
      name,
      available ? (software ? 'software' : 'yes') : 'no',
      available ? [device, version].filter(Boolean).join(', ') : (reason ?? ''),
    ]);
  const adapters = report.adapters.map(({ name, software }) => `  ${name}${software ? ' (a program, not a GPU)' : ''}`);
  const advice = report.advice.map(
    ({ problem, command }) => `  ${problem}${command === undefined ? '' : `\n    $ ${command}`}`,
  );
  return [
    `spinec ${report.spinec}, Node ${node.version}${node.supported ? '' : ' (too old: 20 or newer is needed)'}, ${system.platform} ${system.arch}`,
    `${cpu.cores} × ${cpu.model}, ${bytes(memory.freeBytes)} of ${bytes(memory.totalBytes)} free`,
    '',
    'GPU adapters',
    ...(adapters.length === 0 ? ['  none found'] : adapters),
    '',
    tableText(table),
    '',
    `--backend auto takes ${report.auto.reason}`,
    ...(advice.length === 0 ? [] : ['', 'What would help', ...advice]),
    '',
  ].join('\n');
}

async function fix(options: DoctorOptions): Promise<number> {
  const wanted = { cuda: options.cuda === true };
  const plan = planTfjsNodeGpuFix(wanted);
  const open = plan.steps.filter((step) => !step.done);
  const download = open.reduce((sum, step) => sum + step.downloadBytes, 0);
  process.stderr.write(
    [
      `Makes @tensorflow/tfjs-node-gpu work in ${plan.packageDirectory}; libraries are kept in ${plan.cache}.`,
      ...plan.steps.map((step) => `  ${step.done ? 'done' : 'todo'}  ${step.title}`),
      `Downloads ${bytes(download)}, needs ${bytes(plan.diskBytes)} of disk, python3 with pip, and g++.`,
      '',
    ].join('\n'),
  );
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  let shown = '';
  const result = await fixTfjsNodeGpu({
    ...wanted,
    signal: stop.signal,
    onProgress({ message, fraction }) {
      const line = fraction === undefined ? message : `${message} ${Math.floor(10 * fraction) * 10} %`;
      if (options.quiet !== true && line !== shown) process.stderr.write(`${line}\n`);
      shown = line;
    },
  });
  process.stdout.write(
    `tfjs-node-gpu works: TensorFlow ${result.tensorflow}, ${result.gpu ? 'on a GPU' : 'on the CPU (no GPU in use)'}\n`,
  );
  return exitCode.ok;
}
