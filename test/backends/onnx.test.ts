/** ONNX Runtime's backends: sessions over emitted and compiled models, profiles, what is printed, what is refused. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { emitOnnx, type OnnxOptions } from '../../compiler/emit/onnx/emit.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { float16Layers } from '../../compiler/quantize/float16.ts';
import { onnxCpu, onnxCuda, onnxWebgpu, openOnnxFile } from '../../runtime/backends/onnx/index.ts';
import { readOnnxHead } from '../../runtime/backends/onnx/metadata.ts';
import { probeWebGpu } from '../../runtime/backends/webgpu-adapter.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { paramReader } from '../../runtime/weights/materialize.ts';
import { largestDifference } from '../emit/difference.ts';
import { everyOp } from '../emit/every-op.ts';
import { randomInputs, randomParams, randomSource } from '../property/random-graph.ts';
import { root, spinec } from '../support/spinec.ts';
import type { Report } from './tfjs-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinec-onnx-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const graph = everyOp();
const weights = randomSource(1);
const inputs = randomInputs(graph, 5, 2);
const image = inputs['image']!;
const expected = evaluateGraph(graph, randomParams(graph, 1), inputs);

async function write(name: string, written: Graph, options: OnnxOptions = {}): Promise<string> {
  const path = join(folder, name);
  const { model, data } = await emitOnnx(written, paramReader(written, weights), {
    ...options,
    dataFile: `${name}.data`,
  });
  writeFileSync(path, Buffer.concat([...model]));
  if (data) writeFileSync(join(folder, data.file), Buffer.concat([...data.bytes]));
  return path;
}

describe('onnx-cpu', () => {
  test('runs a graph, any batch from one session', async () => {
    const session = await onnxCpu.prepare({ graph, weights });
    expect(largestDifference(expected, await session.run(image))).toBeLessThan(1e-6);
    for (const batch of [1, 5]) {
      const others = randomInputs(graph, 6, batch);
      const reference = evaluateGraph(graph, randomParams(graph, 1), others);
      expect(largestDifference(reference, await session.run(others['image']!))).toBeLessThan(1e-6);
    }
    await session.dispose();
  });

  test.each(['nchw', 'nhwc'] as const)('runs a compiled %s file as it is', async (layout) => {
    const path = await write(`${layout}.onnx`, graph, { layout, externalData: layout === 'nhwc' });
    const refused = { description: 'none', read: () => expect.unreachable('weights are in the file') };
    const session = await onnxCpu.prepare({ graph, weights: refused, files: { onnx: path } });
    expect(largestDifference(expected, await session.run(image))).toBeLessThan(1e-6);
    await session.dispose();
  });

  test('a file without the taps that are asked for is emitted anew', async () => {
    const path = await write('untapped.onnx', graph);
    const tapped = { ...graph, outputs: [...graph.outputs, { name: 'block_0', value: 'b0/pad' }] };
    const session = await onnxCpu.prepare({ graph: tapped, weights, files: { onnx: path } });
    expect(Object.keys(await session.run(image))).toContain('block_0');
    await session.dispose();
  });

  test('a file that takes pictures gets them back', async () => {
    const [means, deviations] = [
      [0.485, 0.456, 0.406],
      [0.229, 0.224, 0.225],
    ];
    const picture = Float32Array.from(
      { length: 13 * 10 * 3 },
      (_, i) => (((i * 37) % 256) / 255 - means[i % 3]!) / deviations[i % 3]!,
    );
    const path = await write('picture.onnx', graph, { imageInput: true });
    const file = await openOnnxFile(path);
    const exact = await onnxCpu.prepare({ graph, weights });
    const input = { dims: [1, 13, 10, 3], data: picture };
    expect(largestDifference(await exact.run(input), await file.run(input))).toBeLessThan(2e-6);
    expect(file.inputDims).toEqual(['N', 13, 10, 3]);
    await Promise.all([file.dispose(), exact.dispose()]);
  });

  test('profile: kernels under the names of the graph, each round on the clock', async () => {
    const session = await onnxCpu.prepare({ graph, weights });
    const profile = await session.profile!(image, { rounds: 4 });
    const { kernels, rounds, coverage, betweenMilliseconds, unprofiledMilliseconds } = profile;
    expect(rounds).toBe(4);
    const names = new Set(graph.nodes.map((node) => node.name));
    for (const { node, own } of kernels) if (!own) expect(names).toContain(node);
    expect(kernels.map(({ node }) => node)).toEqual(expect.arrayContaining(['b0/depthwise', 'b0/upsample', 'b1/pool']));
    expect(coverage).toBeGreaterThan(0);
    expect(coverage).toBeLessThan(1);
    expect(betweenMilliseconds).toBeGreaterThan(0);
    expect(unprofiledMilliseconds).toBeGreaterThan(0);
    await session.dispose();
  });

  test('probe names the processor and the version', async () => {
    expect(await onnxCpu.probe()).toMatchObject({
      available: true,
      software: false,
      version: expect.stringMatching(/^onnxruntime 1\./) as string,
    });
  });
});

// Debian's chromium brings a software Vulkan driver, which is as good as a GPU to test with.
const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';
const vulkan = existsSync(swiftShader) ? { VK_DRIVER_FILES: swiftShader, VK_ICD_FILENAMES: swiftShader } : {};

/** Every shader costs a software GPU time, so it gets one network of a spec. */
const plans = [
  { backend: onnxCpu, networks: [] },
  { backend: onnxWebgpu, networks: ['every form', 'sizes that do not divide'] },
  { backend: onnxCuda, networks: [] },
] as const;

