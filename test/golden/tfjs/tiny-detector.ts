/**
 * packed, compiled by spinec 0.1.0. Do not edit: compile the spec again.
 *
 * Input: float32 [N,70,1,1], normalised as in training. All tensors are [batch, height, width, channels].
 * Memory at batch 1: at most 0.0 MB of activations, weights apart.
 */
import * as tf from '@tensorflow/tfjs-core';

export const spec = {
  name: 'packed',
  compiler: 'spinec 0.1.0',
  input: { dtype: 'float32', height: 70, width: 1, channels: 1 },
  imageShape: [16, 16],
} as const;

export interface Outputs {
  readonly boxes: tf.Tensor3D; // [N,5,4]
  readonly num_detections: tf.Tensor1D; // [N]
}

export interface Model {
  /**
   * The outputs are yours to dispose, the input stays yours; nothing else is left behind.
   * `imageShape` is height and width of each picture within the input; without it they fill it.
   */
  predict(x: tf.Tensor4D, imageShape?: tf.Tensor2D): Promise<Outputs>;
  /** Frees the weights. Outputs that you hold stay valid. */
  dispose(): void;
}

/**
 * Takes the weights: the bytes of a safetensors file (F32 or F16), or tensors by name, which it clones.
 * Throws an Error that lists what is missing or does not fit.
 */
export async function load(weights: Uint8Array | Record<string, tf.Tensor>): Promise<Model> {
  await tf.ready();
  const w = takeWeights(weights);
  const constants = makeConstants();
  let disposed = false;
  return {
    async predict(x, imageShape) {
      if (disposed) throw new Error(spec.name + ': the model is disposed');
      return predict(constants, x, imageShape);
    },
    dispose() {
      disposed = true;
      for (const owned of [w, constants]) for (const tensor of Object.values<tf.Tensor>(owned)) tensor.dispose();
    },
  };
}

async function predict(constants: Constants, x: tf.Tensor4D, imageShape: tf.Tensor2D | undefined): Promise<Outputs> {
  checkInput(x);
  const n = x.shape[0];

  // head
  const part0_values = tf.gather<tf.Tensor4D>(x, constants.i0, 1); // [N,24,1,1]
  const part0 = tf.reshape(part0_values, [-1, 2, 2, 6]) as tf.Tensor4D; // [N,2,2,6]
  part0_values.dispose();
  const part1_values = tf.gather<tf.Tensor4D>(x, constants.i1, 1); // [N,6,1,1]
  const part1 = tf.reshape(part1_values, [-1, 1, 1, 6]) as tf.Tensor4D; // [N,1,1,6]
  part1_values.dispose();
  const part2_values = tf.gather<tf.Tensor4D>(x, constants.i2, 1); // [N,32,1,1]
  const part2 = tf.reshape(part2_values, [-1, 2, 2, 8]) as tf.Tensor4D; // [N,2,2,8]
  part2_values.dispose();
  const part3_values = tf.gather<tf.Tensor4D>(x, constants.i3, 1); // [N,8,1,1]
  const part3 = tf.reshape(part3_values, [-1, 1, 1, 8]) as tf.Tensor4D; // [N,1,1,8]
  part3_values.dispose();
  const image_shape_values = await pictureSizes(imageShape, n);
  const part0_values_2 = await part0.data<'float32'>();
  const part1_values_2 = await part1.data<'float32'>();
  const part2_values_2 = await part2.data<'float32'>();
  const part3_values_2 = await part3.data<'float32'>();
  const found_values = denseDetections({ levels: [3, 4], anchors: { scales: 1, aspectRatios: [1, 2], size: 3, convention: 'tensorflow' }, image: [16, 16], coder: { weights: [1, 1, 1, 1], pixelOffset: 0, scaleClip: [-Infinity, 4.135166556742356], order: 'yxhw' }, background: true, nms: { algorithm: 'greedy', preNmsTopK: 4, topKPer: 'class', scoreThreshold: 0.05, iouThreshold: 0.5, maxDetections: 5, classAgnostic: false, softNmsSigma: 0, pixelOffset: 0 } }, n, image_shape_values, [part0_values_2, part1_values_2], [part2_values_2, part3_values_2], [[2, 2], [1, 1]]);
  const found = tf.tensor3d(found_values, [n, 5, 6]); // [N,5,6]
  part0.dispose(); part1.dispose(); part2.dispose(); part3.dispose();
  const boxes_values = detectionField('boxes', n, found_values, new Float32Array(n * 5 * 4));
  const boxes = tf.tensor3d(boxes_values, [n, 5, 4]); // [N,5,4]
  const count_values = detectionField('count', n, found_values, new Float32Array(n));
  const count = tf.tensor1d(count_values); // [N]
  found.dispose();

  return {
    boxes: boxes,
    num_detections: count,
  };
}

