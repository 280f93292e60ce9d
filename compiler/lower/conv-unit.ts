/**
 * The unit that everything is made of: convolution (no bias) → batch norm → activation, three nodes that passes may fuse.
 * `conv2d_fixed_padding` and `BatchNormActivation` of the TPU code (`nn_ops.py`), `ConvModule` of the PyTorch ports.
 */
import type { Initializer, ValueId } from '../ir/graph.ts';
import type { Activation } from '../resolve/resolved-spec.ts';
import { fail, param, sizeOf, type Network } from './network.ts';
import { explicitPadding, type PaddingConvention } from './padding.ts';

export interface ConvFacts {
  readonly filters: number;
  /** Side of the square kernel; 1 unless told. */
  readonly kernel?: number;
  readonly stride?: number;
  /** How an untrained kernel starts; `tf.variance_scaling_initializer()` unless told. */
  readonly initializer?: Initializer;
  /** Initialiser of the bias; no bias unless told. */
  readonly bias?: Initializer;
  /** Padding convention; the spec's unless told. */
  readonly padding?: PaddingConvention;
  /** Name that the params go by, when it isn't the unit's: params that several units share. */
  readonly params?: string;
}

/** A unit's activation is named, or `none`: official blocks end in a norm, and are activated after the sum. */
export type UnitActivation = Activation | 'none';

/** `<name>/conv`, with params `<name>/kernel` and, if asked, `<name>/bias`. */
export function conv(net: Network, name: string, x: ValueId, facts: ConvFacts): ValueId {
  const { filters, kernel = 1, stride = 1, params = name } = facts;
  const size = sizeOf(net, x);
  const channels = size[2];
  if (filters < 1) fail('SPN3003', `${name} would have ${filters} filters`);
  const initializer = facts.initializer ?? { kind: 'variance-scaling', fanIn: kernel * kernel * channels };
  const inputs = [
    x,
    param(net, `${params}/kernel`, [kernel, kernel, channels, filters], { initializer, regularized: true }),
  ];
  if (facts.bias) inputs.push(param(net, `${params}/bias`, [filters], { initializer: facts.bias }));
  return net.graph.op(`${name}/conv`, 'conv2d', inputs, {
    stride: [stride, stride],
    dilation: [1, 1],
    padding: explicitPadding(facts.padding ?? net.spec.padding, kernel, stride, size),
    activation: 'none',
  });
}

/** `<name>/conv`, every channel by itself, with the param `<name>/kernel` `[kernel,kernel,C,1]`. */
export function depthwiseConv(
  net: Network,
  name: string,
  x: ValueId,
  { kernel, stride = 1, params = name, initializer }: DepthwiseFacts,
): ValueId {
  const size = sizeOf(net, x);
  const weights = param(net, `${params}/kernel`, [kernel, kernel, size[2], 1], {
    initializer: initializer ?? { kind: 'variance-scaling', fanIn: kernel * kernel },
    regularized: true,
  });
  return net.graph.op(`${name}/conv`, 'depthwise-conv2d', [x, weights], {
    stride: [stride, stride],
    dilation: [1, 1],
    padding: explicitPadding(net.spec.padding, kernel, stride, size),
    activation: 'none',
  });
}

export interface DepthwiseFacts {
  readonly kernel: number;
  readonly stride?: number;
  readonly initializer?: Initializer;
  readonly params?: string;
}

/** `<name>/norm`, with params `<params>/{gamma,beta,moving_mean,moving_variance}`. */
export function norm(net: Network, name: string, x: ValueId, params = name): ValueId {
  const dims = [Number(net.graph.typeOf(x).dims.at(-1))];
  const statistics = [
    param(net, `${params}/gamma`, dims, { initializer: { kind: 'ones' } }),
    param(net, `${params}/beta`, dims, { initializer: { kind: 'zeros' } }),
    param(net, `${params}/moving_mean`, dims, { initializer: { kind: 'zeros' }, trainable: false }),
    param(net, `${params}/moving_variance`, dims, { initializer: { kind: 'ones' }, trainable: false }),
  ];
  return net.graph.op(`${name}/norm`, 'batch-norm', [x, ...statistics], { epsilon: net.spec.norm.epsilon });
}

/** `<name>/relu` or `<name>/swish`; `none` is `x` itself. */
export function activate(net: Network, name: string, x: ValueId, activation: UnitActivation): ValueId {
  return activation === 'none' ? x : net.graph.op(`${name}/${activation}`, activation, [x], {});
}

/** The whole unit. */
export function convUnit(
  net: Network,
  name: string,
  x: ValueId,
  facts: ConvFacts & { readonly activation: UnitActivation },
): ValueId {
  return activate(net, name, norm(net, name, conv(net, name, x, facts)), facts.activation);
}

/** Depthwise convolution (no bias) → batch norm → activation. */
export function depthwiseUnit(
  net: Network,
  name: string,
  x: ValueId,
  facts: DepthwiseFacts & { readonly activation: UnitActivation },
): ValueId {
  return activate(net, name, norm(net, name, depthwiseConv(net, name, x, facts)), facts.activation);
}
