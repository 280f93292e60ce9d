/**
 * Cross-layer equalisation (Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias Correction"):
 * where an activation between two layers is positively homogeneous, f(s·x) = s·f(x), a channel may be made smaller by one
 * layer and larger by the next. With r₁ and r₂ the largest weights that make and read the channel,
 *
 *   s = √(r₁/r₂),  kernel₁' = kernel₁/s,  bias₁' = bias₁/s,  kernel₂' = kernel₂·s
 *
 * gives both the same range √(r₁·r₂), so that one step size suits all channels of a value. The network computes what it
 * did. Unlike in the paper, r₁ counts the bias as well: it is part of the range of the value, and a channel that is nothing
 * but a bias would be blown up otherwise.
 *
 * Depthwise convs are layers like the others; ops that treat every channel alike (max-pooling, upsampling) may lie between.
 * Ranges are params computed of params: the pass itself sees no number.
 */
import type { ComputedParam, Graph, Node, NodeOf, Param, ValueId } from '../ir/graph.ts';
import { resultOf } from '../ir/graph.ts';
import { tensorType, type TensorType } from '../ir/tensor-type.ts';
import { createNaming, sibling } from './naming.ts';
import type { Pass } from './pass.ts';
import { replaceNodes, withInputs } from './rewrite.ts';
import { paramsByName, producers, useCounts } from './uses.ts';

type Layer = NodeOf<'conv2d'> | NodeOf<'depthwise-conv2d'>;

export interface EqualizedPair {
  readonly first: Layer;
  readonly second: Layer;
}

/** f(s·x) = s·f(x) for s > 0, channel by channel. */
const homogeneous: ReadonlySet<string> = new Set(['relu', 'max-pool', 'average-pool', 'upsample-nearest', 'gather']);

/** Limits of r₁/r₂: channels that nobody makes or reads have a range of zero. */
const [smallestRatio, largestRatio] = [2 ** -20, 2 ** 20];

/** Pairs of layers with nothing but homogeneous ops in between, in order of execution; a layer may be in two. */
export function equalizablePairs(graph: Graph): readonly EqualizedPair[] {
  const makers = producers(graph);
  const params = paramsByName(graph);
  const uses = useCounts(graph);
  const isOwn = (id: ValueId): boolean => params.has(id) && uses.get(id) === 1;
  const isLayer = (node: Node | undefined): node is Layer =>
    (node?.kind === 'conv2d' || node?.kind === 'depthwise-conv2d') && node.inputs.slice(1).every(isOwn);
  // A depthwise kernel with several results per channel has no vector of scales that its input could have.
  const isPlain = (node: Layer): boolean => node.kind === 'conv2d' || params.get(node.inputs[1]!)?.type.dims[3] === 1;
  return graph.nodes.flatMap((second): readonly EqualizedPair[] => {
    if (!isLayer(second) || !isPlain(second)) return [];
    let value = second.inputs[0]!;
    let maker = makers.get(value);
    while (maker !== undefined && homogeneous.has(maker.kind) && uses.get(value) === 1) {
      value = maker.inputs[0]!;
      maker = makers.get(value);
    }
    if (!isLayer(maker) || !isPlain(maker) || uses.get(value) !== 1) return [];
    return maker.attrs.activation === 'sigmoid' ? [] : [{ first: maker, second }];
  });
}

export const equalizeLayers: Pass = {
  name: 'equalize-layers',
  doc: 'even out the ranges of channels between layers, for values that have one step size',
  requires: [],
  ensures: [],
  breaks: ['no-dead-params'],
  error:
    'scaled kernels and biases are rounded to float32 once: relative 2^-24 of the sum of |kernel·x| behind an element',
  run(graph) {
    const pairs = equalizablePairs(graph);
    if (pairs.length === 0) return { graph, changed: false };
    const { params, equalize } = createEqualization(graph);
    // The params of a layer that is in two pairs are replaced twice.
    const inputs = new Map<Node, readonly ValueId[]>();
    for (const { first, second } of pairs) {
      const [x = '', kernel = '', bias] = inputs.get(first) ?? first.inputs;
      const [y = '', next = '', ...rest] = inputs.get(second) ?? second.inputs;
      const made = equalize(first, { kernel, bias }, second, next);
      inputs.set(first, [x, made.kernel, ...(made.bias === undefined ? [] : [made.bias])]);
      inputs.set(second, [y, made.next, ...rest]);
    }
    const nodes = graph.nodes.map((node) => (inputs.has(node) ? withInputs(node, inputs.get(node)!) : node));
    return { graph: replaceNodes(graph, { nodes, params: [...graph.params, ...params] }), changed: true };
  },
};

type Op = ComputedParam['op'];

