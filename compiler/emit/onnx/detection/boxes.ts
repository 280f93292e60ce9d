/** Box decoding, clipping and anchors as ONNX nodes: what `ops/detection/boxes.ts` computes, for all boxes at once. */
import { allAnchorLevels, allAnchors } from '../../../ops/detection/anchors.ts';
import type { AnchorSettings, BoxCoder } from '../../../ops/detection/settings.ts';
import type { Steps } from './steps.ts';

/** All anchors of a pyramid as one constant, `[anchors,4]`. */
export function anchorConstant(
  steps: Steps,
  settings: { readonly levels: readonly number[]; readonly anchors: AnchorSettings; readonly image: readonly number[] },
  sizes: readonly (readonly number[])[],
): string {
  const grids = allAnchorLevels(settings.anchors, settings.levels, settings.image, sizes);
  const values = grids.flatMap((grid) => Array.from(allAnchors(grid)));
  return steps.floats(values, [values.length / 4, 4], 'anchors');
}

/**
 * @param deltas `[…,4]`; `reference` boxes `[…,4]`, broadcast
 * @param limits height and width of the pictures, each to be broadcast over `[…]`
 * @returns `[…,4]`
 */
export function decodedBoxes(
  steps: Steps,
  coder: BoxCoder,
  deltas: string,
  reference: string,
  limits: readonly [height: string, width: string],
): string {
  const { weights, pixelOffset, scaleClip, order } = coder;
  const [least = -Infinity, most = Infinity] = scaleClip;
  const axis = (side: 0 | 1, word: string): readonly [first: string, last: string] => {
    const op = (opType: string, what: string, ...inputs: readonly string[]): string =>
      steps.op(opType, `decode/${word}/${what}`, inputs);
    const column = order === 'xywh' ? 1 - side : side;
    const delta = (index: number, weight: number, what: string): string => {
      const raw = steps.at(`decode/${word}/${what}`, deltas, index, -1);
      return weight === 1 ? raw : op('Div', `${what}/unweighted`, raw, steps.float(weight));
    };
    const shift = delta(column, weights[side]!, 'shift');
    let growth = delta(column + 2, weights[side + 2]!, 'growth');
    if (most < Infinity) growth = op('Min', 'growth/most', growth, steps.float(most));
    if (least > -Infinity) growth = op('Max', 'growth/least', growth, steps.float(least));
    const start = steps.at(`decode/${word}/start`, reference, side, -1);
    const span = op('Sub', 'span', steps.at(`decode/${word}/end`, reference, side + 2, -1), start);
    const length = pixelOffset === 0 ? span : op('Add', 'length', span, steps.float(pixelOffset));
    const half = steps.float(0.5);
    const centre = op('Add', 'centre', start, op('Mul', 'half', length, half));
    const decoded = op('Mul', 'decoded', op('Exp', 'factor', growth), length);
    const moved = op('Add', 'moved', op('Mul', 'move', shift, length), centre);
    const first = op('Sub', 'first', moved, op('Mul', 'decoded/half', decoded, half));
    const beyond = op('Add', 'beyond', first, decoded);
    const last = pixelOffset === 0 ? beyond : op('Sub', 'last', beyond, steps.float(pixelOffset));
    const limit = pixelOffset === 0 ? limits[side] : op('Sub', 'limit', limits[side], steps.float(pixelOffset));
    const clipped = (corner: string, what: string): string =>
      op('Max', `${what}/clipped`, op('Min', `${what}/inside`, corner, limit), steps.float(0));
    return [clipped(first, 'first'), clipped(last, 'last')];
  };
  const [y1, y2] = axis(0, 'y');
  const [x1, x2] = axis(1, 'x');
  return steps.concat(
    'decode/boxes',
    [y1, x1, y2, x2].map((corner, i) => steps.unsqueeze(`decode/corner${i}`, corner, -1)),
    -1,
  );
}

/** Heights and widths of the pictures, `[N,1…]`, to be broadcast over `rank` axes. */
export function pictureLimits(
  steps: Steps,
  imageShape: string,
  rank: number,
): readonly [height: string, width: string] {
  const limit = (side: number, word: string): string =>
    steps.reshape(`${word}/limit`, steps.slice(word, imageShape, side, side + 1, 1), [
      -1,
      ...Array<number>(rank - 1).fill(1),
    ]);
  return [limit(0, 'height'), limit(1, 'width')];
}

/** Boxes as an overlap that counts pixels wants them: their last pixel included. */
export function withOffset(steps: Steps, boxes: string, pixelOffset: number): string {
  if (pixelOffset === 0) return boxes;
  return steps.op('Add', 'boxes/pixels', [boxes, steps.floats([0, 0, pixelOffset, pixelOffset])]);
}
