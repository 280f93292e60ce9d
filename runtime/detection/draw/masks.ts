/** Masks on a picture: a translucent fill of the class's colour, and its outline in nearly full colour. */
import type { PastedMask } from '../paste-mask.ts';
import type { ClassColor } from './colors.ts';

const fillOpacity = 0.42;
const rimOpacity = 0.9;

/** Paints one mask into RGB pixels, row by row. `rim` is the width of the outline in pixels. */
export function paintMask(pixels: Uint8Array, width: number, mask: PastedMask, { rgb }: ClassColor, rim: number): void {
  const distance = edgeDistance(mask, rim);
  const [fill, edge] = [blends(rgb, fillOpacity), blends(rgb, rimOpacity)];
  for (let y = 0, i = 0; y < mask.height; y++) {
    let at = ((mask.top + y) * width + mask.left) * 3;
    for (let x = 0; x < mask.width; x++, i++, at += 3) {
      const steps = distance[i]!;
      if (steps === 0) continue;
      const blend = steps <= rim ? edge : fill;
      pixels[at] = blend[pixels[at]!]!;
      pixels[at + 1] = blend[256 + pixels[at + 1]!]!;
      pixels[at + 2] = blend[512 + pixels[at + 2]!]!;
    }
  }
}

/** What becomes of each of the 256 values, per channel. */
function blends(rgb: ClassColor['rgb'], opacity: number): Uint8Array {
  const table = new Uint8Array(3 * 256);
  for (let i = 0; i < table.length; i++) table[i] = Math.round((i & 255) * (1 - opacity) + rgb[i >> 8]! * opacity);
  return table;
}

/**
 * Steps to the nearest pixel outside the mask, by rows and columns (two passes over a city-block distance), up to a little
 * more than `most`; 0 outside. The border of the picture is no edge of the thing.
 */
function edgeDistance({ height, width, data }: PastedMask, most: number): Uint8Array {
  const limit = Math.min(254, Math.ceil(most) + 1);
  const distance = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (data[i] === 0) continue;
      const above = y > 0 ? distance[i - width]! : limit;
      const left = x > 0 ? distance[i - 1]! : limit;
      distance[i] = Math.min(limit, (above < left ? above : left) + 1);
    }
  for (let y = height - 1, i = data.length - 1; y >= 0; y--)
    for (let x = width - 1; x >= 0; x--, i--) {
      if (distance[i]! < 2) continue;
      const below = y < height - 1 ? distance[i + width]! : limit;
      const right = x < width - 1 ? distance[i + 1]! : limit;
      const near = (below < right ? below : right) + 1;
      if (near < distance[i]!) distance[i] = near;
    }
  return distance;
}