function checkInput(x: tf.Tensor4D): void {
  const { dtype, height, width, channels } = spec.input;
  if (x.rank === 4 && x.dtype === dtype && x.shape[1] === height && x.shape[2] === width && x.shape[3] === channels) return;
  const wanted = dtype + ' [N,' + height + ',' + width + ',' + channels + ']';
  throw new Error(spec.name + ' takes ' + wanted + ', not ' + x.dtype + ' [' + x.shape + ']');
}

async function pictureSizes(imageShape: tf.Tensor2D | undefined, n: number): Promise<Float32Array> {
  const row = spec.imageShape;
  if (!imageShape) return Float32Array.from({ length: n * row.length }, (_, i) => row[i % row.length]!);
  if (imageShape.rank === 2 && imageShape.dtype === 'float32' && imageShape.shape[0] === n && imageShape.shape[1] === row.length)
    return imageShape.data<'float32'>();
  throw new Error(spec.name + ' takes imageShape float32 [' + n + ',' + row.length + '], not ' + imageShape.dtype + ' [' + imageShape.shape + ']');
}


type Values = Float32Array | Float64Array;

interface AnchorSettings {
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
interface BoxCoder {
  /** Deltas are divided by these: y, x, height, width. */
  readonly weights: readonly number[];
  /** 1: a box ends at its last pixel, so its height is y2 − y1 + 1 (TPU code, mmdetection 1.x). 0: at its edge. */
  readonly pixelOffset: number;
  /** Bounds of the logarithms: official codes stop growth at log(1000/16), mmdetection shrinking too. */
  readonly scaleClip: readonly number[];
  /** Order of the four deltas. */
  readonly order: 'yxhw' | 'xywh';
}


interface SuppressionSettings {
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
const detectionWidth = 6;

const places = 2 ** 23;

const bitsOfOne = new Float32Array(1);

const floatBits = new Uint32Array(bitsOfOne.buffer);

function keyOf(score: number, index: number): number {
  bitsOfOne[0] = score;
  return floatBits[0]! * places + (places - 1 - index);
}


function indexOfKey(key: number): number {
  return places - 1 - (key % places);
}


function scoreOfKey(key: number): number {
  floatBits[0] = Math.floor(key / places);
  return bitsOfOne[0]!;
}


class BestFirst {
  readonly #keys: Float64Array;
  #count: number;

  /** Takes the array over. */
  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#count = keys.length;
    for (let i = (this.#count >> 1) - 1; i >= 0; i--) this.#sink(i, keys[i]!);
  }

  get size(): number {
    return this.#count;
  }

  /** Takes the highest key out; −1 when there is none. */
  take(): number {
    if (this.#count === 0) return -1;
    const best = this.#keys[0]!;
    const last = this.#keys[--this.#count]!;
    this.#sink(0, last);
    return best;
  }

  /** Puts one in that has been taken out before. */
  put(key: number): void {
    const keys = this.#keys;
    let i = this.#count++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (keys[parent]! >= key) break;
      keys[i] = keys[parent]!;
      i = parent;
    }
    keys[i] = key;
  }

  #sink(from: number, key: number): void {
    const keys = this.#keys;
    const count = this.#count;
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= count) break;
      if (child + 1 < count && keys[child + 1]! > keys[child]!) child++;
      if (keys[child]! <= key) break;
      keys[i] = keys[child]!;
      i = child;
    }
    keys[i] = key;
  }
}


/** The anchors of one level: the same boxes in every cell. */
interface AnchorGrid {
  readonly height: number;
  readonly width: number;
  readonly perCell: number;
  /** Distance of cells, and where in the first cell the corners are counted from. */
  readonly strideY: number;
  readonly strideX: number;
  readonly originY: number;
  readonly originX: number;
  /** `[perCell,4]`: y1, x1, y2, x2. */
  readonly corners: Float32Array;
}


