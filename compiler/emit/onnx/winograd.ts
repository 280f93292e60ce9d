/**
 * A Winograd convolution in ordinary ONNX nodes, in a form that ONNX Runtime's CPU provider keeps in its blocked layout
 * from the first filter to the last factor: everything that multiplies is a Conv (transforms are depthwise, products
 * pointwise), and sums follow the Conv whose result they add to, which takes them in.
 *
 *   tiles     a depthwise filter per frequency along width (stride = tile), of each a filter per frequency along height;
 *             made when the first reader asks, so that a column of frequencies is gone before the next comes
 *   products  a 1×1 Conv per frequency (1×3 where width is not transformed)
 *   outputs   the steps of `ops/winograd/transform.ts` along height, then along width; then factor, scale, bias, activation
 *             as one depthwise 1×1 Conv per output phase; phases are interleaved along width, then along height
 */
import type { NodeOf } from '../../ir/graph.ts';
import { resultOf } from '../../ir/graph.ts';
import type { Dim } from '../../ir/tensor-type.ts';
import { axisTransforms, frequencies, tilesAlong, type Taps } from '../../ops/winograd/transform.ts';
import { intAttribute, intsAttribute, type Attribute } from './proto.ts';
import type { OnnxTarget, Step } from './target.ts';

type Axis = 'height' | 'width';

export function winogradInput(node: NodeOf<'winograd-input'>, target: OnnxTarget): void {
  const [x = ''] = node.inputs;
  const { tile } = node.attrs;
  const [batch, channels, height, width] = target.imageDims(x) as readonly [Dim, number, number, number];
  const [rows, columns] = [tilesAlong(height, tile[0]), tilesAlong(width, tile[1])];
  /** The image filtered along width, `[N,C,H,TW]`. */
  const columnOf = (fw: number): string =>
    target.once(`${node.name} column ${fw}`, () => {
      if (tile[1] === 1) return target.image(x);
      const filter = {
        axis: 'width',
        taps: axisTransforms[tile[1]].input[fw]!,
        stride: tile[1],
        length: width,
      } as const;
      return lineFilter(target, filter, channels, {
        name: node.name,
        suffix: `column${fw}`,
        inputs: [target.image(x)],
        dims: [batch, channels, height, columns],
      });
    });
  target.bindParts(resultOf(node).id, (frequency) => {
    const fw = frequency % frequencies(tile[1]);
    const taps = axisTransforms[tile[0]].input[(frequency - fw) / frequencies(tile[1])]!;
    return lineFilter(target, { axis: 'height', taps, stride: tile[0], length: height }, channels, {
      name: node.name,
      suffix: `tiles${frequency}`,
      inputs: [columnOf(fw)],
      dims: [batch, channels, rows, columns],
    });
  });
}

interface Filter {
  readonly axis: Axis;
  readonly taps: Taps;
  readonly stride: number;
  /** Size of the image along the axis. */
  readonly length: number;
}

/** The same taps for all channels along one axis, each tile's first output one stride after the one before. */
function lineFilter(target: OnnxTarget, { axis, taps, stride, length }: Filter, channels: number, step: Step): string {
  const count = taps.values.length;
  const before = 1 - taps.first;
  const last = stride * (tilesAlong(length, stride as 2 | 4) - 1) - before + count - 1;
  const after = Math.max(0, last - (length - 1));
  const along = <T>(value: T, other: T): readonly [T, T] => (axis === 'height' ? [value, other] : [other, value]);
  const [top, left] = along(before, 0);
  const [bottom, right] = along(after, 0);
  return depthwise(target, channels, taps.values, along(count, 1), step, [
    intsAttribute('pads', [top, left, bottom, right]),
    intsAttribute('strides', along(stride, 1)),
  ]);
}

