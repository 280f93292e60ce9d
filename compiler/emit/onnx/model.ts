/**
 * An ONNX model before it is bytes: the messages of `onnx-proto` with everything but the weights, and a plan of each
 * weight tensor. Plain data: the encoder turns it into bytes, the text printer into something to read.
 */
import type { onnx } from 'onnx-proto';
import type { ValueId } from '../../ir/graph.ts';
import { bytesPerElement } from './proto.ts';
import type { WeightLayout } from './weight-layout.ts';

/** An initialiser whose values come from the weights, read when its turn to be written comes. */
export interface WeightTensor {
  /** Name of the ONNX value. */
  readonly name: string;
  readonly param: ValueId;
  /** Which of the kernels that the param is a list of; the whole param otherwise. */
  readonly slice?: number | undefined;
  /** First size of the initialiser where it has more channels than the param: the rest are zeros. */
  readonly channels?: number | undefined;
  /** Every value is multiplied with it. */
  readonly times?: number | undefined;
  /** Shape of the param (of the slice), and of the initialiser after rearranging. */
  readonly paramDims: readonly number[];
  readonly dims: readonly number[];
  readonly layout: WeightLayout;
  readonly elementType: 'float32' | 'float16' | 'int8' | 'int32';
  /** How integers are made of the values. */
  readonly steps?: IntegerSteps | undefined;
}

/** The integers are values divided by a scale per index along an axis of the initialiser, rounded to the nearest. */
export interface IntegerSteps {
  readonly axis: number;
  readonly scales: readonly number[];
}

export interface OnnxModel {
  /** Its graph's `initializer` holds the small constants only. */
  readonly proto: onnx.IModelProto & { readonly graph: onnx.IGraphProto };
  /** In the order of first use. */
  readonly weights: readonly WeightTensor[];
}

export function weightBytes({ dims, elementType }: WeightTensor): number {
  return dims.reduce((product, d) => product * d, bytesPerElement[elementType]);
}

/** Bytes of all weights. */
export function totalWeightBytes(model: OnnxModel): number {
  return model.weights.reduce((sum, weight) => sum + weightBytes(weight), 0);
}
