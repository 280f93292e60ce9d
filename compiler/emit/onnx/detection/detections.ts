/** `dense-detections` and `roi-detections` as ONNX nodes. */
import type { Node, NodeOf } from '../../../ir/graph.ts';
import { resultOf } from '../../../ir/graph.ts';
import type { Dim } from '../../../ir/tensor-type.ts';
import { anchorsPerCell } from '../../../ops/detection/schemas.ts';
import { detectionWidth, type SuppressionSettings } from '../../../ops/detection/settings.ts';
import { intAttribute, intsAttribute } from '../proto.ts';
import type { OnnxTarget } from '../target.ts';
import { anchorConstant, decodedBoxes, pictureLimits } from './boxes.ts';
import { reshapeDim, Steps } from './steps.ts';
import { bestOfPictures, onlyBest, onlyBestAbove, requireExact, rowsAt, suppressed } from './survivors.ts';

export function denseDetections(node: NodeOf<'dense-detections'>, target: OnnxTarget): void {
  const { attrs } = node;
  const steps = new Steps(node.name, target);
  requireExact(node.name, attrs.nms);
  const [shape = '', ...maps] = node.inputs;
  const scoreMaps = maps.slice(0, attrs.levels.length);
  const sizes = scoreMaps.map((id) => target.dims(id).slice(1, 3) as number[]);
  const perCell = anchorsPerCell(attrs.anchors);
  const places = sizes.map(([height = 0, width = 0]) => height * width * perCell);
  const channels = (target.dims(scoreMaps[0]!)[3] as number) / perCell;
  const plain = (id: string): string => target.plain(id);
  const logits = steps.rows('logits', scoreMaps.map(plain), channels);
  const scores = steps.op('Sigmoid', 'scores', [logits]);
  const deltas = steps.rows('deltas', maps.slice(attrs.levels.length).map(plain), 4);
  const anchors = anchorConstant(steps, attrs, sizes);
  const boxes = decodedBoxes(steps, attrs.coder, deltas, anchors, pictureLimits(steps, plain(shape), 2));
  const classes = attrs.background ? channels - 1 : channels;
  finish(steps, node, { boxes, perClass: false, scores, channels, classes, places }, attrs.nms);
}

export function roiDetections(node: NodeOf<'roi-detections'>, target: OnnxTarget): void {
  const { attrs } = node;
  const steps = new Steps(node.name, target);
  requireExact(node.name, attrs.nms);
  const [shape = '', rois = '', logitsId = '', deltasId = ''] = node.inputs;
  const regions = target.dims(rois)[1] as number;
  const channels = target.dims(logitsId)[1] as number;
  const kinds = (target.dims(deltasId)[1] as number) / 4;
  const logits = steps.reshape('logits', target.plain(logitsId), [-1, regions, channels]);
  const scores =
    attrs.scores === 'softmax'
      ? steps.op('Softmax', 'scores', [logits], [intAttribute('axis', -1)])
      : steps.op('Sigmoid', 'scores', [logits]);
  const perClass = kinds > 1;
  const deltas = steps.reshape('deltas', target.plain(deltasId), [-1, regions, ...(perClass ? [kinds] : []), 4]);
  const reference = perClass ? steps.unsqueeze('rois/classes', target.plain(rois), 2) : target.plain(rois);
  const limits = pictureLimits(steps, target.plain(shape), perClass ? 3 : 2);
  const boxes = decodedBoxes(steps, attrs.coder, deltas, reference, limits);
  const classes = attrs.background ? channels - 1 : channels;
  finish(steps, node, { boxes, perClass, scores, channels, classes, places: [regions] }, attrs.nms);
}

interface Scored {
  /** `[N,T,4]`, or `[N,T,C,4]` where every class has boxes of its own. */
  readonly boxes: string;
  readonly perClass: boolean;
  /** `[N,T,C]`, with the background where there is one. */
  readonly scores: string;
  readonly channels: number;
  /** Without the background. */
  readonly classes: number;
  /** How many of the T are of each level. */
  readonly places: readonly number[];
}

