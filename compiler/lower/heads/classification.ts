/**
 * Classification head: global average-pooling and a fully connected layer, output `logits` `[N,classes]`. The TPU code
 * (`ClassificationHead` in `heads.py`, aggregation `all`) first adds all levels up, from the coarsest, each resized to the
 * next finer one by native nearest neighbours, and divides by their number; the model garden pools the coarsest level;
 * plain ResNets pool their last block.
 */
import type { ValueId } from '../../ir/graph.ts';
import { fail, param, sizeOf, type Features, type Network } from '../network.ts';
import { nearestResize } from '../nearest-resize.ts';
import type { ResolvedHead } from '../../resolve/resolved-spec.ts';

type Head = Extract<ResolvedHead, { kind: 'classification' }>;

export function lowerClassification(net: Network, features: Features, head: Head): ReadonlyMap<string, ValueId> {
  const title = `logits <- ${{ all: 'all endpoints', top: 'coarsest endpoint', backbone: 'backbone' }[head.pool]}`;
  const value = net.graph.section({ id: 'logits', title, part: 'head' }, () => {
    const pooled = pooledFeature(net, features, head.pool);
    const mean = net.graph.op('logits/mean', 'global-average-pool', [pooled], {});
    const channels = sizeOf(net, pooled)[2];
    const vector = net.graph.op('logits/vector', 'reshape', [mean], { dims: ['N', channels] });
    const kernel = param(net, 'logits/kernel', [channels, head.classes], {
      initializer: { kind: 'normal', stddev: 0.01 },
      regularized: true,
    });
    const bias = param(net, 'logits/bias', [head.classes], { initializer: { kind: 'zeros' } });
    return net.graph.op('logits/dense', 'dense', [vector, kernel, bias], { activation: 'none' });
  });
  return new Map([['logits', value]]);
}

function pooledFeature(net: Network, { blocks, endpoints }: Features, pool: Head['pool']): ValueId {
  if (pool === 'backbone') {
    const last = net.spec.stem.blocks.at(-1);
    return (last && blocks.get(last.id)) ?? fail('SPN3008', 'the stem has no block to classify from');
  }
  const levels = [...endpoints.keys()].sort((a, b) => b - a);
  const [coarsest = 0, ...finer] = levels;
  const top = endpoints.get(coarsest)!;
  if (pool === 'top') return top;
  const sum = finer.reduce((value, level) => {
    const feature = endpoints.get(level)!;
    const [height, width] = sizeOf(net, feature);
    const resized = nearestResize(net, `logits/resize${level}`, value, [height, width]);
    return net.graph.op(`logits/add${level}`, 'add', [resized, feature], {});
  }, top);
  return net.graph.op('logits/average', 'scale', [sum], { value: 1 / levels.length });
}
