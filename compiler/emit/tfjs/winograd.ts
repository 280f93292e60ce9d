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
import { axisTransforms } from '../../ops/winograd/transform.ts';
import { code, join, member, propertyKey, type Code } from '../code.ts';
import { unsupported, type TfjsLowering } from './lowering.ts';

type WinogradNode = NodeOf<'conv2d-by-winograd'>;

/** The call; what it needs was prepared under the node's name. */
export const winogradConv2d: TfjsLowering<'conv2d-by-winograd'> = (node, { input }) => {
  const { tile, activation } = node.attrs;
  if (tile.join() !== '4,4') return unsupported('SPN4101', `its tile is ${tile.join('x')}, not 4x4`)(node);
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
  const cropped = height % 4 > 0 || width % 4 > 0;
  const sums = 13;
  const line = 1 + 6 * 2 + sums + 1;
  return 6 * line + sums + 4 * (1 + (bias === undefined ? 0 : 1) + activation) + 2 + (cropped ? 2 : 0);
}

/** The table of a module's Winograd convs. `alsoRead` are the params that other nodes read. */
export function winogradTable(nodes: readonly WinogradNode[], alsoRead: ReadonlySet<string>): Code {
  const rows = nodes.map(({ name, inputs: [, kernel = '', bias, scale] }) => {
    const fields = [code`kernel: ${kernel}`];
    if (bias !== undefined) fields.push(code`bias: ${bias}`);
    if (scale !== undefined) fields.push(code`scale: ${scale}`);
    if (alsoRead.has(kernel)) fields.push(code`keep: true`);
    return code`  ${propertyKey(name)}: { ${join(fields)} },`;
  });
  return code`
/** Convs by Winograd's algorithm: names of their weights; \`keep\` kernels that others read as they are. */
const winogradConvs = {
${join(rows, code`\n`)}
} satisfies Record<string, WinogradConv>;`;
}

const { input, kernel, steps, factors } = axisTransforms[4];

// Differences of products are whole here and half ones in the table: what they go into is halved at the end, and the last
// product, which is added to one of them, is doubled before.
const halved = [1, 2, 1, 2];
const outputFactors = factors.map((factor, i) => factor / halved[i]!);
const kernelRows = kernel.map((row, i) => (i === kernel.length - 1 ? row.map((value) => 2 * value) : row));
const ratios = ['y1', 'y2', 'd'].map((name) => steps.find((step) => step.name === name)!.times);

// Taps as filters that 'same' puts right for sizes that tiles divide: those of 4 on a tile's own pixels, and those that
// reach out as 9, from two pixels before the tile on. XNNPACK has fast filters of 3, 4, 9 and 25 taps and of no other number.
const filters = input.map(({ first, values }) =>
  values.length === 4 ? values : Array.from({ length: 9 }, (_, i) => values[i - first - 1] ?? 0),
);

