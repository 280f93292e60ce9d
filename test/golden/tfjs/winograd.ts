/**
 * shared, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 *
 * Input: float32 [N,4,8,3], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 0.0 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'shared',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 4, width: 8, channels: 3 },
} as const;

export interface Outputs {
  readonly direct: tf.Tensor4D; // [N,4,8,3]
  readonly second: tf.Tensor4D; // [N,4,8,3]
  readonly third: tf.Tensor4D; // [N,4,8,3]
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
  const { convs: winograd, tensors } = await prepareWinograd(w);
  let disposed = false;
  return {
    predict(x) {
      if (disposed) throw new Error(spec.name + ': the model is disposed');
      return predict(w, winograd, x);
    },
    dispose() {
      disposed = true;
      for (const owned of [w, tensors]) for (const tensor of Object.values<tf.Tensor>(owned)) tensor.dispose();
    },
  };
}

const { conv2d } = tf.fused;

function predict(w: Weights, winograd: Record<keyof typeof winogradConvs, WinogradWeights>, x: tf.Tensor4D): Outputs {
  checkInput(x);

  // b0 : L2 bottleneck
  const b0_first = winogradConv2d(x, winograd['b0/first']); // [N,4,8,3]
  const b0_direct = conv2d({ x: b0_first, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b0/kernel'] }); // [N,4,8,3]
  b0_first.dispose();
  const b0_second = winogradConv2d(x, winograd['b0/second']); // [N,4,8,3]
  const b0_third = winogradConv2d(x, winograd['b0/third']); // [N,4,8,3]

  return {
    direct: b0_direct,
    second: b0_second,
    third: b0_third,
  };
}

function checkInput(x: tf.Tensor4D): void {
  const { dtype, height, width, channels } = spec.input;
  if (x.rank === 4 && x.dtype === dtype && x.shape[1] === height && x.shape[2] === width && x.shape[3] === channels) return;
  const wanted = dtype + ' [N,' + height + ',' + width + ',' + channels + ']';
  throw new Error(spec.name + ' takes ' + wanted + ', not ' + x.dtype + ' [' + x.shape + ']');
}


/** Convs by Winograd's algorithm: names of weights, columns of outputs per tile; `keep` kernels that others read as they are. */
const winogradConvs = {
  'b0/first': { kernel: 'b0/kernel', columns: 4, bias: 'b0/bias', keep: true },
  'b0/second': { kernel: 'b0/again', columns: 4, bias: 'b0/second/bias', scale: 'b0/second/gamma' },
  'b0/third': { kernel: 'b0/again', columns: 4, bias: 'b0/third/bias', scale: 'b0/third/gamma' },
} satisfies Record<string, WinogradConv>;

interface WinogradConv {
  readonly kernel: keyof Weights;
  readonly columns: 2 | 4;
  readonly bias?: keyof Weights;
  readonly scale?: keyof Weights;
  readonly keep?: true;
}

/** What a conv needs: its kernel as it is where convs are direct, otherwise one per product. */
interface WinogradWeights {
  readonly kernels: readonly tf.Tensor4D[];
  readonly filters?: readonly [down: readonly tf.Tensor4D[], across: readonly tf.Tensor4D[]];
  readonly ratios: readonly tf.Scalar[];
  readonly scales: readonly tf.Tensor1D[];
  readonly bias?: tf.Tensor1D;
}

/** F(2,3) at 0, ±1, ∞ and F(4,3) at 0, ±2/3, ±3/2, ∞ (arXiv 1509.09308): transforms of kernels and images, factors of outputs. */
const winogradAxis = {
  2: { kernel: [[-1, -0, -0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]], image: [[-1, 0, 1, 0], [1, 1, 0], [-1, 1, 0], [-1, 0, 1]], factors: [1, 1] },
  4: { kernel: [[1, 0, 0], [-0.6230769230769232, -0.4153846153846154, -0.27692307692307694], [-0.6230769230769232, 0.4153846153846154, -0.27692307692307694], [0.12307692307692308, 0.18461538461538463, 0.27692307692307694], [0.12307692307692308, -0.18461538461538463, 0.27692307692307694], [0, 0, 3.375000000000001]], image: [[0, 1, 0, -2.6944444444444446, 0, 1, 0, 0, 0], [-1.5, -2.25, 0.6666666666666666, 1], [1.5, -2.25, -0.6666666666666665, 1], [-0.6666666666666666, -0.4444444444444444, 1.5, 1], [0.6666666666666666, -0.4444444444444444, -1.5, 1], [0, 0, 1, 0, -2.6944444444444446, 0, 1, 0, 0]], factors: [1, 0.6666666666666666, 0.4444444444444444, 0.2962962962962962] },
};
const outputRatios = [2.25, 5.0625, 11.390625];

