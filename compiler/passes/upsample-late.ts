/**
 * Moves what works on each pixel by itself in front of the nearest upsampling that it follows: f(up(x)) = up(f(x)), bit by
 * bit, because upsampling only copies. A 1×1 convolution at half the width costs a quarter; edges of scale-permuted
 * networks end in one (`resample_with_alpha` of the official code upsamples, then convolves). A sum of two features that
 * were upsampled alike is taken before as well. Gathers that make a feature larger, TensorFlow's resize by a fraction,
 * count as upsampling.
 */
import { resultOf, valueTypes, type Graph, type Node, type NodeOf, type Param, type ValueId } from '../ir/graph.ts';
import { elementCount, sameType, type TensorType } from '../ir/tensor-type.ts';
import { opDefinition, type OpKind } from '../ops/index.ts';
import { sameData } from './eliminate-common-subexpressions.ts';
import type { Pass } from './pass.ts';
import { renameInputs, repeat, replaceNodes, valuesOf } from './rewrite.ts';
import { paramsByName, producers, useCounts } from './uses.ts';

type Upsampling = NodeOf<'upsample-nearest'> | NodeOf<'gather'>;

const elementwise: ReadonlySet<OpKind> = new Set<OpKind>([
  'relu',
  'sigmoid',
  'swish',
  'hard-sigmoid',
  'hard-swish',
  'scale',
  'shift',
  'clip',
  'batch-norm',
]);
const binary: ReadonlySet<OpKind> = new Set<OpKind>(['add', 'subtract', 'multiply', 'divide']);

/** Nodes that can go before the upsampling of what they read, with it; of two operands there are two. */
export function earlyUpsamplings(graph: Graph): ReadonlyMap<Node, readonly Upsampling[]> {
  const found = new Map<Node, readonly Upsampling[]>();
  if (!graph.nodes.some(isUpsampling)) return found;
  const makers = producers(graph);
  const uses = useCounts(graph);
  const types = valueTypes(graph);
  const params = paramsByName(graph);
  const outputs = new Set<ValueId>(graph.outputs.map((o) => o.value));
  const upsamplingOf = (id: ValueId): Upsampling | undefined => {
    const maker = uses.get(id) === 1 ? makers.get(id) : undefined;
    if (maker === undefined || !isUpsampling(maker)) return undefined;
    return elementCount(types.get(id)!) > elementCount(types.get(maker.inputs[0]!)!) ? maker : undefined;
  };
  for (const node of graph.nodes) {
    const [x = '', ...rest] = node.inputs;
    const first = upsamplingOf(x);
    // An output keeps the node that it is named after.
    if (first === undefined || !isPointwise(node, types, params) || outputs.has(resultOf(node).id)) continue;
    if (rest.every((id) => params.has(id))) found.set(node, [first]);
    else {
      const second = upsamplingOf(rest[0]!);
      if (second?.kind !== first.kind || !sameData(second.attrs, first.attrs)) continue;
      // The same rows of features of different heights are another matter.
      const [a, b] = [first, second].map((upsampling) => types.get(upsampling.inputs[0]!)!);
      if (sameType(a!, b!)) found.set(node, [first, second]);
    }
  }
  return found;
}

const isUpsampling = (node: Node): node is Upsampling => node.kind === 'upsample-nearest' || node.kind === 'gather';

/** Every pixel of the result depends on the same pixel of the operands, and on nothing that varies over the image. */
function isPointwise(
  node: Node,
  types: ReadonlyMap<ValueId, TensorType>,
  params: ReadonlyMap<ValueId, Param>,
): boolean {
  const sizes = node.inputs.map((id) => types.get(id)!.dims);
  if (node.kind === 'conv2d' || node.kind === 'depthwise-conv2d') {
    const [height, width] = sizes[1]!;
    const { stride, padding } = node.attrs;
    return [height, width, ...stride].every((size) => size === 1) && padding.every((size) => size === 0);
  }
  if (!binary.has(node.kind)) return elementwise.has(node.kind);
  const [a, b] = sizes;
  return params.has(node.inputs[1]!) ? b!.length <= 1 : a!.every((size, axis) => size === b![axis]);
}

export const upsampleLate: Pass = {
  name: 'upsample-late',
  doc: 'take 1x1 convs and elementwise ops before the nearest upsampling that they follow',
  requires: ['no-dead-nodes'],
  ensures: ['late-upsampling'],
  breaks: ['no-duplicate-nodes', 'fused-bias', 'no-batch-norm-after-conv', 'fused-activations'],
  error: 'exact',
  run: repeat((graph) => {
    const found = earlyUpsamplings(graph);
    if (found.size === 0) return { graph, changed: false };
    const types = valueTypes(graph);
    const absorbed = new Set<Node>([...found.values()].flat());
    const renames = new Map<ValueId, ValueId>();
    const nodes: Node[] = [];
    for (const node of graph.nodes) {
      if (absorbed.has(node)) continue;
      const upsamplings = found.get(node);
      if (upsamplings === undefined) {
        nodes.push(renameInputs(node, renames));
        continue;
      }
      // The node works on what was upsampled, and the (first) upsampling on its result.
      const [first] = upsamplings as [Upsampling];
      const sources = upsamplings.map((upsampling) => upsampling.inputs[0]!);
      const operands = [...sources, ...node.inputs.slice(sources.length)];
      const [type] = opDefinition(node.kind).infer(
        node.attrs,
        operands.map((id) => types.get(id)!),
      );
      const inputs = operands.map((id) => renames.get(id) ?? id);
      const early = { ...node, inputs, outputs: [Object.freeze({ id: node.name, type: type! })] };
      const result = Object.freeze({ id: first.name, type: resultOf(node).type });
      nodes.push(Object.freeze(early), Object.freeze({ ...first, inputs: [node.name], outputs: [result] }));
      renames.set(resultOf(node).id, first.name);
    }
    return { graph: replaceNodes(graph, { nodes, renames, removed: valuesOf(absorbed) }), changed: true };
  }),
};
