/** How much each layer loses by another number format, computed alone in it and fed with float32. */
import type { OnnxOptions } from '../../compiler/emit/onnx/emit.ts';
import type { Layer } from '../../compiler/quantize/layer.ts';
import { noiseGraph, type NoiseGraph } from '../../compiler/quantize/noise-graph.ts';
import type { Program } from '../backends/backend.ts';
import type { CalibrationInputs } from './inputs.ts';
import { observeProgram } from './observe.ts';

export interface LayerNoise {
  readonly layer: Layer;
  /** Decibels: signal over noise of the layer's result, the layer fed with float32; infinite without any noise. */
  readonly snr: number;
}

/** Inputs that noise is measured on: a mean over so many elements does not get better with more. */
const mostNoiseInputs = 16;

/** @param format how the twins of the layers are computed. */
export async function measureNoise(
  program: Pick<Program, 'graph' | 'weights'>,
  layers: readonly Layer[],
  inputs: CalibrationInputs,
  format: (measured: NoiseGraph) => Pick<OnnxOptions, 'quantization' | 'float16'>,
): Promise<readonly LayerNoise[]> {
  const measured = noiseGraph(program.graph, layers);
  const pairs = measured.probes.map(({ layer, signal, noise }) => ({
    layer,
    signal: { kind: 'energy', value: signal } as const,
    noise: { kind: 'energy', value: noise } as const,
  }));
  const observers = pairs.flatMap(({ signal, noise }) => [signal, noise]);
  const { graph } = measured;
  const seen = await observeProgram({ ...program, graph }, observers, inputs(mostNoiseInputs), format(measured));
  return pairs.map(({ layer, signal, noise }) => {
    const [power = 0, error = 0] = [seen.get(signal)![0], seen.get(noise)![0]];
    return { layer, snr: error === 0 ? Infinity : 10 * Math.log10(power / error) };
  });
}
