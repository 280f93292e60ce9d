/**
 * Detections of a one-stage head: every anchor of every level has a logit per class and one box. After
 * `MultilevelDetectionGenerator` of the official codes and `RetinaHead.get_bboxes` of mmdetection 1.x.
 *
 * Seven million logits at 640 pixels are compared with the threshold's own logit; what is above it becomes a score, and a
 * box is decoded when suppression looks at it.
 */
import { allAnchorLevels, anchorAt, anchorCount, type AnchorGrid } from './anchors.ts';
import { BestFirst, indexOfKey, keyOf } from './best-first.ts';
import { decodeBox } from './boxes.ts';
import { Candidates, logitBelow, sigmoid32, writeDetections, type LazyBoxes } from './candidates.ts';
import type { AnchorSettings, BoxCoder, SuppressionSettings, Values } from './settings.ts';
import { detectionWidth } from './settings.ts';

export interface DenseSettings {
  readonly levels: readonly number[];
  readonly anchors: AnchorSettings;
  /** Height and width of the padded input. */
  readonly image: readonly number[];
  readonly coder: BoxCoder;
  /** Channel 0 is the background. */
  readonly background: boolean;
  readonly nms: SuppressionSettings;
}

/**
 * @param imageShape `[N,2]`: height and width of the pictures within the input; boxes are clipped to them
 * @param logits per level `[N,H,W,A·C]`; `deltas` per level `[N,H,W,A·4]`; `sizes` per level H and W
 * @returns `[N,maxDetections,6]`
 */
export function denseDetections(
  settings: DenseSettings,
  batch: number,
  imageShape: Values,
  logits: readonly Values[],
  deltas: readonly Values[],
  sizes: readonly (readonly number[])[],
): Float32Array {
  const { nms, background } = settings;
  const grids = allAnchorLevels(settings.anchors, settings.levels, settings.image, sizes);
  const first = background ? 1 : 0;
  const channels = logits[0]!.length / (batch * anchorCount(grids[0]!));
  const row = nms.maxDetections * detectionWidth;
  const out = new Float32Array(batch * row);
  for (let n = 0; n < batch; n++) {
    const candidates = new Candidates();
    let start = 0;
    grids.forEach((grid, level) => {
      const count = anchorCount(grid);
      const from = n * count * channels;
      const own = logits[level]!.subarray(from, from + count * channels);
      const chosen =
        nms.topKPer === 'level' && count > nms.preNmsTopK ? bestPlaces(own, channels, first, nms) : undefined;
      collect(candidates, own, channels, first, start, nms, chosen);
      start += count;
    });
    const boxes = lazyAnchorBoxes(grids, settings.coder, deltas, n, imageShape);
    writeDetections(candidates, channels, boxes, nms, out.subarray(n * row, (n + 1) * row));
  }
  return out;
}

/** Adds what is above the threshold; of every place the best class alone where classes compete. */
function collect(
  candidates: Candidates,
  logits: Values,
  channels: number,
  first: number,
  start: number,
  { scoreThreshold, classAgnostic }: SuppressionSettings,
  chosen: Uint8Array | undefined,
): void {
  const cut = logitBelow(scoreThreshold);
  const threshold = Math.fround(scoreThreshold);
  const places = logits.length / channels;
  for (let place = 0, at = 0; place < places; place++, at += channels) {
    if (chosen && chosen[place] === 0) continue;
    let best = threshold;
    let bestChannel = -1;
    for (let c = first; c < channels; c++) {
      const logit = logits[at + c]!;
      if (!(logit > cut)) continue;
      const score = sigmoid32(logit);
      if (!(score > best)) continue;
      if (!classAgnostic) candidates.add(score, start + place, c);
      else [best, bestChannel] = [score, c];
    }
    if (bestChannel >= 0) candidates.add(best, start + place, bestChannel);
  }
}

/** Marks the places of a level whose best class is among the `preNmsTopK` best. */
function bestPlaces(logits: Values, channels: number, first: number, { preNmsTopK }: SuppressionSettings): Uint8Array {
  const places = logits.length / channels;
  const keys = new Float64Array(places);
  for (let place = 0, at = 0; place < places; place++, at += channels) {
    let best = -Infinity;
    for (let c = first; c < channels; c++) if (logits[at + c]! > best) best = logits[at + c]!;
    keys[place] = keyOf(sigmoid32(best), place);
  }
  const queue = new BestFirst(keys);
  const chosen = new Uint8Array(places);
  for (let k = 0; k < preNmsTopK && queue.size > 0; k++) chosen[indexOfKey(queue.take())] = 1;
  return chosen;
}

/** Boxes of the anchors of all levels, one after the other. */
function lazyAnchorBoxes(
  grids: readonly AnchorGrid[],
  coder: BoxCoder,
  deltas: readonly Values[],
  n: number,
  imageShape: Values,
): LazyBoxes {
  const counts = grids.map(anchorCount);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const boxes = new Float32Array(4 * total);
  const decoded = new Uint8Array(total);
  const [height, width] = [imageShape[2 * n]!, imageShape[2 * n + 1]!];
  return {
    boxes,
    boxOf(place) {
      if (decoded[place] === 1) return place;
      decoded[place] = 1;
      let level = 0;
      let index = place;
      while (index >= counts[level]!) index -= counts[level++]!;
      anchorAt(grids[level]!, index, boxes, 4 * place);
      const from = 4 * (n * counts[level]! + index);
      decodeBox(coder, deltas[level]!, from, boxes, 4 * place, height, width, boxes, 4 * place);
      return place;
    },
  };
}
