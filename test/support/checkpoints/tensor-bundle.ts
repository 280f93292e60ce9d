/**
 * A writer of TensorBundles, for tests: tables with prefix-compressed keys, restart points, Snappy or plain blocks; shards;
 * partitioned variables; object graphs. Written from the formats' descriptions, apart from the reader.
 */
import snappy from 'snappyjs';
import { crc32c, maskedCrc } from '../../../runtime/weights/checkpoint/crc.ts';

export interface BundleTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array;
  readonly shard?: number;
  /** Rows of the first axis that each part has. */
  readonly parts?: readonly number[];
}

export interface BundleOptions {
  readonly shards?: number;
  readonly compress?: boolean;
  readonly bigEndian?: boolean;
  /** Serialised `TrackableObjectGraph`. */
  readonly objectGraph?: Uint8Array;
  /** Entries per block. */
  readonly blockEntries?: number;
}

export interface BundleBytes {
  readonly index: Uint8Array<ArrayBuffer>;
  readonly data: readonly Uint8Array<ArrayBuffer>[];
}

export function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

const concat = (parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
const fixed32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);
/** A length-delimited field. */
export const message = (field: number, bytes: Uint8Array | readonly number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
export const number = (field: number, value: number): number[] =>
  value === 0 ? [] : [...varint(field * 8), ...varint(value)];
const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

function block(entries: readonly (readonly [key: string, value: Uint8Array | readonly number[]])[]): Uint8Array {
  const parts: (Uint8Array | readonly number[])[] = [];
  const restarts: number[] = [];
  let size = 0;
  let last = '';
  entries.forEach(([key, value], i) => {
    let shared = 0;
    if (i % 16 === 0) restarts.push(size);
    else while (shared < key.length && key[shared] === last[shared]) shared++;
    const rest = latin(key.slice(shared));
    const head = [...varint(shared), ...varint(rest.length), ...varint(value.length)];
    parts.push(head, rest, value);
    size += head.length + rest.length + value.length;
    last = key;
  });
  if (restarts.length === 0) restarts.push(0);
  return concat([...parts, ...restarts.map(fixed32), fixed32(restarts.length)]);
}

export function table(
  entries: readonly (readonly [key: string, value: Uint8Array | readonly number[]])[],
  { compress = false, blockEntries = 40 }: BundleOptions = {},
): Uint8Array<ArrayBuffer> {
  const parts: (Uint8Array | readonly number[])[] = [];
  let size = 0;
  const add = (contents: Uint8Array): number[] => {
    const stored = compress ? snappy.compress(contents) : contents;
    const typed = concat([stored, [compress ? 1 : 0]]);
    const handle = [...varint(size), ...varint(stored.length)];
    parts.push(typed, fixed32(maskedCrc(crc32c(typed))));
    size += typed.length + 4;
    return handle;
  };
  const index: (readonly [string, readonly number[]])[] = [];
  for (let i = 0; i < entries.length; i += blockEntries) {
    const some = entries.slice(i, i + blockEntries);
    index.push([some.at(-1)![0], add(block(some))]);
  }
  const meta = add(block([]));
  const indexHandle = add(block(index));
  const footer = new Uint8Array(48);
  footer.set([...meta, ...indexHandle]);
  footer.set([0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb], 40);
  return concat([...parts, footer]);
}

const shapeOf = (dims: readonly number[]): number[] => dims.flatMap((size) => message(2, number(1, size)));

/** Big-endian, bits inverted by a header: what `ordered-code.ts` writes, for values below 64 only. */
const smallSigned = (value: number): number => 0x80 ^ (value & 0xff);

export function tensorBundle(tensors: readonly BundleTensor[], options: BundleOptions = {}): BundleBytes {
  const { shards = 1 } = options;
  const data: Uint8Array[][] = Array.from({ length: shards }, () => []);
  const sizes = data.map(() => 0);
  const entries: [string, readonly number[]][] = [
    ['', [...number(1, shards), ...number(2, options.bigEndian === true ? 1 : 0), ...message(3, number(1, 1))]],
  ];
  const place = (dtype: number, dims: readonly number[], bytes: Uint8Array, shard: number, crc: number): number[] => {
    const offset = sizes[shard]!;
    data[shard]!.push(bytes);
    sizes[shard] = offset + bytes.length;
    const where = [...number(3, shard), ...number(4, offset), ...number(5, bytes.length)];
    return [...number(1, dtype), ...message(2, shapeOf(dims)), ...where, 6 * 8 + 5, ...fixed32(crc)];
  };
  const bytesOf = (values: Float32Array): Uint8Array =>
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (const { name: text, dims, values, shard = 0, parts } of tensors) {
    const name = String.fromCharCode(...new TextEncoder().encode(text));
    if (parts === undefined) {
      const bytes = bytesOf(values);
      entries.push([name, place(1, dims, bytes, shard, maskedCrc(crc32c(bytes)))]);
      continue;
    }
    const row = values.length / dims[0]!;
    const slices: number[] = [];
    let start = 0;
    for (const rows of parts) {
      const bytes = bytesOf(values.subarray(start * row, (start + rows) * row));
      const extents = dims.map((_, i) =>
        i === 0 ? [smallSigned(start), smallSigned(rows)] : [smallSigned(0), smallSigned(-1)],
      );
      const key = `\0${name}\0\x01\x01${String.fromCharCode(dims.length, ...extents.flat())}`;
      entries.push([key, place(1, [rows, ...dims.slice(1)], bytes, shard, maskedCrc(crc32c(bytes)))]);
      const extent = dims.map((_, i) => message(1, i === 0 ? [...number(1, start), ...number(2, rows)] : []));
      slices.push(...message(7, extent.flat()));
      start += rows;
    }
    entries.push([name, [...number(1, 1), ...message(2, shapeOf(dims)), ...slices]]);
  }
  if (options.objectGraph !== undefined) {
    const { objectGraph } = options;
    const length = fixed32(objectGraph.length);
    const lengthCrc = fixed32(maskedCrc(crc32c(Uint8Array.from(length))));
    const stored = concat([varint(objectGraph.length), lengthCrc, objectGraph]);
    const crc = crc32c(concat([lengthCrc, objectGraph]), crc32c(Uint8Array.from(length)));
    entries.push(['_CHECKPOINTABLE_OBJECT_GRAPH', place(7, [], stored, 0, maskedCrc(crc))]);
  }
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return { index: table(entries, options), data: data.map(concat) };
}

/** An object graph: children by name, and the key of a variable. */
export interface GraphObject {
  readonly children?: Readonly<Record<string, number>>;
  readonly key?: string;
}

export function objectGraph(objects: readonly GraphObject[]): Uint8Array {
  const utf8 = new TextEncoder();
  const text = (field: number, value: string): number[] => message(field, utf8.encode(value));
  return Uint8Array.from(
    objects.flatMap(({ children = {}, key }) => {
      const references = Object.entries(children).flatMap(([name, index]) =>
        message(1, [...number(1, index), ...text(2, name)]),
      );
      const attribute = key === undefined ? [] : message(2, [...text(1, 'VARIABLE_VALUE'), ...text(3, key)]);
      return message(1, [...references, ...attribute]);
    }),
  );
}
