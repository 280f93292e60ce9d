/**
 * What op lowerings write into: an ONNX graph under construction that knows the layout of every value.
 *
 * The IR is channels-last, ONNX channels-first, so a value is bound either as an `image` (`[N,C,H,W]`) or as `plain` (the
 * IR's own order: vectors, scalars, logits). Lowerings ask for the form they need; a Transpose appears only where a value
 * exists in the other one, and once. Weights are rearranged when they are written and cost nothing at run time.
 */
import type { onnx } from 'onnx-proto';
import type { Graph, Node, ValueId } from '../../ir/graph.ts';
import { valueTypes } from '../../ir/graph.ts';
import { sizeAt, type Dim, type TensorType } from '../../ir/tensor-type.ts';
import type { Float16Plan } from '../../quantize/float16.ts';
import type { Quantization } from '../../quantize/quantization.ts';
import { float16Bits } from './float16.ts';
import type { WeightTensor } from './model.ts';
import { constantTensor, dataType, graphAttribute, intAttribute, intsAttribute, valueInfo } from './proto.ts';
import type { Attribute, ElementType, SmallConstant } from './proto.ts';
import { integerWeight, type IntegerWeight } from './quantize-linear.ts';
import { unsupported } from './unsupported.ts';
import { isHalved, layoutDims, type WeightLayout } from './weight-layout.ts';

export type ValueLayout = 'image' | 'plain';

/** The largest float32. */
const largestFloat = (2 - 2 ** -23) * 2 ** 127;

/** `[N,H,W,C]` → `[N,C,H,W]` */
export const toImage = [0, 3, 1, 2] as const;
/** `[N,C,H,W]` → `[N,H,W,C]` */
export const toPlain = [0, 2, 3, 1] as const;

/** One ONNX node with one output. */
export interface Step {
  /** The IR's name of what this is part of. */
  readonly name: string;
  /** Which part, where the IR's node is not this one ONNX node: `name/suffix` is the node's name. */
  readonly suffix?: string;
  /** ONNX value names; an empty one is an input left out. */
  readonly inputs: readonly string[];
  readonly attributes?: readonly Attribute[];
  /** Shape of the output in ONNX's order; left out where the type is another one or the shape depends on the data. */
  readonly dims?: readonly Dim[] | undefined;
  /** Type of the output where its shape is told; default: the one that the IR's node is computed in. */
  readonly elementType?: ElementType | undefined;
  /** The IR value that this node computes, and in which layout. */
  readonly value?: { readonly id: ValueId; readonly layout: ValueLayout } | undefined;
  /** Name of the output, taken before with `interfaceName`. */
  readonly output?: string | undefined;
}

export interface TargetOptions {
  readonly batch: 'N' | number;
  /** Kernels are stored in this type and cast to float32 by nodes that runtimes fold when they load the file. */
  readonly kernelType: 'float32' | 'float16';
  readonly quantization?: Quantization | undefined;
  readonly float16?: Float16Plan | undefined;
}

/** A dim of a file whose batch is fixed or not. */
function batchFixed(dim: Dim, batch: 'N' | number): Dim {
  return batch === 'N' ? dim : sizeAt(dim, batch);
}

/** Hands out each name once. Names of the IR are kept for what they name; what is made here moves aside (`…_2`). */
class NameSpace {
  readonly #ofGraph: ReadonlySet<string>;
  readonly #taken = new Set<string>();

  constructor(ofGraph: ReadonlySet<string>) {
    this.#ofGraph = ofGraph;
  }

  /** A name that the graph gives, or else one that nothing has. */
  own(name: string): string {
    return this.#taken.has(name) ? this.fresh(name) : this.#take(name);
  }

  fresh(name: string): string {
    let candidate = name;
    for (let i = 2; this.#taken.has(candidate) || this.#ofGraph.has(candidate); i++) candidate = `${name}_${i}`;
    return this.#take(candidate);
  }

  #take(name: string): string {
    this.#taken.add(name);
    return name;
  }
}

