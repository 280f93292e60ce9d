/** The best classes of a classifier's logits, as softmax has them. */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Tensor } from '../../compiler/ops/op.ts';

export interface RankedClass {
  /** Place in the logits. */
  readonly classId: number;
  /** Softmax over all classes, the background among them where there is one. */
  readonly probability: number;
}

/**
 * The `k` most probable classes of one picture, the best first; equals are in the order of their numbers.
 * @param outputs of one picture: `logits` is `[1,classes]`.
 * @throws DiagnosticError SPN6031 when there are no logits, SPN6032 when they are not `[1,classes]` finite numbers.
 */
export function topClasses(outputs: Readonly<Record<string, Tensor>>, k: number): readonly RankedClass[] {
  const logits = Object.hasOwn(outputs, 'logits') ? outputs['logits'] : undefined;
  if (logits === undefined)
    throw new DiagnosticError(
      diagnostic('SPN6031', `the network gives ${Object.keys(outputs).join(', ')}, and no logits`),
    );
  const { dims, data } = logits;
  const values = Float64Array.from(data);
  if (dims[0] !== 1 || dims.slice(1, -1).some((size) => size !== 1) || values.length === 0)
    throw new DiagnosticError(diagnostic('SPN6032', `the output logits is [${dims.join(',')}], not [1,classes]`));
  if (!values.every(Number.isFinite))
    throw new DiagnosticError(diagnostic('SPN6032', 'the logits are not finite numbers'));
  const largest = values.reduce((a, b) => Math.max(a, b));
  const exponentials = values.map((value) => Math.exp(value - largest));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return Array.from(values.keys())
    .sort((a, b) => values[b]! - values[a]! || a - b)
    .slice(0, k)
    .map((classId) => ({ classId, probability: exponentials[classId]! / sum }));
}
