/**
 * Mask R-CNN of the model garden from its endpoints on, on every target: proposals, box head, detections and masks of the
 * official run. The endpoints themselves are `official.test.ts`'s affair: random weights amplify what float32 rounds there
 * (2e-4 by the last endpoint), and proposals of nearly equal scores then come in another order.
 */
import { describe, expect, it, test } from 'vitest';
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import { valueTypes, type Graph, type ValueId } from '../../compiler/ir/graph.ts';
import { sizeAt, tensorType, type TensorType } from '../../compiler/ir/tensor-type.ts';
import { lower } from '../../compiler/lower/lower.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { backends } from '../../runtime/backends/table.ts';
import { maskRcnnRun, officialParams, openFixture } from './official-runs.ts';
import { firstPicture, relativeError } from './official-sections.ts';

const graph = lower(maskRcnnRun.spec, { taps: [3, 4, 5, 6, 7].map((level) => `endpoint_${level}`) }).value!;
const { match, read } = officialParams(graph, maskRcnnRun);
const files = ['garden-maskrcnn49.io', 'garden-maskrcnn49.regions'].map(openFixture);

function official(name: string): Tensor {
  const file = files.find(({ tensors }) => tensors.has(name))!;
  return { dims: file.tensors.get(name)!.dims, data: file.readFloats(name) };
}

const endpoints: ReadonlyMap<ValueId, Tensor> = new Map(
  graph.outputs.flatMap(({ name, value }) => (name.startsWith('endpoint_') ? [[value, official(name)] as const] : [])),
);

/** Everything after the backbone, for one picture: the finest endpoint is the input, the others are params. */
function withoutBackbone(): Graph {
  const build = new GraphBuilder('mask-rcnn');
  const types = valueTypes(graph);
  const fixed = ({ dtype, dims }: TensorType): TensorType =>
    tensorType(
      dtype,
      dims.map((d) => sizeAt(d, 1)),
    );
  [...endpoints.keys()].forEach((id, i) => {
    if (i === 0) build.input(id, fixed(types.get(id)!));
    else
      build.param({
        name: id,
        type: fixed(types.get(id)!),
        initializer: { kind: 'zeros' },
        trainable: false,
        regularized: false,
      });
  });
  build.input('image_shape', tensorType('f32', [1, 2]), graph.inputs[1]!.perPicture);
  const nodes = graph.nodes.filter(({ origin }) => origin.part !== 'backbone');
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  for (const param of graph.params) if (used.has(param.name) && param.source === 'stored') build.param(param);
  for (const section of graph.sections)
    if (section.part !== 'backbone')
      build.section(section, () => {
        for (const node of nodes.filter(({ origin }) => origin.section === section.id)) {
          const dims = node.kind === 'reshape' ? { dims: node.attrs.dims.map((d) => sizeAt(d, 1)) } : undefined;
          build.op(node.name, node.kind, node.inputs, dims ?? node.attrs);
        }
      });
  for (const { name, value } of graph.outputs) if (!endpoints.has(value)) build.output(name, value);
  return build.build();
}

test('has the params of the checkpoint, no more and no fewer', () => {
  expect({ missing: match.missing, misshapen: match.misshapen, unused: match.unused }).toEqual({
    missing: [],
    misshapen: [],
    unused: [],
  });
  expect(match.matched.length).toBe(graph.params.length);
});

describe.each(['reference', 'onnx-cpu', 'tfjs-wasm'] as const)('%s', (backend) => {
  it.each(['O0', 'O1'] as const)('computes what the official code computes at %s', async (level) => {
    const optimized = optimize(withoutBackbone(), { level }).graph;
    const weights = {
      description: 'the official run',
      read: ({ name }: { readonly name: string }) => Float32Array.from((endpoints.get(name) ?? read(name)).data),
    };
    const session = await (await backends[backend]()).prepare({ graph: optimized, weights });
    try {
      const [input] = endpoints.values();
      const found = await session.run(input!, { imageShape: official('image_shape') });
      for (const kind of ['class', 'box'] as const)
        for (const map of [3, 4, 5, 6, 7]) {
          const wanted = official(`rpn_${kind === 'class' ? 'scores' : 'boxes'}_${map}`);
          expect(relativeError(found[`rpn_${kind}_${map}`]!, wanted)).toBeLessThan(1e-5);
        }
      const close = (name: string, wanted: string, absolute: number): void => {
        const [a, b] = [found[name]!, official(wanted)];
        expect(a.dims).toEqual(b.dims);
        let worst = 0;
        for (let i = 0; i < b.data.length; i++) worst = Math.max(worst, Math.abs(b.data[i]! - a.data[i]!));
        expect(worst, name).toBeLessThan(absolute);
      };
      close('rois', 'rois', 0.01);
      expect(relativeError(found['roi_class']!, official('class_outputs'))).toBeLessThan(1e-4);
      expect(relativeError(found['roi_box']!, official('box_outputs'))).toBeLessThan(1e-4);
      close('num_detections', 'num_detections', 0.5);
      close('boxes', 'detection_boxes', 0.01);
      close('scores', 'detection_scores', 1e-4);
      close('classes', 'detection_classes', 0.5);
      close('masks', 'detection_masks', 1e-3);
      expect(firstPicture(found['masks']!).dims).toEqual([1, 40, 28, 28]);
    } finally {
      await session.dispose();
    }
  });
});
