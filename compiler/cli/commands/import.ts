/**
 * `spinec import`: a checkpoint of any format → safetensors under the names that lowering gives. Names and shapes are
 * compared before anything is read; values are read, checked and written one tensor at a time.
 */
import { openCheckpoint } from '../../../runtime/weights/checkpoint/open.ts';
import { checkpointFiles } from '../../../runtime/weights/checkpoint/locate.ts';
import { matchCheckpoint } from '../../../runtime/weights/checkpoint/match.ts';
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import type { NameDialect } from '../../../runtime/weights/names/dialect-names.ts';
import { detectDialect, nameTables } from '../../../runtime/weights/names/dialects.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { importReport, importText, type Imported } from '../import/describe.ts';
import { namedGraph } from '../import/naming.ts';
import { importAdvice, leftInitial, mismatch } from '../import/problems.ts';
import { detectVariant, type Variant } from '../import/variant.ts';
import { writeImported } from '../import/write.ts';
import type { CommonOptions, SpecOptions } from '../options.ts';
import { startProgress } from '../progress.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { withoutHandlers, withoutHandlersSync } from '../signals.ts';
import { requireSpec, specFiles } from '../specs.ts';

interface ImportOptions extends CommonOptions, SpecOptions {
  readonly spec?: string | undefined;
  readonly output?: string | undefined;
  readonly dialect?: NameDialect | undefined;
  readonly partial?: true | undefined;
  readonly seed?: number | undefined;
  readonly ema?: true | undefined;
  readonly dryRun?: true | undefined;
  readonly format: 'table' | 'json';
}

export async function importCommand(path: string, options: ImportOptions): Promise<number> {
  if (path === '-') throw new UsageError('error: a checkpoint is a file or a folder, not a stream');
  if (options.output === undefined && options.dryRun !== true)
    throw new UsageError('error: -o names the safetensors file to write; --dry-run compares names and shapes only');
  if (options.output !== undefined && options.dryRun === true)
    throw new UsageError('error: --dry-run writes nothing, so it does not go with -o');
  if (options.seed !== undefined && options.partial !== true)
    throw new UsageError('error: --seed is for what --partial leaves at its initial values');
  refuseReplacing(
    [{ option: '-o', path: options.output }],
    [...checkpointFiles(path), ...specFiles(options.spec, options)],
  );
  // Nothing is written before all is matched, so Ctrl-C may end the process at once.
  const checkpoint = await withoutHandlers(() => openCheckpoint(path));
  try {
    return await importFrom(checkpoint, options);
  } finally {
    checkpoint.close();
  }
}

async function importFrom(checkpoint: Checkpoint, options: ImportOptions): Promise<number> {
  const progress = startProgress(options);
  refuseNoAverages(checkpoint, options);
  const { dialect, variant, spec, match, advice } = withoutHandlersSync(() => matched(checkpoint, options));
  const output = options.dryRun === true ? undefined : options.output;
  const imported: Imported = { checkpoint, dialect, variant, spec, match, ema: options.ema === true, output };

  const problem = mismatch(checkpoint, spec, match, advice);
  const partial = options.partial === true && match.matched.length > 0;
  if (problem !== undefined && !partial) {
    print({ ...imported, output: undefined }, options);
    printDiagnostics([problem], options);
    return exitCode.inputErrors;
  }
  if (checkpoint.averages.size > 0 && options.ema !== true) {
    const message = `${checkpoint.name} has moving averages of ${checkpoint.averages.size} variables`;
    printDiagnostics([diagnostic('SPN5026', message, { suggestion: '`--ema` imports them instead' })], options);
  }
  const left = leftInitial(checkpoint, spec, match, options.seed ?? 0);
  if (output !== undefined) await writeImported(output, imported, options.seed ?? 0, progress);
  progress.done();
  if (left !== undefined) printDiagnostics([left], options);
  print(imported, options);
  return exitCode.ok;
}

