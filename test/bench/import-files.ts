/**
 * Writes SpineNet-49 with RetinaNet as a TensorBundle, a `.pth` and safetensors into a folder: what `import.mjs` reads.
 *
 *   npx tsx test/bench/import-files.ts DIR
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lower } from '../../compiler/lower/lower.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { nameTables } from '../../runtime/weights/names/dialects.ts';
import { officialDims, toOfficial } from '../../runtime/weights/names/name-map.ts';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';
import { seededSource } from '../../runtime/weights/seeded.ts';
import { stateDict, torchFile } from '../support/checkpoints/pytorch.ts';
import { tensorBundle } from '../support/checkpoints/tensor-bundle.ts';

const folder = process.argv[2]!;
const source = seededSource(1);

function tensorsOf(dialect: 'tpu' | 'torch') {
  const set = [{ path: 'dialect', value: dialect }];
  const graph = lower(understand(builtinSource('spinenet-49')!, { head: 'retinanet', set }).value!).value!;
  const names = nameTables[dialect].mapper(graph);
  return graph.params.flatMap((param) => {
    if (param.source !== 'stored') return [];
    const { name, layout, implied } = names.get(param.name)!;
    if (implied !== undefined) return [];
    const dims = param.type.dims.map(Number);
    return [{ name, dims: [...officialDims(dims, layout)], values: toOfficial(source.read(param), dims, layout) }];
  });
}

const tpu = tensorsOf('tpu');
const { index, data } = tensorBundle(tpu);
writeFileSync(join(folder, 'model.ckpt.index'), index);
writeFileSync(join(folder, 'model.ckpt.data-00000-of-00001'), data[0]!);
const tensors = tpu.map(({ name, dims, values }) => ({ name, dims, type: 'F32' as const, read: () => values }));
writeFileSync(join(folder, 'model.safetensors'), safetensorsBytes(tensors));
const torch = stateDict(tensorsOf('torch'));
writeFileSync(join(folder, 'model.pth'), torchFile({ state_dict: torch.value, meta: { epoch: 3 } }, torch.storages));
