/**
 * What a convolution by Winograd's algorithm as a whole holds besides its operands and its result, when rows of tiles are
 * transformed, multiplied and transformed back one frequency after another. It follows the steps of the tfjs spelling
 * (`emit/tfjs/winograd.ts`), where every step makes a tensor; its test compares the two byte by byte.
 */
import { bytesPerElement, sizeAt, type TensorType } from '../../ir/tensor-type.ts';
import { tilesAlong, type Tile, type TileSize } from './transform.ts';

/** Bytes at the worst moment, for an image `x` and a result of the same height and width. */
export function winogradWorkspaceBytes(tile: Tile, x: TensorType, result: TensorType, batch: number): number {
  const [n = 0, height = 0, width = 0, inputs = 0] = x.dims.map((dim) => sizeAt(dim, batch));
  const outputs = sizeAt(result.dims[3]!, batch);
  const [high, wide] = [tilesAlong(height, tile[0]) * tile[0], tilesAlong(width, tile[1]) * tile[1]];
  const bytes = (channels: number): number => n * high * wide * channels * bytesPerElement.f32;
  const cropped = high !== height || wide !== width;
  const padded = cropped ? bytes(inputs) : 0;
  const filtered = bytes(inputs) / tile[0];
  const row = bytes(outputs) / tile[0]; // outputs of one row of each tile
  const cell = row / tile[1];
  const across = Math.max(filtered + outputsPeak(tile[1], cell, filtered / tile[1] + cell), 2 * tile[1] * cell);
  const whole = tile[0] * row;
  // At the end rows are joined to the result, and that gets its shape: both as tensors.
  const own = n * height * width * outputs * bytesPerElement.f32;
  const atEnd = Math.max(2 * whole, cropped ? whole + own : 0);
  return Math.max(padded + outputsPeak(tile[0], row, across), atEnd) - own;
}

/** Bytes at the worst moment of turning products into outputs along an axis, each of `size`, where making a product needs `product`. */
function outputsPeak(outputs: TileSize, size: number, product: number): number {
  if (outputs === 1) return product;
  // Two (of two outputs) or four values wait while the last products are made; two more come in every sum.
  return outputs === 2 ? Math.max(4 * size, 2 * size + product) : Math.max(6 * size, 4 * size + product);
}
