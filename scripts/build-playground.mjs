/**
 * Builds the playground (docs/playground) into dist/playground: static files with relative addresses, which any server can
 * serve from any folder. What is heavy (emitters, TensorFlow.js, WebAssembly) lies in files of its own that are loaded when
 * they are needed. A list of all files makes the service worker, with which the page works offline.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The service worker knows every file by name, and a new build by its hash. */
const offline = {
  name: 'offline',
  enforce: 'post',
  generateBundle(_, bundle) {
    const hash = createHash('sha256');
    for (const [name, file] of Object.entries(bundle)) hash.update(name).update(file.code ?? file.source);
    const files = Object.keys(bundle).filter((name) => !name.endsWith('.map'));
    this.emitFile({
      type: 'asset',
      fileName: 'offline.js',
      source: serviceWorker(files, hash.digest('hex').slice(0, 12)),
    });
  },
};

/** Files are kept from the first time on: their names change with their content. The page itself is asked for again. */
function serviceWorker(files, version) {
  return `const cacheName = 'spinec-playground-${version}';
const known = new Set(${JSON.stringify(files)}.map((file) => new URL(file, location).href));
addEventListener('install', (event) => {
  event.waitUntil(skipWaiting());
});
addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys())
      if (name.startsWith('spinec-playground-') && name !== cacheName) await caches.delete(name);
    await clients.claim();
  })());
});
addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  url.hash = url.search = '';
  if (url.href === new URL('./', location).href) url.pathname += 'index.html';
  if (event.request.method !== 'GET' || !known.has(url.href)) return;
  event.respondWith((async () => {
    const cache = await caches.open(cacheName);
    const kept = await cache.match(url.href);
    const isPage = url.href.endsWith('/index.html');
    if (kept && !isPage) return kept;
    try {
      const response = await fetch(event.request);
      if (response.ok) await cache.put(url.href, response.clone());
      return response;
    } catch (error) {
      if (kept) return kept;
      throw error;
    }
  })());
});
addEventListener('message', (event) => {
  // What the page had loaded before this worker was there.
  if (!Array.isArray(event.data)) return;
  const urls = [...new Set(event.data)].filter((url) => known.has(url));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(urls)));
});
`;
}

await build({
  root: join(root, 'docs/playground'),
  configFile: false,
  publicDir: false,
  base: './',
  logLevel: 'error',
  worker: { format: 'es' },
  plugins: [offline],
  build: {
    outDir: join(root, 'dist/playground'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: Infinity,
    modulePreload: { polyfill: false },
  },
});
