/**
 * What quantisation decides, as data: which nodes are computed in integers, and how each value, kernel and bias that they
 * read or make is stored. A real value is `scale · (q − zeroPoint)`. How a target spells that is the target's affair.
 *
 * Activations have one scale per tensor, kernels one per output channel and no zero point; a bias is a 32-bit integer whose
 * scale is that of input times kernel, so that it is added to the sum of products as it is (Jacob et al. 2018,
 * "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference").
 */
import type { ValueId } from '../ir/graph.ts';

export type ActivationType = 'uint8' | 'int8';

/** Smallest and largest `q`. */
export const integerLimits: Readonly<Record<ActivationType, readonly [low: number, high: number]>> = {
  uint8: [0, 255],
  int8: [-128, 127],
};

export interface ValueScale {
  /** A float32. */
  readonly scale: number;
  readonly zeroPoint: number;
}

export interface Quantization {
  readonly activations: ActivationType;
  /** Where runtimes want the bias as it is, dequantised or never quantised. */
  readonly biases: 'int32' | 'float32';
  /** Names of the nodes that are computed in integers. */
  readonly nodes: ReadonlySet<string>;
  /** Values that such nodes read or make; a value that is missing stays float32 between two nodes that become one. */
  readonly values: ReadonlyMap<ValueId, ValueScale>;
  /** Kernels that such nodes read. */
  readonly kernels: ReadonlyMap<ValueId, KernelIntegers>;
}

export interface KernelIntegers {
  /** One (a float32) per output channel. */
  readonly scales: readonly number[];
  /** The kernel whose integers these are: itself, or one that it is a multiple of channel by channel. */
  readonly source: ValueId;
}
