/**
 * The order in which Keras numbers the layers of a functional model, `layer_with_weights-0`, `-1`…: by depth (longest path to
 * an output), deepest first; within a depth in the order in which a depth-first walk from the outputs meets them
 * (`_map_graph_network` in `keras/src/engine/functional.py`). Checkpoints of the model garden's backbone count like this.
 */
import type { Graph, Node } from '../../../compiler/ir/graph.ts';
import { isMobile, paramNames } from './param-name.ts';

/** A Keras layer, or a chain of them that one IR node stands for; the first layer of a chain may have weights. */
interface Layer {
  readonly name: string;
  /** Layers in the chain. */
  length: number;
  readonly inputs: string[];
}

/**
 * Layers that the garden's `nearest_upsampling` makes: shape, slice, reshape, multiply by ones, reshape. Only the length of
 * the longest path counts.
 */
const upsampleLength = 5;

/**
 * Layer names (an IR unit, or a block's repeat) of the backbone, or of the pyramid on it, in Keras' order; those without
 * weights included.
 */
export function kerasLayerOrder(graph: Graph, part: 'backbone' | 'decoder' = 'backbone'): readonly string[] {
  const { layers, makers } = kerasLayers(graph, part);
  const outputs = outputLayers(graph, part, makers);
  const depths = layerDepths(layers, outputs);
  const met = new Map<string, number>();
  const walk = (name: string): void => {
    if (met.has(name)) return;
    met.set(name, met.size);
    layers.get(name)!.inputs.forEach(walk);
  };
  outputs.forEach(walk);
  return [...met.keys()].sort((a, b) => depths.get(b)! - depths.get(a)! || met.get(a)! - met.get(b)!);
}

/**
 * Which layer an IR node is part of: a block's repeat is one layer, and so is the sum of a merge, but in a mobile network,
 * whose code adds in pairs.
 */
function layerOf(node: Node, mobile: boolean): string {
  const [, part] = /^(.+\/repeat\d+)\//.exec(node.name) ?? [];
  if (part !== undefined) return part;
  if (mobile) return node.name;
  const [, sum] = /^(.+\/merge)(?:\/|$)/.exec(node.name) ?? [];
  return sum !== undefined && node.kind === 'add' ? sum : node.name;
}

interface Model {
  readonly layers: ReadonlyMap<string, Layer>;
  /** Value → the layer that makes it. */
  readonly makers: ReadonlyMap<string, string>;
}

function kerasLayers(graph: Graph, part: string): Model {
  const mobile = isMobile(paramNames(graph));
  const layers = new Map<string, Layer>();
  const makers = new Map<string, string>();
  for (const node of graph.nodes) {
    if (node.origin.part !== part) continue;
    const name = layerOf(node, mobile);
    const layer = layers.get(name) ?? {
      name,
      length: node.kind === 'upsample-nearest' ? upsampleLength : 1,
      inputs: [],
    };
    layers.set(name, layer);
    for (const id of node.inputs) {
      const maker = makers.get(id);
      if (maker !== undefined && maker !== name && !layer.inputs.includes(maker)) layer.inputs.push(maker);
    }
    for (const { id } of node.outputs) makers.set(id, name);
  }
  // A block group ends in `tf.identity`.
  for (const { id, result } of graph.sections) {
    const last = result === undefined ? undefined : layers.get(makers.get(result) ?? '');
    if (last?.name.startsWith(`${id}/repeat`)) last.length += 1;
  }
  return { layers, makers };
}

/** Layers of the outputs by level: of endpoints, or, where a pyramid makes those, of the features that it takes. */
function outputLayers(graph: Graph, part: string, makers: ReadonlyMap<string, string>): readonly string[] {
  const own = graph.sections.filter((section) => section.part === part);
  const endpoints = own.filter(({ id }) => /^endpoint_\d+$/.test(id));
  const taken = new Set(graph.nodes.flatMap(({ origin, inputs }) => (origin.part === part ? [] : inputs)));
  const features = own.filter(({ result }) => result !== undefined && taken.has(result));
  const outputs = (endpoints.length > 0 ? endpoints : features).flatMap(({ level, result = '' }) => {
    const layer = makers.get(result);
    return layer === undefined ? [] : [{ level: String(level), layer }];
  });
  // Keras flattens a dict of outputs in the order of its keys, which are strings.
  return outputs.sort((a, b) => (a.level < b.level ? -1 : 1)).map(({ layer }) => layer);
}

/** Depth of the first layer of every chain. */
function layerDepths(layers: ReadonlyMap<string, Layer>, outputs: readonly string[]): ReadonlyMap<string, number> {
  const tails = new Map<string, number>(outputs.map((name) => [name, 0]));
  const heads = new Map<string, number>();
  for (const layer of [...layers.values()].reverse()) {
    const head = (tails.get(layer.name) ?? 0) + layer.length - 1;
    heads.set(layer.name, head);
    for (const input of layer.inputs) tails.set(input, Math.max(tails.get(input) ?? 0, head + 1));
  }
  return heads;
}
