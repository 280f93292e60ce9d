/** Which inputs of a block went and which came: those that are the same block under another id are neither. */
import type { BlockDiff, SpecDiff } from '../../schema/diff-report-types.generated.ts';

/** Ids of the earlier spec → those of the later one, undefined for blocks that are gone. */
export type NowCalled = ReadonlyMap<string, string | undefined>;

export function nowCalled({ blocks }: SpecDiff): NowCalled {
  return new Map(blocks.flatMap(({ before, after }) => (before === null ? [] : [[before.id, after?.id]])));
}

/** `lost` in ids of the earlier spec, `gained` in those of the later one. A parent may be taken twice, so they are counted. */
export function inputChanges(
  { before, after }: Pick<BlockDiff, 'before' | 'after'>,
  now: NowCalled,
): { readonly lost: readonly string[]; readonly gained: readonly string[] } {
  const gained = [...(after?.inputs ?? [])];
  const lost = (before?.inputs ?? []).filter((id) => {
    const at = gained.indexOf(now.get(id) ?? '');
    if (at >= 0) gained.splice(at, 1);
    return at < 0;
  });
  return { lost, gained };
}
