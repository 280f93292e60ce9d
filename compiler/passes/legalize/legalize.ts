/** The last passes before the memory plan and emission; at -O2 they have run already where the schedule has to know. */
import type { Graph } from '../../ir/graph.ts';
import { runPasses } from '../manager.ts';
import { legalizations } from './legalizations.ts';

export type LegalizationTarget = keyof typeof legalizations;

/** The graph in the words of a target; already legal graphs come back as they are. */
export function legalize(graph: Graph, target: LegalizationTarget, options: { readonly verify?: boolean } = {}): Graph {
  return runPasses(graph, legalizations[target], options).graph;
}
