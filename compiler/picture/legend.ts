/** The legend of a picture: only what is in it, in as many lines as it takes. */
import { markup, type Markup } from './markup.ts';
import type { DrawnNetwork, NodeKind } from './network.ts';
import { shadeOpacity } from './draw-nodes.ts';
import { shapes } from './shapes.ts';
import { textWidth } from './text-width.ts';

const keySize = 12;
const symbolWidth = 26;
const gap = 20;
const legendLine = 22;

interface Entry {
  /** In a box of `symbolWidth` × 14 whose top left is the origin. */
  readonly symbol: Markup;
  readonly text: string;
}

export interface Legend {
  readonly markup: Markup;
  readonly height: number;
}

const line = (classes: string): Markup =>
  markup`<g class="${classes}"><path class="line" d="M0 7h20"/><path class="arrow" d="M26 7l-6.5 -3.2v6.4z"/></g>`;

const kindNames: Readonly<Record<NodeKind, string>> = {
  bottleneck: 'bottleneck',
  residual: 'residual',
  mbconv: 'MBConv',
  stem: 'stem',
  lateral: 'lateral',
  endpoint: 'endpoint',
  head: 'head',
};

/** What the shade of nodes means. */
export interface Shading {
  readonly title: string;
  readonly largest: string;
  readonly hot: boolean;
}

/** Wrapped to `width` pixels, its first line's top at the origin. */
export function drawLegend(
  { nodes, edges }: DrawnNetwork,
  shading: Shading,
  marks: ReadonlySet<string>,
  width: number,
): Legend {
  const entries = entriesOf({ nodes, edges }, shading, marks);
  let [x, row] = [0, 0];
  const drawn = entries.map(({ symbol, text }) => {
    const wide = symbolWidth + 7 + textWidth(text, keySize);
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    const piece = markup`<g transform="translate(${x} ${row * legendLine})">${symbol}<text class="key soft" x="${symbolWidth + 7}" y="11.5">${text}</text></g>`;
    x += wide + gap;
    return piece;
  });
  return { markup: markup`<g class="legend" aria-hidden="true">${drawn}</g>`, height: (row + 1) * legendLine };
}

function entriesOf({ nodes, edges }: DrawnNetwork, shading: Shading, marks: ReadonlySet<string>): readonly Entry[] {
  const directions = [
    ['down', 'to a coarser level (strided)'],
    ['up', 'to a finer level (upsampled)'],
    ['same', 'same level'],
  ] as const;
  const entries: Entry[] = directions
    .filter(([direction]) => edges.some((edge) => edge.direction === direction))
    .map(([direction, text]) => ({ symbol: line(direction), text }));
  if (edges.some(({ kind }) => kind === 'added'))
    entries.push({ symbol: line('same added'), text: 'added: no block takes it' });
  const box = { x: 0.5, y: 0.5, width: symbolWidth - 1, height: 13 };
  for (const kind of Object.keys(shapes) as NodeKind[])
    if (nodes.some((node) => node.kind === kind)) {
      const outline =
        kind === 'mbconv'
          ? markup`M7 .5h12a6.5 6.5 0 0 1 0 13h-12a6.5 6.5 0 0 1 0 -13z`
          : shapes[kind].outline(kind === 'stem' ? { ...box, y: -3, height: 20 } : box);
      entries.push({ symbol: markup`<path class="shape" fill-opacity="0" d="${outline}"/>`, text: kindNames[kind] });
    }
  if (nodes.some(({ output }) => output))
    entries.push({
      symbol: markup`<g class="output"><path class="shape" fill-opacity="0" d="${shapes.lateral.outline({ x: 1, y: 1, width: symbolWidth - 2, height: 12 })}"/></g>`,
      text: 'output of a level',
    });
  entries.push({
    symbol: markup`<g class="${shading.hot ? 'hot' : ''}">${[0, 1, 2, 3].map((i) => markup`<path class="shape" stroke="none" style="stroke:none" fill-opacity="${shadeOpacity(i / 3)}" d="M${i * 6.5} 0h6.5v14h-6.5z"/>`)}</g>`,
    text: `${shading.title}: 0 to ${shading.largest}`,
  });
  for (const mark of ['added', 'removed', 'changed'])
    if (marks.has(mark))
      entries.push({
        symbol: markup`<g class="mark-${mark}"><path class="shape" fill-opacity="0" d="${shapes.lateral.outline({ x: 1.5, y: 1.5, width: symbolWidth - 3, height: 11 })}"/></g>`,
        text: mark,
      });
  return entries;
}
