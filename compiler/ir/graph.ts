/**
 * The intermediate representation: immutable plain data, in topological order. Objects are frozen; lists are read-only by
 * type alone, because JavaScript engines walk frozen arrays 7 to 20 times slower (V8 of Node 20 and 24). With `verify` the
 * pass manager freezes them too, so that a pass that writes into one is found.
 *
 * Every value has a stable, human, hierarchical name (`b12/resample0/in/conv`); a node with one output gives it the
 * node's own name. Params are values too: a node names its kernel among its inputs, and two nodes that name the same
 * param share it. Names survive to ONNX node names, tfjs comments, profiler rows and report rows.
 */
import type { AttributesOf, OpKind } from '../ops/index.ts';
import type { TensorType } from './tensor-type.ts';

export type ValueId = string;

export interface Value {
  readonly id: ValueId;
  readonly type: TensorType;
}

/** What a caller feeds. The picture comes first. */
export interface GraphInput extends Value {
  /** What every picture of a batch has when the caller leaves the input out: a row of `[N,k]`. */
  readonly perPicture?: readonly number[] | undefined;
}

/** Where a node comes from: section (`stem`, `b12`, `endpoint_3`, `class_3`) and the part that the report adds it to. */
export interface Origin {
  readonly section: string;
  readonly part: Part;
}

export type Part = 'backbone' | 'head' | 'decoder' | 'rpn' | 'box_head' | 'mask_head';

export interface NodeOf<K extends OpKind> {
  readonly name: string;
  readonly kind: K;
  readonly attrs: AttributesOf<K>;
  readonly inputs: readonly ValueId[];
  readonly outputs: readonly Value[];
  readonly origin: Origin;
}

/** A node of any kind; narrowing on `kind` gives the attributes their type. */
export type Node = { [K in OpKind]: NodeOf<K> }[OpKind];

/** How an untrained param starts, as in the official code (TensorFlow's initialisers). */
export type Initializer =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly stddev: number }
  /** Uniform in ±limit; tf.glorot_uniform_initializer() is limit sqrt(6/(fanIn + fanOut)). */
  | { readonly kind: 'uniform'; readonly limit: number }
  /** tf.initializers.VarianceScaling(1, fan_in, truncated_normal): stddev sqrt(1/fanIn)/.87962566103423978. */
  | { readonly kind: 'variance-scaling'; readonly fanIn: number };

/** A param that comes from a weights file (or its initialiser). */
export interface StoredParam {
  readonly source: 'stored';
  readonly name: ValueId;
  readonly type: TensorType;
  readonly initializer: Initializer;
  /** Moving statistics are params that are not trainable. */
  readonly trainable: boolean;
  /** Weight decay applies (kernels do; gamma, beta, bias don't). For training, later. */
  readonly regularized: boolean;
}

/** A param that a pass made out of others: the op's reference evaluation over params, in float64. */
export interface ComputedParam {
  readonly source: 'computed';
  readonly name: ValueId;
  readonly type: TensorType;
  readonly op: { [K in OpKind]: { readonly kind: K; readonly attrs: AttributesOf<K> } }[OpKind];
  readonly inputs: readonly ValueId[];
}

export type Param = StoredParam | ComputedParam;

/** A named output of the network (`endpoint_3`, `class_3`, `block_12`). */
export interface GraphOutput {
  readonly name: string;
  readonly value: ValueId;
}

/** A readable group of nodes in order of execution: `title` is the block's canonical `.spine` line. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly part: Part;
  /** Feature level (resolution 2^level) where the section has one. */
  readonly level?: number | undefined;
  /** Value that the section as a whole computes (before optimisation). */
  readonly result?: ValueId | undefined;
}

export interface Graph {
  readonly name: string;
  readonly inputs: readonly GraphInput[];
  readonly outputs: readonly GraphOutput[];
  /** In an order where a computed param comes after the params it is made of. */
  readonly params: readonly Param[];
  readonly nodes: readonly Node[];
  readonly sections: readonly Section[];
}

/** The single output of a node that has one. */
export function resultOf(node: Node): Value {
  const [value] = node.outputs;
  if (value === undefined || node.outputs.length !== 1)
    throw new Error(`${node.name} has ${node.outputs.length} outputs`);
  return value;
}

/**
 * Remembers what `compute` says about the latest graph: graphs never change, and whoever asks twice asks about the same
 * one. A WeakMap would remember more, and cost more than it saves: garbage collection treats what it holds as alive.
 */
export function oncePerGraph<T>(compute: (graph: Graph) => T): (graph: Graph) => T {
  let latest: { readonly graph: Graph; readonly answer: T } | undefined;
  return (graph) => {
    if (latest?.graph !== graph) latest = { graph, answer: compute(graph) };
    return latest.answer;
  };
}

/** Type of every value: inputs, params, node outputs. */
export const valueTypes = oncePerGraph((graph): ReadonlyMap<ValueId, TensorType> => {
  const types = new Map<ValueId, TensorType>();
  for (const { id, type } of graph.inputs) types.set(id, type);
  for (const { name, type } of graph.params) types.set(name, type);
  for (const node of graph.nodes) for (const { id, type } of node.outputs) types.set(id, type);
  return types;
});
