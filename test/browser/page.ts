/** The script of the page: what a page does with a generated module and with the library, for the test to look at. */
import * as tf from '@tensorflow/tfjs-core';
import type * as Spinec from '../../compiler/index.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { load, type BrowserNetwork, type CompiledModule } from '../../runtime/browser.ts';

export interface Run {
  readonly name: string;
  readonly runsOn: string;
  /** Of the weights, as they came. */
  readonly fractions: readonly (number | undefined)[];
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Tensors that are left when the network is disposed. */
  readonly left: number;
  /** Of the first run, which on GPUs compiles the shaders. */
  readonly milliseconds: number;
}

export interface Said {
  readonly macs: number;
  readonly table: string;
  /** What is wrong with a bad spec. */
  readonly errors: string;
  /** The generated module of SpineNet-49. */
  readonly module: string;
}

/** Why tfjs can't run on a backend here; `undefined` when it can. */
async function missing(backend: string): Promise<string | undefined> {
  if (backend === 'webgpu' && !('gpu' in navigator && (await navigator.gpu.requestAdapter())))
    return 'no WebGPU adapter';
  if (backend === 'webgl' && !new OffscreenCanvas(1, 1).getContext('webgl2')) return 'no WebGL 2';
  return undefined;
}

async function photograph(): Promise<HTMLImageElement> {
  const [image] = document.images;
  await image!.decode();
  return image!;
}

async function opened(onProgress?: (fraction: number | undefined) => void): Promise<BrowserNetwork> {
  const module = (await import(/* @vite-ignore */ `${location.origin}/page/network.js`)) as CompiledModule;
  return load(module, { weights: '/network.safetensors', onProgress: ({ fraction }) => onProgress?.(fraction) });
}

async function choose(backend: string): Promise<void> {
  await import(/* @vite-ignore */ `${location.origin}/page/tfjs-${backend}.js`);
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs does not start on ${backend}`);
}

const actions = {
  missing,

  /** The photograph as the network's input. */
  async input(): Promise<Tensor> {
    await choose('cpu');
    const network = await opened();
    const { tensor } = await network.prepare(await photograph());
    await network.dispose();
    return tensor;
  },

  async run(backend: string): Promise<Run> {
    await choose(backend);
    const before = tf.memory().numTensors;
    const fractions: (number | undefined)[] = [];
    const network = await opened((fraction) => fractions.push(fraction));
    const { name, runsOn } = network;
    const start = performance.now();
    const outputs = await network.run(await photograph());
    const milliseconds = performance.now() - start;
    await network.dispose();
    return { name, runsOn, fractions, outputs, left: tf.memory().numTensors - before, milliseconds };
  },

  /** How many threads tfjs-wasm computes on, once it runs; before, `wanted` says how many they are to be. */
  async threads(wanted?: number): Promise<number> {
    const wasm = (await import(/* @vite-ignore */ `${location.origin}/page/tfjs-wasm.js`)) as {
      getThreadsCount(): number;
      setThreadsCount(count: number): void;
    };
    if (wanted === undefined) return wasm.getThreadsCount();
    wasm.setThreadsCount(wanted);
    return wanted;
  },

  async library(bad: string): Promise<Said> {
    const spinec = (await import(/* @vite-ignore */ `${location.origin}/library/spinec.js`)) as typeof Spinec;
    const spec = spinec.understand(spinec.builtinSource('spinenet-49')!).value!;
    const report = spinec.analyze(spec, { head: 'retinanet' });
    const compiled = await spinec.compile(spec, { targets: ['tfjs'] });
    return {
      macs: report.totals.macs,
      table: spinec.reportText(report, 'block'),
      errors: spinec.renderText(spinec.understand({ name: 'bad.spine', text: bad }).diagnostics),
      module: compiled.value!.artifacts[0]!.content as string,
    };
  },
};

export type Actions = typeof actions;

Object.assign(globalThis, { actions });
