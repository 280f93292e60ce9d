/** `spinec graph` as scripts see it: files by their names, streams, what is refused, and nothing left behind. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { networkPicture } from '../../compiler/picture/network-picture.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { spinec } from '../support/spinec.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-graph-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string, options: { stdin?: string } = {}) => spinec(args.split(' '), { cwd: folder, ...options });
const written = (name: string): string => readFileSync(join(folder, name), 'utf8');

const picture = (head?: string): string => {
  const spec = understand(builtinSource('spinenet-49')!, head === undefined ? {} : { head }).value!;
  return networkPicture(spec, analyze(spec));
};

describe('files', () => {
  it.each([
    ['a.svg', /^<svg .*class="network-picture"/],
    ['a.dot', /^digraph "spinenet-49" \{/],
    ['a.gv', /^digraph "spinenet-49" \{/],
    ['a.html', /^<!doctype html>/],
    ['a.netron.json', /^\{\n "signature": "netron:attachment"/],
  ])('%s', async (name, start) => {
    const { code, stdout, stderr } = await run(`graph spinenet-49 -o ${name}`);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${name}\n`, stderr: '' });
    expect(written(name)).toMatch(start);
  });

  it('are the library’s, with the head that was asked for', async () => {
    await run('graph spinenet-49 --head retinanet -o head.svg');
    expect(written('head.svg')).toBe(picture('retinanet'));
  });
});

describe('streams', () => {
  it('stdin to stdout', async () => {
    const stdin = 'mine extends spinenet-49\n';
    const { code, stdout, stderr } = await run('graph - -o - --by params', { stdin });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('<text class="title" x="16" y="31">mine</text>');
    expect(stdout).toContain('trainable params of a block');
  });

  it('takes the form from --format', async () => {
    const { stdout } = await run('graph spinenet-49 -o - --format dot');
    expect(stdout).toMatch(/^digraph/);
  });
});

describe('what is refused', () => {
  it('names say no form', async () => {
    const { code, stderr } = await run('graph spinenet-49 -o a.png');
    expect(code).toBe(2);
    expect(stderr).toContain('.svg, .dot, .gv, .html, .htm, .netron.json');
  });

  it.each([
    ['-o a.svg -O 2', '-O is for --block and .netron.json'],
    ['-o a.html -O 1', '-O is for --block and .netron.json'],
    ['-o a.svg --block b12 --by params', '--by is for pictures of the whole network'],
    ['-o a.netron.json --by macs', '--by is for pictures of the whole network'],
  ])('what would do nothing: %s', async (args, said) => {
    const { code, stderr } = await run(`graph spinenet-49 ${args}`);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  it('the spec itself, or what it extends, is never replaced', async () => {
    const text = 'base extends spinenet-49\n';
    writeFileSync(join(folder, 'base.svg'), text);
    writeFileSync(join(folder, 'mine.json'), '{"name": "mine", "extends": "./base.svg"}');
    for (const spec of ['base.svg', 'mine.json']) {
      const { code, stderr } = await run(`graph ${spec} -o base.svg`);
      expect(code, spec).toBe(2);
      expect(stderr).toContain('would replace');
    }
    expect(written('base.svg')).toBe(text);
  });

  it('a spec with errors leaves no file', async () => {
    const before = readdirSync(folder);
    const { code, stderr } = await run('graph - -o bad.svg', {
      stdin: 'bad extends spinenet-49\nb12 : L4 bottelneck <- b5 b10 => P4\n',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('SPN1033');
    expect(readdirSync(folder)).toEqual(before);
  });
});
