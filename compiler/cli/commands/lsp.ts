/** `spinec lsp`: the language server that editors start. */
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { parseLogOverrides } from '../../diagnostics/log-overrides.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';

/** Does not return when all is well: the server ends the process, with 0 after a shutdown and with 1 without one. */
export async function lsp(options: CommonOptions): Promise<number> {
  const overrides = parseLogOverrides(options.logOverride ?? []);
  if (overrides.value === undefined || hasErrors(overrides.diagnostics)) {
    printDiagnostics(overrides.diagnostics, { color: options.color });
    return exitCode.usage;
  }
  if (process.stdin.isTTY)
    process.stderr.write('spinec lsp speaks the Language Server Protocol: it is an editor that starts it.\n');
  const { startServer } = await import('../lsp/server.ts');
  startServer({ overrides: overrides.value, errorsOnly: options.quiet === true }, process.stdin, process.stdout);
  return new Promise(() => undefined);
}
