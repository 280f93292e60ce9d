/**
 * Gives each of several convs that share a kernel and are normed differently (RetinaNet's heads: one kernel, a batch norm
 * per level) a kernel of its own, a computed copy, so that `fold-batch-norm` can make the norms disappear.
 *
 * In float32 that costs bytes (SpineNet-49 with RetinaNet: 189 MB instead of 115 MB). In 8 bits the copies are a quarter of
 * that, and a conv with a norm of its own behind it could not be computed in integers at all.
 */
import type { ComputedParam, Node, ValueId } from '../ir/graph.ts';
import { isLinear } from './linear-node.ts';
import { createNaming, sibling } from './naming.ts';
import type { Pass } from './pass.ts';
import { replaceNodes, withInputs } from './rewrite.ts';
import { paramsByName, useCounts } from './uses.ts';

export const unshareKernels: Pass = {
  name: 'unshare-kernels',
  doc: 'give convs that share a kernel and are normed differently kernels of their own',
  requires: ['no-dead-nodes'],
  ensures: [],
  breaks: ['no-duplicate-nodes', 'no-batch-norm-after-conv'],
  error: 'exact',
  run(graph) {
    const params = paramsByName(graph);
    const uses = useCounts(graph);
    const normed = new Set<ValueId>();
    for (const node of graph.nodes) if (node.kind === 'batch-norm') normed.add(node.inputs[0]!);
    const naming = createNaming(graph);
    const copies: ComputedParam[] = [];
    const nodes = graph.nodes.map((node): Node => {
      const [x = '', kernel = '', ...rest] = node.inputs;
      const param = params.get(kernel);
      if (!isLinear(node) || param === undefined || uses.get(kernel) === 1) return node;
      if (!node.outputs.every(({ id }) => normed.has(id))) return node;
      const copy = naming.fresh(sibling(`${node.name}/conv`, 'kernel'));
      const op: ComputedParam['op'] = { kind: 'reshape', attrs: Object.freeze({ dims: param.type.dims }) };
      copies.push(
        Object.freeze({ source: 'computed', name: copy, type: param.type, op: Object.freeze(op), inputs: [kernel] }),
      );
      return withInputs(node, [x, copy, ...rest]);
    });
    if (copies.length === 0) return { graph, changed: false };
    return { graph: replaceNodes(graph, { nodes, params: [...graph.params, ...copies] }), changed: true };
  },
};
