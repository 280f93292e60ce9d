/** Post-processing in emitted files: ONNX Runtime and tfjs detect what the reference and the official codes detect. */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { buildOnnxModel } from '../../compiler/emit/onnx/build.ts';
import { emitOnnx, type OnnxOptions } from '../../compiler/emit/onnx/emit.ts';
import { onnxText } from '../../compiler/emit/onnx/text.ts';
import { emitTfjs } from '../../compiler/emit/tfjs/emit.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import { parseGraph } from '../../compiler/ir/parse.ts';
import { printGraph } from '../../compiler/ir/print.ts';
import { verify } from '../../compiler/ir/verify.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { planMemory } from '../../compiler/passes/memory-plan.ts';
import { openNetwork, type OnnxNetwork } from '../../runtime/backends/onnx/network.ts';
import { loadOnnxruntime } from '../../runtime/backends/onnx/onnxruntime.ts';
import { requiringSizes } from '../../runtime/backends/onnx/sized-model.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { detectionsIn, expectDetections } from '../ops/detection-expect.ts';
import { variants } from '../ops/detection-fixtures.ts';
import {
  denseGraph,
  densePictures,
  detectorGraph,
  manyParts,
  maskRcnn,
  regionGraph,
  regionParts,
  tinyGraph,
} from './detection-graphs.ts';
import { expectModule } from './module-golden.ts';
import { packedInput } from './packed-graph.ts';
import { loadModel, predict, tf, typeErrors, useBackend } from './tfjs-support.ts';

const opened: OnnxNetwork[] = [];
afterAll(async () => {
  for (const network of opened) await network.dispose();
});

const none = (): never => {
  throw new Error('these graphs have no params');
};

async function open(graph: Graph, options: OnnxOptions = {}): Promise<OnnxNetwork> {
  const { ort, reason } = await loadOnnxruntime();
  if (!ort) throw new Error(reason);
  const { layout = 'nchw' } = options;
  const files = await emitOnnx(graph, none, { requiredInputs: true, ...options });
  const network = await openNetwork(ort, 'cpu', { model: Buffer.concat([...files.model]), layout });
  opened.push(network);
  return network;
}

const { images, sizes } = densePictures([0, 1, 0]);

function expectSame(actual: Record<string, Tensor>, expected: Record<string, Tensor>): void {
  const { detections, ...rest } = expected;
  if (detections) expectDetections(actual['detections']!, detectionsIn(detections));
  for (const [name, { dims, data }] of Object.entries(rest)) {
    expect(actual[name]!.dims, name).toEqual(dims);
    data.forEach((value, i) => expect(Math.abs(actual[name]!.data[i]! - value), `${name} ${i}`).toBeLessThan(0.01));
  }
}

describe('one-stage', () => {
  const hard = Object.entries(variants).filter(([, nms]) => (nms.softNmsSigma ?? 0) === 0);
  const further = [
    ['level_', { topKPer: 'level', preNmsTopK: 100, algorithm: 'greedy', pixelOffset: 1 }],
    ['crowded_', { preNmsTopK: 20, algorithm: 'greedy' }],
  ] as const;

  test.each([...hard, ...further])('onnx detects what the reference does: %s', async (_name, nms) => {
    const graph = denseGraph(nms);
    expect(verify(graph)).toEqual([]);
    const network = await open(graph);
    const expected = evaluateGraph(graph, none, { images, image_shape: sizes });
    expectSame(await network.run(images, { imageShape: sizes }), expected);
  });

  test('soft suppression and low thresholds in tiles have no ONNX form', async () => {
    await expect(open(denseGraph({ softNmsSigma: 0.5 }))).rejects.toThrow('soft suppression');
    await expect(open(denseGraph({ iouThreshold: 0.4 }))).rejects.toThrow('in tiles');
  });

  test.each(['cpu', 'wasm'] as const)('tfjs %s detects what the reference does', async (backend) => {
    await useBackend(backend);
    for (const name of ['', 'v2agnostic_', 'v1soft_']) {
      const graph = denseGraph(variants[name]!);
      const model = await loadModel(graph);
      const expected = evaluateGraph(graph, none, { images, image_shape: sizes });
      expectSame(await predict(model, images, sizes), expected);
      model.dispose();
    }
  });

  test.each([
    ['nothing', { scoreThreshold: 0.999 }],
    ['more than there is room for', { maxDetections: 7 }],
    ['fewer than there is room for', { maxDetections: 3000, scoreThreshold: 0.3 }],
  ] as const)('%s', async (_name, nms) => {
    const graph = denseGraph(nms);
    // As compiled files have it: what the pictures' sizes are by default is in the file.
    const network = await open(graph, { requiredInputs: false });
    for (const pictures of [[1], [0, 1, 0]]) {
      const some = densePictures(pictures).images;
      expectSame(await network.run(some), evaluateGraph(graph, none, { images: some }));
    }
  });
});