function anchorGrid(
  settings: AnchorSettings,
  level: number,
  image: readonly number[],
  height: number,
  width: number,
): AnchorGrid {
  const centred = settings.convention === 'tensorflow';
  const [imageHeight = 0, imageWidth = 0] = image;
  const stride = 2 ** level;
  const strideY = centred ? imageHeight / height : stride;
  const strideX = centred ? imageWidth / width : stride;
  const corners: number[] = [];
  const add = (scale: number, ratio: number): void => {
    const side = settings.size * stride * 2 ** (scale / settings.scales);
    if (centred) {
      const [halfHeight, halfWidth] = [(side * ratio ** -0.5) / 2, (side * ratio ** 0.5) / 2];
      corners.push(-halfHeight, -halfWidth, halfHeight, halfWidth);
      return;
    }
    const middle = (stride - 1) / 2;
    const [halfHeight, halfWidth] = [(side * Math.sqrt(ratio) - 1) / 2, (side / Math.sqrt(ratio) - 1) / 2];
    for (const corner of [middle - halfHeight, middle - halfWidth, middle + halfHeight, middle + halfWidth])
      corners.push(roundHalfEven(corner));
  };
  const scales = Array.from({ length: settings.scales }, (_, k) => k);
  if (centred) for (const scale of scales) for (const ratio of settings.aspectRatios) add(scale, ratio);
  else for (const ratio of settings.aspectRatios) for (const scale of scales) add(scale, ratio);
  return {
    height,
    width,
    perCell: corners.length / 4,
    strideY,
    strideX,
    originY: centred ? strideY / 2 : 0,
    originX: centred ? strideX / 2 : 0,
    corners: Float32Array.from(corners),
  };
}


/** As torch.round does. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}


function anchorCount(grid: AnchorGrid): number {
  return grid.height * grid.width * grid.perCell;
}


/** Writes anchor `index` of the level (row, column, kind) as y1, x1, y2, x2 to `out[at…]`. */
function anchorAt(grid: AnchorGrid, index: number, out: Float32Array, at: number): void {
  const cell = Math.floor(index / grid.perCell);
  const corner = (index - cell * grid.perCell) * 4;
  const row = Math.floor(cell / grid.width);
  const y = grid.originY + row * grid.strideY;
  const x = grid.originX + (cell - row * grid.width) * grid.strideX;
  out[at] = y + grid.corners[corner]!;
  out[at + 1] = x + grid.corners[corner + 1]!;
  out[at + 2] = y + grid.corners[corner + 2]!;
  out[at + 3] = x + grid.corners[corner + 3]!;
}


/** The grids of several levels whose features have these heights and widths. */
function allAnchorLevels(
  settings: AnchorSettings,
  levels: readonly number[],
  image: readonly number[],
  sizes: readonly (readonly number[])[],
): AnchorGrid[] {
  return levels.map((level, i) => anchorGrid(settings, level, image, sizes[i]![0]!, sizes[i]![1]!));
}


/**
 * Decodes `deltas[d…]` against the reference box `boxes[b…]` and writes the box, clipped to the picture, to `out[o…]`
 * (which may be the reference itself).
 */
function decodeBox(
  coder: BoxCoder,
  deltas: Values,
  d: number,
  boxes: Values,
  b: number,
  imageHeight: number,
  imageWidth: number,
  out: Values,
  o: number,
): void {
  const { weights, pixelOffset: offset, scaleClip } = coder;
  const xFirst = coder.order === 'xywh' ? 1 : 0;
  const [least = -Infinity, most = Infinity] = scaleClip;
  const dy = deltas[d + xFirst]! / weights[0]!;
  const dx = deltas[d + 1 - xFirst]! / weights[1]!;
  const dh = Math.max(Math.min(deltas[d + 2 + xFirst]! / weights[2]!, most), least);
  const dw = Math.max(Math.min(deltas[d + 3 - xFirst]! / weights[3]!, most), least);
  const height = boxes[b + 2]! - boxes[b]! + offset;
  const width = boxes[b + 3]! - boxes[b + 1]! + offset;
  const decodedHeight = Math.exp(dh) * height;
  const decodedWidth = Math.exp(dw) * width;
  const y1 = dy * height + boxes[b]! + height / 2 - decodedHeight / 2;
  const x1 = dx * width + boxes[b + 1]! + width / 2 - decodedWidth / 2;
  const lastY = imageHeight - offset;
  const lastX = imageWidth - offset;
  out[o] = Math.max(Math.min(y1, lastY), 0);
  out[o + 1] = Math.max(Math.min(x1, lastX), 0);
  out[o + 2] = Math.max(Math.min(y1 + decodedHeight - offset, lastY), 0);
  out[o + 3] = Math.max(Math.min(x1 + decodedWidth - offset, lastX), 0);
}


