/**
 * As much of protocol buffers as TensorBundles need: the fields of a message, one after the other. Nothing is allocated
 * for what a message claims, only views into its bytes.
 * Wire format: https://protobuf.dev/programming-guides/encoding/
 */

export interface Field {
  readonly number: number;
  /** Of a varint or fixed field; -1 where it does not fit 53 bits (negative and absurd numbers). */
  readonly value: number;
  /** Of a length-delimited field; empty otherwise. */
  readonly bytes: Uint8Array;
}

const none = new Uint8Array(0);

/** Position after a varint, and its value: -1 when it has more than 53 bits. @throws RangeError when it does not end. */
export function readVarint(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) return { value: Number.isSafeInteger(value) ? value : -1, next: at + i + 1 };
  }
  throw new RangeError(`the number at byte ${at} does not end`);
}

/** The fields of a message in the order in which they stand. @throws RangeError where the bytes are no message. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    at = tag.next;
    const number = Math.floor(tag.value / 8);
    switch (tag.value % 8) {
      case 0: {
        const { value, next } = readVarint(bytes, at);
        at = next;
        yield { number, value, bytes: none };
        break;
      }
      case 1:
        at += 8;
        if (at > bytes.length) throw new RangeError('a field is cut off');
        yield { number, value: -1, bytes: none };
        break;
      case 2: {
        const { value, next } = readVarint(bytes, at);
        if (value < 0 || next + value > bytes.length) throw new RangeError(`a field claims ${value} bytes`);
        at = next + value;
        yield { number, value: -1, bytes: bytes.subarray(next, at) };
        break;
      }
      case 5:
        if (at + 4 > bytes.length) throw new RangeError('a field is cut off');
        yield { number, value: view.getUint32(at, true), bytes: none };
        at += 4;
        break;
      default:
        throw new RangeError(`a field has wire type ${tag.value % 8}`);
    }
  }
}
