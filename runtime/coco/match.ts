/**
 * Detections of one picture and category to its objects, greedily by score: `COCOeval.evaluateImg` for all size classes and
 * thresholds at once. A detection takes the object it overlaps most among those that are free, real objects before ignored
 * ones (crowds, and objects outside the size class); a crowd is never used up.
 *
 * Two things make it fast without changing a result: an overlap below the lowest threshold can't match, so only the few
 * objects above it are looked at, four times ten times; and matches are bits, one per threshold, not objects.
 */
import { areaRanges, iouThresholds } from './parameters.ts';

/** The least overlap of each threshold; a perfect one always suffices. */
const leastOverlaps = iouThresholds.map((threshold) => Math.min(threshold, 1 - 1e-10));

/** The objects of one picture and category, in the order of the file. */
export interface PictureObjects {
  readonly count: number;
  readonly ids: Float64Array;
  readonly areas: Float64Array;
  readonly crowds: Uint8Array;
}

/** Bits per size class: threshold t is bit t. */
export interface MatchBits {
  /** Matched to an object. */
  readonly matched: Uint16Array;
  /** Neither right nor wrong. */
  readonly ignored: Uint16Array;
}

export class PictureMatcher {
  readonly #objects: PictureObjects;
  /** `[areaRanges, count]`: 1 for objects that are not to be found. */
  readonly #ignored: Uint8Array;
  /** `[areaRanges, count]`: thresholds at which an object is taken. */
  readonly #taken: Uint16Array;
  /** Objects that the present detection may match. */
  readonly #near: Int32Array;

  constructor(objects: PictureObjects) {
    const { count, areas, crowds } = objects;
    this.#objects = objects;
    this.#ignored = new Uint8Array(areaRanges.length * count);
    this.#taken = new Uint16Array(areaRanges.length * count);
    this.#near = new Int32Array(count);
    areaRanges.forEach(({ least, most }, a) => {
      for (let g = 0; g < count; g++)
        this.#ignored[a * count + g] = crowds[g] === 1 || areas[g]! < least || areas[g]! > most ? 1 : 0;
    });
  }

  /** Objects to be found, of a size class. */
  wanted(areaRange: number): number {
    const { count } = this.#objects;
    let wanted = count;
    for (let g = 0; g < count; g++) wanted -= this.#ignored[areaRange * count + g]!;
    return wanted;
  }

  /**
   * Matches the next detection; they come by descending score.
   * @param overlaps with each object.
   * @param bits of all detections, `[areaRanges, stride]`; those at `at` are set.
   */
  match(overlaps: Float64Array, area: number, bits: MatchBits, stride: number, at: number): void {
    const { count } = this.#objects;
    let near = 0;
    for (let g = 0; g < count; g++) if (overlaps[g]! >= leastOverlaps[0]!) this.#near[near++] = g;
    areaRanges.forEach(({ least, most }, a) => {
      const outside = area < least || area > most;
      const { matched, ignored } = this.#matchIn(a * count, overlaps, near);
      bits.matched[a * stride + at] = matched;
      bits.ignored[a * stride + at] = outside ? ignored | (~matched & allThresholds) : ignored;
    });
  }

  #matchIn(first: number, overlaps: Float64Array, near: number): { matched: number; ignored: number } {
    let [matched, ignored] = [0, 0];
    if (near === 0) return { matched, ignored };
    for (let t = 0; t < leastOverlaps.length; t++) {
      let best = this.#bestOf(0, first, overlaps, near, t);
      if (best < 0) {
        best = this.#bestOf(1, first, overlaps, near, t);
        if (best < 0) continue;
        ignored |= 1 << t;
      }
      this.#taken[first + best]! |= 1 << t;
      // pycocotools stores the object's id where 0 means no match.
      if (this.#objects.ids[best] !== 0) matched |= 1 << t;
    }
    return { matched, ignored };
  }

  /** The last of the free objects that overlap most, real ones (`ignored` 0) or ignored ones; −1 if there is none. */
  #bestOf(ignored: number, first: number, overlaps: Float64Array, near: number, t: number): number {
    let least = leastOverlaps[t]!;
    let best = -1;
    for (let i = 0; i < near; i++) {
      const g = this.#near[i]!;
      if (this.#ignored[first + g] !== ignored || overlaps[g]! < least) continue;
      if (((this.#taken[first + g]! >> t) & 1) === 1 && this.#objects.crowds[g] !== 1) continue;
      least = overlaps[g]!;
      best = g;
    }
    return best;
  }
}

const allThresholds = 2 ** iouThresholds.length - 1;
