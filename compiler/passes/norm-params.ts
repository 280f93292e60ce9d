/**
 * What batch norms are once their statistics are constants: a scale and a shift per channel, made of the norm's params by
 * ordinary ops that are evaluated in float64 when weights arrive.
 */
import type { ComputedParam, Graph, NodeOf, ValueId } from '../ir/graph.ts';
import { tensorType, type TensorType } from '../ir/tensor-type.ts';
import type { LinearNode } from './linear-node.ts';
import { sibling, type Naming } from './naming.ts';
import { paramsByName } from './uses.ts';

export type NormNode = NodeOf<'batch-norm'>;

/** True when the norms scale alike, whatever they add. */
export function sameScale(a: NormNode, b: NormNode): boolean {
  return a.inputs[1] === b.inputs[1] && a.inputs[4] === b.inputs[4] && a.attrs.epsilon === b.attrs.epsilon;
}

export interface Folding {
  /** Everything made so far, in order of dependence. */
  readonly params: readonly ComputedParam[];
  readonly kernel: (conv: LinearNode, norm: NormNode) => ValueId;
  /** What a norm adds, to a conv's bias or to nothing. */
  readonly bias: (norm: NormNode, bias: ValueId | undefined) => ValueId;
  readonly shiftedMean: (conv: LinearNode, norm: NormNode) => ValueId;
  /** What a norm multiplies with, `[C]`. */
  readonly scale: (norm: NormNode) => ValueId;
  /** The same as a depthwise kernel `[1,1,C,1]`. */
  readonly scaleKernel: (norm: NormNode) => ValueId;
}

/** Makes the computed params; convs that share what they are made of share them. */
export function createFolding(graph: Graph, naming: Naming): Folding {
  const params: ComputedParam[] = [];
  const stored = paramsByName(graph);
  const compute = (name: string, type: TensorType, op: ComputedParam['op'], inputs: readonly ValueId[]): ValueId => {
    const id = naming.fresh(name);
    params.push(Object.freeze({ source: 'computed', name: id, type, op, inputs }));
    return id;
  };
  const typeOf = (param: ValueId): TensorType => stored.get(param)!.type;

  const zeros = new Map<ValueId, ValueId>();
  const zero = (norm: NormNode): ValueId => {
    const gamma = norm.inputs[1]!;
    return remember(zeros, gamma, () => compute(sibling(gamma, 'zero'), typeOf(gamma), subtract, [gamma, gamma]));
  };
  const scaled = (name: string, x: ValueId, type: TensorType, norm: NormNode): ValueId => {
    const none = zero(norm);
    return compute(name, type, batchNorm(norm), [x, norm.inputs[1]!, none, none, norm.inputs[4]!]);
  };
  /** γ/√(σ² + ε), named beside another param. */
  const scaleVector = (beside: ValueId, norm: NormNode): ValueId => {
    const [, gamma = '', , , variance = ''] = norm.inputs;
    const vector = typeOf(gamma);
    const shifted = compute(sibling(beside, 'variance'), vector, shiftBy(norm.attrs.epsilon), [variance]);
    const root = compute(sibling(beside, 'deviation'), vector, rsqrt, [shifted]);
    return compute(sibling(beside, 'scale'), vector, multiply, [root, gamma]);
  };
  /** A vector as `[1,1,C,1]`. */
  const columnOf = (beside: ValueId, norm: NormNode, scale: ValueId): ValueId => {
    const { dtype, dims } = typeOf(norm.inputs[1]!);
    const column = tensorType(dtype, [1, 1, dims[0]!, 1]);
    return compute(sibling(beside, 'scale_column'), column, reshapeTo(column), [scale]);
  };
  const scales = new Map<string, ValueId>();
  const scaleKernels = new Map<ValueId, ValueId>();
  const scaleOf = (norm: NormNode): ValueId => {
    const [, gamma = '', , , variance = ''] = norm.inputs;
    return remember(scales, `${gamma} ${variance} ${norm.attrs.epsilon}`, () => scaleVector(gamma, norm));
  };
  const kernels = new Map<ValueId, ValueId>(); // all readers of a kernel that is folded scale it alike
  const biases = new Map<ValueId, { readonly id: ValueId; readonly bias: ValueId; readonly norm: NormNode }[]>();

  return {
    params,
    kernel(conv, norm) {
      const kernel = conv.inputs[1]!;
      return remember(kernels, kernel, () => {
        const type = typeOf(kernel);
        const name = sibling(kernel, 'folded_kernel');
        if (conv.kind === 'conv2d' || conv.kind === 'dense') return scaled(name, kernel, type, norm);
        if (conv.kind === 'conv2d-transpose')
          return compute(name, type, multiply, [kernel, columnOf(kernel, norm, scaleVector(kernel, norm))]);
        const [height = 1, width = 1, channels = 1] = type.dims;
        const channelsLast = tensorType(type.dtype, [height, width, 1, channels]);
        const turned = sibling(kernel, 'kernel_channels_last');
        const folded = sibling(kernel, 'folded_kernel_channels_last');
        const x = compute(turned, channelsLast, reshapeTo(channelsLast), [kernel]);
        return compute(name, type, reshapeTo(type), [scaled(folded, x, channelsLast, norm)]);
      });
    },
    bias(norm, own) {
      const [, gamma = '', beta = '', mean = '', variance = ''] = norm.inputs;
      const bias = own ?? zero(norm);
      const made = remember(biases, beta, () => []);
      const known = made.find((m) => m.bias === bias && m.norm.inputs[3] === mean && sameScale(m.norm, norm));
      if (known !== undefined) return known.id;
      const name = sibling(beta, 'folded_bias');
      const id = compute(name, typeOf(beta), batchNorm(norm), [bias, gamma, beta, mean, variance]);
      made.push({ id, bias, norm });
      return id;
    },
    shiftedMean(conv, norm) {
      const mean = norm.inputs[3]!;
      return compute(sibling(mean, 'shifted_mean'), typeOf(mean), subtract, [mean, conv.inputs[2]!]);
    },
    scale: scaleOf,
    scaleKernel(norm) {
      const scale = scaleOf(norm);
      return remember(scaleKernels, scale, () => columnOf(norm.inputs[1]!, norm, scale));
    },
  };
}

const subtract: ComputedParam['op'] = Object.freeze({ kind: 'subtract', attrs: Object.freeze({}) });

const multiply: ComputedParam['op'] = Object.freeze({ kind: 'multiply', attrs: Object.freeze({}) });
const rsqrt: ComputedParam['op'] = Object.freeze({ kind: 'rsqrt', attrs: Object.freeze({}) });

const shiftBy = (value: number): ComputedParam['op'] =>
  Object.freeze({ kind: 'shift', attrs: Object.freeze({ value }) });

const batchNorm = (norm: NormNode): ComputedParam['op'] => Object.freeze({ kind: norm.kind, attrs: norm.attrs });

const reshapeTo = ({ dims }: TensorType): ComputedParam['op'] =>
  Object.freeze({ kind: 'reshape', attrs: Object.freeze({ dims }) });

/** The value of a key, made when it is first asked for. */
function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
