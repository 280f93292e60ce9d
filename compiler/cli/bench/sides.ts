/**
 * What `bench` compares: every spec at every level (and -O2 for every goal) on every backend; folders and files that are
 * there already on every backend that runs them. Specs become folders as `compile` writes them, so that what is measured is
 * what people get.
 */
import { join } from 'node:path';
import { readManifest } from '../../../runtime/compiled-folder.ts';
import type { BackendName } from '../../../runtime/backends/backend.ts';
import { selectBackend, type Selection } from '../../../runtime/backends/index.ts';
import type { OptimizationGoal } from '../../passes/choice.ts';
import { compileCommand } from '../commands/compile.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { chosenGoal } from '../goal.ts';
import { kindOf } from '../network.ts';
import type { CommonOptions, SpecOptions } from '../options.ts';
import { requireSpec } from '../specs.ts';

export type Level = '0' | '1' | '2';

export interface SideOptions extends CommonOptions, SpecOptions {
  readonly backend: readonly string[];
  /** Default: 1 and 2. */
  readonly optimize?: readonly Level[] | undefined;
  /** Default: latency. */
  readonly optimizeFor?: readonly OptimizationGoal[] | undefined;
  readonly against?: string | undefined;
  readonly weights?: string | undefined;
  readonly seed?: number | undefined;
  readonly allowSoftware?: true | undefined;
}

/** How a spec is to be compiled; nothing where it is compiled already. */
export interface Compiled {
  readonly level: Level;
  readonly goal: OptimizationGoal | undefined;
}

export interface Side {
  readonly network: string;
  readonly compiled: Compiled | undefined;
  readonly selection: Selection;
}

/** The sides in order, the one that others are compared with first. Throws `UsageError` where nothing runs what is given. */
export async function listSides(references: readonly string[], options: SideOptions): Promise<readonly Side[]> {
  if (references.includes('-')) throw new UsageError('error: bench compiles a spec several times: give a file, not -');
  const networks = [...(options.against === undefined ? [] : [options.against]), ...references];
  if (!networks.some((network) => kindOf(network) === 'spec')) refuseSpecOptions(options);
  const selections: Selection[] = [];
  for (const name of options.backend)
    selections.push(await selectBackend(name, { allowSoftware: options.allowSoftware === true }));
  const sides: Side[] = [];
  for (const network of networks) {
    const usable = await usableFor(network, selections, options);
    if (kindOf(network) === 'onnx') (await import('../../../runtime/backends/onnx/index.ts')).requireOnnxFile(network);
    if (kindOf(network) !== 'spec') {
      sides.push(...usable.map((selection) => ({ network, compiled: undefined, selection })));
      continue;
    }
    requireSpec(network, options); // says what is wrong with it before anything is compiled
    for (const compiled of compilations(options))
      for (const selection of usable) sides.push({ network, compiled, selection });
  }
  return sides;
}

function refuseSpecOptions(options: SideOptions): void {
  for (const name of ['input', 'head', 'set', 'weights', 'seed', 'optimize', 'optimizeFor'] as const)
    if (options[name] !== undefined) {
      const option = name === 'optimizeFor' ? 'optimize-for' : name;
      throw new UsageError(`error: --${option} changes a spec; everything here is compiled already`);
    }
}

function compilations({ optimize = ['1', '2'], optimizeFor }: SideOptions): readonly Compiled[] {
  const goals = optimizeFor ?? [chosenGoal(undefined)];
  for (const goal of optimizeFor ?? []) chosenGoal(goal, ...optimize.map((level) => `O${level}` as const));
  return optimize.flatMap((level): readonly Compiled[] =>
    level === '2' ? goals.map((goal) => ({ level, goal })) : [{ level, goal: undefined }],
  );
}

/** ONNX files run on ONNX Runtime only: on its CPU kernels where nothing was asked for. */
async function usableFor(
  network: string,
  selections: readonly Selection[],
  { backend }: SideOptions,
): Promise<readonly Selection[]> {
  if (kindOf(network) !== 'onnx') return selections;
  const usable = selections.filter(({ backend: { name } }) => name.startsWith('onnx-'));
  if (usable.length > 0) return usable;
  if (backend.includes('auto')) return [await selectBackend('onnx-cpu')];
  throw new UsageError(`error: ${network} needs onnx-cpu, onnx-webgpu or onnx-cuda among --backend`);
}

/** What a side is called: `spinenet-49 -O2 for memory on onnx-cpu`. */
export function sideName({ network, compiled, selection }: Side): string {
  const goal = compiled?.goal === undefined || compiled.goal === 'latency' ? '' : ` for ${compiled.goal}`;
  const how = compiled === undefined ? '' : ` -O${compiled.level}${goal}`;
  return `${network}${how} on ${selection.backend.name}`;
}

/** tfjs and the reference evaluator take a folder, ONNX Runtime the file in it. */
const targetOf = (name: BackendName): 'onnx' | 'tfjs' => (name.startsWith('onnx-') ? 'onnx' : 'tfjs');

/** Makes what the sides run, in folders below `scratch`; gives the path that each side opens. */
export async function prepareSides(
  sides: readonly Side[],
  scratch: string,
  options: SideOptions,
  onCompile: (what: string) => void,
): Promise<readonly string[]> {
  const folders = new Map<string, string>();
  const paths: string[] = [];
  for (const side of sides) {
    const { network, compiled, selection } = side;
    const target = targetOf(selection.backend.name);
    if (compiled === undefined) {
      paths.push(kindOf(network) === 'folder' && target === 'onnx' ? onnxFileIn(network) : network);
      continue;
    }
    const key = JSON.stringify([network, compiled, target]);
    let folder = folders.get(key);
    if (folder === undefined) {
      onCompile(sideName(side));
      folder = join(scratch, String(folders.size));
      await compileTo(folder, network, compiled, target, options);
      folders.set(key, folder);
    }
    paths.push(target === 'onnx' ? onnxFileIn(folder) : folder);
  }
  return paths;
}

async function compileTo(
  output: string,
  network: string,
  { level, goal }: Compiled,
  target: 'onnx' | 'tfjs',
  { input, head, set, weights, seed, logOverride, color }: SideOptions,
): Promise<void> {
  const code = await compileCommand(network, {
    ...{ input, head, set, weights, seed, logOverride, color },
    ...{ output, target, optimize: level, optimizeFor: goal, quiet: true },
    ...{ batch: 'N', params: true, dtype: 'f32', layout: 'nchw' },
  });
  if (code !== exitCode.ok) throw new UsageError(`error: ${network} does not compile at -O${level}`);
}

function onnxFileIn(folder: string): string {
  const file = readManifest(folder).files.find(({ name, target }) => target === 'onnx' && name.endsWith('.onnx'));
  if (file === undefined) throw new UsageError(`error: ${folder} has no ONNX file; compile with --target onnx`);
  return join(folder, file.name);
}
