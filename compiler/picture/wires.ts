/** What the steps of a layout tell each other: boxes in their cells, and edges as wires that get ports and lanes. */
import { spacing } from './spacing.ts';

export interface LayoutBox {
  readonly id: string;
  readonly column: number;
  readonly row: number;
  readonly width: number;
  /** Half of a cell. */
  readonly slot?: 'upper' | 'lower' | undefined;
  /** How far the middle of a side stands out before its ends, for pointed shapes. */
  readonly slantLeft?: number | undefined;
  readonly slantRight?: number | undefined;
}

export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
}

export interface Cells {
  readonly rows: number;
  readonly columns: number;
  /** Boxes of each row, from left to right. */
  readonly occupied: readonly (readonly LayoutBox[])[];
  readonly byId: ReadonlyMap<string, LayoutBox>;
}

/**
 * Where the long horizontal stretch of an edge is: in its source's row, in its target's, in a gap between rows, or nowhere:
 * `straight` edges stay in the row of both, `column` ones lead to the next row of the same column.
 */
export type WirePath = 'straight' | 'column' | 'source-row' | 'target-row' | 'gap';

export interface Wire {
  readonly from: LayoutBox;
  readonly to: LayoutBox;
  readonly path: WirePath;
  /** Gap i is above row i. */
  gap: number | undefined;
  gapLane: number;
  /** Heights of its ends, relative to their rows' centres. */
  out: number;
  in: number;
  /** Lanes in the channel after its source and in the one before its target, where it has corners there. */
  outLane: number;
  inLane: number;
}

/** Top and bottom of a box relative to its row's centre. */
export function boxAt({ slot }: LayoutBox): readonly [top: number, bottom: number] {
  const half = spacing.boxHeight / 2;
  if (slot === 'upper') return [-half, -half + spacing.slotHeight];
  if (slot === 'lower') return [half - spacing.slotHeight, half];
  return [-half, half];
}
