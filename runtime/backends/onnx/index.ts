/** ONNX Runtime's backends: its CPU kernels, its WebGPU provider (Dawn inside the package), its CUDA provider. */
import { cpus } from 'node:os';
import { diagnostic, DiagnosticError } from '../../../compiler/diagnostics/diagnostic.ts';
import { emitOnnx } from '../../../compiler/emit/onnx/emit.ts';
import { GraphBuilder } from '../../../compiler/ir/builder.ts';
import { tensorType } from '../../../compiler/ir/tensor-type.ts';
import { nvidiaGpus } from '../../doctor/nvidia.ts';
import { probeWebGpu } from '../webgpu-adapter.ts';
import type { RunProfile } from '../../../compiler/analysis/profile/run-profile.ts';
import type { Backend, BackendName, Probe, Program, Session } from '../backend.ts';
import { readOnnxHead, type OnnxHead } from './metadata.ts';
import { openNetwork, profileNetwork, type ModelSource, type OnnxNetwork, type Provider } from './network.ts';
import { cudaMissing, loadOnnxruntime, type Ort } from './onnxruntime.ts';
import { withProgramModel } from './program-file.ts';
import { sizedSource, withSizes } from './sized-model.ts';
import { sessionOptions } from './session-options.ts';

export const onnxCpu: Backend = onnxBackend('onnx-cpu', 'cpu', "ONNX Runtime's CPU kernels", () =>
  Promise.resolve({ available: true, software: false, device: cpus()[0]?.model.trim() }),
);

/**
 * Its Dawn is inside onnxruntime-node and tells nobody which adapter it took; the package `webgpu` holds another Dawn that
 * finds the same one and names it, so that a program posing as a GPU is not taken for one.
 */
export const onnxWebgpu: Backend = onnxBackend('onnx-webgpu', 'webgpu', "ONNX Runtime's WebGPU provider", async () => {
  const { available, software, device, reason } = await probeWebGpu();
  return { available, software, device, reason };
});

export const onnxCuda: Backend = onnxBackend('onnx-cuda', 'cuda', "ONNX Runtime's CUDA provider", async (ort) => {
  const missing = cudaMissing();
  if (missing !== undefined) return unavailable(missing);
  const [gpu] = await nvidiaGpus();
  if (!gpu) return unavailable('no NVIDIA GPU, or no driver for it (nvidia-smi lists none)');
  const failure = await tryProvider(ort, 'cuda');
  return failure === undefined ? { available: true, software: false, device: gpu.name } : unavailable(failure);
});

/** A file's network, which can also say where its time goes. */
export interface OnnxFile extends OnnxNetwork {
  /** Only on the CPU. */
  readonly profile?: Profile;
}

/**
 * An existing `.onnx` file as a network: names, sizes and weights are the file's own.
 * @param threads how many threads a node is computed on; default: ONNX Runtime's, one a core.
 */
export async function openOnnxFile(path: string, provider: Provider = 'cpu', threads?: number): Promise<OnnxFile> {
  const ort = await requireOnnxruntime(provider);
  const source = fileSource(path);
  const options = threads === undefined ? {} : { intraOpNumThreads: threads };
  const open = (chosen: ModelSource, profiling = {}): Promise<OnnxNetwork> =>
    openNetwork(ort, provider, chosen, { ...options, ...profiling });
  const sized = (): ModelSource => sizedSource(source) ?? source;
  // Without a form that takes sizes the network itself says that it has none.
  const network = withSizes(await open(source), () => open(sized()));
  const profile: Profile = (input, told = {}) => {
    const takesSizes = network.ignores(told);
    const profiled = takesSizes ? sized() : source;
    const plain = takesSizes ? undefined : network.repeatable(input, told);
    return profileNetwork((profiling) => open(profiled, profiling), input, told, undefined, plain);
  };
  return { ...network, ...profileOf(provider, profile) };
}

type Profile = NonNullable<Session['profile']>;

/** On a GPU ONNX Runtime times how long the processor takes to launch a kernel, which says nothing about the kernel. */
function profileOf(provider: Provider, profile: Profile): { readonly profile?: Profile } {
  return provider === 'cpu' ? { profile } : {};
}

/** Looks at a file without loading it. Throws `DiagnosticError` SPN6008 when it can't be read, SPN6019 when it is no model. */
export function requireOnnxFile(path: string): void {
  fileSource(path);
}

