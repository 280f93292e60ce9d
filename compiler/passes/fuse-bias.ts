/** Moves the addition of a per-channel param after a conv into the conv: `add(conv(x, k), b)` → `conv(x, k, b)`. */
import { resultOf, type ComputedParam, type Graph, type Node, type ValueId } from '../ir/graph.ts';
import { isLinear, type LinearNode } from './linear-node.ts';
import { createNaming, sibling } from './naming.ts';
import type { Pass } from './pass.ts';
import { renameInputs, repeat, replaceNodes, standIn, valuesOf } from './rewrite.ts';
import { paramsByName, producers, useCounts } from './uses.ts';

interface BiasAddition {
  readonly conv: LinearNode;
  readonly bias: ValueId;
}

const addition: ComputedParam['op'] = Object.freeze({ kind: 'add', attrs: Object.freeze({}) });

/** Additions of `[C]` params to convs that nobody else reads, by the node that adds. */
export function biasAdditions(graph: Graph): ReadonlyMap<Node, BiasAddition> {
  const found = new Map<Node, BiasAddition>();
  if (!graph.nodes.some((n) => n.kind === 'add')) return found;
  const makers = producers(graph);
  const uses = useCounts(graph);
  const params = paramsByName(graph);
  for (const node of graph.nodes) {
    if (node.kind !== 'add') continue;
    const [a = '', bias = ''] = node.inputs; // broadcasting lets only the second operand be a vector
    const conv = makers.get(a);
    if (!isLinear(conv) || conv.attrs.activation !== 'none' || uses.get(a) !== 1) continue;
    const own = conv.inputs[2];
    if (own !== undefined && !params.has(own)) continue;
    const dims = params.get(bias)?.type.dims;
    if (dims?.length === 1 && dims[0] === resultOf(conv).type.dims.at(-1)) found.set(node, { conv, bias });
  }
  return found;
}

export const fuseBias: Pass = {
  name: 'fuse-bias',
  doc: 'move the addition of a per-channel param into the conv before it',
  requires: ['no-dead-nodes'],
  ensures: ['fused-bias'],
  breaks: ['no-duplicate-nodes'],
  error: 'one rounding less per element (relative 2^-24); two biases add up in float64 and are rounded once',
  run: repeat((graph) => {
    const additions = biasAdditions(graph);
    if (additions.size === 0) return { graph, changed: false };
    const absorbed = new Set<Node>([...additions.values()].map((a) => a.conv));
    const naming = createNaming(graph);
    const known = paramsByName(graph);
    const renames = new Map<ValueId, ValueId>();
    const params: ComputedParam[] = [];
    const nodes: Node[] = [];
    for (const node of graph.nodes) {
      if (absorbed.has(node)) continue;
      const found = additions.get(node);
      if (found === undefined) {
        nodes.push(renameInputs(node, renames));
        continue;
      }
      const { conv, bias } = found;
      const [x = '', kernel = '', own] = conv.inputs;
      let sum = bias;
      if (own !== undefined) {
        sum = naming.fresh(sibling(own, 'summed_bias'));
        const { type } = known.get(own)!;
        params.push(Object.freeze({ source: 'computed', name: sum, type, op: addition, inputs: [own, bias] }));
      }
      const name = naming.fused([conv, node]);
      nodes.push(standIn<LinearNode>(conv, node, name, { inputs: [x, kernel, sum] }, renames));
    }
    return {
      graph: replaceNodes(graph, { nodes, params: [...graph.params, ...params], renames, removed: valuesOf(absorbed) }),
      changed: true,
    };
  }),
};
