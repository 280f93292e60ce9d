/** Float tensors of checkpoints, whatever their width, as float32. */
import { decodeElements, type ElementType } from '../element-types.ts';

const elementTypes: Readonly<Record<string, ElementType>> = {
  float32: 'F32',
  float64: 'F64',
  float16: 'F16',
  bfloat16: 'BF16',
};
const sizes: Readonly<Record<string, number>> = { float32: 4, float64: 8, float16: 2, bfloat16: 2 };

/** Bytes of an element; NaN for what is no float. */
export function floatBytes(type: string): number {
  return Object.hasOwn(sizes, type) ? sizes[type]! : NaN;
}

/** `bytes` is a buffer of its own, with a whole number of elements. */
export function decodeFloats(type: string, bytes: Uint8Array<ArrayBuffer>): Float32Array {
  return decodeElements(elementTypes[type] ?? 'F32', bytes) as Float32Array;
}
