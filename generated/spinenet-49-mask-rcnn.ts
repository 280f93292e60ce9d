/**
 * spinenet-49, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 * Spec 1eadba2e06d905a57d65ba64a0b01fb7119ee0912a1514346386360deb1bdb83.
 *
 * Input: float32 [N,640,640,3], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 165.5 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'spinenet-49',
  hash: '1eadba2e06d905a57d65ba64a0b01fb7119ee0912a1514346386360deb1bdb83',
  dialect: 'tpu',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 640, width: 640, channels: 3 },
  imageShape: [640, 640],
} as const;

export interface Outputs {
  readonly num_detections: tf.Tensor1D; // [N]
  readonly boxes: tf.Tensor3D; // [N,100,4]
  readonly scores: tf.Tensor2D; // [N,100]
  readonly classes: tf.Tensor2D; // [N,100]
  readonly masks: tf.Tensor4D; // [N,100,28,28]
}

export interface Model {
  /**
   * The outputs are yours to dispose, the input stays yours; nothing else is left behind.
   * `imageShape` is height and width of each picture within the input; without it they fill it.
   */
  predict(x: tf.Tensor4D, imageShape?: tf.Tensor2D): Promise<Outputs>;
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
    async predict(x, imageShape) {
      if (disposed) throw new Error(spec.name + ': the model is disposed');
      return predict(w, x, imageShape);
    },
    dispose() {
      disposed = true;
      for (const owned of [w]) for (const tensor of Object.values<tf.Tensor>(owned)) tensor.dispose();
    },
  };
}

const { conv2d } = tf.fused;

