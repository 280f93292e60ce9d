/**
 * Kernels that were one before norms were folded into them (the levels of RetinaNet's heads) are multiples of each other,
 * channel by channel, so the same integers stand for all of them with scales of their own. A negative factor makes a kernel
 * that has to be stored apart.
 */
import type { Graph, ValueId } from '../../compiler/ir/graph.ts';
import { paramsByName } from '../../compiler/passes/uses.ts';
import { sameIntegers } from '../../compiler/quantize/kernel-scales.ts';
import type { KernelIntegers } from '../../compiler/quantize/quantization.ts';

/** @param scales of each kernel, per output channel. */
export function sharedIntegers(
  graph: Graph,
  scales: ReadonlyMap<ValueId, readonly number[]>,
  read: (param: ValueId) => Float32Array,
): ReadonlyMap<ValueId, KernelIntegers> {
  const families = new Map<ValueId, ValueId[]>();
  for (const kernel of scales.keys()) {
    const origin = originOf(graph, kernel);
    families.set(origin, [...(families.get(origin) ?? []), kernel]);
  }
  const kernels = new Map<ValueId, KernelIntegers>();
  for (const [first = '', ...others] of families.values()) {
    kernels.set(first, { scales: scales.get(first)!, source: first });
    if (others.length === 0) continue;
    const values = read(first);
    for (const other of others) {
      const own = scales.get(other)!;
      const same = sameIntegers(values, scales.get(first)!, read(other), own);
      kernels.set(other, { scales: own, source: same ? first : other });
    }
  }
  return kernels;
}

/** The stored param that a kernel was made of, by folding. */
function originOf(graph: Graph, kernel: ValueId): ValueId {
  const params = paramsByName(graph);
  for (let name = kernel; ;) {
    const param = params.get(name);
    if (param?.source !== 'computed') return name;
    name = param.inputs[0] ?? name;
  }
}
