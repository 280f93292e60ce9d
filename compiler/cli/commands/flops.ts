/** `spinec flops`: the report of one or more specs, and budgets. */
import { analyze, type AnalyzeOptions } from '../../analysis/analyze.ts';
import { checkBudgets } from '../../analysis/budget.ts';
import { devices, type Device } from '../../analysis/devices.ts';
import { analyzeInDetail } from '../../analysis/details.ts';
import { comparisonMarkdown, type Reported } from '../../analysis/report/comparison.ts';
import { reportCsv } from '../../analysis/report/csv.ts';
import { reportMarkdown } from '../../analysis/report/markdown.ts';
import type { Breakdown } from '../../analysis/report/rows.ts';
import { printable, reportText } from '../../analysis/report/table.ts';
import { nearest } from '../../diagnostics/did-you-mean.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { OptimizationGoal, OptimizationTarget } from '../../passes/choice.ts';
import type { Report } from '../../schema/report-types.generated.ts';
import { chosenCosts } from '../costs-file.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { chosenGoal } from '../goal.ts';
import type { CommonOptions, PageFormat, ReportFormat, SpecOptions } from '../options.ts';
import { outputForm, reportForms, writeForm } from '../output-form.ts';
import { startProgress } from '../progress.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { requireSpec } from '../specs.ts';

interface FlopsOptions extends CommonOptions, SpecOptions {
  readonly format?: PageFormat | undefined;
  readonly output: string;
  readonly by: Breakdown;
  readonly top?: number | undefined;
  readonly optimize: '0' | '1' | '2';
  readonly optimizeFor?: OptimizationGoal | undefined;
  readonly costs?: string | undefined;
  readonly target: OptimizationTarget;
  readonly device?: string | undefined;
  readonly maxMacs?: number | undefined;
  readonly maxParams?: number | undefined;
  readonly maxPeakMemory?: number | undefined;
}

export async function flops(references: readonly string[], options: FlopsOptions): Promise<number> {
  const format = outputForm(options, reportForms);
  const device = options.device === undefined ? undefined : findDevice(options.device);
  const loaded = references.map((reference) => requireSpec(reference, options));
  const read = loaded.flatMap((one) => one.loaded.files);
  refuseReplacing([{ option: '-o', path: options.output }], [...read, options.costs]);
  const level = `O${options.optimize}` as const;
  const choice = { level, goal: chosenGoal(options.optimizeFor, level), target: options.target };
  const settings: AnalyzeOptions = {
    ...choice,
    costs: chosenCosts(options.costs, choice),
    device,
  };
  const reported = loaded.map(({ spec }) => ({
    spec,
    report: (options.by === 'op' ? analyzeInDetail : analyze)(spec, settings),
  }));
  writeForm(options, format === 'html' ? await page(reported, settings, options) : print(reported, format, options));
  const exceeded: Diagnostic[] = reported.flatMap(({ report }) => [...checkBudgets(report, options)]);
  return printDiagnostics(exceeded, options) ? exitCode.inputErrors : exitCode.ok;
}

function print(reported: readonly Reported[], format: ReportFormat, { by, top }: FlopsOptions): string {
  const reports = reported.map(({ report }) => report);
  switch (format) {
    case 'json':
      return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`;
    case 'csv':
      return reportCsv(reports, by, top);
    case 'md': {
      const each = reports.map((report) => reportMarkdown(report, by, top));
      return (reports.length === 1 ? each : [comparisonMarkdown(reported), ...each]).join('\n');
    }
    case 'table':
      return `${reports.map((report) => reportText(report, by, top)).join('\n')}${reports.length === 1 ? conventionLines(reports[0]!) : ''}`;
  }
}

/** The page, with what only it shows: rows of ops, and the usual devices unless one is asked for. */
async function page(reported: readonly Reported[], settings: AnalyzeOptions, options: FlopsOptions): Promise<string> {
  const { pageEntry, reportPage } = await import('../../page/report-page.ts');
  const progress = startProgress(options);
  const entries = reported.map(({ spec }) => {
    progress.step(`counting ${printable(spec.name)}`);
    return pageEntry(spec, settings);
  });
  const text = await reportPage(entries, {
    by: options.by,
    top: options.top,
    onSpec: (name) => progress.step(`drawing ${printable(name)}`),
  });
  progress.done();
  return text;
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
      const isRate = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < Infinity;
      if (isRate(peakFlops) && isRate(bandwidth)) return { name, peakFlops, bandwidth, note: '' };
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
    `error: no device \`${text}\`${suggestion === undefined ? '.' : `; did you mean \`${suggestion}\`?`} Known: ${names.join(', ')}`,
  );
}
