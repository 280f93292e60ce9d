/**
 * ONNX Runtime's profiling file → kernels of each run, and the node of the graph that each is named after. The runtime
 * fuses nodes and keeps one of their names (`b2/conv` becomes `b2/conv_nchwc`, a swish `…/QuickGeluFusion/`); what the others
 * belong to is worked out in `analysis/profile/clusters.ts`. Changes of layout are named after nothing: they are done for the
 * kernel whose result they read, or that reads theirs, which is found by order of execution and shape.
 */
import type { Graph } from '../../../compiler/ir/graph.ts';
import type { TimedKernel } from '../rounds.ts';

/** The part of a Chrome trace event that is read. */
interface TraceEvent {
  readonly cat?: string;
  readonly name?: string;
  /** Microseconds. */
  readonly ts?: number;
  readonly dur?: number;
  readonly args?: {
    readonly op_name?: string;
    readonly input_type_shape?: readonly Shape[];
    readonly output_type_shape?: readonly Shape[];
  };
}

/** `{ "float": [1, 64, 160, 160] }` */
type Shape = Readonly<Record<string, readonly number[]>>;

const kernelSuffix = '_kernel_time';

/** Kernels of each run in the trace, in order of execution. */
export function parseProfile(text: string, graph: Graph | undefined): readonly (readonly TimedKernel[])[] {
  const events = (JSON.parse(text) as readonly TraceEvent[]).filter(({ ts }) => ts !== undefined);
  const runs = events.filter(({ name }) => name === 'model_run').sort(byStart);
  const nodes = events.filter(({ cat, name = '' }) => cat === 'Node' && name.endsWith(kernelSuffix)).sort(byStart);
  const ownerOf = owners(graph);
  return runs.map((run) => {
    const within = nodes.filter((event) => event.ts! >= run.ts! && event.ts! < run.ts! + (run.dur ?? 0));
    return timedKernels(within, ownerOf, graph !== undefined);
  });
}

/** Earlier first, and of two that start together the one that the other is a part of. */
const byStart = (a: TraceEvent, b: TraceEvent): number => a.ts! - b.ts! || (b.dur ?? 0) - (a.dur ?? 0);

function timedKernels(
  events: readonly TraceEvent[],
  ownerOf: (name: string) => string | undefined,
  known: boolean,
): readonly TimedKernel[] {
  const own = ownTimes(events);
  const owner = events.map(({ name = '' }) => ownerOf(name.slice(0, -kernelSuffix.length)));
  const times = new Map<string, number>();
  return events.map((event, index) => {
    const name = event.name!.slice(0, -kernelSuffix.length);
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    return {
      key: `${name} ${count}`, // a loop runs its nodes more than once
      name,
      op: event.args?.op_name ?? 'other',
      milliseconds: own[index]! / 1000,
      node: owner[index] ?? owner[neighbour(events, index) ?? -1],
      own: owner[index] === undefined && (known || isReorder(event)),
    };
  });
}

/** Microseconds without those of nested events: an `If` contains the nodes of its branch. */
function ownTimes(events: readonly TraceEvent[]): readonly number[] {
  const own = events.map(({ dur = 0 }) => dur);
  const open: number[] = [];
  events.forEach(({ ts = 0, dur = 0 }, index) => {
    while (open.length > 0 && endOf(events[open.at(-1)!]!) < ts + dur) open.pop();
    const outer = open.at(-1);
    if (outer !== undefined && dur > 0) own[outer] = Math.max(0, own[outer]! - dur);
    open.push(index);
  });
  return own;
}

const isReorder = (event: TraceEvent): boolean => event.args?.op_name?.startsWith('Reorder') === true;

const endOf = ({ ts = 0, dur = 0 }: TraceEvent): number => ts + dur;

const textOf = (shape: Shape | undefined): string => JSON.stringify(Object.values(shape ?? {})[0] ?? []);

/**
 * The kernel that a change of layout is done for: for `ReorderInput` the next that reads a tensor of its result's shape;
 * else the latest whose result has its input's shape. (Of SpineNet-49's 248 at -O0, -O1 and -O2 all are found so; the
 * truth is in the file that `optimizedModelFilePath` has ONNX Runtime 1.30 write.)
 */
function neighbour(events: readonly TraceEvent[], index: number): number | undefined {
  const { args } = events[index]!;
  if (args?.op_name === 'ReorderInput') {
    const made = textOf(args.output_type_shape?.[0]);
    for (let i = index + 1; i < events.length; i++) {
      const event = events[i]!;
      if (!isReorder(event) && event.args?.input_type_shape?.some((shape) => textOf(shape) === made) === true) return i;
    }
  }
  const read = textOf(args?.input_type_shape?.[0]);
  for (let i = index - 1; i >= 0; i--) {
    const event = events[i]!;
    if (!isReorder(event) && event.args?.output_type_shape?.some((shape) => textOf(shape) === read) === true) return i;
  }
  return undefined;
}

/** Finds the node of the graph that a name is of: its own, one below it (`b2/conv/relu`), or that of a value. */
function owners(graph: Graph | undefined): (name: string) => string | undefined {
  const nodes = new Map<string, string>();
  for (const node of graph?.nodes ?? []) {
    nodes.set(node.name, node.name);
    for (const { id } of node.outputs) if (!nodes.has(id)) nodes.set(id, node.name);
  }
  for (const { name, value } of graph?.outputs ?? []) {
    const maker = nodes.get(value);
    if (maker !== undefined && !nodes.has(name)) nodes.set(name, maker);
  }
  // What is done to an input is done for its first reader.
  for (const { id } of graph?.inputs ?? []) {
    const reader = graph?.nodes.find(({ inputs }) => inputs.includes(id));
    if (reader !== undefined && !nodes.has(id)) nodes.set(id, reader.name);
  }
  return (name) => {
    let path = name.replace(/^fused /, '').replace(/_nchwc$|_token_\d+$/, '');
    for (;;) {
      // A name that was taken already has got a number (`endpoint_3_2`).
      const node = nodes.get(path) ?? nodes.get(path.replace(/_\d+$/, ''));
      if (node !== undefined) return node;
      const slash = path.lastIndexOf('/');
      if (slash < 0) return undefined;
      path = path.slice(0, slash);
    }
  };
}
