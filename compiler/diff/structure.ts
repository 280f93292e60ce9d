/** What changed in a spec, figures left out: blocks, fields, and how many blocks there are of what. */
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type {
  BlockChange,
  BlockCount,
  BlockDiff,
  BlockSide,
  FieldChange,
} from '../schema/diff-report-types.generated.ts';
import { blockList, ownFields } from './block-list.ts';
import { fieldChanges } from './field-changes.ts';
import { matchBlocks } from './match-blocks.ts';

export interface StructureDiff {
  readonly edits: number;
  readonly blocks: BlockDiff[];
  readonly fields: FieldChange[];
  readonly counts: BlockCount[];
}

export function diffStructure(before: ResolvedSpec, after: ResolvedSpec): StructureDiff {
  const repeatLists = typeof before.scale.repeats !== 'number' && typeof after.scale.repeats !== 'number';
  const [old, now] = [blockList(before, repeatLists), blockList(after, repeatLists)];
  const pairs = matchBlocks(old, now);
  const partners = new Map(pairs.map((pair) => [now.blocks[pair.after]!.id, old.blocks[pair.before]!.id]));
  const changed = pairs.map((pair): BlockDiff => {
    const [b, a] = [old.blocks[pair.before]!, now.blocks[pair.after]!];
    const changes = blockChanges(b, a, partners);
    const status = pair.moved || changes.length > 0 ? 'changed' : 'kept';
    return { status, before: b, after: a, moved: pair.moved, changes };
  });
  const rows = changed.sort((x, y) => x.after!.index - y.after!.index);
  const paired = new Set(pairs.map((pair) => pair.after));
  const added = now.blocks.filter(({ index }) => !paired.has(index));
  for (const block of added) rows.splice(block.index, 0, unpaired('added', null, block));
  const matched = new Set(pairs.map((pair) => pair.before));
  for (const block of old.blocks) {
    if (matched.has(block.index)) continue;
    const previous = rows.findIndex((row) => row.before?.index === block.index - 1);
    rows.splice(previous + 1, 0, unpaired('removed', block, null));
  }
  const fields = [...fieldChanges(fieldsOf(before, repeatLists), fieldsOf(after, repeatLists))];
  return { edits: editsOf(rows) + fields.length, blocks: rows, fields, counts: blockCounts(rows) };
}

function unpaired(status: 'added' | 'removed', before: BlockSide | null, after: BlockSide | null): BlockDiff {
  return { status, before, after, moved: false, changes: [] };
}

function editsOf(rows: readonly BlockDiff[]): number {
  return rows.reduce(
    (sum, { status, moved, changes }) =>
      sum + (status === 'added' || status === 'removed' ? 1 : changes.length + (moved ? 1 : 0)),
    0,
  );
}

/** @param partners ids of the earlier spec by ids of the later one. */
function blockChanges(before: BlockSide, after: BlockSide, partners: ReadonlyMap<string, string>): BlockChange[] {
  const own = ownFields.flatMap((field): BlockChange[] => {
    const [old, now] = [before[field], after[field]];
    if (old === now) return [];
    return [{ field, ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) }];
  });
  const sameInputs =
    before.inputs.length === after.inputs.length &&
    after.inputs.every((id, i) => partners.get(id) === before.inputs[i]);
  return sameInputs ? own : [...own, { field: 'inputs', before: before.inputs, after: after.inputs }];
}

/** A spec without its name and its blocks; entries of `scale.repeats` belong to the blocks where both have a list. */
function fieldsOf(spec: ResolvedSpec, repeatLists: boolean): object {
  const { stem, scale } = spec;
  return {
    ...spec,
    name: undefined,
    blocks: undefined,
    stem: { ...stem, blocks: undefined },
    scale: repeatLists ? { ...scale, repeats: undefined } : scale,
  };
}

function blockCounts(rows: readonly BlockDiff[]): BlockCount[] {
  const counts = new Map<string, BlockCount>();
  const count = (block: BlockSide | null, side: 'before' | 'after'): void => {
    if (block === null) return;
    const { level, kind } = block;
    const key = `${level} ${kind}`;
    const entry = counts.get(key) ?? { level, kind, before: 0, after: 0 };
    counts.set(key, { ...entry, [side]: entry[side] + 1 });
  };
  for (const { before, after } of rows) {
    count(before, 'before');
    count(after, 'after');
  }
  return [...counts.values()].sort((a, b) => a.level - b.level || (a.kind < b.kind ? -1 : 1));
}
