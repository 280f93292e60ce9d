/** What `load` gives, in Node and in a browser: one network, ready to run. */
import { diagnostic, DiagnosticError, type Diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import type { Dim } from '../compiler/ir/tensor-type.ts';
import type { Tensor } from '../compiler/ops/op.ts';
import type { RunOptions } from './backends/backend.ts';
import { imageShapes, type PictureFit, type PictureGeometry } from './image/placement.ts';
import type { SamplePoint } from './image/preprocess.ts';

/** A picture or pictures made into a network's input. */
export interface PreparedInput {
  readonly tensor: Tensor;
  /** One per picture, for mapping boxes back (`boxInPicture`). */
  readonly geometries: readonly PictureGeometry[];
  /** What of the files was left out (SPN7005, SPN7006). */
  readonly notes: readonly Diagnostic[];
}

/** A loaded network. `P` is what it takes for a picture. */
export interface Network<P> {
  readonly name: string;
  /** Where it runs: a sentence for people. */
  readonly runsOn: string;
  /** `[N,H,W,C]` */
  readonly inputShape: readonly Dim[];
  /**
   * Runs the network on a normalised tensor `[N,H,W,C]`, or on a picture, or on several as one batch. Pictures say
   * themselves how much of the input they fill.
   * @returns every output by its name, `[N,H,W,C]`.
   * @throws DiagnosticError SPN6004 (backend), SPN6005 (shape), SPN7xxx (pictures).
   */
  readonly run: (input: Tensor | P | readonly P[], options?: RunOptions) => Promise<Record<string, Tensor>>;
  /** Only the preprocessing. */
  readonly prepare: (pictures: P | readonly P[]) => Promise<PreparedInput>;
  readonly dispose: () => Promise<void>;
}

export function isTensor(input: unknown): input is Tensor {
  return typeof input === 'object' && input !== null && 'dims' in input && Array.isArray(input.dims) && 'data' in input;
}

/** @throws DiagnosticError SPN6005 when the tensor is not `[N,H,W,C]` of the network. */
export function checkInput(tensor: Tensor, shape: readonly Dim[]): void {
  const { dims, data } = tensor;
  const count = dims.reduce((product, size) => product * size, 1);
  const fits =
    dims.length === shape.length &&
    data.length === count &&
    dims.every((size, axis) => Number.isInteger(size) && size >= 1 && (shape[axis] === 'N' || shape[axis] === size));
  if (fits) return;
  const values = data.length === count ? '' : ` with ${data.length} values`;
  const message = `input is [${dims.join(',')}]${values}; the network takes [${shape.join(',')}]`;
  throw new DiagnosticError(diagnostic('SPN6005', message));
}

/**
 * What a run is told about the pictures' sizes, if the network asks for it (`row` is its default).
 * @throws DiagnosticError SPN6005 when there is not one size, `[N,2]`, for each of `batch` pictures.
 */
export function pictureSizes(
  row: readonly number[] | undefined,
  batch: number,
  { imageShape }: RunOptions,
  geometries?: readonly PictureGeometry[],
): RunOptions {
  if (!row) return {};
  if (imageShape) {
    const { dims, data } = imageShape;
    const fits = dims.length === 2 && dims[0] === batch && dims[1] === row.length && data.length === batch * row.length;
    if (fits && data.every((size) => Number.isFinite(size) && size >= 0)) return { imageShape };
    const message = `image_shape is [${dims.join(',')}]; the network takes finite sizes [${batch},${row.length}]`;
    throw new DiagnosticError(diagnostic('SPN6005', message));
  }
  return geometries ? { imageShape: imageShapes(geometries) } : {};
}

/** Height and width that pictures are made to fit. @throws DiagnosticError SPN7007 when the network does not take RGB. */
export function pictureSize(shape: readonly Dim[]): { readonly height: number; readonly width: number } {
  const [, height, width, channels] = shape;
  if (channels !== 3 || typeof height !== 'number' || typeof width !== 'number') {
    throw new DiagnosticError(diagnostic('SPN7007', `the network takes [${shape.join(',')}], not RGB pictures`));
  }
  return { height, width };
}

/** The dialect's own sampling: only TensorFlow 1 code, the TPU dialect, samples at pixel corners. */
export function samplePointOf(dialect: string | undefined): SamplePoint {
  return dialect === 'tpu' ? 'corner' : 'center';
}

/** The official evaluation of classifiers looks at the middle of a picture; everything else sees all of it. */
export function fitOf(outputNames: readonly string[]): PictureFit {
  return outputNames.includes('logits') ? 'center-crop' : 'letterbox';
}
