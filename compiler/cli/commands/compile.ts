/** `spinec compile`: files for the targets, weights, and a manifest; everything appears at once or not at all. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createManifest } from '../../../runtime/manifest.ts';
import { paramReader } from '../../../runtime/weights/materialize.ts';
import { safetensorsChunks, type TensorToWrite } from '../../../runtime/weights/safetensors-writer.ts';
import { compile, fileStem, targets as knownTargets, type Compilation, type TargetName } from '../../compile.ts';
import { nearest } from '../../diagnostics/did-you-mean.ts';
import { DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { WeightReader } from '../../emit/onnx/emit.ts';
import { isHalved } from '../../emit/onnx/weight-layout.ts';
import type { Graph } from '../../ir/graph.ts';
import { printGraph } from '../../ir/print.ts';
import { consumedParams } from '../../passes/uses.ts';
import type { OptimizationGoal, OptimizationTarget, PassChoice } from '../../passes/choice.ts';
import { passesFor } from '../../passes/levels.ts';
import type { PassEvent } from '../../passes/manager.ts';
import { specHash } from '../../resolve/hash.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { chosenCosts } from '../costs-file.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { chosenGoal } from '../goal.ts';
import type { CommonOptions, SpecOptions } from '../options.ts';
import { OutputFolder, removeUnfinished } from '../output.ts';
import { passTable } from '../pass-table.ts';
import { startProgress, type Progress } from '../progress.ts';
import { refuseReplacing, type Output } from '../refuse-replacing.ts';
import { requireSpec } from '../specs.ts';
import { checkDialect, openWeights } from '../weights.ts';
import { watchFiles } from '../watch.ts';

export interface CompileCommandOptions extends CommonOptions, SpecOptions {
  readonly output: string;
  readonly target: string;
  readonly batch: string;
  /** Default: 1. */
  readonly optimize?: '0' | '1' | '2' | undefined;
  readonly optimizeFor?: OptimizationGoal | undefined;
  readonly costs?: string | undefined;
  readonly weights?: string | undefined;
  readonly seed?: number | undefined;
  readonly params: boolean;
  readonly dtype: 'f32' | 'f16';
  readonly layout: 'nchw' | 'nhwc';
  readonly detections?: true | undefined;
  readonly imageInput?: true | undefined;
  readonly externalData?: boolean | undefined;
  readonly tap?: 'all' | string[] | undefined;
  readonly emitAfter?: string | undefined;
  readonly dump?: string | undefined;
  readonly timePasses?: true | undefined;
  readonly verify?: true | undefined;
  readonly watch?: true | undefined;
}

export async function compileCommand(reference: string, options: CompileCommandOptions): Promise<number> {
  const first = await compileOnce(reference, options);
  if (options.watch !== true) return first.code;
  return watchFiles(first.files, async () => {
    try {
      return await compileOnce(reference, options);
    } catch (error) {
      removeUnfinished();
      if (!(error instanceof DiagnosticError)) throw error;
      printDiagnostics(error.diagnostics, options);
      return { code: exitCode.inputErrors, files: [] };
    }
  });
}

