/** The library's `diff`: what computes it is loaded when it is called, as pages that never compare need none of it. */
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { SpecDiff } from '../schema/diff-report-types.generated.ts';
import { diffSide, type DiffOptions } from './diff-side.ts';

/**
 * What changed from one checked spec to another: blocks, fields, and every figure. Throws `DiagnosticError` when one of
 * them can't be lowered.
 */
export async function diff(before: ResolvedSpec, after: ResolvedSpec, options: DiffOptions = {}): Promise<SpecDiff> {
  const sides = [diffSide(before, options), diffSide(after, options)] as const;
  const { diffSides } = await import('./diff-sides.ts');
  return diffSides(...sides);
}
