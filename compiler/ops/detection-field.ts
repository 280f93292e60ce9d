/**
 * One thing about detections `[N,D,6]`: `boxes` `[N,D,4]`, `scores` `[N,D]`, `classes` `[N,D]`, or their `count` `[N]`, which
 * is how many rows have a positive score. Moves data only.
 */
import { tensorType } from '../ir/tensor-type.ts';
import { detectionSchemas, regionsOf } from './detection/schemas.ts';
import { detectionField as field, type DetectionField } from './detection/select-masks.ts';
import { detectionWidth } from './detection/settings.ts';
import { perElement, ShapeError, type OpDefinition } from './op.ts';

export interface DetectionFieldAttributes {
  readonly field: DetectionField;
}

export const detectionField: OpDefinition<DetectionFieldAttributes> = {
  doc: 'boxes, scores, classes or number of detections',
  source: 'ONNX Slice; tf.slice',
  attributes: detectionSchemas.object({ field: { enum: ['boxes', 'scores', 'classes', 'count'] } }),
  inputs: [{ name: 'detections' }],

  infer(attrs, [detections]) {
    const rows = regionsOf('detection-field', detections, detectionWidth);
    const batch = detections!.dims[0]!;
    const own = attrs.field === 'boxes' ? [batch, rows, 4] : attrs.field === 'count' ? [batch] : [batch, rows];
    return [tensorType('f32', own)];
  },

  cost: (_attrs, _inputs, outputs) => perElement(0, outputs),

  spatial: () => undefined,

  evaluate(attrs, [detections], [dims], allocate) {
    if (!detections || !dims) throw new ShapeError('detection-field needs detections');
    const out = allocate(dims.reduce((product, d) => product * d, 1));
    field(attrs.field, dims[0] ?? 0, detections.data, out);
    return [{ dims, data: out }];
  },
};
