/**
 * A network and where an official code keeps its params. Names are those of the whole network: a head that looks at one
 * level leaves the rest of the backbone idle, but checkpoints have it, and layers are counted with it.
 */
import type { NameDialect } from '../../../runtime/weights/names/dialect-names.ts';
import { nameTables } from '../../../runtime/weights/names/dialects.ts';
import type { NameMap } from '../../../runtime/weights/names/name-map.ts';
import { DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { Graph } from '../../ir/graph.ts';
import { lower } from '../../lower/lower.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';

export interface NamedGraph {
  readonly graph: Graph;
  /** Of the graph's params, and of those that it has no use for. */
  readonly names: NameMap;
}

/** @throws DiagnosticError SPN3xxx when there is no such network. */
export function namedGraph(spec: ResolvedSpec, dialect: NameDialect): NamedGraph {
  const { value: graph, diagnostics } = lower(spec);
  if (graph === undefined) throw new DiagnosticError(...diagnostics);
  const { min, max } = spec.levels;
  const endpoints = Array.from({ length: max - min + 1 }, (_, i) => `endpoint_${min + i}`);
  const whole = lower(spec, { taps: nameTables[dialect].saves === 'everything' ? 'all' : endpoints }).value;
  return { graph, names: nameTables[dialect].mapper(whole ?? graph) };
}
