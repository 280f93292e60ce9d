/** The report of an import, as data (`import-report.schema.json`) and for a terminal. */
import { formatTitles, type Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import type { CheckpointMatch } from '../../../runtime/weights/checkpoint/match.ts';
import type { NameDialect } from '../../../runtime/weights/names/dialect-names.ts';
import { nameTables } from '../../../runtime/weights/names/dialects.ts';
import { bytes, exact } from '../../analysis/report/format.ts';
import { printable } from '../../analysis/report/table.ts';
import { specHash } from '../../resolve/hash.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import type { ImportReport } from '../../schema/import-report-types.generated.ts';
import { compilerVersion } from '../../version.ts';
import { variantArguments, variantCommand, variantTitle, type Variant } from './variant.ts';

export interface Imported {
  readonly checkpoint: Checkpoint;
  readonly dialect: NameDialect;
  readonly variant: Variant | undefined;
  readonly spec: ResolvedSpec;
  readonly match: CheckpointMatch;
  readonly ema: boolean;
  readonly output: string | undefined;
}

const sizes = (dims: readonly (number | string)[]): number[] => dims.map(Number);

export function importReport({ checkpoint, dialect, variant, spec, match, ema, output }: Imported): ImportReport {
  const { matched, missing, unused, misshapen, implied, idle } = match;
  return {
    checkpoint: checkpoint.name,
    format: checkpoint.format,
    dialect,
    variant:
      variant === undefined
        ? null
        : {
            title: variantTitle(variant),
            builtin: variant.builtin,
            published: variant.published,
            endpointFilters: variant.endpointFilters ?? null,
            head: variant.head?.kind ?? null,
            classes: variant.head?.classes ?? null,
            options: [...variantArguments(variant)],
          },
    spec: { name: spec.name, hash: specHash(spec), dialect: spec.dialect, epsilon: spec.norm.epsilon },
    counts: {
      matched: matched.length,
      missing: missing.length,
      unused: unused.length,
      misshapen: misshapen.length,
      implied: implied.length,
      idle: idle.length,
      bookkeeping: checkpoint.bookkeeping.length,
      averages: checkpoint.averages.size,
    },
    matched: matched.map(({ param, tensor }) => ({
      param: param.name,
      tensor: tensor.name,
      dims: sizes(param.type.dims),
    })),
    missing: missing.map(({ param, official }) => ({
      param: param.name,
      tensor: official?.name ?? null,
      dims: sizes(param.type.dims),
    })),
    unused: unused.map(({ name, dims, type }) => ({ tensor: name, dims: [...dims], type })),
    misshapen: misshapen.map(({ param, tensor, expected }) => ({
      param: param.name,
      tensor: tensor.name,
      dims: [...tensor.dims],
      expected: [...expected],
    })),
    implied: implied.map(({ name }) => name),
    idle: idle.map(({ name }) => name),
    bookkeeping: checkpoint.bookkeeping.map(({ name, why }) => ({ tensor: name, why })),
    averages: { present: checkpoint.averages.size, used: ema && checkpoint.averages.size > 0 },
    output: output ?? null,
    compiler: compilerVersion,
  };
}

export function importText(imported: Imported): string {
  const { checkpoint, dialect, variant, spec, match, ema, output } = imported;
  const values = match.matched.reduce(
    (sum, { param }) => sum + param.type.dims.reduce<number>((product, size) => product * Number(size), 1),
    0,
  );
  const rows: (readonly [string, string])[] = [
    ['format', formatTitles[checkpoint.format]],
    ['names', nameTables[dialect].title],
    ['looks like', variant === undefined ? 'none of the built-ins' : variantTitle(variant)],
    ['spec', `${spec.name}, dialect ${spec.dialect}, head ${spec.head.kind}`],
    ['norm epsilon', `${spec.norm.epsilon}, from the spec: ${epsilonNote(spec)}`],
    ['matched', `${exact(match.matched.length)} tensors, ${exact(values)} values (${bytes(4 * values)})`],
    ['missing', exact(match.missing.length)],
    ['unused', exact(match.unused.length)],
    ['misshapen', exact(match.misshapen.length)],
  ];
  if (variant !== undefined) rows.splice(3, 0, ['use with', variantCommand(variant)]);
  if (match.implied.length > 0) rows.push(['implied', `${exact(match.implied.length)}, always zero in this dialect`]);
  if (match.idle.length > 0)
    rows.push(['idle', `${exact(match.idle.length)}, of parts that lead to no output of this head`]);
  rows.push(['bookkeeping', bookkeepingText(checkpoint)]);
  if (checkpoint.averages.size > 0)
    rows.push([
      'averages',
      `${exact(checkpoint.averages.size)}, ${ema ? 'imported' : 'left alone (--ema imports them)'}`,
    ]);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${printable(value)}`);
  return `${printable(checkpoint.name)}\n${lines.join('\n')}\n${output === undefined ? '' : `${output}\n`}`;
}

/** Published doubt about the one thing that weights can't tell. */
function epsilonNote({ dialect, head }: ResolvedSpec): string {
  return dialect === 'tpu' && head.kind === 'retinanet'
    ? 'no checkpoint says (the published RetinaNet weights: most likely 0.001; the code’s later default is 0.0001)'
    : 'no checkpoint says';
}

function bookkeepingText({ bookkeeping }: Checkpoint): string {
  const counts = new Map<string, number>();
  // Slots and types have the names that the file gives them.
  for (const { why } of bookkeeping) {
    const short = why.length > 48 ? `${why.slice(0, 47)}…` : why;
    counts.set(short, (counts.get(short) ?? 0) + 1);
  }
  const parts = [...counts].sort(([, a], [, b]) => b - a).map(([why, count]) => `${exact(count)} ${why}`);
  return `${exact(bookkeeping.length)}${parts.length === 0 ? '' : `: ${parts.slice(0, 6).join(', ')}`}`;
}