function finish(
  steps: Steps,
  node: NodeOf<'dense-detections'> | NodeOf<'roi-detections'>,
  scored: Scored,
  nms: SuppressionSettings,
): void {
  const { maxDetections, preNmsTopK, scoreThreshold } = nms;
  const { classes, channels, perClass } = scored;
  const total = scored.places.reduce((sum, count) => sum + count, 0);
  const first = channels - classes;
  const foreground = first === 0 ? scored.scores : steps.slice('foreground', scored.scores, first, channels, 2);
  const chosen = nms.topKPer === 'level' ? bestPlaces(steps, foreground, scored.places, preNmsTopK) : foreground;
  const byClass = steps.op('Transpose', 'by-class', [chosen], [intsAttribute('perm', [0, 2, 1])]);
  const competing = nms.classAgnostic ? reduced(steps, 'best-class', byClass) : byClass;
  const limited = nms.algorithm !== 'combined' && nms.topKPer === 'class';
  const scores = limited ? onlyBestAbove(steps, competing, preNmsTopK, total, scoreThreshold) : competing;

  let boxes = scored.boxes;
  let category: string | undefined;
  if (nms.classAgnostic) {
    const attributes = [intAttribute('axis', 1), intAttribute('keepdims', 0)];
    category = steps.op('ArgMax', 'category', [byClass], attributes); // [N,T], of the foreground
    if (perClass) {
      const own = steps.op('Add', 'category/channel', [category, steps.int(first)]);
      const index = steps.unsqueeze('category/index', own, 2);
      boxes = steps.op('GatherND', 'category/boxes', [boxes, index], [intAttribute('batch_dims', 2)]);
    }
  }
  // Where classes have boxes of their own, every class of a picture is a picture to NonMaxSuppression.
  const asPictures = perClass && !nms.classAgnostic;
  if (asPictures) {
    const own = first === 0 ? boxes : steps.slice('boxes/foreground', boxes, first, channels, 2);
    const turned = steps.op('Transpose', 'boxes/by-class', [own], [intsAttribute('perm', [0, 2, 1, 3])]);
    boxes = steps.reshape('boxes/pictures', turned, [-1, total, 4]);
  }
  const rows = asPictures ? steps.reshape('scores/pictures', scores, [-1, 1, total]) : scores;
  const kept = suppressed(steps, { boxes, scores: rows }, nms, maxDetections, scoreThreshold);
  const score = steps.op('GatherND', 'kept/scores', [rows, kept]);
  const row = steps.at('kept/row', kept, 0, 1);
  const count = steps.int(classes);
  const picture = asPictures ? steps.op('Div', 'kept/picture', [row, count]) : row;
  const box = steps.op('Gather', 'kept/box', [kept, steps.ints([0, 2])], [intAttribute('axis', 1)]);
  const group = steps.at('kept/group', kept, 1, 1);
  const index =
    category !== undefined
      ? steps.op('GatherND', 'kept/category', [category, box])
      : asPictures
        ? steps.op('Mod', 'kept/class', [row, count])
        : group;
  const foregroundId = steps.cast('kept/class/float', index, 'float32');
  const id = first === 0 ? foregroundId : steps.op('Add', 'kept/id', [foregroundId, steps.float(first)]);
  const columns = [
    steps.op('GatherND', 'kept/boxes', [boxes, box]),
    steps.unsqueeze('kept/scores/column', score, 1),
    steps.unsqueeze('kept/id/column', id, 1),
  ];
  const best = bestOfPictures(steps, { picture, score }, scored.scores, maxDetections);
  const found = rowsAt(
    steps,
    'detections',
    steps.concat('kept/detections', columns, 1),
    best,
    maxDetections,
    detectionWidth,
  );
  result(steps, node, found);
}

/** Scores of places that are not among the best of their level, by their best class, become 0. */
function bestPlaces(steps: Steps, scores: string, places: readonly number[], k: number): string {
  if (places.every((count) => count <= k)) return scores;
  const best = steps.op('ReduceMax', 'place', [scores], [intsAttribute('axes', [2]), intAttribute('keepdims', 0)]);
  let start = 0;
  const levels = places.map((count, i) => {
    const level = steps.slice(`place/${i}`, best, start, (start += count), 1);
    return onlyBest(steps, level, k, count, -1);
  });
  const chosen = steps.op('GreaterOrEqual', 'place/chosen', [steps.concat('places', levels, 1), steps.float(0)]);
  return steps.where('place/scores', steps.unsqueeze('place/chosen/column', chosen, 2), scores, steps.float(0));
}

/** The largest of each column of `[N,C,T]`: `[N,1,T]`. */
function reduced(steps: Steps, word: string, scores: string): string {
  return steps.op('ReduceMax', word, [scores], [intsAttribute('axes', [1]), intAttribute('keepdims', 1)]);
}

/** Gives the last of the nodes the value's name and shape. */
export function result(steps: Steps, node: Node, value: string): void {
  const { target } = steps;
  const { id } = resultOf(node);
  const dims: readonly Dim[] = target.dims(id);
  const shape = dims.map((d, axis) => (axis === 0 ? 0 : reshapeDim(d)));
  target.add('Reshape', { name: node.name, inputs: [value, steps.ints(shape)], dims, value: { id, layout: 'plain' } });
}
