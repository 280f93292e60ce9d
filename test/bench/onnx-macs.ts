/**
 * Multiply-adds of an ONNX file, counted from the file alone: its nodes, its initialisers' sizes and its `value_info`.
 * Shares no code with the compiler, so that the compiler's own count can be held to it.
 *
 *   npx tsx test/bench/onnx-macs.ts model.onnx
 *
 * A multiply-add is one product that is added up: Conv, ConvTranspose, Gemm, MatMul (and their integer forms), whatever
 * they are used for. The batch is 1. Weights in another file are not needed.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import proto from 'onnx-proto';
import type { onnx } from 'onnx-proto';

export interface OpCount {
  readonly nodes: number;
  readonly macs: number;
}

/** By op type, and all of them. Throws where a shape that is needed is not in the file. */
export function countMultiplyAdds(model: Uint8Array): { readonly macs: number; readonly byOp: Map<string, OpCount> } {
  const { graph } = proto.onnx.ModelProto.decode(model);
  if (!graph) throw new Error('no model: it has no graph');
  const shapeOf = shapeReader(graph);
  const byOp = new Map<string, OpCount>();
  for (const node of graph.node ?? []) {
    const type = node.opType ?? '';
    const macs = counters[type]?.(node, shapeOf);
    if (macs === undefined) continue;
    const { nodes, macs: before } = byOp.get(type) ?? { nodes: 0, macs: 0 };
    byOp.set(type, { nodes: nodes + 1, macs: before + macs });
  }
  return { macs: [...byOp.values()].reduce((sum, op) => sum + op.macs, 0), byOp };
}

type ShapeOf = (value: string) => readonly number[];
type Counter = (node: onnx.INodeProto, shapeOf: ShapeOf) => number;

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
const input = (node: onnx.INodeProto, index: number): string => node.input?.[index] ?? '';
const output = (node: onnx.INodeProto): string => node.output?.[0] ?? '';

/** `W [M, C/groups, kH, kW]`: every value of the result is a sum over the rest of its kernel. */
const convolution =
  (kernel: number): Counter =>
  (node, shapeOf) =>
    product(shapeOf(output(node))) * product(shapeOf(input(node, kernel)).slice(1));

/** The length of a sum is the last axis of `A`. */
const matrixProduct: Counter = (node, shapeOf) => product(shapeOf(output(node))) * shapeOf(input(node, 0)).at(-1)!;

const counters: Readonly<Record<string, Counter>> = {
  Conv: convolution(1),
  ConvInteger: convolution(1),
  QLinearConv: convolution(3),
  // `W [C, M/groups, kH, kW]`: every value of the input goes into that many of the result.
  ConvTranspose: (node, shapeOf) => product(shapeOf(input(node, 0))) * product(shapeOf(input(node, 1)).slice(1)),
  Gemm(node, shapeOf) {
    const transposed = node.attribute?.some(({ name, i }) => name === 'transA' && Number(i) !== 0) ?? false;
    return product(shapeOf(output(node))) * shapeOf(input(node, 0)).at(transposed ? 0 : 1)!;
  },
  MatMul: matrixProduct,
  MatMulInteger: matrixProduct,
};

/** A batch is 1, and `1000N` regions of it 1,000: the number before the symbol; protobuf leaves 0 where there is no value. */
function sizeOf({ dimValue, dimParam }: onnx.TensorShapeProto.IDimension): number {
  return Number(dimValue ?? 0) || Number.parseInt(dimParam ?? '', 10) || 1;
}

function shapeReader(graph: onnx.IGraphProto): ShapeOf {
  const shapes = new Map<string, readonly number[]>();
  for (const { name, type } of [...(graph.valueInfo ?? []), ...(graph.input ?? []), ...(graph.output ?? [])]) {
    const dims = type?.tensorType?.shape?.dim;
    if (dims && name) shapes.set(name, dims.map(sizeOf));
  }
  for (const { name, dims } of graph.initializer ?? []) if (name) shapes.set(name, (dims ?? []).map(Number));
  return (value) => {
    const shape = shapes.get(value);
    if (shape === undefined) throw new Error(`the file does not say which shape ${value} has`);
    return shape;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { macs, byOp } = countMultiplyAdds(readFileSync(process.argv[2]!));
  for (const [type, op] of byOp)
    console.log(`${type.padEnd(14)} ${op.nodes} nodes, ${op.macs.toLocaleString('en')} macs`);
  console.log(`${'all'.padEnd(14)} ${macs.toLocaleString('en')} macs`);
}
