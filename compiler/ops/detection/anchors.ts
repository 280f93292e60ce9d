/**
 * Anchor boxes, computed where they are needed: there are 76,725 of them at 640 pixels, and a few hundred matter. After
 * the model garden's `ops/anchor.py` and mmdetection 1.x's `AnchorGenerator`.
 */
import type { AnchorSettings } from './settings.ts';

/** The anchors of one level: the same boxes in every cell. */
export interface AnchorGrid {
  readonly height: number;
  readonly width: number;
  readonly perCell: number;
  /** Distance of cells, and where in the first cell the corners are counted from. */
  readonly strideY: number;
  readonly strideX: number;
  readonly originY: number;
  readonly originX: number;
  /** `[perCell,4]`: y1, x1, y2, x2. */
  readonly corners: Float32Array;
}

export function anchorGrid(
  settings: AnchorSettings,
  level: number,
  image: readonly number[],
  height: number,
  width: number,
): AnchorGrid {
  const centred = settings.convention === 'tensorflow';
  const [imageHeight = 0, imageWidth = 0] = image;
  const stride = 2 ** level;
  const strideY = centred ? imageHeight / height : stride;
  const strideX = centred ? imageWidth / width : stride;
  const corners: number[] = [];
  const add = (scale: number, ratio: number): void => {
    const side = settings.size * stride * 2 ** (scale / settings.scales);
    if (centred) {
      const [halfHeight, halfWidth] = [(side * ratio ** -0.5) / 2, (side * ratio ** 0.5) / 2];
      corners.push(-halfHeight, -halfWidth, halfHeight, halfWidth);
      return;
    }
    const middle = (stride - 1) / 2;
    const [halfHeight, halfWidth] = [(side * Math.sqrt(ratio) - 1) / 2, (side / Math.sqrt(ratio) - 1) / 2];
    for (const corner of [middle - halfHeight, middle - halfWidth, middle + halfHeight, middle + halfWidth])
      corners.push(roundHalfEven(corner));
  };
  const scales = Array.from({ length: settings.scales }, (_, k) => k);
  if (centred) for (const scale of scales) for (const ratio of settings.aspectRatios) add(scale, ratio);
  else for (const ratio of settings.aspectRatios) for (const scale of scales) add(scale, ratio);
  return {
    height,
    width,
    perCell: corners.length / 4,
    strideY,
    strideX,
    originY: centred ? strideY / 2 : 0,
    originX: centred ? strideX / 2 : 0,
    corners: Float32Array.from(corners),
  };
}

/** As torch.round does. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}

export function anchorCount(grid: AnchorGrid): number {
  return grid.height * grid.width * grid.perCell;
}

/** Writes anchor `index` of the level (row, column, kind) as y1, x1, y2, x2 to `out[at…]`. */
export function anchorAt(grid: AnchorGrid, index: number, out: Float32Array, at: number): void {
  const cell = Math.floor(index / grid.perCell);
  const corner = (index - cell * grid.perCell) * 4;
  const row = Math.floor(cell / grid.width);
  const y = grid.originY + row * grid.strideY;
  const x = grid.originX + (cell - row * grid.width) * grid.strideX;
  out[at] = y + grid.corners[corner]!;
  out[at + 1] = x + grid.corners[corner + 1]!;
  out[at + 2] = y + grid.corners[corner + 2]!;
  out[at + 3] = x + grid.corners[corner + 3]!;
}

/** All anchors of a level, `[H·W·perCell,4]`. */
export function allAnchors(grid: AnchorGrid): Float32Array {
  const count = anchorCount(grid);
  const out = new Float32Array(4 * count);
  for (let i = 0; i < count; i++) anchorAt(grid, i, out, 4 * i);
  return out;
}

/** The grids of several levels whose features have these heights and widths. */
export function allAnchorLevels(
  settings: AnchorSettings,
  levels: readonly number[],
  image: readonly number[],
  sizes: readonly (readonly number[])[],
): AnchorGrid[] {
  return levels.map((level, i) => anchorGrid(settings, level, image, sizes[i]![0]!, sizes[i]![1]!));
}
