/**
 * Batch norm after a conv is a per-channel scale and shift, so it disappears into the conv's params:
 *
 *   kernel' = kernel · γ/√(σ² + ε)      = batch-norm(kernel; γ, 0, 0, σ²), because output channels are the last axis
 *   bias'   = (bias − μ) · γ/√(σ² + ε) + β = batch-norm(bias or 0; γ, β, μ, σ²)
 *
 * Both are batch-norm itself evaluated over params, in float64 and rounded once; the zero vector is γ − γ. A depthwise
 * kernel `[KH,KW,C,1]` is reshaped to `[KH,KW,1,C]` on the way. Of a transposed convolution's kernel `[k,k,Cout,Cin]` the
 * last axis is the input's, so it is multiplied with the scale as `[1,1,Cout,1]`. Dense layers are convs to this pass.
 *
 * A kernel that several convs share (RetinaNet's head: one kernel, a norm per level) is folded only where they all get
 * the same scale, so that weights never grow: folding per level would write 189 MB instead of 115 MB for SpineNet-49,
 * and ONNX Runtime does that fusion itself when it loads the file. There the norm stays and takes over the conv's bias:
 * norm(conv + bias; μ) = norm(conv; μ − bias).
 */
import type { ComputedParam, Graph, Node, NodeOf, ValueId } from '../ir/graph.ts';
import { tensorType, type TensorType } from '../ir/tensor-type.ts';
import { isLinear, type LinearNode } from './linear-node.ts';
import { createNaming, sibling, type Naming } from './naming.ts';
import type { Pass } from './pass.ts';
import { renameInputs, repeat, replaceNodes, standIn, valuesOf, withInputs } from './rewrite.ts';
import { paramsByName, producers, useCounts } from './uses.ts';

type NormNode = NodeOf<'batch-norm'>;

export interface NormedConv {
  readonly conv: LinearNode;
  readonly norm: NormNode;
  /** The norm disappears into the conv; otherwise it takes over the conv's bias. */
  readonly fold: boolean;
}

/** Conv and batch norm pairs that this pass can still improve, by their norm. */
export function normedConvs(graph: Graph): ReadonlyMap<Node, NormedConv> {
  const makers = producers(graph);
  const uses = useCounts(graph);
  const params = paramsByName(graph);
  const candidates: { readonly conv: LinearNode; readonly norm: NormNode }[] = [];
  // Scalings of each kernel: `first` is one of them, and `count` says how many are like it; NaN when they differ.
  const scalings = new Map<ValueId, { readonly conv: LinearNode; readonly norm: NormNode; count: number }>();
  for (const norm of graph.nodes) {
    if (norm.kind !== 'batch-norm') continue;
    const [x, ...statistics] = norm.inputs;
    const conv = makers.get(x!);
    if (!isLinear(conv) || conv.attrs.activation !== 'none' || uses.get(x!) !== 1) continue;
    const [, kernel, bias] = conv.inputs;
    if (!params.has(kernel!) || (bias !== undefined && !params.has(bias))) continue;
    if (!statistics.every((id) => params.has(id))) continue;
    candidates.push({ conv, norm });
    const first = scalings.get(kernel!);
    if (first === undefined) scalings.set(kernel!, { conv, norm, count: 1 });
    else first.count = first.conv.kind === conv.kind && sameScale(first.norm, norm) ? first.count + 1 : NaN;
  }
  const pairs = new Map<Node, NormedConv>();
  for (const { conv, norm } of candidates) {
    const kernel = conv.inputs[1]!;
    const fold = scalings.get(kernel)!.count === uses.get(kernel);
    if (fold || conv.inputs.length === 3) pairs.set(norm, { conv, norm, fold });
  }
  return pairs;
}

/** True when the norms scale alike, whatever they add. */
function sameScale(a: NormNode, b: NormNode): boolean {
  return a.inputs[1] === b.inputs[1] && a.inputs[4] === b.inputs[4] && a.attrs.epsilon === b.attrs.epsilon;
}

export const foldBatchNorm: Pass = {
  name: 'fold-batch-norm',
  doc: "fold batch norms into the convs before them, or the convs' bias into the norms where kernels are shared",
  requires: ['no-dead-nodes'],
  ensures: ['no-batch-norm-after-conv'],
  breaks: ['no-duplicate-nodes', 'fused-bias', 'fused-activations'],
  error:
    'folded kernels and biases are rounded to float32 once: relative 2^-24 of the sum of |kernel·x| behind an element',
  run: repeat((graph) => {
    const pairs = normedConvs(graph);
    if (pairs.size === 0) return { graph, changed: false };
    const byConv = new Map<Node, NormedConv>([...pairs.values()].map((pair) => [pair.conv, pair]));
    const naming = createNaming(graph);
    const folding = createFolding(graph, naming);
    const renames = new Map<ValueId, ValueId>();
    const nodes: Node[] = [];
    for (const node of graph.nodes) {
      const start = byConv.get(node);
      if (start !== undefined) {
        if (!start.fold) nodes.push(renameInputs(withInputs(start.conv, start.conv.inputs.slice(0, 2)), renames));
        continue;
      }
      const pair = pairs.get(node);
      if (pair === undefined) {
        nodes.push(renameInputs(node, renames));
        continue;
      }
      const { conv, norm } = pair;
      if (!pair.fold) {
        const [x = '', gamma = '', beta = '', , variance = ''] = norm.inputs;
        nodes.push(withInputs(norm, [x, gamma, beta, folding.shiftedMean(conv, norm), variance]));
        continue;
      }
      const name = naming.fused([conv, norm]);
      const inputs = [conv.inputs[0]!, folding.kernel(conv, norm), folding.bias(conv, norm)];
      nodes.push(standIn<LinearNode>(conv, norm, name, { inputs }, renames));
    }
    const params = [...graph.params, ...folding.params];
    const removed = valuesOf([...pairs.values()].filter((pair) => pair.fold).map((pair) => pair.conv));
    return { graph: replaceNodes(graph, { nodes, params, renames, removed }), changed: true };
  }),
};

