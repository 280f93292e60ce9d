/** A file as a byte source (Node). Reads are synchronous: `ParamSource.read` is, and they are whole tensors at a time. */
import { closeSync, readSync } from 'node:fs';
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { reasonOf } from '../file-errors.ts';
import { openRegularFile } from '../regular-file.ts';
import type { ByteSource } from './byte-source.ts';

/** readSync takes at most 2³¹−1 bytes a call. */
const largestRead = 1 << 30;

/** @throws DiagnosticError SPN5001 when the file can't be opened. */
export function openFileSource(path: string): ByteSource {
  const attempt = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw new DiagnosticError(diagnostic('SPN5001', `can't read ${path}: ${reasonOf(error)}`));
    }
  };
  const { descriptor, size } = attempt(() => openRegularFile(path));
  let open = true;
  return {
    name: path,
    size,
    readInto: (target, position) =>
      attempt(() => {
        let done = 0;
        while (done < target.length) {
          const length = Math.min(target.length - done, largestRead);
          const read = readSync(descriptor, target, done, length, position + done);
          if (read === 0) break;
          done += read;
        }
        return done;
      }),
    close() {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}
