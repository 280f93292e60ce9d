/**
 * Runs a graph with the ops' own reference evaluators: the arbiter that targets are compared with. One node after the
 * other, in plain TypeScript, on one thread; a value is dropped after its last reader, so that full-size networks fit.
 *
 * In `f32` every value is rounded to float32 when it is stored and sums are kept in float64 within an op. In `f64` nothing
 * is rounded: the difference of the two is what float32 storage alone costs.
 */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Graph, GraphInput, ValueId } from '../../compiler/ir/graph.ts';
import { formatType, sizeAt, type TensorType } from '../../compiler/ir/tensor-type.ts';
import { opDefinition } from '../../compiler/ops/index.ts';
import type { Allocate, Tensor } from '../../compiler/ops/op.ts';

export interface EvaluateOptions {
  /** Default `f32`. */
  readonly precision?: 'f32' | 'f64';
  /** `all` returns every node's value too, under its id (an output of the same name wins). Default `outputs`. */
  readonly keep?: 'outputs' | 'all';
}

/**
 * Network outputs by name. `params` is asked once per reader of a param, so that nobody has to hold all of them.
 * Throws `DiagnosticError` SPN6005 when an input is missing or has a shape that the graph was not compiled for.
 */
export function evaluateGraph(
  graph: Graph,
  params: (name: string) => Tensor,
  inputs: Readonly<Record<string, Tensor>>,
  options: EvaluateOptions = {},
): Record<string, Tensor> {
  const steps = evaluateSteps(graph, params, inputs, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `evaluateGraph`, one node a step, for callers that have something else to do in between. */
export function* evaluateSteps(
  graph: Graph,
  params: (name: string) => Tensor,
  inputs: Readonly<Record<string, Tensor>>,
  options: EvaluateOptions = {},
): Generator<undefined, Record<string, Tensor>> {
  const { precision = 'f32', keep = 'outputs' } = options;
  const allocate: Allocate = precision === 'f64' ? (n) => new Float64Array(n) : (n) => new Float32Array(n);
  const values = new Map<ValueId, Tensor>();
  const { batch, bound } = bindInputs(graph.inputs, inputs);
  for (const [id, tensor] of bound) values.set(id, convert(tensor, precision));

  const stored = new Map(graph.params.map((param) => [param.name, param.type]));
  const read = (id: ValueId): Tensor => {
    const value = values.get(id);
    if (value) return value;
    const type = stored.get(id);
    if (!type) throw new Error(`${graph.name} has no value ${id} at this point`);
    const param = params(id);
    if (!fits(param, type))
      throw new Error(`values of param ${id} are [${param.dims.join(',')}], it is ${formatType(type)}`);
    return convert(param, precision);
  };

  const doomed = keep === 'all' ? [] : lastReads(graph);
  for (const [i, node] of graph.nodes.entries()) {
    const dims = node.outputs.map(({ type }) => type.dims.map((d) => sizeAt(d, batch)));
    const results = opDefinition(node.kind).evaluate(node.attrs, node.inputs.map(read), dims, allocate);
    node.outputs.forEach(({ id }, k) => values.set(id, results[k]!));
    for (const id of doomed[i] ?? []) values.delete(id);
    yield;
  }

  const made = keep === 'all' ? graph.nodes.flatMap((n) => n.outputs.map(({ id }) => [id, read(id)] as const)) : [];
  return Object.fromEntries([...made, ...graph.outputs.map((output) => [output.name, read(output.value)] as const)]);
}

/** Checks the inputs, those left out filled in, and says what `N` is. */
function bindInputs(
  declared: readonly GraphInput[],
  given: Readonly<Record<string, Tensor>>,
): { readonly batch: number; readonly bound: ReadonlyMap<ValueId, Tensor> } {
  const bound = new Map<ValueId, Tensor>();
  let batch: number | undefined;
  for (const { id, type, perPicture } of declared) {
    const tensor = Object.hasOwn(given, id) ? given[id] : undefined;
    if (!tensor && perPicture) {
      bound.set(id, repeated(perPicture, batch ?? 1));
      continue;
    }
    if (!tensor) throw new DiagnosticError(diagnostic('SPN6005', `input ${id} (${formatType(type)}) is missing`));
    batch ??= tensor.dims[type.dims.indexOf('N')];
    if (!fits(tensor, type, batch))
      throw new DiagnosticError(
        diagnostic('SPN6005', `input ${id} is [${tensor.dims.join(',')}], the network takes ${formatType(type)}`),
      );
    bound.set(id, tensor);
  }
  return { batch: batch ?? 1, bound };
}

/** What an input that was left out is: the same row for every picture. */
export function repeated(row: readonly number[], batch: number): Tensor {
  const data = Float32Array.from({ length: batch * row.length }, (_, i) => row[i % row.length]!);
  return { dims: [batch, row.length], data };
}

function fits({ dims, data }: Tensor, type: TensorType, batch?: number): boolean {
  const count = dims.reduce((product, d) => product * d, 1);
  if (dims.length !== type.dims.length || data.length !== count) return false;
  return type.dims.every((d, axis) => dims[axis] === sizeAt(d, batch ?? NaN));
}

function convert(tensor: Tensor, precision: 'f32' | 'f64'): Tensor {
  const Wanted = precision === 'f64' ? Float64Array : Float32Array;
  return tensor.data instanceof Wanted ? tensor : { dims: tensor.dims, data: new Wanted(tensor.data) };
}

/** For every node, the values that nothing reads after it. */
function lastReads(graph: Graph): readonly (readonly ValueId[])[] {
  const kept = new Set(graph.outputs.map((output) => output.value));
  const doomed: ValueId[][] = graph.nodes.map(() => []);
  for (let i = graph.nodes.length - 1; i >= 0; i--) {
    const { inputs, outputs } = graph.nodes[i]!;
    for (const id of [...outputs.map((v) => v.id), ...inputs])
      if (!kept.has(id)) {
        kept.add(id);
        doomed[i]!.push(id);
      }
  }
  return doomed;
}
