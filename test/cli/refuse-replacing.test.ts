/** No command replaces a file that it reads: also what a spec extends, weights beside an ONNX file, calibration pictures. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, spinec } from '../support/spinec.ts';

let folder = '';
const path = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-replacing-'));
  mkdirSync(path('photos'));
  mkdirSync(path('out'));
  copyFileSync(join(root, 'docs/pictures/cat.jpg'), path('photos/cat.jpg'));
  symlinkSync(path('photos/cat.jpg'), path('photos/cat.onnx'));
  writeFileSync(path('base.spine'), 'base extends spinenet-49\nscale filters=0.06 alpha=0.5 endpoints=8\n');
  writeFileSync(path('out/manifest.json'), '{"extends": "../base.spine", "name": "net"}');
  writeFileSync(path('net.spine'), 'net extends "base.spine"\ninput 128x128\n');
  for (const name of ['net.onnx', 'net.onnx.data', 'out/net.safetensors', 'costs.json'])
    writeFileSync(path(name), `this is ${name}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contents = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'latin1')]),
  );

it.each([
  ['run net.spine --image photos/cat.jpg --save-outputs base.spine', 'base.spine'],
  ['run net.onnx --image photos/cat.jpg --save-outputs net.onnx.data', 'net.onnx.data'],
  ['detect net.spine --image photos/cat.jpg --json out/../base.spine', 'base.spine'],
  ['classify net.onnx --image photos/cat.jpg --json net.onnx.data', 'net.onnx.data'],
  ['quantize net.spine --images photos -o photos/cat.onnx', 'photos/cat.jpg'],
  ['quantize net.spine --noise 1 --weights net.onnx.data -o net.onnx', 'net.onnx.data'],
  ['compile out/manifest.json -o out', 'out/manifest.json'],
  ['compile net.spine --weights out/net.safetensors -o out', 'out/net.safetensors'],
])('%s', async (args, named) => {
  const before = contents();
  const { code, stdout, stderr } = await spinec(args.split(' '), { cwd: folder });
  expect([code, stdout], stderr).toEqual([2, '']);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).toContain(named);
  expect(contents()).toEqual(before);
});

it('the spec on stdin is read once, and what it extends is known all the same', async () => {
  const stdin = readFileSync(path('net.spine'), 'utf8');
  const args = ['run', '-', '--image', 'photos/cat.jpg', '--seed', '1', '--save-outputs'];
  const refused = await spinec([...args, 'base.spine'], { cwd: folder, stdin });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('would replace base.spine itself')]);
  const done = await spinec([...args, 'outputs.safetensors', '--backend', 'onnx-cpu'], { cwd: folder, stdin });
  expect(done.code, done.stderr).toBe(0);
});
