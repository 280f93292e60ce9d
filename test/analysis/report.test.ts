/** Reports of the built-in specs: exact published counts, columns that add up, the published schema, every printer. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze, type AnalyzeOptions } from '../../compiler/analysis/analyze.ts';
import { checkBudgets, parseAmount } from '../../compiler/analysis/budget.ts';
import { addFigures, noFigures } from '../../compiler/analysis/cost.ts';
import { analyzeInDetail } from '../../compiler/analysis/details.ts';
import { devices } from '../../compiler/analysis/devices.ts';
import { reportCsv } from '../../compiler/analysis/report/csv.ts';
import { executedLines } from '../../compiler/analysis/report/executed.ts';
import { reportMarkdown } from '../../compiler/analysis/report/markdown.ts';
import { breakdowns, reportTable } from '../../compiler/analysis/report/rows.ts';
import { reportText } from '../../compiler/analysis/report/table.ts';
import { optimizationTargets } from '../../compiler/passes/choice.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { ResolveOptions } from '../../compiler/resolve/resolve.ts';
import { root } from '../support/spinec.ts';

function builtin(name: string, options: ResolveOptions = {}): ResolvedSpec {
  const { value, diagnostics } = understand(builtinSource(name)!, options);
  expect(diagnostics.filter((d) => d.severity !== 'note')).toEqual([]);
  return value!;
}

const report = (name: string, options: AnalyzeOptions = {}, set: ResolveOptions = {}) =>
  analyze(builtin(name, set), options);

/** Exact counts of the official code: trainable params, multiply-adds, moving statistics. */
const exact: readonly [
  name: string,
  head: string,
  trainable: number,
  macs: number,
  statistics: number | undefined,
  set?: ResolveOptions,
][] = [
  ['spinenet-49s', 'none', 9_472_959, 12_777_840_375, 58_416],
  ['spinenet-49s', 'retinanet', 11_944_598, 33_745_248_375, 68_656],
  ['spinenet-49s', 'none', 9_089_215, 12_325_257_975, 57_136, { set: [{ path: 'scale.endpointFilters', value: 128 }] }],
  ['spinenet-49', 'none', 21_831_488, 28_261_990_400, 88_704],
  ['spinenet-49', 'retinanet', 28_543_383, 85_281_555_200, 109_184],
  ['spinenet-96', 'none', 36_262_976, 119_054_270_464, 122_752],
  ['spinenet-96', 'retinanet', 42_974_871, 265_024_356_352, 143_232],
  ['r0-sp53', 'none', 19_344_320, 37_750_374_400, undefined],
  ['r0-sp53', 'retinanet', 26_056_215, 94_769_939_200, undefined],
];

/** The paper's and the model zoo's tables: millions of params and billions of multiply-adds as printed. */
const published: readonly [name: string, params: number, macs: number, input?: { height: number; width: number }][] = [
  ['spinenet-49s', 12.0, 33.8],
  ['spinenet-49', 28.5, 85.4],
  ['spinenet-49', 28.5, 167.4, { height: 896, width: 896 }],
  ['spinenet-96', 43.0, 265.4],
  ['spinenet-143', 66.9, 524.4],
  ['spinenet-190', 163.6, 1885.0],
];

describe('published counts', () => {
  it.each(exact)('%s with head %s', (name, head, trainable, macs, statistics, set) => {
    const { totals } = report(name, { head }, set);
    expect(totals.trainableParams).toBe(trainable);
    expect(totals.macs).toBe(macs);
    if (statistics !== undefined) expect(totals.params - totals.trainableParams).toBe(statistics);
  });

  it.each(published)('%s: %f M params, %f B multiply-adds', (name, params, macs, input) => {
    const { totals } = report(name, { head: 'retinanet', input });
    expect(Math.abs(totals.trainableParams / 1e6 - params)).toBeLessThanOrEqual(0.1 + 1e-9);
    expect(Math.abs(totals.macs / 1e9 / macs - 1)).toBeLessThanOrEqual(0.003);
  });

  it('the search proxy is the paper’s: 1.964 M params, 5.842 B multiply-adds', () => {
    const { totals } = report('spinenet-49-nas-proxy', { head: 'retinanet' });
    expect((totals.trainableParams / 1e6).toFixed(3)).toBe('1.964');
    expect((totals.macs / 1e9).toFixed(3)).toBe('5.842');
  });
});

