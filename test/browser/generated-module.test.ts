/**
 * What users do with a compiled network in a browser, in a real one: the generated module as the compiler wrote it, bundled
 * by vite, weights by URL, a photograph, every tfjs backend that Chromium has here; the outputs are the reference's.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as spinec from '../../compiler/index.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { compareOutputs } from '../../runtime/compare.ts';
import { load } from '../../runtime/node.ts';
import { withFoldedParams } from '../../runtime/weights/fit.ts';
import { paramReader } from '../../runtime/weights/materialize.ts';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';
import { variedSource } from '../differential/varied-source.ts';
import { photograph } from '../image/pictures.ts';
import { browserPath, inChromium } from '../support/chromium.ts';
import { root } from '../support/spinec.ts';
import { bundle, exportedSource, gzippedBytes, type Bundle } from './bundle.ts';
import type { Actions, Run } from './page.ts';
import { openSite, type Site } from './site.ts';

const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<img src="/photograph.jpg"><script type="module" src="/page/page.js"></script>`;

const peers = createRequire(import.meta.url);
const wasmFiles = ['', '-simd', '-threaded-simd'].map((flavour) => `tfjs-backend-wasm${flavour}.wasm`);

/** How a page gets each backend. tfjs-webgl is no peer of the package; it comes with others, or not at all. */
const backends: Readonly<Record<string, string>> = {
  cpu: "import '@tensorflow/tfjs-backend-cpu';",
  wasm: "import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';\nsetWasmPaths('/wasm/');\nexport { getThreadsCount, setThreadsCount } from '@tensorflow/tfjs-backend-wasm';",
  webgl: "import '@tensorflow/tfjs-backend-webgl';",
  webgpu: "import '@tensorflow/tfjs-backend-webgpu';",
};
const installed = Object.keys(backends).filter((name) => {
  try {
    return peers.resolve(`@tensorflow/tfjs-backend-${name}`) !== '';
  } catch {
    return false;
  }
});

/** SpineNet-49 with RetinaNet at 128 pixels and an eighth of the width. */
const variant: spinec.ResolveOptions = {
  head: 'retinanet',
  input: { height: 128, width: 128 },
  set: [
    { path: 'scale.filters', value: 0.125 },
    { path: 'scale.endpointFilters', value: 32 },
    { path: 'heads.retinanet.filters', value: 32 },
  ],
};

