/**
 * resnet-101-fpn, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 * Spec 5d01f5716766201239f36127d554738e653ac9301da12c54d009d6371bff6d79.
 *
 * Input: float32 [N,1024,1024,3], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 213.9 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'resnet-101-fpn',
  hash: '5d01f5716766201239f36127d554738e653ac9301da12c54d009d6371bff6d79',
  dialect: 'tpu',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 1024, width: 1024, channels: 3 },
} as const;

export interface Outputs {
  readonly endpoint_3: tf.Tensor4D; // [N,128,128,256]
  readonly endpoint_4: tf.Tensor4D; // [N,64,64,256]
  readonly endpoint_5: tf.Tensor4D; // [N,32,32,256]
  readonly endpoint_6: tf.Tensor4D; // [N,16,16,256]
  readonly endpoint_7: tf.Tensor4D; // [N,8,8,256]
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

  // stem c2 : L2 bottleneck, c3 : L3 bottleneck, c4 : L4 bottleneck, c5 : L5 bottleneck
  const stem_conv_pad = tf.pad(x, [[0, 0], [3, 2], [3, 2], [0, 0]], 0); // [N,1029,1029,3]
  const stem_conv = conv2d({ x: stem_conv_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['stem/folded_kernel'], bias: w['stem/folded_bias'] }); // [N,512,512,64]
  stem_conv_pad.dispose();
  const stem_pool = tf.maxPool(stem_conv, 3, 2, 'same'); // [N,256,256,64]
  stem_conv.dispose();

  // c2 : L2 bottleneck repeats=3
  const c2_repeat0_shortcut = conv2d({ x: stem_pool, strides: 1, pad: 'valid',
    filter: w['c2/repeat0/shortcut/folded_kernel'], bias: w['c2/repeat0/shortcut/folded_bias'] }); // [N,256,256,256]
  const c2_repeat0_conv1 = conv2d({ x: stem_pool, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c2/repeat0/conv1/folded_kernel'], bias: w['c2/repeat0/conv1/folded_bias'] }); // [N,256,256,64]
  stem_pool.dispose();
  const c2_repeat0_conv2 = conv2d({ x: c2_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c2/repeat0/conv2/folded_kernel'], bias: w['c2/repeat0/conv2/folded_bias'] }); // [N,256,256,64]
  c2_repeat0_conv1.dispose();
  const c2_repeat0_conv3 = conv2d({ x: c2_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['c2/repeat0/conv3/folded_kernel'], bias: w['c2/repeat0/conv3/folded_bias'] }); // [N,256,256,256]
  c2_repeat0_conv2.dispose();
  const c2_repeat0_add = tf.add<tf.Tensor4D>(c2_repeat0_conv3, c2_repeat0_shortcut); // [N,256,256,256]
  c2_repeat0_shortcut.dispose(); c2_repeat0_conv3.dispose();
  const c2_repeat0_relu = tf.relu(c2_repeat0_add); // [N,256,256,256]
  c2_repeat0_add.dispose();
  const c2_repeat1_conv1 = conv2d({ x: c2_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c2/repeat1/conv1/folded_kernel'], bias: w['c2/repeat1/conv1/folded_bias'] }); // [N,256,256,64]
  const c2_repeat1_conv2 = conv2d({ x: c2_repeat1_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c2/repeat1/conv2/folded_kernel'], bias: w['c2/repeat1/conv2/folded_bias'] }); // [N,256,256,64]
  c2_repeat1_conv1.dispose();
  const c2_repeat1_conv3 = conv2d({ x: c2_repeat1_conv2, strides: 1, pad: 'valid',
    filter: w['c2/repeat1/conv3/folded_kernel'], bias: w['c2/repeat1/conv3/folded_bias'] }); // [N,256,256,256]
  c2_repeat1_conv2.dispose();
  const c2_repeat1_add = tf.add<tf.Tensor4D>(c2_repeat1_conv3, c2_repeat0_relu); // [N,256,256,256]
  c2_repeat0_relu.dispose(); c2_repeat1_conv3.dispose();
  const c2_repeat1_relu = tf.relu(c2_repeat1_add); // [N,256,256,256]
  c2_repeat1_add.dispose();
  const c2_repeat2_conv1 = conv2d({ x: c2_repeat1_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c2/repeat2/conv1/folded_kernel'], bias: w['c2/repeat2/conv1/folded_bias'] }); // [N,256,256,64]
  const c2_repeat2_conv2 = conv2d({ x: c2_repeat2_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c2/repeat2/conv2/folded_kernel'], bias: w['c2/repeat2/conv2/folded_bias'] }); // [N,256,256,64]
  c2_repeat2_conv1.dispose();
  const c2_repeat2_conv3 = conv2d({ x: c2_repeat2_conv2, strides: 1, pad: 'valid',
    filter: w['c2/repeat2/conv3/folded_kernel'], bias: w['c2/repeat2/conv3/folded_bias'] }); // [N,256,256,256]
  c2_repeat2_conv2.dispose();
  const c2_repeat2_add = tf.add<tf.Tensor4D>(c2_repeat2_conv3, c2_repeat1_relu); // [N,256,256,256]
  c2_repeat1_relu.dispose(); c2_repeat2_conv3.dispose();
  const c2_repeat2_relu = tf.relu(c2_repeat2_add); // [N,256,256,256]
  c2_repeat2_add.dispose();

  // c3 : L3 bottleneck repeats=4
  const c3_repeat0_shortcut = conv2d({ x: c2_repeat2_relu, strides: 2, pad: 'valid',
    filter: w['c3/repeat0/shortcut/folded_kernel'], bias: w['c3/repeat0/shortcut/folded_bias'] }); // [N,128,128,512]
  const c3_repeat0_conv1 = conv2d({ x: c2_repeat2_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c3/repeat0/conv1/folded_kernel'], bias: w['c3/repeat0/conv1/folded_bias'] }); // [N,256,256,128]
  c2_repeat2_relu.dispose();
  const c3_repeat0_conv2_pad = tf.pad(c3_repeat0_conv1, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,257,257,128]
  c3_repeat0_conv1.dispose();
  const c3_repeat0_conv2 = conv2d({ x: c3_repeat0_conv2_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['c3/repeat0/conv2/folded_kernel'], bias: w['c3/repeat0/conv2/folded_bias'] }); // [N,128,128,128]
  c3_repeat0_conv2_pad.dispose();
  const c3_repeat0_conv3 = conv2d({ x: c3_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['c3/repeat0/conv3/folded_kernel'], bias: w['c3/repeat0/conv3/folded_bias'] }); // [N,128,128,512]
  c3_repeat0_conv2.dispose();
  const c3_repeat0_add = tf.add<tf.Tensor4D>(c3_repeat0_conv3, c3_repeat0_shortcut); // [N,128,128,512]
  c3_repeat0_shortcut.dispose(); c3_repeat0_conv3.dispose();
  const c3_repeat0_relu = tf.relu(c3_repeat0_add); // [N,128,128,512]
  c3_repeat0_add.dispose();
  const c3_repeat1_conv1 = conv2d({ x: c3_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c3/repeat1/conv1/folded_kernel'], bias: w['c3/repeat1/conv1/folded_bias'] }); // [N,128,128,128]
  const c3_repeat1_conv2 = conv2d({ x: c3_repeat1_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c3/repeat1/conv2/folded_kernel'], bias: w['c3/repeat1/conv2/folded_bias'] }); // [N,128,128,128]
  c3_repeat1_conv1.dispose();
  const c3_repeat1_conv3 = conv2d({ x: c3_repeat1_conv2, strides: 1, pad: 'valid',
    filter: w['c3/repeat1/conv3/folded_kernel'], bias: w['c3/repeat1/conv3/folded_bias'] }); // [N,128,128,512]
  c3_repeat1_conv2.dispose();
  const c3_repeat1_add = tf.add<tf.Tensor4D>(c3_repeat1_conv3, c3_repeat0_relu); // [N,128,128,512]
  c3_repeat0_relu.dispose(); c3_repeat1_conv3.dispose();
  const c3_repeat1_relu = tf.relu(c3_repeat1_add); // [N,128,128,512]
  c3_repeat1_add.dispose();
  const c3_repeat2_conv1 = conv2d({ x: c3_repeat1_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c3/repeat2/conv1/folded_kernel'], bias: w['c3/repeat2/conv1/folded_bias'] }); // [N,128,128,128]
  const c3_repeat2_conv2 = conv2d({ x: c3_repeat2_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c3/repeat2/conv2/folded_kernel'], bias: w['c3/repeat2/conv2/folded_bias'] }); // [N,128,128,128]
  c3_repeat2_conv1.dispose();
  const c3_repeat2_conv3 = conv2d({ x: c3_repeat2_conv2, strides: 1, pad: 'valid',
    filter: w['c3/repeat2/conv3/folded_kernel'], bias: w['c3/repeat2/conv3/folded_bias'] }); // [N,128,128,512]
  c3_repeat2_conv2.dispose();
  const c3_repeat2_add = tf.add<tf.Tensor4D>(c3_repeat2_conv3, c3_repeat1_relu); // [N,128,128,512]
  c3_repeat1_relu.dispose(); c3_repeat2_conv3.dispose();
  const c3_repeat2_relu = tf.relu(c3_repeat2_add); // [N,128,128,512]
  c3_repeat2_add.dispose();
  const c3_repeat3_conv1 = conv2d({ x: c3_repeat2_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c3/repeat3/conv1/folded_kernel'], bias: w['c3/repeat3/conv1/folded_bias'] }); // [N,128,128,128]
  const c3_repeat3_conv2 = conv2d({ x: c3_repeat3_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c3/repeat3/conv2/folded_kernel'], bias: w['c3/repeat3/conv2/folded_bias'] }); // [N,128,128,128]
  c3_repeat3_conv1.dispose();
  const c3_repeat3_conv3 = conv2d({ x: c3_repeat3_conv2, strides: 1, pad: 'valid',
    filter: w['c3/repeat3/conv3/folded_kernel'], bias: w['c3/repeat3/conv3/folded_bias'] }); // [N,128,128,512]
  c3_repeat3_conv2.dispose();
  const c3_repeat3_add = tf.add<tf.Tensor4D>(c3_repeat3_conv3, c3_repeat2_relu); // [N,128,128,512]
  c3_repeat2_relu.dispose(); c3_repeat3_conv3.dispose();
  const c3_repeat3_relu = tf.relu(c3_repeat3_add); // [N,128,128,512]
  c3_repeat3_add.dispose();

  // c4 : L4 bottleneck repeats=23
  const c4_repeat0_shortcut = conv2d({ x: c3_repeat3_relu, strides: 2, pad: 'valid',
    filter: w['c4/repeat0/shortcut/folded_kernel'], bias: w['c4/repeat0/shortcut/folded_bias'] }); // [N,64,64,1024]
  const c4_repeat0_conv1 = conv2d({ x: c3_repeat3_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat0/conv1/folded_kernel'], bias: w['c4/repeat0/conv1/folded_bias'] }); // [N,128,128,256]
  const c4_repeat0_conv2_pad = tf.pad(c4_repeat0_conv1, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,129,129,256]
  c4_repeat0_conv1.dispose();
  const c4_repeat0_conv2 = conv2d({ x: c4_repeat0_conv2_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat0/conv2/folded_kernel'], bias: w['c4/repeat0/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat0_conv2_pad.dispose();
  const c4_repeat0_conv3 = conv2d({ x: c4_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat0/conv3/folded_kernel'], bias: w['c4/repeat0/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat0_conv2.dispose();
  const c4_repeat0_add = tf.add<tf.Tensor4D>(c4_repeat0_conv3, c4_repeat0_shortcut); // [N,64,64,1024]
  c4_repeat0_shortcut.dispose(); c4_repeat0_conv3.dispose();
  const c4_repeat0_relu = tf.relu(c4_repeat0_add); // [N,64,64,1024]
  c4_repeat0_add.dispose();
  const c4_repeat1_conv1 = conv2d({ x: c4_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat1/conv1/folded_kernel'], bias: w['c4/repeat1/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat1_conv2 = conv2d({ x: c4_repeat1_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat1/conv2/folded_kernel'], bias: w['c4/repeat1/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat1_conv1.dispose();
  const c4_repeat1_conv3 = conv2d({ x: c4_repeat1_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat1/conv3/folded_kernel'], bias: w['c4/repeat1/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat1_conv2.dispose();
  const c4_repeat1_add = tf.add<tf.Tensor4D>(c4_repeat1_conv3, c4_repeat0_relu); // [N,64,64,1024]
  c4_repeat0_relu.dispose(); c4_repeat1_conv3.dispose();
  const c4_repeat1_relu = tf.relu(c4_repeat1_add); // [N,64,64,1024]
  c4_repeat1_add.dispose();
  const c4_repeat2_conv1 = conv2d({ x: c4_repeat1_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat2/conv1/folded_kernel'], bias: w['c4/repeat2/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat2_conv2 = conv2d({ x: c4_repeat2_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat2/conv2/folded_kernel'], bias: w['c4/repeat2/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat2_conv1.dispose();
  const c4_repeat2_conv3 = conv2d({ x: c4_repeat2_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat2/conv3/folded_kernel'], bias: w['c4/repeat2/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat2_conv2.dispose();
  const c4_repeat2_add = tf.add<tf.Tensor4D>(c4_repeat2_conv3, c4_repeat1_relu); // [N,64,64,1024]
  c4_repeat1_relu.dispose(); c4_repeat2_conv3.dispose();
  const c4_repeat2_relu = tf.relu(c4_repeat2_add); // [N,64,64,1024]
  c4_repeat2_add.dispose();
  const c4_repeat3_conv1 = conv2d({ x: c4_repeat2_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat3/conv1/folded_kernel'], bias: w['c4/repeat3/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat3_conv2 = conv2d({ x: c4_repeat3_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat3/conv2/folded_kernel'], bias: w['c4/repeat3/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat3_conv1.dispose();
  const c4_repeat3_conv3 = conv2d({ x: c4_repeat3_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat3/conv3/folded_kernel'], bias: w['c4/repeat3/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat3_conv2.dispose();
  const c4_repeat3_add = tf.add<tf.Tensor4D>(c4_repeat3_conv3, c4_repeat2_relu); // [N,64,64,1024]
  c4_repeat2_relu.dispose(); c4_repeat3_conv3.dispose();
  const c4_repeat3_relu = tf.relu(c4_repeat3_add); // [N,64,64,1024]
  c4_repeat3_add.dispose();
  const c4_repeat4_conv1 = conv2d({ x: c4_repeat3_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat4/conv1/folded_kernel'], bias: w['c4/repeat4/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat4_conv2 = conv2d({ x: c4_repeat4_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat4/conv2/folded_kernel'], bias: w['c4/repeat4/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat4_conv1.dispose();
  const c4_repeat4_conv3 = conv2d({ x: c4_repeat4_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat4/conv3/folded_kernel'], bias: w['c4/repeat4/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat4_conv2.dispose();
  const c4_repeat4_add = tf.add<tf.Tensor4D>(c4_repeat4_conv3, c4_repeat3_relu); // [N,64,64,1024]
  c4_repeat3_relu.dispose(); c4_repeat4_conv3.dispose();
  const c4_repeat4_relu = tf.relu(c4_repeat4_add); // [N,64,64,1024]
  c4_repeat4_add.dispose();
  const c4_repeat5_conv1 = conv2d({ x: c4_repeat4_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat5/conv1/folded_kernel'], bias: w['c4/repeat5/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat5_conv2 = conv2d({ x: c4_repeat5_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat5/conv2/folded_kernel'], bias: w['c4/repeat5/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat5_conv1.dispose();
  const c4_repeat5_conv3 = conv2d({ x: c4_repeat5_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat5/conv3/folded_kernel'], bias: w['c4/repeat5/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat5_conv2.dispose();
  const c4_repeat5_add = tf.add<tf.Tensor4D>(c4_repeat5_conv3, c4_repeat4_relu); // [N,64,64,1024]
  c4_repeat4_relu.dispose(); c4_repeat5_conv3.dispose();
  const c4_repeat5_relu = tf.relu(c4_repeat5_add); // [N,64,64,1024]
  c4_repeat5_add.dispose();
  const c4_repeat6_conv1 = conv2d({ x: c4_repeat5_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat6/conv1/folded_kernel'], bias: w['c4/repeat6/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat6_conv2 = conv2d({ x: c4_repeat6_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat6/conv2/folded_kernel'], bias: w['c4/repeat6/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat6_conv1.dispose();
  const c4_repeat6_conv3 = conv2d({ x: c4_repeat6_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat6/conv3/folded_kernel'], bias: w['c4/repeat6/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat6_conv2.dispose();
  const c4_repeat6_add = tf.add<tf.Tensor4D>(c4_repeat6_conv3, c4_repeat5_relu); // [N,64,64,1024]
  c4_repeat5_relu.dispose(); c4_repeat6_conv3.dispose();
  const c4_repeat6_relu = tf.relu(c4_repeat6_add); // [N,64,64,1024]
  c4_repeat6_add.dispose();
  const c4_repeat7_conv1 = conv2d({ x: c4_repeat6_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat7/conv1/folded_kernel'], bias: w['c4/repeat7/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat7_conv2 = conv2d({ x: c4_repeat7_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat7/conv2/folded_kernel'], bias: w['c4/repeat7/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat7_conv1.dispose();
  const c4_repeat7_conv3 = conv2d({ x: c4_repeat7_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat7/conv3/folded_kernel'], bias: w['c4/repeat7/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat7_conv2.dispose();
  const c4_repeat7_add = tf.add<tf.Tensor4D>(c4_repeat7_conv3, c4_repeat6_relu); // [N,64,64,1024]
  c4_repeat6_relu.dispose(); c4_repeat7_conv3.dispose();
  const c4_repeat7_relu = tf.relu(c4_repeat7_add); // [N,64,64,1024]
  c4_repeat7_add.dispose();
  const c4_repeat8_conv1 = conv2d({ x: c4_repeat7_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat8/conv1/folded_kernel'], bias: w['c4/repeat8/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat8_conv2 = conv2d({ x: c4_repeat8_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat8/conv2/folded_kernel'], bias: w['c4/repeat8/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat8_conv1.dispose();
  const c4_repeat8_conv3 = conv2d({ x: c4_repeat8_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat8/conv3/folded_kernel'], bias: w['c4/repeat8/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat8_conv2.dispose();
  const c4_repeat8_add = tf.add<tf.Tensor4D>(c4_repeat8_conv3, c4_repeat7_relu); // [N,64,64,1024]
  c4_repeat7_relu.dispose(); c4_repeat8_conv3.dispose();
  const c4_repeat8_relu = tf.relu(c4_repeat8_add); // [N,64,64,1024]
  c4_repeat8_add.dispose();
  const c4_repeat9_conv1 = conv2d({ x: c4_repeat8_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat9/conv1/folded_kernel'], bias: w['c4/repeat9/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat9_conv2 = conv2d({ x: c4_repeat9_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat9/conv2/folded_kernel'], bias: w['c4/repeat9/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat9_conv1.dispose();
  const c4_repeat9_conv3 = conv2d({ x: c4_repeat9_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat9/conv3/folded_kernel'], bias: w['c4/repeat9/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat9_conv2.dispose();
  const c4_repeat9_add = tf.add<tf.Tensor4D>(c4_repeat9_conv3, c4_repeat8_relu); // [N,64,64,1024]
  c4_repeat8_relu.dispose(); c4_repeat9_conv3.dispose();
  const c4_repeat9_relu = tf.relu(c4_repeat9_add); // [N,64,64,1024]
  c4_repeat9_add.dispose();
  const c4_repeat10_conv1 = conv2d({ x: c4_repeat9_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat10/conv1/folded_kernel'], bias: w['c4/repeat10/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat10_conv2 = conv2d({ x: c4_repeat10_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat10/conv2/folded_kernel'], bias: w['c4/repeat10/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat10_conv1.dispose();
  const c4_repeat10_conv3 = conv2d({ x: c4_repeat10_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat10/conv3/folded_kernel'], bias: w['c4/repeat10/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat10_conv2.dispose();
  const c4_repeat10_add = tf.add<tf.Tensor4D>(c4_repeat10_conv3, c4_repeat9_relu); // [N,64,64,1024]
  c4_repeat9_relu.dispose(); c4_repeat10_conv3.dispose();
  const c4_repeat10_relu = tf.relu(c4_repeat10_add); // [N,64,64,1024]
  c4_repeat10_add.dispose();
  const c4_repeat11_conv1 = conv2d({ x: c4_repeat10_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat11/conv1/folded_kernel'], bias: w['c4/repeat11/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat11_conv2 = conv2d({ x: c4_repeat11_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat11/conv2/folded_kernel'], bias: w['c4/repeat11/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat11_conv1.dispose();
  const c4_repeat11_conv3 = conv2d({ x: c4_repeat11_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat11/conv3/folded_kernel'], bias: w['c4/repeat11/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat11_conv2.dispose();
  const c4_repeat11_add = tf.add<tf.Tensor4D>(c4_repeat11_conv3, c4_repeat10_relu); // [N,64,64,1024]
  c4_repeat10_relu.dispose(); c4_repeat11_conv3.dispose();
  const c4_repeat11_relu = tf.relu(c4_repeat11_add); // [N,64,64,1024]
  c4_repeat11_add.dispose();
  const c4_repeat12_conv1 = conv2d({ x: c4_repeat11_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat12/conv1/folded_kernel'], bias: w['c4/repeat12/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat12_conv2 = conv2d({ x: c4_repeat12_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat12/conv2/folded_kernel'], bias: w['c4/repeat12/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat12_conv1.dispose();
  const c4_repeat12_conv3 = conv2d({ x: c4_repeat12_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat12/conv3/folded_kernel'], bias: w['c4/repeat12/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat12_conv2.dispose();
  const c4_repeat12_add = tf.add<tf.Tensor4D>(c4_repeat12_conv3, c4_repeat11_relu); // [N,64,64,1024]
  c4_repeat11_relu.dispose(); c4_repeat12_conv3.dispose();
  const c4_repeat12_relu = tf.relu(c4_repeat12_add); // [N,64,64,1024]
  c4_repeat12_add.dispose();
  const c4_repeat13_conv1 = conv2d({ x: c4_repeat12_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat13/conv1/folded_kernel'], bias: w['c4/repeat13/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat13_conv2 = conv2d({ x: c4_repeat13_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat13/conv2/folded_kernel'], bias: w['c4/repeat13/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat13_conv1.dispose();
  const c4_repeat13_conv3 = conv2d({ x: c4_repeat13_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat13/conv3/folded_kernel'], bias: w['c4/repeat13/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat13_conv2.dispose();
  const c4_repeat13_add = tf.add<tf.Tensor4D>(c4_repeat13_conv3, c4_repeat12_relu); // [N,64,64,1024]
  c4_repeat12_relu.dispose(); c4_repeat13_conv3.dispose();
  const c4_repeat13_relu = tf.relu(c4_repeat13_add); // [N,64,64,1024]
  c4_repeat13_add.dispose();
  const c4_repeat14_conv1 = conv2d({ x: c4_repeat13_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat14/conv1/folded_kernel'], bias: w['c4/repeat14/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat14_conv2 = conv2d({ x: c4_repeat14_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat14/conv2/folded_kernel'], bias: w['c4/repeat14/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat14_conv1.dispose();
  const c4_repeat14_conv3 = conv2d({ x: c4_repeat14_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat14/conv3/folded_kernel'], bias: w['c4/repeat14/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat14_conv2.dispose();
  const c4_repeat14_add = tf.add<tf.Tensor4D>(c4_repeat14_conv3, c4_repeat13_relu); // [N,64,64,1024]
  c4_repeat13_relu.dispose(); c4_repeat14_conv3.dispose();
  const c4_repeat14_relu = tf.relu(c4_repeat14_add); // [N,64,64,1024]
  c4_repeat14_add.dispose();
  const c4_repeat15_conv1 = conv2d({ x: c4_repeat14_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat15/conv1/folded_kernel'], bias: w['c4/repeat15/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat15_conv2 = conv2d({ x: c4_repeat15_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat15/conv2/folded_kernel'], bias: w['c4/repeat15/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat15_conv1.dispose();
  const c4_repeat15_conv3 = conv2d({ x: c4_repeat15_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat15/conv3/folded_kernel'], bias: w['c4/repeat15/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat15_conv2.dispose();
  const c4_repeat15_add = tf.add<tf.Tensor4D>(c4_repeat15_conv3, c4_repeat14_relu); // [N,64,64,1024]
  c4_repeat14_relu.dispose(); c4_repeat15_conv3.dispose();
  const c4_repeat15_relu = tf.relu(c4_repeat15_add); // [N,64,64,1024]
  c4_repeat15_add.dispose();
  const c4_repeat16_conv1 = conv2d({ x: c4_repeat15_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat16/conv1/folded_kernel'], bias: w['c4/repeat16/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat16_conv2 = conv2d({ x: c4_repeat16_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat16/conv2/folded_kernel'], bias: w['c4/repeat16/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat16_conv1.dispose();
  const c4_repeat16_conv3 = conv2d({ x: c4_repeat16_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat16/conv3/folded_kernel'], bias: w['c4/repeat16/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat16_conv2.dispose();
  const c4_repeat16_add = tf.add<tf.Tensor4D>(c4_repeat16_conv3, c4_repeat15_relu); // [N,64,64,1024]
  c4_repeat15_relu.dispose(); c4_repeat16_conv3.dispose();
  const c4_repeat16_relu = tf.relu(c4_repeat16_add); // [N,64,64,1024]
  c4_repeat16_add.dispose();
  const c4_repeat17_conv1 = conv2d({ x: c4_repeat16_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat17/conv1/folded_kernel'], bias: w['c4/repeat17/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat17_conv2 = conv2d({ x: c4_repeat17_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat17/conv2/folded_kernel'], bias: w['c4/repeat17/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat17_conv1.dispose();
  const c4_repeat17_conv3 = conv2d({ x: c4_repeat17_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat17/conv3/folded_kernel'], bias: w['c4/repeat17/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat17_conv2.dispose();
  const c4_repeat17_add = tf.add<tf.Tensor4D>(c4_repeat17_conv3, c4_repeat16_relu); // [N,64,64,1024]
  c4_repeat16_relu.dispose(); c4_repeat17_conv3.dispose();
  const c4_repeat17_relu = tf.relu(c4_repeat17_add); // [N,64,64,1024]
  c4_repeat17_add.dispose();
  const c4_repeat18_conv1 = conv2d({ x: c4_repeat17_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat18/conv1/folded_kernel'], bias: w['c4/repeat18/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat18_conv2 = conv2d({ x: c4_repeat18_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat18/conv2/folded_kernel'], bias: w['c4/repeat18/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat18_conv1.dispose();
  const c4_repeat18_conv3 = conv2d({ x: c4_repeat18_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat18/conv3/folded_kernel'], bias: w['c4/repeat18/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat18_conv2.dispose();
  const c4_repeat18_add = tf.add<tf.Tensor4D>(c4_repeat18_conv3, c4_repeat17_relu); // [N,64,64,1024]
  c4_repeat17_relu.dispose(); c4_repeat18_conv3.dispose();
  const c4_repeat18_relu = tf.relu(c4_repeat18_add); // [N,64,64,1024]
  c4_repeat18_add.dispose();
  const c4_repeat19_conv1 = conv2d({ x: c4_repeat18_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat19/conv1/folded_kernel'], bias: w['c4/repeat19/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat19_conv2 = conv2d({ x: c4_repeat19_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat19/conv2/folded_kernel'], bias: w['c4/repeat19/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat19_conv1.dispose();
  const c4_repeat19_conv3 = conv2d({ x: c4_repeat19_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat19/conv3/folded_kernel'], bias: w['c4/repeat19/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat19_conv2.dispose();
  const c4_repeat19_add = tf.add<tf.Tensor4D>(c4_repeat19_conv3, c4_repeat18_relu); // [N,64,64,1024]
  c4_repeat18_relu.dispose(); c4_repeat19_conv3.dispose();
  const c4_repeat19_relu = tf.relu(c4_repeat19_add); // [N,64,64,1024]
  c4_repeat19_add.dispose();
  const c4_repeat20_conv1 = conv2d({ x: c4_repeat19_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat20/conv1/folded_kernel'], bias: w['c4/repeat20/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat20_conv2 = conv2d({ x: c4_repeat20_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat20/conv2/folded_kernel'], bias: w['c4/repeat20/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat20_conv1.dispose();
  const c4_repeat20_conv3 = conv2d({ x: c4_repeat20_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat20/conv3/folded_kernel'], bias: w['c4/repeat20/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat20_conv2.dispose();
  const c4_repeat20_add = tf.add<tf.Tensor4D>(c4_repeat20_conv3, c4_repeat19_relu); // [N,64,64,1024]
  c4_repeat19_relu.dispose(); c4_repeat20_conv3.dispose();
  const c4_repeat20_relu = tf.relu(c4_repeat20_add); // [N,64,64,1024]
  c4_repeat20_add.dispose();
  const c4_repeat21_conv1 = conv2d({ x: c4_repeat20_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat21/conv1/folded_kernel'], bias: w['c4/repeat21/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat21_conv2 = conv2d({ x: c4_repeat21_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat21/conv2/folded_kernel'], bias: w['c4/repeat21/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat21_conv1.dispose();
  const c4_repeat21_conv3 = conv2d({ x: c4_repeat21_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat21/conv3/folded_kernel'], bias: w['c4/repeat21/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat21_conv2.dispose();
  const c4_repeat21_add = tf.add<tf.Tensor4D>(c4_repeat21_conv3, c4_repeat20_relu); // [N,64,64,1024]
  c4_repeat20_relu.dispose(); c4_repeat21_conv3.dispose();
  const c4_repeat21_relu = tf.relu(c4_repeat21_add); // [N,64,64,1024]
  c4_repeat21_add.dispose();
  const c4_repeat22_conv1 = conv2d({ x: c4_repeat21_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat22/conv1/folded_kernel'], bias: w['c4/repeat22/conv1/folded_bias'] }); // [N,64,64,256]
  const c4_repeat22_conv2 = conv2d({ x: c4_repeat22_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat22/conv2/folded_kernel'], bias: w['c4/repeat22/conv2/folded_bias'] }); // [N,64,64,256]
  c4_repeat22_conv1.dispose();
  const c4_repeat22_conv3 = conv2d({ x: c4_repeat22_conv2, strides: 1, pad: 'valid',
    filter: w['c4/repeat22/conv3/folded_kernel'], bias: w['c4/repeat22/conv3/folded_bias'] }); // [N,64,64,1024]
  c4_repeat22_conv2.dispose();
  const c4_repeat22_add = tf.add<tf.Tensor4D>(c4_repeat22_conv3, c4_repeat21_relu); // [N,64,64,1024]
  c4_repeat21_relu.dispose(); c4_repeat22_conv3.dispose();
  const c4_repeat22_relu = tf.relu(c4_repeat22_add); // [N,64,64,1024]
  c4_repeat22_add.dispose();

  // c5 : L5 bottleneck repeats=3
  const c5_repeat0_shortcut = conv2d({ x: c4_repeat22_relu, strides: 2, pad: 'valid',
    filter: w['c5/repeat0/shortcut/folded_kernel'], bias: w['c5/repeat0/shortcut/folded_bias'] }); // [N,32,32,2048]
  const c5_repeat0_conv1 = conv2d({ x: c4_repeat22_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c5/repeat0/conv1/folded_kernel'], bias: w['c5/repeat0/conv1/folded_bias'] }); // [N,64,64,512]
  const c5_repeat0_conv2_pad = tf.pad(c5_repeat0_conv1, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,65,65,512]
  c5_repeat0_conv1.dispose();
  const c5_repeat0_conv2 = conv2d({ x: c5_repeat0_conv2_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['c5/repeat0/conv2/folded_kernel'], bias: w['c5/repeat0/conv2/folded_bias'] }); // [N,32,32,512]
  c5_repeat0_conv2_pad.dispose();
  const c5_repeat0_conv3 = conv2d({ x: c5_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['c5/repeat0/conv3/folded_kernel'], bias: w['c5/repeat0/conv3/folded_bias'] }); // [N,32,32,2048]
  c5_repeat0_conv2.dispose();
  const c5_repeat0_add = tf.add<tf.Tensor4D>(c5_repeat0_conv3, c5_repeat0_shortcut); // [N,32,32,2048]
  c5_repeat0_shortcut.dispose(); c5_repeat0_conv3.dispose();
  const c5_repeat0_relu = tf.relu(c5_repeat0_add); // [N,32,32,2048]
  c5_repeat0_add.dispose();
  const c5_repeat1_conv1 = conv2d({ x: c5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c5/repeat1/conv1/folded_kernel'], bias: w['c5/repeat1/conv1/folded_bias'] }); // [N,32,32,512]
  const c5_repeat1_conv2 = conv2d({ x: c5_repeat1_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c5/repeat1/conv2/folded_kernel'], bias: w['c5/repeat1/conv2/folded_bias'] }); // [N,32,32,512]
  c5_repeat1_conv1.dispose();
  const c5_repeat1_conv3 = conv2d({ x: c5_repeat1_conv2, strides: 1, pad: 'valid',
    filter: w['c5/repeat1/conv3/folded_kernel'], bias: w['c5/repeat1/conv3/folded_bias'] }); // [N,32,32,2048]
  c5_repeat1_conv2.dispose();
  const c5_repeat1_add = tf.add<tf.Tensor4D>(c5_repeat1_conv3, c5_repeat0_relu); // [N,32,32,2048]
  c5_repeat0_relu.dispose(); c5_repeat1_conv3.dispose();
  const c5_repeat1_relu = tf.relu(c5_repeat1_add); // [N,32,32,2048]
  c5_repeat1_add.dispose();
  const c5_repeat2_conv1 = conv2d({ x: c5_repeat1_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['c5/repeat2/conv1/folded_kernel'], bias: w['c5/repeat2/conv1/folded_bias'] }); // [N,32,32,512]
  const c5_repeat2_conv2 = conv2d({ x: c5_repeat2_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c5/repeat2/conv2/folded_kernel'], bias: w['c5/repeat2/conv2/folded_bias'] }); // [N,32,32,512]
  c5_repeat2_conv1.dispose();
  const c5_repeat2_conv3 = conv2d({ x: c5_repeat2_conv2, strides: 1, pad: 'valid',
    filter: w['c5/repeat2/conv3/folded_kernel'], bias: w['c5/repeat2/conv3/folded_bias'] }); // [N,32,32,2048]
  c5_repeat2_conv2.dispose();
  const c5_repeat2_add = tf.add<tf.Tensor4D>(c5_repeat2_conv3, c5_repeat1_relu); // [N,32,32,2048]
  c5_repeat1_relu.dispose(); c5_repeat2_conv3.dispose();
  const c5_repeat2_relu = tf.relu(c5_repeat2_add); // [N,32,32,2048]
  c5_repeat2_add.dispose();

  // lateral_5 <- level 5
  const lateral_5_conv = conv2d({ x: c5_repeat2_relu, strides: 1, pad: 'valid',
    filter: w['lateral_5/kernel'], bias: w['lateral_5/bias'] }); // [N,32,32,256]
  c5_repeat2_relu.dispose();

  // lateral_4 <- level 4, lateral_5
  const lateral_4_conv = conv2d({ x: c4_repeat22_relu, strides: 1, pad: 'valid',
    filter: w['lateral_4/kernel'], bias: w['lateral_4/bias'] }); // [N,64,64,256]
  c4_repeat22_relu.dispose();
  const lateral_4_upsample = tf.image.resizeNearestNeighbor(lateral_5_conv, [64, 64], false, true); // [N,64,64,256]
  const lateral_4_add = tf.add<tf.Tensor4D>(lateral_4_upsample, lateral_4_conv); // [N,64,64,256]
  lateral_4_conv.dispose(); lateral_4_upsample.dispose();

  // lateral_3 <- level 3, lateral_4
  const lateral_3_conv = conv2d({ x: c3_repeat3_relu, strides: 1, pad: 'valid',
    filter: w['lateral_3/kernel'], bias: w['lateral_3/bias'] }); // [N,128,128,256]
  c3_repeat3_relu.dispose();
  const lateral_3_upsample = tf.image.resizeNearestNeighbor(lateral_4_add, [128, 128], false, true); // [N,128,128,256]
  const lateral_3_add = tf.add<tf.Tensor4D>(lateral_3_upsample, lateral_3_conv); // [N,128,128,256]
  lateral_3_conv.dispose(); lateral_3_upsample.dispose();

  // endpoint_3 <- lateral_3
  const endpoint_3 = conv2d({ x: lateral_3_add, strides: 1, pad: 'same',
    filter: w['endpoint_3/folded_kernel'], bias: w['endpoint_3/folded_bias'] }); // [N,128,128,256]
  lateral_3_add.dispose();

  // endpoint_4 <- lateral_4
  const endpoint_4 = conv2d({ x: lateral_4_add, strides: 1, pad: 'same',
    filter: w['endpoint_4/folded_kernel'], bias: w['endpoint_4/folded_bias'] }); // [N,64,64,256]
  lateral_4_add.dispose();

  // endpoint_5 <- lateral_5
  const endpoint_5_conv = conv2d({ x: lateral_5_conv, strides: 1, pad: 'same',
    filter: w['endpoint_5/kernel'], bias: w['endpoint_5/bias'] }); // [N,32,32,256]
  lateral_5_conv.dispose();
  const endpoint_5_norm = batchNorm(endpoint_5_conv, 0.001, { mean: w['endpoint_5/moving_mean'], variance: w['endpoint_5/moving_variance'],
    scale: w['endpoint_5/gamma'], offset: w['endpoint_5/beta'] }); // [N,32,32,256]

  // endpoint_6 <- endpoint_5
  const endpoint_6_conv = conv2d({ x: endpoint_5_conv, strides: 2, pad: 'same',
    filter: w['endpoint_6/kernel'], bias: w['endpoint_6/bias'] }); // [N,16,16,256]
  endpoint_5_conv.dispose();
  const endpoint_6_norm = batchNorm(endpoint_6_conv, 0.001, { mean: w['endpoint_6/moving_mean'], variance: w['endpoint_6/moving_variance'],
    scale: w['endpoint_6/gamma'], offset: w['endpoint_6/beta'] }); // [N,16,16,256]

  // endpoint_7 <- endpoint_6
  const endpoint_7_in_relu = tf.relu(endpoint_6_conv); // [N,16,16,256]
  endpoint_6_conv.dispose();
  const endpoint_7_conv = conv2d({ x: endpoint_7_in_relu, strides: 2, pad: 'same',
    filter: w['endpoint_7/folded_kernel'], bias: w['endpoint_7/folded_bias'] }); // [N,8,8,256]
  endpoint_7_in_relu.dispose();

  return {
    endpoint_3: endpoint_3,
    endpoint_4: endpoint_4,
    endpoint_5: endpoint_5_norm,
    endpoint_6: endpoint_6_norm,
    endpoint_7: endpoint_7_conv,
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
  'c2/repeat0/shortcut/folded_kernel': [1, 1, 64, 256],
  'c2/repeat0/shortcut/folded_bias': [256],
  'c2/repeat0/conv1/folded_kernel': [1, 1, 64, 64],
  'c2/repeat0/conv1/folded_bias': [64],
  'c2/repeat0/conv2/folded_kernel': [3, 3, 64, 64],
  'c2/repeat0/conv2/folded_bias': [64],
  'c2/repeat0/conv3/folded_kernel': [1, 1, 64, 256],
  'c2/repeat0/conv3/folded_bias': [256],
  'c2/repeat1/conv1/folded_kernel': [1, 1, 256, 64],
  'c2/repeat1/conv1/folded_bias': [64],
  'c2/repeat1/conv2/folded_kernel': [3, 3, 64, 64],
  'c2/repeat1/conv2/folded_bias': [64],
  'c2/repeat1/conv3/folded_kernel': [1, 1, 64, 256],
  'c2/repeat1/conv3/folded_bias': [256],
  'c2/repeat2/conv1/folded_kernel': [1, 1, 256, 64],
  'c2/repeat2/conv1/folded_bias': [64],
  'c2/repeat2/conv2/folded_kernel': [3, 3, 64, 64],
  'c2/repeat2/conv2/folded_bias': [64],
  'c2/repeat2/conv3/folded_kernel': [1, 1, 64, 256],
  'c2/repeat2/conv3/folded_bias': [256],
  'c3/repeat0/shortcut/folded_kernel': [1, 1, 256, 512],
  'c3/repeat0/shortcut/folded_bias': [512],
  'c3/repeat0/conv1/folded_kernel': [1, 1, 256, 128],
  'c3/repeat0/conv1/folded_bias': [128],
  'c3/repeat0/conv2/folded_kernel': [3, 3, 128, 128],
  'c3/repeat0/conv2/folded_bias': [128],
  'c3/repeat0/conv3/folded_kernel': [1, 1, 128, 512],
  'c3/repeat0/conv3/folded_bias': [512],
  'c3/repeat1/conv1/folded_kernel': [1, 1, 512, 128],
  'c3/repeat1/conv1/folded_bias': [128],
  'c3/repeat1/conv2/folded_kernel': [3, 3, 128, 128],
  'c3/repeat1/conv2/folded_bias': [128],
  'c3/repeat1/conv3/folded_kernel': [1, 1, 128, 512],
  'c3/repeat1/conv3/folded_bias': [512],
  'c3/repeat2/conv1/folded_kernel': [1, 1, 512, 128],
  'c3/repeat2/conv1/folded_bias': [128],
  'c3/repeat2/conv2/folded_kernel': [3, 3, 128, 128],
  'c3/repeat2/conv2/folded_bias': [128],
  'c3/repeat2/conv3/folded_kernel': [1, 1, 128, 512],
  'c3/repeat2/conv3/folded_bias': [512],
  'c3/repeat3/conv1/folded_kernel': [1, 1, 512, 128],
  'c3/repeat3/conv1/folded_bias': [128],
  'c3/repeat3/conv2/folded_kernel': [3, 3, 128, 128],
  'c3/repeat3/conv2/folded_bias': [128],
  'c3/repeat3/conv3/folded_kernel': [1, 1, 128, 512],
  'c3/repeat3/conv3/folded_bias': [512],
  'c4/repeat0/shortcut/folded_kernel': [1, 1, 512, 1024],
  'c4/repeat0/shortcut/folded_bias': [1024],
  'c4/repeat0/conv1/folded_kernel': [1, 1, 512, 256],
  'c4/repeat0/conv1/folded_bias': [256],
  'c4/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat0/conv2/folded_bias': [256],
  'c4/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat0/conv3/folded_bias': [1024],
  'c4/repeat1/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat1/conv1/folded_bias': [256],
  'c4/repeat1/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat1/conv2/folded_bias': [256],
  'c4/repeat1/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat1/conv3/folded_bias': [1024],
  'c4/repeat2/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat2/conv1/folded_bias': [256],
  'c4/repeat2/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat2/conv2/folded_bias': [256],
  'c4/repeat2/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat2/conv3/folded_bias': [1024],
  'c4/repeat3/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat3/conv1/folded_bias': [256],
  'c4/repeat3/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat3/conv2/folded_bias': [256],
  'c4/repeat3/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat3/conv3/folded_bias': [1024],
  'c4/repeat4/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat4/conv1/folded_bias': [256],
  'c4/repeat4/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat4/conv2/folded_bias': [256],
  'c4/repeat4/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat4/conv3/folded_bias': [1024],
  'c4/repeat5/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat5/conv1/folded_bias': [256],
  'c4/repeat5/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat5/conv2/folded_bias': [256],
  'c4/repeat5/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat5/conv3/folded_bias': [1024],
  'c4/repeat6/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat6/conv1/folded_bias': [256],
  'c4/repeat6/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat6/conv2/folded_bias': [256],
  'c4/repeat6/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat6/conv3/folded_bias': [1024],
  'c4/repeat7/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat7/conv1/folded_bias': [256],
  'c4/repeat7/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat7/conv2/folded_bias': [256],
  'c4/repeat7/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat7/conv3/folded_bias': [1024],
  'c4/repeat8/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat8/conv1/folded_bias': [256],
  'c4/repeat8/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat8/conv2/folded_bias': [256],
  'c4/repeat8/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat8/conv3/folded_bias': [1024],
  'c4/repeat9/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat9/conv1/folded_bias': [256],
  'c4/repeat9/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat9/conv2/folded_bias': [256],
  'c4/repeat9/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat9/conv3/folded_bias': [1024],
  'c4/repeat10/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat10/conv1/folded_bias': [256],
  'c4/repeat10/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat10/conv2/folded_bias': [256],
  'c4/repeat10/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat10/conv3/folded_bias': [1024],
  'c4/repeat11/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat11/conv1/folded_bias': [256],
  'c4/repeat11/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat11/conv2/folded_bias': [256],
  'c4/repeat11/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat11/conv3/folded_bias': [1024],
  'c4/repeat12/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat12/conv1/folded_bias': [256],
  'c4/repeat12/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat12/conv2/folded_bias': [256],
  'c4/repeat12/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat12/conv3/folded_bias': [1024],
  'c4/repeat13/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat13/conv1/folded_bias': [256],
  'c4/repeat13/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat13/conv2/folded_bias': [256],
  'c4/repeat13/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat13/conv3/folded_bias': [1024],
  'c4/repeat14/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat14/conv1/folded_bias': [256],
  'c4/repeat14/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat14/conv2/folded_bias': [256],
  'c4/repeat14/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat14/conv3/folded_bias': [1024],
  'c4/repeat15/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat15/conv1/folded_bias': [256],
  'c4/repeat15/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat15/conv2/folded_bias': [256],
  'c4/repeat15/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat15/conv3/folded_bias': [1024],
  'c4/repeat16/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat16/conv1/folded_bias': [256],
  'c4/repeat16/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat16/conv2/folded_bias': [256],
  'c4/repeat16/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat16/conv3/folded_bias': [1024],
  'c4/repeat17/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat17/conv1/folded_bias': [256],
  'c4/repeat17/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat17/conv2/folded_bias': [256],
  'c4/repeat17/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat17/conv3/folded_bias': [1024],
  'c4/repeat18/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat18/conv1/folded_bias': [256],
  'c4/repeat18/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat18/conv2/folded_bias': [256],
  'c4/repeat18/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat18/conv3/folded_bias': [1024],
  'c4/repeat19/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat19/conv1/folded_bias': [256],
  'c4/repeat19/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat19/conv2/folded_bias': [256],
  'c4/repeat19/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat19/conv3/folded_bias': [1024],
  'c4/repeat20/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat20/conv1/folded_bias': [256],
  'c4/repeat20/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat20/conv2/folded_bias': [256],
  'c4/repeat20/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat20/conv3/folded_bias': [1024],
  'c4/repeat21/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat21/conv1/folded_bias': [256],
  'c4/repeat21/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat21/conv2/folded_bias': [256],
  'c4/repeat21/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat21/conv3/folded_bias': [1024],
  'c4/repeat22/conv1/folded_kernel': [1, 1, 1024, 256],
  'c4/repeat22/conv1/folded_bias': [256],
  'c4/repeat22/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat22/conv2/folded_bias': [256],
  'c4/repeat22/conv3/folded_kernel': [1, 1, 256, 1024],
  'c4/repeat22/conv3/folded_bias': [1024],
  'c5/repeat0/shortcut/folded_kernel': [1, 1, 1024, 2048],
  'c5/repeat0/shortcut/folded_bias': [2048],
  'c5/repeat0/conv1/folded_kernel': [1, 1, 1024, 512],
  'c5/repeat0/conv1/folded_bias': [512],
  'c5/repeat0/conv2/folded_kernel': [3, 3, 512, 512],
  'c5/repeat0/conv2/folded_bias': [512],
  'c5/repeat0/conv3/folded_kernel': [1, 1, 512, 2048],
  'c5/repeat0/conv3/folded_bias': [2048],
  'c5/repeat1/conv1/folded_kernel': [1, 1, 2048, 512],
  'c5/repeat1/conv1/folded_bias': [512],
  'c5/repeat1/conv2/folded_kernel': [3, 3, 512, 512],
  'c5/repeat1/conv2/folded_bias': [512],
  'c5/repeat1/conv3/folded_kernel': [1, 1, 512, 2048],
  'c5/repeat1/conv3/folded_bias': [2048],
  'c5/repeat2/conv1/folded_kernel': [1, 1, 2048, 512],
  'c5/repeat2/conv1/folded_bias': [512],
  'c5/repeat2/conv2/folded_kernel': [3, 3, 512, 512],
  'c5/repeat2/conv2/folded_bias': [512],
  'c5/repeat2/conv3/folded_kernel': [1, 1, 512, 2048],
  'c5/repeat2/conv3/folded_bias': [2048],
  'lateral_5/kernel': [1, 1, 2048, 256],
  'lateral_5/bias': [256],
  'lateral_4/kernel': [1, 1, 1024, 256],
  'lateral_4/bias': [256],
  'lateral_3/kernel': [1, 1, 512, 256],
  'lateral_3/bias': [256],
  'endpoint_3/folded_kernel': [3, 3, 256, 256],
  'endpoint_3/folded_bias': [256],
  'endpoint_4/folded_kernel': [3, 3, 256, 256],
  'endpoint_4/folded_bias': [256],
  'endpoint_5/kernel': [3, 3, 256, 256],
  'endpoint_5/bias': [256],
  'endpoint_5/gamma': [256],
  'endpoint_5/beta': [256],
  'endpoint_5/moving_mean': [256],
  'endpoint_5/moving_variance': [256],
  'endpoint_6/kernel': [3, 3, 256, 256],
  'endpoint_6/bias': [256],
  'endpoint_6/gamma': [256],
  'endpoint_6/beta': [256],
  'endpoint_6/moving_mean': [256],
  'endpoint_6/moving_variance': [256],
  'endpoint_7/folded_kernel': [3, 3, 256, 256],
  'endpoint_7/folded_bias': [256],
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
