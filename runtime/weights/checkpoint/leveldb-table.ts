/**
 * A LevelDB table, the container of a TensorBundle's index: sorted keys and values in checksummed blocks.
 * Format: https://github.com/google/leveldb/blob/main/doc/table_format.md, as TensorFlow writes it (`core/lib/io/table*`):
 * a block is entries with shared key prefixes, restart points, one byte of compression type, four of masked CRC-32C.
 */
import snappy from 'snappyjs';
import { crc32c, maskedCrc } from './crc.ts';
import { damaged, NameBudget, tooLarge } from './damage.ts';
import { readVarint } from './protobuf.ts';

const magic = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const footerBytes = 48;
/** Index of the largest published network: 0.5 MB. */
const largestBlock = 64 * 2 ** 20;
const mostEntries = 200_000;

export interface TableEntry {
  /** Bytes of the key, one per character. */
  readonly key: string;
  readonly value: Uint8Array;
}

/** Whether the last bytes of a file are a table's. */
export function endsLikeTable(tail: Uint8Array): boolean {
  return tail.length >= magic.length && magic.every((byte, i) => tail[tail.length - magic.length + i] === byte);
}

/** All entries in order. @throws DiagnosticError SPN5017 for whatever is not right, SPN5019 for absurd sizes. */
export function readTable(file: string, bytes: Uint8Array): readonly TableEntry[] {
  if (bytes.length < footerBytes || !endsLikeTable(bytes))
    damaged(file, 'it does not end like an index: it may be cut off');
  try {
    const footer = bytes.subarray(bytes.length - footerBytes);
    const metaIndex = readHandle(footer, 0);
    const { offset, size } = readHandle(footer, metaIndex.next);
    readBlock(file, bytes, metaIndex.offset, metaIndex.size); // nothing is in it, but its checksum is to be right
    const entries: TableEntry[] = [];
    const names = new NameBudget(file);
    let last = '';
    for (const { value } of blockEntries(readBlock(file, bytes, offset, size))) {
      const handle = readHandle(value, 0);
      for (const entry of blockEntries(readBlock(file, bytes, handle.offset, handle.size))) {
        if (entries.length > 0 && entry.key <= last) damaged(file, 'the keys of its index are not in order');
        if (entries.length >= mostEntries) tooLarge(file, `its index has more than ${mostEntries} entries`);
        // Neighbours share prefixes, so a few bytes of a block are enough for another long key.
        names.take(entry.key);
        last = entry.key;
        entries.push(entry);
      }
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) return damaged(file, `its index is not a table: ${error.message}`);
    throw error;
  }
}

interface Handle {
  readonly offset: number;
  readonly size: number;
  readonly next: number;
}

function readHandle(bytes: Uint8Array, at: number): Handle {
  const offset = readVarint(bytes, at);
  const size = readVarint(bytes, offset.next);
  return { offset: offset.value, size: size.value, next: size.next };
}

function readBlock(file: string, bytes: Uint8Array, offset: number, size: number): Uint8Array {
  if (offset < 0 || size < 0 || offset + size + 5 > bytes.length)
    throw new RangeError(`a block of ${size} bytes at ${offset} is not within its ${bytes.length} bytes`);
  const stored = new DataView(bytes.buffer, bytes.byteOffset + offset + size + 1, 4).getUint32(0, true);
  if (maskedCrc(crc32c(bytes.subarray(offset, offset + size + 1))) !== stored)
    damaged(file, `the checksum of the block at byte ${offset} is wrong`);
  const block = bytes.subarray(offset, offset + size);
  const compression = bytes[offset + size]!;
  if (compression === 0) return block;
  if (compression !== 1) throw new RangeError(`a block has compression ${compression}`);
  return uncompress(file, block);
}

function uncompress(file: string, block: Uint8Array): Uint8Array {
  const { value: length } = readVarint(block, 0);
  // Snappy's longest copy makes 64 bytes of 3.
  if (length < 0 || length > largestBlock || length > 32 * block.length)
    tooLarge(file, `a block of ${block.length} bytes claims to be ${length} uncompressed`);
  try {
    return snappy.uncompress(block, largestBlock);
  } catch {
    return damaged(file, 'a compressed block can not be uncompressed');
  }
}

function* blockEntries(block: Uint8Array): Generator<TableEntry> {
  if (block.length < 4) throw new RangeError('a block is too short');
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const end = block.length - 4 - 4 * view.getUint32(block.length - 4, true);
  if (end < 0) throw new RangeError('a block has more restart points than bytes');
  let key = '';
  for (let at = 0; at < end;) {
    const shared = readVarint(block, at);
    const unshared = readVarint(block, shared.next);
    const length = readVarint(block, unshared.next);
    const start = length.next;
    const middle = start + unshared.value;
    at = middle + length.value;
    if (shared.value < 0 || shared.value > key.length || unshared.value < 0 || length.value < 0 || at > end)
      throw new RangeError('an entry is not within its block');
    if (shared.value + unshared.value > 4096) throw new RangeError('a key has more than 4096 bytes');
    key = key.slice(0, shared.value) + String.fromCharCode(...block.subarray(start, middle));
    yield { key, value: block.subarray(middle, at) };
  }
}
