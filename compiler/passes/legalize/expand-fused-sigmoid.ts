/** Takes sigmoids out of convs again, for integers: relu is a limit of the result's range, a sigmoid a step of its own. */
import type { Graph } from '../../ir/graph.ts';
import { expandPass } from './expand.ts';

export const expandFusedSigmoid = expandPass({
  name: 'expand-fused-sigmoid',
  doc: 'spell a sigmoid that is part of a conv as a node of its own',
  kind: 'conv2d',
  ensures: 'no-fused-sigmoid',
  breaks: ['fused-activations'],
  error: 'exact',
  spell(node, { step, last }) {
    if (node.attrs.activation !== 'sigmoid') return false;
    last('sigmoid', [step('linear', 'conv2d', node.inputs, { ...node.attrs, activation: 'none' })], {});
    return true;
  },
});

/** Convs that apply a sigmoid. */
export function fusedSigmoids(graph: Graph): readonly string[] {
  return graph.nodes.flatMap((node) =>
    node.kind === 'conv2d' && node.attrs.activation === 'sigmoid' ? [node.name] : [],
  );
}
