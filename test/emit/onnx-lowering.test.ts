/** Every op kind in ONNX, as text: one golden per interface. `npx vitest -u` rewrites them. */
import { describe, expect, test } from 'vitest';
import { buildOnnxModel } from '../../compiler/emit/onnx/build.ts';
import { onnxText } from '../../compiler/emit/onnx/text.ts';
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import { tensorType, type Dim } from '../../compiler/ir/tensor-type.ts';
import { float16Layers } from '../../compiler/quantize/float16.ts';
import { everyOp } from './every-op.ts';

const golden = (name: string): string => `../golden/onnx/${name}.onnx.txt`;

/** A graph of one section; `body` returns the value of the only output, `endpoint_3`. */
function graphOf(dims: readonly Dim[], body: (build: GraphBuilder, x: string) => string): Graph {
  const build = new GraphBuilder('small');
  const x = build.input('images', tensorType('f32', dims));
  const value = build.section({ id: 'b0', title: 'b0', part: 'backbone' }, () => body(build, x));
  build.output('endpoint_3', value);
  return build.build();
}

describe('text of the graph with every op', () => {
  test('channels-first', async () => {
    await expect(onnxText(buildOnnxModel(everyOp()))).toMatchFileSnapshot(golden('every-op'));
  });

  test('channels-last, from pictures, float16 kernels, fixed batch', async () => {
    const options = { layout: 'nhwc', imageInput: true, dtype: 'f16', batch: 2, specHash: 'abc' } as const;
    await expect(onnxText(buildOnnxModel(everyOp(), options))).toMatchFileSnapshot(golden('every-op-picture-f16'));
  });

  test('computed in float16', async () => {
    const graph = everyOp();
    const nodes = new Set(float16Layers(graph, () => false).map(({ name }) => name));
    const options = { float16: { nodes, spelling: 'float16' } } as const;
    await expect(onnxText(buildOnnxModel(graph, options))).toMatchFileSnapshot(golden('every-op-float16'));
  });
});

test('every value is described once: interface, initialiser or value_info', () => {
  const { proto, weights } = buildOnnxModel(everyOp(), { layout: 'nhwc', dtype: 'f16' });
  const { node, input, output, initializer, valueInfo } = proto.graph;
  const described = [...(input ?? []), ...(output ?? []), ...(initializer ?? []), ...(valueInfo ?? []), ...weights].map(
    (v) => v.name,
  );
  expect(new Set(described).size).toBe(described.length);
  const used = (node ?? []).flatMap((n) => [...(n.input ?? []), ...(n.output ?? [])]).filter((name) => name !== '');
  expect(used.filter((name) => !described.includes(name))).toEqual([]);
  expect(new Set((node ?? []).map((n) => n.name)).size).toBe(node?.length);
});

test('a kernel that two nodes name is one initialiser', () => {
  const { weights } = buildOnnxModel(everyOp());
  expect(weights.filter((w) => w.param === 'b0/kernel')).toHaveLength(1);
});

test('names made up here give way to names of the graph', () => {
  const graph = graphOf(['N', 4, 4, 3], (build, x) => {
    const swish = build.op('b0/unit', 'swish', [x], {});
    const taken = build.op('b0/unit/sigmoid', 'relu', [swish], {});
    return build.op('b0/endpoint_3', 'relu', [taken], {});
  });
  const nodes = buildOnnxModel(graph).proto.graph.node ?? [];
  expect(nodes.map((n) => `${n.name} -> ${n.output?.join()}`)).toEqual([
    'b0/unit/sigmoid_2 -> b0/unit/sigmoid_2',
    'b0/unit -> b0/unit',
    'b0/unit/sigmoid -> b0/unit/sigmoid',
    'b0/endpoint_3 -> endpoint_3',
  ]);
});

test('an inner node called like an output leaves the name to the output', () => {
  const graph = graphOf(['N', 4, 4, 3], (build, x) =>
    build.op('other', 'relu', [build.op('endpoint_3', 'relu', [x], {})], {}),
  );
  const nodes = buildOnnxModel(graph).proto.graph.node ?? [];
  expect(nodes.map((n) => n.output?.join())).toEqual(['endpoint_3_2', 'endpoint_3']);
});

test('the input may be an output', () => {
  const graph = graphOf(['N', 4, 4, 3], (_build, x) => x);
  expect(buildOnnxModel(graph).proto.graph.node?.map((n) => n.opType)).toEqual(['Identity']);
  expect(buildOnnxModel(graph, { layout: 'nhwc' }).proto.graph.node?.map((n) => n.opType)).toEqual([
    'Transpose',
    'Transpose',
  ]);
});

test('what ONNX can not express is SPN4101', () => {
  const graph = graphOf(['N', 12, 4], (build, x) => {
    const vectors = ['gamma', 'beta', 'mean', 'variance'].map((name) =>
      build.param({
        name,
        type: tensorType('f32', [4]),
        initializer: { kind: 'ones' },
        trainable: true,
        regularized: false,
      }),
    );
    return build.op('norm', 'batch-norm', [x, ...vectors], { epsilon: 0 });
  });
  expect(() => buildOnnxModel(graph)).toThrow('SPN4101: ONNX: norm normalises a tensor of rank 3');
});

test('pictures need three channels: SPN4103', () => {
  const graph = graphOf(['N', 4, 4, 5], (build, x) => build.op('y', 'relu', [x], {}));
  expect(() => buildOnnxModel(graph, { imageInput: true })).toThrow('SPN4103');
});
