import { describe, expect, test } from 'vitest';
import type { Graph } from '../../compiler/ir/graph.ts';
import { verify } from '../../compiler/ir/verify.ts';
import { equalizablePairs, equalizeLayers } from '../../compiler/passes/equalize-layers.ts';
import { channelMagnitudes } from '../../compiler/quantize/kernel-scales.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { exactParamReader, paramReader } from '../../runtime/weights/materialize.ts';
import { randomInputs, randomSource } from '../property/random-graph.ts';
import { tensorDifference } from '../emit/difference.ts';
import { expectUnchanged, graphOf } from './rewriting.ts';

const conv = (activation: string) => `{stride: [1,1], dilation: [1,1], padding: [1,1,1,1], activation: ${activation}}`;
const pool = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], kernel: [2,2]}';

const params = `input x : f32[N,6,6,3]
     param a/kernel : f32[3,3,3,4] ~ ones
     param a/bias : f32[4] ~ ones
     param d/kernel : f32[3,3,4,1] ~ ones
     param d/bias : f32[4] ~ ones
     param c/kernel : f32[1,1,4,5] ~ ones`;

const chain = graphOf(`graph g
     ${params}
     section s
       a = conv2d(x, a/kernel, a/bias) ${conv('relu')}
       p = max-pool(a) ${pool}
       d = depthwise-conv2d(p, d/kernel, d/bias) ${conv('none')}
       c = conv2d(d, c/kernel) ${conv('none')}
     output y = c
    `);

const names = (graph: Graph) => equalizablePairs(graph).map(({ first, second }) => `${first.name} ${second.name}`);

describe('equalize-layers', () => {
  test('pairs convs and depthwise convs through relu and pooling', () => {
    expect(names(chain)).toEqual(['a d', 'd c']);
  });

  test('changes no result, and makes ranges on both sides of a value the same', () => {
    const { graph, changed } = equalizeLayers.run(chain);
    expect(changed).toBe(true);
    expect(verify(graph)).toEqual([]);
    const source = randomSource(3);
    const inputs = randomInputs(chain, 4, 2);
    const run = (of: Graph) => evaluateGraph(of, exactParamReader(of, source), inputs, { precision: 'f64' });
    expect(tensorDifference(run(chain)['y']!, run(graph)['y'])).toBeLessThan(1e-12);

    const read = paramReader(graph, source);
    const [, , last] = graph.nodes.filter(({ kind }) => kind.includes('conv2d'));
    const depthwise = graph.nodes.find(({ kind }) => kind === 'depthwise-conv2d')!;
    const [, kernel = '', bias = ''] = depthwise.inputs;
    const made = channelMagnitudes(read(kernel), 4).map((magnitude, c) =>
      Math.max(magnitude, Math.abs(read(bias)[c]!)),
    );
    const reading = read(last!.inputs[1]!);
    const perInput = Array.from({ length: 4 }, (_, c) =>
      Math.max(...Array.from({ length: 5 }, (_, o) => Math.abs(reading[5 * c + o]!))),
    );
    for (let c = 0; c < 4; c++) expect(made[c]! / perInput[c]!).toBeCloseTo(1, 5);
  });

  test('dead channels stay as they are, and finite', () => {
    const zeros = {
      description: 'zeros',
      read: ({ type }: { type: { dims: readonly unknown[] } }) =>
        new Float32Array(type.dims.reduce<number>((product, d) => product * Number(d), 1)),
    };
    const { graph } = equalizeLayers.run(chain);
    const read = paramReader(graph, zeros);
    for (const { inputs } of graph.nodes)
      for (const id of inputs.slice(1)) expect(read(id).every((value) => value === 0)).toBe(true);
  });

  test.each([
    ['a sigmoid', `a = conv2d(x, a/kernel, a/bias) ${conv('sigmoid')}\n c = conv2d(a, c/kernel) ${conv('none')}`],
    [
      'a value with two readers',
      `a = conv2d(x, a/kernel, a/bias) ${conv('relu')}\n b = add(a, a)\n c = conv2d(a, c/kernel) ${conv('none')}`,
    ],
    [
      'a shared kernel',
      `a = conv2d(x, a/kernel) ${conv('relu')}\n b = conv2d(x, a/kernel) ${conv('relu')}\n c = conv2d(a, c/kernel) ${conv('none')}`,
    ],
  ])('leaves %s alone', (_, nodes) => {
    expectUnchanged(
      equalizeLayers,
      `graph g\n ${params}\n section s\n ${nodes}\n output y = c${nodes.includes(' b =') ? '\n output z = b' : ''}\n`,
    );
  });
});
