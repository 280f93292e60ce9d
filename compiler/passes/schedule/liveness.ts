/**
 * A graph as the scheduler sees it: numbered steps that read and make numbered values, each with its bytes. What callers
 * feed and weights are left out, because no order changes them.
 */
import { valueTypes, type Graph, type ValueId } from '../../ir/graph.ts';
import { nodeWorkspace } from '../../ir/node-cost.ts';
import { byteSize } from '../../ir/tensor-type.ts';

export interface Liveness {
  /** By step, in the graph's order: the values that it reads, each once. */
  readonly reads: readonly (readonly number[])[];
  /** By step: the values that it makes. */
  readonly makes: readonly (readonly number[])[];
  /** By step: bytes that it holds while it runs besides what it reads and makes. */
  readonly workspace: readonly number[];
  /** By value: bytes, the step that makes it, the steps that read it, and whether it stays until the end. */
  readonly bytes: readonly number[];
  readonly maker: readonly number[];
  readonly readers: readonly (readonly number[])[];
  readonly kept: readonly boolean[];
}

/** Numbers the values that nodes make; bytes are those of a batch of `batch`. */
export function livenessOf(graph: Graph, batch = 1): Liveness {
  const numbers = new Map<ValueId, number>();
  const outputs = new Set<ValueId>(graph.outputs.map((o) => o.value));
  const bytes: number[] = [];
  const maker: number[] = [];
  const readers: number[][] = [];
  const kept: boolean[] = [];
  const makes = graph.nodes.map((node, step) =>
    node.outputs.map(({ id, type }) => {
      const value = bytes.push(byteSize(type, batch)) - 1;
      numbers.set(id, value);
      maker.push(step);
      readers.push([]);
      kept.push(outputs.has(id));
      return value;
    }),
  );
  const reads = graph.nodes.map((node, step) => {
    const values: number[] = [];
    for (const id of node.inputs) {
      const value = numbers.get(id);
      if (value === undefined || values.includes(value)) continue;
      values.push(value);
      readers[value]!.push(step);
    }
    return values;
  });
  const types = valueTypes(graph);
  const workspace = graph.nodes.map((node) => nodeWorkspace(node, types, batch));
  return { reads, makes, workspace, bytes, maker, readers, kept };
}