async function compileOnce(
  reference: string,
  options: CompileCommandOptions,
): Promise<{ code: number; files: readonly string[] }> {
  const chosen = targetNames(options.target);
  const targets: readonly TargetName[] = options.emitAfter === undefined ? chosen : ['ir'];
  const choice = passChoice(chosen, options);
  const stopAfter = knownPass(options.emitAfter, choice);
  const { spec, loaded } = requireSpec(reference, options);
  refuseReplacing(outputsOf(spec, options), [...loaded.files, options.weights, options.costs]);
  checkDialect(options.weights, spec);
  const progress = startProgress(options);
  const ran = new Map<OptimizationTarget, PassEvent[]>();
  const readerOf = (graph: Graph): WeightReader => {
    const weighted = openWeights(graph, options);
    return paramReader(weighted.graph, weighted.source);
  };
  const result = await compile(spec, {
    targets,
    level: choice.level,
    goal: choice.goal,
    costs: choice.costs,
    graphOf: choice.target,
    ...(stopAfter === undefined ? {} : { stopAfter }),
    ...(options.tap === undefined ? {} : { taps: options.tap }),
    ...(options.detections === true ? { detections: true } : {}),
    onPass: (event, target) => ran.set(target, [...(ran.get(target) ?? []), event]),
    onnx: {
      batch: batchOf(options.batch),
      dtype: options.dtype,
      layout: options.layout,
      imageInput: options.imageInput === true,
      ...(options.externalData === undefined ? {} : { externalData: options.externalData }),
    },
    ...(options.params ? { weights: readerOf } : {}),
  });
  printDiagnostics(result.diagnostics, options);
  if (result.value === undefined) return { code: exitCode.inputErrors, files: loaded.files };

  if (options.dump !== undefined) dumpPasses(options.dump, ran);
  if (options.output === '-') {
    printSingle(result.value, targets);
  } else {
    const write = options.params ? readerOf(result.value.graph) : undefined;
    const names = await writeFiles(spec, result.value, write, options, progress);
    progress.done();
    if (options.quiet !== true) process.stdout.write(`${names.join('\n')}\n`);
  }
  if (options.timePasses === true) process.stderr.write(passTables(ran));
  if (options.verify === true) {
    const { verifyTargets } = await import('../verify.ts');
    const failures = await verifyTargets(spec, { ...options, ...choice }, progress);
    progress.done();
    if (printDiagnostics(failures, options)) return { code: exitCode.inputErrors, files: loaded.files };
  }
  return { code: exitCode.ok, files: loaded.files };
}

/** What decides about the passes; where there are several targets, of the first of them. */
function passChoice(targets: readonly TargetName[], options: CompileCommandOptions) {
  const level = `O${options.optimize ?? '1'}` as const;
  const goal = chosenGoal(options.optimizeFor, level);
  const both = targets.includes('tfjs') && targets.includes('onnx');
  if (options.emitAfter !== undefined && level === 'O2' && both)
    throw new UsageError(
      'error: -O2 has other passes for tfjs than for onnx; say with --target whose --emit-after means',
    );
  const target: OptimizationTarget = targets.includes('tfjs') ? 'tfjs' : 'onnx';
  const costs = chosenCosts(options.costs, { level, goal, target: both ? 'onnx' : target });
  return { level, goal, target, costs };
}

/** Everything that compiling may write into the folder, whatever the targets. */
function outputsOf(spec: ResolvedSpec, { output }: CompileCommandOptions): readonly Output[] {
  if (output === '-') return [];
  const stem = fileStem(spec.name);
  const names = ['ts', 'onnx', 'onnx.data', 'ir.txt', 'safetensors'].map((ending) => `${stem}.${ending}`);
  return [...names, 'manifest.json'].map((name) => ({ option: '-o', path: join(output, name) }));
}

function targetNames(list: string): readonly TargetName[] {
  const names: readonly TargetName[] = knownTargets.map(({ name }) => name);
  return [...new Set(list.split(',').map((text) => text.trim()))].map((text) => {
    const known = names.find((name) => name === text);
    if (known !== undefined) return known;
    const suggestion = nearest(text, names);
    throw new UsageError(
      `error: there is no target \`${text}\`${suggestion === undefined ? '.' : `; did you mean \`${suggestion}\`?`} Targets: ${names.join(', ')}`,
    );
  });
}

function knownPass(name: string | undefined, choice: PassChoice): string | undefined {
  const names = passesFor(choice).map((pass) => pass.name);
  if (name === undefined || names.includes(name)) return name;
  const suggestion = nearest(name, names);
  throw new UsageError(
    `error: -${choice.level} has no pass \`${name}\`${suggestion === undefined ? '.' : `; did you mean \`${suggestion}\`?`} Passes: ${names.join(', ') || 'none'}`,
  );
}

function batchOf(text: string): 'N' | number {
  if (text === 'N') return 'N';
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`error: --batch takes a number from 1 or N, not \`${text}\``);
}

