#!/usr/bin/env node
/**
 * `spinec`. Runs one command and turns whatever happens into an exit code: diagnostics are printed with their code
 * frame, Ctrl-C removes unfinished files, and only a bug in the compiler itself is exit code 4.
 */
import { CommanderError } from '@commander-js/extra-typings';
import { codeOf, reasonOf } from '../../runtime/file-errors.ts';
import { environmentCodes } from '../diagnostics/codes/runtime.ts';
import { diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import { printDiagnostics } from './diagnostics.ts';
import { exitCode } from './exit-codes.ts';
import { EnvironmentError, UsageError } from './files.ts';
import { removeUnfinished } from './output.ts';
import { createProgram, globalsLast } from './program.ts';
import { handleSignals } from './signals.ts';

function endWith(code: number): never {
  removeUnfinished();
  process.exit(code);
}

handleSignals(() => endWith(exitCode.interrupted));
process.stdout.on('error', (error: Error) => {
  // The reader of a pipe may leave early (`spinec flops … | head`): that is its right, and no reason not to finish.
  if (codeOf(error) === 'EPIPE') {
    if (process.argv.includes('--watch')) endWith(exitCode.ok);
    return;
  }
  printDiagnostics([diagnostic('SPN6901', `cannot write <stdout>: ${reasonOf(error)}`)], {});
  endWith(exitCode.environment);
});
process.stderr.on('error', () => undefined); // there is nobody left to tell

let code: number = exitCode.ok;
const program = createProgram((result) => (code = result));

try {
  await program.parseAsync(globalsLast(process.argv));
} catch (error) {
  code = exitCodeOf(error);
}
removeUnfinished();
// Native backends keep handles open; results are flushed before the process leaves.
process.exitCode = code;
await new Promise<void>((resolve) => process.stdout.write('', () => setImmediate(resolve)));
process.exit(code);

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return error.exit;
  }
  if (error instanceof DiagnosticError) {
    printDiagnostics(error.diagnostics, { color: process.argv.includes('--no-color') ? false : undefined });
    return error instanceof EnvironmentError || error.diagnostics.some((d) => environmentCodes.has(d.code))
      ? exitCode.environment
      : exitCode.inputErrors;
  }
  if (error instanceof RangeError && /array buffer|typed array/i.test(error.message)) {
    printDiagnostics([diagnostic('SPN6018', `not enough memory: ${error.message}`)], {});
    return exitCode.environment;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `internal error: ${message}\nThis is a bug in spinec: please report it with the command and the spec.\n`,
  );
  if (process.env['SPINEC_DEBUG'] !== undefined && error instanceof Error)
    process.stderr.write(`${error.stack ?? ''}\n`);
  return exitCode.internal;
}
