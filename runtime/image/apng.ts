/**
 * Whether a PNG is animated. libvips shows the still picture of an APNG and says nothing about the others; the frame count
 * is in the chunk `acTL`, which stands before the pixels (PNG specification, third edition, 11.3.6.1).
 */

const signatureLength = 8;
/** Chunk types, big-endian. */
const animationControl = 0x6163544c;
const imageData = 0x49444154;

/** Frames of a PNG file: 1 for a still one. */
export function pngFrames(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = signatureLength; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    if (type === animationControl && length >= 8) return Math.max(1, view.getUint32(at + 8));
    if (type === imageData) break;
    at += 12 + length;
  }
  return 1;
}
