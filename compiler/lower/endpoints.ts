/** Endpoints: a 1×1 convolution per level that gives all levels the same channels. Activated, except in the PyTorch port. */
import type { ValueId } from '../ir/graph.ts';
import { convUnit, type UnitActivation } from './conv-unit.ts';
import { fail, type Network } from './network.ts';
import { endpointTitle } from './title.ts';
import type { Source } from './scale-permuted.ts';

/** Sections `endpoint_<level>`, for levels.min … levels.max. */
export function lowerEndpoints(net: Network, blocks: ReadonlyMap<string, Source>): Map<number, ValueId> {
  const { spec, graph } = net;
  const endpoints = new Map<number, ValueId>();
  for (let { min: level } = spec.levels; level <= spec.levels.max; level++) {
    const block = spec.blocks.find((b) => b.output && b.level === level);
    const source = block && blocks.get(block.id);
    if (!source) fail('SPN3007', `no block is the output of level ${level}`, { path: 'blocks' });
    const id = `endpoint_${level}`;
    const activation: UnitActivation = spec.endpoints.activation ? spec.activation : 'none';
    const section = { id, title: endpointTitle(level, block.id), part: 'backbone', level } as const;
    const facts = { filters: spec.scale.endpointFilters, activation };
    endpoints.set(
      level,
      graph.section(section, () => convUnit(net, id, source.value, facts)),
    );
  }
  return endpoints;
}
