/**
 * Convolutions of heads: 3×3 with bias, or separable, which is a depthwise convolution without bias and a 1×1 convolution
 * with it (`tf.layers.separable_conv2d`), whose kernels start from TensorFlow's default initialiser.
 */
import type { Initializer, ValueId } from '../../ir/graph.ts';
import { conv, depthwiseConv, type ConvFacts } from '../conv-unit.ts';
import { sizeOf, type Network } from '../network.ts';

/** Params `<params>/kernel` and `bias`; separable ones also `<params>/depthwise/kernel`. */
export function headConv(
  net: Network,
  name: string,
  x: ValueId,
  facts: ConvFacts & { readonly params: string },
  separable: boolean,
): ValueId {
  const { kernel = 3, params, filters } = facts;
  if (!separable) return conv(net, name, x, { ...facts, kernel });
  const channels = sizeOf(net, x)[2];
  const initializer = glorotUniform(kernel * kernel * channels, kernel * kernel);
  const depthwise = depthwiseConv(net, `${name}/depthwise`, x, { kernel, params: `${params}/depthwise`, initializer });
  return conv(net, name, depthwise, { ...facts, kernel: 1, initializer: glorotUniform(channels, filters) });
}

const glorotUniform = (fanIn: number, fanOut: number): Initializer => ({
  kind: 'uniform',
  limit: Math.sqrt(6 / (fanIn + fanOut)),
});
