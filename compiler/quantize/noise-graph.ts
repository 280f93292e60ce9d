/**
 * A graph that measures itself: beside every layer runs its integer twin on the same float32 input, and the difference of
 * their results is a value that can be looked at. Errors don't add up from layer to layer, so each layer is judged alone.
 */
import type { Graph, Node, Section, ValueId } from '../ir/graph.ts';
import { resultOf } from '../ir/graph.ts';
import type { Quantization, ValueScale } from './quantization.ts';
import type { IntegerLayer } from './select.ts';

export interface LayerProbe {
  readonly layer: IntegerLayer;
  readonly signal: ValueId;
  readonly noise: ValueId;
}

export interface NoiseGraph {
  readonly graph: Graph;
  /** For the twins; everything else of the graph is in float32. */
  readonly quantization: Quantization;
  readonly probes: readonly LayerProbe[];
}

export function noiseGraph(graph: Graph, quantization: Quantization, layers: readonly IntegerLayer[]): NoiseGraph {
  const byLast = new Map(layers.map((layer) => [layer.nodes.at(-1), layer]));
  const nodes: Node[] = [];
  const probes: LayerProbe[] = [];
  const twins = new Set<string>();
  const values = new Map<ValueId, ValueScale>(quantization.values);
  const section: Section = { id: 'quantization-noise', title: 'quantization noise', part: 'backbone' };
  for (const node of graph.nodes) {
    nodes.push(node);
    const layer = byLast.get(node);
    if (layer === undefined) continue;
    const renamed = new Map<ValueId, ValueId>();
    for (const original of layer.nodes) {
      const { id, type } = resultOf(original);
      const name = `${original.name}/integer`;
      const inputs = original.inputs.map((input) => renamed.get(input) ?? input);
      nodes.push({ ...original, name, inputs, outputs: [{ id: name, type }] });
      renamed.set(id, name);
      twins.add(name);
    }
    const signal = layer.result;
    const twin = renamed.get(signal)!;
    values.set(twin, quantization.values.get(signal)!);
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
    probes.push({ layer, signal, noise });
  }
  return {
    graph: { ...graph, nodes, sections: [...graph.sections, section] },
    quantization: { ...quantization, nodes: twins, values },
    probes,
  };
}
