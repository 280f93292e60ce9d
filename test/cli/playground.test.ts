/** `spinec playground`: what it serves, to whom, and how it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodeLink } from '../../compiler/cli/playground/link.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { mainFile, root, spinec } from '../support/spinec.ts';

const scratch = mkdtempSync(join(tmpdir(), 'spinec-playground-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  readonly url: URL;
  /** What it printed beside the address. */
  readonly stderr: () => string;
}

async function start(args: readonly string[], stdin = ''): Promise<Started> {
  const child = spawn(process.execPath, [mainFile, 'playground', ...args]);
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  child.stdin.end(stdin);
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.endsWith('\n')) resolve(text);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code ?? 'a signal'}: ${stderr}`)));
  });
  return { child, url: new URL(line.trim()), stderr: () => stderr };
}

function ask(url: URL, path: string, options: { method?: string; host?: string } = {}) {
  return new Promise<{ status: number | undefined; type: string | undefined; body: string }>((resolve, reject) => {
    const { method = 'GET', host = url.host } = options;
    const asked = request({ host: url.hostname, port: url.port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode, type: response.headers['content-type'], body }));
    });
    asked.on('error', reject).end();
  });
}

describe('the server', () => {
  let started: Started;
  beforeAll(async () => {
    started = await start([]);
  });
  afterAll(() => started.child.kill('SIGKILL'));

  it('gives the page and each of its files, on this machine only', async () => {
    const { url, stderr } = started;
    expect(url.hostname).toBe('127.0.0.1');
    expect(stderr()).toContain('Ctrl-C');
    const page = await ask(url, '/');
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(page.body).toContain('<title>spinec playground</title>');
    for (const name of readdirSync(join(root, 'dist/playground/assets'))) {
      const { status, type } = await ask(url, `/assets/${name}`, { method: 'HEAD' });
      expect({ name, status }).toEqual({ name, status: 200 });
      expect(type).not.toBe('application/octet-stream');
    }
    expect((await ask(url, '/?x#y')).status).toBe(200);
  });

  it('leaves no worker behind on its port', async () => {
    expect((await ask(started.url, '/offline.js')).status).toBe(404);
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/../../package.json',
    '/assets',
    '/assets/',
    '//etc/passwd',
    '/C:/Windows/win.ini',
    '/\\..\\package.json',
    '/%',
  ])('gives nothing else: %s', async (path) => {
    expect((await ask(started.url, path)).status).toBe(404);
  });

  it('refuses what a page of another site could ask', async () => {
    expect((await ask(started.url, '/', { host: 'evil.example' })).status).toBe(403);
    expect((await ask(started.url, '/', { method: 'POST' })).status).toBe(405);
    expect((await ask(started.url, '/', { host: `localhost:${started.url.port}` })).status).toBe(200);
  });
});

describe('the command', () => {
  let child: ChildProcess | undefined;
  let busy: Server | undefined;
  afterEach(() => {
    child?.kill('SIGKILL');
    busy?.close();
  });

  it('opens a spec: a built-in, a file, stdin, also one with errors', async () => {
    const opened = async (args: readonly string[], stdin?: string) => {
      const started = await start(args, stdin);
      ({ child } = started);
      child.kill('SIGKILL');
      return { ...decodeLink(started.url.hash), stderr: started.stderr() };
    };
    expect(await opened(['r0-sp53'])).toMatchObject({ text: builtinSource('r0-sp53')!.text, form: 'json' });
    const file = join(scratch, 'net.spine');
    writeFileSync(file, 'net extends spinenet-49\nlevels 3..9\n');
    expect(await opened([file])).toMatchObject({ text: 'net extends spinenet-49\nlevels 3..9\n', form: 'spine' });
    expect(await opened(['-'], '{ "extends": "spinenet-49" }')).toMatchObject({ form: 'json' });
    writeFileSync(join(scratch, 'base.json'), '{ "extends": "spinenet-49", "name": "base" }');
    const chained = await opened(['-q', '-'], `{ "extends": ${JSON.stringify(join(scratch, 'base.json'))} }`);
    expect(JSON.parse(chained.text!)).toMatchObject({ family: 'spinenet', blocks: expect.any(Array) as unknown });
    expect(chained.stderr).toBe('');
  });

  it('ends with Ctrl-C, whoever is connected', async () => {
    const { child: running, url } = await start(['-q']);
    child = running;
    await ask(url, '/');
    const ended = new Promise<number | null>((resolve) => running.once('exit', resolve));
    running.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  it('says so when it can not serve or open', async () => {
    const server = createServer();
    busy = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const taken = await spinec(['playground', '--port', String(port)]);
    expect(taken).toMatchObject({ code: 3, stdout: '' });
    expect(taken.stderr).toContain('SPN6921');
    expect(taken.stderr).toContain('something else listens there');
    expect((await spinec(['playground', '--port', '70000'])).code).toBe(2);
    // The link of a spec that does not shrink is longer than an argument may be, where there are browsers at all.
    const noise = Array.from({ length: 30_000 }, (_, i) => Math.sin(i).toString(36).slice(3)).join(' ');
    const opening = await start(['-q', '--open', '-'], `# ${noise}\nnet extends spinenet-49\n`);
    child = opening.child;
    expect(opening.url.hash.length).toBeGreaterThan(131_072);
    await expect.poll(opening.stderr).toMatch(/^no browser could be opened: /);
    expect(child.exitCode).toBeNull(); // it goes on serving
    const missing = await spinec(['playground', 'spinenet-48']);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toContain('spinenet-49');
  });
});
