/** A safetensors file as a checkpoint. */
import type { ByteSource } from '../byte-source.ts';
import type { ElementType } from '../element-types.ts';
import { SafetensorsFile } from '../safetensors.ts';
import { prefixFreeNames } from './aliases.ts';
import { sortEntries } from './bookkeeping.ts';
import type { Checkpoint, CheckpointTensor } from './checkpoint.ts';

const typeNames: Readonly<Record<ElementType, string>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  U8: 'uint8',
};

/** @throws DiagnosticError SPN5002 … SPN5008. */
export function openSafetensors(source: ByteSource): Checkpoint {
  const file = new SafetensorsFile(source);
  const all = new Map<string, CheckpointTensor>();
  for (const { name, dims, type } of file.tensors.values()) all.set(name, { name, dims, type: typeNames[type] });
  const sorted = sortEntries(all);
  return {
    name: file.name,
    format: 'safetensors',
    ...sorted,
    aliases: prefixFreeNames(sorted.tensors.keys()),
    hasData: true,
    readFloats: (name) => file.readFloats(file.tensors.has(name) ? name : (sorted.averages.get(name)?.name ?? name)),
    close: () => file.close(),
  };
}
