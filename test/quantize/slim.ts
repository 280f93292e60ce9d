/** SpineNet-49 with an eighth of the filters: small enough to be run many times. */
import type { Graph } from '../../compiler/ir/graph.ts';
import { lower, type LowerOptions } from '../../compiler/lower/lower.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { atSize, spinenet49, withRetinanet } from '../lower/published.ts';

export const { head: slimRetinanet } = withRetinanet(spinenet49, { filters: 16, convs: 2, classes: 3 });

/** As lowered, for 64×64 pictures. */
export function slim(rest: Partial<ResolvedSpec>, options: LowerOptions = {}): Graph {
  const scale = { ...spinenet49.scale, filters: 0.125, endpointFilters: 16 };
  return lower({ ...atSize(spinenet49, 64), ...rest, scale }, options).value!;
}
