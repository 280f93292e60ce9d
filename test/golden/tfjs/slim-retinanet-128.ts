/**
 * spinenet-49, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 * Spec abababababababababababababababababababababababababababababababab.
 *
 * Input: float32 [N,128,128,3], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 1.6 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'spinenet-49',
  hash: 'abababababababababababababababababababababababababababababababab',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 128, width: 128, channels: 3 },
} as const;

export interface Outputs {
  readonly class_3: tf.Tensor4D; // [N,16,16,819]
  readonly class_4: tf.Tensor4D; // [N,8,8,819]
  readonly class_5: tf.Tensor4D; // [N,4,4,819]
  readonly class_6: tf.Tensor4D; // [N,2,2,819]
  readonly class_7: tf.Tensor4D; // [N,1,1,819]
  readonly box_3: tf.Tensor4D; // [N,16,16,36]
  readonly box_4: tf.Tensor4D; // [N,8,8,36]
  readonly box_5: tf.Tensor4D; // [N,4,4,36]
  readonly box_6: tf.Tensor4D; // [N,2,2,36]
  readonly box_7: tf.Tensor4D; // [N,1,1,36]
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

const { conv2d } = tf.fused;

function predict(w: Weights, x: tf.Tensor4D): Outputs {
  checkInput(x);

  // stem b0 b1 : L2 bottleneck
  const stem_conv_pad = tf.pad(x, [[0, 0], [3, 2], [3, 2], [0, 0]], 0); // [N,133,133,3]
  const stem_conv = conv2d({ x: stem_conv_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['stem/folded_kernel'], bias: w['stem/folded_bias'] }); // [N,64,64,64]
  stem_conv_pad.dispose();
  const stem_pool = tf.maxPool(stem_conv, 3, 2, 'same'); // [N,32,32,64]
  stem_conv.dispose();

  // b0 : L2 bottleneck
  const b0_repeat0_shortcut = conv2d({ x: stem_pool, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/shortcut/folded_kernel'], bias: w['b0/repeat0/shortcut/folded_bias'] }); // [N,32,32,32]
  const b0_repeat0_conv1 = conv2d({ x: stem_pool, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b0/repeat0/conv1/folded_kernel'], bias: w['b0/repeat0/conv1/folded_bias'] }); // [N,32,32,8]
  stem_pool.dispose();
  const b0_repeat0_conv2 = conv2d({ x: b0_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b0/repeat0/conv2/folded_kernel'], bias: w['b0/repeat0/conv2/folded_bias'] }); // [N,32,32,8]
  b0_repeat0_conv1.dispose();
  const b0_repeat0_conv3 = conv2d({ x: b0_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/conv3/folded_kernel'], bias: w['b0/repeat0/conv3/folded_bias'] }); // [N,32,32,32]
  b0_repeat0_conv2.dispose();
  const b0_repeat0_add = tf.add<tf.Tensor4D>(b0_repeat0_conv3, b0_repeat0_shortcut); // [N,32,32,32]
  b0_repeat0_shortcut.dispose(); b0_repeat0_conv3.dispose();
  const b0_repeat0_relu = tf.relu(b0_repeat0_add); // [N,32,32,32]
  b0_repeat0_add.dispose();

  // b1 : L2 bottleneck
  const b1_repeat0_conv1 = conv2d({ x: b0_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b1/repeat0/conv1/folded_kernel'], bias: w['b1/repeat0/conv1/folded_bias'] }); // [N,32,32,8]
  const b1_repeat0_conv2 = conv2d({ x: b1_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b1/repeat0/conv2/folded_kernel'], bias: w['b1/repeat0/conv2/folded_bias'] }); // [N,32,32,8]
  b1_repeat0_conv1.dispose();
  const b1_repeat0_conv3 = conv2d({ x: b1_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b1/repeat0/conv3/folded_kernel'], bias: w['b1/repeat0/conv3/folded_bias'] }); // [N,32,32,32]
  b1_repeat0_conv2.dispose();
  const b1_repeat0_add = tf.add<tf.Tensor4D>(b1_repeat0_conv3, b0_repeat0_relu); // [N,32,32,32]
  b1_repeat0_conv3.dispose();
  const b1_repeat0_relu = tf.relu(b1_repeat0_add); // [N,32,32,32]
  b1_repeat0_add.dispose();

  // b2 : L2 bottleneck <- b0 b1
  const b2_resample0_in = conv2d({ x: b0_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b2/resample0/in/folded_kernel'], bias: w['b2/resample0/in/folded_bias'] }); // [N,32,32,4]
  const b2_resample0_out = conv2d({ x: b2_resample0_in, strides: 1, pad: 'valid',
    filter: w['b2/resample0/out/folded_kernel'], bias: w['b2/resample0/out/folded_bias'] }); // [N,32,32,32]
  b2_resample0_in.dispose();
  const b2_resample1_in = conv2d({ x: b1_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b2/resample1/in/folded_kernel'], bias: w['b2/resample1/in/folded_bias'] }); // [N,32,32,4]
  const b2_resample1_out = conv2d({ x: b2_resample1_in, strides: 1, pad: 'valid',
    filter: w['b2/resample1/out/folded_kernel'], bias: w['b2/resample1/out/folded_bias'] }); // [N,32,32,32]
  b2_resample1_in.dispose();
  const b2_merge = tf.add<tf.Tensor4D>(b2_resample0_out, b2_resample1_out); // [N,32,32,32]
  b2_resample0_out.dispose(); b2_resample1_out.dispose();
  const b2_merge_relu = tf.relu(b2_merge); // [N,32,32,32]
  b2_merge.dispose();
  const b2_repeat0_conv1 = conv2d({ x: b2_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b2/repeat0/conv1/folded_kernel'], bias: w['b2/repeat0/conv1/folded_bias'] }); // [N,32,32,8]
  const b2_repeat0_conv2 = conv2d({ x: b2_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b2/repeat0/conv2/folded_kernel'], bias: w['b2/repeat0/conv2/folded_bias'] }); // [N,32,32,8]
  b2_repeat0_conv1.dispose();
  const b2_repeat0_conv3 = conv2d({ x: b2_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b2/repeat0/conv3/folded_kernel'], bias: w['b2/repeat0/conv3/folded_bias'] }); // [N,32,32,32]
  b2_repeat0_conv2.dispose();
  const b2_repeat0_add = tf.add<tf.Tensor4D>(b2_repeat0_conv3, b2_merge_relu); // [N,32,32,32]
  b2_merge_relu.dispose(); b2_repeat0_conv3.dispose();
  const b2_repeat0_relu = tf.relu(b2_repeat0_add); // [N,32,32,32]
  b2_repeat0_add.dispose();

  // b3 : L4 residual <- b0 b1
  const b3_resample0_in = conv2d({ x: b0_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b3/resample0/in/folded_kernel'], bias: w['b3/resample0/in/folded_bias'] }); // [N,32,32,4]
  b0_repeat0_relu.dispose();
  const b3_resample0_down_pad = tf.pad(b3_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,33,33,4]
  b3_resample0_in.dispose();
  const b3_resample0_down = conv2d({ x: b3_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b3/resample0/down/folded_kernel'], bias: w['b3/resample0/down/folded_bias'] }); // [N,16,16,4]
  b3_resample0_down_pad.dispose();
  const b3_resample0_pool = tf.maxPool(b3_resample0_down, 3, 2, 'same'); // [N,8,8,4]
  b3_resample0_down.dispose();
  const b3_resample0_out = conv2d({ x: b3_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b3/resample0/out/folded_kernel'], bias: w['b3/resample0/out/folded_bias'] }); // [N,8,8,32]
  b3_resample0_pool.dispose();
  const b3_resample1_in = conv2d({ x: b1_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b3/resample1/in/folded_kernel'], bias: w['b3/resample1/in/folded_bias'] }); // [N,32,32,4]
  b1_repeat0_relu.dispose();
  const b3_resample1_down_pad = tf.pad(b3_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,33,33,4]
  b3_resample1_in.dispose();
  const b3_resample1_down = conv2d({ x: b3_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b3/resample1/down/folded_kernel'], bias: w['b3/resample1/down/folded_bias'] }); // [N,16,16,4]
  b3_resample1_down_pad.dispose();
  const b3_resample1_pool = tf.maxPool(b3_resample1_down, 3, 2, 'same'); // [N,8,8,4]
  b3_resample1_down.dispose();
  const b3_resample1_out = conv2d({ x: b3_resample1_pool, strides: 1, pad: 'valid',
    filter: w['b3/resample1/out/folded_kernel'], bias: w['b3/resample1/out/folded_bias'] }); // [N,8,8,32]
  b3_resample1_pool.dispose();
  const b3_merge = tf.add<tf.Tensor4D>(b3_resample0_out, b3_resample1_out); // [N,8,8,32]
  b3_resample0_out.dispose(); b3_resample1_out.dispose();
  const b3_merge_relu = tf.relu(b3_merge); // [N,8,8,32]
  b3_merge.dispose();
  const b3_repeat0_conv1 = conv2d({ x: b3_merge_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b3/repeat0/conv1/folded_kernel'], bias: w['b3/repeat0/conv1/folded_bias'] }); // [N,8,8,32]
  const b3_repeat0_conv2 = conv2d({ x: b3_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['b3/repeat0/conv2/folded_kernel'], bias: w['b3/repeat0/conv2/folded_bias'] }); // [N,8,8,32]
  b3_repeat0_conv1.dispose();
  const b3_repeat0_add = tf.add<tf.Tensor4D>(b3_repeat0_conv2, b3_merge_relu); // [N,8,8,32]
  b3_merge_relu.dispose(); b3_repeat0_conv2.dispose();
  const b3_repeat0_relu = tf.relu(b3_repeat0_add); // [N,8,8,32]
  b3_repeat0_add.dispose();

  // b4 : L3 bottleneck <- b2 b3
  const b4_resample0_in = conv2d({ x: b2_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b4/resample0/in/folded_kernel'], bias: w['b4/resample0/in/folded_bias'] }); // [N,32,32,4]
  const b4_resample0_down_pad = tf.pad(b4_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,33,33,4]
  b4_resample0_in.dispose();
  const b4_resample0_down = conv2d({ x: b4_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b4/resample0/down/folded_kernel'], bias: w['b4/resample0/down/folded_bias'] }); // [N,16,16,4]
  b4_resample0_down_pad.dispose();
  const b4_resample0_out = conv2d({ x: b4_resample0_down, strides: 1, pad: 'valid',
    filter: w['b4/resample0/out/folded_kernel'], bias: w['b4/resample0/out/folded_bias'] }); // [N,16,16,64]
  b4_resample0_down.dispose();
  const b4_resample1_in = conv2d({ x: b3_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b4/resample1/in/folded_kernel'], bias: w['b4/resample1/in/folded_bias'] }); // [N,8,8,16]
  const b4_resample1_upsample = tf.image.resizeNearestNeighbor(b4_resample1_in, [16, 16], false, true); // [N,16,16,16]
  b4_resample1_in.dispose();
  const b4_resample1_out = conv2d({ x: b4_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b4/resample1/out/folded_kernel'], bias: w['b4/resample1/out/folded_bias'] }); // [N,16,16,64]
  b4_resample1_upsample.dispose();
  const b4_merge = tf.add<tf.Tensor4D>(b4_resample0_out, b4_resample1_out); // [N,16,16,64]
  b4_resample0_out.dispose(); b4_resample1_out.dispose();
  const b4_merge_relu = tf.relu(b4_merge); // [N,16,16,64]
  b4_merge.dispose();
  const b4_repeat0_conv1 = conv2d({ x: b4_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b4/repeat0/conv1/folded_kernel'], bias: w['b4/repeat0/conv1/folded_bias'] }); // [N,16,16,16]
  const b4_repeat0_conv2 = conv2d({ x: b4_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b4/repeat0/conv2/folded_kernel'], bias: w['b4/repeat0/conv2/folded_bias'] }); // [N,16,16,16]
  b4_repeat0_conv1.dispose();
  const b4_repeat0_conv3 = conv2d({ x: b4_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b4/repeat0/conv3/folded_kernel'], bias: w['b4/repeat0/conv3/folded_bias'] }); // [N,16,16,64]
  b4_repeat0_conv2.dispose();
  const b4_repeat0_add = tf.add<tf.Tensor4D>(b4_repeat0_conv3, b4_merge_relu); // [N,16,16,64]
  b4_merge_relu.dispose(); b4_repeat0_conv3.dispose();
  const b4_repeat0_relu = tf.relu(b4_repeat0_add); // [N,16,16,64]
  b4_repeat0_add.dispose();

  // b5 : L4 bottleneck <- b2 b4
  const b5_resample0_in = conv2d({ x: b2_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b5/resample0/in/folded_kernel'], bias: w['b5/resample0/in/folded_bias'] }); // [N,32,32,4]
  b2_repeat0_relu.dispose();
  const b5_resample0_down_pad = tf.pad(b5_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,33,33,4]
  b5_resample0_in.dispose();
  const b5_resample0_down = conv2d({ x: b5_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b5/resample0/down/folded_kernel'], bias: w['b5/resample0/down/folded_bias'] }); // [N,16,16,4]
  b5_resample0_down_pad.dispose();
  const b5_resample0_pool = tf.maxPool(b5_resample0_down, 3, 2, 'same'); // [N,8,8,4]
  b5_resample0_down.dispose();
  const b5_resample0_out = conv2d({ x: b5_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b5/resample0/out/folded_kernel'], bias: w['b5/resample0/out/folded_bias'] }); // [N,8,8,128]
  b5_resample0_pool.dispose();
  const b5_resample1_in = conv2d({ x: b4_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b5/resample1/in/folded_kernel'], bias: w['b5/resample1/in/folded_bias'] }); // [N,16,16,8]
  const b5_resample1_down_pad = tf.pad(b5_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,17,17,8]
  b5_resample1_in.dispose();
  const b5_resample1_down = conv2d({ x: b5_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b5/resample1/down/folded_kernel'], bias: w['b5/resample1/down/folded_bias'] }); // [N,8,8,8]
  b5_resample1_down_pad.dispose();
  const b5_resample1_out = conv2d({ x: b5_resample1_down, strides: 1, pad: 'valid',
    filter: w['b5/resample1/out/folded_kernel'], bias: w['b5/resample1/out/folded_bias'] }); // [N,8,8,128]
  b5_resample1_down.dispose();
  const b5_merge = tf.add<tf.Tensor4D>(b5_resample0_out, b5_resample1_out); // [N,8,8,128]
  b5_resample0_out.dispose(); b5_resample1_out.dispose();
  const b5_merge_relu = tf.relu(b5_merge); // [N,8,8,128]
  b5_merge.dispose();
  const b5_repeat0_conv1 = conv2d({ x: b5_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b5/repeat0/conv1/folded_kernel'], bias: w['b5/repeat0/conv1/folded_bias'] }); // [N,8,8,32]
  const b5_repeat0_conv2 = conv2d({ x: b5_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b5/repeat0/conv2/folded_kernel'], bias: w['b5/repeat0/conv2/folded_bias'] }); // [N,8,8,32]
  b5_repeat0_conv1.dispose();
  const b5_repeat0_conv3 = conv2d({ x: b5_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b5/repeat0/conv3/folded_kernel'], bias: w['b5/repeat0/conv3/folded_bias'] }); // [N,8,8,128]
  b5_repeat0_conv2.dispose();
  const b5_repeat0_add = tf.add<tf.Tensor4D>(b5_repeat0_conv3, b5_merge_relu); // [N,8,8,128]
  b5_merge_relu.dispose(); b5_repeat0_conv3.dispose();
  const b5_repeat0_relu = tf.relu(b5_repeat0_add); // [N,8,8,128]
  b5_repeat0_add.dispose();

  // b6 : L6 residual <- b3 b5
  const b6_resample0_in = conv2d({ x: b3_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b6/resample0/in/folded_kernel'], bias: w['b6/resample0/in/folded_bias'] }); // [N,8,8,16]
  const b6_resample0_down_pad = tf.pad(b6_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,16]
  b6_resample0_in.dispose();
  const b6_resample0_down = conv2d({ x: b6_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b6/resample0/down/folded_kernel'], bias: w['b6/resample0/down/folded_bias'] }); // [N,4,4,16]
  b6_resample0_down_pad.dispose();
  const b6_resample0_pool = tf.maxPool(b6_resample0_down, 3, 2, 'same'); // [N,2,2,16]
  b6_resample0_down.dispose();
  const b6_resample0_out = conv2d({ x: b6_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b6/resample0/out/folded_kernel'], bias: w['b6/resample0/out/folded_bias'] }); // [N,2,2,32]
  b6_resample0_pool.dispose();
  const b6_resample1_in = conv2d({ x: b5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b6/resample1/in/folded_kernel'], bias: w['b6/resample1/in/folded_bias'] }); // [N,8,8,16]
  const b6_resample1_down_pad = tf.pad(b6_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,16]
  b6_resample1_in.dispose();
  const b6_resample1_down = conv2d({ x: b6_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b6/resample1/down/folded_kernel'], bias: w['b6/resample1/down/folded_bias'] }); // [N,4,4,16]
  b6_resample1_down_pad.dispose();
  const b6_resample1_pool = tf.maxPool(b6_resample1_down, 3, 2, 'same'); // [N,2,2,16]
  b6_resample1_down.dispose();
  const b6_resample1_out = conv2d({ x: b6_resample1_pool, strides: 1, pad: 'valid',
    filter: w['b6/resample1/out/folded_kernel'], bias: w['b6/resample1/out/folded_bias'] }); // [N,2,2,32]
  b6_resample1_pool.dispose();
  const b6_merge = tf.add<tf.Tensor4D>(b6_resample0_out, b6_resample1_out); // [N,2,2,32]
  b6_resample0_out.dispose(); b6_resample1_out.dispose();
  const b6_merge_relu = tf.relu(b6_merge); // [N,2,2,32]
  b6_merge.dispose();
  const b6_repeat0_conv1 = conv2d({ x: b6_merge_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b6/repeat0/conv1/folded_kernel'], bias: w['b6/repeat0/conv1/folded_bias'] }); // [N,2,2,32]
  const b6_repeat0_conv2 = conv2d({ x: b6_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['b6/repeat0/conv2/folded_kernel'], bias: w['b6/repeat0/conv2/folded_bias'] }); // [N,2,2,32]
  b6_repeat0_conv1.dispose();
  const b6_repeat0_add = tf.add<tf.Tensor4D>(b6_repeat0_conv2, b6_merge_relu); // [N,2,2,32]
  b6_merge_relu.dispose(); b6_repeat0_conv2.dispose();
  const b6_repeat0_relu = tf.relu(b6_repeat0_add); // [N,2,2,32]
  b6_repeat0_add.dispose();

  // b7 : L4 bottleneck <- b3 b5
  const b7_resample0_in = conv2d({ x: b3_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b7/resample0/in/folded_kernel'], bias: w['b7/resample0/in/folded_bias'] }); // [N,8,8,16]
  b3_repeat0_relu.dispose();
  const b7_resample0_out = conv2d({ x: b7_resample0_in, strides: 1, pad: 'valid',
    filter: w['b7/resample0/out/folded_kernel'], bias: w['b7/resample0/out/folded_bias'] }); // [N,8,8,128]
  b7_resample0_in.dispose();
  const b7_resample1_in = conv2d({ x: b5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b7/resample1/in/folded_kernel'], bias: w['b7/resample1/in/folded_bias'] }); // [N,8,8,16]
  const b7_resample1_out = conv2d({ x: b7_resample1_in, strides: 1, pad: 'valid',
    filter: w['b7/resample1/out/folded_kernel'], bias: w['b7/resample1/out/folded_bias'] }); // [N,8,8,128]
  b7_resample1_in.dispose();
  const b7_merge = tf.add<tf.Tensor4D>(b7_resample0_out, b7_resample1_out); // [N,8,8,128]
  b7_resample0_out.dispose(); b7_resample1_out.dispose();
  const b7_merge_relu = tf.relu(b7_merge); // [N,8,8,128]
  b7_merge.dispose();
  const b7_repeat0_conv1 = conv2d({ x: b7_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b7/repeat0/conv1/folded_kernel'], bias: w['b7/repeat0/conv1/folded_bias'] }); // [N,8,8,32]
  const b7_repeat0_conv2 = conv2d({ x: b7_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b7/repeat0/conv2/folded_kernel'], bias: w['b7/repeat0/conv2/folded_bias'] }); // [N,8,8,32]
  b7_repeat0_conv1.dispose();
  const b7_repeat0_conv3 = conv2d({ x: b7_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b7/repeat0/conv3/folded_kernel'], bias: w['b7/repeat0/conv3/folded_bias'] }); // [N,8,8,128]
  b7_repeat0_conv2.dispose();
  const b7_repeat0_add = tf.add<tf.Tensor4D>(b7_repeat0_conv3, b7_merge_relu); // [N,8,8,128]
  b7_merge_relu.dispose(); b7_repeat0_conv3.dispose();
  const b7_repeat0_relu = tf.relu(b7_repeat0_add); // [N,8,8,128]
  b7_repeat0_add.dispose();

  // b8 : L5 residual <- b6 b7
  const b8_resample0_in = conv2d({ x: b6_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b8/resample0/in/folded_kernel'], bias: w['b8/resample0/in/folded_bias'] }); // [N,2,2,16]
  const b8_resample0_upsample = tf.image.resizeNearestNeighbor(b8_resample0_in, [4, 4], false, true); // [N,4,4,16]
  b8_resample0_in.dispose();
  const b8_resample0_out = conv2d({ x: b8_resample0_upsample, strides: 1, pad: 'valid',
    filter: w['b8/resample0/out/folded_kernel'], bias: w['b8/resample0/out/folded_bias'] }); // [N,4,4,32]
  b8_resample0_upsample.dispose();
  const b8_resample1_in = conv2d({ x: b7_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b8/resample1/in/folded_kernel'], bias: w['b8/resample1/in/folded_bias'] }); // [N,8,8,16]
  const b8_resample1_down_pad = tf.pad(b8_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,16]
  b8_resample1_in.dispose();
  const b8_resample1_down = conv2d({ x: b8_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b8/resample1/down/folded_kernel'], bias: w['b8/resample1/down/folded_bias'] }); // [N,4,4,16]
  b8_resample1_down_pad.dispose();
  const b8_resample1_out = conv2d({ x: b8_resample1_down, strides: 1, pad: 'valid',
    filter: w['b8/resample1/out/folded_kernel'], bias: w['b8/resample1/out/folded_bias'] }); // [N,4,4,32]
  b8_resample1_down.dispose();
  const b8_merge = tf.add<tf.Tensor4D>(b8_resample0_out, b8_resample1_out); // [N,4,4,32]
  b8_resample0_out.dispose(); b8_resample1_out.dispose();
  const b8_merge_relu = tf.relu(b8_merge); // [N,4,4,32]
  b8_merge.dispose();
  const b8_repeat0_conv1 = conv2d({ x: b8_merge_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b8/repeat0/conv1/folded_kernel'], bias: w['b8/repeat0/conv1/folded_bias'] }); // [N,4,4,32]
  const b8_repeat0_conv2 = conv2d({ x: b8_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['b8/repeat0/conv2/folded_kernel'], bias: w['b8/repeat0/conv2/folded_bias'] }); // [N,4,4,32]
  b8_repeat0_conv1.dispose();
  const b8_repeat0_add = tf.add<tf.Tensor4D>(b8_repeat0_conv2, b8_merge_relu); // [N,4,4,32]
  b8_merge_relu.dispose(); b8_repeat0_conv2.dispose();
  const b8_repeat0_relu = tf.relu(b8_repeat0_add); // [N,4,4,32]
  b8_repeat0_add.dispose();

  // b9 : L7 residual <- b6 b8
  const b9_resample0_in = conv2d({ x: b6_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b9/resample0/in/folded_kernel'], bias: w['b9/resample0/in/folded_bias'] }); // [N,2,2,16]
  b6_repeat0_relu.dispose();
  const b9_resample0_down_pad = tf.pad(b9_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,3,3,16]
  b9_resample0_in.dispose();
  const b9_resample0_down = conv2d({ x: b9_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b9/resample0/down/folded_kernel'], bias: w['b9/resample0/down/folded_bias'] }); // [N,1,1,16]
  b9_resample0_down_pad.dispose();
  const b9_resample0_out = conv2d({ x: b9_resample0_down, strides: 1, pad: 'valid',
    filter: w['b9/resample0/out/folded_kernel'], bias: w['b9/resample0/out/folded_bias'] }); // [N,1,1,32]
  b9_resample0_down.dispose();
  const b9_resample1_in = conv2d({ x: b8_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b9/resample1/in/folded_kernel'], bias: w['b9/resample1/in/folded_bias'] }); // [N,4,4,16]
  const b9_resample1_down_pad = tf.pad(b9_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,5,5,16]
  b9_resample1_in.dispose();
  const b9_resample1_down = conv2d({ x: b9_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b9/resample1/down/folded_kernel'], bias: w['b9/resample1/down/folded_bias'] }); // [N,2,2,16]
  b9_resample1_down_pad.dispose();
  const b9_resample1_pool = tf.maxPool(b9_resample1_down, 3, 2, 'same'); // [N,1,1,16]
  b9_resample1_down.dispose();
  const b9_resample1_out = conv2d({ x: b9_resample1_pool, strides: 1, pad: 'valid',
    filter: w['b9/resample1/out/folded_kernel'], bias: w['b9/resample1/out/folded_bias'] }); // [N,1,1,32]
  b9_resample1_pool.dispose();
  const b9_merge = tf.add<tf.Tensor4D>(b9_resample0_out, b9_resample1_out); // [N,1,1,32]
  b9_resample0_out.dispose(); b9_resample1_out.dispose();
  const b9_merge_relu = tf.relu(b9_merge); // [N,1,1,32]
  b9_merge.dispose();
  const b9_repeat0_conv1 = conv2d({ x: b9_merge_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b9/repeat0/conv1/folded_kernel'], bias: w['b9/repeat0/conv1/folded_bias'] }); // [N,1,1,32]
  const b9_repeat0_conv2 = conv2d({ x: b9_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['b9/repeat0/conv2/folded_kernel'], bias: w['b9/repeat0/conv2/folded_bias'] }); // [N,1,1,32]
  b9_repeat0_conv1.dispose();
  const b9_repeat0_add = tf.add<tf.Tensor4D>(b9_repeat0_conv2, b9_merge_relu); // [N,1,1,32]
  b9_merge_relu.dispose(); b9_repeat0_conv2.dispose();
  const b9_repeat0_relu = tf.relu(b9_repeat0_add); // [N,1,1,32]
  b9_repeat0_add.dispose();

  // b10 : L5 bottleneck <- b8 b9
  const b10_resample0_in = conv2d({ x: b8_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b10/resample0/in/folded_kernel'], bias: w['b10/resample0/in/folded_bias'] }); // [N,4,4,16]
  const b10_resample0_out = conv2d({ x: b10_resample0_in, strides: 1, pad: 'valid',
    filter: w['b10/resample0/out/folded_kernel'], bias: w['b10/resample0/out/folded_bias'] }); // [N,4,4,128]
  b10_resample0_in.dispose();
  const b10_resample1_in = conv2d({ x: b9_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b10/resample1/in/folded_kernel'], bias: w['b10/resample1/in/folded_bias'] }); // [N,1,1,16]
  b9_repeat0_relu.dispose();
  const b10_resample1_upsample = tf.image.resizeNearestNeighbor(b10_resample1_in, [4, 4], false, true); // [N,4,4,16]
  b10_resample1_in.dispose();
  const b10_resample1_out = conv2d({ x: b10_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b10/resample1/out/folded_kernel'], bias: w['b10/resample1/out/folded_bias'] }); // [N,4,4,128]
  b10_resample1_upsample.dispose();
  const b10_merge = tf.add<tf.Tensor4D>(b10_resample0_out, b10_resample1_out); // [N,4,4,128]
  b10_resample0_out.dispose(); b10_resample1_out.dispose();
  const b10_merge_relu = tf.relu(b10_merge); // [N,4,4,128]
  b10_merge.dispose();
  const b10_repeat0_conv1 = conv2d({ x: b10_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b10/repeat0/conv1/folded_kernel'], bias: w['b10/repeat0/conv1/folded_bias'] }); // [N,4,4,32]
  const b10_repeat0_conv2 = conv2d({ x: b10_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b10/repeat0/conv2/folded_kernel'], bias: w['b10/repeat0/conv2/folded_bias'] }); // [N,4,4,32]
  b10_repeat0_conv1.dispose();
  const b10_repeat0_conv3 = conv2d({ x: b10_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b10/repeat0/conv3/folded_kernel'], bias: w['b10/repeat0/conv3/folded_bias'] }); // [N,4,4,128]
  b10_repeat0_conv2.dispose();
  const b10_repeat0_add = tf.add<tf.Tensor4D>(b10_repeat0_conv3, b10_merge_relu); // [N,4,4,128]
  b10_merge_relu.dispose(); b10_repeat0_conv3.dispose();
  const b10_repeat0_relu = tf.relu(b10_repeat0_add); // [N,4,4,128]
  b10_repeat0_add.dispose();

  // b11 : L5 bottleneck <- b8 b10
  const b11_resample0_in = conv2d({ x: b8_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b11/resample0/in/folded_kernel'], bias: w['b11/resample0/in/folded_bias'] }); // [N,4,4,16]
  b8_repeat0_relu.dispose();
  const b11_resample0_out = conv2d({ x: b11_resample0_in, strides: 1, pad: 'valid',
    filter: w['b11/resample0/out/folded_kernel'], bias: w['b11/resample0/out/folded_bias'] }); // [N,4,4,128]
  b11_resample0_in.dispose();
  const b11_resample1_in = conv2d({ x: b10_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b11/resample1/in/folded_kernel'], bias: w['b11/resample1/in/folded_bias'] }); // [N,4,4,16]
  const b11_resample1_out = conv2d({ x: b11_resample1_in, strides: 1, pad: 'valid',
    filter: w['b11/resample1/out/folded_kernel'], bias: w['b11/resample1/out/folded_bias'] }); // [N,4,4,128]
  b11_resample1_in.dispose();
  const b11_merge = tf.add<tf.Tensor4D>(b11_resample0_out, b11_resample1_out); // [N,4,4,128]
  b11_resample0_out.dispose(); b11_resample1_out.dispose();
  const b11_merge_relu = tf.relu(b11_merge); // [N,4,4,128]
  b11_merge.dispose();
  const b11_repeat0_conv1 = conv2d({ x: b11_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b11/repeat0/conv1/folded_kernel'], bias: w['b11/repeat0/conv1/folded_bias'] }); // [N,4,4,32]
  const b11_repeat0_conv2 = conv2d({ x: b11_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b11/repeat0/conv2/folded_kernel'], bias: w['b11/repeat0/conv2/folded_bias'] }); // [N,4,4,32]
  b11_repeat0_conv1.dispose();
  const b11_repeat0_conv3 = conv2d({ x: b11_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b11/repeat0/conv3/folded_kernel'], bias: w['b11/repeat0/conv3/folded_bias'] }); // [N,4,4,128]
  b11_repeat0_conv2.dispose();
  const b11_repeat0_add = tf.add<tf.Tensor4D>(b11_repeat0_conv3, b11_merge_relu); // [N,4,4,128]
  b11_merge_relu.dispose(); b11_repeat0_conv3.dispose();
  const b11_repeat0_relu = tf.relu(b11_repeat0_add); // [N,4,4,128]
  b11_repeat0_add.dispose();

  // b12 : L4 bottleneck <- b5 b10 => P4
  const b12_resample0_in = conv2d({ x: b5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b12/resample0/in/folded_kernel'], bias: w['b12/resample0/in/folded_bias'] }); // [N,8,8,16]
  const b12_resample0_out = conv2d({ x: b12_resample0_in, strides: 1, pad: 'valid',
    filter: w['b12/resample0/out/folded_kernel'], bias: w['b12/resample0/out/folded_bias'] }); // [N,8,8,128]
  b12_resample0_in.dispose();
  const b12_resample1_in = conv2d({ x: b10_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b12/resample1/in/folded_kernel'], bias: w['b12/resample1/in/folded_bias'] }); // [N,4,4,16]
  const b12_resample1_upsample = tf.image.resizeNearestNeighbor(b12_resample1_in, [8, 8], false, true); // [N,8,8,16]
  b12_resample1_in.dispose();
  const b12_resample1_out = conv2d({ x: b12_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b12/resample1/out/folded_kernel'], bias: w['b12/resample1/out/folded_bias'] }); // [N,8,8,128]
  b12_resample1_upsample.dispose();
  const b12_merge = tf.add<tf.Tensor4D>(b12_resample0_out, b12_resample1_out); // [N,8,8,128]
  b12_resample0_out.dispose(); b12_resample1_out.dispose();
  const b12_merge_relu = tf.relu(b12_merge); // [N,8,8,128]
  b12_merge.dispose();
  const b12_repeat0_conv1 = conv2d({ x: b12_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b12/repeat0/conv1/folded_kernel'], bias: w['b12/repeat0/conv1/folded_bias'] }); // [N,8,8,32]
  const b12_repeat0_conv2 = conv2d({ x: b12_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b12/repeat0/conv2/folded_kernel'], bias: w['b12/repeat0/conv2/folded_bias'] }); // [N,8,8,32]
  b12_repeat0_conv1.dispose();
  const b12_repeat0_conv3 = conv2d({ x: b12_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b12/repeat0/conv3/folded_kernel'], bias: w['b12/repeat0/conv3/folded_bias'] }); // [N,8,8,128]
  b12_repeat0_conv2.dispose();
  const b12_repeat0_add = tf.add<tf.Tensor4D>(b12_repeat0_conv3, b12_merge_relu); // [N,8,8,128]
  b12_merge_relu.dispose(); b12_repeat0_conv3.dispose();
  const b12_repeat0_relu = tf.relu(b12_repeat0_add); // [N,8,8,128]
  b12_repeat0_add.dispose();

  // b13 : L3 bottleneck <- b4 b10 => P3
  const b13_resample0_in = conv2d({ x: b4_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b13/resample0/in/folded_kernel'], bias: w['b13/resample0/in/folded_bias'] }); // [N,16,16,8]
  b4_repeat0_relu.dispose();
  const b13_resample0_out = conv2d({ x: b13_resample0_in, strides: 1, pad: 'valid',
    filter: w['b13/resample0/out/folded_kernel'], bias: w['b13/resample0/out/folded_bias'] }); // [N,16,16,64]
  b13_resample0_in.dispose();
  const b13_resample1_in = conv2d({ x: b10_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b13/resample1/in/folded_kernel'], bias: w['b13/resample1/in/folded_bias'] }); // [N,4,4,16]
  b10_repeat0_relu.dispose();
  const b13_resample1_upsample = tf.image.resizeNearestNeighbor(b13_resample1_in, [16, 16], false, true); // [N,16,16,16]
  b13_resample1_in.dispose();
  const b13_resample1_out = conv2d({ x: b13_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b13/resample1/out/folded_kernel'], bias: w['b13/resample1/out/folded_bias'] }); // [N,16,16,64]
  b13_resample1_upsample.dispose();
  const b13_merge = tf.add<tf.Tensor4D>(b13_resample0_out, b13_resample1_out); // [N,16,16,64]
  b13_resample0_out.dispose(); b13_resample1_out.dispose();
  const b13_merge_relu = tf.relu(b13_merge); // [N,16,16,64]
  b13_merge.dispose();
  const b13_repeat0_conv1 = conv2d({ x: b13_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b13/repeat0/conv1/folded_kernel'], bias: w['b13/repeat0/conv1/folded_bias'] }); // [N,16,16,16]
  const b13_repeat0_conv2 = conv2d({ x: b13_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b13/repeat0/conv2/folded_kernel'], bias: w['b13/repeat0/conv2/folded_bias'] }); // [N,16,16,16]
  b13_repeat0_conv1.dispose();
  const b13_repeat0_conv3 = conv2d({ x: b13_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b13/repeat0/conv3/folded_kernel'], bias: w['b13/repeat0/conv3/folded_bias'] }); // [N,16,16,64]
  b13_repeat0_conv2.dispose();
  const b13_repeat0_add = tf.add<tf.Tensor4D>(b13_repeat0_conv3, b13_merge_relu); // [N,16,16,64]
  b13_merge_relu.dispose(); b13_repeat0_conv3.dispose();
  const b13_repeat0_relu = tf.relu(b13_repeat0_add); // [N,16,16,64]
  b13_repeat0_add.dispose();

  // b14 : L5 bottleneck <- b7 b12 => P5
  const b14_resample0_in = conv2d({ x: b7_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b14/resample0/in/folded_kernel'], bias: w['b14/resample0/in/folded_bias'] }); // [N,8,8,16]
  b7_repeat0_relu.dispose();
  const b14_resample0_down_pad = tf.pad(b14_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,16]
  b14_resample0_in.dispose();
  const b14_resample0_down = conv2d({ x: b14_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b14/resample0/down/folded_kernel'], bias: w['b14/resample0/down/folded_bias'] }); // [N,4,4,16]
  b14_resample0_down_pad.dispose();
  const b14_resample0_out = conv2d({ x: b14_resample0_down, strides: 1, pad: 'valid',
    filter: w['b14/resample0/out/folded_kernel'], bias: w['b14/resample0/out/folded_bias'] }); // [N,4,4,128]
  b14_resample0_down.dispose();
  const b14_resample1_in = conv2d({ x: b12_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b14/resample1/in/folded_kernel'], bias: w['b14/resample1/in/folded_bias'] }); // [N,8,8,16]
  const b14_resample1_down_pad = tf.pad(b14_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,16]
  b14_resample1_in.dispose();
  const b14_resample1_down = conv2d({ x: b14_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b14/resample1/down/folded_kernel'], bias: w['b14/resample1/down/folded_bias'] }); // [N,4,4,16]
  b14_resample1_down_pad.dispose();
  const b14_resample1_out = conv2d({ x: b14_resample1_down, strides: 1, pad: 'valid',
    filter: w['b14/resample1/out/folded_kernel'], bias: w['b14/resample1/out/folded_bias'] }); // [N,4,4,128]
  b14_resample1_down.dispose();
  const b14_merge = tf.add<tf.Tensor4D>(b14_resample0_out, b14_resample1_out); // [N,4,4,128]
  b14_resample0_out.dispose(); b14_resample1_out.dispose();
  const b14_merge_b11 = tf.add<tf.Tensor4D>(b14_merge, b11_repeat0_relu); // [N,4,4,128]
  b11_repeat0_relu.dispose(); b14_merge.dispose();
  const b14_merge_relu = tf.relu(b14_merge_b11); // [N,4,4,128]
  b14_merge_b11.dispose();
  const b14_repeat0_conv1 = conv2d({ x: b14_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b14/repeat0/conv1/folded_kernel'], bias: w['b14/repeat0/conv1/folded_bias'] }); // [N,4,4,32]
  const b14_repeat0_conv2 = conv2d({ x: b14_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b14/repeat0/conv2/folded_kernel'], bias: w['b14/repeat0/conv2/folded_bias'] }); // [N,4,4,32]
  b14_repeat0_conv1.dispose();
  const b14_repeat0_conv3 = conv2d({ x: b14_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b14/repeat0/conv3/folded_kernel'], bias: w['b14/repeat0/conv3/folded_bias'] }); // [N,4,4,128]
  b14_repeat0_conv2.dispose();
  const b14_repeat0_add = tf.add<tf.Tensor4D>(b14_repeat0_conv3, b14_merge_relu); // [N,4,4,128]
  b14_merge_relu.dispose(); b14_repeat0_conv3.dispose();
  const b14_repeat0_relu = tf.relu(b14_repeat0_add); // [N,4,4,128]
  b14_repeat0_add.dispose();

  // b15 : L7 bottleneck <- b5 b14 => P7
  const b15_resample0_in = conv2d({ x: b5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b15/resample0/in/folded_kernel'], bias: w['b15/resample0/in/folded_bias'] }); // [N,8,8,16]
  b5_repeat0_relu.dispose();
  const b15_resample0_down_pad = tf.pad(b15_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,16]
  b15_resample0_in.dispose();
  const b15_resample0_down = conv2d({ x: b15_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b15/resample0/down/folded_kernel'], bias: w['b15/resample0/down/folded_bias'] }); // [N,4,4,16]
  b15_resample0_down_pad.dispose();
  const b15_resample0_pool = tf.maxPool(b15_resample0_down, 5, 4, 'same'); // [N,1,1,16]
  b15_resample0_down.dispose();
  const b15_resample0_out = conv2d({ x: b15_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b15/resample0/out/folded_kernel'], bias: w['b15/resample0/out/folded_bias'] }); // [N,1,1,128]
  b15_resample0_pool.dispose();
  const b15_resample1_in = conv2d({ x: b14_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b15/resample1/in/folded_kernel'], bias: w['b15/resample1/in/folded_bias'] }); // [N,4,4,16]
  const b15_resample1_down_pad = tf.pad(b15_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,5,5,16]
  b15_resample1_in.dispose();
  const b15_resample1_down = conv2d({ x: b15_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b15/resample1/down/folded_kernel'], bias: w['b15/resample1/down/folded_bias'] }); // [N,2,2,16]
  b15_resample1_down_pad.dispose();
  const b15_resample1_pool = tf.maxPool(b15_resample1_down, 3, 2, 'same'); // [N,1,1,16]
  b15_resample1_down.dispose();
  const b15_resample1_out = conv2d({ x: b15_resample1_pool, strides: 1, pad: 'valid',
    filter: w['b15/resample1/out/folded_kernel'], bias: w['b15/resample1/out/folded_bias'] }); // [N,1,1,128]
  b15_resample1_pool.dispose();
  const b15_merge = tf.add<tf.Tensor4D>(b15_resample0_out, b15_resample1_out); // [N,1,1,128]
  b15_resample0_out.dispose(); b15_resample1_out.dispose();
  const b15_merge_relu = tf.relu(b15_merge); // [N,1,1,128]
  b15_merge.dispose();
  const b15_repeat0_conv1 = conv2d({ x: b15_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b15/repeat0/conv1/folded_kernel'], bias: w['b15/repeat0/conv1/folded_bias'] }); // [N,1,1,32]
  const b15_repeat0_conv2 = conv2d({ x: b15_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b15/repeat0/conv2/folded_kernel'], bias: w['b15/repeat0/conv2/folded_bias'] }); // [N,1,1,32]
  b15_repeat0_conv1.dispose();
  const b15_repeat0_conv3 = conv2d({ x: b15_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b15/repeat0/conv3/folded_kernel'], bias: w['b15/repeat0/conv3/folded_bias'] }); // [N,1,1,128]
  b15_repeat0_conv2.dispose();
  const b15_repeat0_add = tf.add<tf.Tensor4D>(b15_repeat0_conv3, b15_merge_relu); // [N,1,1,128]
  b15_merge_relu.dispose(); b15_repeat0_conv3.dispose();
  const b15_repeat0_relu = tf.relu(b15_repeat0_add); // [N,1,1,128]
  b15_repeat0_add.dispose();

  // b16 : L6 bottleneck <- b12 b14 => P6
  const b16_resample0_in = conv2d({ x: b12_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b16/resample0/in/folded_kernel'], bias: w['b16/resample0/in/folded_bias'] }); // [N,8,8,16]
  const b16_resample0_down_pad = tf.pad(b16_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,9,9,16]
  b16_resample0_in.dispose();
  const b16_resample0_down = conv2d({ x: b16_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b16/resample0/down/folded_kernel'], bias: w['b16/resample0/down/folded_bias'] }); // [N,4,4,16]
  b16_resample0_down_pad.dispose();
  const b16_resample0_pool = tf.maxPool(b16_resample0_down, 3, 2, 'same'); // [N,2,2,16]
  b16_resample0_down.dispose();
  const b16_resample0_out = conv2d({ x: b16_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b16/resample0/out/folded_kernel'], bias: w['b16/resample0/out/folded_bias'] }); // [N,2,2,128]
  b16_resample0_pool.dispose();
  const b16_resample1_in = conv2d({ x: b14_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b16/resample1/in/folded_kernel'], bias: w['b16/resample1/in/folded_bias'] }); // [N,4,4,16]
  const b16_resample1_down_pad = tf.pad(b16_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,5,5,16]
  b16_resample1_in.dispose();
  const b16_resample1_down = conv2d({ x: b16_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b16/resample1/down/folded_kernel'], bias: w['b16/resample1/down/folded_bias'] }); // [N,2,2,16]
  b16_resample1_down_pad.dispose();
  const b16_resample1_out = conv2d({ x: b16_resample1_down, strides: 1, pad: 'valid',
    filter: w['b16/resample1/out/folded_kernel'], bias: w['b16/resample1/out/folded_bias'] }); // [N,2,2,128]
  b16_resample1_down.dispose();
  const b16_merge = tf.add<tf.Tensor4D>(b16_resample0_out, b16_resample1_out); // [N,2,2,128]
  b16_resample0_out.dispose(); b16_resample1_out.dispose();
  const b16_merge_relu = tf.relu(b16_merge); // [N,2,2,128]
  b16_merge.dispose();
  const b16_repeat0_conv1 = conv2d({ x: b16_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b16/repeat0/conv1/folded_kernel'], bias: w['b16/repeat0/conv1/folded_bias'] }); // [N,2,2,32]
  const b16_repeat0_conv2 = conv2d({ x: b16_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b16/repeat0/conv2/folded_kernel'], bias: w['b16/repeat0/conv2/folded_bias'] }); // [N,2,2,32]
  b16_repeat0_conv1.dispose();
  const b16_repeat0_conv3 = conv2d({ x: b16_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b16/repeat0/conv3/folded_kernel'], bias: w['b16/repeat0/conv3/folded_bias'] }); // [N,2,2,128]
  b16_repeat0_conv2.dispose();
  const b16_repeat0_add = tf.add<tf.Tensor4D>(b16_repeat0_conv3, b16_merge_relu); // [N,2,2,128]
  b16_merge_relu.dispose(); b16_repeat0_conv3.dispose();
  const b16_repeat0_relu = tf.relu(b16_repeat0_add); // [N,2,2,128]
  b16_repeat0_add.dispose();

  // endpoint_3 <- b13
  const endpoint_3 = conv2d({ x: b13_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_3/folded_kernel'], bias: w['endpoint_3/folded_bias'] }); // [N,16,16,32]
  b13_repeat0_relu.dispose();

  // endpoint_4 <- b12
  const endpoint_4 = conv2d({ x: b12_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_4/folded_kernel'], bias: w['endpoint_4/folded_bias'] }); // [N,8,8,32]
  b12_repeat0_relu.dispose();

  // endpoint_5 <- b14
  const endpoint_5 = conv2d({ x: b14_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_5/folded_kernel'], bias: w['endpoint_5/folded_bias'] }); // [N,4,4,32]
  b14_repeat0_relu.dispose();

  // endpoint_6 <- b16
  const endpoint_6 = conv2d({ x: b16_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_6/folded_kernel'], bias: w['endpoint_6/folded_bias'] }); // [N,2,2,32]
  b16_repeat0_relu.dispose();

  // endpoint_7 <- b15
  const endpoint_7 = conv2d({ x: b15_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_7/folded_kernel'], bias: w['endpoint_7/folded_bias'] }); // [N,1,1,32]
  b15_repeat0_relu.dispose();

  // class_3 <- endpoint_3
  const class_3_conv0_conv = conv2d({ x: endpoint_3, strides: 1, pad: 'same',
    filter: w['class/conv0/kernel'] }); // [N,16,16,256]
  const class_3_conv0_norm = batchNorm(class_3_conv0_conv, 0.001, { mean: w['class/norm0/3/shifted_mean'], variance: w['class/norm0/3/moving_variance'],
    scale: w['class/norm0/3/gamma'], offset: w['class/norm0/3/beta'] }); // [N,16,16,256]
  class_3_conv0_conv.dispose();
  const class_3_conv0_relu = tf.relu(class_3_conv0_norm); // [N,16,16,256]
  class_3_conv0_norm.dispose();
  const class_3_conv1_conv = conv2d({ x: class_3_conv0_relu, strides: 1, pad: 'same',
    filter: w['class/conv1/kernel'] }); // [N,16,16,256]
  class_3_conv0_relu.dispose();
  const class_3_conv1_norm = batchNorm(class_3_conv1_conv, 0.001, { mean: w['class/norm1/3/shifted_mean'], variance: w['class/norm1/3/moving_variance'],
    scale: w['class/norm1/3/gamma'], offset: w['class/norm1/3/beta'] }); // [N,16,16,256]
  class_3_conv1_conv.dispose();
  const class_3_conv1_relu = tf.relu(class_3_conv1_norm); // [N,16,16,256]
  class_3_conv1_norm.dispose();
  const class_3_conv2_conv = conv2d({ x: class_3_conv1_relu, strides: 1, pad: 'same',
    filter: w['class/conv2/kernel'] }); // [N,16,16,256]
  class_3_conv1_relu.dispose();
  const class_3_conv2_norm = batchNorm(class_3_conv2_conv, 0.001, { mean: w['class/norm2/3/shifted_mean'], variance: w['class/norm2/3/moving_variance'],
    scale: w['class/norm2/3/gamma'], offset: w['class/norm2/3/beta'] }); // [N,16,16,256]
  class_3_conv2_conv.dispose();
  const class_3_conv2_relu = tf.relu(class_3_conv2_norm); // [N,16,16,256]
  class_3_conv2_norm.dispose();
  const class_3_conv3_conv = conv2d({ x: class_3_conv2_relu, strides: 1, pad: 'same',
    filter: w['class/conv3/kernel'] }); // [N,16,16,256]
  class_3_conv2_relu.dispose();
  const class_3_conv3_norm = batchNorm(class_3_conv3_conv, 0.001, { mean: w['class/norm3/3/shifted_mean'], variance: w['class/norm3/3/moving_variance'],
    scale: w['class/norm3/3/gamma'], offset: w['class/norm3/3/beta'] }); // [N,16,16,256]
  class_3_conv3_conv.dispose();
  const class_3_conv3_relu = tf.relu(class_3_conv3_norm); // [N,16,16,256]
  class_3_conv3_norm.dispose();
  const class_3_predict_conv = conv2d({ x: class_3_conv3_relu, strides: 1, pad: 'same',
    filter: w['class/predict/kernel'], bias: w['class/predict/bias'] }); // [N,16,16,819]
  class_3_conv3_relu.dispose();

  // box_3 <- endpoint_3
  const box_3_conv0_conv = conv2d({ x: endpoint_3, strides: 1, pad: 'same',
    filter: w['box/conv0/kernel'] }); // [N,16,16,256]
  endpoint_3.dispose();
  const box_3_conv0_norm = batchNorm(box_3_conv0_conv, 0.001, { mean: w['box/norm0/3/shifted_mean'], variance: w['box/norm0/3/moving_variance'],
    scale: w['box/norm0/3/gamma'], offset: w['box/norm0/3/beta'] }); // [N,16,16,256]
  box_3_conv0_conv.dispose();
  const box_3_conv0_relu = tf.relu(box_3_conv0_norm); // [N,16,16,256]
  box_3_conv0_norm.dispose();
  const box_3_conv1_conv = conv2d({ x: box_3_conv0_relu, strides: 1, pad: 'same',
    filter: w['box/conv1/kernel'] }); // [N,16,16,256]
  box_3_conv0_relu.dispose();
  const box_3_conv1_norm = batchNorm(box_3_conv1_conv, 0.001, { mean: w['box/norm1/3/shifted_mean'], variance: w['box/norm1/3/moving_variance'],
    scale: w['box/norm1/3/gamma'], offset: w['box/norm1/3/beta'] }); // [N,16,16,256]
  box_3_conv1_conv.dispose();
  const box_3_conv1_relu = tf.relu(box_3_conv1_norm); // [N,16,16,256]
  box_3_conv1_norm.dispose();
  const box_3_conv2_conv = conv2d({ x: box_3_conv1_relu, strides: 1, pad: 'same',
    filter: w['box/conv2/kernel'] }); // [N,16,16,256]
  box_3_conv1_relu.dispose();
  const box_3_conv2_norm = batchNorm(box_3_conv2_conv, 0.001, { mean: w['box/norm2/3/shifted_mean'], variance: w['box/norm2/3/moving_variance'],
    scale: w['box/norm2/3/gamma'], offset: w['box/norm2/3/beta'] }); // [N,16,16,256]
  box_3_conv2_conv.dispose();
  const box_3_conv2_relu = tf.relu(box_3_conv2_norm); // [N,16,16,256]
  box_3_conv2_norm.dispose();
  const box_3_conv3_conv = conv2d({ x: box_3_conv2_relu, strides: 1, pad: 'same',
    filter: w['box/conv3/kernel'] }); // [N,16,16,256]
  box_3_conv2_relu.dispose();
  const box_3_conv3_norm = batchNorm(box_3_conv3_conv, 0.001, { mean: w['box/norm3/3/shifted_mean'], variance: w['box/norm3/3/moving_variance'],
    scale: w['box/norm3/3/gamma'], offset: w['box/norm3/3/beta'] }); // [N,16,16,256]
  box_3_conv3_conv.dispose();
  const box_3_conv3_relu = tf.relu(box_3_conv3_norm); // [N,16,16,256]
  box_3_conv3_norm.dispose();
  const box_3_predict_conv = conv2d({ x: box_3_conv3_relu, strides: 1, pad: 'same',
    filter: w['box/predict/kernel'], bias: w['box/predict/bias'] }); // [N,16,16,36]
  box_3_conv3_relu.dispose();

  // class_4 <- endpoint_4
  const class_4_conv0_conv = conv2d({ x: endpoint_4, strides: 1, pad: 'same',
    filter: w['class/conv0/kernel'] }); // [N,8,8,256]
  const class_4_conv0_norm = batchNorm(class_4_conv0_conv, 0.001, { mean: w['class/norm0/4/shifted_mean'], variance: w['class/norm0/4/moving_variance'],
    scale: w['class/norm0/4/gamma'], offset: w['class/norm0/4/beta'] }); // [N,8,8,256]
  class_4_conv0_conv.dispose();
  const class_4_conv0_relu = tf.relu(class_4_conv0_norm); // [N,8,8,256]
  class_4_conv0_norm.dispose();
  const class_4_conv1_conv = conv2d({ x: class_4_conv0_relu, strides: 1, pad: 'same',
    filter: w['class/conv1/kernel'] }); // [N,8,8,256]
  class_4_conv0_relu.dispose();
  const class_4_conv1_norm = batchNorm(class_4_conv1_conv, 0.001, { mean: w['class/norm1/4/shifted_mean'], variance: w['class/norm1/4/moving_variance'],
    scale: w['class/norm1/4/gamma'], offset: w['class/norm1/4/beta'] }); // [N,8,8,256]
  class_4_conv1_conv.dispose();
  const class_4_conv1_relu = tf.relu(class_4_conv1_norm); // [N,8,8,256]
  class_4_conv1_norm.dispose();
  const class_4_conv2_conv = conv2d({ x: class_4_conv1_relu, strides: 1, pad: 'same',
    filter: w['class/conv2/kernel'] }); // [N,8,8,256]
  class_4_conv1_relu.dispose();
  const class_4_conv2_norm = batchNorm(class_4_conv2_conv, 0.001, { mean: w['class/norm2/4/shifted_mean'], variance: w['class/norm2/4/moving_variance'],
    scale: w['class/norm2/4/gamma'], offset: w['class/norm2/4/beta'] }); // [N,8,8,256]
  class_4_conv2_conv.dispose();
  const class_4_conv2_relu = tf.relu(class_4_conv2_norm); // [N,8,8,256]
  class_4_conv2_norm.dispose();
  const class_4_conv3_conv = conv2d({ x: class_4_conv2_relu, strides: 1, pad: 'same',
    filter: w['class/conv3/kernel'] }); // [N,8,8,256]
  class_4_conv2_relu.dispose();
  const class_4_conv3_norm = batchNorm(class_4_conv3_conv, 0.001, { mean: w['class/norm3/4/shifted_mean'], variance: w['class/norm3/4/moving_variance'],
    scale: w['class/norm3/4/gamma'], offset: w['class/norm3/4/beta'] }); // [N,8,8,256]
  class_4_conv3_conv.dispose();
  const class_4_conv3_relu = tf.relu(class_4_conv3_norm); // [N,8,8,256]
  class_4_conv3_norm.dispose();
  const class_4_predict_conv = conv2d({ x: class_4_conv3_relu, strides: 1, pad: 'same',
    filter: w['class/predict/kernel'], bias: w['class/predict/bias'] }); // [N,8,8,819]
  class_4_conv3_relu.dispose();

  // box_4 <- endpoint_4
  const box_4_conv0_conv = conv2d({ x: endpoint_4, strides: 1, pad: 'same',
    filter: w['box/conv0/kernel'] }); // [N,8,8,256]
  endpoint_4.dispose();
  const box_4_conv0_norm = batchNorm(box_4_conv0_conv, 0.001, { mean: w['box/norm0/4/shifted_mean'], variance: w['box/norm0/4/moving_variance'],
    scale: w['box/norm0/4/gamma'], offset: w['box/norm0/4/beta'] }); // [N,8,8,256]
  box_4_conv0_conv.dispose();
  const box_4_conv0_relu = tf.relu(box_4_conv0_norm); // [N,8,8,256]
  box_4_conv0_norm.dispose();
  const box_4_conv1_conv = conv2d({ x: box_4_conv0_relu, strides: 1, pad: 'same',
    filter: w['box/conv1/kernel'] }); // [N,8,8,256]
  box_4_conv0_relu.dispose();
  const box_4_conv1_norm = batchNorm(box_4_conv1_conv, 0.001, { mean: w['box/norm1/4/shifted_mean'], variance: w['box/norm1/4/moving_variance'],
    scale: w['box/norm1/4/gamma'], offset: w['box/norm1/4/beta'] }); // [N,8,8,256]
  box_4_conv1_conv.dispose();
  const box_4_conv1_relu = tf.relu(box_4_conv1_norm); // [N,8,8,256]
  box_4_conv1_norm.dispose();
  const box_4_conv2_conv = conv2d({ x: box_4_conv1_relu, strides: 1, pad: 'same',
    filter: w['box/conv2/kernel'] }); // [N,8,8,256]
  box_4_conv1_relu.dispose();
  const box_4_conv2_norm = batchNorm(box_4_conv2_conv, 0.001, { mean: w['box/norm2/4/shifted_mean'], variance: w['box/norm2/4/moving_variance'],
    scale: w['box/norm2/4/gamma'], offset: w['box/norm2/4/beta'] }); // [N,8,8,256]
  box_4_conv2_conv.dispose();
  const box_4_conv2_relu = tf.relu(box_4_conv2_norm); // [N,8,8,256]
  box_4_conv2_norm.dispose();
  const box_4_conv3_conv = conv2d({ x: box_4_conv2_relu, strides: 1, pad: 'same',
    filter: w['box/conv3/kernel'] }); // [N,8,8,256]
  box_4_conv2_relu.dispose();
  const box_4_conv3_norm = batchNorm(box_4_conv3_conv, 0.001, { mean: w['box/norm3/4/shifted_mean'], variance: w['box/norm3/4/moving_variance'],
    scale: w['box/norm3/4/gamma'], offset: w['box/norm3/4/beta'] }); // [N,8,8,256]
  box_4_conv3_conv.dispose();
  const box_4_conv3_relu = tf.relu(box_4_conv3_norm); // [N,8,8,256]
  box_4_conv3_norm.dispose();
  const box_4_predict_conv = conv2d({ x: box_4_conv3_relu, strides: 1, pad: 'same',
    filter: w['box/predict/kernel'], bias: w['box/predict/bias'] }); // [N,8,8,36]
  box_4_conv3_relu.dispose();

  // class_5 <- endpoint_5
  const class_5_conv0_conv = conv2d({ x: endpoint_5, strides: 1, pad: 'same',
    filter: w['class/conv0/kernel'] }); // [N,4,4,256]
  const class_5_conv0_norm = batchNorm(class_5_conv0_conv, 0.001, { mean: w['class/norm0/5/shifted_mean'], variance: w['class/norm0/5/moving_variance'],
    scale: w['class/norm0/5/gamma'], offset: w['class/norm0/5/beta'] }); // [N,4,4,256]
  class_5_conv0_conv.dispose();
  const class_5_conv0_relu = tf.relu(class_5_conv0_norm); // [N,4,4,256]
  class_5_conv0_norm.dispose();
  const class_5_conv1_conv = conv2d({ x: class_5_conv0_relu, strides: 1, pad: 'same',
    filter: w['class/conv1/kernel'] }); // [N,4,4,256]
  class_5_conv0_relu.dispose();
  const class_5_conv1_norm = batchNorm(class_5_conv1_conv, 0.001, { mean: w['class/norm1/5/shifted_mean'], variance: w['class/norm1/5/moving_variance'],
    scale: w['class/norm1/5/gamma'], offset: w['class/norm1/5/beta'] }); // [N,4,4,256]
  class_5_conv1_conv.dispose();
  const class_5_conv1_relu = tf.relu(class_5_conv1_norm); // [N,4,4,256]
  class_5_conv1_norm.dispose();
  const class_5_conv2_conv = conv2d({ x: class_5_conv1_relu, strides: 1, pad: 'same',
    filter: w['class/conv2/kernel'] }); // [N,4,4,256]
  class_5_conv1_relu.dispose();
  const class_5_conv2_norm = batchNorm(class_5_conv2_conv, 0.001, { mean: w['class/norm2/5/shifted_mean'], variance: w['class/norm2/5/moving_variance'],
    scale: w['class/norm2/5/gamma'], offset: w['class/norm2/5/beta'] }); // [N,4,4,256]
  class_5_conv2_conv.dispose();
  const class_5_conv2_relu = tf.relu(class_5_conv2_norm); // [N,4,4,256]
  class_5_conv2_norm.dispose();
  const class_5_conv3_conv = conv2d({ x: class_5_conv2_relu, strides: 1, pad: 'same',
    filter: w['class/conv3/kernel'] }); // [N,4,4,256]
  class_5_conv2_relu.dispose();
  const class_5_conv3_norm = batchNorm(class_5_conv3_conv, 0.001, { mean: w['class/norm3/5/shifted_mean'], variance: w['class/norm3/5/moving_variance'],
    scale: w['class/norm3/5/gamma'], offset: w['class/norm3/5/beta'] }); // [N,4,4,256]
  class_5_conv3_conv.dispose();
  const class_5_conv3_relu = tf.relu(class_5_conv3_norm); // [N,4,4,256]
  class_5_conv3_norm.dispose();
  const class_5_predict_conv = conv2d({ x: class_5_conv3_relu, strides: 1, pad: 'same',
    filter: w['class/predict/kernel'], bias: w['class/predict/bias'] }); // [N,4,4,819]
  class_5_conv3_relu.dispose();

  // box_5 <- endpoint_5
  const box_5_conv0_conv = conv2d({ x: endpoint_5, strides: 1, pad: 'same',
    filter: w['box/conv0/kernel'] }); // [N,4,4,256]
  endpoint_5.dispose();
  const box_5_conv0_norm = batchNorm(box_5_conv0_conv, 0.001, { mean: w['box/norm0/5/shifted_mean'], variance: w['box/norm0/5/moving_variance'],
    scale: w['box/norm0/5/gamma'], offset: w['box/norm0/5/beta'] }); // [N,4,4,256]
  box_5_conv0_conv.dispose();
  const box_5_conv0_relu = tf.relu(box_5_conv0_norm); // [N,4,4,256]
  box_5_conv0_norm.dispose();
  const box_5_conv1_conv = conv2d({ x: box_5_conv0_relu, strides: 1, pad: 'same',
    filter: w['box/conv1/kernel'] }); // [N,4,4,256]
  box_5_conv0_relu.dispose();
  const box_5_conv1_norm = batchNorm(box_5_conv1_conv, 0.001, { mean: w['box/norm1/5/shifted_mean'], variance: w['box/norm1/5/moving_variance'],
    scale: w['box/norm1/5/gamma'], offset: w['box/norm1/5/beta'] }); // [N,4,4,256]
  box_5_conv1_conv.dispose();
  const box_5_conv1_relu = tf.relu(box_5_conv1_norm); // [N,4,4,256]
  box_5_conv1_norm.dispose();
  const box_5_conv2_conv = conv2d({ x: box_5_conv1_relu, strides: 1, pad: 'same',
    filter: w['box/conv2/kernel'] }); // [N,4,4,256]
  box_5_conv1_relu.dispose();
  const box_5_conv2_norm = batchNorm(box_5_conv2_conv, 0.001, { mean: w['box/norm2/5/shifted_mean'], variance: w['box/norm2/5/moving_variance'],
    scale: w['box/norm2/5/gamma'], offset: w['box/norm2/5/beta'] }); // [N,4,4,256]
  box_5_conv2_conv.dispose();
  const box_5_conv2_relu = tf.relu(box_5_conv2_norm); // [N,4,4,256]
  box_5_conv2_norm.dispose();
  const box_5_conv3_conv = conv2d({ x: box_5_conv2_relu, strides: 1, pad: 'same',
    filter: w['box/conv3/kernel'] }); // [N,4,4,256]
  box_5_conv2_relu.dispose();
  const box_5_conv3_norm = batchNorm(box_5_conv3_conv, 0.001, { mean: w['box/norm3/5/shifted_mean'], variance: w['box/norm3/5/moving_variance'],
    scale: w['box/norm3/5/gamma'], offset: w['box/norm3/5/beta'] }); // [N,4,4,256]
  box_5_conv3_conv.dispose();
  const box_5_conv3_relu = tf.relu(box_5_conv3_norm); // [N,4,4,256]
  box_5_conv3_norm.dispose();
  const box_5_predict_conv = conv2d({ x: box_5_conv3_relu, strides: 1, pad: 'same',
    filter: w['box/predict/kernel'], bias: w['box/predict/bias'] }); // [N,4,4,36]
  box_5_conv3_relu.dispose();

  // class_6 <- endpoint_6
  const class_6_conv0_conv = conv2d({ x: endpoint_6, strides: 1, pad: 'same',
    filter: w['class/conv0/kernel'] }); // [N,2,2,256]
  const class_6_conv0_norm = batchNorm(class_6_conv0_conv, 0.001, { mean: w['class/norm0/6/shifted_mean'], variance: w['class/norm0/6/moving_variance'],
    scale: w['class/norm0/6/gamma'], offset: w['class/norm0/6/beta'] }); // [N,2,2,256]
  class_6_conv0_conv.dispose();
  const class_6_conv0_relu = tf.relu(class_6_conv0_norm); // [N,2,2,256]
  class_6_conv0_norm.dispose();
  const class_6_conv1_conv = conv2d({ x: class_6_conv0_relu, strides: 1, pad: 'same',
    filter: w['class/conv1/kernel'] }); // [N,2,2,256]
  class_6_conv0_relu.dispose();
  const class_6_conv1_norm = batchNorm(class_6_conv1_conv, 0.001, { mean: w['class/norm1/6/shifted_mean'], variance: w['class/norm1/6/moving_variance'],
    scale: w['class/norm1/6/gamma'], offset: w['class/norm1/6/beta'] }); // [N,2,2,256]
  class_6_conv1_conv.dispose();
  const class_6_conv1_relu = tf.relu(class_6_conv1_norm); // [N,2,2,256]
  class_6_conv1_norm.dispose();
  const class_6_conv2_conv = conv2d({ x: class_6_conv1_relu, strides: 1, pad: 'same',
    filter: w['class/conv2/kernel'] }); // [N,2,2,256]
  class_6_conv1_relu.dispose();
  const class_6_conv2_norm = batchNorm(class_6_conv2_conv, 0.001, { mean: w['class/norm2/6/shifted_mean'], variance: w['class/norm2/6/moving_variance'],
    scale: w['class/norm2/6/gamma'], offset: w['class/norm2/6/beta'] }); // [N,2,2,256]
  class_6_conv2_conv.dispose();
  const class_6_conv2_relu = tf.relu(class_6_conv2_norm); // [N,2,2,256]
  class_6_conv2_norm.dispose();
  const class_6_conv3_conv = conv2d({ x: class_6_conv2_relu, strides: 1, pad: 'same',
    filter: w['class/conv3/kernel'] }); // [N,2,2,256]
  class_6_conv2_relu.dispose();
  const class_6_conv3_norm = batchNorm(class_6_conv3_conv, 0.001, { mean: w['class/norm3/6/shifted_mean'], variance: w['class/norm3/6/moving_variance'],
    scale: w['class/norm3/6/gamma'], offset: w['class/norm3/6/beta'] }); // [N,2,2,256]
  class_6_conv3_conv.dispose();
  const class_6_conv3_relu = tf.relu(class_6_conv3_norm); // [N,2,2,256]
  class_6_conv3_norm.dispose();
  const class_6_predict_conv = conv2d({ x: class_6_conv3_relu, strides: 1, pad: 'same',
    filter: w['class/predict/kernel'], bias: w['class/predict/bias'] }); // [N,2,2,819]
  class_6_conv3_relu.dispose();

  // box_6 <- endpoint_6
  const box_6_conv0_conv = conv2d({ x: endpoint_6, strides: 1, pad: 'same',
    filter: w['box/conv0/kernel'] }); // [N,2,2,256]
  endpoint_6.dispose();
  const box_6_conv0_norm = batchNorm(box_6_conv0_conv, 0.001, { mean: w['box/norm0/6/shifted_mean'], variance: w['box/norm0/6/moving_variance'],
    scale: w['box/norm0/6/gamma'], offset: w['box/norm0/6/beta'] }); // [N,2,2,256]
  box_6_conv0_conv.dispose();
  const box_6_conv0_relu = tf.relu(box_6_conv0_norm); // [N,2,2,256]
  box_6_conv0_norm.dispose();
  const box_6_conv1_conv = conv2d({ x: box_6_conv0_relu, strides: 1, pad: 'same',
    filter: w['box/conv1/kernel'] }); // [N,2,2,256]
  box_6_conv0_relu.dispose();
  const box_6_conv1_norm = batchNorm(box_6_conv1_conv, 0.001, { mean: w['box/norm1/6/shifted_mean'], variance: w['box/norm1/6/moving_variance'],
    scale: w['box/norm1/6/gamma'], offset: w['box/norm1/6/beta'] }); // [N,2,2,256]
  box_6_conv1_conv.dispose();
  const box_6_conv1_relu = tf.relu(box_6_conv1_norm); // [N,2,2,256]
  box_6_conv1_norm.dispose();
  const box_6_conv2_conv = conv2d({ x: box_6_conv1_relu, strides: 1, pad: 'same',
    filter: w['box/conv2/kernel'] }); // [N,2,2,256]
  box_6_conv1_relu.dispose();
  const box_6_conv2_norm = batchNorm(box_6_conv2_conv, 0.001, { mean: w['box/norm2/6/shifted_mean'], variance: w['box/norm2/6/moving_variance'],
    scale: w['box/norm2/6/gamma'], offset: w['box/norm2/6/beta'] }); // [N,2,2,256]
  box_6_conv2_conv.dispose();
  const box_6_conv2_relu = tf.relu(box_6_conv2_norm); // [N,2,2,256]
  box_6_conv2_norm.dispose();
  const box_6_conv3_conv = conv2d({ x: box_6_conv2_relu, strides: 1, pad: 'same',
    filter: w['box/conv3/kernel'] }); // [N,2,2,256]
  box_6_conv2_relu.dispose();
  const box_6_conv3_norm = batchNorm(box_6_conv3_conv, 0.001, { mean: w['box/norm3/6/shifted_mean'], variance: w['box/norm3/6/moving_variance'],
    scale: w['box/norm3/6/gamma'], offset: w['box/norm3/6/beta'] }); // [N,2,2,256]
  box_6_conv3_conv.dispose();
  const box_6_conv3_relu = tf.relu(box_6_conv3_norm); // [N,2,2,256]
  box_6_conv3_norm.dispose();
  const box_6_predict_conv = conv2d({ x: box_6_conv3_relu, strides: 1, pad: 'same',
    filter: w['box/predict/kernel'], bias: w['box/predict/bias'] }); // [N,2,2,36]
  box_6_conv3_relu.dispose();

  // class_7 <- endpoint_7
  const class_7_conv0_conv = conv2d({ x: endpoint_7, strides: 1, pad: 'same',
    filter: w['class/conv0/kernel'] }); // [N,1,1,256]
  const class_7_conv0_norm = batchNorm(class_7_conv0_conv, 0.001, { mean: w['class/norm0/7/shifted_mean'], variance: w['class/norm0/7/moving_variance'],
    scale: w['class/norm0/7/gamma'], offset: w['class/norm0/7/beta'] }); // [N,1,1,256]
  class_7_conv0_conv.dispose();
  const class_7_conv0_relu = tf.relu(class_7_conv0_norm); // [N,1,1,256]
  class_7_conv0_norm.dispose();
  const class_7_conv1_conv = conv2d({ x: class_7_conv0_relu, strides: 1, pad: 'same',
    filter: w['class/conv1/kernel'] }); // [N,1,1,256]
  class_7_conv0_relu.dispose();
  const class_7_conv1_norm = batchNorm(class_7_conv1_conv, 0.001, { mean: w['class/norm1/7/shifted_mean'], variance: w['class/norm1/7/moving_variance'],
    scale: w['class/norm1/7/gamma'], offset: w['class/norm1/7/beta'] }); // [N,1,1,256]
  class_7_conv1_conv.dispose();
  const class_7_conv1_relu = tf.relu(class_7_conv1_norm); // [N,1,1,256]
  class_7_conv1_norm.dispose();
  const class_7_conv2_conv = conv2d({ x: class_7_conv1_relu, strides: 1, pad: 'same',
    filter: w['class/conv2/kernel'] }); // [N,1,1,256]
  class_7_conv1_relu.dispose();
  const class_7_conv2_norm = batchNorm(class_7_conv2_conv, 0.001, { mean: w['class/norm2/7/shifted_mean'], variance: w['class/norm2/7/moving_variance'],
    scale: w['class/norm2/7/gamma'], offset: w['class/norm2/7/beta'] }); // [N,1,1,256]
  class_7_conv2_conv.dispose();
  const class_7_conv2_relu = tf.relu(class_7_conv2_norm); // [N,1,1,256]
  class_7_conv2_norm.dispose();
  const class_7_conv3_conv = conv2d({ x: class_7_conv2_relu, strides: 1, pad: 'same',
    filter: w['class/conv3/kernel'] }); // [N,1,1,256]
  class_7_conv2_relu.dispose();
  const class_7_conv3_norm = batchNorm(class_7_conv3_conv, 0.001, { mean: w['class/norm3/7/shifted_mean'], variance: w['class/norm3/7/moving_variance'],
    scale: w['class/norm3/7/gamma'], offset: w['class/norm3/7/beta'] }); // [N,1,1,256]
  class_7_conv3_conv.dispose();
  const class_7_conv3_relu = tf.relu(class_7_conv3_norm); // [N,1,1,256]
  class_7_conv3_norm.dispose();
  const class_7_predict_conv = conv2d({ x: class_7_conv3_relu, strides: 1, pad: 'same',
    filter: w['class/predict/kernel'], bias: w['class/predict/bias'] }); // [N,1,1,819]
  class_7_conv3_relu.dispose();

  // box_7 <- endpoint_7
  const box_7_conv0_conv = conv2d({ x: endpoint_7, strides: 1, pad: 'same',
    filter: w['box/conv0/kernel'] }); // [N,1,1,256]
  endpoint_7.dispose();
  const box_7_conv0_norm = batchNorm(box_7_conv0_conv, 0.001, { mean: w['box/norm0/7/shifted_mean'], variance: w['box/norm0/7/moving_variance'],
    scale: w['box/norm0/7/gamma'], offset: w['box/norm0/7/beta'] }); // [N,1,1,256]
  box_7_conv0_conv.dispose();
  const box_7_conv0_relu = tf.relu(box_7_conv0_norm); // [N,1,1,256]
  box_7_conv0_norm.dispose();
  const box_7_conv1_conv = conv2d({ x: box_7_conv0_relu, strides: 1, pad: 'same',
    filter: w['box/conv1/kernel'] }); // [N,1,1,256]
  box_7_conv0_relu.dispose();
  const box_7_conv1_norm = batchNorm(box_7_conv1_conv, 0.001, { mean: w['box/norm1/7/shifted_mean'], variance: w['box/norm1/7/moving_variance'],
    scale: w['box/norm1/7/gamma'], offset: w['box/norm1/7/beta'] }); // [N,1,1,256]
  box_7_conv1_conv.dispose();
  const box_7_conv1_relu = tf.relu(box_7_conv1_norm); // [N,1,1,256]
  box_7_conv1_norm.dispose();
  const box_7_conv2_conv = conv2d({ x: box_7_conv1_relu, strides: 1, pad: 'same',
    filter: w['box/conv2/kernel'] }); // [N,1,1,256]
  box_7_conv1_relu.dispose();
  const box_7_conv2_norm = batchNorm(box_7_conv2_conv, 0.001, { mean: w['box/norm2/7/shifted_mean'], variance: w['box/norm2/7/moving_variance'],
    scale: w['box/norm2/7/gamma'], offset: w['box/norm2/7/beta'] }); // [N,1,1,256]
  box_7_conv2_conv.dispose();
  const box_7_conv2_relu = tf.relu(box_7_conv2_norm); // [N,1,1,256]
  box_7_conv2_norm.dispose();
  const box_7_conv3_conv = conv2d({ x: box_7_conv2_relu, strides: 1, pad: 'same',
    filter: w['box/conv3/kernel'] }); // [N,1,1,256]
  box_7_conv2_relu.dispose();
  const box_7_conv3_norm = batchNorm(box_7_conv3_conv, 0.001, { mean: w['box/norm3/7/shifted_mean'], variance: w['box/norm3/7/moving_variance'],
    scale: w['box/norm3/7/gamma'], offset: w['box/norm3/7/beta'] }); // [N,1,1,256]
  box_7_conv3_conv.dispose();
  const box_7_conv3_relu = tf.relu(box_7_conv3_norm); // [N,1,1,256]
  box_7_conv3_norm.dispose();
  const box_7_predict_conv = conv2d({ x: box_7_conv3_relu, strides: 1, pad: 'same',
    filter: w['box/predict/kernel'], bias: w['box/predict/bias'] }); // [N,1,1,36]
  box_7_conv3_relu.dispose();

  return {
    class_3: class_3_predict_conv,
    class_4: class_4_predict_conv,
    class_5: class_5_predict_conv,
    class_6: class_6_predict_conv,
    class_7: class_7_predict_conv,
    box_3: box_3_predict_conv,
    box_4: box_4_predict_conv,
    box_5: box_5_predict_conv,
    box_6: box_6_predict_conv,
    box_7: box_7_predict_conv,
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


/** Weights by name. */
const shapes = {
  'stem/folded_kernel': [7, 7, 3, 64],
  'stem/folded_bias': [64],
  'b0/repeat0/shortcut/folded_kernel': [1, 1, 64, 32],
  'b0/repeat0/shortcut/folded_bias': [32],
  'b0/repeat0/conv1/folded_kernel': [1, 1, 64, 8],
  'b0/repeat0/conv1/folded_bias': [8],
  'b0/repeat0/conv2/folded_kernel': [3, 3, 8, 8],
  'b0/repeat0/conv2/folded_bias': [8],
  'b0/repeat0/conv3/folded_kernel': [1, 1, 8, 32],
  'b0/repeat0/conv3/folded_bias': [32],
  'b1/repeat0/conv1/folded_kernel': [1, 1, 32, 8],
  'b1/repeat0/conv1/folded_bias': [8],
  'b1/repeat0/conv2/folded_kernel': [3, 3, 8, 8],
  'b1/repeat0/conv2/folded_bias': [8],
  'b1/repeat0/conv3/folded_kernel': [1, 1, 8, 32],
  'b1/repeat0/conv3/folded_bias': [32],
  'b2/resample0/in/folded_kernel': [1, 1, 32, 4],
  'b2/resample0/in/folded_bias': [4],
  'b2/resample0/out/folded_kernel': [1, 1, 4, 32],
  'b2/resample0/out/folded_bias': [32],
  'b2/resample1/in/folded_kernel': [1, 1, 32, 4],
  'b2/resample1/in/folded_bias': [4],
  'b2/resample1/out/folded_kernel': [1, 1, 4, 32],
  'b2/resample1/out/folded_bias': [32],
  'b2/repeat0/conv1/folded_kernel': [1, 1, 32, 8],
  'b2/repeat0/conv1/folded_bias': [8],
  'b2/repeat0/conv2/folded_kernel': [3, 3, 8, 8],
  'b2/repeat0/conv2/folded_bias': [8],
  'b2/repeat0/conv3/folded_kernel': [1, 1, 8, 32],
  'b2/repeat0/conv3/folded_bias': [32],
  'b3/resample0/in/folded_kernel': [1, 1, 32, 4],
  'b3/resample0/in/folded_bias': [4],
  'b3/resample0/down/folded_kernel': [3, 3, 4, 4],
  'b3/resample0/down/folded_bias': [4],
  'b3/resample0/out/folded_kernel': [1, 1, 4, 32],
  'b3/resample0/out/folded_bias': [32],
  'b3/resample1/in/folded_kernel': [1, 1, 32, 4],
  'b3/resample1/in/folded_bias': [4],
  'b3/resample1/down/folded_kernel': [3, 3, 4, 4],
  'b3/resample1/down/folded_bias': [4],
  'b3/resample1/out/folded_kernel': [1, 1, 4, 32],
  'b3/resample1/out/folded_bias': [32],
  'b3/repeat0/conv1/folded_kernel': [3, 3, 32, 32],
  'b3/repeat0/conv1/folded_bias': [32],
  'b3/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b3/repeat0/conv2/folded_bias': [32],
  'b4/resample0/in/folded_kernel': [1, 1, 32, 4],
  'b4/resample0/in/folded_bias': [4],
  'b4/resample0/down/folded_kernel': [3, 3, 4, 4],
  'b4/resample0/down/folded_bias': [4],
  'b4/resample0/out/folded_kernel': [1, 1, 4, 64],
  'b4/resample0/out/folded_bias': [64],
  'b4/resample1/in/folded_kernel': [1, 1, 32, 16],
  'b4/resample1/in/folded_bias': [16],
  'b4/resample1/out/folded_kernel': [1, 1, 16, 64],
  'b4/resample1/out/folded_bias': [64],
  'b4/repeat0/conv1/folded_kernel': [1, 1, 64, 16],
  'b4/repeat0/conv1/folded_bias': [16],
  'b4/repeat0/conv2/folded_kernel': [3, 3, 16, 16],
  'b4/repeat0/conv2/folded_bias': [16],
  'b4/repeat0/conv3/folded_kernel': [1, 1, 16, 64],
  'b4/repeat0/conv3/folded_bias': [64],
  'b5/resample0/in/folded_kernel': [1, 1, 32, 4],
  'b5/resample0/in/folded_bias': [4],
  'b5/resample0/down/folded_kernel': [3, 3, 4, 4],
  'b5/resample0/down/folded_bias': [4],
  'b5/resample0/out/folded_kernel': [1, 1, 4, 128],
  'b5/resample0/out/folded_bias': [128],
  'b5/resample1/in/folded_kernel': [1, 1, 64, 8],
  'b5/resample1/in/folded_bias': [8],
  'b5/resample1/down/folded_kernel': [3, 3, 8, 8],
  'b5/resample1/down/folded_bias': [8],
  'b5/resample1/out/folded_kernel': [1, 1, 8, 128],
  'b5/resample1/out/folded_bias': [128],
  'b5/repeat0/conv1/folded_kernel': [1, 1, 128, 32],
  'b5/repeat0/conv1/folded_bias': [32],
  'b5/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b5/repeat0/conv2/folded_bias': [32],
  'b5/repeat0/conv3/folded_kernel': [1, 1, 32, 128],
  'b5/repeat0/conv3/folded_bias': [128],
  'b6/resample0/in/folded_kernel': [1, 1, 32, 16],
  'b6/resample0/in/folded_bias': [16],
  'b6/resample0/down/folded_kernel': [3, 3, 16, 16],
  'b6/resample0/down/folded_bias': [16],
  'b6/resample0/out/folded_kernel': [1, 1, 16, 32],
  'b6/resample0/out/folded_bias': [32],
  'b6/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b6/resample1/in/folded_bias': [16],
  'b6/resample1/down/folded_kernel': [3, 3, 16, 16],
  'b6/resample1/down/folded_bias': [16],
  'b6/resample1/out/folded_kernel': [1, 1, 16, 32],
  'b6/resample1/out/folded_bias': [32],
  'b6/repeat0/conv1/folded_kernel': [3, 3, 32, 32],
  'b6/repeat0/conv1/folded_bias': [32],
  'b6/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b6/repeat0/conv2/folded_bias': [32],
  'b7/resample0/in/folded_kernel': [1, 1, 32, 16],
  'b7/resample0/in/folded_bias': [16],
  'b7/resample0/out/folded_kernel': [1, 1, 16, 128],
  'b7/resample0/out/folded_bias': [128],
  'b7/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b7/resample1/in/folded_bias': [16],
  'b7/resample1/out/folded_kernel': [1, 1, 16, 128],
  'b7/resample1/out/folded_bias': [128],
  'b7/repeat0/conv1/folded_kernel': [1, 1, 128, 32],
  'b7/repeat0/conv1/folded_bias': [32],
  'b7/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b7/repeat0/conv2/folded_bias': [32],
  'b7/repeat0/conv3/folded_kernel': [1, 1, 32, 128],
  'b7/repeat0/conv3/folded_bias': [128],
  'b8/resample0/in/folded_kernel': [1, 1, 32, 16],
  'b8/resample0/in/folded_bias': [16],
  'b8/resample0/out/folded_kernel': [1, 1, 16, 32],
  'b8/resample0/out/folded_bias': [32],
  'b8/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b8/resample1/in/folded_bias': [16],
  'b8/resample1/down/folded_kernel': [3, 3, 16, 16],
  'b8/resample1/down/folded_bias': [16],
  'b8/resample1/out/folded_kernel': [1, 1, 16, 32],
  'b8/resample1/out/folded_bias': [32],
  'b8/repeat0/conv1/folded_kernel': [3, 3, 32, 32],
  'b8/repeat0/conv1/folded_bias': [32],
  'b8/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b8/repeat0/conv2/folded_bias': [32],
  'b9/resample0/in/folded_kernel': [1, 1, 32, 16],
  'b9/resample0/in/folded_bias': [16],
  'b9/resample0/down/folded_kernel': [3, 3, 16, 16],
  'b9/resample0/down/folded_bias': [16],
  'b9/resample0/out/folded_kernel': [1, 1, 16, 32],
  'b9/resample0/out/folded_bias': [32],
  'b9/resample1/in/folded_kernel': [1, 1, 32, 16],
  'b9/resample1/in/folded_bias': [16],
  'b9/resample1/down/folded_kernel': [3, 3, 16, 16],
  'b9/resample1/down/folded_bias': [16],
  'b9/resample1/out/folded_kernel': [1, 1, 16, 32],
  'b9/resample1/out/folded_bias': [32],
  'b9/repeat0/conv1/folded_kernel': [3, 3, 32, 32],
  'b9/repeat0/conv1/folded_bias': [32],
  'b9/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b9/repeat0/conv2/folded_bias': [32],
  'b10/resample0/in/folded_kernel': [1, 1, 32, 16],
  'b10/resample0/in/folded_bias': [16],
  'b10/resample0/out/folded_kernel': [1, 1, 16, 128],
  'b10/resample0/out/folded_bias': [128],
  'b10/resample1/in/folded_kernel': [1, 1, 32, 16],
  'b10/resample1/in/folded_bias': [16],
  'b10/resample1/out/folded_kernel': [1, 1, 16, 128],
  'b10/resample1/out/folded_bias': [128],
  'b10/repeat0/conv1/folded_kernel': [1, 1, 128, 32],
  'b10/repeat0/conv1/folded_bias': [32],
  'b10/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b10/repeat0/conv2/folded_bias': [32],
  'b10/repeat0/conv3/folded_kernel': [1, 1, 32, 128],
  'b10/repeat0/conv3/folded_bias': [128],
  'b11/resample0/in/folded_kernel': [1, 1, 32, 16],
  'b11/resample0/in/folded_bias': [16],
  'b11/resample0/out/folded_kernel': [1, 1, 16, 128],
  'b11/resample0/out/folded_bias': [128],
  'b11/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b11/resample1/in/folded_bias': [16],
  'b11/resample1/out/folded_kernel': [1, 1, 16, 128],
  'b11/resample1/out/folded_bias': [128],
  'b11/repeat0/conv1/folded_kernel': [1, 1, 128, 32],
  'b11/repeat0/conv1/folded_bias': [32],
  'b11/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b11/repeat0/conv2/folded_bias': [32],
  'b11/repeat0/conv3/folded_kernel': [1, 1, 32, 128],
  'b11/repeat0/conv3/folded_bias': [128],
  'b12/resample0/in/folded_kernel': [1, 1, 128, 16],
  'b12/resample0/in/folded_bias': [16],
  'b12/resample0/out/folded_kernel': [1, 1, 16, 128],
  'b12/resample0/out/folded_bias': [128],
  'b12/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b12/resample1/in/folded_bias': [16],
  'b12/resample1/out/folded_kernel': [1, 1, 16, 128],
  'b12/resample1/out/folded_bias': [128],
  'b12/repeat0/conv1/folded_kernel': [1, 1, 128, 32],
  'b12/repeat0/conv1/folded_bias': [32],
  'b12/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b12/repeat0/conv2/folded_bias': [32],
  'b12/repeat0/conv3/folded_kernel': [1, 1, 32, 128],
  'b12/repeat0/conv3/folded_bias': [128],
  'b13/resample0/in/folded_kernel': [1, 1, 64, 8],
  'b13/resample0/in/folded_bias': [8],
  'b13/resample0/out/folded_kernel': [1, 1, 8, 64],
  'b13/resample0/out/folded_bias': [64],
  'b13/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b13/resample1/in/folded_bias': [16],
  'b13/resample1/out/folded_kernel': [1, 1, 16, 64],
  'b13/resample1/out/folded_bias': [64],
  'b13/repeat0/conv1/folded_kernel': [1, 1, 64, 16],
  'b13/repeat0/conv1/folded_bias': [16],
  'b13/repeat0/conv2/folded_kernel': [3, 3, 16, 16],
  'b13/repeat0/conv2/folded_bias': [16],
  'b13/repeat0/conv3/folded_kernel': [1, 1, 16, 64],
  'b13/repeat0/conv3/folded_bias': [64],
  'b14/resample0/in/folded_kernel': [1, 1, 128, 16],
  'b14/resample0/in/folded_bias': [16],
  'b14/resample0/down/folded_kernel': [3, 3, 16, 16],
  'b14/resample0/down/folded_bias': [16],
  'b14/resample0/out/folded_kernel': [1, 1, 16, 128],
  'b14/resample0/out/folded_bias': [128],
  'b14/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b14/resample1/in/folded_bias': [16],
  'b14/resample1/down/folded_kernel': [3, 3, 16, 16],
  'b14/resample1/down/folded_bias': [16],
  'b14/resample1/out/folded_kernel': [1, 1, 16, 128],
  'b14/resample1/out/folded_bias': [128],
  'b14/repeat0/conv1/folded_kernel': [1, 1, 128, 32],
  'b14/repeat0/conv1/folded_bias': [32],
  'b14/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b14/repeat0/conv2/folded_bias': [32],
  'b14/repeat0/conv3/folded_kernel': [1, 1, 32, 128],
  'b14/repeat0/conv3/folded_bias': [128],
  'b15/resample0/in/folded_kernel': [1, 1, 128, 16],
  'b15/resample0/in/folded_bias': [16],
  'b15/resample0/down/folded_kernel': [3, 3, 16, 16],
  'b15/resample0/down/folded_bias': [16],
  'b15/resample0/out/folded_kernel': [1, 1, 16, 128],
  'b15/resample0/out/folded_bias': [128],
  'b15/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b15/resample1/in/folded_bias': [16],
  'b15/resample1/down/folded_kernel': [3, 3, 16, 16],
  'b15/resample1/down/folded_bias': [16],
  'b15/resample1/out/folded_kernel': [1, 1, 16, 128],
  'b15/resample1/out/folded_bias': [128],
  'b15/repeat0/conv1/folded_kernel': [1, 1, 128, 32],
  'b15/repeat0/conv1/folded_bias': [32],
  'b15/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b15/repeat0/conv2/folded_bias': [32],
  'b15/repeat0/conv3/folded_kernel': [1, 1, 32, 128],
  'b15/repeat0/conv3/folded_bias': [128],
  'b16/resample0/in/folded_kernel': [1, 1, 128, 16],
  'b16/resample0/in/folded_bias': [16],
  'b16/resample0/down/folded_kernel': [3, 3, 16, 16],
  'b16/resample0/down/folded_bias': [16],
  'b16/resample0/out/folded_kernel': [1, 1, 16, 128],
  'b16/resample0/out/folded_bias': [128],
  'b16/resample1/in/folded_kernel': [1, 1, 128, 16],
  'b16/resample1/in/folded_bias': [16],
  'b16/resample1/down/folded_kernel': [3, 3, 16, 16],
  'b16/resample1/down/folded_bias': [16],
  'b16/resample1/out/folded_kernel': [1, 1, 16, 128],
  'b16/resample1/out/folded_bias': [128],
  'b16/repeat0/conv1/folded_kernel': [1, 1, 128, 32],
  'b16/repeat0/conv1/folded_bias': [32],
  'b16/repeat0/conv2/folded_kernel': [3, 3, 32, 32],
  'b16/repeat0/conv2/folded_bias': [32],
  'b16/repeat0/conv3/folded_kernel': [1, 1, 32, 128],
  'b16/repeat0/conv3/folded_bias': [128],
  'endpoint_3/folded_kernel': [1, 1, 64, 32],
  'endpoint_3/folded_bias': [32],
  'endpoint_4/folded_kernel': [1, 1, 128, 32],
  'endpoint_4/folded_bias': [32],
  'endpoint_5/folded_kernel': [1, 1, 128, 32],
  'endpoint_5/folded_bias': [32],
  'endpoint_6/folded_kernel': [1, 1, 128, 32],
  'endpoint_6/folded_bias': [32],
  'endpoint_7/folded_kernel': [1, 1, 128, 32],
  'endpoint_7/folded_bias': [32],
  'class/conv0/kernel': [3, 3, 32, 256],
  'class/norm0/3/gamma': [256],
  'class/norm0/3/beta': [256],
  'class/norm0/3/shifted_mean': [256],
  'class/norm0/3/moving_variance': [256],
  'class/conv1/kernel': [3, 3, 256, 256],
  'class/norm1/3/gamma': [256],
  'class/norm1/3/beta': [256],
  'class/norm1/3/shifted_mean': [256],
  'class/norm1/3/moving_variance': [256],
  'class/conv2/kernel': [3, 3, 256, 256],
  'class/norm2/3/gamma': [256],
  'class/norm2/3/beta': [256],
  'class/norm2/3/shifted_mean': [256],
  'class/norm2/3/moving_variance': [256],
  'class/conv3/kernel': [3, 3, 256, 256],
  'class/norm3/3/gamma': [256],
  'class/norm3/3/beta': [256],
  'class/norm3/3/shifted_mean': [256],
  'class/norm3/3/moving_variance': [256],
  'class/predict/kernel': [3, 3, 256, 819],
  'class/predict/bias': [819],
  'box/conv0/kernel': [3, 3, 32, 256],
  'box/norm0/3/gamma': [256],
  'box/norm0/3/beta': [256],
  'box/norm0/3/shifted_mean': [256],
  'box/norm0/3/moving_variance': [256],
  'box/conv1/kernel': [3, 3, 256, 256],
  'box/norm1/3/gamma': [256],
  'box/norm1/3/beta': [256],
  'box/norm1/3/shifted_mean': [256],
  'box/norm1/3/moving_variance': [256],
  'box/conv2/kernel': [3, 3, 256, 256],
  'box/norm2/3/gamma': [256],
  'box/norm2/3/beta': [256],
  'box/norm2/3/shifted_mean': [256],
  'box/norm2/3/moving_variance': [256],
  'box/conv3/kernel': [3, 3, 256, 256],
  'box/norm3/3/gamma': [256],
  'box/norm3/3/beta': [256],
  'box/norm3/3/shifted_mean': [256],
  'box/norm3/3/moving_variance': [256],
  'box/predict/kernel': [3, 3, 256, 36],
  'box/predict/bias': [36],
  'class/norm0/4/gamma': [256],
  'class/norm0/4/beta': [256],
  'class/norm0/4/shifted_mean': [256],
  'class/norm0/4/moving_variance': [256],
  'class/norm1/4/gamma': [256],
  'class/norm1/4/beta': [256],
  'class/norm1/4/shifted_mean': [256],
  'class/norm1/4/moving_variance': [256],
  'class/norm2/4/gamma': [256],
  'class/norm2/4/beta': [256],
  'class/norm2/4/shifted_mean': [256],
  'class/norm2/4/moving_variance': [256],
  'class/norm3/4/gamma': [256],
  'class/norm3/4/beta': [256],
  'class/norm3/4/shifted_mean': [256],
  'class/norm3/4/moving_variance': [256],
  'box/norm0/4/gamma': [256],
  'box/norm0/4/beta': [256],
  'box/norm0/4/shifted_mean': [256],
  'box/norm0/4/moving_variance': [256],
  'box/norm1/4/gamma': [256],
  'box/norm1/4/beta': [256],
  'box/norm1/4/shifted_mean': [256],
  'box/norm1/4/moving_variance': [256],
  'box/norm2/4/gamma': [256],
  'box/norm2/4/beta': [256],
  'box/norm2/4/shifted_mean': [256],
  'box/norm2/4/moving_variance': [256],
  'box/norm3/4/gamma': [256],
  'box/norm3/4/beta': [256],
  'box/norm3/4/shifted_mean': [256],
  'box/norm3/4/moving_variance': [256],
  'class/norm0/5/gamma': [256],
  'class/norm0/5/beta': [256],
  'class/norm0/5/shifted_mean': [256],
  'class/norm0/5/moving_variance': [256],
  'class/norm1/5/gamma': [256],
  'class/norm1/5/beta': [256],
  'class/norm1/5/shifted_mean': [256],
  'class/norm1/5/moving_variance': [256],
  'class/norm2/5/gamma': [256],
  'class/norm2/5/beta': [256],
  'class/norm2/5/shifted_mean': [256],
  'class/norm2/5/moving_variance': [256],
  'class/norm3/5/gamma': [256],
  'class/norm3/5/beta': [256],
  'class/norm3/5/shifted_mean': [256],
  'class/norm3/5/moving_variance': [256],
  'box/norm0/5/gamma': [256],
  'box/norm0/5/beta': [256],
  'box/norm0/5/shifted_mean': [256],
  'box/norm0/5/moving_variance': [256],
  'box/norm1/5/gamma': [256],
  'box/norm1/5/beta': [256],
  'box/norm1/5/shifted_mean': [256],
  'box/norm1/5/moving_variance': [256],
  'box/norm2/5/gamma': [256],
  'box/norm2/5/beta': [256],
  'box/norm2/5/shifted_mean': [256],
  'box/norm2/5/moving_variance': [256],
  'box/norm3/5/gamma': [256],
  'box/norm3/5/beta': [256],
  'box/norm3/5/shifted_mean': [256],
  'box/norm3/5/moving_variance': [256],
  'class/norm0/6/gamma': [256],
  'class/norm0/6/beta': [256],
  'class/norm0/6/shifted_mean': [256],
  'class/norm0/6/moving_variance': [256],
  'class/norm1/6/gamma': [256],
  'class/norm1/6/beta': [256],
  'class/norm1/6/shifted_mean': [256],
  'class/norm1/6/moving_variance': [256],
  'class/norm2/6/gamma': [256],
  'class/norm2/6/beta': [256],
  'class/norm2/6/shifted_mean': [256],
  'class/norm2/6/moving_variance': [256],
  'class/norm3/6/gamma': [256],
  'class/norm3/6/beta': [256],
  'class/norm3/6/shifted_mean': [256],
  'class/norm3/6/moving_variance': [256],
  'box/norm0/6/gamma': [256],
  'box/norm0/6/beta': [256],
  'box/norm0/6/shifted_mean': [256],
  'box/norm0/6/moving_variance': [256],
  'box/norm1/6/gamma': [256],
  'box/norm1/6/beta': [256],
  'box/norm1/6/shifted_mean': [256],
  'box/norm1/6/moving_variance': [256],
  'box/norm2/6/gamma': [256],
  'box/norm2/6/beta': [256],
  'box/norm2/6/shifted_mean': [256],
  'box/norm2/6/moving_variance': [256],
  'box/norm3/6/gamma': [256],
  'box/norm3/6/beta': [256],
  'box/norm3/6/shifted_mean': [256],
  'box/norm3/6/moving_variance': [256],
  'class/norm0/7/gamma': [256],
  'class/norm0/7/beta': [256],
  'class/norm0/7/shifted_mean': [256],
  'class/norm0/7/moving_variance': [256],
  'class/norm1/7/gamma': [256],
  'class/norm1/7/beta': [256],
  'class/norm1/7/shifted_mean': [256],
  'class/norm1/7/moving_variance': [256],
  'class/norm2/7/gamma': [256],
  'class/norm2/7/beta': [256],
  'class/norm2/7/shifted_mean': [256],
  'class/norm2/7/moving_variance': [256],
  'class/norm3/7/gamma': [256],
  'class/norm3/7/beta': [256],
  'class/norm3/7/shifted_mean': [256],
  'class/norm3/7/moving_variance': [256],
  'box/norm0/7/gamma': [256],
  'box/norm0/7/beta': [256],
  'box/norm0/7/shifted_mean': [256],
  'box/norm0/7/moving_variance': [256],
  'box/norm1/7/gamma': [256],
  'box/norm1/7/beta': [256],
  'box/norm1/7/shifted_mean': [256],
  'box/norm1/7/moving_variance': [256],
  'box/norm2/7/gamma': [256],
  'box/norm2/7/beta': [256],
  'box/norm2/7/shifted_mean': [256],
  'box/norm2/7/moving_variance': [256],
  'box/norm3/7/gamma': [256],
  'box/norm3/7/beta': [256],
  'box/norm3/7/shifted_mean': [256],
  'box/norm3/7/moving_variance': [256],
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
