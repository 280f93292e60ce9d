/** What an import has to say when a checkpoint does not fit, or only in part. */
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import type { CheckpointMatch } from '../../../runtime/weights/checkpoint/match.ts';
import { diagnostic, type Diagnostic, type Note } from '../../diagnostics/diagnostic.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { variantCommand, variantTitle, type Variant } from './variant.ts';

const shown = 8;

function list<T>(title: string, items: readonly T[], line: (item: T) => string): readonly Note[] {
  if (items.length === 0) return [];
  const more = items.length > shown ? [`and ${items.length - shown} more`] : [];
  return [{ message: `${title}: ${[...items.slice(0, shown).map(line), ...more].join(', ')}` }];
}

const cut = (name: string): string => JSON.stringify(name.length > 120 ? `${name.slice(0, 117)}…` : name).slice(1, -1);

function notesOf({ missing, unused, misshapen }: CheckpointMatch): readonly Note[] {
  return [
    ...list('missing', missing, ({ param, official }) =>
      official === undefined ? `${param.name} (the dialect has no such tensor)` : `${param.name} (${official.name})`,
    ),
    ...list(
      'unused',
      unused,
      ({ name, dims, type }) => `${cut(name)} ${type === 'float32' ? '' : type}[${dims.join(',')}]`,
    ),
    ...list(
      'misshapen',
      misshapen,
      ({ param, tensor, expected }) =>
        `${param.name}: ${cut(tensor.name)} is ${tensor.type === 'float32' ? '' : `${tensor.type} `}[${tensor.dims.join(',')}], needs [${expected.join(',')}]`,
    ),
  ];
}

export function counted(match: CheckpointMatch): string {
  const counts = [
    [match.missing.length, 'missing'],
    [match.unused.length, 'unused'],
    [match.misshapen.length, 'misshapen'],
  ] as const;
  return counts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(', ');
}

/** SPN5022; undefined when everything has its place. */
export function mismatch(
  checkpoint: Checkpoint,
  spec: ResolvedSpec,
  match: CheckpointMatch,
  variant: Variant | undefined,
): Diagnostic | undefined {
  const counts = counted(match);
  if (counts === '') return undefined;
  const like =
    variant === undefined
      ? undefined
      : `this looks like ${variantTitle(variant)}: try --spec ${variantCommand(variant)}`;
  return diagnostic('SPN5022', `${checkpoint.name} does not fit ${spec.name}: ${counts} tensors`, {
    notes: notesOf(match),
    suggestion: like ?? (match.matched.length > 0 ? '`--partial` takes what fits' : undefined),
  });
}

/** SPN5023: what `--partial` leaves at its initial values. */
export function leftInitial(
  checkpoint: Checkpoint,
  spec: ResolvedSpec,
  match: CheckpointMatch,
  seed: number,
): Diagnostic | undefined {
  const counts = counted(match);
  if (counts === '') return undefined;
  const initial = match.missing.length + match.misshapen.length;
  const sections = new Set([...match.missing, ...match.misshapen].map(({ param }) => param.name.split('/')[0]!));
  const left =
    initial === 0
      ? 'nothing is left at its initial values'
      : `${initial} params of ${[...sections].slice(0, shown).join(', ')}${sections.size > shown ? '…' : ''} keep their initial values (seed ${seed})`;
  return diagnostic('SPN5023', `${checkpoint.name} fits ${spec.name} in part: ${counts} tensors; ${left}`, {
    notes: notesOf(match),
  });
}
