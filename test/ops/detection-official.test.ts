/** The detection ops compute what the official codes compute, on their own fixtures. */
import { describe, expect, it } from 'vitest';
import { allAnchors, anchorGrid } from '../../compiler/ops/detection/anchors.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { expectDetections } from './detection-expect.ts';
import {
  asRows,
  denseAttributes,
  denseInputs,
  levels,
  officialTensors,
  proposalAttributes,
  proposalInputs,
  roiAttributes,
  variants,
  type Tensors,
} from './detection-fixtures.ts';
import { evaluate } from './oracle.ts';

const retinanet = officialTensors('garden-retinanet49.detections');
const maskRcnn = officialTensors('garden-maskrcnn49.regions');

function expected(tensors: Tensors, prefix: string) {
  const read = (name: string): Tensor['data'] => tensors(`${prefix}${name}`).data;
  return {
    counts: read('num_detections'),
    boxes: read('detection_boxes'),
    scores: read('detection_scores'),
    classes: read('detection_classes'),
  };
}

function largestDifference(a: Tensor, b: Tensor): number {
  expect(a.data.length).toBe(b.data.length);
  let most = 0;
  for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(a.data[i]! - b.data[i]!));
  return most;
}

describe('one-stage', () => {
  it.each(levels)('lays the anchors of level %i', (level) => {
    const official = retinanet(`anchors_${level}`);
    const { anchors, image } = denseAttributes();
    const grid = anchorGrid(anchors, level, image, official.dims[0]!, official.dims[1]!);
    expect(largestDifference({ dims: official.dims, data: allAnchors(grid) }, official)).toBeLessThan(1e-4);
  });

  it.each(Object.entries(variants))('detects as the garden does: %s', (prefix, nms) => {
    const found = evaluate('dense-detections', denseAttributes(nms), denseInputs(retinanet));
    expectDetections(found, expected(retinanet, prefix));
  });

  it('splits detections into fields', () => {
    const found = evaluate('dense-detections', denseAttributes(), denseInputs(retinanet));
    for (const [field, name] of [
      ['boxes', 'detection_boxes'],
      ['scores', 'detection_scores'],
      ['count', 'num_detections'],
    ] as const)
      expect(largestDifference(evaluate('detection-field', { field }, [found]), retinanet(name))).toBeLessThan(0.01);
  });
});

describe('two-stage', () => {
  it('proposes the same regions', () => {
    const found = evaluate('region-proposals', proposalAttributes, proposalInputs(maskRcnn));
    expect(found.dims).toEqual([1, 120, 4]);
    expect(largestDifference(found, maskRcnn('rois'))).toBeLessThan(0.01);
  });

  const features = levels.map((level) => maskRcnn(`endpoint_${level}`));
  it.each([
    ['rois', 20, 7, 'roi_features_first20'],
    ['roialign_boxes', 40, 7, 'roialign_crop7'],
    ['roialign_boxes', 12, 14, 'roialign_crop14_first12'],
    ['detection_boxes', 8, 14, 'mask_roi_features_first8'],
  ])('samples the first %s (%i, %i×)', (boxes, count, size, name) => {
    const first: Tensor = { dims: [1, count, 4], data: maskRcnn(boxes).data.slice(0, 4 * count) };
    const attrs = { levels, size, sampleOffset: 0.5 };
    const found = evaluate('multilevel-roi-align', attrs, [first, ...features]);
    const official = maskRcnn(name);
    const zeros = { dims: official.dims, data: new Float32Array(official.data.length) };
    expect(largestDifference(found, official) / largestDifference(official, zeros)).toBeLessThan(1e-4);
  });

  it('detects the same boxes', () => {
    const inputs = [
      maskRcnn('image_shape'),
      maskRcnn('rois'),
      asRows(maskRcnn('class_outputs')),
      asRows(maskRcnn('box_outputs')),
    ];
    expectDetections(evaluate('roi-detections', roiAttributes, inputs), expected(maskRcnn, ''));
  });
});
