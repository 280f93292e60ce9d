/** Small networks quantised and run in ONNX Runtime: how exact they are, and that its integer kernels compute them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import { afterAll, describe, expect, test } from 'vitest';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { emitOnnx } from '../../compiler/emit/onnx/emit.ts';
import type { Graph, StoredParam } from '../../compiler/ir/graph.ts';
import { equalizeLayers } from '../../compiler/passes/equalize-layers.ts';
import { integerPasses } from '../../compiler/passes/levels.ts';
import { optimize, runPasses } from '../../compiler/passes/manager.ts';
import type { Quantization } from '../../compiler/quantize/quantization.ts';
import { openNetwork } from '../../runtime/backends/onnx/network.ts';
import { loadOnnxruntime } from '../../runtime/backends/onnx/onnxruntime.ts';
import { noiseInputs } from '../../runtime/quantize/inputs.ts';
import { quantize, type QuantizeOptions } from '../../runtime/quantize/quantize.ts';
import { paramReader } from '../../runtime/weights/materialize.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';
import { seededSource } from '../../runtime/weights/seeded.ts';
import { typicalDifference } from '../emit/difference.ts';
import { slim, slimRetinanet } from './slim.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinec-quantize-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inIntegers = (graph: Graph): Graph => runPasses(optimize(graph).graph, integerPasses, { verify: true }).graph;
const retinanet = inIntegers(slim({ head: slimRetinanet }));

/** Initial values, and norms that differ from level to level. */
const weights: ParamSource = {
  description: 'varied',
  read: (param: StoredParam) => {
    const values = seededSource(1).read(param);
    const varies = /\/(gamma|moving_variance)$/.test(param.name);
    const level = Number(/norm\d\/(\d)\//.exec(param.name)?.[1] ?? 0);
    return varies ? values.map((value, i) => value * (0.5 + ((i * 7 + level * 3) % 11) / 8)) : values;
  },
};

const settings: QuantizeOptions = {
  activations: 'uint8',
  symmetric: false,
  biases: 'int32',
  method: 'min-max',
  share: 0.9999,
  weightLevels: 127,
  keeps: () => false,
  minimumSnr: 25,
};
/** Relative root mean square at the outputs: random weights amplify what rounding does, layer by layer. */
const endToEnd = 0.2;

const inputsOf = (graph: Graph, count = 2) => noiseInputs(graph.inputs[0]!.type.dims, count);
const quantized = (graph: Graph, options: Partial<QuantizeOptions> = {}) =>
  quantize({ graph, weights }, inputsOf(graph), { ...settings, ...options });

async function outputsOf(graph: Graph, quantization?: Quantization, optimized?: string) {
  const { ort } = await loadOnnxruntime();
  const { model } = await emitOnnx(graph, paramReader(graph, weights), { quantization });
  const options = optimized === undefined ? {} : { optimizedModelFilePath: optimized };
  const network = await openNetwork(ort!, 'cpu', { model: Buffer.concat([...model]), layout: 'nchw' }, options);
  for await (const input of inputsOf(graph, 1)()) {
    const outputs = await network.run(input);
    await network.dispose();
    return outputs;
  }
  throw new Error('no input');
}

/** Ops of the model that ONNX Runtime makes of a file when it loads it. */
async function runOps(graph: Graph, quantization: Quantization): Promise<Record<string, number>> {
  const file = join(folder, 'optimized.onnx');
  await outputsOf(graph, quantization, file);
  const counts: Record<string, number> = {};
  for (const { opType } of onnxProto.onnx.ModelProto.decode(readFileSync(file)).graph!.node!)
    counts[opType!] = (counts[opType!] ?? 0) + 1;
  return counts;
}

describe('a slim SpineNet with RetinaNet', () => {
  test('every layer is exact to 30 dB, outputs are near, and integers compute all of it', async () => {
    const { quantization, layers } = await quantized(retinanet);
    expect(layers.length).toBeGreaterThan(150);
    for (const { layer, snr } of layers) expect(snr, layer.name).toBeGreaterThan(30);
    const [exact, rounded] = [await outputsOf(retinanet), await outputsOf(retinanet, quantization)];
    for (const [name, tensor] of Object.entries(exact))
      expect(typicalDifference(tensor, rounded[name])).toBeLessThan(endToEnd);

    const ops = await runOps(retinanet, quantization);
    const convs = retinanet.nodes.filter(({ kind }) => kind === 'conv2d').length;
    const sums = retinanet.nodes.filter(({ kind }) => kind === 'add').length;
    expect(ops).toMatchObject({ QLinearConv: convs, QLinearAdd: sums, QuantizeLinear: 1, DequantizeLinear: 10 });
    expect(Object.keys(ops).filter((op) => /^(Conv|Add|Relu|MaxPool|FusedConv)$/.test(op))).toEqual([]);
  });

  test('levels of the head share the integers of their kernels, with scales of their own', async () => {
    const { quantization } = await quantized(retinanet);
    const kernelOf = (name: string) =>
      quantization.kernels.get(retinanet.nodes.find((n) => n.name === name)!.inputs[1]!)!;
    const [third, fifth] = [kernelOf('class_3/conv1'), kernelOf('class_5/conv1')];
    expect(fifth.source).toBe(third.source);
    expect(fifth.scales).not.toEqual(third.scales);
    const sources = new Set([...quantization.kernels.values()].map(({ source }) => source));
    // Two convs in each of two heads, on five levels.
    expect(sources.size).toBe(quantization.kernels.size - 2 * 2 * 4);
  });

  test('symmetric activations and float32 biases are what TensorRT takes', async () => {
    const { quantization } = await quantized(retinanet, { activations: 'int8', symmetric: true, biases: 'float32' });
    expect([...quantization.values.values()].every(({ zeroPoint }) => zeroPoint === 0)).toBe(true);
    const [exact, rounded] = [await outputsOf(retinanet), await outputsOf(retinanet, quantization)];
    for (const [name, tensor] of Object.entries(exact))
      expect(typicalDifference(tensor, rounded[name])).toBeLessThan(endToEnd);
  });

  test.each(['percentile', 'entropy'] as const)('%s makes ranges smaller, layers keep 20 dB', async (method) => {
    const widest = await quantized(retinanet);
    const { quantization, layers } = await quantized(retinanet, { method, share: 0.999, minimumSnr: 20 });
    for (const [value, { scale }] of quantization.values)
      expect(scale).toBeLessThanOrEqual(widest.quantization.values.get(value)!.scale * (1 + 1e-6));
    for (const { layer, snr } of layers) expect(snr, layer.name).toBeGreaterThan(20);
  });

  test('equalised it computes the same, and integers still do', async () => {
    const { graph } = equalizeLayers.run(retinanet);
    const { quantization } = await quantized(graph);
    const [exact, even, rounded] = [
      await outputsOf(retinanet),
      await outputsOf(graph),
      await outputsOf(graph, quantization),
    ];
    for (const [name, tensor] of Object.entries(exact)) {
      expect(typicalDifference(tensor, even[name])).toBeLessThan(1e-4);
      expect(typicalDifference(tensor, rounded[name])).toBeLessThan(endToEnd);
    }
  });

  test('kept and noisy layers are computed in float32', async () => {
    const { layers } = await quantized(retinanet);
    const sorted = layers.map(({ snr }) => snr).sort((a, b) => a - b);
    const minimumSnr = (sorted[4]! + sorted[5]!) / 2;
    const keeps = ({ name }: { readonly name: string }) => name === 'stem/conv';
    const { quantization, layers: tried } = await quantized(retinanet, { minimumSnr, keeps });
    expect(quantization.nodes.has('stem/conv')).toBe(false);
    for (const { layer, snr } of tried) if (snr < minimumSnr) expect(quantization.nodes.has(layer.name)).toBe(false);
    const ops = await runOps(retinanet, quantization);
    const inFloat = retinanet.nodes.filter(
      ({ kind, name }) => kind === 'conv2d' && !quantization.nodes.has(name),
    ).length;
    expect(inFloat).toBeGreaterThan(0);
    expect((ops['Conv'] ?? 0) + (ops['FusedConv'] ?? 0)).toBe(inFloat);
    const [exact, rounded] = [await outputsOf(retinanet), await outputsOf(retinanet, quantization)];
    for (const [name, tensor] of Object.entries(exact))
      expect(typicalDifference(tensor, rounded[name])).toBeLessThan(endToEnd);
  });
});

test('a network with swish', async () => {
  const graph = inIntegers(slim({ activation: 'swish' }));
  const { quantization } = await quantized(graph);
  const ops = await runOps(graph, quantization);
  expect(ops['QLinearSigmoid']).toBeGreaterThan(50);
  const [exact, rounded] = [await outputsOf(graph), await outputsOf(graph, quantization)];
  for (const [name, tensor] of Object.entries(exact))
    expect(typicalDifference(tensor, rounded[name])).toBeLessThan(endToEnd);
});

describe('says what is wrong', () => {
  const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
    const error: unknown = await work.catch((reason: unknown) => reason);
    return error instanceof DiagnosticError ? error.diagnostics[0]?.code : undefined;
  };

  test('nothing is left', async () => {
    expect(await codeOf(quantized(retinanet, { keeps: () => true }))).toBe('SPN4911');
  });

  test('a weight that is no number', async () => {
    const broken: ParamSource = { description: 'broken', read: (param) => weights.read(param).fill(NaN, 0, 1) };
    expect(await codeOf(quantize({ graph: retinanet, weights: broken }, inputsOf(retinanet), settings))).toBe(
      'SPN4914',
    );
  });
});
