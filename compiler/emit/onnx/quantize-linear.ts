/** How the params of an integer node are stored: kernels as 8-bit, biases as 32-bit integers (ONNX `DequantizeLinear`). */
import type { Node, ValueId } from '../../ir/graph.ts';
import type { Quantization } from '../../quantize/quantization.ts';

export interface IntegerWeight {
  readonly elementType: 'int8' | 'int32';
  /** One per output channel. */
  readonly scales: readonly number[];
  /** The param whose integers are stored, and the scales that they are made with. */
  readonly stored: { readonly param: ValueId; readonly scales: readonly number[] };
  /** Readers with the same key read the same initialiser: a bias has the scale of each input that its sum is added to. */
  readonly key: string;
}

/** Undefined for what the node reads as it is. */
export function integerWeight(node: Node, param: ValueId, plan: Quantization): IntegerWeight | undefined {
  const [x = '', kernel = '', bias] = node.inputs;
  const integers = plan.kernels.get(kernel);
  if (integers === undefined) return undefined;
  const { scales, source } = integers;
  const stored = { param: source, scales: plan.kernels.get(source)!.scales };
  if (param === kernel) return { elementType: 'int8', scales, stored, key: param };
  if (param !== bias || plan.biases === 'float32') return undefined;
  const { scale } = plan.values.get(x)!;
  const products = scales.map((kernelScale) => Math.fround(scale * kernelScale));
  return {
    elementType: 'int32',
    scales: products,
    stored: { param, scales: products },
    key: `${param} ${kernel} ${scale}`,
  };
}
