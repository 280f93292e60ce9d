/** The mask of each detection's class, out of one per class. After the mask heads of the official codes, and a sigmoid. */
import { detectionWidth, type Values } from './settings.ts';

/**
 * @param logits `[D·N,M,M,C]`; `detections` `[N,D,6]`
 * @returns `out`, `[N,D,M,M]`: zeros for rows that hold no detection
 */
export function selectMasks<T extends Values>(
  rows: number,
  cells: number,
  channels: number,
  logits: Values,
  detections: Values,
  out: T,
): T {
  for (let row = 0; row < rows; row++) {
    const score = detections[row * detectionWidth + 4]!;
    if (!(score > 0)) continue;
    const id = detections[row * detectionWidth + 5]!;
    const channel = channels === 1 ? 0 : id;
    for (let cell = 0; cell < cells; cell++) {
      const logit = logits[(row * cells + cell) * channels + channel]!;
      out[row * cells + cell] = 1 / (1 + Math.exp(-logit));
    }
  }
  return out;
}

export type DetectionField = 'boxes' | 'scores' | 'classes' | 'count';

/** Which numbers of a detection's row a field consists of; the count is of the rows whose score is positive. */
export const fieldColumns: Readonly<Record<Exclude<DetectionField, 'count'>, readonly [from: number, to: number]>> = {
  boxes: [0, 4],
  scores: [4, 5],
  classes: [5, 6],
};

export function detectionField<T extends Values>(field: DetectionField, batch: number, detections: Values, out: T): T {
  const rows = detections.length / detectionWidth;
  if (field === 'count') {
    for (let row = 0; row < rows; row++)
      if (detections[row * detectionWidth + 4]! > 0) out[Math.floor((row * batch) / rows)]! += 1;
    return out;
  }
  const [from, to] = fieldColumns[field];
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = from; column < to; column++) out[at++] = detections[row * detectionWidth + column]!;
  return out;
}
