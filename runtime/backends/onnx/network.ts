/**
 * One ONNX file in one ONNX Runtime session, seen as the runtime sees every network: `[N,H,W,C]` in, named `[N,H,W,C]` out.
 * Files of either layout and files that take pictures are all fed the same normalised float tensor.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { DiagnosticCode } from '../../../compiler/diagnostics/codes.ts';
import { diagnostic, DiagnosticError } from '../../../compiler/diagnostics/diagnostic.ts';
import { imagenetNormalization } from '../../../compiler/emit/onnx/options.ts';
import type { RunProfile } from '../../../compiler/analysis/profile/run-profile.ts';
import type { Graph } from '../../../compiler/ir/graph.ts';
import type { Tensor } from '../../../compiler/ops/op.ts';
import type { ProfileOptions, RunOptions } from '../backend.ts';
import { medianProfile, repeatRounds } from '../rounds.ts';
import { toChannelsFirst, toChannelsLast } from './layout.ts';
import type { Ort } from './onnxruntime.ts';
import { parseProfile } from './profile.ts';

export type Provider = 'cpu' | 'webgpu' | 'cuda';

/** Where a session's model comes from, and what its file says about itself. */
export interface ModelSource {
  readonly model: string | Uint8Array;
  /** Order of images at the file's interface. */
  readonly layout: 'nchw' | 'nhwc';
  /** Height and width of a picture that fills the input, where they are an input; default: the input's own. */
  readonly wholePicture?: readonly number[] | undefined;
  /** The file holds the sizes of pictures itself, where ONNX Runtime for Node has no way to replace them. */
  readonly holdsSizes?: boolean | undefined;
}

export interface OnnxNetwork {
  /** What the file takes, in `[N,H,W,C]`; a string is a symbolic size. */
  readonly inputDims: readonly (number | string)[];
  readonly outputNames: readonly string[];
  /** It detects and can't be fed the pictures' sizes that it is told, which are not those that it assumes. */
  readonly ignores: (told: RunOptions) => boolean;
  readonly run: (input: Tensor, options?: RunOptions) => Promise<Record<string, Tensor>>;
  /** One run as often as wanted, without what `run` converts before and after: for measuring. */
  readonly repeatable: (input: Tensor, options?: RunOptions) => () => Promise<void>;
  /** Writes the profiler's file, for sessions that were opened with profiling. */
  readonly endProfiling: () => void;
  readonly dispose: () => Promise<void>;
}

/**
 * Opens a model. Throws `DiagnosticError` with ONNX Runtime's own words when it does not take it: SPN6019 for a file that
 * the CPU provider refuses, which takes every model that is right, else SPN6004.
 */
