/**
 * What a picture of a network has: a node per block, stem, endpoint and part of the head, with its place (row by level,
 * column by order, as in Fig. 1 and 4 of arXiv 1912.05027), and the edges between them, also those that no spec names:
 * the stem's chain, a pyramid's, and what the "nobody consumed me" rule adds.
 */
import { addedFeatures } from '../check/added-features.ts';
import { families } from '../resolve/families.ts';
import type { BlockKind, ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { BlockRow, Report } from '../schema/report-types.generated.ts';

/** Shapes are by kind: blocks', and those of what stands around them. */
export type NodeKind = BlockKind | 'stem' | 'lateral' | 'endpoint' | 'head';

export interface DrawnNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** None of what has no resolution of its own: regions, detections, logits. */
  readonly level: number | undefined;
  readonly column: number;
  /** Nodes that share a cell, as a level's class and box net do. */
  readonly slot?: 'upper' | 'lower' | undefined;
  /** Whether a block is a level's output. */
  readonly output: boolean;
  /** Figures; none for a block that the chosen head has no use for. */
  readonly figures: BlockRow | undefined;
}

/** `down`: to a coarser level, by a strided convolution and pooling; `up`: to a finer one, by nearest neighbours. */
export type Direction = 'up' | 'down' | 'same';

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly direction: Direction;
  /** `added`: by the "nobody consumed me" rule. */
  readonly kind: 'input' | 'added';
}

export interface DrawnNetwork {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** What `report` counts of `spec`, which was checked. */
export function drawnNetwork(spec: ResolvedSpec, report: Report): DrawnNetwork {
  const nodes = drawnNodes(spec, report);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges: DrawnEdge[] = [];
  const add = (from: string, to: string, kind: DrawnEdge['kind'] = 'input'): void => {
    const source = byId.get(from);
    const target = byId.get(to);
    if (source !== undefined && target !== undefined)
      edges.push({ from, to, kind, direction: direction(source, target) });
  };
  const chain = ['stem', ...spec.stem.blocks.map(({ id }) => id)];
  chain.slice(1).forEach((id, i) => {
    add(chain[i]!, id);
  });
  const added = addedFeatures(spec);
  for (const { id, inputs } of spec.blocks) {
    for (const input of inputs) add(input, id);
    for (const feature of added.get(id) ?? []) add(feature, id, 'added');
  }
  for (const { id, level } of nodes.filter(({ kind }) => kind === 'lateral')) {
    add(spec.stem.blocks.findLast((block) => block.level === level)?.id ?? '', id);
    add(`lateral_${level! + 1}`, id);
  }
  for (const { id, level } of nodes.filter(({ kind }) => kind === 'endpoint')) {
    if (families[spec.family].permuted) add(spec.blocks.find((b) => b.output && b.level === level)?.id ?? '', id);
    else add(byId.has(`lateral_${level}`) ? `lateral_${level}` : `endpoint_${level! - 1}`, id);
  }
  for (const node of nodes) for (const source of headSources(spec, nodes, node)) add(source, node.id);
  return { nodes, edges };
}

function direction({ level: from }: DrawnNode, { level: to }: DrawnNode): Direction {
  if (from === undefined || to === undefined || from === to) return 'same';
  return from < to ? 'down' : 'up';
}

function drawnNodes(spec: ResolvedSpec, report: Report): readonly DrawnNode[] {
  const rows = new Map(report.blocks.map((row) => [row.id, row]));
  const nodes: DrawnNode[] = [];
  let column = 0;
  const place = (id: string, kind: NodeKind, level: number | null | undefined, rest: Partial<DrawnNode> = {}): void => {
    nodes.push({ id, kind, level: level ?? undefined, column, output: false, figures: rows.get(id), ...rest });
  };
  const stem = rows.get('stem');
  if (stem !== undefined) {
    place('stem', 'stem', stem.level);
    column++;
  }
  const blocks = [...spec.stem.blocks, ...spec.blocks];
  for (const block of blocks) {
    place(block.id, block.kind, block.level, { output: 'output' in block && block.output });
    column++;
  }
  const own = new Set(['stem', ...blocks.map(({ id }) => id)]);
  const others = report.blocks.filter(({ id }) => !own.has(id));
  for (const kind of ['lateral', 'endpoint'] as const) {
    const levels = others.filter((row) => row.kind === kind);
    for (const { id, level } of levels) place(id, kind, level);
    if (levels.length > 0) column++;
  }
  const heads = others.filter(({ kind }) => kind !== 'lateral' && kind !== 'endpoint');
  const perLevel = heads.filter(({ level }) => level !== null);
  for (const { id, level, kind } of perLevel) {
    const slot = ({ class: 'upper', box: 'lower' } as const)[kind];
    place(id, 'head', level, { slot });
  }
  if (perLevel.length > 0) column++;
  for (const { id } of heads.filter(({ level }) => level === null)) {
    place(id, 'head', undefined);
    column++;
  }
  return nodes;
}

/** What a part of a head takes (`lower/heads`). */
function headSources(
  spec: ResolvedSpec,
  nodes: readonly DrawnNode[],
  { id, kind, level }: DrawnNode,
): readonly string[] {
  if (kind !== 'head') return [];
  if (level !== undefined) return [`endpoint_${level}`];
  const ids = (pattern: RegExp): string[] => nodes.map((node) => node.id).filter((name) => pattern.test(name));
  const endpoints = ids(/^endpoint_\d+$/);
  const stages = ids(/^box_head\d*$/);
  if (id === 'logits' && spec.head.kind === 'classification')
    return {
      all: endpoints,
      top: [`endpoint_${spec.levels.max}`],
      backbone: [spec.stem.blocks.at(-1)?.id ?? ''],
    }[spec.head.pool];
  if (id === 'rois') return ids(/^rpn_\d+$/);
  const stage = stages.indexOf(id);
  if (stage >= 0) return [stage === 0 ? 'rois' : stages[stage - 1]!, ...endpoints];
  if (id === 'mask_head') return ['detections', ...endpoints];
  // The last stage refines the regions that it was given.
  if (id === 'detections') return [stages.at(-2) ?? 'rois', ...stages.slice(-1)];
  return stages.slice(-1);
}
