/**
 * How fast post-processing is: RetinaNet at 640 pixels, 76,725 anchors × 90 classes of seeded logits of which a share is
 * above the score threshold. TypeScript (what the reference and generated modules run) and ONNX Runtime, alternating.
 *
 *   node test/bench/detections.mjs [--rounds 15] [--json file]
 *
 * Prints median and minimum milliseconds per algorithm and share.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import ort from 'onnxruntime-node';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { emitOnnx } from '../../dist/compiler/emit/onnx/emit.js';
import { GraphBuilder } from '../../dist/compiler/ir/builder.js';
import { tensorType } from '../../dist/compiler/ir/tensor-type.js';
import { denseDetections } from '../../dist/compiler/ops/detection/dense.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, json: { type: 'string' } } });
const levels = [3, 4, 5, 6, 7];
const sizes = [80, 40, 20, 10, 5].map((side) => [side, side]);

const settings = (algorithm) => ({
  levels,
  anchors: { scales: 3, aspectRatios: [1, 2, 0.5], size: 3, convention: 'tensorflow' },
  image: [640, 640],
  coder: { weights: [1, 1, 1, 1], pixelOffset: 1, scaleClip: [-Infinity, Math.log(1000 / 16)], order: 'yxhw' },
  background: true,
  nms: {
    algorithm,
    preNmsTopK: 5000,
    topKPer: 'class',
    scoreThreshold: 0.05,
    iouThreshold: 0.5,
    maxDetections: 100,
    classAgnostic: false,
    softNmsSigma: 0,
    pixelOffset: 0,
  },
});

/** Logits of which `share` are above the threshold's (−2.94), and deltas of up to half a side. */
function maps(share) {
  const generator = xoroshiro128plus(7);
  const random = () => (generator.next() >>> 0) / 2 ** 32;
  const logit = () => (random() < share ? -2.9 + 5 * random() : -3 - 4 * random());
  return {
    logits: sizes.map(([h, w]) => Float32Array.from({ length: h * w * 9 * 91 }, logit)),
    deltas: sizes.map(([h, w]) => Float32Array.from({ length: h * w * 9 * 4 }, () => random() - 0.5)),
  };
}

async function onnxSession(algorithm) {
  const build = new GraphBuilder('post');
  const shape = build.input('image_shape', tensorType('f32', ['N', 2]));
  const inputs = [819, 36].flatMap((depth) =>
    sizes.map(([h, w], i) => build.input(`maps_${depth}_${i}`, tensorType('f32', ['N', h, w, depth]))),
  );
  build.section({ id: 'head', title: 'head', part: 'head' }, () =>
    build.output('detections', build.op('found', 'dense-detections', [shape, ...inputs], settings(algorithm))),
  );
  const { model } = await emitOnnx(build.build(), () => new Float32Array(), { layout: 'nhwc' });
  return ort.InferenceSession.create(Buffer.concat([...model]), { logSeverityLevel: 3 });
}

const imageShape = Float32Array.of(640, 640);
const rows = [];
for (const algorithm of ['greedy', 'tiled', 'combined']) {
  const session = await onnxSession(algorithm);
  for (const share of [0.005, 0.05]) {
    const { logits, deltas } = maps(share);
    const tensors = [...logits.map((data, i) => [data, i, 819]), ...deltas.map((data, i) => [data, i, 36])];
    const dims = ([data, i, depth]) => new ort.Tensor('float32', data, [1, ...sizes[i], depth]);
    // The first input goes by the name that pictures have.
    const feeds = { images: new ort.Tensor('float32', imageShape, [1, 2]) };
    for (const entry of tensors) feeds[`maps_${entry[2]}_${entry[1]}`] = dims(entry);
    const sides = {
      typescript: () => denseDetections(settings(algorithm), 1, imageShape, logits, deltas, sizes),
      onnx: () => session.run(feeds),
    };
    const times = { typescript: [], onnx: [] };
    for (let round = 0; round <= Number(values.rounds); round++)
      for (const [side, run] of Object.entries(sides)) {
        const start = performance.now();
        await run();
        if (round > 0) times[side].push(performance.now() - start); // the first warms up
      }
    for (const [side, own] of Object.entries(times)) {
      own.sort((a, b) => a - b);
      const row = { side, algorithm, share, median: own[own.length >> 1], minimum: own[0] };
      rows.push(row);
      console.log(
        `${side.padEnd(10)} ${algorithm.padEnd(8)} ${(100 * share).toFixed(1)} %  median ${row.median.toFixed(1)} ms  minimum ${row.minimum.toFixed(1)} ms`,
      );
    }
  }
}
if (values.json)
  writeFileSync(
    values.json,
    `${JSON.stringify({ cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, rows }, null, 2)}\n`,
  );
