/** What is written on nodes, and what is told about them when one points at them. */
import { bytes, exact, short, size } from '../analysis/report/format.ts';
import type { BlockRow } from '../schema/report-types.generated.ts';
import type { DrawnEdge, DrawnNode } from './network.ts';

/** Figure that shades blocks and is written on them. */
export const weighings = ['macs', 'params', 'memory'] as const;
export type Weighing = (typeof weighings)[number];

interface Figure {
  readonly of: (row: BlockRow) => number;
  /** Of one block, for the legend. */
  readonly title: string;
  readonly written: (value: number) => string;
}

export const figures: Readonly<Record<Weighing, Figure>> = {
  macs: { of: ({ macs }) => macs, title: 'macs of a block', written: threeDigits },
  params: { of: ({ trainableParams }) => trainableParams, title: 'trainable params of a block', written: threeDigits },
  memory: {
    of: ({ activationBytes }) => activationBytes,
    title: 'bytes that a block writes (float32, batch 1)',
    written: (value) => bytes(value),
  },
};

/** 2.46 G: boxes are small. */
function threeDigits(value: number): string {
  const [number = '', prefix] = short(value).split(' ');
  return prefix === undefined ? number : `${Number(number).toPrecision(3)} ${prefix}`;
}

/** `P3` for endpoints; other nodes go by their ids. */
export function shownId({ id, kind, level }: DrawnNode): string {
  return kind === 'endpoint' ? `P${level}` : id;
}

/** `40×40` and `×1024`: the size of a feature in two lines; what is no feature has one. */
export function sizeLines({ level, output }: BlockRow): readonly string[] {
  if (level === null || output.length < 3) return [size(output)];
  return [size(output.slice(0, -1)), `×${output.at(-1)}`];
}

/** Everything about a node in a sentence. */
export function nodeTitle({ id, kind, level, output, figures: row }: DrawnNode, extra: readonly string[]): string {
  const what = [row?.kind ?? kind, ...(level === undefined ? [] : [`level ${level}`])];
  const counted =
    row === undefined
      ? ['the head has no use for it']
      : [
          size(row.output),
          `${exact(row.macs)} macs`,
          `${exact(row.trainableParams)} trainable params`,
          `${bytes(row.activationBytes)} written`,
        ];
  return `${id}: ${[...what, ...(output ? [`output P${level}`] : []), ...counted, ...extra].join(', ')}`;
}

const directions: Readonly<Record<DrawnEdge['direction'], string>> = {
  down: 'to a coarser level',
  up: 'to a finer level',
  same: 'same level',
};

export function edgeTitle({ from, to, direction, kind }: DrawnEdge): string {
  return `${from} → ${to}, ${directions[direction]}${kind === 'added' ? ', added because no block takes it' : ''}`;
}
