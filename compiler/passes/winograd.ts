/**
 * Stride-1 3×3 convolutions by Winograd's minimal filtering (arXiv 1509.09308), where the cost model says that it pays:
 *
 *   conv2d(x, k) = winograd-conv2d(winograd-input(x), winograd-kernel(k))
 *
 * with 2 (tile 4×1), 3 (4×2) or 4 (4×4) times fewer products. Kernels are transformed when weights are written, in
 * float64; convolutions of one image share its transform. Convolutions that share a kernel share the tile, so that it is
 * stored in one form (and as it is for those that are not rewritten); a batch norm that they don't share becomes a scale
 * and bias per channel of each, with the relu after it.
 *
 * Rounding: a transformed convolution is less exact than a direct one (float32, same input: up to 4 times in one dimension,
 * 12 times in two), but next to what the network amplifies this hardly shows: docs/optimisation.md has figures.
 */
import type { ComputedParam, Graph, Node, NodeOf, ValueId } from '../ir/graph.ts';
import { resultOf, valueTypes } from '../ir/graph.ts';
import { winogradInput } from '../ops/winograd-input.ts';
import { winogradKernel } from '../ops/winograd-kernel.ts';
import type { WinogradConv2dAttributes } from '../ops/winograd-conv2d.ts';
import type { Tile } from '../ops/winograd/transform.ts';
import { filledUp } from './fill-channels.ts';
import { createNaming, sibling, type Naming } from './naming.ts';
import { createFolding } from './norm-params.ts';
import type { Pass } from './pass.ts';
import { renameInputs, replaceNodes, valuesOf } from './rewrite.ts';
import { paramsByName, producers, useCounts } from './uses.ts';
import { directSeconds, winogradSeconds, type ConvCosts, type ConvShape } from './winograd-costs.ts';

/** A convolution with what follows it and is taken in. */
interface Candidate {
  readonly conv: NodeOf<'conv2d'>;
  readonly shape: ConvShape;
  readonly norm?: NodeOf<'batch-norm'> | undefined;
  readonly relu?: NodeOf<'relu'> | undefined;
  /** A network output is its result. */
  readonly isOutput?: boolean | undefined;
}

const tileOptions: readonly Tile[] = [
  [4, 4],
  [4, 2],
  [4, 1],
];

/** Nothing behind a network output hides its rounding. */
const tileOptionsOfOutputs: readonly Tile[] = [
  [4, 2],
  [4, 1],
];

export function winograd(costs: ConvCosts): Pass {
  return {
    name: 'winograd',
    doc: "compute stride-1 3x3 convs by Winograd's minimal filtering where it pays",
    requires: ['no-dead-nodes', 'no-batch-norm-after-conv'],
    ensures: [],
    breaks: ['no-dead-params'],
    error: 'rounding of a conv grows up to 4 times (tile 4x1) or 12 times (4x4); in exact arithmetic nothing changes',
    run(graph) {
      const chosen = chooseTiles(candidatesOf(graph), costs);
      if (chosen.size === 0) return { graph, changed: false };
      return { graph: rewrite(graph, chosen), changed: true };
    },
  };
}

function candidatesOf(graph: Graph): readonly Candidate[] {
  const types = valueTypes(graph);
  const params = paramsByName(graph);
  const makers = producers(graph);
  const uses = useCounts(graph);
  const convs = new Map<Node, Candidate>();
  for (const node of graph.nodes) {
    if (node.kind !== 'conv2d') continue;
    const { stride, dilation, padding } = node.attrs;
    const [x = '', kernel = ''] = node.inputs;
    const kernelDims = types.get(kernel)!.dims as readonly number[];
    const plain = [...stride, ...dilation, ...padding].every((value) => value === 1);
    if (!plain || kernelDims[0] !== 3 || kernelDims[1] !== 3 || !node.inputs.slice(1).every((id) => params.has(id)))
      continue;
    const [, height = 0, width = 0] = types.get(x)!.dims as readonly number[];
    convs.set(node, { conv: node, shape: { height, width, inputs: kernelDims[2]!, outputs: kernelDims[3]! } });
  }
  // A norm whose kernel is shared stayed behind its conv. Nobody else may read what is taken in.
  for (const norm of graph.nodes) {
    if (norm.kind !== 'batch-norm' || !norm.inputs.slice(1).every((id) => params.has(id))) continue;
    const conv = makers.get(norm.inputs[0]!);
    const known = conv && convs.get(conv);
    if (known === undefined || known.conv.inputs.length > 2 || known.conv.attrs.activation !== 'none') continue;
    if (uses.get(norm.inputs[0]!) === 1) convs.set(known.conv, { ...known, norm });
  }
  const byLast = new Map<Node, Candidate>();
  for (const candidate of convs.values())
    if (candidate.conv.attrs.activation === 'none') byLast.set(candidate.norm ?? candidate.conv, candidate);
  for (const relu of graph.nodes) {
    if (relu.kind !== 'relu' || uses.get(relu.inputs[0]!) !== 1) continue;
    const maker = makers.get(relu.inputs[0]!);
    const known = maker && byLast.get(maker);
    if (known !== undefined) convs.set(known.conv, { ...known, relu });
  }
  const outputs = new Set(graph.outputs.map(({ value }) => value));
  return [...convs.values()].map((candidate) => {
    const { conv, norm, relu } = candidate;
    return { ...candidate, isOutput: outputs.has(resultOf(relu ?? norm ?? conv).id) };
  });
}

