/** `spinec run`: a network on pictures or on a tensor; what came out, how long it took, and on what it ran. */
import { basename, dirname } from 'node:path';
import type { RunOptions as TensorOptions } from '../../../runtime/backends/backend.ts';
import { imageShapes } from '../../../runtime/image/placement.ts';
import { safetensorsChunks } from '../../../runtime/weights/safetensors-writer.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { Tensor } from '../../ops/op.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { interruptible, networkFiles, openRunnable, type Runnable, type RunnableOptions } from '../network.ts';
import { linkTarget, OutputFolder, requireWritable } from '../output.ts';
import { inputTensor } from '../picture-inputs.ts';
import { startProgress } from '../progress.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { describeOutputs, outputTable, profileRows, profileTable } from '../run-report.ts';

export interface RunOptions extends RunnableOptions {
  readonly image?: readonly string[] | undefined;
  readonly inputTensor?: string | undefined;
  readonly profile?: true | undefined;
  readonly saveOutputs?: string | undefined;
  readonly format: 'table' | 'json';
}

export async function run(reference: string, options: RunOptions): Promise<number> {
  if ((options.image === undefined) === (options.inputTensor === undefined))
    throw new UsageError('error: give pictures with --image or a tensor with --input-tensor');
  checkOutputs(reference, options);
  const progress = startProgress(options);
  const network = await openRunnable(reference, options, progress);
  try {
    const { input, told } =
      options.inputTensor === undefined ? await pictures(network, options) : given(options.inputTensor);
    progress.step(`running ${network.name} on ${network.backend}`);
    const start = performance.now();
    const outputs = await interruptible(network.backend, () => network.run(input, told));
    const milliseconds = performance.now() - start;
    const timings =
      options.profile === true ? await interruptible(network.backend, () => profile(network, input, told)) : undefined;
    progress.done();
    const rows = describeOutputs(outputs);
    if (options.format === 'json') {
      const { name, backend, reason } = network;
      process.stdout.write(
        `${JSON.stringify({ network: name, backend, reason, milliseconds, input: input.dims, outputs: rows, profile: timings }, null, 2)}\n`,
      );
    } else {
      process.stdout.write(`${network.name} on ${network.reason}\n`);
      process.stdout.write(
        `input ${input.dims.join('×')}, ${milliseconds.toFixed(0)} ms (first run)\n\n${outputTable(rows)}`,
      );
      if (timings !== undefined) process.stdout.write(`\n${profileTable(timings)}`);
    }
    if (options.saveOutputs !== undefined) await saveOutputs(options.saveOutputs, outputs);
    return exitCode.ok;
  } finally {
    await network.dispose();
  }
}

function checkOutputs(reference: string, options: RunOptions): void {
  const { saveOutputs: path, image = [], inputTensor, weights } = options;
  if (path === undefined) return;
  if (path === '-') throw new UsageError("error: --save-outputs takes a file; the outputs can't go to stdout");
  const read = [...image, inputTensor, weights, ...networkFiles(reference, options)];
  refuseReplacing([{ option: '--save-outputs', path }], read);
  requireWritable(path);
}

/** What is run, and what the network is told about it. */
interface Prepared {
  readonly input: Tensor;
  readonly told: TensorOptions;
}

async function pictures(network: Runnable, options: RunOptions): Promise<Prepared> {
  const { tensor, geometries, notes } = await network.prepare(options.image ?? []);
  printDiagnostics(notes, options);
  const takesSizes = (network.graph?.inputs.length ?? 1) > 1;
  return { input: tensor, told: takesSizes ? { imageShape: imageShapes(geometries) } : {} };
}

function given(file: string): Prepared {
  const { input, imageShape } = inputTensor(file);
  return { input, told: { imageShape } };
}

async function profile(network: Runnable, input: Tensor, told: TensorOptions): Promise<ReturnType<typeof profileRows>> {
  if (network.profile === undefined)
    throw new DiagnosticError(diagnostic('SPN6903', `${network.backend} can't say where its time goes`));
  return profileRows(await network.profile(input, told), network.graph);
}

async function saveOutputs(path: string, outputs: Readonly<Record<string, Tensor>>): Promise<void> {
  const target = linkTarget(path);
  const folder = new OutputFolder(dirname(target));
  const tensors = Object.entries(outputs).map(([name, { dims, data }]) => ({
    name,
    dims,
    type: 'F32' as const,
    read: () => (data instanceof Float32Array ? data : Float32Array.from(data)),
  }));
  await folder.writeChunks(basename(target), safetensorsChunks(tensors));
  folder.commit();
}