function onnxBackend(
  name: BackendName,
  provider: Provider,
  doc: string,
  device: (ort: Ort) => Promise<Probe>,
): Backend {
  const probe = async (): Promise<Probe> => {
    const { ort, reason } = await loadOnnxruntime();
    if (!ort) return unavailable(reason);
    return { version: `onnxruntime ${ort.env.versions.node ?? ort.env.versions.common}`, ...(await device(ort)) };
  };
  return {
    name,
    doc,
    probe,
    async prepare(program) {
      const ort = await requireOnnxruntime(provider);
      // Asked before the runtime is: where there is no device it prints to stderr by itself.
      const { available, reason } = await probe();
      if (!available) throw unavailableError(provider, reason);
      return openSession(ort, provider, program);
    },
  };
}

function unavailable(reason: string): Probe {
  return { available: false, software: false, reason };
}

/** The library, or SPN6003 where it is not installed. */
export async function requireOnnxruntime(provider: Provider): Promise<Ort> {
  const { ort, reason } = await loadOnnxruntime();
  if (!ort) throw unavailableError(provider, reason);
  return ort;
}

function unavailableError(provider: Provider, reason = 'no reason given'): DiagnosticError {
  return new DiagnosticError(diagnostic('SPN6002', `onnx-${provider} can't run here: ${reason}`));
}

/** The compiled file when there is one with the wanted outputs (it may lack taps), else the graph emitted anew. */
async function openSession(ort: Ort, provider: Provider, program: Program): Promise<Session> {
  const options = sessionOptions(program.graph, provider);
  const open = (source: ModelSource): Promise<OnnxNetwork> => openNetwork(ort, provider, source, options);
  const file = program.files?.onnx;
  const fromFile = file === undefined ? undefined : await open(fileSource(file));
  const complete = program.graph.outputs.every(({ name }) => fromFile?.outputNames.includes(name));
  if (!complete) await fromFile?.dispose();
  const withSource = <T>(use: (source: ModelSource) => Promise<T>): Promise<T> =>
    complete && file !== undefined ? use(fileSource(file)) : withProgramModel(program, use);
  const withSized = <T>(use: (source: ModelSource) => Promise<T>): Promise<T> => {
    const sized = complete && file !== undefined ? sizedSource(fileSource(file)) : undefined;
    return sized ? use(sized) : withProgramModel(program, use);
  };
  const network = withSizes(complete && fromFile ? fromFile : await withSource(open), () => withSized(open));
  const profile: Profile = (input, told = {}) => {
    const sized = network.ignores(told);
    const use = (source: ModelSource): Promise<RunProfile> =>
      profileNetwork(
        (profiling) => openNetwork(ort, provider, source, { ...options, ...profiling }),
        input,
        told,
        program.graph,
        sized ? undefined : network.repeatable(input, told),
      );
    return sized ? withSized(use) : withSource(use);
  };
  let disposed = false;
  return {
    run: network.run,
    ...profileOf(provider, profile),
    dispose: async () => {
      if (disposed) return;
      disposed = true;
      await network.dispose();
    },
  };
}

/** Throws `DiagnosticError` SPN6008 when the file can't be read, SPN6019 when it is no model. */
function fileSource(path: string): ModelSource {
  let head: OnnxHead;
  try {
    head = readOnnxHead(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DiagnosticError(diagnostic('SPN6008', `can't read ${path}: ${reason}`));
  }
  if (!head.isModel)
    throw new DiagnosticError(diagnostic('SPN6019', `${path} is not an ONNX model, or not a whole one`));
  return {
    model: path,
    layout: head.metadata.get('spinec.layout') === 'nhwc' ? 'nhwc' : 'nchw',
    holdsSizes: head.metadata.has('spinec.compiler'),
  };
}

/** Loads a network of one node with a provider; gives the reason when that fails. */
async function tryProvider(ort: Ort, provider: Provider): Promise<string | undefined> {
  const build = new GraphBuilder('probe');
  const x = build.input('x', tensorType('f32', [1, 1, 1, 1]));
  build.section({ id: 'probe', title: 'probe', part: 'backbone' }, () => build.op('y', 'relu', [x], {}));
  build.output('y', 'y');
  const { model } = await emitOnnx(build.build(), () => new Float32Array());
  try {
    const source = { model: Buffer.concat([...model]), layout: 'nchw' } as const;
    const network = await openNetwork(ort, provider, source, { logSeverityLevel: 4 });
    await network.dispose();
    return undefined;
  } catch (error) {
    return error instanceof DiagnosticError ? error.diagnostics[0]?.message : String(error);
  }
}
