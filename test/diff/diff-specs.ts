/** A diff of two specs in one call. */
import { diffSide, type DiffOptions } from '../../compiler/diff/diff-side.ts';
import { diffSides } from '../../compiler/diff/diff-sides.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { SpecDiff } from '../../compiler/schema/diff-report-types.generated.ts';

export const diffSpecs = (before: ResolvedSpec, after: ResolvedSpec, options: DiffOptions = {}): SpecDiff =>
  diffSides(diffSide(before, options), diffSide(after, options));
