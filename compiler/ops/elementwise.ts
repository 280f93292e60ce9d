/**
 * What elementwise ops share: any shape in, the (broadcast) shape out, a fixed number of operations per output element.
 * Broadcasting is NumPy's (ONNX "multidirectional") within what the IR needs: equal ranks, or a second operand that is a
 * scalar or a vector along the last axis (per-channel), so that a layout-changing target can tell which axis is meant.
 */
import { tensorType, type Dim, type TensorType } from '../ir/tensor-type.ts';
import { noAttributes, perElement, pointwise, ShapeError, type NoAttributes, type OpDefinition } from './op.ts';

interface ElementwiseFacts {
  readonly doc: string;
  readonly source: string;
  /** Operations per output element. */
  readonly flops: number;
}

/** What ops of one operand share. */
function sameShape<A extends object>(facts: ElementwiseFacts): Omit<OpDefinition<A>, 'attributes' | 'evaluate'> {
  return {
    doc: facts.doc,
    source: facts.source,
    inputs: [{ name: 'x' }],
    infer(_attrs, [x]) {
      if (!x) throw new ShapeError('needs an input');
      return [x];
    },
    cost: (_attrs, _inputs, outputs) => perElement(facts.flops, outputs),
    spatial: (_attrs, [x]) => (x?.dims.length === 4 ? pointwise : undefined),
  };
}

/** An op of one operand, `[…] → […]`. */
export function unaryOp(facts: ElementwiseFacts, apply: (value: number) => number): OpDefinition<NoAttributes> {
  return {
    ...sameShape<NoAttributes>(facts),
    attributes: noAttributes,
    evaluate(_attrs, [x], [dims], allocate) {
      if (!x || !dims) throw new ShapeError('needs an input');
      const out = allocate(x.data.length);
      for (let i = 0; i < out.length; i++) out[i] = apply(x.data[i]!);
      return [{ dims, data: out }];
    },
  };
}

export interface ConstantAttributes {
  readonly value: number;
}

/** An op of one operand and a constant of the graph, `[…] → […]`. */
export function constantOp(
  facts: ElementwiseFacts,
  apply: (x: number, value: number) => number,
): OpDefinition<ConstantAttributes> {
  return {
    ...sameShape<ConstantAttributes>(facts),
    attributes: {
      type: 'object',
      properties: { value: { type: 'number' } },
      required: ['value'],
      additionalProperties: false,
    },
    evaluate({ value }, [x], [dims], allocate) {
      if (!x || !dims) throw new ShapeError('needs an input');
      const out = allocate(x.data.length);
      for (let i = 0; i < out.length; i++) out[i] = apply(x.data[i]!, value);
      return [{ dims, data: out }];
    },
  };
}

/** An op of two operands with broadcasting. */
export function binaryOp(facts: ElementwiseFacts, apply: (a: number, b: number) => number): OpDefinition<NoAttributes> {
  return {
    doc: facts.doc,
    source: facts.source,
    attributes: noAttributes,
    inputs: [{ name: 'a' }, { name: 'b' }],
    infer: (_attrs, [a, b]) => [broadcastType(a, b)],
    cost: (_attrs, _inputs, outputs) => perElement(facts.flops, outputs),
    spatial: (_attrs, [a]) => (a?.dims.length === 4 ? pointwise : undefined),
    evaluate(_attrs, [a, b], [dims], allocate) {
      if (!a || !b || !dims) throw new ShapeError('needs two inputs');
      const out = allocate(dims.reduce((product, d) => product * d, 1));
      const [x, y] = [a.data, b.data];
      if (x.length === out.length && y.length === out.length)
        for (let i = 0; i < out.length; i++) out[i] = apply(x[i]!, y[i]!);
      else {
        const [fromA, fromB] = [broadcastOffsets(a.dims, dims), broadcastOffsets(b.dims, dims)];
        for (let i = 0; i < out.length; i++) out[i] = apply(x[fromA(i)]!, y[fromB(i)]!);
      }
      return [{ dims, data: out }];
    },
  };
}

/** Type of `a ∘ b`; throws `ShapeError` when they don't broadcast. */
function broadcastType(a: TensorType | undefined, b: TensorType | undefined): TensorType {
  if (!a || !b) throw new ShapeError('needs two inputs');
  if (a.dtype !== b.dtype) throw new ShapeError(`operands are ${a.dtype} and ${b.dtype}`);
  const missing = a.dims.length - b.dims.length;
  if (missing !== 0 && (missing < 0 || b.dims.length > 1))
    throw new ShapeError(`operands of ranks ${a.dims.length} and ${b.dims.length} don't broadcast`);
  const dims = a.dims.map((d, axis): Dim => {
    const other = axis < missing ? 1 : b.dims[axis - missing]!;
    if (d === other || other === 1) return d;
    if (d === 1) return other;
    throw new ShapeError(`[${a.dims.join(',')}] and [${b.dims.join(',')}] don't broadcast`);
  });
  return tensorType(a.dtype, dims);
}

/** Maps a flat index of the result to the flat index of an operand that is repeated along axes of size 1. */
function broadcastOffsets(from: readonly number[], to: readonly number[]): (index: number) => number {
  const missing = to.length - from.length;
  const strides = to.map((_, axis) => {
    const own = axis - missing;
    return own < 0 || from[own] === 1 ? 0 : from.slice(own + 1).reduce((product, d) => product * d, 1);
  });
  return (index) => {
    let offset = 0;
    for (let axis = to.length - 1, rest = index; axis >= 0; axis--) {
      const size = to[axis]!;
      offset += (rest % size) * strides[axis]!;
      rest = Math.floor(rest / size);
    }
    return offset;
  };
}
