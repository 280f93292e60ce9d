/**
 * The paper's baseline: a ResNet (`resnet.py` of the TPU code, version 1.5: bottlenecks stride in their 3×3 convolution),
 * whose stages are the stem's blocks, and a feature pyramid on it (`fpn.py`): lateral 1×1 convolutions with bias, each
 * coarser level doubled and added, a 3×3 convolution with bias per level, further levels by strided ones, and norms.
 */
import type { ValueId } from '../../ir/graph.ts';
import { activate, conv, norm } from '../conv-unit.ts';
import type { Features, Network } from '../network.ts';
import { lowerStem } from '../spinenet/stem.ts';

export function lowerResnetFpn(net: Network, images: ValueId): Features {
  const { head } = net.spec;
  const stages = lowerStem(net, images);
  const blocks = new Map([...stages].map(([id, { value }]) => [id, value]));
  // A classifier of the backbone has no use for a pyramid, and takes sizes that one can't.
  if (head.kind === 'classification' && head.pool === 'backbone') return { blocks, endpoints: new Map() };
  // The last block group of a level is the one that the pyramid sees.
  const byLevel = new Map([...stages.values()].map(({ level, value }) => [level, value]));
  return { blocks, endpoints: lowerPyramid(net, byLevel) };
}

const zeros = { kind: 'zeros' } as const;

/** Sections `lateral_<level>` from the coarsest stage down, then `endpoint_<level>` from the finest up, part `decoder`. */
function lowerPyramid(net: Network, stages: ReadonlyMap<number, ValueId>): ReadonlyMap<number, ValueId> {
  const { graph, spec } = net;
  const filters = spec.scale.endpointFilters;
  const coarsest = Math.min(Math.max(...stages.keys()), spec.levels.max);
  const merged = new Map<number, ValueId>();
  for (let level = coarsest; level >= spec.levels.min; level--) {
    const id = `lateral_${level}`;
    const above = merged.get(level + 1);
    const title = above === undefined ? `${id} <- level ${level}` : `${id} <- level ${level}, lateral_${level + 1}`;
    const value = graph.section({ id, title, part: 'decoder', level }, () => {
      const lateral = conv(net, id, stages.get(level)!, { filters, bias: zeros });
      if (above === undefined) return lateral;
      const doubled = graph.op(`${id}/upsample`, 'upsample-nearest', [above], { factor: [2, 2] });
      return graph.op(`${id}/add`, 'add', [doubled, lateral], {});
    });
    merged.set(level, value);
  }
  const endpoints = new Map<number, ValueId>();
  /** Before its norm: what the next coarser level starts from. */
  let finer: ValueId | undefined;
  for (let { min: level } = spec.levels; level <= spec.levels.max; level++) {
    const id = `endpoint_${level}`;
    const lateral = merged.get(level);
    const source = lateral === undefined ? `endpoint_${level - 1}` : `lateral_${level}`;
    endpoints.set(
      level,
      graph.section({ id, title: `${id} <- ${source}`, part: 'decoder', level }, () => {
        // Levels beyond the first new one are made of what a relu leaves.
        const rectify = lateral === undefined && level > coarsest + 1;
        const x = lateral ?? (rectify ? graph.op(`${id}/in/relu`, 'relu', [finer!], {}) : finer!);
        // tf.layers.conv2d pads with SAME, also where the backbone's convolutions are padded symmetrically.
        const facts = {
          filters,
          kernel: 3,
          stride: lateral === undefined ? 2 : 1,
          bias: zeros,
          padding: 'same',
        } as const;
        finer = conv(net, id, x, facts);
        const activation = spec.endpoints.activation ? spec.activation : 'none';
        return activate(net, id, norm(net, id, finer), activation);
      }),
    );
  }
  return endpoints;
}
