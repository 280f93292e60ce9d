/** `spinec/runtime` in a real browser: pictures, a compiled module with weights by URL, a graph; the same values as in Node. */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emitTfjs } from '../../compiler/emit/tfjs/emit.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { compareOutputs } from '../../runtime/compare.ts';
import { decodePicture } from '../../runtime/image/decode.ts';
import { preprocessPicture } from '../../runtime/image/preprocess.ts';
import { load } from '../../runtime/node.ts';
import { withFoldedParams } from '../../runtime/weights/fit.ts';
import { paramReader } from '../../runtime/weights/materialize.ts';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';
import { seededSource } from '../../runtime/weights/seeded.ts';
import { photograph } from '../image/pictures.ts';
import { inChromium } from '../support/chromium.ts';
import { openBrowserPage, type BrowserPage } from './browser-page.ts';
import { smallGraph, smallInput } from './small-network.ts';

const graph = smallGraph();

/** Tensors as they pass between page and test. */
interface Plain {
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

const tensors = (plain: Readonly<Record<string, Plain>>): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(plain).map(([name, { dims, data }]) => [name, { dims, data: Float32Array.from(data) }]),
  );

/** Runs in the page: `body` sees `runtime` (the browser entry point), `plain` and `given`; what it returns comes back. */
function inPage<T>({ page }: BrowserPage, body: string, given: unknown = null): Promise<T> {
  const script = `(async (given) => {
    const runtime = await import('/runtime/browser.ts');
    const plain = ({ dims, data }) => ({ dims, data: [...data] });
    const all = (outputs) => Object.fromEntries(Object.entries(outputs).map(([name, t]) => [name, plain(t)]));
    const fetched = async (path) => (await fetch(path)).blob();
    const codes = (error) => (error.diagnostics ?? []).map(({ code }) => code).join() || String(error);
    ${body}
  })(${JSON.stringify(given)})`;
  return page.evaluate<T>(script);
}

inChromium('the runtime in Chromium', () => {
  let browser: BrowserPage;
  let reference: Record<string, Tensor>;

  beforeAll(async () => {
    browser = await openBrowserPage();
    const png = await sharp(photograph).png().toBuffer();
    browser.files.set('/photo.png', png);
    browser.files.set('/photo.jpg', readFileSync(photograph));
    browser.files.set('/turned.png', await sharp(photograph).withMetadata({ orientation: 6 }).png().toBuffer());
    browser.files.set('/text.png', 'this is text');
    browser.files.set('/small.ts', await emitTfjs(graph));
    const read = paramReader(graph, seededSource(5));
    const { params } = withFoldedParams(graph);
    const weights = params.map(({ name, type }) => {
      return { name, dims: type.dims.map(Number), type: 'F32', read: () => read(name) } as const;
    });
    browser.files.set('/small.safetensors', safetensorsBytes(weights));
    const network = await load(graph, { backend: 'reference', seed: 5 });
    reference = await network.run(smallInput(2));
    await network.dispose();
  }, 120_000);
  afterAll(() => browser.close());

  it('preprocesses a picture to the same values as Node', async () => {
    const { tensor } = preprocessPicture(await decodePicture(photograph), { height: 96, width: 128 });
    const body = `
      const picture = await runtime.pictureFromBrowser(await fetched('/photo.png'));
      const { tensor, geometries } = runtime.preprocessPictures([picture], { height: 96, width: 128 });
      return { ...plain(tensor), geometry: geometries[0] };`;
    const result = await inPage<Plain & { geometry: unknown }>(browser, body);
    expect(result.geometry).toMatchObject({ height: 400, width: 600, scaledHeight: 85, scaledWidth: 128 });
    expect(Float32Array.from(result.data)).toEqual(tensor.data);
  });

  it('turns pictures as their EXIF says, and takes elements, bitmaps and pixels', async () => {
    const body = `
      const size = ({ height, width }) => [height, width];
      const blob = await fetched('/turned.png');
      const image = new Image();
      image.src = '/photo.jpg';
      await image.decode();
      const sources = [blob, image, await createImageBitmap(image), new ImageData(3, 2)];
      return Promise.all(sources.map(async (source) => size(await runtime.pictureFromBrowser(source))));`;
    expect(await inPage(browser, body)).toEqual([
      [600, 400],
      [400, 600],
      [400, 600],
      [2, 3],
    ]);
  });

  it('runs a compiled module with weights by URL, with progress', async () => {
    const body = `
      const steps = [];
      const network = await runtime.load(await import('/small.ts'), {
        weights: '/small.safetensors',
        onProgress: ({ fraction }) => steps.push(fraction),
      });
      const { dims, data } = given;
      const before = tf.memory().numTensors;
      const outputs = await network.run({ dims, data: Float32Array.from(data) });
      const { name, runsOn, inputShape } = network;
      const kept = tf.memory().numTensors - before;
      const pictured = await network.run(await fetched('/photo.jpg'));
      await network.dispose();
      return { outputs: all(outputs), name, runsOn, inputShape, last: steps.at(-1), kept, pictured: all(pictured) };`;
    const { dims, data } = smallInput(2);
    const result = await inPage<{ outputs: Record<string, Plain>; pictured: Record<string, Plain> }>(browser, body, {
      dims,
      data: [...data],
    });
    expect(result).toMatchObject({
      name: 'small',
      runsOn: 'tfjs-cpu',
      inputShape: ['N', 16, 16, 3],
      last: 1,
      kept: 0,
    });
    expect(compareOutputs(reference, tensors(result.outputs), { tolerance: 1e-5 }).agree).toBe(true);
    expect(result.pictured['endpoint_1']?.dims).toEqual([1, 8, 8, 4]);
  });

  it('runs a graph on the reference evaluator, from a seed and from a file', async () => {
    const body = `
      const { dims, data } = given.input;
      const input = { dims, data: Float32Array.from(data) };
      const results = [];
      for (const options of [{ seed: 5 }, { weights: new URL('/small.safetensors', location.href) }]) {
        const network = await runtime.load(given.graph, options);
        results.push(all(await network.run(input)));
        await network.dispose();
      }
      return results;`;
    const { dims, data } = smallInput(2);
    const results = await inPage<Record<string, Plain>[]>(browser, body, { graph, input: { dims, data: [...data] } });
    for (const outputs of results) {
      expect(compareOutputs(reference, tensors(outputs), { tolerance: 1e-6 }).agree).toBe(true);
    }
    expect(results).toHaveLength(2);
  });

  it('refuses with codes', async () => {
    const body = `
      const attempts = [
        runtime.load(given),
        runtime.load(given, { weights: '/nothing.safetensors' }),
        runtime.load(given, { weights: '/photo.png' }),
        runtime.pictureFromBrowser(await fetched('/text.png')),
        runtime.load(given, { seed: 5 }).then((network) => network.run({ dims: [1, 2], data: new Float32Array(2) })),
      ];
      return Promise.all(attempts.map((attempt) => attempt.then(() => 'none', codes)));`;
    expect(await inPage(browser, body, graph)).toEqual(['SPN6010', 'SPN5012', 'SPN5003', 'SPN7002', 'SPN6005']);
  });
});
