/**
 * Kernels → the nodes that they compute. Some runtimes fuse: of `conv`, `norm`, `add` and `relu` one kernel is left, under the
 * name of any of them. Nodes that no kernel is named after belong to the kernel that must have taken them in:
 *
 *   what starts a kernel (it multiplies, pools or pads)  the kernel of the node that reads it, at any distance
 *   everything else                                      of the kernels that make its inputs the one that runs last, for
 *                                                        only there all inputs are at hand
 *
 * The two rules are what fusions of ONNX Runtime do: an activation, norm, sum or factor goes into the convolution before
 * it, and a convolution never goes into what was before it. Where a runtime fuses nothing, such a node has no kernel at all:
 * it is computed on the host.
 */
import { valueTypes, type Graph, type Node, type ValueId } from '../../ir/graph.ts';
import { byteSize } from '../../ir/tensor-type.ts';
import { nodeCost } from '../../ir/node-cost.ts';
import type { Kernel, RunProfile } from './run-profile.ts';

/** Nodes that are computed together, and the kernels that do it. */
export interface Cluster {
  /** The first is the one that the kernels are named after. */
  readonly nodes: readonly Node[];
  readonly kernels: readonly Kernel[];
}

export interface Clusters {
  readonly clusters: readonly Cluster[];
  /** Kernels that belong to no node. */
  readonly rest: readonly Kernel[];
  /** Nodes that no kernel computes: the runtime has folded them away, or they are computed on the host. */
  readonly unseen: readonly Node[];
}

const startingKinds: ReadonlySet<string> = new Set(['max-pool', 'average-pool', 'global-average-pool', 'pad']);

export function clustersOf(graph: Graph, { kernels, fuses }: Pick<RunProfile, 'kernels' | 'fuses'>): Clusters {
  const nodes = new Map(graph.nodes.map((node) => [node.name, node]));
  const lastKernel = new Map<string, number>();
  const named = new Map<string, Kernel[]>();
  const rest: Kernel[] = [];
  kernels.forEach((kernel, index) => {
    if (kernel.node === undefined || !nodes.has(kernel.node)) return void rest.push(kernel);
    named.set(kernel.node, [...(named.get(kernel.node) ?? []), kernel]);
    if (!kernel.own) lastKernel.set(kernel.node, index);
  });
  const hosts = fuses ? hostsOf(graph, lastKernel) : new Map([...lastKernel.keys()].map((name) => [name, name]));
  const members = new Map<string, Node[]>();
  const unseen: Node[] = [];
  for (const node of graph.nodes) {
    const host = hosts.get(node.name);
    if (host === undefined) unseen.push(node);
    else if (host === node.name) members.set(host, [node, ...(members.get(host) ?? [])]);
    else members.set(host, [...(members.get(host) ?? []), node]);
  }
  // A runtime's own work for a node that another kernel computes belongs to that kernel's nodes.
  const kernelsOf = new Map<string, Kernel[]>();
  for (const [name, list] of named) {
    const host = hosts.get(name);
    if (host === undefined) rest.push(...list);
    else kernelsOf.set(host, [...(kernelsOf.get(host) ?? []), ...list]);
  }
  const clusters = [...members].map(([host, list]) => ({ nodes: list, kernels: kernelsOf.get(host) ?? [] }));
  return { clusters, rest, unseen };
}

/** By node the one after which the kernel is named that computes it. */
function hostsOf(graph: Graph, lastKernel: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const types = valueTypes(graph);
  const hosts = new Map<string, string>();
  for (const name of lastKernel.keys()) hosts.set(name, name);
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map(({ id }) => [id, node] as const)));
  const readers = readersOf(graph);
  // From the end, so that what a node's readers belong to is known.
  for (const node of [...graph.nodes].reverse()) {
    if (hosts.has(node.name)) continue;
    if (!startingKinds.has(node.kind) && nodeCost(node, types).macs === 0) continue;
    const host = nextNamed(node, readers, lastKernel);
    if (host !== undefined) hosts.set(node.name, host);
  }
  const order = (host: string): number => lastKernel.get(host) ?? -1;
  for (const node of graph.nodes) {
    if (hosts.has(node.name)) continue;
    const before = node.inputs.flatMap((id) => hosts.get(makers.get(id)?.name ?? '') ?? []);
    const host = before.sort((a, b) => order(b) - order(a))[0] ?? nextNamed(node, readers, lastKernel);
    if (host !== undefined) hosts.set(node.name, host);
  }
  return hosts;
}

/** The nearest reader that a kernel is named after. */
function nextNamed(node: Node, readers: Readers, lastKernel: ReadonlyMap<string, number>): string | undefined {
  const met = new Set<Node>([node]);
  // A set's iteration reaches what is added meanwhile: nearest first.
  for (const from of met)
    for (const reader of from.outputs.flatMap(({ id }) => readers.of(id))) {
      if (lastKernel.has(reader.name)) return reader.name;
      met.add(reader);
    }
  return undefined;
}

/** Work of a cluster at a batch: what its nodes compute, and what they must read and write between them. */
export interface ClusterWork {
  /** In the order of `nodes`. */
  readonly costs: readonly { readonly macs: number; readonly flops: number }[];
  /** Values that come from outside and that somebody outside reads, once each; params included. */
  readonly bytes: number;
}

export function clusterWork(graph: Graph, { nodes }: Cluster, readers: Readers, batch: number): ClusterWork {
  const types = valueTypes(graph);
  const inside = new Set(nodes);
  const made = new Set(nodes.flatMap((node) => node.outputs.map(({ id }) => id)));
  const moved = new Set<ValueId>();
  for (const node of nodes) {
    for (const id of node.inputs) if (!made.has(id)) moved.add(id);
    for (const { id } of node.outputs)
      if (readers.isOutput(id) || readers.of(id).some((reader) => !inside.has(reader))) moved.add(id);
  }
  const costs = nodes.map((node) => {
    const { macs, flops } = nodeCost(node, types);
    return { macs: macs * batch, flops: flops * batch };
  });
  return { costs, bytes: [...moved].reduce((sum, id) => sum + byteSize(types.get(id)!, batch), 0) };
}

export interface Readers {
  readonly of: (id: ValueId) => readonly Node[];
  readonly isOutput: (id: ValueId) => boolean;
}

export function readersOf(graph: Graph): Readers {
  const readers = new Map<ValueId, Node[]>();
  for (const node of graph.nodes) {
    for (const id of node.inputs) {
      const list = readers.get(id);
      if (list === undefined) readers.set(id, [node]);
      else list.push(node);
    }
  }
  const outputs = new Set(graph.outputs.map(({ value }) => value));
  return { of: (id) => readers.get(id) ?? [], isOutput: (id) => outputs.has(id) };
}
