/** Winograd convolutions in ONNX Runtime: the same as the reference, little less exact than direct ones, counted rightly. */
import { afterAll, describe, expect, test } from 'vitest';
import { buildOnnxModel } from '../../compiler/emit/onnx/build.ts';
import { emitOnnx, type OnnxOptions } from '../../compiler/emit/onnx/emit.ts';
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import { tensorType } from '../../compiler/ir/tensor-type.ts';
import { totalCost } from '../../compiler/analysis/cost.ts';
import type { Tile } from '../../compiler/ops/winograd/transform.ts';
import { openNetwork, type OnnxNetwork } from '../../runtime/backends/onnx/network.ts';
import { loadOnnxruntime } from '../../runtime/backends/onnx/onnxruntime.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { exactParamReader, paramReader } from '../../runtime/weights/materialize.ts';
import { variedSource } from '../differential/varied-source.ts';
import { randomInputs } from '../property/random-graph.ts';
import { largestDifference, typicalDifference } from './difference.ts';

const opened: OnnxNetwork[] = [];
afterAll(async () => {
  for (const network of opened) await network.dispose();
});

interface Facts {
  readonly tile: Tile | 'direct';
  readonly size?: readonly [number, number];
  readonly channels?: readonly [number, number];
  /** Of the transformed kernel: zeros follow its own. */
  readonly filledUp?: number;
  readonly activation?: 'none' | 'relu' | 'sigmoid';
  readonly vectors?: 0 | 1 | 2;
}

/** Two convolutions of one image, one over the other's result. */
function network({
  tile,
  size = [12, 20],
  channels = [5, 7],
  filledUp,
  activation = 'relu',
  vectors = 1,
}: Facts): Graph {
  const build = new GraphBuilder('winograd');
  const x = build.input('images', tensorType('f32', ['N', ...size, channels[0]]));
  const param = (name: string, ...dims: number[]): string =>
    build.param({
      name,
      type: tensorType('f32', dims),
      initializer: { kind: 'normal', stddev: 0.1 },
      trainable: true,
      regularized: false,
    });
  const conv = (name: string, input: string, inputs: number): string => {
    const kernel = param(`${name}/kernel`, 3, 3, inputs, channels[1]);
    const named = [param(`${name}/bias`, channels[1]), param(`${name}/gamma`, channels[1])].slice(0, vectors);
    const window = { stride: [1, 1], dilation: [1, 1], padding: [1, 1, 1, 1] } as const;
    if (tile === 'direct') return build.op(name, 'conv2d', [input, kernel, ...named], { ...window, activation });
    const tiles = build.has(`${input}/tiles`)
      ? `${input}/tiles`
      : build.op(`${input}/tiles`, 'winograd-input', [input], { tile });
    const outputs = filledUp ?? channels[1];
    const transformed = build.computed(`${name}/transformed`, { kind: 'winograd-kernel', attrs: { tile, outputs } }, [
      kernel,
    ]);
    return build.op(name, 'winograd-conv2d', [tiles, transformed, ...named], {
      tile,
      size,
      outputs: channels[1],
      activation,
    });
  };
  build.section({ id: 'b0', title: 'b0', part: 'backbone' }, () => {
    const first = conv('b0/first', x, channels[0]);
    build.output('first', first);
    build.output('second', conv('b0/second', x, channels[0]));
    build.output('third', conv('b0/third', first, channels[1]));
  });
  return build.build();
}

const source = variedSource(1);

async function run(graph: Graph, options: OnnxOptions, batch = 1) {
  const { ort, reason } = await loadOnnxruntime();
  if (!ort) throw new Error(reason);
  const files = await emitOnnx(graph, paramReader(graph, source), options);
  const model = await openNetwork(ort, 'cpu', {
    model: Buffer.concat([...files.model]),
    layout: options.layout ?? 'nchw',
  });
  opened.push(model);
  return model.run(randomInputs(graph, 3, batch)['images']!);
}

const exact = (graph: Graph, batch = 1) =>
  evaluateGraph(graph, exactParamReader(graph, source), randomInputs(graph, 3, batch), { precision: 'f64' });

const tiles: readonly Tile[] = [
  [2, 1],
  [2, 2],
  [2, 4],
  [4, 1],
  [4, 2],
  [4, 4],
];

describe.each(tiles)('tile %ix%i', (...tile) => {
  test.each<[string, Omit<Facts, 'tile'>, OnnxOptions, number]>([
    ['whole tiles', {}, {}, 1],
    ['tiles that stand out, three pictures', { size: [11, 9] }, {}, 3],
    ['less than a tile', { size: [1, 3] }, {}, 1],
    ['scale and bias per channel', { vectors: 2 }, {}, 2],
    ['nothing after it', { vectors: 0, activation: 'none', size: [5, 8] }, { layout: 'nhwc' }, 1],
    ['sigmoid', { activation: 'sigmoid', size: [7, 8] }, { batch: 2 }, 2],
    ['channels that fill blocks', { channels: [32, 16] }, {}, 1],
    ['channels that zeros fill up', { channels: [16, 9], filledUp: 16, vectors: 2 }, {}, 2],
  ])('%s', async (_name, facts, options, batch) => {
    const graph = network({ tile, ...facts });
    expect(largestDifference(exact(graph, batch), await run(graph, options, batch))).toBeLessThan(3e-6);
  });

  test('float16 kernels are close', async () => {
    const graph = network({ tile, vectors: 2 });
    expect(largestDifference(exact(graph), await run(graph, { dtype: 'f16' }))).toBeLessThan(2e-2);
  });
});

describe('next to a direct convolution, against float64', () => {
  const facts = { size: [40, 40], channels: [256, 128], activation: 'none' } as const;

  test.each<[Tile, number]>([
    [[4, 1], 4],
    [[4, 2], 12],
    [[4, 4], 12],
  ])('the largest and the typical error of tile %s grow at most %i times', async (tile, most) => {
    const direct = network({ tile: 'direct', ...facts });
    const [expected, plain] = [exact(direct), await run(direct, {})];
    const transformed = await run(network({ tile, ...facts }), {});
    for (const name of ['first', 'second']) {
      const largest = (of: typeof plain): number => largestDifference({ [name]: expected[name]! }, of);
      expect(largest(transformed)).toBeLessThan(most * largest(plain));
      const typical = (of: typeof plain): number => typicalDifference(expected[name]!, of[name]);
      expect(typical(transformed)).toBeLessThan(most * typical(plain));
      expect(typical(transformed)).toBeGreaterThan(typical(plain)); // or nothing was transformed
    }
  });
});

test.each(tiles)('multiply-adds of tile %ix%i are those of the Conv nodes', (...tile) => {
  const graph = network({ tile, size: [13, 10], vectors: 2 });
  const { proto, weights } = buildOnnxModel(graph, { batch: 1 });
  const shapes = new Map<string, readonly number[]>([
    ...proto.graph.valueInfo!.map(
      ({ name, type }) => [name!, type!.tensorType!.shape!.dim!.map((d) => Number(d.dimValue))] as const,
    ),
    ...proto.graph.initializer!.map(({ name, dims }) => [name!, dims!.map(Number)] as const),
    ...weights.map(({ name, dims }) => [name, dims] as const),
  ]);
  const macs = proto.graph
    .node!.filter(({ opType }) => opType === 'Conv')
    .reduce((sum, { input, output }) => {
      const [, inputs = 0, height = 0, width = 0] = shapes.get(input![1]!)!;
      return sum + shapes.get(output![0]!)!.reduce((product, d) => product * d, 1) * inputs * height * width;
    }, 0);
  expect(macs).toBe(totalCost(graph).macs);
});
