/** A diff of two specs in one synchronous call, for programs that have everything loaded anyway. */
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { SpecDiff } from '../schema/diff-report-types.generated.ts';
import { diffSide, type DiffOptions } from './diff-side.ts';
import { diffSides } from './diff-sides.ts';

/** Throws `DiagnosticError` when one of them can't be lowered (run `check` first to get every reason). */
export function diffSpecs(before: ResolvedSpec, after: ResolvedSpec, options: DiffOptions = {}): SpecDiff {
  return diffSides(diffSide(before, options), diffSide(after, options));
}
