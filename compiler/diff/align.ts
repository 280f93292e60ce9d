/**
 * Alignment of two running lists by dynamic programming (Needleman and Wunsch 1970): the cheapest way to walk through both
 * in order, where each step pairs two blocks, or leaves one of either list alone.
 */
import { edit, unmatched, type EditCost, type Matching } from './edit-cost.ts';

/** How a walk came to a cell: with a pair, past an earlier block, past a later one. */
const [paired, removed, added] = [1, 2, 3];

/** Cost of a pair, given the best walk to the cell before it. */
type PairCost = (b: number, a: number, partnerOf: (parent: number) => number) => number;

function align({ before, after }: EditCost, pairCost: PairCost): Matching {
  const [height, width] = [before.blocks.length, after.blocks.length];
  const stride = width + 1;
  const cost = new Float64Array((height + 1) * stride);
  const step = new Uint8Array((height + 1) * stride);
  /** Row and column of the walk that is asked for partners; it only goes back, as parents come earlier. */
  let [row, column] = [0, 0];
  const partnerOf = (parent: number): number => {
    let [i, j] = [row, column];
    while (i > parent + 1) {
      const taken = step[i * stride + j];
      if (taken !== added) i--;
      if (taken !== removed) j--;
    }
    while (step[i * stride + j] === added) j--;
    return step[i * stride + j] === paired ? j - 1 : -1;
  };
  for (let i = 0; i <= height; i++) {
    for (let j = 0; j <= width; j++) {
      const cell = i * stride + j;
      let best = i === 0 && j === 0 ? 0 : Infinity;
      let taken = 0;
      if (i > 0 && j > 0) {
        [row, column] = [i - 1, j - 1];
        best = cost[cell - stride - 1]! + pairCost(i - 1, j - 1, partnerOf);
        taken = paired;
      }
      if (i > 0 && cost[cell - stride]! + unmatched < best) {
        best = cost[cell - stride]! + unmatched;
        taken = removed;
      }
      if (j > 0 && cost[cell - 1]! + unmatched < best) {
        best = cost[cell - 1]! + unmatched;
        taken = added;
      }
      cost[cell] = best;
      step[cell] = taken;
    }
  }
  const matching = new Int32Array(height).fill(-1);
  for (let [i, j] = [height, width]; i > 0 || j > 0;) {
    const taken = step[i * stride + j];
    if (taken === paired) matching[i - 1] = j - 1;
    if (taken !== added) i--;
    if (taken !== removed) j--;
  }
  return matching;
}

/** Parents are matched as the walk so far does. */
export function alignForward(costs: EditCost): Matching {
  return align(costs, (b, a, partnerOf) => {
    const own = costs.own(b, a);
    return own >= 2 * unmatched ? own : own + costs.inputs(a, costs.before.inputs[b]!.map(partnerOf));
  });
}

/** Parents and consumers are matched as in an earlier matching. */
export function alignAgain(costs: EditCost, earlier: Matching): Matching {
  const { before, after } = costs;
  return align(costs, (b, a) => {
    const own = costs.own(b, a);
    if (own >= 2 * unmatched) return own;
    const lost = before.consumers[b]!.filter((consumer) => {
      const partner = earlier[consumer]!;
      return partner >= 0 && !after.inputs[partner]!.includes(a);
    });
    const partners = before.inputs[b]!.map((parent) => earlier[parent] ?? -1);
    return own + costs.inputs(a, partners) + lost.length * edit;
  });
}
