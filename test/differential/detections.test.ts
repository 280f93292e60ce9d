/** A whole official network with its post-processing inside, on every backend: the official code's own detections. */
import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../compiler/pipeline.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import type { BackendName } from '../../runtime/backends/backend.ts';
import { load } from '../../runtime/node.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';
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
      expect(Array.from(counts!.data)).toEqual(Array.from(official('num_detections').data));
      expectFound(found, official('detection_boxes'), official('detection_scores'), official('detection_classes'));
    } finally {
      await network.dispose();
    }
  });
});

/**
 * Random weights amplify what float32 rounds on the way to the head: the official code's own run is 2e-4 off in scores, so
 * that near ties change places. Every official detection is there, but for those that compete for the last places.
 */
function expectFound(found: Tensor, boxes: Tensor, scores: Tensor, classes: Tensor): void {
  const [batch = 0, count = 0] = scores.dims;
  for (let n = 0; n < batch; n++) {
    const last = scores.data[(n + 1) * count - 1]!;
    for (let i = n * count; i < (n + 1) * count; i++) {
      if (scores.data[i]! < last + 1e-3) continue;
      const same = Array.from({ length: count }, (_, k) => 6 * (n * count + k)).filter(
        (at) =>
          found.data[at + 5] === classes.data[i] &&
          Math.abs(found.data[at + 4]! - scores.data[i]!) < 5e-4 &&
          [0, 1, 2, 3].every((side) => Math.abs(found.data[at + side]! - boxes.data[4 * i + side]!) < 0.1),
      );
      expect(same.length, `picture ${n}, detection ${i % count}`).toBe(1);
    }
  }
}
