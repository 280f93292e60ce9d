import { expect, test } from 'vitest';
import { integerPasses } from '../../compiler/passes/levels.ts';
import { optimize, runPasses } from '../../compiler/passes/manager.ts';
import { unshareKernels } from '../../compiler/passes/unshare-kernels.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { spinenet49, withRetinanet } from '../lower/published.ts';
import { expectRewrite, expectUnchanged } from './rewriting.ts';

const conv = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}';
const header = `graph g
     input x : f32[N,4,4,2]
     input y : f32[N,2,2,2]
     param kernel : f32[1,1,2,3] ~ ones
     param gamma : f32[3] ~ ones
     param delta : f32[3] ~ ones`;

test('convs that share a kernel and are normed get copies', () => {
  expectRewrite(
    unshareKernels,
    `${header}
     section s
       a/conv = conv2d(x, kernel) ${conv}
       a/norm = batch-norm(a/conv, gamma, gamma, gamma, gamma) {epsilon: 0.001}
       b/conv = conv2d(y, kernel) ${conv}
       b/norm = batch-norm(b/conv, delta, delta, delta, delta) {epsilon: 0.001}
     output p = a/norm
     output q = b/norm
    `,
    `${header}
     param a/conv/kernel = reshape(kernel) {dims: [1,1,2,3]}
     param b/conv/kernel = reshape(kernel) {dims: [1,1,2,3]}
     section s
       a/conv = conv2d(x, a/conv/kernel) ${conv}
       a/norm = batch-norm(a/conv, gamma, gamma, gamma, gamma) {epsilon: 0.001}
       b/conv = conv2d(y, b/conv/kernel) ${conv}
       b/norm = batch-norm(b/conv, delta, delta, delta, delta) {epsilon: 0.001}
     output p = a/norm
     output q = b/norm
    `,
  );
});

test('a kernel stays shared where no norm comes after it', () => {
  expectUnchanged(
    unshareKernels,
    `${header}
     section s
       a/conv = conv2d(x, kernel) ${conv}
       b/conv = conv2d(y, kernel) ${conv}
     output p = a/conv
     output q = b/conv
    `,
  );
});

test('no norm is left of RetinaNet for integers', () => {
  const { graph } = optimize(lower(withRetinanet(spinenet49)).value!);
  expect(graph.nodes.filter(({ kind }) => kind === 'batch-norm')).toHaveLength(40);
  const prepared = runPasses(graph, integerPasses, { verify: true }).graph;
  expect(prepared.nodes.filter(({ kind }) => kind === 'batch-norm')).toEqual([]);
  const sums = new Set(prepared.nodes.filter(({ kind }) => kind === 'add').map(({ name }) => name));
  // Every other activation is part of a conv.
  for (const { kind, inputs } of prepared.nodes) if (kind === 'relu') expect(sums).toContain(inputs[0]);
});
