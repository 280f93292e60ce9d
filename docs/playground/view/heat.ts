/**
 * A feature map as a picture: the mean over the channels of each cell, darkest where it is least. Colours run through
 * lightness evenly (matplotlib's viridis, by six of its colours), so that they also read in grey.
 */
import type { Tensor } from '../../../compiler/ops/op.ts';

const ramp = [
  [68, 1, 84],
  [65, 68, 135],
  [42, 120, 142],
  [34, 168, 132],
  [122, 209, 81],
  [253, 231, 37],
] as const;

/** `[1,H,W,C]` → mean of each cell, row by row. */
function channelMeans({ dims, data }: Tensor): Float64Array {
  const [, height = 1, width = 1, channels = 1] = dims;
  const means = new Float64Array(height * width);
  for (let cell = 0, at = 0; cell < means.length; cell++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += Number(data[at++]);
    means[cell] = sum / channels;
  }
  return means;
}

/** A canvas with a pixel per cell, and the range that the colours span. */
export function heatPicture(map: Tensor): {
  readonly canvas: HTMLCanvasElement;
  readonly range: readonly [number, number];
} {
  const [, height = 1, width = 1] = map.dims;
  const means = channelMeans(map);
  let [least, most] = [Infinity, -Infinity];
  for (const value of means) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const pixels = new ImageData(width, height);
  const scale = most > least ? (ramp.length - 1) / (most - least) : 0;
  for (const [cell, value] of means.entries()) {
    const position = Number.isFinite(value) ? (value - least) * scale : 0;
    const lower = Math.min(ramp.length - 2, Math.floor(position));
    const part = position - lower;
    for (let channel = 0; channel < 3; channel++)
      pixels.data[4 * cell + channel] = (1 - part) * ramp[lower]![channel]! + part * ramp[lower + 1]![channel]!;
    pixels.data[4 * cell + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return { canvas, range: [least, most] };
}
