/** The nodes that fusion is about: convolutions of all kinds and dense layers, which take a bias and an activation in. */
import type { Node, NodeOf } from '../ir/graph.ts';

export type LinearNode = NodeOf<'conv2d'> | NodeOf<'depthwise-conv2d'> | NodeOf<'conv2d-transpose'> | NodeOf<'dense'>;

const kinds: ReadonlySet<string> = new Set<LinearNode['kind']>([
  'conv2d',
  'depthwise-conv2d',
  'conv2d-transpose',
  'dense',
]);

export function isLinear(node: Node | undefined): node is LinearNode {
  return node !== undefined && kinds.has(node.kind);
}
