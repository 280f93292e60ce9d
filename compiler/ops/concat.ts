/** Features side by side along their channels, `[N,H,W,Cᵢ]` → `[N,H,W,ΣCᵢ]`. ONNX `Concat`, `tf.concat`. Moves data only. */
import { isSymbolic, tensorType } from '../ir/tensor-type.ts';
import { noAttributes, perElement, pointwise, ShapeError, type NoAttributes, type OpDefinition } from './op.ts';

export const concat: OpDefinition<NoAttributes> = {
  doc: 'features side by side along their channels',
  source: 'ONNX Concat; tf.concat(x, axis=-1)',
  attributes: noAttributes,
  inputs: [{ name: 'x', repeated: true }],

  infer(_attrs, inputs) {
    const [first, ...others] = inputs;
    if (!first || first.dims.length === 0) throw new ShapeError('concat needs inputs of rank 1 or more');
    let channels = 0;
    for (const { dims } of [first, ...others]) {
      const last = dims.at(-1);
      const fits = dims.length === first.dims.length && dims.slice(0, -1).every((d, i) => d === first.dims[i]);
      if (!fits || last === undefined || isSymbolic(last))
        throw new ShapeError(`[${dims.join(',')}] does not fit beside [${first.dims.join(',')}]`);
      channels += last;
    }
    return [tensorType(first.dtype, [...first.dims.slice(0, -1), channels])];
  },

  cost: (_attrs, _inputs, outputs) => perElement(0, outputs),

  spatial: (_attrs, [x]) => (x?.dims.length === 4 ? pointwise : undefined),

  evaluate(_attrs, inputs, [dims], allocate) {
    if (!dims) throw new ShapeError('concat needs inputs');
    const channels = dims.at(-1) ?? 0;
    const out = allocate(dims.reduce((product, d) => product * d, 1));
    let start = 0;
    for (const { dims: own, data } of inputs) {
      const width = own.at(-1) ?? 0;
      for (let from = 0, to = start; from < data.length; from += width, to += channels)
        out.set(data.subarray(from, from + width), to);
      start += width;
    }
    return [{ dims, data: out }];
  },
};
