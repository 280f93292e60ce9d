/**
 * A graph that measures itself: beside every layer runs its twin in another number format on the same float32 input, and
 * the difference of their results is a value that can be looked at. Errors don't add up from layer to layer, so each layer
 * is judged alone.
 */
import type { Graph, Node, Section, ValueId } from '../ir/graph.ts';
import { resultOf } from '../ir/graph.ts';
import type { Layer } from './layer.ts';

export interface LayerProbe {
  readonly layer: Layer;
  readonly signal: ValueId;
  readonly noise: ValueId;
  /** What the twin makes instead of the signal. */
  readonly twin: ValueId;
}

export interface NoiseGraph {
  readonly graph: Graph;
  /** Nodes to be computed in the other format; everything else of the graph is in float32. */
  readonly twins: ReadonlySet<string>;
  readonly probes: readonly LayerProbe[];
}

export function noiseGraph(graph: Graph, layers: readonly Layer[]): NoiseGraph {
  const byLast = new Map(layers.map((layer) => [layer.nodes.at(-1), layer]));
  const nodes: Node[] = [];
  const probes: LayerProbe[] = [];
  const twins = new Set<string>();
  const section: Section = { id: 'quantization-noise', title: 'quantization noise', part: 'backbone' };
  for (const node of graph.nodes) {
    nodes.push(node);
    const layer = byLast.get(node);
    if (layer === undefined) continue;
    const renamed = new Map<ValueId, ValueId>();
    for (const original of layer.nodes) {
      const { id, type } = resultOf(original);
      const name = `${original.name}/twin`;
      const inputs = original.inputs.map((input) => renamed.get(input) ?? input);
      nodes.push({ ...original, name, inputs, outputs: [{ id: name, type }] });
      renamed.set(id, name);
      twins.add(name);
    }
    const signal = layer.result;
    const twin = renamed.get(signal)!;
    const noise = `${layer.name}/noise`;
    const { type } = resultOf(node);
    const origin = { section: section.id, part: section.part };
    nodes.push({
      name: noise,
      kind: 'subtract',
      attrs: {},
      inputs: [signal, twin],
      outputs: [{ id: noise, type }],
      origin,
    });
    probes.push({ layer, signal, noise, twin });
  }
  return { graph: { ...graph, nodes, sections: [...graph.sections, section] }, twins, probes };
}
