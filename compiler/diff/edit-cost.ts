/**
 * What a matching of blocks costs: the edits that a diff would report of it. An edit is a block that is added, removed or
 * moved, or one property that changed, the pair of inputs being one. Among matchings with as few edits, the one with the
 * fewest new parents and the fewest new blocks is the better, and then the one with the fewest new ids.
 */
import { ownFields, type BlockList } from './block-list.ts';
import { longestAscent } from './longest-ascent.ts';

export const edit = 1e6;
/** Below an edit: parents that are others, blocks that are added or removed. */
const detail = 1e3;
export const unmatched = edit + 2 * detail;

/** Index of the partner of each block of the earlier list; -1 for none. */
export type Matching = Int32Array;

export class EditCost {
  readonly before: BlockList;
  readonly after: BlockList;
  /** Cost of the properties of each pair, inputs left out; infinite between stem and others. */
  readonly #own: Float64Array;

  constructor(before: BlockList, after: BlockList) {
    this.before = before;
    this.after = after;
    const width = after.blocks.length;
    this.#own = new Float64Array(before.blocks.length * width);
    before.blocks.forEach((b, i) => {
      after.blocks.forEach((a, j) => {
        const changed = ownFields.reduce((count, field) => count + (b[field] === a[field] ? 0 : 1), 0);
        this.#own[i * width + j] = b.stem === a.stem ? changed * edit + (b.id === a.id ? 0 : 1) : Infinity;
      });
    });
  }

  own(b: number, a: number): number {
    return this.#own[b * this.after.blocks.length + a]!;
  }

  /** Cost of inputs: `partners` are those of the earlier block's parents, -1 for none. */
  inputs(a: number, partners: readonly number[]): number {
    const parents = this.after.inputs[a]!;
    if (partners.length === parents.length && partners.every((partner, i) => partner === parents[i])) return 0;
    const left = [...parents];
    for (const partner of partners) {
      const at = left.indexOf(partner);
      if (at >= 0) left.splice(at, 1);
    }
    return edit + detail * left.length;
  }

  /** What the block `b` adds to the cost of a matching, moves left out. */
  local(b: number, matching: Matching): number {
    const a = matching[b]!;
    if (a < 0) return unmatched;
    return this.own(b, a) + this.inputs(a, this.before.inputs[b]!.map((parent) => matching[parent] ?? -1)); // prettier-ignore
  }

  total(matching: Matching): number {
    let [sum, pairs] = [0, 0];
    for (let b = 0; b < matching.length; b++) {
      sum += this.local(b, matching);
      if (matching[b]! >= 0) pairs++;
    }
    return sum + (this.after.blocks.length - pairs) * unmatched + this.moves(matching);
  }

  /** Cost of the order: blocks outside a longest run of partners that ascends. */
  moves(matching: Matching): number {
    const partners = matching.filter((a) => a >= 0);
    return (partners.length - longestAscent(partners).length) * edit;
  }
}
