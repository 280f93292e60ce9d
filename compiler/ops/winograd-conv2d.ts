/**
 * The rest of a Winograd convolution: transformed tiles `[N,F,TH,TW,Cin]` × transformed kernel `[F,KH,KW,Cin,Cout]`, one
 * product of matrices per frequency, and the output transform Aᵀ·m·A → an image `[N,H,W,Cout]` (`size` says H and W;
 * the last tiles may stand out). Equals a stride-1 3×3 convolution with padding 1. A scale per channel (a batch norm that
 * convolutions with the same kernel don't share), a bias and an activation come last: act(scale·y + bias).
 * arXiv 1509.09308, section 4. Macs: the products, those of the output transform's factors, one per output for the last
 * factor; flops add the sums of the output transform and the activation.
 */
import { isSymbolic, sizeAt, tensorType, type TensorType } from '../ir/tensor-type.ts';
import { conv2d } from './conv2d.ts';
import { applyFused, fusedActivationFlops, fusedActivationSchema, type FusedActivation } from './fused-activation.ts';
import { ShapeError, type OpDefinition, type Tensor } from './op.ts';
import { remainingTaps, tileSchema, tilesType } from './winograd/attributes.ts';
import { axisTransforms, frequencies, outputMatrix, tilesAlong, type Tile } from './winograd/transform.ts';

export interface WinogradConv2dAttributes {
  readonly tile: Tile;
  /** Height and width of the result. */
  readonly size: readonly [height: number, width: number];
  /** Channels of the result: the kernel may have more, which are zeros. */
  readonly outputs: number;
  readonly activation: FusedActivation;
}

/** Work of one output transform along one axis per element of a product: multiplications and sums. */
function transformWork(size: 2 | 4): { readonly products: number; readonly sums: number } {
  const { steps } = axisTransforms[size];
  return { products: steps.filter(({ times }) => times !== 1).length, sums: steps.length };
}

function channelsOf(kernel: TensorType | undefined, tile: Tile, inputs: number): number {
  const dims = kernel?.dims;
  const [height, width] = remainingTaps(tile);
  if (dims?.length !== 5 || dims.some(isSymbolic) || dims[1] !== height || dims[2] !== width || dims[3] !== inputs)
    throw new ShapeError(`winograd-conv2d needs a kernel [F,${height},${width},${inputs},Cout]`);
  return dims[4] as number;
}

