/** Diffs as people and programs get them: by the published schema, adding up, and as goldens. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, test } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { diff as libraryDiff } from '../../compiler/index.ts';
import { diffSide } from '../../compiler/diff/diff-side.ts';
import { diffMarkdown } from '../../compiler/diff/report/markdown.ts';
import { diffText } from '../../compiler/diff/report/text.ts';
import { diffPage } from '../../compiler/page/diff-page.ts';
import type { FigureChange, SpecDiff } from '../../compiler/schema/diff-report-types.generated.ts';
import { builtin, dialects, spinenet49, withRetinanet } from '../lower/published.ts';
import { root } from '../support/spinec.ts';
import { diffSpecs } from './diff-specs.ts';
import { examples } from './examples.ts';

const schema = JSON.parse(readFileSync(join(root, 'compiler/schema/diff-report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true }).compile(schema);
const figures = ['params', 'trainableParams', 'macs', 'flops', 'weightBytes'] as const;

/** JSON with an element of a list a line. */
function readable({ compiler, ...diff }: SpecDiff): string {
  expect(compiler).toBe(analyze(spinenet49).compiler);
  const member = (value: unknown, indent: string): string => {
    if (Array.isArray(value) && value.length > 0)
      return `[\n${value.map((item) => `${indent}  ${JSON.stringify(item)}`).join(',\n')}\n${indent}]`;
    return JSON.stringify(value);
  };
  const tables = Object.entries(diff.figures).map(([key, value]) => `    "${key}": ${member(value, '    ')}`);
  const members = Object.entries(diff).map(([key, value]) =>
    key === 'figures' ? `  "figures": {\n${tables.join(',\n')}\n  }` : `  "${key}": ${member(value, '  ')}`,
  );
  return `{\n${members.join(',\n')}\n}\n`;
}

