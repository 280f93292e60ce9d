/**
 * The same values with zeros after them along every axis, until there are `dims`. Of params only: a kernel gets channels
 * that compute nothing, to fill up a runtime's vectors. ONNX `Pad`, `tf.pad`. Moves data only: no operations.
 */
import { isSymbolic, tensorType } from '../ir/tensor-type.ts';
import { perElement, ShapeError, type OpDefinition } from './op.ts';

export interface ZeroExtendAttributes {
  readonly dims: readonly number[];
}

export const zeroExtend: OpDefinition<ZeroExtendAttributes> = {
  doc: 'the same values with zeros after them along every axis',
  source: 'ONNX Pad; tf.pad',
  attributes: {
    type: 'object',
    properties: { dims: { type: 'array', items: { type: 'integer', minimum: 1 } } },
    required: ['dims'],
    additionalProperties: false,
  },
  inputs: [{ name: 'x' }],

  infer({ dims }, [x]) {
    const fits = x?.dims.length === dims.length && x.dims.every((d, axis) => !isSymbolic(d) && d <= dims[axis]!);
    if (!x || !fits) throw new ShapeError(`[${x?.dims.join(',')}] can't be extended to [${dims.join(',')}]`);
    return [tensorType(x.dtype, dims)];
  },

  cost: (_attrs, _inputs, outputs) => perElement(0, outputs),

  spatial: () => undefined,

  evaluate({ dims }, [x], _dims, allocate) {
    if (!x) throw new ShapeError('zero-extend needs an input');
    const out = allocate(dims.reduce((product, d) => product * d, 1));
    const row = x.dims.at(-1) ?? 1;
    for (let from = 0; from < x.data.length; from += row) {
      // Position of the row along the axes before the last, then of its place in the result.
      let [rest, to, stride] = [from / row, 0, dims.at(-1) ?? 1];
      for (let axis = dims.length - 2; axis >= 0; axis--) {
        to += (rest % x.dims[axis]!) * stride;
        rest = Math.floor(rest / x.dims[axis]!);
        stride *= dims[axis]!;
      }
      out.set(x.data.subarray(from, from + row), to);
    }
    return [{ dims, data: out }];
  },
};
