/** What was quantised and how well: as data (`quantization-report.schema.json`) and for a terminal. */
import Table from 'cli-table3';
import type { Quantized, QuantizeOptions } from '../../../runtime/quantize/quantize.ts';
import { bytes, exact } from '../../analysis/report/format.ts';
import { printable } from '../../analysis/report/table.ts';
import type { Graph, Node } from '../../ir/graph.ts';
import { specHash } from '../../resolve/hash.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import type { QuantizationReport } from '../../schema/quantization-report-types.generated.ts';
import { compilerVersion } from '../../version.ts';
import { plainTable, tableText } from '../plain-table.ts';
import type { RuntimeName } from '../../quantize/runtimes.ts';
import { quantizableLayers } from '../../quantize/select.ts';
import type { Calibration } from './calibration.ts';

export interface Quantification {
  readonly spec: ResolvedSpec;
  readonly graph: Graph;
  readonly weights: string;
  readonly calibration: Calibration;
  readonly runtime: RuntimeName;
  readonly options: QuantizeOptions;
  readonly quantized: Quantized;
  readonly equalized: number;
  readonly bytes: { readonly float32: number; readonly quantized: number };
  readonly output: readonly string[];
}

type Layer = QuantizationReport['layers'][number];

export function quantizationReport(made: Quantification): QuantizationReport {
  const { spec, weights, calibration, runtime, options, equalized, output } = made;
  const layers = layerRows(made);
  const count = (computed: Layer['computed']): number => layers.filter((layer) => layer.computed === computed).length;
  return {
    spec: { name: spec.name, hash: specHash(spec), dialect: spec.dialect },
    weights,
    calibration: {
      inputs: calibration.kind,
      count: calibration.count - calibration.failed.size,
      failed: [...calibration.failed],
      method: options.method,
      percentile: options.method === 'percentile' ? 100 * options.share : null,
    },
    format: {
      runtime,
      activations: options.activations,
      symmetric: options.symmetric,
      weightBits: options.weightLevels === 127 ? 8 : 7,
      biases: options.biases,
    },
    equalized,
    minimumSnr: options.minimumSnr,
    counts: { integer: count('integer'), kept: count('kept'), noisy: count('noisy'), follows: count('follows') },
    bytes: made.bytes,
    layers,
    output: [...output],
    compiler: compilerVersion,
  };
}

/** Layers that were tried, and layers with kernels that were not. */
function layerRows({ graph, quantized, options }: Quantification): Layer[] {
  const noise = new Map(quantized.layers.map(({ layer, snr }) => [layer.nodes[0], snr]));
  const shown = new Set<Node>([...quantizableLayers(graph), ...[...noise.keys()].filter((node) => node !== undefined)]);
  const howComputed = ({ name }: Node, snr: number | undefined): Layer['computed'] => {
    if (quantized.quantization.nodes.has(name)) return 'integer';
    if (snr === undefined) return 'kept';
    return snr < options.minimumSnr ? 'noisy' : 'follows';
  };
  return graph.nodes
    .filter((node) => shown.has(node))
    .map((node) => {
      const snr = noise.get(node);
      const computed = howComputed(node, snr);
      const rounded = snr === undefined || !Number.isFinite(snr) ? null : Math.round(100 * snr) / 100;
      return { name: node.name, kind: node.kind, section: node.origin.section, computed, snr: rounded };
    });
}

/** @param top how many of the layers that hurt most are listed. */
export function quantizationText(report: QuantizationReport, top: number): string {
  const { calibration, format, counts, layers } = report;
  const rows: (readonly [string, string])[] = [
    ['weights', report.weights],
    ['calibrated on', `${inputsText(calibration)}, ${methodText(calibration)}`],
    ['activations', `${format.activations}, ${format.symmetric ? 'symmetric' : 'asymmetric'}`],
    ['kernels', `int8 per channel${format.weightBits === 7 ? ', 7 bits of them' : ''}; biases ${format.biases}`],
    [
      'layers',
      `${exact(counts.integer)} in integers, ${exact(counts.kept + counts.noisy + counts.follows)} in float32`,
    ],
    ['equalized', `${exact(report.equalized)} pairs of layers`],
    ['size', `${bytes(report.bytes.quantized)} instead of ${bytes(report.bytes.float32)}`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${printable(value)}`);
  const table = new Table({
    ...plainTable,
    head: ['layer', 'kind', 'computed', 'snr dB'],
    colAligns: ['left', 'left', 'left', 'right'],
  });
  const worst = layers.filter(({ snr }) => snr !== null).sort((a, b) => a.snr! - b.snr!);
  const listed = worst.filter(({ computed }, i) => i < top || computed === 'noisy');
  for (const { name, kind, computed, snr } of listed) table.push([printable(name), kind, computed, snr!.toFixed(1)]);
  return `${printable(report.spec.name)}\n${lines.join('\n')}\n\n${tableText(table)}\n${report.output.join('\n')}\n`;
}

function inputsText({ inputs, count }: QuantizationReport['calibration']): string {
  if (inputs === 'noise') return `${exact(count)} of noise`;
  return count === 1 ? '1 picture' : `${exact(count)} pictures`;
}

function methodText({ method, percentile }: QuantizationReport['calibration']): string {
  return percentile === null ? method : `${method} ${percentile}`;
}
