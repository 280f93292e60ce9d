/**
 * Keys of the parts of a partitioned variable: name and slice in TensorFlow's order-preserving code
 * (`EncodeTensorNameSlice` in util/saved_tensor_slice_util.cc, `OrderedCode` in core/lib/strings/ordered_code.cc).
 * One character of the result is one byte.
 */
import type { Slice } from './bundle-proto.ts';

/** @param name the variable's name, one character per byte. */
export function sliceKey(name: string, slice: Slice): string {
  const escaped = name.replaceAll(/[\0\xff]/g, (byte) => (byte === '\0' ? '\0\xff' : '\xff\0'));
  const extents = slice.map(({ start, length = -1 }) => signed(start) + signed(length));
  return `${unsigned(0)}${escaped}\0\x01${unsigned(slice.length)}${extents.join('')}`;
}

/** Big-endian bytes after their count. */
function unsigned(value: number): string {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return String.fromCharCode(bytes.length, ...bytes);
}

/** A byte holds −64…63, and each further one seven bits more; as many leading bits as there are bytes say so. */
function signed(value: number): string {
  let length = 1;
  for (let limit = 64; value >= limit || value < -limit; limit *= 128) length++;
  const bytes: number[] = [];
  for (let i = 0, rest = value; i < length; i++, rest = Math.floor(rest / 256))
    bytes.unshift(((rest % 256) + 256) % 256);
  const header = length < 8 ? [0xff & ~(0xff >> length)] : [0xff, 0xff & ~(0xff >> (length - 8))];
  header.forEach((bits, i) => (bytes[i] = (bytes[i] ?? 0) ^ bits));
  return String.fromCharCode(...bytes);
}
