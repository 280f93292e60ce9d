/**
 * Local search on a matching: as long as something gets cheaper, a block is given another partner (whose own partner is
 * freed or takes the old one), or none. It finds what an alignment can't: blocks that moved, and pairs whose consumers
 * tell them apart. Only blocks that cost something are looked at, and the number of looks is bounded, so the time is too.
 */
import { edit, unmatched, type EditCost, type Matching } from './edit-cost.ts';

/** About a second at worst, and far more than specs of a hundred blocks need. */
const mostLooks = 100_000;
/** Counting moves takes as long as this many looks, per block. */
const looksPerCount = 1 / 50;

export class Refinement {
  readonly #costs: EditCost;
  readonly #matching: Matching;
  /** Partner of each later block; -1 for none. */
  readonly #owners: Int32Array;
  #moves: number;
  #looks = 0;

  constructor(costs: EditCost, matching: Matching) {
    this.#costs = costs;
    this.#matching = matching.slice();
    this.#owners = new Int32Array(costs.after.blocks.length).fill(-1);
    matching.forEach((a, b) => {
      if (a >= 0) this.#owners[a] = b;
    });
    this.#moves = costs.moves(matching);
  }

  run(): Matching {
    for (let improved = true; improved && this.#looks < mostLooks;) {
      improved = false;
      for (const b of this.#troubled()) improved = this.#improve(b) || improved;
      for (let a = 0; a < this.#owners.length; a++) if (this.#owners[a] === -1) improved = this.#give(a) || improved;
    }
    return this.#matching;
  }

  /** Earlier blocks without a partner, or whose pair or consumers cost an edit. */
  #troubled(): readonly number[] {
    const { before } = this.#costs;
    const costly = before.blocks.map((_, b) => this.#costs.local(b, this.#matching) >= edit);
    return before.blocks.flatMap((_, b) =>
      costly[b] === true || before.consumers[b]!.some((consumer) => costly[consumer]) ? [b] : [],
    );
  }

  /** The first change of a block's partner that saves something. */
  #improve(b: number): boolean {
    if (this.#matching[b]! >= 0 && this.#try([[b, -1]])) return true;
    for (let a = 0; a < this.#owners.length; a++) if (this.#offer(b, a)) return true;
    return false;
  }

  /** The first partner for a later block that saves something. */
  #give(a: number): boolean {
    for (let b = 0; b < this.#matching.length; b++) if (this.#offer(b, a)) return true;
    return false;
  }

  #offer(b: number, a: number): boolean {
    const old = this.#matching[b]!;
    // A pair that costs more than two blocks without partners is none.
    if (old === a || this.#costs.own(b, a) >= 2 * unmatched) return false;
    const owner = this.#owners[a]!;
    if (owner < 0) return this.#try([[b, a]]);
    const swap: readonly Assignment[] = [[b, a], [owner, old]]; // prettier-ignore
    return this.#try(swap) || (old >= 0 && this.#try([[b, a], [owner, -1]])); // prettier-ignore
  }

  /** Makes the assignments when they save something. */
  #try(assignments: readonly Assignment[]): boolean {
    if (this.#looks++ > mostLooks) return false;
    const { before } = this.#costs;
    const affected = new Set(assignments.flatMap(([b]) => [b, ...before.consumers[b]!]));
    const old = assignments.map(([b]) => this.#matching[b]!);
    const local = (): number => {
      let sum = 0;
      for (const b of affected) sum += this.#costs.local(b, this.#matching);
      return sum;
    };
    const pairs = (partners: readonly number[]): number => partners.filter((a) => a >= 0).length;
    const costBefore = local();
    for (const [b, a] of assignments) this.#matching[b] = a;
    const free = pairs(old) - pairs(assignments.map(([, a]) => a));
    const saved = costBefore - local() - free * unmatched;
    // Counting moves takes long, and each block that changes partners saves a few at most.
    if (saved > -2 * assignments.length * edit) {
      this.#looks += looksPerCount * before.blocks.length;
      const moves = this.#costs.moves(this.#matching);
      if (saved + this.#moves - moves > 0) {
        this.#moves = moves;
        for (const a of old) if (a >= 0) this.#owners[a] = -1;
        for (const [b, a] of assignments) if (a >= 0) this.#owners[a] = b;
        return true;
      }
    }
    assignments.forEach(([b], i) => (this.#matching[b] = old[i]!));
    return false;
  }
}

type Assignment = readonly [b: number, a: number];
