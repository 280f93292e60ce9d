/**
 * Every built-in at -O2 against its plain export, by turns in one process each, on onnxruntime-node.
 *
 *   npx tsx test/bench/built-ins.ts [--only spinenet-49,…] [--head none] [--rounds 21] [--threads 1] [--largest 640]
 *                                       [--keep]
 *
 * The plain export is our own -O0: a node for an op, as exporters write it (ONNX Runtime folds batch norms itself). Where
 * PyTorch's export is at hand, `peers.ts` says how the two compare. Raw numbers go to `test/bench/results` with `--keep`.
 * Large networks are measured on smaller pictures than they are published for, so that a run takes seconds.
 */
import { parseArgs } from 'node:util';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import { understand } from '../../compiler/pipeline.ts';
import type { BenchReport } from '../../compiler/schema/bench-report-types.generated.ts';
import { keepResult, spinec } from './command.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: builtinNames.join() },
    head: { type: 'string', default: 'none' },
    rounds: { type: 'string', default: '21' },
    threads: { type: 'string', default: '1' },
    largest: { type: 'string', default: '640' },
    keep: { type: 'boolean', default: false },
  },
});

for (const name of values.only.split(',')) {
  const spec = understand(builtinSource(name)!).value!;
  const size = Math.min(Number(values.largest), spec.input.height);
  const head = spec.head.kind === 'none' ? values.head : spec.head.kind;
  const network = [name, '--head', head, '--input', `${size}x${size}`, '-O', '0,2'];
  const settings = ['--backend', 'onnx-cpu', '--threads', values.threads, '--rounds', values.rounds];
  const report = JSON.parse(spinec(['bench', ...network, ...settings, '--format', 'json', '-q'])) as BenchReport;
  if (values.keep) await keepResult(`plain-${name}-${head}-${size}-node-${values.threads}`, report);
  const [plain, ours] = report.sides as [BenchReport['sides'][number], BenchReport['sides'][number]];
  const { median, low, high } = ours.speedup!.cpu;
  console.log(
    `${name.padEnd(22)} ${head.padEnd(14)} ${String(size).padStart(4)} px ${plain.cpu.median.toFixed(0).padStart(6)} → ` +
      `${ours.cpu.median.toFixed(0).padStart(6)} ms CPU  ${median.toFixed(3)}× (95 %: ${low.toFixed(3)}–${high.toFixed(3)}), ` +
      `minima ${(plain.cpu.minimum / ours.cpu.minimum).toFixed(3)}×`,
  );
}