describe.each(examples)('%s', (name, before, after) => {
  const diff = diffSpecs(before, after);

  it('is as it was', async () => {
    await expect(diffText(diff)).toMatchFileSnapshot(`golden/${name}.txt`);
    await expect(diffMarkdown(diff)).toMatchFileSnapshot(`golden/${name}.md`);
    await expect(readable(diff)).toMatchFileSnapshot(`golden/${name}.json`);
  });

  it('is valid by the published schema', () => {
    expect(validate(JSON.parse(JSON.stringify(diff))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('has the figures of both reports, and tables that add up to them', () => {
    const reports = [analyze(before), analyze(after)] as const;
    const { totals, parts, byLevel, byKind, rows } = diff.figures;
    for (const figure of figures) {
      expect(totals[figure]).toMatchObject({ before: reports[0].totals[figure], after: reports[1].totals[figure] });
      for (const table of [parts, byLevel, byKind, rows])
        for (const side of ['before', 'after', 'change'] as const)
          expect(table.reduce((sum, row) => sum + (row[figure][side] ?? 0), 0)).toBe(totals[figure][side]);
    }
    const all: readonly FigureChange[] = [
      totals.activationBytesPeak,
      totals.executedMacs,
      ...rows.map(({ macs }) => macs),
    ];
    for (const { before: old, after: now, change, percent } of all) {
      expect(change).toBe((now ?? 0) - (old ?? 0));
      if (percent !== null) expect(percent).toBeCloseTo(100 * (now! / old! - 1), 9);
    }
  });

  it('is what the library gives, and the same backwards', async () => {
    expect(await libraryDiff(before, after)).toEqual(diff);
    const back = diffSpecs(after, before);
    expect(back.edits).toBe(diff.edits);
    expect(back.figures.totals.macs.change).toBe(-diff.figures.totals.macs.change);
  });
});

test('nothing differs between a spec and itself', () => {
  const diff = diffSpecs(spinenet49, spinenet49);
  expect(diff).toMatchObject({ equal: true, sameNetwork: true, edits: 0, fields: [] });
  expect(diffText(diff)).toBe('spinenet-49 → spinenet-49\n  nothing differs\n');
  expect(diffMarkdown(diff)).toContain('Nothing differs');
  expect(Object.values<FigureChange>({ ...diff.figures.totals }).map(({ change }) => change)).toEqual([
    0, 0, 0, 0, 0, 0, 0, 0,
  ]);
});

test('another name, or a head that is not chosen, leaves the network as it was', () => {
  const renamed = diffSpecs(spinenet49, { ...spinenet49, name: 'mine' });
  expect(renamed).toMatchObject({ equal: false, sameNetwork: true, edits: 0 });
  const heads = { ...spinenet49.heads, classification: { ...spinenet49.heads.classification, classes: 10 } };
  const text = diffText(diffSpecs(spinenet49, { ...spinenet49, heads }));
  expect(text).toContain('the same: what differs changes nothing that is computed');
  expect(text).toMatch(/Fields of heads that are not chosen\n.*\n~ heads\.classification\.classes +1001 +10\n/);
});

test('blocks that move together say so, and endpoints are marked for what is shown of them', () => {
  const order = (ids: readonly string[]) => ({
    ...spinenet49,
    blocks: [...spinenet49.blocks.slice(0, 9), ...ids.map((id) => spinenet49.blocks.find((block) => block.id === id)!)],
  });
  const before = order(['b11', 'b13', 'b12', 'b14', 'b15', 'b16']);
  const told = diffText(diffSpecs(before, order(['b12', 'b14', 'b15', 'b16', 'b11', 'b13'])));
  expect(told).toMatch(/^~ b11 +moved: follows b16 instead of b10$/m);
  expect(told).toMatch(/^~ b13 +moved along with b11$/m);
  const narrower = diffText(diffSpecs(spinenet49, { ...spinenet49, scale: { ...spinenet49.scale, filters: 0.5 } }));
  expect(narrower).toMatch(/^  endpoint_3 +80×80×256 +1491×1491 +\+10.5, \+10.5$/m);
});

test('a head counts on both sides, and what it shares with `heads` is said once', () => {
  const [before, after] = [withRetinanet(spinenet49), withRetinanet(spinenet49, { classes: 81 })];
  const heads = { ...after.heads, retinanet: { ...after.heads.retinanet, classes: 81 } };
  const diff = diffSpecs(before, { ...after, heads });
  expect(diff.fields.map(({ path }) => path)).toEqual(['heads.retinanet.classes', 'head.classes']);
  const text = diffText(diff);
  expect(text).toMatch(/~ head\.classes +91 +81\n/);
  expect(text).not.toContain('heads.retinanet');
  expect(diff.figures.parts.map(({ name }) => name)).toEqual(['backbone', 'head']);
  expect(diffSpecs(spinenet49, spinenet49, { head: 'retinanet' }).before.head).toBe('retinanet');
});

test('families that have nothing in common', () => {
  for (const other of ['resnet-50-fpn', 'spinenet-mobile-49', 'eff-spinenet-d1']) {
    const diff = diffSpecs(spinenet49, builtin(other));
    expect(validate(JSON.parse(JSON.stringify(diff))), JSON.stringify(validate.errors)).toBe(true);
    expect(diffText(diff)).toContain('family');
    expect(diffSpecs(builtin(other), spinenet49).edits).toBe(diff.edits);
  }
});

test('a dialect is the fields that it sets', () => {
  const fields = diffSpecs(spinenet49, { ...spinenet49, ...dialects.torch }).fields.map(({ path }) => path);
  expect(fields).toContain('dialect');
  expect(fields).toContain('endpoints.activation');
});

test('names from specs are text everywhere', () => {
  const name = 'x\u001b[31m<script>alert(1)</script>|*\u202e';
  const evil = { ...spinenet49, name };
  const diff = diffSpecs(spinenet49, evil);
  expect(diffText(diff)).not.toMatch(/[\u001b\u202e]/);
  expect(diffMarkdown(diff)).toContain('\\<script\\>');
  const page = diffPage(diff, [diffSide(spinenet49), diffSide(evil)]);
  expect(page).not.toContain('<script>alert');
  expect(page).not.toMatch(/\u202e/);
});

test('a parent that is taken once instead of twice is an edge less before, and one more after', () => {
  const withParents = (...inputs: readonly string[]) => ({
    ...spinenet49,
    blocks: spinenet49.blocks.map((block) => (block.id === 'b12' ? { ...block, inputs } : block)),
  });
  const [before, after] = [withParents('b5', 'b5'), withParents('b5', 'b4')];
  const page = diffPage(diffSpecs(before, after), [diffSide(before), diffSide(after)]);
  const marked = [...page.matchAll(/class="edge[^"]* mark-(\w+)" data-from="(\w+)" data-to="(\w+)"/g)];
  expect([...new Set(marked.map(([, mark, from, to]) => `${mark} ${from}->${to}`))]).toEqual([
    'removed b5->b12',
    'added b4->b12',
  ]);
});

test('colours are those of signs', () => {
  const text = diffText(diffSpecs(...(examples[0]!.slice(1) as [typeof spinenet49, typeof spinenet49])), {
    color: true,
  });
  expect(text).toContain('\u001b[32m+ b7');
  expect(text).toContain('\u001b[31m− b6');
  expect(text).toContain('\u001b[33m~ b3');
});
