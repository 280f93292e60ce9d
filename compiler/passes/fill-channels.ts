/**
 * Gives features inside a block as many channels as fill whole vectors of a runtime, with kernels of zeros: SpineNet-49S
 * has 41, 83 and 166. ONNX Runtime's blocked layout holds 16 channels at once; a convolution of other numbers it fills up by
 * itself, but depthwise filters and sums, of which Winograd's transforms consist, leave the layout.
 *
 * A feature is filled up when one convolution makes it, with nothing but activations that keep 0 after it, and nobody but
 * convolutions reads it: channels of zeros then meet weights of zero.
 */
import {
  resultOf,
  type ComputedParam,
  type Graph,
  type Node,
  type NodeOf,
  type Param,
  type ValueId,
} from '../ir/graph.ts';
import { tensorType, type TensorType } from '../ir/tensor-type.ts';
import { createNaming } from './naming.ts';
import type { Pass } from './pass.ts';
import { replaceNodes, withInputs } from './rewrite.ts';
import { paramsByName, useCounts } from './uses.ts';

/** Channels that a runtime works on at once (ONNX Runtime's blocks with AVX-512; 8 with AVX2). */
export const channelBlock = 16;

/** The next whole number of blocks; what is less than one stays. */
export const filledUp = (channels: number): number =>
  channels < channelBlock ? channels : Math.ceil(channels / channelBlock) * channelBlock;

interface Filled {
  /** Convolutions that make features, and activations behind them. */
  readonly makers: ReadonlySet<Node>;
  /** Dims of params that have to grow. */
  readonly params: ReadonlyMap<ValueId, readonly number[]>;
}

/** What can be filled up. */
export function fillable(graph: Graph): Filled {
  const params = paramsByName(graph);
  const uses = useCounts(graph);
  const readers = new Map<ValueId, Node[]>();
  for (const node of graph.nodes)
    for (const id of node.inputs) if (!params.has(id)) readers.set(id, [...(readers.get(id) ?? []), node]);
  const outputs = new Set(graph.outputs.map(({ value }) => value));
  const own = (id: ValueId | undefined): Param | undefined =>
    id !== undefined && uses.get(id) === 1 ? params.get(id) : undefined;

  const makers = new Set<Node>();
  const grown = new Map<ValueId, readonly number[]>();
  const grow = ({ name, type }: Param, axis: number, size: number): void => {
    const dims = grown.get(name) ?? (type.dims as readonly number[]);
    grown.set(
      name,
      dims.map((d, i) => (i === axis ? size : d)),
    );
  };
  for (const conv of graph.nodes) {
    if (conv.kind !== 'conv2d' || conv.attrs.activation === 'sigmoid') continue;
    const [, kernel, bias] = conv.inputs;
    const [ownKernel, ownBias] = [own(kernel), own(bias)];
    const channels = Number(resultOf(conv).type.dims[3]);
    if (filledUp(channels) === channels || !ownKernel || (bias !== undefined && !ownBias)) continue;
    const chain: Node[] = [conv];
    for (let last: Node = conv; ; chain.push(last)) {
      const { id } = resultOf(last);
      const [next] = readers.get(id) ?? [];
      if (next === undefined || !keepsZero(next) || uses.get(id) !== 1) break;
      last = next;
    }
    const consumers = readers.get(resultOf(chain.at(-1)!).id) ?? [];
    const kernels = consumers.map((reader) => (reader.kind === 'conv2d' ? own(reader.inputs[1]) : undefined));
    if (kernels.length === 0 || kernels.includes(undefined)) continue;
    if (chain.some((node) => outputs.has(resultOf(node).id))) continue;
    for (const node of chain) makers.add(node);
    grow(ownKernel, 3, filledUp(channels));
    if (ownBias) grow(ownBias, 0, filledUp(channels));
    for (const read of kernels) grow(read!, 2, filledUp(channels));
  }
  return { makers, params: grown };
}

function keepsZero(node: Node): node is NodeOf<'relu'> | NodeOf<'swish'> | NodeOf<'hard-swish'> {
  return node.kind === 'relu' || node.kind === 'swish' || node.kind === 'hard-swish';
}

export const fillChannels: Pass = {
  name: 'fill-channels',
  doc: 'fill up features inside blocks to whole vectors of channels, with kernels of zeros',
  requires: ['no-dead-nodes'],
  ensures: ['filled-channels'],
  breaks: [],
  error: 'exact: zeros are added to sums',
  run(graph) {
    const { makers, params } = fillable(graph);
    if (makers.size === 0) return { graph, changed: false };
    const naming = createNaming(graph);
    const known = paramsByName(graph);
    const added: ComputedParam[] = [];
    const renames = new Map<ValueId, ValueId>();
    for (const [name, dims] of params) {
      const { dtype } = known.get(name)!.type;
      const id = naming.fresh(`${name}_filled`);
      const op = Object.freeze({ kind: 'zero-extend', attrs: Object.freeze({ dims }) } as const);
      added.push(Object.freeze({ source: 'computed', name: id, type: tensorType(dtype, dims), op, inputs: [name] }));
      renames.set(name, id);
    }
    const nodes = graph.nodes.map((node): Node => {
      const renamed = node.inputs.some((id) => renames.has(id))
        ? withInputs(
            node,
            node.inputs.map((id) => renames.get(id) ?? id),
          )
        : node;
      if (!makers.has(node)) return renamed;
      const { id, type } = resultOf(node);
      return Object.freeze({ ...renamed, outputs: [Object.freeze({ id, type: filledType(type) })] });
    });
    return { graph: replaceNodes(graph, { nodes, params: [...graph.params, ...added] }), changed: true };
  },
};

function filledType({ dtype, dims }: TensorType): TensorType {
  return tensorType(dtype, [...dims.slice(0, 3), filledUp(dims[3] as number)]);
}
