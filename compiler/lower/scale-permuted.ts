/**
 * A scale-permuted network: a stem, then block after block in the order of the spec, each merging two resampled parents.
 * `_build_scale_permuted_network` in the TPU code (`spinenet.py`, `spinenet_mbconv.py`, `spinenetv2.py`) and the model
 * garden; the paper's Fig. 4 and Table 1. Families differ in stems, resamples and blocks (`Construction`), not in this.
 */
import type { ValueId } from '../ir/graph.ts';
import type { Activation, BlockKind, ResolvedBlock, ResolvedSpec } from '../resolve/resolved-spec.ts';
import { fail, sizeOf, type Features, type Network } from './network.ts';
import { lowerEndpoints } from './endpoints.ts';
import { merge, type Term } from './merge.ts';
import { blockFilters, groupRepeats } from './scaling.ts';
import { blockTitle } from './title.ts';

/** A block as the start of an edge. */
export interface Source {
  readonly value: ValueId;
  readonly level: number;
  readonly kind: BlockKind;
}

/** A block as the end of an edge. */
export interface Target {
  readonly level: number;
  /** Channels of the merged feature. */
  readonly channels: number;
  readonly activation: Activation;
}

export interface BlockFacts {
  readonly kind: BlockKind;
  /** Filters f. */
  readonly filters: number;
  readonly activation: Activation;
  readonly repeats: number;
}

/** What a family builds its networks of. */
export interface Construction {
  /** Sections of the stem; gives its blocks by id, in order, those that are no features left out. */
  readonly stem: (net: Network, images: ValueId) => Map<string, Source>;
  /** Output channels of a block, in units of f. */
  readonly channelFactor: (kind: BlockKind) => number;
  /** One edge: the source's feature at the target's size and channels. */
  readonly resample: (net: Network, name: string, source: Source, target: Target) => ValueId;
  /** Blocks after the merge. */
  readonly group: (net: Network, name: string, x: ValueId, facts: BlockFacts) => ValueId;
}

/** Width that a level has by definition: ceil(input width / 2^level). */
export function levelWidth(spec: ResolvedSpec, level: number): number {
  return Math.ceil(spec.input.width / 2 ** level);
}

export function lowerScalePermuted(net: Network, images: ValueId, construction: Construction): Features {
  const { spec, graph } = net;
  const blocks = construction.stem(net, images);
  const unconsumed = new Set(blocks.keys());
  spec.blocks.forEach((block, i) => {
    const { id, kind, level } = block;
    if (blocks.has(id)) fail('SPN3008', `two blocks are called ${id}`, { path: `blocks[${i}].id` });
    const activation = block.activation ?? spec.activation;
    const filters = blockFilters(spec, block);
    const value = graph.section({ id, title: blockTitle(block), part: 'backbone', level }, () => {
      const target = { level, channels: construction.channelFactor(kind) * filters, activation };
      const terms: Term[] = parents(block, i, blocks).map((parent, j) => ({
        name: `resample${j}`,
        value: construction.resample(net, `${id}/resample${j}`, parent, target),
      }));
      for (const parent of block.inputs) unconsumed.delete(parent);
      if (block.output && spec.merge.unconsumed === 'add')
        terms.push(...takeUnconsumed(net, terms[0]!.value, blocks, unconsumed));
      const repeats = groupRepeats(spec, spec.stem.blocks.length + i, block);
      return construction.group(net, id, merge(net, id, terms, activation), { kind, filters, activation, repeats });
    });
    blocks.set(id, { value, level, kind });
    unconsumed.add(id);
  });
  return {
    blocks: new Map([...blocks].map(([id, { value }]) => [id, value])),
    endpoints: lowerEndpoints(net, blocks),
  };
}

function parents(block: ResolvedBlock, index: number, blocks: ReadonlyMap<string, Source>): readonly Source[] {
  if (block.inputs.length !== 2)
    fail('SPN3008', `${block.id} has ${block.inputs.length} inputs, not 2`, { path: `blocks[${index}].inputs` });
  return block.inputs.map(
    (input, j) =>
      blocks.get(input) ??
      fail('SPN3008', `${block.id} takes ${input}, which is no earlier block`, {
        path: `blocks[${index}].inputs[${j}]`,
      }),
  );
}

/**
 * The "nobody consumed me" rule: an output block also adds, as they are, all earlier features that no block has taken yet
 * and that have its width and channels; these count as consumed from then on. By the official code every earlier feature
 * qualifies, in index order, stem and output blocks too. In SpineNet-49 it adds b11 to b14, and nothing else.
 */
function takeUnconsumed(
  net: Network,
  merged: ValueId,
  blocks: ReadonlyMap<string, Source>,
  unconsumed: Set<string>,
): readonly Term[] {
  const [, width, channels] = sizeOf(net, merged);
  return [...unconsumed].flatMap((id) => {
    const { value } = blocks.get(id)!;
    const [, itsWidth, itsChannels] = sizeOf(net, value);
    if (itsWidth !== width || itsChannels !== channels) return [];
    unconsumed.delete(id);
    return [{ name: id, value }];
  });
}
