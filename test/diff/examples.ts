/** Pairs of specs whose diffs are looked at. */
import type { ResolvedBlock, ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { builtin, spinenet49 } from '../lower/published.ts';

/** SpineNet-49 with a block between b10 and b11, ids counted again, as somebody writes it who edits the file. */
export const inserted: ResolvedSpec = {
  ...spinenet49,
  name: 'spinenet-49-wider',
  blocks: [
    ...spinenet49.blocks.slice(0, 9),
    { id: 'b11', level: 4, kind: 'bottleneck', inputs: ['b7', 'b10'], output: false },
    ...spinenet49.blocks.slice(9).map((block): ResolvedBlock => ({ ...block, id: later(block.id), inputs: block.inputs.map(later) })), // prettier-ignore
  ],
};

function later(id: string): string {
  const number = Number(id.slice(1));
  return `b${number > 10 ? number + 1 : number}`;
}

export const examples: readonly (readonly [name: string, before: ResolvedSpec, after: ResolvedSpec])[] = [
  ['permuted', spinenet49, builtin('r0-sp53')],
  ['scaled', spinenet49, builtin('spinenet-96')],
  ['inserted', spinenet49, inserted],
];
