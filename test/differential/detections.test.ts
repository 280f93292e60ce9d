/** A whole official network with its post-processing inside, on every backend: the official code's own detections. */
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../compiler/pipeline.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import type { BackendName } from '../../runtime/backends/backend.ts';
import { load } from '../../runtime/node.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';
import { expectDetections } from '../ops/detection-expect.ts';
import { officialTensors as detectionTensors } from '../ops/detection-fixtures.ts';
import { spinenet49, withRetinanet } from '../lower/published.ts';
import { officialParams, officialRuns, officialTensors } from './official-runs.ts';

const made = officialRuns.find(({ io }) => io === 'garden-retinanet49.io')!;
/** With the garden's anchors, box coder and suppression. */
const run = {
  ...made,
  spec: withRetinanet(made.spec, {
    classes: 6,
    filters: 24,
    anchors: { scales: 3, aspectRatios: [0.5, 1, 2], size: 3, convention: 'tensorflow' },
    boxCoder: { weights: [1, 1, 1, 1], pixelOffset: 0, scaleClip: [null, Math.log(1000 / 16)], order: 'yxhw' },
    detections: { ...spinenet49.heads.retinanet.detections, nms: 'tiled' },
  }),
};
const images = officialTensors(run).get('images')!;
const official = detectionTensors('garden-retinanet49.detections');
const imageShape = official('image_shape');

/** Rows of y1, x1, y2, x2, score, class, out of the separate outputs. */
function rows(boxes: Tensor, scores: Tensor, classes: Tensor): Tensor {
  const [batch = 0, count = 0] = scores.dims;
  const data = Float32Array.from({ length: 6 * batch * count }, (_, i) => {
    const [row, column] = [Math.floor(i / 6), i % 6];
    return column < 4 ? boxes.data[4 * row + column]! : (column === 4 ? scores : classes).data[row]!;
  });
  return { dims: [batch, count, 6], data };
}

const lowered = buildGraph(run.spec, { detections: true, level: 'O0' }).value!.graph;
const { read } = officialParams(lowered, run);
const weights: ParamSource = {
  description: 'the official run',
  read: ({ name }) => Float32Array.from(read(name).data),
};

describe.each(['O0', 'O1'] as const)('%s', (level) => {
  const { graph } = buildGraph(run.spec, { detections: true, level }).value!;

  test.each<BackendName>(['reference', 'onnx-cpu', 'tfjs-wasm'])('%s', async (backend) => {
    const network = await load({ graph, weights }, { backend });
    try {
      const { num_detections: counts, boxes, scores, classes } = await network.run(images, { imageShape });
      const found = rows(boxes!, scores!, classes!);
      expect(counts!.dims).toEqual([2]);
      const detections = {
        counts: official('num_detections').data,
        boxes: official('detection_boxes').data,
        scores: official('detection_scores').data,
        classes: official('detection_classes').data,
      };
      // Random weights amplify what float32 rounds on the way to the head; from the head on it is exact to 0.01 pixels.
      expectDetections(found, detections, { boxes: 0.05, scores: 5e-4 });
    } finally {
      await network.dispose();
    }
  });
});
