/**
 * Geometry of a picture: pure and synchronous, so that a page can lay out while something is dragged.
 *
 * Rows and columns are given, as they mean something (levels and order). What is left is where edges run: horizontally
 * in lanes between rows, or in a row where no box is in the way, and vertically in lanes between columns. Lanes are
 * coloured intervals (the left-edge algorithm of channel routing: Hashimoto and Stevens 1971), so no edge passes through a
 * box, and no two edges share a stretch, except at ports that more edges leave or enter than there is room for.
 */
import { assignGaps, assignLanes } from './lanes.ts';
import { planWires } from './plan.ts';
import { assignPorts } from './ports.ts';
import { boxAt, type Cells, type LayoutBox, type LayoutEdge, type Wire } from './wires.ts';
import { spacing } from './spacing.ts';

export type { LayoutBox, LayoutEdge } from './wires.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Rectangle>;
  /** Per edge, in their order: corners from the source's side to the target's; all segments are horizontal or vertical. */
  readonly routes: readonly (readonly Point[])[];
  /** Centres of the rows. */
  readonly rows: readonly number[];
}

/**
 * `boxes` have different ids, and different cells unless they have slots; edges name boxes. Edges should lead to later
 * columns (others go round), or to the next row of the same one.
 */
export function layout(boxes: readonly LayoutBox[], edges: readonly LayoutEdge[]): Layout {
  const cells = cellsOf(boxes);
  const wires = planWires(edges, cells);
  const gaps = assignGaps(wires, cells.rows);
  assignPorts(wires, cells);
  const rows = rowCentres(gaps, cells.rows);
  const y = (wire: Wire, end: 'out' | 'in'): number => rows[wire[end === 'out' ? 'from' : 'to'].row]! + wire[end];
  const laneY = (wire: Wire): number => gapTop(rows, wire.gap!) + spacing.besideRow + wire.gapLane * spacing.lane;
  const channels = assignLanes(wires, y, laneY, cells.columns);
  const columns = columnPlaces(boxes, channels, cells.columns);
  const placed = new Map(boxes.map((box) => [box.id, rectangle(box, columns, rows)]));
  const laneX = (channel: number, lane: number): number =>
    (channel < 0 ? 0 : columns[channel]!.right) + spacing.beforeLanes + lane * spacing.lane;
  return {
    width: (columns.at(-1)?.right ?? 0) + channelWidth(channels[cells.columns]!),
    height: rows.length === 0 ? 0 : gapTop(rows, cells.rows) + gapHeight(gaps[cells.rows]!),
    boxes: placed,
    routes: wires.map((wire) => route(wire, placed, y, laneY, laneX)),
    rows,
  };

  function gapTop(centres: readonly number[], gap: number): number {
    return gap === 0 ? 0 : centres[gap - 1]! + spacing.boxHeight / 2;
  }
}

function cellsOf(boxes: readonly LayoutBox[]): Cells {
  const rows = Math.max(-1, ...boxes.map(({ row }) => row)) + 1;
  const columns = Math.max(-1, ...boxes.map(({ column }) => column)) + 1;
  const occupied = Array.from({ length: rows }, (): LayoutBox[] => []);
  for (const box of [...boxes].sort((a, b) => a.column - b.column)) occupied[box.row]!.push(box);
  return { rows, columns, occupied, byId: new Map(boxes.map((box) => [box.id, box])) };
}

function gapHeight(lanes: number): number {
  return lanes === 0 ? spacing.emptyGap : (lanes - 1) * spacing.lane + 2 * spacing.besideRow;
}

/** The outer gaps have no height unless edges run there. */
function rowCentres(gaps: readonly number[], count: number): readonly number[] {
  const centres: number[] = [];
  let y = gaps[0] === 0 ? 0 : gapHeight(gaps[0]!);
  for (let row = 0; row < count; row++) {
    centres.push(y + spacing.boxHeight / 2);
    y += spacing.boxHeight + gapHeight(gaps[row + 1]!);
  }
  return centres;
}

function channelWidth(lanes: number): number {
  return lanes === 0 ? 0 : spacing.beforeLanes + (lanes - 1) * spacing.lane + spacing.afterLanes;
}

interface ColumnPlace {
  readonly left: number;
  readonly right: number;
}

/** `channels[i]` is the number of lanes before column i. */
function columnPlaces(boxes: readonly LayoutBox[], channels: readonly number[], count: number): readonly ColumnPlace[] {
  const widths = Array.from({ length: count }, () => 0);
  for (const { column, width } of boxes) widths[column] = Math.max(widths[column]!, width);
  let x = 0;
  return widths.map((width, column) => {
    x += column === 0 ? channelWidth(channels[0]!) : Math.max(spacing.emptyChannel, channelWidth(channels[column]!));
    const place = { left: x, right: x + width };
    x += width;
    return place;
  });
}

function rectangle(box: LayoutBox, columns: readonly ColumnPlace[], rows: readonly number[]): Rectangle {
  const { left, right } = columns[box.column]!;
  const [top, bottom] = boxAt(box);
  return { x: (left + right - box.width) / 2, y: rows[box.row]! + top, width: box.width, height: bottom - top };
}

function route(
  wire: Wire,
  boxes: ReadonlyMap<string, Rectangle>,
  y: (wire: Wire, end: 'out' | 'in') => number,
  laneY: (wire: Wire) => number,
  laneX: (channel: number, lane: number) => number,
): readonly Point[] {
  const { from, to, path } = wire;
  const source = boxes.get(from.id)!;
  const target = boxes.get(to.id)!;
  if (path === 'column') {
    const x = source.x + source.width / 2;
    return from.row < to.row
      ? [
          [x, source.y + source.height],
          [x, target.y],
        ]
      : [
          [x, source.y],
          [x, target.y + target.height],
        ];
  }
  const start: Point = [source.x + source.width - slantAt(from.slantRight, wire.out), y(wire, 'out')];
  const end: Point = [target.x + slantAt(to.slantLeft, wire.in), y(wire, 'in')];
  if (start[1] === end[1] && path !== 'gap') return [start, end];
  const first = path === 'source-row' ? undefined : laneX(from.column, wire.outLane);
  const last = path === 'target-row' ? undefined : laneX(to.column - 1, wire.inLane);
  if (path !== 'gap') {
    const x = (first ?? last)!;
    return [start, [x, start[1]], [x, end[1]], end];
  }
  const middle = laneY(wire);
  return [start, [first!, start[1]], [first!, middle], [last!, middle], [last!, end[1]], end];
}

/** How far inside of its rectangle a pointed shape's side is. */
function slantAt(slant = 0, offset: number): number {
  return (slant * Math.abs(offset)) / (spacing.boxHeight / 2);
}
