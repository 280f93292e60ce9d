/**
 * Pictures and their page in a real browser: no label leaves its block or lies on another with the fonts that are really
 * there, no edge is drawn over a block, and the page moves, zooms, tells figures and lists ops.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { networkPage } from '../../compiler/page/network-page.ts';
import { networkPicture } from '../../compiler/picture/network-picture.ts';
import { opPicture } from '../../compiler/picture/op-picture.ts';
import { buildGraph, understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { randomNetwork } from '../picture/random-network.ts';
import { axeViolations, inChromium, openPage } from '../support/chromium.ts';

const builtin = (name: string, head?: string): ResolvedSpec =>
  understand(builtinSource(name)!, head === undefined ? {} : { head }).value!;

/** Labels as the browser has laid them out: those that lie on another, stick out of their block's outline, or of the picture. */
const badLabels = `(() => {
  const found = [];
  const svg = document.querySelector('svg');
  const whole = svg.getBoundingClientRect();
  const labels = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect(), block: text.closest('.block') }));
  const inside = (a, b, slack) => a.left >= b.left - slack && a.right <= b.right + slack && a.top >= b.top - slack && a.bottom <= b.bottom + slack;
  labels.sort((a, b) => a.box.left - b.box.left);
  labels.forEach((label, i) => {
    if (!inside(label.box, whole, 0)) found.push(label.text + ' leaves the picture');
    if (label.block) {
      const shape = label.block.querySelector('.shape');
      const back = shape.getScreenCTM().inverse();
      // A line's box is higher than what is drawn of it.
      for (const x of [label.box.left, label.box.right])
        for (const y of [label.box.top + 3, label.box.bottom - 4])
          if (!shape.isPointInFill(new DOMPoint(x, y).matrixTransform(back))) found.push(label.text + ' leaves its block');
    }
    for (let j = i + 1; j < labels.length && labels[j].box.left < label.box.right; j++) {
      const other = labels[j].box;
      // A line's box is higher than what is drawn of it.
      if (label.box.top + 2.5 < other.bottom - 2.5 && other.top + 2.5 < label.box.bottom - 2.5) found.push(label.text + ' lies on ' + labels[j].text);
    }
  });
  return found;
})()`;

/** Points along the drawn edges that are on a block which the edge neither leaves nor enters, or on a label. */
const badEdges = (step: number): string => `(() => {
  const found = [];
  const shapes = [...document.querySelectorAll('.block')].map((block) => ({ id: block.dataset.block, box: block.querySelector('.shape').getBBox() }));
  for (const edge of document.querySelectorAll('.edge')) {
    const line = edge.querySelector('.line');
    const length = line.getTotalLength();
    for (let at = 0; at <= length; at += ${step}) {
      const { x, y } = line.getPointAtLength(at);
      for (const { id, box } of shapes)
        if (id !== edge.dataset.from && id !== edge.dataset.to && x > box.x - 1 && x < box.x + box.width + 1 && y > box.y - 1 && y < box.y + box.height + 1)
          found.push(edge.dataset.from + ' to ' + edge.dataset.to + ' on ' + id);
    }
  }
  return [...new Set(found)];
})()`;

