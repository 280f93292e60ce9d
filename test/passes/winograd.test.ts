/** Which convolutions become Winograd's, with which tile, and what they take in. */
import { describe, expect, test } from 'vitest';
import { lower } from '../../compiler/lower/lower.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { winograd } from '../../compiler/passes/winograd.ts';
import { directSeconds, winogradSeconds, defaultConvCosts } from '../../compiler/passes/winograd-costs.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { understand } from '../../compiler/pipeline.ts';
import { expectRewrite, expectUnchanged, graphOf } from './rewriting.ts';

/** A machine on which only products take time, and one on which they take none. */
const slowProducts = { macsPerSecond: 1, elementsPerSecond: 1e30, weightsPerSecond: 1e30, secondsPerNode: 0 };
const freeProducts = { macsPerSecond: 1e30, elementsPerSecond: 1, weightsPerSecond: 1, secondsPerNode: 0 };

const window = 'stride: [1,1], dilation: [1,1], padding: [1,1,1,1]';
const conv = (activation = 'none') => `{${window}, activation: ${activation}}`;
const tile = (outputs: number, activation: string, tile = '[4,2]') =>
  `{tile: ${tile}, size: [8,8], outputs: ${outputs}, activation: "${activation}"}`;

describe('a convolution', () => {
  const before = `graph g
     input x : f32[N,8,8,2]
     param in/kernel : f32[3,3,2,3] ~ ones
     param in/bias : f32[3] ~ zeros
     section b result in/conv
       in/conv = conv2d(x, in/kernel, in/bias) ${conv('"relu"')}
     output y = in/conv
    `;

  test('keeps its name, bias and activation', () => {
    expectRewrite(
      winograd(slowProducts),
      before,
      `graph g
     input x : f32[N,8,8,2]
     param in/kernel : f32[3,3,2,3] ~ ones
     param in/bias : f32[3] ~ zeros
     param in/winograd_kernel = winograd-kernel(in/kernel) {tile: [4,2], outputs: 3}
     section b result in/conv
       in/conv/tiles = winograd-input(x) {tile: [4,2]}
       in/conv = winograd-conv2d(in/conv/tiles, in/winograd_kernel, in/bias) ${tile(3, 'relu')}
     output y = in/conv
    `,
    );
  });

  test('stays where transforms cost more than products save', () => {
    expectUnchanged(winograd(freeProducts), before);
    expectUnchanged(winograd(defaultConvCosts), before);
  });

  test.each([
    ['a stride', conv().replace('stride: [1,1]', 'stride: [2,2]')],
    ['a dilation', conv().replace('dilation: [1,1]', 'dilation: [2,2]')],
    ['another padding', conv().replace('padding: [1,1,1,1]', 'padding: [0,0,0,0]')],
  ])('stays with %s', (_what, attrs) => {
    expectUnchanged(winograd(slowProducts), before.replace(conv('"relu"'), attrs));
  });

  test('stays where its kernel is no param', () => {
    const computed = before
      .replace('section b result in/conv', 'section b result in/conv\n       in/double = add(in/kernel, in/kernel) {}')
      .replace('(x, in/kernel,', '(x, in/double,');
    expectUnchanged(winograd(slowProducts), computed);
  });
});

test('inside a network it has the largest tile, and channels are filled up to whole blocks', () => {
  const { graph } = winograd(slowProducts).run(
    graphOf(`graph g
     input x : f32[N,8,8,2]
     param in/kernel : f32[3,3,2,20] ~ ones
     section b result in/swish
       in/conv = conv2d(x, in/kernel) ${conv()}
       in/swish = swish(in/conv)
     output y = in/swish
    `),
  );
  expect(graph.nodes.map(({ kind, attrs }) => [kind, attrs])).toEqual([
    ['winograd-input', { tile: [4, 4] }],
    ['winograd-conv2d', { tile: [4, 4], size: [8, 8], outputs: 20, activation: 'none' }],
    ['swish', {}],
  ]);
  expect(graph.params.at(-1)?.type.dims).toEqual([36, 1, 1, 2, 32]);
});

const statistics = (at: string) =>
  ['gamma', 'beta', 'mean', 'variance'].map((name) => `param ${at}/${name} : f32[2] ~ ones`).join('\n     ');
const normed = (at: string) => ['gamma', 'beta', 'mean', 'variance'].map((name) => `${at}/${name}`).join(', ');

