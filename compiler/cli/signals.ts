/**
 * Ctrl-C. A handler runs between two turns of the event loop: it removes unfinished files and ends with 130. Work that
 * keeps the loop busy would hold it up, so long work either lets the loop turn now and then (`breathe`), or, when there
 * is nothing to clean up, runs without a handler: the signal then ends the process at once, which a shell reports as 130
 * too.
 */
import { isatty } from 'node:tty';

const handled: NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
// A terminal that is closed. Without one it may be `nohup` that has the signal ignored, which a handler would undo.
if (isatty(0) || isatty(2)) handled.push('SIGHUP');

let handler: (() => void) | undefined;
/** How many pieces of work, one within the other, run without it. */
let suspended = 0;

export function handleSignals(onSignal: () => void): void {
  handler = onSignal;
  for (const signal of handled) process.on(signal, onSignal);
}

/** Work during which a signal ends the process at once. It must not have unfinished files. */
export async function withoutHandlers<T>(work: () => T | Promise<T>): Promise<T> {
  suspend();
  try {
    return await work();
  } finally {
    resume();
  }
}

/** As `withoutHandlers`, for work that is not asynchronous. */
export function withoutHandlersSync<T>(work: () => T): T {
  suspend();
  try {
    return work();
  } finally {
    resume();
  }
}

/**
 * Work in pieces that can end early and keep what is done: the first signal makes `stopped` true, a second one is handled as
 * ever.
 */
export async function stoppable<T>(work: (stopped: () => boolean) => Promise<T>): Promise<T> {
  const usual = handler;
  if (usual === undefined) return work(() => false);
  let stopped = false;
  const first = (): void => {
    stopped = true;
    replaceHandler(usual);
  };
  replaceHandler(first);
  try {
    return await work(() => stopped);
  } finally {
    replaceHandler(usual);
  }
}

function replaceHandler(next: () => void): void {
  suspend();
  handler = next;
  resume();
}

function suspend(): void {
  if (suspended++ === 0 && handler !== undefined) for (const signal of handled) process.off(signal, handler);
}

function resume(): void {
  if (--suspended === 0 && handler !== undefined) for (const signal of handled) process.on(signal, handler);
}

/** Milliseconds that a signal may have to wait. */
const longestBreath = 50;
let lastTurn = 0;

/** Lets the event loop turn, unless it has just done so. */
export async function breathe(): Promise<void> {
  if (performance.now() - lastTurn < longestBreath) return;
  await new Promise((resolve) => setImmediate(resolve));
  lastTurn = performance.now();
}
