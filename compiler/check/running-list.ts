/** The stem's blocks and the scale-permuted ones as one list: what inputs, indices and repeats count over. */
import type { ResolvedBlock, ResolvedSpec, ResolvedStemBlock } from '../resolve/resolved-spec.ts';

export interface RunningList {
  readonly blocks: readonly (ResolvedStemBlock | ResolvedBlock)[];
  /** How many of them are the stem's. */
  readonly stem: number;
  /** First index of each id. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** Path of a block in the spec. */
  readonly path: (index: number) => string;
}

export function runningList(spec: ResolvedSpec): RunningList {
  const blocks = [...spec.stem.blocks, ...spec.blocks];
  const stem = spec.stem.blocks.length;
  const indexOf = new Map<string, number>();
  blocks.forEach(({ id }, i) => {
    if (!indexOf.has(id)) indexOf.set(id, i);
  });
  return { blocks, stem, indexOf, path: (i) => (i < stem ? `stem.blocks[${i}]` : `blocks[${i - stem}]`) };
}

/** Whether blocks can take it: all but stem blocks that say they are no features. */
export function isFeature(block: ResolvedStemBlock | ResolvedBlock): boolean {
  return !('feature' in block);
}

/** `b12`, or its place when the id says nothing. */
export function shown(block: ResolvedStemBlock | ResolvedBlock): string {
  return `${block.id} (L${block.level} ${block.kind})`;
}
