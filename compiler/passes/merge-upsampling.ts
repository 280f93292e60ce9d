/** Makes one nearest upsampling of two in a row: copying twice is copying once by the product of the factors. */
import type { Graph, Node, NodeOf, ValueId } from '../ir/graph.ts';
import type { Pass } from './pass.ts';
import { renameInputs, repeat, replaceNodes, standIn, valuesOf } from './rewrite.ts';
import { producers, useCounts } from './uses.ts';

type Upsampling = NodeOf<'upsample-nearest'>;

/** Upsamplings and the one before each, which nobody else reads; of a longer chain the first two. */
export function chainedUpsamplings(graph: Graph): ReadonlyMap<Node, Upsampling> {
  const found = new Map<Node, Upsampling>();
  if (graph.nodes.filter((node) => node.kind === 'upsample-nearest').length < 2) return found;
  const makers = producers(graph);
  const uses = useCounts(graph);
  for (const node of graph.nodes) {
    if (node.kind !== 'upsample-nearest') continue;
    const [x = ''] = node.inputs;
    const first = makers.get(x);
    if (first?.kind === 'upsample-nearest' && uses.get(x) === 1 && !found.has(first)) found.set(node, first);
  }
  return found;
}

export const mergeUpsampling: Pass = {
  name: 'merge-upsampling',
  doc: 'make one nearest upsampling of two in a row',
  requires: ['no-dead-nodes'],
  ensures: ['merged-upsampling'],
  breaks: ['no-duplicate-nodes', 'late-upsampling'],
  error: 'exact',
  run: repeat((graph) => {
    const chained = chainedUpsamplings(graph);
    if (chained.size === 0) return { graph, changed: false };
    const absorbed = new Set<Node>(chained.values());
    const renames = new Map<ValueId, ValueId>();
    const nodes: Node[] = [];
    for (const node of graph.nodes) {
      if (absorbed.has(node)) continue;
      const first = chained.get(node);
      if (first === undefined) {
        nodes.push(renameInputs(node, renames));
        continue;
      }
      const [height, width] = (node as Upsampling).attrs.factor;
      const factor: [number, number] = [height * first.attrs.factor[0], width * first.attrs.factor[1]];
      nodes.push(standIn<Upsampling>(first, node, node.name, { attrs: { factor } }, renames));
    }
    return { graph: replaceNodes(graph, { nodes, renames, removed: valuesOf(absorbed) }), changed: true };
  }),
};
