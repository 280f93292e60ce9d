/**
 * Candidates in order of their score, the earlier one first where scores are equal (as tf.nn.top_k has it): a binary heap,
 * because building one is linear and mostly a few hundred of thousands are taken out. A key holds both: the bits of a
 * non-negative float32 are ordered as the number is, and 23 bits below them count down the candidates.
 */

const places = 2 ** 23;
const bitsOfOne = new Float32Array(1);
const floatBits = new Uint32Array(bitsOfOne.buffer);

/** Most candidates that one queue can tell apart. */
export const mostCandidates = places;

export function keyOf(score: number, index: number): number {
  bitsOfOne[0] = score;
  return floatBits[0]! * places + (places - 1 - index);
}

export function indexOfKey(key: number): number {
  return places - 1 - (key % places);
}

export function scoreOfKey(key: number): number {
  floatBits[0] = Math.floor(key / places);
  return bitsOfOne[0]!;
}

export class BestFirst {
  readonly #keys: Float64Array;
  #count: number;

  /** Takes the array over. */
  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#count = keys.length;
    for (let i = (this.#count >> 1) - 1; i >= 0; i--) this.#sink(i, keys[i]!);
  }

  get size(): number {
    return this.#count;
  }

  /** Takes the highest key out; −1 when there is none. */
  take(): number {
    if (this.#count === 0) return -1;
    const best = this.#keys[0]!;
    const last = this.#keys[--this.#count]!;
    this.#sink(0, last);
    return best;
  }

  /** Puts one in that has been taken out before. */
  put(key: number): void {
    const keys = this.#keys;
    let i = this.#count++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (keys[parent]! >= key) break;
      keys[i] = keys[parent]!;
      i = parent;
    }
    keys[i] = key;
  }

  #sink(from: number, key: number): void {
    const keys = this.#keys;
    const count = this.#count;
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= count) break;
      if (child + 1 < count && keys[child + 1]! > keys[child]!) child++;
      if (keys[child]! <= key) break;
      keys[i] = keys[child]!;
      i = child;
    }
    keys[i] = key;
  }
}
