/** `region-proposals`, `refine-boxes` and `multilevel-roi-align` as ONNX nodes. */
import type { NodeOf } from '../../../ir/graph.ts';
import { resultOf } from '../../../ir/graph.ts';
import { anchorsPerCell } from '../../../ops/detection/schemas.ts';
import { intAttribute } from '../proto.ts';
import type { OnnxTarget } from '../target.ts';
import { anchorConstant, decodedBoxes, pictureLimits } from './boxes.ts';
import { result } from './detections.ts';
import { reshapeDim, Steps } from './steps.ts';
import { bestOfPictures, onlyBest, requireExact, rowsAt, suppressed } from './survivors.ts';

export function regionProposals(node: NodeOf<'region-proposals'>, target: OnnxTarget): void {
  const { attrs } = node;
  requireExact(node.name, attrs);
  const [shape = '', ...maps] = node.inputs;
  const { levels, max, preNmsTopK, algorithm } = attrs;
  const perCell = anchorsPerCell(attrs.anchors);
  const kept = levels.map((level, i) => {
    const steps = new Steps(`${node.name}/${level}`, target);
    const [height = 0, width = 0] = target.dims(maps[i]!).slice(1, 3) as readonly number[];
    const count = height * width * perCell;
    const own = { ...attrs, levels: [level] };
    const deltas = steps.reshape('deltas', target.plain(maps[levels.length + i]!), [0, -1, 4]);
    const limits = pictureLimits(steps, target.plain(shape), 2);
    const anchors = anchorConstant(steps, own, [[height, width]]);
    const boxes = decodedBoxes(steps, attrs.coder, deltas, anchors, limits);
    const logits = steps.reshape('logits', target.plain(maps[i]!), [0, -1]);
    const all = steps.op('Sigmoid', 'scores', [logits]);
    const large = attrs.minSize > 0 ? withoutSmall(steps, boxes, all, limits, attrs) : all;
    const chosen = algorithm === 'combined' ? large : onlyBest(steps, large, preNmsTopK, count, -1);
    // Without a threshold even a score of 0 takes part; −1 is what was left out.
    const threshold = attrs.scoreThreshold > 0 || algorithm === 'combined' ? attrs.scoreThreshold : -0.5;
    const most = Math.min(count, max, algorithm === 'combined' ? preNmsTopK : Infinity);
    const scores = steps.unsqueeze('scores/row', chosen, 1);
    const rows = suppressed(steps, { boxes, scores }, { ...attrs, pixelOffset: 0 }, most, threshold);
    const place = steps.op('Gather', 'kept/box', [rows, steps.ints([0, 2])], [intAttribute('axis', 1)]);
    return {
      picture: steps.at('kept/picture', rows, 0, 1),
      score: steps.op('GatherND', 'kept/scores', [scores, rows]),
      boxes: steps.op('GatherND', 'kept/boxes', [boxes, place]),
    };
  });
  const steps = new Steps(node.name, target);
  const all = (what: 'picture' | 'score' | 'boxes'): string =>
    steps.concat(
      `kept/${what}`,
      kept.map((level) => level[what]),
      0,
    );
  const most = target.dims(resultOf(node).id)[1] as number;
  const best = bestOfPictures(steps, { picture: all('picture'), score: all('score') }, target.plain(maps[0]!), most);
  result(steps, node, rowsAt(steps, 'regions', all('boxes'), best, most, 4));
}

/** Scores of boxes that are too small, or whose centre is outside the picture, become −1. */
function withoutSmall(
  steps: Steps,
  boxes: string,
  scores: string,
  [height, width]: readonly [height: string, width: string],
  { minSize, coder }: NodeOf<'region-proposals'>['attrs'],
): string {
  const offset = coder.pixelOffset;
  const tests = (
    [
      [0, height, 'y'],
      [1, width, 'x'],
    ] as const
  ).flatMap(([side, limit, word]) => {
    const start = steps.at(`size/${word}/start`, boxes, side, -1);
    const span = steps.op('Sub', `size/${word}`, [steps.at(`size/${word}/end`, boxes, side + 2, -1), start]);
    const length = offset === 0 ? span : steps.op('Add', `size/${word}/pixels`, [span, steps.float(offset)]);
    const centre = steps.op('Add', `centre/${word}`, [
      start,
      steps.op('Mul', `size/${word}/half`, [length, steps.float(0.5)]),
    ]);
    return [
      steps.op('Greater', `size/${word}/large`, [length, steps.float(Math.max(minSize, offset))]),
      steps.op('Greater', `centre/${word}/positive`, [centre, steps.float(0)]),
      steps.op('Less', `centre/${word}/inside`, [centre, limit]),
    ];
  });
  const every = tests.reduce((both, test, i) => steps.op('And', `usable/${i}`, [both, test]));
  return steps.where('scores/usable', every, scores, steps.float(-1));
}

