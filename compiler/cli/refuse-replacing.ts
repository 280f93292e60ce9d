/** Commands that read files and write files: none is both, by whatever name or link, and no two outputs are one file. */
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from './files.ts';

export interface Output {
  /** What asks for it: `-o`, `--json`. */
  readonly option: string;
  /** Nothing where the option is not given, `-` for stdout. */
  readonly path: string | undefined;
}

/**
 * Called before any work, as what is written replaces what is there.
 * @param inputs paths of what the command reads; those that are not given, not there or folders can't be replaced.
 * @throws UsageError
 */
export function refuseReplacing(outputs: readonly Output[], inputs: readonly (string | undefined)[]): void {
  const read = new Map(inputs.flatMap((path) => (path !== undefined && isThere(path) ? [[realPath(path), path]] : [])));
  const written = new Map<string, { readonly option: string; readonly path: string }>();
  for (const { option, path } of outputs) {
    if (path === undefined || path === '-') continue;
    const real = realPath(path);
    const input = read.get(real);
    if (input !== undefined)
      throw new UsageError(`error: ${option} would replace ${input} itself; choose another place`);
    const other = written.get(real);
    if (other !== undefined)
      throw new UsageError(`error: ${other.option} and ${option} would both write ${path}; choose another place`);
    written.set(real, { option, path });
  }
  for (const [real, { option, path }] of written) {
    const file = foldersOf(real).flatMap((folder) => written.get(folder) ?? [])[0];
    if (file !== undefined)
      throw new UsageError(
        `error: ${option} would write ${path}, and ${file.option} ${file.path} is no folder; choose another place`,
      );
  }
}

function isThere(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch {
    return false; // nothing there, or nothing that can be looked at: reading it says so
  }
}

/** Where a path leads; what is not there yet is in a folder that may be a link too. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const whole = resolve(path);
    return dirname(whole) === whole ? whole : join(realPath(dirname(whole)), basename(whole));
  }
}

function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersOf(folder)];
}
