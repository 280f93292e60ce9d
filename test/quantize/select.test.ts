/** Which nodes are computed in integers, and which values are stored in 8 bits. */
import { describe, expect, test } from 'vitest';
import type { Graph } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { integerPasses } from '../../compiler/passes/levels.ts';
import { optimize, runPasses } from '../../compiler/passes/manager.ts';
import { firstLayers, lastLayers, nodesNamed } from '../../compiler/quantize/keep.ts';
import { isQuantizable, quantizableLayers, selectLayers } from '../../compiler/quantize/select.ts';
import { builtin, spinenet49, withRetinanet } from '../lower/published.ts';
import { graphOf } from '../passes/rewriting.ts';

const conv = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}';

const graph = graphOf(`graph g
     input x : f32[N,4,4,2]
     param kernel : f32[1,1,2,2] ~ ones
     param vector : f32[2] ~ ones
     section s
       a/conv = conv2d(x, kernel) ${conv}
       b/conv = conv2d(x, kernel, vector) ${conv}
       sum = add(a/conv, b/conv)
       sum/relu = relu(sum)
       up = upsample-nearest(sum/relu) {factor: [2,2]}
       odd = batch-norm(up, vector, vector, vector, vector) {epsilon: 0.001}
       mixed = add(odd, up)
       scaled = multiply(up, vector)
       c/conv = conv2d(mixed, kernel) ${conv}
     output y = c/conv
     output z = scaled
    `);

const kept = (...names: string[]) => selectLayers(graph, ({ name }) => names.includes(name));
const layerNames = ({ layers }: ReturnType<typeof kept>) =>
  layers.map(({ nodes }) => nodes.map(({ name }) => name).join());

describe('selection', () => {
  test('convs, what lies between integers, and a relu with its sum', () => {
    const selection = kept();
    expect(layerNames(selection)).toEqual(['a/conv', 'b/conv', 'sum,sum/relu', 'up', 'c/conv']);
    // The sum itself is never stored; what upsampling repeats has the scale that it had.
    expect(Object.fromEntries(selection.values)).toEqual({
      x: 'x',
      'a/conv': 'a/conv',
      'b/conv': 'b/conv',
      'sum/relu': 'sum/relu',
      up: 'sum/relu',
      mixed: 'mixed',
      'c/conv': 'c/conv',
    });
  });

  test('a conv in float32 takes along what follows from it', () => {
    const selection = kept('a/conv');
    expect(layerNames(selection)).toEqual(['b/conv', 'c/conv']);
    expect([...selection.values.keys()]).toEqual(['x', 'b/conv', 'mixed', 'c/conv']);
  });

  test('nothing is left when all convs are kept', () => {
    expect(kept('a/conv', 'b/conv', 'c/conv').layers).toEqual([]);
  });
});

function prepared(spec: Parameters<typeof lower>[0]): Graph {
  return runPasses(optimize(lower(spec).value!).graph, integerPasses).graph;
}

const layersOf = (of: Graph) => new Set(quantizableLayers(of));
const named = (of: Graph, pattern: string) => nodesNamed(of, pattern, (node) => isQuantizable(of, node));
const names = (nodes: readonly { readonly name: string }[]) => nodes.map(({ name }) => name);

describe('what is kept', () => {
  const retinanet = prepared(withRetinanet(spinenet49));

  test('the first layer and the last ones', () => {
    expect(names(firstLayers(graph, layersOf(graph)))).toEqual(['a/conv', 'b/conv']);
    expect(names(lastLayers(graph, layersOf(graph)))).toEqual(['c/conv']);
    expect(names(firstLayers(retinanet, layersOf(retinanet)))).toEqual(['stem/conv']);
    const predictors = [3, 4, 5, 6, 7].flatMap((level) => [`class_${level}`, `box_${level}`]);
    const sections = lastLayers(retinanet, layersOf(retinanet)).map(({ origin }) => origin.section);
    expect(sections.sort()).toEqual(predictors.sort());
  });

  test('names, paths and patterns', () => {
    expect(names(named(graph, 'a'))).toEqual(['a/conv']);
    expect(names(named(graph, '*/conv'))).toEqual(['a/conv', 'b/conv', 'c/conv']);
    expect(names(named(graph, 's*m'))).toEqual(['sum', 'sum/relu']);
    expect(names(named(graph, 'odd'))).toEqual([]);
    expect(named(retinanet, 'b1').every(({ name }) => name.startsWith('b1/'))).toBe(true);
    expect(named(retinanet, 'class_*')).toHaveLength(25);
  });

  test('a pattern of many stars ends', () => {
    expect(named(retinanet, `${'*a'.repeat(2000)}*b`)).toEqual([]);
  });
});

const blocks = ['space-to-depth', 'batch-norm', 'sigmoid', 'multiply'];

test.each([
  ['spinenet-mobile-49', []],
  ['resnet-50', []],
  // Its down-sampling by space-to-depth is normed without a conv.
  ['eff-spinenet-m0', blocks],
] as const)('of %s only %j stay in float32', (name, kinds) => {
  const network = prepared(builtin(name));
  const { layers } = selectLayers(network, () => false);
  const integer = new Set(layers.flatMap(({ nodes }) => nodes));
  expect(new Set(network.nodes.filter((node) => !integer.has(node)).map(({ kind }) => kind))).toEqual(new Set(kinds));
});
