/**
 * Blocks of b × b pixels become channels, `[N,H,W,C]` → `[N,H/b,W/b,b·b·C]`, in the order row of the block, column of the
 * block, channel. ONNX `SpaceToDepth`, `tf.nn.space_to_depth`. Eff-SpineNet halves features so. Moves data only.
 */
import { tensorType } from '../ir/tensor-type.ts';
import { imageType, perElement, ShapeError, type AxisWindow, type OpDefinition } from './op.ts';

export interface SpaceToDepthAttributes {
  readonly block: number;
}

export const spaceToDepth: OpDefinition<SpaceToDepthAttributes> = {
  doc: 'blocks of pixels become channels',
  source: 'ONNX SpaceToDepth; tf.nn.space_to_depth',
  attributes: {
    type: 'object',
    properties: { block: { type: 'integer', minimum: 1 } },
    required: ['block'],
    additionalProperties: false,
  },
  inputs: [{ name: 'x' }],

  infer({ block }, [x]) {
    const [batch, height, width, channels] = imageType(x, 'space-to-depth');
    if (height % block !== 0 || width % block !== 0)
      throw new ShapeError(`${height}x${width} pixels are no whole number of ${block}x${block} blocks`);
    return [tensorType('f32', [batch, height / block, width / block, block * block * channels])];
  },

  cost: (_attrs, _inputs, outputs) => perElement(0, outputs),

  spatial({ block }) {
    const axis: AxisWindow = { scale: block, low: 0, high: block - 1 };
    return [axis, axis];
  },

  evaluate({ block }, [x], [dims], allocate) {
    if (!x || !dims) throw new ShapeError('space-to-depth needs an input');
    const [batch = 0, outHeight = 0, outWidth = 0] = dims;
    const [, height = 0, width = 0, channels = 0] = x.dims;
    const out = allocate(x.data.length);
    for (let n = 0, o = 0; n < batch; n++)
      for (let y = 0; y < outHeight; y++)
        for (let xx = 0; xx < outWidth; xx++)
          for (let dy = 0; dy < block; dy++, o += block * channels) {
            const from = ((n * height + y * block + dy) * width + xx * block) * channels;
            out.set(x.data.subarray(from, from + block * channels), o);
          }
    return [{ dims, data: out }];
  },
};
