/** When every layer is to stay in float32: the result would be the float32 network. */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Graph } from '../../compiler/ir/graph.ts';

export interface Cause {
  /** Layers that hold numbers beyond float16's. */
  readonly overflows?: number | undefined;
  /** Whether noise was measured, which `--min-snr` is about. */
  readonly measured: boolean;
}

export function nothingLeft({ name }: Graph, { overflows = 0, measured }: Cause): DiagnosticError {
  const large = overflows === 0 ? '' : `; ${overflows} hold numbers near or beyond float16's largest, 65504`;
  const mends = [
    ...(overflows === 0 ? [] : ['compute in 8-bit integers (`--to int8`)']),
    'keep fewer layers',
    ...(measured ? ['lower `--min-snr`'] : []),
  ];
  return new DiagnosticError(
    diagnostic('SPN4911', `${name}: every layer is to stay in float32${large}`, { suggestion: mends.join(', or ') }),
  );
}
