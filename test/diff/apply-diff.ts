/** What a diff says, done: the earlier spec becomes the later one. And a diff read backwards. */
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { StructureDiff } from '../../compiler/diff/structure.ts';
import type { BlockDiff, BlockSide, FieldChange } from '../../compiler/schema/diff-report-types.generated.ts';

type Plain = Record<string, unknown>;

/** Reads of blocks that both have nothing but their new ids, their places and what is in `changes`. */
export function applyDiff(before: ResolvedSpec, name: string, diff: StructureDiff): ResolvedSpec {
  const newIds = new Map(
    diff.blocks.flatMap((row) => (row.before === null || row.after === null ? [] : [[row.before.id, row.after.id]])),
  );
  const rows = diff.blocks.filter((row) => row.after !== null);
  const sides = rows.map((row) => sideAfter(row, newIds));
  const spec = structuredClone({ ...before, name }) as unknown as Plain;
  for (const change of diff.fields) setField(spec, change);
  const stem = spec['stem'] as Plain;
  stem['blocks'] = sides.filter((side) => side.stem).map(stemBlock);
  spec['blocks'] = sides.filter((side) => !side.stem).map(block);
  const lists = sides.map(({ scaleRepeats }) => scaleRepeats).filter((repeats) => repeats !== undefined);
  if (lists.length > 0) (spec['scale'] as Plain)['repeats'] = lists;
  return spec as unknown as ResolvedSpec;
}

function sideAfter({ before, after, changes }: BlockDiff, newIds: ReadonlyMap<string, string>): BlockSide {
  if (before === null) return after!;
  const inputs = before.inputs.map((id) => newIds.get(id) ?? `removed ${id}`);
  const side = { ...before, inputs, id: after!.id } as unknown as Plain;
  for (const { field, after: value } of changes)
    if (value === undefined) Reflect.deleteProperty(side, field);
    else side[field] = value;
  return side as unknown as BlockSide;
}

/** What the running list adds to a block. */
const notOwn: ReadonlySet<string> = new Set(['index', 'stem', 'scaleRepeats']);

const without = (side: BlockSide, fields: ReadonlySet<string>): object =>
  Object.fromEntries(Object.entries(side).filter(([field]) => !fields.has(field)));
const stemBlock = (side: BlockSide): object => without(side, new Set([...notOwn, 'inputs', 'output']));
const block = (side: BlockSide): object => without(side, notOwn);

/** Makes objects that are missing, and takes out those that are left empty. */
function setField(root: Plain, { path, after }: FieldChange): void {
  const [last, ...parents] = path.split('.').reverse() as [string, ...string[]];
  const above: [Plain, string][] = [];
  let object = root;
  for (const key of parents.reverse()) {
    above.push([object, key]);
    object = (object[key] ??= {}) as Plain;
  }
  if (after !== undefined) object[last] = after;
  else Reflect.deleteProperty(object, last);
  for (const [parent, key] of above.reverse())
    if (Object.keys(parent[key] as Plain).length === 0) Reflect.deleteProperty(parent, key);
}

/** In an order that does not depend on the direction. */
export function sorted(diff: StructureDiff): StructureDiff {
  const key = ({ before, after }: BlockDiff): string => `${before?.id ?? ''} ${after?.id ?? ''}`;
  const ordered = <T>(rows: readonly T[], of: (row: T) => string): T[] =>
    [...rows].sort((a, b) => (of(a) < of(b) ? -1 : 1));
  return { ...diff, blocks: ordered(diff.blocks, key), fields: ordered(diff.fields, ({ path }) => path) };
}

export function reversed(diff: StructureDiff): StructureDiff {
  const turned = <T extends { before?: unknown; after?: unknown }>({ before, after, ...rest }: T) => ({
    ...rest,
    ...(after === undefined ? {} : { before: after }),
    ...(before === undefined ? {} : { after: before }),
  });
  const status = { added: 'removed', removed: 'added', kept: 'kept', changed: 'changed' } as const;
  return {
    edits: diff.edits,
    blocks: diff.blocks.map((row) => ({
      status: status[row.status],
      before: row.after,
      after: row.before,
      moved: row.moved,
      changes: row.changes.map(turned) as typeof row.changes,
    })),
    fields: diff.fields.map(turned) as typeof diff.fields,
    counts: diff.counts.map((count) => ({ ...count, before: count.after, after: count.before })),
  };
}