/** Intersection over union, in float32 as everywhere: boxes at `boxes[4a…]` and `boxes[4b…]`. No area, no overlap. */
function overlap(boxes: Float32Array, a: number, b: number, offset: number): number {
  const i = 4 * a;
  const j = 4 * b;
  const height = Math.fround(Math.min(boxes[i + 2]!, boxes[j + 2]!) - Math.max(boxes[i]!, boxes[j]!)) + offset;
  if (!(height > 0)) return 0;
  const width = Math.fround(Math.min(boxes[i + 3]!, boxes[j + 3]!) - Math.max(boxes[i + 1]!, boxes[j + 1]!)) + offset;
  if (!(width > 0)) return 0;
  const common = Math.fround(height * width);
  const both = Math.fround(area(boxes, i, offset) + area(boxes, j, offset));
  return Math.fround(common / Math.fround(both - common));
}


function area(boxes: Float32Array, at: number, offset: number): number {
  const height = Math.fround(boxes[at + 2]! - boxes[at]!) + offset;
  return Math.fround(height * (Math.fround(boxes[at + 3]! - boxes[at + 1]!) + offset));
}


/** What the tiled suppression takes for a box. */
function hasPositiveCoordinate(boxes: Float32Array, index: number): boolean {
  const at = 4 * index;
  return boxes[at]! > 0 || boxes[at + 1]! > 0 || boxes[at + 2]! > 0 || boxes[at + 3]! > 0;
}


/** Who is left, best first. */
interface Survivors {
  readonly boxes: number[];
  readonly scores: number[];
  readonly candidates: number[];
}


