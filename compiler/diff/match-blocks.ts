/**
 * Which blocks of two specs are the same. Ids don't tell: they count, so a block that is put in gives all later ones
 * another. What tells is what a block is and takes. The cheapest matching (`edit-cost.ts`) is a graph edit distance, which
 * nobody computes exactly in bounded time; here several alignments and the ids are starts of a local search, whose best
 * result counts.
 */
import { alignAgain, alignForward } from './align.ts';
import { ownFields, type BlockList } from './block-list.ts';
import { EditCost, type Matching } from './edit-cost.ts';
import { longestAscent } from './longest-ascent.ts';
import { Refinement } from './refine.ts';

export interface BlockPair {
  /** Indices in the running lists. */
  readonly before: number;
  readonly after: number;
  readonly moved: boolean;
}

/** Pairs in the order of the earlier list. Exchanging the lists exchanges the sides of the pairs, and nothing else. */
export function matchBlocks(before: BlockList, after: BlockList): readonly BlockPair[] {
  // One direction is computed and the other read off it, so that a diff is the same in both.
  if (rank(before) > rank(after))
    return matchBlocks(after, before)
      .map((pair) => ({ ...pair, before: pair.after, after: pair.before }))
      .sort((a, b) => a.before - b.before);
  const matching = cheapest(before, after);
  const paired = [...matching.keys()].filter((b) => matching[b]! >= 0);
  const inOrder = new Set(longestAscent(Int32Array.from(paired, (b) => matching[b]!)).map((i) => paired[i]!));
  return paired.map((b) => ({ before: b, after: matching[b]!, moved: !inOrder.has(b) }));
}

/** Tells any two lists that differ apart. */
function rank({ blocks }: BlockList): string {
  return JSON.stringify(
    blocks.map((block) => [block.id, block.stem, block.inputs, ...ownFields.map((field) => block[field])]),
  );
}

const mostRounds = 4;

function cheapest(before: BlockList, after: BlockList): Matching {
  const costs = new EditCost(before, after);
  const known = byId(before, after);
  if (costs.total(known) === 0) return known;
  let best = known;
  let least = Infinity;
  for (const start of [alignForward(costs), known]) {
    const found = new Refinement(costs, aligned(costs, start)).run();
    const cost = costs.total(found);
    if (cost < least) [best, least] = [found, cost];
  }
  return best;
}

/** Aligned again and again, each time with what the time before found out about parents and consumers. */
function aligned(costs: EditCost, start: Matching): Matching {
  let best = start;
  let least = costs.total(start);
  for (let round = 0; round < mostRounds; round++) {
    const next = alignAgain(costs, best);
    const cost = costs.total(next);
    if (cost >= least) break;
    [best, least] = [next, cost];
  }
  return best;
}

function byId(before: BlockList, after: BlockList): Matching {
  const indices = new Map(after.blocks.map((block, index) => [block.id, index]));
  return Int32Array.from(before.blocks, ({ id, stem }) => {
    const index = indices.get(id) ?? -1;
    return after.blocks[index]?.stem === stem ? index : -1;
  });
}
