/**
 * A network in pieces that are each fed what the official code gave the pieces before, so that no rounding is amplified on
 * the way: random weights make a float32 run of an official code differ from its own float64 run by up to 3e-3.
 */
import { expect } from 'vitest';
import type { Graph, ValueId } from '../../compiler/ir/graph.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import type { BackendName } from '../../runtime/backends/backend.ts';
import { backends } from '../../runtime/backends/table.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';
import { sectionGraph } from './section-graph.ts';

/** Largest difference, relative to the largest expected value. */
export function relativeError(actual: Tensor, expected: Tensor): number {
  expect(actual.dims.slice(1)).toEqual(expected.dims.slice(1));
  let [largest, difference] = [0, 0];
  for (let i = 0; i < Math.min(actual.data.length, expected.data.length); i++) {
    largest = Math.max(largest, Math.abs(expected.data[i]!));
    difference = Math.max(difference, Math.abs(actual.data[i]! - expected.data[i]!));
  }
  expect(largest).toBeGreaterThan(0);
  return difference / largest;
}

/** Some values were kept for the first picture of a batch only. */
export function firstPicture({ dims: [batch = 1, ...rest], data }: Tensor): Tensor {
  return { dims: [1, ...rest], data: data.subarray(0, data.length / batch) };
}

/**
 * Runs every section of which the official run has what goes in and what comes out, optimised as it is compiled.
 * @param official values of the graph by their ids
 * @returns how many sections there were, and the errors of those beyond `bound`
 */
export async function compareSections(
  graph: Graph,
  official: ReadonlyMap<ValueId, Tensor>,
  params: (name: string) => Tensor,
  backend: BackendName,
  bound: number,
): Promise<{ readonly compared: number; readonly wrong: readonly string[] }> {
  let compared = 0;
  const wrong: string[] = [];
  for (const { id, result = '' } of graph.sections) {
    const wanted = official.get(result);
    if (wanted === undefined) continue;
    const section = sectionGraph(graph, id);
    const fed = section.boundary.flatMap((value) => official.get(value) ?? []).map(firstPicture);
    if (fed.length < section.boundary.length) continue;
    compared++;
    // What comes from other sections beside the input is a param of the section.
    const values = new Map(section.boundary.map((value, i) => [value, fed[i]!]));
    const weights: ParamSource = {
      description: 'the official run',
      read: ({ name }) => Float32Array.from((values.get(name) ?? params(name)).data),
    };
    const session = await (await backends[backend]()).prepare({ graph: optimize(section.graph).graph, weights });
    try {
      const { result: found } = await session.run(fed[0]!);
      const error = relativeError(found!, firstPicture(wanted));
      if (!(error < bound)) wrong.push(`${id}: ${error}`);
    } finally {
      await session.dispose();
    }
  }
  return { compared, wrong };
}
