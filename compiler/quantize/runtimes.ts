/**
 * What runtimes want of an integer network, as data.
 *
 * - ONNX Runtime's CPU kernels are fast for unsigned activations times signed weights (one VNNI or dot-product instruction);
 *   with signed activations they take twice as long (onnxruntime 1.32.0 in Python, Zen 4, November 2026).
 * - TensorRT takes signed activations whose zero is 0, and biases that were never quantised.
 */
import type { ActivationType } from './quantization.ts';

export interface RuntimeFacts {
  readonly activations: ActivationType;
  readonly symmetric: boolean;
  readonly biases: 'int32' | 'float32';
}

export const runtimeNames = ['onnxruntime', 'tensorrt'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

export const runtimes: Readonly<Record<RuntimeName, RuntimeFacts>> = {
  onnxruntime: { activations: 'uint8', symmetric: false, biases: 'int32' },
  tensorrt: { activations: 'int8', symmetric: true, biases: 'float32' },
};
