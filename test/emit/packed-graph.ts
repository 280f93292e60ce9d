/**
 * Graphs whose ops are fed values of our own: tensors are packed into the one picture that a network takes, side by side
 * along its height, and taken apart by gathers.
 */
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph, ValueId } from '../../compiler/ir/graph.ts';
import { batchTimes, tensorType, type Dim } from '../../compiler/ir/tensor-type.ts';
import type { Tensor } from '../../compiler/ops/op.ts';

/** Values of one picture, `[1,…]` for a map, `[R,…]` for what there are R of. */
export type Parts = readonly Tensor[];

/** @param repeats by part: how many rows each picture has, 1 for maps */
export function packedGraph(
  parts: Parts,
  wholePicture: readonly [number, number],
  build: (builder: GraphBuilder, values: readonly ValueId[], sizes: ValueId) => void,
): Graph {
  const builder = new GraphBuilder('packed');
  const lengths = parts.map(({ data }) => data.length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const x = builder.input('images', tensorType('f32', ['N', total, 1, 1]));
  const sizes = builder.input('image_shape', tensorType('f32', ['N', 2]), wholePicture);
  builder.section({ id: 'head', title: 'head', part: 'head' }, () => {
    let start = 0;
    const values = parts.map(({ dims }, i) => {
      const indices = Array.from({ length: lengths[i]! }, (_, k) => start + k);
      start += lengths[i]!;
      const own = builder.op(`part${i}/values`, 'gather', [x], { axis: 'height', indices });
      const shape: Dim[] = [batchTimes(dims[0]!), ...dims.slice(1)];
      return builder.op(`part${i}`, 'reshape', [own], { dims: shape });
    });
    build(builder, values, sizes);
  });
  return builder.build();
}

/** One picture per list of parts. */
export function packedInput(pictures: readonly Parts[]): Tensor {
  const rows = pictures.map((parts) => parts.flatMap(({ data }) => Array.from(data)));
  return { dims: [rows.length, rows[0]!.length, 1, 1], data: Float32Array.from(rows.flat()) };
}

/** Picture `n` of tensors of a batch. */
export function pictureOf(tensors: readonly Tensor[], n: number): Tensor[] {
  return tensors.map(({ dims, data }) => {
    const length = data.length / dims[0]!;
    return { dims: [1, ...dims.slice(1)], data: data.slice(n * length, (n + 1) * length) };
  });
}
