/** Writing what was imported: safetensors under IR names, each tensor read, checked and written in turn. */
import { basename, dirname } from 'node:path';
import { readMatched } from '../../../runtime/weights/checkpoint/match.ts';
import { countNonFinite } from '../../../runtime/weights/safetensors.ts';
import { safetensorsChunks, type TensorToWrite } from '../../../runtime/weights/safetensors-writer.ts';
import { initialValues } from '../../../runtime/weights/seeded.ts';
import { diagnostic, DiagnosticError, type Note } from '../../diagnostics/diagnostic.ts';
import type { StoredParam } from '../../ir/graph.ts';
import { elementCount } from '../../ir/tensor-type.ts';
import { specHash } from '../../resolve/hash.ts';
import { compilerVersion } from '../../version.ts';
import { OutputFolder, streamChunks } from '../output.ts';
import { percent, type Progress } from '../progress.ts';
import type { Imported } from './describe.ts';

/** @throws DiagnosticError SPN5011 that names every tensor with NaN or infinity, and what reading throws. */
export async function writeImported(
  output: string,
  imported: Imported,
  seed: number,
  progress: Progress,
): Promise<void> {
  const bad: Note[] = [];
  const tensors = tensorsOf(imported, seed, (param, values) => {
    const count = countNonFinite(values);
    if (count > 0) bad.push({ message: `${param.name}: ${count} of ${values.length} values` });
  });
  const { spec, dialect, checkpoint } = imported;
  const metadata = {
    spec: spec.name,
    specHash: specHash(spec),
    dialect: spec.dialect,
    names: dialect,
    source: checkpoint.format,
    compiler: compilerVersion,
  };
  let done = 0;
  const step = (): void => progress.step('importing', percent(done++ / tensors.length));
  if (output === '-') {
    // What has left can't be taken back: everything is looked at before the first byte.
    for (const tensor of tensors) {
      tensor.read();
      step();
    }
    refuseNonFinite(checkpoint.name, bad);
    await streamChunks(safetensorsChunks(tensors, metadata));
    return;
  }
  const folder = new OutputFolder(dirname(output));
  await folder.writeChunks(basename(output), safetensorsChunks(tensors, metadata), step);
  refuseNonFinite(checkpoint.name, bad);
  folder.commit();
}

function refuseNonFinite(name: string, bad: readonly Note[]): void {
  if (bad.length === 0) return;
  const notes = bad.length > 20 ? [...bad.slice(0, 20), { message: `and ${bad.length - 20} more tensors` }] : bad;
  throw new DiagnosticError(diagnostic('SPN5011', `${name} has NaN or infinity in ${bad.length} tensors`, { notes }));
}

function tensorsOf(
  { checkpoint, match, ema }: Imported,
  seed: number,
  look: (param: StoredParam, values: Float32Array) => void,
): readonly TensorToWrite[] {
  const tensor = (param: StoredParam, read: () => Float32Array): TensorToWrite => ({
    name: param.name,
    dims: param.type.dims.map(Number),
    type: 'F32',
    read() {
      const values = read();
      look(param, values);
      return values;
    },
  });
  return [
    ...match.matched.map((matched) => tensor(matched.param, () => readMatched(checkpoint, matched, ema))),
    ...match.implied.map((param) => tensor(param, () => new Float32Array(elementCount(param.type)))),
    ...[...match.missing, ...match.misshapen].map(({ param }) =>
      tensor(param, () => initialValues(param.initializer, param.name, elementCount(param.type), seed)),
    ),
  ];
}