inChromium('pictures in Chromium', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    ({ browser, page, complaints } = await openPage());
  });
  afterAll(() => browser.close());

  const show = (svg: string) => page.setContent(`<!doctype html><body style="margin:0">${svg}`);

  test.each([
    ['spinenet-49', undefined],
    ['r0-sp53', undefined],
    ['spinenet-mobile-49', undefined],
    ['resnet-50-fpn', undefined],
    ['spinenet-49', 'retinanet'],
    ['spinenet-49', 'mask-rcnn'],
    ['spinenet-190', 'classification'],
  ])('%s, head %s: labels and edges are clear of each other', async (name, head) => {
    const spec = builtin(name, head);
    await show(networkPicture(spec, analyze(spec)));
    expect(await page.evaluate(badLabels)).toEqual([]);
    expect(await page.evaluate(badEdges(3))).toEqual([]);
  });

  test('200 blocks at random', async () => {
    const spec = randomNetwork(200, 1);
    await show(networkPicture(spec, analyze(spec)));
    expect(await page.evaluate(badLabels)).toEqual([]);
    expect(await page.evaluate(badEdges(20))).toEqual([]);
  });

  test('long ids, odd sizes, a heat map and marks', async () => {
    const source = {
      name: 'x.spine',
      text: 'x extends spinenet-49\nb12 : L4 bottleneck <- b5 b10 => P4\ninput 1152x1664\n',
    };
    const spec = understand(source, { load: builtinSource }).value!;
    const renamed = JSON.parse(JSON.stringify(spec).replaceAll('"b11"', `"${'Wide_id_'.repeat(8)}"`)) as ResolvedSpec;
    const heat = new Map([['b12', { share: 0.4, label: '123.45 ms' }]]);
    const marks = new Map([
      ['b12', 'changed'],
      ['b13', 'added'],
    ] as const);
    await show(networkPicture(renamed, analyze(renamed), { heat, marks }));
    expect(await page.evaluate(badLabels)).toEqual([]);
  });

  test('the ops of a block', async () => {
    const { graph } = buildGraph(builtin('spinenet-49')).value!;
    await show(await opPicture(graph, 'b14'));
    expect(await page.evaluate(badLabels)).toEqual([]);
  });

  test('the picture is well-formed XML, dark where the system is', async () => {
    const spec = { ...builtin('spinenet-49'), name: '<&"\u0001>' };
    const svg = networkPicture(spec, analyze(spec));
    const errors = `new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').querySelectorAll('parsererror').length`;
    expect(await page.evaluate(errors)).toBe(0);
    await show(svg);
    const paper = `getComputedStyle(document.querySelector('.paper')).fill`;
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate(paper)).toBe('rgb(13, 17, 23)');
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
  });

  test('the page: pointing, choosing, moving, zooming, keys', async () => {
    const spec = builtin('spinenet-49', 'retinanet');
    const report = analyze(spec, { ops: true });
    const html = networkPage(spec, report);
    expect(html.length).toBeLessThan(400_000);
    await page.setContent(html);
    const b12 = page.locator('[data-block="b12"]');
    const row = report.blocks.find(({ id }) => id === 'b12')!;

    await b12.hover();
    expect(await page.textContent('#pointed')).toContain(`${row.macs.toLocaleString('en')} macs`);
    expect(
      await page
        .locator('.block.near')
        .evaluateAll((near) => near.map((block) => (block as HTMLElement).dataset['block']).sort()),
    ).toEqual(['b10', 'b12', 'b14', 'b16', 'b5', 'endpoint_4']);

    await b12.click();
    expect(await page.isVisible('#part-b12')).toBe(true);
    expect(await page.isVisible('#part-b5')).toBe(false);
    const ops = report.ops!.filter(({ section }) => section === 'b12');
    expect(await page.locator('#part-b12 tbody tr').count()).toBe(ops.length);

    const transform = () => page.locator('#view svg').evaluate((svg) => (svg as HTMLElement).style.transform);
    const before = await transform();
    await page.click('#closer');
    const closer = await transform();
    expect(closer).not.toBe(before);
    await page.locator('#view').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await transform()).not.toBe(closer);
    await page.click('#fit');
    expect(await transform()).toBe(before);
    await page.click('#closer');
    await page.setViewportSize({ width: 1280, height: 840 });
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await transform()).toBe(closer);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.click('#fit');
    const box = (await page.locator('#view').boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, box.y + 40);
    await page.mouse.up();
    expect(await transform()).not.toBe(before);

    await page.locator('[data-block="b5"]').focus();
    await page.keyboard.press('Enter');
    expect(await page.isVisible('#part-b5')).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('the page passes axe', async () => {
    const spec = builtin('spinenet-49', 'retinanet');
    await page.setContent(networkPage(spec, analyze(spec, { ops: true })));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page), colorScheme).toEqual([]);
    }
  });
});