/** Transforms kernels where that pays: on wasm. `tensors` are those made here; kernels of `w` that nobody needs any more are freed. */
async function prepareWinograd(w: Weights): Promise<{ convs: Record<keyof typeof winogradConvs, WinogradWeights>; tensors: tf.Tensor[] }> {
  const tensors: tf.Tensor[] = [];
  const made = new Map<string, readonly tf.Tensor4D[]>();
  const once = async (key: string, make: () => Promise<readonly tf.Tensor4D[]>) => {
    const result = made.get(key) ?? (await make());
    if (!made.has(key)) tensors.push(...result);
    made.set(key, result);
    return result;
  };
  const vector = (values: number[]) => {
    const tensor = tf.tensor1d(values);
    tensors.push(tensor);
    return tensor;
  };
  const filters = (size: 2 | 4, channels: number, shape: (taps: number) => [number, number, number, number]) =>
    winogradAxis[size].image.map((taps) => tf.tensor4d(taps.flatMap((tap) => Array.from({ length: channels }, () => tap)), shape(taps.length)));
  const convs: [string, WinogradWeights][] = [];
  const ratios = outputRatios.map((ratio) => tf.scalar(ratio));
  tensors.push(...ratios);
  for (const [name, conv] of Object.entries<WinogradConv>(winogradConvs)) {
    const kernel = w[conv.kernel] as tf.Tensor as tf.Tensor4D;
    const bias = conv.bias && (w[conv.bias] as tf.Tensor as tf.Tensor1D);
    const scale = conv.scale && (w[conv.scale] as tf.Tensor as tf.Tensor1D);
    if (tf.getBackend() !== 'wasm') {
      convs.push([name, { kernels: [kernel], ratios, scales: scale ? [scale] : [], ...(bias && { bias }) }]);
      continue;
    }
    const [, , inputs, outputs] = kernel.shape;
    const kernels = await once('kernel ' + conv.kernel, async () => transformKernel(await kernel.data<'float32'>(), inputs, outputs, conv.columns));
    const down = await once('down ' + inputs, async () => filters(4, inputs, (taps) => [taps, 1, inputs, 1]));
    const across = await once('across ' + conv.columns + ' ' + inputs, async () => filters(conv.columns, inputs, (taps) => [1, taps, inputs, 1]));
    const given = scale ? [...(await scale.data<'float32'>())] : Array.from({ length: outputs }, () => 1);
    const offsets = bias ? [...(await bias.data<'float32'>())] : [];
    const own: WinogradWeights = {
      kernels,
      filters: [down, across],
      ratios,
      scales: winogradAxis[4].factors.map((row) => vector(winogradAxis[conv.columns].factors.flatMap((column) => given.map((value) => row * column * value)))),
      ...(bias && { bias: vector(winogradAxis[conv.columns].factors.flatMap(() => offsets)) }),
    };
    convs.push([name, own]);
  }
  for (const { kernel, keep } of Object.values<WinogradConv>(winogradConvs)) if (made.has('kernel ' + kernel) && !keep) w[kernel].dispose();
  return { convs: Object.fromEntries(convs) as Record<keyof typeof winogradConvs, WinogradWeights>, tensors };
}

/** G·g·Gᵀ, rounded once. */
function transformKernel(values: Float32Array, inputs: number, outputs: number, columns: 2 | 4): tf.Tensor4D[] {
  const size = inputs * outputs;
  const combine = (from: Float32Array | Float64Array, stride: number, [a, b, c]: readonly number[], to: Float32Array | Float64Array) => {
    for (let i = 0; i < to.length; i++) to[i] = a! * from[i]! + b! * from[i + stride]! + c! * from[i + 2 * stride]!;
    return to;
  };
  return winogradAxis[4].kernel.flatMap((row) => {
    const taps = combine(values, 3 * size, row, new Float64Array(3 * size));
    return winogradAxis[columns].kernel.map((column) => tf.tensor4d(combine(taps, size, column, new Float32Array(size)) as Float32Array, [1, 1, inputs, outputs]));
  });
}

