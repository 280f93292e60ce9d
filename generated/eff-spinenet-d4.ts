/**
 * eff-spinenet-d4, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 * Spec 91ac74960cf0e793f1e2c53ce52705291affad84b4aede808f142591f04ebb07.
 *
 * Input: float32 [N,512,512,3], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 122.7 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'eff-spinenet-d4',
  hash: '91ac74960cf0e793f1e2c53ce52705291affad84b4aede808f142591f04ebb07',
  dialect: 'tpu',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 512, width: 512, channels: 3 },
} as const;

export interface Outputs {
  readonly endpoint_3: tf.Tensor4D; // [N,64,64,224]
  readonly endpoint_4: tf.Tensor4D; // [N,32,32,224]
  readonly endpoint_5: tf.Tensor4D; // [N,16,16,224]
  readonly endpoint_6: tf.Tensor4D; // [N,8,8,224]
  readonly endpoint_7: tf.Tensor4D; // [N,4,4,224]
}

export interface Model {
  /** The outputs are yours to dispose, the input stays yours; nothing else is left behind. */
  predict(x: tf.Tensor4D): Outputs;
  /** Frees the weights. Outputs that you hold stay valid. */
  dispose(): void;
}

/**
 * Takes the weights: the bytes of a safetensors file (F32 or F16), or tensors by name, which it clones.
 * Throws an Error that lists what is missing or does not fit.
 */
export async function load(weights: Uint8Array | Record<string, tf.Tensor>): Promise<Model> {
  await tf.ready();
  const w = takeWeights(weights);
  const constants = makeConstants();
  let disposed = false;
  return {
    predict(x) {
      if (disposed) throw new Error(spec.name + ': the model is disposed');
      return predict(w, constants, x);
    },
    dispose() {
      disposed = true;
      for (const owned of [w, constants]) for (const tensor of Object.values<tf.Tensor>(owned)) tensor.dispose();
    },
  };
}

const { conv2d, depthwiseConv2d } = tf.fused;

