/** Work of a node, and what it holds meanwhile, by its op's rules. */
import { opDefinition } from '../ops/index.ts';
import type { Cost } from '../ops/op.ts';
import type { Node, ValueId } from './graph.ts';
import type { TensorType } from './tensor-type.ts';

/** `macs` and `flops` at batch 1; `types` has the types of the node's inputs. */
export function nodeCost(node: Node, types: ReadonlyMap<ValueId, TensorType>): Cost {
  const inputs = node.inputs.map((id) => types.get(id)!);
  const outputs = node.outputs.map((value) => value.type);
  return opDefinition(node.kind).cost(node.attrs, inputs, outputs);
}

/** Bytes that the node holds while it runs besides its operands and results, at a batch. */
export function nodeWorkspace(node: Node, types: ReadonlyMap<ValueId, TensorType>, batch: number): number {
  const { workspaceBytes } = opDefinition(node.kind);
  if (workspaceBytes === undefined) return 0;
  const inputs = node.inputs.map((id) => types.get(id)!);
  const outputs = node.outputs.map((value) => value.type);
  return workspaceBytes(node.attrs, inputs, outputs, batch);
}
