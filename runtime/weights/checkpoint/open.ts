/** Opening any checkpoint (Node). The format is told from the first bytes, never from the name. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { ByteSource } from '../byte-source.ts';
import { openFileSource } from '../file-source.ts';
import type { Checkpoint } from './checkpoint.ts';
import { refuse } from './damage.ts';
import { endsLikeTable } from './leveldb-table.ts';
import { locate } from './locate.ts';
import { openTensorBundle } from './tensor-bundle.ts';

/**
 * @param path a file, the common prefix of a TensorBundle's files, or a folder with one.
 * @throws DiagnosticError SPN5001, SPN5016 … SPN5021.
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  const location = locate(path);
  if (location.kind === 'bundle') return openBundle(location.prefix);
  const source = openFileSource(location.path);
  try {
    return await openFile(source);
  } catch (error) {
    source.close();
    throw error;
  }
}

function openBundle(prefix: string): Checkpoint {
  const shardName = (shard: number, shards: number): string =>
    `${prefix}.data-${String(shard).padStart(5, '0')}-of-${String(shards).padStart(5, '0')}`;
  return openTensorBundle({
    name: prefix,
    index: openFileSource(`${prefix}.index`),
    shardName: (shard, shards) => basename(shardName(shard, shards)),
    openShard(shard, shards) {
      const path = shardName(shard, shards);
      return existsSync(path) ? openFileSource(path) : undefined;
    },
  });
}

const starts = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

async function openFile(source: ByteSource): Promise<Checkpoint> {
  const head = new Uint8Array(Math.min(16, source.size));
  source.readInto(head, 0);
  if (starts(head, 0x50, 0x4b)) return (await import('./zip-checkpoint.ts')).openZipCheckpoint(source);
  if (starts(head, 0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a))
    return (await import('./keras-hdf5.ts')).openKerasHdf5(source);
  if (starts(head, 0x80) && (head[1] ?? 9) < 6)
    refuse('SPN5021', source.name, 'it is a bare Python pickle, as PyTorch wrote before 1.6', {
      suggestion:
        "write it anew: python -c \"import torch; torch.save(torch.load('old.pth', weights_only=True), 'new.pth')\"",
    });
  const tail = new Uint8Array(Math.min(8, source.size));
  source.readInto(tail, source.size - tail.length);
  if (endsLikeTable(tail)) return refuse('SPN5016', source.name, 'it is an index whose name does not end in .index');
  if (head[8] === 0x7b || source.size === 0) return (await import('./safetensors.ts')).openSafetensors(source);
  return refuse('SPN5016', source.name, 'it is no checkpoint of a format that is known');
}
