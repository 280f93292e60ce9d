/** Values that lie apart by strides, in row-major order of `dims`: transposed kernels, Fortran arrays, views of storages. */
export function gatherStrided(
  values: Float32Array,
  dims: readonly number[],
  strides: readonly number[],
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(dims.reduce((product, size) => product * size, 1));
  const last = dims.length - 1;
  const [size, stride] = [dims[last] ?? 1, strides[last] ?? 1];
  const counters = dims.map(() => 0);
  let from = 0;
  for (let to = 0; to < out.length;) {
    for (let i = 0; i < size; i++) out[to++] = values[from + i * stride]!;
    for (let axis = last - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++counters[axis]! < dims[axis]!) break;
      from -= dims[axis]! * strides[axis]!;
      counters[axis] = 0;
    }
  }
  return out;
}

/** Strides of a row-major tensor. */
export function rowMajorStrides(dims: readonly number[]): readonly number[] {
  return dims.map((_, axis) => dims.slice(axis + 1).reduce((product, size) => product * size, 1));
}
