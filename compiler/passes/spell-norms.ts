/**
 * Writes the batch norms that are left (behind kernels that several levels share, each with a norm of its own) as depthwise
 * 1×1 convolutions. ONNX Runtime folds a BatchNormalization into the Conv before it when it loads a file, which gives every
 * level its own copy of the kernel: SpineNet-49's RetinaNet head grows from 5 to 26 million weights. A depthwise conv it
 * leaves alone, runs in its blocked layout with the activation inside, and shares the kernel before it.
 */
import { valueTypes, type Graph, type Node } from '../ir/graph.ts';
import { createNaming } from './naming.ts';
import { createFolding, type NormNode } from './norm-params.ts';
import type { Pass } from './pass.ts';
import { replaceNodes } from './rewrite.ts';
import { paramsByName } from './uses.ts';

const attrs = Object.freeze({
  stride: [1, 1],
  dilation: [1, 1],
  padding: [0, 0, 0, 0],
  activation: 'none',
} as const);

/** Norms of images whose statistics are params. */
export function spellableNorms(graph: Graph): readonly NormNode[] {
  const types = valueTypes(graph);
  const params = paramsByName(graph);
  return graph.nodes.filter(
    (node): node is NormNode =>
      node.kind === 'batch-norm' &&
      types.get(node.inputs[0]!)!.dims.length === 4 &&
      node.inputs.slice(1).every((id) => params.has(id)),
  );
}

export const spellNorms: Pass = {
  name: 'spell-norms',
  doc: 'write batch norms that are left as depthwise 1x1 convs, so that kernels stay shared when a runtime loads them',
  requires: ['no-batch-norm-after-conv'],
  ensures: ['no-batch-norm'],
  breaks: ['no-duplicate-nodes', 'fused-bias', 'fused-activations'],
  error: 'scale and shift are rounded to float32 once: relative 2^-24 of |scale·x| + |shift|',
  run(graph) {
    const norms = new Set<Node>(spellableNorms(graph));
    if (norms.size === 0) return { graph, changed: false };
    const folding = createFolding(graph, createNaming(graph));
    const nodes = graph.nodes.map((node): Node => {
      if (node.kind !== 'batch-norm' || !norms.has(node)) return node;
      const inputs = [node.inputs[0]!, folding.scaleKernel(node), folding.bias(node, undefined)];
      return Object.freeze({ ...node, kind: 'depthwise-conv2d', attrs, inputs });
    });
    return { graph: replaceNodes(graph, { nodes, params: [...graph.params, ...folding.params] }), changed: true };
  },
};
