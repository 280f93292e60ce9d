/**
 * ONNX model → bytes, as a stream of chunks: at no time is more than one weight tensor in memory.
 *
 * Protobuf prefixes a nested message with its length, and every length here follows from shapes alone. So `onnx-proto`
 * encodes the model without its graph, the graph without its weights, and each weight's `TensorProto` without
 * `raw_data`; these are spliced together with tags and lengths written by hand. Fields of a message may come in any
 * order: the graph comes last in the model, the weights last in the graph.
 */
import type { onnx } from 'onnx-proto';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import { toFloat16 } from './float16.ts';
import { weightBytes, type OnnxModel, type WeightTensor } from './model.ts';
import { dataType, externalLocation } from './proto.ts';
import { toIntegers } from './integers.ts';
import { layoutValues } from './weight-layout.ts';

/** Values of a param by its IR name, row-major in the param's own shape. */
export type WeightReader = (param: string) => Float32Array;

export interface EncodedModel {
  readonly model: Iterable<Uint8Array>;
  /** The file with the weights, when they are kept outside. */
  readonly data?: Iterable<Uint8Array> | undefined;
}

/** `ModelProto.graph`, `GraphProto.initializer`, `TensorProto.raw_data`: field numbers with wire type 2 (bytes). */
const modelGraphTag = (7 << 3) | 2;
const graphInitializerTag = (5 << 3) | 2;
const tensorRawDataTag = (9 << 3) | 2;

/** Protobuf's limit on one message: parsers count its bytes in a signed 32-bit number. */
const messageLimit = 2 ** 31 - 1;
/** Where weights begin in the data file: wide enough for any vector instruction. */
const dataAlignment = 64;
/** Weights below this stay inside: readers of shapes want them at hand, and a thousand seeks cost more than they save. */
const smallestExternal = 1024;

/**
 * Bytes of the model; `dataFile` keeps the weights outside in a file of that name. The iterables read weights while they
 * are consumed, and may be consumed again. Throws SPN4102 when the model exceeds 2 GiB inside one file.
 */
export async function encodeOnnxModel(
  { proto, weights }: OnnxModel,
  read: WeightReader,
  dataFile?: string,
): Promise<EncodedModel> {
  const { ModelProto, GraphProto, TensorProto } = (await import('onnx-proto')).default.onnx;
  const { graph, ...shell } = proto;
  const shellBytes = ModelProto.encode(shell).finish();
  const graphBytes = GraphProto.encode(graph).finish();

  const outside = new Map<WeightTensor, number>();
  let end = 0;
  if (dataFile !== undefined)
    for (const weight of weights) {
      if (weightBytes(weight) < smallestExternal) continue;
      const offset = Math.ceil(end / dataAlignment) * dataAlignment;
      outside.set(weight, offset);
      end = offset + weightBytes(weight);
    }

  const entries = weights.map((weight) => {
    const offset = outside.get(weight);
    const header: onnx.ITensorProto = {
      name: weight.name,
      dims: [...weight.dims],
      dataType: dataType[weight.elementType],
      ...(offset !== undefined && { dataLocation: externalLocation, externalData: location(dataFile, offset, weight) }),
    };
    const bytes = TensorProto.encode(header).finish();
    const rawPrefix = offset === undefined ? field(tensorRawDataTag, weightBytes(weight)) : [];
    const rawLength = offset === undefined ? weightBytes(weight) : 0;
    const prefix = field(graphInitializerTag, bytes.length + rawPrefix.length + rawLength);
    return { weight, head: concat([prefix, bytes, rawPrefix]), inside: offset === undefined };
  });
  const graphLength = entries.reduce(
    (sum, { weight, head, inside }) => sum + head.length + (inside ? weightBytes(weight) : 0),
    graphBytes.length,
  );
  if (graphLength + shellBytes.length > messageLimit - 16)
    throw new DiagnosticError(
      diagnostic(
        'SPN4102',
        `the model would be ${(graphLength / 2 ** 30).toFixed(1)} GiB in one file; a file holds 2 GiB`,
      ),
    );

  const readOnce = rememberLast(read);
  function* model(): Generator<Uint8Array> {
    yield shellBytes;
    yield Uint8Array.from(field(modelGraphTag, graphLength));
    yield graphBytes;
    for (const { weight, head, inside } of entries) {
      yield head;
      if (inside) yield valueBytes(weight, readOnce);
    }
  }
  function* data(): Generator<Uint8Array> {
    let written = 0;
    for (const [weight, offset] of outside) {
      if (offset > written) yield new Uint8Array(offset - written);
      yield valueBytes(weight, readOnce);
      written = offset + weightBytes(weight);
    }
  }
  return { model: coalesced(model), data: dataFile === undefined ? undefined : coalesced(data) };
}

