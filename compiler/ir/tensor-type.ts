/**
 * Tensor types. The IR speaks of batch, height, width and channels by position: activations are `[N,H,W,C]`, conv
 * kernels `[KH,KW,Cin,Cout]`, depthwise kernels `[KH,KW,C,multiplier]`. How a target stores them is the target's affair.
 */

export type DType = 'f32' | 'f16' | 'u8' | 'i32';

/**
 * A size, the symbolic batch `N`, or a multiple of it: heads that look at 1,000 regions of every picture work on batches
 * of `1000N`. Spatial sizes are always numbers: a spec is compiled for a size.
 */
export type Dim = number | SymbolicDim;
export type SymbolicDim = 'N' | `${number}N`;

export function isSymbolic(dim: Dim): dim is SymbolicDim {
  return typeof dim === 'string';
}

/** `k·N`. */
export function batchTimes(k: number): SymbolicDim {
  return k === 1 ? 'N' : `${k}N`;
}

/** How many a dim stands for when the batch is `batch`. */
export function sizeAt(dim: Dim, batch: number): number {
  if (typeof dim === 'number') return dim;
  return dim === 'N' ? batch : Number.parseInt(dim, 10) * batch;
}

/** How symbolic dims are written: `N`, `2N`… */
export const symbolicPattern = '^(?:[2-9]|[1-9][0-9]{1,8})?N$';
const symbolic = new RegExp(symbolicPattern);

/** The dim that a text is; undefined for any other text. */
export function parseSymbolic(text: string): SymbolicDim | undefined {
  return symbolic.test(text) ? (text as SymbolicDim) : undefined;
}

export interface TensorType {
  readonly dtype: DType;
  readonly dims: readonly Dim[];
}

export const bytesPerElement: Readonly<Record<DType, number>> = { f32: 4, f16: 2, u8: 1, i32: 4 };

export function tensorType(dtype: DType, dims: readonly Dim[]): TensorType {
  return { dtype, dims };
}

export function sameType(a: TensorType, b: TensorType): boolean {
  return a.dtype === b.dtype && a.dims.length === b.dims.length && a.dims.every((d, i) => d === b.dims[i]);
}

/** Number of elements with the batch replaced by `batch` (default 1). */
export function elementCount(type: TensorType, batch = 1): number {
  return type.dims.reduce<number>((product, d) => product * sizeAt(d, batch), 1);
}

/** Size in bytes with the batch replaced by `batch` (default 1). */
export function byteSize(type: TensorType, batch = 1): number {
  return elementCount(type, batch) * bytesPerElement[type.dtype];
}

/** `f32[N,80,80,256]` */
export function formatType(type: TensorType): string {
  return `${type.dtype}[${type.dims.join(',')}]`;
}
