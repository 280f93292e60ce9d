/**
 * What others have published of a network: rows of `specs/published.json`, found by what is computed rather than by name, so
 * that a changed copy of a built-in does not borrow its results. The activation may differ: the paper trains one network
 * with ReLU and with swish.
 */
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { specHash } from '../resolve/hash.ts';
import { understand } from '../pipeline.ts';
import { builtinSource } from '../resolve/builtins.ts';
import type { PublishedResult, PublishedResults } from '../schema/published-types.generated.ts';
import { publishedResults } from './published-results.generated.ts';

/** All of them, with their sources and what protocols mean. */
export const published: PublishedResults = publishedResults;

/** The network of a row: its built-in with the row's head, size and settings. */
export function publishedSpec({ spec, head, input, set = {} }: PublishedResult): ResolvedSpec {
  const settings = Object.entries(set).map(([path, value]) => ({ path, value }));
  const { value } = understand(builtinSource(spec)!, { head, input, set: settings });
  if (value === undefined) throw new Error(`${spec} can't be what specs/published.json says`);
  return value;
}

/** Rows about what this spec computes, its activation aside. */
export function resultsOf(spec: ResolvedSpec): readonly PublishedResult[] {
  const { height, width } = spec.input;
  const hash = identity(spec);
  const hashes = new Map<string, string>();
  return published.results.filter((row) => {
    if (row.head !== spec.head.kind || row.input.height !== height || row.input.width !== width) return false;
    const key = JSON.stringify([row.spec, row.set]);
    const known = hashes.get(key) ?? identity(publishedSpec(row));
    hashes.set(key, known);
    return known === hash;
  });
}

const identity = (spec: ResolvedSpec): string => specHash({ ...spec, activation: 'relu' });

/** `350 epochs, ReLU, …`, or what a row says itself. */
export function trainingOf({ protocol, training }: PublishedResult): string {
  if (protocol === undefined) return training ?? '';
  return `protocol ${protocol}: ${published.protocols[protocol] ?? ''}`;
}
