/** Product with a constant: means over levels, steps of hard activations. One operation per element. */
import { constantOp } from './elementwise.ts';

export const scale = constantOp(
  { doc: 'product with a constant', source: 'ONNX Mul; tf.multiply', flops: 1 },
  (x, factor) => x * factor,
);
