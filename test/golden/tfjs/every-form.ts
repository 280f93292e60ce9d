/**
 * every-form, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 * Spec abababababababababababababababababababababababababababababababab.
 *
 * Input: float32 [N,9,12,3], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 0.0 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'every-form',
  hash: 'abababababababababababababababababababababababababababababababab',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 9, width: 12, channels: 3 },
} as const;

export interface Outputs {
  readonly endpoint_3: tf.Tensor4D; // [N,7,6,4]
  readonly block_0: tf.Tensor4D; // [N,5,12,4]
}

export interface Model {
  /** The outputs are yours to dispose, the input stays yours; nothing else is left behind. */
  predict(x: tf.Tensor4D): Outputs;
  /** Frees the weights. Outputs that you hold stay valid. */
  dispose(): void;
}

/**
 * Takes the weights: the bytes of a safetensors file (F32 or F16), or tensors by name, which it clones.
 * Throws an Error that lists what is missing or does not fit.
 */
export async function load(weights: Uint8Array | Record<string, tf.Tensor>): Promise<Model> {
  await tf.ready();
  const w = takeWeights(weights);
  const constants = makeConstants();
  let disposed = false;
  return {
    predict(x) {
      if (disposed) throw new Error(spec.name + ': the model is disposed');
      return predict(w, constants, x);
    },
    dispose() {
      disposed = true;
      for (const owned of [w, constants]) for (const tensor of Object.values<tf.Tensor>(owned)) tensor.dispose();
    },
  };
}

const { conv2d, depthwiseConv2d } = tf.fused;

function predict(w: Weights, constants: Constants, x: tf.Tensor4D): Outputs {
  checkInput(x);

  // b0 : L2 bottleneck
  const b0_conv = conv2d({ x: x, strides: [2, 1], pad: 'same', activation: 'relu',
    filter: w['b0/conv/kernel'], bias: w['b0/conv/bias'] }); // [N,5,12,4]
  const b0_norm = batchNorm(b0_conv, 0.001, { mean: w['b0/moving_mean'], variance: w['b0/moving_variance'],
    scale: w['b0/gamma'], offset: w['b0/beta'] }); // [N,5,12,4]
  const b0_depthwise = depthwiseConv2d({ x: b0_norm, strides: 1, pad: 'same', dilations: 2, activation: 'sigmoid',
    filter: w['b0/depthwise/kernel'] }); // [N,5,12,4]
  const b0_swish_sigmoid = tf.sigmoid(b0_depthwise); // [N,5,12,4]
  const b0_swish = tf.mul<tf.Tensor4D>(b0_depthwise, b0_swish_sigmoid); // [N,5,12,4]
  b0_depthwise.dispose(); b0_swish_sigmoid.dispose();
  const b0_add = tf.add<tf.Tensor4D>(b0_swish, b0_norm); // [N,5,12,4]
  b0_norm.dispose(); b0_swish.dispose();
  const b0_subtract = tf.sub<tf.Tensor4D>(b0_add, w['b0/shift']); // [N,5,12,4]
  b0_add.dispose();
  const b0_divide = tf.div<tf.Tensor4D>(b0_subtract, w['b0/positive']); // [N,5,12,4]
  b0_subtract.dispose();
  const b0_relu = tf.relu(b0_divide); // [N,5,12,4]
  b0_divide.dispose();
  const b0_pool_pad = tf.pad(b0_relu, [[0, 0], [1, 1], [1, 0], [0, 0]], 0); // [N,7,13,4]
  b0_relu.dispose();
  const b0_pool = tf.maxPool(b0_pool_pad, 3, 2, 'valid'); // [N,3,6,4]
  b0_pool_pad.dispose();
  const b0_upsample = tf.image.resizeNearestNeighbor(b0_pool, [9, 12], false, true); // [N,9,12,4]
  b0_pool.dispose();
  const b0_rows = tf.gather<tf.Tensor4D>(b0_upsample, constants.i0, 1); // [N,5,12,4]
  b0_upsample.dispose();
  const b0_columns = tf.gather<tf.Tensor4D>(b0_rows, constants.i0, 2); // [N,5,5,4]
  b0_rows.dispose();
  const b0_pad = tf.pad(b0_columns, [[0, 0], [0, 2], [1, 0], [0, 0]], -1.5); // [N,7,6,4]
  b0_columns.dispose();
  const b0_rsqrt = tf.rsqrt(w['b0/scale_positive']); // [4]
  const b0_reshape = tf.reshape(b0_rsqrt, [1, 1, 1, 4]) as tf.Tensor4D; // [1,1,1,4]
  b0_rsqrt.dispose();
  const b0_multiply = tf.mul<tf.Tensor4D>(b0_pad, b0_reshape); // [N,7,6,4]
  b0_pad.dispose(); b0_reshape.dispose();
  const b0_sigmoid = tf.sigmoid(b0_multiply); // [N,7,6,4]
  b0_multiply.dispose();

  return {
    endpoint_3: b0_sigmoid,
    block_0: b0_conv,
  };
}

function checkInput(x: tf.Tensor4D): void {
  const { dtype, height, width, channels } = spec.input;
  if (x.rank === 4 && x.dtype === dtype && x.shape[1] === height && x.shape[2] === width && x.shape[3] === channels) return;
  const wanted = dtype + ' [N,' + height + ',' + width + ',' + channels + ']';
  throw new Error(spec.name + ' takes ' + wanted + ', not ' + x.dtype + ' [' + x.shape + ']');
}

