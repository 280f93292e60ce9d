/**
 * The order of execution whose peak of live bytes is lowest: depth-first search with a bound, over sets of executed steps.
 *
 * For a bound it asks whether some order stays under it. What is live depends only on which steps have run, so a set that
 * led nowhere once is never entered again. A step that fits under the bound and frees at least what it makes is taken
 * without asking: whatever comes later can only be lower for it. What remains to be decided are the few places where
 * something large is begun; those that leave least alive are tried first. The bound is then bisected between what is proven
 * impossible and the best order known. Peaks jump: the smallest one that a failed search turned away is the next possible.
 *
 * Where the budget of steps ends first, the best order so far is the answer, and nothing is proven. Registers of expression
 * trees are the classic case (Sethi & Ullman 1970); for graphs the problem is NP-hard (Sethi 1975).
 */
import type { Liveness } from './liveness.ts';
import { lowerBound } from './lower-bound.ts';

export interface Schedule {
  /** Steps in order of execution. */
  readonly order: readonly number[];
  /** Most bytes alive at any moment, network inputs and weights left out. */
  readonly peak: number;
  /** No order has a lower peak. */
  readonly proven: boolean;
}

/** Steps that all searches together may take: 10 to 30 ms. */
const defaultBudget = 30_000;
/** One bound may use this share of what is left. */
const shareOfOneBound = 0.5;

/** Never worse than the order that the steps are numbered in; the same answer on every machine. */
export function lowestPeak(liveness: Liveness, budget = defaultBudget): Schedule {
  const run = new Execution(liveness);
  let order: readonly number[] = liveness.reads.map((_, step) => step);
  for (const step of order) run.take(step);
  let { peak } = run;
  let possible = lowerBound(liveness);
  let proven = true;
  let left = budget;
  for (let bound = possible; possible < peak && left > 0; bound = Math.floor((possible + peak - 1) / 2)) {
    const found = search(run, bound, Math.ceil(left * shareOfOneBound));
    left -= found.steps;
    if (found.order !== undefined) ({ order, peak } = { order: found.order, peak: found.peak });
    else {
      possible = Math.max(bound + 1, found.exhausted ? found.nextPeak : 0);
      proven &&= found.exhausted;
    }
  }
  return { order, peak, proven: proven && possible >= peak };
}

interface Found {
  readonly order?: readonly number[];
  readonly peak: number;
  /** All orders were looked at, or ruled out. */
  readonly exhausted: boolean;
  /** The smallest peak that was turned away. */
  readonly nextPeak: number;
  readonly steps: number;
}

/** A place where something has to be begun: what had run by then, and what may come next, best first. */
interface Choice {
  readonly taken: number;
  readonly key: string;
  readonly candidates: readonly number[];
  next: number;
}

function search(run: Execution, bound: number, budget: number): Found {
  const start = run.steps;
  const failed = new Set<string>();
  const choices: Choice[] = [];
  run.reset(bound);
  const open = (): void => {
    const key = run.key();
    if (!failed.has(key)) choices.push({ taken: run.taken, key, candidates: candidatesOf(run), next: 0 });
  };
  const found = (result: Pick<Found, 'order' | 'exhausted'>): Found => ({
    ...result,
    peak: run.peak,
    nextPeak: run.nextPeak,
    steps: run.steps - start,
  });
  run.takeFree();
  if (run.isComplete()) return found({ order: run.order(), exhausted: true });
  open();
  for (let choice = choices.at(-1); choice !== undefined; choice = choices.at(-1)) {
    if (run.steps - start > budget) return found({ exhausted: false });
    run.backTo(choice.taken);
    const step = choice.candidates[choice.next++];
    if (step === undefined) {
      failed.add(choice.key);
      choices.pop();
      continue;
    }
    run.take(step);
    run.takeFree();
    if (run.isComplete()) return found({ order: run.order(), exhausted: true });
    open();
  }
  return found({ exhausted: true });
}

/** Steps that fit, those first after which (and after what then is free to take) least is alive. */
function candidatesOf(run: Execution): readonly number[] {
  const { taken } = run;
  const left = new Map<number, number>();
  for (const step of run.fitting()) {
    run.take(step);
    run.takeFree();
    left.set(step, run.live);
    run.backTo(taken);
  }
  return [...left.keys()].sort((a, b) => left.get(a)! - left.get(b)! || a - b);
}

