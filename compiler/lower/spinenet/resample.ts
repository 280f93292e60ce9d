/**
 * Resampling with alpha, once per edge, also where level and channels agree already (the paper's Fig. 4b and section 3.3;
 * `resample_with_alpha` in the TPU code, `_resample_with_alpha` in the model garden, `Resample` in the PyTorch port):
 * 1×1 convolution to alpha·C, spatial resampling, 1×1 convolution to the target's channels, not activated.
 *
 * The codes differ in the middle step, and `spec.resample` says how: `fit` chooses the sizes that strides come from,
 * `pool` how a feature is shrunk after its stride-2 convolution.
 */
import type { ValueId } from '../../ir/graph.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { convUnit } from '../conv-unit.ts';
import { fail, sizeOf, type Network } from '../network.ts';
import { nearestResize } from '../nearest-resize.ts';
import { explicitPadding } from '../padding.ts';
import { levelWidth, type Source, type Target } from '../scale-permuted.ts';
import { channelFactor } from './block-group.ts';

/** `<name>/in`, `down`, `pool`, `upsample`, `resize`, `out`: those that the edge needs. */
export function resample(net: Network, name: string, source: Source, target: Target): ValueId {
  const channels = sizeOf(net, source.value)[2] / channelFactor(source.kind);
  const filters = Math.trunc(channels * net.spec.scale.resampleAlpha);
  const squeezed = convUnit(net, `${name}/in`, source.value, { filters, activation: target.activation });
  const fitted = rescale(net, name, squeezed, source, target);
  return convUnit(net, `${name}/out`, fitted, { filters: target.channels, activation: 'none' });
}

function rescale(net: Network, name: string, x: ValueId, source: Source, target: Target): ValueId {
  const [height, width] = sizeOf(net, x);
  const [from, to] = widths(net.spec, width, source.level, target.level);
  let value = x;
  if (from > to) {
    value = convUnit(net, `${name}/down`, x, {
      filters: sizeOf(net, x)[2],
      kernel: 3,
      stride: 2,
      activation: target.activation,
    });
    poolWindows[net.spec.resample.pool](from, to).forEach(({ kernel, stride }, i) => {
      value = pool(net, `${name}/pool${i === 0 ? '' : i}`, value, kernel, stride);
    });
  } else if (from < to && (to % from === 0 || net.spec.resample.fit !== 'resize')) {
    const factor = Math.floor(to / from);
    if (factor > 1) value = net.graph.op(`${name}/upsample`, 'upsample-nearest', [x], { factor: [factor, factor] });
  }
  if (net.spec.resample.fit !== 'resize' || sizeOf(net, value)[1] === to) return value;
  const resized: readonly [number, number] = [Math.trunc((to / width) * height), to];
  if (resized[0] < 1)
    fail('SPN3002', `${name} would resize a feature of ${height}x${width} to ${resized[0]}x${resized[1]}`);
  return nearestResize(net, `${name}/resize`, value, resized);
}

/** Widths whose ratio decides: the real one (tpu), those of the levels (garden), or ideal ones, 2^-level (torch). */
function widths(spec: ResolvedSpec, real: number, source: number, target: number): readonly [from: number, to: number] {
  switch (spec.resample.fit) {
    case 'resize':
      return [real, levelWidth(spec, target)];
    case 'width':
      return [levelWidth(spec, source), levelWidth(spec, target)];
    case 'level':
      return [2 ** -source, 2 ** -target];
  }
}

interface Window {
  readonly kernel: number;
  readonly stride: number;
}

/** Max-pools that follow the stride-2 convolution of an edge from one width to a smaller one. */
const poolWindows: Readonly<Record<ResolvedSpec['resample']['pool'], (from: number, to: number) => readonly Window[]>> =
  {
    /** One pool that does it all; 2 is the stride when nothing fits, and the kernel grows past ratio 4. */
    single(from, to) {
      const ratio = Math.floor(from / to);
      if (ratio <= 2) return [];
      return [{ kernel: from / to <= 4 ? 3 : 5, stride: from % to === 0 ? Math.floor(ratio / 2) : 2 }];
    },
    /** 3×3 pools of stride 2 until the width is reached. */
    repeated(from, to) {
      const windows: Window[] = [];
      for (let width = from / 2; width > to; width /= 2) windows.push({ kernel: 3, stride: 2 });
      return windows;
    },
  };

/** A max-pool padded by the spec's convention for pools. */
export function pool(net: Network, name: string, x: ValueId, kernel: number, stride: number): ValueId {
  return net.graph.op(name, 'max-pool', [x], {
    kernel: [kernel, kernel],
    stride: [stride, stride],
    dilation: [1, 1],
    padding: poolPadding(net, kernel, stride, x),
  });
}

function poolPadding(net: Network, kernel: number, stride: number, x: ValueId): ReturnType<typeof explicitPadding> {
  return explicitPadding(net.spec.poolPadding, kernel, stride, sizeOf(net, x));
}
