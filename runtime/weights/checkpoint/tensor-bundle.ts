/**
 * TensorFlow's checkpoints (TensorBundle V2), read without TensorFlow: `<prefix>.index`, a table from names to types, shapes
 * and places, and the values in `<prefix>.data-00000-of-00001`…, little-endian, each tensor with a masked CRC-32C.
 * `tensorflow/core/util/tensor_bundle/tensor_bundle.cc`.
 */
import type { ByteSource } from '../byte-source.ts';
import { sortEntries } from './bookkeeping.ts';
import { parseEntry, parseHeader, parseObjectGraph, type BundleEntry, type Slice } from './bundle-proto.ts';
import {
  elementsOf,
  floatTypes,
  largestTensorBytes,
  type Bookkeeping,
  type Checkpoint,
  type CheckpointTensor,
} from './checkpoint.ts';
import { crc32c, maskedCrc } from './crc.ts';
import { damaged, quoted, refuse, tooLarge } from './damage.ts';
import { decodeFloats, floatBytes } from './float-data.ts';
import { readTable } from './leveldb-table.ts';
import { canonicalByText, canonicalNames } from './object-graph.ts';
import { sliceKey } from './ordered-code.ts';
import { readVarint } from './protobuf.ts';

const largestIndex = 256 * 2 ** 20;
const valueSuffix = '/.ATTRIBUTES/VARIABLE_VALUE';
const graphKey = '_CHECKPOINTABLE_OBJECT_GRAPH';

/** Names of `DataType` numbers (tensorflow/core/framework/types.proto). */
const typeNames: Readonly<Record<number, string>> = {
  ...{ 1: 'float32', 2: 'float64', 3: 'int32', 4: 'uint8', 5: 'int16', 6: 'int8', 7: 'string', 8: 'complex64' },
  ...{ 9: 'int64', 10: 'bool', 14: 'bfloat16', 17: 'uint16', 18: 'complex128', 19: 'float16', 20: 'resource' },
  ...{ 21: 'variant', 22: 'uint32', 23: 'uint64' },
};

export interface BundleFiles {
  /** What messages call the checkpoint. */
  readonly name: string;
  readonly index: ByteSource;
  /** Opens a shard; undefined when it isn't there. */
  readonly openShard: (shard: number, shards: number) => ByteSource | undefined;
  readonly shardName: (shard: number, shards: number) => string;
}

interface Stored {
  /** Key in the index, one character per byte. */
  readonly key: string;
  readonly entry: BundleEntry;
}

/** @throws DiagnosticError SPN5017, SPN5019 or SPN5021 when the index is not right. Missing shards are found when they are read. */
export function openTensorBundle(files: BundleFiles): Checkpoint {
  try {
    return new TensorBundle(files);
  } catch (error) {
    files.index.close();
    throw error;
  }
}

class TensorBundle implements Checkpoint {
  readonly format = 'tensorbundle';
  readonly name: string;
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  readonly averages: ReadonlyMap<string, CheckpointTensor>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly bookkeeping: readonly Bookkeeping[];
  readonly hasData: boolean;
  readonly #files: BundleFiles;
  readonly #shardCount: number;
  readonly #shards = new Map<number, ByteSource | undefined>();
  readonly #entries = new Map<string, BundleEntry>();
  readonly #stored = new Map<string, Stored>();

  constructor(files: BundleFiles) {
    this.#files = files;
    this.name = files.name;
    this.#shardCount = this.#readIndex();
    const all = new Map<string, CheckpointTensor>();
    for (const [key, entry] of this.#entries) {
      if (key.startsWith('\0')) continue; // part of a partitioned variable
      const name = text(key).replace(valueSuffix, '');
      this.#stored.set(name, { key, entry });
      all.set(name, { name, dims: entry.dims, type: typeNames[entry.type] ?? `type ${entry.type}` });
    }
    const sorted = sortEntries(all);
    this.tensors = sorted.tensors;
    this.averages = sorted.averages;
    this.bookkeeping = sorted.bookkeeping;
    this.hasData = Array.from({ length: this.#shardCount }, (_, shard) => this.#shard(shard)).every(
      (shard) => shard !== undefined,
    );
    this.aliases = this.#aliases();
  }

  #readIndex(): number {
    const { index, name } = this.#files;
    if (index.size > largestIndex) tooLarge(index.name, `an index of ${index.size} bytes`);
    const bytes = new Uint8Array(index.size);
    if (index.readInto(bytes, 0) < bytes.length) damaged(index.name, 'it became shorter while it was read');
    let shards = 0;
    for (const { key, value } of readTable(index.name, bytes)) {
      try {
        if (key !== '') this.#entries.set(key, parseEntry(value));
        else {
          const header = parseHeader(value);
          if (header.bigEndian) refuse('SPN5021', name, 'it was written by a big-endian machine');
          ({ shards } = header);
        }
      } catch (error) {
        if (error instanceof RangeError) damaged(index.name, `entry ${quoted(text(key))}: ${error.message}`);
        throw error;
      }
    }
    if (shards < 1 || shards > 100_000) damaged(index.name, `it has no header, or one that speaks of ${shards} shards`);
    return shards;
  }

