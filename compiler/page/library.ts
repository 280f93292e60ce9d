/** `spinec/page`: reports as pages, and what others have published of the built-in networks. */
import type { AnalyzeOptions } from '../analysis/analyze.ts';
import { published, resultsOf } from '../analysis/published.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { PublishedResults } from '../schema/published-types.generated.ts';
import { pageEntry, reportPage, type PageOptions } from './report-page.ts';

export type { PublishedResult, PublishedResults } from '../schema/published-types.generated.ts';
export type { PageOptions } from './report-page.ts';

/**
 * The report of one or several specs as an HTML file that needs nothing else: `spinec flops --format html`.
 * @throws DiagnosticError when a spec can't be lowered; RangeError for no specs at all.
 */
export async function reportHtml(
  specs: readonly ResolvedSpec[],
  options: Omit<AnalyzeOptions, 'ops'> & PageOptions = {},
): Promise<string> {
  const entries = specs.map((spec) => pageEntry(spec, options));
  return reportPage(entries, options);
}

/** `specs/published.json`, or its rows about what this spec computes. */
export function publishedResults(spec?: ResolvedSpec): PublishedResults {
  return spec === undefined ? published : { ...published, results: [...resultsOf(spec)] };
}
