/** Which blocks are the same, and what is said of those that are not. */
import { expect, test } from 'vitest';
import { diffStructure } from '../../compiler/diff/structure.ts';
import type { ResolvedBlock, ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { BlockDiff } from '../../compiler/schema/diff-report-types.generated.ts';
import { builtin, spinenet49 } from '../lower/published.ts';
import { inserted } from './examples.ts';

const withBlocks = (blocks: readonly ResolvedBlock[]): ResolvedSpec => ({ ...spinenet49, blocks });
const changed = (id: string, change: Partial<ResolvedBlock>): ResolvedSpec =>
  withBlocks(spinenet49.blocks.map((block) => (block.id === id ? { ...block, ...change } : block)));
const names = (rows: readonly BlockDiff[]): string[] =>
  rows.map(({ before, after }) => `${before?.id ?? '-'} ${after?.id ?? '-'}`);

/** Rows that differ, as `before after: what`. */
function said(before: ResolvedSpec, after: ResolvedSpec): string[] {
  const rows = diffStructure(before, after).blocks.filter(({ status }) => status !== 'kept');
  return rows.map((row, i) => {
    const fields = row.changes.map(({ field }) => field).join(' ');
    return `${names(rows)[i]!}: ${[row.status, ...(row.moved ? ['moved'] : []), fields].join(' ').trim()}`;
  });
}

test('an inserted block is one insertion, and the ids behind it are new', () => {
  const { edits, blocks } = diffStructure(spinenet49, inserted);
  expect(edits).toBe(1);
  expect(said(spinenet49, inserted)).toEqual(['- b11: added']);
  const renamed = blocks.filter(({ before, after }) => before !== null && before.id !== after?.id);
  expect(names(renamed)).toEqual(['b11 b12', 'b12 b13', 'b13 b14', 'b14 b15', 'b15 b16', 'b16 b17']);
});

test('a block that is taken out leaves a place between its neighbours', () => {
  const { blocks, edits } = diffStructure(inserted, spinenet49);
  expect(edits).toBe(1);
  expect(names(blocks).slice(10, 13)).toEqual(['b10 b10', 'b11 -', 'b12 b11']);
});

test('each property that changed is said once', () => {
  const [level, own] = [changed('b13', { level: 4, kind: 'residual' }), changed('b4', { filters: 80, repeats: 3 })];
  expect(said(spinenet49, level)).toEqual(['b13 b13: changed level kind']);
  expect(said(spinenet49, own)).toEqual(['b4 b4: changed filters repeats']);
  expect(said(spinenet49, changed('b8', { inputs: ['b5', 'b7'] }))).toEqual(['b8 b8: changed inputs']);
  expect(said(spinenet49, changed('b8', { inputs: ['b7', 'b6'] }))).toEqual(['b8 b8: changed inputs']);
  expect(said(spinenet49, changed('b11', { output: true }))).toEqual(['b11 b11: changed output']);
});

test('a block with more changes than two is another one, unless others take it', () => {
  const change = { level: 4, filters: 80, activation: 'swish' } as const;
  expect(said(spinenet49, changed('b16', change))).toEqual(['b16 -: removed', '- b16: added']);
  expect(said(spinenet49, changed('b10', change))).toEqual(['b10 b10: changed level filters activation']);
});

test('a block that is elsewhere in the list has moved, and no other', () => {
  const { blocks } = spinenet49;
  const [b13] = blocks.slice(11, 12);
  const after = withBlocks([...blocks.slice(0, 9), b13!, ...blocks.slice(9, 11), ...blocks.slice(12)]);
  expect(said(spinenet49, after)).toEqual(['b13 b13: changed moved']);
});

test('R0-SP53 shares most of its blocks with SpineNet-49', () => {
  const { blocks, counts } = diffStructure(spinenet49, builtin('r0-sp53'));
  expect(names(blocks.filter(({ before, after }) => before === null || after === null))).toEqual(['b6 -', '- b7']);
  expect(counts).toContainEqual({ level: 4, kind: 'bottleneck', before: 3, after: 6 });
  expect(counts.filter(({ kind }) => kind === 'residual').map(({ after }) => after)).toEqual([0, 0, 0, 0]);
});

test('SpineNet-96 is SpineNet-49 twice, on larger pictures', () => {
  const { blocks, fields } = diffStructure(spinenet49, builtin('spinenet-96'));
  expect(blocks.every(({ status }) => status === 'kept')).toBe(true);
  expect(fields).toEqual([
    { path: 'input.height', before: 640, after: 1024 },
    { path: 'input.width', before: 640, after: 1024 },
    { path: 'scale.repeats', before: 1, after: 2 },
  ]);
});

test('lists of repeats belong to the blocks: an entry that comes with a block is no change', () => {
  const listed = (spec: ResolvedSpec, last: number): ResolvedSpec => {
    const count = spec.stem.blocks.length + spec.blocks.length;
    const repeats = Array.from({ length: count }, (_, i) => (i === count - 1 ? last : 1));
    return { ...spec, scale: { ...spec.scale, repeats } };
  };
  expect(diffStructure(listed(spinenet49, 2), listed(inserted, 2)).edits).toBe(1);
  expect(said(listed(spinenet49, 2), listed(spinenet49, 3))).toEqual(['b16 b16: changed scaleRepeats']);
  expect(diffStructure(spinenet49, listed(spinenet49, 2)).fields.map(({ path }) => path)).toEqual(['scale.repeats']);
});

test('500 blocks, one of them new', () => {
  const row = (i: number): ResolvedBlock => ({
    id: `b${i}`,
    level: 3 + (i % 5),
    kind: i % 3 === 0 ? 'residual' : 'bottleneck',
    inputs: [`b${i - 1}`, `b${Math.max(0, i - 2 - (i % 7))}`],
    output: false,
  });
  const blocks = Array.from({ length: 499 }, (_, i) => row(i + 2));
  const next = (id: string): string => (Number(id.slice(1)) >= 250 ? `b${Number(id.slice(1)) + 1}` : id);
  const shifted = blocks.map((block): ResolvedBlock => ({
    ...block,
    id: next(block.id),
    inputs: block.inputs.map(next),
  }));
  const extra: ResolvedBlock = { id: 'b250', level: 7, kind: 'bottleneck', inputs: ['b3', 'b200'], output: false };
  const { edits, blocks: rows } = diffStructure(withBlocks(blocks), withBlocks(shifted.toSpliced(248, 0, extra)));
  expect(edits).toBe(1);
  expect(names(rows.filter(({ status }) => status === 'added'))).toEqual(['- b250']);
});
