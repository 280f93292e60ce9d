/**
 * How each property that passes promise is checked on a graph. The rewriting passes are asked what they would still do:
 * a property holds when that is nothing.
 */
import { valueTypes, type Graph } from '../ir/graph.ts';
import { deduplicate } from './eliminate-common-subexpressions.ts';
import { liveParts } from './eliminate-dead.ts';
import { normedConvs } from './fold-batch-norm.ts';
import { fillable } from './fill-channels.ts';
import { constantNodes } from './fold-constants.ts';
import { fusableActivations } from './fuse-activations.ts';
import { biasAdditions } from './fuse-bias.ts';
import { fusedSigmoids } from './legalize/expand-fused-sigmoid.ts';
import { nodesOfKind } from './legalize/expand.ts';
import { tensorflowPadding, windowOf } from './legalize/tensorflow-padding.ts';
import { chainedUpsamplings } from './merge-upsampling.ts';
import type { GraphProperty } from './pass.ts';
import { spellableNorms } from './spell-norms.ts';
import { earlyUpsamplings } from './upsample-late.ts';

interface PropertyRule {
  readonly doc: string;
  /** Names of nodes or params that contradict it. */
  readonly violations: (graph: Graph) => readonly string[];
}

export const properties: Readonly<Record<GraphProperty, PropertyRule>> = {
  'no-dead-nodes': {
    doc: 'every node reaches a network output',
    violations(graph) {
      const live = liveParts(graph).nodes;
      return graph.nodes.filter((n) => !live.has(n)).map((n) => n.name);
    },
  },
  'no-dead-params': {
    doc: 'every param is read, directly or through computed params, by a node or an output',
    violations(graph) {
      const live = liveParts(graph).params;
      return graph.params.filter((p) => !live.has(p.name)).map((p) => p.name);
    },
  },
  'no-constant-nodes': {
    doc: 'no node but a network output reads only params',
    violations: (graph) => [...constantNodes(graph).keys()].map((n) => n.name),
  },
  'no-duplicate-nodes': {
    doc: 'no two nodes, and no two computed params, are the same expression (network outputs apart)',
    violations: (graph) => [...deduplicate(graph).renames.keys()],
  },
  'fused-bias': {
    doc: 'no per-channel param is added to a conv that nobody else reads',
    violations: (graph) => [...biasAdditions(graph).keys()].map((n) => n.name),
  },
  'no-batch-norm-after-conv': {
    doc: 'no batch norm after a conv could be folded without more weights, or could still take over its bias',
    violations: (graph) => [...normedConvs(graph).keys()].map((n) => n.name),
  },
  'no-batch-norm': {
    doc: 'no batch norm of an image has params for statistics',
    violations: (graph) => spellableNorms(graph).map((n) => n.name),
  },
  'fused-activations': {
    doc: 'no relu or sigmoid follows a conv that nobody else reads and that could apply it',
    violations: (graph) => [...fusableActivations(graph).keys()].map((n) => n.name),
  },
  'late-upsampling': {
    doc: 'nothing that works on each pixel by itself could go before the nearest upsampling that it follows',
    violations: (graph) => [...earlyUpsamplings(graph).keys()].map((n) => n.name),
  },
  'merged-upsampling': {
    doc: 'no nearest upsampling follows another that nobody else reads',
    violations: (graph) => [...chainedUpsamplings(graph).keys()].map((n) => n.name),
  },
  'no-swish': {
    doc: 'swish is spelt with sigmoid and multiply',
    violations: nodesOfKind('swish'),
  },
  'no-fused-sigmoid': {
    doc: 'no conv2d applies a sigmoid',
    violations: fusedSigmoids,
  },
  'no-hard-sigmoid': {
    doc: 'hard sigmoid is spelt with shift, clip and scale',
    violations: nodesOfKind('hard-sigmoid'),
  },
  'no-hard-swish': {
    doc: 'hard swish is spelt with shift, clip, scale and multiply',
    violations: nodesOfKind('hard-swish'),
  },
  'no-space-to-depth': {
    doc: 'space-to-depth is spelt with gathers and a concat',
    violations: nodesOfKind('space-to-depth'),
  },
  'bare-transposed-convs': {
    doc: 'no transposed conv has a bias or an activation',
    violations: (graph) =>
      graph.nodes
        .filter((n) => n.kind === 'conv2d-transpose' && (n.inputs.length > 2 || n.attrs.activation !== 'none'))
        .map((n) => n.name),
  },
  'filled-channels': {
    doc: 'no feature that only convs make and read has channels that leave a vector half empty',
    violations: (graph) => [...fillable(graph).makers].map((n) => n.name),
  },
  'explicit-padding': {
    doc: 'every windowed op has no padding or TensorFlow SAME padding that all backends of tfjs agree on',
    violations(graph) {
      const types = valueTypes(graph);
      const wrong = graph.nodes.filter((node) => {
        const window = windowOf(node, types);
        return window !== undefined && tensorflowPadding(window) === undefined;
      });
      return wrong.map((n) => n.name);
    },
  },
};

export function holds(property: GraphProperty, graph: Graph): boolean {
  return properties[property].violations(graph).length === 0;
}
