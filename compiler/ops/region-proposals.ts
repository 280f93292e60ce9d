/**
 * Regions that a region-proposal network proposes: `image_shape` `[N,2]`, objectness logits per level `[N,H,W,A]`, then
 * box deltas per level `[N,H,W,A·4]` → `[N,K,4]`, best first, zeros where there are no more; K is `max`, or fewer where
 * there are fewer anchors. Flops: decoding a box is 20.
 */
import { elementCount, tensorType } from '../ir/tensor-type.ts';
import { proposalCount, regionProposals as propose, type ProposalSettings } from './detection/proposals.ts';
import { anchorsPerCell, detectionSchemas, mapSizes, pyramidTypes } from './detection/schemas.ts';
import { ShapeError, type OpDefinition } from './op.ts';

export const regionProposals: OpDefinition<ProposalSettings> = {
  doc: 'the boxes that a region-proposal network finds best',
  source: 'MultilevelROIGenerator of the model garden; ROIGenerator of the TPU repo',
  attributes: detectionSchemas.object({
    levels: detectionSchemas.levels,
    anchors: detectionSchemas.anchors,
    image: detectionSchemas.image,
    coder: detectionSchemas.coder,
    preNmsTopK: detectionSchemas.count,
    scoreThreshold: detectionSchemas.size,
    iouThreshold: detectionSchemas.size,
    minSize: detectionSchemas.size,
    max: detectionSchemas.count,
    algorithm: { enum: ['tiled', 'combined'] },
  }),
  inputs: [{ name: 'image_shape' }, { name: 'maps', repeated: true }],

  infer(attrs, inputs) {
    const { batch, sizes, channels } = pyramidTypes('region-proposals', attrs, inputs);
    if (channels !== 1) throw new ShapeError('region-proposals needs one logit per anchor');
    const perCell = anchorsPerCell(attrs.anchors);
    const counts = sizes.map(([height, width]) => height * width * perCell);
    return [tensorType('f32', [batch, proposalCount(attrs.max, counts), 4])];
  },

  cost: (attrs, inputs) => ({
    macs: 0,
    flops: inputs.slice(1, 1 + attrs.levels.length).reduce((sum, type) => sum + 20 * elementCount(type), 0),
  }),

  spatial: () => undefined,

  evaluate(attrs, [shape, ...maps], [dims], allocate) {
    if (!shape || !dims) throw new ShapeError('region-proposals needs inputs');
    const levels = attrs.levels.length;
    const data = maps.map((map) => map.data);
    const sizes = mapSizes(maps.slice(0, levels));
    const found = propose(attrs, dims[0] ?? 0, shape.data, data.slice(0, levels), data.slice(levels), sizes);
    const out = allocate(found.length);
    out.set(found);
    return [{ dims, data: out }];
  },
};
