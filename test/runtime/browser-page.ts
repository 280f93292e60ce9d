/**
 * A page in a real browser that imports the project's TypeScript as it is: a server on this machine strips the types from
 * each file that is asked for, and an import map finds the few packages. Needs a Chromium; tests are skipped without.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import ts from 'typescript';
import { browserPath } from '../support/chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const imports = {
  '@noble/hashes/crypto': '/node_modules/@noble/hashes/esm/crypto.js',
  '@noble/hashes/sha2': '/node_modules/@noble/hashes/esm/sha2.js',
  'pure-rand/generator/xoroshiro128plus': '/node_modules/pure-rand/lib/esm/generator/xoroshiro128plus.js',
  '@tensorflow/tfjs-core': '/tfjs-core.js',
};

const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<script src="/node_modules/@tensorflow/tfjs-core/dist/tf-core.min.js"></script>
<script src="/node_modules/@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.min.js"></script>
<script type="importmap">${JSON.stringify({ imports })}</script>`;

/** tfjs is published for browsers as a script with a global; this makes a module of it. */
async function tfjsModule(): Promise<string> {
  const names = Object.keys(await import('@tensorflow/tfjs-core')).filter((name) => /^\w+$/.test(name));
  const exported = names.filter((name) => name !== 'default').map((name) => `export const ${name} = tf.${name};`);
  return `const tf = globalThis.tf;\n${exported.join('\n')}`;
}

function withoutTypes(text: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  return ts.transpileModule(text, { compilerOptions }).outputText;
}

export interface BrowserPage {
  readonly page: Page;
  /** Files of this test, by path. */
  readonly files: Map<string, string | Uint8Array>;
  readonly close: () => Promise<void>;
}

export async function openBrowserPage(): Promise<BrowserPage> {
  const files = new Map<string, string | Uint8Array>([
    ['/', page],
    ['/tfjs-core.js', await tfjsModule()],
  ]);
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://here').pathname));
    const type = path === '/' ? 'text/html' : /\.(ts|js)$/.test(path) ? 'text/javascript' : 'application/octet-stream';
    try {
      const content = files.get(path) ?? readFileSync(join(root, path));
      const body = path.endsWith('.ts') ? Buffer.from(withoutTypes(content.toString())) : Buffer.from(content);
      response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] });
  const opened = await browser.newPage();
  await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const close = async (): Promise<void> => {
    await browser.close();
    server.close();
  };
  return { page: opened, files, close };
}
