/** What `run`, `detect` and `classify` can run: a spec compiled on the spot, a folder that `compile` wrote, or any ONNX file with one picture-like input. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest } from '../../runtime/compiled-folder.ts';
import { load, type LoadedNetwork } from '../../runtime/node.ts';
import type { Backend, BackendName, ProfileOptions, RunOptions } from '../../runtime/backends/backend.ts';
import { selectBackend } from '../../runtime/backends/index.ts';
import { preparePictures } from '../../runtime/image/prepare.ts';
import type { ClassCount } from '../../runtime/detection/class-names.ts';
import { checkInput, fitOf, pictureSize, samplePointOf, type PreparedInput } from '../../runtime/network.ts';
import type { RunProfile } from '../analysis/profile/run-profile.ts';
import { DiagnosticError } from '../diagnostics/diagnostic.ts';
import type { Graph } from '../ir/graph.ts';
import type { Dim } from '../ir/tensor-type.ts';
import type { Tensor } from '../ops/op.ts';
import type { OptimizationLevel, PassChoice } from '../passes/choice.ts';
import { buildGraph } from '../pipeline.ts';
import { builtinSource } from '../resolve/builtins.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import { withOptions } from '../resolve/variant.ts';
import { UsageError } from './files.ts';
import type { CommonOptions, SpecOptions } from './options.ts';
import { percent, type Progress } from './progress.ts';
import { requireSpec, specFiles } from './specs.ts';
import { withoutHandlers } from './signals.ts';
import { checkDialect, openWeights } from './weights.ts';

export interface RunnableOptions extends CommonOptions, SpecOptions {
  readonly backend: BackendName | 'auto';
  readonly weights?: string | undefined;
  readonly seed?: number | undefined;
  /** Default: 1. */
  readonly optimize?: '0' | '1' | '2' | undefined;
  readonly tap?: 'all' | string[] | undefined;
  readonly allowSoftware?: true | undefined;
  /** The head of a spec that has chosen none, where the command is about heads. */
  readonly defaultHead?: string | undefined;
  /** Post-processing of a spec's network inside, for heads that have it. */
  readonly detections?: boolean | undefined;
  /** Of ONNX Runtime, for files; default: its own choice. */
  readonly threads?: number | undefined;
}

export interface Runnable {
  readonly name: string;
  readonly backend: string;
  /** What it runs on and why, in words. */
  readonly reason: string;
  readonly graph?: Graph | undefined;
  /** `[N,H,W,C]` */
  readonly inputShape: readonly Dim[];
  readonly outputNames: readonly string[];
  readonly classCount: ClassCount;
  readonly prepare: (pictures: readonly string[]) => Promise<PreparedInput>;
  readonly run: (input: Tensor, told?: RunOptions) => Promise<Record<string, Tensor>>;
  /** One run as often as wanted, without conversions before and after it, where there are some. */
  readonly repeatable?: ((input: Tensor) => () => Promise<void>) | undefined;
  readonly profile?: ((input: Tensor, told?: ProfileOptions) => Promise<RunProfile>) | undefined;
  /** The same as `backend`, for measuring what it can do. */
  readonly engine: Backend;
  /** How it was compiled; undefined for an ONNX file. */
  readonly level?: OptimizationLevel | undefined;
  readonly spec?: ResolvedSpec | undefined;
  /** The spec is what a folder's manifest says. */
  readonly isFolder: boolean;
  readonly dispose: () => Promise<void>;
}

/** Opens what a command was given. tfjs may compile for a while without a pause, so a signal ends the process at once. */
export function openRunnable(reference: string, options: RunnableOptions, progress: Progress): Promise<Runnable> {
  return interruptible(options.backend, () => openKind(reference, options, progress));
}

/** tfjs computes a whole network without a pause, for minutes in plain JavaScript; the other backends hear signals. */
export function interruptible<T>(backend: string, work: () => Promise<T>): Promise<T> {
  return backend.startsWith('tfjs-') ? withoutHandlers(work) : work();
}

function openKind(reference: string, options: RunnableOptions, progress: Progress): Promise<Runnable> {
  const kind = kindOf(reference);
  if (kind === 'onnx') return openOnnx(reference, options);
  if (kind === 'folder') return openFolder(reference, options, progress);
  return openSpec(reference, options, progress);
}

/** Files that running a reference reads, of those that are there. */
export function networkFiles(reference: string, options: SpecOptions): readonly string[] {
  const kind = kindOf(reference);
  if (kind === 'spec') return specFiles(reference, options);
  if (kind === 'onnx') return [reference, externalData(reference)];
  try {
    const names = readManifest(reference).files.map(({ name }) => name);
    return ['manifest.json', ...names].map((name) => join(reference, name));
  } catch {
    return []; // opening it says what is wrong
  }
}

/** Where weights of an ONNX file lie that are not in it. */
export const externalData = (path: string): string => `${path}.data`;

export function kindOf(reference: string): 'folder' | 'onnx' | 'spec' {
  if (reference === '-') return 'spec';
  if (existsSync(reference) && statSync(reference).isDirectory() && builtinSource(reference) === undefined)
    return 'folder';
  return reference.endsWith('.onnx') ? 'onnx' : 'spec';
}

/** Options that change a spec mean nothing to what is compiled already. */
function refuseSpecOptions(options: RunnableOptions, what: string): void {
  for (const name of ['input', 'head', 'set', 'tap', 'optimize'] as const)
    if (options[name] !== undefined)
      throw new UsageError(`error: --${name} changes a spec; ${what} is compiled already`);
}