describe.each(plans)('$backend.name in a process of its own', ({ backend, networks }) => {
  test(
    'runs networks, profiles them if it times kernels itself, lets the process end',
    { timeout: 300_000 },
    async (context) => {
      Object.assign(process.env, { ...vulkan, ...process.env });
      const { available, device, reason } = await backend.probe();
      if (!available) {
        console.log(`${backend.name} skipped: ${reason ?? ''}`);
        return context.skip(reason);
      }
      const args = [
        '--import',
        'tsx',
        fileURLToPath(new URL('tfjs-run.ts', import.meta.url)),
        backend.name,
        ...networks,
      ];
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
      const report = JSON.parse(stdout) as Report; // so nothing else was printed
      expect(stderr).toBe('');
      expect(report.device).toBe(device);
      for (const [network, difference] of Object.entries(report.differences))
        expect(difference, network).toBeLessThan(1e-4);
      if (backend === onnxCpu) expect(report.nodes).toBeGreaterThan(20);
      else expect(report.profiled).toBe(0); // what ONNX Runtime knows of a GPU's kernels is how long their launch takes
      expect(report.timed).toBe(true);
    },
  );
});

test('a float16 network on an adapter without float16 is refused in clear words', async (context) => {
  Object.assign(process.env, { ...vulkan, ...process.env });
  const { available, software, features, reason } = await probeWebGpu();
  if (!available || features.includes('shader-f16')) {
    console.log(`skipped: ${reason ?? 'the adapter has shader-f16'}`);
    return context.skip(reason);
  }
  const nodes = new Set(float16Layers(graph, () => false).map(({ name }) => name));
  const file = await write('half.onnx', graph, { float16: { nodes, spelling: 'float16' } });
  const picture = join(root, 'docs/pictures/cat.jpg');
  const backend = ['--backend', 'onnx-webgpu', ...(software ? ['--allow-software'] : [])];
  const { code, stderr } = await spinec(['run', file, '--image', picture, ...backend]);
  expect([code, stderr]).toEqual([3, expect.stringContaining('SPN6020')]);
});

describe('refused', () => {
  const wrong: readonly Tensor[] = [
    { dims: [1, 10, 13, 3], data: new Float32Array(390) },
    { dims: [13, 10, 3], data: new Float32Array(390) },
    { dims: [1, 13, 10, 3], data: new Float32Array(389) },
  ];
  test.each(wrong)('an input of another shape: $dims', async (tensor) => {
    const session = await onnxCpu.prepare({ graph, weights });
    await expect(session.run(tensor)).rejects.toThrow('SPN6005');
    await session.dispose();
  });

  test('a file that is not a model, or not there', async () => {
    const path = join(folder, 'noise.onnx');
    writeFileSync(path, Buffer.from('this is not protobuf, it is a sentence'));
    await expect(openOnnxFile(path)).rejects.toThrow('SPN6019');
    await expect(openOnnxFile(join(folder, 'absent.onnx'))).rejects.toThrow('SPN6008');
    expect(readOnnxHead(path)).toMatchObject({ isModel: false, metadata: new Map() });
  });

  test.each([onnxWebgpu, onnxCuda])('$name where it can not run says why', async (backend) => {
    const { available, reason } = await backend.probe();
    if (available) return;
    expect(reason).toMatch(/\w/);
    await expect(backend.prepare({ graph, weights })).rejects.toThrow(DiagnosticError);
  });
});

test('metadata of a file is read from its head', async () => {
  const head = readOnnxHead(await write('metadata.onnx', graph, { layout: 'nhwc', specHash: 'f00d' }));
  const { metadata } = head;
  expect(head.isModel).toBe(true);
  expect(metadata.get('spinec.layout')).toBe('nhwc');
  expect(metadata.get('spinec.spec_hash')).toBe('f00d');
});

test('ONNX Runtime loads the files without a word', async () => {
  const require = createRequire(import.meta.url);
  const load = `
    const { InferenceSession } = require(process.argv[1]);
    (async () => { for (const path of process.argv.slice(2)) await (await InferenceSession.create(path)).release(); })();`;
  const paths = [
    await write('quiet.onnx', graph),
    await write('quiet-f16.onnx', graph, { dtype: 'f16', layout: 'nhwc' }),
    await write('quiet-picture.onnx', graph, { imageInput: true, externalData: true }),
  ];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '-e',
    load,
    require.resolve('onnxruntime-node'),
    ...paths,
  ]);
  expect(stdout + stderr).toBe('');
});
