/** Whole networks before and after optimisation and legalisation: random wirings, dialects, sizes, heads, in float64. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { legalize } from '../../compiler/passes/legalize/legalize.ts';
import { optimizationGoals, optimizationTargets, type PassChoice } from '../../compiler/passes/choice.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { blocks, dialects, spinenet49, withRetinanet } from '../lower/published.ts';
import { randomInputs, randomParams } from './random-graph.ts';

/** SpineNet-49 with other parents and kinds of block, thin and small; sizes that a dialect can't take are left out. */
const networks: fc.Arbitrary<Graph> = fc
  .record({
    rows: fc.array(
      fc.record({ level: fc.integer({ min: 2, max: 5 }), residual: fc.boolean(), a: fc.nat(), b: fc.nat() }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    dialect: fc.constantFrom(...Object.values(dialects)),
    activation: fc.constantFrom('relu' as const, 'swish' as const),
    size: fc.tuple(fc.constantFrom(32, 64, 56), fc.constantFrom(32, 64)),
    repeats: fc.integer({ min: 1, max: 2 }),
    head: fc.constantFrom('none', 'per-level' as const, 'shared' as const),
    taps: fc.constantFrom([], 'all' as const),
  })
  .map(({ rows, dialect, activation, size: [height, width], repeats, head, taps }) => {
    const inner = rows.map(({ level, residual, a, b }, i) => {
      const first = a % (i + 2);
      const second = (first + 1 + (b % (i + 1))) % (i + 2);
      return [level, residual ? 'R' : 'B', [first, second]] as const;
    });
    const last = inner.length + 1;
    const outputs = [3, 4].map((level) => [level, 'B', [last - 1, last], true] as const);
    const spec: ResolvedSpec = {
      ...spinenet49,
      ...dialect,
      activation,
      input: { height, width, channels: 3 },
      levels: { min: 3, max: 4 },
      blocks: blocks(2, [...inner, ...outputs]),
      scale: { ...spinenet49.scale, filters: 0.05, endpointFilters: 6, repeats },
      stem: { ...spinenet49.stem, filters: 4 },
    };
    const own = { filters: 6, classes: 2, convs: 2, norm: head === 'shared' ? head : ('per-level' as const) };
    return lower(head === 'none' ? spec : withRetinanet(spec, own), { taps }).value;
  })
  .filter((graph) => graph !== undefined);

const choices: fc.Arbitrary<PassChoice> = fc.record({
  level: fc.constantFrom('O1' as const, 'O2' as const),
  goal: fc.constantFrom(...optimizationGoals),
  target: fc.constantFrom(...optimizationTargets),
});

test('every output of a network stays what it is', () => {
  fc.assert(
    fc.property(networks, choices, (graph, choice) => {
      const run = (g: Graph): ReturnType<typeof evaluateGraph> =>
        evaluateGraph(g, randomParams(g, 7), randomInputs(g, 3), { precision: 'f64' });
      const expected = run(graph);
      const { graph: optimized } = optimize(graph, { ...choice, verify: true });
      expect(optimize(optimized, choice).graph).toBe(optimized);
      const found = run(legalize(optimized, 'tfjs', { verify: true }));
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      for (const [name, { dims, data }] of Object.entries(expected)) {
        expect(found[name]!.dims).toEqual(dims);
        let [largest, worst] = [0, 0];
        data.forEach((value, i) => {
          largest = Math.max(largest, Math.abs(value));
          worst = Math.max(worst, Math.abs(value - found[name]!.data[i]!));
        });
        expect(worst, name).toBeLessThanOrEqual(1e-11 * largest);
      }
    }),
    { numRuns: 40, seed: 1 },
  );
});
