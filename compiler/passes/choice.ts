/** What a caller may choose about the passes; `levels.ts` says which passes that gives. */
import type { ConvCosts } from './winograd-costs.ts';

/** `O0`: as lowered. `O1`: folding and fusion, the same for everybody. `O2`: everything that pays. */
export type OptimizationLevel = 'O0' | 'O1' | 'O2';

/** What -O2 is to make small: seconds, bytes while it runs, or bytes of the file. */
export const optimizationGoals = ['latency', 'memory', 'size'] as const;
export type OptimizationGoal = (typeof optimizationGoals)[number];

/** What pays differs by what runs it. */
export const optimizationTargets = ['onnx', 'tfjs'] as const;
export type OptimizationTarget = (typeof optimizationTargets)[number];

export interface PassChoice {
  /** Default O1. */
  readonly level?: OptimizationLevel | undefined;
  /** Default latency; the other levels don't ask. */
  readonly goal?: OptimizationGoal | undefined;
  /** Default onnx; the other levels don't ask. */
  readonly target?: OptimizationTarget | undefined;
  /** What convolutions cost where it is going to run; default: `defaultConvCosts`. */
  readonly costs?: ConvCosts | undefined;
}
