/** Networks in float16: which nodes, what stays in float32 and why, and that ONNX Runtime runs what is written. */
import onnxProto from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { emitOnnx } from '../../compiler/emit/onnx/emit.ts';
import type { Graph, StoredParam } from '../../compiler/ir/graph.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { float16Layers, type Float16Plan } from '../../compiler/quantize/float16.ts';
import { openNetwork } from '../../runtime/backends/onnx/network.ts';
import { loadOnnxruntime } from '../../runtime/backends/onnx/onnxruntime.ts';
import { chooseFloat16, type Float16Options } from '../../runtime/quantize/float16.ts';
import { noiseInputs } from '../../runtime/quantize/inputs.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { paramReader } from '../../runtime/weights/materialize.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';
import { seededSource } from '../../runtime/weights/seeded.ts';
import { typicalDifference } from '../emit/difference.ts';
import { graphOf } from '../passes/rewriting.ts';
import { slim, slimRetinanet } from './slim.ts';

const optimized = (graph: Graph): Graph => optimize(graph, { level: 'O2', goal: 'size', verify: true }).graph;
const retinanet = optimized(slim({ head: slimRetinanet }));

/** As initialised, but for kernels that are so small in heads that float16 does not hold what they make. */
const weights: ParamSource = {
  description: 'varied',
  read: (param: StoredParam) => {
    const values = seededSource(1).read(param);
    return /^head\/.*kernel$/.test(param.name) || /^(class|box)/.test(param.name) ? values.map((v) => 10 * v) : values;
  },
};

const settings: Float16Options = { keeps: () => false, minimumSnr: 25 };
const inputsOf = (graph: Graph, count = 2) => noiseInputs(graph.inputs[0]!.type.dims, count);

async function emitted(graph: Graph, float16?: Float16Plan, source = weights): Promise<Buffer> {
  const { model } = await emitOnnx(graph, paramReader(graph, source), { float16 });
  return Buffer.concat([...model]);
}

async function outputsOf(graph: Graph, float16?: Float16Plan, source = weights) {
  const { ort } = await loadOnnxruntime();
  const network = await openNetwork(ort!, 'cpu', { model: await emitted(graph, float16, source), layout: 'nchw' });
  for await (const input of inputsOf(graph, 1)()) {
    const outputs = await network.run(input);
    await network.dispose();
    return outputs;
  }
  throw new Error('no input');
}

async function referenceOf(graph: Graph) {
  const types = new Map(graph.params.map(({ name, type }) => [name, type.dims.map(Number)]));
  const read = paramReader(graph, weights);
  for await (const input of inputsOf(graph, 1)())
    return evaluateGraph(graph, (name) => ({ dims: types.get(name)!, data: read(name) }), {
      [graph.inputs[0]!.id]: input,
    });
  throw new Error('no input');
}

const conv = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}';
const small = graphOf(`graph g
     input x : f32[N,4,4,2]
     param kernel : f32[1,1,2,2] ~ ones
     param vector : f32[2] ~ ones
     section s
       up = upsample-nearest(x) {factor: [2,2]}
       a/conv = conv2d(up, kernel) ${conv}
       b/conv = conv2d(up, kernel, vector) ${conv}
       sum = add(a/conv, b/conv)
       norm = batch-norm(sum, vector, vector, vector, vector) {epsilon: 0.001}
       mixed = add(norm, sum)
       mean = global-average-pool(mixed)
       gated = multiply(mixed, mean)
       c/conv = conv2d(gated, kernel) ${conv}
     output y = c/conv
    `);

describe('selection', () => {
  const names = (...kept: string[]) => float16Layers(small, ({ name }) => kept.includes(name)).map(({ name }) => name);

  test('convs and what follows them; means and norms stay in float32, copies of the picture too', () => {
    expect(names()).toEqual(['a/conv', 'b/conv', 'sum', 'mixed', 'gated', 'c/conv']);
  });

  test('what is kept takes along what follows only from it', () => {
    expect(names('a/conv')).toEqual(['b/conv', 'sum', 'mixed', 'gated', 'c/conv']);
    expect(names('a/conv', 'b/conv')).toEqual(['c/conv']);
  });
});

