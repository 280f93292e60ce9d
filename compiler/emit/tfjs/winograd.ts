/**
 * Winograd convolutions in generated modules (arXiv 1509.09308): `prepareWinograd` transforms the kernels when the model
 * is loaded, `winogradConv2d` computes a convolution. Six filtered images (depthwise convs over rows, then over columns of
 * each) are multiplied with their kernels by 1×1 convs, and sums of the products are the four outputs of a tile. What
 * makes it fast on wasm: those are all kernels that XNNPACK has, on tensors that fit a cache. A slice or strided slice
 * of tfjs takes longer than the filter that makes it unnecessary, and a batched matMul is plain C++. Other backends of
 * tfjs, where every kernel is a call of a driver or plain JavaScript, convolve directly.
 */
import type { NodeOf } from '../../ir/graph.ts';
import type { TensorType } from '../../ir/tensor-type.ts';
import { axisTransforms, frequencies, type Taps } from '../../ops/winograd/transform.ts';
import { code, join, member, propertyKey, type Code } from '../code.ts';
import { unsupported, type TfjsLowering } from './lowering.ts';

type WinogradNode = NodeOf<'conv2d-by-winograd'>;

/** The call; what it needs was prepared under the node's name. */
export const winogradConv2d: TfjsLowering<'conv2d-by-winograd'> = (node, { input }) => {
  const { tile, activation } = node.attrs;
  if (tile[0] !== 4 || tile[1] === 1)
    return unsupported('SPN4101', `its tile is ${tile.join('x')}, neither 4x4 nor 4x2`)(node);
  const args = [input(0), member(code`winograd`, node.name)];
  if (activation !== 'none') args.push(code`${activation}`);
  return code`winogradConv2d(${join(args)})`;
};

/** How many kernels tfjs runs for a node on one of its backends. */
export function winogradKernelCount({ attrs, inputs }: WinogradNode, x: TensorType, backend: string): number {
  const [, , bias, scale] = inputs;
  const activation = attrs.activation === 'none' ? 0 : 1;
  if (backend !== 'wasm') return scale === undefined ? 1 : 3 + activation;
  const [, height = 0, width = 0] = x.dims as readonly number[];
  const cropped = height % attrs.tile[0] > 0 || width % attrs.tile[1] > 0;
  const sums = { 1: 0, 2: 4, 4: 13 };
  const line = 1 + 2 * frequencies(attrs.tile[1]) + sums[attrs.tile[1]] + 1;
  return 6 * line + sums[4] + 4 * (1 + (bias === undefined ? 0 : 1) + activation) + 2 + (cropped ? 2 : 0);
}

/** The table of a module's Winograd convs. `alsoRead` are the params that other nodes read. */
export function winogradTable(nodes: readonly WinogradNode[], alsoRead: ReadonlySet<string>): Code {
  const rows = nodes.map(({ name, attrs, inputs: [, kernel = '', bias, scale] }) => {
    const fields = [code`kernel: ${kernel}`, code`columns: ${attrs.tile[1]}`];
    if (bias !== undefined) fields.push(code`bias: ${bias}`);
    if (scale !== undefined) fields.push(code`scale: ${scale}`);
    if (alsoRead.has(kernel)) fields.push(code`keep: true`);
    return code`  ${propertyKey(name)}: { ${join(fields)} },`;
  });
  return code`
/** Convs by Winograd's algorithm: names of weights, columns of outputs per tile; \`keep\` kernels that others read as they are. */
const winogradConvs = {
${join(rows, code`\n`)}
} satisfies Record<string, WinogradConv>;`;
}

/**
 * What one axis needs. Differences of products are whole here and half ones in `axisTransforms`: the outputs that they go
 * into are halved at the end, and the last product, which is added to one of them, is doubled before.
 */
function axisTable(size: 2 | 4): { readonly kernel: Code; readonly image: Code; readonly factors: Code } {
  const { input, kernel, factors } = axisTransforms[size];
  const rows = kernel.map((row, i) => (i === kernel.length - 1 ? row.map((value) => 2 * value) : row));
  const own = factors.map((factor, i) => (i % 2 === 1 ? factor / 2 : factor));
  return { kernel: code`${rows}`, image: code`${input.map((taps) => filterOf(taps, size))}`, factors: code`${own}` };
}

/**
 * Taps as a filter that 'same' puts right where tiles divide the size: it then begins half of what it has more taps than
 * a tile has pixels before the tile. XNNPACK has fast filters of 3, 4, 9 and 25 taps and of no other number.
 */
function filterOf({ first, values }: Taps, size: 2 | 4): readonly number[] {
  for (const length of [3, 4, 9]) {
    const before = Math.floor((length - size) / 2);
    const at = first - 1 + before;
    if (length < size || at < 0 || at + values.length > length) continue;
    return Array.from({ length }, (_, i) => values[i - at] ?? 0);
  }
  throw new Error(`no filter takes ${values.length} taps from ${first} on`);
}

const tables = { 2: axisTable(2), 4: axisTable(4) };
const ratios = ['y1', 'y2', 'd'].map((name) => axisTransforms[4].steps.find((step) => step.name === name)!.times);

/** Types and functions, the same in every module. */
export const winogradFunctions: Code = code`
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
  2: { kernel: ${tables[2].kernel}, image: ${tables[2].image}, factors: ${tables[2].factors} },
  4: { kernel: ${tables[4].kernel}, image: ${tables[4].image}, factors: ${tables[4].factors} },
};
const outputRatios = ${ratios};

/** Transforms kernels where that pays: on wasm. \`tensors\` are those made here; kernels of \`w\` that nobody needs any more are freed. */
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
}`;
