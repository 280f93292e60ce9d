/**
 * 2-D convolution, `[N,H,W,Cin]` × kernel `[KH,KW,Cin,Cout]` (+ bias `[Cout]`) → `[N,H',W',Cout]`.
 * ONNX `Conv`, TensorFlow `tf.nn.conv2d`. Padding is explicit; the activation is `none` until fusion sets it.
 * Flops: 2·macs, one add per element for a bias, and the fused activation's.
 */
import { elementCount, isSymbolic, tensorType, type TensorType } from '../ir/tensor-type.ts';
import { applyFused, fusedActivationFlops, fusedActivationSchema, type FusedActivation } from './fused-activation.ts';
import { columnGroup, multiplyPacked, packColumns, roundUp, rowGroup } from './matrix.ts';
import { imageType, ShapeError, type OpDefinition, type Tensor } from './op.ts';
import { windowAttributeSchema, windowOutput, windowSpatial, type WindowAttributes } from './window.ts';

export interface Conv2dAttributes extends WindowAttributes {
  readonly activation: FusedActivation;
}

function kernelOf(inputs: readonly TensorType[]): readonly [number, number, number, number] {
  const dims = inputs[1]?.dims;
  if (dims?.length !== 4 || dims.some(isSymbolic)) throw new ShapeError('conv2d needs a kernel [KH,KW,Cin,Cout]');
  return dims as [number, number, number, number];
}

export const conv2d: OpDefinition<Conv2dAttributes> = {
  doc: '2-D convolution with optional bias and fused activation',
  source: 'ONNX Conv; tf.nn.conv2d',
  attributes: windowAttributeSchema({ activation: fusedActivationSchema }),
  inputs: [{ name: 'x' }, { name: 'kernel' }, { name: 'bias', optional: true }],

  infer(attrs, inputs) {
    const [batch, height, width, channels] = imageType(inputs[0], 'conv2d');
    const [kernelHeight, kernelWidth, inputChannels, outputChannels] = kernelOf(inputs);
    if (inputChannels !== channels)
      throw new ShapeError(`kernel takes ${inputChannels} channels, input has ${channels}`);
    const bias = inputs[2];
    if (bias && (bias.dims.length !== 1 || bias.dims[0] !== outputChannels))
      throw new ShapeError(`bias must be [${outputChannels}]`);
    const [outHeight, outWidth] = windowOutput(attrs, [kernelHeight, kernelWidth], [height, width]);
    return [tensorType('f32', [batch, outHeight, outWidth, outputChannels])];
  },

  cost(attrs, inputs, outputs) {
    const [kernelHeight, kernelWidth, inputChannels] = kernelOf(inputs);
    const elements = elementCount(outputs[0]!);
    const macs = elements * kernelHeight * kernelWidth * inputChannels;
    return { macs, flops: 2 * macs + (inputs[2] ? elements : 0) + elements * fusedActivationFlops[attrs.activation] };
  },

  spatial(attrs, inputs) {
    const [kernelHeight, kernelWidth] = kernelOf(inputs);
    return windowSpatial(attrs, [kernelHeight, kernelWidth]);
  },

  evaluate(attrs, [x, kernel, bias], [dims], allocate) {
    if (!x || !kernel || !dims) throw new ShapeError('conv2d needs x and a kernel');
    const [batch = 0, outHeight = 0, outWidth = 0, outChannels = 0] = dims;
    const pixels = batch * outHeight * outWidth;
    const inner = kernel.data.length / outChannels;
    const columns = roundUp(outChannels, columnGroup);
    const rows = Math.min(pixelsAtOnce, roundUp(pixels, rowGroup));
    const filters = packColumns(kernel.data, inner, outChannels);
    const patches = new Float64Array(rows * inner);
    const sums = new Float64Array(rows * columns); // float64: storing to `out` rounds once
    const out = allocate(pixels * outChannels);
    for (let first = 0; first < pixels; first += rows) {
      packPatches(patches, attrs, x, kernel.dims, [outHeight, outWidth], first, Math.min(rows, pixels - first));
      for (let row = 0; row < sums.length; row += columns)
        if (bias) sums.set(bias.data, row);
        else sums.fill(0, row, row + columns);
      multiplyPacked(patches, filters, sums, rows, inner, columns);
      const end = Math.min(rows, pixels - first);
      for (let row = 0, o = first * outChannels; row < end; row++)
        for (let c = 0; c < outChannels; c++) out[o++] = applyFused(attrs.activation, sums[row * columns + c]!);
    }
    return [{ dims, data: out }];
  },
};

/** Output pixels evaluated together: their patches stay in a core's cache while every filter passes over them. */
const pixelsAtOnce = 32;

/** Copies what `count` output pixels from `first` on see (im2col), packed as `multiplyPacked` wants it; padding is 0. */
function packPatches(
  patches: Float64Array,
  { stride, dilation, padding: [top, left] }: Conv2dAttributes,
  { dims: [, height = 0, width = 0, channels = 0], data }: Tensor,
  [kernelHeight = 0, kernelWidth = 0]: readonly number[],
  [outHeight, outWidth]: readonly [number, number],
  first: number,
  count: number,
): void {
  patches.fill(0);
  const inner = kernelHeight * kernelWidth * channels;
  for (let row = 0; row < count; row++) {
    const ox = (first + row) % outWidth;
    const line = Math.floor((first + row) / outWidth);
    const oy = line % outHeight;
    const imageRow = ((line - oy) / outHeight) * height;
    const lane = row % rowGroup;
    for (let ky = 0; ky < kernelHeight; ky++) {
      const y = oy * stride[0] + ky * dilation[0] - top;
      if (y < 0 || y >= height) continue;
      for (let kx = 0; kx < kernelWidth; kx++) {
        const x = ox * stride[1] + kx * dilation[1] - left;
        if (x < 0 || x >= width) continue;
        let from = ((imageRow + y) * width + x) * channels;
        let to = (row - lane) * inner + (ky * kernelWidth + kx) * channels * rowGroup + lane;
        for (let c = 0; c < channels; c++, from++, to += rowGroup) patches[to] = data[from]!;
      }
    }
  }
}