test('convolutions that share a kernel share its transform and take in their own norm and relu; those of one image share its tiles', () => {
  expectRewrite(
    winograd(slowProducts),
    `graph g
     input x : f32[N,8,8,2]
     param k/kernel : f32[3,3,2,2] ~ ones
     param o/kernel : f32[3,3,2,2] ~ ones
     ${statistics('k/n0')}
     ${statistics('k/n1')}
     section b result b/norm
       a/conv = conv2d(x, k/kernel) ${conv()}
       a/norm = batch-norm(a/conv, ${normed('k/n0')}) {epsilon: 0.001}
       a/relu = relu(a/norm)
       b/conv = conv2d(a/relu, k/kernel) ${conv()}
       b/norm = batch-norm(b/conv, ${normed('k/n1')}) {epsilon: 0.001}
       c/conv = conv2d(x, o/kernel) ${conv()}
     output y = b/norm
     output z = c/conv
    `,
    `graph g
     input x : f32[N,8,8,2]
     param k/kernel : f32[3,3,2,2] ~ ones
     param o/kernel : f32[3,3,2,2] ~ ones
     ${statistics('k/n0')}
     ${statistics('k/n1')}
     param k/n0/zero = subtract(k/n0/gamma, k/n0/gamma)
     param k/n0/folded_bias = batch-norm(k/n0/zero, ${normed('k/n0')}) {epsilon: 0.001}
     param k/n0/variance_2 = shift(k/n0/variance) {value: 0.001}
     param k/n0/deviation = rsqrt(k/n0/variance_2)
     param k/n0/scale = multiply(k/n0/deviation, k/n0/gamma)
     param k/n1/zero = subtract(k/n1/gamma, k/n1/gamma)
     param k/n1/folded_bias = batch-norm(k/n1/zero, ${normed('k/n1')}) {epsilon: 0.001}
     param k/n1/variance_2 = shift(k/n1/variance) {value: 0.001}
     param k/n1/deviation = rsqrt(k/n1/variance_2)
     param k/n1/scale = multiply(k/n1/deviation, k/n1/gamma)
     param k/winograd_kernel = winograd-kernel(k/kernel) {tile: [4,2], outputs: 2}
     param o/winograd_kernel = winograd-kernel(o/kernel) {tile: [4,2], outputs: 2}
     section b result b
       a/conv/tiles = winograd-input(x) {tile: [4,2]}
       a = winograd-conv2d(a/conv/tiles, k/winograd_kernel, k/n0/folded_bias, k/n0/scale) ${tile(2, 'relu')}
       b/conv/tiles = winograd-input(a) {tile: [4,2]}
       b = winograd-conv2d(b/conv/tiles, k/winograd_kernel, k/n1/folded_bias, k/n1/scale) ${tile(2, 'none')}
       c/conv = winograd-conv2d(a/conv/tiles, o/winograd_kernel) ${tile(2, 'none')}
     output y = b
     output z = c/conv
    `,
  );
});

test('a norm stays behind a convolution that others read too', () => {
  const { graph } = winograd(slowProducts).run(
    graphOf(`graph g
     input x : f32[N,8,8,2]
     param k/kernel : f32[3,3,2,2] ~ ones
     ${statistics('k/n0')}
     section b result a/norm
       a/conv = conv2d(x, k/kernel) ${conv()}
       a/norm = batch-norm(a/conv, ${normed('k/n0')}) {epsilon: 0.001}
     output y = a/norm
     output z = a/conv
    `),
  );
  expect(graph.nodes.map((node) => node.kind)).toEqual(['winograd-input', 'winograd-conv2d', 'batch-norm']);
});

describe('the cost model', () => {
  const shape = { height: 80, width: 80, inputs: 256, outputs: 256 };

  test('prefers two dimensions for many channels and no transform for tiny features', () => {
    const seconds = (
      [
        [4, 4],
        [4, 1],
      ] as const
    ).map((option) => winogradSeconds(shape, option, 1, defaultConvCosts));
    expect(seconds[0]).toBeLessThan(seconds[1]!);
    expect(seconds[1]).toBeLessThan(directSeconds(shape, defaultConvCosts));
    const tiny = { ...shape, height: 5, width: 5 };
    expect(winogradSeconds(tiny, [4, 4], 1, defaultConvCosts)).toBeGreaterThan(directSeconds(tiny, defaultConvCosts));
  });

  test('more than halves the multiply-adds of SpineNet-49 with its head, where kernels may grow', () => {
    const spec = understand(builtinSource('spinenet-49')!, { head: 'retinanet' }).value!;
    const graph = lower(spec).value!;
    const { passes } = optimize(graph, { level: 'O2', verify: true });
    const run = passes.find(({ name }) => name === 'winograd')!;
    expect(run.macsAfter / run.macsBefore).toBeLessThan(0.45);
    for (const other of [{ goal: 'size' }, { goal: 'memory' }, { goal: 'memory', target: 'tfjs' }] as const)
      expect(optimize(graph, { level: 'O2', ...other }).passes.map(({ name }) => name)).not.toContain('winograd');
  });
});
