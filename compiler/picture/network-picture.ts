/**
 * The picture of a network as SVG, after the figures of arXiv 1912.05027: columns are the order of blocks, rows their
 * levels, the coarsest on top. Complete, without a library, and fast enough to be made again while something is dragged.
 */
import { bytes, short, size } from '../analysis/report/format.ts';
import { blockTitle } from '../lower/title.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { Report } from '../schema/report-types.generated.ts';
import { drawEdge } from './draw-edges.ts';
import { drawNode, nodeText, type Mark } from './draw-nodes.ts';
import { figures, type Weighing } from './labels.ts';
import { layout } from './layout.ts';
import { drawLegend } from './legend.ts';
import { markup, type Markup } from './markup.ts';
import { drawnNetwork, type DrawnNetwork } from './network.ts';
import { placedNodes } from './place-nodes.ts';
import { pictureStyle } from './style.ts';
import { fitted, textWidth } from './text-width.ts';

export interface PictureOptions {
  /** Figure that shades blocks and is written on them; default macs. */
  readonly weigh?: Weighing | undefined;
  /** Heat map of a profile, by block id: shares from 0 to 1, which shade blocks instead, and a text for each. */
  readonly heat?: ReadonlyMap<string, { readonly share: number; readonly label: string }> | undefined;
  /** What a comparison found, by block id or `from->to` of an edge. */
  readonly marks?: ReadonlyMap<string, Mark> | undefined;
  /** Of all ids inside, for several pictures in one page. */
  readonly idPrefix?: string | undefined;
  /** Instead of the network's name. */
  readonly title?: string | undefined;
}

const margin = 16;
const levelWidth = 62;
const titleHeight = 58;
const legendGap = 18;
const longest = 2600;

/**
 * A complete `<svg>` element: blocks are `g.block[data-block]`, edges `g.edge[data-from][data-to]`, both with a `<title>`.
 * @param report of the same spec, which was checked
 */
export function networkPicture(spec: ResolvedSpec, report: Report, options: PictureOptions = {}): string {
  const { weigh = 'macs', heat, marks, idPrefix = 'picture-' } = options;
  const network = drawnNetwork(spec, report);
  const largest = {
    figure: Math.max(0, ...network.nodes.map(({ figures: row }) => (row === undefined ? 0 : figures[weigh].of(row)))),
    share: Math.max(0, ...[...(heat?.values() ?? [])].map(({ share }) => share)),
  };
  const texts = new Map(network.nodes.map((node) => [node.id, nodeText(node, weigh, largest, heat)]));
  const { boxes, levels } = placedNodes(network, texts);
  const geometry = layout(boxes, network.edges);
  const subtitle = subtitleOf(report);
  // Whoever looks at the end of a long network sees levels there, too.
  const isLong = geometry.width > longest;
  const inner = Math.max(geometry.width + (isLong ? 2 : 1) * levelWidth, Math.min(textWidth(subtitle, 12), 720), 420);
  const shading =
    heat === undefined
      ? { title: figures[weigh].title, largest: figures[weigh].written(largest.figure), hot: false }
      : { title: 'share of the time', largest: `${(100 * largest.share).toPrecision(3)} %`, hot: true };
  const legend = drawLegend(network, shading, new Set(marks?.values()), inner);
  const width = Math.ceil(inner + 2 * margin);
  const legendTop = titleHeight + geometry.height + legendGap;
  const height = Math.ceil(legendTop + legend.height + margin - 6);
  const sources = new Map(
    network.nodes.map(({ id }) => [id, network.edges.filter(({ to }) => to === id).map(({ from }) => from)]),
  );
  const title = options.title ?? spec.name;
  const picture = markup`<svg xmlns="http://www.w3.org/2000/svg" class="network-picture" role="img" aria-labelledby="${idPrefix}title ${idPrefix}desc" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="${idPrefix}title">${title}: picture of the network</title>
<desc id="${idPrefix}desc">${description(spec, network, subtitle)}</desc>
${pictureStyle()}
<rect class="paper" width="${width}" height="${height}" rx="8"/>
<text class="title" x="${margin}" y="${margin + 15}">${fitted(title, inner, 17, 'bold')}</text>
<text class="key soft" x="${margin}" y="${margin + 33}">${fitted(subtitle, inner, 12)}</text>
${levels.map(({ level, row }) => levelLabel(level, report, margin, titleHeight + geometry.rows[row]!))}${isLong ? levels.map(({ level, row }) => levelLabel(level, report, width - margin - levelWidth + 12, titleHeight + geometry.rows[row]!)) : undefined}
<g transform="translate(${margin + levelWidth} ${titleHeight})">
${network.edges.map((edge, i) => markup`${drawEdge(edge, geometry.routes[i]!, marks?.get(`${edge.from}->${edge.to}`))}\n`)}${network.nodes.map((node) => markup`${drawNode(node, texts.get(node.id)!, geometry.boxes.get(node.id)!, marks?.get(node.id), sources.get(node.id)!)}\n`)}</g>
<g transform="translate(${margin} ${legendTop})">${legend.markup}</g>
</svg>
`;
  return picture.toString();
}

function levelLabel(level: number | undefined, { input }: Report, x: number, y: number): Markup {
  if (level === undefined) return markup`<text class="key soft" x="${x}" y="${y + 4}">head</text>\n`;
  const sides = [input.height, input.width].map((side) => Math.ceil(side / 2 ** level));
  return markup`<text class="level" x="${x}" y="${y - 1}">L${level}</text><text class="soft" x="${x}" y="${y + 13}">${size(sides)}</text>\n`;
}

function subtitleOf({ input, head, totals }: Report): string {
  return [
    size([input.height, input.width, input.channels]),
    ...(head === 'none' ? [] : [`${head} head`]),
    `${short(totals.macs)} macs`,
    `${short(totals.trainableParams)} trainable params`,
    `peak activations ${bytes(totals.activationBytesPeak)}`,
  ].join(' · ');
}

/** Networks up to this size are told block by block. */
const mostTold = 60;

/** What those who don't see the picture get: the spec's lines. */
function description(spec: ResolvedSpec, { edges }: DrawnNetwork, subtitle: string): string {
  const blocks = [...spec.stem.blocks, ...spec.blocks];
  const count = (direction: string): number => edges.filter((edge) => edge.direction === direction).length;
  const told =
    blocks.length > mostTold
      ? []
      : [
          ...blocks.map(blockTitle),
          ...edges.filter(({ kind }) => kind === 'added').map(({ from, to }) => `${from} is added to ${to}`),
        ];
  return [
    `${subtitle}. ${blocks.length} blocks, ${spec.stem.blocks.length} of them the stem's, on rows by level and in order from left to right.`,
    `${edges.length} edges: ${count('down')} to a coarser level, ${count('up')} to a finer one, ${count('same')} within a level.`,
    ...told.map((line) => `${line}.`),
  ].join(' ');
}
