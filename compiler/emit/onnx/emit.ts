/**
 * The ONNX target: graph and weights in, chunks of bytes out. No files are touched here; whoever writes them decides
 * where (`<name>.onnx`, and `<name>.onnx.data` when the weights are kept outside).
 */
import type { Graph } from '../../ir/graph.ts';
import { buildOnnxModel } from './build.ts';
import { encodeOnnxModel, type WeightReader } from './encode.ts';
import { totalWeightBytes } from './model.ts';
import type { OnnxOptions } from './options.ts';

export type { WeightReader } from './encode.ts';
export type { Normalization, OnnxOptions } from './options.ts';
export { imagenetNormalization } from './options.ts';

export interface OnnxFiles {
  /** The `.onnx` file. Weights are read one by one while this is consumed; it may be consumed more than once. */
  readonly model: Iterable<Uint8Array>;
  /** The weights, when they are outside the model. */
  readonly data?: { readonly file: string; readonly bytes: Iterable<Uint8Array> } | undefined;
  /** Bytes of all weights in the files' types. */
  readonly weightBytes: number;
}

/** Weights that don't fit in this go outside unless asked otherwise; protobuf itself ends at 2 GiB. */
const defaultLargestInside = 2 ** 30;

/**
 * @param read values of a param by IR name (`runtime/weights/materialize.ts` makes such a reader)
 * @throws DiagnosticError SPN4101–SPN4104 for what the file can't hold; the iterables throw what `read` throws
 */
export async function emitOnnx(graph: Graph, read: WeightReader, options: OnnxOptions = {}): Promise<OnnxFiles> {
  const model = buildOnnxModel(graph, options);
  const weightBytes = totalWeightBytes(model);
  const outside = options.externalData ?? weightBytes > (options.largestInside ?? defaultLargestInside);
  const file = outside ? (options.dataFile ?? `${graph.name}.onnx.data`) : undefined;
  const encoded = await encodeOnnxModel(model, read, file);
  return {
    model: encoded.model,
    data: file !== undefined && encoded.data ? { file, bytes: encoded.data } : undefined,
    weightBytes,
  };
}
