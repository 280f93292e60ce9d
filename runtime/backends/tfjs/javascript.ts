/**
 * tfjs-cpu (plain JavaScript, slow, a reference of its own) and tfjs-wasm (WebAssembly with SIMD): they run anywhere. Threads
 * tfjs-wasm has in pages only, where they are isolated from other origins: in Node it does not look for them.
 */
import { cpus } from 'node:os';
import type { Backend, BackendName } from '../backend.ts';
import { importPeer, missingPeers, peerVersion, type Tfjs } from '../peer.ts';
import { createSession, type TfjsRuntime } from './session.ts';

const core = '@tensorflow/tfjs-core';

function javascriptBackend(name: BackendName, doc: string, tfjsName: string, peer: string): Backend {
  const open = async (): Promise<TfjsRuntime> => {
    const tf = await importPeer<Tfjs>(core);
    if (!tf) throw new Error(missingPeers([core, peer]) ?? `${core} is not installed`);
    tf.enableProdMode(); // also: no advice on the console
    await importPeer(peer);
    return { tf, backend: tfjsName, close: () => undefined };
  };
  return {
    name,
    doc,
    probe: () => {
      const reason = missingPeers([core, peer]);
      const device = `${cpus()[0]?.model.trim() ?? 'CPU'}, one thread`;
      const version = peerVersion(peer);
      return Promise.resolve({ available: reason === undefined, software: false, device, version, reason });
    },
    prepare: (program) => createSession(name, open, program),
  };
}

export const tfjsCpu = javascriptBackend(
  'tfjs-cpu',
  'TensorFlow.js in plain JavaScript: slow, runs anywhere',
  'cpu',
  '@tensorflow/tfjs-backend-cpu',
);

export const tfjsWasm = javascriptBackend(
  'tfjs-wasm',
  'TensorFlow.js on WebAssembly with SIMD; one thread in Node',
  'wasm',
  '@tensorflow/tfjs-backend-wasm',
);
