/**
 * The tfjs backends, each in a process of its own as a user has it: numbers as the reference's, a profile of all nodes, and
 * an end. Backends that can't run here are skipped with the reason that their probe gives.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emitTfjs } from '../../compiler/emit/tfjs/emit.ts';
import { legalize } from '../../compiler/passes/legalize/legalize.ts';
import { consumedParams } from '../../compiler/passes/uses.ts';
import type { BackendName, Program } from '../../runtime/backends/backend.ts';
import { backends } from '../../runtime/backends/table.ts';
import { loadTfjsModule } from '../../runtime/backends/tfjs/module.ts';
import { adapterName, isSoftwareAdapter } from '../../runtime/backends/adapter-info.ts';
import { probeWebGpu } from '../../runtime/backends/webgpu-adapter.ts';
import { paramReader } from '../../runtime/weights/materialize.ts';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';

import { everyForm } from '../emit/tfjs-graphs.ts';
import { tf } from '../emit/tfjs-support.ts';
import { randomInputs, randomSource } from '../property/random-graph.ts';
import { root } from '../support/spinec.ts';
import type { Report } from './tfjs-run.ts';

// Debian's chromium brings a software Vulkan driver, which is as good as a GPU to test with.
const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';
if (existsSync(swiftShader) && process.env['VK_DRIVER_FILES'] === undefined) {
  process.env['VK_DRIVER_FILES'] = swiftShader;
  process.env['VK_ICD_FILENAMES'] = swiftShader;
}

function runBackend(
  name: BackendName,
  networks: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', join(root, 'test/backends/tfjs-run.ts'), name, ...networks];
    const child = spawn(process.execPath, args, { cwd: root });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Every pipeline costs a software GPU a second, so it gets one network of a spec. */
const plans = [
  { name: 'tfjs-cpu', networks: [] },
  { name: 'tfjs-wasm', networks: [] },
  { name: 'tfjs-node-gpu', networks: [] },
  { name: 'tfjs-webgpu', networks: ['every form', 'sizes that do not divide'] },
] as const;

describe.each(plans)('$name', ({ name, networks }) => {
  test(
    'runs generated modules unchanged, profiles them, and lets the process end',
    { timeout: 300_000 },
    async (context) => {
      const backend = await backends[name]();
      const probe = await backend.probe();
      if (!probe.available) {
        console.log(`${name} skipped: ${probe.reason ?? ''}`);
        return context.skip(probe.reason);
      }
      const { code, stdout, stderr } = await runBackend(name, networks);
      expect(code, stderr).toBe(0);
      const report = JSON.parse(stdout) as Report; // so nothing else was printed
      if (name !== 'tfjs-node-gpu') expect(stderr).toBe(''); // TensorFlow's own library greets from C++
      expect(report.device).toBe(probe.device);
      for (const [network, difference] of Object.entries(report.differences))
        expect(difference, network).toBeLessThan(1e-4);
      expect(report.nodes).toBeGreaterThan(20);
      expect(report.profiled).toBe(report.nodes);
      expect(report.timed).toBe(true);
    },
  );
});

