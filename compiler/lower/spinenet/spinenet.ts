/** The SpineNet family: bottleneck and residual blocks, resamples with alpha (`spinenet.py` of the TPU code and the model garden). */
import type { ValueId } from '../../ir/graph.ts';
import type { Features, Network } from '../network.ts';
import { lowerScalePermuted, type Construction } from '../scale-permuted.ts';
import { blockGroup, channelFactor } from './block-group.ts';
import { resample } from './resample.ts';
import { lowerStem } from './stem.ts';

const construction: Construction = { stem: lowerStem, channelFactor, resample, group: blockGroup };

export function lowerSpinenet(net: Network, images: ValueId): Features {
  return lowerScalePermuted(net, images, construction);
}
