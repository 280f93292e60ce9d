/** Attributes and shapes that the ops of a Winograd convolution share. */
import { isSymbolic, type Dim, type TensorType } from '../../ir/tensor-type.ts';
import { ShapeError } from '../op.ts';
import { frequencies, type Tile } from './transform.ts';

export const tileSchema = {
  type: 'array',
  prefixItems: [{ enum: [2, 4] }, { enum: [1, 2, 4] }],
  minItems: 2,
  maxItems: 2,
} as const;

/** Products per tile: those along height times those along width. */
export const frequencyCount = ([height, width]: Tile): number => frequencies(height) * frequencies(width);

/** Size of the filter that is left at each frequency: an axis that is not transformed keeps its 3 taps. */
export const remainingTaps = ([, width]: Tile): readonly [height: 1, width: 1 | 3] => [1, width === 1 ? 3 : 1];

/** Dims of transformed tiles, `[N,F,TH,TW,C]`; throws `ShapeError` for anything else. */
export function tilesType(type: TensorType | undefined, tile: Tile): readonly [Dim, number, number, number, number] {
  const dims = type?.dims;
  if (dims?.length !== 5 || dims.slice(1).some(isSymbolic) || dims[1] !== frequencyCount(tile))
    throw new ShapeError(`needs tiles [N,${frequencyCount(tile)},TH,TW,C]`);
  return dims as unknown as readonly [Dim, number, number, number, number];
}
