/** `spinec quantize`: a network in 8-bit integers or float16 as an ONNX file; what each layer loses by it. */
import { basename, dirname } from 'node:path';
import { fitOf, samplePointOf } from '../../../runtime/network.ts';
import { paramReader } from '../../../runtime/weights/materialize.ts';
import { onnxMetadata } from '../../compile.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import { emitOnnx, type OnnxOptions } from '../../emit/onnx/emit.ts';
import { valueTypes, type Graph } from '../../ir/graph.ts';
import { equalizablePairs, equalizeLayers } from '../../passes/equalize-layers.ts';
import { integerPasses } from '../../passes/levels.ts';
import { runPasses } from '../../passes/manager.ts';
import { buildGraph } from '../../pipeline.ts';
import { specHash } from '../../resolve/hash.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { externalData } from '../network.ts';
import type { SpecOptions } from '../options.ts';
import { linkTarget, OutputFolder, requireWritable } from '../output.ts';
import { startProgress, type Progress } from '../progress.ts';
import {
  calibrationFiles,
  openCalibration,
  requireCalibration,
  type CalibrationOptions,
} from '../quantize/calibration.ts';
import { inFloat16, refuseIntegerOptions } from '../quantize/half-floats.ts';
import { inIntegers, type IntegerOptions } from '../quantize/integers.ts';
import { defaultMinimumSnr, type Made } from '../quantize/made.ts';
import { quantizationReport, quantizationText } from '../quantize/report.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { requireSpec, specFiles } from '../specs.ts';
import { checkDialect, openWeights } from '../weights.ts';

export interface QuantizeCommandOptions extends SpecOptions, CalibrationOptions, IntegerOptions {
  readonly output: string;
  readonly to: 'int8' | 'f16';
  readonly weights?: string | undefined;
  readonly seed?: number | undefined;
  readonly top: number;
  readonly layout: 'nchw' | 'nhwc';
  readonly imageInput?: true | undefined;
  readonly externalData?: true | undefined;
  readonly detections?: true | undefined;
  readonly format: 'table' | 'json';
}

export async function quantizeCommand(reference: string, options: QuantizeCommandOptions): Promise<number> {
  if (options.output === '-') throw new UsageError('error: -o takes a file; an ONNX model is not for stdout');
  if (!options.output.endsWith('.onnx'))
    throw new UsageError(`error: -o takes a name that ends in .onnx, not ${options.output}`);
  if (options.to === 'f16') refuseIntegerOptions(options);
  const { method = 'min-max' } = options;
  if (options.percentile !== undefined && method !== 'percentile')
    throw new UsageError(`error: --percentile is for --method percentile, not ${method}`);
  requireCalibration(options, options.to === 'f16');
  if (options.minSnr !== undefined && options.images === undefined && options.noise === undefined)
    throw new UsageError('error: --min-snr is about noise that is measured with --images or --noise; give one');
  const files = [options.output, externalData(linkTarget(options.output))];
  refuseReplacing(
    files.map((path) => ({ option: '-o', path })),
    [options.weights, ...specFiles(reference, options), ...calibrationFiles(options)],
  );
  for (const path of options.externalData === true ? files : [options.output]) requireWritable(path);
  const { spec } = requireSpec(reference, options);
  checkDialect(options.weights, spec);
  // Float16 keeps kernels that levels share in one piece, as small files do: half the bytes, not a copy for each level.
  const choice = options.to === 'f16' ? ({ level: 'O2', goal: 'size' } as const) : {};
  const built = buildGraph(spec, options.detections === true ? { ...choice, detections: true } : choice);
  if (built.value === undefined) throw new DiagnosticError(...built.diagnostics);
  printDiagnostics(built.diagnostics, options);
  // Weights fit the network as it was compiled or trained; what integers need is made out of either.
  const { graph: exact, source, close } = openWeights(built.value.graph, options);
  try {
    const { graph, equalized } = options.to === 'f16' ? { graph: exact, equalized: 0 } : forIntegers(exact, options);
    return await quantizeGraph(spec, { graph, exact, equalized, weights: source }, options);
  } finally {
    close?.();
  }
}

