/** Zip archives of weights: PyTorch's (a pickle and its storages) and NumPy's (arrays). */
import type { ByteSource } from '../byte-source.ts';
import type { Checkpoint } from './checkpoint.ts';
import { refuse } from './damage.ts';
import { openNpz } from './npz.ts';
import { openPytorch } from './pytorch.ts';
import { ZipArchive } from './zip-archive.ts';

/** @throws DiagnosticError SPN5016 when it is an archive of something else. */
export function openZipCheckpoint(source: ByteSource): Checkpoint {
  const archive = new ZipArchive(source);
  const names = [...archive.entries.keys()];
  if (names.some((name) => /(?:^|\/)data\.pkl$/.test(name))) return openPytorch(archive);
  if (names.some((name) => name.endsWith('.npy'))) return openNpz(archive);
  const what = names.some((name) => name.endsWith('model.weights.h5'))
    ? 'it is a Keras archive: unpack its model.weights.h5'
    : 'it is a zip archive without a PyTorch pickle or NumPy arrays';
  return refuse('SPN5016', source.name, what);
}
