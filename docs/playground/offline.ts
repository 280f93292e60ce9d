/**
 * The page without a network: a service worker (written by scripts/build-playground.mjs) keeps what was loaded once. The
 * first visit was loaded before there was one, so it is told what to keep.
 */
export async function keepForOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(new URL('offline.js', document.baseURI));
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    active?.postMessage([new URL('index.html', document.baseURI).href, ...loaded]);
  } catch {
    // Without one (private windows, pages that are not from a secure place) everything else works.
  }
}