export async function openNetwork(
  ort: Ort,
  provider: Provider,
  { model, layout, wholePicture, holdsSizes = false }: ModelSource,
  options: InferenceSession.SessionOptions = {},
): Promise<OnnxNetwork> {
  // Errors arrive as exceptions; what is printed besides would only say that shape arithmetic runs on the CPU.
  const settings = {
    executionProviders: [provider],
    logSeverityLevel: 3 as const,
    // A pattern is one block for all values of a run, beside the ones that the first run left in the arena: SpineNet-49 with
    // RetinaNet at 640 keeps 160 MB more, and is no faster for it.
    ...(provider === 'cpu' && { enableMemPattern: false }),
    ...options,
  };
  const code = typeof model === 'string' && provider === 'cpu' ? 'SPN6019' : 'SPN6004';
  const session = await reporting(code, `ONNX Runtime (${provider}) does not load the model`, () =>
    typeof model === 'string'
      ? ort.InferenceSession.create(model, settings)
      : ort.InferenceSession.create(model, settings),
  );
  const [input, sizes, ...others] = session.inputMetadata;
  const takesSizes = sizes?.isTensor === true && sizes.type === 'float32' && sizes.shape.length === 2;
  if (!input?.isTensor || input.shape.length !== 4 || others.length > 0 || (sizes && !takesSizes)) {
    await session.release();
    const found = session.inputNames.join(', ');
    throw new DiagnosticError(
      diagnostic('SPN6019', `the model takes (${found}); a network takes pictures, and may take their sizes`),
    );
  }
  const odd = session.outputMetadata.find((output) => !output.isTensor || output.type === 'string');
  if (odd !== undefined) {
    await session.release();
    throw new DiagnosticError(diagnostic('SPN6019', `the model's output ${odd.name} is no tensor of numbers`));
  }
  const fixedSizes = holdsSizes && !sizes && session.outputNames.includes('num_detections');
  const picture = input.type === 'uint8';
  const channelsLast = picture || layout === 'nhwc';
  const [n = 'N', a = 0, b = 0, c = 0] = input.shape;
  const inputDims = channelsLast ? input.shape : [n, b, c, a];

  const row = wholePicture ?? inputDims.slice(1, 3).map(Number);
  const ignores = ({ imageShape }: RunOptions): boolean =>
    fixedSizes && imageShape !== undefined && !fills(imageShape, row);

  const feedsOf = (tensor: Tensor, { imageShape }: RunOptions): Record<string, OrtTensor> => {
    checkInput(tensor, inputDims);
    const feeds = { [input.name]: feedTensor(ort, tensor, picture, channelsLast) };
    if (sizes) feeds[sizes.name] = sizesTensor(ort, imageShape ?? filling(tensor, row));
    else if (ignores({ imageShape })) throw noSizes();
    return feeds;
  };
  const compute = (feeds: Record<string, OrtTensor>): Promise<InferenceSession.OnnxValueMapType> =>
    reporting('SPN6004', `ONNX Runtime (${provider}) failed`, () => session.run(feeds));

  return {
    inputDims,
    outputNames: session.outputNames,
    ignores,
    async run(tensor, told = {}) {
      const feeds = feedsOf(tensor, told);
      const results = await compute(feeds);
      for (const given of Object.values(feeds)) given.dispose();
      const outputs: Record<string, Tensor> = {};
      for (const name of session.outputNames) {
        const result = results[name]!;
        outputs[name] = resultTensor(result, isImage(name) ? layout : 'nhwc');
        result.dispose();
      }
      return outputs;
    },
    repeatable(tensor, told = {}) {
      const feeds = feedsOf(tensor, told);
      return async () => {
        for (const result of Object.values(await compute(feeds))) result.dispose();
      };
    },
    endProfiling: () => session.endProfiling(),
    dispose: () => session.release(),
  };
}

/**
 * Times per kernel from ONNX Runtime's own profiler, in a session of its own: profiling slows every kernel a little.
 * @param plain one run in a session without it, to see by how much
 */
