/** The official codes' detections (`test/fixtures/official`): inputs of the detection ops, and what came out of them. */
import { readFileSync } from 'node:fs';
import type { AttributesOf } from '../../compiler/ops/index.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import type { BoxCoder, SuppressionSettings } from '../../compiler/ops/detection/settings.ts';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';

/** Tensors of a file by name. */
export type Tensors = (name: string) => Tensor;

export function officialTensors(file: string): Tensors {
  const path = new URL(`../fixtures/official/${file}.safetensors`, import.meta.url);
  const tensors = SafetensorsFile.fromBytes(readFileSync(path), file);
  return (name) => ({ dims: tensors.read(name).dims, data: tensors.readFloats(name) });
}

export const levels = [3, 4, 5, 6, 7] as const;

export const gardenCoder: BoxCoder = {
  weights: [1, 1, 1, 1],
  pixelOffset: 0,
  scaleClip: [-Infinity, Math.log(1000 / 16)],
  order: 'yxhw',
};

export const gardenNms: SuppressionSettings = {
  algorithm: 'tiled',
  preNmsTopK: 5000,
  topKPer: 'class',
  scoreThreshold: 0.05,
  iouThreshold: 0.5,
  maxDetections: 100,
  classAgnostic: false,
  softNmsSigma: 0,
  pixelOffset: 0,
};

/** The nine configurations of the model garden's generator that the RetinaNet fixture was run with, by prefix. */
export const variants: Readonly<Record<string, Partial<SuppressionSettings>>> = {
  '': {},
  v1_: { algorithm: 'greedy' },
  batched_: { algorithm: 'combined' },
  v2agnostic_: { classAgnostic: true },
  v1soft_: { algorithm: 'greedy', softNmsSigma: 0.5 },
  top300_: { preNmsTopK: 300, scoreThreshold: 0.3, iouThreshold: 0.6, maxDetections: 50 },
  v1sparse_: { algorithm: 'greedy', scoreThreshold: 0.42, maxDetections: 80 },
  v2sparse_: { scoreThreshold: 0.42, maxDetections: 80 },
  batchedsparse_: { algorithm: 'combined', scoreThreshold: 0.42, maxDetections: 80 },
};

export function denseAttributes(nms: Partial<SuppressionSettings> = {}): AttributesOf<'dense-detections'> {
  return {
    levels,
    anchors: { scales: 3, aspectRatios: [0.5, 1, 2], size: 3, convention: 'tensorflow' },
    image: [128, 256],
    coder: gardenCoder,
    background: true,
    nms: { ...gardenNms, ...nms },
  };
}

export const proposalAttributes: AttributesOf<'region-proposals'> = {
  levels,
  anchors: { scales: 1, aspectRatios: [0.5, 1, 2], size: 3, convention: 'tensorflow' },
  image: [256, 512],
  coder: gardenCoder,
  preNmsTopK: 300,
  scoreThreshold: 0,
  iouThreshold: 0.7,
  minSize: 0,
  max: 120,
  algorithm: 'tiled',
};

export const roiAttributes: AttributesOf<'roi-detections'> = {
  scores: 'softmax',
  coder: { ...gardenCoder, weights: [10, 10, 5, 5] },
  background: true,
  nms: { ...gardenNms, preNmsTopK: 1000, maxDetections: 40 },
};

/** `image_shape`, then class logits and box deltas by level, of the RetinaNet fixture. */
export function denseInputs(tensors: Tensors): Tensor[] {
  return ['image_shape', ...levels.map((l) => `raw_scores_${l}`), ...levels.map((l) => `raw_boxes_${l}`)].map(tensors);
}

export function proposalInputs(tensors: Tensors): Tensor[] {
  return ['image_shape', ...levels.map((l) => `rpn_scores_${l}`), ...levels.map((l) => `rpn_boxes_${l}`)].map(tensors);
}

/** `[1,R,width]` as the rows of all pictures, `[R,width]`. */
export function asRows({ dims, data }: Tensor): Tensor {
  return { dims: [dims[0]! * dims[1]!, ...dims.slice(2)], data };
}
