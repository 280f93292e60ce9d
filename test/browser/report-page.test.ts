/**
 * The page of reports in a real browser: nothing complains, its totals are the JSON's, tables sort by mouse and by keyboard,
 * paper has all of them whole, and what a spec is called is text.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { analyzeInDetail } from '../../compiler/analysis/details.ts';
import { compareSpecs } from '../../compiler/analysis/report/comparison.ts';
import { breakdowns } from '../../compiler/analysis/report/rows.ts';
import { reportHtml } from '../../compiler/page/library.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { axeViolations, inChromium, openPage } from '../support/chromium.ts';

const builtin = (name: string): ResolvedSpec => understand(builtinSource(name)!, { head: 'retinanet' }).value!;
const spinenet49 = builtin('spinenet-49');
const family = ['spinenet-49s', 'spinenet-49', 'resnet-50-fpn'].map(builtin);

/** A4 across, without its margins, in pixels of CSS. */
const paper = { width: 1032, height: 703 };

inChromium('reports in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spinec-report-'));
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    ({ browser, page, complaints } = await openPage());
  }, 60_000);
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(html: string): Promise<void> {
    writeFileSync(join(folder, 'report.html'), html);
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`file://${join(folder, 'report.html')}`);
  }

  /** Elements whose right edge is beyond the page's. */
  const cutOff = () =>
    page.evaluate(() => {
      const right = document.documentElement.clientWidth;
      const found = [...document.querySelectorAll('table, svg, dl, p, h1, h2, h3')];
      return found
        .filter((one) => one.getBoundingClientRect().right > right + 1)
        .map((one) => one.outerHTML.slice(0, 200));
    });

  describe('the page of one spec', () => {
    const report = analyzeInDetail(spinenet49);
    let html = '';
    const names = (panel: string) => page.locator(`#s0-by-${panel} tbody th`).allTextContents();
    const head = (panel: string, title: string) => page.locator(`#s0-by-${panel} thead th`, { hasText: title });

    beforeAll(async () => {
      html = await reportHtml([spinenet49]);
      await open(html);
    });

    test('is one file of less than 2 MB', () => {
      expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
      expect(html).not.toMatch(/<(?:link|script|img|iframe)[^>]* (?:src|href)="(?!data:)/);
    });

    test.each(breakdowns)('has the totals of the JSON by %s', async (by) => {
      const foot = page.locator(`#s0-by-${by} tfoot td[data-v]`);
      const { params, trainableParams, macs, flops, weightBytes } = report.totals;
      const exact = await foot.evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-v'))));
      expect(exact).toEqual([params, trainableParams, macs, flops, weightBytes]);
      expect((await foot.allTextContents()).slice(0, 4).map((text) => Number(text.replaceAll(',', '')))).toEqual(
        exact.slice(0, 4),
      );
      const rows = await page.locator(`#s0-by-${by} tbody tr`).count();
      expect(rows).toBe(
        { block: report.blocks, level: report.byLevel, kind: report.byKind, op: report.ops! }[by].length,
      );
    });

    test('has the figures that people compare in front', async () => {
      const figure = async (name: string) => (await page.locator(`[data-figure="${name}"] small`).textContent())!;
      expect(await figure('macs')).toMatch(/^85,281,555,200 /);
      expect(await figure('flops')).toMatch(/^171,025,996,075:/);
      expect(await figure('trainable params')).toBe('28,543,383');
      expect(await figure('peak activations')).toMatch(/^135,987,200 B/);
    });

    test('sorts by mouse: figures from the largest, then turned round', async () => {
      const macs = head('block', 'macs');
      const ordered = [...report.blocks].sort((a, b) => b.macs - a.macs).map(({ id }) => id);
      await macs.getByRole('button').click();
      expect(await macs.getAttribute('aria-sort')).toBe('descending');
      expect(await names('block')).toEqual(ordered);
      await macs.getByRole('button').click();
      expect(await macs.getAttribute('aria-sort')).toBe('ascending');
      expect((await names('block'))[0]).toBe(ordered.at(-1));
      await head('block', 'kind').getByRole('button').click();
      expect(await macs.getAttribute('aria-sort')).toBe(null);
      expect((await page.locator('#s0-by-block tbody tr td:nth-child(3)').allTextContents())[0]).toBe('bottleneck');
    });

    test('sorts and chooses rows by keyboard', async () => {
      await page.getByRole('tab', { name: 'by block' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      expect(await page.locator('[role=tab][aria-selected=true]').textContent()).toBe('by kind');
      expect(await page.locator('#s0-by-kind').isVisible()).toBe(true);
      expect(await page.locator('#s0-by-block').isVisible()).toBe(false);
      await page.keyboard.press('Tab'); // the region that scrolls
      await page.keyboard.press('Tab'); // the first head
      await page.keyboard.press('Enter');
      expect(await head('kind', 'kind').getAttribute('aria-sort')).toBe('ascending');
      expect(await names('kind')).toEqual(report.byKind.map(({ kind }) => kind).sort());
      await page.keyboard.press('Space');
      expect(await head('kind', 'kind').getAttribute('aria-sort')).toBe('descending');
      await page.getByRole('tab', { name: 'by kind' }).focus();
      await page.keyboard.press('Home');
      expect(await page.locator('#s0-by-block').isVisible()).toBe(true);
    });

    test('says which merged parents are centred differently, and draws the bytes of every op', async () => {
      const text = (await page.locator('main').textContent())!;
      expect(text).toContain('8 of 15 sums add features that are centred differently, by up to 64 pixels (b15)');
      expect(text).toContain(`Bytes alive while each of ${report.memory.timeline!.length} ops runs`);
      const alive = page.locator('[aria-label="Tensors alive at the peak"] tbody th');
      expect(await alive.allTextContents()).toEqual(report.memory.alive.map(({ name }) => name));
    });

    test.each(['light', 'dark'] as const)('is accessible when %s', async (colorScheme) => {
      await page.emulateMedia({ media: 'screen', colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    });

    test('is usable at 400 pixels', async () => {
      await page.setViewportSize({ width: 400, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
      await page.setViewportSize({ width: 1280, height: 900 });
    });

    test('has every table on paper, whole', async () => {
      await page.setViewportSize(paper);
      await page.emulateMedia({ media: 'print' });
      for (const by of breakdowns) expect(await page.locator(`#s0-by-${by} table`).isVisible(), by).toBe(true);
      expect(await page.getByRole('tab').count()).toBe(0);
      expect(await cutOff()).toEqual([]);
      await page.emulateMedia({ media: 'screen' });
    });
  });

  describe('the page of several specs', () => {
    beforeAll(async () => {
      const html = await reportHtml(family);
      expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
      await open(html);
    });

    test('compares them, with the published accuracy, and says who is on the front', async () => {
      const { specs } = compareSpecs(family.map((spec) => ({ spec, report: analyze(spec) })));
      const rows = page.locator('[aria-label="Specs"] tbody tr');
      expect(await rows.locator('th').allTextContents()).toEqual(specs.map(({ label }) => label));
      const macs = await rows
        .locator('td:nth-child(5)')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-v')));
      expect(macs.map(Number)).toEqual(specs.map(({ report }) => report.totals.macs));
      expect(await rows.locator('td:nth-child(9)').allTextContents()).toEqual(['39.5', '42.8', '40.4']);
      expect(await rows.locator('td:nth-child(10)').allTextContents()).toEqual(['yes', '', 'yes']);
    });

    test('has a section for each, with its tables', async () => {
      expect(await page.locator('section.spec h2').allTextContents()).toEqual(family.map(({ name }) => name));
      await page.locator('nav a', { hasText: 'resnet-50-fpn' }).click();
      expect(page.url()).toMatch(/#s2$/);
      expect(await page.locator('#s2-by-block tbody tr').count()).toBe(analyze(family[2]!).blocks.length);
    });

    test('is accessible, and whole on paper', async () => {
      expect(await axeViolations(page)).toEqual([]);
      await page.setViewportSize(paper);
      await page.emulateMedia({ media: 'print' });
      expect(await cutOff()).toEqual([]);
    });
  });

  test('what a spec is called is text', async () => {
    const evil = `<script>hacked = 1</script><img src=x onerror="hacked = 1">"'</style></title>\u202e`;
    const named = (name: string): ResolvedSpec => {
      const id = (old: string) => (old === 'b3' ? name : old);
      const blocks = spinenet49.blocks.map((block) => ({ ...block, id: id(block.id), inputs: block.inputs.map(id) }));
      return { ...spinenet49, name, blocks };
    };
    await open(await reportHtml([named(evil), named(`${evil}2`)]));
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(await page.locator('script, img, iframe').count()).toBe(1);
    expect((await page.locator('section.spec h2').first().textContent())!).toBe(evil.replace('\u202e', '\ufffd'));
  });
});
