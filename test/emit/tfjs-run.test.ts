/** Generated modules at work, on tfjs-cpu and tfjs-wasm: right, without leaks, within the memory that was planned. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emitTfjs } from '../../compiler/emit/tfjs/emit.ts';
import type { Graph, ValueId } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { samePadding } from '../../compiler/ops/window.ts';
import { legalize } from '../../compiler/passes/legalize/legalize.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { planMemory } from '../../compiler/passes/memory-plan.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { loadTfjsModule, type TfjsModule } from '../../runtime/backends/tfjs/module.ts';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';
import { atSize, spinenet49, withRetinanet } from '../lower/published.ts';
import { randomGraph, randomInputs } from '../property/random-graph.ts';
import { everyForm, smallGraph } from './tfjs-graphs.ts';
import { difference, loadModel, tf, useBackend, weightTensors } from './tfjs-support.ts';

const backends = ['cpu', 'wasm'] as const;

/** SpineNet-49 with an eighth of the filters. */
function slim(rest: Partial<ResolvedSpec>, level: 'O0' | 'O1' = 'O1'): Graph {
  const scale = { ...spinenet49.scale, filters: 0.125, endpointFilters: 16 };
  const { value, diagnostics } = lower({ ...spinenet49, ...rest, scale });
  if (!value) throw new Error(diagnostics.map((d) => d.message).join());
  return optimize(value, { level }).graph;
}

const sized = (height: number, width: number): Partial<ResolvedSpec> => atSize(spinenet49, height, width);
const networks: Readonly<Record<string, Graph>> = {
  relu: slim(sized(128, 128)),
  swish: slim({ ...sized(128, 256), activation: 'swish' }),
  unoptimised: slim({ ...sized(64, 64), activation: 'swish' }, 'O0'),
  'padding same': slim({ ...sized(64, 64), padding: 'same' }),
  retinanet: slim({ ...sized(64, 64), head: withRetinanet(spinenet49, { filters: 8, convs: 2, classes: 3 }).head }),
  'every form': everyForm,
  'odd sizes': slim(sized(97, 97)),
};

// Every test leaves as many tensors as it found; one that leaks fails alone.
let tensors = 0;
beforeEach(async () => {
  await useBackend('cpu');
  tensors = tf.memory().numTensors;
});
afterEach(() => expect(tf.memory().numTensors).toBe(tensors));

describe.each(backends)('on %s', (backend) => {
  test.each(Object.entries(networks))('%s: as the reference', async (_, graph) => {
    await useBackend(backend);
    const model = await loadModel(graph);
    expect(await difference(graph, model)).toBeLessThan(1e-4);
    model.dispose();
  });

  test('random graphs of every op: as the reference', async () => {
    await useBackend(backend);
    const legal = randomGraph({ maxSteps: 8 }).filter(isExpressible);
    await fc.assert(
      fc.asyncProperty(legal, async (graph) => {
        const model = await loadModel(graph);
        expect(await difference(graph, model)).toBeLessThan(1e-5);
        model.dispose();
        expect(tf.memory().numTensors).toBe(tensors);
      }),
      { numRuns: 60 },
    );
  });

  test.each(['conv2d', 'depthwise-conv2d', 'max-pool', 'average-pool'] as const)(
    'SAME padding of a %s, with rows that no window reads and without: as the reference',
    async (kind) => {
      await useBackend(backend);
      for (const height of [2, 3, 4, 6])
        for (const width of [3, 7, 8]) {
          const graph = samePaddings(kind, height, width);
          const model = await loadModel(graph);
          expect(await difference(graph, model), `${height}×${width}`).toBeLessThan(1e-5);
          model.dispose();
        }
    },
  );

  test('whole factors of nearest resize are exact', async () => {
    await useBackend(backend);
    for (const [size, factor] of [
      [1, 49],
      [2, 3],
      [7, 7],
      [5, 11],
      [13, 5],
      [3, 64],
    ] as const) {
      const graph = smallGraph('up', [size, size], (build, x) =>
        build.output('y', build.op('up', 'upsample-nearest', [x], { factor: [factor, factor] })),
      );
      const model = await loadModel(graph);
      expect(await difference(graph, model, 1), `${size}·${factor}`).toBe(0);
      model.dispose();
    }
  });

  test('every kernel finds in memory what the plan says, pads and the input included', async () => {
    await useBackend(backend);
    for (const [name, graph] of Object.entries(networks)) {
      const legal = legalize(graph, 'tfjs');
      for (const batch of [1, 3]) {
        const model = await loadModel(graph);
        const weightBytes = tf.memory().numBytes;
        const { dims, data } = Object.values(randomInputs(graph, 2, batch))[0]!;
        const x = tf.tensor4d(Float32Array.from(data), dims as [number, number, number, number]);
        let outputs: Record<string, tf.Tensor> = {};
        const profile = await tf.profile(async () => Object.values((outputs = await model.predict(x))));
        const kernels = profile.kernels.filter((k) => !k.name.endsWith('_op')); // gradient wrappers of fused convs
        const plan = planMemory(legal, batch);
        expect(kernels.map((k) => k.totalBytesSnapshot - weightBytes)).toEqual(plan.liveBytesDuring);
        expect(profile.peakBytes - weightBytes, name).toBe(plan.peakBytes);
        tf.dispose([x, ...Object.values(outputs)]);
        model.dispose();
      }
    }
  });
});

