/**
 * The borders of the file: what callers feed and get, by contract name and in the layout they chose. The network itself
 * is channels-first; `nhwc` and picture input are a few nodes at the border.
 */
import type { onnx } from 'onnx-proto';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { Graph, GraphInput, Value } from '../../ir/graph.ts';
import { imagenetNormalization, type OnnxOptions } from './options.ts';
import { dataType, intAttribute, intsAttribute, valueInfo } from './proto.ts';
import { toImage, toPlain, type OnnxTarget } from './target.ts';

/** Contract name of the picture. */
const imagesName = 'images';

/** Binds every input of the graph; gives the file's inputs. The only (or first) one is called `images`. */
export function bindInputs(graph: Graph, target: OnnxTarget, options: OnnxOptions): onnx.IValueInfoProto[] {
  return graph.inputs.map((input, index) => {
    const name = target.interfaceName(index === 0 ? imagesName : input.id);
    const dims = target.dims(input.id);
    target.enterSection('input');
    if (dims.length !== 4) return bindRows(input, name, target, options);
    if (options.imageInput === true && index === 0) {
      normalizePicture(input, name, target, options);
      return valueInfo(name, 'uint8', dims);
    }
    if (options.layout === 'nhwc') {
      const images = target.transpose(name, 'nchw', name, toImage, target.imageDims(input.id));
      target.bind(input.id, images, 'image');
      return valueInfo(name, 'float32', dims);
    }
    target.bind(input.id, name, 'image');
    return valueInfo(name, 'float32', target.imageDims(input.id));
  });
}

/**
 * A row per picture. With a default it is an initialiser that callers may replace, by one row for all pictures or by one
 * each, unless it is asked to be an input like any other: not every runtime lets its callers replace initialisers.
 */
function bindRows(input: GraphInput, name: string, target: OnnxTarget, options: OnnxOptions): onnx.IValueInfoProto {
  const [batch = 1, width] = target.dims(input.id);
  if (!input.perPicture || options.requiredInputs === true) {
    target.bind(input.id, name, 'plain');
    return valueInfo(name, 'float32', target.dims(input.id));
  }
  const { perPicture } = input;
  target.initializer(name, { elementType: 'float32', dims: [1, perPicture.length], values: perPicture });
  const length = target.constant('ints/width', { elementType: 'int64', dims: [1], values: [perPicture.length] });
  const batchOf = {
    name,
    suffix: 'batch',
    inputs: [imagesName],
    attributes: [intAttribute('start', 0), intAttribute('end', 1)],
  };
  const rows = target.add('Shape', batchOf);
  const attributes = [intAttribute('axis', 0)];
  const shape = target.add('Concat', { name, suffix: 'shape', inputs: [rows, length], attributes });
  const dims = target.dims(input.id);
  const each = target.add('Expand', { name, suffix: 'each', inputs: [name, shape], dims });
  target.bind(input.id, each, 'plain');
  const declared = batch === 'N' ? { dimParam: `${name}_rows` } : { dimValue: 1 };
  const dim = [declared, { dimValue: Number(width) }];
  return { name, type: { tensorType: { elemType: dataType.float32, shape: { dim } } } };
}

/** (x/255 − mean)/std as one multiplication and one addition per channel, then to channels-first. */
function normalizePicture(input: Value, name: string, target: OnnxTarget, options: OnnxOptions): void {
  const { mean, std } = options.normalization ?? imagenetNormalization;
  const dims = target.dims(input.id);
  const channels = dims[3];
  if (mean.length !== channels || std.length !== channels)
    throw new DiagnosticError(
      diagnostic('SPN4103', `picture input needs ${mean.length} channels, the network takes [${dims.join(',')}]`),
    );
  const vector = (leaf: string, values: readonly number[]): string =>
    target.constant(`${name}/${leaf}`, { elementType: 'float32', dims: [channels], values });
  const scale = vector(
    'scale',
    std.map((s) => 1 / (255 * s)),
  );
  const shift = vector(
    'shift',
    mean.map((m, c) => -m / std[c]!),
  );
  const attributes = [intAttribute('to', dataType.float32)];
  const pixels = target.add('Cast', { name, suffix: 'pixels', inputs: [name], attributes, dims });
  const scaled = target.add('Mul', { name, suffix: 'scaled', inputs: [pixels, scale], dims });
  const normalized = target.add('Add', { name, suffix: 'normalized', inputs: [scaled, shift], dims });
  const images = target.transpose(name, 'nchw', normalized, toImage, target.imageDims(input.id));
  target.bind(input.id, images, 'image');
}

/** Takes the contract names before any node can; in channels-first files the values are computed under them. */
export function takeOutputNames(graph: Graph, target: OnnxTarget, options: OnnxOptions): readonly string[] {
  return graph.outputs.map((output) => {
    const name = target.interfaceName(output.name);
    if (options.layout !== 'nhwc' || !target.isImageType(output.value)) target.reserve(output.value, name);
    return name;
  });
}

/** Transposes outputs to the chosen layout where needed; gives the file's outputs. */
export function finishOutputs(
  graph: Graph,
  target: OnnxTarget,
  options: OnnxOptions,
  names: readonly string[],
): onnx.IValueInfoProto[] {
  target.enterSection('output');
  return graph.outputs.map(({ value }, index) => {
    const name = names[index]!;
    const plainDims = target.dims(value);
    const channelsFirst = options.layout !== 'nhwc' && target.isImageType(value);
    const dims = channelsFirst ? target.imageDims(value) : plainDims;
    if (!channelsFirst && target.isImage(value)) {
      const attributes = [intsAttribute('perm', toPlain)];
      target.add('Transpose', { name, suffix: 'nhwc', inputs: [target.image(value)], attributes, dims, output: name });
    } else {
      const source = channelsFirst ? target.image(value) : target.plain(value);
      // A value that is an input, or an output under another name already.
      if (source !== name) target.add('Identity', { name, suffix: 'copy', inputs: [source], dims, output: name });
    }
    return valueInfo(name, 'float32', dims);
  });
}
