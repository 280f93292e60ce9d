/** A site on this machine, open in a headless Chromium. What the page complains of is collected. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';

/** SwiftShader stands in for a GPU; nothing but the site is looked for in the network. */
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
};

export interface Site {
  /** By path; may grow while the site is open. */
  readonly files: Map<string, string | Uint8Array>;
  /** Errors on the console, uncaught ones, and requests that failed. */
  readonly complaints: string[];
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[];
  /** Evaluates an expression in the page; a promise is waited for. */
  readonly evaluate: <T>(expression: string) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** With these a page is isolated from other origins, and may share memory between threads. */
const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

export interface SiteOptions {
  /** Serve the page isolated from other origins, so that it may use threads. */
  readonly isolated?: boolean;
}

export interface Server {
  readonly address: string;
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** A plain server of static files. */
export async function serveFiles(
  files: ReadonlyMap<string, string | Uint8Array>,
  { isolated = false }: SiteOptions = {},
): Promise<Server> {
  const requests: string[] = [];
  const server = createServer(({ url = '/' }, response) => {
    const path = url === '/' ? '/index.html' : url;
    requests.push(path);
    const content = files.get(path);
    if (content === undefined) return void response.writeHead(404).end();
    const type = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(content) };
    response.writeHead(200, isolated ? { ...headers, ...isolation } : headers).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Opens `/index.html` of the files. */
export async function openSite(
  browserPath: string,
  files: Map<string, string | Uint8Array>,
  options: SiteOptions = {},
): Promise<Site> {
  const server = await serveFiles(files, options);
  const browser = await chromium.launch({ executablePath: browserPath, args: flags });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText ?? ''}`));
  await page.goto(server.address);
  return {
    files,
    complaints,
    requests: server.requests,
    evaluate: (expression) => page.evaluate(expression),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
