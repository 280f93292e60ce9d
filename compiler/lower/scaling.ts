/** Filters and repeats of block groups: facts of the spec's `scale`, which a block may override. */
import type { BlockOverrides, ResolvedBlock, ResolvedSpec, ResolvedStemBlock } from '../resolve/resolved-spec.ts';
import { baseFilters, blockFilters as scaledBlockFilters } from '../resolve/scaled-filters.ts';
import { fail } from './network.ts';

/** Filters f of a block. */
export function blockFilters(spec: ResolvedSpec, block: ResolvedBlock | ResolvedStemBlock): number {
  const filters = scaledBlockFilters(spec, block);
  if (filters === undefined) fail('SPN3008', `baseFilters has no level ${block.level}, which ${block.id} is of`);
  if (filters < 1)
    fail(
      'SPN3003',
      `${block.id} would have int(${baseFilters(spec, block)} * ${spec.scale.filters}) = ${filters} filters`,
    );
  return filters;
}

/** Blocks in group number `index` (stem groups first) of the running list. */
export function groupRepeats(spec: ResolvedSpec, index: number, block?: BlockOverrides): number {
  const { repeats } = spec.scale;
  const count = block?.repeats ?? (typeof repeats === 'number' ? repeats : repeats[index]);
  if (count === undefined) fail('SPN3008', `scale.repeats has no entry for block group ${index}`);
  return count;
}
