/**
 * The same elements under other dims; `N` stands for the batch, `100N` for a hundred times it. ONNX `Reshape`, `tf.reshape`. Used on params: a
 * per-channel vector `[C]` becomes `[1,1,C,1]` to scale a depthwise kernel. Moves data only: no operations.
 */
import { isSymbolic, sizeAt, symbolicPattern, tensorType, type Dim } from '../ir/tensor-type.ts';
import { perElement, ShapeError, type OpDefinition } from './op.ts';

export interface ReshapeAttributes {
  readonly dims: readonly Dim[];
}

/** Elements per batch entry, and how many symbolic dims there are. */
function volume(dims: readonly Dim[]): readonly [elements: number, symbolic: number] {
  return [dims.reduce<number>((product, d) => product * sizeAt(d, 1), 1), dims.filter(isSymbolic).length];
}

export const reshape: OpDefinition<ReshapeAttributes> = {
  doc: 'the same elements under other dims',
  source: 'ONNX Reshape; tf.reshape',
  attributes: {
    type: 'object',
    properties: {
      dims: {
        type: 'array',
        items: {
          anyOf: [
            { type: 'integer', minimum: 1 },
            { type: 'string', pattern: symbolicPattern },
          ],
        },
      },
    },
    required: ['dims'],
    additionalProperties: false,
  },
  inputs: [{ name: 'x' }],

  infer(attrs, [x]) {
    if (!x) throw new ShapeError('reshape needs an input');
    const [elements, symbolic] = volume(x.dims);
    const [wanted, wantedSymbolic] = volume(attrs.dims);
    if (elements !== wanted || symbolic !== wantedSymbolic || symbolic > 1)
      throw new ShapeError(`[${x.dims.join(',')}] can't become [${attrs.dims.join(',')}]`);
    return [tensorType(x.dtype, attrs.dims)];
  },

  cost: (_attrs, _inputs, outputs) => perElement(0, outputs),

  // Positions of the result are not positions of an image any more.
  spatial: () => undefined,

  evaluate(_attrs, [x], [dims], allocate) {
    if (!x || !dims) throw new ShapeError('reshape needs an input');
    const out = allocate(x.data.length);
    out.set(x.data);
    return [{ dims, data: out }];
  },
};