/** The tile of each convolution that is to be rewritten. */
function chooseTiles(candidates: readonly Candidate[], costs: ConvCosts): ReadonlyMap<Candidate, Tile> {
  const byKernel = new Map<ValueId, Candidate[]>();
  const readers = new Map<ValueId, number>();
  for (const candidate of candidates) {
    const [x = '', kernel = ''] = candidate.conv.inputs;
    byKernel.set(kernel, [...(byKernel.get(kernel) ?? []), candidate]);
    readers.set(x, (readers.get(x) ?? 0) + 1);
  }
  const chosen = new Map<Candidate, Tile>();
  for (const group of byKernel.values()) {
    const saving = ({ conv, shape }: Candidate, tile: Tile): number => {
      const sharing = readers.get(conv.inputs[0]!)!;
      return Math.max(0, directSeconds(shape, costs) - winogradSeconds(shape, tile, sharing, costs));
    };
    const options = group.some(({ isOutput }) => isOutput) ? tileOptionsOfOutputs : tileOptions;
    const spelled = options.filter((tile) => costs.tiles?.some((known) => known.join() === tile.join()) ?? true);
    const savings = spelled.map((tile) => ({
      tile,
      seconds: group.reduce((sum, candidate) => sum + saving(candidate, tile), 0),
    }));
    const { tile } = savings.reduce((best, option) => (option.seconds > best.seconds ? option : best));
    for (const candidate of group) if (saving(candidate, tile) > 0) chosen.set(candidate, tile);
  }
  return chosen;
}

function rewrite(graph: Graph, chosen: ReadonlyMap<Candidate, Tile>): Graph {
  const naming = createNaming(graph);
  const kernels = createKernels(graph, naming);
  const folding = createFolding(graph, naming);
  const types = valueTypes(graph);
  const renames = new Map<ValueId, ValueId>();
  const nodes: Node[] = [];
  // The rewritten node takes the place of the last node that it stands for.
  const byLast = new Map<Node, readonly [Candidate, Tile]>();
  const absorbed = new Set<Node>();
  for (const [candidate, tile] of chosen) {
    const { conv, norm, relu } = candidate;
    byLast.set(relu ?? norm ?? conv, [candidate, tile]);
    for (const node of [conv, norm, relu]) if (node) absorbed.add(node);
  }
  const transformed = new Map<string, ValueId>();
  const tilesOfImage = (conv: NodeOf<'conv2d'>, tile: Tile): ValueId => {
    const [original = ''] = conv.inputs;
    const x = renames.get(original) ?? original;
    const key = `${tile.join('x')} ${x}`;
    const known = transformed.get(key);
    if (known !== undefined) return known;
    const name = naming.fresh(`${conv.name}/tiles`);
    const attrs = Object.freeze({ tile });
    const [type] = winogradInput.infer(attrs, [types.get(original)!]);
    const outputs = [Object.freeze({ id: name, type: type! })];
    nodes.push(Object.freeze({ name, kind: 'winograd-input', attrs, inputs: [x], outputs, origin: conv.origin }));
    transformed.set(key, name);
    return name;
  };
  for (const node of graph.nodes) {
    const found = byLast.get(node);
    if (found === undefined) {
      if (!absorbed.has(node)) nodes.push(renameInputs(node, renames));
      continue;
    }
    const [{ conv, norm, relu, shape }, tile] = found;
    const parts = [conv, norm, relu].filter((part) => part !== undefined);
    const name = parts.length === 1 ? conv.name : naming.fused(parts);
    const tiles = tilesOfImage(conv, tile);
    const [, kernel = '', ...bias] = conv.inputs;
    const vectors = norm === undefined ? bias : [folding.bias(norm, undefined), folding.scale(norm)];
    const { id, type } = resultOf(node);
    const attrs: WinogradConv2dAttributes = Object.freeze({
      tile,
      size: [shape.height, shape.width] as const,
      outputs: shape.outputs,
      activation: relu ? 'relu' : conv.attrs.activation,
    });
    const inputs = [tiles, kernels.of(kernel, tile), ...vectors];
    const outputs = [Object.freeze({ id: name, type })];
    nodes.push(Object.freeze({ name, kind: 'winograd-conv2d', attrs, inputs, outputs, origin: conv.origin }));
    if (id !== name) renames.set(id, name);
  }
  const gone = valuesOf([...absorbed].filter((node) => !byLast.has(node)));
  const params = [...graph.params, ...folding.params, ...kernels.params];
  return replaceNodes(graph, { nodes, params, renames, removed: gone });
}

interface Kernels {
  readonly params: readonly ComputedParam[];
  readonly of: (kernel: ValueId, tile: Tile) => ValueId;
}

/** Transformed kernels, each made once: all convolutions that share one have the same tile. */
function createKernels(graph: Graph, naming: Naming): Kernels {
  const params: ComputedParam[] = [];
  const known = paramsByName(graph);
  const made = new Map<ValueId, ValueId>();
  return {
    params,
    of(kernel, tile) {
      const existing = made.get(kernel);
      if (existing !== undefined) return existing;
      const { type: stored } = known.get(kernel)!;
      const name = naming.fresh(sibling(kernel, 'winograd_kernel'));
      made.set(kernel, name);
      const attrs = Object.freeze({ tile, outputs: filledUp(stored.dims[3] as number) });
      const [type] = winogradKernel.infer(attrs, [stored]);
      const op = Object.freeze({ kind: 'winograd-kernel', attrs } as const);
      params.push(Object.freeze({ source: 'computed', name, type: type!, op, inputs: [kernel] }));
      return name;
    },
  };
}
