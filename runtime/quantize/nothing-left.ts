/** When every layer is to stay in float32: the result would be the float32 network. */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Graph } from '../../compiler/ir/graph.ts';

export function nothingLeft({ name }: Graph): DiagnosticError {
  return new DiagnosticError(
    diagnostic('SPN4911', `${name}: every layer is to stay in float32`, {
      suggestion: 'keep fewer layers, or lower `--min-snr`',
    }),
  );
}
