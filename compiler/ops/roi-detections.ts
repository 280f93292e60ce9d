/**
 * Detections of a two-stage head: `image_shape` `[N,2]`, regions `[N,R,4]`, class logits `[R·N,C]`, deltas `[R·N,4·C]` or
 * `[R·N,4]` → `[N,D,6]` as of `dense-detections`. Flops: 3 per logit for the softmax, and a comparison.
 */
import { elementCount, tensorType } from '../ir/tensor-type.ts';
import { mostCandidates } from './detection/best-first.ts';
import { regionDetections, type RegionSettings } from './detection/regions.ts';
import { detectionSchemas, pictureSizes, regionsOf, timesBatch } from './detection/schemas.ts';
import { detectionWidth } from './detection/settings.ts';
import { ShapeError, type OpDefinition } from './op.ts';

export const roiDetections: OpDefinition<RegionSettings> = {
  doc: 'boxes, scores and classes from the box head of a two-stage detector',
  source: 'DetectionGenerator of the model garden; GenericDetectionGenerator of the TPU repo',
  attributes: detectionSchemas.object({
    scores: { enum: ['softmax', 'sigmoid'] },
    coder: detectionSchemas.coder,
    background: detectionSchemas.background,
    nms: detectionSchemas.nms,
  }),
  inputs: [{ name: 'image_shape' }, { name: 'rois' }, { name: 'logits' }, { name: 'deltas' }],

  infer(attrs, [shape, rois, logits, deltas]) {
    const batch = pictureSizes('roi-detections', shape);
    const regions = regionsOf('roi-detections', rois, 4, batch);
    const rows = timesBatch(batch, regions);
    const [own, channels] = logits?.dims ?? [];
    if (logits?.dims.length !== 2 || own !== rows || typeof channels !== 'number')
      throw new ShapeError(`roi-detections needs logits [${rows},C]`);
    if (channels < (attrs.background ? 2 : 1)) throw new ShapeError('roi-detections needs logits of a class');
    const width = deltas?.dims[1];
    if (deltas?.dims.length !== 2 || deltas.dims[0] !== rows || (width !== 4 && width !== 4 * channels))
      throw new ShapeError(`roi-detections needs deltas [${rows},4] or [${rows},${4 * channels}]`);
    if (regions > mostCandidates) throw new ShapeError(`roi-detections takes at most ${mostCandidates} regions`);
    return [tensorType('f32', [batch, attrs.nms.maxDetections, detectionWidth])];
  },

  cost: (_attrs, [, , logits]) => ({ macs: 0, flops: logits ? 4 * elementCount(logits) : 0 }),

  spatial: () => undefined,

  evaluate(attrs, [shape, rois, logits, deltas], [dims], allocate) {
    if (!shape || !rois || !logits || !deltas || !dims) throw new ShapeError('roi-detections needs inputs');
    const [batch = 0, regions = 0] = rois.dims;
    const found = regionDetections(attrs, batch, regions, shape.data, rois.data, logits.data, deltas.data);
    const out = allocate(found.length);
    out.set(found);
    return [{ dims, data: out }];
  },
};
