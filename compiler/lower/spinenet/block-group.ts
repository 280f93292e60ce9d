/**
 * A block group: `repeats` bottleneck or residual blocks (`block_group` in the TPU code's `spinenet.py`, blocks in
 * `nn_blocks.py`). The paper's Fig. 5. Only the first block can have a stride, and a projection shortcut where the shape
 * changes; after a resample it never does, so in practice only the stem projects.
 */
import type { ValueId } from '../../ir/graph.ts';
import type { Activation, BlockKind } from '../../resolve/resolved-spec.ts';
import { activate, convUnit } from '../conv-unit.ts';
import { fail, sizeOf, type Network } from '../network.ts';

export interface BlockFacts {
  readonly kind: BlockKind;
  /** Base filters f. */
  readonly filters: number;
  readonly activation: Activation;
}

interface Layer {
  readonly kernel: number;
  /** Filters in units of f. */
  readonly width: number;
  /** Takes the block's stride. */
  readonly strided?: boolean;
}

/** Convolutions of a block, in order; the last one is not activated. */
const layers: Readonly<Partial<Record<BlockKind, readonly Layer[]>>> = {
  bottleneck: [
    { kernel: 1, width: 1 },
    { kernel: 3, width: 1, strided: true },
    { kernel: 1, width: 4 },
  ],
  residual: [
    { kernel: 3, width: 1, strided: true },
    { kernel: 3, width: 1 },
  ],
};

function layersOf(kind: BlockKind): readonly Layer[] {
  return (
    layers[kind] ?? fail('SPN3006', `a spinenet has no ${kind} blocks; its kinds are ${Object.keys(layers).join(', ')}`)
  );
}

/** Output channels of a block in units of f: 4 for a bottleneck, 1 for a residual block. */
export function channelFactor(kind: BlockKind): number {
  return layersOf(kind).at(-1)!.width;
}

/** `<name>/repeat0`, `<name>/repeat1`…, chained. */
export function blockGroup(
  net: Network,
  name: string,
  x: ValueId,
  facts: BlockFacts & { readonly repeats: number; readonly stride?: number; readonly projects?: boolean },
): ValueId {
  const { stride = 1, projects = false } = facts;
  let value = x;
  for (let i = 0; i < facts.repeats; i++)
    value = block(
      net,
      `${name}/repeat${i}`,
      value,
      facts,
      i === 0 ? { stride, projects } : { stride: 1, projects: false },
    );
  return value;
}

/** What only the first block of a group may have. */
interface FirstFacts {
  readonly stride: number;
  /** Has a projection shortcut, also where the shape stays. */
  readonly projects: boolean;
}

function block(net: Network, name: string, x: ValueId, facts: BlockFacts, { stride, projects }: FirstFacts): ValueId {
  const { filters, activation } = facts;
  const convs = layersOf(facts.kind);
  const channels = channelFactor(facts.kind) * filters;
  const shortcut =
    !projects && sizeOf(net, x)[2] === channels && stride === 1
      ? x
      : convUnit(net, `${name}/shortcut`, x, { filters: channels, stride, activation: 'none' });
  let value = x;
  convs.forEach((layer, i) => {
    value = convUnit(net, `${name}/conv${i + 1}`, value, {
      filters: layer.width * filters,
      kernel: layer.kernel,
      stride: layer.strided ? stride : 1,
      activation: i === convs.length - 1 ? 'none' : activation,
    });
  });
  return activate(net, name, net.graph.op(`${name}/add`, 'add', [value, shortcut], {}), activation);
}
