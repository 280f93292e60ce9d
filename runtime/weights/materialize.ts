/**
 * Values of any param of a graph, one at a time, out of a source of the stored ones.
 *
 * Computed params (what folding made) are evaluated by their op's reference evaluator. Everything between the stored
 * values and the result is float64, and the result is rounded to float32 once. Nothing large is held: a stored tensor is
 * read when it is needed, the last step writes float32 directly, and only small intermediates (per-channel vectors that
 * a kernel and a bias share) are remembered. Asking for all params in turn needs a few times the largest of them.
 */
import type { ComputedParam, Graph, Param } from '../../compiler/ir/graph.ts';
import { isSymbolic } from '../../compiler/ir/tensor-type.ts';
import { opDefinition } from '../../compiler/ops/index.ts';
import type { Allocate, Tensor } from '../../compiler/ops/op.ts';
import { checkWeightSizes } from './limits.ts';
import type { ParamSource } from './param-source.ts';

/** Intermediates up to this size are kept for the next param that needs them. */
const largestKeptBytes = 1 << 20;

const float32: Allocate = (length) => new Float32Array(length);
const float64: Allocate = (length) => new Float64Array(length);

/**
 * A reader of the graph's params by name: row-major, in the param's own shape. Throws what the source throws
 * (`DiagnosticError`, SPN5xxx) for stored params that it can't give, and a `RangeError` for names that the graph lacks.
 * @throws DiagnosticError SPN5015 at once, when the weights are too large.
 */
export function paramReader(graph: Graph, source: ParamSource): (name: string) => Float32Array {
  const evaluate = createEvaluator(graph, source);
  return (name) => evaluate(name, float32).data as Float32Array;
}

/** As `paramReader`, but computed params keep their float64 values: for comparing graphs without rounding. */
export function exactParamReader(graph: Graph, source: ParamSource): (name: string) => Tensor {
  const evaluate = createEvaluator(graph, source);
  return (name) => evaluate(name, float64);
}

type Evaluate = (name: string, allocate: Allocate) => Tensor;

function createEvaluator(graph: Graph, source: ParamSource): Evaluate {
  checkWeightSizes(graph);
  const params = new Map<string, Param>(graph.params.map((p) => [p.name, p]));
  const kept = new Map<string, Tensor>();

  /** What a computed param is made of: stored values as they are, computed ones in float64. */
  const operand = (name: string): Tensor => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const tensor = evaluate(name, float64);
    if (params.get(name)?.source === 'computed' && tensor.data.byteLength <= largestKeptBytes) kept.set(name, tensor);
    return tensor;
  };
  const evaluate: Evaluate = (name, allocate) => {
    const param = params.get(name);
    if (param === undefined) throw new RangeError(`${graph.name} has no param ${name}`);
    if (param.source === 'computed') return apply(param, param.inputs.map(operand), allocate);
    return { dims: concreteDims(param), data: source.read(param) };
  };
  return evaluate;
}

function apply(param: ComputedParam, inputs: readonly Tensor[], allocate: Allocate): Tensor {
  const { kind, attrs } = param.op;
  const [result] = opDefinition(kind).evaluate(attrs, inputs, [concreteDims(param)], allocate);
  return result!;
}

function concreteDims(param: Param): readonly number[] {
  return param.type.dims.map((d) => {
    if (isSymbolic(d)) throw new RangeError(`param ${param.name} has a symbolic size`);
    return d;
  });
}
