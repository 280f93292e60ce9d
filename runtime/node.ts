/**
 * `spinec/runtime` in Node: networks from graphs or compiled folders, weights from files, URLs, memory or a seed, run on the
 * backend that was asked for or the fastest one here.
 *
 * ```ts
 * const network = await load('out/spinenet-49');
 * const { endpoint_3 } = await network.run('street.jpg');
 * await network.dispose();
 * ```
 */
import { diagnostic, DiagnosticError } from '../compiler/diagnostics/diagnostic.ts';
import type { RunProfile } from '../compiler/analysis/profile/run-profile.ts';
import { valueTypes, type Graph } from '../compiler/ir/graph.ts';
import type { Dim } from '../compiler/ir/tensor-type.ts';
import type { BackendName, ProfileOptions, Program } from './backends/backend.ts';
import { selectBackend, type Selection } from './backends/index.ts';
import type { Tensor } from '../compiler/ops/op.ts';
import { openCompiledFolder } from './compiled-folder.ts';
import { preparePictures, type NodePicture } from './image/prepare.ts';
import type { PictureFit } from './image/placement.ts';
import type { SamplePoint } from './image/preprocess.ts';
import type { Manifest } from './manifest.ts';
import { checkMemory } from './memory.ts';
import {
  checkInput,
  fitOf,
  isTensor,
  pictureSize,
  pictureSizes,
  samplePointOf,
  type Network,
  type PreparedInput,
} from './network.ts';
import { download } from './weights/download.ts';
import { openFileSource } from './weights/file-source.ts';
import { fitWeights, type WeightedGraph } from './weights/fit.ts';
import type { ParamSource } from './weights/param-source.ts';
import { recordSource } from './weights/record.ts';
import { SafetensorsFile } from './weights/safetensors.ts';
import { seededSource } from './weights/seeded.ts';

/** Safetensors: a path, an http(s) URL or its bytes; a record of arrays by param name; or any source of params. */
export type Weights = string | URL | Uint8Array | Readonly<Record<string, Float32Array>> | ParamSource;

export type { NodePicture } from './image/prepare.ts';