/** Types and functions, the same in every module. */
export const winogradFunctions: Code = code`
interface WinogradConv {
  readonly kernel: keyof Weights;
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

// Winograd's F(4,3) interpolating at 0, ±2/3, ±3/2 and ∞ (arXiv 1509.09308): what transforms kernels, what filters images,
// and numbers of the way back.
const kernelTransform = ${kernelRows};
const imageTransform = ${filters};
const outputRatios = ${ratios};
const outputFactors = ${outputFactors};

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
  const filters = (channels: number, shape: (taps: number) => [number, number, number, number]) =>
    imageTransform.map((taps) => tf.tensor4d(taps.flatMap((tap) => Array.from({ length: channels }, () => tap)), shape(taps.length)));
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
    const kernels = await once('kernel ' + conv.kernel, async () => transformKernel(await kernel.data<'float32'>(), inputs, outputs));
    const down = await once('down ' + inputs, async () => filters(inputs, (taps) => [taps, 1, inputs, 1]));
    const across = await once('across ' + inputs, async () => filters(inputs, (taps) => [1, taps, inputs, 1]));
    const given = scale ? [...(await scale.data<'float32'>())] : Array.from({ length: outputs }, () => 1);
    const offsets = bias ? [...(await bias.data<'float32'>())] : [];
    const own: WinogradWeights = {
      kernels,
      filters: [down, across],
      ratios,
      scales: outputFactors.map((row) => vector(outputFactors.flatMap((column) => given.map((value) => row * column * value)))),
      ...(bias && { bias: vector(outputFactors.flatMap(() => offsets)) }),
    };
    convs.push([name, own]);
  }
  for (const { kernel, keep } of Object.values<WinogradConv>(winogradConvs)) if (made.has('kernel ' + kernel) && !keep) w[kernel].dispose();
  return { convs: Object.fromEntries(convs) as Record<keyof typeof winogradConvs, WinogradWeights>, tensors };
}

/** G·g·Gᵀ, rounded once. */
function transformKernel(values: Float32Array, inputs: number, outputs: number): tf.Tensor4D[] {
  const size = inputs * outputs;
  const combine = (from: Float32Array | Float64Array, stride: number, [a, b, c]: readonly number[], to: Float32Array | Float64Array) => {
    for (let i = 0; i < to.length; i++) to[i] = a! * from[i]! + b! * from[i + stride]! + c! * from[i + 2 * stride]!;
    return to;
  };
  return kernelTransform.flatMap((row) => {
    const taps = combine(values, 3 * size, row, new Float64Array(3 * size));
    return kernelTransform.map((column) => tf.tensor4d(combine(taps, size, column, new Float32Array(size)) as Float32Array, [1, 1, inputs, outputs]));
  });
}

/** A result in the place of tensors that nobody needs any more. */
function instead<T extends tf.Tensor>(result: T, ...gone: tf.Tensor[]): T {
  tf.dispose(gone);
  return result;
}

/** Products, each made when it is asked for, become the four outputs of a tile, their factors left out. */
function tileOutputs(product: (i: number) => tf.Tensor4D, [ratio1, ratio2, ratio3]: readonly tf.Scalar[]): tf.Tensor4D[] {
  const pair = (i: number): [sum: tf.Tensor4D, difference: tf.Tensor4D] => {
    const [a, b] = [product(i), product(i + 1)];
    const both: [tf.Tensor4D, tf.Tensor4D] = [tf.add(a, b), tf.sub(a, b)];
    return (tf.dispose([a, b]), both);
  };
  const plus = (a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor4D => instead(tf.add(a, b), b);
  const [sum1, difference1] = pair(1);
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
  const [rows, columns] = [Math.ceil(height / 4), Math.ceil(width / 4)];
  const whole = rows * 4 === height && columns * 4 === width;
  const image = whole ? x : tf.pad(x, [[0, 0], [0, rows * 4 - height], [0, columns * 4 - width], [0, 0]]);
  const [down, across] = filters;
  const lines = tileOutputs((i) => {
    const line = tf.depthwiseConv2d(image, down[i]!, [4, 1], 'same');
    const cells = tileOutputs((j) => {
      const cell = tf.depthwiseConv2d(line, across[j]!, [1, 4], 'same');
      return instead(tf.conv2d(cell, kernels[6 * i + j]!, 1, 'valid'), cell);
    }, ratios);
    line.dispose();
    return instead(tf.concat(cells, 3), ...cells);
  }, ratios);
  if (!whole) image.dispose();
  const finished: tf.Tensor4D[] = [];
  for (const [i, line] of lines.entries()) finished.push(finish(line, scales[i]!));
  // Lines follow each other along width, which is where rows of an image are.
  const joined = instead(tf.concat(finished, 2), ...finished);
  const y = instead(tf.reshape(joined, [n, rows * 4, columns * 4, -1]) as tf.Tensor4D, joined);
  return whole ? y : instead(tf.slice(y, [0, 0, 0, 0], [-1, height, width, -1]), y);
}`;
