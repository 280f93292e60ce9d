/**
 * Which paddings TensorFlow's windowed ops can express by themselves: `valid` (none) and `same` (the smaller half first,
 * depending on the input's size). tfjs-node's pooling takes nothing else, so the tfjs target speaks only these two.
 */
import type { Node, ValueId } from '../../ir/graph.ts';
import type { TensorType } from '../../ir/tensor-type.ts';
import { samePadding, type Padding, type WindowAttributes } from '../../ops/window.ts';

/** A windowed op with sizes filled in. */
export interface Window {
  readonly attrs: WindowAttributes;
  /** Pixels from the first to the last one that a window covers: (k − 1)·dilation + 1. */
  readonly reach: readonly [height: number, width: number];
  readonly input: readonly [height: number, width: number];
  readonly output: readonly [height: number, width: number];
  readonly isPool: boolean;
}

/** The window of a node that has window attributes; nothing for other kinds. */
export function windowOf(node: Node, types: ReadonlyMap<ValueId, TensorType>): Window | undefined {
  if (!('stride' in node.attrs && 'padding' in node.attrs)) return undefined;
  const attrs = node.attrs as WindowAttributes & { readonly kernel?: readonly [number, number] };
  // Pools say their window's size; a conv's is that of its kernel, [KH,KW,…].
  const [height, width] = attrs.kernel ?? spatial(types.get(node.inputs[1]!), 0);
  return {
    attrs,
    reach: [(height - 1) * attrs.dilation[0] + 1, (width - 1) * attrs.dilation[1] + 1],
    input: spatial(types.get(node.inputs[0]!), 1),
    output: spatial(node.outputs[0]?.type, 1),
    isPool: attrs.kernel !== undefined,
  };
}

function spatial(type: TensorType | undefined, first: number): readonly [number, number] {
  return [Number(type?.dims[first]), Number(type?.dims[first + 1])];
}

/**
 * How TensorFlow would call this padding; nothing when it has no word for it.
 *
 * A conv whose windows leave the last rows of an axis unread isn't called `same` for padding along the other one:
 * tfjs-backend-wasm then computes another padding than TensorFlow, and other results. Its pools do as they should.
 */
export function tensorflowPadding(window: Window): 'valid' | 'same' | undefined {
  const { attrs, reach, input, isPool } = window;
  const [top, left, bottom, right] = attrs.padding;
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return 'valid';
  if (!isPool && (isUnread(window, 0) || isUnread(window, 1))) return undefined;
  const [before, after] = samePadding(input[0], reach[0], attrs.stride[0]);
  const [beforeWidth, afterWidth] = samePadding(input[1], reach[1], attrs.stride[1]);
  return top === before && bottom === after && left === beforeWidth && right === afterWidth ? 'same' : undefined;
}

/** Whether the input goes on where the last window along an axis ends, were it padded as TensorFlow does. */
function isUnread({ attrs, reach, input }: Window, axis: 0 | 1): boolean {
  const windows = Math.ceil(input[axis] / attrs.stride[axis]);
  return (windows - 1) * attrs.stride[axis] + reach[axis] < input[axis];
}

/**
 * The padding without rows and columns at the end that no window reads: symmetric padding of 1 before a 3×3 stride-2 conv
 * over an even size is really 1 before and 0 after.
 */
export function trimmedPadding({ attrs, reach, input, output }: Window): Padding {
  const [top, left, bottom, right] = attrs.padding;
  const after = (axis: 0 | 1, before: number, given: number): number => {
    const read = (output[axis] - 1) * attrs.stride[axis] + reach[axis] - before - input[axis];
    return Math.max(0, Math.min(given, read));
  };
  return [top, left, after(0, top, bottom), after(1, left, right)];
}
