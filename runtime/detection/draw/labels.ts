/**
 * Where labels go: above their box, or else inside it, below it or at its right end, wherever they cover the least of the
 * labels that are there already. Those that are placed first, the best detections, have the best places.
 */
import type { Box } from '../../image/placement.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly height: number;
  readonly width: number;
}

function common(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** A label's place. `edge` is half the thickness of the frame, on which the label stands. */
export function placeLabel(box: Box, label: Size, picture: Size, taken: readonly Rectangle[], edge: number): Rectangle {
  const [y1, x1, y2, x2] = box;
  const { width, height } = label;
  const left = x1 - edge;
  const right = x2 + edge - width;
  const candidates = [
    [left, y1 - edge - height],
    [left, y1 - edge],
    [right, y1 - edge - height],
    [right, y1 - edge],
    [left, y2 + edge],
    [left, y2 + edge - height],
    [right, y2 + edge],
    [right, y2 + edge - height],
  ] as const;
  let best: { rectangle: Rectangle; cost: number } | undefined;
  for (const [order, [x, y]] of candidates.entries()) {
    const rectangle = {
      x: Math.max(0, Math.min(x, picture.width - width)),
      y: Math.max(0, Math.min(y, picture.height - height)),
      width,
      height,
    };
    // What the border of the picture pushes away is no longer at its box; ties go to the usual place.
    const pushed = Math.abs(rectangle.x - x) * 0.1 + Math.abs(rectangle.y - y);
    const covered = taken.reduce((sum, other) => sum + common(rectangle, other), 0);
    const cost = covered / height + pushed + order / 100;
    if (best === undefined || cost < best.cost) best = { rectangle, cost };
  }
  return best!.rectangle;
}