function location(dataFile = '', offset: number, weight: WeightTensor): onnx.IStringStringEntryProto[] {
  return [
    { key: 'location', value: dataFile },
    { key: 'offset', value: String(offset) },
    { key: 'length', value: String(weightBytes(weight)) },
  ];
}

/** Values as they lie in the file: rearranged, in the stored type, little-endian like every machine that runs this. */
function valueBytes(weight: WeightTensor, read: WeightReader): Uint8Array {
  const whole = read(weight.param);
  const length = weight.paramDims.reduce((product, d) => product * d, 1);
  const part = weight.slice === undefined ? whole : whole.subarray(weight.slice * length, (weight.slice + 1) * length);
  const { times = 1 } = weight;
  const laidOut = layoutValues(
    weight.layout,
    weight.paramDims,
    times === 1 ? part : part.map((value) => times * value),
  );
  const values = weight.channels === undefined ? laidOut : filled(laidOut, weight.dims);
  if (values.byteLength !== 4 * weight.dims.reduce((product, d) => product * d, 1))
    throw new Error(`${weight.param} has ${values.length} values for [${weight.paramDims.join(',')}]`);
  if (weight.elementType === 'float32') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (weight.elementType !== 'float16') return toIntegers(values, weight);
  const { bits, overflowAt } = toFloat16(values);
  if (overflowAt >= 0)
    throw new DiagnosticError(
      diagnostic('SPN4104', `${weight.param} holds ${values[overflowAt]!}, beyond float16's largest number 65504`),
    );
  return new Uint8Array(bits.buffer);
}

/** Values followed by zeros. */
function filled(values: Float32Array, dims: readonly number[]): Float32Array {
  const count = dims.reduce((product, d) => product * d, 1);
  if (count === values.length) return values;
  const all = new Float32Array(count);
  all.set(values);
  return all;
}

/** Slices of a param follow each other: it is read (and computed) once for all of them. */
function rememberLast(read: WeightReader): WeightReader {
  let last: { readonly param: string; readonly values: Float32Array } | undefined;
  return (param) => {
    if (last?.param !== param) last = { param, values: read(param) };
    return last.values;
  };
}

/** Tag and length of a length-delimited field. */
function field(tag: number, length: number): number[] {
  const bytes = [tag];
  let rest = length;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return bytes;
}

function concat(parts: readonly ArrayLike<number>[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Small chunks are joined until there is a mebibyte: a write per bias would be slow. Large ones pass untouched. */
const chunkSize = 1 << 20;

function coalesced(chunks: () => Iterable<Uint8Array>): Iterable<Uint8Array> {
  return {
    *[Symbol.iterator]() {
      let pending: Uint8Array[] = [];
      let size = 0;
      for (const chunk of chunks()) {
        if (size > 0 && size + chunk.length > chunkSize) {
          yield concat(pending);
          pending = [];
          size = 0;
        }
        if (chunk.length >= chunkSize) yield chunk;
        else {
          pending.push(chunk);
          size += chunk.length;
        }
      }
      if (size > 0) yield concat(pending);
    },
  };
}
