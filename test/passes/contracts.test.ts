/** Whole lists of passes over graphs in which one pass makes work for another: every promise is kept or taken back. */
import { describe, expect, test } from 'vitest';
import { optimizationGoals, optimizationTargets } from '../../compiler/passes/choice.ts';
import { integerPasses } from '../../compiler/passes/levels.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { optimize, runPasses } from '../../compiler/passes/manager.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { graphOf } from './rewriting.ts';

const conv = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}';
const norm = (at: string) =>
  ['gamma', 'beta', 'mean', 'variance'].map((name) => `param ${at}/${name} : f32[2] ~ ones`).join('\n');
const of = (at: string) => ['gamma', 'beta', 'mean', 'variance'].map((name) => `${at}/${name}`).join(', ');

const graphs: Readonly<Record<string, string>> = {
  'a conv that applies a sigmoid': `graph g
    input x : f32[N,4,4,2]
    param k : f32[1,1,2,2] ~ ones
    section b
      c = conv2d(x, k) ${conv}
      s = sigmoid(c)
    output y = s`,
  'a transposed conv with bias and activation': `graph g
    input x : f32[N,4,4,2]
    param k : f32[2,2,3,2] ~ ones
    param v : f32[3] ~ ones
    section b
      c = conv2d-transpose(x, k, v) {activation: none}
      r = relu(c)
    output y = r`,
  'rows of two features of different heights': `graph g
    input x : f32[N,2,2,2]
    input z : f32[N,3,2,2]
    section b
      a = gather(x) {axis: height, indices: [0,0,1,1]}
      c = gather(z) {axis: height, indices: [0,0,1,1]}
      d = add(a, c)
      e = relu(d)
    output y = e`,
  'upsampled twice by 2 and once by 4': `graph g
    input x : f32[N,2,2,2]
    input z : f32[N,2,2,2]
    section b
      a = upsample-nearest(x) {factor: [2,2]}
      c = upsample-nearest(a) {factor: [2,2]}
      u = upsample-nearest(z) {factor: [4,4]}
      d = add(c, u)
      p = max-pool(d) {stride: [2,2], dilation: [1,1], padding: [0,0,0,0], kernel: [2,2]}
    output y = p`,
  'three convs with one kernel, two normed alike': `graph g
    input x : f32[N,8,8,2]
    param k : f32[3,3,2,2] ~ ones
    ${norm('a')}
    ${norm('b')}
    section b
      c0 = conv2d(x, k) ${conv.replace('0,0,0,0', '1,1,1,1')}
      n0 = batch-norm(c0, ${of('a')}) {epsilon: 0.001}
      c1 = conv2d(n0, k) ${conv.replace('0,0,0,0', '1,1,1,1')}
      n1 = batch-norm(c1, ${of('a')}) {epsilon: 0.001}
      c2 = conv2d(n1, k) ${conv.replace('0,0,0,0', '1,1,1,1')}
      n2 = batch-norm(c2, ${of('b')}) {epsilon: 0.001}
    output y = n2`,
  'norms behind a shared kernel, and a vector added': `graph g
    input x : f32[N,4,4,2]
    param k : f32[1,1,2,2] ~ ones
    param v : f32[2] ~ ones
    ${norm('a')}
    ${norm('b')}
    section b
      c0 = conv2d(x, k) ${conv}
      n0 = batch-norm(c0, ${of('a')}) {epsilon: 0.001}
      s0 = add(n0, v)
      c1 = conv2d(s0, k) ${conv}
      n1 = batch-norm(c1, ${of('b')}) {epsilon: 0.001}
      s1 = add(n1, v)
    output y = s1`,
  'two activations behind a conv of 20 channels': `graph g
    input x : f32[N,4,4,2]
    param k : f32[1,1,2,20] ~ ones
    param l : f32[1,1,20,2] ~ ones
    section b
      c0 = conv2d(x, k) ${conv}
      r = relu(c0)
      h = hard-swish(r)
      c1 = conv2d(h, l) ${conv}
    output y = c1`,
};

/** A machine on which only products take time. */
const costs = { macsPerSecond: 1, elementsPerSecond: 1e30, weightsPerSecond: 1e30, secondsPerNode: 0 };

describe.each(Object.entries(graphs))('%s', (_what, text) => {
  const lists = optimizationGoals.flatMap((goal) => optimizationTargets.map((target) => ({ goal, target })));

  test.each(lists)('-O2 for $goal on $target', (list) => {
    const { graph } = optimize(graphOf(text), { level: 'O2', ...list, costs, verify: true });
    expect(graph.outputs.map(({ name }) => name)).toEqual(['y']);
  });

  test('in integers', () => {
    const { graph } = runPasses(optimize(graphOf(text)).graph, integerPasses, { verify: true });
    expect(graph.outputs.map(({ name }) => name)).toEqual(['y']);
  });
});

test.each(['spinenet-mobile-49xs', 'eff-spinenet-m0', 'spinenet-49s'])('%s in integers', (name) => {
  const spec = understand(builtinSource(name)!, { head: 'retinanet' }).value!;
  const lowered = lower(spec).value!;
  const { graph } = runPasses(optimize(lowered).graph, integerPasses, { verify: true });
  expect(graph.outputs.map((output) => output.name)).toEqual(lowered.outputs.map((output) => output.name));
});