/** The ONNX value that an IR value is. */
interface Bound {
  readonly name: string;
  readonly layout: ValueLayout;
  readonly elementType: 'float32' | 'float16';
  /** It is what quantisation left of the value. */
  readonly quantized: boolean;
  /** A float32 result of what quantisation left of other values. */
  readonly kept: boolean;
}

/** Values that have four axes and no channels: masks of detections, `[N,D,M,M]`. */
function plainValues(graph: Graph): ReadonlySet<ValueId> {
  return new Set(graph.nodes.flatMap((node) => (node.kind === 'select-masks' ? node.outputs.map(({ id }) => id) : [])));
}

export class OnnxTarget {
  readonly nodes: onnx.INodeProto[] = [];
  readonly constants: onnx.ITensorProto[] = [];
  readonly weights: WeightTensor[] = [];
  readonly valueInfo: onnx.IValueInfoProto[] = [];

  readonly #types: ReadonlyMap<ValueId, TensorType>;
  readonly #params: ReadonlySet<ValueId>;
  readonly #options: TargetOptions;
  readonly #nodeNames: NameSpace;
  readonly #valueNames: NameSpace;
  /** IR values that are to have the name of a network output. */
  readonly #reserved = new Map<ValueId, string>();
  readonly #bound = new Map<ValueId, Bound>();
  /** Values that are several ONNX values, each made when it is asked for. */
  readonly #parts = new Map<ValueId, (index: number) => string>();
  /** What was already made, by what it is made of: converted values, weights, constants. */
  readonly #made = new Map<string, string>();
  readonly #interface = new Set<string>();
  /** Values of rank 4 that are no images: they stay as they are at the interface, too. */
  readonly #plain: ReadonlySet<ValueId>;
  #section = '';
  /** The node that is being written, where it is computed in integers. */
  #integerNode: Node | undefined;
  /** The node that is being written is computed in float16, or as if it were. */
  #isHalf = false;
  /** The node that is being written reads what quantisation left of a value, or a result of that. */
  #readsQuantized = false;

  constructor(graph: Graph, options: TargetOptions) {
    this.#types = valueTypes(graph);
    this.#params = new Set(graph.params.map((p) => p.name));
    this.#nodeNames = new NameSpace(new Set(graph.nodes.map((node) => node.name)));
    this.#valueNames = new NameSpace(new Set(this.#types.keys()));
    this.#options = options;
    this.#plain = plainValues(graph);
  }

  /** Is the value an image at the interface, whose channels come first in files of that layout? */
  isImageType(id: ValueId): boolean {
    return this.dims(id).length === 4 && !this.#plain.has(id);
  }

  /** Nodes that follow carry this text as their doc string. */
  enterSection(title: string): void {
    this.#section = title;
  }

  /** Values that are read and made from now on are those of a node; of none at the borders of the file. */
  enterNode(node: Node | undefined): void {
    this.#readsQuantized = false;
    this.#integerNode = node && this.#options.quantization?.nodes.has(node.name) ? node : undefined;
    this.#isHalf = node !== undefined && this.#options.float16?.nodes.has(node.name) === true;
  }

