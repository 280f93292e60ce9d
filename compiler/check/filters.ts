/** Channels: products that are cut off to whole numbers, none of which may come out as 0. */
import { families } from '../resolve/families.ts';
import type { ResolvedBlock, ResolvedSpec, ResolvedStemBlock } from '../resolve/resolved-spec.ts';
import { baseFilters, blockFilters, scaledFilters } from '../resolve/scaled-filters.ts';
import type { Findings } from './findings.ts';
import type { RunningList } from './running-list.ts';

/** Base filters f of each block of the running list; undefined when some block has none. */
export function checkFilters(spec: ResolvedSpec, list: RunningList, findings: Findings): readonly number[] | undefined {
  const missing = new Map<number, number>();
  const zero = new Map<number, number>();
  const filters = list.blocks.map((block, i) => {
    const f = blockFilters(spec, block);
    if (f === undefined && !missing.has(block.level)) missing.set(block.level, i);
    if (f !== undefined && f < 1 && !zero.has(block.level)) zero.set(block.level, i);
    return f ?? Number.NaN;
  });
  for (const [level, i] of missing) {
    findings.add(
      'SPN2044',
      `${list.path(i)}.level`,
      `${list.blocks[i]!.id} is on level ${level}, which has no base filters`,
      {
        suggestion: `give \`baseFilters\` a field "${level}"`,
      },
    );
  }
  if (zero.size > 0) zeroFilters(spec, list, zero, findings);
  else if (!checkMobileStem(spec, findings)) return undefined;
  checkUnused(spec, list, findings);
  if (missing.size > 0 || zero.size > 0) return undefined;
  checkResamples(spec, list, filters, findings);
  return filters;
}

/** Output channels of a block: 4f for a bottleneck, f for any other. */
export function outputChannels({ kind }: ResolvedStemBlock | ResolvedBlock, filters: number): number {
  return kind === 'bottleneck' ? 4 * filters : filters;
}

/** One scale cuts off several levels: that is one problem. */
function zeroFilters(
  spec: ResolvedSpec,
  list: RunningList,
  zero: ReadonlyMap<number, number>,
  findings: Findings,
): void {
  const levels = [...zero.keys()].sort((a, b) => a - b);
  const bases = levels.map((level) => baseFilters(spec, list.blocks[zero.get(level)!]!)!);
  const others = levels.length === 1 ? '' : `, and so on levels ${levels.slice(1).join(', ')}`;
  findings.add(
    'SPN2051',
    'scale.filters',
    `blocks on level ${levels[0]!} get int(${bases[0]!} · ${spec.scale.filters}) = 0 filters${others}`,
    {
      suggestion: `\`scale.filters\` has to be at least ${(1 / Math.min(...bases)).toPrecision(3)}`,
    },
  );
}

/** The first convolution is scaled in mobile stems only. */
function checkMobileStem(spec: ResolvedSpec, findings: Findings): boolean {
  const { kind, filters } = spec.stem;
  if (kind !== 'mobile' || scaledFilters(spec, filters) >= 1) return true;
  findings.add('SPN2051', 'scale.filters', `the stem gets int(${filters} · ${spec.scale.filters}) = 0 filters`, {
    suggestion: `\`scale.filters\` has to be at least ${(1 / filters).toPrecision(3)}`,
  });
  return false;
}

/** The middle of a resample has int(C · alpha) channels, C being the base filters of the block it starts from. */
function checkResamples(spec: ResolvedSpec, list: RunningList, filters: readonly number[], findings: Findings): void {
  const { resampleAlpha } = spec.scale;
  // Mobile resamples have no middle.
  if (!families[spec.family].kinds.includes('bottleneck') || !families[spec.family].permuted) return;
  const narrow = list.blocks.reduce<number>((worst, block, i) => {
    const isSource = Math.trunc(filters[i]! * resampleAlpha) < 1;
    return isSource && (worst < 0 || filters[i]! < filters[worst]!) ? i : worst;
  }, -1);
  if (narrow < 0) return;
  const f = filters[narrow]!;
  findings.add(
    'SPN2051',
    'scale.resampleAlpha',
    `resamples from ${list.blocks[narrow]!.id} get int(${f} · ${resampleAlpha}) = 0 filters`,
    { suggestion: `with ${f} base filters, \`scale.resampleAlpha\` has to be at least ${(1 / f).toPrecision(3)}` },
  );
}

/** Base filters beyond SpineNet's own levels were given on purpose, and should have a block. */
function checkUnused(spec: ResolvedSpec, list: RunningList, findings: Findings): void {
  const used = new Set(list.blocks.map(({ level }) => String(level)));
  for (const level of Object.keys(spec.baseFilters)) {
    if (used.has(level) || (Number(level) >= 2 && Number(level) <= 7)) continue;
    findings.add('SPN2045', `baseFilters.${level}`, `no block is on level ${level}`);
  }
}