export interface LoadOptions {
  /** Default `auto`: the fastest real backend here. */
  readonly backend?: BackendName | 'auto' | undefined;
  readonly weights?: Weights | undefined;
  /** Official initial values instead of trained weights. */
  readonly seed?: number | undefined;
  /** Accept a software GPU adapter for a backend that is asked for by name. */
  readonly allowSoftware?: boolean | undefined;
  /** Tensors in a weights file that the network has no use for. Default: an error. */
  readonly extraWeights?: 'error' | 'ignore' | undefined;
  /** How pictures are resampled. Default: as the compiled spec's dialect does; `center` for a bare graph. */
  readonly samplePoint?: SamplePoint | undefined;
  /** How pictures are placed. Default: `center-crop` for a classification network, else `letterbox`. */
  readonly fit?: PictureFit | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

export interface LoadProgress {
  readonly step: 'download' | 'prepare';
  readonly message: string;
  /** 0…1 where it is known. */
  readonly fraction?: number | undefined;
}

export interface LoadedNetwork extends Network<NodePicture> {
  readonly selection: Selection;
  /** What is run: the graph that was given, or the compiled folder's. */
  readonly graph: Graph;
  readonly manifest: Manifest | undefined;
  readonly outputs: readonly { readonly name: string; readonly shape: readonly Dim[] }[];
  /** Times per kernel, where the backend can tell. */
  readonly profile: ((input: Tensor, options?: ProfileOptions) => Promise<RunProfile>) | undefined;
}

/**
 * Loads a network.
 * @param network a graph (optimised: what `buildGraph` gives), a graph with weights, or the path of a compiled folder.
 * @throws DiagnosticError SPN5xxx (weights), SPN6001–SPN6003 (backend), SPN6006–SPN6009 (folder), SPN6010 (no weights),
 *   SPN6018 (memory).
 */
export async function load(
  network: Graph | { readonly graph: Graph; readonly weights: Weights } | string,
  options: LoadOptions = {},
): Promise<LoadedNetwork> {
  const selection = await selectBackend(options.backend ?? 'auto', { allowSoftware: options.allowSoftware });
  const { program, manifest, close } = await programOf(network, options);
  const { graph } = program;
  const [input, sizes, ...others] = graph.inputs;
  if (!input || others.length > 0 || (sizes && !sizes.perPicture)) {
    const message = `${graph.name} has ${graph.inputs.length} inputs; networks take pictures, and may take their sizes`;
    throw new DiagnosticError(diagnostic('SPN6005', message));
  }
  checkMemory(graph, 1);
  const shape = input.type.dims;
  const types = valueTypes(graph);
  const samplePoint = options.samplePoint ?? samplePointOf(manifest?.spec.dialect);
  const fit = options.fit ?? fitOf(graph.outputs.map(({ name }) => name));

  options.onProgress?.({ step: 'prepare', message: `preparing ${graph.name} for ${selection.backend.name}` });
  const session = await selection.backend.prepare(program).catch((error: unknown) => {
    close?.();
    throw error;
  });
  const prepare = async (pictures: NodePicture | readonly NodePicture[]): Promise<PreparedInput> => {
    const size = pictureSize(shape);
    const files = typeof pictures === 'string' || pictures instanceof Uint8Array ? [pictures] : pictures;
    checkMemory(graph, files.length);
    return preparePictures(files, size, { samplePoint, fit });
  };
  return {
    name: graph.name,
    runsOn: selection.reason,
    selection,
    graph,
    manifest,
    inputShape: shape,
    outputs: graph.outputs.map(({ name, value }) => ({ name, shape: types.get(value)?.dims ?? [] })),
    async run(given, told = {}) {
      const prepared = isTensor(given) ? { tensor: given, geometries: undefined } : await prepare(given);
      const { tensor, geometries } = prepared;
      checkInput(tensor, shape);
      const batch = tensor.dims[0] ?? 1;
      checkMemory(graph, batch);
      return session.run(tensor, pictureSizes(sizes?.perPicture, batch, told, geometries));
    },
    prepare,
    profile: session.profile,
    async dispose() {
      await session.dispose();
      close?.();
    },
  };
}

interface LoadedProgram {
  readonly program: Program;
  readonly manifest?: Manifest;
  /** Closes the weights file, which a session may read from as long as it lives. */
  readonly close: (() => void) | undefined;
}

async function programOf(
  network: Graph | { readonly graph: Graph; readonly weights: Weights } | string,
  options: LoadOptions,
): Promise<LoadedProgram> {
  if (typeof network !== 'string') {
    const [graph, own] = 'graph' in network ? [network.graph, network.weights] : [network, undefined];
    const weighted = await weigh(graph, options.weights ?? own, options);
    if (!weighted) throw weightsNeeded(graph.name);
    return { program: { graph: weighted.graph, weights: weighted.source }, close: weighted.close };
  }
  const folder = await openCompiledFolder(network);
  const { graph, manifest, files } = folder;
  const weighted = await weigh(graph, options.weights, options);
  // Other weights than the compiled ones: the module's code still holds, the files with weights inside don't.
  if (weighted) {
    const program = { graph: weighted.graph, weights: weighted.source, files: present({ tfjs: files.tfjs }) };
    return { program, manifest, close: weighted.close };
  }
  const own = files.safetensors === undefined ? undefined : fitWeights(graph, openSafetensors(files.safetensors));
  if (own === undefined && files.onnx === undefined) throw weightsNeeded(network);
  const program = {
    graph: own?.graph ?? graph,
    weights: own?.source ?? absentWeights(network),
    files: present(files),
  };
  return { program, manifest, close: own?.close };
}

/** Without keys whose value is undefined. */
function present(files: Readonly<Record<string, string | undefined>>): NonNullable<Program['files']> {
  return Object.fromEntries(Object.entries(files).filter(([, path]) => path !== undefined));
}

function weightsNeeded(name: string): DiagnosticError {
  return new DiagnosticError(
    diagnostic('SPN6010', `${name} comes without weights`, {
      suggestion: 'give weights, or a seed for initial values',
    }),
  );
}

/** A folder whose only weights are inside its ONNX file: backends that need them apart say so. */
function absentWeights(folder: string): ParamSource {
  return {
    description: folder,
    read() {
      throw new DiagnosticError(
        diagnostic('SPN6008', `${folder} has its weights inside the ONNX file only; compile with --target tfjs,onnx`),
      );
    },
  };
}

function openSafetensors(path: string): SafetensorsFile {
  return new SafetensorsFile(openFileSource(path));
}

async function weigh(
  graph: Graph,
  weights: Weights | undefined,
  options: LoadOptions,
): Promise<WeightedGraph | undefined> {
  if (weights === undefined)
    return options.seed === undefined ? undefined : { graph, source: seededSource(options.seed) };
  const extra = { extra: options.extraWeights };
  if (weights instanceof Uint8Array) return fitWeights(graph, SafetensorsFile.fromBytes(weights), extra);
  if (typeof weights === 'string' || weights instanceof URL) {
    const place = weights.toString();
    if (!/^https?:\/\//i.test(place)) return fitWeights(graph, openSafetensors(place), extra);
    const bytes = await download(place, {
      onProgress: (received, total) =>
        options.onProgress?.({
          step: 'download',
          message: `downloading ${place}`,
          fraction: total === undefined ? undefined : received / total,
        }),
    });
    return fitWeights(graph, SafetensorsFile.fromBytes(bytes, place), extra);
  }
  const source = isSource(weights) ? weights : recordSource(weights, graph.params);
  return { graph, source };
}

function isSource(weights: ParamSource | Readonly<Record<string, Float32Array>>): weights is ParamSource {
  return typeof (weights as ParamSource).read === 'function';
}

export { backendNames, backends, selectBackend, selectionNote, type Selection } from './backends/index.ts';
export type { Kernel, RunProfile } from '../compiler/analysis/profile/run-profile.ts';
export type { Backend, BackendName, Probe, ProfileOptions, Program, RunOptions, Session } from './backends/backend.ts';
export { readAnnotations, type Annotations, type CocoAnnotations, type CocoSegmentation } from './coco/annotations.ts';
export { readResults, type CocoResult, type Results } from './coco/results.ts';
export {
  evaluateDetections,
  type ClassEvaluation,
  type Evaluation,
  type EvaluationArrays,
  type EvaluationOptions,
} from './coco/evaluate.ts';
export type { Figures } from './coco/figures.ts';
export { compareOutputs, type Comparison, type OutputComparison } from './compare.ts';
export { decodePicture, type DecodedPicture } from './image/decode.ts';
export { boxInPicture, type PictureFit, type PictureGeometry } from './image/placement.ts';
export { preprocessPictures } from './image/preprocess.ts';
export { cocoClassNames, parseClassNames, type ClassCount, type ClassNames } from './detection/class-names.ts';
export { topClasses, type RankedClass } from './detection/classify.ts';
export { cocoResults, imageIdOf, type CocoDetection } from './detection/coco-results.ts';
export { detect, detectAll, type DetectOptions, type PictureDetections } from './detection/detect.ts';
export { annotatePicture, type AnnotatedFormat } from './detection/draw/annotate.ts';
export { pasteMask, type PastedMask } from './detection/paste-mask.ts';
export { readDetections, type Detection, type DetectionFilter } from './detection/read-detections.ts';
export type { PictureFailed } from './detection/run-pictures.ts';
export type { Manifest } from './manifest.ts';
export type { Network, PreparedInput } from './network.ts';
export { SafetensorsFile } from './weights/safetensors.ts';
export { safetensorsBytes, safetensorsChunks, type TensorToWrite } from './weights/safetensors-writer.ts';
export { openFileSource } from './weights/file-source.ts';
export { seededSource } from './weights/seeded.ts';
export type { ParamSource } from './weights/param-source.ts';
export { diagnose, type DoctorReport } from './doctor/diagnose.ts';
