/** What must be true of every laid out picture, as a list of what is not. */
import type { Layout, Point, Rectangle } from '../../compiler/picture/layout.ts';
import type { LayoutBox, LayoutEdge } from '../../compiler/picture/wires.ts';

/** Pixels: rounding is no fault. */
const tolerance = 0.01;

interface Segment {
  readonly edge: number;
  readonly horizontal: boolean;
  /** The coordinate that stays, and the two that don't. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export function faults(boxes: readonly LayoutBox[], edges: readonly LayoutEdge[], layout: Layout): readonly string[] {
  const segments = layout.routes.flatMap((route, edge) => segmentsOf(route, edge));
  return [
    ...overlappingBoxes(layout),
    ...badEnds(boxes, edges, layout),
    ...throughBoxes(edges, layout, segments),
    ...sharedStretches(edges, segments),
    ...outside(layout),
  ];
}

function segmentsOf(route: readonly Point[], edge: number): readonly Segment[] {
  return route.slice(1).map(([x, y], i) => {
    const [x0, y0] = route[i]!;
    if (x !== x0 && y !== y0) throw new Error(`edge ${edge} is slanted`);
    return y === y0
      ? { edge, horizontal: true, at: y, from: Math.min(x, x0), to: Math.max(x, x0) }
      : { edge, horizontal: false, at: x, from: Math.min(y, y0), to: Math.max(y, y0) };
  });
}

function overlappingBoxes({ boxes }: Layout): readonly string[] {
  const all = [...boxes].sort((a, b) => a[1].x - b[1].x);
  const found: string[] = [];
  for (let i = 0; i < all.length; i++)
    for (let j = i + 1; j < all.length; j++) {
      const [a, b] = [all[i]![1], all[j]![1]];
      if (b.x >= a.x + a.width - tolerance) break;
      if (a.y < b.y + b.height - tolerance && b.y < a.y + a.height - tolerance)
        found.push(`${all[i]![0]} overlaps ${all[j]![0]}`);
    }
  return found;
}

/** Edges start at the right side of their source and end at the left side of their target, or lead from row to row. */
function badEnds(boxes: readonly LayoutBox[], edges: readonly LayoutEdge[], layout: Layout): readonly string[] {
  const byId = new Map(boxes.map((box) => [box.id, box]));
  return edges.flatMap(({ from, to }, i) => {
    const [source, target] = [layout.boxes.get(from)!, layout.boxes.get(to)!];
    const route = layout.routes[i]!;
    const [[x1, y1], [x2, y2]] = [route[0]!, route.at(-1)!];
    if (byId.get(from)!.column === byId.get(to)!.column) return x1 === x2 ? [] : [`${from} to ${to} is not upright`];
    const within = ({ y, height }: Rectangle, at: number): boolean => at >= y && at <= y + height;
    const right = source.x + source.width - x1;
    const left = x2 - target.x;
    const leaves = right >= -tolerance && right <= (byId.get(from)!.slantRight ?? 0) + tolerance && within(source, y1);
    const enters = left >= -tolerance && left <= (byId.get(to)!.slantLeft ?? 0) + tolerance && within(target, y2);
    return leaves && enters ? [] : [`${from} to ${to} ends in the air`];
  });
}

function throughBoxes(
  edges: readonly LayoutEdge[],
  { boxes }: Layout,
  segments: readonly Segment[],
): readonly string[] {
  const sorted = [...boxes].sort((a, b) => a[1].x - b[1].x);
  return segments.flatMap(({ edge, horizontal, at, from, to }) => {
    const [left, right] = horizontal ? [from, to] : [at, at];
    const [top, bottom] = horizontal ? [at, at] : [from, to];
    const found: string[] = [];
    for (const [id, box] of sorted) {
      if (box.x > right) break;
      const own = id === edges[edge]!.from || id === edges[edge]!.to;
      // Pointed shapes leave room in the corners of their own rectangle.
      const inset = own ? 10 : tolerance;
      if (
        left < box.x + box.width - inset &&
        right > box.x + inset &&
        top < box.y + box.height - tolerance &&
        bottom > box.y + tolerance
      )
        found.push(`${edges[edge]!.from} to ${edges[edge]!.to} passes through ${id}`);
    }
    return found;
  });
}

/** Ports on one side of a box. Edges of one source, or of one target, share some where there are more. */
const ports = { leaving: 7, entering: 6 };

function sharedStretches(edges: readonly LayoutEdge[], segments: readonly Segment[]): readonly string[] {
  const leaving = countBy(edges, ({ from }) => from);
  const entering = countBy(edges, ({ to }) => to);
  const lines = new Map<string, Segment[]>();
  for (const segment of segments) {
    const key = `${segment.horizontal}${Math.round(segment.at * 100)}`;
    const line = lines.get(key) ?? [];
    lines.set(key, line);
    line.push(segment);
  }
  const found: string[] = [];
  for (const line of lines.values()) {
    line.sort((a, b) => a.from - b.from);
    for (let i = 0; i < line.length; i++)
      for (let j = i + 1; j < line.length; j++) {
        const [a, b] = [line[i]!, line[j]!];
        if (b.from >= a.to - tolerance) break;
        const [first, second] = [edges[a.edge]!, edges[b.edge]!];
        if (a.edge === b.edge) continue;
        if (first.from === second.from && leaving.get(first.from)! > ports.leaving) continue;
        if (first.to === second.to && entering.get(first.to)! > ports.entering) continue;
        found.push(`${first.from} to ${first.to} lies on ${second.from} to ${second.to}`);
      }
  }
  return found;
}

function countBy<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of list) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function outside({ width, height, boxes, routes }: Layout): readonly string[] {
  const points: readonly Point[] = [
    ...routes.flat(),
    ...[...boxes.values()].flatMap((box): Point[] => [
      [box.x, box.y],
      [box.x + box.width, box.y + box.height],
    ]),
  ];
  return points.some(([x, y]) => x < 0 || y < 0 || x > width + tolerance || y > height + tolerance)
    ? ['something is outside']
    : [];
}
