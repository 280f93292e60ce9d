/**
 * How fast and how light generated tfjs modules are on WebAssembly (SIMD, one thread), by turns with the same network as
 * tensorflowjs converts it to a GraphModel.
 *
 *   npx spinec compile spinenet-49 --head retinanet --set dialect=garden --weights w.safetensors --target tfjs -O2 -o DIR
 *   npx tsx test/bench/tfjs.ts --graph-model FOLDER [--rounds 21] [--json file] DIR…
 *
 * FOLDER holds model.json and its shards, each DIR what `compile` wrote from the same weights. Times are CPU time, ratios are
 * to the GraphModel, round by round. Activations are the most bytes that tf.memory() counts during a run above the weights,
 * input and outputs included. Outputs are held against the GraphModel's, relative to each output's largest value.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { getThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { alternate } from '../../compiler/cli/bench/alternate.ts';
import { speedupOf } from '../../compiler/cli/bench/report.ts';
import { median } from '../../compiler/analysis/median.ts';
import { thisMachine } from '../../compiler/cli/machine.ts';
import { testPicture } from '../../compiler/cli/test-picture.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { loadTfjsModule } from '../../runtime/backends/tfjs/module.ts';
import { tensorDifference } from '../emit/difference.ts';

interface Side {
  readonly name: string;
  readonly run: (x: tf.Tensor4D) => Promise<readonly tf.Tensor[]>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'graph-model': { type: 'string' },
    rounds: { type: 'string', default: '21' },
    json: { type: 'string' },
  },
});
const folder = values['graph-model'];
if (folder === undefined) throw new Error('--graph-model says where model.json is');

tf.enableProdMode();
await tf.setBackend('wasm');

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly paths: readonly string[]; readonly weights: readonly object[] }[];
}

/** The converter's model, handed over without a server. Its input has the size that all sides get. */
async function graphModel(from: string): Promise<{ readonly side: Side; readonly shape: readonly number[] }> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(join(from, 'model.json'), 'utf8')) as ModelJson;
  const shards = weightsManifest.flatMap(({ paths }) => paths.map((path) => readFileSync(join(from, path))));
  const weightData = Uint8Array.from(Buffer.concat(shards)).buffer;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights) as never;
  const model = await loadGraphModel({ load: () => Promise.resolve({ modelTopology, weightSpecs, weightData }) });
  return {
    side: {
      name: 'GraphModel',
      run: (x) => Promise.resolve(Object.values(model.execute(x))),
    },
    shape: model.inputs[0]!.shape!.map((d) => Math.max(d, 1)),
  };
}

async function generated(from: string): Promise<Side> {
  const { name } = JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')) as { readonly name: string };
  const { load } = await loadTfjsModule(readFileSync(join(from, `${name}.ts`), 'utf8'), tf, `${name}.ts`);
  const model = await load(readFileSync(join(from, `${name}.safetensors`)));
  return { name: basename(from), run: async (x) => Object.values(await model.predict(x)) };
}

/** All outputs have different sizes, which put both sides' in one order. */
const bySize = (outputs: readonly tf.Tensor[]): readonly tf.Tensor[] => [...outputs].sort((a, b) => b.size - a.size);

async function difference(outputs: readonly tf.Tensor[], expected: readonly tf.Tensor[]): Promise<number> {
  const read = async (tensor: tf.Tensor): Promise<Tensor> => ({
    dims: tensor.shape,
    data: Float32Array.from(await tensor.data()),
  });
  const [ours, theirs] = [bySize(outputs), bySize(expected)];
  const each = theirs.map(async (reference, i) => tensorDifference(await read(reference), await read(ours[i]!)));
  return Math.max(...(await Promise.all(each)));
}

const weightBytes: number[] = [];
async function counted<T>(load: () => Promise<T>): Promise<T> {
  const before = tf.memory().numBytes;
  const loaded = await load();
  weightBytes.push(tf.memory().numBytes - before);
  return loaded;
}
const peer = await counted(() => graphModel(folder));
const sides = [peer.side];
for (const from of positionals) sides.push(await counted(() => generated(from)));

const weights = tf.memory().numBytes;
const x = tf.tensor4d(testPicture(peer.shape).data as Float32Array, peer.shape as [number, number, number, number]);
const facts: { readonly name: string; readonly activationBytes: number; readonly difference: number }[] = [];
let expected: readonly tf.Tensor[] = [];
for (const { name, run } of sides) {
  const others = tf.memory().numBytes - weights - 4 * x.size;
  let outputs: readonly tf.Tensor[] = [];
  const { peakBytes } = await tf.profile(async () => [...(outputs = await run(x))]);
  if (name === 'GraphModel') expected = outputs;
  facts.push({ name, activationBytes: peakBytes - weights - others, difference: await difference(outputs, expected) });
  if (name !== 'GraphModel') tf.dispose([...outputs]);
}
tf.dispose([...expected]);

const rounds = Number(values.rounds);
const runs = sides.map(({ run }) => async () => {
  tf.dispose([...(await run(x))]);
});
const measured = await alternate(runs, { rounds, warmup: 1 });
const report = {
  date: new Date().toISOString(),
  machine: thisMachine(),
  engine: `tfjs-backend-wasm ${tf.version_core}`,
  settings: { rounds, warmup: 1, threads: getThreadsCount(), input: peer.shape },
  sides: facts.map((side, index) => {
    const { wall, cpu } = measured[index]!;
    return {
      ...side,
      weightBytes: weightBytes[index]!,
      cpu: { median: median(cpu), minimum: Math.min(...cpu) },
      speedup: speedupOf(measured[0]!, measured[index]!),
      rounds: { wall, cpu },
    };
  }),
};
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
for (const side of report.sides) {
  const { median: ratio, low, high } = side.speedup.cpu;
  const minima = report.sides[0]!.cpu.minimum / side.cpu.minimum;
  console.log(
    [
      side.name.padEnd(12),
      `CPU ${side.cpu.median.toFixed(0)} ms, minimum ${side.cpu.minimum.toFixed(0)}`,
      `faster ${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}), minima ${minima.toFixed(2)}`,
      `activations ${megabytes(side.activationBytes)}, weights ${megabytes(side.weightBytes)}`,
      `differs ${side.difference.toExponential(1)}`,
    ].join('  '),
  );
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
