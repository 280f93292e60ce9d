/** What was quantised and how well: as data (`quantization-report.schema.json`) and for a terminal. */
import Table from 'cli-table3';
import { bytes, exact } from '../../analysis/report/format.ts';
import { printable } from '../../analysis/report/table.ts';
import { specHash } from '../../resolve/hash.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import type { QuantizationReport } from '../../schema/quantization-report-types.generated.ts';
import { compilerVersion } from '../../version.ts';
import { plainTable, tableText } from '../plain-table.ts';
import type { Calibration } from './calibration.ts';
import type { LayerRow, Made } from './made.ts';

export interface Quantification {
  readonly spec: ResolvedSpec;
  readonly weights: string;
  readonly calibration: Calibration | undefined;
  readonly made: Made;
  readonly minimumSnr: number;
  readonly equalized: number;
  readonly bytes: { readonly float32: number; readonly quantized: number };
  readonly output: readonly string[];
}

export function quantizationReport(done: Quantification): QuantizationReport {
  const { spec, weights, calibration, made, minimumSnr, equalized, output } = done;
  const count = (computed: LayerRow['computed']): number =>
    made.layers.filter((layer) => layer.computed === computed).length;
  return {
    spec: { name: spec.name, hash: specHash(spec), dialect: spec.dialect },
    weights,
    calibration:
      calibration === undefined
        ? null
        : {
            inputs: calibration.kind,
            count: calibration.count - calibration.failed.size,
            failed: [...calibration.failed],
            ...made.method,
          },
    format: made.format,
    equalized,
    minimumSnr,
    counts: {
      integer: count('integer'),
      float16: count('float16'),
      kept: count('kept'),
      noisy: count('noisy'),
      follows: count('follows'),
      overflowing: count('overflows'),
    },
    bytes: done.bytes,
    layers: [...made.layers],
    output: [...output],
    compiler: compilerVersion,
  };
}

/** @param top how many of the layers that hurt most are listed. */
export function quantizationText(report: QuantizationReport, top: number): string {
  const { counts, layers } = report;
  const inFloat32 = exact(counts.kept + counts.noisy + counts.follows + counts.overflowing);
  const rows: (readonly [string, string])[] = [
    ['weights', report.weights],
    ...formatRows(report, inFloat32),
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
  const overflowing = layers.filter(({ computed }) => computed === 'overflows');
  for (const { name, kind, computed, snr } of [...overflowing, ...listed])
    table.push([printable(name), kind, computed, snr?.toFixed(1) ?? '–']);
  const text = table.length === 0 ? '' : `${tableText(table)}\n`;
  return `${printable(report.spec.name)}\n${lines.join('\n')}\n\n${text}${report.output.join('\n')}\n`;
}

function formatRows(report: QuantizationReport, inFloat32: string): readonly (readonly [string, string])[] {
  const { calibration, format, counts } = report;
  if (format.to === 'f16')
    return [
      ['looked at', calibration === null ? 'weights only: give --images to look at values' : inputsText(calibration)],
      ['values', 'float16 between float32 inputs and outputs; kernels and biases float16'],
      ['layers', `${exact(counts.float16)} in float16, ${inFloat32} in float32`],
    ];
  const bits = format.weightBits === 7 ? ', 7 bits of them' : '';
  return [
    ['calibrated on', calibration === null ? 'nothing' : `${inputsText(calibration)}, ${methodText(calibration)}`],
    ['activations', `${format.activations}, ${format.symmetric === true ? 'symmetric' : 'asymmetric'}`],
    ['kernels', `int8 per channel${bits}; biases ${format.biases}`],
    ['layers', `${exact(counts.integer)} in integers, ${inFloat32} in float32`],
    ['equalized', `${exact(report.equalized)} pairs of layers`],
  ];
}

type CalibrationReport = NonNullable<QuantizationReport['calibration']>;

function inputsText({ inputs, count }: CalibrationReport): string {
  if (inputs === 'noise') return `${exact(count)} of noise`;
  return count === 1 ? '1 picture' : `${exact(count)} pictures`;
}

function methodText({ method, percentile }: CalibrationReport): string {
  return percentile === null ? method : `${method} ${percentile}`;
}
