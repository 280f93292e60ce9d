/** Lets a conv apply the relu or sigmoid that follows it, where nobody else reads the conv: one tensor and one pass over it less. */
import type { Graph, Node, NodeOf, ValueId } from '../ir/graph.ts';
import { isLinear, type LinearNode } from './linear-node.ts';
import { createNaming } from './naming.ts';
import type { Pass } from './pass.ts';
import { renameInputs, replaceNodes, standIn, valuesOf } from './rewrite.ts';
import { producers, useCounts } from './uses.ts';

type ActivationNode = NodeOf<'relu'> | NodeOf<'sigmoid'>;

/** Activations whose conv can apply them, and that conv. */
export function fusableActivations(graph: Graph): ReadonlyMap<Node, LinearNode> {
  const makers = producers(graph);
  const uses = useCounts(graph);
  const found = new Map<Node, LinearNode>();
  for (const node of graph.nodes) {
    if (node.kind !== 'relu' && node.kind !== 'sigmoid') continue;
    const [x = ''] = node.inputs;
    const conv = makers.get(x);
    if (isLinear(conv) && conv.attrs.activation === 'none' && uses.get(x) === 1) found.set(node, conv);
  }
  return found;
}

export const fuseActivations: Pass = {
  name: 'fuse-activations',
  doc: 'let convs apply the relu or sigmoid that follows them',
  requires: ['no-dead-nodes', 'no-batch-norm-after-conv'],
  ensures: ['fused-activations'],
  breaks: ['no-duplicate-nodes'],
  error: 'exact for relu; one rounding less per element for sigmoid (relative 2^-24)',
  run(graph) {
    const fusable = fusableActivations(graph);
    if (fusable.size === 0) return { graph, changed: false };
    const absorbed = new Set<Node>(fusable.values());
    const naming = createNaming(graph);
    const renames = new Map<ValueId, ValueId>();
    const nodes: Node[] = [];
    for (const node of graph.nodes) {
      if (absorbed.has(node)) continue;
      const conv = fusable.get(node);
      if (conv === undefined) {
        nodes.push(renameInputs(node, renames));
        continue;
      }
      const name = naming.fused([conv, node]);
      const attrs = { ...conv.attrs, activation: (node as ActivationNode).kind };
      nodes.push(standIn<LinearNode>(conv, node, name, { attrs }, renames));
    }
    return { graph: replaceNodes(graph, { nodes, renames, removed: valuesOf(absorbed) }), changed: true };
  },
};
