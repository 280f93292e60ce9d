/** Passes change how a result is computed, never what it is: random graphs before and after, in float64 without rounding. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph, ValueId } from '../../compiler/ir/graph.ts';
import { printGraph } from '../../compiler/ir/print.ts';
import { byteSize, tensorType } from '../../compiler/ir/tensor-type.ts';
import { equalizeLayers } from '../../compiler/passes/equalize-layers.ts';
import { legalizations } from '../../compiler/passes/legalize/legalizations.ts';
import { legalize } from '../../compiler/passes/legalize/legalize.ts';
import { optimizationGoals, optimizationTargets } from '../../compiler/passes/choice.ts';
import { integerPasses, passesFor } from '../../compiler/passes/levels.ts';
import { optimize, runPasses } from '../../compiler/passes/manager.ts';
import { planMemory } from '../../compiler/passes/memory-plan.ts';
import { consumedParams } from '../../compiler/passes/uses.ts';
import { winograd } from '../../compiler/passes/winograd.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { randomGraph, randomInputs, randomParams } from './random-graph.ts';

type Values = Readonly<Record<string, Tensor>>;

const run = (graph: Graph): Values =>
  evaluateGraph(graph, randomParams(graph, 1), randomInputs(graph, 2, 2), { precision: 'f64' });

/** Rounding of float64 is all that may differ: 2^-53 per operation, amplified a little by depth. */
function expectSame(after: Values, before: Values): void {
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [name, { dims, data }] of Object.entries(before)) {
    expect(after[name]!.dims).toEqual(dims);
    let [scale, worst] = [1, 0];
    data.forEach((value, i) => {
      scale = Math.max(scale, Math.abs(value));
      worst = Math.max(worst, Math.abs(value - after[name]!.data[i]!));
    });
    expect(worst / scale, name).toBeLessThan(1e-11);
  }
}

/** Nets over several levels that share kernels, biases or norms, as detection heads do: what `randomGraph` has none of. */
const sharedHead: fc.Arbitrary<Graph> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    layers: fc.integer({ min: 1, max: 3 }),
    bias: fc.boolean(),
    separable: fc.boolean(),
    norm: fc.constantFrom('per-level', 'shared', 'shared-scale', 'none'),
    activation: fc.constantFrom('relu' as const, 'swish' as const, 'sigmoid' as const),
    tapped: fc.boolean(),
  })
  .map(({ sizes, layers, bias, separable, norm, activation, tapped }) => {
    const channels = 2;
    const builder = new GraphBuilder('head');
    const param = (name: string, dims: readonly number[]): ValueId => {
      const type = tensorType('f32', dims);
      const facts = { initializer: { kind: 'ones' }, trainable: true, regularized: false } as const;
      return builder.has(name) ? name : builder.param({ name, type, ...facts });
    };
    const padded = { stride: [1, 1], dilation: [1, 1], padding: [1, 1, 1, 1], activation: 'none' } as const;
    sizes.forEach((size, level) => {
      const images = builder.input(`images_${level}`, tensorType('f32', ['N', size, size, channels]));
      builder.section({ id: `class_${level}`, title: '', part: 'head' }, () => {
        let value = images;
        for (let i = 0; i < layers; i++) {
          const name = `class_${level}/conv${i}`;
          const kernel = param(`class/conv${i}/kernel`, separable ? [3, 3, channels, 1] : [3, 3, channels, channels]);
          const inputs = bias ? [value, kernel, param(`class/conv${i}/bias`, [channels])] : [value, kernel];
          value = builder.op(`${name}/conv`, separable ? 'depthwise-conv2d' : 'conv2d', inputs, padded);
          if (tapped && i === 0) builder.output(`tap_${level}`, value);
          const own = `class/norm${i}/${level}`;
          const common = `class/norm${i}`;
          if (norm !== 'none') {
            const scale = norm === 'per-level' ? own : common;
            const shift = norm === 'shared' ? common : own;
            const statistics = [`${scale}/gamma`, `${shift}/beta`, `${shift}/mean`, `${scale}/variance`];
            const vectors = statistics.map((id) => param(id, [channels]));
            value = builder.op(`${name}/norm`, 'batch-norm', [value, ...vectors], { epsilon: 1e-3 });
          }
          value = builder.op(`${name}/${activation}`, activation, [value], {});
        }
        builder.output(`class_${level}`, value);
        return value;
      });
    });
    return builder.build();
  });

const graphs = fc.oneof({ weight: 3, arbitrary: randomGraph({ maxSteps: 16 }) }, { weight: 1, arbitrary: sharedHead });

/** The lists of -O2 by what they are for. */
const lists = optimizationGoals.flatMap((goal) => optimizationTargets.map((target) => ({ goal, target })));