  /** Type of what the node that is being written reads and makes. */
  get #elementType(): 'float32' | 'float16' {
    return this.#isHalf && this.#options.float16?.spelling === 'float16' ? 'float16' : 'float32';
  }

  get #roundsToFloat16(): boolean {
    return this.#isHalf && this.#options.float16?.spelling === 'rounded';
  }

  /** Takes a name for the interface (before any other): a file's input or output, described there and not in `value_info`. */
  interfaceName(name: string): string {
    if (this.#interface.has(name)) unsupported(name, 'is the name of an input and of an output');
    this.#interface.add(this.#valueNames.own(name));
    return name;
  }

  /** The IR value is to be computed under an interface name that was taken before, when its layout is the interface's. */
  reserve(id: ValueId, name: string): void {
    if (!this.#reserved.has(id)) this.#reserved.set(id, name);
  }

  /** Says that an ONNX value is an IR value. */
  bind(id: ValueId, name: string, layout: ValueLayout): void {
    const quantized = this.#integerNode !== undefined;
    const kept = !quantized && this.#readsQuantized;
    this.#bound.set(id, { name, layout, elementType: this.#elementType, quantized, kept });
  }

  /** Says that an IR value is several ONNX values; `make` is asked for each once. */
  bindParts(id: ValueId, make: (index: number) => string): void {
    this.#parts.set(id, make);
  }

  part(id: ValueId, index: number): string {
    const make = this.#parts.get(id) ?? unsupported(id, 'is read in parts, and is not in parts');
    return this.once(`part ${index} ${id}`, () => make(index));
  }

  /** IR type, the symbolic batch replaced when a number was asked for. */
  dims(id: ValueId): readonly Dim[] {
    const type = this.#types.get(id);
    if (!type) throw new Error(`no value ${id}`);
    return type.dims.map((d) => batchFixed(d, this.#options.batch));
  }

  /** Shape of an image value as ONNX has it: `[N,C,H,W]`. */
  imageDims(id: ValueId): readonly Dim[] {
    const dims = this.dims(id);
    if (dims.length !== 4) unsupported(id, `takes an image [N,H,W,C], not [${dims.join(',')}]`);
    return toImage.map((axis) => dims[axis]!);
  }

  /** True when the value is at hand in ONNX's image order; params and what is computed from them alone are not. */
  isImage(id: ValueId): boolean {
    return this.#bound.get(id)?.layout === 'image';
  }

  /** Adds a node; gives the name of its output. */
  add(opType: string, step: Step): string {
    if (step.value && this.#integerNode && this.#options.quantization?.values.has(step.value.id))
      return this.#addQuantized(opType, step, step.value);
    if (step.value && this.#roundsToFloat16) return this.#addRounded(opType, step, step.value);
    const output = step.output ?? this.#reservedName(step) ?? this.#freshName(step);
    this.#push(opType, step, [output]);
    if (step.dims && !this.#interface.has(output))
      this.valueInfo.push(valueInfo(output, step.elementType ?? this.#elementType, step.dims));
    if (step.value) this.bind(step.value.id, output, step.value.layout);
    return output;
  }

  /** A node whose result is quantised at once: everybody reads what is left of it. */
  #addQuantized(opType: string, step: Step, value: NonNullable<Step['value']>): string {
    const { dims } = step;
    const exact = this.add(opType, { ...step, value: undefined, output: this.#valueNames.fresh(`${value.id}/exact`) });
    const output = this.#quantized(value.id, exact, dims, this.#reservedName(step) ?? this.#freshName(step));
    this.bind(value.id, output, value.layout);
    return output;
  }

  /** A float32 node whose result is rounded to float16 at once. */
  #addRounded(opType: string, step: Step, value: NonNullable<Step['value']>): string {
    const { dims } = step;
    const exact = this.add(opType, { ...step, value: undefined, output: this.#valueNames.fresh(`${value.id}/exact`) });
    const output = this.#rounded(value.id, exact, dims, this.#reservedName(step) ?? this.#freshName(step));
    this.bind(value.id, output, value.layout);
    return output;
  }

  /** To float16 and back. */
  #rounded(id: ValueId, exact: string, dims: readonly Dim[] | undefined, output: string): string {
    const half = this.#cast(id, 'half', exact, 'float16', { dims });
    return this.#cast(id, 'rounded', half, 'float32', { dims, output });
  }

  #cast(
    name: string,
    suffix: string,
    input: string,
    elementType: 'float32' | 'float16',
    step: Pick<Step, 'dims' | 'output'>,
  ): string {
    const attributes = [intAttribute('to', dataType[elementType])];
    return this.add('Cast', { ...step, name, suffix, inputs: [input], attributes, elementType });
  }

  /** QuantizeLinear and DequantizeLinear in a row, which runtimes fuse with what stands on either side. */
  #quantized(id: ValueId, exact: string, dims: readonly Dim[] | undefined, output: string): string {
    const { values, activations } = this.#options.quantization!;
    const { scale, zeroPoint } = values.get(id)!;
    const parameters = [
      this.constant(`scale/${scale}`, { elementType: 'float32', dims: [], values: [scale] }),
      this.constant(`zero_point/${zeroPoint}`, { elementType: activations, dims: [], values: [zeroPoint] }),
    ];
    const stored = this.add('QuantizeLinear', { name: id, suffix: 'quantized', inputs: [exact, ...parameters] });
    return this.add('DequantizeLinear', {
      name: id,
      suffix: 'dequantized',
      inputs: [stored, ...parameters],
      dims,
      output,
    });
  }

  /**
   * The value behind a node that changes nothing. Without it ONNX Runtime (1.30) takes a float32 node between
   * DequantizeLinear and QuantizeLinear for one that it may compute in integers, and quantises its weights by itself.
   */
  #guarded(id: ValueId, exact: string, dims: readonly Dim[]): string {
    const lowest = this.constant('constant/lowest', { elementType: 'float32', dims: [], values: [-largestFloat] });
    return this.add('Max', { name: id, suffix: 'kept', inputs: [exact, lowest], dims });
  }

  /** Adds a node with several outputs, whose names end in these words; gives their names. */
  addSeveral(
    opType: string,
    step: Omit<Step, 'dims' | 'value' | 'output'>,
    words: readonly string[],
  ): readonly string[] {
    const outputs = words.map((word) => this.#valueNames.fresh(`${step.name}/${step.suffix ?? ''}/${word}`));
    this.#push(opType, step, outputs);
    return outputs;
  }

  /** Nodes that `make` adds become a branch of an `If` of their own; it gives the name of their result. */
  branch(name: 'then_branch' | 'else_branch', make: () => string): Attribute {
    const start = this.nodes.length;
    const result = make();
    return graphAttribute(name, this.nodes.splice(start), result);
  }

  #push(opType: string, step: Step, output: readonly string[]): void {
    this.nodes.push({
      name:
        step.suffix === undefined
          ? this.#nodeNames.own(step.name)
          : this.#nodeNames.fresh(`${step.name}/${step.suffix}`),
      opType,
      input: [...step.inputs],
      output: [...output],
      attribute: step.attributes ? [...step.attributes] : [],
      docString: this.#section,
    });
  }

  /** The value as `[N,C,H,W]`. */
  image(id: ValueId): string {
    const bound = this.#read(id);
    if (bound?.layout === 'image') return bound.name;
    const dims = this.imageDims(id);
    if (!bound) return this.weight(id, 'channels-first');
    return this.once(`image ${bound.name}`, () => this.transpose(id, 'nchw', bound.name, toImage, dims));
  }

  /** The value in the IR's own order. */
  plain(id: ValueId): string {
    const bound = this.#read(id);
    if (bound?.layout === 'plain') return bound.name;
    if (!bound) return this.weight(id, 'as-is');
    return this.once(`plain ${bound.name}`, () => this.transpose(id, 'nhwc', bound.name, toPlain, this.dims(id)));
  }

  /** The value as it was bound. */
  current(id: ValueId): string {
    return this.#read(id)?.name ?? this.plain(id);
  }

  /** The value as the node that is being written reads it: in the number format that this node is computed in. */
  #read(id: ValueId): Bound | undefined {
    const bound = this.#bound.get(id);
    if (bound && this.#options.float16) return this.#readHalf(id, bound);
    this.#readsQuantized ||= bound !== undefined && (bound.quantized || bound.kept);
    if (!bound || bound.quantized || !this.#integerNode || !this.#options.quantization?.values.has(id)) return bound;
    const dims = bound.layout === 'image' ? this.imageDims(id) : this.dims(id);
    const exact = (): string => (bound.kept ? this.#guarded(id, bound.name, dims) : bound.name);
    const make = (): string => this.#quantized(id, exact(), dims, this.#valueNames.fresh(`${id}/rounded`));
    const name = this.once(`rounded ${id}`, make);
    return { ...bound, name };
  }

  #readHalf(id: ValueId, bound: Bound): Bound {
    const elementType = this.#elementType;
    const dims = bound.layout === 'image' ? this.imageDims(id) : this.dims(id);
    if (bound.elementType !== elementType) {
      // Back in float32 it may be an output of the file.
      const output = this.#reservedName({ value: { id, layout: bound.layout }, dims });
      const make = (): string => this.#cast(id, elementType, bound.name, elementType, { dims, output });
      return { ...bound, elementType, name: this.once(`${elementType} ${id}`, make) };
    }
    if (!this.#roundsToFloat16) return bound;
    const make = (): string => this.#rounded(id, bound.name, dims, this.#valueNames.fresh(`${id}/rounded`));
    return { ...bound, name: this.once(`rounded ${id}`, make) };
  }

  /** The value in a shape that broadcasts over `[N,C,H,W]`. */
  imageOperand(id: ValueId): string {
    const dims = this.dims(id);
    if (dims.length === 4) return this.image(id);
    if (dims.every((d) => d === 1)) return this.plain(id);
    const [channels = 1] = dims;
    if (dims.length !== 1) unsupported(id, `can't be spread over an image from [${dims.join(',')}]`);
    if (this.#params.has(id)) return this.weight(id, 'per-channel');
    const vector = this.plain(id);
    return this.once(`operand ${vector}`, () => {
      const axes = this.constant('axes/spatial', { elementType: 'int64', dims: [2], values: [1, 2] });
      return this.add('Unsqueeze', {
        name: id,
        suffix: 'per-channel',
        inputs: [vector, axes],
        dims: [channels, 1, 1],
      });
    });
  }

  /** A kernel in ONNX's order; one that is computed at run time is transposed there. */
  kernel(id: ValueId, layout: 'conv-kernel' | 'depthwise-kernel'): string {
    if (this.#params.has(id)) return this.weight(id, layout);
    const dims = layoutDims(layout, this.dims(id) as readonly number[]);
    const order = layout === 'conv-kernel' ? [3, 2, 0, 1] : [2, 3, 0, 1];
    const matrix = this.plain(id);
    return this.once(`${layout} ${matrix}`, () => this.transpose(id, layout, matrix, order, dims));
  }

  transpose(name: string, suffix: string, input: string, order: readonly number[], dims: readonly Dim[]): string {
    const attributes = [intsAttribute('perm', order)];
    return this.add('Transpose', { name, suffix, inputs: [input], attributes, dims });
  }

  /** A small constant; equal ones under the same name are one initialiser. */
  constant(name: string, constant: SmallConstant): string {
    return this.once(`constant ${name} ${JSON.stringify(constant)}`, () => {
      const taken = this.#valueNames.fresh(name);
      this.constants.push(constantTensor(taken, constant));
      return taken;
    });
  }

  /** A constant of rank 0, of the type that the node is computed in; equal ones are one initialiser. */
  scalar(value: number): string {
    const elementType = this.#elementType;
    const values = [elementType === 'float16' ? float16Bits(value) : value];
    return this.constant(`constant/${value}`, { elementType, dims: [], values });
  }

  /** The value that an input of the file has when it is left out. */
  initializer(name: string, constant: SmallConstant): void {
    this.constants.push(constantTensor(name, constant));
  }

  /** A kernel out of a param that is a list of kernels, `[F,KH,KW,Cin,Cout]`. */
  kernelSlice(param: ValueId, slice: number): string {
    return this.#stored(`${param}/${slice}`, { param, layout: 'conv-kernel', slice });
  }

  /** A vector `[C]`, zeros after it until there are `channels`. */
  filledVector(param: ValueId, channels: number): string {
    return this.#stored(param, { param, layout: 'as-is', channels });
  }

  /** The same times a number, as the kernel of a depthwise 1×1 Conv, `[channels,1,1,1]`. */
  scaledVector(param: ValueId, times: number, channels: number): string {
    return this.#stored(`${param}/scaled`, { param, layout: 'depthwise-vector', times, channels });
  }

  /** A param as an initialiser; params that several nodes name stay one tensor. */
  weight(param: ValueId, layout: WeightLayout): string {
    const { quantization } = this.#options;
    const integer = quantization && this.#integerNode && integerWeight(this.#integerNode, param, quantization);
    return integer ? this.#integerWeight(param, layout, integer) : this.#stored(param, { param, layout });
  }

  #stored(wanted: string, what: Pick<WeightTensor, 'param' | 'layout' | 'slice' | 'times' | 'channels'>): string {
    const { param, layout, slice, times, channels } = what;
    const all = this.dims(param) as readonly number[];
    const computed = this.#elementType;
    const elementType = this.#isHalf ? 'float16' : isHalved(all) ? this.#options.kernelType : 'float32';
    const type = `${elementType} ${computed}`;
    return this.once(`weight ${type} ${layout} ${slice ?? ''} ${times ?? ''} ${channels ?? ''} ${param}`, () => {
      const paramDims = slice === undefined ? all : all.slice(1);
      const [first = 1, ...rest] = layoutDims(layout, paramDims);
      const dims = [channels ?? first, ...rest];
      if (elementType === computed) {
        const name = this.#valueNames.own(wanted);
        this.weights.push({ ...what, name, paramDims, dims, elementType });
        return name;
      }
      const stored = this.#valueNames.fresh(`${wanted}/f16`);
      this.weights.push({ ...what, name: stored, paramDims, dims, elementType });
      return this.#cast(wanted, 'cast', stored, computed, { dims });
    });
  }

  /** A param stored as integers, and the DequantizeLinear that gives its values back. */
  #integerWeight(param: ValueId, layout: WeightLayout, weight: IntegerWeight): string {
    return this.once(`integers ${layout} ${weight.key}`, () => {
      const { elementType, scales, stored } = weight;
      const paramDims = this.dims(param) as readonly number[];
      const dims = layoutDims(layout, paramDims);
      // Kernels of convs begin with the output channels, those of dense layers end in them; a bias is nothing else.
      const axis = layout === 'as-is' ? dims.length - 1 : 0;
      const sharedKey = elementType === 'int8' ? stored.param : weight.key;
      const integers = this.once(`${elementType} ${layout} ${sharedKey}`, () => {
        const name = this.#valueNames.fresh(`${stored.param}/${elementType}`);
        const steps = { axis, scales: stored.scales };
        this.weights.push({ name, param: stored.param, paramDims, dims, layout, elementType, steps });
        return name;
      });
      const inputs = [
        integers,
        this.constant(`${param}/scales`, { elementType: 'float32', dims: [scales.length], values: scales }),
        this.constant(`zeros/${elementType}`, { elementType, dims: [scales.length], values: scales.map(() => 0) }),
      ];
      const attributes = [intAttribute('axis', axis)];
      return this.add('DequantizeLinear', { name: param, suffix: 'dequantized', inputs, attributes, dims });
    });
  }

  /** Images are channels-first at the interface: a rank-4 value in plain order has to be transposed first. */
  #reservedName({ value, dims }: Pick<Step, 'value' | 'dims'>): string | undefined {
    // The file's outputs are float32.
    if (!value || this.#elementType === 'float16') return undefined;
    if (value.layout === 'plain' && dims?.length === 4 && !this.#plain.has(value.id)) return undefined;
    return this.#reserved.get(value.id);
  }

  #freshName({ value, name, suffix }: Step): string {
    // A node without suffix whose output is no value of the IR is a conv before its fused activation.
    return value ? this.#valueNames.own(value.id) : this.#valueNames.fresh(`${name}/${suffix ?? 'linear'}`);
  }

  /** What `make` makes, made once under this key. */
  once(key: string, make: () => string): string {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const name = make();
    this.#made.set(key, name);
    return name;
  }
}
