/**
 * Static quantisation of a network: what integers it is computed in follows from what its values were on calibration
 * inputs. Three runs over the inputs: ranges, then (for methods that clip) how often each magnitude occurs, then how much
 * noise each layer makes when it alone is computed in integers. Layers that make too much stay in float32.
 */
import type { Observer } from '../../compiler/emit/onnx/observe.ts';
import type { Node, ValueId } from '../../compiler/ir/graph.ts';
import { channelMagnitudes, kernelScales, type BiasOfKernel } from '../../compiler/quantize/kernel-scales.ts';
import type { Layer } from '../../compiler/quantize/layer.ts';
import type { ActivationType, Quantization, ValueScale } from '../../compiler/quantize/quantization.ts';
import {
  clipped,
  entropyMagnitude,
  histogramBins,
  percentileMagnitude,
  scaleOf,
  type CalibrationMethod,
  type Range,
} from '../../compiler/quantize/ranges.ts';
import { selectLayers, type Selection } from '../../compiler/quantize/select.ts';
import { integerRoles } from '../../compiler/quantize/integer-ops.ts';
import type { Program } from '../backends/backend.ts';
import { paramReader } from '../weights/materialize.ts';
import { findRanges } from './find-ranges.ts';
import type { CalibrationInputs } from './inputs.ts';
import { measureNoise, type LayerNoise } from './measure-noise.ts';
import { nothingLeft } from './nothing-left.ts';
import { observeProgram } from './observe.ts';
import { sharedIntegers } from './shared-integers.ts';

export interface QuantizeOptions {
  readonly activations: ActivationType;
  /** Zero in the middle of the integers. */
  readonly symmetric: boolean;
  readonly biases: 'int32' | 'float32';
  readonly method: CalibrationMethod;
  /** Share of the values that `percentile` covers, 0…1. */
  readonly share: number;
  /** Largest integer of a weight. */
  readonly weightLevels: number;
  readonly keeps: (node: Node) => boolean;
  /** Layers with less stay in float32. Decibels. */
  readonly minimumSnr: number;
  /** Told what comes next. */
  readonly onStep?: ((text: string) => void) | undefined;
}

export interface Quantized {
  readonly quantization: Quantization;
  /** Every layer that was tried, in order of execution. */
  readonly layers: readonly LayerNoise[];
}

/** @throws DiagnosticError SPN4911, SPN4914, SPN6002 and SPN6004 (ONNX Runtime), SPN5xxx (weights), and what `inputs` throws. */
export async function quantize(
  program: Pick<Program, 'graph' | 'weights'>,
  inputs: CalibrationInputs,
  options: QuantizeOptions,
): Promise<Quantized> {
  const { graph } = program;
  const tried = selectLayers(graph, options.keeps);
  if (tried.layers.length === 0) throw nothingLeft(graph, { measured: false });
  options.onStep?.('finding the ranges of values');
  let ranges = await findRanges(program, [...tried.values.keys()], inputs);
  if (options.method !== 'min-max') {
    options.onStep?.('counting the magnitudes of values');
    ranges = await clipRanges(program, ranges, inputs, options);
  }
  const magnitudes = new Map<ValueId, Float32Array>();
  const plan = (selection: Selection): Quantization => planOf(program, selection, ranges, magnitudes, options);

  options.onStep?.('measuring the noise of layers');
  const layers = await noiseOf(program, plan(tried), tried.layers, inputs);
  const noisy = new Set(layers.filter(({ snr }) => snr < options.minimumSnr).flatMap(({ layer }) => layer.nodes));
  if (noisy.size === 0) return { quantization: plan(tried), layers };
  const left = selectLayers(graph, (node) => options.keeps(node) || noisy.has(node));
  if (left.layers.length === 0) throw nothingLeft(graph, { measured: true });
  return { quantization: plan(left), layers };
}

async function clipRanges(
  program: Program,
  ranges: ReadonlyMap<ValueId, Range>,
  inputs: CalibrationInputs,
  { method, share, symmetric }: QuantizeOptions,
): Promise<ReadonlyMap<ValueId, Range>> {
  const observers = [...ranges].flatMap(
    ([value, { low, high }]): readonly Extract<Observer, { kind: 'magnitudes' }>[] => {
      const width = Math.fround(Math.max(-low, high) / histogramBins);
      return width > 0 ? [{ kind: 'magnitudes', value, bins: histogramBins, width }] : [];
    },
  );
  const seen = await observeProgram(program, observers, inputs());
  const next = new Map(ranges);
  for (const observer of observers) {
    const range = ranges.get(observer.value)!;
    const histogram = { counts: seen.get(observer)!, width: observer.width };
    const levels = range.low >= 0 && !symmetric ? 255 : 127;
    const magnitude =
      method === 'percentile' ? percentileMagnitude(histogram, share) : entropyMagnitude(histogram, levels);
    next.set(observer.value, clipped(range, magnitude));
  }
  return next;
}

function planOf(
  { graph, weights }: Pick<Program, 'graph' | 'weights'>,
  { layers, values: roots }: Selection,
  ranges: ReadonlyMap<ValueId, Range>,
  magnitudes: Map<ValueId, Float32Array>,
  { activations, symmetric, biases, weightLevels }: QuantizeOptions,
): Quantization {
  const values = new Map<ValueId, ValueScale>();
  for (const [value, root] of roots) values.set(value, scaleOf(ranges.get(root)!, activations, symmetric));
  const read = paramReader(graph, weights);
  const readers = new Map<ValueId, BiasOfKernel[]>();
  const nodes = layers.flatMap((layer) => layer.nodes);
  for (const node of nodes) {
    if (integerRoles[node.kind] !== 'weights') continue;
    const [x = '', kernel = '', bias] = node.inputs;
    const known = readers.get(kernel) ?? [];
    readers.set(kernel, known);
    if (bias !== undefined && biases === 'int32') known.push({ values: read(bias), inputScale: values.get(x)!.scale });
    if (!magnitudes.has(kernel))
      magnitudes.set(kernel, channelMagnitudes(read(kernel), Number(node.outputs[0]!.type.dims.at(-1))));
  }
  const scales = new Map(
    [...readers].map(([kernel, known]) => [kernel, kernelScales(magnitudes.get(kernel)!, known, weightLevels)]),
  );
  const kernels = sharedIntegers(graph, scales, read);
  return { activations, biases, nodes: new Set(nodes.map(({ name }) => name)), values, kernels };
}

async function noiseOf(
  program: Pick<Program, 'graph' | 'weights'>,
  quantization: Quantization,
  layers: readonly Layer[],
  inputs: CalibrationInputs,
): Promise<readonly LayerNoise[]> {
  const computing = layers.filter(({ nodes }) => integerRoles[nodes[0]!.kind] !== 'moves');
  return measureNoise(program, computing, inputs, ({ twins, probes }) => {
    const values = new Map(quantization.values);
    for (const { twin, signal } of probes) values.set(twin, quantization.values.get(signal)!);
    return { quantization: { ...quantization, nodes: twins, values } };
  });
}
