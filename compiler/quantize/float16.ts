/**
 * Float16 networks, as data: which nodes are computed in half precision (IEEE 754 binary16: 11 bits of mantissa, numbers up
 * to 65504). How a target spells that is the target's affair.
 *
 * What stays in float32 by its kind is what adds up many values (means, norms' statistics), what divides, and
 * post-processing: coordinates of a 640-pixel picture have steps of half a pixel in float16. Winograd's transforms do, too:
 * their sums cancel, and what they save is small where float16 is fast.
 */
import type { Graph, Node, ValueId } from '../ir/graph.ts';
import { resultOf } from '../ir/graph.ts';
import type { OpKind } from '../ops/index.ts';
import type { Layer } from './layer.ts';

/**
 * Largest magnitude of a weight, and of what calibration saw, in a layer that is computed in float16: half of its largest
 * number, so that a factor of two is left for pictures that calibration was not shown, and for sums on the way to a result.
 */
export const largestCalibrated = 65504 / 2;

export interface Float16Plan {
  /** Names of the nodes that are computed in float16. */
  readonly nodes: ReadonlySet<string>;
  /**
   * - `float16`: with that type.
   * - `rounded`: in float32, with operands and results rounded to float16 before and after. That is what processors without
   *   float16 arithmetic would compute if they stored every value in it; they don't, so noise is measured this way.
   */
  readonly spelling: 'float16' | 'rounded';
}

/**
 * - `weights`: multiplies with a kernel; worth half the bytes on its own.
 * - `arithmetic`: computed in float16 where one of its operands is.
 * - `moves`: the same, without any rounding of its own.
 * - `float32`: stays there.
 */
export type Float16Role = 'weights' | 'arithmetic' | 'moves' | 'float32';

export const float16Roles: Readonly<Record<OpKind, Float16Role>> = {
  conv2d: 'weights',
  'depthwise-conv2d': 'weights',
  'conv2d-transpose': 'weights',
  dense: 'weights',
  add: 'arithmetic',
  subtract: 'arithmetic',
  multiply: 'arithmetic',
  sigmoid: 'arithmetic',
  swish: 'arithmetic',
  'hard-sigmoid': 'arithmetic',
  'hard-swish': 'arithmetic',
  scale: 'arithmetic',
  shift: 'arithmetic',
  'average-pool': 'arithmetic',
  clip: 'arithmetic',
  relu: 'moves',
  'max-pool': 'moves',
  'upsample-nearest': 'moves',
  gather: 'moves',
  reshape: 'moves',
  concat: 'moves',
  pad: 'moves',
  'space-to-depth': 'moves',
  'zero-extend': 'moves',
  'global-average-pool': 'float32',
  'batch-norm': 'float32',
  rsqrt: 'float32',
  divide: 'float32',
  'winograd-input': 'float32',
  'winograd-kernel': 'float32',
  'winograd-conv2d': 'float32',
  'conv2d-by-winograd': 'float32',
  'dense-detections': 'float32',
  'region-proposals': 'float32',
  'multilevel-roi-align': 'float32',
  'refine-boxes': 'float32',
  'roi-detections': 'float32',
  'select-masks': 'float32',
  'detection-field': 'float32',
};

/** Could the node be computed in float16 at all? */
export function fitsFloat16(node: Node): boolean {
  return float16Roles[node.kind] !== 'float32';
}

/** @param keeps says which nodes stay in float32. What lies behind those follows the other operands it has. */
export function float16Layers(graph: Graph, keeps: (node: Node) => boolean): readonly Layer[] {
  const made = new Set<ValueId>();
  const layers: Layer[] = [];
  for (const node of graph.nodes) {
    if (!fitsFloat16(node) || keeps(node)) continue;
    if (float16Roles[node.kind] !== 'weights' && !node.inputs.some((id) => made.has(id))) continue;
    const result = resultOf(node).id;
    made.add(result);
    layers.push({ name: node.name, nodes: [node], result });
  }
  return layers;
}
