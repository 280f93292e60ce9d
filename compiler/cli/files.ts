/** Reading files for commands: `-` is stdin; however large or strange a file is, at most a little over the limit is read. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { diagnostic, DiagnosticError, type SourceFile } from '../diagnostics/diagnostic.ts';
import { largestSpec } from '../syntax/parse.ts';
import { codeOf, reasonOf } from '../../runtime/file-errors.ts';
import { exitCode } from './exit-codes.ts';
import { withoutHandlersSync } from './signals.ts';

/** A problem with the machine rather than the input: the command ends with exit code 3. */
export class EnvironmentError extends DiagnosticError {
  readonly exit = exitCode.environment;
}

/** A problem with how the command was called: exit code 2. */
export class UsageError extends Error {
  readonly exit = exitCode.usage;
}

/** The bytes of a file, or of stdin for `-`; of a larger one a little more than `limit`. Throws what `unreadable` makes. */
export function readInput(
  path: string,
  limit: number,
  unreadable: (reason: string) => DiagnosticError,
): { readonly bytes: Buffer; readonly size: number } {
  try {
    const file = path === '-' ? 0 : openSync(path, readingFlags);
    try {
      const stats = fstatSync(file);
      if (stats.isDirectory()) throw unreadable('it is a folder');
      const { size } = stats;
      // Nobody may be writing to stdin or a pipe yet, and Ctrl-C has to work all the same.
      const bytes = stats.isFile()
        ? readUpTo(file, limit + 1, size)
        : withoutHandlersSync(() => readUpTo(file, limit + 1, 0));
      return { bytes, size };
    } finally {
      if (path !== '-') closeSync(file);
    }
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    throw unreadable(reasonOf(error));
  }
}

/** Reads a spec's text. @throws DiagnosticError SPN6900 (unreadable, not UTF-8), SPN1001 (too large). */
export function readSpecText(path: string): SourceFile {
  const name = path === '-' ? '<stdin>' : path;
  const unreadable = (reason: string): DiagnosticError =>
    new DiagnosticError(diagnostic('SPN6900', `cannot read ${name}: ${reason}`));
  const { bytes, size } = readInput(path, largestSpec, unreadable);
  if (bytes.length > largestSpec) {
    const has = size > largestSpec ? `has ${(size / 1e6).toFixed(1)} MB` : 'has more than 4 MB';
    throw new DiagnosticError(diagnostic('SPN1001', `${name} ${has}; the limit for specs is 4 MB`));
  }
  return { name, text: decode(bytes) ?? refuseEncoding(bytes, unreadable) };
}

/** A pipe that nobody writes to is opened as an empty one, instead of never. */
const readingFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuseEncoding(bytes: Buffer, unreadable: (reason: string) => DiagnosticError): never {
  const mark = bytes.subarray(0, 2).toString('hex');
  const utf16 = mark === 'fffe' || mark === 'feff';
  throw unreadable(`it is ${utf16 ? 'UTF-16' : 'not UTF-8'} text; specs are UTF-8`);
}

/** `expected`: how much a file has; 0 where that is not known. */
function readUpTo(file: number, limit: number, expected: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < limit) {
    const chunk = Buffer.allocUnsafe(Math.min(limit - total, Math.max(65_536, expected - total + 1)));
    let count: number;
    try {
      count = readSync(file, chunk, 0, chunk.length, null);
    } catch (error) {
      if (codeOf(error) === 'EOF') break;
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(clock, 0, 0, 5); // a terminal or pipe with nothing to read yet
      continue;
    }
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** Never changes, so that waiting for it to change is sleeping. */
const clock = new Int32Array(new SharedArrayBuffer(4));
