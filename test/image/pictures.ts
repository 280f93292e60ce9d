/** Picture files made for the tests beside: small, in every flavour that decoding has to cope with. */
import sharp, { type Sharp } from 'sharp';

export const photograph = 'docs/pictures/coffee.jpg';

/** Interleaved 8-bit pixels of a smooth pattern without symmetry, so that turns and flips show. */
export function pattern(height: number, width: number, channels: 1 | 3 | 4 = 3): Uint8Array {
  const data = new Uint8Array(height * width * channels);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++, i++) {
        const wave = Math.sin(0.11 * x * (c + 1)) * Math.cos(0.07 * y * (2 - c)) + x / width + 0.5 * (y / height);
        data[i] = c === 3 ? (x * 255) / width : Math.round(127 + 50 * wave);
      }
  return data;
}

export function picture(height: number, width: number, channels: 1 | 3 | 4 = 3): Sharp {
  return sharp(pattern(height, width, channels), { raw: { height, width, channels } });
}

/** 16-bit PNG: grey, grey and alpha, RGB, or RGB and alpha. */
export function sixteenBit(data: Uint16Array, height: number, width: number, channels: 1 | 2 | 3 | 4): Promise<Buffer> {
  return sharp(data, { raw: { height, width, channels } })
    .toColourspace(channels < 3 ? 'grey16' : 'rgb16')
    .png()
    .toBuffer();
}

/** A still PNG with the chunks that make it the first of several frames. */
export function animatedPng(still: Buffer, frames: number): Buffer {
  const afterHeader = 33; // signature, then IHDR of 13 bytes
  const [width, height] = [still.readUInt32BE(16), still.readUInt32BE(20)];
  const control = chunk('acTL', [frames, 0]);
  const frame = chunk('fcTL', [0, width, height, 0, 0, 0x0001000a, 0]);
  return Buffer.concat([still.subarray(0, afterHeader), control, frame, still.subarray(afterHeader)]);
}

/** A PNG chunk of 32-bit numbers; an `fcTL` is two bytes shorter than whole numbers make it. */
function chunk(type: 'acTL' | 'fcTL', values: readonly number[]): Buffer {
  const length = type === 'fcTL' ? 26 : 4 * values.length;
  const bytes = Buffer.alloc(12 + length);
  bytes.writeUInt32BE(length, 0);
  bytes.write(type, 4, 'latin1');
  for (const [i, value] of values.entries()) if (4 * i + 4 <= length) bytes.writeUInt32BE(value, 8 + 4 * i);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + length)), 8 + length);
  return bytes;
}

/** A PNG whose header claims a size that its data do not have. */
export async function claiming(height: number, width: number): Promise<Buffer> {
  const png = await picture(4, 4).png().toBuffer();
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}

/** CRC of a PNG chunk (ISO 3309). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
