/**
 * Candidates above the score threshold, and what is left of them: suppression per class or over all classes, the best
 * `maxDetections` of every class's survivors. Equal scores: the lower class first, then the earlier place.
 */
import { BestFirst, indexOfKey, keyOf } from './best-first.ts';
import { suppress } from './suppression.ts';
import { detectionWidth, type SuppressionSettings } from './settings.ts';

/** A list that grows. `place` says what was scored (an anchor, a region), `channel` which of its classes. */
export class Candidates {
  scores = new Float32Array(1024);
  places = new Uint32Array(1024);
  channels = new Uint32Array(1024);
  count = 0;

  add(score: number, place: number, channel: number): void {
    if (this.count === this.scores.length) this.#grow();
    this.scores[this.count] = score;
    this.places[this.count] = place;
    this.channels[this.count++] = channel;
  }

  #grow(): void {
    const { scores, places, channels } = this;
    const length = 2 * this.count;
    (this.scores = new Float32Array(length)).set(scores);
    (this.places = new Uint32Array(length)).set(places);
    (this.channels = new Uint32Array(length)).set(channels);
  }
}

/** Boxes that are decoded when somebody looks at them. */
export interface LazyBoxes {
  readonly boxes: Float32Array;
  /** Index of the decoded box. */
  readonly boxOf: (place: number, channel: number) => number;
}

/**
 * Writes the detections of one picture to `out`, rows of y1, x1, y2, x2, score, class; the rest of `out` stays as it is.
 * Classes are called by their channels: from 1 on where channel 0 is the background.
 */
export function writeDetections(
  candidates: Candidates,
  channelCount: number,
  { boxes, boxOf }: LazyBoxes,
  settings: SuppressionSettings,
  out: Float32Array,
): void {
  const { maxDetections, classAgnostic } = settings;
  const best = new BestScores(maxDetections);
  const found: { readonly box: number; readonly score: number; readonly channel: number }[] = [];
  const groups = classAgnostic ? [allOf(candidates)] : byChannel(candidates, channelCount);
  for (const group of groups) {
    if (group.length === 0) continue;
    const keys = keysAbove(candidates, group, best.least());
    const { places, channels } = candidates;
    const kept = suppress({
      queue: new BestFirst(keys),
      boxes,
      boxOf: (i) => boxOf(places[group[i]!]!, channels[group[i]!]!),
      most: maxDetections,
      bound: best.least(),
      settings,
    });
    kept.boxes.forEach((box, i) => {
      const score = kept.scores[i]!;
      found.push({ box, score, channel: channels[group[kept.candidates[i]!]!]! });
      best.add(score);
    });
  }
  const order = new BestFirst(Float64Array.from(found, ({ score }, i) => keyOf(score, i)));
  for (let row = 0; row < maxDetections && order.size > 0; row++) {
    const { box, score, channel } = found[indexOfKey(order.take())]!;
    const at = row * detectionWidth;
    for (let side = 0; side < 4; side++) out[at + side] = boxes[4 * box + side]!;
    out[at + 4] = score;
    out[at + 5] = channel;
  }
}

/** Keys of a group's members that can still get among the best. */
function keysAbove({ scores }: Candidates, group: Uint32Array, bound: number): Float64Array {
  const keys = new Float64Array(group.length);
  let count = 0;
  for (let i = 0; i < group.length; i++) {
    const score = scores[group[i]!]!;
    if (score > bound) keys[count++] = keyOf(score, i);
  }
  return keys.subarray(0, count);
}

function allOf({ count }: Candidates): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

/** Candidates of each channel, in their order. */
function byChannel({ channels, count }: Candidates, channelCount: number): Uint32Array[] {
  const ends = new Uint32Array(channelCount);
  for (let i = 0; i < count; i++) ends[channels[i]!]!++;
  const groups = Array.from(ends, (size) => new Uint32Array(size));
  ends.fill(0);
  for (let i = 0; i < count; i++) {
    const channel = channels[i]!;
    groups[channel]![ends[channel]!++] = i;
  }
  return groups;
}

/** The highest scores so far, as many as can be of use. */
class BestScores {
  readonly #scores: Float32Array;
  #count = 0;

  constructor(most: number) {
    this.#scores = new Float32Array(most);
  }

  /** What a score has to exceed; −1 while there is room. */
  least(): number {
    return this.#count < this.#scores.length ? -1 : this.#scores[this.#count - 1]!;
  }

  add(score: number): void {
    if (score <= this.least()) return;
    let i = Math.min(this.#count, this.#scores.length - 1);
    for (; i > 0 && this.#scores[i - 1]! < score; i--) this.#scores[i] = this.#scores[i - 1]!;
    this.#scores[i] = score;
    this.#count = Math.min(this.#count + 1, this.#scores.length);
  }
}

/** Logits that are not above this are not above the threshold as scores: most logits are never put through a sigmoid. */
export function logitBelow(scoreThreshold: number): number {
  // A little lower, for what float32 rounds up.
  const score = scoreThreshold * (1 - 1e-6);
  return score <= 0 ? -Infinity : Math.log(score / (1 - score));
}

export function sigmoid32(logit: number): number {
  return Math.fround(1 / (1 + Math.exp(-logit)));
}
