/**
 * The ONNX form of every op kind (opset 17): one entry each, exhaustive by type.
 *
 * Where runtimes are known to differ we write what they agree on: pads are explicit, never `auto_pad`; Resize is only
 * integer nearest, asymmetric, floor; everything else that resizes is a Gather with constant indices.
 */
import type { Node, NodeOf, ValueId } from '../../ir/graph.ts';
import { resultOf } from '../../ir/graph.ts';
import { isSymbolic } from '../../ir/tensor-type.ts';
import type { OpKind } from '../../ops/index.ts';
import { hardSigmoidSlope } from '../../ops/hard-sigmoid.ts';
import type { Padding, WindowAttributes } from '../../ops/window.ts';
import { floatAttribute, intAttribute, intsAttribute, stringAttribute, type Attribute } from './proto.ts';
import { denseDetections, roiDetections } from './detection/detections.ts';
import { detectionField, multilevelRoiAlign, refineBoxes, regionProposals, selectMasks } from './detection/regions.ts';
import { toImage, type OnnxTarget, type Step, type ValueLayout } from './target.ts';
import { unsupported } from './unsupported.ts';
import { winogradConv2d, winogradInput } from './winograd.ts';

/** Writes the ONNX nodes of one IR node, and binds its value. */
export type OnnxLowering<K extends OpKind> = (node: NodeOf<K>, target: OnnxTarget) => void;

