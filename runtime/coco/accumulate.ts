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
  /** Whether any picture has an object or a detection of it. */
  readonly seen: boolean;
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
  const right = new Int32Array(matches.count);
  const exact = new Float64Array(matches.count);
  maxDetections.forEach((limit, m) => {
    const order = all.filter((i) => matches.ranks[i]! < limit);
    const count = order.length;
    for (let a = 0; a < A; a++) {
      const wanted = matches.wanted[a]!;
      if (!matches.seen || wanted === 0) continue;
      for (let t = 0; t < T; t++) {
        let [found, wrong] = [0, 0];
        for (let i = 0; i < count; i++) {
          const at = a * matches.count + order[i]!;
          if (((matches.ignored[at]! >> t) & 1) === 0) {
            if (((matches.matched[at]! >> t) & 1) === 1) found++;
            else wrong++;
          }
          right[i] = found;
          exact[i] = found / (wrong + found + spacing);
        }
        recall[(t * A + a) * M + m] = count === 0 ? 0 : found / wanted;
        for (let i = count - 1; i > 0; i--) if (exact[i]! > exact[i - 1]!) exact[i - 1] = exact[i]!;
        for (let r = 0, i = 0; r < R; r++) {
          while (i < count && right[i]! / wanted < recallThresholds[r]!) i++;
          const at = ((t * R + r) * A + a) * M + m;
          precision[at] = i < count ? exact[i]! : 0;
          scores[at] = i < count ? matches.scores[order[i]!]! : 0;
        }
      }
    }
  });
  return { precision, scores, recall };
}