inChromium('generated modules in Chromium', () => {
  const source = spinec.builtinSource('spinenet-49')!;
  let site: Site;
  let library: Bundle;
  let page: Bundle;
  let graph: spinec.Graph;
  let network: string;

  const act = <K extends keyof Actions>(action: K, ...given: Parameters<Actions[K]>) =>
    site.evaluate<Awaited<ReturnType<Actions[K]>>>(`actions.${action}(...${JSON.stringify(given)})`);

  beforeAll(async () => {
    const spec = spinec.understand(source, variant).value!;
    const compiled = (await spinec.compile(spec, { targets: ['tfjs'] })).value!;
    graph = compiled.graph;
    network = compiled.artifacts[0]!.content as string;
    const read = paramReader(graph, variedSource(1));
    const weights = withFoldedParams(graph).params.map(({ name, type }) => {
      return { name, dims: type.dims.map(Number), type: 'F32', read: () => read(name) } as const;
    });
    library = await bundle({ spinec: exportedSource('.') });
    page = await bundle({
      page: join(root, 'test/browser/page.ts'),
      runtime: exportedSource('./runtime'),
      network: { text: network },
      ...Object.fromEntries(installed.map((name) => [`tfjs-${name}`, { text: backends[name]! }])),
    });
    const files = new Map<string, string | Uint8Array>([
      ['/index.html', html],
      ['/photograph.jpg', readFileSync(photograph)],
      ['/network.safetensors', safetensorsBytes(weights)],
    ]);
    for (const [name, content] of library.files) files.set(`/library/${name}`, content);
    for (const [name, content] of page.files) files.set(`/page/${name}`, content);
    for (const name of wasmFiles)
      files.set(`/wasm/${name}`, readFileSync(peers.resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}`)));
    site = await openSite(browserPath!, files);
  });
  afterAll(() => site.close());

  describe('a generated module', () => {
    let reference: Record<string, Tensor>;

    // A graph in memory does not say how its dialect resizes; a compiled module does.
    beforeAll(async () => {
      const network = await load({ graph, weights: variedSource(1) }, { backend: 'reference', samplePoint: 'corner' });
      const [here, there] = [(await network.prepare(photograph)).tensor, await act('input')];
      reference = await network.run(there);
      await network.dispose();
      // JPEG decoders may round differently: by a grey level, which after normalisation is 1/255/0.224 at most.
      expect(there.dims).toEqual(here.dims);
      here.data.forEach((value, i) => expect(Math.abs(value - there.data[i]!)).toBeLessThan(0.018));
    });

    test.for(Object.keys(backends))('runs unchanged on tfjs-%s', async (name, context) => {
      const reason = installed.includes(name)
        ? await act('missing', name)
        : `@tensorflow/tfjs-backend-${name} is absent`;
      if (reason !== undefined) {
        console.log(`tfjs-${name} in Chromium skipped: ${reason}`);
        return context.skip(reason);
      }
      const { fractions, outputs, ...rest } = await act('run', name);
      expect(rest).toMatchObject({ name: 'spinenet-49', runsOn: `tfjs-${name}`, left: 0 });
      expect(fractions.at(-1)).toBe(1);
      expect(fractions).toEqual([...new Set(fractions)].sort((a, b) => Number(a) - Number(b)));
      const { outputs: compared, worst } = compareOutputs(reference, outputs);
      expect(compared.map((output) => output.name)).toEqual(graph.outputs.map((output) => output.name));
      for (const { maximum } of compared) expect(maximum).toBeGreaterThan(0.1); // so that 1e-4 of it says something
      expect(worst.relative, worst.name).toBeLessThan(1e-4);
      expect(site.complaints).toEqual([]);
    });
  });

  test('tfjs-wasm computes on threads, with SIMD, where the page is isolated from other origins', async () => {
    const single = await act('run', 'wasm');
    // tfjs takes at most half of the processors that the page is told of.
    const processors = `<script>Object.defineProperty(navigator, 'hardwareConcurrency', { value: 8 })</script>`;
    const files = new Map([...site.files, ['/index.html', processors + html]]);
    const whole = await bundle(
      {
        page: join(root, 'test/browser/page.ts'),
        network: { text: network },
        'tfjs-wasm': { text: backends['wasm']! },
      },
      { compress: false },
    );
    for (const [name, content] of whole.files) files.set(`/page/${name}`, content);
    const isolated = await openSite(browserPath!, files, { isolated: true });
    try {
      await isolated.evaluate('actions.threads(2)');
      const { outputs, ...rest } = await isolated.evaluate<Run>("actions.run('wasm')");
      expect(rest).toMatchObject({ runsOn: 'tfjs-wasm', left: 0 });
      expect(await isolated.evaluate<number>('actions.threads()')).toBe(2);
      const flavours = (requests: readonly string[]) => new Set(requests.filter((path) => path.endsWith('.wasm')));
      expect(flavours(isolated.requests)).toEqual(new Set(['/wasm/tfjs-backend-wasm-threaded-simd.wasm']));
      expect(flavours(site.requests)).toEqual(new Set(['/wasm/tfjs-backend-wasm-simd.wasm']));
      expect(compareOutputs(single.outputs, outputs).worst.relative).toBeLessThan(1e-6);
      expect(isolated.complaints).toEqual([]);
    } finally {
      await isolated.close();
    }
  });

  test('the library says the same as in Node', async () => {
    const bad = 'bad extends spinenet-49\nlevels 3..9\n';
    const spec = spinec.understand(source).value!;
    const compiled = await spinec.compile(spec, { targets: ['tfjs'] });
    const said = await act('library', bad);
    expect(said.macs).toBe(85_281_555_200);
    expect(said.table).toBe(spinec.reportText(spinec.analyze(spec, { head: 'retinanet' }), 'block'));
    expect(said.errors).toBe(spinec.renderText(spinec.understand({ name: 'bad.spine', text: bad }).diagnostics));
    expect(said.errors).toContain('levels');
    expect(said.module).toBe(compiled.value!.artifacts[0]!.content);
    expect(site.complaints).toEqual([]);
  });

  test.each([
    ['spinec', () => library, 110],
    ['runtime', () => page, 25],
  ] as const)('%s is small and needs nothing of Node', (entry, of, kilobytes) => {
    const { eager, nodeImports } = of();
    const chunks = eager(entry);
    const modules = new Set(chunks.flatMap(({ moduleIds }) => moduleIds));
    const ours = nodeImports.filter(({ importer }) => modules.has(importer) || !importer.includes('/node_modules/'));
    expect(ours).toEqual([]);
    expect([...modules].filter((id) => /ts-morph|onnx-proto|tfjs/.test(id))).toEqual([]);
    expect(gzippedBytes(chunks) / 1000).toBeLessThan(kilobytes);
  });
});
