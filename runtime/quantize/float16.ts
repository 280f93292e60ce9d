/**
 * Which layers of a network can be computed in float16: those whose weights and values it holds, and that are exact enough
 * in it. Values are looked at where there are inputs to show to the float32 network; weights always.
 */
import type { Graph, Node } from '../../compiler/ir/graph.ts';
import { float16Layers, float16Roles, largestCalibrated } from '../../compiler/quantize/float16.ts';
import type { Float16Plan } from '../../compiler/quantize/float16.ts';
import type { Layer } from '../../compiler/quantize/layer.ts';
import { paramsByName } from '../../compiler/passes/uses.ts';
import type { Program } from '../backends/backend.ts';
import { paramReader } from '../weights/materialize.ts';
import { findRanges } from './find-ranges.ts';
import type { CalibrationInputs } from './inputs.ts';
import { measureNoise, type LayerNoise } from './measure-noise.ts';
import { nothingLeft, type Cause } from './nothing-left.ts';

export interface Float16Options {
  readonly keeps: (node: Node) => boolean;
  /** Layers with less stay in float32. Decibels. */
  readonly minimumSnr: number;
  /** Told what comes next. */
  readonly onStep?: ((text: string) => void) | undefined;
}

/** A layer that stays in float32 because float16 does not hold its numbers. */
export interface Overflow {
  readonly layer: Layer;
  /** The largest magnitude of what it reads and makes, its weights included. */
  readonly largest: number;
}

export interface InFloat16 {
  readonly plan: Float16Plan;
  readonly overflows: readonly Overflow[];
  /** Every layer that was measured, in order of execution; none without inputs. */
  readonly layers: readonly LayerNoise[];
}

/**
 * @param inputs to look at values with; without them only weights are looked at.
 * @throws DiagnosticError SPN4911, SPN4914, SPN6002 and SPN6004 (ONNX Runtime), SPN5xxx (weights), and what `inputs` throws.
 */
export async function chooseFloat16(
  program: Pick<Program, 'graph' | 'weights'>,
  inputs: CalibrationInputs | undefined,
  options: Float16Options,
): Promise<InFloat16> {
  const { graph } = program;
  const tried = float16Layers(graph, options.keeps);
  if (tried.length === 0) throw nothingLeft(graph, { measured: false });
  options.onStep?.('finding the ranges of weights');
  const magnitudes = new Map(largestParams(program, tried));
  if (inputs !== undefined) {
    options.onStep?.('finding the ranges of values');
    for (const [id, largest] of await largestValues(program, tried, inputs)) magnitudes.set(id, largest);
  }
  const overflows = tried.flatMap((layer) => {
    const largest = largestOf(layer, magnitudes);
    return largest > largestCalibrated ? [{ layer, largest }] : [];
  });
  const overflowing = new Set(overflows.flatMap(({ layer }) => layer.nodes));
  const holds = (node: Node): boolean => options.keeps(node) || overflowing.has(node);
  const held = float16Layers(graph, holds);
  const cause = { overflows: overflows.length, measured: inputs !== undefined };
  if (inputs === undefined) return { plan: planOf(graph, held, cause), overflows, layers: [] };

  options.onStep?.('measuring the noise of layers');
  const rounding = held.filter(({ nodes }) => float16Roles[nodes[0]!.kind] !== 'moves');
  const layers = await measureNoise(program, rounding, inputs, ({ twins }) => ({
    float16: { nodes: twins, spelling: 'rounded' },
  }));
  const noisy = new Set(layers.filter(({ snr }) => snr < options.minimumSnr).flatMap(({ layer }) => layer.nodes));
  return {
    plan: planOf(
      graph,
      float16Layers(graph, (node) => holds(node) || noisy.has(node)),
      cause,
    ),
    overflows,
    layers,
  };
}

function planOf(graph: Graph, layers: readonly Layer[], cause: Cause): Float16Plan {
  if (layers.length === 0) throw nothingLeft(graph, cause);
  return { nodes: new Set(layers.flatMap(({ nodes }) => nodes.map(({ name }) => name))), spelling: 'float16' };
}

/** Largest magnitude of each param that a layer reads. */
function largestParams(
  { graph, weights }: Pick<Program, 'graph' | 'weights'>,
  layers: readonly Layer[],
): ReadonlyMap<string, number> {
  const params = paramsByName(graph);
  const read = paramReader(graph, weights);
  const largest = new Map<string, number>();
  for (const id of layers.flatMap(({ nodes }) => nodes.flatMap(({ inputs }) => inputs)))
    if (params.has(id) && !largest.has(id)) largest.set(id, largestMagnitude(read(id)));
  return largest;
}

/** NaN counts as infinite. */
function largestMagnitude(values: Float32Array): number {
  let largest = 0;
  for (const value of values) {
    if (Number.isNaN(value)) return Infinity;
    largest = Math.max(largest, Math.abs(value));
  }
  return largest;
}

function largestOf({ nodes, result }: Layer, magnitudes: ReadonlyMap<string, number>): number {
  const read = nodes.flatMap(({ inputs }) => inputs.map((id) => magnitudes.get(id) ?? 0));
  return Math.max(magnitudes.get(result) ?? 0, ...read);
}

/** Largest magnitude of each value that a layer reads or makes. */
async function largestValues(
  program: Pick<Program, 'graph' | 'weights'>,
  layers: readonly Layer[],
  inputs: CalibrationInputs,
): Promise<ReadonlyMap<string, number>> {
  const params = paramsByName(program.graph);
  const touched = layers.flatMap(({ nodes, result }) => [...nodes.flatMap((node) => node.inputs), result]);
  const values = [...new Set(touched)].filter((id) => !params.has(id));
  const ranges = await findRanges(program, values, inputs);
  return new Map([...ranges].map(([id, { low, high }]) => [id, Math.max(-low, high)]));
}
