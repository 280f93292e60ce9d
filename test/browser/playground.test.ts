/**
 * The playground as somebody uses it, in a real Chromium, served by `spinec playground`: what is typed, clicked, dragged,
 * downloaded and run there agrees with what the command line says.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as ort from 'onnxruntime-node';
import { chromium, type Browser, type Page, type Response } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeLink } from '../../compiler/cli/playground/link.ts';
import type { Report } from '../../compiler/index.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { compareOutputs } from '../../runtime/compare.ts';
import { openFileSource } from '../../runtime/weights/file-source.ts';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';
import { photograph } from '../image/pictures.ts';
import { axeViolations, browserPath, inChromium } from '../support/chromium.ts';
import { mainFile, root, spinec } from '../support/spinec.ts';
import { serveFiles } from './site.ts';

/** SwiftShader stands in for a GPU. */
const flags = [
  '--no-sandbox',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/** An eighth of the width at 128 pixels, so that it runs in a moment. */
const small = 'small extends spinenet-49\ninput 128x128\nscale filters=0.125 endpoints=32\n';

async function reportOf(...args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await spinec(['flops', ...args, '--format', 'json']);
  expect(stderr).not.toContain('error');
  return JSON.parse(stdout) as Report;
}

function tensorsOf(file: string): Record<string, Tensor> {
  const opened = new SafetensorsFile(openFileSource(file));
  const names = [...opened.tensors.keys()];
  const read = Object.fromEntries(names.map((name) => [name, opened.read(name)]));
  opened.close();
  return read as unknown as Record<string, Tensor>;
}

/** The built page, by path. */
function builtPage(): Map<string, string | Uint8Array> {
  const folder = join(root, 'dist/playground');
  const names = ['index.html', 'offline.js', ...readdirSync(join(folder, 'assets')).map((name) => `assets/${name}`)];
  return new Map(names.map((name) => [`/${name}`, readFileSync(join(folder, name))]));
}

inChromium('the playground in Chromium', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'spinec-playground-'));
  let server: ChildProcess;
  let address: string;
  let browser: Browser;
  let page: Page;
  let loaded: { readonly url: string; readonly bytes: number }[];
  const complaints: string[] = [];

  const macs = async (): Promise<number> => Number(await page.locator('#totals').getAttribute('data-macs'));
  const macsBecome = async (wanted: number): Promise<void> => {
    await page.locator(`#totals[data-macs="${wanted}"]`).waitFor({ timeout: 20_000 });
  };
  /** As it is downloaded: of a long text the page itself has only what is in view. */
  const editorText = async (): Promise<string> => readFileSync(await taken('spec'), 'utf8');
  const openDraft = async (text: string): Promise<void> => {
    await page.goto(`${address}#${encodeLink({ text, form: 'spine' })}`);
    await page.reload();
    await page.locator('#totals[data-macs]').waitFor();
  };
  /** Downloads something from the menu. @returns its path; the name is the page's. */
  const taken = async (id: string): Promise<string> => {
    await page.locator('#downloads summary').click();
    return saved(`#download-${id}`);
  };
  const saved = async (button: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
    const path = join(scratch, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  };

  beforeAll(async () => {
    server = spawn(process.execPath, [mainFile, 'playground', '--quiet']);
    address = await new Promise<string>((resolve, reject) => {
      server.stdout!.once('data', (line: Buffer) => resolve(line.toString().trim()));
      server.once('exit', () => reject(new Error('the playground ended')));
    });
    browser = await chromium.launch({ executablePath: browserPath!, args: [...flags] });
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error.stack)));
    page.on('requestfailed', (request) => {
      const { errorText = '' } = request.failure() ?? {};
      // A page that is left while it loads says so of everything that it still waited for.
      if (errorText !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${errorText}`);
    });
    const responses: Response[] = [];
    const collect = (response: Response): void => void responses.push(response);
    page.on('response', collect);
    await page.goto(address);
    await page.locator('#totals[data-macs]').waitFor();
    await page.waitForLoadState('networkidle');
    page.off('response', collect);
    loaded = await Promise.all(
      responses.map(async (response) => ({ url: response.url(), bytes: gzipSync(await response.body()).length })),
    );
  });
  afterAll(async () => {
    await browser.close();
    server.kill('SIGINT');
    rmSync(scratch, { recursive: true, force: true });
  });

  test('is small until something heavy is asked for', () => {
    const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
    console.log(`playground: ${loaded.length} files, ${(total / 1000).toFixed(0)} kB gzipped at first load`);
    expect(total).toBeLessThan(1_500_000);
    expect(loaded.filter(({ url }) => !url.startsWith(address))).toEqual([]);
    expect(loaded.filter(({ url }) => /tfjs|wasm|ts-morph|onnx/.test(url))).toEqual([]);
  });

  test('works without a network after one visit, and after one visit to a new build', async () => {
    const files = builtPage();
    const site = await serveFiles(files);
    const context = await browser.newContext();
    const visitor = await context.newPage();
    const visit = async (): Promise<void> => {
      await visitor.goto(site.address.replace('127.0.0.1', 'playground.localhost'));
      await visitor.locator('#totals[data-macs="28261990400"]').waitFor();
    };
    /** Waits until the only cache has the page, its script and its style. */
    const isKept = async (version: string): Promise<void> => {
      await visitor.waitForFunction(async (wanted) => {
        const [name, ...others] = await caches.keys();
        if (name?.endsWith(wanted) !== true || others.length > 0) return false;
        const kept = (await (await caches.open(name)).keys()).map(({ url }) => url.slice(url.lastIndexOf('.')));
        return ['.html', '.js', '.css'].every((end) => kept.includes(end));
      }, version);
    };
    await visit();
    await isKept('');
    const worker = String(files.get('/offline.js'));
    files.set('/offline.js', worker.replace(/spinec-playground-\w{12}/, 'spinec-playground-newer'));
    await visit();
    await isKept('newer');
    await site.close();
    await visit();
    await context.close();
  });

  test('a mistake is underlined while it is typed, and gone when it is mended', async () => {
    const line = page.locator('.cm-line', { hasText: '"id": "b12"' });
    const text = await line.innerText();
    await line.click();
    await page.keyboard.press('End');
    for (let i = text.length; i > text.indexOf('b10'); i--) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('x');
    await page.keyboard.press('Escape'); // closes the list of what could be meant
    const squiggle = page.locator('.cm-lintRange-error');
    await squiggle.first().hover();
    const message = await page.locator('.cm-tooltip .cm-diagnostic').first().innerText();
    expect(message).toContain('xb10');
    expect(await page.locator('#problem-list').innerText()).toContain(message.split('\n')[0]);
    expect(await page.locator('#stale').isVisible()).toBe(true);
    await page.locator('#live', { hasText: '1 error' }).waitFor({ state: 'attached' });

    await page.keyboard.press('Backspace');
    await squiggle.first().waitFor({ state: 'detached' });
    expect(await page.locator('#stale').isVisible()).toBe(false);
    expect(await macs()).toBe(28_261_990_400);
  });

  test('a block is rewired by keyboard and by dragging; the figures are those of the command line', async () => {
    await page.locator('#picture [data-block="b12"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('#block-input-1').selectOption('b9');
    const first = await reportOf('spinenet-49', '--set', 'b12.inputs=["b5","b9"]');
    expect(first.totals.macs).not.toBe(28_261_990_400);
    await macsBecome(first.totals.macs);
    const text = await editorText();
    expect(text).toContain('"inputs": ["b5", "b9"], "output": true');
    expect(text).toContain('// No block takes b11');

    await dragEdge(page, 'b12', 'b14', 'b6');
    const second = await reportOf(
      'spinenet-49',
      ...['--set', 'b12.inputs=["b5","b9"]', '--set', 'b14.inputs=["b7","b6"]'],
    );
    await macsBecome(second.totals.macs);

    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+z');
    await macsBecome(first.totals.macs);
    await page.keyboard.press('Control+z');
    await macsBecome(28_261_990_400);
  });

  test('what can not be rewired is left alone, and said', async () => {
    const before = await editorText();
    const said = (message: string) => page.locator('#live.notice', { hasText: message }).waitFor();
    await dragEdge(page, 'b12', 'b14', 'b16');
    await said('b14 can only take a block that comes before it');
    await dragEdge(page, 'b12', 'b14', 'stem');
    await said('b14 can only take a block that comes before it');
    const [from, to] = await page.evaluate(() => {
      const end = document.querySelector<SVGElement>('.edge[data-to^="endpoint"]');
      return [end!.dataset['from']!, end!.dataset['to']!] as const;
    });
    await dragEdge(page, from, to, 'b6');
    await said('No block lists this arrow as an input');
    await dragEdge(page, 'b12', 'b14', 'b6', 'right');
    expect(await editorText()).toBe(before);
  });

  test('an input size that can not be read is said and marked', async () => {
    const invalid = async () => page.locator('#input').getAttribute('aria-invalid');
    await page.locator('#input').fill('wide');
    await page.keyboard.press('Enter');
    expect(await invalid()).toBe('true');
    await page.locator('#live', { hasText: "the figures are for the spec's own size" }).waitFor({ state: 'attached' });
    await page.goto(`${address}#${encodeLink({ text: small, form: 'spine' })}`);
    expect(await page.locator('#input').inputValue()).toBe('');
    expect(await invalid()).toBe('false');
    await page.goto(address);
    await page.reload();
  });

  test('the other form means the same, and undo brings the first one back, however soon', async () => {
    await page.reload();
    const before = await editorText();
    await page.locator('#form label', { hasText: '.spine' }).click();
    expect(await editorText()).toContain('b12 : L4 bottleneck <- b5 b10 => P4');
    expect(await macs()).toBe(28_261_990_400);
    await page.locator('.cm-content').focus();
    await page.keyboard.press('Control+z');
    await page.locator('#form input[value="json"]:checked').waitFor({ state: 'attached' });
    expect(await editorText()).toBe(before);
  });

  test('head and input size are choices beside the text, and a link holds everything', async () => {
    await page.locator('#head').selectOption('retinanet');
    await page.locator('#input').fill('512x768');
    await page.keyboard.press('Enter');
    const { totals } = await reportOf('spinenet-49', '--head', 'retinanet', '--input', '512x768');
    await macsBecome(totals.macs);
    await page.locator('#share').click();
    await page.waitForFunction(() => location.hash.length > 1);
    const shared = await browser.newPage();
    await shared.goto(page.url());
    await shared.locator(`#totals[data-macs="${totals.macs}"]`).waitFor();
    await shared.close();
  });

  test('an address without a spec leaves the text alone', async () => {
    await openDraft(small);
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash === '#editor-pane');
    expect(await editorText()).toBe(small);
    await page.goto(`${address}#nonsense`);
    await page.locator('#live', { hasText: 'This link holds no spec' }).waitFor({ state: 'attached' });
    expect(await editorText()).toBe(small);
    await page.reload();
    await page.locator('#live', { hasText: 'This link holds no spec' }).waitFor({ state: 'attached' });
    await macsBecome(28_261_990_400);
  });

  test('the editor completes and explains', async () => {
    await openDraft('net extends spinenet-49\n');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('activation sw', { delay: 30 });
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete', { hasText: 'swish' }).waitFor();
    await page.waitForTimeout(100); // a list that opens under a key must not be chosen from
    await page.keyboard.press('Enter');
    expect(await editorText()).toContain('activation swish');
    await page.locator('.cm-line', { hasText: 'activation' }).locator('span').first().hover();
    await page.locator('.cm-tooltip-hover .prose', { hasText: 'Activation of the whole network' }).waitFor();
  });

  test('every key is followed by its picture and figures; how soon is printed', async () => {
    await page.goto(address);
    await page.reload();
    await page.locator('.cm-line', { hasText: '"description"' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.evaluate(() => {
      addEventListener('keydown', ({ timeStamp }) => Object.assign(globalThis, { pressed: timeStamp }), true);
    });
    const took: number[] = [];
    for (let i = 0; i < 20; i++) {
      await page.evaluate(() => performance.clearMeasures('update'));
      await page.keyboard.type('x');
      await page.waitForFunction(() => performance.getEntriesByName('update').length > 0);
      took.push(
        await page.evaluate(() => {
          const { startTime, duration } = performance.getEntriesByName('update')[0]!;
          return startTime + duration - (globalThis as unknown as { pressed: number }).pressed;
        }),
      );
    }
    const sorted = took.sort((a, b) => a - b);
    console.log(
      `playground: key to picture and figures of SpineNet-49 ${sorted[0]!.toFixed(0)} ms, median ${sorted[10]!.toFixed(0)} ms`,
    );
    await expect.poll(() => page.locator('.cm-line', { hasText: 'x'.repeat(20) }).count()).toBe(1);
    expect(await page.locator('#totals').getAttribute('data-macs')).toBe('28261990400');
  });

  describe('with a small network', () => {
    const file = join(scratch, 'small.spine');
    const picture = join(scratch, 'picture.png');

    beforeAll(async () => {
      writeFileSync(file, small);
      // As large as the input and without loss: what is left to differ is the network.
      await sharp(photograph).resize(128, 128, { fit: 'fill' }).png().toFile(picture);
      await openDraft(small);
    });

    test('the ONNX file is the one that compile writes, and runs', async () => {
      const path = await taken('onnx');
      expect(basename(path)).toBe('small.onnx');
      const compiled = await spinec(['compile', file, '-o', join(scratch, 'out'), '--target', 'onnx', '--seed', '0']);
      expect(compiled.code, compiled.stderr).toBe(0);
      expect(readFileSync(path).equals(readFileSync(join(scratch, 'out', 'small.onnx')))).toBe(true);
      const session = await ort.InferenceSession.create(path);
      const input = new ort.Tensor('float32', new Float32Array(3 * 128 * 128).fill(0.5), [1, 3, 128, 128]);
      const outputs = await session.run({ [session.inputNames[0]!]: input });
      expect(outputs['endpoint_3']?.dims).toEqual([1, 32, 16, 16]);
    });

    test('the tfjs module and the reports are those of the command line', async () => {
      const module = readFileSync(await taken('tfjs'), 'utf8');
      await spinec(['compile', file, '-o', join(scratch, 'module'), '--target', 'tfjs', '--seed', '0']);
      const compiled = readFileSync(join(scratch, 'module', 'small.ts'), 'utf8');
      expect(module).toBe(compiled);
      const here = JSON.parse(readFileSync(await taken('report'), 'utf8')) as Report;
      expect(here).toEqual(await reportOf(file));
      const html = await spinec(['flops', file, '--format', 'html']);
      // Charts are as wide as their words, which a browser measures and Node estimates.
      const withoutCharts = (page: string): string => page.replace(/<svg[^>]*class="marks".*?<\/svg>/gs, '<svg/>');
      expect(withoutCharts(readFileSync(await taken('page'), 'utf8'))).toBe(withoutCharts(html.stdout));
    });

    test.for(['wasm', 'webgpu'])('it runs on a picture as on the command line, on %s', async (backend, context) => {
      const hasGpu = () =>
        page.evaluate(async () => 'gpu' in navigator && (await navigator.gpu.requestAdapter()) !== null);
      if (backend === 'webgpu' && !(await hasGpu())) {
        console.log('playground on WebGPU skipped: no adapter');
        return context.skip('no WebGPU adapter');
      }
      await page.locator('#tab-run').click();
      await page.locator('#run-backend').selectOption(backend);
      await page.locator('#run-file').setInputFiles(picture);
      await page.locator('#run-status', { hasText: `Ran on tfjs-${backend}` }).waitFor({ timeout: 90_000 });
      expect(await page.locator('#run-maps canvas').count()).toBe(5);
      const here = tensorsOf(await saved('#run-save'));
      const there = join(scratch, 'there.safetensors');
      const args = ['run', file, '--image', picture, '--seed', '0', '--backend', 'onnx-cpu', '--save-outputs', there];
      const ran = await spinec(args);
      expect(ran.code, ran.stderr).toBe(0);
      const { outputs, worst } = compareOutputs(tensorsOf(there), here);
      expect(outputs.map(({ name }) => name)).toEqual([3, 4, 5, 6, 7].map((level) => `endpoint_${level}`));
      expect(worst.relative, worst.name).toBeLessThan(1e-4);
    });
  });

  test.each(['light', 'dark'] as const)('passes axe, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    await page.reload();
    await page.locator('#picture [data-block="b12"]').click();
    for (const tab of ['block', 'level', 'kind', 'memory', 'run']) {
      await page.locator(`#tab-${tab}`).click();
      expect(await axeViolations(page), tab).toEqual([]);
    }
  });

  test('nothing was complained of', () => {
    expect(complaints).toEqual([]);
  });
});

/** Drags the arrow from one block to another by its beginning to a third. */
async function dragEdge(
  page: Page,
  from: string,
  to: string,
  target: string,
  button: 'left' | 'right' = 'left',
): Promise<void> {
  const grip = await page.evaluate(
    ([a, b]) => {
      const edge = document.querySelector(`.edge[data-from="${a!}"][data-to="${b!}"]`);
      const path = edge?.querySelector('path');
      const matrix = path?.getScreenCTM();
      if (!path || !matrix) throw new Error(`no edge from ${a!} to ${b!}`);
      for (let part = 0.05; part < 1; part += 0.01) {
        const { x, y } = path.getPointAtLength(part * path.getTotalLength()).matrixTransform(matrix);
        if (document.elementFromPoint(x, y)?.closest('.edge') === edge) return { x, y };
      }
      throw new Error(`the edge from ${a!} to ${b!} lies under others`);
    },
    [from, to],
  );
  const box = (await page.locator(`#picture .block[data-block="${target}"]`).boundingBox())!;
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down({ button });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up({ button });
}
