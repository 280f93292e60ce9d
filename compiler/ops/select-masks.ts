/**
 * Masks of detections: logits `[D·N,M,M,C]` (one channel: the same mask for every class), detections `[N,D,6]` →
 * `[N,D,M,M]`, the sigmoid of the detected class's; zeros for rows without a detection. Flops: 4 per element.
 */
import { tensorType } from '../ir/tensor-type.ts';
import { regionsOf, timesBatch } from './detection/schemas.ts';
import { selectMasks as select } from './detection/select-masks.ts';
import { detectionWidth } from './detection/settings.ts';
import { imageType, noAttributes, perElement, ShapeError, type NoAttributes, type OpDefinition } from './op.ts';

export const selectMasks: OpDefinition<NoAttributes> = {
  doc: 'the mask of every detection, of its class',
  source: 'MaskRCNNModel of the model garden; MaskrcnnModel of the TPU repo',
  attributes: noAttributes,
  inputs: [{ name: 'logits' }, { name: 'detections' }],

  infer(_attrs, [logits, detections]) {
    const rows = regionsOf('select-masks', detections, detectionWidth);
    const batch = detections!.dims[0]!;
    const [own, height, width] = imageType(logits, 'select-masks');
    if (own !== timesBatch(batch, rows))
      throw new ShapeError(`select-masks needs logits [${timesBatch(batch, rows)},M,M,C]`);
    return [tensorType('f32', [batch, rows, height, width])];
  },

  cost: (_attrs, _inputs, outputs) => perElement(4, outputs),

  spatial: () => undefined,

  evaluate(_attrs, [logits, detections], [dims], allocate) {
    if (!logits || !detections || !dims) throw new ShapeError('select-masks needs inputs');
    const [batch = 0, rows = 0, height = 0, width = 0] = dims;
    const channels = logits.dims[3] ?? 0;
    const out = allocate(batch * rows * height * width);
    select(batch * rows, height * width, channels, logits.data, detections.data, out);
    return [{ dims, data: out }];
  },
};
