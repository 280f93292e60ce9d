/**
 * How fast and how light generated modules are on wasm (SIMD, one thread), beside the same network converted to a tfjs
 * GraphModel by tensorflowjs. One process; each round runs every side once.
 *
 *   npx spinec compile spinenet-49 --head retinanet --set dialect=garden --weights w.safetensors --target tfjs -O2 -o DIR
 *   node test/bench/tfjs.mjs --graph-model FOLDER [--rounds 21] [--json file] DIR...
 *
 * FOLDER holds model.json and its shards, DIR what `compile` wrote. Prints CPU time of a run (minimum, median and a 95 %
 * interval of the median), the most bytes that tf.memory() counts during one above the weights, the ratio to the
 * GraphModel, and how far outputs are from the GraphModel's, relative to each output's largest value.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { loadTfjsModule } from '../../dist/runtime/backends/tfjs/module.js';
import { medianInterval, quantile } from './statistics.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'graph-model': { type: 'string' },
    rounds: { type: 'string', default: '21' },
    json: { type: 'string' },
  },
});
tf.enableProdMode();
await tf.setBackend('wasm');

/** The GraphModel's files, handed over without a server. */
async function graphModelFiles(folder) {
  const { modelTopology, weightsManifest, format, ...rest } = JSON.parse(
    await readFile(join(folder, 'model.json'), 'utf8'),
  );
  const paths = weightsManifest.flatMap((group) => group.paths);
  const shards = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const { buffer } = new Uint8Array(Buffer.concat(shards));
  return { modelTopology, weightSpecs, weightData: buffer, format, ...rest };
}

async function graphModelSide(folder) {
  const files = await graphModelFiles(folder);
  const before = tf.memory().numBytes;
  const model = await loadGraphModel({ load: () => Promise.resolve(files) });
  return {
    name: 'GraphModel',
    weightBytes: tf.memory().numBytes - before,
    input: model.inputs[0].shape,
    run: (x) => [model.execute(x)].flat(),
  };
}

async function moduleSide(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const file = (extension) => readFile(join(folder, `${manifest.name}.${extension}`));
  const { load } = await loadTfjsModule(String(await file('ts')), tf, `${manifest.name}.ts`);
  const before = tf.memory().numBytes;
  const model = await load(await file('safetensors'));
  return {
    name: basename(folder),
    weightBytes: tf.memory().numBytes - before,
    run: (x) => Object.values(model.predict(x)),
  };
}

const cpuMilliseconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Outputs in an order that both sides share: all shapes differ. */
const ordered = (outputs) => [...outputs].sort((a, b) => b.size - a.size);

function difference(outputs, reference) {
  let worst = 0;
  for (const [i, expected] of ordered(reference).entries()) {
    const actual = ordered(outputs)[i];
    if (actual.shape.join() !== expected.shape.join()) throw new Error(`[${actual.shape}] is not [${expected.shape}]`);
    const [a, b] = [actual.dataSync(), expected.dataSync()];
    const scale = b.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    worst = b.reduce((most, value, k) => Math.max(most, Math.abs(value - a[k]) / scale), worst);
  }
  return worst;
}

const sides = [];
if (values['graph-model']) sides.push(await graphModelSide(values['graph-model']));
for (const folder of positionals) sides.push(await moduleSide(folder));
const shape =
  sides[0].input ?? JSON.parse(await readFile(join(positionals[0], 'manifest.json'), 'utf8')).inputs[0].shape;
const x = tf.randomNormal(
  shape.map((d) => (d > 0 ? d : 1)),
  0,
  1,
  'float32',
  1,
);

const weights = tf.memory().numBytes - 4 * x.size;
const reference = sides[0].run(x);
for (const side of sides) {
  const held = tf.memory().numBytes - weights - 4 * x.size;
  let outputs = [];
  const { peakBytes } = await tf.profile(() => (outputs = side.run(x)));
  side.activationBytes = peakBytes - weights - held;
  side.difference = difference(outputs, reference);
  side.milliseconds = [];
  tf.dispose(outputs);
}
tf.dispose(reference);

for (let round = 0; round < Number(values.rounds); round++)
  for (const side of sides) {
    const start = cpuMilliseconds();
    const outputs = side.run(x);
    side.milliseconds.push(cpuMilliseconds() - start);
    tf.dispose(outputs);
  }

const rows = sides.map(({ name, weightBytes, activationBytes, difference: distance, milliseconds }) => {
  const minimum = Math.min(...milliseconds);
  const ratios = milliseconds.map((own, i) => sides[0].milliseconds[i] / own);
  return {
    name,
    weightBytes,
    activationBytes,
    difference: distance,
    minimum,
    median: quantile(milliseconds, 0.5),
    interval: medianInterval(milliseconds),
    minimumRatio: Math.min(...sides[0].milliseconds) / minimum,
    medianRatio: quantile(ratios, 0.5),
    ratioInterval: medianInterval(ratios),
    milliseconds,
  };
});
console.log(
  `${tf.getBackend()}, input [${x.shape}], ${values.rounds} rounds, ${cpus()[0].model}, Node ${process.version}`,
);
for (const row of rows) {
  const range = (pair, digits) => pair.map((value) => value.toFixed(digits)).join('–');
  console.log(
    [
      row.name.padEnd(16),
      `minimum ${row.minimum.toFixed(0)} ms`,
      `median ${row.median.toFixed(0)} (${range(row.interval, 0)})`,
      `ratio ${row.minimumRatio.toFixed(2)}, median ${row.medianRatio.toFixed(2)} (${range(row.ratioInterval, 2)})`,
      `weights ${(row.weightBytes / 1e6).toFixed(1)} MB`,
      `activations ${(row.activationBytes / 1e6).toFixed(1)} MB`,
      `difference ${row.difference.toExponential(1)}`,
    ].join('  '),
  );
}
if (values.json) {
  const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version };
  await writeFile(values.json, `${JSON.stringify({ ...machine, input: x.shape, rows }, null, 2)}\n`);
}
