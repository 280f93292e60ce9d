/**
 * Lowering against the official codes: their weights under their names, their inputs, every output they gave, on the
 * reference evaluator.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { valueTypes, type Graph, type ValueId } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { tpuNames } from '../../runtime/weights/names/tpu.ts';
import { published, withRetinanet } from '../lower/published.ts';
import { officialParams, officialRuns, officialTensors } from './official-runs.ts';

/** Largest difference, relative to the largest expected value. */
function relativeError(actual: Tensor, expected: Tensor): number {
  expect(actual.dims.slice(1)).toEqual(expected.dims.slice(1));
  let [largest, difference] = [0, 0];
  for (let i = 0; i < Math.min(actual.data.length, expected.data.length); i++) {
    largest = Math.max(largest, Math.abs(expected.data[i]!));
    difference = Math.max(difference, Math.abs(actual.data[i]! - expected.data[i]!));
  }
  expect(largest).toBeGreaterThan(0);
  return difference / largest;
}

/** The nodes of one section as a graph of their own; inputs are the values that it takes from others. */
function sectionGraph(graph: Graph, id: string, result: ValueId): Graph {
  const nodes = graph.nodes.filter((node) => node.origin.section === id);
  const types = valueTypes(graph);
  const known = new Set(graph.params.map((param) => param.name));
  for (const node of nodes) for (const output of node.outputs) known.add(output.id);
  const foreign = new Set(nodes.flatMap((node) => node.inputs.filter((input) => !known.has(input))));
  const inputs = [...foreign].map((input) => ({ id: input, type: types.get(input)! }));
  return { ...graph, inputs, outputs: [{ name: id, value: result }], nodes };
}

/** Some block outputs were kept for the first picture of a batch only. */
function firstPicture({ dims: [batch = 1, ...rest], data }: Tensor): Tensor {
  return { dims: [1, ...rest], data: data.subarray(0, data.length / batch) };
}

describe.each(officialRuns)('$name', (run) => {
  const graph = lower(run.spec, { taps: 'all' }).value!;
  const { match, read: params } = officialParams(graph, run);
  const expected = officialTensors(run);

  it('has the params of the checkpoint, no more and no fewer', () => {
    const { missing, misshapen, unused, matched } = match;
    expect({ missing, misshapen }).toEqual({ missing: [], misshapen: [] });
    expect(matched.length).toBe(graph.params.length);
    // The backbone of a classifier is run without its head.
    expect(unused.map(({ name }) => name).filter((name) => !name.startsWith('classification_head/'))).toEqual([]);
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

  // No amplification: every section gets what the official code gave the sections before it.
  if (expected.size > 6)
    it('section by section', () => {
      const official = new Map(
        [...graph.inputs.map(({ id }) => ({ name: id, value: id })), ...graph.outputs].map(({ name, value }) => [
          value,
          expected.get(name),
        ]),
      );
      let compared = 0;
      const wrong = graph.sections.flatMap(({ id, result = '' }) => {
        const wanted = official.get(result);
        const section = sectionGraph(graph, id, result);
        const fed = section.inputs.flatMap((input) => official.get(input.id) ?? []);
        if (wanted === undefined || fed.length < section.inputs.length) return [];
        compared++;
        const inputs = Object.fromEntries(section.inputs.map((input, i) => [input.id, firstPicture(fed[i]!)]));
        const error = relativeError(evaluateGraph(section, params, inputs)[id]!, firstPicture(wanted));
        return error < 2e-5 ? [] : [`${id}: ${error}`];
      });
      expect(compared).toBeGreaterThanOrEqual(10);
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
