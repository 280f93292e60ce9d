/** What the page asks of its worker, and what it hears. Specs travel resolved: plain data. */
import type { Tensor } from '../../../compiler/ops/op.ts';
import type { ResolvedSpec } from '../../../compiler/resolve/resolved-spec.ts';

/** tfjs's backends that a page can have, the faster first. */
export type PageBackend = 'webgpu' | 'wasm';

export type Work =
  | { readonly kind: 'module'; readonly spec: ResolvedSpec }
  | { readonly kind: 'page'; readonly spec: ResolvedSpec }
  | { readonly kind: 'onnx'; readonly spec: ResolvedSpec; readonly seed: number }
  | {
      readonly kind: 'run';
      readonly spec: ResolvedSpec;
      readonly seed: number;
      readonly picture: Blob;
      /** `auto`: the GPU if there is one. */
      readonly backend: PageBackend | 'auto';
    };

export interface MadeFile {
  readonly name: string;
  readonly content: Blob;
}

export interface RunResult {
  /** What it ran on, in words. */
  readonly runsOn: string;
  readonly milliseconds: number;
  /** By name, `[1,H,W,C]`. */
  readonly outputs: Readonly<Record<string, Tensor>>;
}

export interface Results {
  readonly module: readonly MadeFile[];
  readonly page: readonly MadeFile[];
  readonly onnx: readonly MadeFile[];
  readonly run: RunResult;
}

export interface Asked {
  readonly id: number;
  readonly work: Work;
}

/** About the work of that id. */
export type Told = { readonly id: number } & (
  | { readonly kind: 'step'; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'done'; readonly result: Results[keyof Results] }
);
