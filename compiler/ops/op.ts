/**
 * The contract of an op: the facts that have to agree with each other and with the paper, in one file per kind.
 * What a target makes of an op is not here: see `emit/<target>/ops.ts`.
 */
import { elementCount, isSymbolic, type Dim, type TensorType } from '../ir/tensor-type.ts';

/** Dense row-major data of the reference evaluator. Float64 data means that the run is in float64. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/** Makes the output array of an evaluation: the caller chooses the precision. */
export type Allocate = (length: number) => Float32Array | Float64Array;

/** Work of one evaluation at batch 1. `macs` counts multiply-adds (conv, dense); `flops` = 2·macs + everything else. */
export interface Cost {
  readonly macs: number;
  readonly flops: number;
}

/**
 * What one output position sees along one axis: input positions `scale·o + low … scale·o + high` (inclusive, in input
 * pixels, the union over all phases of `o`). Convolution with stride s, kernel k, dilation d, padding p: scale s,
 * low −p, high (k−1)·d − p. Nearest upsampling by f: scale 1/f, low −(f−1)/f, high 0. Elementwise: 1, 0, 0.
 */
export interface AxisWindow {
  readonly scale: number;
  readonly low: number;
  readonly high: number;
}

/** Windows along height and width; `undefined` where an op has no spatial meaning (params, logits). */
export type SpatialRule = readonly [height: AxisWindow, width: AxisWindow] | undefined;

export const pointwise: SpatialRule = [
  { scale: 1, low: 0, high: 0 },
  { scale: 1, low: 0, high: 0 },
];

export interface InputRule {
  readonly name: string;
  /** May be left out (only at the end of the list). */
  readonly optional?: boolean;
  /** Stands for one or more inputs (only at the end of the list): features of several levels. */
  readonly repeated?: boolean;
}

/** A JSON Schema (draft 2020-12) of the attributes object: the IR parser and the verifier hold attributes to it. */
export type AttributeSchema = Readonly<Record<string, unknown>>;

/** The attributes of an op that has none: `{}`. */
export type NoAttributes = Readonly<Record<string, never>>;

export const noAttributes: AttributeSchema = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
};

export interface OpDefinition<A extends object> {
  /** One line for people. */
  readonly doc: string;
  /** What it corresponds to elsewhere: ONNX op, TensorFlow function, paper section. */
  readonly source: string;
  readonly attributes: AttributeSchema;
  readonly inputs: readonly InputRule[];
  /** Output types; throws `ShapeError` when inputs don't fit. */
  readonly infer: (attrs: A, inputs: readonly TensorType[]) => readonly TensorType[];
  readonly cost: (attrs: A, inputs: readonly TensorType[], outputs: readonly TensorType[]) => Cost;
  /** Bytes that it holds at some moment besides its operands and results; none where this is left out. */
  readonly workspaceBytes?: (
    attrs: A,
    inputs: readonly TensorType[],
    outputs: readonly TensorType[],
    batch: number,
  ) => number;
  readonly spatial: (attrs: A, inputs: readonly TensorType[]) => SpatialRule;
  readonly evaluate: (
    attrs: A,
    inputs: readonly Tensor[],
    outputDims: readonly (readonly number[])[],
    allocate: Allocate,
  ) => readonly Tensor[];
}

/** Cost of ops that do a fixed number of operations per element of their result and no multiply-adds of the `macs` kind. */
export function perElement(operations: number, outputs: readonly TensorType[]): Cost {
  return { macs: 0, flops: outputs.reduce((sum, type) => sum + operations * elementCount(type), 0) };
}

/** An op whose inputs have shapes that it can't take. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

/** Dims of an image-like input `[N,H,W,C]`; throws `ShapeError` otherwise. */
export function imageType(type: TensorType | undefined, op: string): readonly [Dim, number, number, number] {
  const dims = type?.dims;
  if (dims?.length !== 4 || dims.slice(1).some(isSymbolic)) throw new ShapeError(`${op} needs an input [N,H,W,C]`);
  return dims as unknown as readonly [Dim, number, number, number];
}
