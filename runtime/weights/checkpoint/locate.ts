/**
 * Which checkpoint a path means. A TensorBundle is several files with a common prefix, of which any may be named, or the
 * folder that holds them; every other format is one file.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readTextFile } from '../../regular-file.ts';
import { refuse } from './damage.ts';

const largestPointer = 1 << 20;

export type Location =
  { readonly kind: 'bundle'; readonly prefix: string } | { readonly kind: 'file'; readonly path: string };

/** @throws DiagnosticError SPN5016 for a folder without a checkpoint, SPN5018 for data without an index. */
export function locate(path: string): Location {
  if (isFolder(path)) return { kind: 'bundle', prefix: prefixIn(path) };
  const [, prefix = ''] = /^(.+)\.(?:index|data-\d{5}-of-\d{5})$/.exec(path) ?? [];
  if (prefix !== '') {
    if (existsSync(`${prefix}.index`)) return { kind: 'bundle', prefix };
    if (!path.endsWith('.index')) refuse('SPN5018', path, `${prefix}.index is not beside it`);
  }
  if (existsSync(`${path}.index`)) return { kind: 'bundle', prefix: path };
  if (basename(path) === 'checkpoint' && existsSync(path)) return { kind: 'bundle', prefix: prefixIn(dirname(path)) };
  return { kind: 'file', path };
}

/** Files of the checkpoint that a path means, read or not: a bundle is of no use without any of them. @throws as `locate`. */
export function checkpointFiles(path: string): readonly string[] {
  const location = locate(path);
  if (location.kind === 'file') return [location.path];
  const [folder, name] = [dirname(location.prefix), basename(location.prefix)];
  const isPart = (file: string): boolean =>
    file.startsWith(`${name}.`) && /^(?:index|meta|data-\d{5}-of-\d{5})$/.test(file.slice(name.length + 1));
  const parts = namesIn(folder).filter(isPart);
  return [path, join(path, 'checkpoint'), ...[...parts, 'checkpoint'].map((file) => join(folder, file))];
}

/** Nothing for a folder whose files can be opened and not listed. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The checkpoint that a folder's `checkpoint` file names, the only one in it, or a SavedModel's variables. */
function prefixIn(folder: string): string {
  const pointer = join(folder, 'checkpoint');
  if (existsSync(pointer)) {
    const [, named] = /^model_checkpoint_path:\s*"((?:[^"\\]|\\.)*)"/m.exec(readPointer(pointer)) ?? [];
    // The path may be that of the machine that trained.
    const prefix = [resolve(folder, named ?? ''), join(folder, basename(named ?? ''))].find(
      (candidate) => named !== undefined && existsSync(`${candidate}.index`),
    );
    if (prefix !== undefined) return prefix;
  }
  const variables = join(folder, 'variables', 'variables');
  if (existsSync(`${variables}.index`)) return variables;
  const indices = readdirSync(folder).filter((name) => name.endsWith('.index'));
  const [only] = indices;
  if (only !== undefined && indices.length === 1) return join(folder, only.slice(0, -'.index'.length));
  if (only === undefined) return refuse('SPN5016', folder, 'there is no checkpoint in this folder');
  return refuse('SPN5016', folder, `it holds ${indices.length} checkpoints`, {
    suggestion: `name one: ${indices
      .slice(0, 3)
      .map((name) => join(folder, name))
      .join(', ')}`,
  });
}

function readPointer(path: string): string {
  try {
    return readTextFile(path, largestPointer);
  } catch (error) {
    return refuse('SPN5001', path, error instanceof Error ? error.message : String(error));
  }
}
