/**
 * The library: pure functions, data in and data out; no console, no exit, no files.
 *
 *     const parsed = parse(text);
 *     const resolved = resolve(parsed.value);
 *     const checked = check(resolved.value, resolved.origins);
 *     const report = analyze(checked.value, { head: 'retinanet' });
 *
 * `understand` is the first three in one; `pipeline.ts` shows how everything fits together.
 */
export { parse, type ParseOptions } from './syntax/parse.ts';
export { formatSpec } from './syntax/format.ts';
export type { SpecAst, SpecNode } from './syntax/ast.ts';
export { resolve, type ResolveOptions, type SpecOrigins } from './resolve/resolve.ts';
export { builtinNames, builtinSource } from './resolve/builtins.ts';
export { specHash } from './resolve/hash.ts';
export type { ResolvedBlock, ResolvedHead, ResolvedSpec } from './resolve/resolved-spec.ts';
export { check } from './check/check.ts';
export { understand, understandAst, buildGraph, type Understood } from './pipeline.ts';
export { lower, type LowerOptions } from './lower/lower.ts';
export { optimize, type OptimizeOptions, type PassRun } from './passes/manager.ts';
export type { OptimizationGoal, OptimizationLevel, OptimizationTarget } from './passes/choice.ts';
export { planMemory, type MemoryPlan } from './passes/memory-plan.ts';
export type { Graph, Node, Param, Section, Value } from './ir/graph.ts';
export type { TensorType } from './ir/tensor-type.ts';
export { printGraph } from './ir/print.ts';
export { parseGraph } from './ir/parse.ts';
export { graphHash } from './ir/hash.ts';
export { verify } from './ir/verify.ts';
export { analyze, type AnalyzeOptions } from './analysis/analyze.ts';
export { checkBudgets, type Budgets } from './analysis/budget.ts';
export { devices, type Device } from './analysis/devices.ts';
export { reportText } from './analysis/report/table.ts';
export { reportMarkdown } from './analysis/report/markdown.ts';
export { reportCsv } from './analysis/report/csv.ts';
export type { BlockRow, Figures, Report } from './schema/report-types.generated.ts';
export { diff } from './diff/diff.ts';
export type { DiffOptions } from './diff/diff-side.ts';
export type { SpecDiff } from './schema/diff-report-types.generated.ts';
export { emit } from './emit/emit.ts';
export { compile, type Artifact, type Compilation, type CompileOptions } from './compile.ts';
export { codes } from './diagnostics/codes.ts';
export { explain } from './diagnostics/explain.ts';
export {
  DiagnosticError,
  hasErrors,
  type Diagnostic,
  type Outcome,
  type Severity,
  type SourceFile,
  type Span,
} from './diagnostics/diagnostic.ts';
export {
  applyLogOverrides,
  parseLogOverrides,
  renderGithub,
  renderJson,
  renderSarif,
  renderText,
} from './diagnostics/render.ts';
export { compilerVersion } from './version.ts';