export function refineBoxes(node: NodeOf<'refine-boxes'>, target: OnnxTarget): void {
  const [shape = '', boxes = '', deltas = ''] = node.inputs;
  const steps = new Steps(node.name, target);
  const regions = target.dims(boxes)[1] as number;
  const rows = steps.reshape('deltas', target.plain(deltas), [-1, regions, 4]);
  const limits = pictureLimits(steps, target.plain(shape), 2);
  result(steps, node, decodedBoxes(steps, node.attrs.coder, rows, target.plain(boxes), limits));
}

/** Side of a box that is looked at on level 4: as in `ops/detection/roi-align.ts`. */
const canonicalSide = 224;
const canonicalLevel = 4;

/** Four gathers and a weighted sum; ONNX's own RoiAlign treats samples beyond the border differently. */
export function multilevelRoiAlign(node: NodeOf<'multilevel-roi-align'>, target: OnnxTarget): void {
  const { levels, size, sampleOffset } = node.attrs;
  const steps = new Steps(node.name, target);
  const [boxesId = '', ...features] = node.inputs;
  const boxes = target.plain(boxesId);
  const regions = target.dims(boxesId)[1] as number;
  const sizes = features.map((id) => target.dims(id).slice(1, 3) as number[]);
  const channels = target.dims(features[0]!)[3] as number;
  const op = (opType: string, word: string, ...inputs: readonly string[]): string => steps.op(opType, word, inputs);

  const corner = [0, 1, 2, 3].map((i) => steps.at(`corner${i}`, boxes, i, -1)); // [N,R] each
  const lengths = [op('Sub', 'height', corner[2]!, corner[0]!), op('Sub', 'width', corner[3]!, corner[1]!)];
  const side = op('Sqrt', 'side', op('Mul', 'area', lengths[0]!, lengths[1]!));
  // The level is how many borders between levels the side has passed.
  const borders = levels.slice(1).map((level) => canonicalSide * 2 ** (level - canonicalLevel));
  const passed = borders.map((border, i) =>
    steps.cast(`passed/${i}`, op('GreaterOrEqual', `passes/${i}`, side, steps.float(border)), 'int64'),
  );
  const zero = steps.cast('level/none', op('Mul', 'side/none', side, steps.float(0)), 'int64');
  const level = passed.reduce((sum, one, i) => op('Add', `level/${i}`, sum, one), zero);
  const table = (word: string, values: readonly number[]): string =>
    op('Gather', word, steps.floats(values, [values.length], word), level);
  const stride = table(
    'stride',
    levels.map((l) => 2 ** l),
  );
  let cells = 0;
  const starts = sizes.map(([height = 0, width = 0]) => (cells += height * width) - height * width);

  const samples = ([0, 1] as const).map((axis) => {
    const word = axis === 0 ? 'y' : 'x';
    const last = table(
      `${word}/last`,
      sizes.map((own) => own[axis]! - 1),
    );
    const column = (value: string, what: string): string => steps.unsqueeze(`${word}/${what}`, value, 2);
    const offsets = steps.floats(
      Array.from({ length: size }, (_, i) => i + sampleOffset),
      [size],
      'offsets',
    );
    const length = column(op('Div', `${word}/scaled`, lengths[axis]!, stride), 'length');
    const start = column(op('Div', `${word}/origin`, corner[axis]!, stride), 'start');
    const step = op('Div', `${word}/step`, op('Mul', `${word}/reach`, offsets, length), steps.float(size));
    const position = op('Add', `${word}/position`, start, step); // [N,R,size]
    const end = column(last, 'end');
    const floor = op('Max', `${word}/floor/positive`, op('Floor', `${word}/floor`, position), steps.float(0));
    const before = op('Min', `${word}/before`, floor, end);
    const after = op('Min', `${word}/after`, op('Add', `${word}/next`, before, steps.float(1)), end);
    const far = op('Sub', `${word}/far`, position, before);
    return { before, after, far, near: op('Sub', `${word}/near`, steps.float(1), far) };
  });
  const [rows, columns] = samples as [(typeof samples)[0], (typeof samples)[0]];
  const table3 = (word: string, values: readonly number[]): string =>
    steps.unsqueeze(`${word}/column`, table(word, values), 2);
  const width = table3(
    'row-length',
    sizes.map((own) => own[1]!),
  );
  const start = table3('first-cell', starts);
  const all = steps.rows(
    'features',
    features.map((id) => target.plain(id)),
    channels,
  );
  const parts = (
    [
      ['before', 'near'],
      ['after', 'far'],
    ] as const
  ).flatMap(([row, down]) =>
    (
      [
        ['before', 'near'],
        ['after', 'far'],
      ] as const
    ).map(([col, across]) => {
      const word = `${row}-${col}`;
      const line = op('Add', `${word}/line`, op('Mul', `${word}/rows`, rows[row], width), start);
      const place = op(
        'Add',
        `${word}/place`,
        steps.unsqueeze(`${word}/line/column`, line, 3),
        steps.unsqueeze(`${word}/cell/row`, columns[col], 2),
      );
      const index = steps.reshape(`${word}/index`, steps.cast(`${word}/place/int`, place, 'int64'), [0, -1, 1]);
      const values = steps.op('GatherND', `${word}/values`, [all, index], [intAttribute('batch_dims', 1)]);
      const weight = op(
        'Mul',
        `${word}/weight`,
        steps.unsqueeze(`${word}/down`, rows[down], 3),
        steps.unsqueeze(`${word}/across`, columns[across], 2),
      );
      return op('Mul', `${word}/weighted`, values, steps.reshape(`${word}/weight/column`, weight, [0, -1, 1]));
    }),
  );
  const sum = parts.reduce((total, part, i) => op('Add', `sum/${i}`, total, part));
  const { id } = resultOf(node);
  const dims = target.dims(id);
  const shape = steps.ints([regions === 1 ? 0 : reshapeDim(dims[0]!), size, size, channels]);
  target.add('Reshape', { name: node.name, inputs: [sum, shape], dims, value: { id, layout: 'plain' } });
}

