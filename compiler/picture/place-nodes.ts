/** Where nodes stand before anything is measured: rows by level, columns by order, and how wide they are. */
import { nodeWidth, type NodeText } from './draw-nodes.ts';
import type { LayoutBox } from './layout.ts';
import type { DrawnNetwork, DrawnNode } from './network.ts';
import { shapes } from './shapes.ts';

export interface PlacedLevel {
  readonly level: number | undefined;
  readonly row: number;
}

/** Rows from the coarsest level down to the finest one; below them what has no level. */
export function placedNodes(
  { nodes }: DrawnNetwork,
  texts: ReadonlyMap<string, NodeText>,
): { readonly boxes: readonly LayoutBox[]; readonly levels: readonly PlacedLevel[] } {
  const known = nodes.flatMap(({ level }) => level ?? []);
  const [finest, coarsest] = [Math.min(...known), Math.max(...known)];
  const rowOf = (level: number | undefined): number => coarsest - (level ?? finest - 1);
  const width = new Map(nodes.map((node) => [node.id, nodeWidth(node, texts.get(node.id)!)]));
  // Blocks are of one width, so that only what is said tells them apart.
  const hasOwn = ({ kind }: DrawnNode): boolean => kind === 'head' || kind === 'lateral';
  const common = Math.max(...nodes.filter((node) => !hasOwn(node)).map(({ id }) => width.get(id)!));
  const boxes = nodes.map((node) => ({
    id: node.id,
    column: node.column,
    row: rowOf(node.level),
    width: hasOwn(node) ? width.get(node.id)! : common,
    slot: node.slot,
    slantLeft: shapes[node.kind].slantLeft,
    slantRight: shapes[node.kind].slantRight,
  }));
  const levels = Array.from({ length: coarsest - finest + 1 }, (_, row): PlacedLevel => ({
    level: coarsest - row,
    row,
  }));
  if (nodes.some(({ level }) => level === undefined)) levels.push({ level: undefined, row: rowOf(undefined) });
  return { boxes, levels };
}
