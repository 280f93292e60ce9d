/**
 * The page without a network: a service worker (written by scripts/build-playground.mjs) keeps what is loaded. What a page
 * loaded before a worker (the first one, or that of a new build) was in charge, the page tells it to keep.
 */
export async function keepForOffline(): Promise<void> {
  if (!('serviceWorker' in navigator) || isThisMachine()) return;
  try {
    navigator.serviceWorker.addEventListener('controllerchange', () => void tell());
    await navigator.serviceWorker.register(new URL('offline.js', document.baseURI));
    await tell();
  } catch {
    // Without one (private windows, pages that are not from a secure place) everything else works.
  }
}

async function tell(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage([new URL('index.html', document.baseURI).href, ...loaded]);
}

/** Which needs no network, and where a worker would answer for whatever listens on that port next. */
function isThisMachine(): boolean {
  return ['127.0.0.1', 'localhost'].includes(location.hostname);
}
