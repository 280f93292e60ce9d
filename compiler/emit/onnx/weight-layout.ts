/**
 * How a param's values are laid out in the file. The IR keeps TensorFlow's order (kernels `[KH,KW,Cin,Cout]`, channels
 * last); ONNX wants `[Cout,Cin,KH,KW]` and channels first. Rearranged here, one tensor at a time, while it is written.
 */
import type { Dim } from '../../ir/tensor-type.ts';

export type WeightLayout =
  /** Untouched. */
  | 'as-is'
  /** Conv kernel `[KH,KW,Cin,Cout]` → `[Cout,Cin,KH,KW]`. */
  | 'conv-kernel'
  /** Depthwise kernel `[KH,KW,C,1]` → `[C,1,KH,KW]`. */
  | 'depthwise-kernel'
  /** Vector along channels `[C]` → `[C,1,1,1]`, the kernel of a depthwise 1×1 Conv. */
  | 'depthwise-vector'
  /** Constant activation `[N,H,W,C]` → `[N,C,H,W]`. */
  | 'channels-first'
  /** Vector along channels `[C]` → `[C,1,1]`: broadcasts over `[N,C,H,W]`. */
  | 'per-channel';

/**
 * Whether a param is stored in half precision where that is asked for. Vectors (biases, statistics, and scales that a
 * depthwise 1×1 conv multiplies with, `[1,1,C,1]`) are a thousandth of the bytes, and variances can be beyond float16's
 * range.
 */
export function isHalved(dims: readonly Dim[]): boolean {
  const [height, width, , outputs] = dims;
  return dims.length > 1 && !(height === 1 && width === 1 && outputs === 1);
}

/** Axis of the source that each axis of the result is. */
const permutations = {
  'conv-kernel': [3, 2, 0, 1],
  'depthwise-kernel': [2, 3, 0, 1],
  'channels-first': [0, 3, 1, 2],
} as const;

export function layoutDims(layout: WeightLayout, dims: readonly number[]): readonly number[] {
  if (layout === 'as-is') return dims;
  if (layout === 'per-channel') return [...dims, 1, 1];
  if (layout === 'depthwise-vector') return [...dims, 1, 1, 1];
  return permutations[layout].map((axis) => dims[axis] ?? 1);
}

/** Values in the file's order; `dims` are the param's own. */
export function layoutValues(layout: WeightLayout, dims: readonly number[], values: Float32Array): Float32Array {
  const [a = 1, b = 1, c = 1, d = 1] = dims;
  switch (layout) {
    case 'as-is':
    case 'per-channel':
    case 'depthwise-vector':
      return values;
    case 'conv-kernel':
      return reverseAxes(values, a * b, c, d);
    case 'depthwise-kernel':
      return reverseAxes(values, a * b, 1, c * d);
    case 'channels-first': {
      const out = new Float32Array(values.length);
      const image = b * c * d;
      for (let n = 0; n < a; n++)
        out.set(reverseAxes(values.subarray(n * image, (n + 1) * image), b * c, 1, d), n * image);
      return out;
    }
  }
}

/** Columns that are written side by side: each is a stream of its own, and caches hold about this many. */
const block = 16;

/** `[x,y,z]` → `[z,y,x]`, row-major. */
function reverseAxes(values: Float32Array, x: number, y: number, z: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let from = 0; from < z; from += block) {
    const to = Math.min(from + block, z);
    for (let j = 0; j < y; j++)
      for (let i = 0; i < x; i++) {
        const row = (i * y + j) * z;
        const column = j * x + i;
        for (let k = from; k < to; k++) out[k * y * x + column] = values[row + k]!;
      }
  }
  return out;
}
