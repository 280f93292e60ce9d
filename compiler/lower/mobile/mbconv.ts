/**
 * Mobile inverted bottlenecks, MBConv: 1×1 expansion, depthwise convolution, squeeze-and-excitation, 1×1 projection that
 * is not activated, and a shortcut where the shape stays (`mbconv_block` and `squeeze_excitation` in the TPU code's
 * `nn_blocks.py` and `nn_ops.py`, `InvertedBottleneckBlock` in the model garden's `nn_blocks.py`).
 */
import type { ValueId } from '../../ir/graph.ts';
import type { Activation, GateActivation } from '../../resolve/resolved-spec.ts';
import { activate, conv, convUnit, depthwiseUnit } from '../conv-unit.ts';
import { fail, sizeOf, type Network } from '../network.ts';

export interface MbconvFacts {
  /** Output channels. */
  readonly filters: number;
  readonly activation: Activation;
  readonly repeats: number;
  /** Of the first block; 1 unless told. */
  readonly stride?: number;
}

/**
 * `<name>/repeat0`, `<name>/repeat1`…, chained. The model garden's loop feeds every repeat with the group's input instead,
 * a slip that no published network meets: they have one block per group.
 */
export function mbconvGroup(net: Network, name: string, x: ValueId, facts: MbconvFacts): ValueId {
  const { gate } = settings(net).squeezeExcite;
  let value = x;
  for (let i = 0; i < facts.repeats; i++) {
    // Only the first block of a group has the model garden's hard gate.
    const first = { stride: facts.stride ?? 1, gate };
    value = mbconv(net, `${name}/repeat${i}`, value, facts, i === 0 ? first : { stride: 1, gate: 'sigmoid' });
  }
  return value;
}

function settings({ spec }: Network): NonNullable<Network['spec']['mbconv']> {
  return spec.mbconv ?? fail('SPN3006', `a ${spec.family} has no mbconv blocks`);
}

interface OwnFacts {
  readonly stride: number;
  readonly gate: GateActivation;
}

/** `<name>/expand`, `depthwise`, `se_reduce`, `se_expand`, `project`, `add`. */
function mbconv(net: Network, name: string, x: ValueId, facts: MbconvFacts, { stride, gate }: OwnFacts): ValueId {
  const { expandRatio, kernel, squeezeExcite } = settings(net);
  const { filters, activation } = facts;
  const channels = sizeOf(net, x)[2];
  let value = x;
  if (expandRatio > 1) value = convUnit(net, `${name}/expand`, value, { filters: channels * expandRatio, activation });
  value = depthwiseUnit(net, `${name}/depthwise`, value, { kernel, stride, activation });
  if (squeezeExcite.ratio > 0) value = squeezeAndExcite(net, name, value, channels, gate);
  value = convUnit(net, `${name}/project`, value, { filters, activation: 'none' });
  return filters === channels && stride === 1 ? net.graph.op(`${name}/add`, 'add', [value, x], {}) : value;
}

/** `x` times a gate per channel, which its mean over the picture decides. `channels` are the block's input channels. */
function squeezeAndExcite(net: Network, name: string, x: ValueId, channels: number, gate: GateActivation): ValueId {
  const { ratio, activation } = settings(net).squeezeExcite;
  const bias = { kind: 'zeros' } as const;
  const squeezed = net.graph.op(`${name}/se_squeeze`, 'global-average-pool', [x], {});
  const filters = Math.max(1, Math.trunc(channels * ratio));
  const reduced = conv(net, `${name}/se_reduce`, squeezed, { filters, bias });
  const middle = activate(net, `${name}/se_reduce`, reduced, activation);
  const expanded = conv(net, `${name}/se_expand`, middle, { filters: sizeOf(net, x)[2], bias });
  const factor = net.graph.op(`${name}/se_expand/${gate}`, gate, [expanded], {});
  return net.graph.op(`${name}/se`, 'multiply', [x, factor], {});
}
