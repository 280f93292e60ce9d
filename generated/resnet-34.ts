/**
 * resnet-34, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 * Spec 00e43f28494b99de3542142048148a707ffb9c77b4eafeb7d9cfaa2cfe88e2e6.
 *
 * Input: float32 [N,224,224,3], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 4.6 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'resnet-34',
  hash: '00e43f28494b99de3542142048148a707ffb9c77b4eafeb7d9cfaa2cfe88e2e6',
  dialect: 'tpu',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 224, width: 224, channels: 3 },
} as const;

export interface Outputs {
  readonly logits: tf.Tensor2D; // [N,1001]
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

  // stem c2 : L2 residual, c3 : L3 residual, c4 : L4 residual, c5 : L5 residual
  const stem_conv_pad = tf.pad(x, [[0, 0], [3, 2], [3, 2], [0, 0]], 0); // [N,229,229,3]
  const stem_conv = conv2d({ x: stem_conv_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['stem/folded_kernel'], bias: w['stem/folded_bias'] }); // [N,112,112,64]
  stem_conv_pad.dispose();
  const stem_pool = tf.maxPool(stem_conv, 3, 2, 'same'); // [N,56,56,64]
  stem_conv.dispose();

  // c2 : L2 residual repeats=3
  const c2_repeat0_shortcut = conv2d({ x: stem_pool, strides: 1, pad: 'valid',
    filter: w['c2/repeat0/shortcut/folded_kernel'], bias: w['c2/repeat0/shortcut/folded_bias'] }); // [N,56,56,64]
  const c2_repeat0_conv1 = conv2d({ x: stem_pool, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c2/repeat0/conv1/folded_kernel'], bias: w['c2/repeat0/conv1/folded_bias'] }); // [N,56,56,64]
  stem_pool.dispose();
  const c2_repeat0_conv2 = conv2d({ x: c2_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['c2/repeat0/conv2/folded_kernel'], bias: w['c2/repeat0/conv2/folded_bias'] }); // [N,56,56,64]
  c2_repeat0_conv1.dispose();
  const c2_repeat0_add = tf.add<tf.Tensor4D>(c2_repeat0_conv2, c2_repeat0_shortcut); // [N,56,56,64]
  c2_repeat0_shortcut.dispose(); c2_repeat0_conv2.dispose();
  const c2_repeat0_relu = tf.relu(c2_repeat0_add); // [N,56,56,64]
  c2_repeat0_add.dispose();
  const c2_repeat1_conv1 = conv2d({ x: c2_repeat0_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c2/repeat1/conv1/folded_kernel'], bias: w['c2/repeat1/conv1/folded_bias'] }); // [N,56,56,64]
  const c2_repeat1_conv2 = conv2d({ x: c2_repeat1_conv1, strides: 1, pad: 'same',
    filter: w['c2/repeat1/conv2/folded_kernel'], bias: w['c2/repeat1/conv2/folded_bias'] }); // [N,56,56,64]
  c2_repeat1_conv1.dispose();
  const c2_repeat1_add = tf.add<tf.Tensor4D>(c2_repeat1_conv2, c2_repeat0_relu); // [N,56,56,64]
  c2_repeat0_relu.dispose(); c2_repeat1_conv2.dispose();
  const c2_repeat1_relu = tf.relu(c2_repeat1_add); // [N,56,56,64]
  c2_repeat1_add.dispose();
  const c2_repeat2_conv1 = conv2d({ x: c2_repeat1_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c2/repeat2/conv1/folded_kernel'], bias: w['c2/repeat2/conv1/folded_bias'] }); // [N,56,56,64]
  const c2_repeat2_conv2 = conv2d({ x: c2_repeat2_conv1, strides: 1, pad: 'same',
    filter: w['c2/repeat2/conv2/folded_kernel'], bias: w['c2/repeat2/conv2/folded_bias'] }); // [N,56,56,64]
  c2_repeat2_conv1.dispose();
  const c2_repeat2_add = tf.add<tf.Tensor4D>(c2_repeat2_conv2, c2_repeat1_relu); // [N,56,56,64]
  c2_repeat1_relu.dispose(); c2_repeat2_conv2.dispose();
  const c2_repeat2_relu = tf.relu(c2_repeat2_add); // [N,56,56,64]
  c2_repeat2_add.dispose();

  // c3 : L3 residual repeats=4
  const c3_repeat0_shortcut = conv2d({ x: c2_repeat2_relu, strides: 2, pad: 'valid',
    filter: w['c3/repeat0/shortcut/folded_kernel'], bias: w['c3/repeat0/shortcut/folded_bias'] }); // [N,28,28,128]
  const c3_repeat0_conv1_pad = tf.pad(c2_repeat2_relu, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,57,57,64]
  c2_repeat2_relu.dispose();
  const c3_repeat0_conv1 = conv2d({ x: c3_repeat0_conv1_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['c3/repeat0/conv1/folded_kernel'], bias: w['c3/repeat0/conv1/folded_bias'] }); // [N,28,28,128]
  c3_repeat0_conv1_pad.dispose();
  const c3_repeat0_conv2 = conv2d({ x: c3_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['c3/repeat0/conv2/folded_kernel'], bias: w['c3/repeat0/conv2/folded_bias'] }); // [N,28,28,128]
  c3_repeat0_conv1.dispose();
  const c3_repeat0_add = tf.add<tf.Tensor4D>(c3_repeat0_conv2, c3_repeat0_shortcut); // [N,28,28,128]
  c3_repeat0_shortcut.dispose(); c3_repeat0_conv2.dispose();
  const c3_repeat0_relu = tf.relu(c3_repeat0_add); // [N,28,28,128]
  c3_repeat0_add.dispose();
  const c3_repeat1_conv1 = conv2d({ x: c3_repeat0_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c3/repeat1/conv1/folded_kernel'], bias: w['c3/repeat1/conv1/folded_bias'] }); // [N,28,28,128]
  const c3_repeat1_conv2 = conv2d({ x: c3_repeat1_conv1, strides: 1, pad: 'same',
    filter: w['c3/repeat1/conv2/folded_kernel'], bias: w['c3/repeat1/conv2/folded_bias'] }); // [N,28,28,128]
  c3_repeat1_conv1.dispose();
  const c3_repeat1_add = tf.add<tf.Tensor4D>(c3_repeat1_conv2, c3_repeat0_relu); // [N,28,28,128]
  c3_repeat0_relu.dispose(); c3_repeat1_conv2.dispose();
  const c3_repeat1_relu = tf.relu(c3_repeat1_add); // [N,28,28,128]
  c3_repeat1_add.dispose();
  const c3_repeat2_conv1 = conv2d({ x: c3_repeat1_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c3/repeat2/conv1/folded_kernel'], bias: w['c3/repeat2/conv1/folded_bias'] }); // [N,28,28,128]
  const c3_repeat2_conv2 = conv2d({ x: c3_repeat2_conv1, strides: 1, pad: 'same',
    filter: w['c3/repeat2/conv2/folded_kernel'], bias: w['c3/repeat2/conv2/folded_bias'] }); // [N,28,28,128]
  c3_repeat2_conv1.dispose();
  const c3_repeat2_add = tf.add<tf.Tensor4D>(c3_repeat2_conv2, c3_repeat1_relu); // [N,28,28,128]
  c3_repeat1_relu.dispose(); c3_repeat2_conv2.dispose();
  const c3_repeat2_relu = tf.relu(c3_repeat2_add); // [N,28,28,128]
  c3_repeat2_add.dispose();
  const c3_repeat3_conv1 = conv2d({ x: c3_repeat2_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c3/repeat3/conv1/folded_kernel'], bias: w['c3/repeat3/conv1/folded_bias'] }); // [N,28,28,128]
  const c3_repeat3_conv2 = conv2d({ x: c3_repeat3_conv1, strides: 1, pad: 'same',
    filter: w['c3/repeat3/conv2/folded_kernel'], bias: w['c3/repeat3/conv2/folded_bias'] }); // [N,28,28,128]
  c3_repeat3_conv1.dispose();
  const c3_repeat3_add = tf.add<tf.Tensor4D>(c3_repeat3_conv2, c3_repeat2_relu); // [N,28,28,128]
  c3_repeat2_relu.dispose(); c3_repeat3_conv2.dispose();
  const c3_repeat3_relu = tf.relu(c3_repeat3_add); // [N,28,28,128]
  c3_repeat3_add.dispose();

  // c4 : L4 residual repeats=6
  const c4_repeat0_shortcut = conv2d({ x: c3_repeat3_relu, strides: 2, pad: 'valid',
    filter: w['c4/repeat0/shortcut/folded_kernel'], bias: w['c4/repeat0/shortcut/folded_bias'] }); // [N,14,14,256]
  const c4_repeat0_conv1_pad = tf.pad(c3_repeat3_relu, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,29,29,128]
  c3_repeat3_relu.dispose();
  const c4_repeat0_conv1 = conv2d({ x: c4_repeat0_conv1_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['c4/repeat0/conv1/folded_kernel'], bias: w['c4/repeat0/conv1/folded_bias'] }); // [N,14,14,256]
  c4_repeat0_conv1_pad.dispose();
  const c4_repeat0_conv2 = conv2d({ x: c4_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['c4/repeat0/conv2/folded_kernel'], bias: w['c4/repeat0/conv2/folded_bias'] }); // [N,14,14,256]
  c4_repeat0_conv1.dispose();
  const c4_repeat0_add = tf.add<tf.Tensor4D>(c4_repeat0_conv2, c4_repeat0_shortcut); // [N,14,14,256]
  c4_repeat0_shortcut.dispose(); c4_repeat0_conv2.dispose();
  const c4_repeat0_relu = tf.relu(c4_repeat0_add); // [N,14,14,256]
  c4_repeat0_add.dispose();
  const c4_repeat1_conv1 = conv2d({ x: c4_repeat0_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat1/conv1/folded_kernel'], bias: w['c4/repeat1/conv1/folded_bias'] }); // [N,14,14,256]
  const c4_repeat1_conv2 = conv2d({ x: c4_repeat1_conv1, strides: 1, pad: 'same',
    filter: w['c4/repeat1/conv2/folded_kernel'], bias: w['c4/repeat1/conv2/folded_bias'] }); // [N,14,14,256]
  c4_repeat1_conv1.dispose();
  const c4_repeat1_add = tf.add<tf.Tensor4D>(c4_repeat1_conv2, c4_repeat0_relu); // [N,14,14,256]
  c4_repeat0_relu.dispose(); c4_repeat1_conv2.dispose();
  const c4_repeat1_relu = tf.relu(c4_repeat1_add); // [N,14,14,256]
  c4_repeat1_add.dispose();
  const c4_repeat2_conv1 = conv2d({ x: c4_repeat1_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat2/conv1/folded_kernel'], bias: w['c4/repeat2/conv1/folded_bias'] }); // [N,14,14,256]
  const c4_repeat2_conv2 = conv2d({ x: c4_repeat2_conv1, strides: 1, pad: 'same',
    filter: w['c4/repeat2/conv2/folded_kernel'], bias: w['c4/repeat2/conv2/folded_bias'] }); // [N,14,14,256]
  c4_repeat2_conv1.dispose();
  const c4_repeat2_add = tf.add<tf.Tensor4D>(c4_repeat2_conv2, c4_repeat1_relu); // [N,14,14,256]
  c4_repeat1_relu.dispose(); c4_repeat2_conv2.dispose();
  const c4_repeat2_relu = tf.relu(c4_repeat2_add); // [N,14,14,256]
  c4_repeat2_add.dispose();
  const c4_repeat3_conv1 = conv2d({ x: c4_repeat2_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat3/conv1/folded_kernel'], bias: w['c4/repeat3/conv1/folded_bias'] }); // [N,14,14,256]
  const c4_repeat3_conv2 = conv2d({ x: c4_repeat3_conv1, strides: 1, pad: 'same',
    filter: w['c4/repeat3/conv2/folded_kernel'], bias: w['c4/repeat3/conv2/folded_bias'] }); // [N,14,14,256]
  c4_repeat3_conv1.dispose();
  const c4_repeat3_add = tf.add<tf.Tensor4D>(c4_repeat3_conv2, c4_repeat2_relu); // [N,14,14,256]
  c4_repeat2_relu.dispose(); c4_repeat3_conv2.dispose();
  const c4_repeat3_relu = tf.relu(c4_repeat3_add); // [N,14,14,256]
  c4_repeat3_add.dispose();
  const c4_repeat4_conv1 = conv2d({ x: c4_repeat3_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat4/conv1/folded_kernel'], bias: w['c4/repeat4/conv1/folded_bias'] }); // [N,14,14,256]
  const c4_repeat4_conv2 = conv2d({ x: c4_repeat4_conv1, strides: 1, pad: 'same',
    filter: w['c4/repeat4/conv2/folded_kernel'], bias: w['c4/repeat4/conv2/folded_bias'] }); // [N,14,14,256]
  c4_repeat4_conv1.dispose();
  const c4_repeat4_add = tf.add<tf.Tensor4D>(c4_repeat4_conv2, c4_repeat3_relu); // [N,14,14,256]
  c4_repeat3_relu.dispose(); c4_repeat4_conv2.dispose();
  const c4_repeat4_relu = tf.relu(c4_repeat4_add); // [N,14,14,256]
  c4_repeat4_add.dispose();
  const c4_repeat5_conv1 = conv2d({ x: c4_repeat4_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c4/repeat5/conv1/folded_kernel'], bias: w['c4/repeat5/conv1/folded_bias'] }); // [N,14,14,256]
  const c4_repeat5_conv2 = conv2d({ x: c4_repeat5_conv1, strides: 1, pad: 'same',
    filter: w['c4/repeat5/conv2/folded_kernel'], bias: w['c4/repeat5/conv2/folded_bias'] }); // [N,14,14,256]
  c4_repeat5_conv1.dispose();
  const c4_repeat5_add = tf.add<tf.Tensor4D>(c4_repeat5_conv2, c4_repeat4_relu); // [N,14,14,256]
  c4_repeat4_relu.dispose(); c4_repeat5_conv2.dispose();
  const c4_repeat5_relu = tf.relu(c4_repeat5_add); // [N,14,14,256]
  c4_repeat5_add.dispose();

  // c5 : L5 residual repeats=3
  const c5_repeat0_shortcut = conv2d({ x: c4_repeat5_relu, strides: 2, pad: 'valid',
    filter: w['c5/repeat0/shortcut/folded_kernel'], bias: w['c5/repeat0/shortcut/folded_bias'] }); // [N,7,7,512]
  const c5_repeat0_conv1_pad = tf.pad(c4_repeat5_relu, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,15,15,256]
  c4_repeat5_relu.dispose();
  const c5_repeat0_conv1 = conv2d({ x: c5_repeat0_conv1_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['c5/repeat0/conv1/folded_kernel'], bias: w['c5/repeat0/conv1/folded_bias'] }); // [N,7,7,512]
  c5_repeat0_conv1_pad.dispose();
  const c5_repeat0_conv2 = conv2d({ x: c5_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['c5/repeat0/conv2/folded_kernel'], bias: w['c5/repeat0/conv2/folded_bias'] }); // [N,7,7,512]
  c5_repeat0_conv1.dispose();
  const c5_repeat0_add = tf.add<tf.Tensor4D>(c5_repeat0_conv2, c5_repeat0_shortcut); // [N,7,7,512]
  c5_repeat0_shortcut.dispose(); c5_repeat0_conv2.dispose();
  const c5_repeat0_relu = tf.relu(c5_repeat0_add); // [N,7,7,512]
  c5_repeat0_add.dispose();
  const c5_repeat1_conv1 = conv2d({ x: c5_repeat0_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c5/repeat1/conv1/folded_kernel'], bias: w['c5/repeat1/conv1/folded_bias'] }); // [N,7,7,512]
  const c5_repeat1_conv2 = conv2d({ x: c5_repeat1_conv1, strides: 1, pad: 'same',
    filter: w['c5/repeat1/conv2/folded_kernel'], bias: w['c5/repeat1/conv2/folded_bias'] }); // [N,7,7,512]
  c5_repeat1_conv1.dispose();
  const c5_repeat1_add = tf.add<tf.Tensor4D>(c5_repeat1_conv2, c5_repeat0_relu); // [N,7,7,512]
  c5_repeat0_relu.dispose(); c5_repeat1_conv2.dispose();
  const c5_repeat1_relu = tf.relu(c5_repeat1_add); // [N,7,7,512]
  c5_repeat1_add.dispose();
  const c5_repeat2_conv1 = conv2d({ x: c5_repeat1_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['c5/repeat2/conv1/folded_kernel'], bias: w['c5/repeat2/conv1/folded_bias'] }); // [N,7,7,512]
  const c5_repeat2_conv2 = conv2d({ x: c5_repeat2_conv1, strides: 1, pad: 'same',
    filter: w['c5/repeat2/conv2/folded_kernel'], bias: w['c5/repeat2/conv2/folded_bias'] }); // [N,7,7,512]
  c5_repeat2_conv1.dispose();
  const c5_repeat2_add = tf.add<tf.Tensor4D>(c5_repeat2_conv2, c5_repeat1_relu); // [N,7,7,512]
  c5_repeat1_relu.dispose(); c5_repeat2_conv2.dispose();
  const c5_repeat2_relu = tf.relu(c5_repeat2_add); // [N,7,7,512]
  c5_repeat2_add.dispose();

  // logits <- backbone
  const logits_mean = tf.mean<tf.Tensor4D>(c5_repeat2_relu, [1, 2], true); // [N,1,1,512]
  c5_repeat2_relu.dispose();
  const logits_vector = tf.reshape(logits_mean, [-1, 512]) as tf.Tensor2D; // [N,512]
  logits_mean.dispose();
  const logits_dense = tf.fused.matMul({ a: logits_vector, b: w['logits/kernel'], bias: w['logits/bias'] }) as tf.Tensor2D; // [N,1001]
  logits_vector.dispose();

  return {
    logits: logits_dense,
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
  'stem/folded_kernel': [7, 7, 3, 64],
  'stem/folded_bias': [64],
  'c2/repeat0/shortcut/folded_kernel': [1, 1, 64, 64],
  'c2/repeat0/shortcut/folded_bias': [64],
  'c2/repeat0/conv1/folded_kernel': [3, 3, 64, 64],
  'c2/repeat0/conv1/folded_bias': [64],
  'c2/repeat0/conv2/folded_kernel': [3, 3, 64, 64],
  'c2/repeat0/conv2/folded_bias': [64],
  'c2/repeat1/conv1/folded_kernel': [3, 3, 64, 64],
  'c2/repeat1/conv1/folded_bias': [64],
  'c2/repeat1/conv2/folded_kernel': [3, 3, 64, 64],
  'c2/repeat1/conv2/folded_bias': [64],
  'c2/repeat2/conv1/folded_kernel': [3, 3, 64, 64],
  'c2/repeat2/conv1/folded_bias': [64],
  'c2/repeat2/conv2/folded_kernel': [3, 3, 64, 64],
  'c2/repeat2/conv2/folded_bias': [64],
  'c3/repeat0/shortcut/folded_kernel': [1, 1, 64, 128],
  'c3/repeat0/shortcut/folded_bias': [128],
  'c3/repeat0/conv1/folded_kernel': [3, 3, 64, 128],
  'c3/repeat0/conv1/folded_bias': [128],
  'c3/repeat0/conv2/folded_kernel': [3, 3, 128, 128],
  'c3/repeat0/conv2/folded_bias': [128],
  'c3/repeat1/conv1/folded_kernel': [3, 3, 128, 128],
  'c3/repeat1/conv1/folded_bias': [128],
  'c3/repeat1/conv2/folded_kernel': [3, 3, 128, 128],
  'c3/repeat1/conv2/folded_bias': [128],
  'c3/repeat2/conv1/folded_kernel': [3, 3, 128, 128],
  'c3/repeat2/conv1/folded_bias': [128],
  'c3/repeat2/conv2/folded_kernel': [3, 3, 128, 128],
  'c3/repeat2/conv2/folded_bias': [128],
  'c3/repeat3/conv1/folded_kernel': [3, 3, 128, 128],
  'c3/repeat3/conv1/folded_bias': [128],
  'c3/repeat3/conv2/folded_kernel': [3, 3, 128, 128],
  'c3/repeat3/conv2/folded_bias': [128],
  'c4/repeat0/shortcut/folded_kernel': [1, 1, 128, 256],
  'c4/repeat0/shortcut/folded_bias': [256],
  'c4/repeat0/conv1/folded_kernel': [3, 3, 128, 256],
  'c4/repeat0/conv1/folded_bias': [256],
  'c4/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat0/conv2/folded_bias': [256],
  'c4/repeat1/conv1/folded_kernel': [3, 3, 256, 256],
  'c4/repeat1/conv1/folded_bias': [256],
  'c4/repeat1/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat1/conv2/folded_bias': [256],
  'c4/repeat2/conv1/folded_kernel': [3, 3, 256, 256],
  'c4/repeat2/conv1/folded_bias': [256],
  'c4/repeat2/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat2/conv2/folded_bias': [256],
  'c4/repeat3/conv1/folded_kernel': [3, 3, 256, 256],
  'c4/repeat3/conv1/folded_bias': [256],
  'c4/repeat3/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat3/conv2/folded_bias': [256],
  'c4/repeat4/conv1/folded_kernel': [3, 3, 256, 256],
  'c4/repeat4/conv1/folded_bias': [256],
  'c4/repeat4/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat4/conv2/folded_bias': [256],
  'c4/repeat5/conv1/folded_kernel': [3, 3, 256, 256],
  'c4/repeat5/conv1/folded_bias': [256],
  'c4/repeat5/conv2/folded_kernel': [3, 3, 256, 256],
  'c4/repeat5/conv2/folded_bias': [256],
  'c5/repeat0/shortcut/folded_kernel': [1, 1, 256, 512],
  'c5/repeat0/shortcut/folded_bias': [512],
  'c5/repeat0/conv1/folded_kernel': [3, 3, 256, 512],
  'c5/repeat0/conv1/folded_bias': [512],
  'c5/repeat0/conv2/folded_kernel': [3, 3, 512, 512],
  'c5/repeat0/conv2/folded_bias': [512],
  'c5/repeat1/conv1/folded_kernel': [3, 3, 512, 512],
  'c5/repeat1/conv1/folded_bias': [512],
  'c5/repeat1/conv2/folded_kernel': [3, 3, 512, 512],
  'c5/repeat1/conv2/folded_bias': [512],
  'c5/repeat2/conv1/folded_kernel': [3, 3, 512, 512],
  'c5/repeat2/conv1/folded_bias': [512],
  'c5/repeat2/conv2/folded_kernel': [3, 3, 512, 512],
  'c5/repeat2/conv2/folded_bias': [512],
  'logits/kernel': [512, 1001],
  'logits/bias': [1001],
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
