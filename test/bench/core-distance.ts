/**
 * How long two threads take to tell each other something: a number in shared memory goes back and forth. On an AMD EPYC
 * that takes some 60 ns where their cores share a cache and some 160 ns where they don't, JavaScript's own share included.
 * On a virtual machine it changes while it runs: the host moves its processors around, and no load average shows it.
 */
import { Worker } from 'node:worker_threads';

export interface CoreDistance {
  /** Nanoseconds one way, median of a few goes. */
  readonly measure: () => number;
  readonly stop: () => Promise<number>;
}

const [goes, trips] = [7, 3000];

/** Slots of the shared numbers: how many goes were asked for, the number that is passed. */
const [asked, ball] = [0, 1];

/** Answers every odd number with the next one; sleeps between goes. */
const partner = `
  const { workerData } = require('node:worker_threads');
  const shared = new Int32Array(workerData);
  for (let go = 1; ; go++) {
    while (Atomics.load(shared, ${asked}) < go) Atomics.wait(shared, ${asked}, go - 1);
    for (let trip = 0; trip < ${trips}; trip++) {
      while (Atomics.load(shared, ${ball}) !== 2 * trip + 1);
      Atomics.store(shared, ${ball}, 2 * trip + 2);
    }
  }`;

export function openCoreDistance(): CoreDistance {
  const shared = new Int32Array(new SharedArrayBuffer(256));
  const worker = new Worker(partner, { eval: true, workerData: shared.buffer });
  const go = (): number => {
    Atomics.store(shared, ball, 0);
    Atomics.add(shared, asked, 1);
    Atomics.notify(shared, asked);
    let start = 0;
    for (let trip = 0; trip < trips; trip++) {
      if (trip === trips / 3) start = performance.now(); // by then the other one is awake
      Atomics.store(shared, ball, 2 * trip + 1);
      while (Atomics.load(shared, ball) !== 2 * trip + 2);
    }
    return ((performance.now() - start) * 1e6) / (2 * (trips - trips / 3));
  };
  return {
    measure: () => Array.from({ length: goes }, go).sort((a, b) => a - b)[goes >> 1]!,
    stop: () => worker.terminate(),
  };
}
