/** First step of a layout: which way each edge takes, with as few corners as possible. */
import type { Cells, LayoutEdge, Wire, WirePath } from './wires.ts';

export function planWires(edges: readonly LayoutEdge[], cells: Cells): readonly Wire[] {
  /** Corners so far in the channel after each column: of two ways the emptier one is taken. */
  const corners = new Map<number, number>();
  return edges.map(({ from: source, to: target }) => {
    const from = cells.byId.get(source)!;
    const to = cells.byId.get(target)!;
    const path = pathOf();
    if (path === 'source-row' || path === 'gap') count(to.column - 1);
    if (path === 'target-row' || path === 'gap') count(from.column);
    return { from, to, path, gap: undefined, gapLane: 0, out: 0, in: 0, outLane: 0, inLane: 0 };

    function pathOf(): WirePath {
      if (from.column === to.column && Math.abs(from.row - to.row) === 1) return 'column';
      if (to.column <= from.column) return 'gap';
      const inSource = isClear(cells, from.row, from.column, to.column);
      const inTarget = isClear(cells, to.row, from.column, to.column);
      if (inSource && from.row === to.row && (from.slot ?? to.slot) === (to.slot ?? from.slot)) return 'straight';
      if (from.row === to.row && !inSource) return 'gap';
      if (inSource && inTarget) return at(from.column) < at(to.column - 1) ? 'target-row' : 'source-row';
      if (inSource) return 'source-row';
      return inTarget ? 'target-row' : 'gap';
    }
  });

  function at(column: number): number {
    return corners.get(column) ?? 0;
  }
  function count(column: number): void {
    corners.set(column, at(column) + 1);
  }
}

/** Whether a row has no box between two columns. */
function isClear({ occupied }: Cells, row: number, after: number, before: number): boolean {
  return !occupied[row]!.some(({ column }) => column > after && column < before);
}
