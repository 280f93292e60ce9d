/** TensorFlow.js on the GPU through WebGPU where the browser has one, else on the processor through WebAssembly. */
import * as tf from '@tensorflow/tfjs-core';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { adapterName, isSoftwareAdapter, type AdapterInfo } from '../../../runtime/backends/adapter-info.ts';
import type { PageBackend } from './messages.ts';

/** Starts it. @returns what it runs on, in words. */
export async function startBackend(wanted: PageBackend | 'auto'): Promise<string> {
  tf.enableProdMode();
  const adapter = wanted === 'wasm' ? undefined : await gpuAdapter(wanted === 'webgpu');
  if (adapter !== undefined) {
    await import('@tensorflow/tfjs-backend-webgpu');
    await choose('webgpu');
    return `WebGPU: ${adapter}`;
  }
  if (wanted === 'webgpu') throw new Error('this browser gives no WebGPU adapter');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threaded,
  });
  await choose('wasm');
  return 'WebAssembly';
}

async function choose(backend: PageBackend): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js does not start on ${backend}`);
}

interface Gpu {
  requestAdapter(): Promise<{ readonly info: AdapterInfo } | null>;
}

/** What the GPU is called. A program that stands in for one is slower than WebAssembly: it has to be asked for. */
async function gpuAdapter(isAskedFor: boolean): Promise<string | undefined> {
  const { gpu } = navigator as { readonly gpu?: Gpu };
  const info = (await gpu?.requestAdapter())?.info;
  return info === undefined || (isSoftwareAdapter(info) && !isAskedFor) ? undefined : adapterName(info);
}
