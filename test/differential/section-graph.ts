/**
 * One section of a graph as a graph of its own, so that it can be run on any target with chosen inputs. Backends take one
 * picture, so the first value that comes from outside is the input, and further ones are params: constant activations.
 */
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph, Node, Param, ValueId } from '../../compiler/ir/graph.ts';
import { sizeAt, tensorType, type TensorType } from '../../compiler/ir/tensor-type.ts';
import { valueTypes } from '../../compiler/ir/graph.ts';

export interface SectionGraph {
  readonly graph: Graph;
  /** Values of other sections (or the picture) that it reads: the input first. */
  readonly boundary: readonly ValueId[];
  /** The value that it computes. */
  readonly result: ValueId;
}

/** @param batch fixes the symbolic batch, because constant activations have one */
export function sectionGraph(graph: Graph, id: string, batch = 1): SectionGraph {
  const section = graph.sections.find((s) => s.id === id);
  const result = section?.result;
  if (!section || result === undefined) throw new Error(`${graph.name} has no section ${id} with a result`);
  const nodes = graph.nodes.filter((node) => node.origin.section === id);
  const params = new Map<ValueId, Param>(graph.params.map((p) => [p.name, p]));
  const types = valueTypes(graph);
  const made = new Set(nodes.flatMap((node) => node.outputs.map((value) => value.id)));
  const boundary = [...new Set(nodes.flatMap((node) => node.inputs))].filter((v) => !made.has(v) && !params.has(v));

  const build = new GraphBuilder(`${graph.name}/${id}`);
  boundary.forEach((value, index) => {
    const type = fixBatch(types.get(value)!, batch);
    if (index === 0) build.input(value, type);
    else build.param({ name: value, type, initializer: { kind: 'zeros' }, trainable: false, regularized: false });
  });
  const needed = neededParams(nodes, params);
  for (const param of graph.params) {
    if (!needed.has(param.name)) continue;
    if (param.source === 'computed') build.computed(param.name, param.op, param.inputs);
    else build.param(param);
  }
  build.section(section, () => {
    for (const node of nodes) {
      if (node.kind !== 'reshape') build.op(node.name, node.kind, node.inputs, node.attrs);
      else build.op(node.name, node.kind, node.inputs, { dims: node.attrs.dims.map((d) => sizeAt(d, batch)) });
    }
    return result;
  });
  build.output('result', result);
  return { graph: build.build(), boundary, result };
}

function fixBatch({ dtype, dims }: TensorType, batch: number): TensorType {
  return tensorType(
    dtype,
    dims.map((d) => sizeAt(d, batch)),
  );
}

/** Params that nodes read, and those they are made of. */
function neededParams(nodes: readonly Node[], params: ReadonlyMap<ValueId, Param>): ReadonlySet<ValueId> {
  const needed = new Set<ValueId>();
  const need = (id: ValueId): void => {
    const param = params.get(id);
    if (!param || needed.has(id)) return;
    needed.add(id);
    if (param.source === 'computed') param.inputs.forEach(need);
  };
  for (const node of nodes) node.inputs.forEach(need);
  return needed;
}
