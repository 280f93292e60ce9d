/** What a name map is: where an official checkpoint keeps each param of a graph. One table serves import and export. */
import type { Graph } from '../../../compiler/ir/graph.ts';
import { gatherStrided, rowMajorStrides } from '../strided.ts';

/**
 * Order of a tensor's axes in the checkpoint, named by what they are: for each of the IR's axes, which of the checkpoint's.
 * The IR's own orders are TensorFlow's: kernels `[KH,KW,Cin,Cout]`, depthwise `[KH,KW,C,1]`, dense `[Cin,Cout]`.
 */
const layouts = {
  same: undefined,
  /** PyTorch kernels `[Cout,Cin,KH,KW]`. */
  oihw: [2, 3, 1, 0],
  /** PyTorch depthwise kernels `[C,1,KH,KW]`. */
  'depthwise-oihw': [2, 3, 0, 1],
  /** PyTorch dense weights `[Cout,Cin]`. */
  oi: [1, 0],
} as const satisfies Record<string, readonly number[] | undefined>;

export type Layout = keyof typeof layouts;

export interface OfficialTensor {
  /** The name that export writes, and the first that import looks for. */
  readonly name: string;
  /** Names of copies: of a tensor that the official code shares, and saves once for every place. */
  readonly copies?: readonly string[];
  /** Names that it goes by in files of another form. */
  readonly others?: readonly string[];
  readonly layout: Layout;
  /** Set where the official code has no such tensor because its value is always this. */
  readonly implied?: 'zeros';
}

/** IR name → the checkpoint's. Params that the official code hasn't got are left out. */
export type NameMap = ReadonlyMap<string, OfficialTensor>;

/** Makes the map of a graph, as lowered (before passes). */
export type NameMapper = (graph: Graph) => NameMap;

/** The shape that a param of the IR's shape `dims` has in the checkpoint. */
export function officialDims(dims: readonly number[], layout: Layout): readonly number[] {
  const axes: readonly number[] | undefined = layouts[layout];
  if (axes?.length !== dims.length) return dims;
  const out = [...dims];
  axes.forEach((axis, i) => (out[axis] = dims[i]!));
  return out;
}

/** A checkpoint's values in the IR's order; `dims` are the IR's. */
export function fromOfficial(values: Float32Array, dims: readonly number[], layout: Layout): Float32Array {
  const axes: readonly number[] | undefined = layouts[layout];
  if (axes?.length !== dims.length) return values;
  return permuted(values, officialDims(dims, layout), axes);
}

/** The IR's values in the checkpoint's order; `dims` are the IR's. */
export function toOfficial(values: Float32Array, dims: readonly number[], layout: Layout): Float32Array {
  const axes: readonly number[] | undefined = layouts[layout];
  if (axes?.length !== dims.length) return values;
  const back = axes.map((_, axis) => axes.indexOf(axis));
  return permuted(values, dims, back);
}

/** Row-major values with axis `axes[i]` of `dims` as axis i. */
function permuted(values: Float32Array, dims: readonly number[], axes: readonly number[]): Float32Array {
  const strides = rowMajorStrides(dims);
  return gatherStrided(
    values,
    axes.map((axis) => dims[axis]!),
    axes.map((axis) => strides[axis]!),
  );
}