/** Steps taken so far, one after the other, with what is alive; every step can be taken back. */
class Execution {
  readonly #liveness: Liveness;
  /** Bytes of what a step makes, and those with its workspace. */
  readonly #results: readonly number[];
  readonly #needs: readonly number[];
  /** By step: operands that are not made yet. By value: readers that have not run yet. */
  readonly #missing: Int32Array;
  readonly #unread: Int32Array;
  /** Steps whose operands are all there and that have not run. */
  readonly #ready = new Set<number>();
  readonly #order: number[] = [];
  /** By number of steps taken: the peak so far. */
  readonly #peaks: number[] = [];
  readonly #bits: Uint16Array;
  #bound = Infinity;
  live = 0;
  /** Steps taken ever. */
  steps = 0;
  /** The smallest peak above the bound that was met. */
  nextPeak = Infinity;

  constructor(liveness: Liveness) {
    const { reads, makes, workspace, bytes, readers } = liveness;
    this.#liveness = liveness;
    this.#results = makes.map((values) => values.reduce((sum, value) => sum + bytes[value]!, 0));
    this.#needs = this.#results.map((results, step) => results + workspace[step]!);
    this.#missing = Int32Array.from(reads, (values) => values.length);
    this.#unread = Int32Array.from(readers, (steps) => steps.length);
    this.#bits = new Uint16Array(Math.ceil(reads.length / 16));
    this.#missing.forEach((count, step) => {
      if (count === 0) this.#ready.add(step);
    });
  }

  get taken(): number {
    return this.#order.length;
  }

  isComplete(): boolean {
    return this.#order.length === this.#results.length;
  }

  get peak(): number {
    return this.#peaks.at(-1) ?? 0;
  }

  order(): readonly number[] {
    return [...this.#order];
  }

  /** Names the set of steps taken. */
  key(): string {
    return String.fromCharCode(...this.#bits);
  }

  reset(bound: number): void {
    this.backTo(0);
    this.#bound = bound;
    this.nextPeak = Infinity;
  }

  /** Steps that may be taken under the bound. */
  fitting(): readonly number[] {
    const steps: number[] = [];
    for (const step of this.#ready) {
      const during = this.live + this.#needs[step]!;
      if (during <= this.#bound) steps.push(step);
      else this.nextPeak = Math.min(this.nextPeak, during);
    }
    return steps;
  }

  /** Takes steps that fit and free what they make or more, until there is none. */
  takeFree(): void {
    for (let step = this.#free(); step !== undefined; step = this.#free()) this.take(step);
  }

  /** Which one comes first doesn't matter for what follows; the lowest is what the caller's order had first. */
  #free(): number | undefined {
    let first: number | undefined;
    for (const step of this.#ready) {
      if (first !== undefined && step > first) continue;
      if (this.live + this.#needs[step]! <= this.#bound && this.#results[step]! <= this.#freed(step)) first = step;
    }
    return first;
  }

  /** Bytes that are gone once the step has run. */
  #freed(step: number): number {
    const { reads, makes, bytes, kept } = this.#liveness;
    let freed = 0;
    for (const value of reads[step]!) if (this.#unread[value] === 1 && kept[value] !== true) freed += bytes[value]!;
    for (const value of makes[step]!) if (this.#unread[value] === 0 && kept[value] !== true) freed += bytes[value]!;
    return freed;
  }

  take(step: number): void {
    const { reads, makes, readers } = this.#liveness;
    this.steps++;
    this.#peaks.push(Math.max(this.peak, this.live + this.#needs[step]!));
    this.live += this.#results[step]! - this.#freed(step);
    for (const value of reads[step]!) this.#unread[value]!--;
    for (const value of makes[step]!)
      for (const reader of readers[value]!) if (--this.#missing[reader]! === 0) this.#ready.add(reader);
    this.#ready.delete(step);
    this.#order.push(step);
    this.#bits[step >>> 4]! ^= 1 << (step & 15);
  }

  backTo(taken: number): void {
    while (this.#order.length > taken) this.#takeBack();
  }

  #takeBack(): void {
    const { reads, makes, readers } = this.#liveness;
    const step = this.#order.pop()!;
    this.#peaks.pop();
    this.#bits[step >>> 4]! ^= 1 << (step & 15);
    for (const value of makes[step]!)
      for (const reader of readers[value]!) if (this.#missing[reader]!++ === 0) this.#ready.delete(reader);
    for (const value of reads[step]!) this.#unread[value]!++;
    this.live += this.#freed(step) - this.#results[step]!;
    this.#ready.add(step);
  }
}
