/** What each target can't say by itself, spelt with what it can: the passes, in order. */
import type { Pass } from '../pass.ts';
import { expandHardSigmoid, expandHardSwish } from './expand-hard-activations.ts';
import { expandSpaceToDepth } from './expand-space-to-depth.ts';
import { expandSwish } from './expand-swish.ts';
import { expandTransposedConvs } from './expand-transposed-convs.ts';
import { materializePadding } from './materialize-padding.ts';

/** ONNX pads explicitly in every windowed op, but opset 17 has no swish. */
export const legalizations = {
  tfjs: [
    expandSwish,
    expandHardSigmoid,
    expandHardSwish,
    expandSpaceToDepth,
    expandTransposedConvs,
    materializePadding,
  ],
  onnx: [expandSwish],
} as const satisfies Record<string, readonly Pass[]>;