test('every pass of every level keeps every output, its promises, and has nothing to do twice', () => {
  fc.assert(
    fc.property(graphs, fc.constantFrom(...lists), (graph, list) => {
      const expected = run(graph);
      optimize(graph, {
        level: 'O2',
        ...list,
        verify: true,
        onPass({ pass, before, after, run: { changed } }) {
          if (changed) expectSame(run(after), expected);
          else expect(after).toBe(before);
          expect(pass.run(after).changed, `${pass.name} again`).toBe(false);
        },
      });
    }),
    { numRuns: 600, seed: 1 },
  );
});

test('passes for integers keep every output and their promises', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const prepared = runPasses(optimize(graph).graph, integerPasses, { verify: true });
      expectSame(run(prepared.graph), run(graph));
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('legalisation for every target keeps every output', () => {
  fc.assert(
    fc.property(graphs, fc.constantFrom('O0' as const, 'O1' as const), (graph, level) => {
      const expected = run(graph);
      const { graph: optimized } = optimize(graph, { level });
      for (const target of ['tfjs', 'onnx'] as const) {
        const legal = legalize(optimized, target, { verify: true });
        expectSame(run(legal), expected);
        expect(legalize(legal, target)).toBe(legal);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('every pass works alone, behind nothing but dead code elimination', () => {
  const chosen = lists.flatMap((list) => passesFor({ level: 'O2', ...list }));
  const passes = [...new Set([...chosen, ...integerPasses, equalizeLayers, ...Object.values(legalizations).flat()])];
  const [dead] = chosen;
  fc.assert(
    fc.property(graphs, fc.constantFrom(...passes), (graph, pass) => {
      const alone = { ...pass, requires: [] };
      expectSame(run(runPasses(graph, [dead!, alone], { verify: true }).graph), run(graph));
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("Winograd's convolutions, wherever they are possible, keep every output", () => {
  const always = winograd({ macsPerSecond: 1, elementsPerSecond: 1e30, weightsPerSecond: 1e30, secondsPerNode: 0 });
  let rewritten = 0;
  fc.assert(
    fc.property(graphs, (graph) => {
      const passes = [...passesFor({ level: 'O1' }), always];
      const result = runPasses(graph, passes, { verify: true });
      if (result.passes.at(-1)!.changed) rewritten++;
      expectSame(run(result.graph), run(graph));
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(rewritten).toBeGreaterThan(20);
});

test('the optimised graph is no larger: nodes, stored weights', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const { graph: optimized, passes } = optimize(graph);
      expect(optimized.nodes.length).toBeLessThanOrEqual(graph.nodes.length);
      expect(passes.at(-1)!.macsAfter).toBeLessThanOrEqual(passes[0]!.macsBefore);
      expect(convKernelBytes(optimized)).toBeLessThanOrEqual(convKernelBytes(graph));
      expect(printGraph(optimize(graph).graph)).toBe(printGraph(optimized));
    }),
    { numRuns: 100, seed: 1 },
  );
});

function convKernelBytes(graph: Graph): number {
  const consumed = consumedParams(graph);
  const kernels = graph.params.filter((p) => consumed.has(p.name) && p.type.dims.length === 4);
  return kernels.reduce((sum, p) => sum + byteSize(p.type), 0);
}

test('the memory plan agrees with a run that counts', () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 3 }), (graph, batch) => {
      const plan = planMemory(graph, batch);
      // Frees by the plan, checks by brute force that nothing is read after it was freed or kept without need.
      const held = new Map<ValueId, number>(graph.inputs.map((v) => [v.id, byteSize(v.type, batch)]));
      const total = (): number => [...held.values()].reduce((sum, bytes) => sum + bytes, 0);
      const params = new Set(graph.params.map((p) => p.name));
      const always = new Set([...graph.inputs.map((v) => v.id), ...graph.outputs.map((o) => o.value)]);
      let peak = total();
      graph.nodes.forEach((node, i) => {
        for (const id of node.inputs) expect(held.has(id) || params.has(id), `${node.name} reads ${id}`).toBe(true);
        for (const { id, type } of node.outputs) held.set(id, byteSize(type, batch));
        expect(plan.liveBytesDuring[i]).toBe(total());
        peak = Math.max(peak, total());
        for (const id of plan.lastUse[i]!) expect(held.delete(id)).toBe(true);
        expect(plan.liveBytesAfter[i]).toBe(total());
        const later = new Set(graph.nodes.slice(i + 1).flatMap((n) => n.inputs));
        for (const id of held.keys()) expect(always.has(id) || later.has(id), `${id} is held`).toBe(true);
      });
      expect(plan.peakBytes).toBe(peak);
      expect(plan.lowerBoundBytes).toBeLessThanOrEqual(peak);
      expect(total()).toBe(plan.inputBytes + plan.outputBytes);
    }),
    { numRuns: 200, seed: 1 },
  );
});
