/**
 * Zip archives by random access: the central directory is read, and then entries straight from their place, so that an
 * archive of weights costs no more memory than its largest tensor. Nothing is ever extracted: a name such as `../x` is a
 * key like any other. Format: PKWARE's APPNOTE, with the zip64 records that large checkpoints have.
 */
import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../byte-source.ts';
import { largestTensorBytes } from './checkpoint.ts';
import { crc32 } from './crc.ts';
import { damaged, quoted, refuse, tooLarge } from './damage.ts';

export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Position of the entry's own header. */
  readonly header: number;
}

const mostEntries = 200_000;
const largestDirectory = 64 * 2 ** 20;
/** Deflate can't shrink further than 1032 : 1. */
const largestRatio = 1032;
const endBytes = 22;
const longestComment = 65_535;
const chunkBytes = 4 * 2 ** 20;

const signatures = {
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  central: 0x02014b50,
  local: 0x04034b50,
};

export class ZipArchive {
  readonly name: string;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly #source: ByteSource;
  readonly #dataStarts = new Map<string, number>();
  readonly #verified = new Set<string>();

  /** @throws DiagnosticError SPN5017, SPN5019, SPN5021. The caller closes the source. */
  constructor(source: ByteSource) {
    this.name = source.name;
    this.#source = source;
    this.entries = this.#readDirectory();
  }

  #view(position: number, length: number): DataView {
    const bytes = new Uint8Array(length);
    if (position < 0 || this.#source.readInto(bytes, position) < length)
      damaged(this.name, 'the archive is cut off, or speaks of places behind its end');
    return new DataView(bytes.buffer);
  }

  #directoryPlace(): { readonly offset: number; readonly size: number; readonly count: number } {
    const { size } = this.#source;
    const tailBytes = Math.min(size, endBytes + longestComment);
    const tail = this.#view(size - tailBytes, tailBytes);
    let at = tailBytes - endBytes;
    while (at >= 0 && tail.getUint32(at, true) !== signatures.end) at--;
    if (at < 0) return damaged(this.name, 'the archive has no directory: it is cut off');
    const place = {
      count: tail.getUint16(at + 10, true),
      size: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
    const end = size - tailBytes + at;
    if (end < 20) return place;
    const locator = this.#view(end - 20, 20);
    if (locator.getUint32(0, true) !== signatures.locator64) return place;
    const record = this.#view(this.#whole(locator, 8), 56);
    if (record.getUint32(0, true) !== signatures.end64)
      damaged(this.name, 'its zip64 record is not where it should be');
    return { count: this.#whole(record, 32), size: this.#whole(record, 40), offset: this.#whole(record, 48) };
  }

  #whole(view: DataView, at: number): number {
    const value = view.getBigUint64(at, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) damaged(this.name, `it speaks of byte ${value}`);
    return Number(value);
  }

