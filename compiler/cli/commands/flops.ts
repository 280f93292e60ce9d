/** `spinec flops`: the report of one or more specs, and budgets. */
import { analyze } from '../../analysis/analyze.ts';
import { checkBudgets } from '../../analysis/budget.ts';
import { devices, type Device } from '../../analysis/devices.ts';
import { reportCsv } from '../../analysis/report/csv.ts';
import { reportMarkdown } from '../../analysis/report/markdown.ts';
import type { Breakdown } from '../../analysis/report/rows.ts';
import { reportText } from '../../analysis/report/table.ts';
import { nearest } from '../../diagnostics/did-you-mean.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { OptimizationGoal, OptimizationTarget } from '../../passes/choice.ts';
import type { Report } from '../../schema/report-types.generated.ts';
import { readCosts } from '../costs-file.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import type { CommonOptions, ReportFormat, SpecOptions } from '../options.ts';
import { requireSpec } from '../specs.ts';

interface FlopsOptions extends CommonOptions, SpecOptions {
  readonly format: ReportFormat;
  readonly by: Breakdown;
  readonly top?: number | undefined;
  readonly optimize: '0' | '1' | '2';
  readonly optimizeFor: OptimizationGoal;
  readonly costs?: string | undefined;
  readonly target: OptimizationTarget;
  readonly device?: string | undefined;
  readonly maxMacs?: number | undefined;
  readonly maxParams?: number | undefined;
  readonly maxPeakMemory?: number | undefined;
}

export function flops(references: readonly string[], options: FlopsOptions): number {
  const device = options.device === undefined ? undefined : findDevice(options.device);
  const costs = options.costs === undefined ? undefined : readCosts(options.costs);
  const reports = references.map((reference) =>
    analyze(requireSpec(reference, options).spec, {
      level: `O${options.optimize}`,
      goal: options.optimizeFor,
      target: options.target,
      costs,
      ops: options.by === 'op',
      device,
    }),
  );
  process.stdout.write(print(reports, options));
  const exceeded: Diagnostic[] = reports.flatMap((report) => [...checkBudgets(report, options)]);
  return printDiagnostics(exceeded, options) ? exitCode.inputErrors : exitCode.ok;
}

function print(reports: readonly Report[], { format, by, top }: FlopsOptions): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`;
    case 'csv':
      return reportCsv(reports, by, top);
    case 'md':
      return reports.map((report) => reportMarkdown(report, by, top)).join('\n');
    case 'table':
      return `${reports.map((report) => reportText(report, by, top)).join('\n')}${reports.length === 1 ? conventionLines(reports[0]!) : ''}`;
  }
}

/** The convention is a part of every report, so nobody mistakes macs for flops. */
function conventionLines(report: Report): string {
  const width = Math.max(...Object.keys(report.convention).map((name) => name.length));
  return `\n${Object.entries(report.convention)
    .map(([name, meaning]) => `${name.padEnd(width)}  ${meaning}`)
    .join('\n')}\n`;
}

function findDevice(text: string): Device {
  if (text.startsWith('{')) {
    try {
      const { name = 'custom', peakFlops, bandwidth } = JSON.parse(text) as Partial<Device>;
      if (typeof peakFlops === 'number' && peakFlops > 0 && typeof bandwidth === 'number' && bandwidth > 0)
        return { name, peakFlops, bandwidth, note: '' };
    } catch {
      // falls through to the message below
    }
    throw new UsageError('error: --device takes a name or {"name":"…","peakFlops":FLOP/s,"bandwidth":bytes/s}');
  }
  const known = devices.find((device) => device.name === text.toLowerCase());
  if (known !== undefined) return known;
  const names = devices.map((device) => device.name);
  const suggestion = nearest(text, names);
  throw new UsageError(
    `error: no device \`${text}\`${suggestion === undefined ? '' : `; did you mean \`${suggestion}\`?`} Known: ${names.join(', ')}`,
  );
}
