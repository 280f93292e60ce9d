/**
 * Resamples of mobile networks: to the target's width, then a 1×1 convolution to its channels, not activated. SpineNet-mobile
 * halves with strided depthwise convolutions (`resample_with_sepconv` in `spinenet_mbconv.py`); Eff-SpineNet with
 * space-to-depth, and takes the rest in one depthwise step (the function of that name in `spinenetv2.py`). Both upsample
 * by whole factors, and have no other way to make sizes fit.
 */
import type { ValueId } from '../../ir/graph.ts';
import { activate, convUnit, depthwiseUnit, norm } from '../conv-unit.ts';
import { fail, sizeOf, type Network } from '../network.ts';
import { levelWidth, type Source, type Target } from '../scale-permuted.ts';

/** Takes a feature to a width that divides its own. */
type Shrink = (net: Network, name: string, x: ValueId, ratio: number, target: Target) => ValueId;

function resample(net: Network, name: string, source: Source, target: Target, shrink: Shrink): ValueId {
  const from = sizeOf(net, source.value)[1];
  const to = levelWidth(net.spec, target.level);
  if (Math.max(from, to) % Math.min(from, to) !== 0) fail('SPN3002', `${name} can't take a width of ${from} to ${to}`);
  let { value } = source;
  if (from > to) value = shrink(net, name, value, from / to, target);
  if (from < to)
    value = net.graph.op(`${name}/upsample`, 'upsample-nearest', [value], { factor: [to / from, to / from] });
  return convUnit(net, `${name}/out`, value, { filters: target.channels, activation: 'none' });
}

/** `<name>/down0`, `down1`… halve, as often as it takes, then `out`. */
export function resampleWithDepthwise(net: Network, name: string, source: Source, target: Target): ValueId {
  return resample(net, name, source, target, (_net, _name, x, ratio, { activation }) => {
    let value = x;
    for (let left = ratio, i = 0; left > 1; left /= 2, i++)
      value = depthwiseUnit(net, `${name}/down${i}`, value, { kernel: 3, stride: 2, activation });
    return value;
  });
}

/** `<name>/space_to_depth` halves, `down` does the rest with a kernel of 3 (ratio 4) or 5, then `out`. */
export function resampleWithSpaceToDepth(net: Network, name: string, source: Source, target: Target): ValueId {
  return resample(net, name, source, target, (_net, _name, x, ratio, { activation }) => {
    const unit = `${name}/space_to_depth`;
    const blocks = net.graph.op(`${unit}/blocks`, 'space-to-depth', [x], { block: 2 });
    const halved = activate(net, unit, norm(net, unit, blocks), activation);
    if (ratio === 2) return halved;
    const facts = { kernel: ratio === 4 ? 3 : 5, stride: ratio / 2, activation };
    return depthwiseUnit(net, `${name}/down`, halved, facts);
  });
}
