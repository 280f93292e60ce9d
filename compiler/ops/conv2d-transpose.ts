/**
 * Transposed convolution without overlap or padding: kernel and stride are the same size k, so every pixel becomes a block
 * of k × k, `[N,H,W,Cin]` × kernel `[k,k,Cout,Cin]` (TensorFlow's order; + bias `[Cout]`) → `[N,k·H,k·W,Cout]`. The 2×2
 * deconvolution of mask heads. ONNX `ConvTranspose`, `tf.nn.conv2d_transpose`. Macs: H·W·k·k·Cin·Cout.
 */
import { elementCount, isSymbolic, tensorType, type TensorType } from '../ir/tensor-type.ts';
import { applyFused, fusedActivationFlops, fusedActivationSchema } from './fused-activation.ts';
import type { DenseAttributes } from './dense.ts';
import { imageType, ShapeError, type AxisWindow, type OpDefinition } from './op.ts';

function kernelOf(inputs: readonly TensorType[]): readonly [size: number, outputs: number, inputs: number] {
  const dims = inputs[1]?.dims;
  if (dims?.length !== 4 || dims.some(isSymbolic) || dims[0] !== dims[1])
    throw new ShapeError('conv2d-transpose needs a kernel [k,k,Cout,Cin]');
  return [dims[0] as number, dims[2] as number, dims[3] as number];
}

export const conv2dTranspose: OpDefinition<DenseAttributes> = {
  doc: 'transposed convolution whose stride is its kernel size, with optional bias and fused activation',
  source: 'ONNX ConvTranspose; tf.nn.conv2d_transpose',
  attributes: {
    type: 'object',
    properties: { activation: fusedActivationSchema },
    required: ['activation'],
    additionalProperties: false,
  },
  inputs: [{ name: 'x' }, { name: 'kernel' }, { name: 'bias', optional: true }],

  infer(_attrs, inputs) {
    const [batch, height, width, channels] = imageType(inputs[0], 'conv2d-transpose');
    const [size, outputChannels, inputChannels] = kernelOf(inputs);
    if (inputChannels !== channels)
      throw new ShapeError(`kernel takes ${inputChannels} channels, input has ${channels}`);
    const bias = inputs[2];
    if (bias && (bias.dims.length !== 1 || bias.dims[0] !== outputChannels))
      throw new ShapeError(`bias must be [${outputChannels}]`);
    return [tensorType('f32', [batch, height * size, width * size, outputChannels])];
  },

  cost(attrs, inputs, outputs) {
    const elements = elementCount(outputs[0]!);
    const macs = elements * kernelOf(inputs)[2];
    return { macs, flops: 2 * macs + (inputs[2] ? elements : 0) + elements * fusedActivationFlops[attrs.activation] };
  },

  /** Output o copies from input floor(o/k), as nearest upsampling does. */
  spatial(_attrs, inputs) {
    const [size] = kernelOf(inputs);
    const axis: AxisWindow = { scale: 1 / size, low: -(size - 1) / size, high: 0 };
    return [axis, axis];
  },

  evaluate(attrs, [x, kernel, bias], [dims], allocate) {
    if (!x || !kernel || !dims) throw new ShapeError('conv2d-transpose needs x and a kernel');
    const [batch = 0, outHeight = 0, outWidth = 0, outputs = 0] = dims;
    const [, height = 0, width = 0, channels = 0] = x.dims;
    const size = kernel.dims[0] ?? 1;
    const out = allocate(batch * outHeight * outWidth * outputs);
    for (let n = 0, o = 0; n < batch; n++)
      for (let y = 0; y < outHeight; y++)
        for (let xx = 0; xx < outWidth; xx++) {
          const from = ((n * height + Math.floor(y / size)) * width + Math.floor(xx / size)) * channels;
          const tap = ((y % size) * size + (xx % size)) * outputs * channels;
          for (let c = 0; c < outputs; c++) {
            let sum = bias ? bias.data[c]! : 0;
            for (let i = 0, k = tap + c * channels; i < channels; i++, k++) sum += x.data[from + i]! * kernel.data[k]!;
            out[o++] = applyFused(attrs.activation, sum);
          }
        }
    return [{ dims, data: out }];
  },
};
