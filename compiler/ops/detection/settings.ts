/** What post-processing is told: the attributes of the detection ops. Everything else in this folder works on plain arrays. */

export type Values = Float32Array | Float64Array;

export interface AnchorSettings {
  /** Octave scales: anchor sides are `size · stride · 2^(k/scales)`. */
  readonly scales: number;
  readonly aspectRatios: readonly number[];
  readonly size: number;
  /**
   * `tensorflow`: centres in the middle of the cells, ratios are width/height, scale outside ratio. `mmdetection` (1.x):
   * centres at (stride − 1)/2, corners rounded to pixels, ratios are height/width, ratio outside scale.
   */
  readonly convention: 'tensorflow' | 'mmdetection';
}

/** Faster R-CNN's box coder: centre offsets in units of the reference box, logarithms of the size. */
export interface BoxCoder {
  /** Deltas are divided by these: y, x, height, width. */
  readonly weights: readonly number[];
  /** 1: a box ends at its last pixel, so its height is y2 − y1 + 1 (TPU code, mmdetection 1.x). 0: at its edge. */
  readonly pixelOffset: number;
  /** Bounds of the logarithms: official codes stop growth at log(1000/16), mmdetection shrinking too. */
  readonly scaleClip: readonly number[];
  /** Order of the four deltas. */
  readonly order: 'yxhw' | 'xywh';
}

export interface SuppressionSettings {
  /**
   * `greedy`: tf.image.non_max_suppression_padded per class (the official codes' v1): suppressed above the threshold.
   * `tiled`: sorted_non_max_suppression_padded (v2): suppressed from the threshold on, and boxes without a positive
   * coordinate are dropped. `combined`: tf.image.combined_non_max_suppression: as greedy, of all candidates.
   */
  readonly algorithm: 'greedy' | 'tiled' | 'combined';
  /** How many candidates with the highest scores take part. */
  readonly preNmsTopK: number;
  /** Of what those are the best: candidates of a class, or places of a level by their best class (mmdetection). */
  readonly topKPer: 'class' | 'level';
  /** Candidates need more than this. */
  readonly scoreThreshold: number;
  readonly iouThreshold: number;
  readonly maxDetections: number;
  /** Every place competes with its best class only, against all others. */
  readonly classAgnostic: boolean;
  /** Soft-NMS (Bodla et al. 2017): scores decay by exp(−IoU²/2σ) instead of a threshold; 0 is hard suppression. */
  readonly softNmsSigma: number;
  /** 1: areas count pixels, as `pixelOffset` of the coder, when overlaps are measured (mmdetection 1.x). */
  readonly pixelOffset: number;
}

/** Numbers per detection: y1, x1, y2, x2, score, class. */
export const detectionWidth = 6;
