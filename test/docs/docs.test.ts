/**
 * Every snippet of the README and the docs is executed, and prints what the document says it prints.
 * `SPINEC_UPDATE_DOCS=1 npx vitest run test/docs` writes what commands print into the documents; read the diff.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root, spinec } from '../support/spinec.ts';
import { exchangesOf, matches, snippetsOf, type Snippet } from './snippets.ts';

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
// Inside the package, so that `import … from 'spinec'` resolves to this package itself.
const scratchRoot = join(root, 'out');
mkdirSync(scratchRoot, { recursive: true });
const scratches: string[] = [];
afterAll(() => scratches.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Words of a command line, quotes respected. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? m[3]!);

const update = process.env['SPINEC_UPDATE_DOCS'] !== undefined;

/** Runs the commands of a block; returns the block as it should read. */
async function runConsole(snippet: Snippet, folder: string): Promise<string> {
  const block: string[] = [];
  const hold = (command: string, output: string, printed: string) => {
    const good = matches(output, printed);
    if (!update) expect(good, `${command} printed:\n${printed}\n\nthe document says:\n${output}`).toBe(true);
    block.push(`$ ${command}`, ...(good ? [output] : [printed]).filter((text) => text !== ''));
  };
  for (const { command, output } of exchangesOf(snippet.body)) {
    const [program, ...args] = wordsOf(command);
    const piped = args.indexOf('|');
    expect(piped, `pipes are not supported: ${command}`).toBe(-1);
    if (program === 'node') {
      hold(
        command,
        output,
        execFileSync(process.execPath, ['--import', 'tsx', ...args], { cwd: folder, encoding: 'utf8' }).trimEnd(),
      );
      continue;
    }
    expect(['spinec', 'npx'], command).toContain(program);
    const result = await spinec(program === 'npx' ? args.slice(1) : args, { cwd: folder });
    // Progress and remarks go to stderr and depend on the machine's speed; what a failure says is part of the document.
    hold(command, output, `${result.stdout}${result.code === 0 ? '' : result.stderr}`.trimEnd());
  }
  return block.join('\n');
}

function checkScripts(snippet: Snippet): void {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const line of snippet.body.split('\n')) {
    const script = /^npm (?:run )?([\w:]+)/.exec(line)?.[1];
    if (script !== undefined && script !== 'install' && script !== 'i')
      expect(Object.keys(scripts), line).toContain(script);
  }
}

describe.each(documents)('%s', (document) => {
  const folder = mkdtempSync(join(scratchRoot, 'docs-'));
  scratches.push(folder);
  cpSync(join(root, 'docs', 'pictures', 'coffee.jpg'), join(folder, 'coffee.jpg'));
  symlinkSync(join(root, 'test', 'fixtures', 'checkpoints'), join(folder, 'checkpoints'));
  const snippets = snippetsOf(readFileSync(join(root, document), 'utf8')).filter(
    (s) => s.language !== 'text' && s.name !== 'fragment',
  );
  it('has only known kinds of snippets', () => {
    expect(snippets.filter((s) => !['console', 'sh', 'json', 'jsonc', 'spine', 'ts'].includes(s.language))).toEqual([]);
  });
  for (const snippet of snippets)
    it(`line ${snippet.line}: ${snippet.language} ${snippet.name ?? ''}`, async () => {
      if (snippet.language === 'sh') {
        checkScripts(snippet);
        return;
      }
      if (snippet.language === 'console') {
        const block = await runConsole(snippet, folder);
        if (update && block !== snippet.body) {
          const path = join(root, document);
          writeFileSync(
            path,
            readFileSync(path, 'utf8').replace(snippet.body, () => block),
          );
        }
        return;
      }
      const name = snippet.name ?? `snippet-${snippet.line}.${snippet.language}`;
      writeFileSync(join(folder, name), `${snippet.body}\n`);
      if (snippet.language === 'ts') {
        execFileSync(process.execPath, ['--import', 'tsx', name], { cwd: folder, encoding: 'utf8' });
        return;
      }
      if (name.startsWith('broken')) return; // the command that follows shows what is wrong with it
      if (/^(annotations|detections)\.json$/.test(name)) return; // no specs: the command that follows reads them
      const result = await spinec(['check', name], { cwd: folder });
      expect(result.code, result.stdout).toBe(0);
      expect(result.stdout).not.toContain('WARNING');
    });
});