function createEqualization(graph: Graph) {
  const naming = createNaming(graph);
  const types = new Map<ValueId, TensorType>(graph.params.map(({ name, type }: Param) => [name, type]));
  const params: ComputedParam[] = [];
  const compute = (name: string, dims: TensorType['dims'], op: Op, inputs: readonly ValueId[]): ValueId => {
    const id = naming.fresh(name);
    const type = tensorType('f32', dims);
    types.set(id, type);
    params.push(Object.freeze({ source: 'computed', name: id, type, op: Object.freeze(op), inputs }));
    return id;
  };
  const dimsOf = (id: ValueId): readonly number[] => types.get(id)!.dims as readonly number[];
  const named = (of: ValueId, leaf: string): string => sibling(of, `equalization/${leaf}`);

  const magnitude = (x: ValueId): ValueId => {
    const dims = dimsOf(x);
    const negative = compute(named(x, 'negative'), dims, { kind: 'scale', attrs: { value: -1 } }, [x]);
    const relu: Op = { kind: 'relu', attrs: {} };
    const parts = [x, negative].map((part) => compute(named(x, 'part'), dims, relu, [part]));
    return compute(named(x, 'magnitude'), dims, { kind: 'add', attrs: {} }, parts);
  };
  const reshape = (x: ValueId, dims: readonly number[]): ValueId =>
    compute(named(x, 'reshaped'), dims, { kind: 'reshape', attrs: { dims } }, [x]);
  /** The largest of each row and column of windows that tile `[1,H,W,C]`. */
  const largest = (x: ValueId, kernel: readonly [number, number]): ValueId => {
    const [, height = 1, width = 1, channels = 1] = dimsOf(x);
    const attrs = { kernel, stride: kernel, dilation: [1, 1], padding: [0, 0, 0, 0] } as const;
    const dims = [1, height / kernel[0], width / kernel[1], channels];
    return compute(named(x, 'largest'), dims, { kind: 'max-pool', attrs }, [x]);
  };
  /** Largest magnitude of `[A,…,C]` per index of its last axis. */
  const perLast = (x: ValueId, channels: number): ValueId => {
    const rows = dimsOf(x).reduce((product, d) => product * d, 1) / channels;
    return reshape(largest(reshape(magnitude(x), [1, rows, 1, channels]), [rows, 1]), [channels]);
  };
  const perInput = (kernel: ValueId): ValueId => {
    const [height = 1, width = 1, inputs = 1, outputs = 1] = dimsOf(kernel);
    const taps = height * width;
    const all = largest(reshape(magnitude(kernel), [1, taps, 1, inputs * outputs]), [taps, 1]);
    return reshape(largest(reshape(all, [1, inputs, outputs, 1]), [1, outputs]), [inputs]);
  };
  const larger = (a: ValueId, b: ValueId): ValueId => {
    const dims = dimsOf(a);
    const beyond = compute(named(a, 'beyond'), dims, { kind: 'subtract', attrs: {} }, [b, a]);
    const positive = compute(named(a, 'positive'), dims, { kind: 'relu', attrs: {} }, [beyond]);
    return compute(named(a, 'larger'), dims, { kind: 'add', attrs: {} }, [a, positive]);
  };
  const bounded = (x: ValueId, low: number, high: number): ValueId =>
    compute(named(x, 'bounded'), dimsOf(x), { kind: 'clip', attrs: { low, high } }, [x]);
  const times = (name: string, x: ValueId, factor: ValueId): ValueId =>
    compute(name, dimsOf(x), { kind: 'multiply', attrs: {} }, [x, factor]);
  /** A kernel times a factor per channel that the layer makes, or reads. */
  const scaled = (layer: Layer, kernel: ValueId, factor: ValueId, side: 'output' | 'input'): ValueId => {
    const [channels = 1] = dimsOf(factor);
    const last = layer.kind === 'conv2d' && side === 'output';
    return times(sibling(kernel, 'equalized_kernel'), kernel, last ? factor : reshape(factor, [1, 1, channels, 1]));
  };

  return {
    params,
    equalize: (
      first: Layer,
      { kernel, bias }: { readonly kernel: ValueId; readonly bias: ValueId | undefined },
      second: Layer,
      next: ValueId,
    ) => {
      const channels = Number(resultOf(first).type.dims[3]);
      const weights = perLast(kernel, channels);
      const made = bias === undefined ? weights : larger(weights, magnitude(bias));
      const read = second.kind === 'conv2d' ? perInput(next) : perLast(next, channels);
      const [r1, r2] = [made, read].map((range) => bounded(range, 2 ** -100, 2 ** 100));
      const quotient = compute(named(kernel, 'ratio'), [channels], { kind: 'divide', attrs: {} }, [r1!, r2!]);
      const ratio = bounded(quotient, smallestRatio, largestRatio);
      const inverse = compute(named(kernel, 'inverse'), [channels], { kind: 'rsqrt', attrs: {} }, [ratio]);
      const factor = times(named(kernel, 'factor'), ratio, inverse);
      return {
        kernel: scaled(first, kernel, inverse, 'output'),
        bias: bias === undefined ? undefined : times(sibling(bias, 'equalized_bias'), bias, inverse),
        next: scaled(second, next, factor, 'input'),
      };
    },
  };
}
