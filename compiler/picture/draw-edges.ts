/** Edges of a picture: routes with rounded corners on paper-coloured halos, so that crossings show which one passes over. */
import type { Point } from './layout.ts';
import { edgeTitle } from './labels.ts';
import { decimal, markup, type Markup } from './markup.ts';
import type { DrawnEdge } from './network.ts';
import type { Mark } from './draw-nodes.ts';

const cornerRadius = 5;
const arrowLength = 6.5;
const arrowWidth = 3.2;

export function drawEdge(edge: DrawnEdge, route: readonly Point[], mark: Mark | undefined): Markup {
  const classes = ['edge', edge.direction];
  if (edge.kind === 'added') classes.push('added');
  if (mark !== undefined) classes.push(`mark-${mark}`);
  const path = pathOf(shortened(route));
  return markup`<g class="${classes.join(' ')}" data-from="${edge.from}" data-to="${edge.to}"><title>${edgeTitle(edge)}</title><path class="halo" d="${path}"/><path class="line" d="${path}"/><path class="arrow" d="${arrow(route)}"/></g>`;
}

/** An edge of another graph than the network's: in the colour of those that stay on their level. */
export function drawPlainEdge(route: readonly Point[]): Markup {
  const path = pathOf(shortened(route));
  return markup`<g class="edge same"><path class="halo" d="${path}"/><path class="line" d="${path}"/><path class="arrow" d="${arrow(route)}"/></g>`;
}

/** The line ends inside of its arrow. */
function shortened(route: readonly Point[]): readonly Point[] {
  const [x, y] = route.at(-1)!;
  const [dx, dy] = heading(route);
  return [...route.slice(0, -1), [x - dx * (arrowLength - 1), y - dy * (arrowLength - 1)]];
}

function heading(route: readonly Point[]): Point {
  const [[x1, y1], [x2, y2]] = route.slice(-2) as unknown as readonly [Point, Point];
  return [Math.sign(x2 - x1), Math.sign(y2 - y1)];
}

function arrow(route: readonly Point[]): string {
  const [x, y] = route.at(-1)!;
  const [dx, dy] = heading(route);
  const [backX, backY] = [x - dx * arrowLength, y - dy * arrowLength];
  const [sideX, sideY] = [dy * arrowWidth, dx * arrowWidth];
  return `M${at(x, y)}L${at(backX + sideX, backY + sideY)}L${at(backX - sideX, backY - sideY)}z`;
}

function pathOf(points: readonly Point[]): string {
  const [[x, y] = [0, 0]] = points;
  let path = `M${at(x, y)}`;
  for (let i = 1; i < points.length; i++) {
    const [here, next] = [points[i]!, points[i + 1]];
    const before = points[i - 1]!;
    if (next === undefined) {
      path += `L${at(...here)}`;
      continue;
    }
    const radius = Math.min(cornerRadius, distance(before, here) / 2, distance(here, next) / 2);
    path += `L${at(...towards(here, before, radius))}Q${at(...here)} ${at(...towards(here, next, radius))}`;
  }
  return path;
}

const at = (x: number, y: number): string => `${decimal(x)} ${decimal(y)}`;

/** Of points on a horizontal or vertical line. */
const distance = ([x1, y1]: Point, [x2, y2]: Point): number => Math.abs(x2 - x1) + Math.abs(y2 - y1);

const towards = ([x, y]: Point, [tx, ty]: Point, by: number): Point => [
  x + Math.sign(tx - x) * by,
  y + Math.sign(ty - y) * by,
];
