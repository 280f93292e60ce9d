/**
 * The corner of onnx.proto3 (IR version 8) that we write: numbers of its enums and constructors of its small messages.
 * Messages are `onnx-proto`'s plain interfaces; its encoder (and protobufjs with it) is loaded only when bytes are made.
 */
import type { onnx } from 'onnx-proto';
import type { Dim } from '../../ir/tensor-type.ts';

/** onnx-proto is generated from IR version 8; opset 17 belongs to it and runs everywhere. */
export const irVersion = 8;
export const opsetVersion = 17;

/** `TensorProto.DataType` */
export const dataType = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type ElementType = keyof typeof dataType;

export const bytesPerElement: Readonly<Record<ElementType, number>> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
};

/** `AttributeProto.AttributeType`, in numbers: its enum object would bring the whole encoder along. */
const attributeType = { float: 1, int: 2, string: 3, graph: 5, ints: 7 } as unknown as Readonly<
  Record<'float' | 'int' | 'string' | 'graph' | 'ints', onnx.AttributeProto.AttributeType>
>;

/** `TensorProto.DataLocation.EXTERNAL` */
export const externalLocation = 1 as unknown as onnx.TensorProto.DataLocation;

export type Attribute = onnx.IAttributeProto;

export function intAttribute(name: string, i: number): Attribute {
  return { name, type: attributeType.int, i };
}

export function intsAttribute(name: string, ints: readonly number[]): Attribute {
  return { name, type: attributeType.ints, ints: [...ints] };
}

export function floatAttribute(name: string, f: number): Attribute {
  return { name, type: attributeType.float, f };
}

export function stringAttribute(name: string, text: string): Attribute {
  return { name, type: attributeType.string, s: new TextEncoder().encode(text) };
}

/** A branch of an `If`: nodes that may read what is made around it, and the name of their float32 result. */
export function graphAttribute(name: string, node: readonly onnx.INodeProto[], result: string): Attribute {
  const output = [{ name: result, type: { tensorType: { elemType: dataType.float32 } } }];
  return { name, type: attributeType.graph, g: { name: `${result}/${name}`, node: [...node], output } };
}

/** Type and shape of a value; `N` and its multiples are symbolic dimensions of that name. */
export function valueInfo(name: string, elementType: ElementType, dims: readonly Dim[]): onnx.IValueInfoProto {
  const dim = dims.map((d) => (typeof d === 'string' ? { dimParam: d } : { dimValue: d }));
  return { name, type: { tensorType: { elemType: dataType[elementType], shape: { dim } } } };
}

/** A constant small enough to be written as text: shapes, pads, indices, scales, zero points. A float16 is its bits. */
export interface SmallConstant {
  readonly elementType: 'float32' | 'float16' | 'int64' | 'int32' | 'int8' | 'uint8';
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

export function constantTensor(name: string, constant: SmallConstant): onnx.ITensorProto {
  const header = { name, dims: [...constant.dims], dataType: dataType[constant.elementType] };
  const values = [...constant.values];
  if (constant.elementType === 'float32') return { ...header, floatData: values };
  // `int32_data` holds every shorter integer, and the bits of a float16, too.
  return constant.elementType === 'int64' ? { ...header, int64Data: values } : { ...header, int32Data: values };
}
