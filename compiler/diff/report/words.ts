/** Changes of blocks in words. Ids of the earlier spec are told apart where the later one has others for the same blocks. */
import { printable } from '../../analysis/report/table.ts';
import type { BlockChange, BlockDiff, BlockSide, SpecDiff } from '../../schema/diff-report-types.generated.ts';
import { inputChanges, nowCalled, type NowCalled } from './inputs.ts';

/** `b12`, or `b12 (was b11)`. */
export function blockName(before: string | undefined, after: string | undefined): string {
  return before === undefined || after === undefined || before === after
    ? (after ?? before ?? '')
    : `${after} (was ${before})`;
}

/** `b12 (was b11)`; of ids that go on counting together only the ends: `b12–b17 (were b11–b16)`. */
export function renames(pairs: readonly (readonly [before: string, after: string])[]): readonly string[] {
  const runs: (readonly [string, string])[][] = [];
  for (const pair of pairs) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && pair.every((id, side) => id === successor(last[side]!))) runs.at(-1)!.push(pair);
    else runs.push([pair]);
  }
  return runs.map((run) => {
    const [[oldFirst, first], [oldLast, last]] = [run[0]!, run.at(-1)!];
    return run.length === 1 ? blockName(oldFirst, first) : `${first}–${last} (were ${oldFirst}–${oldLast})`;
  });
}

/** `b13` of `b12`; nothing where an id doesn't count. */
function successor(id: string): string | undefined {
  const [, letters = '', digits] = /^(.*?)(\d{1,6})$/.exec(id) ?? [];
  return digits === undefined ? undefined : `${letters}${Number(digits) + 1}`;
}

/** `L4 bottleneck`, with what the block has of its own. */
function blockFacts({ level, kind, inputs, output, feature, ...block }: BlockSide): string {
  const own = ['filters', 'baseFilters', 'repeats', 'activation', 'scaleRepeats'] as const;
  return [
    `L${level} ${kind}`,
    ...(inputs.length === 0 ? [] : [`<- ${inputs.join(' ')}`]),
    ...own.flatMap((field) => (block[field] === undefined ? [] : [`${field}=${block[field]}`])),
    ...(feature === false ? ['feature=false'] : []),
    ...(output ? [`=> P${level}`] : []),
  ].join(' ');
}

/** Says what happened to a block, given its diff. */
export function changeTeller(diff: SpecDiff): (row: BlockDiff) => string {
  const ids = nowCalled(diff);
  const former = (id: string): string => {
    const now = ids.get(id);
    return now === id ? id : `${id} (${now === undefined ? 'removed' : `now ${now}`})`;
  };
  /** Blocks before which another stands, on either side; the first has none. */
  const followed = (side: 'before' | 'after') => {
    const blocks = diff.blocks.flatMap((row) => row[side] ?? []).sort((a, b) => a.index - b.index);
    return new Map(blocks.map(({ id }, i) => [id, blocks[i - 1]?.id]));
  };
  const [previous, next] = [followed('before'), followed('after')];

  return ({ before, after, moved, changes }) => {
    if (before === null || after === null) return printable(blockFacts((after ?? before)!));
    const words = changes.map((change) =>
      change.field === 'inputs' ? rewired({ before, after }, ids, former) : changeWords(change, after),
    );
    const [now, old] = [next.get(after.id), previous.get(before.id)];
    if (moved) words.push(`moved${movedTo(now, old, ids, former)}`);
    return printable(words.join('; '));
  };
}

/** `: follows b7 instead of b4`; of blocks that move together the first says where to. */
function movedTo(
  now: string | undefined,
  old: string | undefined,
  ids: NowCalled,
  former: (id: string) => string,
): string {
  if (now !== undefined && old !== undefined && ids.get(old) === now) return ` along with ${now}`;
  const place = now === undefined ? 'stands first' : `follows ${now}`;
  return `: ${place}${old === undefined ? '' : ` instead of ${former(old)}`}`;
}

/** `takes b4 instead of b3 (now b5)`. */
function rewired(
  sides: { readonly before: BlockSide; readonly after: BlockSide },
  ids: NowCalled,
  former: (id: string) => string,
): string {
  const { lost, gained } = inputChanges(sides, ids);
  if (lost.length === 0) return 'takes its inputs in the other order';
  return `takes ${gained.join(' and ')} instead of ${lost.map(former).join(' and ')}`;
}

function changeWords({ field, before, after }: BlockChange, { level }: BlockSide): string {
  switch (field) {
    case 'level':
      return `L${text(before)} → L${text(after)}`;
    case 'kind':
      return `${text(before)} → ${text(after)}`;
    case 'output':
      return after === true ? `becomes the output P${level}` : 'is no output any more';
    case 'feature':
      return after === false ? 'blocks can’t take it any more' : 'blocks can take it now';
    case 'scaleRepeats':
      return `repeats in scale.repeats ${text(before)} → ${text(after)}`;
    case 'filters':
    case 'baseFilters':
    case 'repeats':
    case 'activation':
    case 'inputs':
      return `${field} ${text(before)} → ${text(after)}`;
  }
}

/** A value on one line; a dash for none. */
export function text(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
