/**
 * Regions that a region-proposal network finds worth a look: the best of each level, suppressed per level, then the best
 * of all levels. After `multilevel_propose_rois` of the official codes (`roi_generator.py`, `roi_ops.py`).
 */
import { allAnchorLevels, anchorAt, anchorCount, type AnchorGrid } from './anchors.ts';
import { BestFirst, indexOfKey, keyOf } from './best-first.ts';
import { decodeBox } from './boxes.ts';
import { sigmoid32 } from './candidates.ts';
import type { AnchorSettings, BoxCoder, SuppressionSettings, Values } from './settings.ts';
import { suppress } from './suppression.ts';

export interface ProposalSettings {
  readonly levels: readonly number[];
  readonly anchors: AnchorSettings;
  /** Height and width of the padded input. */
  readonly image: readonly number[];
  readonly coder: BoxCoder;
  /** Candidates per level. */
  readonly preNmsTopK: number;
  readonly scoreThreshold: number;
  /** 0: no suppression. */
  readonly iouThreshold: number;
  /** Sides have to be larger than this; 0 keeps every box. */
  readonly minSize: number;
  /** Regions per picture, fewer where there are fewer anchors. */
  readonly max: number;
  readonly algorithm: 'tiled' | 'combined';
}

/** Regions per picture. */
export function proposalCount(max: number, anchorCounts: readonly number[]): number {
  const available = anchorCounts.reduce((sum, count) => sum + Math.min(count, max), 0);
  return Math.min(max, available);
}

/**
 * @param imageShape `[N,2]`; `logits` per level `[N,H,W,A]`; `deltas` per level `[N,H,W,A·4]`; `sizes` per level H and W
 * @returns `[N,K,4]`, best first, zeros where there are no more
 */
export function regionProposals(
  settings: ProposalSettings,
  batch: number,
  imageShape: Values,
  logits: readonly Values[],
  deltas: readonly Values[],
  sizes: readonly (readonly number[])[],
): Float32Array {
  const grids = allAnchorLevels(settings.anchors, settings.levels, settings.image, sizes);
  const count = proposalCount(settings.max, grids.map(anchorCount));
  const out = new Float32Array(batch * count * 4);
  for (let n = 0; n < batch; n++) {
    const found: { readonly boxes: Float32Array; readonly box: number; readonly score: number }[] = [];
    grids.forEach((grid, level) => {
      const anchors = anchorCount(grid);
      const own = logits[level]!.subarray(n * anchors, (n + 1) * anchors);
      const boxes = decodeLevel(grid, settings, deltas[level]!, n, imageShape);
      const keys = keysOf(own, boxes, settings, imageShape, n);
      const kept = suppress({
        queue: new BestFirst(keys),
        boxes,
        boxOf: (i) => i,
        most: Math.min(anchors, settings.max, settings.algorithm === 'combined' ? settings.preNmsTopK : Infinity),
        bound: -1,
        settings: suppressionOf(settings),
      });
      kept.boxes.forEach((box, i) => found.push({ boxes, box, score: kept.scores[i]! }));
    });
    const order = new BestFirst(Float64Array.from(found, ({ score }, i) => keyOf(score, i)));
    for (let k = 0; k < count && order.size > 0; k++) {
      const { boxes, box } = found[indexOfKey(order.take())]!;
      out.set(boxes.subarray(4 * box, 4 * box + 4), (n * count + k) * 4);
    }
  }
  return out;
}

function suppressionOf({
  preNmsTopK,
  iouThreshold,
  scoreThreshold,
  max,
  algorithm,
}: ProposalSettings): SuppressionSettings {
  return {
    algorithm,
    preNmsTopK,
    topKPer: 'class',
    scoreThreshold,
    iouThreshold: iouThreshold > 0 ? iouThreshold : Infinity,
    maxDetections: max,
    classAgnostic: false,
    softNmsSigma: 0,
    pixelOffset: 0,
  };
}

function decodeLevel(
  grid: AnchorGrid,
  { coder }: ProposalSettings,
  deltas: Values,
  n: number,
  shape: Values,
): Float32Array {
  const count = anchorCount(grid);
  const boxes = new Float32Array(4 * count);
  const [height, width] = [shape[2 * n]!, shape[2 * n + 1]!];
  for (let i = 0; i < count; i++) {
    anchorAt(grid, i, boxes, 4 * i);
    decodeBox(coder, deltas, 4 * (n * count + i), boxes, 4 * i, height, width, boxes, 4 * i);
  }
  return boxes;
}

/** Keys of the level's candidates. Boxes that are too small, or whose centre is outside, become zeros with score 0. */
function keysOf(
  logits: Values,
  boxes: Float32Array,
  settings: ProposalSettings,
  shape: Values,
  n: number,
): Float64Array {
  const { scoreThreshold, minSize, algorithm, coder } = settings;
  const threshold = Math.fround(scoreThreshold);
  const strict = scoreThreshold > 0 || algorithm === 'combined';
  const [height, width] = [shape[2 * n]!, shape[2 * n + 1]!];
  const keys = new Float64Array(logits.length);
  let count = 0;
  for (let i = 0; i < logits.length; i++) {
    if (
      minSize > 0 &&
      isOutside(boxes, 4 * i, Math.max(minSize, coder.pixelOffset), coder.pixelOffset, height, width)
    ) {
      boxes.fill(0, 4 * i, 4 * i + 4);
      continue;
    }
    const score = sigmoid32(logits[i]!);
    if (strict ? score > threshold : score >= 0) keys[count++] = keyOf(score, i);
  }
  return keys.subarray(0, count);
}

function isOutside(
  boxes: Float32Array,
  at: number,
  least: number,
  offset: number,
  height: number,
  width: number,
): boolean {
  const h = boxes[at + 2]! - boxes[at]! + offset;
  const w = boxes[at + 3]! - boxes[at + 1]! + offset;
  const y = boxes[at]! + h / 2;
  const x = boxes[at + 1]! + w / 2;
  return !(h > least && w > least && y > 0 && y < height && x > 0 && x < width);
}
