/** `spinec export`: weights of a spec under the names, and in the layouts, of an official code: the tables of `import` backwards. */
import { openCheckpoint } from '../../../runtime/weights/checkpoint/open.ts';
import { checkpointFiles } from '../../../runtime/weights/checkpoint/locate.ts';
import { matchCheckpoint, readMatched, type MatchedParam } from '../../../runtime/weights/checkpoint/match.ts';
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import type { NameDialect } from '../../../runtime/weights/names/dialect-names.ts';
import { nameTables } from '../../../runtime/weights/names/dialects.ts';
import { officialDims, toOfficial, type OfficialTensor } from '../../../runtime/weights/names/name-map.ts';
import { largestNpz, npzChunks } from '../../../runtime/weights/npz-writer.ts';
import { safetensorsChunks, type TensorToWrite } from '../../../runtime/weights/safetensors-writer.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import { specHash } from '../../resolve/hash.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { namedGraph } from '../import/naming.ts';
import { mismatch } from '../import/problems.ts';
import { writeTensors, type TensorChunks } from '../import/write.ts';
import type { CommonOptions, SpecOptions } from '../options.ts';
import { startProgress } from '../progress.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { withoutHandlers, withoutHandlersSync } from '../signals.ts';
import { requireSpec, specFiles } from '../specs.ts';

interface ExportOptions extends CommonOptions, SpecOptions {
  readonly spec: string;
  readonly to: NameDialect;
  readonly output: string;
}

export async function exportCommand(path: string, options: ExportOptions): Promise<number> {
  if (path === '-') throw new UsageError('error: weights are a file, not a stream');
  const npz = options.output.endsWith('.npz');
  if (!npz && options.output !== '-' && !options.output.endsWith('.safetensors'))
    throw new UsageError(`error: -o takes a name that ends in .safetensors or .npz, or -, not ${options.output}`);
  refuseReplacing(
    [{ option: '-o', path: options.output }],
    [...checkpointFiles(path), ...specFiles(options.spec, options)],
  );
  const spec = specFor(options);
  // Nothing is written yet, so Ctrl-C may end the process at once.
  const file = await withoutHandlers(() => openCheckpoint(path));
  const progress = startProgress(options);
  try {
    const tensors = withoutHandlersSync(() => officialTensors(spec, file, options.to));
    const bytes = tensors.reduce((sum, { dims }) => sum + dims.reduce((product, size) => product * size, 4), 0);
    if (npz && bytes > largestNpz)
      throw new UsageError('error: an .npz can have 4 GiB at most; write .safetensors instead');
    const metadata = { spec: spec.name, specHash: specHash(spec), names: options.to, ...frameworkOf[options.to] };
    const chunks: TensorChunks = npz ? npzChunks : (checked) => safetensorsChunks(checked, metadata);
    await writeTensors(options.output, file.name, tensors, chunks, progress);
  } finally {
    file.close();
    progress.done();
  }
  if (options.quiet !== true && options.output !== '-') process.stdout.write(`${options.output}\n`);
  return exitCode.ok;
}

/** What loaders of these files look for in their metadata. */
const frameworkOf: Readonly<Record<NameDialect, Readonly<Record<string, string>>>> = {
  tpu: { format: 'tf' },
  garden: { format: 'tf' },
  torch: { format: 'pt' },
  ir: {},
};

/** The spec in the dialect that is written: Keras counts the layers that its code has. */
function specFor({ spec: reference, to, ...options }: ExportOptions): ResolvedSpec {
  const { spec } = requireSpec(reference, options);
  if (to === 'ir' || to === spec.dialect) return spec;
  const set = [...(options.set ?? []), { path: 'dialect', value: to }];
  return requireSpec(reference, { ...options, set, quiet: true }).spec;
}

/** @throws DiagnosticError SPN5022 when the file does not fit the spec, SPN5027 when the dialect has no name for a param. */
function officialTensors(spec: ResolvedSpec, file: Checkpoint, to: NameDialect): readonly TensorToWrite[] {
  const { graph, names } = namedGraph(spec, to);
  const match = matchCheckpoint(graph, file, nameTables.ir.mapper(graph));
  const problem = mismatch(file, spec, match, 'give the same `--head` and `--set` as for `import`');
  if (problem !== undefined) throw new DiagnosticError(problem);
  const unnamed = match.matched.filter(({ param }) => !names.has(param.name)).map(({ param }) => param.name);
  if (unnamed.length > 0)
    throw new DiagnosticError(
      diagnostic('SPN5027', `the ${nameTables[to].title} has no names for ${unnamed.length} params of ${spec.name}`, {
        notes: [{ message: [...unnamed.slice(0, 8), ...(unnamed.length > 8 ? ['…'] : [])].join(', ') }],
      }),
    );
  return match.matched.flatMap((matched) => tensorsOf(file, matched, names.get(matched.param.name)!));
}

/** A param, and its copies where the official code saves a shared one several times. */
function tensorsOf(file: Checkpoint, matched: MatchedParam, official: OfficialTensor): readonly TensorToWrite[] {
  const dims = matched.param.type.dims.map(Number);
  const read = (): Float32Array => toOfficial(readMatched(file, matched, false), dims, official.layout);
  // What the official code hasn't got is left out, as long as that makes no difference.
  if (official.implied === 'zeros' && read().every((value) => value === 0)) return [];
  return [official.name, ...(official.copies ?? [])].map((name) => ({
    name,
    dims: officialDims(dims, official.layout),
    type: 'F32',
    read,
  }));
}
