/** Writing post-processing as ONNX: many small nodes that belong to one node of the IR, one line each. */
import type { Dim } from '../../../ir/tensor-type.ts';
import { intAttribute, dataType, type Attribute, type ElementType } from '../proto.ts';
import type { OnnxTarget } from '../target.ts';

/** Lists that are named by their values; longer ones are named by what they are. */
const shortList = 8;

export class Steps {
  readonly target: OnnxTarget;
  readonly name: string;

  constructor(name: string, target: OnnxTarget) {
    this.name = name;
    this.target = target;
  }

  /** A node whose output is called after what it is. */
  op(opType: string, word: string, inputs: readonly string[], attributes: readonly Attribute[] = []): string {
    return this.target.add(opType, { name: this.name, suffix: word, inputs, attributes });
  }

  int(value: number): string {
    return this.ints([value], []);
  }

  ints(values: readonly number[], dims: readonly number[] = [values.length]): string {
    const scalar = dims.length === 0 ? 'int' : 'ints';
    return this.target.constant(`${scalar}/${values.join(',')}`, { elementType: 'int64', dims, values });
  }

  float(value: number): string {
    return this.floats([value], []);
  }

  floats(values: readonly number[], dims: readonly number[] = [values.length], word = ''): string {
    const short = `${dims.length === 0 ? 'float' : 'floats'}/${values.join(',')}`;
    const name = values.length <= shortList ? short : `${this.name}/${word}`;
    return this.target.constant(name, { elementType: 'float32', dims, values });
  }

  /** 0 keeps a size, −1 finds one. */
  reshape(word: string, x: string, shape: readonly number[]): string {
    return this.op('Reshape', word, [x, this.ints(shape)]);
  }

  /** Element `index` of an axis, which disappears. */
  at(word: string, x: string, index: number, axis: number): string {
    return this.op('Gather', word, [x, this.int(index)], [intAttribute('axis', axis)]);
  }

  /** Elements `from` up to `to` of an axis. */
  slice(word: string, x: string, from: number, to: number, axis: number): string {
    return this.op('Slice', word, [x, this.ints([from]), this.ints([to]), this.ints([axis])]);
  }

  unsqueeze(word: string, x: string, ...axes: readonly number[]): string {
    return this.op('Unsqueeze', word, [x, this.ints(axes)]);
  }

  concat(word: string, parts: readonly string[], axis: number): string {
    return parts.length === 1 ? parts[0]! : this.op('Concat', word, parts, [intAttribute('axis', axis)]);
  }

  cast(word: string, x: string, to: ElementType): string {
    return this.op('Cast', word, [x], [intAttribute('to', dataType[to])]);
  }

  /** `condition ? x : y`, broadcast. */
  where(word: string, condition: string, x: string, y: string): string {
    return this.op('Where', word, [condition, x, y]);
  }

  /** The `k` largest along the last axis, best first, the earlier one first where they are equal. */
  best(word: string, x: string, k: number): readonly [values: string, indices: string] {
    const step = { name: this.name, suffix: word, inputs: [x, this.ints([k])], attributes: [intAttribute('axis', -1)] };
    const [values = '', indices = ''] = this.target.addSeveral('TopK', step, ['values', 'indices']);
    return [values, indices];
  }

  /** Any `[N,…]` map per level as `[N,anchors,width]`, one level after the other. */
  rows(word: string, maps: readonly string[], width: number): string {
    return this.concat(
      word,
      maps.map((map, i) => this.reshape(`${word}/${i}`, map, [0, -1, width])),
      1,
    );
  }
}

/** A symbolic size has to be found at run time: −1 in a shape. */
export function reshapeDim(dim: Dim): number {
  return typeof dim === 'number' ? dim : -1;
}

/** The largest float32 below a positive number: more than it means no less than the number. */
export function justBelow(value: number): number {
  const float = new Float32Array([value]);
  const bits = new Uint32Array(float.buffer);
  bits[0] = bits[0]! - 1;
  return float[0]!;
}