async function predict(w: Weights, x: tf.Tensor4D, imageShape: tf.Tensor2D | undefined): Promise<Outputs> {
  checkInput(x);
  const n = x.shape[0];

  // stem b0 b1 : L2 bottleneck
  const stem_conv_pad = tf.pad(x, [[0, 0], [3, 2], [3, 2], [0, 0]], 0); // [N,645,645,3]
  const stem_conv = conv2d({ x: stem_conv_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['stem/folded_kernel'], bias: w['stem/folded_bias'] }); // [N,320,320,64]
  stem_conv_pad.dispose();
  const stem_pool = tf.maxPool(stem_conv, 3, 2, 'same'); // [N,160,160,64]
  stem_conv.dispose();

  // b0 : L2 bottleneck
  const b0_repeat0_shortcut = conv2d({ x: stem_pool, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/shortcut/folded_kernel'], bias: w['b0/repeat0/shortcut/folded_bias'] }); // [N,160,160,256]
  const b0_repeat0_conv1 = conv2d({ x: stem_pool, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b0/repeat0/conv1/folded_kernel'], bias: w['b0/repeat0/conv1/folded_bias'] }); // [N,160,160,64]
  stem_pool.dispose();
  const b0_repeat0_conv2 = conv2d({ x: b0_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b0/repeat0/conv2/folded_kernel'], bias: w['b0/repeat0/conv2/folded_bias'] }); // [N,160,160,64]
  b0_repeat0_conv1.dispose();
  const b0_repeat0_conv3 = conv2d({ x: b0_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b0/repeat0/conv3/folded_kernel'], bias: w['b0/repeat0/conv3/folded_bias'] }); // [N,160,160,256]
  b0_repeat0_conv2.dispose();
  const b0_repeat0_add = tf.add<tf.Tensor4D>(b0_repeat0_conv3, b0_repeat0_shortcut); // [N,160,160,256]
  b0_repeat0_shortcut.dispose(); b0_repeat0_conv3.dispose();
  const b0_repeat0_relu = tf.relu(b0_repeat0_add); // [N,160,160,256]
  b0_repeat0_add.dispose();

  // b1 : L2 bottleneck
  const b1_repeat0_conv1 = conv2d({ x: b0_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b1/repeat0/conv1/folded_kernel'], bias: w['b1/repeat0/conv1/folded_bias'] }); // [N,160,160,64]
  const b1_repeat0_conv2 = conv2d({ x: b1_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b1/repeat0/conv2/folded_kernel'], bias: w['b1/repeat0/conv2/folded_bias'] }); // [N,160,160,64]
  b1_repeat0_conv1.dispose();
  const b1_repeat0_conv3 = conv2d({ x: b1_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b1/repeat0/conv3/folded_kernel'], bias: w['b1/repeat0/conv3/folded_bias'] }); // [N,160,160,256]
  b1_repeat0_conv2.dispose();
  const b1_repeat0_add = tf.add<tf.Tensor4D>(b1_repeat0_conv3, b0_repeat0_relu); // [N,160,160,256]
  b1_repeat0_conv3.dispose();
  const b1_repeat0_relu = tf.relu(b1_repeat0_add); // [N,160,160,256]
  b1_repeat0_add.dispose();

  // b2 : L2 bottleneck <- b0 b1
  const b2_resample0_in = conv2d({ x: b0_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b2/resample0/in/folded_kernel'], bias: w['b2/resample0/in/folded_bias'] }); // [N,160,160,32]
  const b2_resample0_out = conv2d({ x: b2_resample0_in, strides: 1, pad: 'valid',
    filter: w['b2/resample0/out/folded_kernel'], bias: w['b2/resample0/out/folded_bias'] }); // [N,160,160,256]
  b2_resample0_in.dispose();
  const b2_resample1_in = conv2d({ x: b1_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b2/resample1/in/folded_kernel'], bias: w['b2/resample1/in/folded_bias'] }); // [N,160,160,32]
  const b2_resample1_out = conv2d({ x: b2_resample1_in, strides: 1, pad: 'valid',
    filter: w['b2/resample1/out/folded_kernel'], bias: w['b2/resample1/out/folded_bias'] }); // [N,160,160,256]
  b2_resample1_in.dispose();
  const b2_merge = tf.add<tf.Tensor4D>(b2_resample0_out, b2_resample1_out); // [N,160,160,256]
  b2_resample0_out.dispose(); b2_resample1_out.dispose();
  const b2_merge_relu = tf.relu(b2_merge); // [N,160,160,256]
  b2_merge.dispose();
  const b2_repeat0_conv1 = conv2d({ x: b2_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b2/repeat0/conv1/folded_kernel'], bias: w['b2/repeat0/conv1/folded_bias'] }); // [N,160,160,64]
  const b2_repeat0_conv2 = conv2d({ x: b2_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b2/repeat0/conv2/folded_kernel'], bias: w['b2/repeat0/conv2/folded_bias'] }); // [N,160,160,64]
  b2_repeat0_conv1.dispose();
  const b2_repeat0_conv3 = conv2d({ x: b2_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b2/repeat0/conv3/folded_kernel'], bias: w['b2/repeat0/conv3/folded_bias'] }); // [N,160,160,256]
  b2_repeat0_conv2.dispose();
  const b2_repeat0_add = tf.add<tf.Tensor4D>(b2_repeat0_conv3, b2_merge_relu); // [N,160,160,256]
  b2_merge_relu.dispose(); b2_repeat0_conv3.dispose();
  const b2_repeat0_relu = tf.relu(b2_repeat0_add); // [N,160,160,256]
  b2_repeat0_add.dispose();

  // b3 : L4 residual <- b0 b1
  const b3_resample0_in = conv2d({ x: b0_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b3/resample0/in/folded_kernel'], bias: w['b3/resample0/in/folded_bias'] }); // [N,160,160,32]
  b0_repeat0_relu.dispose();
  const b3_resample0_down_pad = tf.pad(b3_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,161,161,32]
  b3_resample0_in.dispose();
  const b3_resample0_down = conv2d({ x: b3_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b3/resample0/down/folded_kernel'], bias: w['b3/resample0/down/folded_bias'] }); // [N,80,80,32]
  b3_resample0_down_pad.dispose();
  const b3_resample0_pool = tf.maxPool(b3_resample0_down, 3, 2, 'same'); // [N,40,40,32]
  b3_resample0_down.dispose();
  const b3_resample0_out = conv2d({ x: b3_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b3/resample0/out/folded_kernel'], bias: w['b3/resample0/out/folded_bias'] }); // [N,40,40,256]
  b3_resample0_pool.dispose();
  const b3_resample1_in = conv2d({ x: b1_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b3/resample1/in/folded_kernel'], bias: w['b3/resample1/in/folded_bias'] }); // [N,160,160,32]
  b1_repeat0_relu.dispose();
  const b3_resample1_down_pad = tf.pad(b3_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,161,161,32]
  b3_resample1_in.dispose();
  const b3_resample1_down = conv2d({ x: b3_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b3/resample1/down/folded_kernel'], bias: w['b3/resample1/down/folded_bias'] }); // [N,80,80,32]
  b3_resample1_down_pad.dispose();
  const b3_resample1_pool = tf.maxPool(b3_resample1_down, 3, 2, 'same'); // [N,40,40,32]
  b3_resample1_down.dispose();
  const b3_resample1_out = conv2d({ x: b3_resample1_pool, strides: 1, pad: 'valid',
    filter: w['b3/resample1/out/folded_kernel'], bias: w['b3/resample1/out/folded_bias'] }); // [N,40,40,256]
  b3_resample1_pool.dispose();
  const b3_merge = tf.add<tf.Tensor4D>(b3_resample0_out, b3_resample1_out); // [N,40,40,256]
  b3_resample0_out.dispose(); b3_resample1_out.dispose();
  const b3_merge_relu = tf.relu(b3_merge); // [N,40,40,256]
  b3_merge.dispose();
  const b3_repeat0_conv1 = conv2d({ x: b3_merge_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b3/repeat0/conv1/folded_kernel'], bias: w['b3/repeat0/conv1/folded_bias'] }); // [N,40,40,256]
  const b3_repeat0_conv2 = conv2d({ x: b3_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['b3/repeat0/conv2/folded_kernel'], bias: w['b3/repeat0/conv2/folded_bias'] }); // [N,40,40,256]
  b3_repeat0_conv1.dispose();
  const b3_repeat0_add = tf.add<tf.Tensor4D>(b3_repeat0_conv2, b3_merge_relu); // [N,40,40,256]
  b3_merge_relu.dispose(); b3_repeat0_conv2.dispose();
  const b3_repeat0_relu = tf.relu(b3_repeat0_add); // [N,40,40,256]
  b3_repeat0_add.dispose();

  // b4 : L3 bottleneck <- b2 b3
  const b4_resample0_in = conv2d({ x: b2_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b4/resample0/in/folded_kernel'], bias: w['b4/resample0/in/folded_bias'] }); // [N,160,160,32]
  const b4_resample0_down_pad = tf.pad(b4_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,161,161,32]
  b4_resample0_in.dispose();
  const b4_resample0_down = conv2d({ x: b4_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b4/resample0/down/folded_kernel'], bias: w['b4/resample0/down/folded_bias'] }); // [N,80,80,32]
  b4_resample0_down_pad.dispose();
  const b4_resample0_out = conv2d({ x: b4_resample0_down, strides: 1, pad: 'valid',
    filter: w['b4/resample0/out/folded_kernel'], bias: w['b4/resample0/out/folded_bias'] }); // [N,80,80,512]
  b4_resample0_down.dispose();
  const b4_resample1_in = conv2d({ x: b3_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b4/resample1/in/folded_kernel'], bias: w['b4/resample1/in/folded_bias'] }); // [N,40,40,128]
  const b4_resample1_upsample = tf.image.resizeNearestNeighbor(b4_resample1_in, [80, 80], false, true); // [N,80,80,128]
  b4_resample1_in.dispose();
  const b4_resample1_out = conv2d({ x: b4_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b4/resample1/out/folded_kernel'], bias: w['b4/resample1/out/folded_bias'] }); // [N,80,80,512]
  b4_resample1_upsample.dispose();
  const b4_merge = tf.add<tf.Tensor4D>(b4_resample0_out, b4_resample1_out); // [N,80,80,512]
  b4_resample0_out.dispose(); b4_resample1_out.dispose();
  const b4_merge_relu = tf.relu(b4_merge); // [N,80,80,512]
  b4_merge.dispose();
  const b4_repeat0_conv1 = conv2d({ x: b4_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b4/repeat0/conv1/folded_kernel'], bias: w['b4/repeat0/conv1/folded_bias'] }); // [N,80,80,128]
  const b4_repeat0_conv2 = conv2d({ x: b4_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b4/repeat0/conv2/folded_kernel'], bias: w['b4/repeat0/conv2/folded_bias'] }); // [N,80,80,128]
  b4_repeat0_conv1.dispose();
  const b4_repeat0_conv3 = conv2d({ x: b4_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b4/repeat0/conv3/folded_kernel'], bias: w['b4/repeat0/conv3/folded_bias'] }); // [N,80,80,512]
  b4_repeat0_conv2.dispose();
  const b4_repeat0_add = tf.add<tf.Tensor4D>(b4_repeat0_conv3, b4_merge_relu); // [N,80,80,512]
  b4_merge_relu.dispose(); b4_repeat0_conv3.dispose();
  const b4_repeat0_relu = tf.relu(b4_repeat0_add); // [N,80,80,512]
  b4_repeat0_add.dispose();

  // b5 : L4 bottleneck <- b2 b4
  const b5_resample0_in = conv2d({ x: b2_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b5/resample0/in/folded_kernel'], bias: w['b5/resample0/in/folded_bias'] }); // [N,160,160,32]
  b2_repeat0_relu.dispose();
  const b5_resample0_down_pad = tf.pad(b5_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,161,161,32]
  b5_resample0_in.dispose();
  const b5_resample0_down = conv2d({ x: b5_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b5/resample0/down/folded_kernel'], bias: w['b5/resample0/down/folded_bias'] }); // [N,80,80,32]
  b5_resample0_down_pad.dispose();
  const b5_resample0_pool = tf.maxPool(b5_resample0_down, 3, 2, 'same'); // [N,40,40,32]
  b5_resample0_down.dispose();
  const b5_resample0_out = conv2d({ x: b5_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b5/resample0/out/folded_kernel'], bias: w['b5/resample0/out/folded_bias'] }); // [N,40,40,1024]
  b5_resample0_pool.dispose();
  const b5_resample1_in = conv2d({ x: b4_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b5/resample1/in/folded_kernel'], bias: w['b5/resample1/in/folded_bias'] }); // [N,80,80,64]
  const b5_resample1_down_pad = tf.pad(b5_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,81,81,64]
  b5_resample1_in.dispose();
  const b5_resample1_down = conv2d({ x: b5_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b5/resample1/down/folded_kernel'], bias: w['b5/resample1/down/folded_bias'] }); // [N,40,40,64]
  b5_resample1_down_pad.dispose();
  const b5_resample1_out = conv2d({ x: b5_resample1_down, strides: 1, pad: 'valid',
    filter: w['b5/resample1/out/folded_kernel'], bias: w['b5/resample1/out/folded_bias'] }); // [N,40,40,1024]
  b5_resample1_down.dispose();
  const b5_merge = tf.add<tf.Tensor4D>(b5_resample0_out, b5_resample1_out); // [N,40,40,1024]
  b5_resample0_out.dispose(); b5_resample1_out.dispose();
  const b5_merge_relu = tf.relu(b5_merge); // [N,40,40,1024]
  b5_merge.dispose();
  const b5_repeat0_conv1 = conv2d({ x: b5_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b5/repeat0/conv1/folded_kernel'], bias: w['b5/repeat0/conv1/folded_bias'] }); // [N,40,40,256]
  const b5_repeat0_conv2 = conv2d({ x: b5_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b5/repeat0/conv2/folded_kernel'], bias: w['b5/repeat0/conv2/folded_bias'] }); // [N,40,40,256]
  b5_repeat0_conv1.dispose();
  const b5_repeat0_conv3 = conv2d({ x: b5_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b5/repeat0/conv3/folded_kernel'], bias: w['b5/repeat0/conv3/folded_bias'] }); // [N,40,40,1024]
  b5_repeat0_conv2.dispose();
  const b5_repeat0_add = tf.add<tf.Tensor4D>(b5_repeat0_conv3, b5_merge_relu); // [N,40,40,1024]
  b5_merge_relu.dispose(); b5_repeat0_conv3.dispose();
  const b5_repeat0_relu = tf.relu(b5_repeat0_add); // [N,40,40,1024]
  b5_repeat0_add.dispose();

  // b6 : L6 residual <- b3 b5
  const b6_resample0_in = conv2d({ x: b3_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b6/resample0/in/folded_kernel'], bias: w['b6/resample0/in/folded_bias'] }); // [N,40,40,128]
  const b6_resample0_down_pad = tf.pad(b6_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,41,41,128]
  b6_resample0_in.dispose();
  const b6_resample0_down = conv2d({ x: b6_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b6/resample0/down/folded_kernel'], bias: w['b6/resample0/down/folded_bias'] }); // [N,20,20,128]
  b6_resample0_down_pad.dispose();
  const b6_resample0_pool = tf.maxPool(b6_resample0_down, 3, 2, 'same'); // [N,10,10,128]
  b6_resample0_down.dispose();
  const b6_resample0_out = conv2d({ x: b6_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b6/resample0/out/folded_kernel'], bias: w['b6/resample0/out/folded_bias'] }); // [N,10,10,256]
  b6_resample0_pool.dispose();
  const b6_resample1_in = conv2d({ x: b5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b6/resample1/in/folded_kernel'], bias: w['b6/resample1/in/folded_bias'] }); // [N,40,40,128]
  const b6_resample1_down_pad = tf.pad(b6_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,41,41,128]
  b6_resample1_in.dispose();
  const b6_resample1_down = conv2d({ x: b6_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b6/resample1/down/folded_kernel'], bias: w['b6/resample1/down/folded_bias'] }); // [N,20,20,128]
  b6_resample1_down_pad.dispose();
  const b6_resample1_pool = tf.maxPool(b6_resample1_down, 3, 2, 'same'); // [N,10,10,128]
  b6_resample1_down.dispose();
  const b6_resample1_out = conv2d({ x: b6_resample1_pool, strides: 1, pad: 'valid',
    filter: w['b6/resample1/out/folded_kernel'], bias: w['b6/resample1/out/folded_bias'] }); // [N,10,10,256]
  b6_resample1_pool.dispose();
  const b6_merge = tf.add<tf.Tensor4D>(b6_resample0_out, b6_resample1_out); // [N,10,10,256]
  b6_resample0_out.dispose(); b6_resample1_out.dispose();
  const b6_merge_relu = tf.relu(b6_merge); // [N,10,10,256]
  b6_merge.dispose();
  const b6_repeat0_conv1 = conv2d({ x: b6_merge_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b6/repeat0/conv1/folded_kernel'], bias: w['b6/repeat0/conv1/folded_bias'] }); // [N,10,10,256]
  const b6_repeat0_conv2 = conv2d({ x: b6_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['b6/repeat0/conv2/folded_kernel'], bias: w['b6/repeat0/conv2/folded_bias'] }); // [N,10,10,256]
  b6_repeat0_conv1.dispose();
  const b6_repeat0_add = tf.add<tf.Tensor4D>(b6_repeat0_conv2, b6_merge_relu); // [N,10,10,256]
  b6_merge_relu.dispose(); b6_repeat0_conv2.dispose();
  const b6_repeat0_relu = tf.relu(b6_repeat0_add); // [N,10,10,256]
  b6_repeat0_add.dispose();

  // b7 : L4 bottleneck <- b3 b5
  const b7_resample0_in = conv2d({ x: b3_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b7/resample0/in/folded_kernel'], bias: w['b7/resample0/in/folded_bias'] }); // [N,40,40,128]
  b3_repeat0_relu.dispose();
  const b7_resample0_out = conv2d({ x: b7_resample0_in, strides: 1, pad: 'valid',
    filter: w['b7/resample0/out/folded_kernel'], bias: w['b7/resample0/out/folded_bias'] }); // [N,40,40,1024]
  b7_resample0_in.dispose();
  const b7_resample1_in = conv2d({ x: b5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b7/resample1/in/folded_kernel'], bias: w['b7/resample1/in/folded_bias'] }); // [N,40,40,128]
  const b7_resample1_out = conv2d({ x: b7_resample1_in, strides: 1, pad: 'valid',
    filter: w['b7/resample1/out/folded_kernel'], bias: w['b7/resample1/out/folded_bias'] }); // [N,40,40,1024]
  b7_resample1_in.dispose();
  const b7_merge = tf.add<tf.Tensor4D>(b7_resample0_out, b7_resample1_out); // [N,40,40,1024]
  b7_resample0_out.dispose(); b7_resample1_out.dispose();
  const b7_merge_relu = tf.relu(b7_merge); // [N,40,40,1024]
  b7_merge.dispose();
  const b7_repeat0_conv1 = conv2d({ x: b7_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b7/repeat0/conv1/folded_kernel'], bias: w['b7/repeat0/conv1/folded_bias'] }); // [N,40,40,256]
  const b7_repeat0_conv2 = conv2d({ x: b7_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b7/repeat0/conv2/folded_kernel'], bias: w['b7/repeat0/conv2/folded_bias'] }); // [N,40,40,256]
  b7_repeat0_conv1.dispose();
  const b7_repeat0_conv3 = conv2d({ x: b7_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b7/repeat0/conv3/folded_kernel'], bias: w['b7/repeat0/conv3/folded_bias'] }); // [N,40,40,1024]
  b7_repeat0_conv2.dispose();
  const b7_repeat0_add = tf.add<tf.Tensor4D>(b7_repeat0_conv3, b7_merge_relu); // [N,40,40,1024]
  b7_merge_relu.dispose(); b7_repeat0_conv3.dispose();
  const b7_repeat0_relu = tf.relu(b7_repeat0_add); // [N,40,40,1024]
  b7_repeat0_add.dispose();

  // b8 : L5 residual <- b6 b7
  const b8_resample0_in = conv2d({ x: b6_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b8/resample0/in/folded_kernel'], bias: w['b8/resample0/in/folded_bias'] }); // [N,10,10,128]
  const b8_resample0_upsample = tf.image.resizeNearestNeighbor(b8_resample0_in, [20, 20], false, true); // [N,20,20,128]
  b8_resample0_in.dispose();
  const b8_resample0_out = conv2d({ x: b8_resample0_upsample, strides: 1, pad: 'valid',
    filter: w['b8/resample0/out/folded_kernel'], bias: w['b8/resample0/out/folded_bias'] }); // [N,20,20,256]
  b8_resample0_upsample.dispose();
  const b8_resample1_in = conv2d({ x: b7_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b8/resample1/in/folded_kernel'], bias: w['b8/resample1/in/folded_bias'] }); // [N,40,40,128]
  const b8_resample1_down_pad = tf.pad(b8_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,41,41,128]
  b8_resample1_in.dispose();
  const b8_resample1_down = conv2d({ x: b8_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b8/resample1/down/folded_kernel'], bias: w['b8/resample1/down/folded_bias'] }); // [N,20,20,128]
  b8_resample1_down_pad.dispose();
  const b8_resample1_out = conv2d({ x: b8_resample1_down, strides: 1, pad: 'valid',
    filter: w['b8/resample1/out/folded_kernel'], bias: w['b8/resample1/out/folded_bias'] }); // [N,20,20,256]
  b8_resample1_down.dispose();
  const b8_merge = tf.add<tf.Tensor4D>(b8_resample0_out, b8_resample1_out); // [N,20,20,256]
  b8_resample0_out.dispose(); b8_resample1_out.dispose();
  const b8_merge_relu = tf.relu(b8_merge); // [N,20,20,256]
  b8_merge.dispose();
  const b8_repeat0_conv1 = conv2d({ x: b8_merge_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b8/repeat0/conv1/folded_kernel'], bias: w['b8/repeat0/conv1/folded_bias'] }); // [N,20,20,256]
  const b8_repeat0_conv2 = conv2d({ x: b8_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['b8/repeat0/conv2/folded_kernel'], bias: w['b8/repeat0/conv2/folded_bias'] }); // [N,20,20,256]
  b8_repeat0_conv1.dispose();
  const b8_repeat0_add = tf.add<tf.Tensor4D>(b8_repeat0_conv2, b8_merge_relu); // [N,20,20,256]
  b8_merge_relu.dispose(); b8_repeat0_conv2.dispose();
  const b8_repeat0_relu = tf.relu(b8_repeat0_add); // [N,20,20,256]
  b8_repeat0_add.dispose();

  // b9 : L7 residual <- b6 b8
  const b9_resample0_in = conv2d({ x: b6_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b9/resample0/in/folded_kernel'], bias: w['b9/resample0/in/folded_bias'] }); // [N,10,10,128]
  b6_repeat0_relu.dispose();
  const b9_resample0_down_pad = tf.pad(b9_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,11,11,128]
  b9_resample0_in.dispose();
  const b9_resample0_down = conv2d({ x: b9_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b9/resample0/down/folded_kernel'], bias: w['b9/resample0/down/folded_bias'] }); // [N,5,5,128]
  b9_resample0_down_pad.dispose();
  const b9_resample0_out = conv2d({ x: b9_resample0_down, strides: 1, pad: 'valid',
    filter: w['b9/resample0/out/folded_kernel'], bias: w['b9/resample0/out/folded_bias'] }); // [N,5,5,256]
  b9_resample0_down.dispose();
  const b9_resample1_in = conv2d({ x: b8_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b9/resample1/in/folded_kernel'], bias: w['b9/resample1/in/folded_bias'] }); // [N,20,20,128]
  const b9_resample1_down_pad = tf.pad(b9_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,21,21,128]
  b9_resample1_in.dispose();
  const b9_resample1_down = conv2d({ x: b9_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b9/resample1/down/folded_kernel'], bias: w['b9/resample1/down/folded_bias'] }); // [N,10,10,128]
  b9_resample1_down_pad.dispose();
  const b9_resample1_pool = tf.maxPool(b9_resample1_down, 3, 2, 'same'); // [N,5,5,128]
  b9_resample1_down.dispose();
  const b9_resample1_out = conv2d({ x: b9_resample1_pool, strides: 1, pad: 'valid',
    filter: w['b9/resample1/out/folded_kernel'], bias: w['b9/resample1/out/folded_bias'] }); // [N,5,5,256]
  b9_resample1_pool.dispose();
  const b9_merge = tf.add<tf.Tensor4D>(b9_resample0_out, b9_resample1_out); // [N,5,5,256]
  b9_resample0_out.dispose(); b9_resample1_out.dispose();
  const b9_merge_relu = tf.relu(b9_merge); // [N,5,5,256]
  b9_merge.dispose();
  const b9_repeat0_conv1 = conv2d({ x: b9_merge_relu, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b9/repeat0/conv1/folded_kernel'], bias: w['b9/repeat0/conv1/folded_bias'] }); // [N,5,5,256]
  const b9_repeat0_conv2 = conv2d({ x: b9_repeat0_conv1, strides: 1, pad: 'same',
    filter: w['b9/repeat0/conv2/folded_kernel'], bias: w['b9/repeat0/conv2/folded_bias'] }); // [N,5,5,256]
  b9_repeat0_conv1.dispose();
  const b9_repeat0_add = tf.add<tf.Tensor4D>(b9_repeat0_conv2, b9_merge_relu); // [N,5,5,256]
  b9_merge_relu.dispose(); b9_repeat0_conv2.dispose();
  const b9_repeat0_relu = tf.relu(b9_repeat0_add); // [N,5,5,256]
  b9_repeat0_add.dispose();

  // b10 : L5 bottleneck <- b8 b9
  const b10_resample0_in = conv2d({ x: b8_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b10/resample0/in/folded_kernel'], bias: w['b10/resample0/in/folded_bias'] }); // [N,20,20,128]
  const b10_resample0_out = conv2d({ x: b10_resample0_in, strides: 1, pad: 'valid',
    filter: w['b10/resample0/out/folded_kernel'], bias: w['b10/resample0/out/folded_bias'] }); // [N,20,20,1024]
  b10_resample0_in.dispose();
  const b10_resample1_in = conv2d({ x: b9_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b10/resample1/in/folded_kernel'], bias: w['b10/resample1/in/folded_bias'] }); // [N,5,5,128]
  b9_repeat0_relu.dispose();
  const b10_resample1_upsample = tf.image.resizeNearestNeighbor(b10_resample1_in, [20, 20], false, true); // [N,20,20,128]
  b10_resample1_in.dispose();
  const b10_resample1_out = conv2d({ x: b10_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b10/resample1/out/folded_kernel'], bias: w['b10/resample1/out/folded_bias'] }); // [N,20,20,1024]
  b10_resample1_upsample.dispose();
  const b10_merge = tf.add<tf.Tensor4D>(b10_resample0_out, b10_resample1_out); // [N,20,20,1024]
  b10_resample0_out.dispose(); b10_resample1_out.dispose();
  const b10_merge_relu = tf.relu(b10_merge); // [N,20,20,1024]
  b10_merge.dispose();
  const b10_repeat0_conv1 = conv2d({ x: b10_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b10/repeat0/conv1/folded_kernel'], bias: w['b10/repeat0/conv1/folded_bias'] }); // [N,20,20,256]
  const b10_repeat0_conv2 = conv2d({ x: b10_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b10/repeat0/conv2/folded_kernel'], bias: w['b10/repeat0/conv2/folded_bias'] }); // [N,20,20,256]
  b10_repeat0_conv1.dispose();
  const b10_repeat0_conv3 = conv2d({ x: b10_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b10/repeat0/conv3/folded_kernel'], bias: w['b10/repeat0/conv3/folded_bias'] }); // [N,20,20,1024]
  b10_repeat0_conv2.dispose();
  const b10_repeat0_add = tf.add<tf.Tensor4D>(b10_repeat0_conv3, b10_merge_relu); // [N,20,20,1024]
  b10_merge_relu.dispose(); b10_repeat0_conv3.dispose();
  const b10_repeat0_relu = tf.relu(b10_repeat0_add); // [N,20,20,1024]
  b10_repeat0_add.dispose();

  // b11 : L5 bottleneck <- b8 b10
  const b11_resample0_in = conv2d({ x: b8_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b11/resample0/in/folded_kernel'], bias: w['b11/resample0/in/folded_bias'] }); // [N,20,20,128]
  b8_repeat0_relu.dispose();
  const b11_resample0_out = conv2d({ x: b11_resample0_in, strides: 1, pad: 'valid',
    filter: w['b11/resample0/out/folded_kernel'], bias: w['b11/resample0/out/folded_bias'] }); // [N,20,20,1024]
  b11_resample0_in.dispose();
  const b11_resample1_in = conv2d({ x: b10_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b11/resample1/in/folded_kernel'], bias: w['b11/resample1/in/folded_bias'] }); // [N,20,20,128]
  const b11_resample1_out = conv2d({ x: b11_resample1_in, strides: 1, pad: 'valid',
    filter: w['b11/resample1/out/folded_kernel'], bias: w['b11/resample1/out/folded_bias'] }); // [N,20,20,1024]
  b11_resample1_in.dispose();
  const b11_merge = tf.add<tf.Tensor4D>(b11_resample0_out, b11_resample1_out); // [N,20,20,1024]
  b11_resample0_out.dispose(); b11_resample1_out.dispose();
  const b11_merge_relu = tf.relu(b11_merge); // [N,20,20,1024]
  b11_merge.dispose();
  const b11_repeat0_conv1 = conv2d({ x: b11_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b11/repeat0/conv1/folded_kernel'], bias: w['b11/repeat0/conv1/folded_bias'] }); // [N,20,20,256]
  const b11_repeat0_conv2 = conv2d({ x: b11_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b11/repeat0/conv2/folded_kernel'], bias: w['b11/repeat0/conv2/folded_bias'] }); // [N,20,20,256]
  b11_repeat0_conv1.dispose();
  const b11_repeat0_conv3 = conv2d({ x: b11_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b11/repeat0/conv3/folded_kernel'], bias: w['b11/repeat0/conv3/folded_bias'] }); // [N,20,20,1024]
  b11_repeat0_conv2.dispose();
  const b11_repeat0_add = tf.add<tf.Tensor4D>(b11_repeat0_conv3, b11_merge_relu); // [N,20,20,1024]
  b11_merge_relu.dispose(); b11_repeat0_conv3.dispose();
  const b11_repeat0_relu = tf.relu(b11_repeat0_add); // [N,20,20,1024]
  b11_repeat0_add.dispose();

  // b12 : L4 bottleneck <- b5 b10 => P4
  const b12_resample0_in = conv2d({ x: b5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b12/resample0/in/folded_kernel'], bias: w['b12/resample0/in/folded_bias'] }); // [N,40,40,128]
  const b12_resample0_out = conv2d({ x: b12_resample0_in, strides: 1, pad: 'valid',
    filter: w['b12/resample0/out/folded_kernel'], bias: w['b12/resample0/out/folded_bias'] }); // [N,40,40,1024]
  b12_resample0_in.dispose();
  const b12_resample1_in = conv2d({ x: b10_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b12/resample1/in/folded_kernel'], bias: w['b12/resample1/in/folded_bias'] }); // [N,20,20,128]
  const b12_resample1_upsample = tf.image.resizeNearestNeighbor(b12_resample1_in, [40, 40], false, true); // [N,40,40,128]
  b12_resample1_in.dispose();
  const b12_resample1_out = conv2d({ x: b12_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b12/resample1/out/folded_kernel'], bias: w['b12/resample1/out/folded_bias'] }); // [N,40,40,1024]
  b12_resample1_upsample.dispose();
  const b12_merge = tf.add<tf.Tensor4D>(b12_resample0_out, b12_resample1_out); // [N,40,40,1024]
  b12_resample0_out.dispose(); b12_resample1_out.dispose();
  const b12_merge_relu = tf.relu(b12_merge); // [N,40,40,1024]
  b12_merge.dispose();
  const b12_repeat0_conv1 = conv2d({ x: b12_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b12/repeat0/conv1/folded_kernel'], bias: w['b12/repeat0/conv1/folded_bias'] }); // [N,40,40,256]
  const b12_repeat0_conv2 = conv2d({ x: b12_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b12/repeat0/conv2/folded_kernel'], bias: w['b12/repeat0/conv2/folded_bias'] }); // [N,40,40,256]
  b12_repeat0_conv1.dispose();
  const b12_repeat0_conv3 = conv2d({ x: b12_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b12/repeat0/conv3/folded_kernel'], bias: w['b12/repeat0/conv3/folded_bias'] }); // [N,40,40,1024]
  b12_repeat0_conv2.dispose();
  const b12_repeat0_add = tf.add<tf.Tensor4D>(b12_repeat0_conv3, b12_merge_relu); // [N,40,40,1024]
  b12_merge_relu.dispose(); b12_repeat0_conv3.dispose();
  const b12_repeat0_relu = tf.relu(b12_repeat0_add); // [N,40,40,1024]
  b12_repeat0_add.dispose();

  // b13 : L3 bottleneck <- b4 b10 => P3
  const b13_resample0_in = conv2d({ x: b4_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b13/resample0/in/folded_kernel'], bias: w['b13/resample0/in/folded_bias'] }); // [N,80,80,64]
  b4_repeat0_relu.dispose();
  const b13_resample0_out = conv2d({ x: b13_resample0_in, strides: 1, pad: 'valid',
    filter: w['b13/resample0/out/folded_kernel'], bias: w['b13/resample0/out/folded_bias'] }); // [N,80,80,512]
  b13_resample0_in.dispose();
  const b13_resample1_in = conv2d({ x: b10_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b13/resample1/in/folded_kernel'], bias: w['b13/resample1/in/folded_bias'] }); // [N,20,20,128]
  b10_repeat0_relu.dispose();
  const b13_resample1_upsample = tf.image.resizeNearestNeighbor(b13_resample1_in, [80, 80], false, true); // [N,80,80,128]
  b13_resample1_in.dispose();
  const b13_resample1_out = conv2d({ x: b13_resample1_upsample, strides: 1, pad: 'valid',
    filter: w['b13/resample1/out/folded_kernel'], bias: w['b13/resample1/out/folded_bias'] }); // [N,80,80,512]
  b13_resample1_upsample.dispose();
  const b13_merge = tf.add<tf.Tensor4D>(b13_resample0_out, b13_resample1_out); // [N,80,80,512]
  b13_resample0_out.dispose(); b13_resample1_out.dispose();
  const b13_merge_relu = tf.relu(b13_merge); // [N,80,80,512]
  b13_merge.dispose();
  const b13_repeat0_conv1 = conv2d({ x: b13_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b13/repeat0/conv1/folded_kernel'], bias: w['b13/repeat0/conv1/folded_bias'] }); // [N,80,80,128]
  const b13_repeat0_conv2 = conv2d({ x: b13_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b13/repeat0/conv2/folded_kernel'], bias: w['b13/repeat0/conv2/folded_bias'] }); // [N,80,80,128]
  b13_repeat0_conv1.dispose();
  const b13_repeat0_conv3 = conv2d({ x: b13_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b13/repeat0/conv3/folded_kernel'], bias: w['b13/repeat0/conv3/folded_bias'] }); // [N,80,80,512]
  b13_repeat0_conv2.dispose();
  const b13_repeat0_add = tf.add<tf.Tensor4D>(b13_repeat0_conv3, b13_merge_relu); // [N,80,80,512]
  b13_merge_relu.dispose(); b13_repeat0_conv3.dispose();
  const b13_repeat0_relu = tf.relu(b13_repeat0_add); // [N,80,80,512]
  b13_repeat0_add.dispose();

  // b14 : L5 bottleneck <- b7 b12 => P5
  const b14_resample0_in = conv2d({ x: b7_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b14/resample0/in/folded_kernel'], bias: w['b14/resample0/in/folded_bias'] }); // [N,40,40,128]
  b7_repeat0_relu.dispose();
  const b14_resample0_down_pad = tf.pad(b14_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,41,41,128]
  b14_resample0_in.dispose();
  const b14_resample0_down = conv2d({ x: b14_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b14/resample0/down/folded_kernel'], bias: w['b14/resample0/down/folded_bias'] }); // [N,20,20,128]
  b14_resample0_down_pad.dispose();
  const b14_resample0_out = conv2d({ x: b14_resample0_down, strides: 1, pad: 'valid',
    filter: w['b14/resample0/out/folded_kernel'], bias: w['b14/resample0/out/folded_bias'] }); // [N,20,20,1024]
  b14_resample0_down.dispose();
  const b14_resample1_in = conv2d({ x: b12_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b14/resample1/in/folded_kernel'], bias: w['b14/resample1/in/folded_bias'] }); // [N,40,40,128]
  const b14_resample1_down_pad = tf.pad(b14_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,41,41,128]
  b14_resample1_in.dispose();
  const b14_resample1_down = conv2d({ x: b14_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b14/resample1/down/folded_kernel'], bias: w['b14/resample1/down/folded_bias'] }); // [N,20,20,128]
  b14_resample1_down_pad.dispose();
  const b14_resample1_out = conv2d({ x: b14_resample1_down, strides: 1, pad: 'valid',
    filter: w['b14/resample1/out/folded_kernel'], bias: w['b14/resample1/out/folded_bias'] }); // [N,20,20,1024]
  b14_resample1_down.dispose();
  const b14_merge = tf.add<tf.Tensor4D>(b14_resample0_out, b14_resample1_out); // [N,20,20,1024]
  b14_resample0_out.dispose(); b14_resample1_out.dispose();
  const b14_merge_b11 = tf.add<tf.Tensor4D>(b14_merge, b11_repeat0_relu); // [N,20,20,1024]
  b11_repeat0_relu.dispose(); b14_merge.dispose();
  const b14_merge_relu = tf.relu(b14_merge_b11); // [N,20,20,1024]
  b14_merge_b11.dispose();
  const b14_repeat0_conv1 = conv2d({ x: b14_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b14/repeat0/conv1/folded_kernel'], bias: w['b14/repeat0/conv1/folded_bias'] }); // [N,20,20,256]
  const b14_repeat0_conv2 = conv2d({ x: b14_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b14/repeat0/conv2/folded_kernel'], bias: w['b14/repeat0/conv2/folded_bias'] }); // [N,20,20,256]
  b14_repeat0_conv1.dispose();
  const b14_repeat0_conv3 = conv2d({ x: b14_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b14/repeat0/conv3/folded_kernel'], bias: w['b14/repeat0/conv3/folded_bias'] }); // [N,20,20,1024]
  b14_repeat0_conv2.dispose();
  const b14_repeat0_add = tf.add<tf.Tensor4D>(b14_repeat0_conv3, b14_merge_relu); // [N,20,20,1024]
  b14_merge_relu.dispose(); b14_repeat0_conv3.dispose();
  const b14_repeat0_relu = tf.relu(b14_repeat0_add); // [N,20,20,1024]
  b14_repeat0_add.dispose();

  // b15 : L7 bottleneck <- b5 b14 => P7
  const b15_resample0_in = conv2d({ x: b5_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b15/resample0/in/folded_kernel'], bias: w['b15/resample0/in/folded_bias'] }); // [N,40,40,128]
  b5_repeat0_relu.dispose();
  const b15_resample0_down_pad = tf.pad(b15_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,41,41,128]
  b15_resample0_in.dispose();
  const b15_resample0_down = conv2d({ x: b15_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b15/resample0/down/folded_kernel'], bias: w['b15/resample0/down/folded_bias'] }); // [N,20,20,128]
  b15_resample0_down_pad.dispose();
  const b15_resample0_pool = tf.maxPool(b15_resample0_down, 5, 4, 'same'); // [N,5,5,128]
  b15_resample0_down.dispose();
  const b15_resample0_out = conv2d({ x: b15_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b15/resample0/out/folded_kernel'], bias: w['b15/resample0/out/folded_bias'] }); // [N,5,5,1024]
  b15_resample0_pool.dispose();
  const b15_resample1_in = conv2d({ x: b14_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b15/resample1/in/folded_kernel'], bias: w['b15/resample1/in/folded_bias'] }); // [N,20,20,128]
  const b15_resample1_down_pad = tf.pad(b15_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,21,21,128]
  b15_resample1_in.dispose();
  const b15_resample1_down = conv2d({ x: b15_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b15/resample1/down/folded_kernel'], bias: w['b15/resample1/down/folded_bias'] }); // [N,10,10,128]
  b15_resample1_down_pad.dispose();
  const b15_resample1_pool = tf.maxPool(b15_resample1_down, 3, 2, 'same'); // [N,5,5,128]
  b15_resample1_down.dispose();
  const b15_resample1_out = conv2d({ x: b15_resample1_pool, strides: 1, pad: 'valid',
    filter: w['b15/resample1/out/folded_kernel'], bias: w['b15/resample1/out/folded_bias'] }); // [N,5,5,1024]
  b15_resample1_pool.dispose();
  const b15_merge = tf.add<tf.Tensor4D>(b15_resample0_out, b15_resample1_out); // [N,5,5,1024]
  b15_resample0_out.dispose(); b15_resample1_out.dispose();
  const b15_merge_relu = tf.relu(b15_merge); // [N,5,5,1024]
  b15_merge.dispose();
  const b15_repeat0_conv1 = conv2d({ x: b15_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b15/repeat0/conv1/folded_kernel'], bias: w['b15/repeat0/conv1/folded_bias'] }); // [N,5,5,256]
  const b15_repeat0_conv2 = conv2d({ x: b15_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b15/repeat0/conv2/folded_kernel'], bias: w['b15/repeat0/conv2/folded_bias'] }); // [N,5,5,256]
  b15_repeat0_conv1.dispose();
  const b15_repeat0_conv3 = conv2d({ x: b15_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b15/repeat0/conv3/folded_kernel'], bias: w['b15/repeat0/conv3/folded_bias'] }); // [N,5,5,1024]
  b15_repeat0_conv2.dispose();
  const b15_repeat0_add = tf.add<tf.Tensor4D>(b15_repeat0_conv3, b15_merge_relu); // [N,5,5,1024]
  b15_merge_relu.dispose(); b15_repeat0_conv3.dispose();
  const b15_repeat0_relu = tf.relu(b15_repeat0_add); // [N,5,5,1024]
  b15_repeat0_add.dispose();

  // b16 : L6 bottleneck <- b12 b14 => P6
  const b16_resample0_in = conv2d({ x: b12_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b16/resample0/in/folded_kernel'], bias: w['b16/resample0/in/folded_bias'] }); // [N,40,40,128]
  const b16_resample0_down_pad = tf.pad(b16_resample0_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,41,41,128]
  b16_resample0_in.dispose();
  const b16_resample0_down = conv2d({ x: b16_resample0_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b16/resample0/down/folded_kernel'], bias: w['b16/resample0/down/folded_bias'] }); // [N,20,20,128]
  b16_resample0_down_pad.dispose();
  const b16_resample0_pool = tf.maxPool(b16_resample0_down, 3, 2, 'same'); // [N,10,10,128]
  b16_resample0_down.dispose();
  const b16_resample0_out = conv2d({ x: b16_resample0_pool, strides: 1, pad: 'valid',
    filter: w['b16/resample0/out/folded_kernel'], bias: w['b16/resample0/out/folded_bias'] }); // [N,10,10,1024]
  b16_resample0_pool.dispose();
  const b16_resample1_in = conv2d({ x: b14_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b16/resample1/in/folded_kernel'], bias: w['b16/resample1/in/folded_bias'] }); // [N,20,20,128]
  const b16_resample1_down_pad = tf.pad(b16_resample1_in, [[0, 0], [1, 0], [1, 0], [0, 0]], 0); // [N,21,21,128]
  b16_resample1_in.dispose();
  const b16_resample1_down = conv2d({ x: b16_resample1_down_pad, strides: 2, pad: 'valid', activation: 'relu',
    filter: w['b16/resample1/down/folded_kernel'], bias: w['b16/resample1/down/folded_bias'] }); // [N,10,10,128]
  b16_resample1_down_pad.dispose();
  const b16_resample1_out = conv2d({ x: b16_resample1_down, strides: 1, pad: 'valid',
    filter: w['b16/resample1/out/folded_kernel'], bias: w['b16/resample1/out/folded_bias'] }); // [N,10,10,1024]
  b16_resample1_down.dispose();
  const b16_merge = tf.add<tf.Tensor4D>(b16_resample0_out, b16_resample1_out); // [N,10,10,1024]
  b16_resample0_out.dispose(); b16_resample1_out.dispose();
  const b16_merge_relu = tf.relu(b16_merge); // [N,10,10,1024]
  b16_merge.dispose();
  const b16_repeat0_conv1 = conv2d({ x: b16_merge_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['b16/repeat0/conv1/folded_kernel'], bias: w['b16/repeat0/conv1/folded_bias'] }); // [N,10,10,256]
  const b16_repeat0_conv2 = conv2d({ x: b16_repeat0_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['b16/repeat0/conv2/folded_kernel'], bias: w['b16/repeat0/conv2/folded_bias'] }); // [N,10,10,256]
  b16_repeat0_conv1.dispose();
  const b16_repeat0_conv3 = conv2d({ x: b16_repeat0_conv2, strides: 1, pad: 'valid',
    filter: w['b16/repeat0/conv3/folded_kernel'], bias: w['b16/repeat0/conv3/folded_bias'] }); // [N,10,10,1024]
  b16_repeat0_conv2.dispose();
  const b16_repeat0_add = tf.add<tf.Tensor4D>(b16_repeat0_conv3, b16_merge_relu); // [N,10,10,1024]
  b16_merge_relu.dispose(); b16_repeat0_conv3.dispose();
  const b16_repeat0_relu = tf.relu(b16_repeat0_add); // [N,10,10,1024]
  b16_repeat0_add.dispose();

  // endpoint_3 <- b13
  const endpoint_3 = conv2d({ x: b13_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_3/folded_kernel'], bias: w['endpoint_3/folded_bias'] }); // [N,80,80,256]
  b13_repeat0_relu.dispose();

  // endpoint_4 <- b12
  const endpoint_4 = conv2d({ x: b12_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_4/folded_kernel'], bias: w['endpoint_4/folded_bias'] }); // [N,40,40,256]
  b12_repeat0_relu.dispose();

  // endpoint_5 <- b14
  const endpoint_5 = conv2d({ x: b14_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_5/folded_kernel'], bias: w['endpoint_5/folded_bias'] }); // [N,20,20,256]
  b14_repeat0_relu.dispose();

  // endpoint_6 <- b16
  const endpoint_6 = conv2d({ x: b16_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_6/folded_kernel'], bias: w['endpoint_6/folded_bias'] }); // [N,10,10,256]
  b16_repeat0_relu.dispose();

  // endpoint_7 <- b15
  const endpoint_7 = conv2d({ x: b15_repeat0_relu, strides: 1, pad: 'valid', activation: 'relu',
    filter: w['endpoint_7/folded_kernel'], bias: w['endpoint_7/folded_bias'] }); // [N,5,5,256]
  b15_repeat0_relu.dispose();

  // rpn_3 <- endpoint_3
  const rpn_3_conv0_conv = conv2d({ x: endpoint_3, strides: 1, pad: 'same',
    filter: w['rpn/conv0/kernel'] }); // [N,80,80,256]
  const rpn_3_conv0_norm = batchNorm(rpn_3_conv0_conv, 0.001, { mean: w['rpn/norm0/3/shifted_mean'], variance: w['rpn/norm0/3/moving_variance'],
    scale: w['rpn/norm0/3/gamma'], offset: w['rpn/norm0/3/beta'] }); // [N,80,80,256]
  rpn_3_conv0_conv.dispose();
  const rpn_3_conv0_relu = tf.relu(rpn_3_conv0_norm); // [N,80,80,256]
  rpn_3_conv0_norm.dispose();
  const rpn_3_class_conv = conv2d({ x: rpn_3_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/class/kernel'], bias: w['rpn/class/bias'] }); // [N,80,80,3]
  const rpn_3_box_conv = conv2d({ x: rpn_3_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/box/kernel'], bias: w['rpn/box/bias'] }); // [N,80,80,12]
  rpn_3_conv0_relu.dispose();

  // rpn_4 <- endpoint_4
  const rpn_4_conv0_conv = conv2d({ x: endpoint_4, strides: 1, pad: 'same',
    filter: w['rpn/conv0/kernel'] }); // [N,40,40,256]
  const rpn_4_conv0_norm = batchNorm(rpn_4_conv0_conv, 0.001, { mean: w['rpn/norm0/4/shifted_mean'], variance: w['rpn/norm0/4/moving_variance'],
    scale: w['rpn/norm0/4/gamma'], offset: w['rpn/norm0/4/beta'] }); // [N,40,40,256]
  rpn_4_conv0_conv.dispose();
  const rpn_4_conv0_relu = tf.relu(rpn_4_conv0_norm); // [N,40,40,256]
  rpn_4_conv0_norm.dispose();
  const rpn_4_class_conv = conv2d({ x: rpn_4_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/class/kernel'], bias: w['rpn/class/bias'] }); // [N,40,40,3]
  const rpn_4_box_conv = conv2d({ x: rpn_4_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/box/kernel'], bias: w['rpn/box/bias'] }); // [N,40,40,12]
  rpn_4_conv0_relu.dispose();

  // rpn_5 <- endpoint_5
  const rpn_5_conv0_conv = conv2d({ x: endpoint_5, strides: 1, pad: 'same',
    filter: w['rpn/conv0/kernel'] }); // [N,20,20,256]
  const rpn_5_conv0_norm = batchNorm(rpn_5_conv0_conv, 0.001, { mean: w['rpn/norm0/5/shifted_mean'], variance: w['rpn/norm0/5/moving_variance'],
    scale: w['rpn/norm0/5/gamma'], offset: w['rpn/norm0/5/beta'] }); // [N,20,20,256]
  rpn_5_conv0_conv.dispose();
  const rpn_5_conv0_relu = tf.relu(rpn_5_conv0_norm); // [N,20,20,256]
  rpn_5_conv0_norm.dispose();
  const rpn_5_class_conv = conv2d({ x: rpn_5_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/class/kernel'], bias: w['rpn/class/bias'] }); // [N,20,20,3]
  const rpn_5_box_conv = conv2d({ x: rpn_5_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/box/kernel'], bias: w['rpn/box/bias'] }); // [N,20,20,12]
  rpn_5_conv0_relu.dispose();

  // rpn_6 <- endpoint_6
  const rpn_6_conv0_conv = conv2d({ x: endpoint_6, strides: 1, pad: 'same',
    filter: w['rpn/conv0/kernel'] }); // [N,10,10,256]
  const rpn_6_conv0_norm = batchNorm(rpn_6_conv0_conv, 0.001, { mean: w['rpn/norm0/6/shifted_mean'], variance: w['rpn/norm0/6/moving_variance'],
    scale: w['rpn/norm0/6/gamma'], offset: w['rpn/norm0/6/beta'] }); // [N,10,10,256]
  rpn_6_conv0_conv.dispose();
  const rpn_6_conv0_relu = tf.relu(rpn_6_conv0_norm); // [N,10,10,256]
  rpn_6_conv0_norm.dispose();
  const rpn_6_class_conv = conv2d({ x: rpn_6_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/class/kernel'], bias: w['rpn/class/bias'] }); // [N,10,10,3]
  const rpn_6_box_conv = conv2d({ x: rpn_6_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/box/kernel'], bias: w['rpn/box/bias'] }); // [N,10,10,12]
  rpn_6_conv0_relu.dispose();

  // rpn_7 <- endpoint_7
  const rpn_7_conv0_conv = conv2d({ x: endpoint_7, strides: 1, pad: 'same',
    filter: w['rpn/conv0/kernel'] }); // [N,5,5,256]
  const rpn_7_conv0_norm = batchNorm(rpn_7_conv0_conv, 0.001, { mean: w['rpn/norm0/7/shifted_mean'], variance: w['rpn/norm0/7/moving_variance'],
    scale: w['rpn/norm0/7/gamma'], offset: w['rpn/norm0/7/beta'] }); // [N,5,5,256]
  rpn_7_conv0_conv.dispose();
  const rpn_7_conv0_relu = tf.relu(rpn_7_conv0_norm); // [N,5,5,256]
  rpn_7_conv0_norm.dispose();
  const rpn_7_class_conv = conv2d({ x: rpn_7_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/class/kernel'], bias: w['rpn/class/bias'] }); // [N,5,5,3]
  const rpn_7_box_conv = conv2d({ x: rpn_7_conv0_relu, strides: 1, pad: 'valid',
    filter: w['rpn/box/kernel'], bias: w['rpn/box/bias'] }); // [N,5,5,12]
  rpn_7_conv0_relu.dispose();

  // rois <- rpn
  const image_shape_values = await pictureSizes(imageShape, n);
  const rpn_3_class_conv_values = await rpn_3_class_conv.data<'float32'>();
  const rpn_4_class_conv_values = await rpn_4_class_conv.data<'float32'>();
  const rpn_5_class_conv_values = await rpn_5_class_conv.data<'float32'>();
  const rpn_6_class_conv_values = await rpn_6_class_conv.data<'float32'>();
  const rpn_7_class_conv_values = await rpn_7_class_conv.data<'float32'>();
  const rpn_3_box_conv_values = await rpn_3_box_conv.data<'float32'>();
  const rpn_4_box_conv_values = await rpn_4_box_conv.data<'float32'>();
  const rpn_5_box_conv_values = await rpn_5_box_conv.data<'float32'>();
  const rpn_6_box_conv_values = await rpn_6_box_conv.data<'float32'>();
  const rpn_7_box_conv_values = await rpn_7_box_conv.data<'float32'>();
  const rois_values = regionProposals({ levels: [3, 4, 5, 6, 7], anchors: { scales: 1, aspectRatios: [1, 2, 0.5], size: 3, convention: 'tensorflow' }, image: [640, 640], coder: { weights: [1, 1, 1, 1], pixelOffset: 1, scaleClip: [-Infinity, 4.135166556742356], order: 'yxhw' }, preNmsTopK: 1000, iouThreshold: 0.7, scoreThreshold: 0, minSize: 0, max: 1000, algorithm: 'tiled' }, n, image_shape_values, [rpn_3_class_conv_values, rpn_4_class_conv_values, rpn_5_class_conv_values, rpn_6_class_conv_values, rpn_7_class_conv_values], [rpn_3_box_conv_values, rpn_4_box_conv_values, rpn_5_box_conv_values, rpn_6_box_conv_values, rpn_7_box_conv_values], [[80, 80], [40, 40], [20, 20], [10, 10], [5, 5]]);
  const rois = tf.tensor3d(rois_values, [n, 1000, 4]); // [N,1000,4]
  rpn_3_class_conv.dispose(); rpn_3_box_conv.dispose(); rpn_4_class_conv.dispose(); rpn_4_box_conv.dispose(); rpn_5_class_conv.dispose(); rpn_5_box_conv.dispose(); rpn_6_class_conv.dispose(); rpn_6_box_conv.dispose(); rpn_7_class_conv.dispose(); rpn_7_box_conv.dispose();

  // box_head <- rois
  const endpoint_3_values = await endpoint_3.data<'float32'>();
  const endpoint_4_values = await endpoint_4.data<'float32'>();
  const endpoint_5_values = await endpoint_5.data<'float32'>();
  const endpoint_6_values = await endpoint_6.data<'float32'>();
  const endpoint_7_values = await endpoint_7.data<'float32'>();
  const box_head_crop_values = roiAlign({ levels: [3, 4, 5, 6, 7], size: 7, sampleOffset: 0.5 }, n, 1000, rois_values, [endpoint_3_values, endpoint_4_values, endpoint_5_values, endpoint_6_values, endpoint_7_values], [[80, 80], [40, 40], [20, 20], [10, 10], [5, 5]], new Float32Array(1000 * n * 7 * 7 * 256));
  const box_head_crop = tf.tensor4d(box_head_crop_values, [1000 * n, 7, 7, 256]); // [1000N,7,7,256]
  const box_head_conv0 = conv2d({ x: box_head_crop, strides: 1, pad: 'same', activation: 'relu',
    filter: w['box_head/conv0/folded_kernel'], bias: w['box_head/conv0/folded_bias'] }); // [1000N,7,7,256]
  box_head_crop.dispose();
  const box_head_conv1 = conv2d({ x: box_head_conv0, strides: 1, pad: 'same', activation: 'relu',
    filter: w['box_head/conv1/folded_kernel'], bias: w['box_head/conv1/folded_bias'] }); // [1000N,7,7,256]
  box_head_conv0.dispose();
  const box_head_conv2 = conv2d({ x: box_head_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['box_head/conv2/folded_kernel'], bias: w['box_head/conv2/folded_bias'] }); // [1000N,7,7,256]
  box_head_conv1.dispose();
  const box_head_conv3 = conv2d({ x: box_head_conv2, strides: 1, pad: 'same', activation: 'relu',
    filter: w['box_head/conv3/folded_kernel'], bias: w['box_head/conv3/folded_bias'] }); // [1000N,7,7,256]
  box_head_conv2.dispose();
  const box_head_vectors = tf.reshape(box_head_conv3, [-1, 12544]) as tf.Tensor2D; // [1000N,12544]
  box_head_conv3.dispose();
  const box_head_dense0 = tf.fused.matMul({ a: box_head_vectors, b: w['box_head/dense0/folded_kernel'], bias: w['box_head/dense0/folded_bias'], activation: 'relu' }) as tf.Tensor2D; // [1000N,1024]
  box_head_vectors.dispose();
  const box_head_class_dense = tf.fused.matMul({ a: box_head_dense0, b: w['box_head/class/kernel'], bias: w['box_head/class/bias'] }) as tf.Tensor2D; // [1000N,91]
  const box_head_box_dense = tf.fused.matMul({ a: box_head_dense0, b: w['box_head/box/kernel'], bias: w['box_head/box/bias'] }) as tf.Tensor2D; // [1000N,364]
  box_head_dense0.dispose();

  // detections <- rois, box_head
  const box_head_class_dense_values = await box_head_class_dense.data<'float32'>();
  const box_head_box_dense_values = await box_head_box_dense.data<'float32'>();
  const detections_values = regionDetections({ scores: 'softmax', coder: { weights: [10, 10, 5, 5], pixelOffset: 1, scaleClip: [-Infinity, 4.135166556742356], order: 'yxhw' }, background: true, nms: { algorithm: 'greedy', preNmsTopK: 1000, topKPer: 'class', scoreThreshold: 0.05, iouThreshold: 0.5, maxDetections: 100, classAgnostic: false, softNmsSigma: 0, pixelOffset: 0 } }, n, 1000, image_shape_values, rois_values, box_head_class_dense_values, box_head_box_dense_values);
  const detections = tf.tensor3d(detections_values, [n, 100, 6]); // [N,100,6]
  rois.dispose(); box_head_class_dense.dispose(); box_head_box_dense.dispose();
  const detections_num_detections_values = detectionField('count', n, detections_values, new Float32Array(n));
  const detections_num_detections = tf.tensor1d(detections_num_detections_values); // [N]
  const detections_boxes_values = detectionField('boxes', n, detections_values, new Float32Array(n * 100 * 4));
  const detections_boxes = tf.tensor3d(detections_boxes_values, [n, 100, 4]); // [N,100,4]
  const detections_scores_values = detectionField('scores', n, detections_values, new Float32Array(n * 100));
  const detections_scores = tf.tensor2d(detections_scores_values, [n, 100]); // [N,100]
  const detections_classes_values = detectionField('classes', n, detections_values, new Float32Array(n * 100));
  const detections_classes = tf.tensor2d(detections_classes_values, [n, 100]); // [N,100]

  // mask_head <- detections
  const mask_head_crop_values = roiAlign({ levels: [3, 4, 5, 6, 7], size: 14, sampleOffset: 0.5 }, n, 100, detections_boxes_values, [endpoint_3_values, endpoint_4_values, endpoint_5_values, endpoint_6_values, endpoint_7_values], [[80, 80], [40, 40], [20, 20], [10, 10], [5, 5]], new Float32Array(100 * n * 14 * 14 * 256));
  const mask_head_crop = tf.tensor4d(mask_head_crop_values, [100 * n, 14, 14, 256]); // [100N,14,14,256]
  endpoint_3.dispose(); endpoint_4.dispose(); endpoint_5.dispose(); endpoint_6.dispose(); endpoint_7.dispose();
  const mask_head_conv0 = conv2d({ x: mask_head_crop, strides: 1, pad: 'same', activation: 'relu',
    filter: w['mask_head/conv0/folded_kernel'], bias: w['mask_head/conv0/folded_bias'] }); // [100N,14,14,256]
  mask_head_crop.dispose();
  const mask_head_conv1 = conv2d({ x: mask_head_conv0, strides: 1, pad: 'same', activation: 'relu',
    filter: w['mask_head/conv1/folded_kernel'], bias: w['mask_head/conv1/folded_bias'] }); // [100N,14,14,256]
  mask_head_conv0.dispose();
  const mask_head_conv2 = conv2d({ x: mask_head_conv1, strides: 1, pad: 'same', activation: 'relu',
    filter: w['mask_head/conv2/folded_kernel'], bias: w['mask_head/conv2/folded_bias'] }); // [100N,14,14,256]
  mask_head_conv1.dispose();
  const mask_head_conv3 = conv2d({ x: mask_head_conv2, strides: 1, pad: 'same', activation: 'relu',
    filter: w['mask_head/conv3/folded_kernel'], bias: w['mask_head/conv3/folded_bias'] }); // [100N,14,14,256]
  mask_head_conv2.dispose();
  const mask_head_deconv_linear = tf.conv2dTranspose(mask_head_conv3, w['mask_head/deconv/folded_kernel'], [mask_head_conv3.shape[0], 28, 28, 256], 2, 'valid'); // [100N,28,28,256]
  mask_head_conv3.dispose();
  const mask_head_deconv_biased = tf.add<tf.Tensor4D>(mask_head_deconv_linear, w['mask_head/deconv/folded_bias']); // [100N,28,28,256]
  mask_head_deconv_linear.dispose();
  const mask_head_deconv = tf.relu(mask_head_deconv_biased); // [100N,28,28,256]
  mask_head_deconv_biased.dispose();
  const mask_head_logits_conv = conv2d({ x: mask_head_deconv, strides: 1, pad: 'valid',
    filter: w['mask_head/logits/kernel'], bias: w['mask_head/logits/bias'] }); // [100N,28,28,91]
  mask_head_deconv.dispose();
  const mask_head_logits_conv_values = await mask_head_logits_conv.data<'float32'>();
  const masks_values = selectMasks(100 * n, 784, 91, mask_head_logits_conv_values, detections_values, new Float32Array(n * 100 * 28 * 28));
  const masks = tf.tensor4d(masks_values, [n, 100, 28, 28]); // [N,100,28,28]
  detections.dispose(); mask_head_logits_conv.dispose();

  return {
    num_detections: detections_num_detections,
    boxes: detections_boxes,
    scores: detections_scores,
    classes: detections_classes,
    masks: masks,
  };
}

function checkInput(x: tf.Tensor4D): void {
  const { dtype, height, width, channels } = spec.input;
  if (x.rank === 4 && x.dtype === dtype && x.shape[1] === height && x.shape[2] === width && x.shape[3] === channels) return;
  const wanted = dtype + ' [N,' + height + ',' + width + ',' + channels + ']';
  throw new Error(spec.name + ' takes ' + wanted + ', not ' + x.dtype + ' [' + x.shape + ']');
}

async function pictureSizes(imageShape: tf.Tensor2D | undefined, n: number): Promise<Float32Array> {
  const row = spec.imageShape;
  if (!imageShape) return Float32Array.from({ length: n * row.length }, (_, i) => row[i % row.length]!);
  if (imageShape.rank === 2 && imageShape.dtype === 'float32' && imageShape.shape[0] === n && imageShape.shape[1] === row.length)
    return imageShape.data<'float32'>();
  throw new Error(spec.name + ' takes imageShape float32 [' + n + ',' + row.length + '], not ' + imageShape.dtype + ' [' + imageShape.shape + ']');
}


type Values = Float32Array | Float64Array;

interface AnchorSettings {
  /** Octave scales: anchor sides are `size · stride · 2^(k/scales)`. */
  readonly scales: number;
  readonly aspectRatios: readonly number[];
  readonly size: number;
  /**
   * `tensorflow`: centres in the middle of the cells, ratios are width/height, scale outside ratio. `mmdetection` (1.x):
   * centres at (stride − 1)/2, corners rounded to pixels, ratios are height/width, ratio outside scale.
   */
  readonly convention: 'tensorflow' | 'mmdetection';
}


/** Faster R-CNN's box coder: centre offsets in units of the reference box, logarithms of the size. */
interface BoxCoder {
  /** Deltas are divided by these: y, x, height, width. */
  readonly weights: readonly number[];
  /** 1: a box ends at its last pixel, so its height is y2 − y1 + 1 (TPU code, mmdetection 1.x). 0: at its edge. */
  readonly pixelOffset: number;
  /** Bounds of the logarithms: official codes stop growth at log(1000/16), mmdetection shrinking too. */
  readonly scaleClip: readonly number[];
  /** Order of the four deltas. */
  readonly order: 'yxhw' | 'xywh';
}


interface SuppressionSettings {
  /**
   * `greedy`: tf.image.non_max_suppression_padded per class (the official codes' v1): suppressed above the threshold.
   * `tiled`: sorted_non_max_suppression_padded (v2): suppressed from the threshold on, and boxes without a positive
   * coordinate are dropped. `combined`: tf.image.combined_non_max_suppression: as greedy, of all candidates.
   */
  readonly algorithm: 'greedy' | 'tiled' | 'combined';
  /** How many candidates with the highest scores take part. */
  readonly preNmsTopK: number;
  /** Of what those are the best: candidates of a class, or places of a level by their best class (mmdetection). */
  readonly topKPer: 'class' | 'level';
  /** Candidates need more than this. */
  readonly scoreThreshold: number;
  readonly iouThreshold: number;
  readonly maxDetections: number;
  /** Every place competes with its best class only, against all others. */
  readonly classAgnostic: boolean;
  /** Soft-NMS (Bodla et al. 2017): scores decay by exp(−IoU²/2σ) instead of a threshold; 0 is hard suppression. */
  readonly softNmsSigma: number;
  /** 1: areas count pixels, as `pixelOffset` of the coder, when overlaps are measured (mmdetection 1.x). */
  readonly pixelOffset: number;
}


/** Numbers per detection: y1, x1, y2, x2, score, class. */
const detectionWidth = 6;

const places = 2 ** 23;

const bitsOfOne = new Float32Array(1);

const floatBits = new Uint32Array(bitsOfOne.buffer);

function keyOf(score: number, index: number): number {
  bitsOfOne[0] = score;
  return floatBits[0]! * places + (places - 1 - index);
}


function indexOfKey(key: number): number {
  return places - 1 - (key % places);
}


function scoreOfKey(key: number): number {
  floatBits[0] = Math.floor(key / places);
  return bitsOfOne[0]!;
}


class BestFirst {
  readonly #keys: Float64Array;
  #count: number;

  /** Takes the array over. */
  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#count = keys.length;
    for (let i = (this.#count >> 1) - 1; i >= 0; i--) this.#sink(i, keys[i]!);
  }

  get size(): number {
    return this.#count;
  }

  /** Takes the highest key out; −1 when there is none. */
  take(): number {
    if (this.#count === 0) return -1;
    const best = this.#keys[0]!;
    const last = this.#keys[--this.#count]!;
    this.#sink(0, last);
    return best;
  }

  /** Puts one in that has been taken out before. */
  put(key: number): void {
    const keys = this.#keys;
    let i = this.#count++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (keys[parent]! >= key) break;
      keys[i] = keys[parent]!;
      i = parent;
    }
    keys[i] = key;
  }

  #sink(from: number, key: number): void {
    const keys = this.#keys;
    const count = this.#count;
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= count) break;
      if (child + 1 < count && keys[child + 1]! > keys[child]!) child++;
      if (keys[child]! <= key) break;
      keys[i] = keys[child]!;
      i = child;
    }
    keys[i] = key;
  }
}


/** The anchors of one level: the same boxes in every cell. */
interface AnchorGrid {
  readonly height: number;
  readonly width: number;
  readonly perCell: number;
  /** Distance of cells, and where in the first cell the corners are counted from. */
  readonly strideY: number;
  readonly strideX: number;
  readonly originY: number;
  readonly originX: number;
  /** `[perCell,4]`: y1, x1, y2, x2. */
  readonly corners: Float32Array;
}


function anchorGrid(
  settings: AnchorSettings,
  level: number,
  image: readonly number[],
  height: number,
  width: number,
): AnchorGrid {
  const centred = settings.convention === 'tensorflow';
  const [imageHeight = 0, imageWidth = 0] = image;
  const stride = 2 ** level;
  const strideY = centred ? imageHeight / height : stride;
  const strideX = centred ? imageWidth / width : stride;
  const corners: number[] = [];
  const add = (scale: number, ratio: number): void => {
    const side = settings.size * stride * 2 ** (scale / settings.scales);
    if (centred) {
      const [halfHeight, halfWidth] = [(side * ratio ** -0.5) / 2, (side * ratio ** 0.5) / 2];
      corners.push(-halfHeight, -halfWidth, halfHeight, halfWidth);
      return;
    }
    const middle = (stride - 1) / 2;
    const [halfHeight, halfWidth] = [(side * Math.sqrt(ratio) - 1) / 2, (side / Math.sqrt(ratio) - 1) / 2];
    for (const corner of [middle - halfHeight, middle - halfWidth, middle + halfHeight, middle + halfWidth])
      corners.push(roundHalfEven(corner));
  };
  const scales = Array.from({ length: settings.scales }, (_, k) => k);
  if (centred) for (const scale of scales) for (const ratio of settings.aspectRatios) add(scale, ratio);
  else for (const ratio of settings.aspectRatios) for (const scale of scales) add(scale, ratio);
  return {
    height,
    width,
    perCell: corners.length / 4,
    strideY,
    strideX,
    originY: centred ? strideY / 2 : 0,
    originX: centred ? strideX / 2 : 0,
    corners: Float32Array.from(corners),
  };
}


/** As torch.round does. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}


function anchorCount(grid: AnchorGrid): number {
  return grid.height * grid.width * grid.perCell;
}


/** Writes anchor `index` of the level (row, column, kind) as y1, x1, y2, x2 to `out[at…]`. */
function anchorAt(grid: AnchorGrid, index: number, out: Float32Array, at: number): void {
  const cell = Math.floor(index / grid.perCell);
  const corner = (index - cell * grid.perCell) * 4;
  const row = Math.floor(cell / grid.width);
  const y = grid.originY + row * grid.strideY;
  const x = grid.originX + (cell - row * grid.width) * grid.strideX;
  out[at] = y + grid.corners[corner]!;
  out[at + 1] = x + grid.corners[corner + 1]!;
  out[at + 2] = y + grid.corners[corner + 2]!;
  out[at + 3] = x + grid.corners[corner + 3]!;
}


/** The grids of several levels whose features have these heights and widths. */
function allAnchorLevels(
  settings: AnchorSettings,
  levels: readonly number[],
  image: readonly number[],
  sizes: readonly (readonly number[])[],
): AnchorGrid[] {
  return levels.map((level, i) => anchorGrid(settings, level, image, sizes[i]![0]!, sizes[i]![1]!));
}


/**
 * Decodes `deltas[d…]` against the reference box `boxes[b…]` and writes the box, clipped to the picture, to `out[o…]`
 * (which may be the reference itself).
 */
function decodeBox(
  coder: BoxCoder,
  deltas: Values,
  d: number,
  boxes: Values,
  b: number,
  imageHeight: number,
  imageWidth: number,
  out: Values,
  o: number,
): void {
  const { weights, pixelOffset: offset, scaleClip } = coder;
  const xFirst = coder.order === 'xywh' ? 1 : 0;
  const [least = -Infinity, most = Infinity] = scaleClip;
  const dy = deltas[d + xFirst]! / weights[0]!;
  const dx = deltas[d + 1 - xFirst]! / weights[1]!;
  const dh = Math.max(Math.min(deltas[d + 2 + xFirst]! / weights[2]!, most), least);
  const dw = Math.max(Math.min(deltas[d + 3 - xFirst]! / weights[3]!, most), least);
  const height = boxes[b + 2]! - boxes[b]! + offset;
  const width = boxes[b + 3]! - boxes[b + 1]! + offset;
  const decodedHeight = Math.exp(dh) * height;
  const decodedWidth = Math.exp(dw) * width;
  const y1 = dy * height + boxes[b]! + height / 2 - decodedHeight / 2;
  const x1 = dx * width + boxes[b + 1]! + width / 2 - decodedWidth / 2;
  const lastY = imageHeight - offset;
  const lastX = imageWidth - offset;
  out[o] = Math.max(Math.min(y1, lastY), 0);
  out[o + 1] = Math.max(Math.min(x1, lastX), 0);
  out[o + 2] = Math.max(Math.min(y1 + decodedHeight - offset, lastY), 0);
  out[o + 3] = Math.max(Math.min(x1 + decodedWidth - offset, lastX), 0);
}


/** Intersection over union, in float32 as everywhere: boxes at `boxes[4a…]` and `boxes[4b…]`. No area, no overlap. */
function overlap(boxes: Float32Array, a: number, b: number, offset: number): number {
  const i = 4 * a;
  const j = 4 * b;
  const height = Math.fround(Math.min(boxes[i + 2]!, boxes[j + 2]!) - Math.max(boxes[i]!, boxes[j]!)) + offset;
  if (!(height > 0)) return 0;
  const width = Math.fround(Math.min(boxes[i + 3]!, boxes[j + 3]!) - Math.max(boxes[i + 1]!, boxes[j + 1]!)) + offset;
  if (!(width > 0)) return 0;
  const common = Math.fround(height * width);
  const both = Math.fround(area(boxes, i, offset) + area(boxes, j, offset));
  return Math.fround(common / Math.fround(both - common));
}


function area(boxes: Float32Array, at: number, offset: number): number {
  const height = Math.fround(boxes[at + 2]! - boxes[at]!) + offset;
  return Math.fround(height * (Math.fround(boxes[at + 3]! - boxes[at + 1]!) + offset));
}


/** What the tiled suppression takes for a box. */
function hasPositiveCoordinate(boxes: Float32Array, index: number): boolean {
  const at = 4 * index;
  return boxes[at]! > 0 || boxes[at + 1]! > 0 || boxes[at + 2]! > 0 || boxes[at + 3]! > 0;
}


/** Who is left, best first. */
interface Survivors {
  readonly boxes: number[];
  readonly scores: number[];
  readonly candidates: number[];
}


interface Contest {
  readonly queue: BestFirst;
  readonly boxes: Float32Array;
  /** Index in `boxes` of a candidate's box: decoded when it is asked for. */
  readonly boxOf: (candidate: number) => number;
  /** No more survivors than this are of use, */
  readonly most: number;
  /** and none whose score is not above this. */
  readonly bound: number;
  readonly settings: SuppressionSettings;
}


function suppress(contest: Contest): Survivors {
  const { algorithm, softNmsSigma } = contest.settings;
  if (softNmsSigma > 0) return softly(contest);
  return algorithm === 'tiled' ? inTiles(contest) : greedily(contest);
}


/** A box is kept when it overlaps no kept box by more than the threshold. */
function greedily({ queue, boxes, boxOf, most, bound, settings }: Contest): Survivors {
  const { iouThreshold, pixelOffset } = settings;
  const limit = Math.fround(iouThreshold);
  const kept: Survivors = { boxes: [], scores: [], candidates: [] };
  let left = settings.algorithm === 'combined' ? Infinity : settings.preNmsTopK;
  while (kept.boxes.length < most && left-- > 0) {
    const key = queue.take();
    if (key < 0 || scoreOfKey(key) <= bound) break;
    const candidate = indexOfKey(key);
    const box = boxOf(candidate);
    let free = true;
    for (let i = kept.boxes.length - 1; free && i >= 0; i--)
      free = !(overlap(boxes, box, kept.boxes[i]!, pixelOffset) > limit);
    if (free) keep(kept, box, scoreOfKey(key), candidate);
  }
  return kept;
}


/** Boxes that the garden's algorithm looks at together. */
const tileSize = 512;

/**
 * A box is dropped when it overlaps a kept box by the threshold or more. Within a tile of 512 the garden's loop only knows
 * overlaps above ½: what overlaps less than that, but no less than the threshold, is dropped and yet drops others of its
 * tile. Several classes in one contest are compared with tf.image.non_max_suppression_padded, which has no such constant.
 */
function inTiles({ queue, boxes, boxOf, most, bound, settings }: Contest): Survivors {
  const { iouThreshold, pixelOffset, classAgnostic } = settings;
  const limit = Math.fround(iouThreshold);
  const strong = classAgnostic ? -1 : 0.5;
  const kept: Survivors = { boxes: [], scores: [], candidates: [] };
  /** Boxes of this tile that are dropped and drop others. */
  let weak: number[] = [];
  const places = settings.preNmsTopK;
  for (let place = 0, tileStart = 0; place < places && kept.boxes.length < most; place++) {
    const key = queue.take();
    if (key < 0 || scoreOfKey(key) <= bound) break;
    if (place % tileSize === 0) {
      weak = [];
      tileStart = kept.boxes.length;
    }
    const candidate = indexOfKey(key);
    const box = boxOf(candidate);
    if (!hasPositiveCoordinate(boxes, box)) continue;
    let isWeak = false;
    let free = true;
    for (let i = kept.boxes.length - 1; free && i >= 0; i--) {
      const common = overlap(boxes, box, kept.boxes[i]!, pixelOffset);
      if (!(common >= limit)) continue;
      if (i < tileStart || common > strong) free = false;
      else isWeak = true;
    }
    for (let i = weak.length - 1; free && i >= 0; i--) {
      const common = overlap(boxes, box, weak[i]!, pixelOffset);
      if (!(common >= limit)) continue;
      if (common > strong) free = false;
      else isWeak = true;
    }
    if (!free) continue;
    if (isWeak) weak.push(box);
    else keep(kept, box, scoreOfKey(key), candidate);
  }
  return kept;
}


/**
 * Soft-NMS: a candidate whose score has decayed since it was put in goes back to its new place. As in TensorFlow's kernel
 * the IoU threshold plays no part.
 */
function softly({ queue, boxes, boxOf, most, bound, settings }: Contest): Survivors {
  const { pixelOffset, scoreThreshold, softNmsSigma } = settings;
  const floor = Math.max(Math.fround(scoreThreshold), bound);
  const taking = bestOf(queue, settings);
  const kept: Survivors = { boxes: [], scores: [], candidates: [] };
  /** How many of the kept boxes a candidate has been compared with. */
  const compared = new Map<number, number>();
  while (kept.boxes.length < most) {
    const key = taking.take();
    const before = key < 0 ? 0 : scoreOfKey(key);
    if (key < 0 || before <= floor) break;
    const candidate = indexOfKey(key);
    const box = boxOf(candidate);
    let score = before;
    for (let i = kept.boxes.length - 1; i >= (compared.get(candidate) ?? 0) && score > floor; i--) {
      const common = overlap(boxes, box, kept.boxes[i]!, pixelOffset);
      score = Math.fround(score * Math.exp((-0.5 / softNmsSigma) * common * common));
    }
    compared.set(candidate, kept.boxes.length);
    if (score === before) keep(kept, box, score, candidate);
    else if (score > floor) taking.put(keyOf(score, candidate));
  }
  return kept;
}


/** The queue of its `preNmsTopK` best only: decayed candidates come back into it. */
function bestOf(queue: BestFirst, { algorithm, preNmsTopK }: SuppressionSettings): BestFirst {
  if (algorithm === 'combined' || queue.size <= preNmsTopK) return queue;
  return new BestFirst(Float64Array.from({ length: preNmsTopK }, () => queue.take()));
}


function keep(kept: Survivors, box: number, score: number, candidate: number): void {
  kept.boxes.push(box);
  kept.scores.push(score);
  kept.candidates.push(candidate);
}


/** A list that grows. `place` says what was scored (an anchor, a region), `channel` which of its classes. */
class Candidates {
  scores = new Float32Array(1024);
  places = new Uint32Array(1024);
  channels = new Uint32Array(1024);
  count = 0;

  add(score: number, place: number, channel: number): void {
    if (this.count === this.scores.length) this.#grow();
    this.scores[this.count] = score;
    this.places[this.count] = place;
    this.channels[this.count++] = channel;
  }

  #grow(): void {
    const { scores, places, channels } = this;
    const length = 2 * this.count;
    (this.scores = new Float32Array(length)).set(scores);
    (this.places = new Uint32Array(length)).set(places);
    (this.channels = new Uint32Array(length)).set(channels);
  }
}


/** Boxes that are decoded when somebody looks at them. */
interface LazyBoxes {
  readonly boxes: Float32Array;
  /** Index of the decoded box. */
  readonly boxOf: (place: number, channel: number) => number;
}


/**
 * Writes the detections of one picture to `out`, rows of y1, x1, y2, x2, score, class; the rest of `out` stays as it is.
 * Classes are called by their channels: from 1 on where channel 0 is the background.
 */
function writeDetections(
  candidates: Candidates,
  channelCount: number,
  { boxes, boxOf }: LazyBoxes,
  settings: SuppressionSettings,
  out: Float32Array,
): void {
  const { maxDetections, classAgnostic } = settings;
  const best = new BestScores(maxDetections);
  const found: { readonly box: number; readonly score: number; readonly channel: number }[] = [];
  const groups = classAgnostic ? [allOf(candidates)] : byChannel(candidates, channelCount);
  for (const group of groups) {
    if (group.length === 0) continue;
    const keys = keysAbove(candidates, group, best.least());
    const { places, channels } = candidates;
    const kept = suppress({
      queue: new BestFirst(keys),
      boxes,
      boxOf: (i) => boxOf(places[group[i]!]!, channels[group[i]!]!),
      most: maxDetections,
      bound: best.least(),
      settings,
    });
    kept.boxes.forEach((box, i) => {
      const score = kept.scores[i]!;
      found.push({ box, score, channel: channels[group[kept.candidates[i]!]!]! });
      best.add(score);
    });
  }
  const order = new BestFirst(Float64Array.from(found, ({ score }, i) => keyOf(score, i)));
  for (let row = 0; row < maxDetections && order.size > 0; row++) {
    const { box, score, channel } = found[indexOfKey(order.take())]!;
    const at = row * detectionWidth;
    for (let side = 0; side < 4; side++) out[at + side] = boxes[4 * box + side]!;
    out[at + 4] = score;
    out[at + 5] = channel;
  }
}


/** Keys of a group's members that can still get among the best. */
function keysAbove({ scores }: Candidates, group: Uint32Array, bound: number): Float64Array {
  const keys = new Float64Array(group.length);
  let count = 0;
  for (let i = 0; i < group.length; i++) {
    const score = scores[group[i]!]!;
    if (score > bound) keys[count++] = keyOf(score, i);
  }
  return keys.subarray(0, count);
}


function allOf({ count }: Candidates): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}


/** Candidates of each channel, in their order. */
function byChannel({ channels, count }: Candidates, channelCount: number): Uint32Array[] {
  const ends = new Uint32Array(channelCount);
  for (let i = 0; i < count; i++) ends[channels[i]!]!++;
  const groups = Array.from(ends, (size) => new Uint32Array(size));
  ends.fill(0);
  for (let i = 0; i < count; i++) {
    const channel = channels[i]!;
    groups[channel]![ends[channel]!++] = i;
  }
  return groups;
}


/** The highest scores so far, as many as can be of use. */
class BestScores {
  readonly #scores: Float32Array;
  #count = 0;

  constructor(most: number) {
    this.#scores = new Float32Array(most);
  }

  /** What a score has to exceed; −1 while there is room. */
  least(): number {
    return this.#count < this.#scores.length ? -1 : this.#scores[this.#count - 1]!;
  }

  add(score: number): void {
    if (score <= this.least()) return;
    let i = Math.min(this.#count, this.#scores.length - 1);
    for (; i > 0 && this.#scores[i - 1]! < score; i--) this.#scores[i] = this.#scores[i - 1]!;
    this.#scores[i] = score;
    this.#count = Math.min(this.#count + 1, this.#scores.length);
  }
}


function sigmoid32(logit: number): number {
  return Math.fround(1 / (1 + Math.exp(-logit)));
}


interface ProposalSettings {
  readonly levels: readonly number[];
  readonly anchors: AnchorSettings;
  /** Height and width of the padded input. */
  readonly image: readonly number[];
  readonly coder: BoxCoder;
  /** Candidates per level. */
  readonly preNmsTopK: number;
  readonly scoreThreshold: number;
  /** 0: no suppression. */
  readonly iouThreshold: number;
  /** Sides have to be larger than this; 0 keeps every box. */
  readonly minSize: number;
  /** Regions per picture, fewer where there are fewer anchors. */
  readonly max: number;
  readonly algorithm: 'tiled' | 'combined';
}


/** Regions per picture. */
function proposalCount(max: number, anchorCounts: readonly number[]): number {
  const available = anchorCounts.reduce((sum, count) => sum + Math.min(count, max), 0);
  return Math.min(max, available);
}


/**
 * @param imageShape `[N,2]`; `logits` per level `[N,H,W,A]`; `deltas` per level `[N,H,W,A·4]`; `sizes` per level H and W
 * @returns `[N,K,4]`, best first, zeros where there are no more
 */
function regionProposals(
  settings: ProposalSettings,
  batch: number,
  imageShape: Values,
  logits: readonly Values[],
  deltas: readonly Values[],
  sizes: readonly (readonly number[])[],
): Float32Array {
  const grids = allAnchorLevels(settings.anchors, settings.levels, settings.image, sizes);
  const count = proposalCount(settings.max, grids.map(anchorCount));
  const out = new Float32Array(batch * count * 4);
  for (let n = 0; n < batch; n++) {
    const found: { readonly boxes: Float32Array; readonly box: number; readonly score: number }[] = [];
    grids.forEach((grid, level) => {
      const anchors = anchorCount(grid);
      const own = logits[level]!.subarray(n * anchors, (n + 1) * anchors);
      const boxes = decodeLevel(grid, settings, deltas[level]!, n, imageShape);
      const keys = keysOf(own, boxes, settings, imageShape, n);
      const kept = suppress({
        queue: new BestFirst(keys),
        boxes,
        boxOf: (i) => i,
        most: Math.min(anchors, settings.max, settings.algorithm === 'combined' ? settings.preNmsTopK : Infinity),
        bound: -1,
        settings: suppressionOf(settings),
      });
      kept.boxes.forEach((box, i) => found.push({ boxes, box, score: kept.scores[i]! }));
    });
    const order = new BestFirst(Float64Array.from(found, ({ score }, i) => keyOf(score, i)));
    for (let k = 0; k < count && order.size > 0; k++) {
      const { boxes, box } = found[indexOfKey(order.take())]!;
      out.set(boxes.subarray(4 * box, 4 * box + 4), (n * count + k) * 4);
    }
  }
  return out;
}


function suppressionOf({
  preNmsTopK,
  iouThreshold,
  scoreThreshold,
  max,
  algorithm,
}: ProposalSettings): SuppressionSettings {
  return {
    algorithm,
    preNmsTopK,
    topKPer: 'class',
    scoreThreshold,
    iouThreshold: iouThreshold > 0 ? iouThreshold : Infinity,
    maxDetections: max,
    classAgnostic: false,
    softNmsSigma: 0,
    pixelOffset: 0,
  };
}


function decodeLevel(
  grid: AnchorGrid,
  { coder }: ProposalSettings,
  deltas: Values,
  n: number,
  shape: Values,
): Float32Array {
  const count = anchorCount(grid);
  const boxes = new Float32Array(4 * count);
  const [height, width] = [shape[2 * n]!, shape[2 * n + 1]!];
  for (let i = 0; i < count; i++) {
    anchorAt(grid, i, boxes, 4 * i);
    decodeBox(coder, deltas, 4 * (n * count + i), boxes, 4 * i, height, width, boxes, 4 * i);
  }
  return boxes;
}


/** Keys of the level's candidates. Boxes that are too small, or whose centre is outside, become zeros with score 0. */
function keysOf(
  logits: Values,
  boxes: Float32Array,
  settings: ProposalSettings,
  shape: Values,
  n: number,
): Float64Array {
  const { scoreThreshold, minSize, algorithm, coder } = settings;
  const threshold = Math.fround(scoreThreshold);
  const strict = scoreThreshold > 0 || algorithm === 'combined';
  const [height, width] = [shape[2 * n]!, shape[2 * n + 1]!];
  const keys = new Float64Array(logits.length);
  let count = 0;
  for (let i = 0; i < logits.length; i++) {
    if (
      minSize > 0 &&
      isOutside(boxes, 4 * i, Math.max(minSize, coder.pixelOffset), coder.pixelOffset, height, width)
    ) {
      boxes.fill(0, 4 * i, 4 * i + 4);
      continue;
    }
    const score = sigmoid32(logits[i]!);
    if (strict ? score > threshold : score >= 0) keys[count++] = keyOf(score, i);
  }
  return keys.subarray(0, count);
}


function isOutside(
  boxes: Float32Array,
  at: number,
  least: number,
  offset: number,
  height: number,
  width: number,
): boolean {
  const h = boxes[at + 2]! - boxes[at]! + offset;
  const w = boxes[at + 3]! - boxes[at + 1]! + offset;
  const y = boxes[at]! + h / 2;
  const x = boxes[at + 1]! + w / 2;
  return !(h > least && w > least && y > 0 && y < height && x > 0 && x < width);
}


interface RegionSettings {
  /** How logits become scores. */
  readonly scores: 'softmax' | 'sigmoid';
  readonly coder: BoxCoder;
  /** Channel 0 is the background. */
  readonly background: boolean;
  readonly nms: SuppressionSettings;
}


/**
 * @param regions regions per picture (R)
 * @param rois `[N,R,4]`; `logits` `[R·N,C]`; `deltas` `[R·N,4·C]` or `[R·N,4]`
 * @returns `[N,maxDetections,6]`
 */
function regionDetections(
  settings: RegionSettings,
  batch: number,
  regions: number,
  imageShape: Values,
  rois: Values,
  logits: Values,
  deltas: Values,
): Float32Array {
  const { nms, coder } = settings;
  const channels = logits.length / (batch * regions);
  const first = settings.background ? 1 : 0;
  const perClass = deltas.length > 4 * batch * regions;
  const kinds = perClass ? channels : 1;
  const row = nms.maxDetections * detectionWidth;
  const out = new Float32Array(batch * row);
  for (let n = 0; n < batch; n++) {
    const candidates = new Candidates();
    for (let r = 0; r < regions; r++) {
      const own = logits.subarray((n * regions + r) * channels, (n * regions + r + 1) * channels);
      collectRegion(candidates, scoresOf(own, settings.scores), first, r, nms);
    }
    const boxes = new Float32Array(4 * regions * kinds);
    const decoded = new Uint8Array(regions * kinds);
    const [height, width] = [imageShape[2 * n]!, imageShape[2 * n + 1]!];
    const boxOf = (place: number, channel: number): number => {
      const box = perClass ? place * channels + channel : place;
      if (decoded[box] === 1) return box;
      decoded[box] = 1;
      const from = 4 * (n * regions * kinds + box);
      decodeBox(coder, deltas, from, rois, 4 * (n * regions + place), height, width, boxes, 4 * box);
      return box;
    };
    writeDetections(candidates, channels, { boxes, boxOf }, nms, out.subarray(n * row, (n + 1) * row));
  }
  return out;
}


function collectRegion(
  candidates: Candidates,
  scores: Float32Array,
  first: number,
  region: number,
  { scoreThreshold, classAgnostic }: SuppressionSettings,
): void {
  let best = Math.fround(scoreThreshold);
  let bestChannel = -1;
  for (let c = first; c < scores.length; c++) {
    const score = scores[c]!;
    if (!(score > best)) continue;
    if (!classAgnostic) candidates.add(score, region, c);
    else [best, bestChannel] = [score, c];
  }
  if (bestChannel >= 0) candidates.add(best, region, bestChannel);
}


function scoresOf(logits: Values, kind: 'softmax' | 'sigmoid'): Float32Array {
  if (kind === 'sigmoid') return Float32Array.from(logits, sigmoid32);
  let most = -Infinity;
  for (const logit of logits) if (logit > most) most = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - most);
  return Float32Array.from(logits, (logit) => Math.exp(logit - most) / sum);
}


interface RoiAlignSettings {
  readonly levels: readonly number[];
  /** Bins per side. */
  readonly size: number;
  /** Where in a bin the sample lies, of its side. */
  readonly sampleOffset: number;
}


/** A box of this side is looked at on level 4, one of twice the side on level 5. */
const canonicalSide = 224;

const canonicalLevel = 4;

/** floor(log2(√area / 224)) + 4 within the levels, by comparing: no logarithm that rounds is involved. */
function levelOf(height: number, width: number, levels: readonly number[]): number {
  const side = Math.fround(Math.sqrt(Math.fround(height * width)));
  const [lowest = 0] = levels;
  const highest = levels[levels.length - 1] ?? lowest;
  let level = lowest;
  while (level < highest && side >= canonicalSide * 2 ** (level + 1 - canonicalLevel)) level++;
  return level;
}


/**
 * @param boxes `[N,R,4]`; `features` per level `[N,H,W,C]`; `sizes` per level H and W
 * @returns `out`, `[R·N,size,size,C]`
 */
function roiAlign<T extends Values>(
  settings: RoiAlignSettings,
  batch: number,
  regions: number,
  boxes: Values,
  features: readonly Values[],
  sizes: readonly (readonly number[])[],
  out: T,
): T {
  const { levels, size, sampleOffset } = settings;
  const [lowest = 0] = levels;
  const channels = features[0]!.length / (batch * sizes[0]![0]! * sizes[0]![1]!);
  const rows = new Samples(size);
  const columns = new Samples(size);
  for (let region = 0, at = 0; region < batch * regions; region++) {
    const b = 4 * region;
    const height = Math.fround(boxes[b + 2]! - boxes[b]!);
    const width = Math.fround(boxes[b + 3]! - boxes[b + 1]!);
    const level = levelOf(height, width, levels);
    const stride = 2 ** level;
    const feature = features[level - lowest]!;
    const [mapHeight, mapWidth] = sizes[level - lowest]! as readonly [number, number];
    rows.lay(boxes[b]! / stride, height / stride, mapHeight, sampleOffset);
    columns.lay(boxes[b + 1]! / stride, width / stride, mapWidth, sampleOffset);
    const start = Math.floor(region / regions) * mapHeight * mapWidth;
    for (let i = 0; i < size; i++) {
      const top = (start + rows.before[i]! * mapWidth) * channels;
      const bottom = (start + rows.after[i]! * mapWidth) * channels;
      const down = rows.weight[i]!;
      for (let j = 0; j < size; j++) {
        const left = columns.before[j]! * channels;
        const right = columns.after[j]! * channels;
        const across = columns.weight[j]!;
        const weights = [(1 - down) * (1 - across), (1 - down) * across, down * (1 - across), down * across] as const;
        for (let c = 0; c < channels; c++)
          out[at++] =
            weights[0] * feature[top + left + c]! +
            weights[1] * feature[top + right + c]! +
            weights[2] * feature[bottom + left + c]! +
            weights[3] * feature[bottom + right + c]!;
      }
    }
  }
  return out;
}


/** Positions along one axis: the cells before and after each, and the weight of the one after. */
class Samples {
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly weight: Float32Array;

  constructor(count: number) {
    this.before = new Int32Array(count);
    this.after = new Int32Array(count);
    this.weight = new Float32Array(count);
  }

  lay(start: number, length: number, cells: number, offset: number): void {
    const count = this.before.length;
    for (let i = 0; i < count; i++) {
      const position = Math.fround(start + Math.fround(((i + offset) * length) / count));
      const before = Math.min(Math.max(Math.floor(position), 0), cells - 1);
      this.before[i] = before;
      this.after[i] = Math.min(before + 1, cells - 1);
      this.weight[i] = position - before;
    }
  }
}


/**
 * @param logits `[D·N,M,M,C]`; `detections` `[N,D,6]`
 * @returns `out`, `[N,D,M,M]`: zeros for rows that hold no detection
 */
function selectMasks<T extends Values>(
  rows: number,
  cells: number,
  channels: number,
  logits: Values,
  detections: Values,
  out: T,
): T {
  for (let row = 0; row < rows; row++) {
    const score = detections[row * detectionWidth + 4]!;
    if (!(score > 0)) continue;
    const id = detections[row * detectionWidth + 5]!;
    const channel = channels === 1 ? 0 : id;
    for (let cell = 0; cell < cells; cell++) {
      const logit = logits[(row * cells + cell) * channels + channel]!;
      out[row * cells + cell] = 1 / (1 + Math.exp(-logit));
    }
  }
  return out;
}


type DetectionField = 'boxes' | 'scores' | 'classes' | 'count';

/** Which numbers of a detection's row a field consists of; the count is of the rows whose score is positive. */
const fieldColumns: Readonly<Record<Exclude<DetectionField, 'count'>, readonly [from: number, to: number]>> = {
  boxes: [0, 4],
  scores: [4, 5],
  classes: [5, 6],
};

function detectionField<T extends Values>(field: DetectionField, batch: number, detections: Values, out: T): T {
  const rows = detections.length / detectionWidth;
  if (field === 'count') {
    for (let row = 0; row < rows; row++)
      if (detections[row * detectionWidth + 4]! > 0) out[Math.floor((row * batch) / rows)]! += 1;
    return out;
  }
  const [from, to] = fieldColumns[field];
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = from; column < to; column++) out[at++] = detections[row * detectionWidth + column]!;
  return out;
}

/** tf.batchNorm without the reshape that it ends with, which tf.memory() would count as a copy. */
function batchNorm<T extends tf.Tensor>(x: T, varianceEpsilon: number, of: Record<'mean' | 'variance' | 'scale' | 'offset', tf.Tensor>): T {
  return tf.engine().runKernel(tf.FusedBatchNorm, { x, ...of }, { varianceEpsilon });
}


/** Weights by name. */
const shapes = {
  'stem/folded_kernel': [7, 7, 3, 64],
  'stem/folded_bias': [64],
  'b0/repeat0/shortcut/folded_kernel': [1, 1, 64, 256],
  'b0/repeat0/shortcut/folded_bias': [256],
  'b0/repeat0/conv1/folded_kernel': [1, 1, 64, 64],
  'b0/repeat0/conv1/folded_bias': [64],
  'b0/repeat0/conv2/folded_kernel': [3, 3, 64, 64],
  'b0/repeat0/conv2/folded_bias': [64],
  'b0/repeat0/conv3/folded_kernel': [1, 1, 64, 256],
  'b0/repeat0/conv3/folded_bias': [256],
  'b1/repeat0/conv1/folded_kernel': [1, 1, 256, 64],
  'b1/repeat0/conv1/folded_bias': [64],
  'b1/repeat0/conv2/folded_kernel': [3, 3, 64, 64],
  'b1/repeat0/conv2/folded_bias': [64],
  'b1/repeat0/conv3/folded_kernel': [1, 1, 64, 256],
  'b1/repeat0/conv3/folded_bias': [256],
  'b2/resample0/in/folded_kernel': [1, 1, 256, 32],
  'b2/resample0/in/folded_bias': [32],
  'b2/resample0/out/folded_kernel': [1, 1, 32, 256],
  'b2/resample0/out/folded_bias': [256],
  'b2/resample1/in/folded_kernel': [1, 1, 256, 32],
  'b2/resample1/in/folded_bias': [32],
  'b2/resample1/out/folded_kernel': [1, 1, 32, 256],
  'b2/resample1/out/folded_bias': [256],
  'b2/repeat0/conv1/folded_kernel': [1, 1, 256, 64],
  'b2/repeat0/conv1/folded_bias': [64],
  'b2/repeat0/conv2/folded_kernel': [3, 3, 64, 64],
  'b2/repeat0/conv2/folded_bias': [64],
  'b2/repeat0/conv3/folded_kernel': [1, 1, 64, 256],
  'b2/repeat0/conv3/folded_bias': [256],
  'b3/resample0/in/folded_kernel': [1, 1, 256, 32],
  'b3/resample0/in/folded_bias': [32],
  'b3/resample0/down/folded_kernel': [3, 3, 32, 32],
  'b3/resample0/down/folded_bias': [32],
  'b3/resample0/out/folded_kernel': [1, 1, 32, 256],
  'b3/resample0/out/folded_bias': [256],
  'b3/resample1/in/folded_kernel': [1, 1, 256, 32],
  'b3/resample1/in/folded_bias': [32],
  'b3/resample1/down/folded_kernel': [3, 3, 32, 32],
  'b3/resample1/down/folded_bias': [32],
  'b3/resample1/out/folded_kernel': [1, 1, 32, 256],
  'b3/resample1/out/folded_bias': [256],
  'b3/repeat0/conv1/folded_kernel': [3, 3, 256, 256],
  'b3/repeat0/conv1/folded_bias': [256],
  'b3/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b3/repeat0/conv2/folded_bias': [256],
  'b4/resample0/in/folded_kernel': [1, 1, 256, 32],
  'b4/resample0/in/folded_bias': [32],
  'b4/resample0/down/folded_kernel': [3, 3, 32, 32],
  'b4/resample0/down/folded_bias': [32],
  'b4/resample0/out/folded_kernel': [1, 1, 32, 512],
  'b4/resample0/out/folded_bias': [512],
  'b4/resample1/in/folded_kernel': [1, 1, 256, 128],
  'b4/resample1/in/folded_bias': [128],
  'b4/resample1/out/folded_kernel': [1, 1, 128, 512],
  'b4/resample1/out/folded_bias': [512],
  'b4/repeat0/conv1/folded_kernel': [1, 1, 512, 128],
  'b4/repeat0/conv1/folded_bias': [128],
  'b4/repeat0/conv2/folded_kernel': [3, 3, 128, 128],
  'b4/repeat0/conv2/folded_bias': [128],
  'b4/repeat0/conv3/folded_kernel': [1, 1, 128, 512],
  'b4/repeat0/conv3/folded_bias': [512],
  'b5/resample0/in/folded_kernel': [1, 1, 256, 32],
  'b5/resample0/in/folded_bias': [32],
  'b5/resample0/down/folded_kernel': [3, 3, 32, 32],
  'b5/resample0/down/folded_bias': [32],
  'b5/resample0/out/folded_kernel': [1, 1, 32, 1024],
  'b5/resample0/out/folded_bias': [1024],
  'b5/resample1/in/folded_kernel': [1, 1, 512, 64],
  'b5/resample1/in/folded_bias': [64],
  'b5/resample1/down/folded_kernel': [3, 3, 64, 64],
  'b5/resample1/down/folded_bias': [64],
  'b5/resample1/out/folded_kernel': [1, 1, 64, 1024],
  'b5/resample1/out/folded_bias': [1024],
  'b5/repeat0/conv1/folded_kernel': [1, 1, 1024, 256],
  'b5/repeat0/conv1/folded_bias': [256],
  'b5/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b5/repeat0/conv2/folded_bias': [256],
  'b5/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'b5/repeat0/conv3/folded_bias': [1024],
  'b6/resample0/in/folded_kernel': [1, 1, 256, 128],
  'b6/resample0/in/folded_bias': [128],
  'b6/resample0/down/folded_kernel': [3, 3, 128, 128],
  'b6/resample0/down/folded_bias': [128],
  'b6/resample0/out/folded_kernel': [1, 1, 128, 256],
  'b6/resample0/out/folded_bias': [256],
  'b6/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b6/resample1/in/folded_bias': [128],
  'b6/resample1/down/folded_kernel': [3, 3, 128, 128],
  'b6/resample1/down/folded_bias': [128],
  'b6/resample1/out/folded_kernel': [1, 1, 128, 256],
  'b6/resample1/out/folded_bias': [256],
  'b6/repeat0/conv1/folded_kernel': [3, 3, 256, 256],
  'b6/repeat0/conv1/folded_bias': [256],
  'b6/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b6/repeat0/conv2/folded_bias': [256],
  'b7/resample0/in/folded_kernel': [1, 1, 256, 128],
  'b7/resample0/in/folded_bias': [128],
  'b7/resample0/out/folded_kernel': [1, 1, 128, 1024],
  'b7/resample0/out/folded_bias': [1024],
  'b7/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b7/resample1/in/folded_bias': [128],
  'b7/resample1/out/folded_kernel': [1, 1, 128, 1024],
  'b7/resample1/out/folded_bias': [1024],
  'b7/repeat0/conv1/folded_kernel': [1, 1, 1024, 256],
  'b7/repeat0/conv1/folded_bias': [256],
  'b7/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b7/repeat0/conv2/folded_bias': [256],
  'b7/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'b7/repeat0/conv3/folded_bias': [1024],
  'b8/resample0/in/folded_kernel': [1, 1, 256, 128],
  'b8/resample0/in/folded_bias': [128],
  'b8/resample0/out/folded_kernel': [1, 1, 128, 256],
  'b8/resample0/out/folded_bias': [256],
  'b8/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b8/resample1/in/folded_bias': [128],
  'b8/resample1/down/folded_kernel': [3, 3, 128, 128],
  'b8/resample1/down/folded_bias': [128],
  'b8/resample1/out/folded_kernel': [1, 1, 128, 256],
  'b8/resample1/out/folded_bias': [256],
  'b8/repeat0/conv1/folded_kernel': [3, 3, 256, 256],
  'b8/repeat0/conv1/folded_bias': [256],
  'b8/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b8/repeat0/conv2/folded_bias': [256],
  'b9/resample0/in/folded_kernel': [1, 1, 256, 128],
  'b9/resample0/in/folded_bias': [128],
  'b9/resample0/down/folded_kernel': [3, 3, 128, 128],
  'b9/resample0/down/folded_bias': [128],
  'b9/resample0/out/folded_kernel': [1, 1, 128, 256],
  'b9/resample0/out/folded_bias': [256],
  'b9/resample1/in/folded_kernel': [1, 1, 256, 128],
  'b9/resample1/in/folded_bias': [128],
  'b9/resample1/down/folded_kernel': [3, 3, 128, 128],
  'b9/resample1/down/folded_bias': [128],
  'b9/resample1/out/folded_kernel': [1, 1, 128, 256],
  'b9/resample1/out/folded_bias': [256],
  'b9/repeat0/conv1/folded_kernel': [3, 3, 256, 256],
  'b9/repeat0/conv1/folded_bias': [256],
  'b9/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b9/repeat0/conv2/folded_bias': [256],
  'b10/resample0/in/folded_kernel': [1, 1, 256, 128],
  'b10/resample0/in/folded_bias': [128],
  'b10/resample0/out/folded_kernel': [1, 1, 128, 1024],
  'b10/resample0/out/folded_bias': [1024],
  'b10/resample1/in/folded_kernel': [1, 1, 256, 128],
  'b10/resample1/in/folded_bias': [128],
  'b10/resample1/out/folded_kernel': [1, 1, 128, 1024],
  'b10/resample1/out/folded_bias': [1024],
  'b10/repeat0/conv1/folded_kernel': [1, 1, 1024, 256],
  'b10/repeat0/conv1/folded_bias': [256],
  'b10/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b10/repeat0/conv2/folded_bias': [256],
  'b10/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'b10/repeat0/conv3/folded_bias': [1024],
  'b11/resample0/in/folded_kernel': [1, 1, 256, 128],
  'b11/resample0/in/folded_bias': [128],
  'b11/resample0/out/folded_kernel': [1, 1, 128, 1024],
  'b11/resample0/out/folded_bias': [1024],
  'b11/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b11/resample1/in/folded_bias': [128],
  'b11/resample1/out/folded_kernel': [1, 1, 128, 1024],
  'b11/resample1/out/folded_bias': [1024],
  'b11/repeat0/conv1/folded_kernel': [1, 1, 1024, 256],
  'b11/repeat0/conv1/folded_bias': [256],
  'b11/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b11/repeat0/conv2/folded_bias': [256],
  'b11/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'b11/repeat0/conv3/folded_bias': [1024],
  'b12/resample0/in/folded_kernel': [1, 1, 1024, 128],
  'b12/resample0/in/folded_bias': [128],
  'b12/resample0/out/folded_kernel': [1, 1, 128, 1024],
  'b12/resample0/out/folded_bias': [1024],
  'b12/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b12/resample1/in/folded_bias': [128],
  'b12/resample1/out/folded_kernel': [1, 1, 128, 1024],
  'b12/resample1/out/folded_bias': [1024],
  'b12/repeat0/conv1/folded_kernel': [1, 1, 1024, 256],
  'b12/repeat0/conv1/folded_bias': [256],
  'b12/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b12/repeat0/conv2/folded_bias': [256],
  'b12/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'b12/repeat0/conv3/folded_bias': [1024],
  'b13/resample0/in/folded_kernel': [1, 1, 512, 64],
  'b13/resample0/in/folded_bias': [64],
  'b13/resample0/out/folded_kernel': [1, 1, 64, 512],
  'b13/resample0/out/folded_bias': [512],
  'b13/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b13/resample1/in/folded_bias': [128],
  'b13/resample1/out/folded_kernel': [1, 1, 128, 512],
  'b13/resample1/out/folded_bias': [512],
  'b13/repeat0/conv1/folded_kernel': [1, 1, 512, 128],
  'b13/repeat0/conv1/folded_bias': [128],
  'b13/repeat0/conv2/folded_kernel': [3, 3, 128, 128],
  'b13/repeat0/conv2/folded_bias': [128],
  'b13/repeat0/conv3/folded_kernel': [1, 1, 128, 512],
  'b13/repeat0/conv3/folded_bias': [512],
  'b14/resample0/in/folded_kernel': [1, 1, 1024, 128],
  'b14/resample0/in/folded_bias': [128],
  'b14/resample0/down/folded_kernel': [3, 3, 128, 128],
  'b14/resample0/down/folded_bias': [128],
  'b14/resample0/out/folded_kernel': [1, 1, 128, 1024],
  'b14/resample0/out/folded_bias': [1024],
  'b14/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b14/resample1/in/folded_bias': [128],
  'b14/resample1/down/folded_kernel': [3, 3, 128, 128],
  'b14/resample1/down/folded_bias': [128],
  'b14/resample1/out/folded_kernel': [1, 1, 128, 1024],
  'b14/resample1/out/folded_bias': [1024],
  'b14/repeat0/conv1/folded_kernel': [1, 1, 1024, 256],
  'b14/repeat0/conv1/folded_bias': [256],
  'b14/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b14/repeat0/conv2/folded_bias': [256],
  'b14/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'b14/repeat0/conv3/folded_bias': [1024],
  'b15/resample0/in/folded_kernel': [1, 1, 1024, 128],
  'b15/resample0/in/folded_bias': [128],
  'b15/resample0/down/folded_kernel': [3, 3, 128, 128],
  'b15/resample0/down/folded_bias': [128],
  'b15/resample0/out/folded_kernel': [1, 1, 128, 1024],
  'b15/resample0/out/folded_bias': [1024],
  'b15/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b15/resample1/in/folded_bias': [128],
  'b15/resample1/down/folded_kernel': [3, 3, 128, 128],
  'b15/resample1/down/folded_bias': [128],
  'b15/resample1/out/folded_kernel': [1, 1, 128, 1024],
  'b15/resample1/out/folded_bias': [1024],
  'b15/repeat0/conv1/folded_kernel': [1, 1, 1024, 256],
  'b15/repeat0/conv1/folded_bias': [256],
  'b15/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b15/repeat0/conv2/folded_bias': [256],
  'b15/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'b15/repeat0/conv3/folded_bias': [1024],
  'b16/resample0/in/folded_kernel': [1, 1, 1024, 128],
  'b16/resample0/in/folded_bias': [128],
  'b16/resample0/down/folded_kernel': [3, 3, 128, 128],
  'b16/resample0/down/folded_bias': [128],
  'b16/resample0/out/folded_kernel': [1, 1, 128, 1024],
  'b16/resample0/out/folded_bias': [1024],
  'b16/resample1/in/folded_kernel': [1, 1, 1024, 128],
  'b16/resample1/in/folded_bias': [128],
  'b16/resample1/down/folded_kernel': [3, 3, 128, 128],
  'b16/resample1/down/folded_bias': [128],
  'b16/resample1/out/folded_kernel': [1, 1, 128, 1024],
  'b16/resample1/out/folded_bias': [1024],
  'b16/repeat0/conv1/folded_kernel': [1, 1, 1024, 256],
  'b16/repeat0/conv1/folded_bias': [256],
  'b16/repeat0/conv2/folded_kernel': [3, 3, 256, 256],
  'b16/repeat0/conv2/folded_bias': [256],
  'b16/repeat0/conv3/folded_kernel': [1, 1, 256, 1024],
  'b16/repeat0/conv3/folded_bias': [1024],
  'endpoint_3/folded_kernel': [1, 1, 512, 256],
  'endpoint_3/folded_bias': [256],
  'endpoint_4/folded_kernel': [1, 1, 1024, 256],
  'endpoint_4/folded_bias': [256],
  'endpoint_5/folded_kernel': [1, 1, 1024, 256],
  'endpoint_5/folded_bias': [256],
  'endpoint_6/folded_kernel': [1, 1, 1024, 256],
  'endpoint_6/folded_bias': [256],
  'endpoint_7/folded_kernel': [1, 1, 1024, 256],
  'endpoint_7/folded_bias': [256],
  'rpn/conv0/kernel': [3, 3, 256, 256],
  'rpn/norm0/3/gamma': [256],
  'rpn/norm0/3/beta': [256],
  'rpn/norm0/3/shifted_mean': [256],
  'rpn/norm0/3/moving_variance': [256],
  'rpn/class/kernel': [1, 1, 256, 3],
  'rpn/class/bias': [3],
  'rpn/box/kernel': [1, 1, 256, 12],
  'rpn/box/bias': [12],
  'rpn/norm0/4/gamma': [256],
  'rpn/norm0/4/beta': [256],
  'rpn/norm0/4/shifted_mean': [256],
  'rpn/norm0/4/moving_variance': [256],
  'rpn/norm0/5/gamma': [256],
  'rpn/norm0/5/beta': [256],
  'rpn/norm0/5/shifted_mean': [256],
  'rpn/norm0/5/moving_variance': [256],
  'rpn/norm0/6/gamma': [256],
  'rpn/norm0/6/beta': [256],
  'rpn/norm0/6/shifted_mean': [256],
  'rpn/norm0/6/moving_variance': [256],
  'rpn/norm0/7/gamma': [256],
  'rpn/norm0/7/beta': [256],
  'rpn/norm0/7/shifted_mean': [256],
  'rpn/norm0/7/moving_variance': [256],
  'box_head/conv0/folded_kernel': [3, 3, 256, 256],
  'box_head/conv0/folded_bias': [256],
  'box_head/conv1/folded_kernel': [3, 3, 256, 256],
  'box_head/conv1/folded_bias': [256],
  'box_head/conv2/folded_kernel': [3, 3, 256, 256],
  'box_head/conv2/folded_bias': [256],
  'box_head/conv3/folded_kernel': [3, 3, 256, 256],
  'box_head/conv3/folded_bias': [256],
  'box_head/dense0/folded_kernel': [12544, 1024],
  'box_head/dense0/folded_bias': [1024],
  'box_head/class/kernel': [1024, 91],
  'box_head/class/bias': [91],
  'box_head/box/kernel': [1024, 364],
  'box_head/box/bias': [364],
  'mask_head/conv0/folded_kernel': [3, 3, 256, 256],
  'mask_head/conv0/folded_bias': [256],
  'mask_head/conv1/folded_kernel': [3, 3, 256, 256],
  'mask_head/conv1/folded_bias': [256],
  'mask_head/conv2/folded_kernel': [3, 3, 256, 256],
  'mask_head/conv2/folded_bias': [256],
  'mask_head/conv3/folded_kernel': [3, 3, 256, 256],
  'mask_head/conv3/folded_bias': [256],
  'mask_head/deconv/folded_kernel': [2, 2, 256, 256],
  'mask_head/deconv/folded_bias': [256],
  'mask_head/logits/kernel': [1, 1, 256, 91],
  'mask_head/logits/bias': [91],
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
