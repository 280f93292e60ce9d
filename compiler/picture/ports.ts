/**
 * Heights at which edges leave and enter boxes: in an order that lets those of one box turn off without crossing each
 * other, and never at a height where an edge of the box before it in the row may still be under way.
 */
import { spacing } from './spacing.ts';
import { boxAt, type Cells, type LayoutBox, type Wire } from './wires.ts';

/** Ports of edges that leave are twice as far apart, so that there is always room between them for those that enter. */
const outStep = 2 * spacing.port;

export function assignPorts(wires: readonly Wire[], { occupied }: Cells): void {
  const leaving = new Map<string, Wire[]>();
  const entering = new Map<string, Wire[]>();
  for (const wire of wires) {
    if (wire.path === 'column') continue;
    append(leaving, wire.from.id, wire);
    append(entering, wire.to.id, wire);
  }
  for (const row of occupied) {
    /** Heights of what the box before it sends into the row. */
    let taken: readonly number[] = [];
    let column = -1;
    let sent: number[] = [];
    for (const box of row) {
      if (box.column !== column) {
        taken = sent;
        sent = [];
        ({ column } = box);
      }
      const outs = (leaving.get(box.id) ?? []).sort(byKey(outKey));
      const heights = spread(outs.length, heightsFor(box, outStep, []), 2 * outStep);
      outs.forEach((wire, i) => (wire.out = fixedHeight(wire) ?? heights[i]!));
      sent.push(...outs.map(({ out }) => out));
      const ins = (entering.get(box.id) ?? []).sort(byKey(inKey));
      const bent = ins.filter(({ path }) => path !== 'straight');
      const free = spread(bent.length, heightsToEnter(box, bent.length, taken, ins), 3 * outStep);
      bent.forEach((wire, i) => (wire.in = free[i]!));
      for (const wire of ins) if (wire.path === 'straight') wire.in = wire.out;
    }
  }
}

function append(map: Map<string, Wire[]>, id: string, wire: Wire): void {
  const list = map.get(id);
  if (list === undefined) map.set(id, [wire]);
  else list.push(wire);
}

/** A straight edge to half a cell has that half's height. */
function fixedHeight({ path, to }: Wire): number | undefined {
  if (path !== 'straight' || to.slot === undefined) return undefined;
  return 2 * outStep * (to.slot === 'upper' ? -1 : 1);
}

function heightsFor(box: LayoutBox, step: number, taken: readonly number[]): readonly number[] {
  const [top, bottom] = boxAt(box);
  const margin = spacing.boxHeight / 2 - spacing.outermostPort;
  const heights: number[] = [];
  for (let y = -spacing.outermostPort; y <= spacing.outermostPort; y += step)
    if (y >= top + margin / 2 && y <= bottom - margin / 2 && !taken.includes(y)) heights.push(y);
  return heights.length === 0 ? [(top + bottom) / 2] : heights;
}

/** Not where something comes from before; where there is room, no arrow touches one that comes straight on, or another. */
function heightsToEnter(
  box: LayoutBox,
  count: number,
  taken: readonly number[],
  ins: readonly Wire[],
): readonly number[] {
  const free = heightsFor(box, spacing.port, taken);
  const straight = ins.filter(({ path }) => path === 'straight');
  const apart = free.filter((y) => straight.every(({ out }) => Math.abs(y - out) >= outStep));
  const coarse = count > fewIns ? apart.filter((y) => y % outStep === 0) : apart;
  return [coarse, apart].find((heights) => heights.length >= count) ?? free;
}

/** So many are far apart anyway. */
const fewIns = 3;

/** `count` of the heights, in order, about evenly around their middle; the same one again where there are too few. */
function spread(count: number, heights: readonly number[], ideal: number): readonly number[] {
  if (count > heights.length)
    return Array.from({ length: count }, (_, i) => heights[Math.floor((i * heights.length) / count)]!);
  const middle = (heights[0]! + heights.at(-1)!) / 2;
  const gap = count < 2 ? 0 : Math.min(ideal, (heights.at(-1)! - heights[0]!) / (count - 1));
  let next = 0;
  return Array.from({ length: count }, (_, i) => {
    const wanted = middle + (i - (count - 1) / 2) * gap;
    const last = heights.length - count + i;
    while (next < last && Math.abs(heights[next + 1]! - wanted) < Math.abs(heights[next]! - wanted)) next++;
    return heights[next++]!;
  });
}

type Key = readonly [group: number, within: number];

const byKey =
  (key: (wire: Wire) => Key) =>
  (a: Wire, b: Wire): number => {
    const [ka, kb] = [key(a), key(b)];
    return ka[0] - kb[0] || ka[1] - kb[1];
  };

/** Rows as heights: gap i is half a row above row i. */
const gapRow = (wire: Wire): number => wire.gap! - 0.5;

/** From the top: what goes up at once, what turns up later (soonest first), straight on, what turns down, down at once. */
function outKey(wire: Wire): Key {
  const { from, to, path } = wire;
  if (path === 'straight') return [2, to.slot === 'lower' ? 1 : 0];
  const end = path === 'gap' ? gapRow(wire) : to.row;
  const up = end < from.row;
  if (path === 'source-row') return up ? [1, to.column] : [3, -to.column];
  return [up ? 0 : 4, end];
}

/** From the top: what comes from above at once, what came down earlier (latest first), straight, and the same from below. */
function inKey(wire: Wire): Key {
  const { from, path } = wire;
  if (path === 'straight') return [2, 0];
  const start = path === 'gap' ? gapRow(wire) : from.row;
  const above = start < wire.to.row;
  if (path === 'target-row') return above ? [1, -from.column] : [3, from.column];
  return [above ? 0 : 4, start];
}