function predict(w: Weights, constants: Constants, x: tf.Tensor4D): Outputs {
  checkInput(x);

  // stem s0 : L1 mbconv, b0 b1 : L2 mbconv
  const stem_conv_pad = tf.pad(x, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,513,513,3]
  const stem_conv = conv2d({ x: stem_conv_pad, strides: 2, pad: 'valid',
    filter: w['stem/folded_kernel'], bias: w['stem/folded_bias'] }); // [N,256,256,16]
  stem_conv_pad.dispose();
  const stem_swish_sigmoid = tf.sigmoid(stem_conv); // [N,256,256,16]
  const stem_swish = tf.mul<tf.Tensor4D>(stem_conv, stem_swish_sigmoid); // [N,256,256,16]
  stem_conv.dispose(); stem_swish_sigmoid.dispose();

  // s0 : L1 mbconv baseFilters=16
  const s0_repeat0_expand_conv = conv2d({ x: stem_swish, strides: 1, pad: 'valid',
    filter: w['s0/repeat0/expand/folded_kernel'], bias: w['s0/repeat0/expand/folded_bias'] }); // [N,256,256,96]
  stem_swish.dispose();
  const s0_repeat0_expand_swish_sigmoid = tf.sigmoid(s0_repeat0_expand_conv); // [N,256,256,96]
  const s0_repeat0_expand_swish = tf.mul<tf.Tensor4D>(s0_repeat0_expand_conv, s0_repeat0_expand_swish_sigmoid); // [N,256,256,96]
  s0_repeat0_expand_conv.dispose(); s0_repeat0_expand_swish_sigmoid.dispose();
  const s0_repeat0_depthwise_conv = depthwiseConv2d({ x: s0_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['s0/repeat0/depthwise/folded_kernel'], bias: w['s0/repeat0/depthwise/folded_bias'] }); // [N,256,256,96]
  s0_repeat0_expand_swish.dispose();
  const s0_repeat0_depthwise_swish_sigmoid = tf.sigmoid(s0_repeat0_depthwise_conv); // [N,256,256,96]
  const s0_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(s0_repeat0_depthwise_conv, s0_repeat0_depthwise_swish_sigmoid); // [N,256,256,96]
  s0_repeat0_depthwise_conv.dispose(); s0_repeat0_depthwise_swish_sigmoid.dispose();
  const s0_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(s0_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,96]
  const s0_repeat0_se_reduce_conv = conv2d({ x: s0_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['s0/repeat0/se_reduce/kernel'], bias: w['s0/repeat0/se_reduce/bias'] }); // [N,1,1,3]
  s0_repeat0_se_squeeze.dispose();
  const s0_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(s0_repeat0_se_reduce_conv); // [N,1,1,3]
  const s0_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(s0_repeat0_se_reduce_conv, s0_repeat0_se_reduce_swish_sigmoid); // [N,1,1,3]
  s0_repeat0_se_reduce_conv.dispose(); s0_repeat0_se_reduce_swish_sigmoid.dispose();
  const s0_repeat0_se_expand = conv2d({ x: s0_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['s0/repeat0/se_expand/kernel'], bias: w['s0/repeat0/se_expand/bias'] }); // [N,1,1,96]
  s0_repeat0_se_reduce_swish.dispose();
  const s0_repeat0_se = tf.mul<tf.Tensor4D>(s0_repeat0_depthwise_swish, s0_repeat0_se_expand); // [N,256,256,96]
  s0_repeat0_depthwise_swish.dispose(); s0_repeat0_se_expand.dispose();
  const s0_repeat0_project = conv2d({ x: s0_repeat0_se, strides: 1, pad: 'valid',
    filter: w['s0/repeat0/project/folded_kernel'], bias: w['s0/repeat0/project/folded_bias'] }); // [N,256,256,24]
  s0_repeat0_se.dispose();
  const s0_repeat1_expand_conv = conv2d({ x: s0_repeat0_project, strides: 1, pad: 'valid',
    filter: w['s0/repeat1/expand/folded_kernel'], bias: w['s0/repeat1/expand/folded_bias'] }); // [N,256,256,144]
  const s0_repeat1_expand_swish_sigmoid = tf.sigmoid(s0_repeat1_expand_conv); // [N,256,256,144]
  const s0_repeat1_expand_swish = tf.mul<tf.Tensor4D>(s0_repeat1_expand_conv, s0_repeat1_expand_swish_sigmoid); // [N,256,256,144]
  s0_repeat1_expand_conv.dispose(); s0_repeat1_expand_swish_sigmoid.dispose();
  const s0_repeat1_depthwise_conv = depthwiseConv2d({ x: s0_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['s0/repeat1/depthwise/folded_kernel'], bias: w['s0/repeat1/depthwise/folded_bias'] }); // [N,256,256,144]
  s0_repeat1_expand_swish.dispose();
  const s0_repeat1_depthwise_swish_sigmoid = tf.sigmoid(s0_repeat1_depthwise_conv); // [N,256,256,144]
  const s0_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(s0_repeat1_depthwise_conv, s0_repeat1_depthwise_swish_sigmoid); // [N,256,256,144]
  s0_repeat1_depthwise_conv.dispose(); s0_repeat1_depthwise_swish_sigmoid.dispose();
  const s0_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(s0_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,144]
  const s0_repeat1_se_reduce_conv = conv2d({ x: s0_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['s0/repeat1/se_reduce/kernel'], bias: w['s0/repeat1/se_reduce/bias'] }); // [N,1,1,4]
  s0_repeat1_se_squeeze.dispose();
  const s0_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(s0_repeat1_se_reduce_conv); // [N,1,1,4]
  const s0_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(s0_repeat1_se_reduce_conv, s0_repeat1_se_reduce_swish_sigmoid); // [N,1,1,4]
  s0_repeat1_se_reduce_conv.dispose(); s0_repeat1_se_reduce_swish_sigmoid.dispose();
  const s0_repeat1_se_expand = conv2d({ x: s0_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['s0/repeat1/se_expand/kernel'], bias: w['s0/repeat1/se_expand/bias'] }); // [N,1,1,144]
  s0_repeat1_se_reduce_swish.dispose();
  const s0_repeat1_se = tf.mul<tf.Tensor4D>(s0_repeat1_depthwise_swish, s0_repeat1_se_expand); // [N,256,256,144]
  s0_repeat1_depthwise_swish.dispose(); s0_repeat1_se_expand.dispose();
  const s0_repeat1_project = conv2d({ x: s0_repeat1_se, strides: 1, pad: 'valid',
    filter: w['s0/repeat1/project/folded_kernel'], bias: w['s0/repeat1/project/folded_bias'] }); // [N,256,256,24]
  s0_repeat1_se.dispose();
  const s0_repeat1_add = tf.add<tf.Tensor4D>(s0_repeat1_project, s0_repeat0_project); // [N,256,256,24]
  s0_repeat0_project.dispose(); s0_repeat1_project.dispose();

  // b0 : L2 mbconv baseFilters=24
  const b0_repeat0_expand_conv = conv2d({ x: s0_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/expand/folded_kernel'], bias: w['b0/repeat0/expand/folded_bias'] }); // [N,256,256,144]
  s0_repeat1_add.dispose();
  const b0_repeat0_expand_swish_sigmoid = tf.sigmoid(b0_repeat0_expand_conv); // [N,256,256,144]
  const b0_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b0_repeat0_expand_conv, b0_repeat0_expand_swish_sigmoid); // [N,256,256,144]
  b0_repeat0_expand_conv.dispose(); b0_repeat0_expand_swish_sigmoid.dispose();
  const b0_repeat0_depthwise_conv_pad = tf.pad(b0_repeat0_expand_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,257,257,144]
  b0_repeat0_expand_swish.dispose();
  const b0_repeat0_depthwise_conv = depthwiseConv2d({ x: b0_repeat0_depthwise_conv_pad, strides: 2, pad: 'valid',
    filter: w['b0/repeat0/depthwise/folded_kernel'], bias: w['b0/repeat0/depthwise/folded_bias'] }); // [N,128,128,144]
  b0_repeat0_depthwise_conv_pad.dispose();
  const b0_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b0_repeat0_depthwise_conv); // [N,128,128,144]
  const b0_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b0_repeat0_depthwise_conv, b0_repeat0_depthwise_swish_sigmoid); // [N,128,128,144]
  b0_repeat0_depthwise_conv.dispose(); b0_repeat0_depthwise_swish_sigmoid.dispose();
  const b0_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b0_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,144]
  const b0_repeat0_se_reduce_conv = conv2d({ x: b0_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/se_reduce/kernel'], bias: w['b0/repeat0/se_reduce/bias'] }); // [N,1,1,4]
  b0_repeat0_se_squeeze.dispose();
  const b0_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b0_repeat0_se_reduce_conv); // [N,1,1,4]
  const b0_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b0_repeat0_se_reduce_conv, b0_repeat0_se_reduce_swish_sigmoid); // [N,1,1,4]
  b0_repeat0_se_reduce_conv.dispose(); b0_repeat0_se_reduce_swish_sigmoid.dispose();
  const b0_repeat0_se_expand = conv2d({ x: b0_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b0/repeat0/se_expand/kernel'], bias: w['b0/repeat0/se_expand/bias'] }); // [N,1,1,144]
  b0_repeat0_se_reduce_swish.dispose();
  const b0_repeat0_se = tf.mul<tf.Tensor4D>(b0_repeat0_depthwise_swish, b0_repeat0_se_expand); // [N,128,128,144]
  b0_repeat0_depthwise_swish.dispose(); b0_repeat0_se_expand.dispose();
  const b0_repeat0_project = conv2d({ x: b0_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/project/folded_kernel'], bias: w['b0/repeat0/project/folded_bias'] }); // [N,128,128,32]
  b0_repeat0_se.dispose();
  const b0_repeat1_expand_conv = conv2d({ x: b0_repeat0_project, strides: 1, pad: 'valid',
    filter: w['b0/repeat1/expand/folded_kernel'], bias: w['b0/repeat1/expand/folded_bias'] }); // [N,128,128,192]
  const b0_repeat1_expand_swish_sigmoid = tf.sigmoid(b0_repeat1_expand_conv); // [N,128,128,192]
  const b0_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b0_repeat1_expand_conv, b0_repeat1_expand_swish_sigmoid); // [N,128,128,192]
  b0_repeat1_expand_conv.dispose(); b0_repeat1_expand_swish_sigmoid.dispose();
  const b0_repeat1_depthwise_conv = depthwiseConv2d({ x: b0_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b0/repeat1/depthwise/folded_kernel'], bias: w['b0/repeat1/depthwise/folded_bias'] }); // [N,128,128,192]
  b0_repeat1_expand_swish.dispose();
  const b0_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b0_repeat1_depthwise_conv); // [N,128,128,192]
  const b0_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b0_repeat1_depthwise_conv, b0_repeat1_depthwise_swish_sigmoid); // [N,128,128,192]
  b0_repeat1_depthwise_conv.dispose(); b0_repeat1_depthwise_swish_sigmoid.dispose();
  const b0_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b0_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,192]
  const b0_repeat1_se_reduce_conv = conv2d({ x: b0_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b0/repeat1/se_reduce/kernel'], bias: w['b0/repeat1/se_reduce/bias'] }); // [N,1,1,6]
  b0_repeat1_se_squeeze.dispose();
  const b0_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b0_repeat1_se_reduce_conv); // [N,1,1,6]
  const b0_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b0_repeat1_se_reduce_conv, b0_repeat1_se_reduce_swish_sigmoid); // [N,1,1,6]
  b0_repeat1_se_reduce_conv.dispose(); b0_repeat1_se_reduce_swish_sigmoid.dispose();
  const b0_repeat1_se_expand = conv2d({ x: b0_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b0/repeat1/se_expand/kernel'], bias: w['b0/repeat1/se_expand/bias'] }); // [N,1,1,192]
  b0_repeat1_se_reduce_swish.dispose();
  const b0_repeat1_se = tf.mul<tf.Tensor4D>(b0_repeat1_depthwise_swish, b0_repeat1_se_expand); // [N,128,128,192]
  b0_repeat1_depthwise_swish.dispose(); b0_repeat1_se_expand.dispose();
  const b0_repeat1_project = conv2d({ x: b0_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b0/repeat1/project/folded_kernel'], bias: w['b0/repeat1/project/folded_bias'] }); // [N,128,128,32]
  b0_repeat1_se.dispose();
  const b0_repeat1_add = tf.add<tf.Tensor4D>(b0_repeat1_project, b0_repeat0_project); // [N,128,128,32]
  b0_repeat0_project.dispose(); b0_repeat1_project.dispose();

  // b1 : L2 mbconv baseFilters=16
  const b1_repeat0_expand_conv = conv2d({ x: b0_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b1/repeat0/expand/folded_kernel'], bias: w['b1/repeat0/expand/folded_bias'] }); // [N,128,128,192]
  const b1_repeat0_expand_swish_sigmoid = tf.sigmoid(b1_repeat0_expand_conv); // [N,128,128,192]
  const b1_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b1_repeat0_expand_conv, b1_repeat0_expand_swish_sigmoid); // [N,128,128,192]
  b1_repeat0_expand_conv.dispose(); b1_repeat0_expand_swish_sigmoid.dispose();
  const b1_repeat0_depthwise_conv = depthwiseConv2d({ x: b1_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b1/repeat0/depthwise/folded_kernel'], bias: w['b1/repeat0/depthwise/folded_bias'] }); // [N,128,128,192]
  b1_repeat0_expand_swish.dispose();
  const b1_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b1_repeat0_depthwise_conv); // [N,128,128,192]
  const b1_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b1_repeat0_depthwise_conv, b1_repeat0_depthwise_swish_sigmoid); // [N,128,128,192]
  b1_repeat0_depthwise_conv.dispose(); b1_repeat0_depthwise_swish_sigmoid.dispose();
  const b1_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b1_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,192]
  const b1_repeat0_se_reduce_conv = conv2d({ x: b1_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b1/repeat0/se_reduce/kernel'], bias: w['b1/repeat0/se_reduce/bias'] }); // [N,1,1,6]
  b1_repeat0_se_squeeze.dispose();
  const b1_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b1_repeat0_se_reduce_conv); // [N,1,1,6]
  const b1_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b1_repeat0_se_reduce_conv, b1_repeat0_se_reduce_swish_sigmoid); // [N,1,1,6]
  b1_repeat0_se_reduce_conv.dispose(); b1_repeat0_se_reduce_swish_sigmoid.dispose();
  const b1_repeat0_se_expand = conv2d({ x: b1_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b1/repeat0/se_expand/kernel'], bias: w['b1/repeat0/se_expand/bias'] }); // [N,1,1,192]
  b1_repeat0_se_reduce_swish.dispose();
  const b1_repeat0_se = tf.mul<tf.Tensor4D>(b1_repeat0_depthwise_swish, b1_repeat0_se_expand); // [N,128,128,192]
  b1_repeat0_depthwise_swish.dispose(); b1_repeat0_se_expand.dispose();
  const b1_repeat0_project = conv2d({ x: b1_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b1/repeat0/project/folded_kernel'], bias: w['b1/repeat0/project/folded_bias'] }); // [N,128,128,24]
  b1_repeat0_se.dispose();
  const b1_repeat1_expand_conv = conv2d({ x: b1_repeat0_project, strides: 1, pad: 'valid',
    filter: w['b1/repeat1/expand/folded_kernel'], bias: w['b1/repeat1/expand/folded_bias'] }); // [N,128,128,144]
  const b1_repeat1_expand_swish_sigmoid = tf.sigmoid(b1_repeat1_expand_conv); // [N,128,128,144]
  const b1_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b1_repeat1_expand_conv, b1_repeat1_expand_swish_sigmoid); // [N,128,128,144]
  b1_repeat1_expand_conv.dispose(); b1_repeat1_expand_swish_sigmoid.dispose();
  const b1_repeat1_depthwise_conv = depthwiseConv2d({ x: b1_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b1/repeat1/depthwise/folded_kernel'], bias: w['b1/repeat1/depthwise/folded_bias'] }); // [N,128,128,144]
  b1_repeat1_expand_swish.dispose();
  const b1_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b1_repeat1_depthwise_conv); // [N,128,128,144]
  const b1_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b1_repeat1_depthwise_conv, b1_repeat1_depthwise_swish_sigmoid); // [N,128,128,144]
  b1_repeat1_depthwise_conv.dispose(); b1_repeat1_depthwise_swish_sigmoid.dispose();
  const b1_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b1_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,144]
  const b1_repeat1_se_reduce_conv = conv2d({ x: b1_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b1/repeat1/se_reduce/kernel'], bias: w['b1/repeat1/se_reduce/bias'] }); // [N,1,1,4]
  b1_repeat1_se_squeeze.dispose();
  const b1_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b1_repeat1_se_reduce_conv); // [N,1,1,4]
  const b1_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b1_repeat1_se_reduce_conv, b1_repeat1_se_reduce_swish_sigmoid); // [N,1,1,4]
  b1_repeat1_se_reduce_conv.dispose(); b1_repeat1_se_reduce_swish_sigmoid.dispose();
  const b1_repeat1_se_expand = conv2d({ x: b1_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b1/repeat1/se_expand/kernel'], bias: w['b1/repeat1/se_expand/bias'] }); // [N,1,1,144]
  b1_repeat1_se_reduce_swish.dispose();
  const b1_repeat1_se = tf.mul<tf.Tensor4D>(b1_repeat1_depthwise_swish, b1_repeat1_se_expand); // [N,128,128,144]
  b1_repeat1_depthwise_swish.dispose(); b1_repeat1_se_expand.dispose();
  const b1_repeat1_project = conv2d({ x: b1_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b1/repeat1/project/folded_kernel'], bias: w['b1/repeat1/project/folded_bias'] }); // [N,128,128,24]
  b1_repeat1_se.dispose();
  const b1_repeat1_add = tf.add<tf.Tensor4D>(b1_repeat1_project, b1_repeat0_project); // [N,128,128,24]
  b1_repeat0_project.dispose(); b1_repeat1_project.dispose();

  // b2 : L2 mbconv <- b0 b1 baseFilters=16
  const b2_resample0_out = conv2d({ x: b0_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b2/resample0/out/folded_kernel'], bias: w['b2/resample0/out/folded_bias'] }); // [N,128,128,24]
  const b2_resample1_out = conv2d({ x: b1_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b2/resample1/out/folded_kernel'], bias: w['b2/resample1/out/folded_bias'] }); // [N,128,128,24]
  const b2_merge = tf.add<tf.Tensor4D>(b2_resample0_out, b2_resample1_out); // [N,128,128,24]
  b2_resample0_out.dispose(); b2_resample1_out.dispose();
  const b2_merge_swish_sigmoid = tf.sigmoid(b2_merge); // [N,128,128,24]
  const b2_merge_swish = tf.mul<tf.Tensor4D>(b2_merge, b2_merge_swish_sigmoid); // [N,128,128,24]
  b2_merge.dispose(); b2_merge_swish_sigmoid.dispose();
  const b2_repeat0_expand_conv = conv2d({ x: b2_merge_swish, strides: 1, pad: 'valid',
    filter: w['b2/repeat0/expand/folded_kernel'], bias: w['b2/repeat0/expand/folded_bias'] }); // [N,128,128,144]
  const b2_repeat0_expand_swish_sigmoid = tf.sigmoid(b2_repeat0_expand_conv); // [N,128,128,144]
  const b2_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b2_repeat0_expand_conv, b2_repeat0_expand_swish_sigmoid); // [N,128,128,144]
  b2_repeat0_expand_conv.dispose(); b2_repeat0_expand_swish_sigmoid.dispose();
  const b2_repeat0_depthwise_conv = depthwiseConv2d({ x: b2_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b2/repeat0/depthwise/folded_kernel'], bias: w['b2/repeat0/depthwise/folded_bias'] }); // [N,128,128,144]
  b2_repeat0_expand_swish.dispose();
  const b2_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b2_repeat0_depthwise_conv); // [N,128,128,144]
  const b2_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b2_repeat0_depthwise_conv, b2_repeat0_depthwise_swish_sigmoid); // [N,128,128,144]
  b2_repeat0_depthwise_conv.dispose(); b2_repeat0_depthwise_swish_sigmoid.dispose();
  const b2_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b2_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,144]
  const b2_repeat0_se_reduce_conv = conv2d({ x: b2_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b2/repeat0/se_reduce/kernel'], bias: w['b2/repeat0/se_reduce/bias'] }); // [N,1,1,4]
  b2_repeat0_se_squeeze.dispose();
  const b2_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b2_repeat0_se_reduce_conv); // [N,1,1,4]
  const b2_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b2_repeat0_se_reduce_conv, b2_repeat0_se_reduce_swish_sigmoid); // [N,1,1,4]
  b2_repeat0_se_reduce_conv.dispose(); b2_repeat0_se_reduce_swish_sigmoid.dispose();
  const b2_repeat0_se_expand = conv2d({ x: b2_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b2/repeat0/se_expand/kernel'], bias: w['b2/repeat0/se_expand/bias'] }); // [N,1,1,144]
  b2_repeat0_se_reduce_swish.dispose();
  const b2_repeat0_se = tf.mul<tf.Tensor4D>(b2_repeat0_depthwise_swish, b2_repeat0_se_expand); // [N,128,128,144]
  b2_repeat0_depthwise_swish.dispose(); b2_repeat0_se_expand.dispose();
  const b2_repeat0_project = conv2d({ x: b2_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b2/repeat0/project/folded_kernel'], bias: w['b2/repeat0/project/folded_bias'] }); // [N,128,128,24]
  b2_repeat0_se.dispose();
  const b2_repeat0_add = tf.add<tf.Tensor4D>(b2_repeat0_project, b2_merge_swish); // [N,128,128,24]
  b2_merge_swish.dispose(); b2_repeat0_project.dispose();

  // b3 : L4 mbconv <- b0 b1 baseFilters=104
  const b3_resample0_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b0_repeat1_add, constants.i0, 1); // [N,64,128,32]
  const b3_resample0_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b3_resample0_space_to_depth_blocks_rows0, constants.i0, 2); // [N,64,64,32]
  const b3_resample0_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b3_resample0_space_to_depth_blocks_rows0, constants.i1, 2); // [N,64,64,32]
  b3_resample0_space_to_depth_blocks_rows0.dispose();
  const b3_resample0_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b0_repeat1_add, constants.i1, 1); // [N,64,128,32]
  b0_repeat1_add.dispose();
  const b3_resample0_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b3_resample0_space_to_depth_blocks_rows1, constants.i0, 2); // [N,64,64,32]
  const b3_resample0_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b3_resample0_space_to_depth_blocks_rows1, constants.i1, 2); // [N,64,64,32]
  b3_resample0_space_to_depth_blocks_rows1.dispose();
  const b3_resample0_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b3_resample0_space_to_depth_blocks_part00, b3_resample0_space_to_depth_blocks_part01, b3_resample0_space_to_depth_blocks_part10, b3_resample0_space_to_depth_blocks_part11], 3); // [N,64,64,128]
  b3_resample0_space_to_depth_blocks_part00.dispose(); b3_resample0_space_to_depth_blocks_part01.dispose(); b3_resample0_space_to_depth_blocks_part10.dispose(); b3_resample0_space_to_depth_blocks_part11.dispose();
  const b3_resample0_space_to_depth_norm = batchNorm(b3_resample0_space_to_depth_blocks, 0.001, { mean: w['b3/resample0/space_to_depth/moving_mean'], variance: w['b3/resample0/space_to_depth/moving_variance'],
    scale: w['b3/resample0/space_to_depth/gamma'], offset: w['b3/resample0/space_to_depth/beta'] }); // [N,64,64,128]
  b3_resample0_space_to_depth_blocks.dispose();
  const b3_resample0_space_to_depth_swish_sigmoid = tf.sigmoid(b3_resample0_space_to_depth_norm); // [N,64,64,128]
  const b3_resample0_space_to_depth_swish = tf.mul<tf.Tensor4D>(b3_resample0_space_to_depth_norm, b3_resample0_space_to_depth_swish_sigmoid); // [N,64,64,128]
  b3_resample0_space_to_depth_norm.dispose(); b3_resample0_space_to_depth_swish_sigmoid.dispose();
  const b3_resample0_down_conv_pad = tf.pad(b3_resample0_space_to_depth_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,65,65,128]
  b3_resample0_space_to_depth_swish.dispose();
  const b3_resample0_down_conv = depthwiseConv2d({ x: b3_resample0_down_conv_pad, strides: 2, pad: 'valid',
    filter: w['b3/resample0/down/folded_kernel'], bias: w['b3/resample0/down/folded_bias'] }); // [N,32,32,128]
  b3_resample0_down_conv_pad.dispose();
  const b3_resample0_down_swish_sigmoid = tf.sigmoid(b3_resample0_down_conv); // [N,32,32,128]
  const b3_resample0_down_swish = tf.mul<tf.Tensor4D>(b3_resample0_down_conv, b3_resample0_down_swish_sigmoid); // [N,32,32,128]
  b3_resample0_down_conv.dispose(); b3_resample0_down_swish_sigmoid.dispose();
  const b3_resample0_out = conv2d({ x: b3_resample0_down_swish, strides: 1, pad: 'valid',
    filter: w['b3/resample0/out/folded_kernel'], bias: w['b3/resample0/out/folded_bias'] }); // [N,32,32,144]
  b3_resample0_down_swish.dispose();
  const b3_resample1_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b1_repeat1_add, constants.i0, 1); // [N,64,128,24]
  const b3_resample1_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b3_resample1_space_to_depth_blocks_rows0, constants.i0, 2); // [N,64,64,24]
  const b3_resample1_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b3_resample1_space_to_depth_blocks_rows0, constants.i1, 2); // [N,64,64,24]
  b3_resample1_space_to_depth_blocks_rows0.dispose();
  const b3_resample1_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b1_repeat1_add, constants.i1, 1); // [N,64,128,24]
  b1_repeat1_add.dispose();
  const b3_resample1_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b3_resample1_space_to_depth_blocks_rows1, constants.i0, 2); // [N,64,64,24]
  const b3_resample1_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b3_resample1_space_to_depth_blocks_rows1, constants.i1, 2); // [N,64,64,24]
  b3_resample1_space_to_depth_blocks_rows1.dispose();
  const b3_resample1_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b3_resample1_space_to_depth_blocks_part00, b3_resample1_space_to_depth_blocks_part01, b3_resample1_space_to_depth_blocks_part10, b3_resample1_space_to_depth_blocks_part11], 3); // [N,64,64,96]
  b3_resample1_space_to_depth_blocks_part00.dispose(); b3_resample1_space_to_depth_blocks_part01.dispose(); b3_resample1_space_to_depth_blocks_part10.dispose(); b3_resample1_space_to_depth_blocks_part11.dispose();
  const b3_resample1_space_to_depth_norm = batchNorm(b3_resample1_space_to_depth_blocks, 0.001, { mean: w['b3/resample1/space_to_depth/moving_mean'], variance: w['b3/resample1/space_to_depth/moving_variance'],
    scale: w['b3/resample1/space_to_depth/gamma'], offset: w['b3/resample1/space_to_depth/beta'] }); // [N,64,64,96]
  b3_resample1_space_to_depth_blocks.dispose();
  const b3_resample1_space_to_depth_swish_sigmoid = tf.sigmoid(b3_resample1_space_to_depth_norm); // [N,64,64,96]
  const b3_resample1_space_to_depth_swish = tf.mul<tf.Tensor4D>(b3_resample1_space_to_depth_norm, b3_resample1_space_to_depth_swish_sigmoid); // [N,64,64,96]
  b3_resample1_space_to_depth_norm.dispose(); b3_resample1_space_to_depth_swish_sigmoid.dispose();
  const b3_resample1_down_conv_pad = tf.pad(b3_resample1_space_to_depth_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,65,65,96]
  b3_resample1_space_to_depth_swish.dispose();
  const b3_resample1_down_conv = depthwiseConv2d({ x: b3_resample1_down_conv_pad, strides: 2, pad: 'valid',
    filter: w['b3/resample1/down/folded_kernel'], bias: w['b3/resample1/down/folded_bias'] }); // [N,32,32,96]
  b3_resample1_down_conv_pad.dispose();
  const b3_resample1_down_swish_sigmoid = tf.sigmoid(b3_resample1_down_conv); // [N,32,32,96]
  const b3_resample1_down_swish = tf.mul<tf.Tensor4D>(b3_resample1_down_conv, b3_resample1_down_swish_sigmoid); // [N,32,32,96]
  b3_resample1_down_conv.dispose(); b3_resample1_down_swish_sigmoid.dispose();
  const b3_resample1_out = conv2d({ x: b3_resample1_down_swish, strides: 1, pad: 'valid',
    filter: w['b3/resample1/out/folded_kernel'], bias: w['b3/resample1/out/folded_bias'] }); // [N,32,32,144]
  b3_resample1_down_swish.dispose();
  const b3_merge = tf.add<tf.Tensor4D>(b3_resample0_out, b3_resample1_out); // [N,32,32,144]
  b3_resample0_out.dispose(); b3_resample1_out.dispose();
  const b3_merge_swish_sigmoid = tf.sigmoid(b3_merge); // [N,32,32,144]
  const b3_merge_swish = tf.mul<tf.Tensor4D>(b3_merge, b3_merge_swish_sigmoid); // [N,32,32,144]
  b3_merge.dispose(); b3_merge_swish_sigmoid.dispose();
  const b3_repeat0_expand_conv = conv2d({ x: b3_merge_swish, strides: 1, pad: 'valid',
    filter: w['b3/repeat0/expand/folded_kernel'], bias: w['b3/repeat0/expand/folded_bias'] }); // [N,32,32,864]
  const b3_repeat0_expand_swish_sigmoid = tf.sigmoid(b3_repeat0_expand_conv); // [N,32,32,864]
  const b3_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b3_repeat0_expand_conv, b3_repeat0_expand_swish_sigmoid); // [N,32,32,864]
  b3_repeat0_expand_conv.dispose(); b3_repeat0_expand_swish_sigmoid.dispose();
  const b3_repeat0_depthwise_conv = depthwiseConv2d({ x: b3_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b3/repeat0/depthwise/folded_kernel'], bias: w['b3/repeat0/depthwise/folded_bias'] }); // [N,32,32,864]
  b3_repeat0_expand_swish.dispose();
  const b3_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b3_repeat0_depthwise_conv); // [N,32,32,864]
  const b3_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b3_repeat0_depthwise_conv, b3_repeat0_depthwise_swish_sigmoid); // [N,32,32,864]
  b3_repeat0_depthwise_conv.dispose(); b3_repeat0_depthwise_swish_sigmoid.dispose();
  const b3_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b3_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,864]
  const b3_repeat0_se_reduce_conv = conv2d({ x: b3_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b3/repeat0/se_reduce/kernel'], bias: w['b3/repeat0/se_reduce/bias'] }); // [N,1,1,28]
  b3_repeat0_se_squeeze.dispose();
  const b3_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b3_repeat0_se_reduce_conv); // [N,1,1,28]
  const b3_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b3_repeat0_se_reduce_conv, b3_repeat0_se_reduce_swish_sigmoid); // [N,1,1,28]
  b3_repeat0_se_reduce_conv.dispose(); b3_repeat0_se_reduce_swish_sigmoid.dispose();
  const b3_repeat0_se_expand = conv2d({ x: b3_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b3/repeat0/se_expand/kernel'], bias: w['b3/repeat0/se_expand/bias'] }); // [N,1,1,864]
  b3_repeat0_se_reduce_swish.dispose();
  const b3_repeat0_se = tf.mul<tf.Tensor4D>(b3_repeat0_depthwise_swish, b3_repeat0_se_expand); // [N,32,32,864]
  b3_repeat0_depthwise_swish.dispose(); b3_repeat0_se_expand.dispose();
  const b3_repeat0_project = conv2d({ x: b3_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b3/repeat0/project/folded_kernel'], bias: w['b3/repeat0/project/folded_bias'] }); // [N,32,32,144]
  b3_repeat0_se.dispose();
  const b3_repeat0_add = tf.add<tf.Tensor4D>(b3_repeat0_project, b3_merge_swish); // [N,32,32,144]
  b3_merge_swish.dispose(); b3_repeat0_project.dispose();
  const b3_repeat1_expand_conv = conv2d({ x: b3_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b3/repeat1/expand/folded_kernel'], bias: w['b3/repeat1/expand/folded_bias'] }); // [N,32,32,864]
  const b3_repeat1_expand_swish_sigmoid = tf.sigmoid(b3_repeat1_expand_conv); // [N,32,32,864]
  const b3_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b3_repeat1_expand_conv, b3_repeat1_expand_swish_sigmoid); // [N,32,32,864]
  b3_repeat1_expand_conv.dispose(); b3_repeat1_expand_swish_sigmoid.dispose();
  const b3_repeat1_depthwise_conv = depthwiseConv2d({ x: b3_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b3/repeat1/depthwise/folded_kernel'], bias: w['b3/repeat1/depthwise/folded_bias'] }); // [N,32,32,864]
  b3_repeat1_expand_swish.dispose();
  const b3_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b3_repeat1_depthwise_conv); // [N,32,32,864]
  const b3_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b3_repeat1_depthwise_conv, b3_repeat1_depthwise_swish_sigmoid); // [N,32,32,864]
  b3_repeat1_depthwise_conv.dispose(); b3_repeat1_depthwise_swish_sigmoid.dispose();
  const b3_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b3_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,864]
  const b3_repeat1_se_reduce_conv = conv2d({ x: b3_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b3/repeat1/se_reduce/kernel'], bias: w['b3/repeat1/se_reduce/bias'] }); // [N,1,1,28]
  b3_repeat1_se_squeeze.dispose();
  const b3_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b3_repeat1_se_reduce_conv); // [N,1,1,28]
  const b3_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b3_repeat1_se_reduce_conv, b3_repeat1_se_reduce_swish_sigmoid); // [N,1,1,28]
  b3_repeat1_se_reduce_conv.dispose(); b3_repeat1_se_reduce_swish_sigmoid.dispose();
  const b3_repeat1_se_expand = conv2d({ x: b3_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b3/repeat1/se_expand/kernel'], bias: w['b3/repeat1/se_expand/bias'] }); // [N,1,1,864]
  b3_repeat1_se_reduce_swish.dispose();
  const b3_repeat1_se = tf.mul<tf.Tensor4D>(b3_repeat1_depthwise_swish, b3_repeat1_se_expand); // [N,32,32,864]
  b3_repeat1_depthwise_swish.dispose(); b3_repeat1_se_expand.dispose();
  const b3_repeat1_project = conv2d({ x: b3_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b3/repeat1/project/folded_kernel'], bias: w['b3/repeat1/project/folded_bias'] }); // [N,32,32,144]
  b3_repeat1_se.dispose();
  const b3_repeat1_add = tf.add<tf.Tensor4D>(b3_repeat1_project, b3_repeat0_add); // [N,32,32,144]
  b3_repeat0_add.dispose(); b3_repeat1_project.dispose();
  const b3_repeat2_expand_conv = conv2d({ x: b3_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b3/repeat2/expand/folded_kernel'], bias: w['b3/repeat2/expand/folded_bias'] }); // [N,32,32,864]
  const b3_repeat2_expand_swish_sigmoid = tf.sigmoid(b3_repeat2_expand_conv); // [N,32,32,864]
  const b3_repeat2_expand_swish = tf.mul<tf.Tensor4D>(b3_repeat2_expand_conv, b3_repeat2_expand_swish_sigmoid); // [N,32,32,864]
  b3_repeat2_expand_conv.dispose(); b3_repeat2_expand_swish_sigmoid.dispose();
  const b3_repeat2_depthwise_conv = depthwiseConv2d({ x: b3_repeat2_expand_swish, strides: 1, pad: 'same',
    filter: w['b3/repeat2/depthwise/folded_kernel'], bias: w['b3/repeat2/depthwise/folded_bias'] }); // [N,32,32,864]
  b3_repeat2_expand_swish.dispose();
  const b3_repeat2_depthwise_swish_sigmoid = tf.sigmoid(b3_repeat2_depthwise_conv); // [N,32,32,864]
  const b3_repeat2_depthwise_swish = tf.mul<tf.Tensor4D>(b3_repeat2_depthwise_conv, b3_repeat2_depthwise_swish_sigmoid); // [N,32,32,864]
  b3_repeat2_depthwise_conv.dispose(); b3_repeat2_depthwise_swish_sigmoid.dispose();
  const b3_repeat2_se_squeeze = tf.mean<tf.Tensor4D>(b3_repeat2_depthwise_swish, [1, 2], true); // [N,1,1,864]
  const b3_repeat2_se_reduce_conv = conv2d({ x: b3_repeat2_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b3/repeat2/se_reduce/kernel'], bias: w['b3/repeat2/se_reduce/bias'] }); // [N,1,1,28]
  b3_repeat2_se_squeeze.dispose();
  const b3_repeat2_se_reduce_swish_sigmoid = tf.sigmoid(b3_repeat2_se_reduce_conv); // [N,1,1,28]
  const b3_repeat2_se_reduce_swish = tf.mul<tf.Tensor4D>(b3_repeat2_se_reduce_conv, b3_repeat2_se_reduce_swish_sigmoid); // [N,1,1,28]
  b3_repeat2_se_reduce_conv.dispose(); b3_repeat2_se_reduce_swish_sigmoid.dispose();
  const b3_repeat2_se_expand = conv2d({ x: b3_repeat2_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b3/repeat2/se_expand/kernel'], bias: w['b3/repeat2/se_expand/bias'] }); // [N,1,1,864]
  b3_repeat2_se_reduce_swish.dispose();
  const b3_repeat2_se = tf.mul<tf.Tensor4D>(b3_repeat2_depthwise_swish, b3_repeat2_se_expand); // [N,32,32,864]
  b3_repeat2_depthwise_swish.dispose(); b3_repeat2_se_expand.dispose();
  const b3_repeat2_project = conv2d({ x: b3_repeat2_se, strides: 1, pad: 'valid',
    filter: w['b3/repeat2/project/folded_kernel'], bias: w['b3/repeat2/project/folded_bias'] }); // [N,32,32,144]
  b3_repeat2_se.dispose();
  const b3_repeat2_add = tf.add<tf.Tensor4D>(b3_repeat2_project, b3_repeat1_add); // [N,32,32,144]
  b3_repeat1_add.dispose(); b3_repeat2_project.dispose();

  // b4 : L3 mbconv <- b2 b3 baseFilters=48
  const b4_resample0_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b2_repeat0_add, constants.i0, 1); // [N,64,128,24]
  const b4_resample0_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b4_resample0_space_to_depth_blocks_rows0, constants.i0, 2); // [N,64,64,24]
  const b4_resample0_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b4_resample0_space_to_depth_blocks_rows0, constants.i1, 2); // [N,64,64,24]
  b4_resample0_space_to_depth_blocks_rows0.dispose();
  const b4_resample0_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b2_repeat0_add, constants.i1, 1); // [N,64,128,24]
  b2_repeat0_add.dispose();
  const b4_resample0_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b4_resample0_space_to_depth_blocks_rows1, constants.i0, 2); // [N,64,64,24]
  const b4_resample0_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b4_resample0_space_to_depth_blocks_rows1, constants.i1, 2); // [N,64,64,24]
  b4_resample0_space_to_depth_blocks_rows1.dispose();
  const b4_resample0_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b4_resample0_space_to_depth_blocks_part00, b4_resample0_space_to_depth_blocks_part01, b4_resample0_space_to_depth_blocks_part10, b4_resample0_space_to_depth_blocks_part11], 3); // [N,64,64,96]
  b4_resample0_space_to_depth_blocks_part00.dispose(); b4_resample0_space_to_depth_blocks_part01.dispose(); b4_resample0_space_to_depth_blocks_part10.dispose(); b4_resample0_space_to_depth_blocks_part11.dispose();
  const b4_resample0_space_to_depth_norm = batchNorm(b4_resample0_space_to_depth_blocks, 0.001, { mean: w['b4/resample0/space_to_depth/moving_mean'], variance: w['b4/resample0/space_to_depth/moving_variance'],
    scale: w['b4/resample0/space_to_depth/gamma'], offset: w['b4/resample0/space_to_depth/beta'] }); // [N,64,64,96]
  const b4_resample0_space_to_depth_swish_sigmoid = tf.sigmoid(b4_resample0_space_to_depth_norm); // [N,64,64,96]
  const b4_resample0_space_to_depth_swish = tf.mul<tf.Tensor4D>(b4_resample0_space_to_depth_norm, b4_resample0_space_to_depth_swish_sigmoid); // [N,64,64,96]
  b4_resample0_space_to_depth_norm.dispose(); b4_resample0_space_to_depth_swish_sigmoid.dispose();
  const b4_resample0_out = conv2d({ x: b4_resample0_space_to_depth_swish, strides: 1, pad: 'valid',
    filter: w['b4/resample0/out/folded_kernel'], bias: w['b4/resample0/out/folded_bias'] }); // [N,64,64,64]
  b4_resample0_space_to_depth_swish.dispose();
  const b4_resample1_upsample = tf.image.resizeNearestNeighbor(b3_repeat2_add, [64, 64], false, true); // [N,64,64,144]
  const b4_resample1_out = conv2d({ x: b4_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b4/resample1/out/folded_kernel'], bias: w['b4/resample1/out/folded_bias'] }); // [N,64,64,64]
  b4_resample1_upsample.dispose();
  const b4_merge = tf.add<tf.Tensor4D>(b4_resample0_out, b4_resample1_out); // [N,64,64,64]
  b4_resample0_out.dispose(); b4_resample1_out.dispose();
  const b4_merge_swish_sigmoid = tf.sigmoid(b4_merge); // [N,64,64,64]
  const b4_merge_swish = tf.mul<tf.Tensor4D>(b4_merge, b4_merge_swish_sigmoid); // [N,64,64,64]
  b4_merge.dispose(); b4_merge_swish_sigmoid.dispose();
  const b4_repeat0_expand_conv = conv2d({ x: b4_merge_swish, strides: 1, pad: 'valid',
    filter: w['b4/repeat0/expand/folded_kernel'], bias: w['b4/repeat0/expand/folded_bias'] }); // [N,64,64,384]
  const b4_repeat0_expand_swish_sigmoid = tf.sigmoid(b4_repeat0_expand_conv); // [N,64,64,384]
  const b4_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b4_repeat0_expand_conv, b4_repeat0_expand_swish_sigmoid); // [N,64,64,384]
  b4_repeat0_expand_conv.dispose(); b4_repeat0_expand_swish_sigmoid.dispose();
  const b4_repeat0_depthwise_conv = depthwiseConv2d({ x: b4_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b4/repeat0/depthwise/folded_kernel'], bias: w['b4/repeat0/depthwise/folded_bias'] }); // [N,64,64,384]
  b4_repeat0_expand_swish.dispose();
  const b4_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b4_repeat0_depthwise_conv); // [N,64,64,384]
  const b4_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b4_repeat0_depthwise_conv, b4_repeat0_depthwise_swish_sigmoid); // [N,64,64,384]
  b4_repeat0_depthwise_conv.dispose(); b4_repeat0_depthwise_swish_sigmoid.dispose();
  const b4_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b4_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,384]
  const b4_repeat0_se_reduce_conv = conv2d({ x: b4_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b4/repeat0/se_reduce/kernel'], bias: w['b4/repeat0/se_reduce/bias'] }); // [N,1,1,12]
  b4_repeat0_se_squeeze.dispose();
  const b4_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b4_repeat0_se_reduce_conv); // [N,1,1,12]
  const b4_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b4_repeat0_se_reduce_conv, b4_repeat0_se_reduce_swish_sigmoid); // [N,1,1,12]
  b4_repeat0_se_reduce_conv.dispose(); b4_repeat0_se_reduce_swish_sigmoid.dispose();
  const b4_repeat0_se_expand = conv2d({ x: b4_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b4/repeat0/se_expand/kernel'], bias: w['b4/repeat0/se_expand/bias'] }); // [N,1,1,384]
  b4_repeat0_se_reduce_swish.dispose();
  const b4_repeat0_se = tf.mul<tf.Tensor4D>(b4_repeat0_depthwise_swish, b4_repeat0_se_expand); // [N,64,64,384]
  b4_repeat0_depthwise_swish.dispose(); b4_repeat0_se_expand.dispose();
  const b4_repeat0_project = conv2d({ x: b4_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b4/repeat0/project/folded_kernel'], bias: w['b4/repeat0/project/folded_bias'] }); // [N,64,64,64]
  b4_repeat0_se.dispose();
  const b4_repeat0_add = tf.add<tf.Tensor4D>(b4_repeat0_project, b4_merge_swish); // [N,64,64,64]
  b4_merge_swish.dispose(); b4_repeat0_project.dispose();
  const b4_repeat1_expand_conv = conv2d({ x: b4_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b4/repeat1/expand/folded_kernel'], bias: w['b4/repeat1/expand/folded_bias'] }); // [N,64,64,384]
  const b4_repeat1_expand_swish_sigmoid = tf.sigmoid(b4_repeat1_expand_conv); // [N,64,64,384]
  const b4_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b4_repeat1_expand_conv, b4_repeat1_expand_swish_sigmoid); // [N,64,64,384]
  b4_repeat1_expand_conv.dispose(); b4_repeat1_expand_swish_sigmoid.dispose();
  const b4_repeat1_depthwise_conv = depthwiseConv2d({ x: b4_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b4/repeat1/depthwise/folded_kernel'], bias: w['b4/repeat1/depthwise/folded_bias'] }); // [N,64,64,384]
  b4_repeat1_expand_swish.dispose();
  const b4_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b4_repeat1_depthwise_conv); // [N,64,64,384]
  const b4_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b4_repeat1_depthwise_conv, b4_repeat1_depthwise_swish_sigmoid); // [N,64,64,384]
  b4_repeat1_depthwise_conv.dispose(); b4_repeat1_depthwise_swish_sigmoid.dispose();
  const b4_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b4_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,384]
  const b4_repeat1_se_reduce_conv = conv2d({ x: b4_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b4/repeat1/se_reduce/kernel'], bias: w['b4/repeat1/se_reduce/bias'] }); // [N,1,1,12]
  b4_repeat1_se_squeeze.dispose();
  const b4_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b4_repeat1_se_reduce_conv); // [N,1,1,12]
  const b4_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b4_repeat1_se_reduce_conv, b4_repeat1_se_reduce_swish_sigmoid); // [N,1,1,12]
  b4_repeat1_se_reduce_conv.dispose(); b4_repeat1_se_reduce_swish_sigmoid.dispose();
  const b4_repeat1_se_expand = conv2d({ x: b4_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b4/repeat1/se_expand/kernel'], bias: w['b4/repeat1/se_expand/bias'] }); // [N,1,1,384]
  b4_repeat1_se_reduce_swish.dispose();
  const b4_repeat1_se = tf.mul<tf.Tensor4D>(b4_repeat1_depthwise_swish, b4_repeat1_se_expand); // [N,64,64,384]
  b4_repeat1_depthwise_swish.dispose(); b4_repeat1_se_expand.dispose();
  const b4_repeat1_project = conv2d({ x: b4_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b4/repeat1/project/folded_kernel'], bias: w['b4/repeat1/project/folded_bias'] }); // [N,64,64,64]
  b4_repeat1_se.dispose();
  const b4_repeat1_add = tf.add<tf.Tensor4D>(b4_repeat1_project, b4_repeat0_add); // [N,64,64,64]
  b4_repeat0_add.dispose(); b4_repeat1_project.dispose();

  // b5 : L4 mbconv <- b2 b4 baseFilters=120
  const b5_resample0_space_to_depth_norm = batchNorm(b4_resample0_space_to_depth_blocks, 0.001, { mean: w['b5/resample0/space_to_depth/moving_mean'], variance: w['b5/resample0/space_to_depth/moving_variance'],
    scale: w['b5/resample0/space_to_depth/gamma'], offset: w['b5/resample0/space_to_depth/beta'] }); // [N,64,64,96]
  b4_resample0_space_to_depth_blocks.dispose();
  const b5_resample0_space_to_depth_swish_sigmoid = tf.sigmoid(b5_resample0_space_to_depth_norm); // [N,64,64,96]
  const b5_resample0_space_to_depth_swish = tf.mul<tf.Tensor4D>(b5_resample0_space_to_depth_norm, b5_resample0_space_to_depth_swish_sigmoid); // [N,64,64,96]
  b5_resample0_space_to_depth_norm.dispose(); b5_resample0_space_to_depth_swish_sigmoid.dispose();
  const b5_resample0_down_conv_pad = tf.pad(b5_resample0_space_to_depth_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,65,65,96]
  b5_resample0_space_to_depth_swish.dispose();
  const b5_resample0_down_conv = depthwiseConv2d({ x: b5_resample0_down_conv_pad, strides: 2, pad: 'valid',
    filter: w['b5/resample0/down/folded_kernel'], bias: w['b5/resample0/down/folded_bias'] }); // [N,32,32,96]
  b5_resample0_down_conv_pad.dispose();
  const b5_resample0_down_swish_sigmoid = tf.sigmoid(b5_resample0_down_conv); // [N,32,32,96]
  const b5_resample0_down_swish = tf.mul<tf.Tensor4D>(b5_resample0_down_conv, b5_resample0_down_swish_sigmoid); // [N,32,32,96]
  b5_resample0_down_conv.dispose(); b5_resample0_down_swish_sigmoid.dispose();
  const b5_resample0_out = conv2d({ x: b5_resample0_down_swish, strides: 1, pad: 'valid',
    filter: w['b5/resample0/out/folded_kernel'], bias: w['b5/resample0/out/folded_bias'] }); // [N,32,32,168]
  b5_resample0_down_swish.dispose();
  const b5_resample1_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b4_repeat1_add, constants.i2, 1); // [N,32,64,64]
  const b5_resample1_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b5_resample1_space_to_depth_blocks_rows0, constants.i2, 2); // [N,32,32,64]
  const b5_resample1_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b5_resample1_space_to_depth_blocks_rows0, constants.i3, 2); // [N,32,32,64]
  b5_resample1_space_to_depth_blocks_rows0.dispose();
  const b5_resample1_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b4_repeat1_add, constants.i3, 1); // [N,32,64,64]
  const b5_resample1_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b5_resample1_space_to_depth_blocks_rows1, constants.i2, 2); // [N,32,32,64]
  const b5_resample1_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b5_resample1_space_to_depth_blocks_rows1, constants.i3, 2); // [N,32,32,64]
  b5_resample1_space_to_depth_blocks_rows1.dispose();
  const b5_resample1_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b5_resample1_space_to_depth_blocks_part00, b5_resample1_space_to_depth_blocks_part01, b5_resample1_space_to_depth_blocks_part10, b5_resample1_space_to_depth_blocks_part11], 3); // [N,32,32,256]
  b5_resample1_space_to_depth_blocks_part00.dispose(); b5_resample1_space_to_depth_blocks_part01.dispose(); b5_resample1_space_to_depth_blocks_part10.dispose(); b5_resample1_space_to_depth_blocks_part11.dispose();
  const b5_resample1_space_to_depth_norm = batchNorm(b5_resample1_space_to_depth_blocks, 0.001, { mean: w['b5/resample1/space_to_depth/moving_mean'], variance: w['b5/resample1/space_to_depth/moving_variance'],
    scale: w['b5/resample1/space_to_depth/gamma'], offset: w['b5/resample1/space_to_depth/beta'] }); // [N,32,32,256]
  b5_resample1_space_to_depth_blocks.dispose();
  const b5_resample1_space_to_depth_swish_sigmoid = tf.sigmoid(b5_resample1_space_to_depth_norm); // [N,32,32,256]
  const b5_resample1_space_to_depth_swish = tf.mul<tf.Tensor4D>(b5_resample1_space_to_depth_norm, b5_resample1_space_to_depth_swish_sigmoid); // [N,32,32,256]
  b5_resample1_space_to_depth_norm.dispose(); b5_resample1_space_to_depth_swish_sigmoid.dispose();
  const b5_resample1_out = conv2d({ x: b5_resample1_space_to_depth_swish, strides: 1, pad: 'valid',
    filter: w['b5/resample1/out/folded_kernel'], bias: w['b5/resample1/out/folded_bias'] }); // [N,32,32,168]
  b5_resample1_space_to_depth_swish.dispose();
  const b5_merge = tf.add<tf.Tensor4D>(b5_resample0_out, b5_resample1_out); // [N,32,32,168]
  b5_resample0_out.dispose(); b5_resample1_out.dispose();
  const b5_merge_swish_sigmoid = tf.sigmoid(b5_merge); // [N,32,32,168]
  const b5_merge_swish = tf.mul<tf.Tensor4D>(b5_merge, b5_merge_swish_sigmoid); // [N,32,32,168]
  b5_merge.dispose(); b5_merge_swish_sigmoid.dispose();
  const b5_repeat0_expand_conv = conv2d({ x: b5_merge_swish, strides: 1, pad: 'valid',
    filter: w['b5/repeat0/expand/folded_kernel'], bias: w['b5/repeat0/expand/folded_bias'] }); // [N,32,32,1008]
  const b5_repeat0_expand_swish_sigmoid = tf.sigmoid(b5_repeat0_expand_conv); // [N,32,32,1008]
  const b5_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b5_repeat0_expand_conv, b5_repeat0_expand_swish_sigmoid); // [N,32,32,1008]
  b5_repeat0_expand_conv.dispose(); b5_repeat0_expand_swish_sigmoid.dispose();
  const b5_repeat0_depthwise_conv = depthwiseConv2d({ x: b5_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b5/repeat0/depthwise/folded_kernel'], bias: w['b5/repeat0/depthwise/folded_bias'] }); // [N,32,32,1008]
  b5_repeat0_expand_swish.dispose();
  const b5_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b5_repeat0_depthwise_conv); // [N,32,32,1008]
  const b5_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b5_repeat0_depthwise_conv, b5_repeat0_depthwise_swish_sigmoid); // [N,32,32,1008]
  b5_repeat0_depthwise_conv.dispose(); b5_repeat0_depthwise_swish_sigmoid.dispose();
  const b5_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b5_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,1008]
  const b5_repeat0_se_reduce_conv = conv2d({ x: b5_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b5/repeat0/se_reduce/kernel'], bias: w['b5/repeat0/se_reduce/bias'] }); // [N,1,1,33]
  b5_repeat0_se_squeeze.dispose();
  const b5_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b5_repeat0_se_reduce_conv); // [N,1,1,33]
  const b5_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b5_repeat0_se_reduce_conv, b5_repeat0_se_reduce_swish_sigmoid); // [N,1,1,33]
  b5_repeat0_se_reduce_conv.dispose(); b5_repeat0_se_reduce_swish_sigmoid.dispose();
  const b5_repeat0_se_expand = conv2d({ x: b5_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b5/repeat0/se_expand/kernel'], bias: w['b5/repeat0/se_expand/bias'] }); // [N,1,1,1008]
  b5_repeat0_se_reduce_swish.dispose();
  const b5_repeat0_se = tf.mul<tf.Tensor4D>(b5_repeat0_depthwise_swish, b5_repeat0_se_expand); // [N,32,32,1008]
  b5_repeat0_depthwise_swish.dispose(); b5_repeat0_se_expand.dispose();
  const b5_repeat0_project = conv2d({ x: b5_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b5/repeat0/project/folded_kernel'], bias: w['b5/repeat0/project/folded_bias'] }); // [N,32,32,168]
  b5_repeat0_se.dispose();
  const b5_repeat0_add = tf.add<tf.Tensor4D>(b5_repeat0_project, b5_merge_swish); // [N,32,32,168]
  b5_merge_swish.dispose(); b5_repeat0_project.dispose();
  const b5_repeat1_expand_conv = conv2d({ x: b5_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b5/repeat1/expand/folded_kernel'], bias: w['b5/repeat1/expand/folded_bias'] }); // [N,32,32,1008]
  const b5_repeat1_expand_swish_sigmoid = tf.sigmoid(b5_repeat1_expand_conv); // [N,32,32,1008]
  const b5_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b5_repeat1_expand_conv, b5_repeat1_expand_swish_sigmoid); // [N,32,32,1008]
  b5_repeat1_expand_conv.dispose(); b5_repeat1_expand_swish_sigmoid.dispose();
  const b5_repeat1_depthwise_conv = depthwiseConv2d({ x: b5_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b5/repeat1/depthwise/folded_kernel'], bias: w['b5/repeat1/depthwise/folded_bias'] }); // [N,32,32,1008]
  b5_repeat1_expand_swish.dispose();
  const b5_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b5_repeat1_depthwise_conv); // [N,32,32,1008]
  const b5_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b5_repeat1_depthwise_conv, b5_repeat1_depthwise_swish_sigmoid); // [N,32,32,1008]
  b5_repeat1_depthwise_conv.dispose(); b5_repeat1_depthwise_swish_sigmoid.dispose();
  const b5_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b5_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,1008]
  const b5_repeat1_se_reduce_conv = conv2d({ x: b5_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b5/repeat1/se_reduce/kernel'], bias: w['b5/repeat1/se_reduce/bias'] }); // [N,1,1,33]
  b5_repeat1_se_squeeze.dispose();
  const b5_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b5_repeat1_se_reduce_conv); // [N,1,1,33]
  const b5_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b5_repeat1_se_reduce_conv, b5_repeat1_se_reduce_swish_sigmoid); // [N,1,1,33]
  b5_repeat1_se_reduce_conv.dispose(); b5_repeat1_se_reduce_swish_sigmoid.dispose();
  const b5_repeat1_se_expand = conv2d({ x: b5_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b5/repeat1/se_expand/kernel'], bias: w['b5/repeat1/se_expand/bias'] }); // [N,1,1,1008]
  b5_repeat1_se_reduce_swish.dispose();
  const b5_repeat1_se = tf.mul<tf.Tensor4D>(b5_repeat1_depthwise_swish, b5_repeat1_se_expand); // [N,32,32,1008]
  b5_repeat1_depthwise_swish.dispose(); b5_repeat1_se_expand.dispose();
  const b5_repeat1_project = conv2d({ x: b5_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b5/repeat1/project/folded_kernel'], bias: w['b5/repeat1/project/folded_bias'] }); // [N,32,32,168]
  b5_repeat1_se.dispose();
  const b5_repeat1_add = tf.add<tf.Tensor4D>(b5_repeat1_project, b5_repeat0_add); // [N,32,32,168]
  b5_repeat0_add.dispose(); b5_repeat1_project.dispose();
  const b5_repeat2_expand_conv = conv2d({ x: b5_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b5/repeat2/expand/folded_kernel'], bias: w['b5/repeat2/expand/folded_bias'] }); // [N,32,32,1008]
  const b5_repeat2_expand_swish_sigmoid = tf.sigmoid(b5_repeat2_expand_conv); // [N,32,32,1008]
  const b5_repeat2_expand_swish = tf.mul<tf.Tensor4D>(b5_repeat2_expand_conv, b5_repeat2_expand_swish_sigmoid); // [N,32,32,1008]
  b5_repeat2_expand_conv.dispose(); b5_repeat2_expand_swish_sigmoid.dispose();
  const b5_repeat2_depthwise_conv = depthwiseConv2d({ x: b5_repeat2_expand_swish, strides: 1, pad: 'same',
    filter: w['b5/repeat2/depthwise/folded_kernel'], bias: w['b5/repeat2/depthwise/folded_bias'] }); // [N,32,32,1008]
  b5_repeat2_expand_swish.dispose();
  const b5_repeat2_depthwise_swish_sigmoid = tf.sigmoid(b5_repeat2_depthwise_conv); // [N,32,32,1008]
  const b5_repeat2_depthwise_swish = tf.mul<tf.Tensor4D>(b5_repeat2_depthwise_conv, b5_repeat2_depthwise_swish_sigmoid); // [N,32,32,1008]
  b5_repeat2_depthwise_conv.dispose(); b5_repeat2_depthwise_swish_sigmoid.dispose();
  const b5_repeat2_se_squeeze = tf.mean<tf.Tensor4D>(b5_repeat2_depthwise_swish, [1, 2], true); // [N,1,1,1008]
  const b5_repeat2_se_reduce_conv = conv2d({ x: b5_repeat2_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b5/repeat2/se_reduce/kernel'], bias: w['b5/repeat2/se_reduce/bias'] }); // [N,1,1,33]
  b5_repeat2_se_squeeze.dispose();
  const b5_repeat2_se_reduce_swish_sigmoid = tf.sigmoid(b5_repeat2_se_reduce_conv); // [N,1,1,33]
  const b5_repeat2_se_reduce_swish = tf.mul<tf.Tensor4D>(b5_repeat2_se_reduce_conv, b5_repeat2_se_reduce_swish_sigmoid); // [N,1,1,33]
  b5_repeat2_se_reduce_conv.dispose(); b5_repeat2_se_reduce_swish_sigmoid.dispose();
  const b5_repeat2_se_expand = conv2d({ x: b5_repeat2_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b5/repeat2/se_expand/kernel'], bias: w['b5/repeat2/se_expand/bias'] }); // [N,1,1,1008]
  b5_repeat2_se_reduce_swish.dispose();
  const b5_repeat2_se = tf.mul<tf.Tensor4D>(b5_repeat2_depthwise_swish, b5_repeat2_se_expand); // [N,32,32,1008]
  b5_repeat2_depthwise_swish.dispose(); b5_repeat2_se_expand.dispose();
  const b5_repeat2_project = conv2d({ x: b5_repeat2_se, strides: 1, pad: 'valid',
    filter: w['b5/repeat2/project/folded_kernel'], bias: w['b5/repeat2/project/folded_bias'] }); // [N,32,32,168]
  b5_repeat2_se.dispose();
  const b5_repeat2_add = tf.add<tf.Tensor4D>(b5_repeat2_project, b5_repeat1_add); // [N,32,32,168]
  b5_repeat1_add.dispose(); b5_repeat2_project.dispose();

  // b6 : L6 mbconv <- b3 b5 baseFilters=40
  const b6_resample0_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b3_repeat2_add, constants.i4, 1); // [N,16,32,144]
  const b6_resample0_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b6_resample0_space_to_depth_blocks_rows0, constants.i4, 2); // [N,16,16,144]
  const b6_resample0_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b6_resample0_space_to_depth_blocks_rows0, constants.i5, 2); // [N,16,16,144]
  b6_resample0_space_to_depth_blocks_rows0.dispose();
  const b6_resample0_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b3_repeat2_add, constants.i5, 1); // [N,16,32,144]
  const b6_resample0_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b6_resample0_space_to_depth_blocks_rows1, constants.i4, 2); // [N,16,16,144]
  const b6_resample0_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b6_resample0_space_to_depth_blocks_rows1, constants.i5, 2); // [N,16,16,144]
  b6_resample0_space_to_depth_blocks_rows1.dispose();
  const b6_resample0_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b6_resample0_space_to_depth_blocks_part00, b6_resample0_space_to_depth_blocks_part01, b6_resample0_space_to_depth_blocks_part10, b6_resample0_space_to_depth_blocks_part11], 3); // [N,16,16,576]
  b6_resample0_space_to_depth_blocks_part00.dispose(); b6_resample0_space_to_depth_blocks_part01.dispose(); b6_resample0_space_to_depth_blocks_part10.dispose(); b6_resample0_space_to_depth_blocks_part11.dispose();
  const b6_resample0_space_to_depth_norm = batchNorm(b6_resample0_space_to_depth_blocks, 0.001, { mean: w['b6/resample0/space_to_depth/moving_mean'], variance: w['b6/resample0/space_to_depth/moving_variance'],
    scale: w['b6/resample0/space_to_depth/gamma'], offset: w['b6/resample0/space_to_depth/beta'] }); // [N,16,16,576]
  b6_resample0_space_to_depth_blocks.dispose();
  const b6_resample0_space_to_depth_swish_sigmoid = tf.sigmoid(b6_resample0_space_to_depth_norm); // [N,16,16,576]
  const b6_resample0_space_to_depth_swish = tf.mul<tf.Tensor4D>(b6_resample0_space_to_depth_norm, b6_resample0_space_to_depth_swish_sigmoid); // [N,16,16,576]
  b6_resample0_space_to_depth_norm.dispose(); b6_resample0_space_to_depth_swish_sigmoid.dispose();
  const b6_resample0_down_conv_pad = tf.pad(b6_resample0_space_to_depth_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,17,17,576]
  b6_resample0_space_to_depth_swish.dispose();
  const b6_resample0_down_conv = depthwiseConv2d({ x: b6_resample0_down_conv_pad, strides: 2, pad: 'valid',
    filter: w['b6/resample0/down/folded_kernel'], bias: w['b6/resample0/down/folded_bias'] }); // [N,8,8,576]
  b6_resample0_down_conv_pad.dispose();
  const b6_resample0_down_swish_sigmoid = tf.sigmoid(b6_resample0_down_conv); // [N,8,8,576]
  const b6_resample0_down_swish = tf.mul<tf.Tensor4D>(b6_resample0_down_conv, b6_resample0_down_swish_sigmoid); // [N,8,8,576]
  b6_resample0_down_conv.dispose(); b6_resample0_down_swish_sigmoid.dispose();
  const b6_resample0_out = conv2d({ x: b6_resample0_down_swish, strides: 1, pad: 'valid',
    filter: w['b6/resample0/out/folded_kernel'], bias: w['b6/resample0/out/folded_bias'] }); // [N,8,8,56]
  b6_resample0_down_swish.dispose();
  const b6_resample1_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b5_repeat2_add, constants.i4, 1); // [N,16,32,168]
  const b6_resample1_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b6_resample1_space_to_depth_blocks_rows0, constants.i4, 2); // [N,16,16,168]
  const b6_resample1_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b6_resample1_space_to_depth_blocks_rows0, constants.i5, 2); // [N,16,16,168]
  b6_resample1_space_to_depth_blocks_rows0.dispose();
  const b6_resample1_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b5_repeat2_add, constants.i5, 1); // [N,16,32,168]
  const b6_resample1_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b6_resample1_space_to_depth_blocks_rows1, constants.i4, 2); // [N,16,16,168]
  const b6_resample1_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b6_resample1_space_to_depth_blocks_rows1, constants.i5, 2); // [N,16,16,168]
  b6_resample1_space_to_depth_blocks_rows1.dispose();
  const b6_resample1_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b6_resample1_space_to_depth_blocks_part00, b6_resample1_space_to_depth_blocks_part01, b6_resample1_space_to_depth_blocks_part10, b6_resample1_space_to_depth_blocks_part11], 3); // [N,16,16,672]
  b6_resample1_space_to_depth_blocks_part00.dispose(); b6_resample1_space_to_depth_blocks_part01.dispose(); b6_resample1_space_to_depth_blocks_part10.dispose(); b6_resample1_space_to_depth_blocks_part11.dispose();
  const b6_resample1_space_to_depth_norm = batchNorm(b6_resample1_space_to_depth_blocks, 0.001, { mean: w['b6/resample1/space_to_depth/moving_mean'], variance: w['b6/resample1/space_to_depth/moving_variance'],
    scale: w['b6/resample1/space_to_depth/gamma'], offset: w['b6/resample1/space_to_depth/beta'] }); // [N,16,16,672]
  const b6_resample1_space_to_depth_swish_sigmoid = tf.sigmoid(b6_resample1_space_to_depth_norm); // [N,16,16,672]
  const b6_resample1_space_to_depth_swish = tf.mul<tf.Tensor4D>(b6_resample1_space_to_depth_norm, b6_resample1_space_to_depth_swish_sigmoid); // [N,16,16,672]
  b6_resample1_space_to_depth_norm.dispose(); b6_resample1_space_to_depth_swish_sigmoid.dispose();
  const b6_resample1_down_conv_pad = tf.pad(b6_resample1_space_to_depth_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,17,17,672]
  b6_resample1_space_to_depth_swish.dispose();
  const b6_resample1_down_conv = depthwiseConv2d({ x: b6_resample1_down_conv_pad, strides: 2, pad: 'valid',
    filter: w['b6/resample1/down/folded_kernel'], bias: w['b6/resample1/down/folded_bias'] }); // [N,8,8,672]
  b6_resample1_down_conv_pad.dispose();
  const b6_resample1_down_swish_sigmoid = tf.sigmoid(b6_resample1_down_conv); // [N,8,8,672]
  const b6_resample1_down_swish = tf.mul<tf.Tensor4D>(b6_resample1_down_conv, b6_resample1_down_swish_sigmoid); // [N,8,8,672]
  b6_resample1_down_conv.dispose(); b6_resample1_down_swish_sigmoid.dispose();
  const b6_resample1_out = conv2d({ x: b6_resample1_down_swish, strides: 1, pad: 'valid',
    filter: w['b6/resample1/out/folded_kernel'], bias: w['b6/resample1/out/folded_bias'] }); // [N,8,8,56]
  b6_resample1_down_swish.dispose();
  const b6_merge = tf.add<tf.Tensor4D>(b6_resample0_out, b6_resample1_out); // [N,8,8,56]
  b6_resample0_out.dispose(); b6_resample1_out.dispose();
  const b6_merge_swish_sigmoid = tf.sigmoid(b6_merge); // [N,8,8,56]
  const b6_merge_swish = tf.mul<tf.Tensor4D>(b6_merge, b6_merge_swish_sigmoid); // [N,8,8,56]
  b6_merge.dispose(); b6_merge_swish_sigmoid.dispose();
  const b6_repeat0_expand_conv = conv2d({ x: b6_merge_swish, strides: 1, pad: 'valid',
    filter: w['b6/repeat0/expand/folded_kernel'], bias: w['b6/repeat0/expand/folded_bias'] }); // [N,8,8,336]
  const b6_repeat0_expand_swish_sigmoid = tf.sigmoid(b6_repeat0_expand_conv); // [N,8,8,336]
  const b6_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b6_repeat0_expand_conv, b6_repeat0_expand_swish_sigmoid); // [N,8,8,336]
  b6_repeat0_expand_conv.dispose(); b6_repeat0_expand_swish_sigmoid.dispose();
  const b6_repeat0_depthwise_conv = depthwiseConv2d({ x: b6_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b6/repeat0/depthwise/folded_kernel'], bias: w['b6/repeat0/depthwise/folded_bias'] }); // [N,8,8,336]
  b6_repeat0_expand_swish.dispose();
  const b6_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b6_repeat0_depthwise_conv); // [N,8,8,336]
  const b6_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b6_repeat0_depthwise_conv, b6_repeat0_depthwise_swish_sigmoid); // [N,8,8,336]
  b6_repeat0_depthwise_conv.dispose(); b6_repeat0_depthwise_swish_sigmoid.dispose();
  const b6_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b6_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,336]
  const b6_repeat0_se_reduce_conv = conv2d({ x: b6_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b6/repeat0/se_reduce/kernel'], bias: w['b6/repeat0/se_reduce/bias'] }); // [N,1,1,11]
  b6_repeat0_se_squeeze.dispose();
  const b6_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b6_repeat0_se_reduce_conv); // [N,1,1,11]
  const b6_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b6_repeat0_se_reduce_conv, b6_repeat0_se_reduce_swish_sigmoid); // [N,1,1,11]
  b6_repeat0_se_reduce_conv.dispose(); b6_repeat0_se_reduce_swish_sigmoid.dispose();
  const b6_repeat0_se_expand = conv2d({ x: b6_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b6/repeat0/se_expand/kernel'], bias: w['b6/repeat0/se_expand/bias'] }); // [N,1,1,336]
  b6_repeat0_se_reduce_swish.dispose();
  const b6_repeat0_se = tf.mul<tf.Tensor4D>(b6_repeat0_depthwise_swish, b6_repeat0_se_expand); // [N,8,8,336]
  b6_repeat0_depthwise_swish.dispose(); b6_repeat0_se_expand.dispose();
  const b6_repeat0_project = conv2d({ x: b6_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b6/repeat0/project/folded_kernel'], bias: w['b6/repeat0/project/folded_bias'] }); // [N,8,8,56]
  b6_repeat0_se.dispose();
  const b6_repeat0_add = tf.add<tf.Tensor4D>(b6_repeat0_project, b6_merge_swish); // [N,8,8,56]
  b6_merge_swish.dispose(); b6_repeat0_project.dispose();

  // b7 : L4 mbconv <- b3 b5 baseFilters=120
  const b7_resample0_out = conv2d({ x: b3_repeat2_add, strides: 1, pad: 'valid',
    filter: w['b7/resample0/out/folded_kernel'], bias: w['b7/resample0/out/folded_bias'] }); // [N,32,32,168]
  b3_repeat2_add.dispose();
  const b7_resample1_out = conv2d({ x: b5_repeat2_add, strides: 1, pad: 'valid',
    filter: w['b7/resample1/out/folded_kernel'], bias: w['b7/resample1/out/folded_bias'] }); // [N,32,32,168]
  const b7_merge = tf.add<tf.Tensor4D>(b7_resample0_out, b7_resample1_out); // [N,32,32,168]
  b7_resample0_out.dispose(); b7_resample1_out.dispose();
  const b7_merge_swish_sigmoid = tf.sigmoid(b7_merge); // [N,32,32,168]
  const b7_merge_swish = tf.mul<tf.Tensor4D>(b7_merge, b7_merge_swish_sigmoid); // [N,32,32,168]
  b7_merge.dispose(); b7_merge_swish_sigmoid.dispose();
  const b7_repeat0_expand_conv = conv2d({ x: b7_merge_swish, strides: 1, pad: 'valid',
    filter: w['b7/repeat0/expand/folded_kernel'], bias: w['b7/repeat0/expand/folded_bias'] }); // [N,32,32,1008]
  const b7_repeat0_expand_swish_sigmoid = tf.sigmoid(b7_repeat0_expand_conv); // [N,32,32,1008]
  const b7_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b7_repeat0_expand_conv, b7_repeat0_expand_swish_sigmoid); // [N,32,32,1008]
  b7_repeat0_expand_conv.dispose(); b7_repeat0_expand_swish_sigmoid.dispose();
  const b7_repeat0_depthwise_conv = depthwiseConv2d({ x: b7_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b7/repeat0/depthwise/folded_kernel'], bias: w['b7/repeat0/depthwise/folded_bias'] }); // [N,32,32,1008]
  b7_repeat0_expand_swish.dispose();
  const b7_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b7_repeat0_depthwise_conv); // [N,32,32,1008]
  const b7_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b7_repeat0_depthwise_conv, b7_repeat0_depthwise_swish_sigmoid); // [N,32,32,1008]
  b7_repeat0_depthwise_conv.dispose(); b7_repeat0_depthwise_swish_sigmoid.dispose();
  const b7_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b7_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,1008]
  const b7_repeat0_se_reduce_conv = conv2d({ x: b7_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b7/repeat0/se_reduce/kernel'], bias: w['b7/repeat0/se_reduce/bias'] }); // [N,1,1,33]
  b7_repeat0_se_squeeze.dispose();
  const b7_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b7_repeat0_se_reduce_conv); // [N,1,1,33]
  const b7_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b7_repeat0_se_reduce_conv, b7_repeat0_se_reduce_swish_sigmoid); // [N,1,1,33]
  b7_repeat0_se_reduce_conv.dispose(); b7_repeat0_se_reduce_swish_sigmoid.dispose();
  const b7_repeat0_se_expand = conv2d({ x: b7_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b7/repeat0/se_expand/kernel'], bias: w['b7/repeat0/se_expand/bias'] }); // [N,1,1,1008]
  b7_repeat0_se_reduce_swish.dispose();
  const b7_repeat0_se = tf.mul<tf.Tensor4D>(b7_repeat0_depthwise_swish, b7_repeat0_se_expand); // [N,32,32,1008]
  b7_repeat0_depthwise_swish.dispose(); b7_repeat0_se_expand.dispose();
  const b7_repeat0_project = conv2d({ x: b7_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b7/repeat0/project/folded_kernel'], bias: w['b7/repeat0/project/folded_bias'] }); // [N,32,32,168]
  b7_repeat0_se.dispose();
  const b7_repeat0_add = tf.add<tf.Tensor4D>(b7_repeat0_project, b7_merge_swish); // [N,32,32,168]
  b7_merge_swish.dispose(); b7_repeat0_project.dispose();
  const b7_repeat1_expand_conv = conv2d({ x: b7_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b7/repeat1/expand/folded_kernel'], bias: w['b7/repeat1/expand/folded_bias'] }); // [N,32,32,1008]
  const b7_repeat1_expand_swish_sigmoid = tf.sigmoid(b7_repeat1_expand_conv); // [N,32,32,1008]
  const b7_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b7_repeat1_expand_conv, b7_repeat1_expand_swish_sigmoid); // [N,32,32,1008]
  b7_repeat1_expand_conv.dispose(); b7_repeat1_expand_swish_sigmoid.dispose();
  const b7_repeat1_depthwise_conv = depthwiseConv2d({ x: b7_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b7/repeat1/depthwise/folded_kernel'], bias: w['b7/repeat1/depthwise/folded_bias'] }); // [N,32,32,1008]
  b7_repeat1_expand_swish.dispose();
  const b7_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b7_repeat1_depthwise_conv); // [N,32,32,1008]
  const b7_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b7_repeat1_depthwise_conv, b7_repeat1_depthwise_swish_sigmoid); // [N,32,32,1008]
  b7_repeat1_depthwise_conv.dispose(); b7_repeat1_depthwise_swish_sigmoid.dispose();
  const b7_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b7_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,1008]
  const b7_repeat1_se_reduce_conv = conv2d({ x: b7_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b7/repeat1/se_reduce/kernel'], bias: w['b7/repeat1/se_reduce/bias'] }); // [N,1,1,33]
  b7_repeat1_se_squeeze.dispose();
  const b7_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b7_repeat1_se_reduce_conv); // [N,1,1,33]
  const b7_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b7_repeat1_se_reduce_conv, b7_repeat1_se_reduce_swish_sigmoid); // [N,1,1,33]
  b7_repeat1_se_reduce_conv.dispose(); b7_repeat1_se_reduce_swish_sigmoid.dispose();
  const b7_repeat1_se_expand = conv2d({ x: b7_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b7/repeat1/se_expand/kernel'], bias: w['b7/repeat1/se_expand/bias'] }); // [N,1,1,1008]
  b7_repeat1_se_reduce_swish.dispose();
  const b7_repeat1_se = tf.mul<tf.Tensor4D>(b7_repeat1_depthwise_swish, b7_repeat1_se_expand); // [N,32,32,1008]
  b7_repeat1_depthwise_swish.dispose(); b7_repeat1_se_expand.dispose();
  const b7_repeat1_project = conv2d({ x: b7_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b7/repeat1/project/folded_kernel'], bias: w['b7/repeat1/project/folded_bias'] }); // [N,32,32,168]
  b7_repeat1_se.dispose();
  const b7_repeat1_add = tf.add<tf.Tensor4D>(b7_repeat1_project, b7_repeat0_add); // [N,32,32,168]
  b7_repeat0_add.dispose(); b7_repeat1_project.dispose();

  // b8 : L5 mbconv <- b6 b7 baseFilters=168
  const b8_resample0_upsample = tf.image.resizeNearestNeighbor(b6_repeat0_add, [16, 16], false, true); // [N,16,16,56]
  const b8_resample0_out = conv2d({ x: b8_resample0_upsample, strides: 1, pad: 'valid',
    filter: w['b8/resample0/out/folded_kernel'], bias: w['b8/resample0/out/folded_bias'] }); // [N,16,16,232]
  b8_resample0_upsample.dispose();
  const b8_resample1_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b7_repeat1_add, constants.i4, 1); // [N,16,32,168]
  const b8_resample1_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b8_resample1_space_to_depth_blocks_rows0, constants.i4, 2); // [N,16,16,168]
  const b8_resample1_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b8_resample1_space_to_depth_blocks_rows0, constants.i5, 2); // [N,16,16,168]
  b8_resample1_space_to_depth_blocks_rows0.dispose();
  const b8_resample1_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b7_repeat1_add, constants.i5, 1); // [N,16,32,168]
  b7_repeat1_add.dispose();
  const b8_resample1_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b8_resample1_space_to_depth_blocks_rows1, constants.i4, 2); // [N,16,16,168]
  const b8_resample1_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b8_resample1_space_to_depth_blocks_rows1, constants.i5, 2); // [N,16,16,168]
  b8_resample1_space_to_depth_blocks_rows1.dispose();
  const b8_resample1_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b8_resample1_space_to_depth_blocks_part00, b8_resample1_space_to_depth_blocks_part01, b8_resample1_space_to_depth_blocks_part10, b8_resample1_space_to_depth_blocks_part11], 3); // [N,16,16,672]
  b8_resample1_space_to_depth_blocks_part00.dispose(); b8_resample1_space_to_depth_blocks_part01.dispose(); b8_resample1_space_to_depth_blocks_part10.dispose(); b8_resample1_space_to_depth_blocks_part11.dispose();
  const b8_resample1_space_to_depth_norm = batchNorm(b8_resample1_space_to_depth_blocks, 0.001, { mean: w['b8/resample1/space_to_depth/moving_mean'], variance: w['b8/resample1/space_to_depth/moving_variance'],
    scale: w['b8/resample1/space_to_depth/gamma'], offset: w['b8/resample1/space_to_depth/beta'] }); // [N,16,16,672]
  const b8_resample1_space_to_depth_swish_sigmoid = tf.sigmoid(b8_resample1_space_to_depth_norm); // [N,16,16,672]
  const b8_resample1_space_to_depth_swish = tf.mul<tf.Tensor4D>(b8_resample1_space_to_depth_norm, b8_resample1_space_to_depth_swish_sigmoid); // [N,16,16,672]
  b8_resample1_space_to_depth_norm.dispose(); b8_resample1_space_to_depth_swish_sigmoid.dispose();
  const b8_resample1_out = conv2d({ x: b8_resample1_space_to_depth_swish, strides: 1, pad: 'valid',
    filter: w['b8/resample1/out/folded_kernel'], bias: w['b8/resample1/out/folded_bias'] }); // [N,16,16,232]
  b8_resample1_space_to_depth_swish.dispose();
  const b8_merge = tf.add<tf.Tensor4D>(b8_resample0_out, b8_resample1_out); // [N,16,16,232]
  b8_resample0_out.dispose(); b8_resample1_out.dispose();
  const b8_merge_swish_sigmoid = tf.sigmoid(b8_merge); // [N,16,16,232]
  const b8_merge_swish = tf.mul<tf.Tensor4D>(b8_merge, b8_merge_swish_sigmoid); // [N,16,16,232]
  b8_merge.dispose(); b8_merge_swish_sigmoid.dispose();
  const b8_repeat0_expand_conv = conv2d({ x: b8_merge_swish, strides: 1, pad: 'valid',
    filter: w['b8/repeat0/expand/folded_kernel'], bias: w['b8/repeat0/expand/folded_bias'] }); // [N,16,16,1392]
  const b8_repeat0_expand_swish_sigmoid = tf.sigmoid(b8_repeat0_expand_conv); // [N,16,16,1392]
  const b8_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b8_repeat0_expand_conv, b8_repeat0_expand_swish_sigmoid); // [N,16,16,1392]
  b8_repeat0_expand_conv.dispose(); b8_repeat0_expand_swish_sigmoid.dispose();
  const b8_repeat0_depthwise_conv = depthwiseConv2d({ x: b8_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b8/repeat0/depthwise/folded_kernel'], bias: w['b8/repeat0/depthwise/folded_bias'] }); // [N,16,16,1392]
  b8_repeat0_expand_swish.dispose();
  const b8_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b8_repeat0_depthwise_conv); // [N,16,16,1392]
  const b8_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b8_repeat0_depthwise_conv, b8_repeat0_depthwise_swish_sigmoid); // [N,16,16,1392]
  b8_repeat0_depthwise_conv.dispose(); b8_repeat0_depthwise_swish_sigmoid.dispose();
  const b8_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b8_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,1392]
  const b8_repeat0_se_reduce_conv = conv2d({ x: b8_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b8/repeat0/se_reduce/kernel'], bias: w['b8/repeat0/se_reduce/bias'] }); // [N,1,1,46]
  b8_repeat0_se_squeeze.dispose();
  const b8_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b8_repeat0_se_reduce_conv); // [N,1,1,46]
  const b8_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b8_repeat0_se_reduce_conv, b8_repeat0_se_reduce_swish_sigmoid); // [N,1,1,46]
  b8_repeat0_se_reduce_conv.dispose(); b8_repeat0_se_reduce_swish_sigmoid.dispose();
  const b8_repeat0_se_expand = conv2d({ x: b8_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b8/repeat0/se_expand/kernel'], bias: w['b8/repeat0/se_expand/bias'] }); // [N,1,1,1392]
  b8_repeat0_se_reduce_swish.dispose();
  const b8_repeat0_se = tf.mul<tf.Tensor4D>(b8_repeat0_depthwise_swish, b8_repeat0_se_expand); // [N,16,16,1392]
  b8_repeat0_depthwise_swish.dispose(); b8_repeat0_se_expand.dispose();
  const b8_repeat0_project = conv2d({ x: b8_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b8/repeat0/project/folded_kernel'], bias: w['b8/repeat0/project/folded_bias'] }); // [N,16,16,232]
  b8_repeat0_se.dispose();
  const b8_repeat0_add = tf.add<tf.Tensor4D>(b8_repeat0_project, b8_merge_swish); // [N,16,16,232]
  b8_merge_swish.dispose(); b8_repeat0_project.dispose();
  const b8_repeat1_expand_conv = conv2d({ x: b8_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b8/repeat1/expand/folded_kernel'], bias: w['b8/repeat1/expand/folded_bias'] }); // [N,16,16,1392]
  const b8_repeat1_expand_swish_sigmoid = tf.sigmoid(b8_repeat1_expand_conv); // [N,16,16,1392]
  const b8_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b8_repeat1_expand_conv, b8_repeat1_expand_swish_sigmoid); // [N,16,16,1392]
  b8_repeat1_expand_conv.dispose(); b8_repeat1_expand_swish_sigmoid.dispose();
  const b8_repeat1_depthwise_conv = depthwiseConv2d({ x: b8_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b8/repeat1/depthwise/folded_kernel'], bias: w['b8/repeat1/depthwise/folded_bias'] }); // [N,16,16,1392]
  b8_repeat1_expand_swish.dispose();
  const b8_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b8_repeat1_depthwise_conv); // [N,16,16,1392]
  const b8_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b8_repeat1_depthwise_conv, b8_repeat1_depthwise_swish_sigmoid); // [N,16,16,1392]
  b8_repeat1_depthwise_conv.dispose(); b8_repeat1_depthwise_swish_sigmoid.dispose();
  const b8_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b8_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,1392]
  const b8_repeat1_se_reduce_conv = conv2d({ x: b8_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b8/repeat1/se_reduce/kernel'], bias: w['b8/repeat1/se_reduce/bias'] }); // [N,1,1,46]
  b8_repeat1_se_squeeze.dispose();
  const b8_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b8_repeat1_se_reduce_conv); // [N,1,1,46]
  const b8_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b8_repeat1_se_reduce_conv, b8_repeat1_se_reduce_swish_sigmoid); // [N,1,1,46]
  b8_repeat1_se_reduce_conv.dispose(); b8_repeat1_se_reduce_swish_sigmoid.dispose();
  const b8_repeat1_se_expand = conv2d({ x: b8_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b8/repeat1/se_expand/kernel'], bias: w['b8/repeat1/se_expand/bias'] }); // [N,1,1,1392]
  b8_repeat1_se_reduce_swish.dispose();
  const b8_repeat1_se = tf.mul<tf.Tensor4D>(b8_repeat1_depthwise_swish, b8_repeat1_se_expand); // [N,16,16,1392]
  b8_repeat1_depthwise_swish.dispose(); b8_repeat1_se_expand.dispose();
  const b8_repeat1_project = conv2d({ x: b8_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b8/repeat1/project/folded_kernel'], bias: w['b8/repeat1/project/folded_bias'] }); // [N,16,16,232]
  b8_repeat1_se.dispose();
  const b8_repeat1_add = tf.add<tf.Tensor4D>(b8_repeat1_project, b8_repeat0_add); // [N,16,16,232]
  b8_repeat0_add.dispose(); b8_repeat1_project.dispose();
  const b8_repeat2_expand_conv = conv2d({ x: b8_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b8/repeat2/expand/folded_kernel'], bias: w['b8/repeat2/expand/folded_bias'] }); // [N,16,16,1392]
  const b8_repeat2_expand_swish_sigmoid = tf.sigmoid(b8_repeat2_expand_conv); // [N,16,16,1392]
  const b8_repeat2_expand_swish = tf.mul<tf.Tensor4D>(b8_repeat2_expand_conv, b8_repeat2_expand_swish_sigmoid); // [N,16,16,1392]
  b8_repeat2_expand_conv.dispose(); b8_repeat2_expand_swish_sigmoid.dispose();
  const b8_repeat2_depthwise_conv = depthwiseConv2d({ x: b8_repeat2_expand_swish, strides: 1, pad: 'same',
    filter: w['b8/repeat2/depthwise/folded_kernel'], bias: w['b8/repeat2/depthwise/folded_bias'] }); // [N,16,16,1392]
  b8_repeat2_expand_swish.dispose();
  const b8_repeat2_depthwise_swish_sigmoid = tf.sigmoid(b8_repeat2_depthwise_conv); // [N,16,16,1392]
  const b8_repeat2_depthwise_swish = tf.mul<tf.Tensor4D>(b8_repeat2_depthwise_conv, b8_repeat2_depthwise_swish_sigmoid); // [N,16,16,1392]
  b8_repeat2_depthwise_conv.dispose(); b8_repeat2_depthwise_swish_sigmoid.dispose();
  const b8_repeat2_se_squeeze = tf.mean<tf.Tensor4D>(b8_repeat2_depthwise_swish, [1, 2], true); // [N,1,1,1392]
  const b8_repeat2_se_reduce_conv = conv2d({ x: b8_repeat2_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b8/repeat2/se_reduce/kernel'], bias: w['b8/repeat2/se_reduce/bias'] }); // [N,1,1,46]
  b8_repeat2_se_squeeze.dispose();
  const b8_repeat2_se_reduce_swish_sigmoid = tf.sigmoid(b8_repeat2_se_reduce_conv); // [N,1,1,46]
  const b8_repeat2_se_reduce_swish = tf.mul<tf.Tensor4D>(b8_repeat2_se_reduce_conv, b8_repeat2_se_reduce_swish_sigmoid); // [N,1,1,46]
  b8_repeat2_se_reduce_conv.dispose(); b8_repeat2_se_reduce_swish_sigmoid.dispose();
  const b8_repeat2_se_expand = conv2d({ x: b8_repeat2_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b8/repeat2/se_expand/kernel'], bias: w['b8/repeat2/se_expand/bias'] }); // [N,1,1,1392]
  b8_repeat2_se_reduce_swish.dispose();
  const b8_repeat2_se = tf.mul<tf.Tensor4D>(b8_repeat2_depthwise_swish, b8_repeat2_se_expand); // [N,16,16,1392]
  b8_repeat2_depthwise_swish.dispose(); b8_repeat2_se_expand.dispose();
  const b8_repeat2_project = conv2d({ x: b8_repeat2_se, strides: 1, pad: 'valid',
    filter: w['b8/repeat2/project/folded_kernel'], bias: w['b8/repeat2/project/folded_bias'] }); // [N,16,16,232]
  b8_repeat2_se.dispose();
  const b8_repeat2_add = tf.add<tf.Tensor4D>(b8_repeat2_project, b8_repeat1_add); // [N,16,16,232]
  b8_repeat1_add.dispose(); b8_repeat2_project.dispose();

  // b9 : L7 mbconv <- b6 b8 baseFilters=96
  const b9_resample0_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b6_repeat0_add, constants.i6, 1); // [N,4,8,56]
  const b9_resample0_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b9_resample0_space_to_depth_blocks_rows0, constants.i6, 2); // [N,4,4,56]
  const b9_resample0_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b9_resample0_space_to_depth_blocks_rows0, constants.i7, 2); // [N,4,4,56]
  b9_resample0_space_to_depth_blocks_rows0.dispose();
  const b9_resample0_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b6_repeat0_add, constants.i7, 1); // [N,4,8,56]
  b6_repeat0_add.dispose();
  const b9_resample0_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b9_resample0_space_to_depth_blocks_rows1, constants.i6, 2); // [N,4,4,56]
  const b9_resample0_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b9_resample0_space_to_depth_blocks_rows1, constants.i7, 2); // [N,4,4,56]
  b9_resample0_space_to_depth_blocks_rows1.dispose();
  const b9_resample0_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b9_resample0_space_to_depth_blocks_part00, b9_resample0_space_to_depth_blocks_part01, b9_resample0_space_to_depth_blocks_part10, b9_resample0_space_to_depth_blocks_part11], 3); // [N,4,4,224]
  b9_resample0_space_to_depth_blocks_part00.dispose(); b9_resample0_space_to_depth_blocks_part01.dispose(); b9_resample0_space_to_depth_blocks_part10.dispose(); b9_resample0_space_to_depth_blocks_part11.dispose();
  const b9_resample0_space_to_depth_norm = batchNorm(b9_resample0_space_to_depth_blocks, 0.001, { mean: w['b9/resample0/space_to_depth/moving_mean'], variance: w['b9/resample0/space_to_depth/moving_variance'],
    scale: w['b9/resample0/space_to_depth/gamma'], offset: w['b9/resample0/space_to_depth/beta'] }); // [N,4,4,224]
  b9_resample0_space_to_depth_blocks.dispose();
  const b9_resample0_space_to_depth_swish_sigmoid = tf.sigmoid(b9_resample0_space_to_depth_norm); // [N,4,4,224]
  const b9_resample0_space_to_depth_swish = tf.mul<tf.Tensor4D>(b9_resample0_space_to_depth_norm, b9_resample0_space_to_depth_swish_sigmoid); // [N,4,4,224]
  b9_resample0_space_to_depth_norm.dispose(); b9_resample0_space_to_depth_swish_sigmoid.dispose();
  const b9_resample0_out = conv2d({ x: b9_resample0_space_to_depth_swish, strides: 1, pad: 'valid',
    filter: w['b9/resample0/out/folded_kernel'], bias: w['b9/resample0/out/folded_bias'] }); // [N,4,4,136]
  b9_resample0_space_to_depth_swish.dispose();
  const b9_resample1_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b8_repeat2_add, constants.i8, 1); // [N,8,16,232]
  const b9_resample1_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b9_resample1_space_to_depth_blocks_rows0, constants.i8, 2); // [N,8,8,232]
  const b9_resample1_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b9_resample1_space_to_depth_blocks_rows0, constants.i9, 2); // [N,8,8,232]
  b9_resample1_space_to_depth_blocks_rows0.dispose();
  const b9_resample1_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b8_repeat2_add, constants.i9, 1); // [N,8,16,232]
  const b9_resample1_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b9_resample1_space_to_depth_blocks_rows1, constants.i8, 2); // [N,8,8,232]
  const b9_resample1_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b9_resample1_space_to_depth_blocks_rows1, constants.i9, 2); // [N,8,8,232]
  b9_resample1_space_to_depth_blocks_rows1.dispose();
  const b9_resample1_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b9_resample1_space_to_depth_blocks_part00, b9_resample1_space_to_depth_blocks_part01, b9_resample1_space_to_depth_blocks_part10, b9_resample1_space_to_depth_blocks_part11], 3); // [N,8,8,928]
  b9_resample1_space_to_depth_blocks_part00.dispose(); b9_resample1_space_to_depth_blocks_part01.dispose(); b9_resample1_space_to_depth_blocks_part10.dispose(); b9_resample1_space_to_depth_blocks_part11.dispose();
  const b9_resample1_space_to_depth_norm = batchNorm(b9_resample1_space_to_depth_blocks, 0.001, { mean: w['b9/resample1/space_to_depth/moving_mean'], variance: w['b9/resample1/space_to_depth/moving_variance'],
    scale: w['b9/resample1/space_to_depth/gamma'], offset: w['b9/resample1/space_to_depth/beta'] }); // [N,8,8,928]
  b9_resample1_space_to_depth_blocks.dispose();
  const b9_resample1_space_to_depth_swish_sigmoid = tf.sigmoid(b9_resample1_space_to_depth_norm); // [N,8,8,928]
  const b9_resample1_space_to_depth_swish = tf.mul<tf.Tensor4D>(b9_resample1_space_to_depth_norm, b9_resample1_space_to_depth_swish_sigmoid); // [N,8,8,928]
  b9_resample1_space_to_depth_norm.dispose(); b9_resample1_space_to_depth_swish_sigmoid.dispose();
  const b9_resample1_down_conv_pad = tf.pad(b9_resample1_space_to_depth_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,928]
  b9_resample1_space_to_depth_swish.dispose();
  const b9_resample1_down_conv = depthwiseConv2d({ x: b9_resample1_down_conv_pad, strides: 2, pad: 'valid',
    filter: w['b9/resample1/down/folded_kernel'], bias: w['b9/resample1/down/folded_bias'] }); // [N,4,4,928]
  b9_resample1_down_conv_pad.dispose();
  const b9_resample1_down_swish_sigmoid = tf.sigmoid(b9_resample1_down_conv); // [N,4,4,928]
  const b9_resample1_down_swish = tf.mul<tf.Tensor4D>(b9_resample1_down_conv, b9_resample1_down_swish_sigmoid); // [N,4,4,928]
  b9_resample1_down_conv.dispose(); b9_resample1_down_swish_sigmoid.dispose();
  const b9_resample1_out = conv2d({ x: b9_resample1_down_swish, strides: 1, pad: 'valid',
    filter: w['b9/resample1/out/folded_kernel'], bias: w['b9/resample1/out/folded_bias'] }); // [N,4,4,136]
  b9_resample1_down_swish.dispose();
  const b9_merge = tf.add<tf.Tensor4D>(b9_resample0_out, b9_resample1_out); // [N,4,4,136]
  b9_resample0_out.dispose(); b9_resample1_out.dispose();
  const b9_merge_swish_sigmoid = tf.sigmoid(b9_merge); // [N,4,4,136]
  const b9_merge_swish = tf.mul<tf.Tensor4D>(b9_merge, b9_merge_swish_sigmoid); // [N,4,4,136]
  b9_merge.dispose(); b9_merge_swish_sigmoid.dispose();
  const b9_repeat0_expand_conv = conv2d({ x: b9_merge_swish, strides: 1, pad: 'valid',
    filter: w['b9/repeat0/expand/folded_kernel'], bias: w['b9/repeat0/expand/folded_bias'] }); // [N,4,4,816]
  const b9_repeat0_expand_swish_sigmoid = tf.sigmoid(b9_repeat0_expand_conv); // [N,4,4,816]
  const b9_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b9_repeat0_expand_conv, b9_repeat0_expand_swish_sigmoid); // [N,4,4,816]
  b9_repeat0_expand_conv.dispose(); b9_repeat0_expand_swish_sigmoid.dispose();
  const b9_repeat0_depthwise_conv = depthwiseConv2d({ x: b9_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b9/repeat0/depthwise/folded_kernel'], bias: w['b9/repeat0/depthwise/folded_bias'] }); // [N,4,4,816]
  b9_repeat0_expand_swish.dispose();
  const b9_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b9_repeat0_depthwise_conv); // [N,4,4,816]
  const b9_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b9_repeat0_depthwise_conv, b9_repeat0_depthwise_swish_sigmoid); // [N,4,4,816]
  b9_repeat0_depthwise_conv.dispose(); b9_repeat0_depthwise_swish_sigmoid.dispose();
  const b9_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b9_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,816]
  const b9_repeat0_se_reduce_conv = conv2d({ x: b9_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b9/repeat0/se_reduce/kernel'], bias: w['b9/repeat0/se_reduce/bias'] }); // [N,1,1,27]
  b9_repeat0_se_squeeze.dispose();
  const b9_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b9_repeat0_se_reduce_conv); // [N,1,1,27]
  const b9_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b9_repeat0_se_reduce_conv, b9_repeat0_se_reduce_swish_sigmoid); // [N,1,1,27]
  b9_repeat0_se_reduce_conv.dispose(); b9_repeat0_se_reduce_swish_sigmoid.dispose();
  const b9_repeat0_se_expand = conv2d({ x: b9_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b9/repeat0/se_expand/kernel'], bias: w['b9/repeat0/se_expand/bias'] }); // [N,1,1,816]
  b9_repeat0_se_reduce_swish.dispose();
  const b9_repeat0_se = tf.mul<tf.Tensor4D>(b9_repeat0_depthwise_swish, b9_repeat0_se_expand); // [N,4,4,816]
  b9_repeat0_depthwise_swish.dispose(); b9_repeat0_se_expand.dispose();
  const b9_repeat0_project = conv2d({ x: b9_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b9/repeat0/project/folded_kernel'], bias: w['b9/repeat0/project/folded_bias'] }); // [N,4,4,136]
  b9_repeat0_se.dispose();
  const b9_repeat0_add = tf.add<tf.Tensor4D>(b9_repeat0_project, b9_merge_swish); // [N,4,4,136]
  b9_merge_swish.dispose(); b9_repeat0_project.dispose();

  // b10 : L5 mbconv <- b8 b9 baseFilters=192
  const b10_resample0_out = conv2d({ x: b8_repeat2_add, strides: 1, pad: 'valid',
    filter: w['b10/resample0/out/folded_kernel'], bias: w['b10/resample0/out/folded_bias'] }); // [N,16,16,272]
  const b10_resample1_upsample = tf.image.resizeNearestNeighbor(b9_repeat0_add, [16, 16], false, true); // [N,16,16,136]
  b9_repeat0_add.dispose();
  const b10_resample1_out = conv2d({ x: b10_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b10/resample1/out/folded_kernel'], bias: w['b10/resample1/out/folded_bias'] }); // [N,16,16,272]
  b10_resample1_upsample.dispose();
  const b10_merge = tf.add<tf.Tensor4D>(b10_resample0_out, b10_resample1_out); // [N,16,16,272]
  b10_resample0_out.dispose(); b10_resample1_out.dispose();
  const b10_merge_swish_sigmoid = tf.sigmoid(b10_merge); // [N,16,16,272]
  const b10_merge_swish = tf.mul<tf.Tensor4D>(b10_merge, b10_merge_swish_sigmoid); // [N,16,16,272]
  b10_merge.dispose(); b10_merge_swish_sigmoid.dispose();
  const b10_repeat0_expand_conv = conv2d({ x: b10_merge_swish, strides: 1, pad: 'valid',
    filter: w['b10/repeat0/expand/folded_kernel'], bias: w['b10/repeat0/expand/folded_bias'] }); // [N,16,16,1632]
  const b10_repeat0_expand_swish_sigmoid = tf.sigmoid(b10_repeat0_expand_conv); // [N,16,16,1632]
  const b10_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b10_repeat0_expand_conv, b10_repeat0_expand_swish_sigmoid); // [N,16,16,1632]
  b10_repeat0_expand_conv.dispose(); b10_repeat0_expand_swish_sigmoid.dispose();
  const b10_repeat0_depthwise_conv = depthwiseConv2d({ x: b10_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b10/repeat0/depthwise/folded_kernel'], bias: w['b10/repeat0/depthwise/folded_bias'] }); // [N,16,16,1632]
  b10_repeat0_expand_swish.dispose();
  const b10_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b10_repeat0_depthwise_conv); // [N,16,16,1632]
  const b10_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b10_repeat0_depthwise_conv, b10_repeat0_depthwise_swish_sigmoid); // [N,16,16,1632]
  b10_repeat0_depthwise_conv.dispose(); b10_repeat0_depthwise_swish_sigmoid.dispose();
  const b10_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b10_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,1632]
  const b10_repeat0_se_reduce_conv = conv2d({ x: b10_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b10/repeat0/se_reduce/kernel'], bias: w['b10/repeat0/se_reduce/bias'] }); // [N,1,1,54]
  b10_repeat0_se_squeeze.dispose();
  const b10_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b10_repeat0_se_reduce_conv); // [N,1,1,54]
  const b10_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b10_repeat0_se_reduce_conv, b10_repeat0_se_reduce_swish_sigmoid); // [N,1,1,54]
  b10_repeat0_se_reduce_conv.dispose(); b10_repeat0_se_reduce_swish_sigmoid.dispose();
  const b10_repeat0_se_expand = conv2d({ x: b10_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b10/repeat0/se_expand/kernel'], bias: w['b10/repeat0/se_expand/bias'] }); // [N,1,1,1632]
  b10_repeat0_se_reduce_swish.dispose();
  const b10_repeat0_se = tf.mul<tf.Tensor4D>(b10_repeat0_depthwise_swish, b10_repeat0_se_expand); // [N,16,16,1632]
  b10_repeat0_depthwise_swish.dispose(); b10_repeat0_se_expand.dispose();
  const b10_repeat0_project = conv2d({ x: b10_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b10/repeat0/project/folded_kernel'], bias: w['b10/repeat0/project/folded_bias'] }); // [N,16,16,272]
  b10_repeat0_se.dispose();
  const b10_repeat0_add = tf.add<tf.Tensor4D>(b10_repeat0_project, b10_merge_swish); // [N,16,16,272]
  b10_merge_swish.dispose(); b10_repeat0_project.dispose();
  const b10_repeat1_expand_conv = conv2d({ x: b10_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b10/repeat1/expand/folded_kernel'], bias: w['b10/repeat1/expand/folded_bias'] }); // [N,16,16,1632]
  const b10_repeat1_expand_swish_sigmoid = tf.sigmoid(b10_repeat1_expand_conv); // [N,16,16,1632]
  const b10_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b10_repeat1_expand_conv, b10_repeat1_expand_swish_sigmoid); // [N,16,16,1632]
  b10_repeat1_expand_conv.dispose(); b10_repeat1_expand_swish_sigmoid.dispose();
  const b10_repeat1_depthwise_conv = depthwiseConv2d({ x: b10_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b10/repeat1/depthwise/folded_kernel'], bias: w['b10/repeat1/depthwise/folded_bias'] }); // [N,16,16,1632]
  b10_repeat1_expand_swish.dispose();
  const b10_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b10_repeat1_depthwise_conv); // [N,16,16,1632]
  const b10_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b10_repeat1_depthwise_conv, b10_repeat1_depthwise_swish_sigmoid); // [N,16,16,1632]
  b10_repeat1_depthwise_conv.dispose(); b10_repeat1_depthwise_swish_sigmoid.dispose();
  const b10_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b10_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,1632]
  const b10_repeat1_se_reduce_conv = conv2d({ x: b10_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b10/repeat1/se_reduce/kernel'], bias: w['b10/repeat1/se_reduce/bias'] }); // [N,1,1,54]
  b10_repeat1_se_squeeze.dispose();
  const b10_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b10_repeat1_se_reduce_conv); // [N,1,1,54]
  const b10_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b10_repeat1_se_reduce_conv, b10_repeat1_se_reduce_swish_sigmoid); // [N,1,1,54]
  b10_repeat1_se_reduce_conv.dispose(); b10_repeat1_se_reduce_swish_sigmoid.dispose();
  const b10_repeat1_se_expand = conv2d({ x: b10_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b10/repeat1/se_expand/kernel'], bias: w['b10/repeat1/se_expand/bias'] }); // [N,1,1,1632]
  b10_repeat1_se_reduce_swish.dispose();
  const b10_repeat1_se = tf.mul<tf.Tensor4D>(b10_repeat1_depthwise_swish, b10_repeat1_se_expand); // [N,16,16,1632]
  b10_repeat1_depthwise_swish.dispose(); b10_repeat1_se_expand.dispose();
  const b10_repeat1_project = conv2d({ x: b10_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b10/repeat1/project/folded_kernel'], bias: w['b10/repeat1/project/folded_bias'] }); // [N,16,16,272]
  b10_repeat1_se.dispose();
  const b10_repeat1_add = tf.add<tf.Tensor4D>(b10_repeat1_project, b10_repeat0_add); // [N,16,16,272]
  b10_repeat0_add.dispose(); b10_repeat1_project.dispose();

  // b11 : L5 mbconv <- b8 b10 baseFilters=136
  const b11_resample0_out = conv2d({ x: b8_repeat2_add, strides: 1, pad: 'valid',
    filter: w['b11/resample0/out/folded_kernel'], bias: w['b11/resample0/out/folded_bias'] }); // [N,16,16,192]
  b8_repeat2_add.dispose();
  const b11_resample1_out = conv2d({ x: b10_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b11/resample1/out/folded_kernel'], bias: w['b11/resample1/out/folded_bias'] }); // [N,16,16,192]
  const b11_merge = tf.add<tf.Tensor4D>(b11_resample0_out, b11_resample1_out); // [N,16,16,192]
  b11_resample0_out.dispose(); b11_resample1_out.dispose();
  const b11_merge_swish_sigmoid = tf.sigmoid(b11_merge); // [N,16,16,192]
  const b11_merge_swish = tf.mul<tf.Tensor4D>(b11_merge, b11_merge_swish_sigmoid); // [N,16,16,192]
  b11_merge.dispose(); b11_merge_swish_sigmoid.dispose();
  const b11_repeat0_expand_conv = conv2d({ x: b11_merge_swish, strides: 1, pad: 'valid',
    filter: w['b11/repeat0/expand/folded_kernel'], bias: w['b11/repeat0/expand/folded_bias'] }); // [N,16,16,1152]
  const b11_repeat0_expand_swish_sigmoid = tf.sigmoid(b11_repeat0_expand_conv); // [N,16,16,1152]
  const b11_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b11_repeat0_expand_conv, b11_repeat0_expand_swish_sigmoid); // [N,16,16,1152]
  b11_repeat0_expand_conv.dispose(); b11_repeat0_expand_swish_sigmoid.dispose();
  const b11_repeat0_depthwise_conv = depthwiseConv2d({ x: b11_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b11/repeat0/depthwise/folded_kernel'], bias: w['b11/repeat0/depthwise/folded_bias'] }); // [N,16,16,1152]
  b11_repeat0_expand_swish.dispose();
  const b11_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b11_repeat0_depthwise_conv); // [N,16,16,1152]
  const b11_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b11_repeat0_depthwise_conv, b11_repeat0_depthwise_swish_sigmoid); // [N,16,16,1152]
  b11_repeat0_depthwise_conv.dispose(); b11_repeat0_depthwise_swish_sigmoid.dispose();
  const b11_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b11_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,1152]
  const b11_repeat0_se_reduce_conv = conv2d({ x: b11_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b11/repeat0/se_reduce/kernel'], bias: w['b11/repeat0/se_reduce/bias'] }); // [N,1,1,38]
  b11_repeat0_se_squeeze.dispose();
  const b11_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b11_repeat0_se_reduce_conv); // [N,1,1,38]
  const b11_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b11_repeat0_se_reduce_conv, b11_repeat0_se_reduce_swish_sigmoid); // [N,1,1,38]
  b11_repeat0_se_reduce_conv.dispose(); b11_repeat0_se_reduce_swish_sigmoid.dispose();
  const b11_repeat0_se_expand = conv2d({ x: b11_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b11/repeat0/se_expand/kernel'], bias: w['b11/repeat0/se_expand/bias'] }); // [N,1,1,1152]
  b11_repeat0_se_reduce_swish.dispose();
  const b11_repeat0_se = tf.mul<tf.Tensor4D>(b11_repeat0_depthwise_swish, b11_repeat0_se_expand); // [N,16,16,1152]
  b11_repeat0_depthwise_swish.dispose(); b11_repeat0_se_expand.dispose();
  const b11_repeat0_project = conv2d({ x: b11_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b11/repeat0/project/folded_kernel'], bias: w['b11/repeat0/project/folded_bias'] }); // [N,16,16,192]
  b11_repeat0_se.dispose();
  const b11_repeat0_add = tf.add<tf.Tensor4D>(b11_repeat0_project, b11_merge_swish); // [N,16,16,192]
  b11_merge_swish.dispose(); b11_repeat0_project.dispose();
  const b11_repeat1_expand_conv = conv2d({ x: b11_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b11/repeat1/expand/folded_kernel'], bias: w['b11/repeat1/expand/folded_bias'] }); // [N,16,16,1152]
  const b11_repeat1_expand_swish_sigmoid = tf.sigmoid(b11_repeat1_expand_conv); // [N,16,16,1152]
  const b11_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b11_repeat1_expand_conv, b11_repeat1_expand_swish_sigmoid); // [N,16,16,1152]
  b11_repeat1_expand_conv.dispose(); b11_repeat1_expand_swish_sigmoid.dispose();
  const b11_repeat1_depthwise_conv = depthwiseConv2d({ x: b11_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b11/repeat1/depthwise/folded_kernel'], bias: w['b11/repeat1/depthwise/folded_bias'] }); // [N,16,16,1152]
  b11_repeat1_expand_swish.dispose();
  const b11_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b11_repeat1_depthwise_conv); // [N,16,16,1152]
  const b11_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b11_repeat1_depthwise_conv, b11_repeat1_depthwise_swish_sigmoid); // [N,16,16,1152]
  b11_repeat1_depthwise_conv.dispose(); b11_repeat1_depthwise_swish_sigmoid.dispose();
  const b11_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b11_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,1152]
  const b11_repeat1_se_reduce_conv = conv2d({ x: b11_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b11/repeat1/se_reduce/kernel'], bias: w['b11/repeat1/se_reduce/bias'] }); // [N,1,1,38]
  b11_repeat1_se_squeeze.dispose();
  const b11_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b11_repeat1_se_reduce_conv); // [N,1,1,38]
  const b11_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b11_repeat1_se_reduce_conv, b11_repeat1_se_reduce_swish_sigmoid); // [N,1,1,38]
  b11_repeat1_se_reduce_conv.dispose(); b11_repeat1_se_reduce_swish_sigmoid.dispose();
  const b11_repeat1_se_expand = conv2d({ x: b11_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b11/repeat1/se_expand/kernel'], bias: w['b11/repeat1/se_expand/bias'] }); // [N,1,1,1152]
  b11_repeat1_se_reduce_swish.dispose();
  const b11_repeat1_se = tf.mul<tf.Tensor4D>(b11_repeat1_depthwise_swish, b11_repeat1_se_expand); // [N,16,16,1152]
  b11_repeat1_depthwise_swish.dispose(); b11_repeat1_se_expand.dispose();
  const b11_repeat1_project = conv2d({ x: b11_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b11/repeat1/project/folded_kernel'], bias: w['b11/repeat1/project/folded_bias'] }); // [N,16,16,192]
  b11_repeat1_se.dispose();
  const b11_repeat1_add = tf.add<tf.Tensor4D>(b11_repeat1_project, b11_repeat0_add); // [N,16,16,192]
  b11_repeat0_add.dispose(); b11_repeat1_project.dispose();

  // b12 : L4 mbconv <- b5 b10 => P4 baseFilters=104
  const b12_resample0_out = conv2d({ x: b5_repeat2_add, strides: 1, pad: 'valid',
    filter: w['b12/resample0/out/folded_kernel'], bias: w['b12/resample0/out/folded_bias'] }); // [N,32,32,144]
  b5_repeat2_add.dispose();
  const b12_resample1_upsample = tf.image.resizeNearestNeighbor(b10_repeat1_add, [32, 32], false, true); // [N,32,32,272]
  const b12_resample1_out = conv2d({ x: b12_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b12/resample1/out/folded_kernel'], bias: w['b12/resample1/out/folded_bias'] }); // [N,32,32,144]
  b12_resample1_upsample.dispose();
  const b12_merge = tf.add<tf.Tensor4D>(b12_resample0_out, b12_resample1_out); // [N,32,32,144]
  b12_resample0_out.dispose(); b12_resample1_out.dispose();
  const b12_merge_swish_sigmoid = tf.sigmoid(b12_merge); // [N,32,32,144]
  const b12_merge_swish = tf.mul<tf.Tensor4D>(b12_merge, b12_merge_swish_sigmoid); // [N,32,32,144]
  b12_merge.dispose(); b12_merge_swish_sigmoid.dispose();
  const b12_repeat0_expand_conv = conv2d({ x: b12_merge_swish, strides: 1, pad: 'valid',
    filter: w['b12/repeat0/expand/folded_kernel'], bias: w['b12/repeat0/expand/folded_bias'] }); // [N,32,32,864]
  const b12_repeat0_expand_swish_sigmoid = tf.sigmoid(b12_repeat0_expand_conv); // [N,32,32,864]
  const b12_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b12_repeat0_expand_conv, b12_repeat0_expand_swish_sigmoid); // [N,32,32,864]
  b12_repeat0_expand_conv.dispose(); b12_repeat0_expand_swish_sigmoid.dispose();
  const b12_repeat0_depthwise_conv = depthwiseConv2d({ x: b12_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b12/repeat0/depthwise/folded_kernel'], bias: w['b12/repeat0/depthwise/folded_bias'] }); // [N,32,32,864]
  b12_repeat0_expand_swish.dispose();
  const b12_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b12_repeat0_depthwise_conv); // [N,32,32,864]
  const b12_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b12_repeat0_depthwise_conv, b12_repeat0_depthwise_swish_sigmoid); // [N,32,32,864]
  b12_repeat0_depthwise_conv.dispose(); b12_repeat0_depthwise_swish_sigmoid.dispose();
  const b12_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b12_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,864]
  const b12_repeat0_se_reduce_conv = conv2d({ x: b12_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b12/repeat0/se_reduce/kernel'], bias: w['b12/repeat0/se_reduce/bias'] }); // [N,1,1,28]
  b12_repeat0_se_squeeze.dispose();
  const b12_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b12_repeat0_se_reduce_conv); // [N,1,1,28]
  const b12_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b12_repeat0_se_reduce_conv, b12_repeat0_se_reduce_swish_sigmoid); // [N,1,1,28]
  b12_repeat0_se_reduce_conv.dispose(); b12_repeat0_se_reduce_swish_sigmoid.dispose();
  const b12_repeat0_se_expand = conv2d({ x: b12_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b12/repeat0/se_expand/kernel'], bias: w['b12/repeat0/se_expand/bias'] }); // [N,1,1,864]
  b12_repeat0_se_reduce_swish.dispose();
  const b12_repeat0_se = tf.mul<tf.Tensor4D>(b12_repeat0_depthwise_swish, b12_repeat0_se_expand); // [N,32,32,864]
  b12_repeat0_depthwise_swish.dispose(); b12_repeat0_se_expand.dispose();
  const b12_repeat0_project = conv2d({ x: b12_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b12/repeat0/project/folded_kernel'], bias: w['b12/repeat0/project/folded_bias'] }); // [N,32,32,144]
  b12_repeat0_se.dispose();
  const b12_repeat0_add = tf.add<tf.Tensor4D>(b12_repeat0_project, b12_merge_swish); // [N,32,32,144]
  b12_merge_swish.dispose(); b12_repeat0_project.dispose();
  const b12_repeat1_expand_conv = conv2d({ x: b12_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b12/repeat1/expand/folded_kernel'], bias: w['b12/repeat1/expand/folded_bias'] }); // [N,32,32,864]
  const b12_repeat1_expand_swish_sigmoid = tf.sigmoid(b12_repeat1_expand_conv); // [N,32,32,864]
  const b12_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b12_repeat1_expand_conv, b12_repeat1_expand_swish_sigmoid); // [N,32,32,864]
  b12_repeat1_expand_conv.dispose(); b12_repeat1_expand_swish_sigmoid.dispose();
  const b12_repeat1_depthwise_conv = depthwiseConv2d({ x: b12_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b12/repeat1/depthwise/folded_kernel'], bias: w['b12/repeat1/depthwise/folded_bias'] }); // [N,32,32,864]
  b12_repeat1_expand_swish.dispose();
  const b12_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b12_repeat1_depthwise_conv); // [N,32,32,864]
  const b12_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b12_repeat1_depthwise_conv, b12_repeat1_depthwise_swish_sigmoid); // [N,32,32,864]
  b12_repeat1_depthwise_conv.dispose(); b12_repeat1_depthwise_swish_sigmoid.dispose();
  const b12_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b12_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,864]
  const b12_repeat1_se_reduce_conv = conv2d({ x: b12_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b12/repeat1/se_reduce/kernel'], bias: w['b12/repeat1/se_reduce/bias'] }); // [N,1,1,28]
  b12_repeat1_se_squeeze.dispose();
  const b12_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b12_repeat1_se_reduce_conv); // [N,1,1,28]
  const b12_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b12_repeat1_se_reduce_conv, b12_repeat1_se_reduce_swish_sigmoid); // [N,1,1,28]
  b12_repeat1_se_reduce_conv.dispose(); b12_repeat1_se_reduce_swish_sigmoid.dispose();
  const b12_repeat1_se_expand = conv2d({ x: b12_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b12/repeat1/se_expand/kernel'], bias: w['b12/repeat1/se_expand/bias'] }); // [N,1,1,864]
  b12_repeat1_se_reduce_swish.dispose();
  const b12_repeat1_se = tf.mul<tf.Tensor4D>(b12_repeat1_depthwise_swish, b12_repeat1_se_expand); // [N,32,32,864]
  b12_repeat1_depthwise_swish.dispose(); b12_repeat1_se_expand.dispose();
  const b12_repeat1_project = conv2d({ x: b12_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b12/repeat1/project/folded_kernel'], bias: w['b12/repeat1/project/folded_bias'] }); // [N,32,32,144]
  b12_repeat1_se.dispose();
  const b12_repeat1_add = tf.add<tf.Tensor4D>(b12_repeat1_project, b12_repeat0_add); // [N,32,32,144]
  b12_repeat0_add.dispose(); b12_repeat1_project.dispose();

  // b13 : L3 mbconv <- b4 b10 => P3 baseFilters=40
  const b13_resample0_out = conv2d({ x: b4_repeat1_add, strides: 1, pad: 'valid',
    filter: w['b13/resample0/out/folded_kernel'], bias: w['b13/resample0/out/folded_bias'] }); // [N,64,64,56]
  b4_repeat1_add.dispose();
  const b13_resample1_upsample = tf.image.resizeNearestNeighbor(b10_repeat1_add, [64, 64], false, true); // [N,64,64,272]
  b10_repeat1_add.dispose();
  const b13_resample1_out = conv2d({ x: b13_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b13/resample1/out/folded_kernel'], bias: w['b13/resample1/out/folded_bias'] }); // [N,64,64,56]
  b13_resample1_upsample.dispose();
  const b13_merge = tf.add<tf.Tensor4D>(b13_resample0_out, b13_resample1_out); // [N,64,64,56]
  b13_resample0_out.dispose(); b13_resample1_out.dispose();
  const b13_merge_swish_sigmoid = tf.sigmoid(b13_merge); // [N,64,64,56]
  const b13_merge_swish = tf.mul<tf.Tensor4D>(b13_merge, b13_merge_swish_sigmoid); // [N,64,64,56]
  b13_merge.dispose(); b13_merge_swish_sigmoid.dispose();
  const b13_repeat0_expand_conv = conv2d({ x: b13_merge_swish, strides: 1, pad: 'valid',
    filter: w['b13/repeat0/expand/folded_kernel'], bias: w['b13/repeat0/expand/folded_bias'] }); // [N,64,64,336]
  const b13_repeat0_expand_swish_sigmoid = tf.sigmoid(b13_repeat0_expand_conv); // [N,64,64,336]
  const b13_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b13_repeat0_expand_conv, b13_repeat0_expand_swish_sigmoid); // [N,64,64,336]
  b13_repeat0_expand_conv.dispose(); b13_repeat0_expand_swish_sigmoid.dispose();
  const b13_repeat0_depthwise_conv = depthwiseConv2d({ x: b13_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b13/repeat0/depthwise/folded_kernel'], bias: w['b13/repeat0/depthwise/folded_bias'] }); // [N,64,64,336]
  b13_repeat0_expand_swish.dispose();
  const b13_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b13_repeat0_depthwise_conv); // [N,64,64,336]
  const b13_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b13_repeat0_depthwise_conv, b13_repeat0_depthwise_swish_sigmoid); // [N,64,64,336]
  b13_repeat0_depthwise_conv.dispose(); b13_repeat0_depthwise_swish_sigmoid.dispose();
  const b13_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b13_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,336]
  const b13_repeat0_se_reduce_conv = conv2d({ x: b13_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b13/repeat0/se_reduce/kernel'], bias: w['b13/repeat0/se_reduce/bias'] }); // [N,1,1,11]
  b13_repeat0_se_squeeze.dispose();
  const b13_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b13_repeat0_se_reduce_conv); // [N,1,1,11]
  const b13_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b13_repeat0_se_reduce_conv, b13_repeat0_se_reduce_swish_sigmoid); // [N,1,1,11]
  b13_repeat0_se_reduce_conv.dispose(); b13_repeat0_se_reduce_swish_sigmoid.dispose();
  const b13_repeat0_se_expand = conv2d({ x: b13_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b13/repeat0/se_expand/kernel'], bias: w['b13/repeat0/se_expand/bias'] }); // [N,1,1,336]
  b13_repeat0_se_reduce_swish.dispose();
  const b13_repeat0_se = tf.mul<tf.Tensor4D>(b13_repeat0_depthwise_swish, b13_repeat0_se_expand); // [N,64,64,336]
  b13_repeat0_depthwise_swish.dispose(); b13_repeat0_se_expand.dispose();
  const b13_repeat0_project = conv2d({ x: b13_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b13/repeat0/project/folded_kernel'], bias: w['b13/repeat0/project/folded_bias'] }); // [N,64,64,56]
  b13_repeat0_se.dispose();
  const b13_repeat0_add = tf.add<tf.Tensor4D>(b13_repeat0_project, b13_merge_swish); // [N,64,64,56]
  b13_merge_swish.dispose(); b13_repeat0_project.dispose();
  const b13_repeat1_expand_conv = conv2d({ x: b13_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b13/repeat1/expand/folded_kernel'], bias: w['b13/repeat1/expand/folded_bias'] }); // [N,64,64,336]
  const b13_repeat1_expand_swish_sigmoid = tf.sigmoid(b13_repeat1_expand_conv); // [N,64,64,336]
  const b13_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b13_repeat1_expand_conv, b13_repeat1_expand_swish_sigmoid); // [N,64,64,336]
  b13_repeat1_expand_conv.dispose(); b13_repeat1_expand_swish_sigmoid.dispose();
  const b13_repeat1_depthwise_conv = depthwiseConv2d({ x: b13_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b13/repeat1/depthwise/folded_kernel'], bias: w['b13/repeat1/depthwise/folded_bias'] }); // [N,64,64,336]
  b13_repeat1_expand_swish.dispose();
  const b13_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b13_repeat1_depthwise_conv); // [N,64,64,336]
  const b13_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b13_repeat1_depthwise_conv, b13_repeat1_depthwise_swish_sigmoid); // [N,64,64,336]
  b13_repeat1_depthwise_conv.dispose(); b13_repeat1_depthwise_swish_sigmoid.dispose();
  const b13_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b13_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,336]
  const b13_repeat1_se_reduce_conv = conv2d({ x: b13_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b13/repeat1/se_reduce/kernel'], bias: w['b13/repeat1/se_reduce/bias'] }); // [N,1,1,11]
  b13_repeat1_se_squeeze.dispose();
  const b13_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b13_repeat1_se_reduce_conv); // [N,1,1,11]
  const b13_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b13_repeat1_se_reduce_conv, b13_repeat1_se_reduce_swish_sigmoid); // [N,1,1,11]
  b13_repeat1_se_reduce_conv.dispose(); b13_repeat1_se_reduce_swish_sigmoid.dispose();
  const b13_repeat1_se_expand = conv2d({ x: b13_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b13/repeat1/se_expand/kernel'], bias: w['b13/repeat1/se_expand/bias'] }); // [N,1,1,336]
  b13_repeat1_se_reduce_swish.dispose();
  const b13_repeat1_se = tf.mul<tf.Tensor4D>(b13_repeat1_depthwise_swish, b13_repeat1_se_expand); // [N,64,64,336]
  b13_repeat1_depthwise_swish.dispose(); b13_repeat1_se_expand.dispose();
  const b13_repeat1_project = conv2d({ x: b13_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b13/repeat1/project/folded_kernel'], bias: w['b13/repeat1/project/folded_bias'] }); // [N,64,64,56]
  b13_repeat1_se.dispose();
  const b13_repeat1_add = tf.add<tf.Tensor4D>(b13_repeat1_project, b13_repeat0_add); // [N,64,64,56]
  b13_repeat0_add.dispose(); b13_repeat1_project.dispose();

  // b14 : L5 mbconv <- b7 b12 => P5 baseFilters=136
  const b14_resample0_space_to_depth_norm = batchNorm(b8_resample1_space_to_depth_blocks, 0.001, { mean: w['b14/resample0/space_to_depth/moving_mean'], variance: w['b14/resample0/space_to_depth/moving_variance'],
    scale: w['b14/resample0/space_to_depth/gamma'], offset: w['b14/resample0/space_to_depth/beta'] }); // [N,16,16,672]
  b8_resample1_space_to_depth_blocks.dispose();
  const b14_resample0_space_to_depth_swish_sigmoid = tf.sigmoid(b14_resample0_space_to_depth_norm); // [N,16,16,672]
  const b14_resample0_space_to_depth_swish = tf.mul<tf.Tensor4D>(b14_resample0_space_to_depth_norm, b14_resample0_space_to_depth_swish_sigmoid); // [N,16,16,672]
  b14_resample0_space_to_depth_norm.dispose(); b14_resample0_space_to_depth_swish_sigmoid.dispose();
  const b14_resample0_out = conv2d({ x: b14_resample0_space_to_depth_swish, strides: 1, pad: 'valid',
    filter: w['b14/resample0/out/folded_kernel'], bias: w['b14/resample0/out/folded_bias'] }); // [N,16,16,192]
  b14_resample0_space_to_depth_swish.dispose();
  const b14_resample1_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b12_repeat1_add, constants.i4, 1); // [N,16,32,144]
  const b14_resample1_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b14_resample1_space_to_depth_blocks_rows0, constants.i4, 2); // [N,16,16,144]
  const b14_resample1_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b14_resample1_space_to_depth_blocks_rows0, constants.i5, 2); // [N,16,16,144]
  b14_resample1_space_to_depth_blocks_rows0.dispose();
  const b14_resample1_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b12_repeat1_add, constants.i5, 1); // [N,16,32,144]
  const b14_resample1_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b14_resample1_space_to_depth_blocks_rows1, constants.i4, 2); // [N,16,16,144]
  const b14_resample1_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b14_resample1_space_to_depth_blocks_rows1, constants.i5, 2); // [N,16,16,144]
  b14_resample1_space_to_depth_blocks_rows1.dispose();
  const b14_resample1_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b14_resample1_space_to_depth_blocks_part00, b14_resample1_space_to_depth_blocks_part01, b14_resample1_space_to_depth_blocks_part10, b14_resample1_space_to_depth_blocks_part11], 3); // [N,16,16,576]
  b14_resample1_space_to_depth_blocks_part00.dispose(); b14_resample1_space_to_depth_blocks_part01.dispose(); b14_resample1_space_to_depth_blocks_part10.dispose(); b14_resample1_space_to_depth_blocks_part11.dispose();
  const b14_resample1_space_to_depth_norm = batchNorm(b14_resample1_space_to_depth_blocks, 0.001, { mean: w['b14/resample1/space_to_depth/moving_mean'], variance: w['b14/resample1/space_to_depth/moving_variance'],
    scale: w['b14/resample1/space_to_depth/gamma'], offset: w['b14/resample1/space_to_depth/beta'] }); // [N,16,16,576]
  const b14_resample1_space_to_depth_swish_sigmoid = tf.sigmoid(b14_resample1_space_to_depth_norm); // [N,16,16,576]
  const b14_resample1_space_to_depth_swish = tf.mul<tf.Tensor4D>(b14_resample1_space_to_depth_norm, b14_resample1_space_to_depth_swish_sigmoid); // [N,16,16,576]
  b14_resample1_space_to_depth_norm.dispose(); b14_resample1_space_to_depth_swish_sigmoid.dispose();
  const b14_resample1_out = conv2d({ x: b14_resample1_space_to_depth_swish, strides: 1, pad: 'valid',
    filter: w['b14/resample1/out/folded_kernel'], bias: w['b14/resample1/out/folded_bias'] }); // [N,16,16,192]
  b14_resample1_space_to_depth_swish.dispose();
  const b14_merge = tf.add<tf.Tensor4D>(b14_resample0_out, b14_resample1_out); // [N,16,16,192]
  b14_resample0_out.dispose(); b14_resample1_out.dispose();
  const b14_merge_b11 = tf.add<tf.Tensor4D>(b14_merge, b11_repeat1_add); // [N,16,16,192]
  b11_repeat1_add.dispose(); b14_merge.dispose();
  const b14_merge_swish_sigmoid = tf.sigmoid(b14_merge_b11); // [N,16,16,192]
  const b14_merge_swish = tf.mul<tf.Tensor4D>(b14_merge_b11, b14_merge_swish_sigmoid); // [N,16,16,192]
  b14_merge_b11.dispose(); b14_merge_swish_sigmoid.dispose();
  const b14_repeat0_expand_conv = conv2d({ x: b14_merge_swish, strides: 1, pad: 'valid',
    filter: w['b14/repeat0/expand/folded_kernel'], bias: w['b14/repeat0/expand/folded_bias'] }); // [N,16,16,1152]
  const b14_repeat0_expand_swish_sigmoid = tf.sigmoid(b14_repeat0_expand_conv); // [N,16,16,1152]
  const b14_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b14_repeat0_expand_conv, b14_repeat0_expand_swish_sigmoid); // [N,16,16,1152]
  b14_repeat0_expand_conv.dispose(); b14_repeat0_expand_swish_sigmoid.dispose();
  const b14_repeat0_depthwise_conv = depthwiseConv2d({ x: b14_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b14/repeat0/depthwise/folded_kernel'], bias: w['b14/repeat0/depthwise/folded_bias'] }); // [N,16,16,1152]
  b14_repeat0_expand_swish.dispose();
  const b14_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b14_repeat0_depthwise_conv); // [N,16,16,1152]
  const b14_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b14_repeat0_depthwise_conv, b14_repeat0_depthwise_swish_sigmoid); // [N,16,16,1152]
  b14_repeat0_depthwise_conv.dispose(); b14_repeat0_depthwise_swish_sigmoid.dispose();
  const b14_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b14_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,1152]
  const b14_repeat0_se_reduce_conv = conv2d({ x: b14_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b14/repeat0/se_reduce/kernel'], bias: w['b14/repeat0/se_reduce/bias'] }); // [N,1,1,38]
  b14_repeat0_se_squeeze.dispose();
  const b14_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b14_repeat0_se_reduce_conv); // [N,1,1,38]
  const b14_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b14_repeat0_se_reduce_conv, b14_repeat0_se_reduce_swish_sigmoid); // [N,1,1,38]
  b14_repeat0_se_reduce_conv.dispose(); b14_repeat0_se_reduce_swish_sigmoid.dispose();
  const b14_repeat0_se_expand = conv2d({ x: b14_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b14/repeat0/se_expand/kernel'], bias: w['b14/repeat0/se_expand/bias'] }); // [N,1,1,1152]
  b14_repeat0_se_reduce_swish.dispose();
  const b14_repeat0_se = tf.mul<tf.Tensor4D>(b14_repeat0_depthwise_swish, b14_repeat0_se_expand); // [N,16,16,1152]
  b14_repeat0_depthwise_swish.dispose(); b14_repeat0_se_expand.dispose();
  const b14_repeat0_project = conv2d({ x: b14_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b14/repeat0/project/folded_kernel'], bias: w['b14/repeat0/project/folded_bias'] }); // [N,16,16,192]
  b14_repeat0_se.dispose();
  const b14_repeat0_add = tf.add<tf.Tensor4D>(b14_repeat0_project, b14_merge_swish); // [N,16,16,192]
  b14_merge_swish.dispose(); b14_repeat0_project.dispose();
  const b14_repeat1_expand_conv = conv2d({ x: b14_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b14/repeat1/expand/folded_kernel'], bias: w['b14/repeat1/expand/folded_bias'] }); // [N,16,16,1152]
  const b14_repeat1_expand_swish_sigmoid = tf.sigmoid(b14_repeat1_expand_conv); // [N,16,16,1152]
  const b14_repeat1_expand_swish = tf.mul<tf.Tensor4D>(b14_repeat1_expand_conv, b14_repeat1_expand_swish_sigmoid); // [N,16,16,1152]
  b14_repeat1_expand_conv.dispose(); b14_repeat1_expand_swish_sigmoid.dispose();
  const b14_repeat1_depthwise_conv = depthwiseConv2d({ x: b14_repeat1_expand_swish, strides: 1, pad: 'same',
    filter: w['b14/repeat1/depthwise/folded_kernel'], bias: w['b14/repeat1/depthwise/folded_bias'] }); // [N,16,16,1152]
  b14_repeat1_expand_swish.dispose();
  const b14_repeat1_depthwise_swish_sigmoid = tf.sigmoid(b14_repeat1_depthwise_conv); // [N,16,16,1152]
  const b14_repeat1_depthwise_swish = tf.mul<tf.Tensor4D>(b14_repeat1_depthwise_conv, b14_repeat1_depthwise_swish_sigmoid); // [N,16,16,1152]
  b14_repeat1_depthwise_conv.dispose(); b14_repeat1_depthwise_swish_sigmoid.dispose();
  const b14_repeat1_se_squeeze = tf.mean<tf.Tensor4D>(b14_repeat1_depthwise_swish, [1, 2], true); // [N,1,1,1152]
  const b14_repeat1_se_reduce_conv = conv2d({ x: b14_repeat1_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b14/repeat1/se_reduce/kernel'], bias: w['b14/repeat1/se_reduce/bias'] }); // [N,1,1,38]
  b14_repeat1_se_squeeze.dispose();
  const b14_repeat1_se_reduce_swish_sigmoid = tf.sigmoid(b14_repeat1_se_reduce_conv); // [N,1,1,38]
  const b14_repeat1_se_reduce_swish = tf.mul<tf.Tensor4D>(b14_repeat1_se_reduce_conv, b14_repeat1_se_reduce_swish_sigmoid); // [N,1,1,38]
  b14_repeat1_se_reduce_conv.dispose(); b14_repeat1_se_reduce_swish_sigmoid.dispose();
  const b14_repeat1_se_expand = conv2d({ x: b14_repeat1_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b14/repeat1/se_expand/kernel'], bias: w['b14/repeat1/se_expand/bias'] }); // [N,1,1,1152]
  b14_repeat1_se_reduce_swish.dispose();
  const b14_repeat1_se = tf.mul<tf.Tensor4D>(b14_repeat1_depthwise_swish, b14_repeat1_se_expand); // [N,16,16,1152]
  b14_repeat1_depthwise_swish.dispose(); b14_repeat1_se_expand.dispose();
  const b14_repeat1_project = conv2d({ x: b14_repeat1_se, strides: 1, pad: 'valid',
    filter: w['b14/repeat1/project/folded_kernel'], bias: w['b14/repeat1/project/folded_bias'] }); // [N,16,16,192]
  b14_repeat1_se.dispose();
  const b14_repeat1_add = tf.add<tf.Tensor4D>(b14_repeat1_project, b14_repeat0_add); // [N,16,16,192]
  b14_repeat0_add.dispose(); b14_repeat1_project.dispose();

  // b15 : L7 mbconv <- b5 b14 => P7 baseFilters=136
  const b15_resample0_space_to_depth_norm = batchNorm(b6_resample1_space_to_depth_blocks, 0.001, { mean: w['b15/resample0/space_to_depth/moving_mean'], variance: w['b15/resample0/space_to_depth/moving_variance'],
    scale: w['b15/resample0/space_to_depth/gamma'], offset: w['b15/resample0/space_to_depth/beta'] }); // [N,16,16,672]
  b6_resample1_space_to_depth_blocks.dispose();
  const b15_resample0_space_to_depth_swish_sigmoid = tf.sigmoid(b15_resample0_space_to_depth_norm); // [N,16,16,672]
  const b15_resample0_space_to_depth_swish = tf.mul<tf.Tensor4D>(b15_resample0_space_to_depth_norm, b15_resample0_space_to_depth_swish_sigmoid); // [N,16,16,672]
  b15_resample0_space_to_depth_norm.dispose(); b15_resample0_space_to_depth_swish_sigmoid.dispose();
  const b15_resample0_down_conv_pad = tf.pad(b15_resample0_space_to_depth_swish, [[0, 0], [2, 0], [2, 0], [0, 0]], 0); // [N,18,18,672]
  b15_resample0_space_to_depth_swish.dispose();
  const b15_resample0_down_conv = depthwiseConv2d({ x: b15_resample0_down_conv_pad, strides: 4, pad: 'valid',
    filter: w['b15/resample0/down/folded_kernel'], bias: w['b15/resample0/down/folded_bias'] }); // [N,4,4,672]
  b15_resample0_down_conv_pad.dispose();
  const b15_resample0_down_swish_sigmoid = tf.sigmoid(b15_resample0_down_conv); // [N,4,4,672]
  const b15_resample0_down_swish = tf.mul<tf.Tensor4D>(b15_resample0_down_conv, b15_resample0_down_swish_sigmoid); // [N,4,4,672]
  b15_resample0_down_conv.dispose(); b15_resample0_down_swish_sigmoid.dispose();
  const b15_resample0_out = conv2d({ x: b15_resample0_down_swish, strides: 1, pad: 'valid',
    filter: w['b15/resample0/out/folded_kernel'], bias: w['b15/resample0/out/folded_bias'] }); // [N,4,4,192]
  b15_resample0_down_swish.dispose();
  const b15_resample1_space_to_depth_blocks_rows0 = tf.gather<tf.Tensor4D>(b14_repeat1_add, constants.i8, 1); // [N,8,16,192]
  const b15_resample1_space_to_depth_blocks_part00 = tf.gather<tf.Tensor4D>(b15_resample1_space_to_depth_blocks_rows0, constants.i8, 2); // [N,8,8,192]
  const b15_resample1_space_to_depth_blocks_part01 = tf.gather<tf.Tensor4D>(b15_resample1_space_to_depth_blocks_rows0, constants.i9, 2); // [N,8,8,192]
  b15_resample1_space_to_depth_blocks_rows0.dispose();
  const b15_resample1_space_to_depth_blocks_rows1 = tf.gather<tf.Tensor4D>(b14_repeat1_add, constants.i9, 1); // [N,8,16,192]
  const b15_resample1_space_to_depth_blocks_part10 = tf.gather<tf.Tensor4D>(b15_resample1_space_to_depth_blocks_rows1, constants.i8, 2); // [N,8,8,192]
  const b15_resample1_space_to_depth_blocks_part11 = tf.gather<tf.Tensor4D>(b15_resample1_space_to_depth_blocks_rows1, constants.i9, 2); // [N,8,8,192]
  b15_resample1_space_to_depth_blocks_rows1.dispose();
  const b15_resample1_space_to_depth_blocks = tf.concat<tf.Tensor4D>([b15_resample1_space_to_depth_blocks_part00, b15_resample1_space_to_depth_blocks_part01, b15_resample1_space_to_depth_blocks_part10, b15_resample1_space_to_depth_blocks_part11], 3); // [N,8,8,768]
  b15_resample1_space_to_depth_blocks_part00.dispose(); b15_resample1_space_to_depth_blocks_part01.dispose(); b15_resample1_space_to_depth_blocks_part10.dispose(); b15_resample1_space_to_depth_blocks_part11.dispose();
  const b15_resample1_space_to_depth_norm = batchNorm(b15_resample1_space_to_depth_blocks, 0.001, { mean: w['b15/resample1/space_to_depth/moving_mean'], variance: w['b15/resample1/space_to_depth/moving_variance'],
    scale: w['b15/resample1/space_to_depth/gamma'], offset: w['b15/resample1/space_to_depth/beta'] }); // [N,8,8,768]
  const b15_resample1_space_to_depth_swish_sigmoid = tf.sigmoid(b15_resample1_space_to_depth_norm); // [N,8,8,768]
  const b15_resample1_space_to_depth_swish = tf.mul<tf.Tensor4D>(b15_resample1_space_to_depth_norm, b15_resample1_space_to_depth_swish_sigmoid); // [N,8,8,768]
  b15_resample1_space_to_depth_norm.dispose(); b15_resample1_space_to_depth_swish_sigmoid.dispose();
  const b15_resample1_down_conv_pad = tf.pad(b15_resample1_space_to_depth_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,768]
  b15_resample1_space_to_depth_swish.dispose();
  const b15_resample1_down_conv = depthwiseConv2d({ x: b15_resample1_down_conv_pad, strides: 2, pad: 'valid',
    filter: w['b15/resample1/down/folded_kernel'], bias: w['b15/resample1/down/folded_bias'] }); // [N,4,4,768]
  b15_resample1_down_conv_pad.dispose();
  const b15_resample1_down_swish_sigmoid = tf.sigmoid(b15_resample1_down_conv); // [N,4,4,768]
  const b15_resample1_down_swish = tf.mul<tf.Tensor4D>(b15_resample1_down_conv, b15_resample1_down_swish_sigmoid); // [N,4,4,768]
  b15_resample1_down_conv.dispose(); b15_resample1_down_swish_sigmoid.dispose();
  const b15_resample1_out = conv2d({ x: b15_resample1_down_swish, strides: 1, pad: 'valid',
    filter: w['b15/resample1/out/folded_kernel'], bias: w['b15/resample1/out/folded_bias'] }); // [N,4,4,192]
  b15_resample1_down_swish.dispose();
  const b15_merge = tf.add<tf.Tensor4D>(b15_resample0_out, b15_resample1_out); // [N,4,4,192]
  b15_resample0_out.dispose(); b15_resample1_out.dispose();
  const b15_merge_swish_sigmoid = tf.sigmoid(b15_merge); // [N,4,4,192]
  const b15_merge_swish = tf.mul<tf.Tensor4D>(b15_merge, b15_merge_swish_sigmoid); // [N,4,4,192]
  b15_merge.dispose(); b15_merge_swish_sigmoid.dispose();
  const b15_repeat0_expand_conv = conv2d({ x: b15_merge_swish, strides: 1, pad: 'valid',
    filter: w['b15/repeat0/expand/folded_kernel'], bias: w['b15/repeat0/expand/folded_bias'] }); // [N,4,4,1152]
  const b15_repeat0_expand_swish_sigmoid = tf.sigmoid(b15_repeat0_expand_conv); // [N,4,4,1152]
  const b15_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b15_repeat0_expand_conv, b15_repeat0_expand_swish_sigmoid); // [N,4,4,1152]
  b15_repeat0_expand_conv.dispose(); b15_repeat0_expand_swish_sigmoid.dispose();
  const b15_repeat0_depthwise_conv = depthwiseConv2d({ x: b15_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b15/repeat0/depthwise/folded_kernel'], bias: w['b15/repeat0/depthwise/folded_bias'] }); // [N,4,4,1152]
  b15_repeat0_expand_swish.dispose();
  const b15_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b15_repeat0_depthwise_conv); // [N,4,4,1152]
  const b15_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b15_repeat0_depthwise_conv, b15_repeat0_depthwise_swish_sigmoid); // [N,4,4,1152]
  b15_repeat0_depthwise_conv.dispose(); b15_repeat0_depthwise_swish_sigmoid.dispose();
  const b15_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b15_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,1152]
  const b15_repeat0_se_reduce_conv = conv2d({ x: b15_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b15/repeat0/se_reduce/kernel'], bias: w['b15/repeat0/se_reduce/bias'] }); // [N,1,1,38]
  b15_repeat0_se_squeeze.dispose();
  const b15_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b15_repeat0_se_reduce_conv); // [N,1,1,38]
  const b15_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b15_repeat0_se_reduce_conv, b15_repeat0_se_reduce_swish_sigmoid); // [N,1,1,38]
  b15_repeat0_se_reduce_conv.dispose(); b15_repeat0_se_reduce_swish_sigmoid.dispose();
  const b15_repeat0_se_expand = conv2d({ x: b15_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b15/repeat0/se_expand/kernel'], bias: w['b15/repeat0/se_expand/bias'] }); // [N,1,1,1152]
  b15_repeat0_se_reduce_swish.dispose();
  const b15_repeat0_se = tf.mul<tf.Tensor4D>(b15_repeat0_depthwise_swish, b15_repeat0_se_expand); // [N,4,4,1152]
  b15_repeat0_depthwise_swish.dispose(); b15_repeat0_se_expand.dispose();
  const b15_repeat0_project = conv2d({ x: b15_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b15/repeat0/project/folded_kernel'], bias: w['b15/repeat0/project/folded_bias'] }); // [N,4,4,192]
  b15_repeat0_se.dispose();
  const b15_repeat0_add = tf.add<tf.Tensor4D>(b15_repeat0_project, b15_merge_swish); // [N,4,4,192]
  b15_merge_swish.dispose(); b15_repeat0_project.dispose();

  // b16 : L6 mbconv <- b12 b14 => P6 baseFilters=40
  const b16_resample0_space_to_depth_norm = batchNorm(b14_resample1_space_to_depth_blocks, 0.001, { mean: w['b16/resample0/space_to_depth/moving_mean'], variance: w['b16/resample0/space_to_depth/moving_variance'],
    scale: w['b16/resample0/space_to_depth/gamma'], offset: w['b16/resample0/space_to_depth/beta'] }); // [N,16,16,576]
  b14_resample1_space_to_depth_blocks.dispose();
  const b16_resample0_space_to_depth_swish_sigmoid = tf.sigmoid(b16_resample0_space_to_depth_norm); // [N,16,16,576]
  const b16_resample0_space_to_depth_swish = tf.mul<tf.Tensor4D>(b16_resample0_space_to_depth_norm, b16_resample0_space_to_depth_swish_sigmoid); // [N,16,16,576]
  b16_resample0_space_to_depth_norm.dispose(); b16_resample0_space_to_depth_swish_sigmoid.dispose();
  const b16_resample0_down_conv_pad = tf.pad(b16_resample0_space_to_depth_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,17,17,576]
  b16_resample0_space_to_depth_swish.dispose();
  const b16_resample0_down_conv = depthwiseConv2d({ x: b16_resample0_down_conv_pad, strides: 2, pad: 'valid',
    filter: w['b16/resample0/down/folded_kernel'], bias: w['b16/resample0/down/folded_bias'] }); // [N,8,8,576]
  b16_resample0_down_conv_pad.dispose();
  const b16_resample0_down_swish_sigmoid = tf.sigmoid(b16_resample0_down_conv); // [N,8,8,576]
  const b16_resample0_down_swish = tf.mul<tf.Tensor4D>(b16_resample0_down_conv, b16_resample0_down_swish_sigmoid); // [N,8,8,576]
  b16_resample0_down_conv.dispose(); b16_resample0_down_swish_sigmoid.dispose();
  const b16_resample0_out = conv2d({ x: b16_resample0_down_swish, strides: 1, pad: 'valid',
    filter: w['b16/resample0/out/folded_kernel'], bias: w['b16/resample0/out/folded_bias'] }); // [N,8,8,56]
  b16_resample0_down_swish.dispose();
  const b16_resample1_space_to_depth_norm = batchNorm(b15_resample1_space_to_depth_blocks, 0.001, { mean: w['b16/resample1/space_to_depth/moving_mean'], variance: w['b16/resample1/space_to_depth/moving_variance'],
    scale: w['b16/resample1/space_to_depth/gamma'], offset: w['b16/resample1/space_to_depth/beta'] }); // [N,8,8,768]
  b15_resample1_space_to_depth_blocks.dispose();
  const b16_resample1_space_to_depth_swish_sigmoid = tf.sigmoid(b16_resample1_space_to_depth_norm); // [N,8,8,768]
  const b16_resample1_space_to_depth_swish = tf.mul<tf.Tensor4D>(b16_resample1_space_to_depth_norm, b16_resample1_space_to_depth_swish_sigmoid); // [N,8,8,768]
  b16_resample1_space_to_depth_norm.dispose(); b16_resample1_space_to_depth_swish_sigmoid.dispose();
  const b16_resample1_out = conv2d({ x: b16_resample1_space_to_depth_swish, strides: 1, pad: 'valid',
    filter: w['b16/resample1/out/folded_kernel'], bias: w['b16/resample1/out/folded_bias'] }); // [N,8,8,56]
  b16_resample1_space_to_depth_swish.dispose();
  const b16_merge = tf.add<tf.Tensor4D>(b16_resample0_out, b16_resample1_out); // [N,8,8,56]
  b16_resample0_out.dispose(); b16_resample1_out.dispose();
  const b16_merge_swish_sigmoid = tf.sigmoid(b16_merge); // [N,8,8,56]
  const b16_merge_swish = tf.mul<tf.Tensor4D>(b16_merge, b16_merge_swish_sigmoid); // [N,8,8,56]
  b16_merge.dispose(); b16_merge_swish_sigmoid.dispose();
  const b16_repeat0_expand_conv = conv2d({ x: b16_merge_swish, strides: 1, pad: 'valid',
    filter: w['b16/repeat0/expand/folded_kernel'], bias: w['b16/repeat0/expand/folded_bias'] }); // [N,8,8,336]
  const b16_repeat0_expand_swish_sigmoid = tf.sigmoid(b16_repeat0_expand_conv); // [N,8,8,336]
  const b16_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b16_repeat0_expand_conv, b16_repeat0_expand_swish_sigmoid); // [N,8,8,336]
  b16_repeat0_expand_conv.dispose(); b16_repeat0_expand_swish_sigmoid.dispose();
  const b16_repeat0_depthwise_conv = depthwiseConv2d({ x: b16_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b16/repeat0/depthwise/folded_kernel'], bias: w['b16/repeat0/depthwise/folded_bias'] }); // [N,8,8,336]
  b16_repeat0_expand_swish.dispose();
  const b16_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b16_repeat0_depthwise_conv); // [N,8,8,336]
  const b16_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b16_repeat0_depthwise_conv, b16_repeat0_depthwise_swish_sigmoid); // [N,8,8,336]
  b16_repeat0_depthwise_conv.dispose(); b16_repeat0_depthwise_swish_sigmoid.dispose();
  const b16_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b16_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,336]
  const b16_repeat0_se_reduce_conv = conv2d({ x: b16_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b16/repeat0/se_reduce/kernel'], bias: w['b16/repeat0/se_reduce/bias'] }); // [N,1,1,11]
  b16_repeat0_se_squeeze.dispose();
  const b16_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b16_repeat0_se_reduce_conv); // [N,1,1,11]
  const b16_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b16_repeat0_se_reduce_conv, b16_repeat0_se_reduce_swish_sigmoid); // [N,1,1,11]
  b16_repeat0_se_reduce_conv.dispose(); b16_repeat0_se_reduce_swish_sigmoid.dispose();
  const b16_repeat0_se_expand = conv2d({ x: b16_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b16/repeat0/se_expand/kernel'], bias: w['b16/repeat0/se_expand/bias'] }); // [N,1,1,336]
  b16_repeat0_se_reduce_swish.dispose();
  const b16_repeat0_se = tf.mul<tf.Tensor4D>(b16_repeat0_depthwise_swish, b16_repeat0_se_expand); // [N,8,8,336]
  b16_repeat0_depthwise_swish.dispose(); b16_repeat0_se_expand.dispose();
  const b16_repeat0_project = conv2d({ x: b16_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b16/repeat0/project/folded_kernel'], bias: w['b16/repeat0/project/folded_bias'] }); // [N,8,8,56]
  b16_repeat0_se.dispose();
  const b16_repeat0_add = tf.add<tf.Tensor4D>(b16_repeat0_project, b16_merge_swish); // [N,8,8,56]
  b16_merge_swish.dispose(); b16_repeat0_project.dispose();

  // endpoint_3 <- b13
  const endpoint_3_conv = conv2d({ x: b13_repeat1_add, strides: 1, pad: 'valid',
    filter: w['endpoint_3/folded_kernel'], bias: w['endpoint_3/folded_bias'] }); // [N,64,64,224]
  b13_repeat1_add.dispose();
  const endpoint_3_swish_sigmoid = tf.sigmoid(endpoint_3_conv); // [N,64,64,224]
  const endpoint_3_swish = tf.mul<tf.Tensor4D>(endpoint_3_conv, endpoint_3_swish_sigmoid); // [N,64,64,224]
  endpoint_3_conv.dispose(); endpoint_3_swish_sigmoid.dispose();

  // endpoint_4 <- b12
  const endpoint_4_conv = conv2d({ x: b12_repeat1_add, strides: 1, pad: 'valid',
    filter: w['endpoint_4/folded_kernel'], bias: w['endpoint_4/folded_bias'] }); // [N,32,32,224]
  b12_repeat1_add.dispose();
  const endpoint_4_swish_sigmoid = tf.sigmoid(endpoint_4_conv); // [N,32,32,224]
  const endpoint_4_swish = tf.mul<tf.Tensor4D>(endpoint_4_conv, endpoint_4_swish_sigmoid); // [N,32,32,224]
  endpoint_4_conv.dispose(); endpoint_4_swish_sigmoid.dispose();

  // endpoint_5 <- b14
  const endpoint_5_conv = conv2d({ x: b14_repeat1_add, strides: 1, pad: 'valid',
    filter: w['endpoint_5/folded_kernel'], bias: w['endpoint_5/folded_bias'] }); // [N,16,16,224]
  b14_repeat1_add.dispose();
  const endpoint_5_swish_sigmoid = tf.sigmoid(endpoint_5_conv); // [N,16,16,224]
  const endpoint_5_swish = tf.mul<tf.Tensor4D>(endpoint_5_conv, endpoint_5_swish_sigmoid); // [N,16,16,224]
  endpoint_5_conv.dispose(); endpoint_5_swish_sigmoid.dispose();

  // endpoint_6 <- b16
  const endpoint_6_conv = conv2d({ x: b16_repeat0_add, strides: 1, pad: 'valid',
    filter: w['endpoint_6/folded_kernel'], bias: w['endpoint_6/folded_bias'] }); // [N,8,8,224]
  b16_repeat0_add.dispose();
  const endpoint_6_swish_sigmoid = tf.sigmoid(endpoint_6_conv); // [N,8,8,224]
  const endpoint_6_swish = tf.mul<tf.Tensor4D>(endpoint_6_conv, endpoint_6_swish_sigmoid); // [N,8,8,224]
  endpoint_6_conv.dispose(); endpoint_6_swish_sigmoid.dispose();

  // endpoint_7 <- b15
  const endpoint_7_conv = conv2d({ x: b15_repeat0_add, strides: 1, pad: 'valid',
    filter: w['endpoint_7/folded_kernel'], bias: w['endpoint_7/folded_bias'] }); // [N,4,4,224]
  b15_repeat0_add.dispose();
  const endpoint_7_swish_sigmoid = tf.sigmoid(endpoint_7_conv); // [N,4,4,224]
  const endpoint_7_swish = tf.mul<tf.Tensor4D>(endpoint_7_conv, endpoint_7_swish_sigmoid); // [N,4,4,224]
  endpoint_7_conv.dispose(); endpoint_7_swish_sigmoid.dispose();

  return {
    endpoint_3: endpoint_3_swish,
    endpoint_4: endpoint_4_swish,
    endpoint_5: endpoint_5_swish,
    endpoint_6: endpoint_6_swish,
    endpoint_7: endpoint_7_swish,
  };
}

function checkInput(x: tf.Tensor4D): void {
  const { dtype, height, width, channels } = spec.input;
  if (x.rank === 4 && x.dtype === dtype && x.shape[1] === height && x.shape[2] === width && x.shape[3] === channels) return;
  const wanted = dtype + ' [N,' + height + ',' + width + ',' + channels + ']';
  throw new Error(spec.name + ' takes ' + wanted + ', not ' + x.dtype + ' [' + x.shape + ']');
}

/** tf.batchNorm without the reshape that it ends with, which tf.memory() would count as a copy. */
function batchNorm<T extends tf.Tensor>(x: T, varianceEpsilon: number, of: Record<'mean' | 'variance' | 'scale' | 'offset', tf.Tensor>): T {
  return tf.engine().runKernel(tf.FusedBatchNorm, { x, ...of }, { varianceEpsilon });
}

/** Rows or columns that resizing picks, and numbers that tensors are multiplied with. */
const makeConstants = () => ({
  i0: tf.tensor1d([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 80, 82, 84, 86, 88, 90, 92, 94, 96, 98, 100, 102, 104, 106, 108, 110, 112, 114, 116, 118, 120, 122, 124, 126], 'int32'),
  i1: tf.tensor1d([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63, 65, 67, 69, 71, 73, 75, 77, 79, 81, 83, 85, 87, 89, 91, 93, 95, 97, 99, 101, 103, 105, 107, 109, 111, 113, 115, 117, 119, 121, 123, 125, 127], 'int32'),
  i2: tf.tensor1d([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62], 'int32'),
  i3: tf.tensor1d([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63], 'int32'),
  i4: tf.tensor1d([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30], 'int32'),
  i5: tf.tensor1d([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31], 'int32'),
  i6: tf.tensor1d([0, 2, 4, 6], 'int32'),
  i7: tf.tensor1d([1, 3, 5, 7], 'int32'),
  i8: tf.tensor1d([0, 2, 4, 6, 8, 10, 12, 14], 'int32'),
  i9: tf.tensor1d([1, 3, 5, 7, 9, 11, 13, 15], 'int32'),
});
type Constants = ReturnType<typeof makeConstants>;

/** Weights by name. */
const shapes = {
  'stem/folded_kernel': [3, 3, 3, 16],
  'stem/folded_bias': [16],
  's0/repeat0/expand/folded_kernel': [1, 1, 16, 96],
  's0/repeat0/expand/folded_bias': [96],
  's0/repeat0/depthwise/folded_kernel': [3, 3, 96, 1],
  's0/repeat0/depthwise/folded_bias': [96],
  's0/repeat0/se_reduce/kernel': [1, 1, 96, 3],
  's0/repeat0/se_reduce/bias': [3],
  's0/repeat0/se_expand/kernel': [1, 1, 3, 96],
  's0/repeat0/se_expand/bias': [96],
  's0/repeat0/project/folded_kernel': [1, 1, 96, 24],
  's0/repeat0/project/folded_bias': [24],
  's0/repeat1/expand/folded_kernel': [1, 1, 24, 144],
  's0/repeat1/expand/folded_bias': [144],
  's0/repeat1/depthwise/folded_kernel': [3, 3, 144, 1],
  's0/repeat1/depthwise/folded_bias': [144],
  's0/repeat1/se_reduce/kernel': [1, 1, 144, 4],
  's0/repeat1/se_reduce/bias': [4],
  's0/repeat1/se_expand/kernel': [1, 1, 4, 144],
  's0/repeat1/se_expand/bias': [144],
  's0/repeat1/project/folded_kernel': [1, 1, 144, 24],
  's0/repeat1/project/folded_bias': [24],
  'b0/repeat0/expand/folded_kernel': [1, 1, 24, 144],
  'b0/repeat0/expand/folded_bias': [144],
  'b0/repeat0/depthwise/folded_kernel': [3, 3, 144, 1],
  'b0/repeat0/depthwise/folded_bias': [144],
  'b0/repeat0/se_reduce/kernel': [1, 1, 144, 4],
  'b0/repeat0/se_reduce/bias': [4],
  'b0/repeat0/se_expand/kernel': [1, 1, 4, 144],
  'b0/repeat0/se_expand/bias': [144],
  'b0/repeat0/project/folded_kernel': [1, 1, 144, 32],
  'b0/repeat0/project/folded_bias': [32],
  'b0/repeat1/expand/folded_kernel': [1, 1, 32, 192],
  'b0/repeat1/expand/folded_bias': [192],
  'b0/repeat1/depthwise/folded_kernel': [3, 3, 192, 1],
  'b0/repeat1/depthwise/folded_bias': [192],
  'b0/repeat1/se_reduce/kernel': [1, 1, 192, 6],
  'b0/repeat1/se_reduce/bias': [6],
  'b0/repeat1/se_expand/kernel': [1, 1, 6, 192],
  'b0/repeat1/se_expand/bias': [192],
  'b0/repeat1/project/folded_kernel': [1, 1, 192, 32],
  'b0/repeat1/project/folded_bias': [32],
  'b1/repeat0/expand/folded_kernel': [1, 1, 32, 192],
  'b1/repeat0/expand/folded_bias': [192],
  'b1/repeat0/depthwise/folded_kernel': [3, 3, 192, 1],
  'b1/repeat0/depthwise/folded_bias': [192],
  'b1/repeat0/se_reduce/kernel': [1, 1, 192, 6],
  'b1/repeat0/se_reduce/bias': [6],
  'b1/repeat0/se_expand/kernel': [1, 1, 6, 192],
  'b1/repeat0/se_expand/bias': [192],
  'b1/repeat0/project/folded_kernel': [1, 1, 192, 24],
  'b1/repeat0/project/folded_bias': [24],
  'b1/repeat1/expand/folded_kernel': [1, 1, 24, 144],
  'b1/repeat1/expand/folded_bias': [144],
  'b1/repeat1/depthwise/folded_kernel': [3, 3, 144, 1],
  'b1/repeat1/depthwise/folded_bias': [144],
  'b1/repeat1/se_reduce/kernel': [1, 1, 144, 4],
  'b1/repeat1/se_reduce/bias': [4],
  'b1/repeat1/se_expand/kernel': [1, 1, 4, 144],
  'b1/repeat1/se_expand/bias': [144],
  'b1/repeat1/project/folded_kernel': [1, 1, 144, 24],
  'b1/repeat1/project/folded_bias': [24],
  'b2/resample0/out/folded_kernel': [1, 1, 32, 24],
  'b2/resample0/out/folded_bias': [24],
  'b2/resample1/out/folded_kernel': [1, 1, 24, 24],
  'b2/resample1/out/folded_bias': [24],
  'b2/repeat0/expand/folded_kernel': [1, 1, 24, 144],
  'b2/repeat0/expand/folded_bias': [144],
  'b2/repeat0/depthwise/folded_kernel': [3, 3, 144, 1],
  'b2/repeat0/depthwise/folded_bias': [144],
  'b2/repeat0/se_reduce/kernel': [1, 1, 144, 4],
  'b2/repeat0/se_reduce/bias': [4],
  'b2/repeat0/se_expand/kernel': [1, 1, 4, 144],
  'b2/repeat0/se_expand/bias': [144],
  'b2/repeat0/project/folded_kernel': [1, 1, 144, 24],
  'b2/repeat0/project/folded_bias': [24],
  'b3/resample0/space_to_depth/gamma': [128],
  'b3/resample0/space_to_depth/beta': [128],
  'b3/resample0/space_to_depth/moving_mean': [128],
  'b3/resample0/space_to_depth/moving_variance': [128],
  'b3/resample0/down/folded_kernel': [3, 3, 128, 1],
  'b3/resample0/down/folded_bias': [128],
  'b3/resample0/out/folded_kernel': [1, 1, 128, 144],
  'b3/resample0/out/folded_bias': [144],
  'b3/resample1/space_to_depth/gamma': [96],
  'b3/resample1/space_to_depth/beta': [96],
  'b3/resample1/space_to_depth/moving_mean': [96],
  'b3/resample1/space_to_depth/moving_variance': [96],
  'b3/resample1/down/folded_kernel': [3, 3, 96, 1],
  'b3/resample1/down/folded_bias': [96],
  'b3/resample1/out/folded_kernel': [1, 1, 96, 144],
  'b3/resample1/out/folded_bias': [144],
  'b3/repeat0/expand/folded_kernel': [1, 1, 144, 864],
  'b3/repeat0/expand/folded_bias': [864],
  'b3/repeat0/depthwise/folded_kernel': [3, 3, 864, 1],
  'b3/repeat0/depthwise/folded_bias': [864],
  'b3/repeat0/se_reduce/kernel': [1, 1, 864, 28],
  'b3/repeat0/se_reduce/bias': [28],
  'b3/repeat0/se_expand/kernel': [1, 1, 28, 864],
  'b3/repeat0/se_expand/bias': [864],
  'b3/repeat0/project/folded_kernel': [1, 1, 864, 144],
  'b3/repeat0/project/folded_bias': [144],
  'b3/repeat1/expand/folded_kernel': [1, 1, 144, 864],
  'b3/repeat1/expand/folded_bias': [864],
  'b3/repeat1/depthwise/folded_kernel': [3, 3, 864, 1],
  'b3/repeat1/depthwise/folded_bias': [864],
  'b3/repeat1/se_reduce/kernel': [1, 1, 864, 28],
  'b3/repeat1/se_reduce/bias': [28],
  'b3/repeat1/se_expand/kernel': [1, 1, 28, 864],
  'b3/repeat1/se_expand/bias': [864],
  'b3/repeat1/project/folded_kernel': [1, 1, 864, 144],
  'b3/repeat1/project/folded_bias': [144],
  'b3/repeat2/expand/folded_kernel': [1, 1, 144, 864],
  'b3/repeat2/expand/folded_bias': [864],
  'b3/repeat2/depthwise/folded_kernel': [3, 3, 864, 1],
  'b3/repeat2/depthwise/folded_bias': [864],
  'b3/repeat2/se_reduce/kernel': [1, 1, 864, 28],
  'b3/repeat2/se_reduce/bias': [28],
  'b3/repeat2/se_expand/kernel': [1, 1, 28, 864],
  'b3/repeat2/se_expand/bias': [864],
  'b3/repeat2/project/folded_kernel': [1, 1, 864, 144],
  'b3/repeat2/project/folded_bias': [144],
  'b4/resample0/space_to_depth/gamma': [96],
  'b4/resample0/space_to_depth/beta': [96],
  'b4/resample0/space_to_depth/moving_mean': [96],
  'b4/resample0/space_to_depth/moving_variance': [96],
  'b4/resample0/out/folded_kernel': [1, 1, 96, 64],
  'b4/resample0/out/folded_bias': [64],
  'b4/resample1/out/folded_kernel': [1, 1, 144, 64],
  'b4/resample1/out/folded_bias': [64],
  'b4/repeat0/expand/folded_kernel': [1, 1, 64, 384],
  'b4/repeat0/expand/folded_bias': [384],
  'b4/repeat0/depthwise/folded_kernel': [3, 3, 384, 1],
  'b4/repeat0/depthwise/folded_bias': [384],
  'b4/repeat0/se_reduce/kernel': [1, 1, 384, 12],
  'b4/repeat0/se_reduce/bias': [12],
  'b4/repeat0/se_expand/kernel': [1, 1, 12, 384],
  'b4/repeat0/se_expand/bias': [384],
  'b4/repeat0/project/folded_kernel': [1, 1, 384, 64],
  'b4/repeat0/project/folded_bias': [64],
  'b4/repeat1/expand/folded_kernel': [1, 1, 64, 384],
  'b4/repeat1/expand/folded_bias': [384],
  'b4/repeat1/depthwise/folded_kernel': [3, 3, 384, 1],
  'b4/repeat1/depthwise/folded_bias': [384],
  'b4/repeat1/se_reduce/kernel': [1, 1, 384, 12],
  'b4/repeat1/se_reduce/bias': [12],
  'b4/repeat1/se_expand/kernel': [1, 1, 12, 384],
  'b4/repeat1/se_expand/bias': [384],
  'b4/repeat1/project/folded_kernel': [1, 1, 384, 64],
  'b4/repeat1/project/folded_bias': [64],
  'b5/resample0/space_to_depth/gamma': [96],
  'b5/resample0/space_to_depth/beta': [96],
  'b5/resample0/space_to_depth/moving_mean': [96],
  'b5/resample0/space_to_depth/moving_variance': [96],
  'b5/resample0/down/folded_kernel': [3, 3, 96, 1],
  'b5/resample0/down/folded_bias': [96],
  'b5/resample0/out/folded_kernel': [1, 1, 96, 168],
  'b5/resample0/out/folded_bias': [168],
  'b5/resample1/space_to_depth/gamma': [256],
  'b5/resample1/space_to_depth/beta': [256],
  'b5/resample1/space_to_depth/moving_mean': [256],
  'b5/resample1/space_to_depth/moving_variance': [256],
  'b5/resample1/out/folded_kernel': [1, 1, 256, 168],
  'b5/resample1/out/folded_bias': [168],
  'b5/repeat0/expand/folded_kernel': [1, 1, 168, 1008],
  'b5/repeat0/expand/folded_bias': [1008],
  'b5/repeat0/depthwise/folded_kernel': [3, 3, 1008, 1],
  'b5/repeat0/depthwise/folded_bias': [1008],
  'b5/repeat0/se_reduce/kernel': [1, 1, 1008, 33],
  'b5/repeat0/se_reduce/bias': [33],
  'b5/repeat0/se_expand/kernel': [1, 1, 33, 1008],
  'b5/repeat0/se_expand/bias': [1008],
  'b5/repeat0/project/folded_kernel': [1, 1, 1008, 168],
  'b5/repeat0/project/folded_bias': [168],
  'b5/repeat1/expand/folded_kernel': [1, 1, 168, 1008],
  'b5/repeat1/expand/folded_bias': [1008],
  'b5/repeat1/depthwise/folded_kernel': [3, 3, 1008, 1],
  'b5/repeat1/depthwise/folded_bias': [1008],
  'b5/repeat1/se_reduce/kernel': [1, 1, 1008, 33],
  'b5/repeat1/se_reduce/bias': [33],
  'b5/repeat1/se_expand/kernel': [1, 1, 33, 1008],
  'b5/repeat1/se_expand/bias': [1008],
  'b5/repeat1/project/folded_kernel': [1, 1, 1008, 168],
  'b5/repeat1/project/folded_bias': [168],
  'b5/repeat2/expand/folded_kernel': [1, 1, 168, 1008],
  'b5/repeat2/expand/folded_bias': [1008],
  'b5/repeat2/depthwise/folded_kernel': [3, 3, 1008, 1],
  'b5/repeat2/depthwise/folded_bias': [1008],
  'b5/repeat2/se_reduce/kernel': [1, 1, 1008, 33],
  'b5/repeat2/se_reduce/bias': [33],
  'b5/repeat2/se_expand/kernel': [1, 1, 33, 1008],
  'b5/repeat2/se_expand/bias': [1008],
  'b5/repeat2/project/folded_kernel': [1, 1, 1008, 168],
  'b5/repeat2/project/folded_bias': [168],
  'b6/resample0/space_to_depth/gamma': [576],
  'b6/resample0/space_to_depth/beta': [576],
  'b6/resample0/space_to_depth/moving_mean': [576],
  'b6/resample0/space_to_depth/moving_variance': [576],
  'b6/resample0/down/folded_kernel': [3, 3, 576, 1],
  'b6/resample0/down/folded_bias': [576],
  'b6/resample0/out/folded_kernel': [1, 1, 576, 56],
  'b6/resample0/out/folded_bias': [56],
  'b6/resample1/space_to_depth/gamma': [672],
  'b6/resample1/space_to_depth/beta': [672],
  'b6/resample1/space_to_depth/moving_mean': [672],
  'b6/resample1/space_to_depth/moving_variance': [672],
  'b6/resample1/down/folded_kernel': [3, 3, 672, 1],
  'b6/resample1/down/folded_bias': [672],
  'b6/resample1/out/folded_kernel': [1, 1, 672, 56],
  'b6/resample1/out/folded_bias': [56],
  'b6/repeat0/expand/folded_kernel': [1, 1, 56, 336],
  'b6/repeat0/expand/folded_bias': [336],
  'b6/repeat0/depthwise/folded_kernel': [3, 3, 336, 1],
  'b6/repeat0/depthwise/folded_bias': [336],
  'b6/repeat0/se_reduce/kernel': [1, 1, 336, 11],
  'b6/repeat0/se_reduce/bias': [11],
  'b6/repeat0/se_expand/kernel': [1, 1, 11, 336],
  'b6/repeat0/se_expand/bias': [336],
  'b6/repeat0/project/folded_kernel': [1, 1, 336, 56],
  'b6/repeat0/project/folded_bias': [56],
  'b7/resample0/out/folded_kernel': [1, 1, 144, 168],
  'b7/resample0/out/folded_bias': [168],
  'b7/resample1/out/folded_kernel': [1, 1, 168, 168],
  'b7/resample1/out/folded_bias': [168],
  'b7/repeat0/expand/folded_kernel': [1, 1, 168, 1008],
  'b7/repeat0/expand/folded_bias': [1008],
  'b7/repeat0/depthwise/folded_kernel': [3, 3, 1008, 1],
  'b7/repeat0/depthwise/folded_bias': [1008],
  'b7/repeat0/se_reduce/kernel': [1, 1, 1008, 33],
  'b7/repeat0/se_reduce/bias': [33],
  'b7/repeat0/se_expand/kernel': [1, 1, 33, 1008],
  'b7/repeat0/se_expand/bias': [1008],
  'b7/repeat0/project/folded_kernel': [1, 1, 1008, 168],
  'b7/repeat0/project/folded_bias': [168],
  'b7/repeat1/expand/folded_kernel': [1, 1, 168, 1008],
  'b7/repeat1/expand/folded_bias': [1008],
  'b7/repeat1/depthwise/folded_kernel': [3, 3, 1008, 1],
  'b7/repeat1/depthwise/folded_bias': [1008],
  'b7/repeat1/se_reduce/kernel': [1, 1, 1008, 33],
  'b7/repeat1/se_reduce/bias': [33],
  'b7/repeat1/se_expand/kernel': [1, 1, 33, 1008],
  'b7/repeat1/se_expand/bias': [1008],
  'b7/repeat1/project/folded_kernel': [1, 1, 1008, 168],
  'b7/repeat1/project/folded_bias': [168],
  'b8/resample0/out/folded_kernel': [1, 1, 56, 232],
  'b8/resample0/out/folded_bias': [232],
  'b8/resample1/space_to_depth/gamma': [672],
  'b8/resample1/space_to_depth/beta': [672],
  'b8/resample1/space_to_depth/moving_mean': [672],
  'b8/resample1/space_to_depth/moving_variance': [672],
  'b8/resample1/out/folded_kernel': [1, 1, 672, 232],
  'b8/resample1/out/folded_bias': [232],
  'b8/repeat0/expand/folded_kernel': [1, 1, 232, 1392],
  'b8/repeat0/expand/folded_bias': [1392],
  'b8/repeat0/depthwise/folded_kernel': [3, 3, 1392, 1],
  'b8/repeat0/depthwise/folded_bias': [1392],
  'b8/repeat0/se_reduce/kernel': [1, 1, 1392, 46],
  'b8/repeat0/se_reduce/bias': [46],
  'b8/repeat0/se_expand/kernel': [1, 1, 46, 1392],
  'b8/repeat0/se_expand/bias': [1392],
  'b8/repeat0/project/folded_kernel': [1, 1, 1392, 232],
  'b8/repeat0/project/folded_bias': [232],
  'b8/repeat1/expand/folded_kernel': [1, 1, 232, 1392],
  'b8/repeat1/expand/folded_bias': [1392],
  'b8/repeat1/depthwise/folded_kernel': [3, 3, 1392, 1],
  'b8/repeat1/depthwise/folded_bias': [1392],
  'b8/repeat1/se_reduce/kernel': [1, 1, 1392, 46],
  'b8/repeat1/se_reduce/bias': [46],
  'b8/repeat1/se_expand/kernel': [1, 1, 46, 1392],
  'b8/repeat1/se_expand/bias': [1392],
  'b8/repeat1/project/folded_kernel': [1, 1, 1392, 232],
  'b8/repeat1/project/folded_bias': [232],
  'b8/repeat2/expand/folded_kernel': [1, 1, 232, 1392],
  'b8/repeat2/expand/folded_bias': [1392],
  'b8/repeat2/depthwise/folded_kernel': [3, 3, 1392, 1],
  'b8/repeat2/depthwise/folded_bias': [1392],
  'b8/repeat2/se_reduce/kernel': [1, 1, 1392, 46],
  'b8/repeat2/se_reduce/bias': [46],
  'b8/repeat2/se_expand/kernel': [1, 1, 46, 1392],
  'b8/repeat2/se_expand/bias': [1392],
  'b8/repeat2/project/folded_kernel': [1, 1, 1392, 232],
  'b8/repeat2/project/folded_bias': [232],
  'b9/resample0/space_to_depth/gamma': [224],
  'b9/resample0/space_to_depth/beta': [224],
  'b9/resample0/space_to_depth/moving_mean': [224],
  'b9/resample0/space_to_depth/moving_variance': [224],
  'b9/resample0/out/folded_kernel': [1, 1, 224, 136],
  'b9/resample0/out/folded_bias': [136],
  'b9/resample1/space_to_depth/gamma': [928],
  'b9/resample1/space_to_depth/beta': [928],
  'b9/resample1/space_to_depth/moving_mean': [928],
  'b9/resample1/space_to_depth/moving_variance': [928],
  'b9/resample1/down/folded_kernel': [3, 3, 928, 1],
  'b9/resample1/down/folded_bias': [928],
  'b9/resample1/out/folded_kernel': [1, 1, 928, 136],
  'b9/resample1/out/folded_bias': [136],
  'b9/repeat0/expand/folded_kernel': [1, 1, 136, 816],
  'b9/repeat0/expand/folded_bias': [816],
  'b9/repeat0/depthwise/folded_kernel': [3, 3, 816, 1],
  'b9/repeat0/depthwise/folded_bias': [816],
  'b9/repeat0/se_reduce/kernel': [1, 1, 816, 27],
  'b9/repeat0/se_reduce/bias': [27],
  'b9/repeat0/se_expand/kernel': [1, 1, 27, 816],
  'b9/repeat0/se_expand/bias': [816],
  'b9/repeat0/project/folded_kernel': [1, 1, 816, 136],
  'b9/repeat0/project/folded_bias': [136],
  'b10/resample0/out/folded_kernel': [1, 1, 232, 272],
  'b10/resample0/out/folded_bias': [272],
  'b10/resample1/out/folded_kernel': [1, 1, 136, 272],
  'b10/resample1/out/folded_bias': [272],
  'b10/repeat0/expand/folded_kernel': [1, 1, 272, 1632],
  'b10/repeat0/expand/folded_bias': [1632],
  'b10/repeat0/depthwise/folded_kernel': [3, 3, 1632, 1],
  'b10/repeat0/depthwise/folded_bias': [1632],
  'b10/repeat0/se_reduce/kernel': [1, 1, 1632, 54],
  'b10/repeat0/se_reduce/bias': [54],
  'b10/repeat0/se_expand/kernel': [1, 1, 54, 1632],
  'b10/repeat0/se_expand/bias': [1632],
  'b10/repeat0/project/folded_kernel': [1, 1, 1632, 272],
  'b10/repeat0/project/folded_bias': [272],
  'b10/repeat1/expand/folded_kernel': [1, 1, 272, 1632],
  'b10/repeat1/expand/folded_bias': [1632],
  'b10/repeat1/depthwise/folded_kernel': [3, 3, 1632, 1],
  'b10/repeat1/depthwise/folded_bias': [1632],
  'b10/repeat1/se_reduce/kernel': [1, 1, 1632, 54],
  'b10/repeat1/se_reduce/bias': [54],
  'b10/repeat1/se_expand/kernel': [1, 1, 54, 1632],
  'b10/repeat1/se_expand/bias': [1632],
  'b10/repeat1/project/folded_kernel': [1, 1, 1632, 272],
  'b10/repeat1/project/folded_bias': [272],
  'b11/resample0/out/folded_kernel': [1, 1, 232, 192],
  'b11/resample0/out/folded_bias': [192],
  'b11/resample1/out/folded_kernel': [1, 1, 272, 192],
  'b11/resample1/out/folded_bias': [192],
  'b11/repeat0/expand/folded_kernel': [1, 1, 192, 1152],
  'b11/repeat0/expand/folded_bias': [1152],
  'b11/repeat0/depthwise/folded_kernel': [3, 3, 1152, 1],
  'b11/repeat0/depthwise/folded_bias': [1152],
  'b11/repeat0/se_reduce/kernel': [1, 1, 1152, 38],
  'b11/repeat0/se_reduce/bias': [38],
  'b11/repeat0/se_expand/kernel': [1, 1, 38, 1152],
  'b11/repeat0/se_expand/bias': [1152],
  'b11/repeat0/project/folded_kernel': [1, 1, 1152, 192],
  'b11/repeat0/project/folded_bias': [192],
  'b11/repeat1/expand/folded_kernel': [1, 1, 192, 1152],
  'b11/repeat1/expand/folded_bias': [1152],
  'b11/repeat1/depthwise/folded_kernel': [3, 3, 1152, 1],
  'b11/repeat1/depthwise/folded_bias': [1152],
  'b11/repeat1/se_reduce/kernel': [1, 1, 1152, 38],
  'b11/repeat1/se_reduce/bias': [38],
  'b11/repeat1/se_expand/kernel': [1, 1, 38, 1152],
  'b11/repeat1/se_expand/bias': [1152],
  'b11/repeat1/project/folded_kernel': [1, 1, 1152, 192],
  'b11/repeat1/project/folded_bias': [192],
  'b12/resample0/out/folded_kernel': [1, 1, 168, 144],
  'b12/resample0/out/folded_bias': [144],
  'b12/resample1/out/folded_kernel': [1, 1, 272, 144],
  'b12/resample1/out/folded_bias': [144],
  'b12/repeat0/expand/folded_kernel': [1, 1, 144, 864],
  'b12/repeat0/expand/folded_bias': [864],
  'b12/repeat0/depthwise/folded_kernel': [3, 3, 864, 1],
  'b12/repeat0/depthwise/folded_bias': [864],
  'b12/repeat0/se_reduce/kernel': [1, 1, 864, 28],
  'b12/repeat0/se_reduce/bias': [28],
  'b12/repeat0/se_expand/kernel': [1, 1, 28, 864],
  'b12/repeat0/se_expand/bias': [864],
  'b12/repeat0/project/folded_kernel': [1, 1, 864, 144],
  'b12/repeat0/project/folded_bias': [144],
  'b12/repeat1/expand/folded_kernel': [1, 1, 144, 864],
  'b12/repeat1/expand/folded_bias': [864],
  'b12/repeat1/depthwise/folded_kernel': [3, 3, 864, 1],
  'b12/repeat1/depthwise/folded_bias': [864],
  'b12/repeat1/se_reduce/kernel': [1, 1, 864, 28],
  'b12/repeat1/se_reduce/bias': [28],
  'b12/repeat1/se_expand/kernel': [1, 1, 28, 864],
  'b12/repeat1/se_expand/bias': [864],
  'b12/repeat1/project/folded_kernel': [1, 1, 864, 144],
  'b12/repeat1/project/folded_bias': [144],
  'b13/resample0/out/folded_kernel': [1, 1, 64, 56],
  'b13/resample0/out/folded_bias': [56],
  'b13/resample1/out/folded_kernel': [1, 1, 272, 56],
  'b13/resample1/out/folded_bias': [56],
  'b13/repeat0/expand/folded_kernel': [1, 1, 56, 336],
  'b13/repeat0/expand/folded_bias': [336],
  'b13/repeat0/depthwise/folded_kernel': [3, 3, 336, 1],
  'b13/repeat0/depthwise/folded_bias': [336],
  'b13/repeat0/se_reduce/kernel': [1, 1, 336, 11],
  'b13/repeat0/se_reduce/bias': [11],
  'b13/repeat0/se_expand/kernel': [1, 1, 11, 336],
  'b13/repeat0/se_expand/bias': [336],
  'b13/repeat0/project/folded_kernel': [1, 1, 336, 56],
  'b13/repeat0/project/folded_bias': [56],
  'b13/repeat1/expand/folded_kernel': [1, 1, 56, 336],
  'b13/repeat1/expand/folded_bias': [336],
  'b13/repeat1/depthwise/folded_kernel': [3, 3, 336, 1],
  'b13/repeat1/depthwise/folded_bias': [336],
  'b13/repeat1/se_reduce/kernel': [1, 1, 336, 11],
  'b13/repeat1/se_reduce/bias': [11],
  'b13/repeat1/se_expand/kernel': [1, 1, 11, 336],
  'b13/repeat1/se_expand/bias': [336],
  'b13/repeat1/project/folded_kernel': [1, 1, 336, 56],
  'b13/repeat1/project/folded_bias': [56],
  'b14/resample0/space_to_depth/gamma': [672],
  'b14/resample0/space_to_depth/beta': [672],
  'b14/resample0/space_to_depth/moving_mean': [672],
  'b14/resample0/space_to_depth/moving_variance': [672],
  'b14/resample0/out/folded_kernel': [1, 1, 672, 192],
  'b14/resample0/out/folded_bias': [192],
  'b14/resample1/space_to_depth/gamma': [576],
  'b14/resample1/space_to_depth/beta': [576],
  'b14/resample1/space_to_depth/moving_mean': [576],
  'b14/resample1/space_to_depth/moving_variance': [576],
  'b14/resample1/out/folded_kernel': [1, 1, 576, 192],
  'b14/resample1/out/folded_bias': [192],
  'b14/repeat0/expand/folded_kernel': [1, 1, 192, 1152],
  'b14/repeat0/expand/folded_bias': [1152],
  'b14/repeat0/depthwise/folded_kernel': [3, 3, 1152, 1],
  'b14/repeat0/depthwise/folded_bias': [1152],
  'b14/repeat0/se_reduce/kernel': [1, 1, 1152, 38],
  'b14/repeat0/se_reduce/bias': [38],
  'b14/repeat0/se_expand/kernel': [1, 1, 38, 1152],
  'b14/repeat0/se_expand/bias': [1152],
  'b14/repeat0/project/folded_kernel': [1, 1, 1152, 192],
  'b14/repeat0/project/folded_bias': [192],
  'b14/repeat1/expand/folded_kernel': [1, 1, 192, 1152],
  'b14/repeat1/expand/folded_bias': [1152],
  'b14/repeat1/depthwise/folded_kernel': [3, 3, 1152, 1],
  'b14/repeat1/depthwise/folded_bias': [1152],
  'b14/repeat1/se_reduce/kernel': [1, 1, 1152, 38],
  'b14/repeat1/se_reduce/bias': [38],
  'b14/repeat1/se_expand/kernel': [1, 1, 38, 1152],
  'b14/repeat1/se_expand/bias': [1152],
  'b14/repeat1/project/folded_kernel': [1, 1, 1152, 192],
  'b14/repeat1/project/folded_bias': [192],
  'b15/resample0/space_to_depth/gamma': [672],
  'b15/resample0/space_to_depth/beta': [672],
  'b15/resample0/space_to_depth/moving_mean': [672],
  'b15/resample0/space_to_depth/moving_variance': [672],
  'b15/resample0/down/folded_kernel': [5, 5, 672, 1],
  'b15/resample0/down/folded_bias': [672],
  'b15/resample0/out/folded_kernel': [1, 1, 672, 192],
  'b15/resample0/out/folded_bias': [192],
  'b15/resample1/space_to_depth/gamma': [768],
  'b15/resample1/space_to_depth/beta': [768],
  'b15/resample1/space_to_depth/moving_mean': [768],
  'b15/resample1/space_to_depth/moving_variance': [768],
  'b15/resample1/down/folded_kernel': [3, 3, 768, 1],
  'b15/resample1/down/folded_bias': [768],
  'b15/resample1/out/folded_kernel': [1, 1, 768, 192],
  'b15/resample1/out/folded_bias': [192],
  'b15/repeat0/expand/folded_kernel': [1, 1, 192, 1152],
  'b15/repeat0/expand/folded_bias': [1152],
  'b15/repeat0/depthwise/folded_kernel': [3, 3, 1152, 1],
  'b15/repeat0/depthwise/folded_bias': [1152],
  'b15/repeat0/se_reduce/kernel': [1, 1, 1152, 38],
  'b15/repeat0/se_reduce/bias': [38],
  'b15/repeat0/se_expand/kernel': [1, 1, 38, 1152],
  'b15/repeat0/se_expand/bias': [1152],
  'b15/repeat0/project/folded_kernel': [1, 1, 1152, 192],
  'b15/repeat0/project/folded_bias': [192],
  'b16/resample0/space_to_depth/gamma': [576],
  'b16/resample0/space_to_depth/beta': [576],
  'b16/resample0/space_to_depth/moving_mean': [576],
  'b16/resample0/space_to_depth/moving_variance': [576],
  'b16/resample0/down/folded_kernel': [3, 3, 576, 1],
  'b16/resample0/down/folded_bias': [576],
  'b16/resample0/out/folded_kernel': [1, 1, 576, 56],
  'b16/resample0/out/folded_bias': [56],
  'b16/resample1/space_to_depth/gamma': [768],
  'b16/resample1/space_to_depth/beta': [768],
  'b16/resample1/space_to_depth/moving_mean': [768],
  'b16/resample1/space_to_depth/moving_variance': [768],
  'b16/resample1/out/folded_kernel': [1, 1, 768, 56],
  'b16/resample1/out/folded_bias': [56],
  'b16/repeat0/expand/folded_kernel': [1, 1, 56, 336],
  'b16/repeat0/expand/folded_bias': [336],
  'b16/repeat0/depthwise/folded_kernel': [3, 3, 336, 1],
  'b16/repeat0/depthwise/folded_bias': [336],
  'b16/repeat0/se_reduce/kernel': [1, 1, 336, 11],
  'b16/repeat0/se_reduce/bias': [11],
  'b16/repeat0/se_expand/kernel': [1, 1, 11, 336],
  'b16/repeat0/se_expand/bias': [336],
  'b16/repeat0/project/folded_kernel': [1, 1, 336, 56],
  'b16/repeat0/project/folded_bias': [56],
  'endpoint_3/folded_kernel': [1, 1, 56, 224],
  'endpoint_3/folded_bias': [224],
  'endpoint_4/folded_kernel': [1, 1, 144, 224],
  'endpoint_4/folded_bias': [224],
  'endpoint_5/folded_kernel': [1, 1, 192, 224],
  'endpoint_5/folded_bias': [224],
  'endpoint_6/folded_kernel': [1, 1, 56, 224],
  'endpoint_6/folded_bias': [224],
  'endpoint_7/folded_kernel': [1, 1, 192, 224],
  'endpoint_7/folded_bias': [224],
} as const;

interface TensorOfRank {
  0: tf.Scalar;
  1: tf.Tensor1D;
  2: tf.Tensor2D;
  3: tf.Tensor3D;
  4: tf.Tensor4D;
}
type Weights = { readonly [K in keyof typeof shapes]: TensorOfRank[(typeof shapes)[K]['length']] };

/** Checks every weight before it makes a tensor of any; tells all that is wrong at once. */
function takeWeights(weights: Uint8Array | Record<string, tf.Tensor>): Weights {
  const make = weights instanceof Uint8Array ? fromSafetensors(weights) : fromTensors(weights);
  const problems: string[] = [];
  const makers: [string, () => tf.Tensor][] = [];
  for (const [name, shape] of Object.entries<readonly number[]>(shapes)) {
    const found = make(name, shape);
    if (typeof found === 'string') problems.push('  ' + name + ' ' + found);
    else makers.push([name, found]);
  }
  if (problems.length > 0) {
    const more = problems.length > 8 ? '\n  and ' + (problems.length - 8) + ' more' : '';
    throw new Error('weights do not fit ' + spec.name + ':\n' + problems.slice(0, 8).join('\n') + more);
  }
  const made: [string, tf.Tensor][] = [];
  try {
    for (const [name, tensor] of makers) made.push([name, tensor()]);
  } catch (error) {
    for (const [, tensor] of made) tensor.dispose();
    throw error;
  }
  return Object.fromEntries(made) as unknown as Weights;
}

/** Gives a tensor's maker, or what is wrong with it. */
type Source = (name: string, shape: readonly number[]) => string | (() => tf.Tensor);

const sameShape = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((d, i) => d === b[i]);

/** The model keeps handles of its own; the caller's tensors stay the caller's. */
function fromTensors(tensors: Record<string, tf.Tensor>): Source {
  const given = new Map(Object.entries(tensors));
  return (name, shape) => {
    const tensor = given.get(name);
    if (!tensor) return 'is missing';
    if (tensor.dtype !== 'float32') return 'is ' + tensor.dtype + ', not float32';
    if (!sameShape(tensor.shape, shape)) return 'is [' + tensor.shape + '], not [' + shape + ']';
    return () => tf.clone(tensor);
  };
}

/** Reads F32, and F16 which it widens. Tensors that the network doesn't have are left alone. */
function fromSafetensors(bytes: Uint8Array): Source {
  const bad = (what: string) => new Error('not a safetensors file: ' + what);
  const show = (value: unknown) => String(JSON.stringify(value)).slice(0, 80);
  if (bytes.length < 8) throw bad('it has ' + bytes.length + ' bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  if (start > bytes.length) throw bad('its header ends at byte ' + start + ' of ' + bytes.length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    throw bad('its header is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw bad('its header is not an object');
  const entries = new Map(Object.entries(header as Record<string, Partial<Record<string, unknown>> | null>));
  return (name, shape) => {
    const entry = entries.get(name);
    if (!entry) return 'is missing';
    const { dtype, shape: dims, data_offsets: offsets } = entry;
    if (dtype !== 'F32' && dtype !== 'F16') return 'is ' + show(dtype) + ', not F32 or F16';
    if (!Array.isArray(dims) || !sameShape(dims, shape)) return 'is ' + show(dims) + ', not [' + shape + ']';
    const size = shape.reduce((product, d) => product * d, dtype === 'F32' ? 4 : 2);
    const [from, to]: unknown[] = Array.isArray(offsets) ? offsets : [];
    const begin = typeof from === 'number' && Number.isInteger(from) && from >= 0 ? start + from : NaN;
    if (!(begin + size <= bytes.length) || start + Number(to) !== begin + size)
      return 'has data_offsets ' + show(offsets) + ' for ' + size + ' of ' + (bytes.length - start) + ' bytes';
    return () => {
      const data = new Uint8Array(bytes.subarray(begin, begin + size)).buffer; // a copy, and aligned
      const values = dtype === 'F32' ? new Float32Array(data) : widen(new Uint16Array(data));
      for (const value of values) if (!Number.isFinite(value)) throw new Error('weight ' + name + ' holds ' + value);
      return tf.tensor(values, [...shape], 'float32');
    };
  };
}

/** IEEE half precision to single: the bits move up, the exponent's bias goes from 15 to 127. Infinities become NaN. */
function widen(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  halves.forEach((half, i) => void (bits[i] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13)));
  return values.map((value) => (Math.abs(value) < 2 ** -96 ? value * 2 ** 112 : NaN));
}
