/** `spinec quantize --to f16`: the network in float16. */
import { chooseFloat16 } from '../../../runtime/quantize/float16.ts';
import type { CalibrationInputs } from '../../../runtime/quantize/inputs.ts';
import type { Program } from '../../../runtime/backends/backend.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { fitsFloat16, float16Roles } from '../../quantize/float16.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { UsageError } from '../files.ts';
import type { IntegerOptions } from './integers.ts';
import { defaultMinimumSnr, keptNodes, layerRows, type KeepOptions, type Made } from './made.ts';

/** @throws UsageError for an option that only integers have. */
export function refuseIntegerOptions(options: IntegerOptions): void {
  const names = {
    method: '--method',
    percentile: '--percentile',
    for: '--for',
    activations: '--activations',
    weightBits: '--weight-bits',
    equalize: '--equalize',
  } as const;
  for (const [key, name] of Object.entries(names))
    if (options[key as keyof typeof names] !== undefined)
      throw new UsageError(`error: ${name} is about 8-bit integers; it does not go with --to f16`);
}

/** @param inputs to look at values with, where there are any. */
export async function inFloat16(
  program: Pick<Program, 'graph' | 'weights'>,
  inputs: CalibrationInputs | undefined,
  options: KeepOptions,
  onStep: (text: string) => void,
): Promise<Made> {
  const { graph } = program;
  const { minSnr: minimumSnr = defaultMinimumSnr } = options;
  const layers = graph.nodes.filter(({ kind }) => float16Roles[kind] === 'weights');
  const kept = keptNodes(graph, fitsFloat16, layers, options);
  const chosen = await chooseFloat16(program, inputs, {
    keeps: (node) => kept.has(node),
    minimumSnr,
    onStep,
  });
  const { plan, overflows, layers: measured } = chosen;
  if (overflows.length > 0) {
    const message = `${overflows.length} layers hold numbers near or beyond float16's largest, 65504, and stay in float32`;
    printDiagnostics([diagnostic('SPN4915', message)], options);
  }
  const computed = { as: 'float16', nodes: plan.nodes, minimumSnr } as const;
  const largest = new Map(overflows.map(({ layer, largest: most }) => [layer.name, most]));
  const overflowing = new Set(overflows.flatMap(({ layer }) => layer.nodes));
  // What measuring would list, whether there was something to measure with or not.
  const listed = graph.nodes.filter((node) => {
    const role = float16Roles[node.kind];
    return role === 'weights' || overflowing.has(node) || (plan.nodes.has(node.name) && role !== 'moves');
  });
  return {
    plan: { float16: plan },
    description: 'float16 activations and weights',
    format: {
      to: 'f16',
      runtime: null,
      activations: 'float16',
      symmetric: null,
      weightBits: 16,
      biases: 'float16',
    },
    method: { method: 'min-max', percentile: null },
    measured: measured.length,
    layers: layerRows(graph, measured, listed, computed, largest),
  };
}