export const winogradConv2d: OpDefinition<WinogradConv2dAttributes> = {
  doc: 'a stride-1 3x3 convolution of transformed tiles with a transformed kernel',
  source: 'arXiv 1509.09308, section 4',
  attributes: {
    type: 'object',
    properties: {
      tile: tileSchema,
      size: { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 2, maxItems: 2 },
      outputs: { type: 'integer', minimum: 1 },
      activation: fusedActivationSchema,
    },
    required: ['tile', 'size', 'outputs', 'activation'],
    additionalProperties: false,
  },
  inputs: [{ name: 'tiles' }, { name: 'kernel' }, { name: 'bias', optional: true }, { name: 'scale', optional: true }],

  infer({ tile, size, outputs }, [tiles, kernel, ...vectors]) {
    const [batch, , rows, columns, inputs] = tilesType(tiles, tile);
    if (channelsOf(kernel, tile, inputs) < outputs)
      throw new ShapeError(`the kernel has fewer than ${outputs} outputs`);
    if (rows !== tilesAlong(size[0], tile[0]) || columns !== tilesAlong(size[1], tile[1]))
      throw new ShapeError(`${rows}x${columns} tiles do not cover ${size.join('x')}`);
    if (vectors.some((vector) => vector.dims.length !== 1 || vector.dims[0] !== outputs))
      throw new ShapeError(`bias and scale must be [${outputs}]`);
    return [tensorType('f32', [batch, ...size, outputs])];
  },

  cost({ tile, activation }, [tiles, kernel, bias, scale]) {
    const [batch, count, rows, columns, inputs] = tilesType(tiles, tile);
    const outputs = channelsOf(kernel, tile, inputs);
    const [taps] = [remainingTaps(tile)[1]];
    const area = sizeAt(batch, 1) * rows * columns * outputs; // of one product, or of one output phase
    const down = transformWork(tile[0]);
    const across = tile[1] === 1 ? undefined : transformWork(tile[1]);
    const times = (kind: 'products' | 'sums'): number =>
      area * (down[kind] * frequencies(tile[1]) + (across?.[kind] ?? 0) * tile[0]);
    const elements = area * tile[0] * tile[1];
    const macs = area * count * taps * inputs + times('products') + elements;
    const sums = times('sums') - times('products');
    const rest = (bias ? 1 : 0) + (scale ? 1 : 0) + fusedActivationFlops[activation];
    return { macs, flops: 2 * macs + sums + elements * rest };
  },

  spatial: () => undefined,

  evaluate({ tile, size, outputs: channels, activation }, [tiles, kernel, bias, scale], [dims], allocate) {
    if (!tiles || !kernel || !dims) throw new ShapeError('winograd-conv2d needs tiles and a kernel');
    const [batch = 0] = dims;
    const made = kernel.dims[4]!;
    const [high, wide] = [outputMatrix(tile[0]), outputMatrix(tile[1])];
    const [, , rows = 0, columns = 0] = tiles.dims;
    const perRow = frequencies(tile[1]);
    // float64 from the first product to the last sum: storing to `out` rounds once.
    const sums = new Float64Array(batch * size[0] * size[1] * channels);
    for (let fh = 0; fh < high[0]!.length; fh++)
      for (let fw = 0; fw < perRow; fw++) {
        const { data } = product(tiles, kernel, fh * perRow + fw);
        for (let n = 0; n < batch; n++)
          for (let y = 0; y < size[0]; y++)
            for (let x = 0; x < size[1]; x++) {
              const weight = high[y % tile[0]]![fh]! * wide[x % tile[1]]![fw]!;
              if (weight === 0) continue;
              const at = (n * rows + Math.floor(y / tile[0])) * columns + Math.floor(x / tile[1]);
              const to = ((n * size[0] + y) * size[1] + x) * channels;
              for (let c = 0; c < channels; c++) sums[to + c]! += weight * data[at * made + c]!;
            }
      }
    const out = allocate(sums.length);
    for (let i = 0, c = 0; i < sums.length; i++, c = c + 1 === channels ? 0 : c + 1)
      out[i] = applyFused(activation, sums[i]! * (scale ? scale.data[c]! : 1) + (bias ? bias.data[c]! : 0));
    return [{ dims, data: out }];
  },
};

/** The product of one frequency, `[N,TH,TW,Cout]`: a convolution with what is left of the kernel. */
function product(tiles: Tensor, kernel: Tensor, frequency: number): Tensor {
  const [batch = 0, count = 0, rows = 0, columns = 0, inputs = 0] = tiles.dims;
  const [, height = 0, width = 0, , outputs = 0] = kernel.dims;
  const [area, filter] = [rows * columns * inputs, height * width * inputs * outputs];
  const x = new Float64Array(batch * area);
  for (let n = 0; n < batch; n++) {
    const from = (n * count + frequency) * area;
    x.set(tiles.data.subarray(from, from + area), n * area);
  }
  const attrs = { stride: [1, 1], dilation: [1, 1], padding: [0, (width - 1) / 2, 0, (width - 1) / 2] } as const;
  const slice = kernel.data.subarray(frequency * filter, (frequency + 1) * filter);
  const [result] = conv2d.evaluate(
    { ...attrs, activation: 'none' },
    [
      { dims: [batch, rows, columns, inputs], data: x },
      { dims: [height, width, inputs, outputs], data: slice },
    ],
    [[batch, rows, columns, outputs]],
    (length) => new Float64Array(length),
  );
  return result!;
}
