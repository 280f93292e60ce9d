/**
 * Does every block lead to an output? Features reach one through inputs, and through the "nobody consumed me" rule of the
 * official code: when an output block is built, after its own two parents were counted, each earlier feature that nothing
 * has consumed so far and that has the merged feature's width and channels is added to it, and counts as consumed then.
 */
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { outputChannels } from './filters.ts';
import type { Findings } from './findings.ts';
import { isFeature, shown, type RunningList } from './running-list.ts';
import { shownSize, tellSize, type Size } from './sizes.ts';

export interface BuiltNetwork {
  readonly spec: ResolvedSpec;
  readonly list: RunningList;
  readonly parents: readonly (readonly number[])[];
  readonly filters: readonly number[];
  readonly sizes: readonly Size[];
  /** Levels without an output; that a block of such a level leads nowhere has been said already. */
  readonly missingLevels: ReadonlySet<number>;
}

export function checkReachability(net: BuiltNetwork, findings: Findings): void {
  const extras = takenUnconsumed(net, findings);
  if (extras === undefined) return;
  const reaches = reachingOutputs(net, extras);
  // Without any output nothing reaches one; that has been said.
  if (!reaches.includes(true)) return;
  const { list, parents, missingLevels } = net;
  const consumers = new Set(parents.flat());
  list.blocks.forEach((block, i) => {
    if (reaches[i] === true || consumers.has(i) || (i < list.stem - 1 && reaches[i + 1] !== true)) return;
    if (missingLevels.has(block.level)) return;
    const others = onlyThrough(net, reaches, i);
    findings.add(
      'SPN2036',
      list.path(i),
      `${shown(block)} reaches no output: no block takes it, and no later output adds it`,
      {
        notes: others.length === 0 ? [] : [{ message: `nothing else takes what leads to it: ${others.join(', ')}` }],
        suggestion: 'use it as an input, make it an output, or take it out',
      },
    );
  });
}

/** Features that the rule adds, by output block. Undefined, with an error, when heights differ. */
export function takenUnconsumed(
  { spec, list, parents, filters, sizes }: BuiltNetwork,
  findings: Findings,
): ReadonlyMap<number, readonly number[]> | undefined {
  const extras = new Map<number, readonly number[]>();
  const unconsumed = new Set([...list.blocks.slice(0, list.stem).keys()].filter((i) => isFeature(list.blocks[i]!)));
  for (let i = list.stem; i < list.blocks.length; i++) {
    const block = list.blocks[i]!;
    for (const parent of parents[i]!) unconsumed.delete(parent);
    if ('output' in block && block.output && spec.merge.unconsumed === 'add') {
      const [height, width] = sizes[i]!;
      const channels = outputChannels(block, filters[i]!);
      const fitting = [...unconsumed].filter(
        (j) => sizes[j]![1] === width && outputChannels(list.blocks[j]!, filters[j]!) === channels,
      );
      const uneven = fitting.find((j) => sizes[j]![0] !== height);
      if (uneven !== undefined) {
        const other = `${list.blocks[uneven]!.id}, which nothing consumed, as ${shownSize(sizes[uneven]!)}`;
        tellSize(spec, list, `${block.id} of ${shownSize(sizes[i]!)} gets ${other}`, findings);
        return undefined;
      }
      for (const j of fitting) {
        unconsumed.delete(j);
        findings.add(
          'SPN2037',
          list.path(j),
          `${list.blocks[j]!.id} is added to ${block.id}, because no block takes it`,
        );
      }
      extras.set(i, fitting);
    }
    unconsumed.add(i);
  }
  return extras;
}

/** For each block, whether some output depends on it. */
function reachingOutputs({ list, parents }: BuiltNetwork, extras: ReadonlyMap<number, readonly number[]>): boolean[] {
  const reaches = list.blocks.map((block) => 'output' in block && block.output);
  for (let i = list.blocks.length - 1; i >= 0; i--) {
    if (reaches[i] !== true) continue;
    for (const parent of parents[i]!) reaches[parent] = true;
    for (const extra of extras.get(i) ?? []) reaches[extra] = true;
    // The stem's blocks are a chain.
    if (i > 0 && i < list.stem) reaches[i - 1] = true;
  }
  return reaches;
}

/** Ids of the dead blocks that feed a dead one, the nearest first; ten at most. */
function onlyThrough({ list, parents }: BuiltNetwork, reaches: readonly boolean[], sink: number): readonly string[] {
  const found = new Set<number>();
  const queue = [sink];
  for (const i of queue) {
    for (const parent of parents[i]!) {
      if (reaches[parent] === true || found.has(parent) || found.size >= 10) continue;
      found.add(parent);
      queue.push(parent);
    }
  }
  return [...found].map((i) => list.blocks[i]!.id);
}
