/** Values limited to an interval: relu6 and steps of hard activations. Two comparisons per element. */
import { perElement, pointwise, ShapeError, type OpDefinition } from './op.ts';

export interface ClipAttributes {
  readonly low: number;
  readonly high: number;
}

export const clip: OpDefinition<ClipAttributes> = {
  doc: 'values limited to an interval',
  source: 'ONNX Clip; tf.clip_by_value',
  attributes: {
    type: 'object',
    properties: { low: { type: 'number' }, high: { type: 'number' } },
    required: ['low', 'high'],
    additionalProperties: false,
  },
  inputs: [{ name: 'x' }],

  infer({ low, high }, [x]) {
    if (!x) throw new ShapeError('needs an input');
    if (low > high) throw new ShapeError(`the interval from ${low} to ${high} is empty`);
    return [x];
  },

  cost: (_attrs, _inputs, outputs) => perElement(2, outputs),

  spatial: (_attrs, [x]) => (x?.dims.length === 4 ? pointwise : undefined),

  evaluate({ low, high }, [x], [dims], allocate) {
    if (!x || !dims) throw new ShapeError('clip needs an input');
    const out = allocate(x.data.length);
    for (let i = 0; i < out.length; i++) out[i] = Math.min(Math.max(x.data[i]!, low), high);
    return [{ dims, data: out }];
  },
};
