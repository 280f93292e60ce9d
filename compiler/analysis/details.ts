/**
 * A report with everything that is per op: figures, additions of features, bytes over time. Apart from `analyze`, which search
 * programs call thousands of times and pages of others bundle.
 */
import { planMemory } from '../passes/memory-plan.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { withOptions } from '../resolve/variant.ts';
import type { MemoryStep, Report } from '../schema/report-types.generated.ts';
import { analyzedGraphs, reportOf, type AnalyzedGraphs, type AnalyzeOptions } from './analyze.ts';
import { merges } from './merges.ts';

/** As `analyze`, with `ops`, `merges` and `memory.timeline`. @throws DiagnosticError when the spec can't be lowered. */
export function analyzeInDetail(spec: ResolvedSpec, options: AnalyzeOptions = {}): Report {
  const chosen = withOptions(spec, options);
  return detailsOf(chosen, analyzedGraphs(chosen, options), options);
}

/** The same of graphs that are there already. @param chosen the spec with its options applied. */
export function detailsOf(chosen: ResolvedSpec, graphs: AnalyzedGraphs, options: AnalyzeOptions): Report {
  const report = reportOf(chosen, graphs, { ...options, ops: true });
  const { graph, planned } = graphs;
  const { liveBytesDuring, liveBytesAfter } = planMemory(planned);
  const timeline = planned.nodes.map(({ name, origin: { section } }, i): MemoryStep => {
    return { name, section, bytes: liveBytesDuring[i]!, bytesAfter: liveBytesAfter[i]! };
  });
  return { ...report, merges: merges(graph), memory: { ...report.memory, timeline } };
}
