/**
 * Outputs that say something about the values of a network and are small: what calibration looks at. The values themselves
 * never leave the runtime, so that a network of any size is looked at within the memory that it takes to run.
 */
import type { onnx } from 'onnx-proto';
import type { ValueId } from '../../ir/graph.ts';
import type { OnnxOptions } from './options.ts';
import { dataType, intAttribute, stringAttribute, valueInfo } from './proto.ts';
import type { OnnxTarget } from './target.ts';

export type Observer =
  | { readonly kind: 'minimum' | 'maximum'; readonly value: ValueId }
  /** Sum of the squares of all elements. */
  | { readonly kind: 'energy'; readonly value: ValueId }
  /** How many elements have each magnitude: `[bins]`, bins of `width`; what is larger counts into the last. */
  | { readonly kind: 'magnitudes'; readonly value: ValueId; readonly bins: number; readonly width: number };

/** Name of an observer's output. */
export function observedName({ kind, value }: Observer): string {
  return `observed/${kind}/${value}`;
}

export function takeObservedNames(target: OnnxTarget, { observers = [] }: OnnxOptions): void {
  for (const observer of observers) target.interfaceName(observedName(observer));
}

const reductions = { minimum: 'ReduceMin', maximum: 'ReduceMax', energy: 'ReduceSumSquare' } as const;

/** Adds the nodes; gives the file's further outputs. */
export function observe(target: OnnxTarget, { observers = [] }: OnnxOptions): onnx.IValueInfoProto[] {
  target.enterSection('observed');
  return observers.map((observer) => {
    const output = observedName(observer);
    const input = target.current(observer.value);
    if (observer.kind === 'magnitudes') {
      countMagnitudes(target, observer, input, output);
      return valueInfo(output, 'int32', [observer.bins]);
    }
    const attributes = [intAttribute('keepdims', 0)];
    target.add(reductions[observer.kind], { name: output, inputs: [input], attributes, output });
    return valueInfo(output, 'float32', []);
  });
}

/** Adds one to a counter per element: ONNX has no histogram, but it can scatter sums. */
function countMagnitudes(
  target: OnnxTarget,
  { bins, width }: Extract<Observer, { kind: 'magnitudes' }>,
  input: string,
  output: string,
): void {
  const step = (
    opType: string,
    suffix: string,
    inputs: string[],
    attributes: Parameters<typeof target.add>[1]['attributes'] = [],
  ) => target.add(opType, { name: output, suffix, inputs, attributes });
  const all = target.constant('shape/all', { elementType: 'int64', dims: [1], values: [-1] });
  const flat = step('Reshape', 'flat', [input, all]);
  const scaled = step('Div', 'scaled', [step('Abs', 'magnitude', [flat]), target.scalar(width)]);
  const bounded = step('Clip', 'bounded', [scaled, target.scalar(0), target.scalar(bins - 1)]);
  const index = step('Cast', 'index', [bounded], [intAttribute('to', dataType.int64)]);
  const one = target.constant('constant/one', { elementType: 'int32', dims: [1], values: [1] });
  const ones = step('Expand', 'ones', [one, step('Shape', 'shape', [flat])]);
  const zeros = target.constant(`zeros/${bins}`, {
    elementType: 'int32',
    dims: [bins],
    values: new Array<number>(bins).fill(0),
  });
  const attributes = [intAttribute('axis', 0), stringAttribute('reduction', 'add')];
  target.add('ScatterElements', { name: output, inputs: [zeros, index, ones], attributes, output });
}
