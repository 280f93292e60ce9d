/**
 * The part of a generated module that is the same for every network: taking weights. Text of TypeScript, kept small
 * because people read it; `emit.ts` puts the tables (`spec`, `shapes`) before it.
 *
 * Safetensors: 8 bytes of header length (little-endian u64), a JSON header of `name → { dtype, shape, data_offsets }`,
 * then the data. Nothing in the header is believed before it has been checked against the bytes that are there.
 */
import { code, type Code } from '../code.ts';

/** Types of the weights, by name, from the `shapes` table. */
export const weightTypes: Code = code`
interface TensorOfRank {
  0: tf.Scalar;
  1: tf.Tensor1D;
  2: tf.Tensor2D;
  3: tf.Tensor3D;
  4: tf.Tensor4D;
}
type Weights = { readonly [K in keyof typeof shapes]: TensorOfRank[(typeof shapes)[K]['length']] };`;

/** `checkInput`: the only check of `predict`; what follows it relies on the shape. */
export const inputCheck: Code = code`function checkInput(x: tf.Tensor4D): void {
  const { dtype, height, width, channels } = spec.input;
  if (x.rank === 4 && x.dtype === dtype && x.shape[1] === height && x.shape[2] === width && x.shape[3] === channels) return;
  const wanted = dtype + ' [N,' + height + ',' + width + ',' + channels + ']';
  throw new Error(spec.name + ' takes ' + wanted + ', not ' + x.dtype + ' [' + x.shape + ']');
}`;

/** `pictureSizes`: what `imageShape` says, or its default for every picture. */
export const pictureSizes: Code = code`async function pictureSizes(imageShape: tf.Tensor2D | undefined, n: number): Promise<Float32Array> {
  const row = spec.imageShape;
  if (!imageShape) return Float32Array.from({ length: n * row.length }, (_, i) => row[i % row.length]!);
  if (imageShape.rank === 2 && imageShape.dtype === 'float32' && imageShape.shape[0] === n && imageShape.shape[1] === row.length)
    return imageShape.data<'float32'>();
  throw new Error(spec.name + ' takes imageShape float32 [' + n + ',' + row.length + '], not ' + imageShape.dtype + ' [' + imageShape.shape + ']');
}`;

/** For batch norms that no conv takes in (weights shared by levels that are normalised apart). */
export const batchNorm: Code = code`/** tf.batchNorm without the reshape that it ends with, which tf.memory() would count as a copy. */
function batchNorm<T extends tf.Tensor>(x: T, varianceEpsilon: number, of: Record<'mean' | 'variance' | 'scale' | 'offset', tf.Tensor>): T {
  return tf.engine().runKernel(tf.FusedBatchNorm, { x, ...of }, { varianceEpsilon });
}`;

/** `takeWeights`, `fromTensors`, `fromSafetensors` and what they need. */
export const weightLoading: Code = code`
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
    const more = problems.length > 8 ? '\\n  and ' + (problems.length - 8) + ' more' : '';
    throw new Error('weights do not fit ' + spec.name + ':\\n' + problems.slice(0, 8).join('\\n') + more);
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
}`;
