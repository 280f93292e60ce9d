/**
 * Polygons to run-length masks, bit by bit as `rleFrPoly` of pycocotools' `maskApi.c`: corners are rounded to fifths of a
 * pixel, each edge is walked in steps of a fifth along its longer side, and where it passes the middle of a pixel column it
 * leaves a mark at a row. Sorted, the marks are the ends of the runs.
 *
 * The original lists every step. Only those at the middle of a column of the picture matter, so here they are computed, and
 * a polygon that reaches far outside costs no more than the picture is wide.
 */
import type { Rle } from './rle.ts';

const fifths = 5;

/** Marks that a polygon may leave: an outline that passes each column of a large picture 50 times. */
const mostMarks = 1_000_000;

/** C's conversion to int: towards zero. */
const toInt = Math.trunc;

/**
 * The mask of a polygon.
 * @param points x and y in turn, in pixels; whole pairs are used.
 * @returns undefined where the outline passes more than a million columns.
 */
export function polygonMask(points: ArrayLike<number>, height: number, width: number): Rle | undefined {
  const corners = Math.floor(points.length / 2);
  const marks: number[] = [];
  for (let i = 0; i < corners; i++) {
    const j = i + 1 === corners ? 0 : i + 1;
    const [x, y] = [toInt(fifths * points[2 * i]! + 0.5), toInt(fifths * points[2 * i + 1]! + 0.5)];
    markEdge(
      x,
      y,
      toInt(fifths * points[2 * j]! + 0.5),
      toInt(fifths * points[2 * j + 1]! + 0.5),
      height,
      width,
      marks,
    );
    if (marks.length > mostMarks) return undefined;
  }
  return { height, width, counts: countsOf(marks, height * width) };
}

/** A box as a mask: x, y, width, height. */
export function boxMask([x, y, w, h]: readonly [number, number, number, number], height: number, width: number): Rle {
  const [right, bottom] = [x + w, y + h];
  return polygonMask([x, y, x, bottom, right, bottom, right, y], height, width)!;
}

/** Adds the pixels, counted down the columns, at which an edge passes the middle of a column. */
function markEdge(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  height: number,
  width: number,
  marks: number[],
): void {
  const [dx, dy] = [Math.abs(toX - fromX), Math.abs(toY - fromY)];
  const wide = dx >= dy;
  const flip = wide ? fromX > toX : fromY > toY;
  const [xs, ys, xe, ye] = flip ? [toX, toY, fromX, fromY] : [fromX, fromY, toX, toY];
  const slope = wide ? (ye - ys) / dx : (xe - xs) / dy;
  // Column c is passed between the fifths 5c + 2 and 5c + 3.
  const first = Math.max(0, Math.ceil((Math.min(xs, xe) - 2) / fifths));
  const last = Math.min(width - 1, Math.floor((Math.max(xs, xe) - 3) / fifths));
  for (let column = first; column <= last; column++) {
    const x = fifths * column + 2;
    const y = wide
      ? Math.min(toInt(ys + slope * (x - xs) + 0.5), toInt(ys + slope * (x + 1 - xs) + 0.5))
      : ys + lastStepBefore(x, xs, slope, dy);
    const row = (y + 0.5) / fifths - 0.5;
    marks.push(column * height + Math.ceil(Math.min(Math.max(row, 0), height)));
  }
}

/** Of the two neighbouring steps of a steep edge between which x passes from one side of `x + 1/2` to the other, the first. */
function lastStepBefore(x: number, xs: number, slope: number, dy: number): number {
  const beyond = (step: number): boolean =>
    slope > 0 ? toInt(xs + slope * step + 0.5) > x : toInt(xs + slope * step + 0.5) <= x;
  let step = Math.min(Math.max(Math.floor((x + 0.5 - xs) / slope), 0), dy);
  while (step > 0 && beyond(step)) step--;
  while (step < dy && !beyond(step + 1)) step++;
  return step;
}

/** Runs between the marks; two marks at one pixel cancel out, which joins the runs beside them. */
function countsOf(marks: readonly number[], pixels: number): Uint32Array {
  const ends = new Uint32Array(marks.length + 1);
  ends.set(marks);
  ends[marks.length] = pixels;
  ends.sort();
  const counts = new Uint32Array(ends.length);
  counts[0] = ends[0]!;
  let length = 1;
  for (let i = 1; i < ends.length; i++) {
    const run = ends[i]! - ends[i - 1]!;
    if (run > 0) {
      counts[length++] = run;
      continue;
    }
    i++;
    if (i < ends.length) counts[length - 1]! += ends[i]! - ends[i - 1]!;
  }
  return counts.slice(0, length);
}
