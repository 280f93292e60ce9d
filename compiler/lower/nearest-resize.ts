/**
 * Native nearest-neighbour resize, `tf.image.resize_nearest_neighbor` without corner alignment or half pixels: output i
 * copies input floor(i·in/out). Spelled as constant-index gathers, which every target has and none interprets.
 */
import type { ValueId } from '../ir/graph.ts';
import { sizeOf, type Network } from './network.ts';

/**
 * Source index per output index. The product is taken in float32, as TensorFlow's kernel does: for a few sizes it falls
 * just short of a whole number, and the index is one lower than exact arithmetic gives (4 → 110: index 1 at 55, not 2).
 */
export function nearestIndices(from: number, to: number): readonly number[] {
  const scale = Math.fround(from / to);
  return Array.from({ length: to }, (_, i) => Math.min(Math.floor(Math.fround(i * scale)), from - 1));
}

/** `<name>/height` and `<name>/width`, each only where that size changes. */
export function nearestResize(
  net: Network,
  name: string,
  x: ValueId,
  target: readonly [height: number, width: number],
): ValueId {
  const from = sizeOf(net, x);
  return (['height', 'width'] as const).reduce((value, axis, i) => {
    if (from[i] === target[i]) return value;
    return net.graph.op(`${name}/${axis}`, 'gather', [value], { axis, indices: nearestIndices(from[i]!, target[i]!) });
  }, x);
}
