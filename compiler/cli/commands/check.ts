/** `spinec check`: every problem of one or more specs; with `--print-resolved` what they mean. */
import { DiagnosticError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { printCheckResult, printDiagnostics, type DiagnosticFormat } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import type { CommonOptions, SpecOptions } from '../options.ts';
import { loadSpec } from '../specs.ts';
import { watchFiles } from '../watch.ts';

interface CheckOptions extends CommonOptions, SpecOptions {
  readonly format: DiagnosticFormat;
  readonly printResolved?: true | undefined;
  readonly watch?: true | undefined;
}

export async function check(references: readonly string[], options: CheckOptions): Promise<number> {
  if (options.printResolved === true && options.format !== 'text')
    throw new UsageError('error: --print-resolved prints the spec itself; it does not go with --format');
  const first = await checkOnce(references, options);
  if (options.watch !== true) return first.code;
  return watchFiles(first.files, () => checkOnce(references, options));
}

async function checkOnce(
  references: readonly string[],
  options: CheckOptions,
): Promise<{ code: number; files: readonly string[] }> {
  const diagnostics: Diagnostic[] = [];
  const resolved: string[] = [];
  const files: string[] = [];
  for (const reference of references) {
    try {
      const loaded = loadSpec(reference, options);
      diagnostics.push(...loaded.diagnostics);
      files.push(...loaded.files);
      if (loaded.value !== undefined) resolved.push(JSON.stringify(loaded.value, null, 2));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  if (options.printResolved === true && resolved.length > 0)
    process.stdout.write(references.length === 1 ? `${resolved.join('')}\n` : `[\n${resolved.join(',\n')}\n]\n`);
  // Next to a spec on stdout, messages go to stderr.
  const failed =
    options.printResolved === true
      ? printDiagnostics(diagnostics, options)
      : await printCheckResult(diagnostics, options.format, options);
  if (!failed && options.format === 'text' && options.printResolved !== true && options.quiet !== true)
    process.stdout.write(`${references.length === 1 ? references[0]! : `${references.length} specs`}: ok\n`);
  return { code: failed ? exitCode.inputErrors : exitCode.ok, files };
}
