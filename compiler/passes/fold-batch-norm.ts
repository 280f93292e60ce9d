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
import type { Graph, Node, ValueId } from '../ir/graph.ts';
import { isLinear, type LinearNode } from './linear-node.ts';
import { createNaming } from './naming.ts';
import { createFolding, sameScale, type NormNode } from './norm-params.ts';
import type { Pass } from './pass.ts';
import { renameInputs, repeat, replaceNodes, standIn, valuesOf, withInputs } from './rewrite.ts';
import { paramsByName, producers, useCounts } from './uses.ts';

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
      const inputs = [conv.inputs[0]!, folding.kernel(conv, norm), folding.bias(norm, conv.inputs[2])];
      nodes.push(standIn<LinearNode>(conv, norm, name, { inputs }, renames));
    }
    const params = [...graph.params, ...folding.params];
    const removed = valuesOf([...pairs.values()].filter((pair) => pair.fold).map((pair) => pair.conv));
    return { graph: replaceNodes(graph, { nodes, params, renames, removed }), changed: true };
  }),
};