/** An op with each small kernel and stride, padded as TensorFlow's SAME. */
function samePaddings(
  kind: 'conv2d' | 'depthwise-conv2d' | 'max-pool' | 'average-pool',
  height: number,
  width: number,
): Graph {
  return smallGraph('same', [height, width], (build, x, param) => {
    for (const rows of [1, 2, 3])
      for (const columns of [1, 2, 3, 4])
        for (const stride of [
          [1, 1],
          [2, 2],
          [3, 3],
          [3, 1],
          [2, 3],
        ] as const) {
          const name = [rows, columns, ...stride].join('_');
          const [top, bottom] = samePadding(height, rows, stride[0]);
          const [left, right] = samePadding(width, columns, stride[1]);
          const attrs = { stride, dilation: [1, 1], padding: [top, left, bottom, right] } as const;
          const filter = (filters: number): ValueId => param(`k${name}`, rows, columns, 3, filters);
          build.output(
            `y${name}`,
            kind === 'conv2d'
              ? build.op(name, kind, [x, filter(2)], { ...attrs, activation: 'none' })
              : kind === 'depthwise-conv2d'
                ? build.op(name, kind, [x, filter(1)], { ...attrs, activation: 'none' })
                : build.op(name, kind, [x], { ...attrs, kernel: [rows, columns] }),
          );
        }
  });
}

/** What tfjs refuses is tested as text. */
function isExpressible(graph: Graph): boolean {
  return graph.nodes.every(
    (node) =>
      (node.kind !== 'conv2d' && node.kind !== 'depthwise-conv2d') ||
      Math.max(...node.attrs.dilation) === 1 ||
      Math.max(...node.attrs.stride) === 1,
  );
}

describe('life of a model', () => {
  const graph = networks['padding same']!;

  test('nothing is left behind, run after run', async () => {
    await useBackend('cpu');
    const model = await loadModel(graph);
    const weights = tf.memory();
    const x = tf.zeros<tf.Rank.R4>([1, 64, 64, 3]);
    for (let run = 0; run < 3; run++) {
      tf.dispose(Object.values(await model.predict(x)));
      expect(tf.memory().numTensors).toBe(weights.numTensors + 1);
      expect(tf.memory().numBytes).toBe(weights.numBytes + x.size * 4);
    }
    x.dispose();
    model.dispose();
    model.dispose(); // twice is once
  });

  test('outputs outlive the model, which then refuses to work', async () => {
    await useBackend('cpu');
    const model = await loadModel(graph);
    const x = tf.ones<tf.Rank.R4>([1, 64, 64, 3]);
    const outputs = Object.values(await model.predict(x));
    model.dispose();
    for (const output of outputs) expect((await output.data()).every(Number.isFinite)).toBe(true);
    expect(() => model.predict(x)).toThrow('spinenet-49: the model is disposed');
    tf.dispose([x, ...outputs]);
  });

  test('an input of another shape or type is refused by name', async () => {
    await useBackend('cpu');
    const model = await loadModel(graph);
    const wrong = [tf.zeros([1, 64, 32, 3]), tf.zeros([64, 64, 3]), tf.zeros([1, 64, 64, 3], 'int32')];
    const wanted = 'spinenet-49 takes float32 [N,64,64,3], not ';
    expect(() => model.predict(wrong[0] as tf.Tensor4D)).toThrow(`${wanted}float32 [1,64,32,3]`);
    expect(() => model.predict(wrong[1] as tf.Tensor4D)).toThrow(`${wanted}float32 [64,64,3]`);
    expect(() => model.predict(wrong[2] as tf.Tensor4D)).toThrow(`${wanted}int32 [1,64,64,3]`);
    tf.dispose(wrong);
    model.dispose();
  });

  test('an output that is the input can be disposed of on its own', async () => {
    await useBackend('cpu');
    const same = smallGraph('same', [2, 2], (build, x) => {
      build.output('a', x);
      build.output('b', x);
    });
    const model = await loadModel(same);
    const x = tf.ones<tf.Rank.R4>([1, 2, 2, 3]);
    const { a, b } = model.predict(x) as { readonly a: tf.Tensor; readonly b: tf.Tensor };
    a.dispose();
    x.dispose();
    expect([...b.dataSync()]).toEqual(Array.from({ length: 12 }, () => 1));
    b.dispose();
    model.dispose();
  });
});