  #readDirectory(): ReadonlyMap<string, ZipEntry> {
    const { offset, size, count } = this.#directoryPlace();
    if (count > mostEntries || size > largestDirectory) tooLarge(this.name, `its directory claims ${count} entries`);
    const directory = this.#view(offset, size);
    const entries = new Map<string, ZipEntry>();
    const decoder = new TextDecoder();
    let at = 0;
    for (let i = 0; i < count; i++) {
      if (at + 46 > size || directory.getUint32(at, true) !== signatures.central)
        damaged(this.name, `its directory has ${i} entries, not ${count}`);
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
        directory.getUint16(at + field, true),
      );
      const next = at + 46 + nameLength! + extraLength! + commentLength!;
      if (next > size) damaged(this.name, 'an entry of its directory is cut off');
      const name = decoder.decode(new Uint8Array(directory.buffer, at + 46, nameLength));
      const entry = {
        name,
        method: directory.getUint16(at + 10, true),
        crc: directory.getUint32(at + 16, true),
        ...this.#sizes(directory, at, at + 46 + nameLength!, extraLength!),
      };
      if ((directory.getUint16(at + 8, true) & 1) !== 0) refuse('SPN5021', this.name, `${quoted(name)} is encrypted`);
      if (entries.has(name)) damaged(this.name, `two entries are called ${quoted(name)}`);
      entries.set(name, entry);
      at = next;
    }
    return entries;
  }

  /** Sizes and place of an entry; what does not fit 32 bits is in the zip64 field of its extras. */
  #sizes(
    view: DataView,
    at: number,
    extra: number,
    extraLength: number,
  ): Pick<ZipEntry, 'bytes' | 'packedBytes' | 'header'> {
    const sizes = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
    for (let field = extra; field + 4 <= extra + extraLength;) {
      const length = view.getUint16(field + 2, true);
      let position = field + 4;
      if (view.getUint16(field, true) === 1)
        sizes.forEach((size, i) => {
          if (size !== 0xffffffff || position + 8 > field + 4 + length || position + 8 > view.byteLength) return;
          sizes[i] = this.#whole(view, position);
          position += 8;
        });
      field += 4 + length;
    }
    const [bytes = 0, packedBytes = 0, header = 0] = sizes;
    return { bytes, packedBytes, header };
  }

  /** Where the bytes of an entry start: behind a header whose length only it knows. */
  #dataStart(entry: ZipEntry): number {
    const known = this.#dataStarts.get(entry.name);
    if (known !== undefined) return known;
    const local = this.#view(entry.header, 30);
    if (local.getUint32(0, true) !== signatures.local)
      damaged(this.name, `${quoted(entry.name)} is not where the directory says`);
    const start = entry.header + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    if (start + entry.packedBytes > this.#source.size)
      damaged(this.name, `${quoted(entry.name)} ends behind the end of the file`);
    this.#dataStarts.set(entry.name, start);
    return start;
  }

  /** A whole entry, its checksum verified. @throws DiagnosticError SPN5017, SPN5019, SPN5021. */
  read(entry: ZipEntry, limit = largestTensorBytes): Uint8Array<ArrayBuffer> {
    const { name, method, bytes, packedBytes, crc } = entry;
    if (bytes > limit || packedBytes > limit || bytes > largestRatio * packedBytes + 64)
      tooLarge(this.name, `${quoted(name)} claims to be ${bytes} bytes, of ${packedBytes} packed`);
    if (method !== 0 && method !== 8) refuse('SPN5021', this.name, `${quoted(name)} is compressed by method ${method}`);
    const packed = new Uint8Array(packedBytes);
    if (this.#source.readInto(packed, this.#dataStart(entry)) < packedBytes)
      damaged(this.name, `${quoted(name)} is cut off`);
    const data = method === 0 ? packed : this.#inflate(entry, packed);
    if (data.length !== bytes) damaged(this.name, `${quoted(name)} has ${data.length} bytes, not ${bytes}`);
    if (crc32(data) !== crc) damaged(this.name, `the checksum of ${quoted(name)} is wrong`);
    this.#verified.add(name);
    return data;
  }

  #inflate({ name, bytes }: ZipEntry, packed: Uint8Array): Uint8Array<ArrayBuffer> {
    try {
      // One byte more is enough to see that there are too many.
      const data = inflateRawSync(packed, { maxOutputLength: bytes + 1 });
      return Uint8Array.from(data);
    } catch {
      return damaged(this.name, `${quoted(name)} can't be decompressed to its ${bytes} bytes`);
    }
  }

  /** Part of an entry. Of a stored one nothing else is kept in memory, though all of it is read once for its checksum. */
  readPart(entry: ZipEntry, from: number, length: number): Uint8Array<ArrayBuffer> {
    if (from + length > entry.bytes)
      damaged(this.name, `${quoted(entry.name)} has ${entry.bytes} bytes; ${from + length} are needed`);
    if (from === 0 && length === entry.bytes) return this.read(entry);
    if (entry.method !== 0) return this.read(entry).slice(from, from + length);
    if (!this.#verified.has(entry.name)) this.#verify(entry);
    const bytes = new Uint8Array(length);
    if (this.#source.readInto(bytes, this.#dataStart(entry) + from) < length)
      damaged(this.name, `${quoted(entry.name)} is cut off`);
    return bytes;
  }

  /** The first bytes of a stored entry, unverified: enough to see what it is. */
  peek(entry: ZipEntry, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(Math.min(length, entry.bytes, entry.packedBytes));
    return bytes.subarray(0, this.#source.readInto(bytes, this.#dataStart(entry)));
  }

  #verify(entry: ZipEntry): void {
    const start = this.#dataStart(entry);
    if (entry.bytes !== entry.packedBytes) damaged(this.name, `${quoted(entry.name)} is stored in two sizes`);
    let crc = 0;
    for (let at = 0; at < entry.bytes; at += chunkBytes) {
      const chunk = new Uint8Array(Math.min(chunkBytes, entry.bytes - at));
      this.#source.readInto(chunk, start + at);
      crc = crc32(chunk, crc);
    }
    if (crc !== entry.crc) damaged(this.name, `the checksum of ${quoted(entry.name)} is wrong`);
    this.#verified.add(entry.name);
  }

  close(): void {
    this.#source.close();
  }
}
