/** Sum with a constant: epsilon of weighted fusion, steps of hard activations. One operation per element. */
import { constantOp } from './elementwise.ts';

export const shift = constantOp(
  { doc: 'sum with a constant', source: 'ONNX Add; tf.add', flops: 1 },
  (x, offset) => x + offset,
);
