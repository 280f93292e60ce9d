/**
 * Features of regions: boxes `[N,R,4]`, features per level `[N,H,W,C]` → `[R·N,size,size,C]`, one bilinear sample per bin
 * of the level that fits the box. Flops: 4 products and 3 sums per element of the result; they are not counted as macs.
 */
import { tensorType } from '../ir/tensor-type.ts';
import { roiAlign, type RoiAlignSettings } from './detection/roi-align.ts';
import { detectionSchemas, mapSizes, regionsOf, timesBatch } from './detection/schemas.ts';
import { imageType, perElement, ShapeError, type OpDefinition } from './op.ts';

export const multilevelRoiAlign: OpDefinition<RoiAlignSettings> = {
  doc: 'features of regions, bilinearly sampled from the level that fits each',
  source: 'multilevel_crop_and_resize of the TPU repo and the model garden; Mask R-CNN (He et al. 2017), section 3',
  attributes: detectionSchemas.object({
    levels: detectionSchemas.levels,
    size: detectionSchemas.count,
    sampleOffset: detectionSchemas.size,
  }),
  inputs: [{ name: 'boxes' }, { name: 'features', repeated: true }],

  infer({ levels, size }, [boxes, ...features]) {
    const regions = regionsOf('multilevel-roi-align', boxes, 4);
    const types = features.map((feature) => imageType(feature, 'multilevel-roi-align'));
    const [first] = types;
    const consecutive = levels.every((level, i) => level === levels[0]! + i);
    if (!first || types.length !== levels.length || !consecutive)
      throw new ShapeError(`multilevel-roi-align needs features of consecutive levels, ${levels.length} of them`);
    if (types.some(([batch, , , channels]) => batch !== boxes?.dims[0] || channels !== first[3]))
      throw new ShapeError('multilevel-roi-align needs features with as many channels on every level');
    return [tensorType('f32', [timesBatch(first[0], regions), size, size, first[3]])];
  },

  cost: (_attrs, _inputs, outputs) => perElement(7, outputs),

  // What a region sees depends on where it is.
  spatial: () => undefined,

  evaluate(attrs, [boxes, ...features], [dims], allocate) {
    if (!boxes || !dims) throw new ShapeError('multilevel-roi-align needs inputs');
    const [batch = 0, regions = 0] = boxes.dims;
    const out = allocate(dims.reduce((product, d) => product * d, 1));
    const data = features.map((feature) => feature.data);
    roiAlign(attrs, batch, regions, boxes.data, data, mapSizes(features), out);
    return [{ dims, data: out }];
  },
};
