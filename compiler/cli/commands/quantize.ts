/** `spinec quantize`: a network in 8-bit integers as an ONNX file, calibrated on pictures; what each layer loses by it. */
import { basename, dirname } from 'node:path';
import { fitOf, samplePointOf } from '../../../runtime/network.ts';
import { quantize, type QuantizeOptions } from '../../../runtime/quantize/quantize.ts';
import { paramReader } from '../../../runtime/weights/materialize.ts';
import { onnxMetadata } from '../../compile.ts';
import { nearest } from '../../diagnostics/did-you-mean.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import { emitOnnx, type OnnxOptions } from '../../emit/onnx/emit.ts';
import { valueTypes, type Graph, type Node } from '../../ir/graph.ts';
import { equalizablePairs, equalizeLayers } from '../../passes/equalize-layers.ts';
import { integerPasses } from '../../passes/levels.ts';
import { runPasses } from '../../passes/manager.ts';
import { buildGraph } from '../../pipeline.ts';
import { firstLayers, lastLayers, nodesNamed } from '../../quantize/keep.ts';
import type { CalibrationMethod } from '../../quantize/ranges.ts';
import { runtimes, type RuntimeName } from '../../quantize/runtimes.ts';
import { specHash } from '../../resolve/hash.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { externalData } from '../network.ts';
import type { CommonOptions, SpecOptions } from '../options.ts';
import { linkTarget, OutputFolder, requireWritable } from '../output.ts';
import { startProgress, type Progress } from '../progress.ts';
import { calibrationFiles, openCalibration, type CalibrationOptions } from '../quantize/calibration.ts';
import { quantizationReport, quantizationText } from '../quantize/report.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { requireSpec, specFiles } from '../specs.ts';
import { checkDialect, openWeights } from '../weights.ts';

export interface QuantizeCommandOptions extends CommonOptions, SpecOptions, CalibrationOptions {
  readonly output: string;
  readonly weights?: string | undefined;
  readonly seed?: number | undefined;
  readonly method: CalibrationMethod;
  /** Percent of the values; default: 99.99. */
  readonly percentile?: number | undefined;
  readonly for: RuntimeName;
  readonly activations?: 'asymmetric' | 'symmetric' | undefined;
  readonly weightBits: '7' | '8';
  readonly keep?: readonly string[] | undefined;
  readonly keepFirst?: true | undefined;
  readonly keepLast?: true | undefined;
  readonly equalize?: true | undefined;
  readonly minSnr: number;
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
  if (options.percentile !== undefined && options.method !== 'percentile')
    throw new UsageError(`error: --percentile is for --method percentile, not ${options.method}`);
  const files = [options.output, externalData(linkTarget(options.output))];
  refuseReplacing(
    files.map((path) => ({ option: '-o', path })),
    [options.weights, ...specFiles(reference, options), ...calibrationFiles(options)],
  );
  for (const path of options.externalData === true ? files : [options.output]) requireWritable(path);
  const { spec } = requireSpec(reference, options);
  checkDialect(options.weights, spec);
  const built = buildGraph(spec, options.detections === true ? { detections: true } : {});
  if (built.value === undefined) throw new DiagnosticError(...built.diagnostics);
  printDiagnostics(built.diagnostics, options);
  // Weights fit the network as it was compiled or trained; what integers need is made out of either.
  const { graph: exact, source, close } = openWeights(built.value.graph, options);
  try {
    const prepared = runPasses(exact, integerPasses).graph;
    const equalized = options.equalize === true ? equalizablePairs(prepared).length : 0;
    const { graph } = equalized === 0 ? { graph: prepared } : equalizeLayers.run(prepared);
    return await quantizeGraph(spec, { graph, exact, equalized, weights: source }, options);
  } finally {
    close?.();
  }
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
  const settings = settingsOf(graph, options, (text) => progress.step((step = text)));
  const preparing = { samplePoint: samplePointOf(spec.dialect), fit: fitOf(graph.outputs.map(({ name }) => name)) };
  const calibration = openCalibration(options, graph.inputs[0]!.type.dims, preparing, (text) =>
    progress.step(step, text),
  );
  const quantized = await quantize({ graph, weights }, calibration.inputs, settings);
  const float32 = await float32Bytes(exact, fileOptions(spec, options));
  const written = await write(spec, graph, paramReader(graph, weights), quantized.quantization, options, progress);
  progress.done();
  const report = quantizationReport({
    ...{ spec, graph, calibration, quantized, options: settings, runtime: options.for, equalized },
    ...{ weights: weights.description, output: written.files, bytes: { float32, quantized: written.bytes } },
  });
  const { noisy, follows } = report.counts;
  if (noisy > 0) {
    const others = follows === 0 ? '' : `, and so do ${follows} that read them`;
    const message = `${noisy} of ${quantized.layers.length} layers have less than ${options.minSnr} dB and stay in float32${others}`;
    printDiagnostics([diagnostic('SPN4912', message)], options);
  }
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else if (options.quiet !== true) process.stdout.write(quantizationText(report, options.top));
  return calibration.failed.size > 0 ? exitCode.inputErrors : exitCode.ok;
}

function settingsOf(graph: Graph, options: QuantizeCommandOptions, onStep: (text: string) => void): QuantizeOptions {
  const { activations, symmetric, biases } = runtimes[options.for];
  const kept = keptNodes(graph, options);
  return {
    activations,
    symmetric: options.activations === undefined ? symmetric : options.activations === 'symmetric',
    biases,
    method: options.method,
    share: (options.percentile ?? 99.99) / 100,
    weightLevels: options.weightBits === '8' ? 127 : 63,
    keeps: (node) => kept.has(node),
    minimumSnr: options.minSnr,
    onStep,
  };
}

/** @throws DiagnosticError SPN4910 */
function keptNodes(graph: Graph, options: QuantizeCommandOptions): ReadonlySet<Node> {
  const kept = new Set<Node>();
  for (const pattern of options.keep ?? []) {
    const nodes = nodesNamed(graph, pattern);
    if (nodes.length === 0) {
      const names = graph.nodes.flatMap(({ name, origin }) => [name, origin.section]);
      const suggestion = nearest(pattern, names);
      throw new DiagnosticError(
        diagnostic('SPN4910', `--keep: no layer of ${graph.name} is called \`${pattern}\``, {
          ...(suggestion !== undefined && { suggestion: `did you mean \`${suggestion}\`?` }),
        }),
      );
    }
    for (const node of nodes) kept.add(node);
  }
  const ends = [...(options.keepFirst ? firstLayers(graph) : []), ...(options.keepLast ? lastLayers(graph) : [])];
  for (const node of ends) kept.add(node);
  return kept;
}

/** How the file is written, in integers or not. */
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
  quantization: Awaited<ReturnType<typeof quantize>>['quantization'],
  options: QuantizeCommandOptions,
  progress: Progress,
): Promise<{ readonly files: readonly string[]; readonly bytes: number }> {
  const target = linkTarget(options.output);
  const name = basename(target);
  const common = fileOptions(spec, options);
  const { model, data } = await emitOnnx(graph, read, {
    ...common,
    quantization,
    metadata: { ...common.metadata, quantization: `${quantization.activations} activations, int8 weights` },
  });
  const folder = new OutputFolder(dirname(target));
  progress.step(`writing ${name}`);
  let bytes = await folder.writeChunks(name, model);
  if (data !== undefined) bytes += await folder.writeChunks(data.file, data.bytes);
  return { files: folder.commit(), bytes };
}
