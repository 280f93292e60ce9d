/**
 * The whole system, one statement per arrow:
 *
 *  spec text (.json/.jsonc, .spine)  or  TypeScript builder
 *    │ syntax      parse to SpecAst, every node with a span
 *    │ schema      ajv (standalone, generated) → diagnostics framed in the source
 *    │ resolve     extends, presets, scale, dialect → ResolvedSpec (nothing left implicit; printable)
 *    │ check       meaning: wiring, levels, reachability, sizes, dialect limits
 *    │ lower       blocks, resamples, endpoints, heads → Graph (typed ops, symbolic batch, provenance)
 *    │ passes      infer shapes · fold · fuse · rewrite · schedule · plan memory      (verifier between)
 *    ├─ analysis   resolution, cost, receptive field, memory, roofline → report JSON → table/md/csv/html, picture, diff
 *    └─ emit       tfjs (static TypeScript) · onnx
 *  runtime: weights → chosen backend → outputs
 */
import { check } from './check/check.ts';
import { hasErrors, type Diagnostic, type Outcome, type SourceFile } from './diagnostics/diagnostic.ts';
import type { Graph } from './ir/graph.ts';
import { lower, type LowerOptions } from './lower/lower.ts';
import { optimize, type OptimizeOptions, type PassRun } from './passes/manager.ts';
import { resolve, type ResolveOptions, type SpecOrigins } from './resolve/resolve.ts';
import type { ResolvedSpec } from './resolve/resolved-spec.ts';
import { validateSchema } from './schema/validate.ts';
import type { SpecAst } from './syntax/ast.ts';
import { parse } from './syntax/parse.ts';

/** A spec that was read: its tree, its meaning when it has one, and where everything was written. */
export interface Understood extends Outcome<ResolvedSpec> {
  readonly ast?: SpecAst | undefined;
  readonly origins?: SpecOrigins | undefined;
}

/** Text → checked spec. */
export function understand(source: SourceFile, options: ResolveOptions = {}): Understood {
  // 1. syntax
  return understandParsed(parse(source.text, { name: source.name }), options);
}

/** What `parse` gave → checked spec. */
export function understandParsed(parsed: Outcome<SpecAst>, options: ResolveOptions = {}): Understood {
  if (parsed.value === undefined || hasErrors(parsed.diagnostics))
    return { value: undefined, diagnostics: parsed.diagnostics, ast: parsed.value };
  const understood = understandAst(parsed.value, options);
  return { ...understood, diagnostics: [...parsed.diagnostics, ...understood.diagnostics] };
}

/** Tree (also from the typed builder) → checked spec. */
export function understandAst(ast: SpecAst, options: ResolveOptions = {}): Understood {
  // 2. schema
  const shape = validateSchema(ast);
  if (hasErrors(shape)) return { value: undefined, diagnostics: shape, ast };
  // 3. resolve
  const resolved = resolve(ast, options);
  if (resolved.value === undefined || hasErrors(resolved.diagnostics))
    return { value: undefined, diagnostics: [...shape, ...resolved.diagnostics], ast, origins: resolved.origins };
  // 4. check
  const checked = check(resolved.value, resolved.origins);
  const diagnostics = [...shape, ...resolved.diagnostics, ...checked.diagnostics];
  return { value: hasErrors(diagnostics) ? undefined : checked.value, diagnostics, ast, origins: resolved.origins };
}

export interface GraphOptions extends LowerOptions, OptimizeOptions {}

export interface Built {
  readonly graph: Graph;
  readonly passes: readonly PassRun[];
}

/** Checked spec → optimised graph. */
export function buildGraph(spec: ResolvedSpec, options: GraphOptions = {}): Outcome<Built> {
  // 5. lower
  const lowered = lower(spec, options);
  const diagnostics: readonly Diagnostic[] = lowered.diagnostics;
  if (lowered.value === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics };
  // 6. passes
  return { value: optimize(lowered.value, options), diagnostics };
}
