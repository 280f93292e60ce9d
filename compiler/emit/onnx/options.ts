/** What the user may choose about the ONNX file. */
import type { Float16Plan } from '../../quantize/float16.ts';
import type { Quantization } from '../../quantize/quantization.ts';
import type { Observer } from './observe.ts';

/** Per-channel statistics of pictures scaled to [0,1]. */
export interface Normalization {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** ImageNet's, as the official preprocessing uses them for every SpineNet. */
export const imagenetNormalization: Normalization = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

export interface OnnxOptions {
  /** Order of images at the interface: `[N,C,H,W]` (default) or `[N,H,W,C]`. Inside it is always the former. */
  readonly layout?: 'nchw' | 'nhwc' | undefined;
  /** The input is a picture, uint8 `[N,H,W,3]`, normalised inside; outputs follow `layout`. */
  readonly imageInput?: boolean | undefined;
  /** For `imageInput`; default: ImageNet's. */
  readonly normalization?: Normalization | undefined;
  /**
   * `f16` stores kernels in half precision, each behind a Cast to float32 that runtimes fold when they load the file:
   * half the bytes, the arithmetic and the interface stay float32. Vectors (biases, statistics) stay float32.
   */
  readonly dtype?: 'f32' | 'f16' | undefined;
  /** Symbolic (default) or fixed. */
  readonly batch?: 'N' | number | undefined;
  /** Weights in a file beside the model. Default: when they exceed `largestInside`. */
  readonly externalData?: boolean | undefined;
  /** Bytes of weights that stay inside; default 1 GiB. */
  readonly largestInside?: number | undefined;
  /** Name of that file as the model refers to it, relative to the model. Default `<name>.onnx.data`. */
  readonly dataFile?: string | undefined;
  /**
   * Inputs that have a default are inputs like the others. By default they are initialisers that callers may replace, which
   * not every runtime offers: onnxruntime-node ignores what it is given for them.
   */
  readonly requiredInputs?: boolean | undefined;
  /** Nodes that are computed in integers, spelt with QuantizeLinear and DequantizeLinear. */
  readonly quantization?: Quantization | undefined;
  /** Nodes that are computed in float16, between Casts; the file's inputs and outputs stay what they are. */
  readonly float16?: Float16Plan | undefined;
  /** Further outputs that say something about a value each (`observedName`). */
  readonly observers?: readonly Observer[] | undefined;
  readonly specHash?: string | undefined;
  /** Further entries of `metadata_props`; keys without a dot get the prefix `spinec.`. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}
