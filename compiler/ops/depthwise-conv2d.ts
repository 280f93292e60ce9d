/**
 * Depthwise 2-D convolution, `[N,H,W,C]` × kernel `[KH,KW,C,1]` (+ bias `[C]`) → `[N,H',W',C]`: every channel has its own
 * filter. ONNX `Conv` with group = C, `tf.nn.depthwise_conv2d`. Flops: 2·macs, one add per element for a bias, and the
 * fused activation's.
 */
import { elementCount, isSymbolic, tensorType, type TensorType } from '../ir/tensor-type.ts';
import type { Conv2dAttributes } from './conv2d.ts';
import { applyFused, fusedActivationFlops, fusedActivationSchema } from './fused-activation.ts';
import { imageType, ShapeError, type OpDefinition } from './op.ts';
import { windowAttributeSchema, windowOutput, windowSpatial } from './window.ts';

function kernelOf(inputs: readonly TensorType[]): readonly [height: number, width: number, channels: number] {
  const dims = inputs[1]?.dims;
  if (dims?.length !== 4 || dims.some(isSymbolic) || dims[3] !== 1)
    throw new ShapeError('depthwise-conv2d needs a kernel [KH,KW,C,1]');
  return [dims[0] as number, dims[1] as number, dims[2] as number];
}

export const depthwiseConv2d: OpDefinition<Conv2dAttributes> = {
  doc: 'depthwise 2-D convolution with optional bias and fused activation',
  source: 'ONNX Conv with group = C; tf.nn.depthwise_conv2d',
  attributes: windowAttributeSchema({ activation: fusedActivationSchema }),
  inputs: [{ name: 'x' }, { name: 'kernel' }, { name: 'bias', optional: true }],

  infer(attrs, inputs) {
    const [batch, height, width, channels] = imageType(inputs[0], 'depthwise-conv2d');
    const [kernelHeight, kernelWidth, kernelChannels] = kernelOf(inputs);
    if (kernelChannels !== channels)
      throw new ShapeError(`kernel takes ${kernelChannels} channels, input has ${channels}`);
    const bias = inputs[2];
    if (bias && (bias.dims.length !== 1 || bias.dims[0] !== channels))
      throw new ShapeError(`bias must be [${channels}]`);
    const [outHeight, outWidth] = windowOutput(attrs, [kernelHeight, kernelWidth], [height, width]);
    return [tensorType('f32', [batch, outHeight, outWidth, channels])];
  },

  cost(attrs, inputs, outputs) {
    const [kernelHeight, kernelWidth] = kernelOf(inputs);
    const elements = elementCount(outputs[0]!);
    const macs = elements * kernelHeight * kernelWidth;
    return { macs, flops: 2 * macs + (inputs[2] ? elements : 0) + elements * fusedActivationFlops[attrs.activation] };
  },

  spatial(attrs, inputs) {
    const [kernelHeight, kernelWidth] = kernelOf(inputs);
    return windowSpatial(attrs, [kernelHeight, kernelWidth]);
  },

  evaluate(attrs, [x, kernel, bias], [dims], allocate) {
    if (!x || !kernel || !dims) throw new ShapeError('depthwise-conv2d needs x and a kernel');
    const [batch = 0, outHeight = 0, outWidth = 0, channels = 0] = dims;
    const [, height = 0, width = 0] = x.dims;
    const [kernelHeight = 0, kernelWidth = 0] = kernel.dims;
    const [top, left] = attrs.padding;
    const out = allocate(batch * outHeight * outWidth * channels);
    const sums = new Float64Array(channels); // accumulates in float64; storing to `out` rounds once
    for (let n = 0, o = 0; n < batch; n++)
      for (let oy = 0; oy < outHeight; oy++)
        for (let ox = 0; ox < outWidth; ox++, o += channels) {
          for (let c = 0; c < channels; c++) sums[c] = bias ? bias.data[c]! : 0;
          for (let ky = 0; ky < kernelHeight; ky++) {
            const y = oy * attrs.stride[0] + ky * attrs.dilation[0] - top;
            if (y < 0 || y >= height) continue;
            for (let kx = 0; kx < kernelWidth; kx++) {
              const xx = ox * attrs.stride[1] + kx * attrs.dilation[1] - left;
              if (xx < 0 || xx >= width) continue;
              const from = ((n * height + y) * width + xx) * channels;
              const tap = (ky * kernelWidth + kx) * channels;
              for (let c = 0; c < channels; c++) sums[c]! += x.data[from + c]! * kernel.data[tap + c]!;
            }
          }
          for (let c = 0; c < channels; c++) out[o + c] = applyFused(attrs.activation, sums[c]!);
        }
    return [{ dims, data: out }];
  },
};
