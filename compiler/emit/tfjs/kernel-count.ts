/** How many kernels tfjs runs for a node: what finds a node's share in a profile. */
import type { Node, ValueId } from '../../ir/graph.ts';
import type { TensorType } from '../../ir/tensor-type.ts';
import { isHostNode } from './host-ops.ts';
import { winogradKernelCount } from './winograd.ts';

/** One for most nodes, none for those on the host. `backend` is tfjs's name of it: Winograd convs are direct on some. */
export function kernelCount(node: Node, types: ReadonlyMap<ValueId, TensorType>, backend: string): number {
  if (isHostNode(node)) return 0;
  if (node.kind !== 'conv2d-by-winograd') return 1;
  return winogradKernelCount(node, types.get(node.inputs[0]!)!, backend);
}
