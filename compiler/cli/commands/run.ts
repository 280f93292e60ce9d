/** `spinec run`: a network on pictures or on a tensor; what came out, how long it took, and on what it ran. */
import { basename, dirname } from 'node:path';
import type { RunOptions as TensorOptions } from '../../../runtime/backends/backend.ts';
import { imageShapes } from '../../../runtime/image/placement.ts';
import { safetensorsChunks } from '../../../runtime/weights/safetensors-writer.ts';
import type { Breakdown } from '../../analysis/report/rows.ts';
import type { Tensor } from '../../ops/op.ts';
import type { ProfileReport } from '../../schema/profile-report-types.generated.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { interruptible, networkFiles, openRunnable, type Runnable, type RunnableOptions } from '../network.ts';
import { linkTarget, OutputFolder, requireWritable, writeOutput } from '../output.ts';
import { inputTensor } from '../picture-inputs.ts';
import type { PageFormat } from '../options.ts';
import { drawnSpec, heatMap } from '../profile/heat-map.ts';
import { measureProfile, profileNotes } from '../profile/measure.ts';
import { printProfile } from '../profile/print.ts';
import { startProgress } from '../progress.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { describeOutputs, outputTable } from '../run-report.ts';

export interface RunOptions extends RunnableOptions {
  readonly image?: readonly string[] | undefined;
  readonly inputTensor?: string | undefined;
  readonly profile?: true | undefined;
  /** Default: block. */
  readonly by?: Breakdown | undefined;
  readonly top?: number | undefined;
  readonly rounds?: number | undefined;
  readonly profilePicture?: string | undefined;
  readonly saveOutputs?: string | undefined;
  readonly format: PageFormat;
}

export async function run(reference: string, options: RunOptions): Promise<number> {
  if ((options.image === undefined) === (options.inputTensor === undefined))
    throw new UsageError('error: give pictures with --image or a tensor with --input-tensor');
  const profiled = options.profile === true || options.profilePicture !== undefined;
  if (!profiled && options.format !== 'table' && options.format !== 'json')
    throw new UsageError(`error: --format ${options.format} is for --profile; outputs are a table or json`);
  for (const name of ['by', 'top', 'rounds'] as const)
    if (!profiled && options[name] !== undefined) throw new UsageError(`error: --${name} is for --profile`);
  checkOutputs(reference, options);
  const progress = startProgress(options);
  const network = await openRunnable(reference, options, progress);
  try {
    const drawn = drawsSpec(network, options) ? drawnSpec(network) : undefined;
    const { input, told } =
      options.inputTensor === undefined ? await pictures(network, options) : given(options.inputTensor);
    progress.step(`running ${network.name} on ${network.backend}`);
    const start = performance.now();
    const outputs = await interruptible(network.backend, () => network.run(input, told));
    const milliseconds = performance.now() - start;
    const measure = (): Promise<ProfileReport> =>
      measureProfile(network, input, { ...told, rounds: options.rounds }, progress);
    const profile = profiled ? await interruptible(network.backend, measure) : undefined;
    progress.done();
    if (profile !== undefined) printDiagnostics(profileNotes(profile), options);
    const picture = profile === undefined || drawn === undefined ? undefined : await heatMap(profile, drawn);
    const rows = describeOutputs(outputs);
    if (options.format === 'json') {
      const { name, backend, reason } = network;
      process.stdout.write(
        `${JSON.stringify({ network: name, backend, reason, milliseconds, input: input.dims, outputs: rows, profile }, null, 2)}\n`,
      );
    } else {
      if (options.format === 'table') {
        process.stdout.write(`${network.name} on ${network.reason}\n`);
        process.stdout.write(
          `input ${input.dims.join('×')}, ${milliseconds.toFixed(0)} ms (first run)\n\n${outputTable(rows)}`,
        );
        if (profile !== undefined) process.stdout.write('\n');
      }
      const { by = 'block', top } = options;
      if (profile !== undefined)
        process.stdout.write(await printProfile(profile, options.format, { by, top }, picture));
    }
    if (picture !== undefined && options.profilePicture !== undefined) writeOutput(options.profilePicture, picture);
    if (options.saveOutputs !== undefined) await saveOutputs(options.saveOutputs, outputs);
    return exitCode.ok;
  } finally {
    await network.dispose();
  }
}

/** A page has the picture if there can be one; asked for by name it has to be there. */
function drawsSpec({ spec }: Runnable, { format, profilePicture }: RunOptions): boolean {
  return profilePicture !== undefined || (format === 'html' && spec !== undefined);
}

function checkOutputs(reference: string, options: RunOptions): void {
  const { saveOutputs, profilePicture, image = [], inputTensor, weights } = options;
  if (saveOutputs === '-') throw new UsageError("error: --save-outputs takes a file; the outputs can't go to stdout");
  if (profilePicture === '-') throw new UsageError('error: --profile-picture takes a file; stdout has the outputs');
  const outputs = [
    { option: '--save-outputs', path: saveOutputs },
    { option: '--profile-picture', path: profilePicture },
  ];
  refuseReplacing(outputs, [...image, inputTensor, weights, ...networkFiles(reference, options)]);
  for (const { path } of outputs) if (path !== undefined) requireWritable(path);
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
