/**
 * Additions that join features of several sections, and where each parent is centred as it arrives. A stride-2 convolution
 * that pads one side more than the other moves the centre of what its cells see; two parents that came different ways
 * then show one cell two places of the picture.
 */
import type { Graph, Node, ValueId } from '../ir/graph.ts';
import type { Merge } from '../schema/report-types.generated.ts';
import { fieldFigures, receptiveFields } from './receptive-field.ts';

/** In the graph's order; a sum of three is one of them. */
export function merges(graph: Graph): Merge[] {
  const fields = receptiveFields(graph);
  const makers = new Map<ValueId, Node>(graph.nodes.flatMap((node) => node.outputs.map(({ id }) => [id, node])));
  const sums = new Map<Node, Merge['parents']>();
  for (const node of graph.nodes) {
    if (node.kind !== 'add') continue;
    const { section } = node.origin;
    const parents = node.inputs.flatMap((term): Merge['parents'] => {
      const partial = makers.get(term);
      const before = partial === undefined ? undefined : sums.get(partial);
      if (before !== undefined && partial!.origin.section === section) {
        sums.delete(partial!);
        return before;
      }
      const id = sectionBefore(term, section, makers);
      const field = fields.get(term);
      return id === undefined || field === undefined ? [] : [{ id, offset: [...fieldFigures(field).offset] }];
    });
    if (new Set(parents.map(({ id }) => id)).size > 1) sums.set(node, parents);
  }
  return [...sums].map(([node, parents]) => ({ section: node.origin.section, parents }));
}

/** Where a value comes from, beyond the section's own ops; nothing for what was added up in the section itself. */
function sectionBefore(value: ValueId, section: string, makers: ReadonlyMap<ValueId, Node>): string | undefined {
  for (let node = makers.get(value); node?.kind !== 'add' || node.origin.section !== section;) {
    if (node?.origin.section !== section) return node?.origin.section;
    node = makers.get(node.inputs[0]!);
  }
  return undefined;
}
