/** The tfjs target as text: goldens, type checks, refusals, hostile names. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { emitTfjs } from '../../compiler/emit/tfjs/emit.ts';
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import { tensorType } from '../../compiler/ir/tensor-type.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { atSize, published, spinenet49, withRetinanet } from '../lower/published.ts';
import { hostile } from './hostile.ts';
import { expectModule } from './module-golden.ts';
import { everyForm, smallGraph, window } from './tfjs-graphs.ts';
import { difference, loadModel, tf, typeErrors, useBackend } from './tfjs-support.ts';

const specHash = 'ab'.repeat(32);
const golden = (name: string): string => fileURLToPath(new URL(`../golden/tfjs/${name}.ts`, import.meta.url));

function compiled(spec: ResolvedSpec, level: 'O0' | 'O1' = 'O1'): Graph {
  const { value, diagnostics } = lower(spec);
  if (!value) throw new Error(diagnostics.map((d) => d.message).join());
  return optimize(value, { level }).graph;
}

/** SpineNet-49 with an eighth of the filters. */
const slim = (spec: ResolvedSpec): ResolvedSpec => ({
  ...spec,
  scale: { ...spec.scale, filters: 0.125, endpointFilters: 32 },
});

/** The shortest network there is: nothing to load, nothing to do. */
const identity = smallGraph('identity', [2, 2], (build, x) => build.output('endpoint_3', x));

describe('goldens', () => {
  test('every op', async () => {
    await expect(await emitTfjs(everyForm, { specHash })).toMatchFileSnapshot(golden('every-form'));
  });
  test('a network without weights', async () => {
    await expect(await emitTfjs(identity)).toMatchFileSnapshot(golden('identity'));
  });
  test('SpineNet-49 with an eighth of the filters at 128, RetinaNet head', async () => {
    const graph = compiled(atSize(slim(withRetinanet(spinenet49)), 128));
    await expectModule(await emitTfjs(graph, { specHash }), 'slim-retinanet-128');
  });
  test('sizes that do not divide: nearest resize by gathers', async () => {
    const graph = compiled(atSize(slim(spinenet49), 224));
    await expectModule(await emitTfjs(graph, { specHash }), 'slim-224');
  });
});

test('same graph, same text', async () => {
  const graph = compiled(spinenet49);
  expect(await emitTfjs(graph)).toBe(await emitTfjs(graph));
});

test('SpineNet-49 is a file that one can read', async () => {
  const graph = compiled(withRetinanet(spinenet49));
  const text = await emitTfjs(graph, { specHash });
  expect(text.length).toBeLessThan(100_000);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(180);
  expect(text).toContain('// b12 : L4 bottleneck <- b5 b10 => P4\n');
  expect(text.match(/from '/g)).toEqual(["from '"]);
});

test('modules type-check alone, under the strictest options', async () => {
  const modules: Record<string, string> = { identity: await emitTfjs(identity), everyForm: await emitTfjs(everyForm) };
  for (const name of ['49', '190']) modules[name] = await emitTfjs(compiled(withRetinanet(published[name]!)));
  modules['swish'] = await emitTfjs(compiled({ ...spinenet49, activation: 'swish' }));
  modules['O0'] = await emitTfjs(compiled(withRetinanet(spinenet49), 'O0'));
  modules['224'] = await emitTfjs(compiled(atSize(spinenet49, 224)));
  expect(typeErrors(modules)).toEqual([]);
});

describe('refusals', () => {
  const conv = (attrs: { stride: [number, number]; dilation: [number, number] }): Graph =>
    smallGraph('refused', [9, 9], (build, x, param) => {
      build.output(
        'y',
        build.op('conv', 'conv2d', [x, param('kernel', 3, 3, 3, 1)], { ...window, ...attrs, activation: 'none' }),
      );
    });
  test('stride and dilation at once', async () => {
    await expect(emitTfjs(conv({ stride: [2, 2], dilation: [2, 2] }))).rejects.toThrow("SPN4101: tfjs: conv2d 'conv'");
    await expect(emitTfjs(conv({ stride: [2, 2], dilation: [1, 1] }))).resolves.toContain('strides: 2');
  });
  test('dilated max-pool', async () => {
    const graph = smallGraph('refused', [9, 9], (build, x) => {
      build.output('y', build.op('pool', 'max-pool', [x], { ...window, dilation: [2, 2], kernel: [2, 2] }));
    });
    await expect(emitTfjs(graph)).rejects.toThrow("SPN4101: tfjs: max-pool 'pool'");
  });
});

describe('hostile names', () => {
  const build = new GraphBuilder(hostile.join(' '));
  const x = build.input('images', tensorType('f32', ['N', 2, 2, 2]));
  hostile.forEach((text, i) => {
    build.section({ id: text, title: text, part: 'backbone' }, () => {
      const name = `${text}/kernel`;
      const facts = { initializer: { kind: 'normal', stddev: 0.5 }, trainable: true, regularized: false } as const;
      // `__proto__` as a whole is a weight's name, too.
      const own = text === '__proto__' || text === 'constructor' ? text : name;
      const kernel = build.param({ name: own, type: tensorType('f32', [1, 1, 2, 2]), ...facts });
      const conv = build.op(`${text}${String(i)}`, 'conv2d', [x, kernel], { ...window, activation: 'none' });
      build.output(text, conv);
    });
  });
  const graph = build.build();

  test('are strings and comments of the text, and nothing else', async () => {
    const text = await emitTfjs(graph);
    expect(typeErrors({ hostile: text })).toEqual([]);
    const file = ts.createSourceFile('hostile.ts', text, ts.ScriptTarget.ES2022, true);
    const words = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && node.text === 'process') words.add(node.parent.getText());
      ts.forEachChild(node, visit);
    };
    visit(file);
    expect([...words]).toEqual([]);
    expect(file.referencedFiles).toEqual([]);
  });

  test('run as a network whose outputs have those names', async () => {
    await useBackend('cpu');
    const model = await loadModel(graph);
    const input = tf.ones<tf.Rank.R4>([1, 2, 2, 2]);
    const outputs = await model.predict(input);
    expect(Object.getPrototypeOf(outputs)).toBe(Object.prototype);
    expect(Object.keys(outputs).sort()).toEqual([...hostile].sort());
    tf.dispose([input, ...Object.values(outputs)]);
    expect(await difference(graph, model)).toBeLessThan(1e-6);
    model.dispose();
  });
});
