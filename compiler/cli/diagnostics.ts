/** Diagnostics on a terminal or for a machine. */
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import {
  applyLogOverrides,
  parseLogOverrides,
  renderGithub,
  renderJson,
  renderSarif,
  renderText,
} from '../diagnostics/render.ts';
import { compilerVersion } from '../version.ts';
import { wantsColor, type CommonOptions } from './options.ts';

export const diagnosticFormats = ['text', 'json', 'github', 'sarif'] as const;
export type DiagnosticFormat = (typeof diagnosticFormats)[number];

/** What is said after `--log-override` and `--quiet`; overrides that can't be understood are errors themselves. */
function chosen(
  diagnostics: readonly Diagnostic[],
  options: CommonOptions,
): { shown: readonly Diagnostic[]; failed: boolean } {
  const overrides = parseLogOverrides(options.logOverride ?? []);
  const all = [
    ...overrides.diagnostics,
    ...(overrides.value === undefined ? diagnostics : applyLogOverrides(diagnostics, overrides.value)),
  ];
  return { shown: options.quiet === true ? all.filter((d) => d.severity === 'error') : all, failed: hasErrors(all) };
}

function text(diagnostics: readonly Diagnostic[], options: CommonOptions, stream: NodeJS.WriteStream): string {
  const columns = Number(process.env['COLUMNS'] ?? '');
  const width = stream.isTTY ? stream.columns : columns > 0 ? columns : undefined;
  return renderText(diagnostics, { color: wantsColor(options, stream), width });
}

/** Prints to stderr; with `--quiet` errors only. Returns whether there was an error. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], options: CommonOptions): boolean {
  const { shown, failed } = chosen(diagnostics, options);
  if (shown.length > 0) process.stderr.write(text(shown, options, process.stderr));
  return failed;
}

/** The result of `check`, on stdout. */
export async function printCheckResult(
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat,
  options: CommonOptions,
): Promise<boolean> {
  const { shown, failed } = chosen(diagnostics, options);
  switch (format) {
    case 'text':
      if (shown.length > 0) process.stdout.write(text(shown, options, process.stdout));
      break;
    case 'json':
      process.stdout.write(renderJson(shown));
      break;
    case 'github':
      process.stdout.write(renderGithub(shown));
      break;
    case 'sarif':
      process.stdout.write(await renderSarif(shown, { version: compilerVersion }));
      break;
  }
  return failed;
}