export const onnxOps: { readonly [K in OpKind]: OnnxLowering<K> } = {
  conv2d: (node, target) => convolution(node, target, 'conv-kernel'),
  'depthwise-conv2d': (node, target) => convolution(node, target, 'depthwise-kernel'),

  'batch-norm'(node, target) {
    const [x = '', ...statistics] = node.inputs;
    const rank = target.dims(x).length;
    // ONNX normalises axis 1: the channels of an image, and of a matrix.
    if (rank !== 4 && rank !== 2) unsupported(node.name, `normalises a tensor of rank ${rank}`);
    const input = rank === 4 ? target.image(x) : target.plain(x);
    target.add('BatchNormalization', {
      ...computes(node, target, rank === 4 ? 'image' : 'plain'),
      inputs: [input, ...statistics.map((id) => target.plain(id))],
      attributes: [floatAttribute('epsilon', node.attrs.epsilon)],
    });
  },

  relu: (node, target) => unary(node, target, 'Relu'),
  sigmoid: (node, target) => unary(node, target, 'Sigmoid'),

  swish(node, target) {
    const { input, layout } = sameLayout(node, target);
    const result = computes(node, target, layout);
    const gate = target.add('Sigmoid', { name: node.name, suffix: 'sigmoid', inputs: [input], dims: result.dims });
    target.add('Mul', { ...result, inputs: [input, gate] });
  },

  rsqrt(node, target) {
    const { input, layout } = sameLayout(node, target);
    const result = computes(node, target, layout);
    const root = target.add('Sqrt', { name: node.name, suffix: 'sqrt', inputs: [input], dims: result.dims });
    target.add('Reciprocal', { ...result, inputs: [root] });
  },

  add: (node, target) => binary(node, target, 'Add'),
  subtract: (node, target) => binary(node, target, 'Sub'),
  multiply: (node, target) => binary(node, target, 'Mul'),
  divide: (node, target) => binary(node, target, 'Div'),

  'max-pool'(node, target) {
    const { kernel, padding } = node.attrs;
    const id = firstInput(node);
    // Runtimes want pads smaller than the undilated window; beyond that the padding is a node of its own.
    const fits = padding.every((pad, side) => pad < kernel[side % 2]!);
    target.add('MaxPool', {
      ...computes(node, target, 'image'),
      inputs: [fits ? target.image(id) : padded(node, target, id, padding, -Infinity)],
      attributes: windowAttributes(fits ? node.attrs : { ...node.attrs, padding: [0, 0, 0, 0] }, kernel),
    });
  },

  'average-pool'(node, target) {
    const { kernel, padding, stride } = node.attrs;
    target.add('AveragePool', {
      ...computes(node, target, 'image'),
      inputs: [target.image(firstInput(node))],
      // `count_include_pad` is 0 by default: padding is not counted.
      attributes: [
        intsAttribute('kernel_shape', kernel),
        intsAttribute('pads', padding),
        intsAttribute('strides', stride),
      ],
    });
  },

  'upsample-nearest'(node, target) {
    const [height, width] = node.attrs.factor;
    const values = [1, 1, height, width];
    const scales = target.constant(`scales/${height}x${width}`, { elementType: 'float32', dims: [4], values });
    target.add('Resize', {
      ...computes(node, target, 'image'),
      inputs: [target.image(firstInput(node)), '', scales],
      attributes: [
        stringAttribute('coordinate_transformation_mode', 'asymmetric'),
        stringAttribute('mode', 'nearest'),
        stringAttribute('nearest_mode', 'floor'),
      ],
    });
  },

  gather(node, target) {
    const { axis, indices } = node.attrs;
    const constant = { elementType: 'int64', dims: [indices.length], values: indices } as const;
    target.add('Gather', {
      ...computes(node, target, 'image'),
      inputs: [target.image(firstInput(node)), target.constant(`${node.name}/indices`, constant)],
      attributes: [intAttribute('axis', axis === 'height' ? 2 : 3)],
    });
  },

  pad(node, target) {
    const { padding, value } = node.attrs;
    target.add('Pad', padStep(node, target, firstInput(node), padding, value, computes(node, target, 'image')));
  },

  reshape(node, target) {
    const dims = target.dims(resultOf(node).id);
    // 0 copies the batch from the input when it leads both shapes; −1 finds it anywhere else.
    const [leading] = target.dims(firstInput(node));
    const values = dims.map((d, axis) => (!isSymbolic(d) ? d : axis === 0 && d === leading ? 0 : -1));
    const shape = target.constant(`${node.name}/shape`, { elementType: 'int64', dims: [dims.length], values });
    const inputs = [target.plain(firstInput(node)), shape];
    target.add('Reshape', { ...computes(node, target, 'plain'), inputs });
  },

  dense(node, target) {
    const [x = '', kernel = '', bias] = node.inputs;
    const { activation } = node.attrs;
    const inputs = [target.plain(x), target.plain(kernel), ...(bias === undefined ? [] : [target.plain(bias)])];
    const result = computes(node, target, 'plain');
    const linear = activation === 'none' ? result : { name: node.name, dims: result.dims };
    const output = target.add('Gemm', { ...linear, inputs });
    if (activation !== 'none')
      target.add(activationOps[activation], { ...result, suffix: activation, inputs: [output] });
  },

  'conv2d-transpose'(node, target) {
    const [x = '', kernel = '', bias] = node.inputs;
    const { activation } = node.attrs;
    const size = target.dims(kernel)[0] as number;
    const inputs = [target.image(x), target.kernel(kernel, 'conv-kernel')];
    if (bias !== undefined) inputs.push(target.plain(bias));
    const attributes = [intsAttribute('kernel_shape', [size, size]), intsAttribute('strides', [size, size])];
    const result = computes(node, target, 'image');
    const linear = activation === 'none' ? result : { name: node.name, dims: result.dims };
    const output = target.add('ConvTranspose', { ...linear, inputs, attributes });
    if (activation !== 'none')
      target.add(activationOps[activation], { ...result, suffix: activation, inputs: [output] });
  },

  'global-average-pool': (node, target) =>
    void target.add('GlobalAveragePool', {
      ...computes(node, target, 'image'),
      inputs: [target.image(firstInput(node))],
    }),

  'space-to-depth': (node, target) =>
    void target.add('SpaceToDepth', {
      ...computes(node, target, 'image'),
      inputs: [target.image(firstInput(node))],
      attributes: [intAttribute('blocksize', node.attrs.block)],
    }),

  concat(node, target) {
    const image = target.dims(firstInput(node)).length === 4;
    target.add('Concat', {
      ...computes(node, target, image ? 'image' : 'plain'),
      inputs: node.inputs.map((id) => (image ? target.image(id) : target.plain(id))),
      attributes: [intAttribute('axis', image ? 1 : target.dims(firstInput(node)).length - 1)],
    });
  },

  // ONNX's own saturates at 1, the model garden's at 6 times its rounded slope.
  'hard-sigmoid'(node, target) {
    const { input, layout } = sameLayout(node, target);
    const result = computes(node, target, layout);
    const attributes = [floatAttribute('alpha', 1 / 6), floatAttribute('beta', 0.5)];
    const ramp = target.add('HardSigmoid', {
      name: node.name,
      suffix: 'ramp',
      inputs: [input],
      attributes,
      dims: result.dims,
    });
    target.add('Mul', { ...result, inputs: [ramp, target.scalar(6 * hardSigmoidSlope)] });
  },

  'hard-swish': (node, target) => unary(node, target, 'HardSwish'),
  scale: (node, target) => withConstant(node, target, 'Mul'),
  shift: (node, target) => withConstant(node, target, 'Add'),

  clip(node, target) {
    const { input, layout } = sameLayout(node, target);
    const { low, high } = node.attrs;
    const bounds = [low, high].map((value) => target.scalar(value));
    target.add('Clip', { ...computes(node, target, layout), inputs: [input, ...bounds] });
  },

  'dense-detections': denseDetections,
  'region-proposals': regionProposals,
  'multilevel-roi-align': multilevelRoiAlign,
  'refine-boxes': refineBoxes,
  'roi-detections': roiDetections,
  'select-masks': selectMasks,
  'detection-field': detectionField,
  'winograd-input': winogradInput,
  'zero-extend'(node, target) {
    const id = firstInput(node);
    const before = target.dims(id);
    const after = node.attrs.dims.map((d, axis) => d - Number(before[axis]));
    const values = [...after.map(() => 0), ...after];
    const pads = target.constant(`${node.name}/pads`, { elementType: 'int64', dims: [values.length], values });
    target.add('Pad', { ...computes(node, target, 'plain'), inputs: [target.plain(id), pads] });
  },

  'winograd-kernel': (node) => unsupported(node.name, 'transforms a kernel that is no param'),
  'winograd-conv2d': winogradConv2d,
  'conv2d-by-winograd': (node) =>
    unsupported(node.name, 'is written as winograd-input and winograd-conv2d: optimise for onnx'),
};

