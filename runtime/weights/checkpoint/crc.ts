/**
 * Cyclic redundancy checks, 16 bytes a step ("slicing"; Kounavis and Berry, 2005): CRC-32 of zip files and CRC-32C of
 * TensorBundles and LevelDB tables. A hundred megabytes of weights are checked in a fraction of a second.
 */

export type Crc = (bytes: Uint8Array, before?: number) => number;

const slices = 16;

/** Table s gives the effect of a byte that is followed by s others; the polynomial is given with its bits reversed. */
function slicingTables(polynomial: number): Int32Array {
  const tables = new Int32Array(slices * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    tables[byte] = value;
  }
  for (let i = 256; i < tables.length; i++) tables[i] = (tables[i - 256]! >>> 8) ^ tables[tables[i - 256]! & 255]!;
  return tables;
}

function createCrc(polynomial: number): Crc {
  let tables: Int32Array | undefined;
  return (bytes, before = 0) => {
    const t = (tables ??= slicingTables(polynomial));
    let crc = ~before;
    let at = 0;
    // Words are read four bytes at a time where the buffer allows it.
    const aligned = bytes.byteOffset % 4 === 0 ? bytes.length - (bytes.length % slices) : 0;
    const words = new Int32Array(
      aligned === 0 ? new ArrayBuffer(0) : bytes.buffer,
      aligned && bytes.byteOffset,
      aligned / 4,
    );
    for (let w = 0; w < words.length; w += 4) {
      const a = words[w]! ^ crc;
      const b = words[w + 1]!;
      const c = words[w + 2]!;
      const d = words[w + 3]!;
      crc =
        t[3840 + (a & 255)]! ^
        t[3584 + ((a >>> 8) & 255)]! ^
        t[3328 + ((a >>> 16) & 255)]! ^
        t[3072 + (a >>> 24)]! ^
        t[2816 + (b & 255)]! ^
        t[2560 + ((b >>> 8) & 255)]! ^
        t[2304 + ((b >>> 16) & 255)]! ^
        t[2048 + (b >>> 24)]! ^
        t[1792 + (c & 255)]! ^
        t[1536 + ((c >>> 8) & 255)]! ^
        t[1280 + ((c >>> 16) & 255)]! ^
        t[1024 + (c >>> 24)]! ^
        t[768 + (d & 255)]! ^
        t[512 + ((d >>> 8) & 255)]! ^
        t[256 + ((d >>> 16) & 255)]! ^
        t[d >>> 24]!;
    }
    for (at = aligned; at < bytes.length; at++) crc = (crc >>> 8) ^ t[(crc ^ bytes[at]!) & 255]!;
    return ~crc >>> 0;
  };
}

/** CRC-32 of zip and gzip; `before` continues an earlier sum. */
export const crc32: Crc = createCrc(0xedb88320);

/** CRC-32C (Castagnoli). */
export const crc32c: Crc = createCrc(0x82f63b78);

/** As LevelDB stores sums, so that a sum over data that contains sums stays meaningful. */
export function maskedCrc(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
