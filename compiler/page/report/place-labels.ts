/**
 * Where the names of points stand in a scatter plot: beside their point, on no other point and no other name, inside the
 * plot, and off the line where that is possible. Points stand in order of importance; what finds no room has no name.
 */
import { textWidth } from '../../picture/text-width.ts';

/** Pixels from the upper left corner. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface NamedPoint extends Position {
  readonly name: string;
}

/** The middle of the text's height, and the side that `align` says, from the point. */
export interface Placement {
  readonly dx: number;
  readonly dy: number;
  readonly align: 'left' | 'center' | 'right';
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Plot {
  readonly width: number;
  readonly height: number;
  /** Of points. */
  readonly radius: number;
  readonly fontSize: number;
  /** Corners of a line that goes across and down. */
  readonly line: readonly Position[];
}

/** In the order in which they are tried. */
export const placements: readonly Placement[] = [
  { dx: 0, dy: -11, align: 'center' },
  { dx: 8, dy: 0, align: 'left' },
  { dx: -8, dy: 0, align: 'right' },
  { dx: 0, dy: 11, align: 'center' },
  { dx: 3, dy: -11, align: 'left' },
  { dx: -3, dy: -11, align: 'right' },
  { dx: 3, dy: 11, align: 'left' },
  { dx: -3, dy: 11, align: 'right' },
];

/** @returns for each point its place, or undefined. */
export function placeLabels(points: readonly NamedPoint[], plot: Plot): readonly (Placement | undefined)[] {
  const taken = points.map(({ x, y }) => around(x, y, plot.radius, plot.radius));
  const segments = plot.line.slice(1).map((to, i) => between(plot.line[i]!, to));
  return points.map((point, i) => {
    const others = taken.filter((_, k) => k !== i);
    const free = placements.filter((placement) => {
      const box = labelBox(point, placement, plot.fontSize);
      return inside(box, plot) && !others.some((other) => overlap(box, other));
    });
    const offTheLine = free.find(
      (placement) => !segments.some((segment) => overlap(labelBox(point, placement, plot.fontSize), segment)),
    );
    const chosen = offTheLine ?? free[0];
    if (chosen !== undefined) taken.push(labelBox(point, chosen, plot.fontSize));
    return chosen;
  });
}

/** What a name covers, at most. */
export function labelBox({ x, y, name }: NamedPoint, { dx, dy, align }: Placement, fontSize: number): Box {
  const width = textWidth(name, fontSize);
  const left = x + dx - (align === 'left' ? 0 : align === 'right' ? width : width / 2);
  return { left, right: left + width, top: y + dy - fontSize / 2, bottom: y + dy + fontSize / 2 };
}

function around(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

const between = (a: Position, b: Position): Box => ({
  left: Math.min(a.x, b.x),
  right: Math.max(a.x, b.x),
  top: Math.min(a.y, b.y),
  bottom: Math.max(a.y, b.y),
});

const inside = ({ left, right, top, bottom }: Box, { width, height }: Plot): boolean =>
  left >= 0 && right <= width && top >= 0 && bottom <= height;

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
