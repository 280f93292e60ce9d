/** `--weights` and `--seed` of commands. */
import { openFileSource } from '../../runtime/weights/file-source.ts';
import { fitWeights, type WeightedGraph } from '../../runtime/weights/fit.ts';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';
import { seededSource } from '../../runtime/weights/seeded.ts';
import { diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import type { Graph } from '../ir/graph.ts';
import { dialects } from '../resolve/dialects.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';

export interface WeightsOptions {
  readonly weights?: string | undefined;
  readonly seed?: number | undefined;
}

/**
 * Weights that `import` wrote say what network they are of. Those of another dialect fit in names and shapes, and compute
 * something else.
 * @param file `--weights`, if it was given.
 * @throws DiagnosticError SPN5029, and what opening throws.
 */
export function checkDialect(file: string | undefined, { name, dialect: own }: ResolvedSpec): void {
  if (file === undefined) return;
  const opened = new SafetensorsFile(openFileSource(file));
  const dialect = opened.metadata.get('dialect');
  opened.close();
  if (!opened.metadata.has('specHash') || dialect === undefined || dialect === own) return;
  const known = Object.hasOwn(dialects, dialect) ? dialect : undefined;
  const message = `${file} was imported for ${known === undefined ? 'another dialect' : `the dialect ${known}`}, and ${name} is of dialect ${own}`;
  throw new DiagnosticError(
    diagnostic('SPN5029', message, {
      ...(known && { suggestion: `\`--set dialect=${known}\` makes it the network that these weights are of` }),
    }),
  );
}

/** Opens what the options name; the default is seed 0. @throws DiagnosticError SPN50xx */
export function openWeights(graph: Graph, options: WeightsOptions): WeightedGraph {
  if (options.weights === undefined) return { graph, source: seededSource(options.seed ?? 0) };
  return fitWeights(graph, new SafetensorsFile(openFileSource(options.weights)));
}
