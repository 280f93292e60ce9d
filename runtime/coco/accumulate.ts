/** Matches of one category over all pictures → precision at each recall: `COCOeval.accumulate`. */
import { orderByScore } from './order.ts';
import { areaRanges, iouThresholds, recallThresholds } from './parameters.ts';
import type { MatchBits } from './match.ts';

/** Detections of one category, picture after picture, each picture's by descending score. */
export interface CategoryMatches extends MatchBits {
  readonly count: number;
  readonly scores: Float64Array;
  /** Place of a detection among those of its picture, from 0. */
  readonly ranks: Int32Array;
  /** Objects to be found, per size class. */
  readonly wanted: readonly number[];
}

/** What one category gives. T thresholds, R recalls, A size classes, M limits of detections; −1 where nothing is defined. */
export interface CategoryCurves {
  /** `[T,R,A,M]` */
  readonly precision: Float64Array;
  /** `[T,R,A,M]`: the score at which the recall is reached; 0 where it never is. */
  readonly scores: Float64Array;
  /** `[T,A,M]`: the highest recall. */
  readonly recall: Float64Array;
}

const [T, R, A] = [iouThresholds.length, recallThresholds.length, areaRanges.length];
/** `np.spacing(1)`: keeps 0 ÷ 0 away. */
const spacing = 2 ** -52;

export function accumulate(matches: CategoryMatches, maxDetections: readonly number[]): CategoryCurves {
  const M = maxDetections.length;
  const precision = new Float64Array(T * R * A * M).fill(-1);
  const scores = new Float64Array(T * R * A * M).fill(-1);
  const recall = new Float64Array(T * A * M).fill(-1);
  const all = orderByScore(matches.scores);
  const right = new Uint16Array(matches.count);
  const wrong = new Uint16Array(matches.count);
  const hits = { precision: new Float64Array(matches.count), places: new Int32Array(matches.count) };
  maxDetections.forEach((limit, m) => {
    const order = all.filter((i) => matches.ranks[i]! < limit);
    for (let a = 0; a < A; a++) {
      const wanted = matches.wanted[a]!;
      if (wanted === 0) continue;
      order.forEach((i, place) => {
        const at = a * matches.count + i;
        right[place] = matches.matched[at]! & ~matches.ignored[at]!;
        wrong[place] = ~matches.matched[at]! & ~matches.ignored[at]!;
      });
      for (let t = 0; t < T; t++) {
        const found = findHits(right, wrong, order.length, t, hits);
        recall[(t * A + a) * M + m] = found / wanted;
        for (let r = 0, hit = 0; r < R; r++) {
          while (hit < found && (hit + 1) / wanted < recallThresholds[r]!) hit++;
          const at = ((t * R + r) * A + a) * M + m;
          // A recall of 0 is reached by the first detection, right or wrong.
          const place = r === 0 ? 0 : (hits.places[hit] ?? 0);
          const reached = r === 0 ? order.length > 0 : hit < found;
          precision[at] = hit < found ? hits.precision[hit]! : 0;
          scores[at] = reached ? matches.scores[order[place]!]! : 0;
        }
      }
    }
  });
  return { precision, scores, recall };
}

/**
 * The right detections at a threshold, by descending score: where they stand, and the highest precision from there on. Between
 * two of them precision falls, so nothing else has to be looked at.
 */
function findHits(
  right: Uint16Array,
  wrong: Uint16Array,
  count: number,
  t: number,
  { precision, places }: { precision: Float64Array; places: Int32Array },
): number {
  let [found, missed] = [0, 0];
  for (let place = 0; place < count; place++) {
    missed += (wrong[place]! >> t) & 1;
    if (((right[place]! >> t) & 1) === 0) continue;
    places[found] = place;
    found++;
    precision[found - 1] = found / (missed + found + spacing);
  }
  for (let hit = found - 1; hit > 0; hit--)
    if (precision[hit]! > precision[hit - 1]!) precision[hit - 1] = precision[hit]!;
  return found;
}
