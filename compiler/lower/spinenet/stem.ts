/**
 * The stem: 7×7 convolution of stride 2 (its filters are never scaled), 3×3 max-pool of stride 2, then chained block groups.
 * SpineNet's own has two groups of level 2; the permuted ResNets of the paper's Table 1 go on like a ResNet, where the
 * first block of a finer-to-coarser step takes the stride. `_build_stem_network` in the TPU code.
 */
import type { ValueId } from '../../ir/graph.ts';
import { entryLevel } from '../../resolve/families.ts';
import { convUnit } from '../conv-unit.ts';
import { fail, type Network } from '../network.ts';
import { blockTitle, stemTitle } from '../title.ts';
import { blockGroup } from './block-group.ts';
import { blockFilters, groupRepeats } from '../scaling.ts';
import type { Source } from '../scale-permuted.ts';
import { pool } from './resample.ts';

/** Sections `stem` and one per stem block; gives the blocks by id, in order. */
export function lowerStem(net: Network, images: ValueId): Map<string, Source> {
  const { spec, graph } = net;
  const { activation } = spec;
  let level = entryLevel(spec.stem.kind);
  let value = graph.section({ id: 'stem', title: stemTitle(spec), part: 'backbone', level }, () => {
    const x = convUnit(net, 'stem', images, { filters: spec.stem.filters, kernel: 7, stride: 2, activation });
    return pool(net, 'stem/pool', x, 3, 2);
  });
  const blocks = new Map<string, Source>();
  spec.stem.blocks.forEach((block, i) => {
    if (block.level < level) fail('SPN3008', `stem block ${block.id} is of a finer level than the one before it`);
    const stride = 2 ** (block.level - level);
    ({ level } = block);
    const section = { id: block.id, title: blockTitle(block), part: 'backbone', level } as const;
    const facts = {
      kind: block.kind,
      filters: blockFilters(spec, block),
      repeats: groupRepeats(spec, i, block),
      stride,
      activation: block.activation ?? activation,
      // A ResNet's stages begin with a projection, also where the shape would stay (`block_group` in `resnet.py`).
      projects: spec.stem.kind === 'resnet' && (i === 0 || stride > 1),
    };
    value = graph.section(section, () => blockGroup(net, block.id, value, facts));
    if (block.feature !== false) blocks.set(block.id, { value, level, kind: block.kind });
  });
  return blocks;
}
