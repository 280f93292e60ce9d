/** `spinec quantize --to int8`: the network in 8-bit integers. */
import type { CalibrationInputs } from '../../../runtime/quantize/inputs.ts';
import { quantize, type QuantizeOptions } from '../../../runtime/quantize/quantize.ts';
import type { Program } from '../../../runtime/backends/backend.ts';
import type { CalibrationMethod } from '../../quantize/ranges.ts';
import { runtimes, type RuntimeName } from '../../quantize/runtimes.ts';
import { isQuantizable, quantizableLayers } from '../../quantize/select.ts';
import { defaultMinimumSnr, keptNodes, layerRows, type KeepOptions, type Made } from './made.ts';

/** Options that only integers have; each undefined where it was not given. */
export interface IntegerOptions extends KeepOptions {
  readonly method?: CalibrationMethod | undefined;
  readonly percentile?: number | undefined;
  readonly for?: RuntimeName | undefined;
  readonly activations?: 'asymmetric' | 'symmetric' | undefined;
  readonly weightBits?: '7' | '8' | undefined;
  readonly equalize?: true | undefined;
}

export async function inIntegers(
  program: Pick<Program, 'graph' | 'weights'>,
  inputs: CalibrationInputs,
  options: IntegerOptions,
  onStep: (text: string) => void,
): Promise<Made> {
  const { graph } = program;
  const { minSnr: minimumSnr = defaultMinimumSnr } = options;
  const runtime = options.for ?? 'onnxruntime';
  const { activations, symmetric, biases } = runtimes[runtime];
  const layers = quantizableLayers(graph);
  const kept = keptNodes(graph, (node) => isQuantizable(graph, node), layers, options);
  const { method = 'min-max', percentile = 99.99, weightBits = '8' } = options;
  const settings: QuantizeOptions = {
    activations,
    symmetric: options.activations === undefined ? symmetric : options.activations === 'symmetric',
    biases,
    method,
    share: percentile / 100,
    weightLevels: weightBits === '8' ? 127 : 63,
    keeps: (node) => kept.has(node),
    minimumSnr,
    onStep,
  };
  const { quantization, layers: measured } = await quantize(program, inputs, settings);
  const computed = { as: 'integer', nodes: quantization.nodes, minimumSnr } as const;
  return {
    plan: { quantization },
    description: `${activations} activations, int8 weights`,
    format: {
      to: 'int8',
      runtime,
      activations,
      symmetric: settings.symmetric,
      weightBits: weightBits === '8' ? 8 : 7,
      biases,
    },
    method: { method, percentile: method === 'percentile' ? percentile : null },
    measured: measured.length,
    layers: layerRows(graph, measured, layers, computed),
  };
}
