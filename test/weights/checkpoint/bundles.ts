/** TensorBundles in memory. */
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import { openTensorBundle } from '../../../runtime/weights/checkpoint/tensor-bundle.ts';
import { memorySource } from '../../../runtime/weights/byte-source.ts';
import type { BundleBytes, BundleTensor } from '../../support/checkpoints/tensor-bundle.ts';

/** Opens what a writer made; `missing` shards are not there. */
export function openBundle({ index, data }: BundleBytes, missing: readonly number[] = []): Checkpoint {
  return openTensorBundle({
    name: 'model.ckpt',
    index: memorySource('model.ckpt.index', index),
    shardName: (shard, shards) => `model.ckpt.data-${shard}-of-${shards}`,
    openShard: (shard) =>
      missing.includes(shard) || data[shard] === undefined ? undefined : memorySource(`data-${shard}`, data[shard]),
  });
}

export const ramp = (name: string, dims: readonly number[], more: Partial<BundleTensor> = {}): BundleTensor => {
  const count = dims.reduce((product, size) => product * size, 1);
  return { name, dims, values: Float32Array.from({ length: count }, (_, i) => i + name.length), ...more };
};
