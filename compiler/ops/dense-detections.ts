/**
 * Detections of a one-stage head: `image_shape` `[N,2]`, class logits per level `[N,H,W,A·C]`, then box deltas per level
 * `[N,H,W,A·4]` → `[N,D,6]`, rows of y1, x1, y2, x2, score, class by falling score, zeros where there are no more. Classes
 * are called by their channels: from 1 on where channel 0 is the background. Flops: a comparison per logit; what survives depends on the picture.
 */
import { elementCount, tensorType } from '../ir/tensor-type.ts';
import { denseDetections as detect, type DenseSettings } from './detection/dense.ts';
import { detectionSchemas, mapSizes, pyramidTypes } from './detection/schemas.ts';
import { detectionWidth } from './detection/settings.ts';
import { ShapeError, type OpDefinition } from './op.ts';

export const denseDetections: OpDefinition<DenseSettings> = {
  doc: 'boxes, scores and classes from the maps of a one-stage head',
  source: 'MultilevelDetectionGenerator of the TPU repo and the model garden; RetinaHead.get_bboxes of mmdetection 1.x',
  attributes: detectionSchemas.object({
    levels: detectionSchemas.levels,
    anchors: detectionSchemas.anchors,
    image: detectionSchemas.image,
    coder: detectionSchemas.coder,
    background: detectionSchemas.background,
    nms: detectionSchemas.nms,
  }),
  inputs: [{ name: 'image_shape' }, { name: 'maps', repeated: true }],

  infer(attrs, inputs) {
    const { batch, channels } = pyramidTypes('dense-detections', attrs, inputs);
    if (channels < (attrs.background ? 2 : 1)) throw new ShapeError('dense-detections needs logits of a class');
    return [tensorType('f32', [batch, attrs.nms.maxDetections, detectionWidth])];
  },

  cost: (attrs, inputs) => ({
    macs: 0,
    flops: inputs.slice(1, 1 + attrs.levels.length).reduce((sum, type) => sum + elementCount(type), 0),
  }),

  spatial: () => undefined,

  evaluate(attrs, [shape, ...maps], [dims], allocate) {
    if (!shape || !dims) throw new ShapeError('dense-detections needs inputs');
    const levels = attrs.levels.length;
    const data = maps.map((map) => map.data);
    const sizes = mapSizes(maps.slice(0, levels));
    const found = detect(attrs, dims[0] ?? 0, shape.data, data.slice(0, levels), data.slice(levels), sizes);
    const out = allocate(found.length);
    out.set(found);
    return [{ dims, data: out }];
  },
};
