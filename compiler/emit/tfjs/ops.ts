/**
 * The tfjs target as a table: how each op kind is spelt with `@tensorflow/tfjs-core` (as `tf`, `conv2d` and
 * `depthwiseConv2d` of `tf.fused`, `batchNorm` of the prelude). Graphs come legalised for tfjs: windows are `valid` or TensorFlow's `same`.
 */
import type { Node } from '../../ir/graph.ts';
import { isSymbolic } from '../../ir/tensor-type.ts';
import type { FusedActivation } from '../../ops/fused-activation.ts';
import type { OpKind } from '../../ops/index.ts';
import { tensorflowPadding, windowOf } from '../../passes/legalize/tensorflow-padding.ts';
import { code, join, type Code } from '../code.ts';
import type { HostKind } from './host-ops.ts';
import { tensorTypeName, unsupported, type TfjsContext, type TfjsLowering } from './lowering.ts';
import { winogradConv2d } from './winograd.ts';

type Pair = readonly [height: number, width: number];

const activationNames: Readonly<Record<FusedActivation, Code | undefined>> = {
  none: undefined,
  relu: code`'relu'`,
  sigmoid: code`'sigmoid'`,
};

/** A number where tfjs takes one for both axes. */
const pair = ([height, width]: Pair): Code => (height === width ? code`${height}` : code`${[height, width]}`);

/** TensorFlow's name for an explicit padding; refuses one that has none. */
function padding(node: Node, { types }: TfjsContext): Code {
  const window = windowOf(node, types);
  const name = window && tensorflowPadding(window);
  return name
    ? code`${name}`
    : unsupported('SPN4101', "its padding is neither 'valid' nor 'same': legalize for tfjs first")(node);
}

/** `conv2d` and `depthwiseConv2d` of `tf.fused` take the same options. */
const fusedConv =
  (callee: Code): TfjsLowering<'conv2d' | 'depthwise-conv2d'> =>
  (node, context) => {
    const { stride, dilation, activation } = node.attrs;
    if (Math.max(...dilation) > 1 && Math.max(...stride) > 1)
      return unsupported('SPN4101', 'tfjs convs have a stride or a dilation, not both')(node);
    const options = [
      code`x: ${context.input(0)}`,
      code`strides: ${pair(stride)}`,
      code`pad: ${padding(node, context)}`,
    ];
    if (Math.max(...dilation) > 1) options.push(code`dilations: ${pair(dilation)}`);
    const name = activationNames[activation];
    if (name) options.push(code`activation: ${name}`);
    const weights = [code`filter: ${context.input(1)}`];
    if (node.inputs.length > 2) weights.push(code`bias: ${context.input(2)}`);
    return code`${callee}({ ${join(options)},\n  ${join(weights)} })`;
  };

const unary =
  (callee: Code): TfjsLowering<'relu' | 'sigmoid' | 'rsqrt'> =>
  (_node, { input }) =>
    code`${callee}(${input(0)})`;

/** A product or sum with a constant. */
const withConstant =
  (callee: Code): TfjsLowering<'scale' | 'shift'> =>
  (node, { input, scalar, outputType }) =>
    code`${callee}<${tensorTypeName(outputType.dims.length)}>(${input(0)}, ${scalar(node.attrs.value)})`;

const expandedEarlier = unsupported('SPN4101', 'legalize for tfjs first, which spells it with others');

const otherTarget = unsupported('SPN4101', 'it pays on other targets: optimise for tfjs');

const binary =
  (callee: Code): TfjsLowering<'add' | 'subtract' | 'multiply' | 'divide'> =>
  (_node, { input, outputType }) =>
    code`${callee}<${tensorTypeName(outputType.dims.length)}>(${input(0)}, ${input(1)})`;

