/**
 * The mobile families, whose blocks are MBConvs: SpineNet-mobile (`spinenet_mbconv.py` of the TPU code, `spinenet_mobile.py`
 * of the model garden) and Eff-SpineNet (ECCV 2020, arXiv 2010.11426; `spinenetv2.py` in the TPU repository's history).
 */
import type { ValueId } from '../../ir/graph.ts';
import type { Features, Network } from '../network.ts';
import { lowerScalePermuted, type Construction } from '../scale-permuted.ts';
import { mbconvGroup } from './mbconv.ts';
import { resampleWithDepthwise, resampleWithSpaceToDepth } from './resample.ts';
import { lowerMobileStem } from './stem.ts';

const construction: Omit<Construction, 'resample'> = {
  stem: lowerMobileStem,
  channelFactor: () => 1,
  group: mbconvGroup,
};

export function lowerSpinenetMobile(net: Network, images: ValueId): Features {
  return lowerScalePermuted(net, images, { ...construction, resample: resampleWithDepthwise });
}

export function lowerEffSpinenet(net: Network, images: ValueId): Features {
  return lowerScalePermuted(net, images, { ...construction, resample: resampleWithSpaceToDepth });
}
