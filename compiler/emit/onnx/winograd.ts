/**
 * A Winograd convolution in ordinary ONNX nodes, in a form that ONNX Runtime's CPU provider keeps in its blocked layout
 * from the first filter to the last factor: everything that multiplies is a Conv (transforms are depthwise, products
 * pointwise), and sums follow the Conv whose result they add to, which takes them in.
 *
 *   tiles     a depthwise column filter per frequency along height (stride = tile), of each a row filter per frequency
 *             along width; made when the first reader asks, so that a row of frequencies is gone before the next comes
 *   products  a 1×1 Conv per frequency (1×3 where width is not transformed)
 *   outputs   the steps of `ops/winograd/transform.ts` along width, then along height; then factor, scale, bias, activation
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
  const rows = tilesAlong(height, tile[0]);
  const filteredRow = (fh: number): string =>
    target.once(`${node.name} row ${fh}`, () => {
      const filter = {
        axis: 'height',
        taps: axisTransforms[tile[0]].input[fh]!,
        stride: tile[0],
        length: height,
      } as const;
      return columnFilter(target, filter, channels, {
        name: node.name,
        suffix: `row${fh}`,
        inputs: [target.image(x)],
        dims: [batch, channels, rows, width],
      });
    });
  target.bindParts(resultOf(node).id, (frequency) => {
    if (tile[1] === 1) return filteredRow(frequency);
    const perRow = frequencies(tile[1]);
    const fw = frequency % perRow;
    const filter = { axis: 'width', taps: axisTransforms[tile[1]].input[fw]!, stride: tile[1], length: width } as const;
    return columnFilter(target, filter, channels, {
      name: node.name,
      suffix: `tiles${frequency}`,
      inputs: [filteredRow((frequency - fw) / perRow)],
      dims: [batch, channels, rows, tilesAlong(width, tile[1])],
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
function columnFilter(
  target: OnnxTarget,
  { axis, taps, stride, length }: Filter,
  channels: number,
  step: Step,
): string {
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
  const { tile, size, activation } = node.attrs;
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

  const perRow = frequencies(tile[1]);
  const rowsOfOutputs = Array.from({ length: frequencies(tile[0]) }, (_, fh) => {
    const products = Array.from({ length: perRow }, (_unused, fw) => product(fh * perRow + fw));
    return tile[1] === 1 ? products : outputs(tile[1], products, `row${fh}`);
  });
  const acrossFactors = tile[1] === 1 ? [1] : axisTransforms[tile[1]].factors;
  const phases = acrossFactors.map((across, j) => {
    const column = outputs(
      tile[0],
      rowsOfOutputs.map((row) => row[j]!),
      `column${j}`,
    );
    return column.map((output, i) => {
      const factor = across * axisTransforms[tile[0]].factors[i]!;
      const vectors = bias === undefined ? [] : [target.plain(bias)];
      const last = { ...part(`phase${i}${j}`), inputs: [output, ...vectors] };
      const result =
        scale === undefined
          ? depthwise(target, channels, [factor], [1, 1], last)
          : target.add('Conv', {
              ...last,
              inputs: [output, target.scaledVector(scale, factor), ...vectors],
              attributes: [intAttribute('group', channels), intsAttribute('kernel_shape', [1, 1])],
            });
      return activation === 'relu' ? target.add('Relu', { ...part(`phase${i}${j}/relu`), inputs: [result] }) : result;
    });
  });
  const image = {
    name: node.name,
    dims: target.imageDims(resultOf(node).id),
    value: { id: resultOf(node).id, layout: 'image' },
  } as const;
  const [height, across] = [rows * tile[0], columns * tile[1]];
  const cropped = height !== size[0] || across !== size[1];
  const isLast = !cropped && activation !== 'sigmoid';
  let output = interleave(node.name, target, phases, [batch, channels, rows, columns], isLast ? image : undefined);
  if (cropped) output = crop(node.name, target, output, size, activation === 'sigmoid' ? undefined : image);
  if (activation === 'sigmoid') target.add('Sigmoid', { ...image, suffix: 'sigmoid', inputs: [output] });
}

/** Output phases `[column][row]`, each `[N,C,TH,TW]` → `[N,C,TH·rows,TW·columns]`. */
function interleave(
  name: string,
  target: OnnxTarget,
  phases: readonly (readonly string[])[],
  [batch, channels, rows, columns]: readonly [Dim, number, number, number],
  last: Omit<Step, 'inputs'> | undefined,
): string {
  const [perColumn, perRow] = [phases[0]!.length, phases.length];
  const width = columns * perRow;
  const axis = (at: number): string => target.constant(`axes/${at}`, { elementType: 'int64', dims: [1], values: [at] });
  const reshape = (step: Omit<Step, 'inputs'>, input: string, dims: readonly number[]): string => {
    const values = [0, channels, ...dims]; // 0 copies the batch
    const shape = target.constant(`shape/${values.join('x')}`, { elementType: 'int64', dims: [values.length], values });
    return target.add('Reshape', { ...step, inputs: [input, shape] });
  };
  const lines = Array.from({ length: perColumn }, (_, i) => {
    const line = phases.map((column, j) => {
      const dims = perRow === 1 ? [batch, channels, rows, 1, columns] : [batch, channels, rows, columns, 1];
      const inputs = [column[i]!, axis(perRow === 1 ? 3 : 4)];
      return target.add('Unsqueeze', { name, suffix: `phase${i}${j}/column`, inputs, dims });
    });
    if (perRow === 1) return line[0]!;
    const joined = target.add('Concat', {
      name,
      suffix: `line${i}`,
      inputs: line,
      attributes: [intAttribute('axis', 4)],
      dims: [batch, channels, rows, columns, perRow],
    });
    const step = { name, suffix: `line${i}/row`, dims: [batch, channels, rows, 1, width] };
    return reshape(step, joined, [rows, 1, width]);
  });
  const joined = target.add('Concat', {
    name,
    suffix: 'lines',
    inputs: lines,
    attributes: [intAttribute('axis', 3)],
    dims: [batch, channels, rows, perColumn, width],
  });
  const dims = [batch, channels, rows * perColumn, width];
  return reshape(last ?? { name, suffix: 'image', dims }, joined, [rows * perColumn, width]);
}

/** Without the rows and columns by which the last tiles stand out. */
function crop(
  name: string,
  target: OnnxTarget,
  input: string,
  size: readonly [height: number, width: number],
  last: Omit<Step, 'inputs'> | undefined,
): string {
  const vector = (what: string, values: readonly number[]): string =>
    target.constant(`crop/${what}`, { elementType: 'int64', dims: [values.length], values });
  const inputs = [input, vector('starts', [0, 0]), vector(`ends/${size.join('x')}`, size), vector('axes', [2, 3])];
  return target.add('Slice', { ...(last ?? { name, suffix: 'cropped' }), inputs });
}