/** A depthwise Conv with the same kernel for all channels: one constant for all that are alike. */
function depthwise(
  target: OnnxTarget,
  channels: number,
  values: readonly number[],
  kernel: readonly [height: number, width: number],
  step: Step,
  attributes: readonly Attribute[] = [],
): string {
  const name = `winograd/${channels}x${kernel.join('x')}`;
  const weights = target.once(`${name} ${values.join(' ')}`, () =>
    target.constant(name, {
      elementType: 'float32',
      dims: [channels, 1, ...kernel],
      values: Array.from({ length: channels }, () => values).flat(),
    }),
  );
  return target.add('Conv', {
    ...step,
    inputs: [step.inputs[0]!, weights, ...step.inputs.slice(1)],
    attributes: [intAttribute('group', channels), intsAttribute('kernel_shape', kernel), ...attributes],
  });
}

export function winogradConv2d(node: NodeOf<'winograd-conv2d'>, target: OnnxTarget): void {
  const [tiles = '', kernel = '', bias, scale] = node.inputs;
  const { tile, size, outputs: kept, activation } = node.attrs;
  const [batch, , rows, columns] = target.dims(tiles) as readonly [Dim, number, number, number];
  const [, , width, , channels] = target.dims(kernel) as readonly [number, number, number, number, number];
  const dims = [batch, channels, rows, columns];
  const part = (suffix: string): Omit<Step, 'inputs'> => ({ name: node.name, suffix, dims });

  const product = (frequency: number): string =>
    target.add('Conv', {
      ...part(`product${frequency}`),
      inputs: [target.part(tiles, frequency), target.kernelSlice(kernel, frequency)],
      attributes: [
        intsAttribute('kernel_shape', [1, width]),
        intsAttribute('pads', [0, (width - 1) / 2, 0, (width - 1) / 2]),
      ],
    });
  /** Products of one row (or rows of them) → outputs along an axis, factors left out. */
  const outputs = (along: 2 | 4, products: readonly string[], place: string): readonly string[] => {
    const values = new Map(products.map((name, t) => [`m${t}`, name]));
    const { steps, factors } = axisTransforms[along];
    for (const { name, times, a, b } of steps) {
      const inputs = [values.get(a)!];
      const scaled =
        times === 1
          ? inputs
          : [depthwise(target, channels, [times], [1, 1], { ...part(`${place}/${name}_part`), inputs })];
      values.set(name, target.add('Add', { ...part(`${place}/${name}`), inputs: [...scaled, values.get(b)!] }));
    }
    return factors.map((_, i) => values.get(`y${i}`)!);
  };

  // Along height first, a column of frequencies at a time; then line by line along width: little is alive at once.
  const perRow = frequencies(tile[1]);
  const columnsOfOutputs = Array.from({ length: perRow }, (_, fw) => {
    const products = Array.from({ length: frequencies(tile[0]) }, (_unused, fh) => product(fh * perRow + fw));
    return outputs(tile[0], products, `column${fw}`);
  });
  const acrossFactors = tile[1] === 1 ? [1] : axisTransforms[tile[1]].factors;
  const finished = (output: string, factor: number, place: string): string => {
    const vectors = bias === undefined ? [] : [target.filledVector(bias, channels)];
    const last = { ...part(place), inputs: [output, ...vectors] };
    const result =
      scale === undefined
        ? depthwise(target, channels, [factor], [1, 1], last)
        : target.add('Conv', {
            ...last,
            inputs: [output, target.scaledVector(scale, factor, channels), ...vectors],
            attributes: [intAttribute('group', channels), intsAttribute('kernel_shape', [1, 1])],
          });
    return activation === 'relu' ? target.add('Relu', { ...part(`${place}/relu`), inputs: [result] }) : result;
  };
  const lines = axisTransforms[tile[0]].factors.map((down, i) => {
    const row = columnsOfOutputs.map((column) => column[i]!);
    const across = tile[1] === 1 ? row : outputs(tile[1], row, `line${i}`);
    const phases = across.map((output, j) => finished(output, down * acrossFactors[j]!, `phase${i}${j}`));
    return joinLine(node.name, target, i, phases, [batch, channels, rows, columns]);
  });
  const image = {
    name: node.name,
    dims: target.imageDims(resultOf(node).id),
    value: { id: resultOf(node).id, layout: 'image' },
  } as const;
  const [height, across] = [rows * tile[0], columns * tile[1]];
  const cropped = height !== size[0] || across !== size[1] || channels !== kept;
  const isLast = !cropped && activation !== 'sigmoid';
  let output = joinLines(
    node.name,
    target,
    lines,
    [batch, channels, rows, columns * tile[1]],
    isLast ? image : undefined,
  );
  if (cropped) output = crop(node.name, target, output, [kept, ...size], activation === 'sigmoid' ? undefined : image);
  if (activation === 'sigmoid') target.add('Sigmoid', { ...image, suffix: 'sigmoid', inputs: [output] });
}

