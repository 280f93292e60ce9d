/** Checksums: published check values, and the same sums by the definition, bit by bit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32, crc32c, maskedCrc } from '../../../runtime/weights/checkpoint/crc.ts';

/** The definition: polynomial division, least significant bit first. */
function byDefinition(polynomial: number, bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
  }
  return ~crc >>> 0;
}

describe('crc', () => {
  const digits = new TextEncoder().encode('123456789');

  it('has the check values of the catalogue', () => {
    expect(crc32(digits)).toBe(0xcbf43926);
    expect(crc32c(digits)).toBe(0xe3069283);
    // RFC 3720, B.4: 32 bytes of zeros, of ones.
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43);
  });

  it('is masked as LevelDB masks', () => {
    const crc = crc32c(digits);
    expect(maskedCrc(crc)).not.toBe(crc);
    const rotated = (maskedCrc(crc) - 0xa282ead8) >>> 0;
    expect(((rotated >>> 17) | (rotated << 15)) >>> 0).toBe(crc);
  });

  it('equals the definition, at every alignment and length, whole and in pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(7), fc.nat(300), (data, offset, cut) => {
        const shifted = new Uint8Array(data.length + offset);
        shifted.set(data, offset);
        const bytes = shifted.subarray(offset);
        const at = Math.min(cut, bytes.length);
        for (const [crc, polynomial] of [
          [crc32, 0xedb88320],
          [crc32c, 0x82f63b78],
        ] as const) {
          expect(crc(bytes)).toBe(byDefinition(polynomial, bytes));
          expect(crc(bytes.subarray(at), crc(bytes.subarray(0, at)))).toBe(crc(bytes));
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
