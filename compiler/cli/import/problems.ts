/** What an import has to say when a checkpoint does not fit, or only in part. */
import type { Checkpoint, CheckpointTensor } from '../../../runtime/weights/checkpoint/checkpoint.ts';
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

/** What a file says, without control characters, and cut. */
function cut(text: string, longest = 120): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest - 3)}…` : text).slice(1, -1);
}

const shapeOf = ({ type, dims }: CheckpointTensor): string =>
  `${type === 'float32' ? '' : `${cut(type, 24)} `}[${cut(dims.join(','))}]`;

function notesOf({ missing, unused, misshapen }: CheckpointMatch): readonly Note[] {
  return [
    ...list('missing', missing, ({ param, official }) =>
      official === undefined ? `${param.name} (the dialect has no such tensor)` : `${param.name} (${official.name})`,
    ),
    ...list('unused', unused, (tensor) => `${cut(tensor.name)} ${shapeOf(tensor)}`),
    ...list(
      'misshapen',
      misshapen,
      ({ param, tensor, expected }) =>
        `${param.name}: ${cut(tensor.name)} is ${shapeOf(tensor)}, needs [${expected.join(',')}]`,
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

/** What can be done about a mismatch: another network, or a part of this one. */
export function importAdvice(
  { matched, unused, misshapen }: CheckpointMatch,
  variant: Variant | undefined,
): string | undefined {
  const like =
    variant === undefined
      ? undefined
      : `this looks like ${variantTitle(variant)}: try --spec ${variantCommand(variant)}`;
  if (matched.length === 0) return like;
  const partial = '`--partial` takes what fits';
  // A backbone, say, for a network with a head.
  const fitsWhole = unused.length === 0 && misshapen.length === 0;
  return fitsWhole && like !== undefined ? `${partial}; or ${like}` : (like ?? partial);
}

/** SPN5022; undefined when everything has its place. */
export function mismatch(
  checkpoint: Checkpoint,
  spec: ResolvedSpec,
  match: CheckpointMatch,
  suggestion: string | undefined,
): Diagnostic | undefined {
  const counts = counted(match);
  if (counts === '') return undefined;
  return diagnostic('SPN5022', `${checkpoint.name} does not fit ${spec.name}: ${counts} tensors`, {
    notes: notesOf(match),
    suggestion,
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
