/**
 * `spinec/runtime` in a browser: a module that `compile --target tfjs` wrote, its weights fetched with progress, run on
 * whichever tfjs backend the page has chosen; or a graph, on the reference evaluator.
 *
 * ```ts
 * import * as net from './spinenet-49.ts';
 * const network = await load(net, { weights: '/spinenet-49.safetensors', onProgress: ({ fraction }) => … });
 * const { endpoint_3 } = await network.run(document.querySelector('img')!);
 * ```
 */
import { diagnostic, DiagnosticError } from '../compiler/diagnostics/diagnostic.ts';
import type { Graph } from '../compiler/ir/graph.ts';
import type { Dim } from '../compiler/ir/tensor-type.ts';
import type { Tensor } from '../compiler/ops/op.ts';
import { pictureFromBrowser, type BrowserPicture } from './image/canvas.ts';
import type { PictureFit } from './image/placement.ts';
import { preprocessPictures, type SamplePoint } from './image/preprocess.ts';
import type { RunOptions } from './backends/backend.ts';
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

/** A tfjs tensor, as far as it is used here. */
interface TfTensor {
  readonly shape: readonly number[];
  data(): Promise<ArrayLike<number>>;
  dispose(): void;
}

/** What a compiled tfjs module exports. */
export interface CompiledModule {
  readonly spec: {
    readonly name: string;
    readonly dialect?: string | undefined;
    readonly input: { readonly height: number; readonly width: number; readonly channels: number };
    readonly imageShape?: readonly number[];
  };
  load(weights: Uint8Array): Promise<{
    predict(
      x: never,
      imageShape?: never,
    ): Readonly<Record<string, TfTensor>> | Promise<Readonly<Record<string, TfTensor>>>;
    dispose(): void;
  }>;
}

/** The part of tfjs-core that makes a network's input. */
export interface TfjsCore {
  tensor4d(values: Float32Array, shape: [number, number, number, number], dtype: 'float32'): TfTensor;
  tensor2d(values: Float32Array, shape: [number, number], dtype: 'float32'): TfTensor;
  getBackend(): string;
}

