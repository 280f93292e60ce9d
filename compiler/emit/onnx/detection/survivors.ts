/**
 * Suppression and the choice of the best as ONNX nodes. `NonMaxSuppression` (11) keeps scores above its threshold, takes
 * the earlier box first where they are equal, and drops above its IoU threshold, as TensorFlow's kernel does. What drops
 * at the threshold too (`tiled`) gets the float32 just below it.
 *
 * Left out, and refused: scores that decay (Soft-NMS), and `tiled` below ½, where the model garden's tiles behave oddly.
 * At a threshold of exactly ½ those tiles let a box that overlaps by exactly ½ drop others, though it is dropped; here it
 * does not.
 */
import type { SuppressionSettings } from '../../../ops/detection/settings.ts';
import { intAttribute, intsAttribute } from '../proto.ts';
import { unsupported } from '../unsupported.ts';
import { withOffset } from './boxes.ts';
import { justBelow, type Steps } from './steps.ts';

/** Candidates as they go into suppression. */
export interface Contest {
  /** `[B,T,4]` */
  readonly boxes: string;
  /** `[B,G,T]`: groups that don't compete with each other. */
  readonly scores: string;
}

/** Refuses what there is no exact form of. */
export function requireExact(
  node: string,
  settings: Pick<SuppressionSettings, 'algorithm' | 'iouThreshold'> & Partial<SuppressionSettings>,
): void {
  if ((settings.softNmsSigma ?? 0) > 0) unsupported(node, 'has soft suppression, which ONNX has not');
  if (
    settings.algorithm === 'tiled' &&
    settings.classAgnostic !== true &&
    settings.iouThreshold > 0 &&
    settings.iouThreshold < 0.5
  )
    unsupported(node, 'suppresses in tiles at an IoU below 0.5, which no ONNX op does');
  if (settings.iouThreshold > 1) unsupported(node, 'has an IoU threshold above 1');
}

/** Scores outside the `k` best of each row become `other`. @param scores `[…,T]` of `places` places */
export function onlyBest(steps: Steps, scores: string, k: number, places: number, other: number): string {
  if (places <= k) return scores;
  const [values, indices] = steps.best('best', scores, k);
  const shape = steps.op('Shape', 'scores/shape', [scores]);
  const none = steps.op('Expand', 'none', [steps.float(other), shape]);
  return steps.op('ScatterElements', 'chosen', [none, indices, values], [intAttribute('axis', -1)]);
}

/**
 * The same for scores `[N,C,T]` of which only those above a threshold matter: sorting is left out where no class has more
 * than `k` of them, which is most of the time.
 */
export function onlyBestAbove(steps: Steps, scores: string, k: number, places: number, threshold: number): string {
  if (places <= k) return scores;
  const above = steps.cast('above', steps.op('Greater', 'candidates', [scores, steps.float(threshold)]), 'float32');
  const counts = steps.op('ReduceSum', 'candidates/count', [above, steps.ints([-1])], [intAttribute('keepdims', 0)]);
  const most = steps.op('ReduceMax', 'candidates/most', [counts], [intAttribute('keepdims', 0)]);
  const crowded = steps.op('Greater', 'crowded', [most, steps.float(k)]);
  return steps.op(
    'If',
    'candidates/best',
    [crowded],
    [
      steps.target.branch('then_branch', () => onlyBest(steps, scores, k, places, 0)),
      steps.target.branch('else_branch', () => steps.op('Identity', 'all', [scores])),
    ],
  );
}

/** Boxes that the tiled algorithm does not take for boxes lose their score. */
export function withoutNothings(steps: Steps, { boxes, scores }: Contest): Contest {
  const most = steps.op('ReduceMax', 'boxes/most', [boxes], [intsAttribute('axes', [-1]), intAttribute('keepdims', 0)]);
  const real = steps.unsqueeze('boxes/real/row', steps.op('Greater', 'boxes/real', [most, steps.float(0)]), 1);
  return { boxes, scores: steps.where('scores/real', real, scores, steps.float(-1)) };
}

/** Rows (batch, group, place) of what is kept, by batch, then group, best first. @returns `[S,3]` int64 */
export function suppressed(
  steps: Steps,
  contest: Contest,
  settings: Pick<SuppressionSettings, 'algorithm' | 'iouThreshold' | 'pixelOffset'>,
  most: number,
  scoreThreshold: number,
): string {
  const { algorithm, iouThreshold, pixelOffset } = settings;
  const { boxes, scores } = algorithm === 'tiled' ? withoutNothings(steps, contest) : contest;
  // No suppression at all: no overlap is above 1.
  const limit = iouThreshold === 0 ? 1 : algorithm === 'tiled' ? justBelow(iouThreshold) : iouThreshold;
  const inputs = [
    withOffset(steps, boxes, pixelOffset),
    scores,
    steps.ints([most]),
    steps.floats([limit]),
    steps.floats([scoreThreshold]),
  ];
  return steps.op('NonMaxSuppression', 'kept', inputs);
}

/** What is kept, as columns of length S. */
export interface Kept {
  /** Picture, int64. */
  readonly picture: string;
  readonly score: string;
}

/**
 * The best `most` of each picture; equal scores in the order in which they are.
 * @param pictures a value whose first axis is the batch
 * @returns indices `[N,most]` into the kept ones, S or more where there is none
 */
export function bestOfPictures(steps: Steps, { picture, score }: Kept, pictures: string, most: number): string {
  const batch = steps.op('Shape', 'batch', [pictures], [intAttribute('end', 1)]);
  const range = steps.op('Range', 'pictures', [steps.int(0), steps.reshape('batch/scalar', batch, []), steps.int(1)]);
  const own = steps.op('Equal', 'own', [
    steps.unsqueeze('pictures/column', range, 1),
    steps.unsqueeze('picture/row', picture, 0),
  ]);
  const scores = steps.where('scores/own', own, score, steps.float(-1));
  const room = steps.op('Concat', 'room/shape', [batch, steps.ints([most])], [intAttribute('axis', 0)]);
  const nothing = steps.op('Expand', 'room', [steps.float(-1), room]);
  const [values, indices] = steps.best('detected', steps.concat('scores/roomy', [scores, nothing], 1), most);
  // Scores of other pictures are as bad as none.
  const beyond = steps.op('Shape', 'kept/count', [score]);
  return steps.where('indices', steps.op('GreaterOrEqual', 'valid', [values, steps.float(0)]), indices, beyond);
}

/** Rows of `kept` `[S,width]` at indices `[N,most]` that may be beyond S, where they are zeros. */
export function rowsAt(steps: Steps, word: string, kept: string, indices: string, most: number, width: number): string {
  const zeros = steps.floats(Array<number>(most * width).fill(0), [most, width], 'nothing');
  const inputs = [steps.concat(`${word}/roomy`, [kept, zeros], 0), indices];
  return steps.op('Gather', word, inputs, [intAttribute('axis', 0)]);
}