/** Masks of the detected classes. */
export function selectMasks(node: NodeOf<'select-masks'>, target: OnnxTarget): void {
  const steps = new Steps(node.name, target);
  const [logits = '', detections = ''] = node.inputs;
  const channels = target.dims(logits)[3] as number;
  const rows = steps.reshape('rows', target.plain(detections), [-1, 6]);
  const score = steps.at('score', rows, 4, 1);
  const id = steps.cast('id', steps.at('class', rows, 5, 1), 'int64');
  const found = steps.op('Greater', 'found', [score, steps.float(0)]);
  const channel = steps.where('channel/found', found, id, steps.int(0));
  const index = channels === 1 ? steps.op('Mul', 'channel/only', [channel, steps.int(0)]) : channel;
  const own = steps.op(
    'GatherND',
    'own',
    [target.image(logits), steps.unsqueeze('index', index, 1)],
    [intAttribute('batch_dims', 1)],
  );
  const masks = steps.op('Sigmoid', 'sigmoid', [own]);
  const real = steps.where('real', steps.unsqueeze('found/mask', found, 1, 2), masks, steps.float(0));
  const value = resultOf(node).id;
  const dims = target.dims(value);
  const shape = steps.ints(dims.map((d, axis) => (axis === 0 && typeof d !== 'number' ? -1 : Number(d))));
  target.add('Reshape', { name: node.name, inputs: [real, shape], dims, value: { id: value, layout: 'plain' } });
}

export function detectionField(node: NodeOf<'detection-field'>, target: OnnxTarget): void {
  const steps = new Steps(node.name, target);
  const detections = target.plain(node.inputs[0] ?? '');
  const { id } = resultOf(node);
  const step = { name: node.name, dims: target.dims(id), value: { id, layout: 'plain' } } as const;
  switch (node.attrs.field) {
    case 'boxes': {
      const inputs = [detections, steps.ints([0]), steps.ints([4]), steps.ints([2])];
      target.add('Slice', { ...step, inputs });
      return;
    }
    case 'scores':
    case 'classes': {
      const column = steps.int(node.attrs.field === 'scores' ? 4 : 5);
      target.add('Gather', { ...step, inputs: [detections, column], attributes: [intAttribute('axis', 2)] });
      return;
    }
    case 'count': {
      const positive = steps.op('Greater', 'found', [steps.at('scores', detections, 4, 2), steps.float(0)]);
      const inputs = [steps.cast('ones', positive, 'float32'), steps.ints([1])];
      target.add('ReduceSum', { ...step, inputs, attributes: [intAttribute('keepdims', 0)] });
    }
  }
}