  /** Paths of the object graph where it can be read; otherwise what the names themselves tell. */
  #aliases(): ReadonlyMap<string, string> {
    const aliases = new Map<string, string>();
    const graph = this.#stored.get(graphKey);
    const objects =
      graph !== undefined && this.#shards.get(graph.entry.shard) !== undefined ? this.#objectGraph(graph) : [];
    for (const [canonical, key] of canonicalNames(objects)) {
      const name = key.replace(valueSuffix, '');
      if (this.tensors.has(name)) aliases.set(canonical, name);
    }
    for (const name of this.tensors.keys()) {
      const canonical = canonicalByText(name);
      if (!aliases.has(canonical) && !this.tensors.has(canonical)) aliases.set(canonical, name);
    }
    return aliases;
  }

  /** The one string of a scalar of type string: its length, a checksum of that, its bytes. */
  #objectGraph({ key, entry }: Stored): ReturnType<typeof parseObjectGraph> {
    const { name } = this;
    if (entry.type !== 7 || entry.dims.length > 0) damaged(name, 'its object graph is not a string');
    const bytes = this.#readBytes(text(key), entry, false);
    try {
      const { value: length, next } = readVarint(bytes, 0);
      if (next + 4 + length !== bytes.length) throw new RangeError(`a string of ${length} bytes`);
      const lengthBytes = new Uint8Array(new Uint32Array([length]).buffer);
      const crc = crc32c(bytes.subarray(next), crc32c(lengthBytes));
      if (maskedCrc(crc) !== entry.crc) damaged(name, 'the checksum of its object graph is wrong');
      return parseObjectGraph(bytes.subarray(next + 4));
    } catch (error) {
      if (error instanceof RangeError) return damaged(name, `its object graph can't be read: ${error.message}`);
      throw error;
    }
  }

  #shard(shard: number): ByteSource | undefined {
    if (!this.#shards.has(shard)) this.#shards.set(shard, this.#files.openShard(shard, this.#shardCount));
    return this.#shards.get(shard);
  }

  #readBytes(name: string, entry: BundleEntry, checked: boolean): Uint8Array<ArrayBuffer> {
    const { shard, offset, size, crc } = entry;
    if (size > largestTensorBytes) tooLarge(this.name, `tensor ${quoted(name)} claims ${size} bytes`);
    if (shard >= this.#shardCount)
      damaged(this.name, `tensor ${quoted(name)} is in shard ${shard} of ${this.#shardCount}`);
    const file = this.#files.shardName(shard, this.#shardCount);
    const source = this.#shard(shard);
    if (source === undefined) return refuse('SPN5018', this.name, `${file} is not there`);
    if (offset + size > source.size)
      refuse('SPN5018', file, `it has ${source.size} bytes; tensor ${quoted(name)} ends at byte ${offset + size}`);
    const bytes = new Uint8Array(size);
    if (source.readInto(bytes, offset) < size) damaged(file, 'it became shorter while it was read');
    if (checked && maskedCrc(crc32c(bytes)) !== crc) damaged(file, `the checksum of tensor ${quoted(name)} is wrong`);
    return bytes;
  }

  readFloats(name: string): Float32Array {
    const stored = this.#stored.get(name) ?? this.#stored.get(this.averages.get(name)?.name ?? '');
    if (stored === undefined) return refuse('SPN5014', this.name, `there is no tensor ${quoted(name)}`);
    const { key, entry } = stored;
    return entry.slices.length === 0 ? this.#readWhole(name, entry) : this.#assemble(name, key, entry);
  }

  #readWhole(name: string, entry: BundleEntry): Float32Array {
    const type = typeNames[entry.type] ?? '';
    if (!floatTypes.has(type)) refuse('SPN5021', this.name, `tensor ${quoted(name)} is of type ${type || entry.type}`);
    const bytes = elementsOf(entry.dims) * floatBytes(type);
    if (bytes !== entry.size)
      damaged(this.name, `tensor ${quoted(name)} [${entry.dims.join(',')}] needs ${bytes} bytes and has ${entry.size}`);
    return decodeFloats(type, this.#readBytes(name, entry, true));
  }

  /** A partitioned variable: its parts have entries of their own. */
  #assemble(name: string, key: string, { dims, slices }: BundleEntry): Float32Array {
    const total = elementsOf(dims);
    if (!(total * 4 <= largestTensorBytes)) tooLarge(this.name, `tensor ${quoted(name)} is [${dims.join(',')}]`);
    const out = new Float32Array(total);
    let filled = 0;
    for (const slice of slices) {
      const part = this.#entries.get(sliceKey(key, slice));
      if (part === undefined) damaged(this.name, `a part of tensor ${quoted(name)} is not there`);
      const fits =
        slice.length === dims.length &&
        slice.every(({ start, length }, i) => start + (length ?? dims[i]! - start) <= dims[i]!) &&
        slice.every(({ start, length }, i) => part.dims[i] === (length ?? dims[i]! - start));
      if (!fits || part.dims.length !== dims.length)
        damaged(this.name, `a part of tensor ${quoted(name)} does not fit into it`);
      const values = this.#readWhole(name, part);
      place(out, dims, slice, part.dims, values);
      filled += values.length;
    }
    if (filled !== total)
      damaged(this.name, `the parts of tensor ${quoted(name)} have ${filled} of its ${total} values`);
    return out;
  }

  close(): void {
    this.#files.index.close();
    for (const shard of this.#shards.values()) shard?.close();
  }
}

/** Copies a part to its place, a row of the last axis at a time. */
function place(
  out: Float32Array,
  dims: readonly number[],
  slice: Slice,
  partDims: readonly number[],
  values: Float32Array,
): void {
  const row = partDims.at(-1) ?? 1;
  for (let from = 0; from < values.length; from += row) {
    let rest = from;
    let to = 0;
    let stride = 1;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      to += ((rest % partDims[axis]!) + slice[axis]!.start) * stride;
      rest = Math.floor(rest / partDims[axis]!);
      stride *= dims[axis]!;
    }
    out.set(values.subarray(from, from + row), to);
  }
}

/** Keys are bytes; names in them are UTF-8. */
function text(key: string): string {
  if (!/[\x80-\xff]/.test(key)) return key;
  return new TextDecoder().decode(Uint8Array.from(key, (byte) => byte.charCodeAt(0)));
}
