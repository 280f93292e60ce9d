/** The page of a diff in a real browser: nothing complains, figures are the JSON's, and a block is shown on both sides. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exact } from '../../compiler/analysis/report/format.ts';
import { diffSide } from '../../compiler/diff/diff-side.ts';
import { diffSides } from '../../compiler/diff/diff-sides.ts';
import { diffPage } from '../../compiler/page/diff-page.ts';
import { builtin, spinenet49 } from '../lower/published.ts';
import { axeViolations, inChromium, openPage } from '../support/chromium.ts';

inChromium('the page of spinenet-49 → r0-sp53', () => {
  const sides = [diffSide(spinenet49), diffSide(builtin('r0-sp53'))] as const;
  const diff = diffSides(...sides);
  const html = diffPage(diff, sides);
  let [folder, browser]: [string, Browser | undefined] = ['', undefined];
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spinec-page-'));
    writeFileSync(join(folder, 'diff.html'), html);
    ({ browser, page, complaints } = await openPage({ width: 1400, height: 900 }));
    await page.goto(`file://${join(folder, 'diff.html')}`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const pointed = (side: string) =>
    page.locator(`figure[data-side=${side}] .block.pointed`).evaluateAll((found) => found.map((block) => block.getAttribute('data-block'))); // prettier-ignore

  test('is small and has the figures of the JSON', async () => {
    expect(html.length).toBeLessThan(500_000);
    const cells = await page.locator('h2:text("Figures") + .scroll tbody tr').first().locator('td').allTextContents();
    const { before, after, change } = diff.figures.totals.macs;
    expect(cells.slice(1)).toEqual([exact(before!), exact(after!), `+${exact(change)}`, '+33.6 %']);
  });

  test('shows a row’s block in both pictures, and that of a picture in the other', async () => {
    await page.locator('tr[data-before=b12][data-after=b13]').first().focus();
    expect([await pointed('before'), await pointed('after')]).toEqual([['b12'], ['b13']]);
    await page.locator('figure[data-side=before] .block[data-block=b7]').hover();
    expect([await pointed('before'), await pointed('after')]).toEqual([['b7'], ['b6']]);
    await page.locator('figure[data-side=after] .block[data-block=b7]').hover();
    expect([await pointed('before'), await pointed('after')]).toEqual([[], ['b7']]);
    expect(await page.locator('#pointed').textContent()).toBe('(none) before, b7 after');
    await page.getByRole('button', { name: 'One above the other' }).click();
    expect(await page.locator('.sides.stacked').count()).toBe(1);
  });

  test.each(['light', 'dark'] as const)('is accessible when %s', async (colorScheme) => {
    await page.mouse.move(0, 0);
    await page.emulateMedia({ colorScheme });
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