describe.each(builtinNames)('report of %s', (name) => {
  const full = analyzeInDetail(builtin(name), { head: 'retinanet', device: devices[0] });

  it('is valid by the published schema', () => {
    const schema = JSON.parse(readFileSync(join(root, 'compiler/schema/report.schema.json'), 'utf8')) as object;
    const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);
    expect(validate(full), JSON.stringify(validate.errors)).toBe(true);
  });

  it('adds up in every breakdown', () => {
    const { params, trainableParams, macs, flops, weightBytes } = full.totals;
    const totals = { params, trainableParams, macs, flops, weightBytes };
    for (const rows of [full.parts, full.blocks, full.byKind, full.byLevel, full.ops!])
      expect(rows.reduce((sum, row) => addFigures(sum, row), noFigures)).toEqual(totals);
    for (const by of breakdowns)
      for (const top of [undefined, 3]) {
        const table = reportTable(full, by, top);
        table.columns.forEach((column, i) => {
          if (!['params', 'trainable', 'macs', 'flops', 'weights'].includes(column.title)) return;
          expect(table.rows.reduce((sum, row) => sum + (row[i] as number), 0)).toBe(table.totals[i]);
        });
      }
  });

  it('keeps macs and flops apart, and says so', () => {
    expect(full.totals.flops).toBeGreaterThan(2 * full.totals.macs);
    expect(full.convention.macs).toContain('multiply-adds');
  });

  it('gives no op a cost of undefined', () => {
    for (const op of full.ops!)
      for (const figure of [op.params, op.macs, op.flops, op.activationBytes])
        expect(Number.isSafeInteger(figure), op.name).toBe(true);
  });

  it('explains executed work by pass', () => {
    const change = full.executed.passes.reduce((sum, pass) => sum + pass.macs, 0);
    expect(full.totals.macs + change).toBe(full.executed.macs);
  });

  it('lists what is alive at the memory peak', () => {
    expect(full.memory.alive.reduce((sum, tensor) => sum + tensor.bytes, 0)).toBe(full.memory.activationBytesPeak);
    expect(full.totals.activationBytesPeak).toBe(full.memory.activationBytesPeak);
  });

  it('tells the bytes alive over the run', () => {
    const timeline = full.memory.timeline!;
    expect(Math.max(...timeline.map(({ bytes }) => bytes))).toBe(full.memory.activationBytesPeak);
    expect(timeline.find(({ bytes }) => bytes === full.memory.activationBytesPeak)!.name).toBe(full.memory.peakAt);
    for (const { bytes, bytesAfter } of timeline) expect(bytesAfter).toBeLessThanOrEqual(bytes);
  });

  it('names the merged parents, and finds the shift of a block between them', () => {
    const rows = new Map(full.blocks.map((row) => [row.id, row]));
    for (const { section, parents } of full.merges!) {
      const { inputs, centreShift } = rows.get(section)!;
      const ids = parents.map(({ id }) => id);
      if (inputs.length > 0) expect(ids.slice(0, inputs.length)).toEqual(inputs);
      for (const axis of [0, 1] as const) {
        const offsets = parents.map(({ offset }) => offset[axis]!);
        expect(Math.max(...offsets) - Math.min(...offsets)).toBeCloseTo(centreShift[axis]!, 6);
      }
    }
    expect(full.merges!.length).toBeGreaterThan(0);
  });

  it('splits the roofline into work and traffic by section', () => {
    const { rows, milliseconds, peakFlops, bandwidth } = full.roofline!;
    expect(rows.reduce((sum, row) => sum + row.flops, 0)).toBe(full.executed.flops);
    expect(rows.reduce((sum, row) => sum + row.milliseconds, 0)).toBeCloseTo(milliseconds, 6);
    for (const { flops, bytes, milliseconds: own } of rows)
      expect(own / 1000).toBeGreaterThanOrEqual(Math.max(flops / peakFlops, bytes / bandwidth) * (1 - 1e-9));
  });
});

