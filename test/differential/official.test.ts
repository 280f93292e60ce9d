/**
 * Lowering and what is generated against the official codes: their weights under their names, their inputs, every output
 * they gave.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lower } from '../../compiler/lower/lower.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { tpuNames } from '../../runtime/weights/names/tpu.ts';
import { published, withRetinanet } from '../lower/published.ts';
import { officialParams, officialRuns, officialTensors } from './official-runs.ts';
import { compareSections, relativeError } from './official-sections.ts';

describe.each(officialRuns)('$name', (run) => {
  const graph = lower(run.spec, { taps: 'all' }).value!;
  const { match, read: params } = officialParams(graph, run);
  const expected = officialTensors(run);

  it('has the params of the checkpoint, no more and no fewer', () => {
    const { missing, misshapen, unused, matched } = match;
    expect({ missing, misshapen }).toEqual({ missing: [], misshapen: [] });
    expect(matched.length).toBe(graph.params.length);
    // The backbone of a classifier is run without its head in float64.
    const ofHead = run.precision === 'f64' ? /^classification_head\// : /^$/;
    expect(unused.map(({ name }) => name).filter((name) => !ofHead.test(name))).toEqual([]);
  });

  // Random weights amplify rounding: a float32 run of the official code is itself up to 3e-3 away from its float64 run.
  it('end to end', () => {
    const inputs = { images: expected.get('images')! };
    const outputs = evaluateGraph(graph, params, inputs, { precision: run.precision ?? 'f32' });
    const bound = run.precision === 'f64' ? 1e-6 : 5e-3;
    const wrong = [...expected].flatMap(([name, tensor]) => {
      const error = name === 'images' ? 0 : relativeError(outputs[name]!, tensor);
      return error < bound ? [] : [`${name}: ${error}`];
    });
    expect(expected.size).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });

  const values = [...graph.inputs.map(({ id }) => ({ name: id, value: id })), ...graph.outputs];
  const official = new Map(
    values.flatMap(({ name, value }) => (expected.has(name) ? [[value, expected.get(name)!] as const] : [])),
  );
  // With the values of blocks there are sections all over the network; without, its head.
  if (run.precision !== 'f64')
    it.each([
      ['reference', 2e-5],
      ['onnx-cpu', 2e-5],
      ['tfjs-wasm', 2e-5],
    ] as const)('section by section on %s', async (backend, bound) => {
      const { compared, wrong } = await compareSections(graph, official, params, backend, bound);
      expect(compared).toBeGreaterThanOrEqual([...expected.keys()].some((name) => name.startsWith('block_')) ? 10 : 1);
      expect(wrong).toEqual([]);
    });
});

describe('published SpineNet-49S RetinaNet checkpoint', () => {
  it('has the names and shapes of the graph', () => {
    const graph = lower(withRetinanet(published['49s']!)).value!;
    const names = tpuNames(graph);
    const ours = Object.fromEntries(graph.params.map(({ name, type }) => [names.get(name)!.name, type.dims]));
    const file = new URL('../fixtures/official/spinenet-49s-retinanet.names.json', import.meta.url);
    expect(ours).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});
