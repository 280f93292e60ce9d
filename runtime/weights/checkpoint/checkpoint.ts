/**
 * What every format of checkpoint is to the rest: tensors by the names that the file gives them, what else is in it and
 * why that is no weight, and a way to read one tensor at a time.
 */

export type CheckpointFormat = 'tensorbundle' | 'pytorch' | 'safetensors' | 'npz' | 'keras-hdf5';

export const formatTitles: Readonly<Record<CheckpointFormat, string>> = {
  tensorbundle: 'TensorFlow TensorBundle',
  pytorch: 'PyTorch',
  safetensors: 'safetensors',
  npz: 'NumPy npz',
  'keras-hdf5': 'Keras HDF5',
};

export interface CheckpointTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** Element type in the words of the format, lower case: `float32`, `bfloat16`, `int64`, `string`… */
  readonly type: string;
}

/** An entry that is no weight, and the reason. */
export interface Bookkeeping {
  readonly name: string;
  readonly why: string;
}

export interface Checkpoint {
  /** What messages call it: its path. */
  readonly name: string;
  readonly format: CheckpointFormat;
  /** Everything that may be a weight, in the file's order. */
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /** Further names of those tensors: the other paths of an object graph, names without a detector's prefix. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Moving averages of tensors, by the name of what they are the average of. */
  readonly averages: ReadonlyMap<string, CheckpointTensor>;
  readonly bookkeeping: readonly Bookkeeping[];
  /** False when there are names and shapes only (an index without its data). */
  readonly hasData: boolean;
  /**
   * Values of a tensor (of `tensors` or `averages`) as float32, row-major. Checksums are verified where the format has any.
   * @throws DiagnosticError SPN5017 (damaged), SPN5018 (not there), SPN5021 (no numbers).
   */
  readonly readFloats: (name: string) => Float32Array;
  readonly close: () => void;
}

/** Element types that weights may have. */
export const floatTypes: ReadonlySet<string> = new Set(['float32', 'float64', 'float16', 'bfloat16']);

/** Elements of a shape. @returns NaN when the product is beyond what can be counted. */
export function elementsOf(dims: readonly number[]): number {
  const count = dims.reduce((product, size) => product * size, 1);
  return Number.isSafeInteger(count) ? count : NaN;
}

/** Largest tensor that is read: twice what a network may have (SPN5015). */
export const largestTensorBytes = 512 * 2 ** 20;
