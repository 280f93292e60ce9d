/** What the readers of checkpoints say when a file is not what it should be. Names in messages come from files nobody has vouched for. */
import type { DiagnosticCode } from '../../../compiler/diagnostics/codes.ts';
import { diagnostic, DiagnosticError, type DiagnosticDetails } from '../../../compiler/diagnostics/diagnostic.ts';

/** Of published checkpoints: 150. */
const longestName = 4096;

/** Quoted, without control characters, and cut. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 117)}…` : name);
}

export function refuse(code: DiagnosticCode, file: string, message: string, details?: DiagnosticDetails): never {
  throw new DiagnosticError(diagnostic(code, `${file}: ${message}`, details));
}

/** The file's bytes contradict themselves: SPN5017. */
export function damaged(file: string, message: string): never {
  return refuse('SPN5017', file, message);
}

/** Names are kept for as long as a file is open, so all of them together have a limit: SPN5019 beyond. */
export class NameBudget {
  readonly #file: string;
  #left = 32 * 2 ** 20;

  constructor(file: string) {
    this.#file = file;
  }

  take({ length }: string): void {
    if (length > longestName) tooLarge(this.#file, `it has a name of ${length} characters`);
    this.#left -= length;
    if (this.#left < 0) tooLarge(this.#file, 'its names have more than 32 MiB in all');
  }
}

/** Sizes that a file only claims are believed up to here: SPN5019. */
export function tooLarge(file: string, message: string): never {
  return refuse('SPN5019', file, message);
}
