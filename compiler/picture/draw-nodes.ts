/** Nodes of a picture: their measure, and their markup once they have places. */
import { fitted, textWidth } from './text-width.ts';
import type { Rectangle } from './layout.ts';
import { figures, nodeTitle, shownId, sizeLines, type Weighing } from './labels.ts';
import { markup, type Markup } from './markup.ts';
import type { DrawnNode } from './network.ts';
import type { PictureOptions } from './network-picture.ts';
import { shapes } from './shapes.ts';

/** Sizes of text as in `style.ts`. */
const idSize = 13;
const smallSize = 10.5;
const lineHeight = 12.5;
const padding = 3;
const narrowest = 54;
const widest = 110;

export type Mark = 'added' | 'removed' | 'changed';

export interface NodeText {
  readonly id: string;
  readonly small: boolean;
  readonly lines: readonly string[];
  /** 0 to 1: root of the share of the largest figure, so that a head does not make all blocks pale. */
  readonly shade: number;
  readonly hot: boolean;
}

/** What figures are compared with. */
export interface Largest {
  readonly figure: number;
  /** Of a heat map's shares. */
  readonly share: number;
}

export function nodeText(node: DrawnNode, weigh: Weighing, largest: Largest, heat: PictureOptions['heat']): NodeText {
  const { figures: row, slot } = node;
  const warmth = heat?.get(node.id);
  const value = row === undefined ? 0 : figures[weigh].of(row);
  const figure = warmth?.label ?? (row === undefined ? '–' : figures[weigh].written(value));
  const sizes = row === undefined || slot !== undefined ? [] : sizeLines(row);
  return {
    id: shownId(node),
    small: slot !== undefined,
    lines: [...sizes, figure],
    shade: Math.sqrt(heat === undefined ? shareOf(value, largest.figure) : shareOf(warmth?.share ?? 0, largest.share)),
    hot: heat !== undefined,
  };
}

const shareOf = (value: number, whole: number): number => (whole === 0 ? 0 : value / whole);

/** Width of a node's box; ids that want more are cut. */
export function nodeWidth({ kind }: DrawnNode, { id, small, lines }: NodeText): number {
  const inset = insetOf(kind);
  const wanted = Math.max(
    textWidth(id, small ? smallSize : idSize, 'bold') + inset,
    ...lines.map((line, i) => textWidth(line, smallSize, 'bold') + (i === lines.length - 1 ? inset : 0)),
  );
  return Math.ceil(Math.min(widest, Math.max(narrowest, wanted + 2 * padding)));
}

/** How much narrower the first and the last line of a pointed shape are than its middle. */
function insetOf(kind: DrawnNode['kind']): number {
  const { slantLeft = 0, slantRight = 0 } = shapes[kind];
  return 0.75 * (slantLeft + slantRight);
}

/** How opaque the shade is that stands for a share: never nothing, and never so much that text can't be read on it. */
export const shadeOpacity = (share: number): number => 0.05 + 0.5 * Math.min(1, Math.max(0, share));

const marks: Readonly<Record<Mark, string>> = {
  added: 'M-3.5 0h7M0 -3.5v7',
  removed: 'M-3.5 0h7',
  changed: 'M-3.5 1q1.75 -3.5 3.5 -1t3.5 -1',
};

/** A sign on a disc, which says without colours what a comparison found. Half of it is outside of the box, before any lane. */
function badge(mark: Mark, x: number, y: number): Markup {
  return markup`<g class="badge" transform="translate(${x} ${y})"><circle r="7"/><path d="${marks[mark]}"/></g>`;
}

export function drawNode(
  node: DrawnNode,
  text: NodeText,
  rectangle: Rectangle,
  mark: Mark | undefined,
  sources: readonly string[],
): Markup {
  const { x, y, width, height } = rectangle;
  const { slantLeft = 0, slantRight = 0, outline } = shapes[node.kind];
  const middle = x + width / 2 + (slantLeft - slantRight) / 4;
  const inset = insetOf(node.kind);
  const idLine = text.small ? lineHeight : 15.5;
  const top = y + (height - idLine - text.lines.length * lineHeight) / 2;
  const classes = ['block', node.kind];
  if (node.output) classes.push('output');
  if (node.figures === undefined) classes.push('unused');
  if (text.hot) classes.push('hot');
  if (mark !== undefined) classes.push(`mark-${mark}`);
  const extra = sources.length === 0 ? [] : [`from ${sources.join(' and ')}`];
  if (mark !== undefined) extra.push(mark);
  const size = text.small ? smallSize : idSize;
  const lines = text.lines.map((line, i) => {
    const isFigure = i === text.lines.length - 1;
    return markup`<text class="${isFigure ? 'figure' : 'size'}" x="${middle}" y="${top + idLine + i * lineHeight + 9.5}">${fitted(line, width - 2 - (isFigure ? inset : 0), smallSize, 'bold')}</text>`;
  });
  const sign = mark === undefined ? undefined : badge(mark, x + width - 3 - slantRight, y + 1);
  return markup`<g class="${classes.join(' ')}" data-block="${node.id}"><title>${nodeTitle(node, extra)}</title><path class="shape" d="${outline(rectangle)}" fill-opacity="${shadeOpacity(text.shade)}"/><text class="${text.small ? 'id small' : 'id'}" x="${middle}" y="${top + (text.small ? 9.5 : 11.5)}">${fitted(text.id, width - 2 - inset, size, 'bold')}</text>${lines}${sign}</g>`;
}
