/**
 * Work that takes long happens beside the page, in a worker that is started when it is first needed. To cancel is to end the
 * worker, which may be in the middle of a convolution; whatever else it was doing is given up with it.
 */
import type { Asked, Results, Told, Work } from './messages.ts';

export interface Running<T> {
  readonly result: Promise<T>;
  readonly cancel: () => void;
}

interface Pending {
  readonly onStep: (text: string) => void;
  readonly resolve: (result: Results[keyof Results]) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | undefined;
const pending = new Map<number, Pending>();
let asked = 0;

export function startWork<K extends Work['kind']>(
  work: Extract<Work, { kind: K }>,
  onStep: (text: string) => void,
): Running<Results[K]> {
  worker ??= startWorker();
  const id = asked++;
  const result = new Promise<Results[K]>((resolve, reject) => {
    pending.set(id, { onStep, resolve: (found) => resolve(found as Results[K]), reject });
  });
  worker.postMessage({ id, work } satisfies Asked);
  return { result, cancel: () => giveUp('cancelled') };
}

function startWorker(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<Told>) => {
    const one = pending.get(data.id);
    if (one === undefined) return;
    if (data.kind === 'step') {
      one.onStep(data.text);
      return;
    }
    pending.delete(data.id);
    if (data.kind === 'failed') one.reject(new Error(data.message));
    else one.resolve(data.result);
  };
  started.onerror = ({ message }) => giveUp(message === '' ? 'what does this work could not be loaded' : message);
  return started;
}

function giveUp(reason: string): void {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of pending.values()) reject(new Error(reason));
  pending.clear();
}
