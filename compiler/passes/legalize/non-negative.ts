/** Which values can't be negative: where padding with 0 is as good as padding with −∞ for a maximum. Forward once. */
import type { Graph, Node, ValueId } from '../../ir/graph.ts';
import type { OpKind } from '../../ops/index.ts';
import { isLinear } from '../linear-node.ts';

/** Kinds whose result is at least 0 whatever they are given. */
const nonNegativeKinds: ReadonlySet<OpKind> = new Set<OpKind>(['relu', 'sigmoid']);

/** Kinds whose result is at least 0 when every operand is. Kinds that nobody thought about are in neither list, which is safe. */
const preservingKinds: ReadonlySet<OpKind> = new Set<OpKind>([
  'upsample-nearest',
  'gather',
  'reshape',
  'add',
  'multiply',
]);

/** Node values that are at least 0 whatever the inputs and params are. */
export function nonNegativeValues(graph: Graph): ReadonlySet<ValueId> {
  const known = new Set<ValueId>();
  for (const node of graph.nodes) if (isNonNegative(node, known)) for (const { id } of node.outputs) known.add(id);
  return known;
}

function isNonNegative(node: Node, known: ReadonlySet<ValueId>): boolean {
  if (nonNegativeKinds.has(node.kind)) return true;
  if (isLinear(node)) return node.attrs.activation !== 'none';
  if (!node.inputs.every((id) => known.has(id))) return false;
  if (node.kind === 'pad') return node.attrs.value >= 0;
  // Without dilation every window holds a pixel, so the −∞ of a pool's padding never shows.
  if (node.kind === 'max-pool') return node.attrs.dilation.every((d) => d === 1);
  return preservingKinds.has(node.kind);
}
