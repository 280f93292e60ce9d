/**
 * Writing for commands: atomic (a temporary file in the same folder, renamed when complete), so that an interrupted or
 * failed command leaves nothing half-written, and nothing that it made on the way either.
 */
import { once } from 'node:events';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf, reasonOf } from '../../runtime/file-errors.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { EnvironmentError } from './files.ts';
import { breathe } from './signals.ts';

const unfinished = new Set<string>();
/** Folders that were made for files that are not there yet, the outer ones first. */
const emptyFolders = new Set<string>();

/** Removes temporary files of writes that did not finish. Called on Ctrl-C and on errors. */
export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
  unfinished.clear();
  for (const path of [...emptyFolders].reverse()) {
    try {
      rmdirSync(path);
    } catch {
      // somebody else has put something there
    }
  }
  emptyFolders.clear();
}

const unwritable = (what: string, reason: string): EnvironmentError =>
  new EnvironmentError(diagnostic('SPN6901', `cannot ${what}: ${reason}`));

/** Files of one command: all become visible together at `commit`, or none. */
export class OutputFolder {
  readonly #folder: string;
  readonly #pending: TemporaryFile[] = [];

  /** Makes the folder. @throws EnvironmentError SPN6901. */
  constructor(folder: string) {
    this.#folder = folder;
    try {
      makeFolder(resolve(folder));
    } catch (error) {
      throw unwritable(`create ${folder}`, reasonOf(error));
    }
  }

  /** Writes a text or bytes to a temporary file; returns the number of bytes. @throws EnvironmentError SPN6901. */
  write(name: string, content: string | Uint8Array): number {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const file = new TemporaryFile(join(this.#folder, name));
    try {
      file.write(bytes);
    } finally {
      file.close();
    }
    this.#pending.push(file);
    return bytes.length;
  }

  /**
   * Writes chunks to a temporary file; returns the number of bytes. Ctrl-C is noticed between chunks.
   * @throws EnvironmentError SPN6901, and what the chunks throw.
   */
  async writeChunks(name: string, chunks: Iterable<Uint8Array>, onChunk?: (bytes: number) => void): Promise<number> {
    const file = new TemporaryFile(join(this.#folder, name));
    let total = 0;
    try {
      for (const chunk of chunks) {
        file.write(chunk);
        total += chunk.length;
        onChunk?.(chunk.length);
        await breathe();
      }
    } finally {
      file.close();
    }
    this.#pending.push(file);
    return total;
  }

  /** Renames everything into place. @throws EnvironmentError SPN6901. */
  commit(): readonly string[] {
    for (const { temporary, final } of this.#pending) {
      writing(final, () => renameSync(temporary, final));
      unfinished.delete(temporary);
    }
    emptyFolders.clear();
    return this.#pending.splice(0).map(({ final }) => final);
  }
}

/** What a file is until it is complete: beside it, hidden. */
class TemporaryFile {
  readonly final: string;
  readonly temporary: string;
  readonly #descriptor: number;

  constructor(final: string) {
    refuseSpecial(final);
    this.final = final;
    this.temporary = join(dirname(final), `.${basename(final)}.${process.pid}.tmp`);
    unfinished.add(this.temporary);
    this.#descriptor = writing(final, () => openSync(this.temporary, 'w'));
  }

  write(chunk: Uint8Array): void {
    writing(this.final, () => {
      for (let done = 0; done < chunk.length;) done += writeSync(this.#descriptor, chunk, done, chunk.length - done);
    });
  }

  close(): void {
    writing(this.final, () => closeSync(this.#descriptor));
  }
}

/** What the system refuses becomes SPN6901. */
function writing<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw unwritable(`write ${path}`, reasonOf(error));
  }
}

/** A file is replaced, and so is a link to one; a folder or a device is not. */
function refuseSpecial(path: string): void {
  let stats: Stats;
  try {
    stats = lstatSync(path);
  } catch {
    return; // nothing there, or nothing that can be looked at: opening and renaming will tell
  }
  if (stats.isDirectory()) throw unwritable(`write ${path}`, 'it is a folder');
  if (!stats.isFile() && !stats.isSymbolicLink()) throw unwritable(`write ${path}`, 'it is not a file');
}

/** As `mkdir -p`. Node's own `recursive` never ends where a file system refuses with ENOENT, as /proc does. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && dirname(path) !== path && !isFolder(dirname(path))) {
      makeFolder(dirname(path));
      makeFolder(path);
      return;
    }
    if (codeOf(error) === 'EEXIST' && isFolder(path)) return;
    if (isFolder(path)) return; // read-only file systems say EROFS, Windows EPERM for a drive
    throw error;
  }
  emptyFolders.add(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Finds out whether `writeOutput` can write a file, before work whose results would be lost. What it makes for that is gone
 * before a signal could be handled. @throws EnvironmentError SPN6901.
 */
export function requireWritable(path: string): void {
  if (path === '-') return;
  const target = linkTarget(path);
  new OutputFolder(dirname(target)).write(basename(target), '');
  removeUnfinished();
}

/** Writes one file atomically, or to stdout for `-`. Where the path is a link, the file it leads to. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  if (path === '-') {
    process.stdout.write(content);
    return;
  }
  const target = linkTarget(path);
  const folder = new OutputFolder(dirname(target));
  folder.write(basename(target), content);
  folder.commit();
}

/** Writes chunks to stdout, no faster than they are read. A reader that leaves early is left alone. */
export async function streamChunks(chunks: Iterable<Uint8Array>): Promise<void> {
  const { stdout } = process;
  for (const chunk of chunks) {
    if (!stdout.writable) return;
    if (stdout.write(chunk)) await breathe();
    else await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]);
  }
}

/** A JSON list, one element a line: long lists stay readable, and each element can go as soon as it is here. */
export class JsonRows {
  readonly #rows: string[] = [];

  add(row: unknown): void {
    this.#rows.push(JSON.stringify(row));
  }

  text(): string {
    return this.#rows.length === 0 ? '[]\n' : `[\n${this.#rows.join(',\n')}\n]\n`;
  }
}

/** What a path leads to, where it is a link to something. */
export function linkTarget(path: string): string {
  try {
    return lstatSync(path).isSymbolicLink() ? realpathSync(path) : path;
  } catch {
    return path;
  }
}
