/** Load time and peak memory of one side, in a process that has nothing else in it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { MemoryAnswer, MemoryFigures } from './memory-process.ts';
import type { OpenOptions } from './open-side.ts';

/** Beside this file, in source (`.ts`) and as it was built (`.js`). */
const program = fileURLToPath(import.meta.url.replace(/memory(\.\w+)$/, 'memory-process$1'));

/**
 * Throws what the other process has thrown, or `DiagnosticError` SPN6904 when it ended without a word.
 */
export function measureMemory(options: OpenOptions): Promise<MemoryFigures> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill); // an interrupted command takes it along
    let answer: MemoryAnswer | undefined;
    child.once('message', (message) => (answer = message as MemoryAnswer));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('exit', kill);
      if (answer === undefined) reject(ended(options.path, code, signal));
      else if ('diagnostics' in answer) reject(new DiagnosticError(...answer.diagnostics));
      else if ('error' in answer) reject(new (answer.error.isRange ? RangeError : Error)(answer.error.message));
      else resolve(answer);
    });
    child.send(options);
  });
}

function ended(path: string, code: number | null, signal: NodeJS.Signals | null): DiagnosticError {
  const how = signal === null ? `with exit code ${code ?? '?'}` : `by ${signal}`;
  return new DiagnosticError(
    diagnostic('SPN6904', `the process that was to load ${path} ended ${how}`, {
      ...(signal === 'SIGKILL' && { suggestion: 'the system may have been out of memory: use a smaller `--input`' }),
    }),
  );
}
