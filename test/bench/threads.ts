/**
 * Two ONNX files by turns on several threads of onnxruntime-node, with the distance between cores measured around each round
 * (`core-distance.ts`): rounds are summed up apart, those where threads share a cache and those where they don't.
 *
 *   npx tsx test/bench/threads.ts peer.onnx ours.onnx [--threads 2] [--rounds 61] [--keep name]
 *
 * Both take a picture `[N,3,H,W]`. `peers.ts` says where peers come from. Raw numbers go to `test/bench/results` with `--keep`.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import * as ort from 'onnxruntime-node';
import { speedupOf } from '../../compiler/cli/bench/report.ts';
import { median } from '../../compiler/analysis/median.ts';
import { thisMachine } from '../../compiler/cli/machine.ts';
import { testPicture } from '../../compiler/cli/test-picture.ts';
import { keepResult } from './command.ts';
import { openCoreDistance } from './core-distance.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '61' },
    keep: { type: 'string' },
  },
});
if (positionals.length !== 2) {
  console.log('npx tsx test/bench/threads.ts peer.onnx ours.onnx [--threads 2] [--rounds 61] [--keep name]');
  process.exit(2);
}

/** Nanoseconds: between what is usual within a cache and between two of them. */
const limit = 100;

const runs: (() => Promise<number>)[] = [];
for (const file of positionals) {
  // As `spinec bench` opens them (runtime/backends/onnx/network.ts).
  const options = { intraOpNumThreads: Number(values.threads), enableMemPattern: false, logSeverityLevel: 3 } as const;
  const session = await ort.InferenceSession.create(file, { executionProviders: ['cpu'], ...options });
  const [input] = session.inputMetadata;
  if (input?.isTensor !== true) throw new Error(`${file} takes no tensor`);
  const dims = input.shape.map((d) => (typeof d === 'number' ? d : 1));
  const picture = new ort.Tensor('float32', testPicture(dims).data as Float32Array, dims);
  runs.push(async () => {
    const start = performance.now();
    const results = await session.run({ [session.inputNames[0]!]: picture });
    for (const result of Object.values(results)) result.dispose();
    return performance.now() - start;
  });
}

const distance = openCoreDistance();
const milliseconds: [number[], number[]] = [[], []];
const nanoseconds = [];
for (let round = -2; round < Number(values.rounds); round++) {
  const before = distance.measure();
  for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
    const time = await runs[side]!();
    if (round >= 0) milliseconds[side].push(time);
  }
  if (round >= 0) nanoseconds.push([before, distance.measure()] as const);
}
await distance.stop();

const groups = [
  ['a cache in common', (ns: number) => ns < limit],
  ['none', (ns: number) => ns >= limit],
] as const;
for (const [name, belongs] of groups) {
  const rounds = nanoseconds.flatMap((around, round) => (around.every(belongs) ? [round] : []));
  console.log(`${name}: ${rounds.length} of ${nanoseconds.length} rounds`);
  if (rounds.length === 0) continue;
  const [peer, ours] = milliseconds.map((times) => rounds.map((round) => times[round]!)) as [number[], number[]];
  const { low, high, ...ratio } = speedupOf({ wall: peer, cpu: peer }, { wall: ours, cpu: ours }).wall;
  const least = (times: readonly number[]): number => Math.min(...times);
  console.log(
    `  ${median(peer).toFixed(0)} → ${median(ours).toFixed(0)} ms, ${ratio.median.toFixed(3)}× ` +
      `(95 %: ${low.toFixed(3)}–${high.toFixed(3)}), minima ${(least(peer) / least(ours)).toFixed(3)}×`,
  );
}
if (values.keep !== undefined)
  await keepResult(values.keep, {
    date: new Date().toISOString(),
    machine: thisMachine(),
    settings: { rounds: Number(values.rounds), warmup: 2, threads: Number(values.threads), batch: 1 },
    nanoseconds,
    sides: positionals.map((file, side) => ({ name: basename(file), milliseconds: milliseconds[side as 0 | 1] })),
  });
