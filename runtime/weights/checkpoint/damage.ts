/** What the readers of checkpoints say when a file is not what it should be. Names in messages come from files nobody has vouched for. */
import type { DiagnosticCode } from '../../../compiler/diagnostics/codes.ts';
import { diagnostic, DiagnosticError, type DiagnosticDetails } from '../../../compiler/diagnostics/diagnostic.ts';

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

/** Sizes that a file only claims are believed up to here: SPN5019. */
export function tooLarge(file: string, message: string): never {
  return refuse('SPN5019', file, message);
}
