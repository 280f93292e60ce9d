/** Writing weights: each tensor read, looked at and written in turn; nothing appears before all are. */
import { basename, dirname } from 'node:path';
import { readMatched } from '../../../runtime/weights/checkpoint/match.ts';
import { countNonFinite } from '../../../runtime/weights/safetensors.ts';
import { safetensorsChunks, type TensorToWrite } from '../../../runtime/weights/safetensors-writer.ts';
import { initialValues } from '../../../runtime/weights/seeded.ts';
import { diagnostic, DiagnosticError, type Note } from '../../diagnostics/diagnostic.ts';
import { elementCount } from '../../ir/tensor-type.ts';
import { specHash } from '../../resolve/hash.ts';
import { compilerVersion } from '../../version.ts';
import { OutputFolder, streamChunks } from '../output.ts';
import { percent, type Progress } from '../progress.ts';
import type { Imported } from './describe.ts';

/** Bytes of a file of tensors, a tensor at a time. */
export type TensorChunks = (tensors: readonly TensorToWrite[]) => Iterable<Uint8Array>;

/** @throws DiagnosticError SPN5011 that names every tensor with NaN or infinity, and what reading throws. */
export async function writeImported(
  output: string,
  imported: Imported,
  seed: number,
  progress: Progress,
): Promise<void> {
  const { spec, dialect, checkpoint } = imported;
  const metadata = {
    spec: spec.name,
    specHash: specHash(spec),
    dialect: spec.dialect,
    names: dialect,
    source: checkpoint.format,
    compiler: compilerVersion,
  };
  const tensors = importedTensors(imported, seed);
  await writeTensors(output, checkpoint.name, tensors, (checked) => safetensorsChunks(checked, metadata), progress);
}

function importedTensors({ checkpoint, match, ema }: Imported, seed: number): readonly TensorToWrite[] {
  const { matched, implied, missing, misshapen } = match;
  const dimsOf = (dims: readonly (number | string)[]): number[] => dims.map(Number);
  return [
    ...matched.map((entry) => ({
      name: entry.param.name,
      dims: dimsOf(entry.param.type.dims),
      type: 'F32' as const,
      read: () => readMatched(checkpoint, entry, ema),
    })),
    ...implied.map(({ name, type }) => ({
      name,
      dims: dimsOf(type.dims),
      type: 'F32' as const,
      read: () => new Float32Array(elementCount(type)),
    })),
    ...[...missing, ...misshapen].map(({ param: { name, type, initializer } }) => ({
      name,
      dims: dimsOf(type.dims),
      type: 'F32' as const,
      read: () => initialValues(initializer, name, elementCount(type), seed),
    })),
  ];
}

/** @throws DiagnosticError SPN5011, and what reading throws. */
export async function writeTensors(
  output: string,
  source: string,
  tensors: readonly TensorToWrite[],
  chunks: TensorChunks,
  progress: Progress,
): Promise<void> {
  const bad: Note[] = [];
  let done = 0;
  const checked = tensors.map((tensor) => ({
    ...tensor,
    read() {
      const values = tensor.read();
      const count = countNonFinite(values);
      if (count > 0) bad.push({ message: `${tensor.name}: ${count} of ${values.length} values` });
      progress.step(`reading ${source}`, percent(done++ / tensors.length));
      return values;
    },
  }));
  if (output === '-') {
    // What has left can't be taken back: everything is looked at before the first byte.
    for (const tensor of checked) tensor.read();
    refuseNonFinite(source, bad);
    await streamChunks(chunks(tensors));
    return;
  }
  const folder = new OutputFolder(dirname(output));
  await folder.writeChunks(basename(output), chunks(checked));
  refuseNonFinite(source, bad);
  folder.commit();
}

function refuseNonFinite(source: string, bad: readonly Note[]): void {
  if (bad.length === 0) return;
  const notes = bad.length > 20 ? [...bad.slice(0, 20), { message: `and ${bad.length - 20} more tensors` }] : bad;
  throw new DiagnosticError(diagnostic('SPN5011', `${source} has NaN or infinity in ${bad.length} tensors`, { notes }));
}
