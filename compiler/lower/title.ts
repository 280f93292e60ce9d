/** Titles of sections: the block's canonical `.spine` line, so that every artifact shows what was written. */
import type { ResolvedBlock, ResolvedSpec, ResolvedStemBlock } from '../resolve/resolved-spec.ts';

/** `b12 : L4 bottleneck <- b5 b10 => P4`, overrides last. */
export function blockTitle(block: ResolvedBlock | ResolvedStemBlock): string {
  const what = `${block.id} : L${block.level} ${block.kind}`;
  const edges = 'inputs' in block ? ` <- ${block.inputs.join(' ')}${block.output ? ` => P${block.level}` : ''}` : '';
  const overrides = (['filters', 'baseFilters', 'repeats', 'activation'] as const).flatMap((field) =>
    block[field] === undefined ? [] : [` ${field}=${block[field]}`],
  );
  return `${what}${edges}${overrides.join('')}`;
}

/** `stem b0 b1 : L2 bottleneck`; a stem of several kinds of blocks is a list. */
export function stemTitle({ stem }: ResolvedSpec): string {
  const groups: { ids: string[]; what: string }[] = [];
  for (const { id, level, kind } of stem.blocks) {
    const what = `L${level} ${kind}`;
    const last = groups.at(-1);
    if (last?.what === what) last.ids.push(id);
    else groups.push({ ids: [id], what });
  }
  return `stem ${groups.map(({ ids, what }) => `${ids.join(' ')} : ${what}`).join(', ')}`;
}

/** `endpoint_4 <- b12` */
export function endpointTitle(level: number, block: string): string {
  return `endpoint_${level} <- ${block}`;
}
