/** Schemas of the detection ops' attributes, and what their shape rules share. */
import { isSymbolic, parseSymbolic, type Dim, type TensorType } from '../../ir/tensor-type.ts';
import type { AttributeSchema, Tensor } from '../op.ts';
import { imageType, ShapeError } from '../op.ts';
import { mostCandidates } from './best-first.ts';
import type { AnchorSettings } from './settings.ts';

const object = (properties: Readonly<Record<string, AttributeSchema>>): AttributeSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const number: AttributeSchema = { type: 'number' };
const size: AttributeSchema = { type: 'number', minimum: 0 };
const count: AttributeSchema = { type: 'integer', minimum: 1 };
const flag: AttributeSchema = { type: 'boolean' };
const list = (items: AttributeSchema, length?: number): AttributeSchema => ({
  type: 'array',
  items,
  minItems: length ?? 1,
  ...(length !== undefined && { maxItems: length }),
});

const anchors = object({
  scales: count,
  aspectRatios: list(size),
  size,
  convention: { enum: ['tensorflow', 'mmdetection'] },
});
const coder = object({
  weights: list(number, 4),
  pixelOffset: { enum: [0, 1] },
  scaleClip: list(number, 2),
  order: { enum: ['yxhw', 'xywh'] },
});
const nms = object({
  algorithm: { enum: ['greedy', 'tiled', 'combined'] },
  preNmsTopK: count,
  topKPer: { enum: ['class', 'level'] },
  scoreThreshold: size,
  iouThreshold: size,
  maxDetections: count,
  classAgnostic: flag,
  softNmsSigma: size,
  pixelOffset: { enum: [0, 1] },
});

/** Schemas by the name of the attribute, and how to put some together. */
export const detectionSchemas = {
  object,
  levels: list({ type: 'integer', minimum: 0 }),
  anchors,
  image: list(count, 2),
  coder,
  nms,
  background: flag,
  size,
  count,
} as const;

/** Heights and widths of the features, by level. */
export type LevelSizes = readonly (readonly [height: number, width: number])[];

/** Anchors per cell. */
export function anchorsPerCell({ scales, aspectRatios }: AnchorSettings): number {
  return scales * aspectRatios.length;
}

/**
 * Checks `image_shape`, then one map per level of scores and of deltas.
 * @returns the batch, sizes by level, and scores per anchor
 */
export function pyramidTypes(
  op: string,
  attrs: { readonly levels: readonly number[]; readonly anchors: AnchorSettings },
  [shape, ...maps]: readonly TensorType[],
): { readonly batch: Dim; readonly sizes: LevelSizes; readonly channels: number } {
  const { levels } = attrs;
  if (maps.length !== 2 * levels.length)
    throw new ShapeError(`${op} needs scores and boxes of ${levels.length} levels`);
  const perCell = anchorsPerCell(attrs.anchors);
  const batch = pictureSizes(op, shape);
  const scores = maps.slice(0, levels.length).map((map) => imageType(map, op));
  const channels = (scores[0]?.[3] ?? 0) / perCell;
  const sizes = scores.map(([own, height, width, depth], i) => {
    const boxes = imageType(maps[levels.length + i], op);
    const fits = [own, height, width, 4 * perCell].every((d, axis) => d === boxes[axis]);
    if (own !== batch || depth !== channels * perCell || !fits || !Number.isInteger(channels))
      throw new ShapeError(`${op}: maps of level ${levels[i]} don't have ${perCell} anchors in every cell`);
    return [height, width] as const;
  });
  if (sizes.reduce((sum, [height, width]) => sum + height * width * perCell, 0) > mostCandidates)
    throw new ShapeError(`${op} takes at most ${mostCandidates} anchors`);
  return { batch, sizes, channels };
}

/** The batch of an `image_shape` `[N,2]`. */
export function pictureSizes(op: string, shape: TensorType | undefined): Dim {
  const [batch, two] = shape?.dims ?? [];
  if (batch === undefined || two !== 2 || shape?.dims.length !== 2)
    throw new ShapeError(`${op} needs height and width of the pictures, [N,2]`);
  return batch;
}

/** Regions per picture of boxes `[N,R,width]`. */
export function regionsOf(op: string, boxes: TensorType | undefined, width: number, batch?: Dim): number {
  const [own, regions, last] = boxes?.dims ?? [];
  const fits = boxes?.dims.length === 3 && last === width && regions !== undefined && !isSymbolic(regions);
  if (!fits || (batch !== undefined && own !== batch)) throw new ShapeError(`${op} needs boxes [N,R,${width}]`);
  return regions;
}

/** `regions` times the batch: the batch of what looks at every region. */
export function timesBatch(batch: Dim, regions: number): Dim {
  if (typeof batch === 'number') return regions * batch;
  const factor = regions * (batch === 'N' ? 1 : Number.parseInt(batch, 10));
  return factor === 1 ? 'N' : (parseSymbolic(`${factor}N`) ?? failing(factor));
}

function failing(factor: number): never {
  throw new ShapeError(`a batch of ${factor}N is too large`);
}

/** Heights and widths of `[N,H,W,C]` tensors. */
export function mapSizes(maps: readonly Tensor[]): LevelSizes {
  return maps.map(({ dims }) => [dims[1] ?? 0, dims[2] ?? 0] as const);
}
