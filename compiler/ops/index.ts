/** The registry of op kinds: one line each. Types of nodes, targets' tables and the docs follow from it. */
import { add } from './add.ts';
import { averagePool } from './average-pool.ts';
import { batchNorm } from './batch-norm.ts';
import { clip } from './clip.ts';
import { concat } from './concat.ts';
import { conv2dByWinograd } from './conv2d-by-winograd.ts';
import { conv2d } from './conv2d.ts';
import { conv2dTranspose } from './conv2d-transpose.ts';
import { denseDetections } from './dense-detections.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { detectionField } from './detection-field.ts';
import { divide } from './divide.ts';
import { gather } from './gather.ts';
import { globalAveragePool } from './global-average-pool.ts';
import { hardSigmoid } from './hard-sigmoid.ts';
import { hardSwish } from './hard-swish.ts';
import { maxPool } from './max-pool.ts';
import { multilevelRoiAlign } from './multilevel-roi-align.ts';
import { multiply } from './multiply.ts';
import type { OpDefinition } from './op.ts';
import { pad } from './pad.ts';
import { refineBoxes } from './refine-boxes.ts';
import { regionProposals } from './region-proposals.ts';
import { relu } from './relu.ts';
import { reshape } from './reshape.ts';
import { roiDetections } from './roi-detections.ts';
import { rsqrt } from './rsqrt.ts';
import { scale } from './scale.ts';
import { selectMasks } from './select-masks.ts';
import { shift } from './shift.ts';
import { sigmoid } from './sigmoid.ts';
import { spaceToDepth } from './space-to-depth.ts';
import { subtract } from './subtract.ts';
import { swish } from './swish.ts';
import { upsampleNearest } from './upsample-nearest.ts';
import { winogradConv2d } from './winograd-conv2d.ts';
import { winogradInput } from './winograd-input.ts';
import { winogradKernel } from './winograd-kernel.ts';
import { zeroExtend } from './zero-extend.ts';

export const ops = {
  conv2d,
  'depthwise-conv2d': depthwiseConv2d,
  'batch-norm': batchNorm,
  relu,
  sigmoid,
  swish,
  rsqrt,
  add,
  subtract,
  multiply,
  divide,
  'max-pool': maxPool,
  'average-pool': averagePool,
  'upsample-nearest': upsampleNearest,
  gather,
  pad,
  reshape,
  dense,
  'conv2d-transpose': conv2dTranspose,
  'global-average-pool': globalAveragePool,
  'space-to-depth': spaceToDepth,
  concat,
  'hard-sigmoid': hardSigmoid,
  'hard-swish': hardSwish,
  scale,
  shift,
  clip,
  'dense-detections': denseDetections,
  'region-proposals': regionProposals,
  'multilevel-roi-align': multilevelRoiAlign,
  'refine-boxes': refineBoxes,
  'roi-detections': roiDetections,
  'select-masks': selectMasks,
  'detection-field': detectionField,
  'winograd-input': winogradInput,
  'winograd-kernel': winogradKernel,
  'winograd-conv2d': winogradConv2d,
  'zero-extend': zeroExtend,
  'conv2d-by-winograd': conv2dByWinograd,
} as const satisfies Record<string, OpDefinition<never>>;

export type OpKind = keyof typeof ops;

/** Attributes of a kind; of a union of kinds, the union of theirs. */
export type AttributesOf<K extends OpKind> = K extends OpKind
  ? (typeof ops)[K] extends OpDefinition<infer A>
    ? A
    : never
  : never;

export const opKinds = Object.keys(ops) as readonly OpKind[];

/** The definition of a kind, for callers that hold the kind as data. */
export function opDefinition<K extends OpKind>(kind: K): OpDefinition<AttributesOf<K>> {
  return ops[kind] as unknown as OpDefinition<AttributesOf<K>>;
}
