/**
 * The messages of a TensorBundle: `BundleHeaderProto` and `BundleEntryProto` (tensorflow/core/protobuf/tensor_bundle.proto),
 * and `TrackableObjectGraph` (trackable_object_graph.proto), which TF2 checkpoints carry.
 */
import { fieldsOf } from './protobuf.ts';

export interface BundleHeader {
  readonly shards: number;
  readonly bigEndian: boolean;
}

/** Part of a partitioned variable along each axis; a whole axis has no length. */
export type Slice = readonly { readonly start: number; readonly length: number | undefined }[];

export interface BundleEntry {
  /** Number of `DataType` (types.proto). */
  readonly type: number;
  readonly dims: readonly number[];
  readonly shard: number;
  readonly offset: number;
  readonly size: number;
  readonly crc: number;
  readonly slices: readonly Slice[];
}

/** An object of the graph: its children by name, and the keys under which its values were saved. */
export interface TrackedObject {
  readonly children: ReadonlyMap<string, number>;
  readonly keys: ReadonlyMap<string, string>;
}

const utf8 = new TextDecoder();
const largestRank = 16;

export function parseHeader(bytes: Uint8Array): BundleHeader {
  let shards = 1;
  let bigEndian = false;
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) shards = value;
    else if (number === 2) bigEndian = value !== 0;
  }
  return { shards, bigEndian };
}

/** @throws RangeError for what is no entry: negative sizes, absurd ranks. */
export function parseEntry(bytes: Uint8Array): BundleEntry {
  const entry = { type: 0, dims: [] as readonly number[], shard: 0, offset: 0, size: 0, crc: 0 };
  const slices: Slice[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) entry.type = field.value;
    else if (field.number === 2) entry.dims = parseShape(field.bytes);
    else if (field.number === 3) entry.shard = field.value;
    else if (field.number === 4) entry.offset = field.value;
    else if (field.number === 5) entry.size = field.value;
    else if (field.number === 6) entry.crc = field.value;
    else if (field.number === 7) slices.push(parseSlice(field.bytes));
  }
  if (Math.min(entry.shard, entry.offset, entry.size, ...entry.dims) < 0) throw new RangeError('a size is negative');
  return { ...entry, slices };
}

function parseShape(bytes: Uint8Array): readonly number[] {
  const dims: number[] = [];
  for (const { number, bytes: dim } of fieldsOf(bytes)) {
    if (number !== 2) continue;
    let size = 0;
    for (const field of fieldsOf(dim)) if (field.number === 1) size = field.value;
    if (dims.push(size) > largestRank) throw new RangeError(`a shape has more than ${largestRank} axes`);
  }
  return dims;
}

function parseSlice(bytes: Uint8Array): Slice {
  const slice: { start: number; length: number | undefined }[] = [];
  for (const { number, bytes: extent } of fieldsOf(bytes)) {
    if (number !== 1) continue;
    const part: { start: number; length: number | undefined } = { start: 0, length: undefined };
    for (const field of fieldsOf(extent)) {
      if (field.number === 1) part.start = field.value;
      else if (field.number === 2) part.length = field.value;
    }
    if (part.start < 0 || (part.length ?? 0) < 0) throw new RangeError('a slice is negative');
    if (slice.push(part) > largestRank) throw new RangeError(`a slice has more than ${largestRank} axes`);
  }
  return slice;
}

export function parseObjectGraph(bytes: Uint8Array): readonly TrackedObject[] {
  const objects: TrackedObject[] = [];
  for (const { number, bytes: node } of fieldsOf(bytes)) {
    if (number !== 1) continue;
    const children = new Map<string, number>();
    const keys = new Map<string, string>();
    for (const field of fieldsOf(node)) {
      if (field.number === 1) {
        const { text, value } = parseReference(field.bytes, 2);
        children.set(text, value);
      } else if (field.number === 2) {
        const attribute = parseReference(field.bytes, 1).text;
        keys.set(attribute, parseReference(field.bytes, 3).text);
      }
    }
    objects.push({ children, keys });
  }
  return objects;
}

/** The text in field `text` and the number in field 1 of a small message. */
function parseReference(bytes: Uint8Array, text: number): { readonly text: string; readonly value: number } {
  let found = { text: '', value: 0 };
  for (const field of fieldsOf(bytes)) {
    if (field.number === text) found = { ...found, text: utf8.decode(field.bytes) };
    else if (field.number === 1) found = { ...found, value: field.value };
  }
  return found;
}
