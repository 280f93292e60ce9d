/** Masks on a picture: a translucent fill of the class's colour, and its outline in full colour. */
import type { PastedMask } from '../paste-mask.ts';
import type { ClassColor } from './colors.ts';

const opacity = 0.42;

/** Paints one mask into RGB pixels, row by row. `outline` is the width of the rim in pixels. */
export function paintMask(
  pixels: Uint8Array,
  width: number,
  mask: PastedMask,
  { rgb }: ClassColor,
  outline: number,
): void {
  const depth = edgeDistance(mask, outline);
  for (let y = 0, i = 0; y < mask.height; y++)
    for (let x = 0; x < mask.width; x++, i++) {
      if (mask.data[i] === 0) continue;
      const at = ((mask.top + y) * width + mask.left + x) * 3;
      const share = depth[i]! <= outline ? 0.9 : opacity;
      for (let c = 0; c < 3; c++) pixels[at + c] = Math.round(pixels[at + c]! * (1 - share) + rgb[c]! * share);
    }
}

/**
 * Steps to the nearest pixel outside the mask, by rows and columns (two passes over a city-block distance), up to a little
 * more than `most`. The border of the picture is no edge of the thing.
 */
function edgeDistance({ height, width, data }: PastedMask, most: number): Uint8Array {
  const limit = Math.min(254, Math.ceil(most) + 1);
  const distance = Uint8Array.from(data, (inside) => (inside === 0 ? 0 : limit));
  const relax = (i: number, neighbour: number): void => {
    if (distance[neighbour]! + 1 < distance[i]!) distance[i] = distance[neighbour]! + 1;
  };
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (y > 0) relax(i, i - width);
      if (x > 0) relax(i, i - 1);
    }
  for (let y = height - 1, i = data.length - 1; y >= 0; y--)
    for (let x = width - 1; x >= 0; x--, i--) {
      if (y < height - 1) relax(i, i + width);
      if (x < width - 1) relax(i, i + 1);
    }
  return distance;
}
