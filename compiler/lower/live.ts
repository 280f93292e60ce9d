/**
 * Leaves what the outputs need. Blocks that reach no output are built like all others, because the "nobody consumed me"
 * rule counts them, and then dropped, as Keras drops layers that no output of a functional model depends on.
 */
import type { Graph } from '../ir/graph.ts';

/** The same graph when nothing is dead. Every stored param has a user; a section without nodes goes too. */
export function liveGraph(graph: Graph): Graph {
  const used = new Set(graph.outputs.map((output) => output.value));
  for (let i = graph.nodes.length - 1; i >= 0; i--) {
    const node = graph.nodes[i]!;
    if (node.outputs.some(({ id }) => used.has(id))) for (const id of node.inputs) used.add(id);
  }
  const nodes = graph.nodes.filter((node) => node.outputs.some(({ id }) => used.has(id)));
  if (nodes.length === graph.nodes.length) return graph;
  const sections = new Set(nodes.map((node) => node.origin.section));
  return Object.freeze({
    ...graph,
    nodes,
    params: graph.params.filter(({ name }) => used.has(name)),
    sections: graph.sections.filter(({ id }) => sections.has(id)),
  });
}