type Dims4 = readonly [batch: Dim, channels: number, rows: number, columns: number];

/** `[N,C,…]` from `[N,C,…]`. */
function reshape(target: OnnxTarget, step: Omit<Step, 'inputs'>, input: string, dims: readonly number[]): string {
  const values = [0, 0, ...dims]; // 0 copies batch and channels
  const shape = target.constant(`shape/${dims.join('x')}`, { elementType: 'int64', dims: [values.length], values });
  return target.add('Reshape', { ...step, inputs: [input, shape] });
}

/** Output phases of a line, each `[N,C,TH,TW]`, interleaved along width → `[N,C,TH,1,TW·phases]`. */
function joinLine(
  name: string,
  target: OnnxTarget,
  line: number,
  phases: readonly string[],
  [batch, channels, rows, columns]: Dims4,
): string {
  const axis = phases.length === 1 ? 3 : 4;
  const axes = target.constant(`axes/${axis}`, { elementType: 'int64', dims: [1], values: [axis] });
  const dims = axis === 3 ? [batch, channels, rows, 1, columns] : [batch, channels, rows, columns, 1];
  const apart = phases.map((phase, j) =>
    target.add('Unsqueeze', { name, suffix: `phase${line}${j}/apart`, inputs: [phase, axes], dims }),
  );
  if (phases.length === 1) return apart[0]!;
  const joined = target.add('Concat', {
    name,
    suffix: `line${line}/phases`,
    inputs: apart,
    attributes: [intAttribute('axis', 4)],
    dims: [batch, channels, rows, columns, phases.length],
  });
  const width = columns * phases.length;
  const step = { name, suffix: `line${line}`, dims: [batch, channels, rows, 1, width] };
  return reshape(target, step, joined, [rows, 1, width]);
}

/** Lines, each `[N,C,TH,1,W]`, interleaved along height → `[N,C,TH·lines,W]`. */
function joinLines(
  name: string,
  target: OnnxTarget,
  lines: readonly string[],
  [batch, channels, rows, width]: Dims4,
  last: Omit<Step, 'inputs'> | undefined,
): string {
  const joined = target.add('Concat', {
    name,
    suffix: 'lines',
    inputs: lines,
    attributes: [intAttribute('axis', 3)],
    dims: [batch, channels, rows, lines.length, width],
  });
  const height = rows * lines.length;
  return reshape(target, last ?? { name, suffix: 'image', dims: [batch, channels, height, width] }, joined, [
    height,
    width,
  ]);
}

/** Without the channels that only fill up, and the rows and columns by which the last tiles stand out. */
function crop(
  name: string,
  target: OnnxTarget,
  input: string,
  kept: readonly [channels: number, height: number, width: number],
  last: Omit<Step, 'inputs'> | undefined,
): string {
  const vector = (what: string, values: readonly number[]): string =>
    target.constant(`crop/${what}`, { elementType: 'int64', dims: [values.length], values });
  const ends = vector(`ends/${kept.join('x')}`, kept);
  const inputs = [input, vector('starts', [0, 0, 0]), ends, vector('axes', [1, 2, 3])];
  return target.add('Slice', { ...(last ?? { name, suffix: 'cropped' }), inputs });
}
