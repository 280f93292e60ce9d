/** Graphs that end in every detection op, fed with the official fixtures or with values of one's own. */
import type { Graph } from '../../compiler/ir/graph.ts';
import type { SuppressionSettings } from '../../compiler/ops/detection/settings.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import {
  asRows,
  denseAttributes,
  denseInputs,
  gardenCoder,
  gardenNms,
  levels,
  officialTensors,
  proposalAttributes,
  proposalInputs,
  roiAttributes,
} from '../ops/detection-fixtures.ts';
import { randomTensor } from '../ops/oracle.ts';
import { packedGraph, packedInput, pictureOf, type Parts } from './packed-graph.ts';

export const retinanet = officialTensors('garden-retinanet49.detections');
export const maskRcnn = officialTensors('garden-maskrcnn49.regions');
const [denseShape, ...denseMaps] = denseInputs(retinanet) as [Tensor, ...Tensor[]];

/** The RetinaNet fixture's maps and what is detected in them, also by field. */
export function denseGraph(nms: Partial<SuppressionSettings>): Graph {
  return packedGraph(pictureOf(denseMaps, 0), [128, 256], (build, maps, sizes) => {
    const found = build.op('found', 'dense-detections', [sizes, ...maps], denseAttributes(nms));
    build.output('detections', found);
    for (const field of ['boxes', 'scores', 'classes', 'count'] as const)
      build.output(field, build.op(field, 'detection-field', [found], { field }));
  });
}

/** Pictures of the RetinaNet fixture, `0` or `1` each. */
export function densePictures(pictures: readonly number[]): { readonly images: Tensor; readonly sizes: Tensor } {
  const images = packedInput(pictures.map((n) => pictureOf(denseMaps, n)));
  const sizes = pictures.flatMap((n) => Array.from(denseShape.data.subarray(2 * n, 2 * n + 2)));
  return { images, sizes: { dims: [pictures.length, 2], data: Float32Array.from(sizes) } };
}

/** 40 detections with a mask of 3×3 for each of 5 classes, out of the box deltas. */
const masks: Tensor = { dims: [40, 3, 3, 5], data: maskRcnn('box_outputs').data.slice(0, 40 * 45) };
const deltas: Tensor = { dims: [120, 4], data: maskRcnn('box_outputs').data.slice(0, 480) };

/** The Mask R-CNN fixture's RPN outputs, features and box head outputs. */
export const regionParts: Parts = [
  ...proposalInputs(maskRcnn).slice(1),
  ...levels.map((level) => maskRcnn(`endpoint_${level}`)),
  asRows(maskRcnn('class_outputs')),
  asRows(maskRcnn('box_outputs')),
  masks,
  deltas,
];

/** Every op of a two-stage detector, in several configurations. */
export const regionGraph = packedGraph(regionParts, [256, 512], (build, values, shape) => {
  const [logits = '', perClass = '', maskLogits = '', shared = ''] = values.slice(15);
  const rpn = values.slice(0, 10);
  const rois = build.op('rois', 'region-proposals', [shape, ...rpn], proposalAttributes);
  const align = { levels, size: 3, sampleOffset: 0.5 };
  build.output('rois', rois);
  build.output('features', build.op('features', 'multilevel-roi-align', [rois, ...values.slice(10, 15)], align));
  const found = build.op('found', 'roi-detections', [shape, rois, logits, perClass], roiAttributes);
  build.output('detections', found);
  build.output('masks', build.op('masks', 'select-masks', [maskLogits, found], {}));
  const { coder, nms } = roiAttributes;
  build.output('refined', build.op('refined', 'refine-boxes', [shape, rois, shared], { coder }));
  const agnostic = { ...roiAttributes, nms: { ...nms, classAgnostic: true } };
  build.output('agnostic', build.op('agnostic', 'roi-detections', [shape, rois, logits, perClass], agnostic));
  const sigmoid = { ...roiAttributes, scores: 'sigmoid' as const, background: false };
  build.output('shared', build.op('shared', 'roi-detections', [shape, rois, logits, shared], sigmoid));
  const few = { ...proposalAttributes, minSize: 20, scoreThreshold: 0.5, algorithm: 'combined' as const };
  build.output('few', build.op('few', 'region-proposals', [shape, ...rpn], few));
});

/** The Mask R-CNN fixture's proposals and box head outputs, and a mask for each of up to 150 detections. */
export const manyParts: Parts = [
  ...regionParts.slice(0, 10),
  ...regionParts.slice(15, 17),
  randomTensor([150, 3, 3, 5], 4),
];

/** What Mask R-CNN gives its callers, of as many detections as `manyParts` have masks. */
export function detectorGraph(nms: Partial<SuppressionSettings>): Graph {
  return packedGraph(manyParts, [256, 512], (build, values, shape) => {
    const [logits = '', perClass = '', maskLogits = ''] = values.slice(10);
    const rois = build.op('rois', 'region-proposals', [shape, ...values.slice(0, 10)], proposalAttributes);
    const settings = { ...roiAttributes, nms: { ...roiAttributes.nms, maxDetections: 150, ...nms } };
    const found = build.op('found', 'roi-detections', [shape, rois, logits, perClass], settings);
    build.output('detections', found);
    for (const field of ['boxes', 'scores', 'classes', 'count'] as const)
      build.output(field, build.op(field, 'detection-field', [found], { field }));
    build.output('masks', build.op('masks', 'select-masks', [maskLogits, found], {}));
  });
}

/** A detector of two classes on two tiny levels: small enough to be read as text. */
export function tinyGraph(): Graph {
  const parts = [[1, 2, 2, 6], [1, 1, 1, 6], [1, 2, 2, 8], [1, 1, 1, 8]].map((dims) => randomTensor(dims, 3)); // prettier-ignore
  return packedGraph(parts, [16, 16], (build, maps, sizes) => {
    const found = build.op('found', 'dense-detections', [sizes, ...maps], {
      levels: [3, 4],
      anchors: { scales: 1, aspectRatios: [1, 2], size: 3, convention: 'tensorflow' },
      image: [16, 16],
      coder: gardenCoder,
      background: true,
      nms: { ...gardenNms, algorithm: 'greedy', preNmsTopK: 4, maxDetections: 5 },
    });
    build.output('boxes', build.op('boxes', 'detection-field', [found], { field: 'boxes' }));
    build.output('num_detections', build.op('count', 'detection-field', [found], { field: 'count' }));
  });
}
