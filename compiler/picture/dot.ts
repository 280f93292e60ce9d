/**
 * The network in Graphviz's language, for whoever wants to lay it out or style it otherwise: levels are ranks, the
 * coarsest on top, and blocks of a level stand in their order. https://graphviz.org/doc/info/lang.html
 */
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { Report } from '../schema/report-types.generated.ts';
import { size } from '../analysis/report/format.ts';
import { edgeTitle, figures, nodeTitle, shownId, type Weighing } from './labels.ts';
import { drawnNetwork, type DrawnEdge, type DrawnNode, type NodeKind } from './network.ts';

const shapes: Readonly<Record<NodeKind, string>> = {
  bottleneck: 'box',
  residual: 'hexagon',
  mbconv: 'box, style=rounded',
  stem: 'invtrapezium',
  lateral: 'box',
  endpoint: 'cds',
  head: 'box',
};

const colors: Readonly<Record<DrawnEdge['direction'], string>> = { down: '#1f6feb', up: '#d9690f', same: '#6e7781' };

/** Ends with a newline. `report` is of the same spec. */
export function networkDot(spec: ResolvedSpec, report: Report, weigh: Weighing = 'macs'): string {
  const { nodes, edges } = drawnNetwork(spec, report);
  const levels = [...new Set(nodes.map(({ level }) => level))].sort((a, b) => (b ?? -1) - (a ?? -1));
  return `${[
    `digraph ${quoted(spec.name)} {`,
    `  graph [rankdir=TB, newrank=true, splines=true, label=${quoted(`${spec.name}, ${size([report.input.height, report.input.width])}`)}, labelloc=t, fontname="Helvetica"]`,
    '  node [fontname="Helvetica", fontsize=11]',
    '  edge [constraint=false, arrowsize=0.7]',
    ...levels.flatMap((level, i) => cluster(level, i, nodes, weigh)),
    `  ${levels.map((_, i) => anchor(i)).join(' -> ')} [style=invis, constraint=true]`,
    ...edges.map(
      (edge) =>
        `  ${quoted(edge.from)} -> ${quoted(edge.to)} [color=${quoted(colors[edge.direction])}${edge.kind === 'added' ? ', style=dashed' : ''}, tooltip=${quoted(edgeTitle(edge))}]`,
    ),
    '}',
  ].join('\n')}\n`;
}

/** No block is called that: ids have no blanks. */
const anchor = (index: number): string => quoted(`rank ${index}`);

function cluster(
  level: number | undefined,
  index: number,
  nodes: readonly DrawnNode[],
  weigh: Weighing,
): readonly string[] {
  const own = nodes.filter((node) => node.level === level);
  return [
    `  subgraph ${quoted(level === undefined ? 'cluster_head' : `cluster_L${level}`)} {`,
    `    rank=same; color="#d0d7de"; label=${quoted(level === undefined ? 'head' : `L${level}`)}; labeljust=l`,
    `    ${anchor(index)} [style=invis, shape=point]`,
    ...own.map((node) => `    ${quoted(node.id)} [${attributes(node, weigh)}]`),
    `    ${[anchor(index), ...own.map(({ id }) => quoted(id))].join(' -> ')} [style=invis, constraint=true]`,
    '  }',
  ];
}

function attributes(node: DrawnNode, weigh: Weighing): string {
  const { figures: row, kind, output } = node;
  const lines = [
    shownId(node),
    ...(row === undefined ? [] : [size(row.output), figures[weigh].written(figures[weigh].of(row))]),
  ];
  return [
    `shape=${shapes[kind]}`,
    `label=${quoted(lines.join('\n'))}`,
    `tooltip=${quoted(nodeTitle(node, []))}`,
    ...(output ? ['penwidth=2.5'] : []),
  ].join(', ');
}

/** A quoted string: line breaks as Graphviz writes them; a backslash of the text itself is doubled. */
function quoted(text: string): string {
  const safe = text
    .replace(/[^\n\P{Cc}]/gu, '\uFFFD')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n');
  return `"${safe}"`;
}
