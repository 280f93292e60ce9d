/**
 * Static quantisation of a network: what integers it is computed in follows from what its values were on calibration
 * inputs. Three runs over the inputs: ranges, then (for methods that clip) how often each magnitude occurs, then how much
 * noise each layer makes when it alone is computed in integers. Layers that make too much stay in float32.
 */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Observer } from '../../compiler/emit/onnx/observe.ts';
import type { Graph, Node, ValueId } from '../../compiler/ir/graph.ts';
import { channelMagnitudes, kernelScales, type BiasOfKernel } from '../../compiler/quantize/kernel-scales.ts';
import { noiseGraph } from '../../compiler/quantize/noise-graph.ts';
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
import { selectLayers, type IntegerLayer, type Selection } from '../../compiler/quantize/select.ts';
import { integerRoles } from '../../compiler/quantize/integer-ops.ts';
import type { Program } from '../backends/backend.ts';
import { paramReader } from '../weights/materialize.ts';
import type { CalibrationInputs } from './inputs.ts';
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

export interface LayerNoise {
  readonly layer: IntegerLayer;
  /** Decibels: signal over noise of the layer's result, the layer fed with float32; infinite without any noise. */
  readonly snr: number;
}

export interface Quantized {
  readonly quantization: Quantization;
  /** Every layer that was tried, in order of execution. */
  readonly layers: readonly LayerNoise[];
}

/** Inputs that noise is measured on: a mean over so many elements does not get better with more. */
const mostNoiseInputs = 16;

/** @throws DiagnosticError SPN4911, SPN4914, SPN6002 and SPN6004 (ONNX Runtime), SPN5xxx (weights), and what `inputs` throws. */
export async function quantize(
  program: Pick<Program, 'graph' | 'weights'>,
  inputs: CalibrationInputs,
  options: QuantizeOptions,
): Promise<Quantized> {
  const { graph } = program;
  const tried = selectLayers(graph, options.keeps);
  if (tried.layers.length === 0) throw nothingLeft(graph);
  options.onStep?.('finding the ranges of values');
  let ranges = await findRanges(program, [...tried.values.keys()], inputs);
  if (options.method !== 'min-max') {
    options.onStep?.('counting the magnitudes of values');
    ranges = await clipRanges(program, ranges, inputs, options);
  }
  const magnitudes = new Map<ValueId, Float32Array>();
  const plan = (selection: Selection): Quantization => planOf(program, selection, ranges, magnitudes, options);

  options.onStep?.('measuring the noise of layers');
  const layers = await measureNoise(program, plan(tried), tried.layers, inputs);
  const noisy = new Set(layers.filter(({ snr }) => snr < options.minimumSnr).flatMap(({ layer }) => layer.nodes));
  if (noisy.size === 0) return { quantization: plan(tried), layers };
  const left = selectLayers(graph, (node) => options.keeps(node) || noisy.has(node));
  if (left.layers.length === 0) throw nothingLeft(graph);
  return { quantization: plan(left), layers };
}

function nothingLeft({ name }: Graph): DiagnosticError {
  return new DiagnosticError(
    diagnostic('SPN4911', `${name}: every layer is to stay in float32`, {
      suggestion: 'keep fewer layers, or lower `--min-snr`',
    }),
  );
}

async function findRanges(
  program: Program,
  values: readonly ValueId[],
  inputs: CalibrationInputs,
): Promise<ReadonlyMap<ValueId, Range>> {
  const pairs = values.map((value) => ({
    value,
    low: { kind: 'minimum', value } as const,
    high: { kind: 'maximum', value } as const,
  }));
  const observers = pairs.flatMap(({ low, high }) => [low, high]);
  const seen = await observeProgram(program, observers, inputs());
  return new Map(
    pairs.map(({ value, low, high }) => {
      const range = { low: seen.get(low)?.[0] ?? NaN, high: seen.get(high)?.[0] ?? NaN };
      if (!Number.isFinite(range.low) || !Number.isFinite(range.high)) {
        const message = `${program.graph.name}: ${value} is from ${range.low} to ${range.high} on the calibration inputs`;
        throw new DiagnosticError(diagnostic('SPN4914', message));
      }
      return [value, range];
    }),
  );
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

async function measureNoise(
  program: Pick<Program, 'graph' | 'weights'>,
  quantization: Quantization,
  layers: readonly IntegerLayer[],
  inputs: CalibrationInputs,
): Promise<readonly LayerNoise[]> {
  const computing = layers.filter(({ nodes }) => integerRoles[nodes[0]!.kind] !== 'moves');
  const measured = noiseGraph(program.graph, quantization, computing);
  const pairs = measured.probes.map(({ layer, signal, noise }) => ({
    layer,
    signal: { kind: 'energy', value: signal } as const,
    noise: { kind: 'energy', value: noise } as const,
  }));
  const observers = pairs.flatMap(({ signal, noise }) => [signal, noise]);
  const { graph } = measured;
  const seen = await observeProgram({ ...program, graph }, observers, inputs(mostNoiseInputs), {
    quantization: measured.quantization,
  });
  return pairs.map(({ layer, signal, noise }) => {
    const [power = 0, error = 0] = [seen.get(signal)![0], seen.get(noise)![0]];
    return { layer, snr: error === 0 ? Infinity : 10 * Math.log10(power / error) };
  });
}
