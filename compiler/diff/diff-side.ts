/** What a diff needs to know of one spec. */
import { analyze } from '../analysis/analyze.ts';
import { addedFeatures } from '../check/added-features.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { withOptions, type VariantOptions } from '../resolve/variant.ts';
import type { Report } from '../schema/report-types.generated.ts';

/** Another picture size or head for both. */
export type DiffOptions = VariantOptions;

export interface DiffSide {
  readonly spec: ResolvedSpec;
  readonly report: Report;
  /** Output block → what is added to it because no block takes it. */
  readonly added: ReadonlyMap<string, readonly string[]>;
}

/** Throws `DiagnosticError` when the spec can't be lowered (run `check` first to get every reason). */
export function diffSide(spec: ResolvedSpec, options: DiffOptions = {}): DiffSide {
  const chosen = withOptions(spec, options);
  return { spec: chosen, report: analyze(chosen), added: addedFeatures(chosen) };
}