describe('a program', () => {
  const program: Program = { graph: everyForm, weights: randomSource(1) };
  const input = randomInputs(everyForm, 2, 1)['images']!;
  const cpu = () => backends['tfjs-cpu']();

  test('made from files gives what one made in memory gives', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spinec-'));
    try {
      const files = { tfjs: join(folder, 'net.ts'), safetensors: join(folder, 'net.safetensors') };
      const legal = legalize(everyForm, 'tfjs');
      const read = paramReader(legal, program.weights);
      const dims = new Map(legal.params.map((p) => [p.name, p.type.dims as readonly number[]]));
      await writeFile(files.tfjs, await emitTfjs(everyForm));
      await writeFile(
        files.safetensors,
        safetensorsBytes(
          [...consumedParams(legal)].map((name) => ({
            name,
            dims: dims.get(name)!,
            type: 'F32',
            read: () => read(name),
          })),
        ),
      );
      const backend = await cpu();
      const [one, other] = [await backend.prepare({ ...program, files }), await backend.prepare(program)];
      expect(await one.run(input)).toEqual(await other.run(input));
      await one.dispose();
      await other.dispose();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('leaves no tensor behind, and sessions of two backends can take turns', async () => {
    const before = tf.memory().numTensors;
    const sessions = [await (await cpu()).prepare(program), await (await backends['tfjs-wasm']()).prepare(program)];
    const results = await Promise.all([0, 1, 0, 1].map((i) => sessions[i]!.run(input)));
    for (const result of results)
      for (const [name, { data }] of Object.entries(result))
        data.forEach((value, i) => expect(value).toBeCloseTo(results[0]![name]!.data[i]!, 4));
    await Promise.all(sessions.map((session) => session.dispose()));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuses an input of another size, and says which it takes', async () => {
    const session = await (await cpu()).prepare(program);
    const run = session.run({ dims: [1, 9, 9, 3], data: new Float32Array(243) });
    await expect(run).rejects.toThrow('SPN6005: input is [1,9,9,3], the network takes [N,9,12,3]');
    await session.dispose();
  });

  test('what a module throws is a diagnostic', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spinec-'));
    const tfjs = join(folder, 'net.ts');
    try {
      const backend = await cpu();
      await writeFile(tfjs, "import fs from 'node:fs';\nfs.rmSync('/');\nexport {};\n");
      await expect(backend.prepare({ ...program, files: { tfjs } })).rejects.toThrow(
        /^SPN6009: .*net\.ts is no compiled module: .*imports node:fs/,
      );
      await writeFile(tfjs, 'export const nothing = 1;\n');
      await expect(backend.prepare({ ...program, files: { tfjs } })).rejects.toThrow(/^SPN6009: .*exports no load/);
      const bad = join(folder, 'net.safetensors');
      await writeFile(bad, 'x');
      await expect(backend.prepare({ ...program, files: { safetensors: bad } })).rejects.toThrow(
        'SPN6004: tfjs-cpu: not a safetensors file',
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('a module gets tfjs-core and nothing else', async () => {
  await expect(loadTfjsModule("import '@tensorflow/tfjs-node';", tf)).rejects.toThrow(
    'module.ts imports @tensorflow/tfjs-node',
  );
});

describe('WebGPU adapters', () => {
  const info = { vendor: '', architecture: '', device: '', description: '' };
  test.each([
    [
      {
        ...info,
        vendor: 'google',
        architecture: 'swiftshader',
        device: 'swiftshader-device-subzero-',
        description: 'SwiftShader driver 5.0.0',
      },
      true,
      'SwiftShader driver 5.0.0 (google swiftshader)',
    ],
    [
      { ...info, vendor: 'mesa', architecture: '', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
      true,
      'llvmpipe (LLVM 15.0.6, 256 bits) (mesa)',
    ],
    [
      { ...info, vendor: 'microsoft', description: 'Microsoft Basic Render Driver' },
      true,
      'Microsoft Basic Render Driver (microsoft)',
    ],
    [{ ...info, vendor: 'acme', isFallbackAdapter: true }, true, 'acme'],
    [
      { ...info, vendor: 'nvidia', architecture: 'hopper', device: '0x2335', description: 'NVIDIA H200' },
      false,
      'NVIDIA H200 (nvidia hopper)',
    ],
    [{ ...info, vendor: 'apple', architecture: 'metal-3' }, false, 'apple metal-3'],
  ])('%o', (adapter, software, name) => {
    expect(isSoftwareAdapter(adapter)).toBe(software);
    expect(adapterName(adapter)).toBe(name);
  });

  test('the probe names an adapter or says what is missing', async () => {
    const probe = await probeWebGpu();
    if (probe.available) expect(probe.device).toMatch(/\w/);
    else expect(probe.reason).toMatch(/npm i webgpu|Vulkan|adapter|Dawn/);
  });
});
