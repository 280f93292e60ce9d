/**
 * Detections of a two-stage head: every region has a logit per class and a box, or one per class. After
 * `DetectionGenerator` of the official codes (`GenericDetectionGenerator` in the TPU's). Also what a cascade's stages
 * hand on.
 */
import { decodeBox } from './boxes.ts';
import { Candidates, sigmoid32, writeDetections } from './candidates.ts';
import type { BoxCoder, SuppressionSettings, Values } from './settings.ts';
import { detectionWidth } from './settings.ts';

export interface RegionSettings {
  /** How logits become scores. */
  readonly scores: 'softmax' | 'sigmoid';
  readonly coder: BoxCoder;
  /** Channel 0 is the background. */
  readonly background: boolean;
  readonly nms: SuppressionSettings;
}

/**
 * @param regions regions per picture (R)
 * @param rois `[N,R,4]`; `logits` `[R·N,C]`; `deltas` `[R·N,4·C]` or `[R·N,4]`
 * @returns `[N,maxDetections,6]`
 */
export function regionDetections(
  settings: RegionSettings,
  batch: number,
  regions: number,
  imageShape: Values,
  rois: Values,
  logits: Values,
  deltas: Values,
): Float32Array {
  const { nms, coder } = settings;
  const channels = logits.length / (batch * regions);
  const first = settings.background ? 1 : 0;
  const perClass = deltas.length > 4 * batch * regions;
  const kinds = perClass ? channels : 1;
  const row = nms.maxDetections * detectionWidth;
  const out = new Float32Array(batch * row);
  for (let n = 0; n < batch; n++) {
    const candidates = new Candidates();
    for (let r = 0; r < regions; r++) {
      const own = logits.subarray((n * regions + r) * channels, (n * regions + r + 1) * channels);
      collectRegion(candidates, scoresOf(own, settings.scores), first, r, nms);
    }
    const boxes = new Float32Array(4 * regions * kinds);
    const decoded = new Uint8Array(regions * kinds);
    const [height, width] = [imageShape[2 * n]!, imageShape[2 * n + 1]!];
    const boxOf = (place: number, channel: number): number => {
      const box = perClass ? place * channels + channel : place;
      if (decoded[box] === 1) return box;
      decoded[box] = 1;
      const from = 4 * (n * regions * kinds + box);
      decodeBox(coder, deltas, from, rois, 4 * (n * regions + place), height, width, boxes, 4 * box);
      return box;
    };
    writeDetections(candidates, channels, { boxes, boxOf }, nms, out.subarray(n * row, (n + 1) * row));
  }
  return out;
}

function collectRegion(
  candidates: Candidates,
  scores: Float32Array,
  first: number,
  region: number,
  { scoreThreshold, classAgnostic }: SuppressionSettings,
): void {
  let best = Math.fround(scoreThreshold);
  let bestChannel = -1;
  for (let c = first; c < scores.length; c++) {
    const score = scores[c]!;
    if (!(score > best)) continue;
    if (!classAgnostic) candidates.add(score, region, c);
    else [best, bestChannel] = [score, c];
  }
  if (bestChannel >= 0) candidates.add(best, region, bestChannel);
}

function scoresOf(logits: Values, kind: 'softmax' | 'sigmoid'): Float32Array {
  if (kind === 'sigmoid') return Float32Array.from(logits, sigmoid32);
  let most = -Infinity;
  for (const logit of logits) if (logit > most) most = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - most);
  return Float32Array.from(logits, (logit) => Math.exp(logit - most) / sum);
}

/**
 * A cascade's next regions, decoded from this stage's and clipped.
 * @param boxes `[N,R,4]`; `deltas` `[R·N,4]`
 * @returns `out`, `[N,R,4]`
 */
export function refinedBoxes<T extends Values>(
  coder: BoxCoder,
  batch: number,
  regions: number,
  imageShape: Values,
  boxes: Values,
  deltas: Values,
  out: T,
): T {
  for (let n = 0; n < batch; n++)
    for (let r = n * regions; r < (n + 1) * regions; r++)
      decodeBox(coder, deltas, 4 * r, boxes, 4 * r, imageShape[2 * n]!, imageShape[2 * n + 1]!, out, 4 * r);
  return out;
}
