/**
 * Mean over height and width, `[N,H,W,C]` → `[N,1,1,C]`: squeeze of squeeze-excite, end of classifiers. ONNX
 * `GlobalAveragePool`, `tf.reduce_mean` with kept dims. Flops: H·W − 1 additions and a division per channel.
 */
import { tensorType } from '../ir/tensor-type.ts';
import { imageType, perElement, ShapeError, type NoAttributes, noAttributes, type OpDefinition } from './op.ts';

export const globalAveragePool: OpDefinition<NoAttributes> = {
  doc: 'mean over height and width',
  source: 'ONNX GlobalAveragePool; tf.reduce_mean(x, [1, 2], keepdims=True)',
  attributes: noAttributes,
  inputs: [{ name: 'x' }],

  infer(_attrs, [x]) {
    const [batch, , , channels] = imageType(x, 'global-average-pool');
    return [tensorType('f32', [batch, 1, 1, channels])];
  },

  cost(_attrs, [x], outputs) {
    const [, height, width] = imageType(x, 'global-average-pool');
    return perElement(height * width, outputs);
  },

  // Every output sees the whole picture: no window of fixed size says that.
  spatial: () => undefined,

  evaluate(_attrs, [x], [dims], allocate) {
    if (!x || !dims) throw new ShapeError('global-average-pool needs an input');
    const [batch = 0, height = 0, width = 0, channels = 0] = x.dims;
    const pixels = height * width;
    const out = allocate(batch * channels);
    const sums = new Float64Array(channels);
    for (let n = 0; n < batch; n++) {
      sums.fill(0);
      for (let p = 0, from = n * pixels * channels; p < pixels; p++)
        for (let c = 0; c < channels; c++) sums[c]! += x.data[from++]!;
      for (let c = 0; c < channels; c++) out[n * channels + c] = sums[c]! / pixels;
    }
    return [{ dims, data: out }];
  },
};
