/**
 * The check stage: does a resolved spec mean a network that can be built? Each file here looks at one thing; what can't be
 * judged because something else is wrong is left for the next run, so that one mistake is one message.
 *
 * What the published networks do (b11 added to b14, upsampling by 4, parents with different centres) is at most a note.
 */
import type { Outcome } from '../diagnostics/diagnostic.ts';
import { dialects } from '../resolve/dialects.ts';
import { families } from '../resolve/families.ts';
import type { SpecOrigins } from '../resolve/origins.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { checkFamily } from './family.ts';
import { checkFilters } from './filters.ts';
import { Findings } from './findings.ts';
import { checkLevels } from './levels.ts';
import { checkLimits } from './limits.ts';
import { checkNames } from './names.ts';
import { checkReachability } from './reachability.ts';
import { runningList } from './running-list.ts';
import { checkSizes } from './sizes.ts';
import { checkWiring } from './wiring.ts';

/** The spec itself when it has no errors. `origins` gives messages their places in the text. */
export function check(spec: ResolvedSpec, origins?: SpecOrigins): Outcome<ResolvedSpec> {
  const findings = new Findings(origins);
  const list = runningList(spec);
  if (checkFamily(spec, list, findings) && checkLimits(spec, list, findings)) {
    checkDialect(spec, findings);
    const unique = checkNames(list, findings);
    const missingLevels = checkLevels(spec, list, findings);
    const filters = checkFilters(spec, list, findings);
    const parents = checkWiring(list, findings);
    const sizes = parents && checkSizes(spec, list, parents, findings);
    if (families[spec.family].permuted && unique && parents && filters && sizes)
      checkReachability({ spec, list, parents, filters, sizes, missingLevels }, findings);
  }
  return { value: findings.hasErrors ? undefined : spec, diagnostics: findings.diagnostics };
}

function checkDialect(spec: ResolvedSpec, findings: Findings): void {
  if (spec.merge.weighted && !dialects[spec.dialect].weightedMerge) {
    findings.add('SPN2054', 'merge.weighted', `the dialect ${spec.dialect} has no weighted fusion`, {
      suggestion: 'set `dialect` to `garden`',
    });
  }
}
