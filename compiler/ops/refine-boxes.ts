/**
 * A cascade's next regions: `image_shape` `[N,2]`, boxes `[N,R,4]`, deltas `[R·N,4]` → `[N,R,4]`, decoded and clipped.
 * Cascade R-CNN (Cai & Vasconcelos 2018). Flops: 20 per box.
 */
import { elementCount, tensorType } from '../ir/tensor-type.ts';
import { refinedBoxes } from './detection/regions.ts';
import { detectionSchemas, pictureSizes, regionsOf, timesBatch } from './detection/schemas.ts';
import type { BoxCoder } from './detection/settings.ts';
import { ShapeError, type OpDefinition } from './op.ts';

export interface RefineBoxesAttributes {
  readonly coder: BoxCoder;
}

export const refineBoxes: OpDefinition<RefineBoxesAttributes> = {
  doc: "boxes decoded from a cascade stage's regions",
  source: 'decode_boxes and clip_boxes of the TPU repo and the model garden',
  attributes: detectionSchemas.object({ coder: detectionSchemas.coder }),
  inputs: [{ name: 'image_shape' }, { name: 'boxes' }, { name: 'deltas' }],

  infer(_attrs, [shape, boxes, deltas]) {
    const batch = pictureSizes('refine-boxes', shape);
    const regions = regionsOf('refine-boxes', boxes, 4, batch);
    if (deltas?.dims.length !== 2 || deltas.dims[0] !== timesBatch(batch, regions) || deltas.dims[1] !== 4)
      throw new ShapeError(`refine-boxes needs deltas [${timesBatch(batch, regions)},4]`);
    return [tensorType('f32', [batch, regions, 4])];
  },

  cost: (_attrs, _inputs, [boxes]) => ({ macs: 0, flops: boxes ? 5 * elementCount(boxes) : 0 }),

  spatial: () => undefined,

  evaluate({ coder }, [shape, boxes, deltas], [dims], allocate) {
    if (!shape || !boxes || !deltas || !dims) throw new ShapeError('refine-boxes needs inputs');
    const [batch = 0, regions = 0] = dims;
    const out = allocate(batch * regions * 4);
    refinedBoxes(coder, batch, regions, shape.data, boxes.data, deltas.data, out);
    return [{ dims, data: out }];
  },
};
