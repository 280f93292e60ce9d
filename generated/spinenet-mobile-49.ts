/**
 * spinenet-mobile-49, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 * Spec c983396c1b1e542a9261a99e6bf98a9b2bf71585ec9949a415874a125f4a79d4.
 *
 * Input: float32 [N,384,384,3], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 46.6 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'spinenet-mobile-49',
  hash: 'c983396c1b1e542a9261a99e6bf98a9b2bf71585ec9949a415874a125f4a79d4',
  dialect: 'tpu',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 384, width: 384, channels: 3 },
} as const;

export interface Outputs {
  readonly endpoint_3: tf.Tensor4D; // [N,48,48,48]
  readonly endpoint_4: tf.Tensor4D; // [N,24,24,48]
  readonly endpoint_5: tf.Tensor4D; // [N,12,12,48]
  readonly endpoint_6: tf.Tensor4D; // [N,6,6,48]
  readonly endpoint_7: tf.Tensor4D; // [N,3,3,48]
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
  let disposed = false;
  return {
    predict(x) {
      if (disposed) throw new Error(spec.name + ': the model is disposed');
      return predict(w, x);
    },
    dispose() {
      disposed = true;
      for (const owned of [w]) for (const tensor of Object.values<tf.Tensor>(owned)) tensor.dispose();
    },
  };
}

const { conv2d, depthwiseConv2d } = tf.fused;

function predict(w: Weights, x: tf.Tensor4D): Outputs {
  checkInput(x);

  // stem b0 : L1 mbconv, b1 : L2 mbconv
  const stem_conv_pad = tf.pad(x, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,385,385,3]
  const stem_conv = conv2d({ x: stem_conv_pad, strides: 2, pad: 'valid',
    filter: w['stem/folded_kernel'], bias: w['stem/folded_bias'] }); // [N,192,192,8]
  stem_conv_pad.dispose();
  const stem_swish_sigmoid = tf.sigmoid(stem_conv); // [N,192,192,8]
  const stem_swish = tf.mul<tf.Tensor4D>(stem_conv, stem_swish_sigmoid); // [N,192,192,8]
  stem_conv.dispose(); stem_swish_sigmoid.dispose();

  // b0 : L1 mbconv
  const b0_repeat0_expand_conv = conv2d({ x: stem_swish, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/expand/folded_kernel'], bias: w['b0/repeat0/expand/folded_bias'] }); // [N,192,192,48]
  stem_swish.dispose();
  const b0_repeat0_expand_swish_sigmoid = tf.sigmoid(b0_repeat0_expand_conv); // [N,192,192,48]
  const b0_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b0_repeat0_expand_conv, b0_repeat0_expand_swish_sigmoid); // [N,192,192,48]
  b0_repeat0_expand_conv.dispose(); b0_repeat0_expand_swish_sigmoid.dispose();
  const b0_repeat0_depthwise_conv = depthwiseConv2d({ x: b0_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b0/repeat0/depthwise/folded_kernel'], bias: w['b0/repeat0/depthwise/folded_bias'] }); // [N,192,192,48]
  b0_repeat0_expand_swish.dispose();
  const b0_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b0_repeat0_depthwise_conv); // [N,192,192,48]
  const b0_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b0_repeat0_depthwise_conv, b0_repeat0_depthwise_swish_sigmoid); // [N,192,192,48]
  b0_repeat0_depthwise_conv.dispose(); b0_repeat0_depthwise_swish_sigmoid.dispose();
  const b0_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b0_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,48]
  const b0_repeat0_se_reduce_conv = conv2d({ x: b0_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/se_reduce/kernel'], bias: w['b0/repeat0/se_reduce/bias'] }); // [N,1,1,1]
  b0_repeat0_se_squeeze.dispose();
  const b0_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b0_repeat0_se_reduce_conv); // [N,1,1,1]
  const b0_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b0_repeat0_se_reduce_conv, b0_repeat0_se_reduce_swish_sigmoid); // [N,1,1,1]
  b0_repeat0_se_reduce_conv.dispose(); b0_repeat0_se_reduce_swish_sigmoid.dispose();
  const b0_repeat0_se_expand = conv2d({ x: b0_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b0/repeat0/se_expand/kernel'], bias: w['b0/repeat0/se_expand/bias'] }); // [N,1,1,48]
  b0_repeat0_se_reduce_swish.dispose();
  const b0_repeat0_se = tf.mul<tf.Tensor4D>(b0_repeat0_depthwise_swish, b0_repeat0_se_expand); // [N,192,192,48]
  b0_repeat0_depthwise_swish.dispose(); b0_repeat0_se_expand.dispose();
  const b0_repeat0_project = conv2d({ x: b0_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/project/folded_kernel'], bias: w['b0/repeat0/project/folded_bias'] }); // [N,192,192,16]
  b0_repeat0_se.dispose();

  // b1 : L2 mbconv
  const b1_repeat0_expand_conv = conv2d({ x: b0_repeat0_project, strides: 1, pad: 'valid',
    filter: w['b1/repeat0/expand/folded_kernel'], bias: w['b1/repeat0/expand/folded_bias'] }); // [N,192,192,96]
  const b1_repeat0_expand_swish_sigmoid = tf.sigmoid(b1_repeat0_expand_conv); // [N,192,192,96]
  const b1_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b1_repeat0_expand_conv, b1_repeat0_expand_swish_sigmoid); // [N,192,192,96]
  b1_repeat0_expand_conv.dispose(); b1_repeat0_expand_swish_sigmoid.dispose();
  const b1_repeat0_depthwise_conv_pad = tf.pad(b1_repeat0_expand_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,193,193,96]
  b1_repeat0_expand_swish.dispose();
  const b1_repeat0_depthwise_conv = depthwiseConv2d({ x: b1_repeat0_depthwise_conv_pad, strides: 2, pad: 'valid',
    filter: w['b1/repeat0/depthwise/folded_kernel'], bias: w['b1/repeat0/depthwise/folded_bias'] }); // [N,96,96,96]
  b1_repeat0_depthwise_conv_pad.dispose();
  const b1_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b1_repeat0_depthwise_conv); // [N,96,96,96]
  const b1_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b1_repeat0_depthwise_conv, b1_repeat0_depthwise_swish_sigmoid); // [N,96,96,96]
  b1_repeat0_depthwise_conv.dispose(); b1_repeat0_depthwise_swish_sigmoid.dispose();
  const b1_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b1_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,96]
  const b1_repeat0_se_reduce_conv = conv2d({ x: b1_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b1/repeat0/se_reduce/kernel'], bias: w['b1/repeat0/se_reduce/bias'] }); // [N,1,1,3]
  b1_repeat0_se_squeeze.dispose();
  const b1_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b1_repeat0_se_reduce_conv); // [N,1,1,3]
  const b1_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b1_repeat0_se_reduce_conv, b1_repeat0_se_reduce_swish_sigmoid); // [N,1,1,3]
  b1_repeat0_se_reduce_conv.dispose(); b1_repeat0_se_reduce_swish_sigmoid.dispose();
  const b1_repeat0_se_expand = conv2d({ x: b1_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b1/repeat0/se_expand/kernel'], bias: w['b1/repeat0/se_expand/bias'] }); // [N,1,1,96]
  b1_repeat0_se_reduce_swish.dispose();
  const b1_repeat0_se = tf.mul<tf.Tensor4D>(b1_repeat0_depthwise_swish, b1_repeat0_se_expand); // [N,96,96,96]
  b1_repeat0_depthwise_swish.dispose(); b1_repeat0_se_expand.dispose();
  const b1_repeat0_project = conv2d({ x: b1_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b1/repeat0/project/folded_kernel'], bias: w['b1/repeat0/project/folded_bias'] }); // [N,96,96,24]
  b1_repeat0_se.dispose();

  // b2 : L2 mbconv <- b0 b1
  const b2_resample0_down0_conv_pad = tf.pad(b0_repeat0_project, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,193,193,16]
  b0_repeat0_project.dispose();
  const b2_resample0_down0_conv = depthwiseConv2d({ x: b2_resample0_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b2/resample0/down0/folded_kernel'], bias: w['b2/resample0/down0/folded_bias'] }); // [N,96,96,16]
  b2_resample0_down0_conv_pad.dispose();
  const b2_resample0_down0_swish_sigmoid = tf.sigmoid(b2_resample0_down0_conv); // [N,96,96,16]
  const b2_resample0_down0_swish = tf.mul<tf.Tensor4D>(b2_resample0_down0_conv, b2_resample0_down0_swish_sigmoid); // [N,96,96,16]
  b2_resample0_down0_conv.dispose(); b2_resample0_down0_swish_sigmoid.dispose();
  const b2_resample0_out = conv2d({ x: b2_resample0_down0_swish, strides: 1, pad: 'valid',
    filter: w['b2/resample0/out/folded_kernel'], bias: w['b2/resample0/out/folded_bias'] }); // [N,96,96,24]
  b2_resample0_down0_swish.dispose();
  const b2_resample1_out = conv2d({ x: b1_repeat0_project, strides: 1, pad: 'valid',
    filter: w['b2/resample1/out/folded_kernel'], bias: w['b2/resample1/out/folded_bias'] }); // [N,96,96,24]
  const b2_merge = tf.add<tf.Tensor4D>(b2_resample0_out, b2_resample1_out); // [N,96,96,24]
  b2_resample0_out.dispose(); b2_resample1_out.dispose();
  const b2_merge_swish_sigmoid = tf.sigmoid(b2_merge); // [N,96,96,24]
  const b2_merge_swish = tf.mul<tf.Tensor4D>(b2_merge, b2_merge_swish_sigmoid); // [N,96,96,24]
  b2_merge.dispose(); b2_merge_swish_sigmoid.dispose();
  const b2_repeat0_expand_conv = conv2d({ x: b2_merge_swish, strides: 1, pad: 'valid',
    filter: w['b2/repeat0/expand/folded_kernel'], bias: w['b2/repeat0/expand/folded_bias'] }); // [N,96,96,144]
  const b2_repeat0_expand_swish_sigmoid = tf.sigmoid(b2_repeat0_expand_conv); // [N,96,96,144]
  const b2_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b2_repeat0_expand_conv, b2_repeat0_expand_swish_sigmoid); // [N,96,96,144]
  b2_repeat0_expand_conv.dispose(); b2_repeat0_expand_swish_sigmoid.dispose();
  const b2_repeat0_depthwise_conv = depthwiseConv2d({ x: b2_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b2/repeat0/depthwise/folded_kernel'], bias: w['b2/repeat0/depthwise/folded_bias'] }); // [N,96,96,144]
  b2_repeat0_expand_swish.dispose();
  const b2_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b2_repeat0_depthwise_conv); // [N,96,96,144]
  const b2_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b2_repeat0_depthwise_conv, b2_repeat0_depthwise_swish_sigmoid); // [N,96,96,144]
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
  const b2_repeat0_se = tf.mul<tf.Tensor4D>(b2_repeat0_depthwise_swish, b2_repeat0_se_expand); // [N,96,96,144]
  b2_repeat0_depthwise_swish.dispose(); b2_repeat0_se_expand.dispose();
  const b2_repeat0_project = conv2d({ x: b2_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b2/repeat0/project/folded_kernel'], bias: w['b2/repeat0/project/folded_bias'] }); // [N,96,96,24]
  b2_repeat0_se.dispose();
  const b2_repeat0_add = tf.add<tf.Tensor4D>(b2_repeat0_project, b2_merge_swish); // [N,96,96,24]
  b2_merge_swish.dispose(); b2_repeat0_project.dispose();

  // b3 : L2 mbconv <- b1 b2
  const b3_resample0_out = conv2d({ x: b1_repeat0_project, strides: 1, pad: 'valid',
    filter: w['b3/resample0/out/folded_kernel'], bias: w['b3/resample0/out/folded_bias'] }); // [N,96,96,24]
  const b3_resample1_out = conv2d({ x: b2_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b3/resample1/out/folded_kernel'], bias: w['b3/resample1/out/folded_bias'] }); // [N,96,96,24]
  const b3_merge = tf.add<tf.Tensor4D>(b3_resample0_out, b3_resample1_out); // [N,96,96,24]
  b3_resample0_out.dispose(); b3_resample1_out.dispose();
  const b3_merge_swish_sigmoid = tf.sigmoid(b3_merge); // [N,96,96,24]
  const b3_merge_swish = tf.mul<tf.Tensor4D>(b3_merge, b3_merge_swish_sigmoid); // [N,96,96,24]
  b3_merge.dispose(); b3_merge_swish_sigmoid.dispose();
  const b3_repeat0_expand_conv = conv2d({ x: b3_merge_swish, strides: 1, pad: 'valid',
    filter: w['b3/repeat0/expand/folded_kernel'], bias: w['b3/repeat0/expand/folded_bias'] }); // [N,96,96,144]
  const b3_repeat0_expand_swish_sigmoid = tf.sigmoid(b3_repeat0_expand_conv); // [N,96,96,144]
  const b3_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b3_repeat0_expand_conv, b3_repeat0_expand_swish_sigmoid); // [N,96,96,144]
  b3_repeat0_expand_conv.dispose(); b3_repeat0_expand_swish_sigmoid.dispose();
  const b3_repeat0_depthwise_conv = depthwiseConv2d({ x: b3_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b3/repeat0/depthwise/folded_kernel'], bias: w['b3/repeat0/depthwise/folded_bias'] }); // [N,96,96,144]
  b3_repeat0_expand_swish.dispose();
  const b3_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b3_repeat0_depthwise_conv); // [N,96,96,144]
  const b3_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b3_repeat0_depthwise_conv, b3_repeat0_depthwise_swish_sigmoid); // [N,96,96,144]
  b3_repeat0_depthwise_conv.dispose(); b3_repeat0_depthwise_swish_sigmoid.dispose();
  const b3_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b3_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,144]
  const b3_repeat0_se_reduce_conv = conv2d({ x: b3_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b3/repeat0/se_reduce/kernel'], bias: w['b3/repeat0/se_reduce/bias'] }); // [N,1,1,4]
  b3_repeat0_se_squeeze.dispose();
  const b3_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b3_repeat0_se_reduce_conv); // [N,1,1,4]
  const b3_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b3_repeat0_se_reduce_conv, b3_repeat0_se_reduce_swish_sigmoid); // [N,1,1,4]
  b3_repeat0_se_reduce_conv.dispose(); b3_repeat0_se_reduce_swish_sigmoid.dispose();
  const b3_repeat0_se_expand = conv2d({ x: b3_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b3/repeat0/se_expand/kernel'], bias: w['b3/repeat0/se_expand/bias'] }); // [N,1,1,144]
  b3_repeat0_se_reduce_swish.dispose();
  const b3_repeat0_se = tf.mul<tf.Tensor4D>(b3_repeat0_depthwise_swish, b3_repeat0_se_expand); // [N,96,96,144]
  b3_repeat0_depthwise_swish.dispose(); b3_repeat0_se_expand.dispose();
  const b3_repeat0_project = conv2d({ x: b3_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b3/repeat0/project/folded_kernel'], bias: w['b3/repeat0/project/folded_bias'] }); // [N,96,96,24]
  b3_repeat0_se.dispose();
  const b3_repeat0_add = tf.add<tf.Tensor4D>(b3_repeat0_project, b3_merge_swish); // [N,96,96,24]
  b3_merge_swish.dispose(); b3_repeat0_project.dispose();

  // b4 : L4 mbconv <- b1 b2
  const b4_resample0_down0_conv_pad = tf.pad(b1_repeat0_project, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,97,97,24]
  b1_repeat0_project.dispose();
  const b4_resample0_down0_conv = depthwiseConv2d({ x: b4_resample0_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b4/resample0/down0/folded_kernel'], bias: w['b4/resample0/down0/folded_bias'] }); // [N,48,48,24]
  b4_resample0_down0_conv_pad.dispose();
  const b4_resample0_down0_swish_sigmoid = tf.sigmoid(b4_resample0_down0_conv); // [N,48,48,24]
  const b4_resample0_down0_swish = tf.mul<tf.Tensor4D>(b4_resample0_down0_conv, b4_resample0_down0_swish_sigmoid); // [N,48,48,24]
  b4_resample0_down0_conv.dispose(); b4_resample0_down0_swish_sigmoid.dispose();
  const b4_resample0_down1_conv_pad = tf.pad(b4_resample0_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,49,49,24]
  b4_resample0_down0_swish.dispose();
  const b4_resample0_down1_conv = depthwiseConv2d({ x: b4_resample0_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b4/resample0/down1/folded_kernel'], bias: w['b4/resample0/down1/folded_bias'] }); // [N,24,24,24]
  b4_resample0_down1_conv_pad.dispose();
  const b4_resample0_down1_swish_sigmoid = tf.sigmoid(b4_resample0_down1_conv); // [N,24,24,24]
  const b4_resample0_down1_swish = tf.mul<tf.Tensor4D>(b4_resample0_down1_conv, b4_resample0_down1_swish_sigmoid); // [N,24,24,24]
  b4_resample0_down1_conv.dispose(); b4_resample0_down1_swish_sigmoid.dispose();
  const b4_resample0_out = conv2d({ x: b4_resample0_down1_swish, strides: 1, pad: 'valid',
    filter: w['b4/resample0/out/folded_kernel'], bias: w['b4/resample0/out/folded_bias'] }); // [N,24,24,80]
  b4_resample0_down1_swish.dispose();
  const b4_resample1_down0_conv_pad = tf.pad(b2_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,97,97,24]
  b2_repeat0_add.dispose();
  const b4_resample1_down0_conv = depthwiseConv2d({ x: b4_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b4/resample1/down0/folded_kernel'], bias: w['b4/resample1/down0/folded_bias'] }); // [N,48,48,24]
  b4_resample1_down0_conv_pad.dispose();
  const b4_resample1_down0_swish_sigmoid = tf.sigmoid(b4_resample1_down0_conv); // [N,48,48,24]
  const b4_resample1_down0_swish = tf.mul<tf.Tensor4D>(b4_resample1_down0_conv, b4_resample1_down0_swish_sigmoid); // [N,48,48,24]
  b4_resample1_down0_conv.dispose(); b4_resample1_down0_swish_sigmoid.dispose();
  const b4_resample1_down1_conv_pad = tf.pad(b4_resample1_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,49,49,24]
  b4_resample1_down0_swish.dispose();
  const b4_resample1_down1_conv = depthwiseConv2d({ x: b4_resample1_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b4/resample1/down1/folded_kernel'], bias: w['b4/resample1/down1/folded_bias'] }); // [N,24,24,24]
  b4_resample1_down1_conv_pad.dispose();
  const b4_resample1_down1_swish_sigmoid = tf.sigmoid(b4_resample1_down1_conv); // [N,24,24,24]
  const b4_resample1_down1_swish = tf.mul<tf.Tensor4D>(b4_resample1_down1_conv, b4_resample1_down1_swish_sigmoid); // [N,24,24,24]
  b4_resample1_down1_conv.dispose(); b4_resample1_down1_swish_sigmoid.dispose();
  const b4_resample1_out = conv2d({ x: b4_resample1_down1_swish, strides: 1, pad: 'valid',
    filter: w['b4/resample1/out/folded_kernel'], bias: w['b4/resample1/out/folded_bias'] }); // [N,24,24,80]
  b4_resample1_down1_swish.dispose();
  const b4_merge = tf.add<tf.Tensor4D>(b4_resample0_out, b4_resample1_out); // [N,24,24,80]
  b4_resample0_out.dispose(); b4_resample1_out.dispose();
  const b4_merge_swish_sigmoid = tf.sigmoid(b4_merge); // [N,24,24,80]
  const b4_merge_swish = tf.mul<tf.Tensor4D>(b4_merge, b4_merge_swish_sigmoid); // [N,24,24,80]
  b4_merge.dispose(); b4_merge_swish_sigmoid.dispose();
  const b4_repeat0_expand_conv = conv2d({ x: b4_merge_swish, strides: 1, pad: 'valid',
    filter: w['b4/repeat0/expand/folded_kernel'], bias: w['b4/repeat0/expand/folded_bias'] }); // [N,24,24,480]
  const b4_repeat0_expand_swish_sigmoid = tf.sigmoid(b4_repeat0_expand_conv); // [N,24,24,480]
  const b4_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b4_repeat0_expand_conv, b4_repeat0_expand_swish_sigmoid); // [N,24,24,480]
  b4_repeat0_expand_conv.dispose(); b4_repeat0_expand_swish_sigmoid.dispose();
  const b4_repeat0_depthwise_conv = depthwiseConv2d({ x: b4_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b4/repeat0/depthwise/folded_kernel'], bias: w['b4/repeat0/depthwise/folded_bias'] }); // [N,24,24,480]
  b4_repeat0_expand_swish.dispose();
  const b4_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b4_repeat0_depthwise_conv); // [N,24,24,480]
  const b4_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b4_repeat0_depthwise_conv, b4_repeat0_depthwise_swish_sigmoid); // [N,24,24,480]
  b4_repeat0_depthwise_conv.dispose(); b4_repeat0_depthwise_swish_sigmoid.dispose();
  const b4_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b4_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,480]
  const b4_repeat0_se_reduce_conv = conv2d({ x: b4_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b4/repeat0/se_reduce/kernel'], bias: w['b4/repeat0/se_reduce/bias'] }); // [N,1,1,16]
  b4_repeat0_se_squeeze.dispose();
  const b4_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b4_repeat0_se_reduce_conv); // [N,1,1,16]
  const b4_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b4_repeat0_se_reduce_conv, b4_repeat0_se_reduce_swish_sigmoid); // [N,1,1,16]
  b4_repeat0_se_reduce_conv.dispose(); b4_repeat0_se_reduce_swish_sigmoid.dispose();
  const b4_repeat0_se_expand = conv2d({ x: b4_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b4/repeat0/se_expand/kernel'], bias: w['b4/repeat0/se_expand/bias'] }); // [N,1,1,480]
  b4_repeat0_se_reduce_swish.dispose();
  const b4_repeat0_se = tf.mul<tf.Tensor4D>(b4_repeat0_depthwise_swish, b4_repeat0_se_expand); // [N,24,24,480]
  b4_repeat0_depthwise_swish.dispose(); b4_repeat0_se_expand.dispose();
  const b4_repeat0_project = conv2d({ x: b4_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b4/repeat0/project/folded_kernel'], bias: w['b4/repeat0/project/folded_bias'] }); // [N,24,24,80]
  b4_repeat0_se.dispose();
  const b4_repeat0_add = tf.add<tf.Tensor4D>(b4_repeat0_project, b4_merge_swish); // [N,24,24,80]
  b4_merge_swish.dispose(); b4_repeat0_project.dispose();

  // b5 : L3 mbconv <- b3 b4
  const b5_resample0_down0_conv_pad = tf.pad(b3_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,97,97,24]
  b3_repeat0_add.dispose();
  const b5_resample0_down0_conv = depthwiseConv2d({ x: b5_resample0_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b5/resample0/down0/folded_kernel'], bias: w['b5/resample0/down0/folded_bias'] }); // [N,48,48,24]
  const b5_resample0_down0_swish_sigmoid = tf.sigmoid(b5_resample0_down0_conv); // [N,48,48,24]
  const b5_resample0_down0_swish = tf.mul<tf.Tensor4D>(b5_resample0_down0_conv, b5_resample0_down0_swish_sigmoid); // [N,48,48,24]
  b5_resample0_down0_conv.dispose(); b5_resample0_down0_swish_sigmoid.dispose();
  const b5_resample0_out = conv2d({ x: b5_resample0_down0_swish, strides: 1, pad: 'valid',
    filter: w['b5/resample0/out/folded_kernel'], bias: w['b5/resample0/out/folded_bias'] }); // [N,48,48,40]
  b5_resample0_down0_swish.dispose();
  const b5_resample1_upsample = tf.image.resizeNearestNeighbor(b4_repeat0_add, [48, 48], false, true); // [N,48,48,80]
  const b5_resample1_out = conv2d({ x: b5_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b5/resample1/out/folded_kernel'], bias: w['b5/resample1/out/folded_bias'] }); // [N,48,48,40]
  b5_resample1_upsample.dispose();
  const b5_merge = tf.add<tf.Tensor4D>(b5_resample0_out, b5_resample1_out); // [N,48,48,40]
  b5_resample0_out.dispose(); b5_resample1_out.dispose();
  const b5_merge_swish_sigmoid = tf.sigmoid(b5_merge); // [N,48,48,40]
  const b5_merge_swish = tf.mul<tf.Tensor4D>(b5_merge, b5_merge_swish_sigmoid); // [N,48,48,40]
  b5_merge.dispose(); b5_merge_swish_sigmoid.dispose();
  const b5_repeat0_expand_conv = conv2d({ x: b5_merge_swish, strides: 1, pad: 'valid',
    filter: w['b5/repeat0/expand/folded_kernel'], bias: w['b5/repeat0/expand/folded_bias'] }); // [N,48,48,240]
  const b5_repeat0_expand_swish_sigmoid = tf.sigmoid(b5_repeat0_expand_conv); // [N,48,48,240]
  const b5_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b5_repeat0_expand_conv, b5_repeat0_expand_swish_sigmoid); // [N,48,48,240]
  b5_repeat0_expand_conv.dispose(); b5_repeat0_expand_swish_sigmoid.dispose();
  const b5_repeat0_depthwise_conv = depthwiseConv2d({ x: b5_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b5/repeat0/depthwise/folded_kernel'], bias: w['b5/repeat0/depthwise/folded_bias'] }); // [N,48,48,240]
  b5_repeat0_expand_swish.dispose();
  const b5_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b5_repeat0_depthwise_conv); // [N,48,48,240]
  const b5_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b5_repeat0_depthwise_conv, b5_repeat0_depthwise_swish_sigmoid); // [N,48,48,240]
  b5_repeat0_depthwise_conv.dispose(); b5_repeat0_depthwise_swish_sigmoid.dispose();
  const b5_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b5_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,240]
  const b5_repeat0_se_reduce_conv = conv2d({ x: b5_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b5/repeat0/se_reduce/kernel'], bias: w['b5/repeat0/se_reduce/bias'] }); // [N,1,1,8]
  b5_repeat0_se_squeeze.dispose();
  const b5_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b5_repeat0_se_reduce_conv); // [N,1,1,8]
  const b5_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b5_repeat0_se_reduce_conv, b5_repeat0_se_reduce_swish_sigmoid); // [N,1,1,8]
  b5_repeat0_se_reduce_conv.dispose(); b5_repeat0_se_reduce_swish_sigmoid.dispose();
  const b5_repeat0_se_expand = conv2d({ x: b5_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b5/repeat0/se_expand/kernel'], bias: w['b5/repeat0/se_expand/bias'] }); // [N,1,1,240]
  b5_repeat0_se_reduce_swish.dispose();
  const b5_repeat0_se = tf.mul<tf.Tensor4D>(b5_repeat0_depthwise_swish, b5_repeat0_se_expand); // [N,48,48,240]
  b5_repeat0_depthwise_swish.dispose(); b5_repeat0_se_expand.dispose();
  const b5_repeat0_project = conv2d({ x: b5_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b5/repeat0/project/folded_kernel'], bias: w['b5/repeat0/project/folded_bias'] }); // [N,48,48,40]
  b5_repeat0_se.dispose();
  const b5_repeat0_add = tf.add<tf.Tensor4D>(b5_repeat0_project, b5_merge_swish); // [N,48,48,40]
  b5_merge_swish.dispose(); b5_repeat0_project.dispose();

  // b6 : L4 mbconv <- b3 b5
  const b6_resample0_down0_conv = depthwiseConv2d({ x: b5_resample0_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b6/resample0/down0/folded_kernel'], bias: w['b6/resample0/down0/folded_bias'] }); // [N,48,48,24]
  b5_resample0_down0_conv_pad.dispose();
  const b6_resample0_down0_swish_sigmoid = tf.sigmoid(b6_resample0_down0_conv); // [N,48,48,24]
  const b6_resample0_down0_swish = tf.mul<tf.Tensor4D>(b6_resample0_down0_conv, b6_resample0_down0_swish_sigmoid); // [N,48,48,24]
  b6_resample0_down0_conv.dispose(); b6_resample0_down0_swish_sigmoid.dispose();
  const b6_resample0_down1_conv_pad = tf.pad(b6_resample0_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,49,49,24]
  b6_resample0_down0_swish.dispose();
  const b6_resample0_down1_conv = depthwiseConv2d({ x: b6_resample0_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b6/resample0/down1/folded_kernel'], bias: w['b6/resample0/down1/folded_bias'] }); // [N,24,24,24]
  b6_resample0_down1_conv_pad.dispose();
  const b6_resample0_down1_swish_sigmoid = tf.sigmoid(b6_resample0_down1_conv); // [N,24,24,24]
  const b6_resample0_down1_swish = tf.mul<tf.Tensor4D>(b6_resample0_down1_conv, b6_resample0_down1_swish_sigmoid); // [N,24,24,24]
  b6_resample0_down1_conv.dispose(); b6_resample0_down1_swish_sigmoid.dispose();
  const b6_resample0_out = conv2d({ x: b6_resample0_down1_swish, strides: 1, pad: 'valid',
    filter: w['b6/resample0/out/folded_kernel'], bias: w['b6/resample0/out/folded_bias'] }); // [N,24,24,80]
  b6_resample0_down1_swish.dispose();
  const b6_resample1_down0_conv_pad = tf.pad(b5_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,49,49,40]
  const b6_resample1_down0_conv = depthwiseConv2d({ x: b6_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b6/resample1/down0/folded_kernel'], bias: w['b6/resample1/down0/folded_bias'] }); // [N,24,24,40]
  b6_resample1_down0_conv_pad.dispose();
  const b6_resample1_down0_swish_sigmoid = tf.sigmoid(b6_resample1_down0_conv); // [N,24,24,40]
  const b6_resample1_down0_swish = tf.mul<tf.Tensor4D>(b6_resample1_down0_conv, b6_resample1_down0_swish_sigmoid); // [N,24,24,40]
  b6_resample1_down0_conv.dispose(); b6_resample1_down0_swish_sigmoid.dispose();
  const b6_resample1_out = conv2d({ x: b6_resample1_down0_swish, strides: 1, pad: 'valid',
    filter: w['b6/resample1/out/folded_kernel'], bias: w['b6/resample1/out/folded_bias'] }); // [N,24,24,80]
  b6_resample1_down0_swish.dispose();
  const b6_merge = tf.add<tf.Tensor4D>(b6_resample0_out, b6_resample1_out); // [N,24,24,80]
  b6_resample0_out.dispose(); b6_resample1_out.dispose();
  const b6_merge_swish_sigmoid = tf.sigmoid(b6_merge); // [N,24,24,80]
  const b6_merge_swish = tf.mul<tf.Tensor4D>(b6_merge, b6_merge_swish_sigmoid); // [N,24,24,80]
  b6_merge.dispose(); b6_merge_swish_sigmoid.dispose();
  const b6_repeat0_expand_conv = conv2d({ x: b6_merge_swish, strides: 1, pad: 'valid',
    filter: w['b6/repeat0/expand/folded_kernel'], bias: w['b6/repeat0/expand/folded_bias'] }); // [N,24,24,480]
  const b6_repeat0_expand_swish_sigmoid = tf.sigmoid(b6_repeat0_expand_conv); // [N,24,24,480]
  const b6_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b6_repeat0_expand_conv, b6_repeat0_expand_swish_sigmoid); // [N,24,24,480]
  b6_repeat0_expand_conv.dispose(); b6_repeat0_expand_swish_sigmoid.dispose();
  const b6_repeat0_depthwise_conv = depthwiseConv2d({ x: b6_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b6/repeat0/depthwise/folded_kernel'], bias: w['b6/repeat0/depthwise/folded_bias'] }); // [N,24,24,480]
  b6_repeat0_expand_swish.dispose();
  const b6_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b6_repeat0_depthwise_conv); // [N,24,24,480]
  const b6_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b6_repeat0_depthwise_conv, b6_repeat0_depthwise_swish_sigmoid); // [N,24,24,480]
  b6_repeat0_depthwise_conv.dispose(); b6_repeat0_depthwise_swish_sigmoid.dispose();
  const b6_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b6_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,480]
  const b6_repeat0_se_reduce_conv = conv2d({ x: b6_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b6/repeat0/se_reduce/kernel'], bias: w['b6/repeat0/se_reduce/bias'] }); // [N,1,1,16]
  b6_repeat0_se_squeeze.dispose();
  const b6_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b6_repeat0_se_reduce_conv); // [N,1,1,16]
  const b6_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b6_repeat0_se_reduce_conv, b6_repeat0_se_reduce_swish_sigmoid); // [N,1,1,16]
  b6_repeat0_se_reduce_conv.dispose(); b6_repeat0_se_reduce_swish_sigmoid.dispose();
  const b6_repeat0_se_expand = conv2d({ x: b6_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b6/repeat0/se_expand/kernel'], bias: w['b6/repeat0/se_expand/bias'] }); // [N,1,1,480]
  b6_repeat0_se_reduce_swish.dispose();
  const b6_repeat0_se = tf.mul<tf.Tensor4D>(b6_repeat0_depthwise_swish, b6_repeat0_se_expand); // [N,24,24,480]
  b6_repeat0_depthwise_swish.dispose(); b6_repeat0_se_expand.dispose();
  const b6_repeat0_project = conv2d({ x: b6_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b6/repeat0/project/folded_kernel'], bias: w['b6/repeat0/project/folded_bias'] }); // [N,24,24,80]
  b6_repeat0_se.dispose();
  const b6_repeat0_add = tf.add<tf.Tensor4D>(b6_repeat0_project, b6_merge_swish); // [N,24,24,80]
  b6_merge_swish.dispose(); b6_repeat0_project.dispose();

  // b7 : L6 mbconv <- b4 b6
  const b7_resample0_down0_conv_pad = tf.pad(b4_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,25,25,80]
  const b7_resample0_down0_conv = depthwiseConv2d({ x: b7_resample0_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b7/resample0/down0/folded_kernel'], bias: w['b7/resample0/down0/folded_bias'] }); // [N,12,12,80]
  b7_resample0_down0_conv_pad.dispose();
  const b7_resample0_down0_swish_sigmoid = tf.sigmoid(b7_resample0_down0_conv); // [N,12,12,80]
  const b7_resample0_down0_swish = tf.mul<tf.Tensor4D>(b7_resample0_down0_conv, b7_resample0_down0_swish_sigmoid); // [N,12,12,80]
  b7_resample0_down0_conv.dispose(); b7_resample0_down0_swish_sigmoid.dispose();
  const b7_resample0_down1_conv_pad = tf.pad(b7_resample0_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,13,13,80]
  b7_resample0_down0_swish.dispose();
  const b7_resample0_down1_conv = depthwiseConv2d({ x: b7_resample0_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b7/resample0/down1/folded_kernel'], bias: w['b7/resample0/down1/folded_bias'] }); // [N,6,6,80]
  b7_resample0_down1_conv_pad.dispose();
  const b7_resample0_down1_swish_sigmoid = tf.sigmoid(b7_resample0_down1_conv); // [N,6,6,80]
  const b7_resample0_down1_swish = tf.mul<tf.Tensor4D>(b7_resample0_down1_conv, b7_resample0_down1_swish_sigmoid); // [N,6,6,80]
  b7_resample0_down1_conv.dispose(); b7_resample0_down1_swish_sigmoid.dispose();
  const b7_resample0_out = conv2d({ x: b7_resample0_down1_swish, strides: 1, pad: 'valid',
    filter: w['b7/resample0/out/folded_kernel'], bias: w['b7/resample0/out/folded_bias'] }); // [N,6,6,112]
  b7_resample0_down1_swish.dispose();
  const b7_resample1_down0_conv_pad = tf.pad(b6_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,25,25,80]
  const b7_resample1_down0_conv = depthwiseConv2d({ x: b7_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b7/resample1/down0/folded_kernel'], bias: w['b7/resample1/down0/folded_bias'] }); // [N,12,12,80]
  const b7_resample1_down0_swish_sigmoid = tf.sigmoid(b7_resample1_down0_conv); // [N,12,12,80]
  const b7_resample1_down0_swish = tf.mul<tf.Tensor4D>(b7_resample1_down0_conv, b7_resample1_down0_swish_sigmoid); // [N,12,12,80]
  b7_resample1_down0_conv.dispose(); b7_resample1_down0_swish_sigmoid.dispose();
  const b7_resample1_down1_conv_pad = tf.pad(b7_resample1_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,13,13,80]
  b7_resample1_down0_swish.dispose();
  const b7_resample1_down1_conv = depthwiseConv2d({ x: b7_resample1_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b7/resample1/down1/folded_kernel'], bias: w['b7/resample1/down1/folded_bias'] }); // [N,6,6,80]
  b7_resample1_down1_conv_pad.dispose();
  const b7_resample1_down1_swish_sigmoid = tf.sigmoid(b7_resample1_down1_conv); // [N,6,6,80]
  const b7_resample1_down1_swish = tf.mul<tf.Tensor4D>(b7_resample1_down1_conv, b7_resample1_down1_swish_sigmoid); // [N,6,6,80]
  b7_resample1_down1_conv.dispose(); b7_resample1_down1_swish_sigmoid.dispose();
  const b7_resample1_out = conv2d({ x: b7_resample1_down1_swish, strides: 1, pad: 'valid',
    filter: w['b7/resample1/out/folded_kernel'], bias: w['b7/resample1/out/folded_bias'] }); // [N,6,6,112]
  b7_resample1_down1_swish.dispose();
  const b7_merge = tf.add<tf.Tensor4D>(b7_resample0_out, b7_resample1_out); // [N,6,6,112]
  b7_resample0_out.dispose(); b7_resample1_out.dispose();
  const b7_merge_swish_sigmoid = tf.sigmoid(b7_merge); // [N,6,6,112]
  const b7_merge_swish = tf.mul<tf.Tensor4D>(b7_merge, b7_merge_swish_sigmoid); // [N,6,6,112]
  b7_merge.dispose(); b7_merge_swish_sigmoid.dispose();
  const b7_repeat0_expand_conv = conv2d({ x: b7_merge_swish, strides: 1, pad: 'valid',
    filter: w['b7/repeat0/expand/folded_kernel'], bias: w['b7/repeat0/expand/folded_bias'] }); // [N,6,6,672]
  const b7_repeat0_expand_swish_sigmoid = tf.sigmoid(b7_repeat0_expand_conv); // [N,6,6,672]
  const b7_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b7_repeat0_expand_conv, b7_repeat0_expand_swish_sigmoid); // [N,6,6,672]
  b7_repeat0_expand_conv.dispose(); b7_repeat0_expand_swish_sigmoid.dispose();
  const b7_repeat0_depthwise_conv = depthwiseConv2d({ x: b7_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b7/repeat0/depthwise/folded_kernel'], bias: w['b7/repeat0/depthwise/folded_bias'] }); // [N,6,6,672]
  b7_repeat0_expand_swish.dispose();
  const b7_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b7_repeat0_depthwise_conv); // [N,6,6,672]
  const b7_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b7_repeat0_depthwise_conv, b7_repeat0_depthwise_swish_sigmoid); // [N,6,6,672]
  b7_repeat0_depthwise_conv.dispose(); b7_repeat0_depthwise_swish_sigmoid.dispose();
  const b7_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b7_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,672]
  const b7_repeat0_se_reduce_conv = conv2d({ x: b7_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b7/repeat0/se_reduce/kernel'], bias: w['b7/repeat0/se_reduce/bias'] }); // [N,1,1,22]
  b7_repeat0_se_squeeze.dispose();
  const b7_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b7_repeat0_se_reduce_conv); // [N,1,1,22]
  const b7_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b7_repeat0_se_reduce_conv, b7_repeat0_se_reduce_swish_sigmoid); // [N,1,1,22]
  b7_repeat0_se_reduce_conv.dispose(); b7_repeat0_se_reduce_swish_sigmoid.dispose();
  const b7_repeat0_se_expand = conv2d({ x: b7_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b7/repeat0/se_expand/kernel'], bias: w['b7/repeat0/se_expand/bias'] }); // [N,1,1,672]
  b7_repeat0_se_reduce_swish.dispose();
  const b7_repeat0_se = tf.mul<tf.Tensor4D>(b7_repeat0_depthwise_swish, b7_repeat0_se_expand); // [N,6,6,672]
  b7_repeat0_depthwise_swish.dispose(); b7_repeat0_se_expand.dispose();
  const b7_repeat0_project = conv2d({ x: b7_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b7/repeat0/project/folded_kernel'], bias: w['b7/repeat0/project/folded_bias'] }); // [N,6,6,112]
  b7_repeat0_se.dispose();
  const b7_repeat0_add = tf.add<tf.Tensor4D>(b7_repeat0_project, b7_merge_swish); // [N,6,6,112]
  b7_merge_swish.dispose(); b7_repeat0_project.dispose();

  // b8 : L4 mbconv <- b4 b6
  const b8_resample0_out = conv2d({ x: b4_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b8/resample0/out/folded_kernel'], bias: w['b8/resample0/out/folded_bias'] }); // [N,24,24,80]
  b4_repeat0_add.dispose();
  const b8_resample1_out = conv2d({ x: b6_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b8/resample1/out/folded_kernel'], bias: w['b8/resample1/out/folded_bias'] }); // [N,24,24,80]
  const b8_merge = tf.add<tf.Tensor4D>(b8_resample0_out, b8_resample1_out); // [N,24,24,80]
  b8_resample0_out.dispose(); b8_resample1_out.dispose();
  const b8_merge_swish_sigmoid = tf.sigmoid(b8_merge); // [N,24,24,80]
  const b8_merge_swish = tf.mul<tf.Tensor4D>(b8_merge, b8_merge_swish_sigmoid); // [N,24,24,80]
  b8_merge.dispose(); b8_merge_swish_sigmoid.dispose();
  const b8_repeat0_expand_conv = conv2d({ x: b8_merge_swish, strides: 1, pad: 'valid',
    filter: w['b8/repeat0/expand/folded_kernel'], bias: w['b8/repeat0/expand/folded_bias'] }); // [N,24,24,480]
  const b8_repeat0_expand_swish_sigmoid = tf.sigmoid(b8_repeat0_expand_conv); // [N,24,24,480]
  const b8_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b8_repeat0_expand_conv, b8_repeat0_expand_swish_sigmoid); // [N,24,24,480]
  b8_repeat0_expand_conv.dispose(); b8_repeat0_expand_swish_sigmoid.dispose();
  const b8_repeat0_depthwise_conv = depthwiseConv2d({ x: b8_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b8/repeat0/depthwise/folded_kernel'], bias: w['b8/repeat0/depthwise/folded_bias'] }); // [N,24,24,480]
  b8_repeat0_expand_swish.dispose();
  const b8_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b8_repeat0_depthwise_conv); // [N,24,24,480]
  const b8_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b8_repeat0_depthwise_conv, b8_repeat0_depthwise_swish_sigmoid); // [N,24,24,480]
  b8_repeat0_depthwise_conv.dispose(); b8_repeat0_depthwise_swish_sigmoid.dispose();
  const b8_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b8_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,480]
  const b8_repeat0_se_reduce_conv = conv2d({ x: b8_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b8/repeat0/se_reduce/kernel'], bias: w['b8/repeat0/se_reduce/bias'] }); // [N,1,1,16]
  b8_repeat0_se_squeeze.dispose();
  const b8_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b8_repeat0_se_reduce_conv); // [N,1,1,16]
  const b8_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b8_repeat0_se_reduce_conv, b8_repeat0_se_reduce_swish_sigmoid); // [N,1,1,16]
  b8_repeat0_se_reduce_conv.dispose(); b8_repeat0_se_reduce_swish_sigmoid.dispose();
  const b8_repeat0_se_expand = conv2d({ x: b8_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b8/repeat0/se_expand/kernel'], bias: w['b8/repeat0/se_expand/bias'] }); // [N,1,1,480]
  b8_repeat0_se_reduce_swish.dispose();
  const b8_repeat0_se = tf.mul<tf.Tensor4D>(b8_repeat0_depthwise_swish, b8_repeat0_se_expand); // [N,24,24,480]
  b8_repeat0_depthwise_swish.dispose(); b8_repeat0_se_expand.dispose();
  const b8_repeat0_project = conv2d({ x: b8_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b8/repeat0/project/folded_kernel'], bias: w['b8/repeat0/project/folded_bias'] }); // [N,24,24,80]
  b8_repeat0_se.dispose();
  const b8_repeat0_add = tf.add<tf.Tensor4D>(b8_repeat0_project, b8_merge_swish); // [N,24,24,80]
  b8_merge_swish.dispose(); b8_repeat0_project.dispose();

  // b9 : L5 mbconv <- b7 b8
  const b9_resample0_upsample = tf.image.resizeNearestNeighbor(b7_repeat0_add, [12, 12], false, true); // [N,12,12,112]
  const b9_resample0_out = conv2d({ x: b9_resample0_upsample, strides: 1, pad: 'valid',
    filter: w['b9/resample0/out/folded_kernel'], bias: w['b9/resample0/out/folded_bias'] }); // [N,12,12,112]
  b9_resample0_upsample.dispose();
  const b9_resample1_down0_conv_pad = tf.pad(b8_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,25,25,80]
  b8_repeat0_add.dispose();
  const b9_resample1_down0_conv = depthwiseConv2d({ x: b9_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b9/resample1/down0/folded_kernel'], bias: w['b9/resample1/down0/folded_bias'] }); // [N,12,12,80]
  const b9_resample1_down0_swish_sigmoid = tf.sigmoid(b9_resample1_down0_conv); // [N,12,12,80]
  const b9_resample1_down0_swish = tf.mul<tf.Tensor4D>(b9_resample1_down0_conv, b9_resample1_down0_swish_sigmoid); // [N,12,12,80]
  b9_resample1_down0_conv.dispose(); b9_resample1_down0_swish_sigmoid.dispose();
  const b9_resample1_out = conv2d({ x: b9_resample1_down0_swish, strides: 1, pad: 'valid',
    filter: w['b9/resample1/out/folded_kernel'], bias: w['b9/resample1/out/folded_bias'] }); // [N,12,12,112]
  b9_resample1_down0_swish.dispose();
  const b9_merge = tf.add<tf.Tensor4D>(b9_resample0_out, b9_resample1_out); // [N,12,12,112]
  b9_resample0_out.dispose(); b9_resample1_out.dispose();
  const b9_merge_swish_sigmoid = tf.sigmoid(b9_merge); // [N,12,12,112]
  const b9_merge_swish = tf.mul<tf.Tensor4D>(b9_merge, b9_merge_swish_sigmoid); // [N,12,12,112]
  b9_merge.dispose(); b9_merge_swish_sigmoid.dispose();
  const b9_repeat0_expand_conv = conv2d({ x: b9_merge_swish, strides: 1, pad: 'valid',
    filter: w['b9/repeat0/expand/folded_kernel'], bias: w['b9/repeat0/expand/folded_bias'] }); // [N,12,12,672]
  const b9_repeat0_expand_swish_sigmoid = tf.sigmoid(b9_repeat0_expand_conv); // [N,12,12,672]
  const b9_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b9_repeat0_expand_conv, b9_repeat0_expand_swish_sigmoid); // [N,12,12,672]
  b9_repeat0_expand_conv.dispose(); b9_repeat0_expand_swish_sigmoid.dispose();
  const b9_repeat0_depthwise_conv = depthwiseConv2d({ x: b9_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b9/repeat0/depthwise/folded_kernel'], bias: w['b9/repeat0/depthwise/folded_bias'] }); // [N,12,12,672]
  b9_repeat0_expand_swish.dispose();
  const b9_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b9_repeat0_depthwise_conv); // [N,12,12,672]
  const b9_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b9_repeat0_depthwise_conv, b9_repeat0_depthwise_swish_sigmoid); // [N,12,12,672]
  b9_repeat0_depthwise_conv.dispose(); b9_repeat0_depthwise_swish_sigmoid.dispose();
  const b9_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b9_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,672]
  const b9_repeat0_se_reduce_conv = conv2d({ x: b9_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b9/repeat0/se_reduce/kernel'], bias: w['b9/repeat0/se_reduce/bias'] }); // [N,1,1,22]
  b9_repeat0_se_squeeze.dispose();
  const b9_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b9_repeat0_se_reduce_conv); // [N,1,1,22]
  const b9_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b9_repeat0_se_reduce_conv, b9_repeat0_se_reduce_swish_sigmoid); // [N,1,1,22]
  b9_repeat0_se_reduce_conv.dispose(); b9_repeat0_se_reduce_swish_sigmoid.dispose();
  const b9_repeat0_se_expand = conv2d({ x: b9_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b9/repeat0/se_expand/kernel'], bias: w['b9/repeat0/se_expand/bias'] }); // [N,1,1,672]
  b9_repeat0_se_reduce_swish.dispose();
  const b9_repeat0_se = tf.mul<tf.Tensor4D>(b9_repeat0_depthwise_swish, b9_repeat0_se_expand); // [N,12,12,672]
  b9_repeat0_depthwise_swish.dispose(); b9_repeat0_se_expand.dispose();
  const b9_repeat0_project = conv2d({ x: b9_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b9/repeat0/project/folded_kernel'], bias: w['b9/repeat0/project/folded_bias'] }); // [N,12,12,112]
  b9_repeat0_se.dispose();
  const b9_repeat0_add = tf.add<tf.Tensor4D>(b9_repeat0_project, b9_merge_swish); // [N,12,12,112]
  b9_merge_swish.dispose(); b9_repeat0_project.dispose();

  // b10 : L7 mbconv <- b7 b9
  const b10_resample0_down0_conv_pad = tf.pad(b7_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,7,7,112]
  b7_repeat0_add.dispose();
  const b10_resample0_down0_conv = depthwiseConv2d({ x: b10_resample0_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b10/resample0/down0/folded_kernel'], bias: w['b10/resample0/down0/folded_bias'] }); // [N,3,3,112]
  b10_resample0_down0_conv_pad.dispose();
  const b10_resample0_down0_swish_sigmoid = tf.sigmoid(b10_resample0_down0_conv); // [N,3,3,112]
  const b10_resample0_down0_swish = tf.mul<tf.Tensor4D>(b10_resample0_down0_conv, b10_resample0_down0_swish_sigmoid); // [N,3,3,112]
  b10_resample0_down0_conv.dispose(); b10_resample0_down0_swish_sigmoid.dispose();
  const b10_resample0_out = conv2d({ x: b10_resample0_down0_swish, strides: 1, pad: 'valid',
    filter: w['b10/resample0/out/folded_kernel'], bias: w['b10/resample0/out/folded_bias'] }); // [N,3,3,112]
  b10_resample0_down0_swish.dispose();
  const b10_resample1_down0_conv_pad = tf.pad(b9_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,13,13,112]
  const b10_resample1_down0_conv = depthwiseConv2d({ x: b10_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b10/resample1/down0/folded_kernel'], bias: w['b10/resample1/down0/folded_bias'] }); // [N,6,6,112]
  b10_resample1_down0_conv_pad.dispose();
  const b10_resample1_down0_swish_sigmoid = tf.sigmoid(b10_resample1_down0_conv); // [N,6,6,112]
  const b10_resample1_down0_swish = tf.mul<tf.Tensor4D>(b10_resample1_down0_conv, b10_resample1_down0_swish_sigmoid); // [N,6,6,112]
  b10_resample1_down0_conv.dispose(); b10_resample1_down0_swish_sigmoid.dispose();
  const b10_resample1_down1_conv_pad = tf.pad(b10_resample1_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,7,7,112]
  b10_resample1_down0_swish.dispose();
  const b10_resample1_down1_conv = depthwiseConv2d({ x: b10_resample1_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b10/resample1/down1/folded_kernel'], bias: w['b10/resample1/down1/folded_bias'] }); // [N,3,3,112]
  b10_resample1_down1_conv_pad.dispose();
  const b10_resample1_down1_swish_sigmoid = tf.sigmoid(b10_resample1_down1_conv); // [N,3,3,112]
  const b10_resample1_down1_swish = tf.mul<tf.Tensor4D>(b10_resample1_down1_conv, b10_resample1_down1_swish_sigmoid); // [N,3,3,112]
  b10_resample1_down1_conv.dispose(); b10_resample1_down1_swish_sigmoid.dispose();
  const b10_resample1_out = conv2d({ x: b10_resample1_down1_swish, strides: 1, pad: 'valid',
    filter: w['b10/resample1/out/folded_kernel'], bias: w['b10/resample1/out/folded_bias'] }); // [N,3,3,112]
  b10_resample1_down1_swish.dispose();
  const b10_merge = tf.add<tf.Tensor4D>(b10_resample0_out, b10_resample1_out); // [N,3,3,112]
  b10_resample0_out.dispose(); b10_resample1_out.dispose();
  const b10_merge_swish_sigmoid = tf.sigmoid(b10_merge); // [N,3,3,112]
  const b10_merge_swish = tf.mul<tf.Tensor4D>(b10_merge, b10_merge_swish_sigmoid); // [N,3,3,112]
  b10_merge.dispose(); b10_merge_swish_sigmoid.dispose();
  const b10_repeat0_expand_conv = conv2d({ x: b10_merge_swish, strides: 1, pad: 'valid',
    filter: w['b10/repeat0/expand/folded_kernel'], bias: w['b10/repeat0/expand/folded_bias'] }); // [N,3,3,672]
  const b10_repeat0_expand_swish_sigmoid = tf.sigmoid(b10_repeat0_expand_conv); // [N,3,3,672]
  const b10_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b10_repeat0_expand_conv, b10_repeat0_expand_swish_sigmoid); // [N,3,3,672]
  b10_repeat0_expand_conv.dispose(); b10_repeat0_expand_swish_sigmoid.dispose();
  const b10_repeat0_depthwise_conv = depthwiseConv2d({ x: b10_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b10/repeat0/depthwise/folded_kernel'], bias: w['b10/repeat0/depthwise/folded_bias'] }); // [N,3,3,672]
  b10_repeat0_expand_swish.dispose();
  const b10_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b10_repeat0_depthwise_conv); // [N,3,3,672]
  const b10_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b10_repeat0_depthwise_conv, b10_repeat0_depthwise_swish_sigmoid); // [N,3,3,672]
  b10_repeat0_depthwise_conv.dispose(); b10_repeat0_depthwise_swish_sigmoid.dispose();
  const b10_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b10_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,672]
  const b10_repeat0_se_reduce_conv = conv2d({ x: b10_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b10/repeat0/se_reduce/kernel'], bias: w['b10/repeat0/se_reduce/bias'] }); // [N,1,1,22]
  b10_repeat0_se_squeeze.dispose();
  const b10_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b10_repeat0_se_reduce_conv); // [N,1,1,22]
  const b10_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b10_repeat0_se_reduce_conv, b10_repeat0_se_reduce_swish_sigmoid); // [N,1,1,22]
  b10_repeat0_se_reduce_conv.dispose(); b10_repeat0_se_reduce_swish_sigmoid.dispose();
  const b10_repeat0_se_expand = conv2d({ x: b10_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b10/repeat0/se_expand/kernel'], bias: w['b10/repeat0/se_expand/bias'] }); // [N,1,1,672]
  b10_repeat0_se_reduce_swish.dispose();
  const b10_repeat0_se = tf.mul<tf.Tensor4D>(b10_repeat0_depthwise_swish, b10_repeat0_se_expand); // [N,3,3,672]
  b10_repeat0_depthwise_swish.dispose(); b10_repeat0_se_expand.dispose();
  const b10_repeat0_project = conv2d({ x: b10_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b10/repeat0/project/folded_kernel'], bias: w['b10/repeat0/project/folded_bias'] }); // [N,3,3,112]
  b10_repeat0_se.dispose();
  const b10_repeat0_add = tf.add<tf.Tensor4D>(b10_repeat0_project, b10_merge_swish); // [N,3,3,112]
  b10_merge_swish.dispose(); b10_repeat0_project.dispose();

  // b11 : L5 mbconv <- b9 b10
  const b11_resample0_out = conv2d({ x: b9_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b11/resample0/out/folded_kernel'], bias: w['b11/resample0/out/folded_bias'] }); // [N,12,12,112]
  const b11_resample1_upsample = tf.image.resizeNearestNeighbor(b10_repeat0_add, [12, 12], false, true); // [N,12,12,112]
  b10_repeat0_add.dispose();
  const b11_resample1_out = conv2d({ x: b11_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b11/resample1/out/folded_kernel'], bias: w['b11/resample1/out/folded_bias'] }); // [N,12,12,112]
  b11_resample1_upsample.dispose();
  const b11_merge = tf.add<tf.Tensor4D>(b11_resample0_out, b11_resample1_out); // [N,12,12,112]
  b11_resample0_out.dispose(); b11_resample1_out.dispose();
  const b11_merge_swish_sigmoid = tf.sigmoid(b11_merge); // [N,12,12,112]
  const b11_merge_swish = tf.mul<tf.Tensor4D>(b11_merge, b11_merge_swish_sigmoid); // [N,12,12,112]
  b11_merge.dispose(); b11_merge_swish_sigmoid.dispose();
  const b11_repeat0_expand_conv = conv2d({ x: b11_merge_swish, strides: 1, pad: 'valid',
    filter: w['b11/repeat0/expand/folded_kernel'], bias: w['b11/repeat0/expand/folded_bias'] }); // [N,12,12,672]
  const b11_repeat0_expand_swish_sigmoid = tf.sigmoid(b11_repeat0_expand_conv); // [N,12,12,672]
  const b11_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b11_repeat0_expand_conv, b11_repeat0_expand_swish_sigmoid); // [N,12,12,672]
  b11_repeat0_expand_conv.dispose(); b11_repeat0_expand_swish_sigmoid.dispose();
  const b11_repeat0_depthwise_conv = depthwiseConv2d({ x: b11_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b11/repeat0/depthwise/folded_kernel'], bias: w['b11/repeat0/depthwise/folded_bias'] }); // [N,12,12,672]
  b11_repeat0_expand_swish.dispose();
  const b11_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b11_repeat0_depthwise_conv); // [N,12,12,672]
  const b11_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b11_repeat0_depthwise_conv, b11_repeat0_depthwise_swish_sigmoid); // [N,12,12,672]
  b11_repeat0_depthwise_conv.dispose(); b11_repeat0_depthwise_swish_sigmoid.dispose();
  const b11_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b11_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,672]
  const b11_repeat0_se_reduce_conv = conv2d({ x: b11_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b11/repeat0/se_reduce/kernel'], bias: w['b11/repeat0/se_reduce/bias'] }); // [N,1,1,22]
  b11_repeat0_se_squeeze.dispose();
  const b11_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b11_repeat0_se_reduce_conv); // [N,1,1,22]
  const b11_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b11_repeat0_se_reduce_conv, b11_repeat0_se_reduce_swish_sigmoid); // [N,1,1,22]
  b11_repeat0_se_reduce_conv.dispose(); b11_repeat0_se_reduce_swish_sigmoid.dispose();
  const b11_repeat0_se_expand = conv2d({ x: b11_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b11/repeat0/se_expand/kernel'], bias: w['b11/repeat0/se_expand/bias'] }); // [N,1,1,672]
  b11_repeat0_se_reduce_swish.dispose();
  const b11_repeat0_se = tf.mul<tf.Tensor4D>(b11_repeat0_depthwise_swish, b11_repeat0_se_expand); // [N,12,12,672]
  b11_repeat0_depthwise_swish.dispose(); b11_repeat0_se_expand.dispose();
  const b11_repeat0_project = conv2d({ x: b11_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b11/repeat0/project/folded_kernel'], bias: w['b11/repeat0/project/folded_bias'] }); // [N,12,12,112]
  b11_repeat0_se.dispose();
  const b11_repeat0_add = tf.add<tf.Tensor4D>(b11_repeat0_project, b11_merge_swish); // [N,12,12,112]
  b11_merge_swish.dispose(); b11_repeat0_project.dispose();

  // b12 : L5 mbconv <- b9 b11
  const b12_resample0_out = conv2d({ x: b9_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b12/resample0/out/folded_kernel'], bias: w['b12/resample0/out/folded_bias'] }); // [N,12,12,112]
  b9_repeat0_add.dispose();
  const b12_resample1_out = conv2d({ x: b11_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b12/resample1/out/folded_kernel'], bias: w['b12/resample1/out/folded_bias'] }); // [N,12,12,112]
  const b12_merge = tf.add<tf.Tensor4D>(b12_resample0_out, b12_resample1_out); // [N,12,12,112]
  b12_resample0_out.dispose(); b12_resample1_out.dispose();
  const b12_merge_swish_sigmoid = tf.sigmoid(b12_merge); // [N,12,12,112]
  const b12_merge_swish = tf.mul<tf.Tensor4D>(b12_merge, b12_merge_swish_sigmoid); // [N,12,12,112]
  b12_merge.dispose(); b12_merge_swish_sigmoid.dispose();
  const b12_repeat0_expand_conv = conv2d({ x: b12_merge_swish, strides: 1, pad: 'valid',
    filter: w['b12/repeat0/expand/folded_kernel'], bias: w['b12/repeat0/expand/folded_bias'] }); // [N,12,12,672]
  const b12_repeat0_expand_swish_sigmoid = tf.sigmoid(b12_repeat0_expand_conv); // [N,12,12,672]
  const b12_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b12_repeat0_expand_conv, b12_repeat0_expand_swish_sigmoid); // [N,12,12,672]
  b12_repeat0_expand_conv.dispose(); b12_repeat0_expand_swish_sigmoid.dispose();
  const b12_repeat0_depthwise_conv = depthwiseConv2d({ x: b12_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b12/repeat0/depthwise/folded_kernel'], bias: w['b12/repeat0/depthwise/folded_bias'] }); // [N,12,12,672]
  b12_repeat0_expand_swish.dispose();
  const b12_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b12_repeat0_depthwise_conv); // [N,12,12,672]
  const b12_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b12_repeat0_depthwise_conv, b12_repeat0_depthwise_swish_sigmoid); // [N,12,12,672]
  b12_repeat0_depthwise_conv.dispose(); b12_repeat0_depthwise_swish_sigmoid.dispose();
  const b12_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b12_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,672]
  const b12_repeat0_se_reduce_conv = conv2d({ x: b12_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b12/repeat0/se_reduce/kernel'], bias: w['b12/repeat0/se_reduce/bias'] }); // [N,1,1,22]
  b12_repeat0_se_squeeze.dispose();
  const b12_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b12_repeat0_se_reduce_conv); // [N,1,1,22]
  const b12_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b12_repeat0_se_reduce_conv, b12_repeat0_se_reduce_swish_sigmoid); // [N,1,1,22]
  b12_repeat0_se_reduce_conv.dispose(); b12_repeat0_se_reduce_swish_sigmoid.dispose();
  const b12_repeat0_se_expand = conv2d({ x: b12_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b12/repeat0/se_expand/kernel'], bias: w['b12/repeat0/se_expand/bias'] }); // [N,1,1,672]
  b12_repeat0_se_reduce_swish.dispose();
  const b12_repeat0_se = tf.mul<tf.Tensor4D>(b12_repeat0_depthwise_swish, b12_repeat0_se_expand); // [N,12,12,672]
  b12_repeat0_depthwise_swish.dispose(); b12_repeat0_se_expand.dispose();
  const b12_repeat0_project = conv2d({ x: b12_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b12/repeat0/project/folded_kernel'], bias: w['b12/repeat0/project/folded_bias'] }); // [N,12,12,112]
  b12_repeat0_se.dispose();
  const b12_repeat0_add = tf.add<tf.Tensor4D>(b12_repeat0_project, b12_merge_swish); // [N,12,12,112]
  b12_merge_swish.dispose(); b12_repeat0_project.dispose();

  // b13 : L4 mbconv <- b6 b11 => P4
  const b13_resample0_out = conv2d({ x: b6_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b13/resample0/out/folded_kernel'], bias: w['b13/resample0/out/folded_bias'] }); // [N,24,24,80]
  b6_repeat0_add.dispose();
  const b13_resample1_upsample = tf.image.resizeNearestNeighbor(b11_repeat0_add, [24, 24], false, true); // [N,24,24,112]
  const b13_resample1_out = conv2d({ x: b13_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b13/resample1/out/folded_kernel'], bias: w['b13/resample1/out/folded_bias'] }); // [N,24,24,80]
  b13_resample1_upsample.dispose();
  const b13_merge = tf.add<tf.Tensor4D>(b13_resample0_out, b13_resample1_out); // [N,24,24,80]
  b13_resample0_out.dispose(); b13_resample1_out.dispose();
  const b13_merge_swish_sigmoid = tf.sigmoid(b13_merge); // [N,24,24,80]
  const b13_merge_swish = tf.mul<tf.Tensor4D>(b13_merge, b13_merge_swish_sigmoid); // [N,24,24,80]
  b13_merge.dispose(); b13_merge_swish_sigmoid.dispose();
  const b13_repeat0_expand_conv = conv2d({ x: b13_merge_swish, strides: 1, pad: 'valid',
    filter: w['b13/repeat0/expand/folded_kernel'], bias: w['b13/repeat0/expand/folded_bias'] }); // [N,24,24,480]
  const b13_repeat0_expand_swish_sigmoid = tf.sigmoid(b13_repeat0_expand_conv); // [N,24,24,480]
  const b13_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b13_repeat0_expand_conv, b13_repeat0_expand_swish_sigmoid); // [N,24,24,480]
  b13_repeat0_expand_conv.dispose(); b13_repeat0_expand_swish_sigmoid.dispose();
  const b13_repeat0_depthwise_conv = depthwiseConv2d({ x: b13_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b13/repeat0/depthwise/folded_kernel'], bias: w['b13/repeat0/depthwise/folded_bias'] }); // [N,24,24,480]
  b13_repeat0_expand_swish.dispose();
  const b13_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b13_repeat0_depthwise_conv); // [N,24,24,480]
  const b13_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b13_repeat0_depthwise_conv, b13_repeat0_depthwise_swish_sigmoid); // [N,24,24,480]
  b13_repeat0_depthwise_conv.dispose(); b13_repeat0_depthwise_swish_sigmoid.dispose();
  const b13_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b13_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,480]
  const b13_repeat0_se_reduce_conv = conv2d({ x: b13_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b13/repeat0/se_reduce/kernel'], bias: w['b13/repeat0/se_reduce/bias'] }); // [N,1,1,16]
  b13_repeat0_se_squeeze.dispose();
  const b13_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b13_repeat0_se_reduce_conv); // [N,1,1,16]
  const b13_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b13_repeat0_se_reduce_conv, b13_repeat0_se_reduce_swish_sigmoid); // [N,1,1,16]
  b13_repeat0_se_reduce_conv.dispose(); b13_repeat0_se_reduce_swish_sigmoid.dispose();
  const b13_repeat0_se_expand = conv2d({ x: b13_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b13/repeat0/se_expand/kernel'], bias: w['b13/repeat0/se_expand/bias'] }); // [N,1,1,480]
  b13_repeat0_se_reduce_swish.dispose();
  const b13_repeat0_se = tf.mul<tf.Tensor4D>(b13_repeat0_depthwise_swish, b13_repeat0_se_expand); // [N,24,24,480]
  b13_repeat0_depthwise_swish.dispose(); b13_repeat0_se_expand.dispose();
  const b13_repeat0_project = conv2d({ x: b13_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b13/repeat0/project/folded_kernel'], bias: w['b13/repeat0/project/folded_bias'] }); // [N,24,24,80]
  b13_repeat0_se.dispose();
  const b13_repeat0_add = tf.add<tf.Tensor4D>(b13_repeat0_project, b13_merge_swish); // [N,24,24,80]
  b13_merge_swish.dispose(); b13_repeat0_project.dispose();

  // b14 : L3 mbconv <- b5 b11 => P3
  const b14_resample0_out = conv2d({ x: b5_repeat0_add, strides: 1, pad: 'valid',
    filter: w['b14/resample0/out/folded_kernel'], bias: w['b14/resample0/out/folded_bias'] }); // [N,48,48,40]
  b5_repeat0_add.dispose();
  const b14_resample1_upsample = tf.image.resizeNearestNeighbor(b11_repeat0_add, [48, 48], false, true); // [N,48,48,112]
  b11_repeat0_add.dispose();
  const b14_resample1_out = conv2d({ x: b14_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b14/resample1/out/folded_kernel'], bias: w['b14/resample1/out/folded_bias'] }); // [N,48,48,40]
  b14_resample1_upsample.dispose();
  const b14_merge = tf.add<tf.Tensor4D>(b14_resample0_out, b14_resample1_out); // [N,48,48,40]
  b14_resample0_out.dispose(); b14_resample1_out.dispose();
  const b14_merge_swish_sigmoid = tf.sigmoid(b14_merge); // [N,48,48,40]
  const b14_merge_swish = tf.mul<tf.Tensor4D>(b14_merge, b14_merge_swish_sigmoid); // [N,48,48,40]
  b14_merge.dispose(); b14_merge_swish_sigmoid.dispose();
  const b14_repeat0_expand_conv = conv2d({ x: b14_merge_swish, strides: 1, pad: 'valid',
    filter: w['b14/repeat0/expand/folded_kernel'], bias: w['b14/repeat0/expand/folded_bias'] }); // [N,48,48,240]
  const b14_repeat0_expand_swish_sigmoid = tf.sigmoid(b14_repeat0_expand_conv); // [N,48,48,240]
  const b14_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b14_repeat0_expand_conv, b14_repeat0_expand_swish_sigmoid); // [N,48,48,240]
  b14_repeat0_expand_conv.dispose(); b14_repeat0_expand_swish_sigmoid.dispose();
  const b14_repeat0_depthwise_conv = depthwiseConv2d({ x: b14_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b14/repeat0/depthwise/folded_kernel'], bias: w['b14/repeat0/depthwise/folded_bias'] }); // [N,48,48,240]
  b14_repeat0_expand_swish.dispose();
  const b14_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b14_repeat0_depthwise_conv); // [N,48,48,240]
  const b14_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b14_repeat0_depthwise_conv, b14_repeat0_depthwise_swish_sigmoid); // [N,48,48,240]
  b14_repeat0_depthwise_conv.dispose(); b14_repeat0_depthwise_swish_sigmoid.dispose();
  const b14_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b14_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,240]
  const b14_repeat0_se_reduce_conv = conv2d({ x: b14_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b14/repeat0/se_reduce/kernel'], bias: w['b14/repeat0/se_reduce/bias'] }); // [N,1,1,8]
  b14_repeat0_se_squeeze.dispose();
  const b14_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b14_repeat0_se_reduce_conv); // [N,1,1,8]
  const b14_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b14_repeat0_se_reduce_conv, b14_repeat0_se_reduce_swish_sigmoid); // [N,1,1,8]
  b14_repeat0_se_reduce_conv.dispose(); b14_repeat0_se_reduce_swish_sigmoid.dispose();
  const b14_repeat0_se_expand = conv2d({ x: b14_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b14/repeat0/se_expand/kernel'], bias: w['b14/repeat0/se_expand/bias'] }); // [N,1,1,240]
  b14_repeat0_se_reduce_swish.dispose();
  const b14_repeat0_se = tf.mul<tf.Tensor4D>(b14_repeat0_depthwise_swish, b14_repeat0_se_expand); // [N,48,48,240]
  b14_repeat0_depthwise_swish.dispose(); b14_repeat0_se_expand.dispose();
  const b14_repeat0_project = conv2d({ x: b14_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b14/repeat0/project/folded_kernel'], bias: w['b14/repeat0/project/folded_bias'] }); // [N,48,48,40]
  b14_repeat0_se.dispose();
  const b14_repeat0_add = tf.add<tf.Tensor4D>(b14_repeat0_project, b14_merge_swish); // [N,48,48,40]
  b14_merge_swish.dispose(); b14_repeat0_project.dispose();

  // b15 : L5 mbconv <- b8 b13 => P5
  const b15_resample0_down0_conv = depthwiseConv2d({ x: b9_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b15/resample0/down0/folded_kernel'], bias: w['b15/resample0/down0/folded_bias'] }); // [N,12,12,80]
  b9_resample1_down0_conv_pad.dispose();
  const b15_resample0_down0_swish_sigmoid = tf.sigmoid(b15_resample0_down0_conv); // [N,12,12,80]
  const b15_resample0_down0_swish = tf.mul<tf.Tensor4D>(b15_resample0_down0_conv, b15_resample0_down0_swish_sigmoid); // [N,12,12,80]
  b15_resample0_down0_conv.dispose(); b15_resample0_down0_swish_sigmoid.dispose();
  const b15_resample0_out = conv2d({ x: b15_resample0_down0_swish, strides: 1, pad: 'valid',
    filter: w['b15/resample0/out/folded_kernel'], bias: w['b15/resample0/out/folded_bias'] }); // [N,12,12,112]
  b15_resample0_down0_swish.dispose();
  const b15_resample1_down0_conv_pad = tf.pad(b13_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,25,25,80]
  const b15_resample1_down0_conv = depthwiseConv2d({ x: b15_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b15/resample1/down0/folded_kernel'], bias: w['b15/resample1/down0/folded_bias'] }); // [N,12,12,80]
  const b15_resample1_down0_swish_sigmoid = tf.sigmoid(b15_resample1_down0_conv); // [N,12,12,80]
  const b15_resample1_down0_swish = tf.mul<tf.Tensor4D>(b15_resample1_down0_conv, b15_resample1_down0_swish_sigmoid); // [N,12,12,80]
  b15_resample1_down0_conv.dispose(); b15_resample1_down0_swish_sigmoid.dispose();
  const b15_resample1_out = conv2d({ x: b15_resample1_down0_swish, strides: 1, pad: 'valid',
    filter: w['b15/resample1/out/folded_kernel'], bias: w['b15/resample1/out/folded_bias'] }); // [N,12,12,112]
  b15_resample1_down0_swish.dispose();
  const b15_merge = tf.add<tf.Tensor4D>(b15_resample0_out, b15_resample1_out); // [N,12,12,112]
  b15_resample0_out.dispose(); b15_resample1_out.dispose();
  const b15_merge_b12 = tf.add<tf.Tensor4D>(b15_merge, b12_repeat0_add); // [N,12,12,112]
  b12_repeat0_add.dispose(); b15_merge.dispose();
  const b15_merge_swish_sigmoid = tf.sigmoid(b15_merge_b12); // [N,12,12,112]
  const b15_merge_swish = tf.mul<tf.Tensor4D>(b15_merge_b12, b15_merge_swish_sigmoid); // [N,12,12,112]
  b15_merge_b12.dispose(); b15_merge_swish_sigmoid.dispose();
  const b15_repeat0_expand_conv = conv2d({ x: b15_merge_swish, strides: 1, pad: 'valid',
    filter: w['b15/repeat0/expand/folded_kernel'], bias: w['b15/repeat0/expand/folded_bias'] }); // [N,12,12,672]
  const b15_repeat0_expand_swish_sigmoid = tf.sigmoid(b15_repeat0_expand_conv); // [N,12,12,672]
  const b15_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b15_repeat0_expand_conv, b15_repeat0_expand_swish_sigmoid); // [N,12,12,672]
  b15_repeat0_expand_conv.dispose(); b15_repeat0_expand_swish_sigmoid.dispose();
  const b15_repeat0_depthwise_conv = depthwiseConv2d({ x: b15_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b15/repeat0/depthwise/folded_kernel'], bias: w['b15/repeat0/depthwise/folded_bias'] }); // [N,12,12,672]
  b15_repeat0_expand_swish.dispose();
  const b15_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b15_repeat0_depthwise_conv); // [N,12,12,672]
  const b15_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b15_repeat0_depthwise_conv, b15_repeat0_depthwise_swish_sigmoid); // [N,12,12,672]
  b15_repeat0_depthwise_conv.dispose(); b15_repeat0_depthwise_swish_sigmoid.dispose();
  const b15_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b15_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,672]
  const b15_repeat0_se_reduce_conv = conv2d({ x: b15_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b15/repeat0/se_reduce/kernel'], bias: w['b15/repeat0/se_reduce/bias'] }); // [N,1,1,22]
  b15_repeat0_se_squeeze.dispose();
  const b15_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b15_repeat0_se_reduce_conv); // [N,1,1,22]
  const b15_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b15_repeat0_se_reduce_conv, b15_repeat0_se_reduce_swish_sigmoid); // [N,1,1,22]
  b15_repeat0_se_reduce_conv.dispose(); b15_repeat0_se_reduce_swish_sigmoid.dispose();
  const b15_repeat0_se_expand = conv2d({ x: b15_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b15/repeat0/se_expand/kernel'], bias: w['b15/repeat0/se_expand/bias'] }); // [N,1,1,672]
  b15_repeat0_se_reduce_swish.dispose();
  const b15_repeat0_se = tf.mul<tf.Tensor4D>(b15_repeat0_depthwise_swish, b15_repeat0_se_expand); // [N,12,12,672]
  b15_repeat0_depthwise_swish.dispose(); b15_repeat0_se_expand.dispose();
  const b15_repeat0_project = conv2d({ x: b15_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b15/repeat0/project/folded_kernel'], bias: w['b15/repeat0/project/folded_bias'] }); // [N,12,12,112]
  b15_repeat0_se.dispose();
  const b15_repeat0_add = tf.add<tf.Tensor4D>(b15_repeat0_project, b15_merge_swish); // [N,12,12,112]
  b15_merge_swish.dispose(); b15_repeat0_project.dispose();

  // b16 : L7 mbconv <- b6 b15 => P7
  const b16_resample0_down0_conv = depthwiseConv2d({ x: b7_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b16/resample0/down0/folded_kernel'], bias: w['b16/resample0/down0/folded_bias'] }); // [N,12,12,80]
  b7_resample1_down0_conv_pad.dispose();
  const b16_resample0_down0_swish_sigmoid = tf.sigmoid(b16_resample0_down0_conv); // [N,12,12,80]
  const b16_resample0_down0_swish = tf.mul<tf.Tensor4D>(b16_resample0_down0_conv, b16_resample0_down0_swish_sigmoid); // [N,12,12,80]
  b16_resample0_down0_conv.dispose(); b16_resample0_down0_swish_sigmoid.dispose();
  const b16_resample0_down1_conv_pad = tf.pad(b16_resample0_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,13,13,80]
  b16_resample0_down0_swish.dispose();
  const b16_resample0_down1_conv = depthwiseConv2d({ x: b16_resample0_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b16/resample0/down1/folded_kernel'], bias: w['b16/resample0/down1/folded_bias'] }); // [N,6,6,80]
  b16_resample0_down1_conv_pad.dispose();
  const b16_resample0_down1_swish_sigmoid = tf.sigmoid(b16_resample0_down1_conv); // [N,6,6,80]
  const b16_resample0_down1_swish = tf.mul<tf.Tensor4D>(b16_resample0_down1_conv, b16_resample0_down1_swish_sigmoid); // [N,6,6,80]
  b16_resample0_down1_conv.dispose(); b16_resample0_down1_swish_sigmoid.dispose();
  const b16_resample0_down2_conv_pad = tf.pad(b16_resample0_down1_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,7,7,80]
  b16_resample0_down1_swish.dispose();
  const b16_resample0_down2_conv = depthwiseConv2d({ x: b16_resample0_down2_conv_pad, strides: 2, pad: 'valid',
    filter: w['b16/resample0/down2/folded_kernel'], bias: w['b16/resample0/down2/folded_bias'] }); // [N,3,3,80]
  b16_resample0_down2_conv_pad.dispose();
  const b16_resample0_down2_swish_sigmoid = tf.sigmoid(b16_resample0_down2_conv); // [N,3,3,80]
  const b16_resample0_down2_swish = tf.mul<tf.Tensor4D>(b16_resample0_down2_conv, b16_resample0_down2_swish_sigmoid); // [N,3,3,80]
  b16_resample0_down2_conv.dispose(); b16_resample0_down2_swish_sigmoid.dispose();
  const b16_resample0_out = conv2d({ x: b16_resample0_down2_swish, strides: 1, pad: 'valid',
    filter: w['b16/resample0/out/folded_kernel'], bias: w['b16/resample0/out/folded_bias'] }); // [N,3,3,112]
  b16_resample0_down2_swish.dispose();
  const b16_resample1_down0_conv_pad = tf.pad(b15_repeat0_add, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,13,13,112]
  const b16_resample1_down0_conv = depthwiseConv2d({ x: b16_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b16/resample1/down0/folded_kernel'], bias: w['b16/resample1/down0/folded_bias'] }); // [N,6,6,112]
  const b16_resample1_down0_swish_sigmoid = tf.sigmoid(b16_resample1_down0_conv); // [N,6,6,112]
  const b16_resample1_down0_swish = tf.mul<tf.Tensor4D>(b16_resample1_down0_conv, b16_resample1_down0_swish_sigmoid); // [N,6,6,112]
  b16_resample1_down0_conv.dispose(); b16_resample1_down0_swish_sigmoid.dispose();
  const b16_resample1_down1_conv_pad = tf.pad(b16_resample1_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,7,7,112]
  b16_resample1_down0_swish.dispose();
  const b16_resample1_down1_conv = depthwiseConv2d({ x: b16_resample1_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b16/resample1/down1/folded_kernel'], bias: w['b16/resample1/down1/folded_bias'] }); // [N,3,3,112]
  b16_resample1_down1_conv_pad.dispose();
  const b16_resample1_down1_swish_sigmoid = tf.sigmoid(b16_resample1_down1_conv); // [N,3,3,112]
  const b16_resample1_down1_swish = tf.mul<tf.Tensor4D>(b16_resample1_down1_conv, b16_resample1_down1_swish_sigmoid); // [N,3,3,112]
  b16_resample1_down1_conv.dispose(); b16_resample1_down1_swish_sigmoid.dispose();
  const b16_resample1_out = conv2d({ x: b16_resample1_down1_swish, strides: 1, pad: 'valid',
    filter: w['b16/resample1/out/folded_kernel'], bias: w['b16/resample1/out/folded_bias'] }); // [N,3,3,112]
  b16_resample1_down1_swish.dispose();
  const b16_merge = tf.add<tf.Tensor4D>(b16_resample0_out, b16_resample1_out); // [N,3,3,112]
  b16_resample0_out.dispose(); b16_resample1_out.dispose();
  const b16_merge_swish_sigmoid = tf.sigmoid(b16_merge); // [N,3,3,112]
  const b16_merge_swish = tf.mul<tf.Tensor4D>(b16_merge, b16_merge_swish_sigmoid); // [N,3,3,112]
  b16_merge.dispose(); b16_merge_swish_sigmoid.dispose();
  const b16_repeat0_expand_conv = conv2d({ x: b16_merge_swish, strides: 1, pad: 'valid',
    filter: w['b16/repeat0/expand/folded_kernel'], bias: w['b16/repeat0/expand/folded_bias'] }); // [N,3,3,672]
  const b16_repeat0_expand_swish_sigmoid = tf.sigmoid(b16_repeat0_expand_conv); // [N,3,3,672]
  const b16_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b16_repeat0_expand_conv, b16_repeat0_expand_swish_sigmoid); // [N,3,3,672]
  b16_repeat0_expand_conv.dispose(); b16_repeat0_expand_swish_sigmoid.dispose();
  const b16_repeat0_depthwise_conv = depthwiseConv2d({ x: b16_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b16/repeat0/depthwise/folded_kernel'], bias: w['b16/repeat0/depthwise/folded_bias'] }); // [N,3,3,672]
  b16_repeat0_expand_swish.dispose();
  const b16_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b16_repeat0_depthwise_conv); // [N,3,3,672]
  const b16_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b16_repeat0_depthwise_conv, b16_repeat0_depthwise_swish_sigmoid); // [N,3,3,672]
  b16_repeat0_depthwise_conv.dispose(); b16_repeat0_depthwise_swish_sigmoid.dispose();
  const b16_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b16_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,672]
  const b16_repeat0_se_reduce_conv = conv2d({ x: b16_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b16/repeat0/se_reduce/kernel'], bias: w['b16/repeat0/se_reduce/bias'] }); // [N,1,1,22]
  b16_repeat0_se_squeeze.dispose();
  const b16_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b16_repeat0_se_reduce_conv); // [N,1,1,22]
  const b16_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b16_repeat0_se_reduce_conv, b16_repeat0_se_reduce_swish_sigmoid); // [N,1,1,22]
  b16_repeat0_se_reduce_conv.dispose(); b16_repeat0_se_reduce_swish_sigmoid.dispose();
  const b16_repeat0_se_expand = conv2d({ x: b16_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b16/repeat0/se_expand/kernel'], bias: w['b16/repeat0/se_expand/bias'] }); // [N,1,1,672]
  b16_repeat0_se_reduce_swish.dispose();
  const b16_repeat0_se = tf.mul<tf.Tensor4D>(b16_repeat0_depthwise_swish, b16_repeat0_se_expand); // [N,3,3,672]
  b16_repeat0_depthwise_swish.dispose(); b16_repeat0_se_expand.dispose();
  const b16_repeat0_project = conv2d({ x: b16_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b16/repeat0/project/folded_kernel'], bias: w['b16/repeat0/project/folded_bias'] }); // [N,3,3,112]
  b16_repeat0_se.dispose();
  const b16_repeat0_add = tf.add<tf.Tensor4D>(b16_repeat0_project, b16_merge_swish); // [N,3,3,112]
  b16_merge_swish.dispose(); b16_repeat0_project.dispose();

  // b17 : L6 mbconv <- b13 b15 => P6
  const b17_resample0_down0_conv = depthwiseConv2d({ x: b15_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b17/resample0/down0/folded_kernel'], bias: w['b17/resample0/down0/folded_bias'] }); // [N,12,12,80]
  b15_resample1_down0_conv_pad.dispose();
  const b17_resample0_down0_swish_sigmoid = tf.sigmoid(b17_resample0_down0_conv); // [N,12,12,80]
  const b17_resample0_down0_swish = tf.mul<tf.Tensor4D>(b17_resample0_down0_conv, b17_resample0_down0_swish_sigmoid); // [N,12,12,80]
  b17_resample0_down0_conv.dispose(); b17_resample0_down0_swish_sigmoid.dispose();
  const b17_resample0_down1_conv_pad = tf.pad(b17_resample0_down0_swish, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,13,13,80]
  b17_resample0_down0_swish.dispose();
  const b17_resample0_down1_conv = depthwiseConv2d({ x: b17_resample0_down1_conv_pad, strides: 2, pad: 'valid',
    filter: w['b17/resample0/down1/folded_kernel'], bias: w['b17/resample0/down1/folded_bias'] }); // [N,6,6,80]
  b17_resample0_down1_conv_pad.dispose();
  const b17_resample0_down1_swish_sigmoid = tf.sigmoid(b17_resample0_down1_conv); // [N,6,6,80]
  const b17_resample0_down1_swish = tf.mul<tf.Tensor4D>(b17_resample0_down1_conv, b17_resample0_down1_swish_sigmoid); // [N,6,6,80]
  b17_resample0_down1_conv.dispose(); b17_resample0_down1_swish_sigmoid.dispose();
  const b17_resample0_out = conv2d({ x: b17_resample0_down1_swish, strides: 1, pad: 'valid',
    filter: w['b17/resample0/out/folded_kernel'], bias: w['b17/resample0/out/folded_bias'] }); // [N,6,6,112]
  b17_resample0_down1_swish.dispose();
  const b17_resample1_down0_conv = depthwiseConv2d({ x: b16_resample1_down0_conv_pad, strides: 2, pad: 'valid',
    filter: w['b17/resample1/down0/folded_kernel'], bias: w['b17/resample1/down0/folded_bias'] }); // [N,6,6,112]
  b16_resample1_down0_conv_pad.dispose();
  const b17_resample1_down0_swish_sigmoid = tf.sigmoid(b17_resample1_down0_conv); // [N,6,6,112]
  const b17_resample1_down0_swish = tf.mul<tf.Tensor4D>(b17_resample1_down0_conv, b17_resample1_down0_swish_sigmoid); // [N,6,6,112]
  b17_resample1_down0_conv.dispose(); b17_resample1_down0_swish_sigmoid.dispose();
  const b17_resample1_out = conv2d({ x: b17_resample1_down0_swish, strides: 1, pad: 'valid',
    filter: w['b17/resample1/out/folded_kernel'], bias: w['b17/resample1/out/folded_bias'] }); // [N,6,6,112]
  b17_resample1_down0_swish.dispose();
  const b17_merge = tf.add<tf.Tensor4D>(b17_resample0_out, b17_resample1_out); // [N,6,6,112]
  b17_resample0_out.dispose(); b17_resample1_out.dispose();
  const b17_merge_swish_sigmoid = tf.sigmoid(b17_merge); // [N,6,6,112]
  const b17_merge_swish = tf.mul<tf.Tensor4D>(b17_merge, b17_merge_swish_sigmoid); // [N,6,6,112]
  b17_merge.dispose(); b17_merge_swish_sigmoid.dispose();
  const b17_repeat0_expand_conv = conv2d({ x: b17_merge_swish, strides: 1, pad: 'valid',
    filter: w['b17/repeat0/expand/folded_kernel'], bias: w['b17/repeat0/expand/folded_bias'] }); // [N,6,6,672]
  const b17_repeat0_expand_swish_sigmoid = tf.sigmoid(b17_repeat0_expand_conv); // [N,6,6,672]
  const b17_repeat0_expand_swish = tf.mul<tf.Tensor4D>(b17_repeat0_expand_conv, b17_repeat0_expand_swish_sigmoid); // [N,6,6,672]
  b17_repeat0_expand_conv.dispose(); b17_repeat0_expand_swish_sigmoid.dispose();
  const b17_repeat0_depthwise_conv = depthwiseConv2d({ x: b17_repeat0_expand_swish, strides: 1, pad: 'same',
    filter: w['b17/repeat0/depthwise/folded_kernel'], bias: w['b17/repeat0/depthwise/folded_bias'] }); // [N,6,6,672]
  b17_repeat0_expand_swish.dispose();
  const b17_repeat0_depthwise_swish_sigmoid = tf.sigmoid(b17_repeat0_depthwise_conv); // [N,6,6,672]
  const b17_repeat0_depthwise_swish = tf.mul<tf.Tensor4D>(b17_repeat0_depthwise_conv, b17_repeat0_depthwise_swish_sigmoid); // [N,6,6,672]
  b17_repeat0_depthwise_conv.dispose(); b17_repeat0_depthwise_swish_sigmoid.dispose();
  const b17_repeat0_se_squeeze = tf.mean<tf.Tensor4D>(b17_repeat0_depthwise_swish, [1, 2], true); // [N,1,1,672]
  const b17_repeat0_se_reduce_conv = conv2d({ x: b17_repeat0_se_squeeze, strides: 1, pad: 'valid',
    filter: w['b17/repeat0/se_reduce/kernel'], bias: w['b17/repeat0/se_reduce/bias'] }); // [N,1,1,22]
  b17_repeat0_se_squeeze.dispose();
  const b17_repeat0_se_reduce_swish_sigmoid = tf.sigmoid(b17_repeat0_se_reduce_conv); // [N,1,1,22]
  const b17_repeat0_se_reduce_swish = tf.mul<tf.Tensor4D>(b17_repeat0_se_reduce_conv, b17_repeat0_se_reduce_swish_sigmoid); // [N,1,1,22]
  b17_repeat0_se_reduce_conv.dispose(); b17_repeat0_se_reduce_swish_sigmoid.dispose();
  const b17_repeat0_se_expand = conv2d({ x: b17_repeat0_se_reduce_swish, strides: 1, pad: 'valid', activation: 'sigmoid',
    filter: w['b17/repeat0/se_expand/kernel'], bias: w['b17/repeat0/se_expand/bias'] }); // [N,1,1,672]
  b17_repeat0_se_reduce_swish.dispose();
  const b17_repeat0_se = tf.mul<tf.Tensor4D>(b17_repeat0_depthwise_swish, b17_repeat0_se_expand); // [N,6,6,672]
  b17_repeat0_depthwise_swish.dispose(); b17_repeat0_se_expand.dispose();
  const b17_repeat0_project = conv2d({ x: b17_repeat0_se, strides: 1, pad: 'valid',
    filter: w['b17/repeat0/project/folded_kernel'], bias: w['b17/repeat0/project/folded_bias'] }); // [N,6,6,112]
  b17_repeat0_se.dispose();
  const b17_repeat0_add = tf.add<tf.Tensor4D>(b17_repeat0_project, b17_merge_swish); // [N,6,6,112]
  b17_merge_swish.dispose(); b17_repeat0_project.dispose();

  // endpoint_3 <- b14
  const endpoint_3_conv = conv2d({ x: b14_repeat0_add, strides: 1, pad: 'valid',
    filter: w['endpoint_3/folded_kernel'], bias: w['endpoint_3/folded_bias'] }); // [N,48,48,48]
  b14_repeat0_add.dispose();
  const endpoint_3_swish_sigmoid = tf.sigmoid(endpoint_3_conv); // [N,48,48,48]
  const endpoint_3_swish = tf.mul<tf.Tensor4D>(endpoint_3_conv, endpoint_3_swish_sigmoid); // [N,48,48,48]
  endpoint_3_conv.dispose(); endpoint_3_swish_sigmoid.dispose();

  // endpoint_4 <- b13
  const endpoint_4_conv = conv2d({ x: b13_repeat0_add, strides: 1, pad: 'valid',
    filter: w['endpoint_4/folded_kernel'], bias: w['endpoint_4/folded_bias'] }); // [N,24,24,48]
  b13_repeat0_add.dispose();
  const endpoint_4_swish_sigmoid = tf.sigmoid(endpoint_4_conv); // [N,24,24,48]
  const endpoint_4_swish = tf.mul<tf.Tensor4D>(endpoint_4_conv, endpoint_4_swish_sigmoid); // [N,24,24,48]
  endpoint_4_conv.dispose(); endpoint_4_swish_sigmoid.dispose();

  // endpoint_5 <- b15
  const endpoint_5_conv = conv2d({ x: b15_repeat0_add, strides: 1, pad: 'valid',
    filter: w['endpoint_5/folded_kernel'], bias: w['endpoint_5/folded_bias'] }); // [N,12,12,48]
  b15_repeat0_add.dispose();
  const endpoint_5_swish_sigmoid = tf.sigmoid(endpoint_5_conv); // [N,12,12,48]
  const endpoint_5_swish = tf.mul<tf.Tensor4D>(endpoint_5_conv, endpoint_5_swish_sigmoid); // [N,12,12,48]
  endpoint_5_conv.dispose(); endpoint_5_swish_sigmoid.dispose();

  // endpoint_6 <- b17
  const endpoint_6_conv = conv2d({ x: b17_repeat0_add, strides: 1, pad: 'valid',
    filter: w['endpoint_6/folded_kernel'], bias: w['endpoint_6/folded_bias'] }); // [N,6,6,48]
  b17_repeat0_add.dispose();
  const endpoint_6_swish_sigmoid = tf.sigmoid(endpoint_6_conv); // [N,6,6,48]
  const endpoint_6_swish = tf.mul<tf.Tensor4D>(endpoint_6_conv, endpoint_6_swish_sigmoid); // [N,6,6,48]
  endpoint_6_conv.dispose(); endpoint_6_swish_sigmoid.dispose();

  // endpoint_7 <- b16
  const endpoint_7_conv = conv2d({ x: b16_repeat0_add, strides: 1, pad: 'valid',
    filter: w['endpoint_7/folded_kernel'], bias: w['endpoint_7/folded_bias'] }); // [N,3,3,48]
  b16_repeat0_add.dispose();
  const endpoint_7_swish_sigmoid = tf.sigmoid(endpoint_7_conv); // [N,3,3,48]
  const endpoint_7_swish = tf.mul<tf.Tensor4D>(endpoint_7_conv, endpoint_7_swish_sigmoid); // [N,3,3,48]
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


/** Weights by name. */
const shapes = {
  'stem/folded_kernel': [3, 3, 3, 8],
  'stem/folded_bias': [8],
  'b0/repeat0/expand/folded_kernel': [1, 1, 8, 48],
  'b0/repeat0/expand/folded_bias': [48],
  'b0/repeat0/depthwise/folded_kernel': [3, 3, 48, 1],
  'b0/repeat0/depthwise/folded_bias': [48],
  'b0/repeat0/se_reduce/kernel': [1, 1, 48, 1],
  'b0/repeat0/se_reduce/bias': [1],
  'b0/repeat0/se_expand/kernel': [1, 1, 1, 48],
  'b0/repeat0/se_expand/bias': [48],
  'b0/repeat0/project/folded_kernel': [1, 1, 48, 16],
  'b0/repeat0/project/folded_bias': [16],
  'b1/repeat0/expand/folded_kernel': [1, 1, 16, 96],
  'b1/repeat0/expand/folded_bias': [96],
  'b1/repeat0/depthwise/folded_kernel': [3, 3, 96, 1],
  'b1/repeat0/depthwise/folded_bias': [96],
  'b1/repeat0/se_reduce/kernel': [1, 1, 96, 3],
  'b1/repeat0/se_reduce/bias': [3],
  'b1/repeat0/se_expand/kernel': [1, 1, 3, 96],
  'b1/repeat0/se_expand/bias': [96],
  'b1/repeat0/project/folded_kernel': [1, 1, 96, 24],
  'b1/repeat0/project/folded_bias': [24],
  'b2/resample0/down0/folded_kernel': [3, 3, 16, 1],
  'b2/resample0/down0/folded_bias': [16],
  'b2/resample0/out/folded_kernel': [1, 1, 16, 24],
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
  'b3/resample0/out/folded_kernel': [1, 1, 24, 24],
  'b3/resample0/out/folded_bias': [24],
  'b3/resample1/out/folded_kernel': [1, 1, 24, 24],
  'b3/resample1/out/folded_bias': [24],
  'b3/repeat0/expand/folded_kernel': [1, 1, 24, 144],
  'b3/repeat0/expand/folded_bias': [144],
  'b3/repeat0/depthwise/folded_kernel': [3, 3, 144, 1],
  'b3/repeat0/depthwise/folded_bias': [144],
  'b3/repeat0/se_reduce/kernel': [1, 1, 144, 4],
  'b3/repeat0/se_reduce/bias': [4],
  'b3/repeat0/se_expand/kernel': [1, 1, 4, 144],
  'b3/repeat0/se_expand/bias': [144],
  'b3/repeat0/project/folded_kernel': [1, 1, 144, 24],
  'b3/repeat0/project/folded_bias': [24],
  'b4/resample0/down0/folded_kernel': [3, 3, 24, 1],
  'b4/resample0/down0/folded_bias': [24],
  'b4/resample0/down1/folded_kernel': [3, 3, 24, 1],
  'b4/resample0/down1/folded_bias': [24],
  'b4/resample0/out/folded_kernel': [1, 1, 24, 80],
  'b4/resample0/out/folded_bias': [80],
  'b4/resample1/down0/folded_kernel': [3, 3, 24, 1],
  'b4/resample1/down0/folded_bias': [24],
  'b4/resample1/down1/folded_kernel': [3, 3, 24, 1],
  'b4/resample1/down1/folded_bias': [24],
  'b4/resample1/out/folded_kernel': [1, 1, 24, 80],
  'b4/resample1/out/folded_bias': [80],
  'b4/repeat0/expand/folded_kernel': [1, 1, 80, 480],
  'b4/repeat0/expand/folded_bias': [480],
  'b4/repeat0/depthwise/folded_kernel': [3, 3, 480, 1],
  'b4/repeat0/depthwise/folded_bias': [480],
  'b4/repeat0/se_reduce/kernel': [1, 1, 480, 16],
  'b4/repeat0/se_reduce/bias': [16],
  'b4/repeat0/se_expand/kernel': [1, 1, 16, 480],
  'b4/repeat0/se_expand/bias': [480],
  'b4/repeat0/project/folded_kernel': [1, 1, 480, 80],
  'b4/repeat0/project/folded_bias': [80],
  'b5/resample0/down0/folded_kernel': [3, 3, 24, 1],
  'b5/resample0/down0/folded_bias': [24],
  'b5/resample0/out/folded_kernel': [1, 1, 24, 40],
  'b5/resample0/out/folded_bias': [40],
  'b5/resample1/out/folded_kernel': [1, 1, 80, 40],
  'b5/resample1/out/folded_bias': [40],
  'b5/repeat0/expand/folded_kernel': [1, 1, 40, 240],
  'b5/repeat0/expand/folded_bias': [240],
  'b5/repeat0/depthwise/folded_kernel': [3, 3, 240, 1],
  'b5/repeat0/depthwise/folded_bias': [240],
  'b5/repeat0/se_reduce/kernel': [1, 1, 240, 8],
  'b5/repeat0/se_reduce/bias': [8],
  'b5/repeat0/se_expand/kernel': [1, 1, 8, 240],
  'b5/repeat0/se_expand/bias': [240],
  'b5/repeat0/project/folded_kernel': [1, 1, 240, 40],
  'b5/repeat0/project/folded_bias': [40],
  'b6/resample0/down0/folded_kernel': [3, 3, 24, 1],
  'b6/resample0/down0/folded_bias': [24],
  'b6/resample0/down1/folded_kernel': [3, 3, 24, 1],
  'b6/resample0/down1/folded_bias': [24],
  'b6/resample0/out/folded_kernel': [1, 1, 24, 80],
  'b6/resample0/out/folded_bias': [80],
  'b6/resample1/down0/folded_kernel': [3, 3, 40, 1],
  'b6/resample1/down0/folded_bias': [40],
  'b6/resample1/out/folded_kernel': [1, 1, 40, 80],
  'b6/resample1/out/folded_bias': [80],
  'b6/repeat0/expand/folded_kernel': [1, 1, 80, 480],
  'b6/repeat0/expand/folded_bias': [480],
  'b6/repeat0/depthwise/folded_kernel': [3, 3, 480, 1],
  'b6/repeat0/depthwise/folded_bias': [480],
  'b6/repeat0/se_reduce/kernel': [1, 1, 480, 16],
  'b6/repeat0/se_reduce/bias': [16],
  'b6/repeat0/se_expand/kernel': [1, 1, 16, 480],
  'b6/repeat0/se_expand/bias': [480],
  'b6/repeat0/project/folded_kernel': [1, 1, 480, 80],
  'b6/repeat0/project/folded_bias': [80],
  'b7/resample0/down0/folded_kernel': [3, 3, 80, 1],
  'b7/resample0/down0/folded_bias': [80],
  'b7/resample0/down1/folded_kernel': [3, 3, 80, 1],
  'b7/resample0/down1/folded_bias': [80],
  'b7/resample0/out/folded_kernel': [1, 1, 80, 112],
  'b7/resample0/out/folded_bias': [112],
  'b7/resample1/down0/folded_kernel': [3, 3, 80, 1],
  'b7/resample1/down0/folded_bias': [80],
  'b7/resample1/down1/folded_kernel': [3, 3, 80, 1],
  'b7/resample1/down1/folded_bias': [80],
  'b7/resample1/out/folded_kernel': [1, 1, 80, 112],
  'b7/resample1/out/folded_bias': [112],
  'b7/repeat0/expand/folded_kernel': [1, 1, 112, 672],
  'b7/repeat0/expand/folded_bias': [672],
  'b7/repeat0/depthwise/folded_kernel': [3, 3, 672, 1],
  'b7/repeat0/depthwise/folded_bias': [672],
  'b7/repeat0/se_reduce/kernel': [1, 1, 672, 22],
  'b7/repeat0/se_reduce/bias': [22],
  'b7/repeat0/se_expand/kernel': [1, 1, 22, 672],
  'b7/repeat0/se_expand/bias': [672],
  'b7/repeat0/project/folded_kernel': [1, 1, 672, 112],
  'b7/repeat0/project/folded_bias': [112],
  'b8/resample0/out/folded_kernel': [1, 1, 80, 80],
  'b8/resample0/out/folded_bias': [80],
  'b8/resample1/out/folded_kernel': [1, 1, 80, 80],
  'b8/resample1/out/folded_bias': [80],
  'b8/repeat0/expand/folded_kernel': [1, 1, 80, 480],
  'b8/repeat0/expand/folded_bias': [480],
  'b8/repeat0/depthwise/folded_kernel': [3, 3, 480, 1],
  'b8/repeat0/depthwise/folded_bias': [480],
  'b8/repeat0/se_reduce/kernel': [1, 1, 480, 16],
  'b8/repeat0/se_reduce/bias': [16],
  'b8/repeat0/se_expand/kernel': [1, 1, 16, 480],
  'b8/repeat0/se_expand/bias': [480],
  'b8/repeat0/project/folded_kernel': [1, 1, 480, 80],
  'b8/repeat0/project/folded_bias': [80],
  'b9/resample0/out/folded_kernel': [1, 1, 112, 112],
  'b9/resample0/out/folded_bias': [112],
  'b9/resample1/down0/folded_kernel': [3, 3, 80, 1],
  'b9/resample1/down0/folded_bias': [80],
  'b9/resample1/out/folded_kernel': [1, 1, 80, 112],
  'b9/resample1/out/folded_bias': [112],
  'b9/repeat0/expand/folded_kernel': [1, 1, 112, 672],
  'b9/repeat0/expand/folded_bias': [672],
  'b9/repeat0/depthwise/folded_kernel': [3, 3, 672, 1],
  'b9/repeat0/depthwise/folded_bias': [672],
  'b9/repeat0/se_reduce/kernel': [1, 1, 672, 22],
  'b9/repeat0/se_reduce/bias': [22],
  'b9/repeat0/se_expand/kernel': [1, 1, 22, 672],
  'b9/repeat0/se_expand/bias': [672],
  'b9/repeat0/project/folded_kernel': [1, 1, 672, 112],
  'b9/repeat0/project/folded_bias': [112],
  'b10/resample0/down0/folded_kernel': [3, 3, 112, 1],
  'b10/resample0/down0/folded_bias': [112],
  'b10/resample0/out/folded_kernel': [1, 1, 112, 112],
  'b10/resample0/out/folded_bias': [112],
  'b10/resample1/down0/folded_kernel': [3, 3, 112, 1],
  'b10/resample1/down0/folded_bias': [112],
  'b10/resample1/down1/folded_kernel': [3, 3, 112, 1],
  'b10/resample1/down1/folded_bias': [112],
  'b10/resample1/out/folded_kernel': [1, 1, 112, 112],
  'b10/resample1/out/folded_bias': [112],
  'b10/repeat0/expand/folded_kernel': [1, 1, 112, 672],
  'b10/repeat0/expand/folded_bias': [672],
  'b10/repeat0/depthwise/folded_kernel': [3, 3, 672, 1],
  'b10/repeat0/depthwise/folded_bias': [672],
  'b10/repeat0/se_reduce/kernel': [1, 1, 672, 22],
  'b10/repeat0/se_reduce/bias': [22],
  'b10/repeat0/se_expand/kernel': [1, 1, 22, 672],
  'b10/repeat0/se_expand/bias': [672],
  'b10/repeat0/project/folded_kernel': [1, 1, 672, 112],
  'b10/repeat0/project/folded_bias': [112],
  'b11/resample0/out/folded_kernel': [1, 1, 112, 112],
  'b11/resample0/out/folded_bias': [112],
  'b11/resample1/out/folded_kernel': [1, 1, 112, 112],
  'b11/resample1/out/folded_bias': [112],
  'b11/repeat0/expand/folded_kernel': [1, 1, 112, 672],
  'b11/repeat0/expand/folded_bias': [672],
  'b11/repeat0/depthwise/folded_kernel': [3, 3, 672, 1],
  'b11/repeat0/depthwise/folded_bias': [672],
  'b11/repeat0/se_reduce/kernel': [1, 1, 672, 22],
  'b11/repeat0/se_reduce/bias': [22],
  'b11/repeat0/se_expand/kernel': [1, 1, 22, 672],
  'b11/repeat0/se_expand/bias': [672],
  'b11/repeat0/project/folded_kernel': [1, 1, 672, 112],
  'b11/repeat0/project/folded_bias': [112],
  'b12/resample0/out/folded_kernel': [1, 1, 112, 112],
  'b12/resample0/out/folded_bias': [112],
  'b12/resample1/out/folded_kernel': [1, 1, 112, 112],
  'b12/resample1/out/folded_bias': [112],
  'b12/repeat0/expand/folded_kernel': [1, 1, 112, 672],
  'b12/repeat0/expand/folded_bias': [672],
  'b12/repeat0/depthwise/folded_kernel': [3, 3, 672, 1],
  'b12/repeat0/depthwise/folded_bias': [672],
  'b12/repeat0/se_reduce/kernel': [1, 1, 672, 22],
  'b12/repeat0/se_reduce/bias': [22],
  'b12/repeat0/se_expand/kernel': [1, 1, 22, 672],
  'b12/repeat0/se_expand/bias': [672],
  'b12/repeat0/project/folded_kernel': [1, 1, 672, 112],
  'b12/repeat0/project/folded_bias': [112],
  'b13/resample0/out/folded_kernel': [1, 1, 80, 80],
  'b13/resample0/out/folded_bias': [80],
  'b13/resample1/out/folded_kernel': [1, 1, 112, 80],
  'b13/resample1/out/folded_bias': [80],
  'b13/repeat0/expand/folded_kernel': [1, 1, 80, 480],
  'b13/repeat0/expand/folded_bias': [480],
  'b13/repeat0/depthwise/folded_kernel': [3, 3, 480, 1],
  'b13/repeat0/depthwise/folded_bias': [480],
  'b13/repeat0/se_reduce/kernel': [1, 1, 480, 16],
  'b13/repeat0/se_reduce/bias': [16],
  'b13/repeat0/se_expand/kernel': [1, 1, 16, 480],
  'b13/repeat0/se_expand/bias': [480],
  'b13/repeat0/project/folded_kernel': [1, 1, 480, 80],
  'b13/repeat0/project/folded_bias': [80],
  'b14/resample0/out/folded_kernel': [1, 1, 40, 40],
  'b14/resample0/out/folded_bias': [40],
  'b14/resample1/out/folded_kernel': [1, 1, 112, 40],
  'b14/resample1/out/folded_bias': [40],
  'b14/repeat0/expand/folded_kernel': [1, 1, 40, 240],
  'b14/repeat0/expand/folded_bias': [240],
  'b14/repeat0/depthwise/folded_kernel': [3, 3, 240, 1],
  'b14/repeat0/depthwise/folded_bias': [240],
  'b14/repeat0/se_reduce/kernel': [1, 1, 240, 8],
  'b14/repeat0/se_reduce/bias': [8],
  'b14/repeat0/se_expand/kernel': [1, 1, 8, 240],
  'b14/repeat0/se_expand/bias': [240],
  'b14/repeat0/project/folded_kernel': [1, 1, 240, 40],
  'b14/repeat0/project/folded_bias': [40],
  'b15/resample0/down0/folded_kernel': [3, 3, 80, 1],
  'b15/resample0/down0/folded_bias': [80],
  'b15/resample0/out/folded_kernel': [1, 1, 80, 112],
  'b15/resample0/out/folded_bias': [112],
  'b15/resample1/down0/folded_kernel': [3, 3, 80, 1],
  'b15/resample1/down0/folded_bias': [80],
  'b15/resample1/out/folded_kernel': [1, 1, 80, 112],
  'b15/resample1/out/folded_bias': [112],
  'b15/repeat0/expand/folded_kernel': [1, 1, 112, 672],
  'b15/repeat0/expand/folded_bias': [672],
  'b15/repeat0/depthwise/folded_kernel': [3, 3, 672, 1],
  'b15/repeat0/depthwise/folded_bias': [672],
  'b15/repeat0/se_reduce/kernel': [1, 1, 672, 22],
  'b15/repeat0/se_reduce/bias': [22],
  'b15/repeat0/se_expand/kernel': [1, 1, 22, 672],
  'b15/repeat0/se_expand/bias': [672],
  'b15/repeat0/project/folded_kernel': [1, 1, 672, 112],
  'b15/repeat0/project/folded_bias': [112],
  'b16/resample0/down0/folded_kernel': [3, 3, 80, 1],
  'b16/resample0/down0/folded_bias': [80],
  'b16/resample0/down1/folded_kernel': [3, 3, 80, 1],
  'b16/resample0/down1/folded_bias': [80],
  'b16/resample0/down2/folded_kernel': [3, 3, 80, 1],
  'b16/resample0/down2/folded_bias': [80],
  'b16/resample0/out/folded_kernel': [1, 1, 80, 112],
  'b16/resample0/out/folded_bias': [112],
  'b16/resample1/down0/folded_kernel': [3, 3, 112, 1],
  'b16/resample1/down0/folded_bias': [112],
  'b16/resample1/down1/folded_kernel': [3, 3, 112, 1],
  'b16/resample1/down1/folded_bias': [112],
  'b16/resample1/out/folded_kernel': [1, 1, 112, 112],
  'b16/resample1/out/folded_bias': [112],
  'b16/repeat0/expand/folded_kernel': [1, 1, 112, 672],
  'b16/repeat0/expand/folded_bias': [672],
  'b16/repeat0/depthwise/folded_kernel': [3, 3, 672, 1],
  'b16/repeat0/depthwise/folded_bias': [672],
  'b16/repeat0/se_reduce/kernel': [1, 1, 672, 22],
  'b16/repeat0/se_reduce/bias': [22],
  'b16/repeat0/se_expand/kernel': [1, 1, 22, 672],
  'b16/repeat0/se_expand/bias': [672],
  'b16/repeat0/project/folded_kernel': [1, 1, 672, 112],
  'b16/repeat0/project/folded_bias': [112],
  'b17/resample0/down0/folded_kernel': [3, 3, 80, 1],
  'b17/resample0/down0/folded_bias': [80],
  'b17/resample0/down1/folded_kernel': [3, 3, 80, 1],
  'b17/resample0/down1/folded_bias': [80],
  'b17/resample0/out/folded_kernel': [1, 1, 80, 112],
  'b17/resample0/out/folded_bias': [112],
  'b17/resample1/down0/folded_kernel': [3, 3, 112, 1],
  'b17/resample1/down0/folded_bias': [112],
  'b17/resample1/out/folded_kernel': [1, 1, 112, 112],
  'b17/resample1/out/folded_bias': [112],
  'b17/repeat0/expand/folded_kernel': [1, 1, 112, 672],
  'b17/repeat0/expand/folded_bias': [672],
  'b17/repeat0/depthwise/folded_kernel': [3, 3, 672, 1],
  'b17/repeat0/depthwise/folded_bias': [672],
  'b17/repeat0/se_reduce/kernel': [1, 1, 672, 22],
  'b17/repeat0/se_reduce/bias': [22],
  'b17/repeat0/se_expand/kernel': [1, 1, 22, 672],
  'b17/repeat0/se_expand/bias': [672],
  'b17/repeat0/project/folded_kernel': [1, 1, 672, 112],
  'b17/repeat0/project/folded_bias': [112],
  'endpoint_3/folded_kernel': [1, 1, 40, 48],
  'endpoint_3/folded_bias': [48],
  'endpoint_4/folded_kernel': [1, 1, 80, 48],
  'endpoint_4/folded_bias': [48],
  'endpoint_5/folded_kernel': [1, 1, 112, 48],
  'endpoint_5/folded_bias': [48],
  'endpoint_6/folded_kernel': [1, 1, 112, 48],
  'endpoint_6/folded_bias': [48],
  'endpoint_7/folded_kernel': [1, 1, 112, 48],
  'endpoint_7/folded_bias': [48],
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