/** `-o -`: one text target on stdout. */
function printSingle({ artifacts }: Compilation, targets: readonly TargetName[]): void {
  const [artifact] = artifacts;
  if (targets.length !== 1 || artifact === undefined || typeof artifact.content !== 'string')
    throw new UsageError('error: -o - takes one text target: --target tfjs or --target ir');
  process.stdout.write(artifact.content);
}

async function writeFiles(
  spec: ResolvedSpec,
  { graph, artifacts }: Compilation,
  read: WeightReader | undefined,
  options: CompileCommandOptions,
  progress: Progress,
): Promise<readonly string[]> {
  const { optimize = '1' } = options;
  const folder = new OutputFolder(options.output);
  const stem = fileStem(spec.name);
  const files: { name: string; target: string; bytes: number; sha256: string }[] = [];
  const write = async (name: string, target: string, content: string | Iterable<Uint8Array>) => {
    const hash = createHash('sha256');
    let done = 0;
    const hashed = function* (chunks: Iterable<Uint8Array>) {
      for (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    };
    const chunks = typeof content === 'string' ? [Buffer.from(content)] : content;
    const bytes = await folder.writeChunks(name, hashed(chunks), (count) => {
      done += count;
      progress.step(`writing ${name}`, `${(done / 1e6).toFixed(0)} MB`);
    });
    files.push({ name, target, bytes, sha256: hash.digest('hex') });
  };
  for (const artifact of artifacts) await write(artifact.name, artifact.target, artifact.content);
  if (!artifacts.some(({ target }) => target === 'ir')) await write(`${stem}.ir.txt`, 'ir', printGraph(graph));
  if (read !== undefined && artifacts.some(({ target }) => target === 'tfjs'))
    await write(
      `${stem}.safetensors`,
      'weights',
      safetensorsChunks(weightTensors(graph, read, options.dtype), { spec: spec.name, specHash: specHash(spec) }),
    );
  folder.write(
    'manifest.json',
    `${JSON.stringify(createManifest(spec, graph, files, { ...options, optimize }), null, 2)}\n`,
  );
  return folder.commit();
}

function weightTensors(graph: Graph, read: WeightReader, dtype: 'f32' | 'f16'): readonly TensorToWrite[] {
  const used = consumedParams(graph);
  return graph.params
    .filter(({ name }) => used.has(name))
    .map(({ name, type }) => ({
      name,
      dims: type.dims.map(Number),
      // As in the ONNX file: kernels may be halved, vectors stay as they are.
      type: dtype === 'f16' && isHalved(type.dims) ? 'F16' : 'F32',
      read: () => read(name),
    }));
}

/** `--dump DIR`: the graph before the first pass and after each; of two targets with the target's name in front. */
function dumpPasses(path: string, ran: ReadonlyMap<OptimizationTarget, readonly PassEvent[]>): void {
  const folder = new OutputFolder(path);
  for (const [target, events] of ran) {
    const prefix = ran.size > 1 ? `${target}-` : '';
    const [first] = events;
    if (first !== undefined) folder.write(`${prefix}00-lowered.ir.txt`, printGraph(first.before));
    for (const { pass, index, after } of events)
      folder.write(`${prefix}${String(index + 1).padStart(2, '0')}-${pass.name}.ir.txt`, printGraph(after));
  }
  folder.commit();
}

/** `--time-passes`: a table, or one for each target. */
function passTables(ran: ReadonlyMap<OptimizationTarget, readonly PassEvent[]>): string {
  if (ran.size === 0) return passTable([]);
  const tables = [...ran].map(([target, events]) => {
    const table = passTable(events.map(({ run }) => run));
    return ran.size > 1 ? `${target}\n${table}` : table;
  });
  return tables.join('\n');
}
