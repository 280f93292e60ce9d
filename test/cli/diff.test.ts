/** `spinec diff` as scripts see it: formats, streams, exit codes, files. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecDiff } from '../../compiler/schema/diff-report-types.generated.ts';
import { root, spinec } from '../support/spinec.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-diff-'));
  writeFileSync(join(folder, 'mine.spine'), 'mine extends spinenet-49\nb12 : L4 bottleneck <- b4 b10 => P4\n');
  writeFileSync(join(folder, 'broken.spine'), 'broken extends spinenet-49\nb12 : L9 bottleneck <- b4 b10 => P4\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string, options: { stdin?: string; env?: Record<string, string> } = {}) =>
  spinec(['diff', ...args.split(' ')], { cwd: folder, ...options });
const golden = (name: string): string => readFileSync(join(root, 'test/diff/golden', name), 'utf8');

describe('what it prints', () => {
  it('is text, Markdown, JSON or a page', async () => {
    const [text, md, json, html] = await Promise.all(
      ['text', 'md', 'json', 'html'].map((format) => run(`spinenet-49 r0-sp53 --format ${format}`)),
    );
    expect(text).toMatchObject({ code: 0, stdout: golden('permuted.txt'), stderr: '' });
    expect(md).toMatchObject({ code: 0, stdout: golden('permuted.md') });
    expect((JSON.parse(json!.stdout) as SpecDiff).before.spec).toBe('spinenet-49');
    expect(html!.stdout).toMatch(/^<!doctype html>/);
  });

  it('is empty for a spec and itself', async () => {
    expect(await run('spinenet-49 spinenet-49')).toMatchObject({
      code: 0,
      stdout: 'spinenet-49 → spinenet-49\n  nothing differs\n',
    });
  });

  it('is coloured when asked, never under NO_COLOR', async () => {
    expect((await run('spinenet-49 mine.spine --color')).stdout).toContain('\u001b[33m~ b12');
    expect((await run('spinenet-49 mine.spine', { env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b');
  });

  it('is of both with another size, head and settings', async () => {
    const options = '--input 256x256 --head retinanet --set scale.filters=0.25';
    const { stdout } = await run(`spinenet-49 mine.spine ${options} --format json`);
    const { before, after, fields, figures } = JSON.parse(stdout) as SpecDiff;
    for (const side of [before, after]) expect(side).toMatchObject({ head: 'retinanet', input: { height: 256 } });
    expect(fields).toEqual([]);
    const { stdout: report } = await spinec(['flops', 'mine.spine', ...options.split(' '), '--format', 'json'], { cwd: folder }); // prettier-ignore
    expect(JSON.parse(report)).toMatchObject({ totals: { macs: figures.totals.macs.after } });
  });

  it('reads one of them from stdin', async () => {
    const text = readFileSync(join(folder, 'mine.spine'), 'utf8');
    const { code, stdout } = await run('spinenet-49 -', { stdin: text });
    expect(code).toBe(0);
    expect(stdout).toContain('~ b12    takes b4 instead of b5');
    expect(await run('- mine.spine --exit-code', { stdin: text })).toMatchObject({ code: 0 });
  });
});

describe('exit codes', () => {
  it.each([
    ['spinenet-49 r0-sp53', 0],
    ['spinenet-49 r0-sp53 --exit-code', 1],
    ['spinenet-49 spinenet-49 --exit-code', 0],
    ['spinenet-49 no-such-spec', 1],
    ['spinenet-49', 2],
    ['- -', 2],
    ['spinenet-49 r0-sp53 -o diff.pdf', 2],
    ['spinenet-49 r0-sp53 --format csv', 2],
    ['spinenet-49 r0-sp53 --input 100', 2],
  ])('diff %s → %i', async (args, code) => {
    const result = await run(args);
    expect(result.code, result.stderr).toBe(code);
    expect(result.stderr).not.toMatch(/^\s+at /m);
  });

  it('says what is wrong with both', async () => {
    const { code, stdout, stderr } = await run('broken.spine -', { stdin: 'x extends nothing' });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('broken.spine:2:');
    expect(stderr).toContain('<stdin>');
  });
});

describe('-o', () => {
  it('takes the form from the name', async () => {
    for (const [name, start] of [
      ['d.txt', 'spinenet-49 →'],
      ['d.json', '{'],
      ['d.md', '## '],
      ['d.htm', '<!doctype html>'],
      ['sub/d.HTML', '<!doctype html>'],
    ] as const) {
      expect(await run(`spinenet-49 mine.spine -o ${name} --color`)).toMatchObject({ code: 0, stdout: `${name}\n` });
      const text = readFileSync(join(folder, name), 'utf8');
      expect(text.startsWith(start)).toBe(true);
      expect(text).not.toContain('\u001b');
    }
  });

  it('replaces neither of the specs, and leaves nothing behind', async () => {
    const before = readdirSync(folder);
    const { code, stderr } = await run('spinenet-49 mine.spine --format md -o mine.spine');
    expect(code).toBe(2);
    expect(stderr).toContain('would replace');
    expect(readdirSync(folder)).toEqual(before);
  });
});