describe('a slim SpineNet with RetinaNet', () => {
  test('every layer is exact to 60 dB, the file is half as large, its outputs are near', async () => {
    const { plan, layers, overflows } = await chooseFloat16(
      { graph: retinanet, weights },
      inputsOf(retinanet),
      settings,
    );
    expect(overflows).toEqual([]);
    expect(layers.length).toBeGreaterThan(150);
    for (const { layer, snr } of layers) expect(snr, layer.name).toBeGreaterThan(60);
    expect(plan.nodes.size).toBe(retinanet.nodes.length);
    const [exact, half] = [await emitOnnx(retinanet, paramReader(retinanet, weights)), await emitted(retinanet, plan)];
    expect(half.length).toBeLessThan(0.5 * exact.weightBytes + 250_000); // the graph itself
    const [wide, narrow] = [await outputsOf(retinanet), await outputsOf(retinanet, plan)];
    for (const [name, tensor] of Object.entries(wide))
      expect(typicalDifference(tensor, narrow[name])).toBeLessThan(0.02);
  });

  test('rounded to float16 at every step the outputs are near the reference evaluator', async () => {
    const plan: Float16Plan = { nodes: new Set(retinanet.nodes.map(({ name }) => name)), spelling: 'rounded' };
    const rounded = await outputsOf(retinanet, plan);
    const exact = await referenceOf(retinanet);
    for (const [name, tensor] of Object.entries(exact)) {
      const difference = typicalDifference(tensor, rounded[name]);
      expect(difference, name).toBeLessThan(0.05);
      expect(difference, name).toBeGreaterThan(1e-4);
    }
  });

  test('types say float16 inside and float32 at the border; kernels are stored once, as they are computed with', async () => {
    const plan: Float16Plan = { nodes: new Set(retinanet.nodes.map(({ name }) => name)), spelling: 'float16' };
    const { graph } = onnxProto.onnx.ModelProto.decode(await emitted(retinanet, plan));
    const type = (value: { type?: { tensorType?: { elemType?: number | null } | null } | null }) =>
      value.type?.tensorType?.elemType;
    expect(new Set([...graph!.input!, ...graph!.output!].map(type))).toEqual(new Set([1]));
    const casts = graph!.node!.filter(({ opType }) => opType === 'Cast');
    expect(casts).toHaveLength(1 + retinanet.outputs.length);
    const large = graph!.initializer!.filter(({ dims }) => dims!.length === 4);
    expect(large.length).toBeGreaterThan(100);
    for (const { dataType, name } of large) expect(dataType, name!).toBe(10);
  });

  test('without inputs it is weights that are looked at', async () => {
    const { plan, layers } = await chooseFloat16({ graph: retinanet, weights }, undefined, settings);
    expect([plan.nodes.size, layers]).toEqual([retinanet.nodes.length, []]);
  });
});

test('post-processing is in float32', async () => {
  const graph = optimized(slim({ head: slimRetinanet }, { detections: true }));
  const { plan } = await chooseFloat16({ graph, weights }, undefined, settings);
  const outside = graph.nodes.filter(({ name }) => !plan.nodes.has(name)).map(({ kind }) => kind);
  expect(outside).toEqual(['dense-detections', ...Array<string>(4).fill('detection-field')]);
  const outputs = await outputsOf(graph, plan);
  expect(Object.keys(outputs).sort()).toEqual(['boxes', 'classes', 'num_detections', 'scores']);
});

test('a network with swish', async () => {
  const graph = optimized(slim({ activation: 'swish' }));
  const { plan, layers } = await chooseFloat16({ graph, weights }, inputsOf(graph, 1), settings);
  for (const { layer, snr } of layers) expect(snr, layer.name).toBeGreaterThan(55);
  const [wide, narrow] = [await outputsOf(graph), await outputsOf(graph, plan)];
  for (const [name, tensor] of Object.entries(wide)) expect(typicalDifference(tensor, narrow[name])).toBeLessThan(0.02);
});

describe('numbers that float16 has not', () => {
  const scaled = (factor: number, name: RegExp): ParamSource => ({
    description: 'scaled',
    read: (param) => weights.read(param).map((value) => (name.test(param.name) ? factor * value : value)),
  });

  test('values near its largest keep the layers that read or make them in float32, the others not', async () => {
    const source = scaled(1e5, /^endpoint_3\/gamma$/);
    const { plan, overflows } = await chooseFloat16(
      { graph: retinanet, weights: source },
      inputsOf(retinanet),
      settings,
    );
    expect(overflows.map(({ layer }) => layer.name)).toContain('endpoint_3');
    for (const { layer, largest } of overflows) {
      expect(plan.nodes.has(layer.name)).toBe(false);
      expect(largest).toBeGreaterThan(65504 / 2);
    }
    expect(plan.nodes.size).toBeGreaterThan(100);
    const outputs = await outputsOf(retinanet, plan, source);
    for (const { data } of Object.values(outputs)) expect(data.every(Number.isFinite)).toBe(true);
  });

  test('weights beyond it are found without inputs', async () => {
    const source = scaled(1e8, /^endpoint_3\/gamma$/);
    const { overflows } = await chooseFloat16({ graph: retinanet, weights: source }, undefined, settings);
    expect(overflows.map(({ layer }) => layer.name)).toEqual(['endpoint_3']);
  });

  const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
    const error: unknown = await work.catch((reason: unknown) => reason);
    return error instanceof DiagnosticError ? error.diagnostics[0]?.code : undefined;
  };

  test('values that are infinite in float32 already are said', async () => {
    const source = scaled(1e30, /gamma$/);
    const choosing = chooseFloat16({ graph: retinanet, weights: source }, inputsOf(retinanet), settings);
    expect(await codeOf(choosing)).toBe('SPN4914');
  });

  test('nothing is left', async () => {
    const kept = { ...settings, keeps: () => true };
    expect(await codeOf(chooseFloat16({ graph: retinanet, weights }, undefined, kept))).toBe('SPN4911');
    const vast = { ...weights, read: (param: StoredParam) => weights.read(param).map(() => 1e5) };
    const said = chooseFloat16({ graph: retinanet, weights: vast }, undefined, settings);
    await expect(said).rejects.toThrow(/every layer is to stay in float32; \d+ hold numbers near or beyond/);
    const strict = { ...settings, minimumSnr: 200 };
    expect(await codeOf(chooseFloat16({ graph: retinanet, weights }, inputsOf(retinanet, 1), strict))).toBe('SPN4911');
  });
});
