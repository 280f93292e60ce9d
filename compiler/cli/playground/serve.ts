/**
 * Serves the built page on this machine and to this machine only: the files that were there when it started, listed once,
 * so that no address leads anywhere else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const host = '127.0.0.1';

/** @param port 0 for any free one. @returns the address. Rejects with the system's error when it can't listen there. */
export async function serveFolder(folder: string, port: number): Promise<string> {
  const files = new Map(filesUnder(folder));
  // A worker would outlive the command and answer for whatever listens on that port next.
  files.delete('/offline.js');
  const server = createServer((request, response) => answer(files, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return `http://${host}:${(server.address() as AddressInfo).port}/`;
}

/** By the path in an address. */
function filesUnder(folder: string, path = ''): readonly (readonly [path: string, file: string])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const inside = `${path}/${entry.name}`;
    const file = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(file, inside);
    return entry.isFile() ? [[inside, file] as const] : [];
  });
}

function answer(
  files: ReadonlyMap<string, string>,
  { method, url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): void {
  // Another site's page whose name was made to lead here (DNS rebinding) does not get to read anything.
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(headers.host ?? '')) {
    refuse(response, 403);
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    refuse(response, 405);
    return;
  }
  const [path = '/'] = url.split(/[?#]/);
  const file = files.get(path === '/' ? '/index.html' : path);
  if (file === undefined) {
    refuse(response, 404);
    return;
  }
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    refuse(response, 404);
    return; // a new build has taken its place
  }
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': content.length,
    'x-content-type-options': 'nosniff',
    // Names of assets change with their content; the page itself is asked for again.
    'cache-control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
  });
  response.end(method === 'HEAD' ? undefined : content);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${status}\n`);
}
