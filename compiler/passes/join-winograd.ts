/**
 * The parts of Winograd convolutions put together again for targets that compute them in one go:
 *
 *   winograd-conv2d(winograd-input(x), winograd-kernel(k), …) = conv2d-by-winograd(x, k, …)
 *
 * The choice of convolutions and tiles stays that of `winograd`. An image that several convolutions transform is then
 * transformed by each, which takes a few percent of their time, and no transformed image has to be kept.
 */
import type { Node, NodeOf, ValueId } from '../ir/graph.ts';
import { liveParts } from './eliminate-dead.ts';
import type { Pass } from './pass.ts';
import { replaceNodes, valuesOf } from './rewrite.ts';
import { paramsByName, producers } from './uses.ts';

export const joinWinograd: Pass = {
  name: 'join-winograd',
  doc: 'put the parts of Winograd convs together where the target computes them as a whole',
  requires: ['no-dead-nodes'],
  ensures: [],
  breaks: [],
  error: 'exact',
  run(graph) {
    const makers = producers(graph);
    const params = paramsByName(graph);
    const join = (node: NodeOf<'winograd-conv2d'>): Node => {
      const [tiles = '', transformed = '', ...vectors] = node.inputs;
      const x = makers.get(tiles)?.inputs[0];
      const kernel = params.get(transformed);
      if (x === undefined || kernel?.source !== 'computed') return node;
      const { tile, activation } = node.attrs;
      const attrs = Object.freeze({ tile, activation });
      const inputs: readonly ValueId[] = [x, kernel.inputs[0]!, ...vectors];
      return Object.freeze({ ...node, kind: 'conv2d-by-winograd', attrs, inputs });
    };
    const nodes = graph.nodes.map((node) => (node.kind === 'winograd-conv2d' ? join(node) : node));
    if (nodes.every((node, i) => node === graph.nodes[i])) return { graph, changed: false };
    const joined = replaceNodes(graph, { nodes });
    const live = liveParts(joined);
    return {
      graph: replaceNodes(joined, {
        nodes: nodes.filter((node) => live.nodes.has(node)),
        params: joined.params.filter(({ name }) => live.params.has(name)),
        removed: valuesOf(nodes.filter((node) => !live.nodes.has(node))),
      }),
      changed: true,
    };
  },
};