export const tfjsOps: { readonly [K in Exclude<OpKind, HostKind>]: TfjsLowering<K> } = {
  conv2d: fusedConv(code`conv2d`),
  'depthwise-conv2d': fusedConv(code`depthwiseConv2d`),

  'batch-norm': (node, { input }) =>
    code`batchNorm(${input(0)}, ${node.attrs.epsilon}, { mean: ${input(3)}, variance: ${input(4)},\n  scale: ${input(1)}, offset: ${input(2)} })`,

  relu: unary(code`tf.relu`),
  sigmoid: unary(code`tf.sigmoid`),
  rsqrt: unary(code`tf.rsqrt`),
  swish: expandedEarlier,
  'hard-sigmoid': expandedEarlier,
  'hard-swish': expandedEarlier,
  'space-to-depth': expandedEarlier,
  scale: withConstant(code`tf.mul`),
  shift: withConstant(code`tf.add`),
  clip: (node, { input }) => code`tf.clipByValue(${input(0)}, ${node.attrs.low}, ${node.attrs.high})`,
  add: binary(code`tf.add`),
  subtract: binary(code`tf.sub`),
  multiply: binary(code`tf.mul`),
  divide: binary(code`tf.div`),

  'max-pool': (node, context) => {
    const { kernel, stride, dilation } = node.attrs;
    if (Math.max(...dilation) > 1) return unsupported('SPN4101', 'tfjs has no dilated max-pool')(node);
    return code`tf.maxPool(${context.input(0)}, ${pair(kernel)}, ${pair(stride)}, ${padding(node, context)})`;
  },

  'average-pool': (node, context) => {
    const { kernel, stride } = node.attrs;
    return code`tf.avgPool(${context.input(0)}, ${pair(kernel)}, ${pair(stride)}, ${padding(node, context)})`;
  },

  // Half-pixel centres: (o + ½)/f is never near an integer, so its floor is o/f rounded down however a GPU divides.
  'upsample-nearest': (_node, { input, outputType }) => {
    const [, height, width] = outputType.dims as readonly number[];
    return code`tf.image.resizeNearestNeighbor(${input(0)}, ${[height!, width!]}, false, true)`;
  },

  gather: (node, { input, indices }) =>
    code`tf.gather<tf.Tensor4D>(${input(0)}, ${indices(node.attrs.indices)}, ${node.attrs.axis === 'height' ? 1 : 2})`,

  pad: (node, { input }) => {
    const [top, left, bottom, right] = node.attrs.padding;
    return code`tf.pad(${input(0)}, ${[
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]}, ${node.attrs.value})`;
  },

  reshape: (node, { input, outputType }) =>
    code`tf.reshape(${input(0)}, ${node.attrs.dims.map((d) => (isSymbolic(d) ? -1 : d))}) as ${tensorTypeName(outputType.dims.length)}`,

  dense: (node, { input }) => {
    const options = [code`a: ${input(0)}`, code`b: ${input(1)}`];
    if (node.inputs.length > 2) options.push(code`bias: ${input(2)}`);
    const name = activationNames[node.attrs.activation];
    if (name) options.push(code`activation: ${name}`);
    return code`tf.fused.matMul({ ${join(options)} }) as tf.Tensor2D`;
  },

  'conv2d-transpose': (node, { input, outputType, types }) => {
    if (node.inputs.length > 2 || node.attrs.activation !== 'none') return expandedEarlier(node);
    const [, height, width, channels] = outputType.dims as readonly number[];
    const size = types.get(node.inputs[1]!)!.dims[0] as number;
    const shape = code`[${input(0)}.shape[0], ${height!}, ${width!}, ${channels!}]`;
    return code`tf.conv2dTranspose(${input(0)}, ${input(1)}, ${shape}, ${size}, 'valid')`;
  },

  'global-average-pool': (_node, { input }) => code`tf.mean<tf.Tensor4D>(${input(0)}, [1, 2], true)`,

  concat: (node, { input, outputType }) => {
    const parts = node.inputs.map((_, i) => input(i));
    return code`tf.concat<${tensorTypeName(outputType.dims.length)}>([${join(parts)}], ${outputType.dims.length - 1})`;
  },

  'winograd-input': otherTarget,
  'winograd-kernel': otherTarget,

  'zero-extend': (node, { input, outputType, types }) => {
    const before = types.get(node.inputs[0]!)!.dims as readonly number[];
    const pads = node.attrs.dims.map((d, axis) => [0, d - before[axis]!]);
    return code`tf.pad<${tensorTypeName(outputType.dims.length)}>(${input(0)}, ${pads})`;
  },

  'winograd-conv2d': otherTarget,
  'conv2d-by-winograd': winogradConv2d,
};
