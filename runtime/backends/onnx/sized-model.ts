/**
 * Compiled files hold the sizes of pictures (`image_shape`) as an initialiser that callers may replace. ONNX Runtime for
 * Node can't: it knows required inputs only, and ignores what it is given for others. So the model is loaded from memory
 * with that initialiser under another name, which leaves the input without a default: required.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { ModelSource, OnnxNetwork } from './network.ts';

/** Contract name of the input. */
const sizesName = 'image_shape';

/** `TensorProto.name` is field 8, a length-delimited one; other messages have their names in other fields. */
const record = Buffer.from([(8 << 3) | 2, sizesName.length, ...Buffer.from(sizesName)]);

/** The model with the sizes required; undefined where they are no such initialiser. */
export function requiringSizes(model: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(model);
  const at = bytes.indexOf(record);
  if (at < 0 || bytes.indexOf(record, at + 1) >= 0) return undefined;
  bytes[at + record.length - 1] = '_'.charCodeAt(0);
  return bytes;
}

/** A model file with the sizes required, in memory; undefined where that can't be, as with weights in another file. */
export function sizedSource(source: ModelSource): ModelSource | undefined {
  if (typeof source.model !== 'string' || existsSync(`${source.model}.data`)) return undefined;
  const model = requiringSizes(readFileSync(source.model));
  return model && { ...source, model };
}

/** The network, and another that takes sizes as soon as it is given some that it can't take. */
export function withSizes(network: OnnxNetwork, openSized: () => Promise<OnnxNetwork>): OnnxNetwork {
  let sized: Promise<OnnxNetwork> | undefined;
  return {
    ...network,
    run: async (input, told = {}) => (network.ignores(told) ? await (sized ??= openSized()) : network).run(input, told),
    dispose: async () => {
      await network.dispose();
      // One that did not open has been told of.
      await (await sized?.catch(() => undefined))?.dispose();
    },
  };
}
