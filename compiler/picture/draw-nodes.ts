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
const padding = 5;
const narrowest = 54;
const widest = 110;

export type Mark = 'added' | 'removed' | 'changed';

export interface NodeText {
  readonly id: string;
  readonly small: boolean;
  readonly lines: readonly string[];
  /** Share of the largest figure, or of a heat map. */
  readonly share: number;
  readonly hot: boolean;
}

/** What is written on a node. `largest`: the largest figure of all. */
export function nodeText(node: DrawnNode, weigh: Weighing, largest: number, heat: PictureOptions['heat']): NodeText {
  const { figures: row, slot } = node;
  const warmth = heat?.get(node.id);
  const value = row === undefined ? 0 : figures[weigh].of(row);
  const figure = warmth?.label ?? (row === undefined ? '–' : figures[weigh].written(value));
  const sizes = row === undefined || slot !== undefined ? [] : sizeLines(row);
  return {
    id: shownId(node),
    small: slot !== undefined,
    lines: [...sizes, figure],
    share: heat === undefined ? (largest === 0 ? 0 : value / largest) : (warmth?.share ?? 0),
    hot: heat !== undefined,
  };
}

/** Width of a node's box; ids that want more are cut. */
export function nodeWidth({ kind }: DrawnNode, { id, small, lines }: NodeText): number {
  const { slantLeft = 0, slantRight = 0 } = shapes[kind];
  // The top line of a pointed shape has half of what its middle has.
  const inset = (slantLeft + slantRight) / 2;
  const wanted = Math.max(
    textWidth(id, small ? smallSize : idSize, 'bold') + inset,
    ...lines.map((line) => textWidth(line, smallSize, 'bold')),
  );
  return Math.ceil(Math.min(widest, Math.max(narrowest, wanted + 2 * padding)));
}

/** Least and most of the shade that stands for a figure. */
const opacity = (share: number): number => 0.06 + 0.54 * Math.min(1, Math.max(0, share));

const marks: Readonly<Record<Mark, string>> = { added: '+', removed: '−', changed: '~' };

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
  const room = width - 2 * padding - (slantLeft + slantRight) / 2;
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
    return markup`<text class="${isFigure ? 'figure' : 'soft'}" x="${middle}" y="${top + idLine + i * lineHeight + 9.5}">${fitted(line, width - 2, smallSize, 'bold')}</text>`;
  });
  const sign =
    mark === undefined
      ? undefined
      : markup`<text class="mark" x="${x + width - 6}" y="${y + 12}">${marks[mark]}</text>`;
  return markup`<g class="${classes.join(' ')}" data-block="${node.id}"><title>${nodeTitle(node, extra)}</title><path class="shape" d="${outline(rectangle)}" fill-opacity="${opacity(text.share)}"/><text class="${text.small ? 'id small' : 'id'}" x="${middle}" y="${top + (text.small ? 9.5 : 11.5)}">${fitted(text.id, room, size, 'bold')}</text>${lines}${sign}</g>`;
}