export interface LoadOptions {
  /** Safetensors: a URL or its bytes. */
  readonly weights?: string | URL | Uint8Array | undefined;
  /** Graphs only: official initial values instead of trained weights. */
  readonly seed?: number | undefined;
  /** The tfjs-core that the module uses; default: what `import('@tensorflow/tfjs-core')` gives. */
  readonly tf?: TfjsCore | undefined;
  /** How pictures are resampled; default: as the module's dialect does, for graphs `center`. */
  readonly samplePoint?: SamplePoint | undefined;
  /** How pictures are placed; default: for graphs as in Node, for modules `letterbox`. */
  readonly fit?: PictureFit | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface LoadProgress {
  readonly received: number;
  readonly total: number | undefined;
  /** 0…1 where the size is known. */
  readonly fraction: number | undefined;
}

export type BrowserNetwork = Network<BrowserPicture>;

interface Runner {
  readonly name: string;
  readonly runsOn: string;
  readonly shape: readonly Dim[];
  readonly dialect?: string | undefined;
  readonly fit?: PictureFit | undefined;
  /** What networks that ask for the pictures' sizes take for a picture that fills the input. */
  readonly wholePicture?: readonly number[] | undefined;
  readonly run: (input: Tensor, options?: RunOptions) => Promise<Record<string, Tensor>>;
  readonly dispose: () => Promise<void>;
}

/**
 * Loads a compiled module or a graph with its weights.
 * @throws DiagnosticError SPN5xxx (weights), SPN6010 (none given).
 */
export async function load(network: CompiledModule | Graph, options: LoadOptions = {}): Promise<BrowserNetwork> {
  const runner = 'nodes' in network ? await graphRunner(network, options) : await moduleRunner(network, options);
  const { name, runsOn, shape } = runner;
  const samplePoint = options.samplePoint ?? samplePointOf(runner.dialect);
  const fit = options.fit ?? runner.fit;
  const prepare = async (given: BrowserPicture | readonly BrowserPicture[]): Promise<PreparedInput> => {
    const size = pictureSize(shape);
    const pictures = [];
    for (const one of isList(given) ? given : [given]) pictures.push(await pictureFromBrowser(one));
    return { ...preprocessPictures(pictures, size, { samplePoint, fit }), notes: [] };
  };
  return {
    name,
    runsOn,
    inputShape: shape,
    async run(given, told = {}) {
      const prepared = isTensor(given) ? { tensor: given, geometries: undefined } : await prepare(given);
      const { tensor, geometries } = prepared;
      checkInput(tensor, shape);
      return runner.run(tensor, pictureSizes(runner.wholePicture, tensor.dims[0] ?? 1, told, geometries));
    },
    prepare,
    dispose: runner.dispose,
  };
}

function isList(given: BrowserPicture | readonly BrowserPicture[]): given is readonly BrowserPicture[] {
  return Array.isArray(given);
}

async function weightBytes(name: string, options: LoadOptions): Promise<Uint8Array> {
  const { weights, onProgress, signal } = options;
  if (weights instanceof Uint8Array) return weights;
  if (weights === undefined) throw new DiagnosticError(diagnostic('SPN6010', `${name} comes without weights`));
  return download(weights.toString(), {
    signal,
    onProgress: (received, total) =>
      onProgress?.({ received, total, fraction: total === undefined ? undefined : received / total }),
  });
}

async function moduleRunner(module: CompiledModule, options: LoadOptions): Promise<Runner> {
  const { name, dialect, input, imageShape: wholePicture } = module.spec;
  const tf = options.tf ?? (await import('@tensorflow/tfjs-core'));
  const model = await module.load(await weightBytes(name, options));
  return {
    name,
    runsOn: `tfjs-${tf.getBackend()}`,
    shape: ['N', input.height, input.width, input.channels],
    dialect,
    wholePicture,
    async run({ dims, data }, { imageShape } = {}) {
      const values = data instanceof Float32Array ? data : Float32Array.from(data);
      const x = tf.tensor4d(values, dims as [number, number, number, number], 'float32');
      const sizes = imageShape && tf.tensor2d(Float32Array.from(imageShape.data), [dims[0] ?? 1, 2], 'float32');
      let outputs: Readonly<Record<string, TfTensor>>;
      try {
        outputs = await model.predict(x as never, sizes as never);
      } finally {
        x.dispose();
        sizes?.dispose();
      }
      const results: Record<string, Tensor> = {};
      try {
        for (const [key, tensor] of Object.entries(outputs)) {
          results[key] = { dims: tensor.shape, data: Float32Array.from(await tensor.data()) };
        }
      } finally {
        for (const tensor of Object.values(outputs)) tensor.dispose();
      }
      return results;
    },
    dispose() {
      model.dispose();
      return Promise.resolve();
    },
  };
}

async function graphRunner(graph: Graph, options: LoadOptions): Promise<Runner> {
  const [{ reference }, { fitWeights }, { SafetensorsFile }, { seededSource }] = await Promise.all([
    import('./backends/reference.ts'),
    import('./weights/fit.ts'),
    import('./weights/safetensors.ts'),
    import('./weights/seeded.ts'),
  ]);
  const weighted =
    options.weights === undefined && options.seed !== undefined
      ? { graph, source: seededSource(options.seed) }
      : fitWeights(graph, SafetensorsFile.fromBytes(await weightBytes(graph.name, options)));
  const session = await reference.prepare({ graph: weighted.graph, weights: weighted.source });
  return {
    name: graph.name,
    runsOn: 'the reference evaluator',
    shape: graph.inputs[0]?.type.dims ?? [],
    fit: fitOf(graph.outputs.map((output) => output.name)),
    wholePicture: graph.inputs[1]?.perPicture,
    run: session.run,
    dispose: session.dispose,
  };
}

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
export { cocoClassNames, parseClassNames, type ClassCount, type ClassNames } from './detection/class-names.ts';
export { topClasses, type RankedClass } from './detection/classify.ts';
export { cocoResults, type CocoDetection } from './detection/coco-results.ts';
export { detect, detectAll, type DetectOptions, type PictureDetections } from './detection/detect.ts';
export { pasteMask, type PastedMask } from './detection/paste-mask.ts';
export { readDetections, type Detection, type DetectionFilter } from './detection/read-detections.ts';
export type { PictureFailed } from './detection/run-pictures.ts';
export { compareOutputs, type Comparison, type OutputComparison } from './compare.ts';
export { boxInPicture, type PictureFit, type PictureGeometry } from './image/placement.ts';
export { preprocessPictures, type Picture } from './image/preprocess.ts';
export { pictureFromBrowser, type BrowserPicture } from './image/canvas.ts';
export type { Network, PreparedInput } from './network.ts';
export { SafetensorsFile } from './weights/safetensors.ts';
