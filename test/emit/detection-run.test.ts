/** Post-processing in emitted files: ONNX Runtime and tfjs detect what the reference and the official codes detect. */
import { afterAll, describe, expect, test } from 'vitest';
import { emitOnnx, type OnnxOptions } from '../../compiler/emit/onnx/emit.ts';
import { emitTfjs } from '../../compiler/emit/tfjs/emit.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import { verify } from '../../compiler/ir/verify.ts';
import type { SuppressionSettings } from '../../compiler/ops/detection/settings.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { openNetwork, type OnnxNetwork } from '../../runtime/backends/onnx/network.ts';
import { loadOnnxruntime } from '../../runtime/backends/onnx/onnxruntime.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { detectionsIn, expectDetections } from '../ops/detection-expect.ts';
import {
  asRows,
  denseAttributes,
  denseInputs,
  levels,
  officialTensors,
  proposalAttributes,
  proposalInputs,
  roiAttributes,
  variants,
} from '../ops/detection-fixtures.ts';
import { packedGraph, packedInput, pictureOf } from './packed-graph.ts';
import { loadModel, predict, typeErrors, useBackend } from './tfjs-support.ts';

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
  const network = await openNetwork(ort, 'cpu', {
    model: Buffer.concat([...files.model]),
    layout,
  });
  opened.push(network);
  return network;
}

const retinanet = officialTensors('garden-retinanet49.detections');
const maskRcnn = officialTensors('garden-maskrcnn49.regions');
const [denseShape, ...denseMaps] = denseInputs(retinanet) as [Tensor, ...Tensor[]];

function denseGraph(nms: Partial<SuppressionSettings>): Graph {
  return packedGraph(pictureOf(denseMaps, 0), [128, 256], (build, maps, sizes) => {
    const found = build.op('found', 'dense-detections', [sizes, ...maps], denseAttributes(nms));
    build.output('detections', found);
    for (const field of ['boxes', 'scores', 'classes', 'count'] as const)
      build.output(field, build.op(field, 'detection-field', [found], { field }));
  });
}

/** Both pictures of the fixture, and the first once more. */
const images = packedInput([0, 1, 0].map((n) => pictureOf(denseMaps, n)));
const sizes: Tensor = { dims: [3, 2], data: Float32Array.from([...denseShape.data, ...denseShape.data.slice(0, 2)]) };

function expectSame(actual: Record<string, Tensor>, expected: Record<string, Tensor>): void {
  const { detections, ...rest } = expected;
  expectDetections(actual['detections']!, detectionsIn(detections!));
  for (const [name, { dims, data }] of Object.entries(rest)) {
    expect(actual[name]!.dims, name).toEqual(dims);
    data.forEach((value, i) => expect(Math.abs(actual[name]!.data[i]! - value), `${name} ${i}`).toBeLessThan(0.01));
  }
}

describe('one-stage', () => {
  const hard = Object.entries(variants).filter(([, nms]) => (nms.softNmsSigma ?? 0) === 0);

  test.each([...hard, ['level_', { topKPer: 'level', preNmsTopK: 100, algorithm: 'greedy', pixelOffset: 1 }] as const])(
    'onnx detects what the reference does: %s',
    async (_name, nms) => {
      const graph = denseGraph(nms);
      expect(verify(graph)).toEqual([]);
      const network = await open(graph);
      const expected = evaluateGraph(graph, none, { images, image_shape: sizes });
      expectSame(await network.run(images, { imageShape: sizes }), expected);
    },
  );

  test('soft suppression has no ONNX form', async () => {
    await expect(open(denseGraph({ softNmsSigma: 0.5 }))).rejects.toThrow('soft suppression');
    await expect(open(denseGraph({ iouThreshold: 0.4 }))).rejects.toThrow('in tiles');
  });

  test.each(['cpu', 'wasm'] as const)('tfjs %s detects what the reference does', async (backend) => {
    await useBackend(backend);
    for (const name of ['', 'v2agnostic_', 'v1soft_']) {
      const nms = variants[name]!;
      const graph = denseGraph(nms);
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
    for (const count of [1, 3]) {
      const some = packedInput([0, 1, 0].slice(0, count).map((n) => pictureOf(denseMaps, n)));
      const expected = evaluateGraph(graph, none, { images: some });
      expectSame(await network.run(some), expected);
    }
  });
});

describe('two-stage', () => {
  const inputs = [
    ...proposalInputs(maskRcnn).slice(1),
    ...levels.map((level) => maskRcnn(`endpoint_${level}`)),
    asRows(maskRcnn('class_outputs')),
    asRows(maskRcnn('box_outputs')),
  ];
  /** 40 detections with a mask of 3×3 for each of 5 classes, out of the box deltas. */
  const masks: Tensor = { dims: [40, 3, 3, 5], data: maskRcnn('box_outputs').data.slice(0, 40 * 45) };
  const deltas: Tensor = { dims: [120, 4], data: maskRcnn('box_outputs').data.slice(0, 480) };
  const parts = [...inputs, masks, deltas];
  const graph = packedGraph(parts, [256, 512], (build, values, shape) => {
    const endpoints = values.slice(10, 15);
    const rois = build.op('rois', 'region-proposals', [shape, ...values.slice(0, 10)], proposalAttributes);
    const align = { levels, size: 3, sampleOffset: 0.5 };
    build.output('rois', rois);
    build.output('features', build.op('features', 'multilevel-roi-align', [rois, ...endpoints], align));
    const found = build.op('found', 'roi-detections', [shape, rois, values[15]!, values[16]!], roiAttributes);
    build.output('detections', found);
    build.output('masks', build.op('masks', 'select-masks', [values[17]!, found], {}));
    build.output(
      'refined',
      build.op('refined', 'refine-boxes', [shape, rois, values[18]!], { coder: roiAttributes.coder }),
    );
    const agnostic = { ...roiAttributes, nms: { ...roiAttributes.nms, classAgnostic: true } };
    build.output('agnostic', build.op('agnostic', 'roi-detections', [shape, rois, values[15]!, values[16]!], agnostic));
    const shared = { ...roiAttributes, scores: 'sigmoid' as const, background: false };
    build.output('shared', build.op('shared', 'roi-detections', [shape, rois, values[15]!, values[18]!], shared));
    const few = { ...proposalAttributes, minSize: 20, scoreThreshold: 0.5, algorithm: 'combined' as const };
    build.output('few', build.op('few', 'region-proposals', [shape, ...values.slice(0, 10)], few));
  });
  const input = packedInput([parts, parts, parts]);
  const row = Array.from(maskRcnn('image_shape').data);
  const imageShape: Tensor = { dims: [3, 2], data: Float32Array.from([...row, 200, 300, ...row]) };
  const expected = evaluateGraph(graph, none, { images: input, image_shape: imageShape });

  test('the graph is what it should be', () => {
    expect(verify(graph)).toEqual([]);
    expect(detectionsIn(expected['detections']!).counts[0]).toBe(maskRcnn('num_detections').data[0]);
  });

  test.each(['nchw', 'nhwc'] as const)('onnx, %s', async (layout) => {
    expectSame(await (await open(graph, { layout })).run(input, { imageShape }), expected);
  });

  test.each(['cpu', 'wasm'] as const)('tfjs %s', async (backend) => {
    await useBackend(backend);
    const model = await loadModel(graph);
    expectSame(await predict(model, input, imageShape), expected);
    model.dispose();
  });

  test('generated modules are strict TypeScript', async () => {
    expect(typeErrors({ regions: await emitTfjs(graph), dense: await emitTfjs(denseGraph({})) })).toEqual([]);
  });
});
