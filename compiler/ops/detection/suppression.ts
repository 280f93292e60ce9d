/**
 * Non-maximum suppression of candidates that come best first. What the three official algorithms decide is reproduced,
 * not how they compute it: TensorFlow's kernel (`non_max_suppression_op.cc`) and the model garden's `ops/nms.py`.
 */
import { BestFirst, indexOfKey, keyOf, scoreOfKey } from './best-first.ts';
import { hasPositiveCoordinate, overlap } from './boxes.ts';
import type { SuppressionSettings } from './settings.ts';

/** Who is left, best first. */
export interface Survivors {
  readonly boxes: number[];
  readonly scores: number[];
  readonly candidates: number[];
}

export interface Contest {
  readonly queue: BestFirst;
  readonly boxes: Float32Array;
  /** Index in `boxes` of a candidate's box: decoded when it is asked for. */
  readonly boxOf: (candidate: number) => number;
  /** No more survivors than this are of use, */
  readonly most: number;
  /** and none whose score is not above this. */
  readonly bound: number;
  readonly settings: SuppressionSettings;
}

export function suppress(contest: Contest): Survivors {
  const { algorithm, softNmsSigma } = contest.settings;
  if (softNmsSigma > 0) return softly(contest);
  return algorithm === 'tiled' ? inTiles(contest) : greedily(contest);
}

/** A box is kept when it overlaps no kept box by more than the threshold. */
function greedily({ queue, boxes, boxOf, most, bound, settings }: Contest): Survivors {
  const { iouThreshold, pixelOffset } = settings;
  const limit = Math.fround(iouThreshold);
  const kept: Survivors = { boxes: [], scores: [], candidates: [] };
  let left = settings.algorithm === 'combined' ? Infinity : settings.preNmsTopK;
  while (kept.boxes.length < most && left-- > 0) {
    const key = queue.take();
    if (key < 0 || scoreOfKey(key) <= bound) break;
    const candidate = indexOfKey(key);
    const box = boxOf(candidate);
    let free = true;
    for (let i = kept.boxes.length - 1; free && i >= 0; i--)
      free = !(overlap(boxes, box, kept.boxes[i]!, pixelOffset) > limit);
    if (free) keep(kept, box, scoreOfKey(key), candidate);
  }
  return kept;
}

/** Boxes that the garden's algorithm looks at together. */
const tileSize = 512;

/**
 * A box is dropped when it overlaps a kept box by the threshold or more. Within a tile of 512 the garden's loop only knows
 * overlaps above ½: what overlaps less than that, but no less than the threshold, is dropped and yet drops others of its
 * tile. Several classes in one contest are compared with tf.image.non_max_suppression_padded, which has no such constant.
 */
function inTiles({ queue, boxes, boxOf, most, bound, settings }: Contest): Survivors {
  const { iouThreshold, pixelOffset, classAgnostic } = settings;
  const limit = Math.fround(iouThreshold);
  const strong = classAgnostic ? -1 : 0.5;
  const kept: Survivors = { boxes: [], scores: [], candidates: [] };
  /** Boxes of this tile that are dropped and drop others. */
  let weak: number[] = [];
  const places = settings.preNmsTopK;
  for (let place = 0, tileStart = 0; place < places && kept.boxes.length < most; place++) {
    const key = queue.take();
    if (key < 0 || scoreOfKey(key) <= bound) break;
    if (place % tileSize === 0) {
      weak = [];
      tileStart = kept.boxes.length;
    }
    const candidate = indexOfKey(key);
    const box = boxOf(candidate);
    if (!hasPositiveCoordinate(boxes, box)) continue;
    let isWeak = false;
    let free = true;
    for (let i = kept.boxes.length - 1; free && i >= 0; i--) {
      const common = overlap(boxes, box, kept.boxes[i]!, pixelOffset);
      if (!(common >= limit)) continue;
      if (i < tileStart || common > strong) free = false;
      else isWeak = true;
    }
    for (let i = weak.length - 1; free && i >= 0; i--) {
      const common = overlap(boxes, box, weak[i]!, pixelOffset);
      if (!(common >= limit)) continue;
      if (common > strong) free = false;
      else isWeak = true;
    }
    if (!free) continue;
    if (isWeak) weak.push(box);
    else keep(kept, box, scoreOfKey(key), candidate);
  }
  return kept;
}

/**
 * Soft-NMS: a candidate whose score has decayed since it was put in goes back to its new place. As in TensorFlow's kernel
 * the IoU threshold plays no part.
 */
function softly({ queue, boxes, boxOf, most, bound, settings }: Contest): Survivors {
  const { pixelOffset, scoreThreshold, softNmsSigma } = settings;
  const floor = Math.max(Math.fround(scoreThreshold), bound);
  const taking = bestOf(queue, settings);
  const kept: Survivors = { boxes: [], scores: [], candidates: [] };
  /** How many of the kept boxes a candidate has been compared with. */
  const compared = new Map<number, number>();
  while (kept.boxes.length < most) {
    const key = taking.take();
    const before = key < 0 ? 0 : scoreOfKey(key);
    if (key < 0 || before <= floor) break;
    const candidate = indexOfKey(key);
    const box = boxOf(candidate);
    let score = before;
    for (let i = kept.boxes.length - 1; i >= (compared.get(candidate) ?? 0) && score > floor; i--) {
      const common = overlap(boxes, box, kept.boxes[i]!, pixelOffset);
      score = Math.fround(score * Math.exp((-0.5 / softNmsSigma) * common * common));
    }
    compared.set(candidate, kept.boxes.length);
    if (score === before) keep(kept, box, score, candidate);
    else if (score > floor) taking.put(keyOf(score, candidate));
  }
  return kept;
}

/** The queue of its `preNmsTopK` best only: decayed candidates come back into it. */
function bestOf(queue: BestFirst, { algorithm, preNmsTopK }: SuppressionSettings): BestFirst {
  if (algorithm === 'combined' || queue.size <= preNmsTopK) return queue;
  return new BestFirst(Float64Array.from({ length: preNmsTopK }, () => queue.take()));
}

function keep(kept: Survivors, box: number, score: number, candidate: number): void {
  kept.boxes.push(box);
  kept.scores.push(score);
  kept.candidates.push(candidate);
}
