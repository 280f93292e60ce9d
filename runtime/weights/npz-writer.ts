/**
 * Writing NumPy's `.npz` as a stream: stored entries `<name>.npy` of little-endian float32, in the order of names. The same
 * tensors give the same bytes.
 */
import { Zip, ZipPassThrough } from 'fflate';
import type { TensorToWrite } from './safetensors-writer.ts';

/** Zip's own beginning of time, in the zone of whoever reads it. */
const epoch = new Date(1980, 0, 1);
/** What the archive's 32-bit places can reach. */
export const largestNpz = 2 ** 32 - 2 ** 24;

/** Header of an array: magic, version 1.0, a dict as text, so long that data starts at a multiple of 64. */
function arrayHeader(dims: readonly number[]): Uint8Array {
  const shape = dims.length === 1 ? `${dims[0]!},` : dims.join(', ');
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}), }`;
  const length = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const header = new TextEncoder().encode(`\u0000NUMPY\u0001\u0000\u0000\u0000${dict.padEnd(length - 1)}\n`);
  header[0] = 0x93;
  new DataView(header.buffer).setUint16(8, length, true);
  return header;
}

/** The file in chunks, a tensor at a time. */
export function* npzChunks(tensors: readonly TensorToWrite[]): Generator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    made.push(chunk);
  });
  for (const { name, dims, read } of [...tensors].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const entry = new ZipPassThrough(`${name}.npy`);
    entry.mtime = epoch;
    zip.add(entry);
    entry.push(arrayHeader(dims));
    const values = read();
    entry.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), true);
    yield* made.splice(0);
  }
  zip.end();
  yield* made;
}