/** tf.batchNorm without the reshape that it ends with, which tf.memory() would count as a copy. */
function batchNorm<T extends tf.Tensor>(x: T, varianceEpsilon: number, of: Record<'mean' | 'variance' | 'scale' | 'offset', tf.Tensor>): T {
  return tf.engine().runKernel(tf.FusedBatchNorm, { x, ...of }, { varianceEpsilon });
}

/** Rows or columns that resizing picks, and numbers that tensors are multiplied with. */
const makeConstants = () => ({
  i0: tf.tensor1d([0, 0, 1, 2, 4], 'int32'),
});
type Constants = ReturnType<typeof makeConstants>;

/** Weights by name. */
const shapes = {
  'b0/conv/kernel': [3, 3, 3, 4],
  'b0/conv/bias': [4],
  'b0/gamma': [4],
  'b0/beta': [4],
  'b0/moving_mean': [4],
  'b0/moving_variance': [4],
  'b0/depthwise/kernel': [3, 3, 4, 1],
  'b0/shift': [4],
  'b0/positive': [],
  'b0/scale_positive': [4],
} as const;

interface TensorOfRank {
  0: tf.Scalar;
  1: tf.Tensor1D;
  2: tf.Tensor2D;
  3: tf.Tensor3D;
  4: tf.Tensor4D;
}
type Weights = { readonly [K in keyof typeof shapes]: TensorOfRank[(typeof shapes)[K]['length']] };

/** Checks every weight before it makes a tensor of any; tells all that is wrong at once. */
function takeWeights(weights: Uint8Array | Record<string, tf.Tensor>): Weights {
  const make = weights instanceof Uint8Array ? fromSafetensors(weights) : fromTensors(weights);
  const problems: string[] = [];
  const makers: [string, () => tf.Tensor][] = [];
  for (const [name, shape] of Object.entries<readonly number[]>(shapes)) {
    const found = make(name, shape);
    if (typeof found === 'string') problems.push('  ' + name + ' ' + found);
    else makers.push([name, found]);
  }
  if (problems.length > 0) {
    const more = problems.length > 8 ? '\n  and ' + (problems.length - 8) + ' more' : '';
    throw new Error('weights do not fit ' + spec.name + ':\n' + problems.slice(0, 8).join('\n') + more);
  }
  const made: [string, tf.Tensor][] = [];
  try {
    for (const [name, tensor] of makers) made.push([name, tensor()]);
  } catch (error) {
    for (const [, tensor] of made) tensor.dispose();
    throw error;
  }
  return Object.fromEntries(made) as unknown as Weights;
}

/** Gives a tensor's maker, or what is wrong with it. */
type Source = (name: string, shape: readonly number[]) => string | (() => tf.Tensor);

const sameShape = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((d, i) => d === b[i]);

/** The model keeps handles of its own; the caller's tensors stay the caller's. */
function fromTensors(tensors: Record<string, tf.Tensor>): Source {
  const given = new Map(Object.entries(tensors));
  return (name, shape) => {
    const tensor = given.get(name);
    if (!tensor) return 'is missing';
    if (tensor.dtype !== 'float32') return 'is ' + tensor.dtype + ', not float32';
    if (!sameShape(tensor.shape, shape)) return 'is [' + tensor.shape + '], not [' + shape + ']';
    return () => tf.clone(tensor);
  };
}

/** Reads F32, and F16 which it widens. Tensors that the network doesn't have are left alone. */
function fromSafetensors(bytes: Uint8Array): Source {
  const bad = (what: string) => new Error('not a safetensors file: ' + what);
  const show = (value: unknown) => String(JSON.stringify(value)).slice(0, 80);
  if (bytes.length < 8) throw bad('it has ' + bytes.length + ' bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  if (start > bytes.length) throw bad('its header ends at byte ' + start + ' of ' + bytes.length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    throw bad('its header is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw bad('its header is not an object');
  const entries = new Map(Object.entries(header as Record<string, Partial<Record<string, unknown>> | null>));
  return (name, shape) => {
    const entry = entries.get(name);
    if (!entry) return 'is missing';
    const { dtype, shape: dims, data_offsets: offsets } = entry;
    if (dtype !== 'F32' && dtype !== 'F16') return 'is ' + show(dtype) + ', not F32 or F16';
    if (!Array.isArray(dims) || !sameShape(dims, shape)) return 'is ' + show(dims) + ', not [' + shape + ']';
    const size = shape.reduce((product, d) => product * d, dtype === 'F32' ? 4 : 2);
    const [from, to]: unknown[] = Array.isArray(offsets) ? offsets : [];
    const begin = typeof from === 'number' && Number.isInteger(from) && from >= 0 ? start + from : NaN;
    if (!(begin + size <= bytes.length) || start + Number(to) !== begin + size)
      return 'has data_offsets ' + show(offsets) + ' for ' + size + ' of ' + (bytes.length - start) + ' bytes';
    return () => {
      const data = new Uint8Array(bytes.subarray(begin, begin + size)).buffer; // a copy, and aligned
      const values = dtype === 'F32' ? new Float32Array(data) : widen(new Uint16Array(data));
      for (const value of values) if (!Number.isFinite(value)) throw new Error('weight ' + name + ' holds ' + value);
      return tf.tensor(values, [...shape], 'float32');
    };
  };
}

/** IEEE half precision to single: the bits move up, the exponent's bias goes from 15 to 127. Infinities become NaN. */
function widen(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  halves.forEach((half, i) => void (bits[i] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13)));
  return values.map((value) => (Math.abs(value) < 2 ** -96 ? value * 2 ** 112 : NaN));
}
