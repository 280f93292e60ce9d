/**
 * Fully connected layer, `[…,Cin]` × kernel `[Cin,Cout]` (+ bias `[Cout]`) → `[…,Cout]`. ONNX `MatMul` or `Gemm`,
 * `tf.matmul`. The activation is `none` until fusion sets it. Flops: 2·macs, one add per element for a bias, and the fused
 * activation's.
 */
import { elementCount, isSymbolic, tensorType, type TensorType } from '../ir/tensor-type.ts';
import { applyFused, fusedActivationFlops, fusedActivationSchema, type FusedActivation } from './fused-activation.ts';
import { columnGroup, multiplyPacked, packColumns, roundUp, rowGroup } from './matrix.ts';
import { ShapeError, type OpDefinition } from './op.ts';

export interface DenseAttributes {
  readonly activation: FusedActivation;
}

function kernelOf(inputs: readonly TensorType[]): readonly [inputs: number, outputs: number] {
  const dims = inputs[1]?.dims;
  if (dims?.length !== 2 || dims.some(isSymbolic)) throw new ShapeError('dense needs a kernel [Cin,Cout]');
  return dims as [number, number];
}

export const dense: OpDefinition<DenseAttributes> = {
  doc: 'fully connected layer with optional bias and fused activation',
  source: 'ONNX Gemm; tf.matmul',
  attributes: {
    type: 'object',
    properties: { activation: fusedActivationSchema },
    required: ['activation'],
    additionalProperties: false,
  },
  inputs: [{ name: 'x' }, { name: 'kernel' }, { name: 'bias', optional: true }],

  infer(_attrs, inputs) {
    const [x, , bias] = inputs;
    const [inputChannels, outputChannels] = kernelOf(inputs);
    if (x?.dims.length !== 2 || x.dims[1] !== inputChannels)
      throw new ShapeError(`kernel takes [N,${inputChannels}], input is [${x?.dims.join(',') ?? ''}]`);
    if (bias && (bias.dims.length !== 1 || bias.dims[0] !== outputChannels))
      throw new ShapeError(`bias must be [${outputChannels}]`);
    return [tensorType('f32', [x.dims[0]!, outputChannels])];
  },

  cost(attrs, inputs, outputs) {
    const elements = elementCount(outputs[0]!);
    const macs = elements * kernelOf(inputs)[0];
    return { macs, flops: 2 * macs + (inputs[2] ? elements : 0) + elements * fusedActivationFlops[attrs.activation] };
  },

  // Positions of the result are not positions of an image any more.
  spatial: () => undefined,

  evaluate(attrs, [x, kernel, bias], [dims], allocate) {
    if (!x || !kernel || !dims) throw new ShapeError('dense needs x and a kernel');
    const [rows = 0, outputs = 0] = dims;
    const inner = kernel.dims[0] ?? 0;
    const columns = roundUp(outputs, columnGroup);
    const filters = packColumns(kernel.data, inner, outputs);
    const packed = new Float64Array(rowsAtOnce * inner);
    const sums = new Float64Array(rowsAtOnce * columns); // float64: storing to `out` rounds once
    const out = allocate(rows * outputs);
    for (let first = 0; first < rows; first += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, rows - first);
      packed.fill(0);
      for (let row = 0; row < count; row++) {
        const lane = row % rowGroup;
        for (let k = 0; k < inner; k++)
          packed[(row - lane) * inner + k * rowGroup + lane] = x.data[(first + row) * inner + k]!;
      }
      sums.fill(0);
      if (bias) for (let row = 0; row < sums.length; row += columns) sums.set(bias.data, row);
      multiplyPacked(packed, filters, sums, rowsAtOnce, inner, columns);
      for (let row = 0; row < count; row++)
        for (let c = 0; c < outputs; c++)
          out[(first + row) * outputs + c] = applyFused(attrs.activation, sums[row * columns + c]!);
    }
    return [{ dims, data: out }];
  },
};

/** Rows evaluated together: a whole number of row groups. */
const rowsAtOnce = 16;
