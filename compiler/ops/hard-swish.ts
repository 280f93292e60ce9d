/**
 * Hard swish, x·relu6(x + 3)/6 (MobileNetV3; `modeling/activations/swish.py` of the model garden, which its mobile
 * configurations use). Five operations per element: add, two comparisons, two products.
 */
import { unaryOp } from './elementwise.ts';

export const hardSwish = unaryOp(
  {
    doc: 'hard swish, x * relu6(x + 3) / 6',
    source: 'ONNX HardSwish; official/modeling/activations/swish.py',
    flops: 5,
  },
  (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
);
