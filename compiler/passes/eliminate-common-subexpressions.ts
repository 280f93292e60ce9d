/**
 * Computes equal things once: of nodes (and of computed params) with the same kind, attributes and inputs the first stays
 * and the others' readers read it. Two network outputs are never merged, so that each keeps a tensor of its own.
 * Forward once: inputs are renamed before a node is compared, so chains of duplicates collapse in the same run.
 */
import type { ComputedParam, Graph, Node, Param, ValueId } from '../ir/graph.ts';
import type { Pass } from './pass.ts';
import { renameInputs, replaceNodes } from './rewrite.ts';

interface Deduplicated {
  readonly nodes: readonly Node[];
  readonly params: readonly Param[];
  readonly renames: ReadonlyMap<ValueId, ValueId>;
}

type Expression = Pick<Node, 'kind' | 'attrs' | 'inputs'>;

/** The graph without duplicates; `renames` maps each dropped value to the one that stays. */
export function deduplicate(graph: Graph): Deduplicated {
  const renames = new Map<ValueId, ValueId>();
  const outputs = new Set<ValueId>(graph.outputs.map((o) => o.value));
  const params: Param[] = [];
  const findParam = createTable<ComputedParam>();
  for (const param of graph.params) {
    if (param.source === 'stored') {
      params.push(param);
      continue;
    }
    const renamed = renameParam(param, renames);
    const first = findParam({ ...renamed.op, inputs: renamed.inputs }, renamed);
    if (first === renamed || outputs.has(param.name)) params.push(renamed);
    else renames.set(param.name, first.name);
  }
  const nodes: Node[] = [];
  const findNode = createTable<Node>();
  for (const node of graph.nodes) {
    const renamed = renameInputs(node, renames);
    const first = findNode(renamed, renamed);
    const isOutput = node.outputs.some(({ id }) => outputs.has(id));
    if (first === renamed || (isOutput && first.outputs.some(({ id }) => outputs.has(id)))) {
      nodes.push(renamed);
      continue;
    }
    node.outputs.forEach(({ id }, i) => {
      const kept = first.outputs[i]!.id;
      renames.set(id, kept);
      if (isOutput) outputs.add(kept);
    });
  }
  return { nodes, params, renames };
}

function renameParam(param: ComputedParam, renames: ReadonlyMap<ValueId, ValueId>): ComputedParam {
  if (!param.inputs.some((id) => renames.has(id))) return param;
  return Object.freeze({ ...param, inputs: param.inputs.map((id) => renames.get(id) ?? id) });
}

interface Entry<T> {
  readonly expression: Expression;
  readonly item: T;
  readonly next: Entry<T> | undefined;
}

/** Gives the first item that was entered with an equal expression: the item itself when it is new. */
function createTable<T>(): (expression: Expression, item: T) => T {
  // By last input, which tells nearly all expressions apart: a conv's own kernel or bias, a norm's own variance.
  const entries = new Map<ValueId | undefined, Entry<T>>();
  return (expression, item) => {
    const key = expression.inputs.at(-1);
    const first = entries.get(key);
    for (let entry = first; entry !== undefined; entry = entry.next)
      if (sameExpression(entry.expression, expression)) return entry.item;
    entries.set(key, { expression, item, next: first });
    return item;
  };
}

function sameExpression(a: Expression, b: Expression): boolean {
  if (a.kind !== b.kind || a.inputs.length !== b.inputs.length) return false;
  return a.inputs.every((id, i) => id === b.inputs[i]) && sameData(a.attrs, b.attrs);
}

/** Structural equality of attributes: numbers, strings, arrays and plain objects. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(x);
  return keys.length === Object.keys(y).length && keys.every((key) => sameData(x[key], y[key]));
}

export const eliminateCommonSubexpressions: Pass = {
  name: 'eliminate-common-subexpressions',
  doc: 'compute equal expressions once',
  requires: [],
  ensures: ['no-duplicate-nodes'],
  breaks: ['fused-bias', 'no-batch-norm-after-conv', 'fused-activations'],
  error: 'exact',
  run(graph) {
    const { nodes, params, renames } = deduplicate(graph);
    if (renames.size === 0) return { graph, changed: false };
    return { graph: replaceNodes(graph, { nodes, params, renames }), changed: true };
  },
};
