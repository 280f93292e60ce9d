/** The running list of a spec as the matching reads it: blocks of the stem, then the others, with their edges as indices. */
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { BlockChange, BlockSide } from '../schema/diff-report-types.generated.ts';

export interface BlockList {
  readonly blocks: readonly BlockSide[];
  /** Per block, the indices of its parents. */
  readonly inputs: readonly (readonly number[])[];
  /** Per block, the indices of those that take it, each once. */
  readonly consumers: readonly (readonly number[])[];
}

/** What a block has of its own, inputs left out. */
export const ownFields = [
  'level',
  'kind',
  'output',
  'filters',
  'baseFilters',
  'repeats',
  'activation',
  'feature',
  'scaleRepeats',
] as const satisfies readonly BlockChange['field'][];

/** @param repeatLists whether both specs have a list in `scale.repeats`: then its entries belong to the blocks. */
export function blockList(spec: ResolvedSpec, repeatLists: boolean): BlockList {
  const { stem, scale } = spec;
  const stemBlocks = stem.blocks.map((block) => ({ ...block, stem: true, inputs: [], output: false }));
  const others = spec.blocks.map((block) => ({ ...block, stem: false, inputs: [...block.inputs] }));
  const blocks = [...stemBlocks, ...others].map((block, index): BlockSide => {
    const scaleRepeats = repeatLists && typeof scale.repeats !== 'number' ? scale.repeats[index] : undefined;
    return { ...block, index, ...(scaleRepeats === undefined ? {} : { scaleRepeats }) };
  });
  return linked(blocks);
}

function linked(blocks: readonly BlockSide[]): BlockList {
  const indices = new Map(blocks.map(({ id, index }) => [id, index]));
  const inputs = blocks.map((block) => block.inputs.map((id) => indices.get(id) ?? -1));
  const consumers: number[][] = blocks.map(() => []);
  inputs.forEach((parents, index) => {
    for (const parent of new Set(parents)) consumers[parent]?.push(index);
  });
  return { blocks, inputs, consumers };
}