/** The network that is meant, and how the checkpoint fits it. */
function matched(checkpoint: Checkpoint, options: ImportOptions) {
  const dialect = dialectOf(checkpoint, options);
  const variant = detectVariant(checkpoint, dialect, options.spec);
  const spec = specFor(checkpoint, dialect, variant, options);
  const { graph, names } = namedGraph(spec, dialect);
  const match = matchCheckpoint(graph, checkpoint, names);
  const advice = importAdvice(match, variant) ?? dialectAdvice(checkpoint, dialect);
  return { dialect, variant, spec, match, advice };
}

/** The report, on stderr where stdout is taken by the weights. */
function print(imported: Imported, options: ImportOptions): void {
  const json = options.format === 'json';
  if (options.quiet === true && !json) return;
  const text = json ? `${JSON.stringify(importReport(imported), null, 2)}\n` : importText(imported);
  (options.output === '-' ? process.stderr : process.stdout).write(text);
}

function dialectOf(checkpoint: Checkpoint, options: ImportOptions): NameDialect {
  const names = namesOf(checkpoint);
  const dialect = options.dialect ?? detectDialect(names);
  if (dialect !== undefined) return dialect;
  const first = names.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 100)));
  throw new DiagnosticError(
    diagnostic('SPN5025', `${checkpoint.name}: whose names are these?`, {
      notes: [{ message: first.length === 0 ? 'it has no tensors' : `it has ${first.join(', ')}` }],
      suggestion: '`--dialect` says so: tpu, garden, torch or ir',
    }),
  );
}

const namesOf = ({ tensors, aliases, averages }: Checkpoint): readonly string[] => [
  ...tensors.keys(),
  ...aliases.keys(),
  ...averages.keys(),
];

/** Where the names look like another code's than `--dialect` says. */
function dialectAdvice(checkpoint: Checkpoint, dialect: NameDialect): string | undefined {
  const likely = detectDialect(namesOf(checkpoint));
  if (likely === undefined || likely === dialect) return undefined;
  return `its names look like those of the ${nameTables[likely].title}: try \`--dialect ${likely}\``;
}

/** @throws DiagnosticError SPN5028: who asks for averages is not to get something else. */
function refuseNoAverages(checkpoint: Checkpoint, options: ImportOptions): void {
  if (options.ema !== true || checkpoint.averages.size > 0) return;
  throw new DiagnosticError(
    diagnostic('SPN5028', `${checkpoint.name} has no moving averages`, {
      suggestion: 'leave out `--ema` to import the variables themselves',
    }),
  );
}

/** The spec that was asked for, in the checkpoint's dialect; without one, the built-in that it looks like. */
function specFor(
  checkpoint: Checkpoint,
  dialect: NameDialect,
  variant: Variant | undefined,
  options: ImportOptions,
): ResolvedSpec {
  if (options.spec === undefined) {
    if (variant === undefined)
      throw new DiagnosticError(
        diagnostic('SPN5025', `${checkpoint.name} has the names of no built-in`, {
          suggestion: dialectAdvice(checkpoint, dialect) ?? 'name its spec with `--spec`',
        }),
      );
    const set = [...variant.settings, ...(options.set ?? [])];
    const head = options.head ?? variant.head?.kind;
    return requireSpec(variant.builtin, { ...options, set, ...(head === undefined ? {} : { head }) }).spec;
  }
  const { spec } = requireSpec(options.spec, options);
  if (dialect === 'ir' || dialect === spec.dialect) return spec;
  const message = `${checkpoint.name} has the names of the ${nameTables[dialect].title}, and ${spec.name} is of dialect ${spec.dialect}: imported as ${dialect}`;
  const suggestion = `use the weights with \`--set dialect=${dialect}\``;
  printDiagnostics([diagnostic('SPN5024', message, { suggestion })], options);
  const set = [...(options.set ?? []), { path: 'dialect', value: dialect }];
  return requireSpec(options.spec, { ...options, set, quiet: true }).spec;
}