interface Folding {
  /** Everything made so far, in order of dependence. */
  readonly params: readonly ComputedParam[];
  readonly kernel: (conv: LinearNode, norm: NormNode) => ValueId;
  readonly bias: (conv: LinearNode, norm: NormNode) => ValueId;
  readonly shiftedMean: (conv: LinearNode, norm: NormNode) => ValueId;
}

/** Makes the computed params; convs that share what they are made of share them. */
function createFolding(graph: Graph, naming: Naming): Folding {
  const params: ComputedParam[] = [];
  const stored = paramsByName(graph);
  const compute = (name: string, type: TensorType, op: ComputedParam['op'], inputs: readonly ValueId[]): ValueId => {
    const id = naming.fresh(name);
    params.push(Object.freeze({ source: 'computed', name: id, type, op, inputs }));
    return id;
  };
  const typeOf = (param: ValueId): TensorType => stored.get(param)!.type;

  const zeros = new Map<ValueId, ValueId>();
  const zero = (norm: NormNode): ValueId => {
    const gamma = norm.inputs[1]!;
    return remember(zeros, gamma, () => compute(sibling(gamma, 'zero'), typeOf(gamma), subtract, [gamma, gamma]));
  };
  const scaled = (name: string, x: ValueId, type: TensorType, norm: NormNode): ValueId => {
    const none = zero(norm);
    return compute(name, type, batchNorm(norm), [x, norm.inputs[1]!, none, none, norm.inputs[4]!]);
  };
  /** γ/√(σ² + ε) as `[1,1,C,1]`. */
  const scaleColumn = (kernel: ValueId, norm: NormNode): ValueId => {
    const [, gamma = '', , , variance = ''] = norm.inputs;
    const vector = typeOf(gamma);
    const column = tensorType(vector.dtype, [1, 1, vector.dims[0]!, 1]);
    const shifted = compute(sibling(kernel, 'variance'), vector, shiftBy(norm.attrs.epsilon), [variance]);
    const root = compute(sibling(kernel, 'deviation'), vector, rsqrt, [shifted]);
    const scale = compute(sibling(kernel, 'scale'), vector, multiply, [root, gamma]);
    return compute(sibling(kernel, 'scale_column'), column, reshapeTo(column), [scale]);
  };
  const kernels = new Map<ValueId, ValueId>(); // all readers of a kernel that is folded scale it alike
  const biases = new Map<ValueId, { readonly id: ValueId; readonly bias: ValueId; readonly norm: NormNode }[]>();

  return {
    params,
    kernel(conv, norm) {
      const kernel = conv.inputs[1]!;
      return remember(kernels, kernel, () => {
        const type = typeOf(kernel);
        const name = sibling(kernel, 'folded_kernel');
        if (conv.kind === 'conv2d' || conv.kind === 'dense') return scaled(name, kernel, type, norm);
        if (conv.kind === 'conv2d-transpose') return compute(name, type, multiply, [kernel, scaleColumn(kernel, norm)]);
        const [height = 1, width = 1, channels = 1] = type.dims;
        const channelsLast = tensorType(type.dtype, [height, width, 1, channels]);
        const turned = sibling(kernel, 'kernel_channels_last');
        const folded = sibling(kernel, 'folded_kernel_channels_last');
        const x = compute(turned, channelsLast, reshapeTo(channelsLast), [kernel]);
        return compute(name, type, reshapeTo(type), [scaled(folded, x, channelsLast, norm)]);
      });
    },
    bias(conv, norm) {
      const [, gamma = '', beta = '', mean = '', variance = ''] = norm.inputs;
      const bias = conv.inputs[2] ?? zero(norm);
      const made = remember(biases, beta, () => []);
      const known = made.find((m) => m.bias === bias && m.norm.inputs[3] === mean && sameScale(m.norm, norm));
      if (known !== undefined) return known.id;
      const name = sibling(beta, 'folded_bias');
      const id = compute(name, typeOf(beta), batchNorm(norm), [bias, gamma, beta, mean, variance]);
      made.push({ id, bias, norm });
      return id;
    },
    shiftedMean(conv, norm) {
      const mean = norm.inputs[3]!;
      return compute(sibling(mean, 'shifted_mean'), typeOf(mean), subtract, [mean, conv.inputs[2]!]);
    },
  };
}

const subtract: ComputedParam['op'] = Object.freeze({ kind: 'subtract', attrs: Object.freeze({}) });

const multiply: ComputedParam['op'] = Object.freeze({ kind: 'multiply', attrs: Object.freeze({}) });
const rsqrt: ComputedParam['op'] = Object.freeze({ kind: 'rsqrt', attrs: Object.freeze({}) });

const shiftBy = (value: number): ComputedParam['op'] =>
  Object.freeze({ kind: 'shift', attrs: Object.freeze({ value }) });

const batchNorm = (norm: NormNode): ComputedParam['op'] => Object.freeze({ kind: norm.kind, attrs: norm.attrs });

const reshapeTo = ({ dims }: TensorType): ComputedParam['op'] =>
  Object.freeze({ kind: 'reshape', attrs: Object.freeze({ dims }) });

/** The value of a key, made when it is first asked for. */
function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
