/**
 * Runs passes in order and keeps them honest: properties that a pass requires must have been ensured before it; with
 * `verify` the graph and every property ensured so far are checked after each pass, and a failure names the pass and its
 * predecessors.
 */
import { verify as verifyGraph } from '../ir/verify.ts';
import type { Graph } from '../ir/graph.ts';
import type { PassChoice } from './choice.ts';
import { passesFor } from './levels.ts';
import { createMacCounter } from './mac-counter.ts';
import type { GraphProperty, Pass } from './pass.ts';
import { properties } from './properties.ts';

/** What one pass did. */
export interface PassRun {
  readonly name: string;
  readonly milliseconds: number;
  readonly nodesBefore: number;
  readonly nodesAfter: number;
  readonly changed: boolean;
  /** Multiply-adds of the graph at batch 1, counted when somebody looks. */
  readonly macsBefore: number;
  readonly macsAfter: number;
}

export interface PassEvent {
  readonly pass: Pass;
  /** Position in the list of passes, from 0. */
  readonly index: number;
  readonly before: Graph;
  readonly after: Graph;
  readonly run: PassRun;
}

export interface RunOptions {
  /** Name of the last pass to run (`--emit-after`); a name that is not in the list is an error of the caller. */
  readonly stopAfter?: string | undefined;
  /** Told about each pass after it ran (`--dump`, `--time-passes`). */
  readonly onPass?: ((event: PassEvent) => void) | undefined;
  /** Check the graph and every ensured property before the first pass and after each. */
  readonly verify?: boolean | undefined;
  /** Milliseconds from any fixed moment. */
  readonly clock?: (() => number) | undefined;
}

export interface OptimizeOptions extends RunOptions, PassChoice {}

export interface OptimizeResult {
  readonly graph: Graph;
  readonly passes: readonly PassRun[];
}

/** A pass that was put in the wrong place or broke what it promised: a fault of the compiler, not of its input. */
export class PassError extends Error {
  override readonly name = 'PassError';
}

/** Runs the passes of a level (and goal and target). */
export function optimize(graph: Graph, options: OptimizeOptions = {}): OptimizeResult {
  return runPasses(graph, passesFor(options), options);
}

/** Runs the given passes in order. Throws `PassError` on a broken contract. */
export function runPasses(graph: Graph, passes: readonly Pass[], options: RunOptions = {}): OptimizeResult {
  const { stopAfter, onPass, verify = false, clock = () => performance.now() } = options;
  const last = stopAfter === undefined ? passes.length - 1 : passes.findIndex((p) => p.name === stopAfter);
  if (stopAfter !== undefined && last < 0)
    throw new PassError(`no pass ${stopAfter} among ${passes.map((p) => p.name).join(', ')}`);
  if (verify) checkGraph(graph, 'the graph given to the first pass');

  const macs = createMacCounter();
  const ensured = new Set<GraphProperty>();
  const runs: PassRun[] = [];
  let current = graph;
  for (const [index, pass] of passes.slice(0, last + 1).entries()) {
    const place = describe(passes, index);
    const missing = pass.requires.filter((property) => !ensured.has(property));
    if (missing.length > 0) throw new PassError(`${place} requires ${missing.join(', ')}`);

    const start = clock();
    const { graph: after, changed } = pass.run(current);
    const milliseconds = clock() - start;

    if (changed) for (const property of pass.breaks) ensured.delete(property);
    for (const property of pass.ensures) ensured.add(property);
    if (verify) {
      if (changed === (after === current)) throw new PassError(`${place} misreports whether it changed the graph`);
      checkGraph(after, place);
      checkProperties(after, ensured, place);
    }

    const before = current;
    const run: PassRun = {
      name: pass.name,
      milliseconds,
      nodesBefore: before.nodes.length,
      nodesAfter: after.nodes.length,
      changed,
      get macsBefore() {
        return macs(before);
      },
      get macsAfter() {
        return macs(after);
      },
    };
    runs.push(run);
    onPass?.({ pass, index, before, after, run });
    current = after;
  }
  return { graph: current, passes: runs };
}

/** `pass fuse-activations (after eliminate-dead-nodes, fold-batch-norm)` */
function describe(passes: readonly Pass[], index: number): string {
  const before = passes.slice(0, index).map((p) => p.name);
  return `pass ${passes[index]!.name} (${before.length === 0 ? 'first' : `after ${before.join(', ')}`})`;
}

function checkGraph(graph: Graph, place: string): void {
  freezeDeeply(graph);
  const problems = verifyGraph(graph);
  if (problems.length > 0) throw new PassError(`${place} leaves a malformed graph:\n${problems.join('\n')}`);
}

/** From here on a write into the graph throws. */
function freezeDeeply(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeDeeply);
}

function checkProperties(graph: Graph, ensured: ReadonlySet<GraphProperty>, place: string): void {
  for (const property of ensured) {
    const violations = properties[property].violations(graph);
    if (violations.length > 0)
      throw new PassError(`${place} leaves a graph without ${property}: ${violations.join(', ')}`);
  }
}
