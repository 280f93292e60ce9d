/** What `--optimize-for` changes about the ONNX file, and what it does not: order, kernels that are shared, bytes, exactness. */
import { afterAll, describe, expect, test } from 'vitest';
import { buildOnnxModel } from '../../compiler/emit/onnx/build.ts';
import { emitOnnx } from '../../compiler/emit/onnx/emit.ts';
import { totalWeightBytes } from '../../compiler/emit/onnx/model.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { optimizationGoals, type PassChoice } from '../../compiler/passes/choice.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { openNetwork, type OnnxNetwork } from '../../runtime/backends/onnx/network.ts';
import { loadOnnxruntime } from '../../runtime/backends/onnx/onnxruntime.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { exactParamReader, paramReader } from '../../runtime/weights/materialize.ts';
import { variedSource } from '../differential/varied-source.ts';
import { atSize, spinenet49, withRetinanet } from '../lower/published.ts';
import { randomInputs } from '../property/random-graph.ts';
import { tensorDifference } from './difference.ts';

const opened: OnnxNetwork[] = [];
afterAll(async () => {
  for (const network of opened) await network.dispose();
});

const large = lower(withRetinanet(spinenet49)).value!;

describe.each(optimizationGoals)('%s', (goal) => {
  const { graph } = optimize(large, { level: 'O2', goal, target: 'onnx' });
  const model = buildOnnxModel(graph);

  test('ONNX nodes are listed in the order of the schedule', () => {
    const position = new Map(model.proto.graph.node!.map(({ name }, at) => [name!, at]));
    const listed = graph.nodes.flatMap(({ name }) => position.get(name) ?? []);
    expect(listed.length).toBeGreaterThan(200);
    expect(listed).toEqual([...listed].sort((a, b) => a - b));
  });

  test('no weight is stored twice in the same form', () => {
    const stored = model.weights.map(({ param, slice, times, layout, dims }) =>
      [param, slice, times, layout, ...dims].join(' '),
    );
    expect(new Set(stored).size).toBe(stored.length);
  });
});

test.each(['memory', 'size'] as const)('%s: at most 115 MB, and no norm that runtimes would fold per level', (goal) => {
  const { graph } = optimize(large, { level: 'O2', goal, target: 'onnx' });
  const model = buildOnnxModel(graph);
  expect(model.proto.graph.node!.some(({ opType }) => opType === 'BatchNormalization')).toBe(false);
  expect(totalWeightBytes(model)).toBeLessThan(114.5e6); // names and shapes are 0.1 MB more
});

test('outputs are as exact as those of the network that was not optimised', async () => {
  const spec = withRetinanet(
    { ...atSize(spinenet49, 128), scale: { ...spinenet49.scale, filters: 0.25, endpointFilters: 32 } },
    { filters: 32, classes: 3, convs: 2 },
  );
  const lowered = lower(spec).value!;
  const source = variedSource(5);
  const inputs = randomInputs(lowered, 3);
  const exact = evaluateGraph(lowered, exactParamReader(lowered, source), inputs, { precision: 'f64' });
  const run = async (choice: PassChoice): Promise<Readonly<Record<string, Tensor>>> => {
    const { ort, reason } = await loadOnnxruntime();
    if (!ort) throw new Error(reason);
    const graph: Graph = optimize(lowered, choice).graph;
    const files = await emitOnnx(graph, paramReader(graph, source), {});
    const network = await openNetwork(ort, 'cpu', { model: Buffer.concat([...files.model]), layout: 'nchw' });
    opened.push(network);
    return network.run(inputs['images']!);
  };
  const plain = await run({ level: 'O0' });
  for (const goal of ['memory', 'size'] as const) {
    const optimized = await run({ level: 'O2', goal, target: 'onnx' });
    for (const [name, tensor] of Object.entries(exact)) {
      const [before, after] = [plain, optimized].map((outputs) => tensorDifference(tensor, outputs[name]));
      expect(after, `${goal}: ${name}`).toBeLessThan(1.5 * before!);
    }
  }
});
