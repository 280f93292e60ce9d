/**
 * The contract of a pass: one file each, pure, checked around every run.
 *
 * `requires` and `ensures` name properties of graphs (`properties.ts`). The manager refuses to run a pass whose
 * requirements no earlier pass ensured, and in tests verifies the graph and every ensured property after each pass.
 */
import type { Graph } from '../ir/graph.ts';

/** A fact about a whole graph that passes rely on or establish; `properties.ts` says how each is checked. */
export type GraphProperty =
  | 'no-dead-nodes'
  | 'no-dead-params'
  | 'no-constant-nodes'
  | 'no-duplicate-nodes'
  | 'fused-bias'
  | 'no-batch-norm-after-conv'
  | 'no-batch-norm'
  | 'fused-activations'
  | 'late-upsampling'
  | 'merged-upsampling'
  | 'no-swish'
  | 'no-fused-sigmoid'
  | 'no-hard-sigmoid'
  | 'no-hard-swish'
  | 'no-space-to-depth'
  | 'bare-transposed-convs'
  | 'explicit-padding'
  | 'filled-channels';

export interface PassResult {
  readonly graph: Graph;
  readonly changed: boolean;
}

export interface Pass {
  readonly name: string;
  /** One line for `--time-passes` and the docs. */
  readonly doc: string;
  readonly requires: readonly GraphProperty[];
  readonly ensures: readonly GraphProperty[];
  /** Properties that this pass may break again. */
  readonly breaks: readonly GraphProperty[];
  /** The word `exact`, or a bound on the relative error that the rewrite may introduce and where it comes from. */
  readonly error: string;
  readonly run: (graph: Graph) => PassResult;
}
