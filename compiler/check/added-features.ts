/** Edges that no spec names: the features that the "nobody consumed me" rule adds to output blocks. */
import { families } from '../resolve/families.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { checkFilters } from './filters.ts';
import { Findings } from './findings.ts';
import { takenUnconsumed } from './reachability.ts';
import { runningList } from './running-list.ts';
import { checkSizes } from './sizes.ts';
import { checkWiring } from './wiring.ts';

/** Output block → what is added to it, ids of a spec that was checked; empty where the rule adds nothing. */
export function addedFeatures(spec: ResolvedSpec): ReadonlyMap<string, readonly string[]> {
  const list = runningList(spec);
  // What there is to say has been said by `check`.
  const findings = new Findings(undefined);
  const filters = checkFilters(spec, list, findings);
  const parents = checkWiring(list, findings);
  const sizes = parents && checkSizes(spec, list, parents, findings);
  if (!families[spec.family].permuted || !filters || !sizes) return new Map();
  const added = takenUnconsumed({ spec, list, parents, filters, sizes, missingLevels: new Set() }, findings);
  const idOf = (index: number): string => list.blocks[index]!.id;
  return new Map(
    [...(added ?? [])]
      .filter(([, features]) => features.length > 0)
      .map(([output, features]) => [idOf(output), features.map(idOf)]),
  );
}
