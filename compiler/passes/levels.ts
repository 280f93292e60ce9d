/**
 * Which passes run, in order: by level, and at -O2 by what the network is for and where it is going to run. Adding a pass
 * is a file and a line here.
 */
import { eliminateCommonSubexpressions } from './eliminate-common-subexpressions.ts';
import { eliminateDead } from './eliminate-dead.ts';
import { fillChannels } from './fill-channels.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';
import { foldConstants } from './fold-constants.ts';
import { fuseActivations } from './fuse-activations.ts';
import { fuseBias } from './fuse-bias.ts';
import { joinWinograd } from './join-winograd.ts';
import { expandFusedSigmoid } from './legalize/expand-fused-sigmoid.ts';
import { expandSwish } from './legalize/expand-swish.ts';
import { legalizations } from './legalize/legalizations.ts';
import { mergeUpsampling } from './merge-upsampling.ts';
import { upsampleLate } from './upsample-late.ts';
import type { PassChoice } from './choice.ts';
import type { Pass } from './pass.ts';
import { scheduleMemory } from './schedule/schedule-memory.ts';
import { spellNorms } from './spell-norms.ts';
import { unshareKernels } from './unshare-kernels.ts';
import { winograd } from './winograd.ts';
import { defaultConvCosts, wasmConvCosts } from './winograd-costs.ts';

const cleaning = [eliminateDead, foldConstants, eliminateCommonSubexpressions];
/** Copying late comes before fusion, which may find more to do after it. */
const resampling = [upsampleLate, mergeUpsampling];
const folding = [fuseBias, foldBatchNorm];

/** No pass appears twice in a list, so that its name says where to stop. */
export function passesFor({
  level = 'O1',
  goal = 'latency',
  target = 'onnx',
  costs = defaultConvCosts,
}: PassChoice): readonly Pass[] {
  if (level === 'O0') return [];
  if (level === 'O1') return [...cleaning, ...folding, fuseActivations];
  const start = [...cleaning, ...resampling, ...folding];
  if (target === 'tfjs') {
    // Transformed kernels are four times as large: in an ONNX file, and in the memory of a tfjs module that loaded plain ones.
    const filtering = goal === 'memory' ? [] : [winograd(wasmConvCosts), joinWinograd];
    // Generated code frees tensors by the plan, so what is spelt with several has to be there when it is made.
    return [...start, ...filtering, fuseActivations, ...legalizations.tfjs, scheduleMemory];
  }
  const filtering = goal === 'latency' ? [fillChannels, winograd(costs)] : [];
  return [...start, ...filtering, spellNorms, fuseActivations, scheduleMemory];
}

/**
 * After -O1, for networks that are computed in integers: every norm has to be part of a conv, and every activation one that
 * integers have.
 */
export const integerPasses: readonly Pass[] = [
  eliminateDead,
  unshareKernels,
  ...resampling,
  foldBatchNorm,
  fuseActivations,
  expandFusedSigmoid,
  expandSwish,
  scheduleMemory,
];
