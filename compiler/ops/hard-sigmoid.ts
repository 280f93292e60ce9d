/**
 * The model garden's hard sigmoid, relu6(x + 3)·0.16667 (`modeling/activations/sigmoid.py`): the constant is written so,
 * not as 1/6, and saturates at 1.00002. Gate of its mobile blocks. Four operations per element: add, two comparisons, product.
 */
import { unaryOp } from './elementwise.ts';

/** What the official code multiplies by. */
export const hardSigmoidSlope = 0.16667;

export const hardSigmoid = unaryOp(
  {
    doc: 'hard sigmoid of the model garden, relu6(x + 3) * 0.16667',
    source: 'official/modeling/activations/sigmoid.py',
    flops: 4,
  },
  (x) => Math.min(Math.max(x + 3, 0), 6) * hardSigmoidSlope,
);
