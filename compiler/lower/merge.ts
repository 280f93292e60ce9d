/**
 * Merging the resampled parents of a block: their sum, then the activation. The model garden can weight the terms
 * (`weighted_fusion`): one scalar per term, through a ReLU and divided by their sum + 1e-4.
 */
import type { ValueId } from '../ir/graph.ts';
import type { Activation } from '../resolve/resolved-spec.ts';
import { activate } from './conv-unit.ts';
import { fail, param, sizeOf, type Network } from './network.ts';

/** A term of the sum; `name` is what the sum up to here is called. */
export interface Term {
  readonly value: ValueId;
  readonly name: string;
}

/** `<block>/merge`, which adds the first two terms, `<block>/merge/<name>` per further one, then the activation. */
export function merge(net: Network, block: string, terms: readonly Term[], activation: Activation): ValueId {
  const name = `${block}/merge`;
  const [first, ...others] = (net.spec.merge.weighted ? weighted(net, name, terms) : terms) as [Term, ...Term[]];
  const sum = others.reduce((total, term, i) => {
    const sizes = [total, term.value].map((value) => sizeOf(net, value).slice(0, 2).join('x'));
    if (sizes[0] !== sizes[1]) fail('SPN3001', `${block} adds features of ${sizes.join(' and ')}`, sizeAdvice(net));
    return net.graph.op(i === 0 ? name : `${name}/${term.name}`, 'add', [total, term.value], {});
  }, first.value);
  return activate(net, name, sum, activation);
}

function sizeAdvice({ spec }: Network): { suggestion: string } {
  const multiple = 2 ** Math.max(...spec.blocks.map((block) => block.level));
  return { suggestion: `use an input height and width that are multiples of ${multiple}` };
}

/** Terms times relu(weight)/(Σ relu(weight) + 1e-4), with params `<name>/weight0`… that start as 1. */
function weighted(net: Network, name: string, terms: readonly Term[]): readonly Term[] {
  const { graph } = net;
  const weights = terms.map((_, i) => {
    const weight = param(net, `${name}/weight${i}`, [], { initializer: { kind: 'ones' } });
    return graph.op(`${name}/weight${i}/relu`, 'relu', [weight], {});
  });
  const sum = weights.reduce((a, b, i) => graph.op(`${name}/weights${i}`, 'add', [a, b], {}));
  const total = graph.op(`${name}/weights`, 'shift', [sum], { value: 1e-4 });
  return terms.map((term, i) => {
    const share = graph.op(`${name}/share${i}`, 'divide', [weights[i]!, total], {});
    return { ...term, value: graph.op(`${name}/term${i}`, 'multiply', [term.value, share], {}) };
  });
}
