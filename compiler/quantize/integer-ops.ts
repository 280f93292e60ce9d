/**
 * What integers can do for each kind of op, exhaustive by type: the ops for which ONNX Runtime has integer kernels that its
 * optimiser puts in place of `DequantizeLinear → op → QuantizeLinear`.
 */
import type { OpKind } from '../ops/index.ts';

/**
 * - `weights`: multiplies with a kernel; worth quantising on its own.
 * - `arithmetic`: computed in integers where its operands are integers already.
 * - `moves`: passes elements on, so its result has the scale of its operand.
 * - `float`: stays in float32.
 */
export type IntegerRole = 'weights' | 'arithmetic' | 'moves' | 'float';

export const integerRoles: Readonly<Record<OpKind, IntegerRole>> = {
  conv2d: 'weights',
  'depthwise-conv2d': 'weights',
  dense: 'weights',
  // ONNX Runtime has no integer form of it.
  'conv2d-transpose': 'float',
  relu: 'moves',
  sigmoid: 'arithmetic',
  add: 'arithmetic',
  multiply: 'arithmetic',
  concat: 'arithmetic',
  'average-pool': 'arithmetic',
  'global-average-pool': 'arithmetic',
  'max-pool': 'moves',
  'upsample-nearest': 'moves',
  gather: 'moves',
  reshape: 'moves',
  'batch-norm': 'float',
  swish: 'float',
  rsqrt: 'float',
  subtract: 'float',
  divide: 'float',
  pad: 'float',
  'space-to-depth': 'float',
  'hard-sigmoid': 'float',
  'hard-swish': 'float',
  scale: 'float',
  shift: 'float',
  clip: 'float',
  'winograd-input': 'float',
  'winograd-kernel': 'float',
  'winograd-conv2d': 'float',
  'conv2d-by-winograd': 'float',
  'zero-extend': 'float',
  'dense-detections': 'float',
  'region-proposals': 'float',
  'multilevel-roi-align': 'float',
  'refine-boxes': 'float',
  'roi-detections': 'float',
  'select-masks': 'float',
  'detection-field': 'float',
};