interface Contest {
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


function suppress(contest: Contest): Survivors {
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


/** A list that grows. `place` says what was scored (an anchor, a region), `channel` which of its classes. */
class Candidates {
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
interface LazyBoxes {
  readonly boxes: Float32Array;
  /** Index of the decoded box. */
  readonly boxOf: (place: number, channel: number) => number;
}


/**
 * Writes the detections of one picture to `out`, rows of y1, x1, y2, x2, score, class; the rest of `out` stays as it is.
 * Classes are called by their channels: from 1 on where channel 0 is the background.
 */
function writeDetections(
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
function logitBelow(scoreThreshold: number): number {
  // A little lower, for what float32 rounds up.
  const score = scoreThreshold * (1 - 1e-6);
  return score <= 0 ? -Infinity : Math.log(score / (1 - score));
}


function sigmoid32(logit: number): number {
  return Math.fround(1 / (1 + Math.exp(-logit)));
}


interface DenseSettings {
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
function denseDetections(
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


type DetectionField = 'boxes' | 'scores' | 'classes' | 'count';

/** Which numbers of a detection's row a field consists of; the count is of the rows whose score is positive. */
const fieldColumns: Readonly<Record<Exclude<DetectionField, 'count'>, readonly [from: number, to: number]>> = {
  boxes: [0, 4],
  scores: [4, 5],
  classes: [5, 6],
};

function detectionField<T extends Values>(field: DetectionField, batch: number, detections: Values, out: T): T {
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

/** Rows or columns that resizing picks, and numbers that tensors are multiplied with. */
const makeConstants = () => ({
  i0: tf.tensor1d([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23], 'int32'),
  i1: tf.tensor1d([24, 25, 26, 27, 28, 29], 'int32'),
  i2: tf.tensor1d([30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61], 'int32'),
  i3: tf.tensor1d([62, 63, 64, 65, 66, 67, 68, 69], 'int32'),
});
type Constants = ReturnType<typeof makeConstants>;

/** Weights by name. */
const shapes = {

} as const;

interface TensorOfRank {
  0: tf.Scalar;
  1: tf.Tensor1D;
  2: tf.Tensor2D;
  3: tf.Tensor3D;
  4: tf.Tensor4D;
}
type Weights = { readonly [K in keyof typeof shapes]: TensorOfRank[(typeof shapes)[K]['length']] };

/** Checks every weight before it makes a tensor of any; tells all that is wrong at once. */
function takeWeights(weights: Uint8Array | Record<string, tf.Tensor>): Weights {
  const make = weights instanceof Uint8Array ? fromSafetensors(weights) : fromTensors(weights);
  const problems: string[] = [];
  const makers: [string, () => tf.Tensor][] = [];
  for (const [name, shape] of Object.entries<readonly number[]>(shapes)) {
    const found = make(name, shape);
    if (typeof found === 'string') problems.push('  ' + name + ' ' + found);
    else makers.push([name, found]);
  }
  if (problems.length > 0) {
    const more = problems.length > 8 ? '\n  and ' + (problems.length - 8) + ' more' : '';
    throw new Error('weights do not fit ' + spec.name + ':\n' + problems.slice(0, 8).join('\n') + more);
  }
  const made: [string, tf.Tensor][] = [];
  try {
    for (const [name, tensor] of makers) made.push([name, tensor()]);
  } catch (error) {
    for (const [, tensor] of made) tensor.dispose();
    throw error;
  }
  return Object.fromEntries(made) as unknown as Weights;
}

/** Gives a tensor's maker, or what is wrong with it. */
type Source = (name: string, shape: readonly number[]) => string | (() => tf.Tensor);

const sameShape = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((d, i) => d === b[i]);

/** The model keeps handles of its own; the caller's tensors stay the caller's. */
function fromTensors(tensors: Record<string, tf.Tensor>): Source {
  const given = new Map(Object.entries(tensors));
  return (name, shape) => {
    const tensor = given.get(name);
    if (!tensor) return 'is missing';
    if (tensor.dtype !== 'float32') return 'is ' + tensor.dtype + ', not float32';
    if (!sameShape(tensor.shape, shape)) return 'is [' + tensor.shape + '], not [' + shape + ']';
    return () => tf.clone(tensor);
  };
}

/** Reads F32, and F16 which it widens. Tensors that the network doesn't have are left alone. */
function fromSafetensors(bytes: Uint8Array): Source {
  const bad = (what: string) => new Error('not a safetensors file: ' + what);
  const show = (value: unknown) => String(JSON.stringify(value)).slice(0, 80);
  if (bytes.length < 8) throw bad('it has ' + bytes.length + ' bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  if (start > bytes.length) throw bad('its header ends at byte ' + start + ' of ' + bytes.length);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    throw bad('its header is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw bad('its header is not an object');
  const entries = new Map(Object.entries(header as Record<string, Partial<Record<string, unknown>> | null>));
  return (name, shape) => {
    const entry = entries.get(name);
    if (!entry) return 'is missing';
    const { dtype, shape: dims, data_offsets: offsets } = entry;
    if (dtype !== 'F32' && dtype !== 'F16') return 'is ' + show(dtype) + ', not F32 or F16';
    if (!Array.isArray(dims) || !sameShape(dims, shape)) return 'is ' + show(dims) + ', not [' + shape + ']';
    const size = shape.reduce((product, d) => product * d, dtype === 'F32' ? 4 : 2);
    const [from, to]: unknown[] = Array.isArray(offsets) ? offsets : [];
    const begin = typeof from === 'number' && Number.isInteger(from) && from >= 0 ? start + from : NaN;
    if (!(begin + size <= bytes.length) || start + Number(to) !== begin + size)
      return 'has data_offsets ' + show(offsets) + ' for ' + size + ' of ' + (bytes.length - start) + ' bytes';
    return () => {
      const data = new Uint8Array(bytes.subarray(begin, begin + size)).buffer; // a copy, and aligned
      const values = dtype === 'F32' ? new Float32Array(data) : widen(new Uint16Array(data));
      for (const value of values) if (!Number.isFinite(value)) throw new Error('weight ' + name + ' holds ' + value);
      return tf.tensor(values, [...shape], 'float32');
    };
  };
}

/** IEEE half precision to single: the bits move up, the exponent's bias goes from 15 to 127. Infinities become NaN. */
function widen(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  halves.forEach((half, i) => void (bits[i] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13)));
  return values.map((value) => (Math.abs(value) < 2 ** -96 ? value * 2 ** 112 : NaN));
}