async function openSpec(reference: string, options: RunnableOptions, progress: Progress): Promise<Runnable> {
  const spec = withDefaultHead(requireSpec(reference, options).spec, options);
  const level = `O${options.optimize ?? '1'}` as const;
  const built = buildGraph(spec, {
    level,
    ...(options.optimize === '2' ? await choiceFor(options) : {}),
    ...(options.tap === undefined ? {} : { taps: options.tap }),
    ...(options.detections === true && detecting.has(spec.head.kind) ? { detections: true } : {}),
  });
  if (built.value === undefined) throw new DiagnosticError(...built.diagnostics);
  if (options.weights === undefined && options.seed === undefined && options.quiet !== true)
    process.stderr.write('no --weights given: seeded initial weights (seed 0), so the outputs mean nothing\n');
  checkDialect(options.weights, spec);
  const { graph, source } = openWeights(built.value.graph, options);
  const network = await load(
    { graph, weights: source },
    { ...loadOptions(options, progress), samplePoint: spec.dialect === 'tpu' ? 'corner' : 'center' },
  );
  return { ...runnable(network, spec, level), isFolder: false };
}

/** What -O2 compiles for: GPUs multiply faster than Winograd's transforms could feed them. */
async function choiceFor({ backend, allowSoftware }: RunnableOptions): Promise<PassChoice> {
  const { name } =
    backend === 'auto'
      ? (await selectBackend('auto', { allowSoftware: allowSoftware === true })).backend
      : { name: backend };
  if (name.startsWith('tfjs-')) return { target: 'tfjs', goal: name === 'tfjs-wasm' ? 'latency' : 'memory' };
  return { target: 'onnx', goal: name === 'onnx-cpu' ? 'latency' : 'memory' };
}

const detecting: ReadonlySet<string> = new Set(['retinanet', 'mask-rcnn']);

function withDefaultHead(spec: ResolvedSpec, { head, defaultHead, quiet }: RunnableOptions): ResolvedSpec {
  if (defaultHead === undefined || head !== undefined || spec.head.kind !== 'none') return spec;
  if (quiet !== true) process.stderr.write(`${spec.name} has chosen no head: --head ${defaultHead}\n`);
  return withOptions(spec, { head: defaultHead });
}

/** Where the background is a class, and how many there are. */
function classCountOf({ head }: ResolvedSpec): ClassCount {
  return {
    background: !('background' in head) || head.background,
    classes: 'classes' in head ? head.classes : undefined,
  };
}

async function openFolder(path: string, options: RunnableOptions, progress: Progress): Promise<Runnable> {
  refuseSpecOptions(options, path);
  checkDialect(options.weights, readManifest(path).spec);
  const network = await load(path, {
    ...loadOptions(options, progress),
    ...(options.weights === undefined ? {} : { weights: options.weights }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const { spec, level } = network.manifest ?? {};
  // The manifest's fields have been checked, the spec's have not.
  return { ...runnable(network, spec, level as OptimizationLevel | undefined), isFolder: true };
}

function loadOptions(options: RunnableOptions, progress: Progress) {
  return {
    backend: options.backend,
    allowSoftware: options.allowSoftware === true,
    onProgress: ({ message, fraction }: { message: string; fraction?: number | undefined }) =>
      progress.step(message, percent(fraction)),
  };
}

function runnable(
  network: LoadedNetwork,
  spec: ResolvedSpec | undefined,
  level: OptimizationLevel | undefined,
): Omit<Runnable, 'isFolder'> {
  return {
    name: network.name,
    backend: network.selection.backend.name,
    reason: network.runsOn,
    engine: network.selection.backend,
    level,
    spec,
    graph: network.graph,
    inputShape: network.inputShape,
    outputNames: network.outputs.map(({ name }) => name),
    classCount: spec === undefined ? { background: true } : classCountOf(spec),
    prepare: (pictures) => network.prepare(pictures),
    run: (input, told) => network.run(input, told),
    profile: network.profile,
    dispose: () => network.dispose(),
  };
}

async function openOnnx(path: string, options: RunnableOptions): Promise<Runnable> {
  refuseSpecOptions(options, path);
  if (options.weights !== undefined || options.seed !== undefined)
    throw new UsageError(`error: ${path} has its own weights`);
  const wanted = options.backend === 'auto' ? 'onnx-cpu' : options.backend;
  if (!wanted.startsWith('onnx-'))
    throw new UsageError(`error: ${wanted} does not run ONNX files; onnx-cpu, onnx-webgpu and onnx-cuda do`);
  const { reason, backend: engine } = await selectBackend(wanted, { allowSoftware: options.allowSoftware === true });
  const { openOnnxFile } = await import('../../runtime/backends/onnx/index.ts');
  const { readOnnxHead } = await import('../../runtime/backends/onnx/metadata.ts');
  const provider = wanted.slice('onnx-'.length) as 'cpu' | 'webgpu' | 'cuda';
  const network = await openOnnxFile(path, provider, options.threads);
  const { metadata } = readOnnxHead(path);
  const dialect = metadata.get('spinec.dialect');
  const classes = Number(metadata.get('spinec.classes') ?? NaN);
  const placing = { samplePoint: samplePointOf(dialect), fit: fitOf(network.outputNames) };
  const shape: readonly Dim[] = network.inputDims.map((size) => (typeof size === 'number' ? size : 'N'));
  return {
    name: path,
    backend: wanted,
    engine,
    isFolder: false,
    reason,
    inputShape: shape,
    outputNames: network.outputNames,
    classCount: {
      background: metadata.get('spinec.background') !== 'false',
      classes: Number.isSafeInteger(classes) ? classes : undefined,
    },
    prepare: (files) => preparePictures(files, pictureSize(shape), placing),
    run(input, told) {
      checkInput(input, shape);
      return network.run(input, told);
    },
    repeatable: (input) => network.repeatable(input),
    profile: network.profile,
    dispose: () => network.dispose(),
  };
}
