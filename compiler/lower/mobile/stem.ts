/**
 * The mobile stem: 3×3 convolution of stride 2, then chained MBConv groups from level 1 on, the first of a coarser level
 * taking the stride (`_build_stem_network` in the TPU code's `spinenet_mbconv.py` and `spinenetv2.py`).
 */
import type { ValueId } from '../../ir/graph.ts';
import { entryLevel } from '../../resolve/families.ts';
import { scaledFilters } from '../../resolve/scaled-filters.ts';
import { convUnit } from '../conv-unit.ts';
import { fail, type Network } from '../network.ts';
import { blockFilters, groupRepeats } from '../scaling.ts';
import type { Source } from '../scale-permuted.ts';
import { blockTitle, stemTitle } from '../title.ts';
import { mbconvGroup } from './mbconv.ts';

/** Sections `stem` and one per stem block; gives the features by id, in order. */
export function lowerMobileStem(net: Network, images: ValueId): Map<string, Source> {
  const { spec, graph } = net;
  let level = entryLevel(spec.stem.kind);
  const filters = scaledFilters(spec, spec.stem.filters);
  if (filters < 1) fail('SPN3003', `the stem would have int(${spec.stem.filters} * ${spec.scale.filters}) = 0 filters`);
  let value = graph.section({ id: 'stem', title: stemTitle(spec), part: 'backbone', level }, () =>
    convUnit(net, 'stem', images, { filters, kernel: 3, stride: 2, activation: spec.activation }),
  );
  const features = new Map<string, Source>();
  spec.stem.blocks.forEach((block, i) => {
    const stride = 2 ** (block.level - level);
    ({ level } = block);
    const facts = {
      filters: blockFilters(spec, block),
      activation: block.activation ?? spec.activation,
      repeats: groupRepeats(spec, i, block),
      stride,
    };
    const section = { id: block.id, title: blockTitle(block), part: 'backbone', level } as const;
    value = graph.section(section, () => mbconvGroup(net, block.id, value, facts));
    if (block.feature !== false) features.set(block.id, { value, level, kind: block.kind });
  });
  return features;
}
