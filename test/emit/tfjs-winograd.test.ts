/** Winograd convs of generated modules: right on every backend, without leaks, within the memory that was planned. */
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emitTfjs } from '../../compiler/emit/tfjs/emit.ts';
import { kernelCount } from '../../compiler/emit/tfjs/kernel-count.ts';
import { resultOf, valueTypes, type Graph } from '../../compiler/ir/graph.ts';
import type { Tile } from '../../compiler/ops/winograd/transform.ts';
import { planMemory } from '../../compiler/passes/memory-plan.ts';
import { randomInputs } from '../property/random-graph.ts';
import { smallGraph } from './tfjs-graphs.ts';
import { difference, loadModel, tf, typeErrors, useBackend } from './tfjs-support.ts';

interface Facts {
  readonly size?: readonly [height: number, width: number];
  readonly outputs?: number;
  readonly vectors?: 0 | 1 | 2;
  readonly activation?: 'none' | 'relu' | 'sigmoid';
  readonly tile?: Tile;
}

const network = ({ size = [8, 12], outputs = 6, vectors = 1, activation = 'relu', tile = [4, 4] }: Facts): Graph =>
  smallGraph('winograd', size, (build, x, param) => {
    const own = [param('b0/bias', outputs), param('b0/gamma', outputs)].slice(0, vectors);
    const inputs = [x, param('b0/kernel', 3, 3, 3, outputs), ...own];
    build.output('y', build.op('b0/conv', 'conv2d-by-winograd', inputs, { tile, activation }));
  });

/** One kernel for a Winograd conv and a direct one, another for two Winograd convs that are scaled apart. */
const shared = smallGraph('shared', [4, 8], (build, x, param) => {
  const window = { stride: [1, 1], dilation: [1, 1], padding: [1, 1, 1, 1] } as const;
  const attrs = { tile: [4, 4], activation: 'none' } as const;
  const kernel = param('b0/kernel', 3, 3, 3, 3);
  const first = build.op('b0/first', 'conv2d-by-winograd', [x, kernel, param('b0/bias', 3)], attrs);
  build.output('direct', build.op('b0/direct', 'conv2d', [first, kernel], { ...window, activation: 'relu' }));
  const again = param('b0/again', 3, 3, 3, 3);
  for (const name of ['second', 'third'])
    build.output(
      name,
      build.op(
        `b0/${name}`,
        'conv2d-by-winograd',
        [x, again, param(`b0/${name}/bias`, 3), param(`b0/${name}/gamma`, 3)],
        attrs,
      ),
    );
});

const networks: Readonly<Record<string, Graph>> = {
  whole: network({}),
  'smaller than a tile': network({ size: [2, 3] }),
  'odd sizes': network({ size: [9, 14] }),
  '4x2': network({ tile: [4, 2], size: [8, 6] }),
  '4x2, odd and scaled': network({ tile: [4, 2], size: [7, 5], vectors: 2 }),
  '4x2, more channels in than out': network({ tile: [4, 2], outputs: 1 }),
  'more channels in than out': network({ outputs: 1 }),
  'without bias': network({ vectors: 0, activation: 'none' }),
  scaled: network({ vectors: 2, activation: 'sigmoid' }),
  'scaled, odd': network({ size: [5, 8], vectors: 2, activation: 'none' }),
  shared,
};

let tensors = 0;
beforeEach(async () => {
  await useBackend('wasm');
  tensors = tf.memory().numTensors;
});
afterEach(() => expect(tf.memory().numTensors).toBe(tensors));

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  test.each(Object.entries(networks))('%s: as the reference', async (_, graph) => {
    await useBackend(backend);
    const model = await loadModel(graph);
    for (const batch of [1, 2]) expect(await difference(graph, model, batch)).toBeLessThan(5e-6);
    model.dispose();
    await useBackend('wasm');
  });
});

test.each(Object.entries(networks))('%s: kernels and bytes on wasm are those that were counted', async (_, graph) => {
  for (const batch of [1, 3]) {
    const model = await loadModel(graph);
    const weightBytes = tf.memory().numBytes;
    const { dims, data } = Object.values(randomInputs(graph, 2, batch))[0]!;
    const x = tf.tensor4d(Float32Array.from(data), dims as [number, number, number, number]);
    let outputs: Record<string, tf.Tensor> = {};
    const profile = await tf.profile(async () => Object.values((outputs = await model.predict(x))));
    const kernels = profile.kernels.filter((kernel) => !kernel.name.endsWith('_op')); // gradient wrappers of fused convs
    const plan = planMemory(graph, batch);
    const types = valueTypes(graph);
    let next = 0;
    graph.nodes.forEach((node, i) => {
      const own = kernels.slice(next, (next += kernelCount(node, types, 'wasm')));
      expect(own.at(-1)!.outputShapes[0]).toEqual(resultOf(node).type.dims.map((d) => (d === 'N' ? batch : d)));
      expect(Math.max(...own.map((kernel) => kernel.totalBytesSnapshot)) - weightBytes).toBe(plan.liveBytesDuring[i]);
    });
    expect(next).toBe(kernels.length);
    expect(profile.peakBytes - weightBytes).toBe(plan.peakBytes);
    tf.dispose([x, ...Object.values(outputs)]);
    model.dispose();
  }
});

test('on other backends the conv is direct', async () => {
  await useBackend('cpu');
  for (const name of ['whole', 'scaled']) {
    const graph = networks[name]!;
    const model = await loadModel(graph);
    const x = tf.zeros<tf.Rank.R4>([1, 8, 12, 3]);
    let outputs: Record<string, tf.Tensor> = {};
    const { kernels } = await tf.profile(async () => Object.values((outputs = await model.predict(x))));
    const own = kernels.filter((kernel) => !kernel.name.endsWith('_op'));
    expect(own).toHaveLength(kernelCount(graph.nodes[0]!, valueTypes(graph), 'cpu'));
    tf.dispose([x, ...Object.values(outputs)]);
    model.dispose();
  }
  await useBackend('wasm');
});

test('kernels that only Winograd convs read are held transformed alone', async () => {
  const model = await loadModel(network({ outputs: 64 }));
  const [plain, transformed] = [9 * 3 * 64 * 4, 36 * 3 * 64 * 4];
  expect(tf.memory().numBytes).toBeGreaterThan(transformed);
  expect(tf.memory().numBytes).toBeLessThan(transformed + plain);
  model.dispose();
});

test('as text: the golden, strictly typed, and tiles that it has no words for refused', async () => {
  const text = await emitTfjs(shared);
  const golden = fileURLToPath(new URL('../golden/tfjs/winograd.ts', import.meta.url));
  await expect(text).toMatchFileSnapshot(golden);
  expect(typeErrors({ shared: text, bare: await emitTfjs(networks['without bias']!) })).toEqual([]);
  await expect(emitTfjs(network({ tile: [4, 1] }))).rejects.toThrow(
    "tfjs: conv2d-by-winograd 'b0/conv': its tile is 4x1",
  );
});
