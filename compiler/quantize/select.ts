/**
 * Which nodes are computed in integers. Convs and dense layers are, unless they are to be kept; what lies between follows
 * where its operands come from integers anyway: a conversion for one addition would cost more than it saves.
 *
 * A relu behind an addition becomes part of it (the range of the result begins at 0), so the sum itself is never stored.
 */
import type { Graph, Node, ValueId } from '../ir/graph.ts';
import { resultOf } from '../ir/graph.ts';
import { isLinear } from '../passes/linear-node.ts';
import { paramsByName, useCounts } from '../passes/uses.ts';
import { integerRoles } from './integer-ops.ts';
import type { Layer } from './layer.ts';

export interface Selection {
  readonly layers: readonly Layer[];
  /**
   * Values that are stored in 8 bits, each with the value whose range it shares: itself, or that of which it holds
   * elements only.
   */
  readonly values: ReadonlyMap<ValueId, ValueId>;
}

/** Could the node be computed in integers at all? Its kernel and bias have to be params. */
export function isQuantizable(graph: Graph, node: Node): boolean {
  const role = integerRoles[node.kind];
  if (role === 'float') return false;
  const params = paramsByName(graph);
  const [, ...operands] = node.inputs;
  return role === 'weights' ? operands.every((id) => params.has(id)) : !node.inputs.some((id) => params.has(id));
}

/** Convs and dense layers that could be, in order of execution. */
export function quantizableLayers(graph: Graph): readonly Node[] {
  return graph.nodes.filter((node) => isLinear(node) && isQuantizable(graph, node));
}

/** @param keeps says which nodes stay in float32. */
export function selectLayers(graph: Graph, keeps: (node: Node) => boolean): Selection {
  const uses = useCounts(graph);
  const readers = readersOf(graph);
  const outputs = new Set(graph.outputs.map(({ value }) => value));
  const layers = new Map<ValueId, Layer>();
  const values = new Map<ValueId, ValueId>();
  const store = (id: ValueId): void => {
    if (!values.has(id)) values.set(id, id);
  };
  const absorbed = new Set<Node>();

  for (const node of graph.nodes) {
    if (absorbed.has(node) || !isQuantizable(graph, node) || keeps(node)) continue;
    const role = integerRoles[node.kind];
    const operands = role === 'weights' ? node.inputs.slice(0, 1) : node.inputs;
    if (role !== 'weights' && !operands.every((id) => layers.has(id))) continue;
    operands.forEach(store);
    const made = resultOf(node).id;
    const relu = uses.get(made) === 1 && !outputs.has(made) ? readers.get(made) : undefined;
    const absorbs = role !== 'moves' && relu?.kind === 'relu' && !keeps(relu);
    if (absorbs) absorbed.add(relu);
    const result = absorbs ? resultOf(relu).id : made;
    layers.set(result, { name: node.name, nodes: absorbs ? [node, relu] : [node], result });
    // A relu that is not part of another node changes the range.
    const moves = role === 'moves' && node.kind !== 'relu';
    values.set(result, moves ? values.get(operands[0]!)! : result);
  }
  return { layers: [...layers.values()], values };
}

/** One of the readers of each value: the only one of a value that has one. */
function readersOf(graph: Graph): ReadonlyMap<ValueId, Node> {
  const readers = new Map<ValueId, Node>();
  for (const node of graph.nodes) for (const id of node.inputs) readers.set(id, node);
  return readers;
}
