/**
 * A program as something ONNX Runtime can load: bytes in memory when it is small, a temporary file with external data when
 * it is large (in memory, the runtime would hold a second copy).
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { emitOnnx, type OnnxOptions } from '../../../compiler/emit/onnx/emit.ts';
import { paramReader } from '../../weights/materialize.ts';
import type { Program } from '../backend.ts';
import type { ModelSource } from './network.ts';

/** Weights above this go through a file. */
const largestInMemory = 64 * 2 ** 20;

const modelFile = 'program.onnx';

/**
 * Emits the program, hands it to `use`, and removes what it wrote when `use` is done.
 * @param extra what the file has beside the network itself.
 */
export async function withProgramModel<T>(
  program: Program,
  use: (source: ModelSource) => Promise<T>,
  extra: Pick<OnnxOptions, 'quantization' | 'float16' | 'observers'> = {},
): Promise<T> {
  const read = paramReader(program.graph, program.weights);
  // Channels-last at the interface: the runtime transposes faster than JavaScript does, and it can't replace initialisers.
  const border = { layout: 'nhwc', requiredInputs: true } as const;
  const options = { ...extra, ...border, externalData: true, dataFile: `${modelFile}.data` } as const;
  const source = { layout: 'nhwc', wholePicture: program.graph.inputs[1]?.perPicture } as const;
  const external = await emitOnnx(program.graph, read, options);
  if (external.weightBytes <= largestInMemory) {
    const inside = await emitOnnx(program.graph, read, { ...options, externalData: false });
    return use({ ...source, model: Buffer.concat([...inside.model]) });
  }
  const folder = mkdtempSync(join(tmpdir(), 'spinec-onnx-'));
  // On Windows a mapped file can't be removed; the system's temporary folder is the place to leave it.
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
  process.once('exit', remove); // an interrupted process runs no `finally`
  try {
    await writeChunks(join(folder, modelFile), external.model);
    if (external.data) await writeChunks(join(folder, external.data.file), external.data.bytes);
    return await use({ ...source, model: join(folder, modelFile) });
  } finally {
    process.off('exit', remove);
    remove();
  }
}

async function writeChunks(path: string, chunks: Iterable<Uint8Array>): Promise<void> {
  const descriptor = openSync(path, 'wx');
  try {
    for (const chunk of chunks) {
      for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at, chunk.length - at);
      await setImmediate(); // hundreds of megabytes take their time: let others run, and signals be heard
    }
  } finally {
    closeSync(descriptor);
  }
}