describe('printers', () => {
  const small = report('spinenet-49', { head: 'retinanet' });

  it('table', async () => {
    await expect(reportText(small, 'block')).toMatchFileSnapshot('../golden/report/spinenet-49-retinanet.block.txt');
    await expect(reportText(small, 'kind')).toMatchFileSnapshot('../golden/report/spinenet-49-retinanet.kind.txt');
    await expect(reportText(small, 'level', 2)).toMatchFileSnapshot(
      '../golden/report/spinenet-49-retinanet.level-top.txt',
    );
  });

  it('markdown and CSV', async () => {
    await expect(reportMarkdown(small, 'level')).toMatchFileSnapshot('../golden/report/spinenet-49-retinanet.level.md');
    await expect(reportCsv([small], 'block')).toMatchFileSnapshot('../golden/report/spinenet-49-retinanet.block.csv');
  });

  it('the work that -O2 leaves, pass by pass, where it was asked for', () => {
    for (const target of optimizationTargets) {
      const asked = report('spinenet-49', { head: 'retinanet', level: 'O2', goal: 'memory', target });
      expect(asked.executed).toMatchObject({ level: 'O2', goal: 'memory', target });
      const [head, first, ...rows] = executedLines(asked);
      expect(head).toEqual(['pass', 'ops', 'macs', 'of the spec']);
      expect(first).toEqual(['as lowered', '552', '85.28 G', '100.0 %']);
      expect(rows.map(([name]) => name)).toEqual([...asked.executed.passes.map(({ name }) => name), 'executed']);
      const number = (text = '') => Number(text.replace('−', '-').replace('+', '').replace(',', ''));
      expect(rows.slice(0, -1).reduce((sum, row) => sum + number(row[1]), 552)).toBe(number(rows.at(-1)![1]));
      for (const text of [reportText(asked, 'level'), reportMarkdown(asked, 'level')])
        for (const name of ['as lowered', 'fold-batch-norm', `${target}, optimised for memory`])
          expect(text).toContain(name);
    }
    expect(executedLines(small)).toEqual([]);
    expect(small.executed).not.toHaveProperty('goal');
  });

  it('lets no formula, control character or markup of a name through', () => {
    const evil = {
      ...small,
      spec: '=cmd|calc',
      blocks: small.blocks.map((row, i) => (i === 0 ? { ...row, id: '@x\u001b[2J<b>|' } : row)),
    };
    expect(reportCsv([evil], 'block')).toContain("'=cmd|calc");
    expect(reportCsv([evil], 'block')).toContain("'@x");
    expect(reportText(evil, 'block')).not.toContain('\u001b');
    expect(reportMarkdown(evil, 'block')).not.toMatch(/[^\\]<b>/);
  });
});

describe('budgets', () => {
  const { totals } = report('spinenet-49');
  it('say which figure is above which limit', () => {
    const found = checkBudgets(report('spinenet-49'), {
      maxMacs: totals.macs - 1,
      maxParams: totals.trainableParams,
      maxPeakMemory: 1,
    });
    expect(found.map((d) => d.message.replace(/exceed.*/, '').trim())).toEqual([
      'spinenet-49: macs 28,261,990,400',
      expect.stringMatching(/^spinenet-49: peak activation memory/),
    ]);
  });
  it.each([
    ['20G', 20e9],
    ['1.5M', 1.5e6],
    ['64MiB', 64 * 2 ** 20],
    ['12', 12],
    ['', undefined],
    ['-3', undefined],
    ['1e9', undefined],
  ])('%s', (text, value) => {
    expect(parseAmount(text)).toBe(value);
  });
});
