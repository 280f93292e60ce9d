/** The ops of one block as a picture, laid out in layers by elkjs (Sugiyama's method), which is loaded for it alone. */
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import type { Graph } from '../ir/graph.ts';
import { drawPlainEdge } from './draw-edges.ts';
import { shadeOpacity } from './draw-nodes.ts';
import type { Point } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { opGraph, type OpGraph, type OpNode } from './op-graph.ts';
import { pictureStyle } from './style.ts';
import { fitted, textWidth } from './text-width.ts';

const lineHeight = 13.5;
const padding = 8;
const margin = 16;
const titleHeight = 58;
const subtitleSize = 12;
const widest = 260;
const titleSize = 17;

/**
 * SVG of what `section` (`b12`, `endpoint_3`, `class_3`) is made of.
 * @throws DiagnosticError SPN6940, SPN6941
 */
export async function opPicture(graph: Graph, section: string, idPrefix = 'ops-'): Promise<string> {
  const ops = opGraph(graph, section);
  const { default: elk } = await import('elkjs/lib/elk.bundled.js');
  const laidOut = await new elk.default().layout(elkGraph(ops));
  const most = Math.max(1, ...ops.nodes.map(({ macs }) => macs));
  const title = `${section} of ${graph.name}`;
  const inner = Math.max(
    laidOut.width ?? 0,
    Math.min(600, Math.max(textWidth(title, titleSize, 'bold'), textWidth(ops.title, subtitleSize))),
  );
  const width = Math.ceil(inner + 2 * margin);
  const height = Math.ceil((laidOut.height ?? 0) + titleHeight + 2 * margin);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="network-picture" role="img" aria-labelledby="${idPrefix}title ${idPrefix}desc" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="${idPrefix}title">${title}</title>
<desc id="${idPrefix}desc">${ops.nodes.map(({ lines }) => lines.join(', ')).join('; ')}</desc>
${pictureStyle()}
<rect class="paper" width="${width}" height="${height}" rx="8"/>
<text class="title" x="${margin}" y="${margin + 15}">${fitted(title, inner, titleSize, 'bold')}</text>
<text class="key soft" x="${margin}" y="${margin + 33}">${fitted(ops.title, inner, subtitleSize)}</text>
<g transform="translate(${(width - (laidOut.width ?? 0)) / 2} ${titleHeight})">
${laidOut.edges!.map((edge) => markup`${drawPlainEdge(pointsOf(edge.sections![0]!))}\n`)}${ops.nodes.map((node, i) => markup`${drawOp(node, laidOut.children![i]!, most)}\n`)}</g>
</svg>
`.toString();
}

function elkGraph({ nodes, edges }: OpGraph): ElkNode & { readonly children: ElkNode[] } {
  const index = new Map(nodes.map(({ id }, i) => [id, String(i)]));
  return {
    id: 'ops',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.spacing.nodeNode': '24',
      'elk.layered.spacing.nodeNodeBetweenLayers': '22',
      'elk.padding': '[top=0,left=0,bottom=0,right=0]',
    },
    children: nodes.map(({ lines }, i) => ({
      id: String(i),
      width:
        Math.min(
          widest,
          Math.max(70, ...lines.map((line, n) => textWidth(line, n === 0 ? 13 : 10.5, n === 0 ? 'bold' : 'normal'))),
        ) +
        2 * padding,
      height: lines.length * lineHeight + padding + 3,
    })),
    edges: edges.map(({ from, to }, i) => ({ id: `e${i}`, sources: [index.get(from)!], targets: [index.get(to)!] })),
  };
}

function pointsOf(section: {
  readonly startPoint: { x: number; y: number };
  readonly endPoint: { x: number; y: number };
  readonly bendPoints?: readonly { x: number; y: number }[];
}): readonly Point[] {
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }): Point => [x, y]);
}

function drawOp({ id, kind, lines, macs }: OpNode, place: ElkNode, most: number): Markup {
  const { x = 0, y = 0, width = 0, height = 0 } = place;
  const text = lines.map((line, i) => {
    const size = i === 0 ? 13 : 10.5;
    return markup`<text class="${i === 0 ? 'id' : 'size'}" x="${x + width / 2}" y="${y + padding / 2 + (i + 1) * lineHeight - 2}">${fitted(line, width - padding, size, i === 0 ? 'bold' : 'normal')}</text>`;
  });
  const shade = kind === 'outer' ? 0 : shadeOpacity(Math.sqrt(macs / most));
  return markup`<g class="block ${kind}" data-op="${id}"><title>${kind === 'op' ? `${id}: ${lines.join(', ')}` : lines.join(', ')}</title><path class="shape" d="M${x} ${y}h${width}v${height}h${-width}z" fill-opacity="${shade}"/>${text}</g>`;
}