describe('weights', () => {
  const graph = smallGraph('small', [4, 4], (build, x, param) => {
    const attrs = { stride: [1, 1], dilation: [1, 1], padding: [1, 1, 1, 1], activation: 'none' } as const;
    build.output('y', build.op('conv', 'conv2d', [x, param('kernel', 3, 3, 3, 2), param('bias', 2)], attrs));
  });
  const bytesOf = (dtype: 'F32' | 'F16'): Uint8Array =>
    safetensorsBytes([
      { name: 'other', dims: [3], type: dtype, read: () => Float32Array.of(1, 2, 3) },
      {
        name: 'kernel',
        dims: [3, 3, 3, 2],
        type: dtype,
        read: () => Float32Array.from({ length: 54 }, (_, i) => (i - 27) / 16),
      },
      { name: 'bias', dims: [2], type: dtype, read: () => Float32Array.of(0.25, -3) },
    ]);
  let module: TfjsModule | undefined;
  const load = async (weights: Parameters<TfjsModule['load']>[0]) => {
    await useBackend('cpu');
    module ??= await loadTfjsModule(await emitTfjs(graph), tf);
    return module.load(weights);
  };

  test('f32 and f16 bytes, wherever they begin, give the same results as tensors', async () => {
    const x = tf.ones<tf.Rank.R4>([1, 4, 4, 3]);
    const results: number[][] = [];
    const anywhere = (bytes: Uint8Array): Uint8Array[] => {
      const shifted = new Uint8Array(bytes.length + 3);
      shifted.set(bytes, 3);
      return [bytes, shifted.subarray(3), Buffer.from(shifted.buffer, 3)]; // a Buffer's slice() is no copy
    };
    for (const bytes of [...anywhere(bytesOf('F32')), ...anywhere(bytesOf('F16'))]) {
      const model = await load(bytes);
      const y = (await model.predict(x))['y']!;
      results.push([...(await y.data())]);
      tf.dispose(y);
      model.dispose();
    }
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]!.slice(0, 2)).not.toEqual([0.25, -3]);
    x.dispose();
  });

  test('every half-precision number is widened exactly', async () => {
    const count = 65536;
    const wide = smallGraph('wide', [1, 1], (build, x, param) => {
      build.output('y', build.op('add', 'add', [x, param('bias')], {}));
      build.output('all', param('all', count));
    });
    const { load: loadWide } = await loadTfjsModule(await emitTfjs(wide), tf);
    // All finite numbers; infinities and NaNs are zeroed here and refused below.
    const halves = Uint16Array.from({ length: count }, (_, bits) => ((bits & 0x7c00) === 0x7c00 ? 0 : bits));
    const model = await loadWide(file({ all: ['F16', [count], halves], bias: ['F16', [], Uint16Array.of(0)] }));
    const x = tf.zeros<tf.Rank.R4>([1, 1, 1, 3]);
    const outputs = await model.predict(x);
    const values = await outputs['all']!.data();
    const expected = (bits: number): number => {
      const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
      return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
    };
    halves.forEach((bits, i) => expect(Object.is(values[i], expected(bits))).toBe(true));
    tf.dispose([x, ...Object.values(outputs)]);
    model.dispose();
    for (const bits of [0x7c00, 0xfc00, 0x7e01])
      await expect(
        loadWide(file({ all: ['F16', [count], halves], bias: ['F16', [], Uint16Array.of(bits)] })),
      ).rejects.toThrow('weight bias holds NaN');
  });

  const f32 = (length: number): Float32Array => new Float32Array(length);
  const whole = { kernel: ['F32', [3, 3, 3, 2], f32(54)], bias: ['F32', [2], f32(2)] } as const;
  test.each<readonly [string, Uint8Array, string]>([
    ['empty', new Uint8Array(), 'not a safetensors file: it has 0 bytes'],
    [
      'a lying length',
      Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255),
      'not a safetensors file: its header ends at byte',
    ],
    ['no JSON', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 123), 'not a safetensors file: its header is not JSON'],
    ['a list', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 91, 93), 'not a safetensors file: its header is not an object'],
    ['missing', file({ kernel: whole.kernel }), 'weights do not fit small:\n  bias is missing'],
    ['misshapen', file({ ...whole, bias: ['F32', [3], f32(3)] }), '  bias is [3], not [2]'],
    ['another rank', file({ ...whole, bias: ['F32', [2, 1], f32(2)] }), '  bias is [2,1], not [2]'],
    ['bf16', file({ ...whole, bias: ['BF16', [2], new Uint16Array(2)] }), '  bias is "BF16", not F32 or F16'],
    [
      'too short',
      file({ ...whole, bias: ['F32', [2], f32(1)] }),
      '  bias has data_offsets [216,220] for 8 of 220 bytes',
    ],
    ['cut off', file(whole).slice(0, -1), '  bias has data_offsets [216,224] for 8 of 223 bytes'],
    ['backwards', file(whole, { bias: { data_offsets: [224, 216] } }), '  bias has data_offsets [224,216] for 8'],
    ['negative', file(whole, { bias: { data_offsets: [-8, 0] } }), '  bias has data_offsets [-8,0] for 8'],
    ['fractions', file(whole, { bias: { data_offsets: [0.5, 8.5] } }), '  bias has data_offsets [0.5,8.5] for 8'],
    ['no offsets', file(whole, { bias: { data_offsets: null } }), '  bias has data_offsets null for 8'],
    ['no entry', file(whole, { bias: null }), '  bias is missing'],
    ['NaN', file({ ...whole, bias: ['F32', [2], Float32Array.of(0, NaN)] }), 'weight bias holds NaN'],
    ['infinity', file({ ...whole, bias: ['F32', [2], Float32Array.of(0, -Infinity)] }), 'weight bias holds -Infinity'],
  ])('%s is refused', async (_, bytes, message) => {
    await expect(load(bytes)).rejects.toThrow(message);
  });

  test('tensors that are missing, misshapen or of another type are refused together', async () => {
    await useBackend('cpu');
    const wrong = { kernel: tf.zeros([3, 3, 3, 1]), bias: tf.zeros([2], 'int32') };
    await expect(load(wrong)).rejects.toThrow(
      'weights do not fit small:\n  kernel is [3,3,3,1], not [3,3,3,2]\n  bias is int32, not float32',
    );
    await expect(load({})).rejects.toThrow('  kernel is missing\n  bias is missing');
    tf.dispose(wrong);
  });

  test('the caller keeps its tensors', async () => {
    await useBackend('cpu');
    const mine = weightTensors(graph);
    const model = await load(mine);
    model.dispose();
    for (const tensor of Object.values(mine)) expect(tensor.isDisposed).toBe(false);
    tf.dispose(mine);
  });
});

type Entry = readonly [dtype: string, shape: readonly number[], data: Float32Array | Uint16Array];

/** A safetensors file, with header entries changed afterwards. */
function file(
  entries: Readonly<Record<string, Entry>>,
  changes: Readonly<Record<string, object | null>> = {},
): Uint8Array {
  const header: Record<string, object | null> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, [dtype, shape, { buffer, byteLength }]] of Object.entries(entries)) {
    const change = changes[name];
    header[name] = change === null ? null : { dtype, shape, data_offsets: [offset, offset + byteLength], ...change };
    parts.push(new Uint8Array(buffer));
    offset += byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + offset);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  let at = 8 + text.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
