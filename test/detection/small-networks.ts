/**
 * Networks of a few ONNX nodes that detect and classify by the mean colours of a picture, so that results follow from the
 * picture and can be computed by hand.
 */
import onnxProto, { type onnx } from 'onnx-proto';
import {
  constantTensor,
  floatAttribute,
  intAttribute,
  intsAttribute,
  irVersion,
  opsetVersion,
  valueInfo,
  type Attribute,
} from '../../compiler/emit/onnx/proto.ts';
import type { Dim } from '../../compiler/ir/tensor-type.ts';

/** Boxes of the detector, in input pixels of 64×96: y1, x1, y2, x2. */
export const boxes = [
  [8, 12, 40, 60],
  [-10, 70, 80, 120],
  [20, 20, 20, 20],
] as const;
export const classes = [17, 1, 44] as const;
/** A score is one of these, times the sigmoid of the mean of the network's input. */
export const factors = [1, 0.5, 0.25] as const;

interface Made {
  readonly nodes: onnx.INodeProto[];
  readonly constants: onnx.ITensorProto[];
}

function builder(): Made & {
  node: (type: string, name: string, inputs: readonly string[], attributes?: readonly Attribute[]) => string;
  constant: (name: string, dims: readonly number[], values: readonly number[], elementType?: 'int64') => string;
} {
  const nodes: onnx.INodeProto[] = [];
  const constants: onnx.ITensorProto[] = [];
  return {
    nodes,
    constants,
    node(opType, name, input, attribute = []) {
      nodes.push({ opType, name, input: [...input], output: [name], attribute: [...attribute] });
      return name;
    },
    constant(name, dims, values, elementType) {
      constants.push(constantTensor(name, { elementType: elementType ?? 'float32', dims, values }));
      return name;
    },
  };
}

type Output = readonly [name: string, dims: readonly Dim[]];

function model({ nodes, constants }: Made, input: readonly Dim[], outputs: readonly Output[]): Uint8Array {
  const { ModelProto } = onnxProto.onnx;
  return ModelProto.encode({
    irVersion,
    opsetImport: [{ domain: '', version: opsetVersion }],
    graph: {
      name: 'small',
      node: nodes,
      initializer: constants,
      input: [valueInfo('images', 'float32', input)],
      output: outputs.map(([name, dims]) => valueInfo(name, 'float32', dims)),
    },
  }).finish();
}

export interface DetectorOptions {
  readonly masks?: boolean;
  readonly batch?: Dim;
  /** Rows that count: 2 of the 3 unless said otherwise. */
  readonly detections?: number;
  /** Output names to leave out or to rename. */
  readonly without?: string;
  /** A value that replaces the first box's first coordinate. */
  readonly corner?: number;
}

/** Takes `[N,3,64,96]`. Masks are 1 in the left half of the box. */
export function detector(options: DetectorOptions = {}): Uint8Array {
  const { masks = false, batch = 'N', detections = 2, without, corner } = options;
  const b = builder();
  const axes = [intsAttribute('axes', [1, 2, 3])];
  const mean = b.node('ReduceMean', 'mean', ['images'], [...axes, intAttribute('keepdims', 0)]);
  const nothing = b.node('Mul', 'nothing', [mean, b.constant('zero', [1], [0])]);
  const column = b.node('Reshape', 'column', [nothing, b.constant('column_shape', [2], [-1, 1], 'int64')]);
  const sigmoid = b.node('Sigmoid', 'sigmoid', [
    b.node('Reshape', 'means', [mean, b.constant('means_shape', [2], [-1, 1], 'int64')]),
  ]);
  b.node('Add', 'num_detections', [nothing, b.constant('count', [1], [detections])]);
  b.node('Mul', 'scores', [sigmoid, b.constant('factors', [1, 3], factors)]);
  b.node('Add', 'classes', [column, b.constant('ids', [1, 3], classes)]);
  const cube = b.node('Reshape', 'cube', [nothing, b.constant('cube_shape', [3], [-1, 1, 1], 'int64')]);
  const coordinates = boxes.flat();
  if (corner !== undefined) coordinates[0] = corner as never;
  b.node('Add', 'boxes', [cube, b.constant('corners', [1, 3, 4], coordinates)]);
  if (masks) {
    const four = b.node('Reshape', 'four', [nothing, b.constant('four_shape', [4], [-1, 1, 1, 1], 'int64')]);
    const half = Array.from({ length: 3 * 8 * 6 }, (_, i) => (i % 6 < 3 ? 1 : 0));
    b.node('Add', 'masks', [four, b.constant('halves', [1, 3, 8, 6], half)]);
  }
  const outputs: readonly Output[] = [
    ['num_detections', [batch]],
    ['boxes', [batch, 3, 4]],
    ['scores', [batch, 3]],
    ['classes', [batch, 3]],
    ...(masks ? [['masks', [batch, 3, 8, 6]] as const] : []),
  ];
  return model(
    b,
    [batch, 3, 64, 96],
    outputs.filter(([name]) => name !== without),
  );
}

/** Takes `[N,3,32,32]`, gives `[N,4]`: minus one, and the mean red, green and blue of the normalised picture, times four. */
export function classifier(): Uint8Array {
  const b = builder();
  const mean = b.node('ReduceMean', 'mean', ['images'], [intsAttribute('axes', [2, 3]), intAttribute('keepdims', 0)]);
  const weights = b.constant('weights', [3, 4], [0, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0, 4]);
  b.node('Gemm', 'logits', [mean, weights, b.constant('bias', [4], [-1, 0, 0, 0])], [floatAttribute('alpha', 1)]);
  return model(b, ['N', 3, 32, 32], [['logits', ['N', 4]]]);
}