export async function profileNetwork(
  open: (options: InferenceSession.SessionOptions) => Promise<OnnxNetwork>,
  input: Tensor,
  { rounds: wanted, ...told }: ProfileOptions,
  graph: Graph | undefined,
  plain: (() => Promise<void>) | undefined,
): Promise<RunProfile> {
  const folder = mkdtempSync(join(tmpdir(), 'spinec-profile-'));
  try {
    const network = await open({ enableProfiling: true, profileFilePrefix: join(folder, 'run') });
    const wall: number[] = [];
    const unprofiled: number[] = [];
    const time = async (run: () => Promise<void>, into: number[]): Promise<void> => {
      const start = performance.now();
      await run();
      into.push(performance.now() - start);
    };
    try {
      const run = network.repeatable(input, told);
      for (let i = 0; i < warmups; i++) {
        await run();
        await plain?.();
      }
      await repeatRounds(wanted, async () => {
        await time(run, wall);
        if (plain) await time(plain, unprofiled);
      });
      network.endProfiling();
    } finally {
      await network.dispose();
    }
    const [file = ''] = readdirSync(folder);
    const kernels = parseProfile(readFileSync(join(folder, file), 'utf8'), graph).slice(warmups);
    return medianProfile(
      { graph, fuses: true },
      kernels.map((of, i) => ({ milliseconds: wall[i]!, kernels: of })),
      unprofiled,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const warmups = 2;

function checkInput({ dims, data }: Tensor, wanted: readonly (number | string)[]): void {
  const count = dims.reduce((product, d) => product * d, 1);
  const fits =
    dims.length === 4 && data.length === count && wanted.every((d, i) => typeof d === 'string' || d === dims[i]);
  if (!fits)
    throw new DiagnosticError(
      diagnostic('SPN6005', `input is [${dims.join(',')}], the network takes [${wanted.join(',')}]`),
    );
}

/** Sizes of pictures that fill the input. */
function filling({ dims }: Tensor, row: readonly number[]): Tensor {
  return { dims: [dims[0] ?? 1, 2], data: Float32Array.from({ length: 2 * (dims[0] ?? 1) }, (_, i) => row[i % 2]!) };
}

function fills({ data }: Tensor, row: readonly number[]): boolean {
  return data.every((size, i) => size === row[i % 2]);
}

function sizesTensor(ort: Ort, { dims, data }: Tensor): OrtTensor {
  return new ort.Tensor('float32', Float32Array.from(data), [...dims]);
}

function noSizes(): DiagnosticError {
  return new DiagnosticError(
    diagnostic('SPN6005', 'the ONNX file has no input for the sizes of pictures that ONNX Runtime for Node can feed', {
      suggestion: 'run the spec, or a folder that was compiled with --target tfjs,onnx',
    }),
  );
}

function feedTensor(ort: Ort, { dims, data }: Tensor, picture: boolean, channelsLast: boolean): OrtTensor {
  if (picture) return new ort.Tensor('uint8', pixels(data), [...dims]);
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  if (channelsLast) return new ort.Tensor('float32', values, [...dims]);
  const [n = 0, h = 0, w = 0, c = 0] = dims;
  return new ort.Tensor('float32', toChannelsFirst(values, dims), [n, c, h, w]);
}

/** The picture that a normalised tensor was made of, to the nearest of 256 steps (the padding's 0 becomes the mean colour). */
function pixels(data: ArrayLike<number>): Uint8Array {
  const { mean, std } = imagenetNormalization;
  const out = new Uint8ClampedArray(data.length); // rounds and clamps
  for (let i = 0; i < out.length; i++) out[i] = 255 * (data[i]! * std[i % 3]! + mean[i % 3]!);
  return new Uint8Array(out.buffer);
}

/** Masks of detections have four axes, too, `[N,D,h,w]`, and no channels that could be moved. */
function isImage(outputName: string): boolean {
  return outputName !== 'masks';
}

/** A copy: the runtime's memory goes back to it. What other people's models give in other types becomes float32. */
function resultTensor(result: OrtTensor, layout: 'nchw' | 'nhwc'): Tensor {
  const data =
    result.data instanceof Float32Array ? result.data : Float32Array.from(result.data as Iterable<number>, Number);
  if (result.dims.length !== 4 || layout === 'nhwc') return { dims: [...result.dims], data: data.slice() };
  const [n = 0, c = 0, h = 0, w = 0] = result.dims;
  return { dims: [n, h, w, c], data: toChannelsLast(data, result.dims) };
}

/** How ONNX Runtime's WebGPU provider says that the adapter lacks the feature. */
const withoutFloat16 = /requires f16 but the device does not support it/;

async function reporting<T>(code: DiagnosticCode, what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    const words = ownWords(error);
    throw new DiagnosticError(
      withoutFloat16.test(words)
        ? diagnostic('SPN6020', `${what}: it computes in float16, which this GPU adapter can't`, {
            suggestion: '`--backend onnx-cpu` runs it, computing in float32; on this adapter a float32 network runs',
            notes: [{ message: 'WebGPU calls the feature `shader-f16`' }],
          })
        : diagnostic(code, `${what}: ${words}`),
    );
  }
}

/** The runtime's message without the source position and the C++ signature that it begins with. */
function ownWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^\/\S+:\d+ .*? was false\. /s, '').trim();
}