test('a compiled file whose sizes are an initialiser takes them when they are made an input', async () => {
  const graph = denseGraph({});
  const { model } = await emitOnnx(graph, none);
  const bytes = Buffer.concat([...model]);
  const { ort } = await loadOnnxruntime();
  const optional = await openNetwork(ort!, 'cpu', { model: bytes, layout: 'nchw', wholePicture: [128, 256] });
  opened.push(optional);
  expect(optional.outputNames).toContain('count');
  const required = requiringSizes(bytes)!;
  expect(required.filter((byte, i) => byte !== bytes[i]).length).toBe(1);
  const network = await openNetwork(ort!, 'cpu', { model: required, layout: 'nchw', wholePicture: [128, 256] });
  opened.push(network);
  const expected = evaluateGraph(graph, none, { images, image_shape: sizes });
  expectSame(await network.run(images, { imageShape: sizes }), expected);
  expectSame(await network.run(images), evaluateGraph(graph, none, { images }));
  expect(requiringSizes(required)).toBeUndefined();
});

describe('two-stage', () => {
  const input = packedInput([regionParts, regionParts, regionParts]);
  const row = Array.from(maskRcnn('image_shape').data);
  const imageShape: Tensor = { dims: [3, 2], data: Float32Array.from([...row, 200, 300, ...row]) };
  const expected = evaluateGraph(regionGraph, none, { images: input, image_shape: imageShape });

  test('the graph is what it should be', () => {
    expect(verify(regionGraph)).toEqual([]);
    expect(detectionsIn(expected['detections']!).counts[0]).toBe(maskRcnn('num_detections').data[0]);
  });

  test.each([
    ['nothing', { scoreThreshold: 0.9999 }, 0, 0],
    ['more than a hundred', { scoreThreshold: 1e-4, iouThreshold: 0.9 }, 101, 150],
  ] as const)('onnx: %s', async (_name, nms, least, most) => {
    const graph = detectorGraph(nms);
    const network = await open(graph, { requiredInputs: false });
    for (const batch of [1, 3]) {
      const some = packedInput(Array.from({ length: batch }, () => manyParts));
      const wanted = evaluateGraph(graph, none, { images: some });
      const counts = detectionsIn(wanted['detections']!).counts;
      expect(Math.min(...Array.from(counts))).toBeGreaterThanOrEqual(least);
      expect(Math.max(...Array.from(counts))).toBeLessThanOrEqual(most);
      expectSame(await network.run(some), wanted);
    }
  });

  test.each(['nchw', 'nhwc'] as const)('onnx, %s', async (layout) => {
    expectSame(await (await open(regionGraph, { layout })).run(input, { imageShape }), expected);
  });

  test.each(['cpu', 'wasm'] as const)('tfjs %s', async (backend) => {
    await useBackend(backend);
    const model = await loadModel(regionGraph);
    expectSame(await predict(model, input, imageShape), expected);
    model.dispose();
  });
});

describe('a tiny detector', () => {
  const graph = tinyGraph();
  const golden = (name: string): string => fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
  const x = { dims: [2, 70, 1, 1], data: Float32Array.from({ length: 140 }, (_, i) => Math.sin(i)) };

  test('as text', async () => {
    expect(parseGraph(printGraph(graph))).toEqual(graph);
    await expect(onnxText(buildOnnxModel(graph))).toMatchFileSnapshot(golden('onnx/tiny-detector.onnx.txt'));
    await expectModule(await emitTfjs(graph), 'tiny-detector');
  });

  test('modules are strict TypeScript', async () => {
    const modules = { tiny: graph, regions: regionGraph, dense: denseGraph({}) };
    const texts = await Promise.all(Object.entries(modules).map(async ([name, own]) => [name, await emitTfjs(own)]));
    expect(typeErrors(Object.fromEntries(texts) as Record<string, string>)).toEqual([]);
  });

  test('a run in tfjs leaves nothing behind, and holds what the plan says in its kernels', async () => {
    await useBackend('cpu');
    const model = await loadModel(graph);
    const before = tf.memory();
    const tensor = tf.tensor4d(x.data, [2, 70, 1, 1]);
    const shape = tf.tensor2d([16, 16, 9, 12], [2, 2]);
    let outputs: Record<string, tf.Tensor> = {};
    const profile = await tf.profile(async () => Object.values((outputs = await model.predict(tensor, shape))));
    const plan = planMemory(graph, 2);
    const kernels = profile.kernels.map((kernel) => kernel.totalBytesSnapshot - before.numBytes);
    expect(kernels).toEqual(plan.liveBytesDuring.slice(0, kernels.length));
    expect(tf.memory().numBytes - before.numBytes).toBe(plan.inputBytes + plan.outputBytes);
    tf.dispose([tensor, shape, ...Object.values(outputs)]);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    model.dispose();
  });

  test('sizes of pictures that do not fit are refused', async () => {
    await useBackend('cpu');
    const model = await loadModel(graph);
    const tensor = tf.tensor4d(x.data, [2, 70, 1, 1]);
    const wrong = tf.tensor2d([16, 16], [1, 2]);
    await expect(model.predict(tensor, wrong)).rejects.toThrow(
      'packed takes imageShape float32 [2,2], not float32 [1,2]',
    );
    tf.dispose([tensor, wrong]);
    model.dispose();
  });
});
