/**
 * The one liveness plan: what the memory report shows and when generated code frees a tensor.
 *
 * Nodes run in the graph's order. Step i makes the outputs of node i while everything live before it is still there (and
 * its workspace, where its op has one), then frees what has its last use in i; an output that nobody reads is freed at
 * once. Network inputs belong to the caller and count all the time; network outputs stay until the end. Params (weights)
 * are not counted: they live as long as the model. So the peak is what a run that counts bytes after each op and before
 * each disposal sees, weights excluded.
 */
import { valueTypes, type Graph, type ValueId } from '../ir/graph.ts';
import { nodeWorkspace } from '../ir/node-cost.ts';
import { byteSize } from '../ir/tensor-type.ts';
import { livenessOf } from './schedule/liveness.ts';
import { lowerBound } from './schedule/lower-bound.ts';

export interface MemoryPlan {
  readonly batch: number;
  /** Most bytes held at any moment. */
  readonly peakBytes: number;
  /** The (first) node during which they are; none in a graph without nodes. */
  readonly peakNode: string | undefined;
  /** By node index: values to free after it, in the order in which they were made. */
  readonly lastUse: readonly (readonly ValueId[])[];
  /** By node index: most bytes held while it runs, up to when its outputs exist and nothing is freed. */
  readonly liveBytesDuring: readonly number[];
  /** By node index: bytes held after the frees that follow it. */
  readonly liveBytesAfter: readonly number[];
  /** What no order of execution can do without (`schedule/lower-bound.ts`), counted when somebody looks. */
  readonly lowerBoundBytes: number;
  /** Bytes of network inputs, part of every figure. */
  readonly inputBytes: number;
  /** Bytes of network outputs, held at the end. */
  readonly outputBytes: number;
}

const nothing: readonly ValueId[] = Object.freeze([]);

/** Plans the memory of one run of the graph's nodes in order, for a batch of `batch` (default 1). */
export function planMemory(graph: Graph, batch = 1): MemoryPlan {
  // Values that are made and freed here: node outputs. Their last reader is found backwards, in one sweep.
  const kept = new Set<ValueId>();
  for (const { id } of graph.inputs) kept.add(id);
  const inputBytes = graph.inputs.reduce((sum, { type }) => sum + byteSize(type, batch), 0);
  const bytes = new Map<ValueId, number>();
  for (const node of graph.nodes) for (const { id, type } of node.outputs) bytes.set(id, byteSize(type, batch));
  let outputBytes = 0;
  for (const { value } of graph.outputs) {
    if (!kept.has(value)) outputBytes += bytes.get(value) ?? 0;
    kept.add(value);
  }

  const lastReader = new Map<ValueId, number>();
  graph.nodes.forEach((node, index) => {
    for (const { id } of node.outputs) lastReader.set(id, index); // its own maker, until somebody reads it
    for (const id of node.inputs) if (bytes.has(id)) lastReader.set(id, index);
  });
  const lastUse: ValueId[][] = graph.nodes.map(() => nothing as ValueId[]);
  for (const [id, index] of lastReader) {
    if (kept.has(id)) continue;
    if (lastUse[index] === nothing) lastUse[index] = [id];
    else lastUse[index]!.push(id);
  }

  const liveBytesDuring: number[] = [];
  const liveBytesAfter: number[] = [];
  let live = inputBytes;
  let peakBytes = inputBytes;
  let peakNode: string | undefined;
  const types = valueTypes(graph);
  graph.nodes.forEach((node, index) => {
    let results = 0;
    for (const { id } of node.outputs) results += bytes.get(id)!;
    live += results;
    const during = live + nodeWorkspace(node, types, batch);
    liveBytesDuring.push(during);
    if (during > peakBytes || peakNode === undefined) {
      peakBytes = Math.max(peakBytes, during);
      peakNode = node.name;
    }
    for (const id of lastUse[index]!) live -= bytes.get(id)!;
    liveBytesAfter.push(live);
  });
  return {
    batch,
    peakBytes,
    peakNode,
    lastUse,
    liveBytesDuring,
    liveBytesAfter,
    get lowerBoundBytes() {
      return inputBytes + lowerBound(livenessOf(graph, batch));
    },
    inputBytes,
    outputBytes,
  };
}