function forIntegers(exact: Graph, options: IntegerOptions): { readonly graph: Graph; readonly equalized: number } {
  const prepared = runPasses(exact, integerPasses).graph;
  const equalized = options.equalize === true ? equalizablePairs(prepared).length : 0;
  return { graph: equalized === 0 ? prepared : equalizeLayers.run(prepared).graph, equalized };
}

interface Weighted {
  readonly graph: Graph;
  /** The same network before it was prepared for integers. */
  readonly exact: Graph;
  /** Pairs of layers. */
  readonly equalized: number;
  readonly weights: ReturnType<typeof openWeights>['source'];
}

async function quantizeGraph(
  spec: ResolvedSpec,
  { graph, exact, equalized, weights }: Weighted,
  options: QuantizeCommandOptions,
): Promise<number> {
  const progress = startProgress(options);
  let step = '';
  const onStep = (text: string): void => progress.step((step = text));
  const preparing = { samplePoint: samplePointOf(spec.dialect), fit: fitOf(graph.outputs.map(({ name }) => name)) };
  const calibration = openCalibration(options, graph.inputs[0]!.type.dims, preparing, (text) =>
    progress.step(step, text),
  );
  const program = { graph, weights };
  const made =
    options.to === 'f16'
      ? await inFloat16(program, calibration?.inputs, options, onStep)
      : await inIntegers(program, calibration!.inputs, options, onStep);
  const float32 = await float32Bytes(exact, fileOptions(spec, options));
  const written = await write(spec, graph, paramReader(graph, weights), made, options, progress);
  progress.done();
  const { minSnr: minimumSnr = defaultMinimumSnr } = options;
  const report = quantizationReport({
    ...{ spec, calibration, made, minimumSnr, equalized },
    ...{ weights: weights.description, output: written.files, bytes: { float32, quantized: written.bytes } },
  });
  const { noisy, follows } = report.counts;
  if (noisy > 0) {
    const others = follows === 0 ? '' : `, and so do ${follows} that read them`;
    const message = `${noisy} of ${made.measured} layers have less than ${minimumSnr} dB and stay in float32${others}`;
    printDiagnostics([diagnostic('SPN4912', message)], options);
  }
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else if (options.quiet !== true) process.stdout.write(quantizationText(report, options.top));
  return (calibration?.failed.size ?? 0) > 0 ? exitCode.inputErrors : exitCode.ok;
}

/** How the file is written, whatever it is computed in. */
function fileOptions(spec: ResolvedSpec, options: QuantizeCommandOptions): OnnxOptions {
  return {
    layout: options.layout,
    imageInput: options.imageInput === true,
    ...(options.externalData === true ? { externalData: true } : {}),
    dataFile: externalData(basename(linkTarget(options.output))),
    specHash: specHash(spec),
    metadata: onnxMetadata(spec),
  };
}

/** What the same network takes up in float32, whatever its weights are. */
async function float32Bytes(graph: Graph, options: OnnxOptions): Promise<number> {
  const types = valueTypes(graph);
  const zeros = (name: string): Float32Array =>
    new Float32Array(types.get(name)!.dims.reduce<number>((size, dim) => size * Number(dim), 1));
  const { model, data } = await emitOnnx(graph, zeros, options);
  let bytes = 0;
  for (const chunks of [model, data?.bytes ?? []]) for (const chunk of chunks) bytes += chunk.length;
  return bytes;
}

async function write(
  spec: ResolvedSpec,
  graph: Graph,
  read: ReturnType<typeof paramReader>,
  { plan, description }: Made,
  options: QuantizeCommandOptions,
  progress: Progress,
): Promise<{ readonly files: readonly string[]; readonly bytes: number }> {
  const target = linkTarget(options.output);
  const name = basename(target);
  const common = fileOptions(spec, options);
  const metadata = { ...common.metadata, quantization: description };
  const { model, data } = await emitOnnx(graph, read, { ...common, ...plan, metadata });
  const folder = new OutputFolder(dirname(target));
  progress.step(`writing ${name}`);
  let bytes = await folder.writeChunks(name, model);
  if (data !== undefined) bytes += await folder.writeChunks(data.file, data.bytes);
  return { files: folder.commit(), bytes };
}