/** A result in the place of tensors that nobody needs any more. */
function instead<T extends tf.Tensor>(result: T, ...gone: tf.Tensor[]): T {
  tf.dispose(gone);
  return result;
}

/** Products, each made when it is asked for, become the outputs of a tile along an axis, their factors left out. */
function tileOutputs(size: 2 | 4, product: (i: number) => tf.Tensor4D, [ratio1, ratio2, ratio3]: readonly tf.Scalar[]): tf.Tensor4D[] {
  const pair = (i: number): [sum: tf.Tensor4D, difference: tf.Tensor4D] => {
    const [a, b] = [product(i), product(i + 1)];
    const both: [tf.Tensor4D, tf.Tensor4D] = [tf.add(a, b), tf.sub(a, b)];
    return (tf.dispose([a, b]), both);
  };
  const plus = (a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor4D => instead(tf.add(a, b), b);
  const [sum1, difference1] = pair(1);
  if (size === 2) return [instead(plus(sum1, product(0)), sum1), instead(plus(difference1, product(3)), difference1)];
  const [sum2, difference2] = pair(3);
  const y2 = plus(sum1, tf.mul(sum2, ratio2!));
  const sum = instead(tf.add<tf.Tensor4D>(sum1, sum2), sum1, sum2);
  const y1 = plus(difference1, tf.mul(difference2, ratio1!));
  const difference = instead(plus(difference1, instead(tf.mul(difference2, ratio3!), difference2)), difference1);
  const y0 = instead(plus(sum, product(0)), sum);
  const y3 = instead(plus(difference, product(5)), difference);
  return [y0, y1, y2, y3];
}

/** act(scale · conv(x) + bias), 3×3 with padding 1. Where kernels were transformed: by filters, products and sums. */
function winogradConv2d(x: tf.Tensor4D, { kernels, filters, ratios, scales, bias }: WinogradWeights, activation?: 'relu' | 'sigmoid'): tf.Tensor4D {
  const finish = (y: tf.Tensor4D, scale: tf.Tensor1D): tf.Tensor4D => {
    const scaled = instead(tf.mul<tf.Tensor4D>(y, scale), y);
    const moved = bias ? instead(tf.add<tf.Tensor4D>(scaled, bias), scaled) : scaled;
    return activation ? instead(tf[activation](moved), moved) : moved;
  };
  if (!filters) {
    const [filter, scale] = [kernels[0]!, scales[0]];
    if (scale) return finish(tf.conv2d(x, filter, 1, 'same'), scale);
    return tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', ...(bias && { bias }), ...(activation && { activation }) });
  }
  const [n, height, width] = x.shape;
  const [down, across] = filters;
  const size = across.length === 4 ? 2 : 4;
  const [rows, columns] = [Math.ceil(height / 4), Math.ceil(width / size)];
  const whole = rows * 4 === height && columns * size === width;
  const image = whole ? x : tf.pad(x, [[0, 0], [0, rows * 4 - height], [0, columns * size - width], [0, 0]]);
  const lines = tileOutputs(4, (i) => {
    const line = tf.depthwiseConv2d(image, down[i]!, [4, 1], 'same');
    const cells = tileOutputs(size, (j) => {
      const cell = tf.depthwiseConv2d(line, across[j]!, [1, size], 'same');
      return instead(tf.conv2d(cell, kernels[across.length * i + j]!, 1, 'valid'), cell);
    }, ratios);
    line.dispose();
    return instead(tf.concat(cells, 3), ...cells);
  }, ratios);
  if (!whole) image.dispose();
  const finished: tf.Tensor4D[] = [];
  for (const [i, line] of lines.entries()) finished.push(finish(line, scales[i]!));
  // Lines follow each other along width, which is where rows of an image are.
  const joined = instead(tf.concat(finished, 2), ...finished);
  const y = instead(tf.reshape(joined, [n, rows * 4, columns * size, -1]) as tf.Tensor4D, joined);
  return whole ? y : instead(tf.slice(y, [0, 0, 0, 0], [-1, height, width, -1]), y);
}


/** Weights by name. */
const shapes = {
  'b0/kernel': [3, 3, 3, 3],
  'b0/bias': [3],
  'b0/again': [3, 3, 3, 3],
  'b0/second/bias': [3],
  'b0/second/gamma': [3],
  'b0/third/bias': [3],
  'b0/third/gamma': [3],
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
