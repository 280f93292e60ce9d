/** `spinec playground`: the page of docs/playground on this machine, with a spec opened in it if there is one. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf, reasonOf } from '../../../runtime/file-errors.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { guessSyntax } from '../../syntax/parse.ts';
import { EnvironmentError } from '../files.ts';
import type { CommonOptions } from '../options.ts';
import { encodeLink, type LinkedDraft } from '../playground/link.ts';
import { serveFolder } from '../playground/serve.ts';
import { loadSpec } from '../specs.ts';

interface PlaygroundOptions extends Omit<CommonOptions, 'logOverride'> {
  readonly port?: number | undefined;
  readonly open?: true | undefined;
}

/** Serves until the process ends, as Ctrl-C has it. */
export async function playground(reference: string | undefined, options: PlaygroundOptions): Promise<number> {
  const draft = reference === undefined ? undefined : draftOf(reference, options);
  const address = await serve(pageFolder(), options.port ?? 0);
  const url = draft === undefined ? address : `${address}#${encodeLink(draft)}`;
  if (options.quiet !== true) process.stderr.write('the playground is served on this machine only; Ctrl-C ends it\n');
  process.stdout.write(`${url}\n`);
  if (options.open === true) openBrowser(url);
  return new Promise<number>(() => undefined);
}

/** Errors are no obstacle: the page is where they are mended. What can't be read at all is. */
function draftOf(reference: string, { quiet }: PlaygroundOptions): LinkedDraft {
  const { source, value, files } = loadSpec(reference, {});
  const text = source.text.replace(/^\uFEFF/, '');
  const others = files.filter((file) => reference === '-' || file !== resolve(reference));
  if (others.length === 0 || value === undefined) return { text, form: guessSyntax(source.name, text) };
  // A page can't read the files that this one extends.
  if (quiet !== true) process.stderr.write(`${source.name} extends other files: the page has all of it in one text\n`);
  return { text: `${JSON.stringify(value, null, 2)}\n`, form: 'json' };
}

/** Beside the compiled command line; when that runs from its sources, where the last build left it. */
function pageFolder(): string {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const found = [join(root, 'playground'), join(root, 'dist', 'playground')].find((folder) =>
    existsSync(join(folder, 'index.html')),
  );
  if (found !== undefined) return found;
  throw new EnvironmentError(diagnostic('SPN6920', `the playground's page is not in ${root}`));
}

async function serve(folder: string, port: number): Promise<string> {
  try {
    return await serveFolder(folder, port);
  } catch (error) {
    const reason = codeOf(error) === 'EADDRINUSE' ? 'something else listens there' : reasonOf(error);
    throw new EnvironmentError(
      diagnostic('SPN6921', `can't serve on port ${port}: ${reason}`, {
        suggestion: 'without --port a free one is taken',
      }),
    );
  }
}

function openBrowser(url: string): void {
  const [program, ...before] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
  const failed = (error: unknown): void =>
    void process.stderr.write(`no browser could be opened: ${reasonOf(error)}\n`);
  try {
    const child = spawn(program, [...before, url], { stdio: 'ignore', detached: true });
    child.on('error', failed);
    child.unref();
  } catch (error) {
    failed(error); // the link of a large spec is more than an argument may have
  }
}
