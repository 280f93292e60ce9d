/** Lanes of a layout: horizontal ones in the gaps between rows, vertical ones in the channels between columns. */
import { spacing } from './spacing.ts';
import type { Wire } from './wires.ts';

/** Chooses gaps for the edges that need one, and lanes in them. Gives the number of lanes of each of the `rows + 1` gaps. */
export function assignGaps(wires: readonly Wire[], rows: number): readonly number[] {
  /** Per gap and lane, the channel after which it is free. */
  const ends = Array.from({ length: rows + 1 }, (): number[] => []);
  const inOrder = wires
    .filter(({ path }) => path === 'gap')
    .sort((a, b) => channelsOf(a)[0] - channelsOf(b)[0] || channelsOf(a)[1] - channelsOf(b)[1]);
  for (const wire of inOrder) {
    const [start, end] = channelsOf(wire);
    const { gap, lane } = candidates(wire)
      .map((candidate) => ({ gap: candidate, lane: firstFree(ends[candidate]!, start) }))
      .reduce((best, other) => (other.lane < best.lane ? other : best));
    wire.gap = gap;
    wire.gapLane = lane;
    ends[gap]![lane] = end;
  }
  return ends.map(({ length }) => length);
}

/** First and last channel that an edge in a gap touches. Channel i is after column i. */
function channelsOf({ from, to }: Wire): readonly [number, number] {
  const [a, b] = [from.column, to.column - 1];
  return [Math.min(a, b), Math.max(a, b)];
}

function firstFree(ends: readonly number[], start: number): number {
  const lane = ends.findIndex((end) => end < start);
  return lane < 0 ? ends.length : lane;
}

/** Gaps between its rows, the ones nearest to the target first; on both sides of a row that it stays in, inner sides first. */
function candidates({ from, to }: Wire): readonly number[] {
  if (from.row === to.row) return [from.row + 1, from.row];
  const step = from.row < to.row ? -1 : 1;
  const nearest = from.row < to.row ? to.row : to.row + 1;
  return Array.from({ length: Math.abs(from.row - to.row) }, (_, i) => nearest + i * step);
}

interface Vertical {
  readonly top: number;
  readonly bottom: number;
  readonly assign: (lane: number) => void;
  /** Place in the order from left to right. */
  readonly order: number;
}

/**
 * Gives the vertical stretches of edges their lanes; returns the number of lanes before each of the columns, and after the last.
 * Those that leave a box stand left of those that enter one, each in the order that their ports were given for.
 */
export function assignLanes(
  wires: readonly Wire[],
  y: (wire: Wire, end: 'out' | 'in') => number,
  laneY: (wire: Wire) => number,
  columns: number,
): readonly number[] {
  const channels = Array.from({ length: columns + 1 }, (): Vertical[] => []);
  const add = (column: number, from: number, to: number, order: number, assign: (lane: number) => void): void => {
    channels[column]?.push({ top: Math.min(from, to), bottom: Math.max(from, to), order, assign });
  };
  for (const wire of wires) {
    const { path, from, to } = wire;
    if (path === 'straight' || path === 'column') continue;
    const [start, end] = [y(wire, 'out'), y(wire, 'in')];
    if (path !== 'gap' && start === end) continue;
    if (path !== 'source-row') {
      const turn = path === 'gap' ? laneY(wire) : end;
      // Going up, the highest port turns first; going down, the lowest one.
      add(from.column + 1, start, turn, (turn < start ? start : -start) - leftmost, (lane) => (wire.outLane = lane));
    }
    if (path !== 'target-row') {
      const turn = path === 'gap' ? laneY(wire) : start;
      add(to.column, turn, end, (turn < end ? -end : end) + leftmost, (lane) => (wire.inLane = lane));
    }
  }
  return channels.map(colour);
}

/** Larger than any coordinate. */
const leftmost = 1e9;

/** Each gets the first lane right of all that overlap it and come before it. */
function colour(verticals: readonly Vertical[]): number {
  const placed: { readonly vertical: Vertical; readonly lane: number }[] = [];
  let count = 0;
  for (const vertical of [...verticals].sort((a, b) => a.order - b.order)) {
    let lane = 0;
    for (const { vertical: other, lane: its } of placed)
      if (other.top < vertical.bottom + spacing.lane && vertical.top < other.bottom + spacing.lane)
        lane = Math.max(lane, its + 1);
    vertical.assign(lane);
    placed.push({ vertical, lane });
    count = Math.max(count, lane + 1);
  }
  return count;
}
