/**
 * Our ONNX at -O2 against the same networks as other people export them, by turns in one process.
 *
 *   SPINEC_PEERS=folder npx tsx test/bench/peers.ts [--case 49-retinanet-640,…] [--engine node,web] [--threads 1,2]
 *                                                   [--rounds 21] [--optimize 2] [--optimize-for latency] [--int8] [--keep]
 *
 * The folder holds the peers as `torch-<case>.slim.onnx`: PyTorch's export (`torch.onnx.export`, weights random, batch 1,
 * NCHW, head maps as outputs), cleaned by onnxslim. `--engine node` is `spinec bench` on onnxruntime-node; `--engine web`
 * is onnxruntime-web on WebAssembly, one thread, as in a page. With `--int8` ours is what `spinec quantize --external-data`
 * makes, calibrated on noise (what it is shown changes neither speed nor memory), on onnxruntime-node. Raw numbers go to `test/bench/results` with `--keep`; what
 * is printed comes from them. CPU time at one thread holds up while the machine does other things, the clock does not.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchReport } from '../../compiler/schema/bench-report-types.generated.ts';
import { keepResult, spinec } from './command.ts';
import { measureWeb } from './peers-web.ts';

interface Case {
  readonly spec: string;
  readonly head: string;
  readonly size: number;
}

const cases: Readonly<Record<string, Case>> = {
  '49-retinanet-640': { spec: 'spinenet-49', head: 'retinanet', size: 640 },
  '96-retinanet-1024': { spec: 'spinenet-96', head: 'retinanet', size: 1024 },
  '49S-retinanet-640': { spec: 'spinenet-49s', head: 'retinanet', size: 640 },
  '49-backbone-640': { spec: 'spinenet-49', head: 'none', size: 640 },
  'm49-retinanet-384': { spec: 'spinenet-mobile-49', head: 'retinanet', size: 384 },
};

const { values } = parseArgs({
  options: {
    case: { type: 'string', default: Object.keys(cases).join() },
    engine: { type: 'string', default: 'node,web' },
    threads: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '21' },
    optimize: { type: 'string', default: '2' },
    'optimize-for': { type: 'string', default: 'latency' },
    int8: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});

const folder = process.env['SPINEC_PEERS'];
if (folder === undefined) {
  const [name, { spec, size }] = Object.entries(cases)[0]!;
  console.log(`set SPINEC_PEERS to a folder with torch-${name}.slim.onnx (${spec} at ${size}) and the like:
  torch.onnx.export(model, (torch.zeros(1, 3, ${size}, ${size}),), 'torch-${name}.onnx', dynamo=False, opset_version=17)
  onnxslim torch-${name}.onnx torch-${name}.slim.onnx
cases: ${Object.keys(cases).join(' ')}`);
  process.exit(2);
}

/** What is the same on every engine: the network, and how it is compiled. */
function compileOptions({ spec, head, size }: Case): readonly string[] {
  const { optimize, 'optimize-for': goal } = values;
  return [spec, '--head', head, '--input', `${size}x${size}`, '-O', optimize, '--optimize-for', goal];
}

function onNode(ours: readonly string[], peer: string, threads: string): BenchReport {
  const settings = ['--backend', 'onnx-cpu', '--threads', threads, '--rounds', values.rounds];
  return JSON.parse(
    spinec(['bench', ...ours, '--against', peer, ...settings, '--format', 'json', '-q']),
  ) as BenchReport;
}

/** Writes the network in integers below `scratch`; gives the file. */
function quantized({ spec, head, size }: Case, scratch: string): string {
  const file = join(scratch, `${spec}.int8.onnx`);
  const network = [spec, '--head', head, '--input', `${size}x${size}`];
  spinec(['quantize', ...network, '--noise', '2', '--external-data', '-q', '-o', file]);
  return file;
}

async function onWeb(network: Case, peer: string): Promise<Awaited<ReturnType<typeof measureWeb>>> {
  const scratch = mkdtempSync(join(tmpdir(), 'spinec-peers-'));
  try {
    spinec(['compile', ...compileOptions(network), '--target', 'onnx', '--no-external-data', '-q', '-o', scratch]);
    const ours = join(scratch, `${network.spec}.onnx`);
    return await measureWeb([peer, ours], { size: network.size, rounds: Number(values.rounds), warmup: 1 });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** One line a side: times, and how many times as fast as the peer. */
function print(title: string, { sides }: Pick<BenchReport, 'sides'> | Awaited<ReturnType<typeof onWeb>>): void {
  console.log(title);
  for (const { name, wall, cpu, speedup } of sides) {
    const ratio = (clock: 'wall' | 'cpu'): string => {
      if (speedup === null) return '';
      const { median, low, high } = speedup[clock];
      return `${median.toFixed(3)}× (95 %: ${low.toFixed(3)}–${high.toFixed(3)})`;
    };
    for (const [clock, time] of [
      ['wall', wall],
      ['cpu', cpu],
    ] as const)
      console.log(
        `  ${clock.padEnd(4)} ${time.median.toFixed(1).padStart(8)} ms median ${time.minimum.toFixed(1).padStart(8)} ms min  ${ratio(clock).padEnd(32)} ${name}`,
      );
  }
  if (sides.length === 2) {
    const [peer, ours] = sides as [(typeof sides)[number], (typeof sides)[number]];
    const of = (clock: 'wall' | 'cpu') => (peer[clock].minimum / ours[clock].minimum).toFixed(3);
    console.log(`  minima: ${of('wall')}× on the clock, ${of('cpu')}× of CPU time`);
  }
}

for (const name of values.case.split(',')) {
  const network = cases[name];
  if (network === undefined) throw new Error(`no case ${name}; there are ${Object.keys(cases).join(' ')}`);
  const peer = join(folder, `torch-${name}.slim.onnx`);
  if (!existsSync(peer)) {
    console.log(`${name}: no ${peer}`);
    continue;
  }
  const goal = values['optimize-for'] === 'latency' ? '' : `-${values['optimize-for']}`;
  const label = values.int8 ? `${name}-int8` : `${name}-O${values.optimize}${goal}`;
  console.log(`${name}: the peer has ${(statSync(peer).size / 1e6).toFixed(1)} MB`);
  const scratch = mkdtempSync(join(tmpdir(), 'spinec-peers-'));
  if (values.engine.includes('node')) {
    const ours = values.int8 ? [quantized(network, scratch)] : compileOptions(network);
    for (const threads of values.threads.split(',')) {
      const report = onNode(ours, peer, threads);
      if (values.keep) await keepResult(`${label}-node-${threads}`, report, folder, scratch);
      print(`${label} on onnxruntime-node, ${threads} threads`, report);
      for (const { name: side, residentBytes } of report.sides)
        console.log(`  peak resident ${(residentBytes.peak / 1e6).toFixed(0)} MB  ${side}`);
    }
  }
  rmSync(scratch, { recursive: true, force: true });
  if (values.engine.includes('web') && !values.int8) {
    const report = await onWeb(network, peer);
    if (values.keep) await keepResult(`${label}-web-1`, report, folder);
    print(`${label} on onnxruntime-web (WebAssembly), 1 thread`, report);
  }
}
