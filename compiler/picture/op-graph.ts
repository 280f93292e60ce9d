/** The ops of one section as nodes and edges, and what they take from other sections and give to them. */
import { DiagnosticError, diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/did-you-mean.ts';
import { nodeCosts } from '../analysis/cost.ts';
import { short, size } from '../analysis/report/format.ts';
import { valueTypes, type Graph, type ValueId } from '../ir/graph.ts';

export interface OpNode {
  readonly id: string;
  readonly kind: 'op' | 'outer';
  /** Lines of text: the first names it. */
  readonly lines: readonly string[];
  readonly macs: number;
}

export interface OpGraph {
  readonly title: string;
  readonly nodes: readonly OpNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** Layered drawing takes more than linear time, and nobody reads a picture of more. */
const mostOps = 400;

/** @throws DiagnosticError SPN6940 for a section that the graph hasn't got, SPN6941 for one of too many ops. */
export function opGraph(graph: Graph, section: string): OpGraph {
  const ids = graph.sections.map(({ id }) => id);
  const found = graph.sections.find(({ id }) => id === section);
  if (found === undefined) {
    const guess = nearest(section, ids);
    throw new DiagnosticError(
      diagnostic('SPN6940', `${graph.name} has no part \`${section}\``, {
        suggestion: guess === undefined ? `there are ${ids.join(', ')}` : `did you mean \`${guess}\`?`,
      }),
    );
  }
  const costs = nodeCosts(graph).filter(({ node }) => node.origin.section === section);
  if (costs.length > mostOps)
    throw new DiagnosticError(
      diagnostic('SPN6941', `${section} has ${costs.length} ops; at most ${mostOps} are drawn`, {
        suggestion: 'draw it with fewer repeats, such as `--set scale.repeats=1`',
      }),
    );
  const types = valueTypes(graph);
  const params = new Set(graph.params.map(({ name }) => name));
  const sectionOf = new Map<ValueId, string>();
  const makerOf = new Map<ValueId, string>();
  for (const node of graph.nodes)
    for (const { id } of node.outputs) {
      sectionOf.set(id, node.origin.section);
      makerOf.set(id, node.name);
    }
  const nodes: OpNode[] = [];
  const edges: { from: string; to: string }[] = [];
  const outer = new Set<string>();
  const shape = (id: ValueId): string => size(types.get(id)?.dims.slice(1).map(Number) ?? []);
  for (const { node, figures } of costs) {
    for (const input of node.inputs) {
      if (params.has(input)) continue;
      const from = sectionOf.get(input) === section ? makerOf.get(input)! : `in:${input}`;
      if (from.startsWith('in:') && !outer.has(from)) {
        outer.add(from);
        nodes.push({ id: from, kind: 'outer', lines: [sectionOf.get(input) ?? input, shape(input)], macs: 0 });
      }
      edges.push({ from, to: node.name });
    }
    const kernel = node.inputs.find((id) => params.has(id) && (types.get(id)?.dims.length ?? 0) > 1);
    nodes.push({
      id: node.name,
      kind: 'op',
      lines: [
        node.kind,
        node.name.startsWith(`${section}/`) ? node.name.slice(section.length + 1) : node.name,
        ...(kernel === undefined ? [] : [`kernel ${size(types.get(kernel)!.dims.map(Number))}`]),
        ...node.outputs.map(({ id }) => shape(id)),
        ...(figures.macs === 0 ? [] : [`${short(figures.macs)} macs`]),
      ],
      macs: figures.macs,
    });
  }
  addTakers(graph, section, sectionOf, makerOf, nodes, edges);
  return { title: found.title, nodes, edges };
}

/** One node for all that takes a result of the section: `to b12, b14`. */
function addTakers(
  graph: Graph,
  section: string,
  sectionOf: ReadonlyMap<ValueId, string>,
  makerOf: ReadonlyMap<ValueId, string>,
  nodes: OpNode[],
  edges: { from: string; to: string }[],
): void {
  const takers = new Map<ValueId, Set<string>>();
  const add = (value: ValueId, taker: string): void => {
    if (sectionOf.get(value) !== section) return;
    const list = takers.get(value) ?? new Set();
    takers.set(value, list.add(taker));
  };
  for (const node of graph.nodes)
    if (node.origin.section !== section) for (const input of node.inputs) add(input, node.origin.section);
  for (const { name, value } of graph.outputs) add(value, `output ${name}`);
  for (const [value, list] of takers) {
    const shown = [...list].slice(0, 4);
    const more = list.size > shown.length ? ` and ${list.size - shown.length} more` : '';
    nodes.push({ id: `out:${value}`, kind: 'outer', lines: [`to ${shown.join(', ')}${more}`], macs: 0 });
    edges.push({ from: makerOf.get(value)!, to: `out:${value}` });
  }
}
