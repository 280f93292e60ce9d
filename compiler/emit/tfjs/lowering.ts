/** What the tfjs table (`ops.ts`) consists of: from a node to one expression of generated TypeScript. */
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { Node, NodeOf, ValueId } from '../../ir/graph.ts';
import type { TensorType } from '../../ir/tensor-type.ts';
import type { OpKind } from '../../ops/index.ts';
import { code, type Code } from '../code.ts';

/** What a lowering may ask while it spells one node. */
export interface TfjsContext {
  /** Expression for input `i` of the node: a variable of `predict`, or a weight. */
  readonly input: (i: number) => Code;
  readonly outputType: TensorType;
  /** Types of all values of the graph. */
  readonly types: ReadonlyMap<ValueId, TensorType>;
  /** Expression for a constant int32 vector, made once when the weights are loaded. */
  readonly indices: (values: readonly number[]) => Code;
  /** Expression for a constant float32 scalar, made once when the weights are loaded. */
  readonly scalar: (value: number) => Code;
}

/** Gives an expression of type `tf.Tensor4D` (or of the output's rank). It must run as many tfjs kernels as `kernelCount` says, so that profiles can be read. */
export type TfjsLowering<K extends OpKind> = (node: NodeOf<K>, context: TfjsContext) => Code;

/** An entry for what the target can't do: refuses with `code` and says why. */
export function unsupported(code: DiagnosticCode, reason: string): (node: Node) => never {
  return (node) => {
    throw new DiagnosticError(diagnostic(code, `tfjs: ${node.kind} '${node.name}': ${reason}`));
  };
}

/** tfjs's type of a tensor of a rank. */
export function tensorTypeName(rank: number): Code {
  const names = [code`tf.Scalar`, code`tf.Tensor1D`, code`tf.Tensor2D`, code`tf.Tensor3D`, code`tf.Tensor4D`];
  return names[rank] ?? code`tf.Tensor`;
}
