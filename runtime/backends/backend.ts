/** One interface over everything that can run a compiled network. */
import type { RunProfile } from '../../compiler/analysis/profile/run-profile.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import type { ParamSource } from '../weights/param-source.ts';

export type BackendName =
  'onnx-cpu' | 'onnx-webgpu' | 'onnx-cuda' | 'tfjs-node-gpu' | 'tfjs-webgpu' | 'tfjs-wasm' | 'tfjs-cpu' | 'reference';

/** What a machine has to say about a backend, found out without running a network. */
export interface Probe {
  readonly available: boolean;
  /** True when the "GPU" is a program (SwiftShader, llvmpipe): refused unless software adapters are allowed. */
  readonly software: boolean;
  /** True when a real GPU does the work, for backends that also run without one (tfjs-node-gpu). */
  readonly gpu?: boolean | undefined;
  /** Adapter or CPU by name. */
  readonly device?: string | undefined;
  readonly version?: string | undefined;
  /** Why it is not available, and what would help. */
  readonly reason?: string | undefined;
}

/** What is to be run: an optimised graph and its weights. Backends emit what they need from it, or take files made by `compile`. */
export interface Program {
  readonly graph: Graph;
  readonly weights: ParamSource;
  /** Files made by `compile`, used as they are when present. */
  readonly files?: { readonly onnx?: string; readonly tfjs?: string; readonly safetensors?: string } | undefined;
}

/** What a run may be told beside its input. */
export interface RunOptions {
  /**
   * Height and width of each picture within the padded input, `[N,2]`: networks that end in detections clip boxes to it.
   * Left out, pictures fill the input.
   */
  readonly imageShape?: Tensor | undefined;
}

export interface ProfileOptions extends RunOptions {
  /** How often the network runs; default: nine times, or as often as there is time for in ten seconds, but thrice. */
  readonly rounds?: number | undefined;
}

export interface Session {
  /** Takes `[N,H,W,C]`, gives every network output by its contract name, `[N,H,W,C]`. */
  readonly run: (input: Tensor, options?: RunOptions) => Promise<Record<string, Tensor>>;
  readonly profile?: (input: Tensor, options?: ProfileOptions) => Promise<RunProfile>;
  readonly dispose: () => Promise<void>;
}

export interface Backend {
  readonly name: BackendName;
  readonly doc: string;
  readonly probe: () => Promise<Probe>;
  readonly prepare: (program: Program) => Promise<Session>;
}
