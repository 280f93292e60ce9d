/** Diagnostics as SARIF. What writes it is loaded when it is asked for: explanations are most of the log, and few read it. */
import type { Diagnostic } from './diagnostic.ts';

/** Ends with a line break. `version` is the compiler's. */
export async function renderSarif(
  diagnostics: readonly Diagnostic[],
  options: { version?: string | undefined } = {},
): Promise<string> {
  const { sarifLog } = await import('./sarif-log.ts');
  return `${JSON.stringify(sarifLog(diagnostics, options.version), null, 2)}\n`;
}