function firstInput(node: Node): ValueId {
  return node.inputs[0] ?? '';
}

/** Name, shape and binding of the step that computes the node's value. */
function computes(node: Node, target: OnnxTarget, layout: ValueLayout): Omit<Step, 'inputs'> {
  const { id } = resultOf(node);
  return { name: node.name, dims: layout === 'image' ? target.imageDims(id) : target.dims(id), value: { id, layout } };
}

/** ONNX orders pads as all begins, then all ends, which for two axes is the IR's top, left, bottom, right. */
function windowAttributes(attrs: WindowAttributes, kernel: readonly number[]): readonly [Attribute, ...Attribute[]] {
  return [
    intsAttribute('dilations', attrs.dilation),
    intsAttribute('kernel_shape', kernel),
    intsAttribute('pads', attrs.padding),
    intsAttribute('strides', attrs.stride),
  ];
}

const activationOps = { relu: 'Relu', sigmoid: 'Sigmoid' } as const;

function convolution(
  node: NodeOf<'conv2d'> | NodeOf<'depthwise-conv2d'>,
  target: OnnxTarget,
  layout: 'conv-kernel' | 'depthwise-kernel',
): void {
  const [x = '', kernel = '', bias] = node.inputs;
  const { activation } = node.attrs;
  const [height = 1, width = 1, channels = 1] = target.dims(kernel) as readonly number[];
  const group = layout === 'depthwise-kernel' ? channels : 1;
  const inputs = [target.image(x), target.kernel(kernel, layout)];
  if (bias !== undefined) inputs.push(target.plain(bias));
  const [dilations, ...rest] = windowAttributes(node.attrs, [height, width]);
  const attributes = [dilations, intAttribute('group', group), ...rest];
  const result = computes(node, target, 'image');
  if (activation === 'none') {
    target.add('Conv', { ...result, inputs, attributes });
    return;
  }
  const linear = target.add('Conv', { name: node.name, inputs, attributes, dims: result.dims });
  target.add(activationOps[activation], { ...result, suffix: activation, inputs: [linear] });
}

/** An elementwise op works in whatever layout its operand already has. */
function sameLayout(node: Node, target: OnnxTarget): { readonly input: string; readonly layout: ValueLayout } {
  const id = firstInput(node);
  return target.isImage(id)
    ? { input: target.image(id), layout: 'image' }
    : { input: target.plain(id), layout: 'plain' };
}

function unary(node: Node, target: OnnxTarget, opType: string): void {
  const { input, layout } = sameLayout(node, target);
  target.add(opType, { ...computes(node, target, layout), inputs: [input] });
}

function withConstant(node: NodeOf<'scale'> | NodeOf<'shift'>, target: OnnxTarget, opType: string): void {
  const { input, layout } = sameLayout(node, target);
  target.add(opType, { ...computes(node, target, layout), inputs: [input, target.scalar(node.attrs.value)] });
}

function binary(node: Node, target: OnnxTarget, opType: string): void {
  const image = node.inputs.some((id) => target.isImage(id));
  const inputs = node.inputs.map((id) => (image ? target.imageOperand(id) : target.plain(id)));
  target.add(opType, { ...computes(node, target, image ? 'image' : 'plain'), inputs });
}

function padStep(
  node: Node,
  target: OnnxTarget,
  id: ValueId,
  [top, left, bottom, right]: Padding,
  value: number,
  step: Omit<Step, 'inputs'>,
): Step {
  const values = [0, 0, top, left, 0, 0, bottom, right];
  const pads = target.constant(`${node.name}/pads`, { elementType: 'int64', dims: [8], values });
  return { ...step, inputs: [target.image(id), pads, target.scalar(value)] };
}

/** A Pad node of its own in front of a windowed op; gives its output. */
function padded(node: Node, target: OnnxTarget, id: ValueId, padding: Padding, value: number): string {
  const dims = target.dims(id);
  const [top, left, bottom, right] = padding;
  const larger = dims.map((d, axis) =>
    axis === 1 ? Number(d) + top + bottom : axis === 2 ? Number(d) + left + right : d,
  );
  const step = { name: node.name, suffix: 'pad', dims: toImage.map((axis) => larger[axis]!) };
  return target.add('Pad', padStep(node, target, id, padding, value, step));
}
