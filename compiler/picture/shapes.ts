/**
 * Outlines of nodes, so that kinds are told apart without colours. As in Fig. 4 of arXiv 1912.05027 a bottleneck is a
 * rectangle and a residual block is pointed; an MBConv is round, a stem narrows, and an endpoint points at what takes it.
 */
import { markup, type Markup } from './markup.ts';
import type { Rectangle } from './layout.ts';
import type { NodeKind } from './network.ts';

interface Shape {
  /** How far the middle of a side stands out before its ends. */
  readonly slantLeft?: number;
  readonly slantRight?: number;
  readonly outline: (rectangle: Rectangle) => Markup;
}

const rounded =
  (radius: number) =>
  ({ x, y, width: w, height: h }: Rectangle): Markup => {
    const r = Math.min(radius, w / 2, h / 2);
    const corner = (dx: number, dy: number): Markup => markup`a${r} ${r} 0 0 1 ${dx} ${dy}`;
    return markup`M${x + r} ${y}h${w - 2 * r}${corner(r, r)}v${h - 2 * r}${corner(-r, r)}h${2 * r - w}${corner(-r, -r)}v${2 * r - h}${corner(r, -r)}z`;
  };

const pointed = 8;
const funnel = 7;

export const shapes: Readonly<Record<NodeKind, Shape>> = {
  bottleneck: { outline: rounded(3) },
  residual: {
    slantLeft: pointed,
    slantRight: pointed,
    outline: ({ x, y, width: w, height: h }) =>
      markup`M${x + pointed} ${y}h${w - 2 * pointed}l${pointed} ${h / 2}l${-pointed} ${h / 2}h${2 * pointed - w}l${-pointed} ${-h / 2}z`,
  },
  mbconv: { outline: rounded(18) },
  stem: {
    outline: ({ x, y, width: w, height: h }) => markup`M${x} ${y}l${w} ${funnel}v${h - 2 * funnel}l${-w} ${funnel}z`,
  },
  lateral: { outline: rounded(0) },
  endpoint: {
    slantRight: pointed,
    outline: ({ x, y, width: w, height: h }) =>
      markup`M${x} ${y}h${w - pointed}l${pointed} ${h / 2}l${-pointed} ${h / 2}h${pointed - w}z`,
  },
  head: { outline: rounded(6) },
};
