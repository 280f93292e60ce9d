import { expect, test } from 'vitest';
import { byteSize } from '../../compiler/ir/tensor-type.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { spellNorms } from '../../compiler/passes/spell-norms.ts';
import { consumedParams } from '../../compiler/passes/uses.ts';
import { spinenet49, withRetinanet } from '../lower/published.ts';
import { expectRewrite, expectUnchanged } from './rewriting.ts';

const plain = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}';

test('norms become depthwise convs; those that scale alike share the kernel', () => {
  const params = `
     param k : f32[1,1,2,2] ~ ones
     param n/gamma : f32[2] ~ ones
     param n/beta : f32[2] ~ zeros
     param n/mean : f32[2] ~ zeros
     param n/other : f32[2] ~ zeros
     param n/variance : f32[2] ~ ones`;
  expectRewrite(
    spellNorms,
    `graph g
     input x : f32[N,4,4,2]
     input y : f32[N,2,2,2]${params}
     section class_3
       class_3/conv = conv2d(x, k) ${plain}
       class_3/norm = batch-norm(class_3/conv, n/gamma, n/beta, n/mean, n/variance) {epsilon: 0.001}
     section class_4
       class_4/conv = conv2d(y, k) ${plain}
       class_4/norm = batch-norm(class_4/conv, n/gamma, n/beta, n/other, n/variance) {epsilon: 0.001}
     output class_3 = class_3/norm
     output class_4 = class_4/norm
    `,
    `graph g
     input x : f32[N,4,4,2]
     input y : f32[N,2,2,2]${params}
     param n/variance_2 = shift(n/variance) {value: 0.001}
     param n/deviation = rsqrt(n/variance_2)
     param n/scale = multiply(n/deviation, n/gamma)
     param n/scale_column = reshape(n/scale) {dims: [1,1,2,1]}
     param n/zero = subtract(n/gamma, n/gamma)
     param n/folded_bias = batch-norm(n/zero, n/gamma, n/beta, n/mean, n/variance) {epsilon: 0.001}
     param n/folded_bias_2 = batch-norm(n/zero, n/gamma, n/beta, n/other, n/variance) {epsilon: 0.001}
     section class_3
       class_3/conv = conv2d(x, k) ${plain}
       class_3/norm = depthwise-conv2d(class_3/conv, n/scale_column, n/folded_bias) ${plain}
     section class_4
       class_4/conv = conv2d(y, k) ${plain}
       class_4/norm = depthwise-conv2d(class_4/conv, n/scale_column, n/folded_bias_2) ${plain}
     output class_3 = class_3/norm
     output class_4 = class_4/norm
    `,
  );
});

test('leaves norms of vectors, and those whose statistics are computed from pictures', () => {
  expectUnchanged(
    spellNorms,
    `graph g
     input x : f32[N,2]
     input image : f32[N,2,2,2]
     input mean : f32[2]
     param g : f32[2] ~ ones
     section a
       y = batch-norm(x, g, g, g, g) {epsilon: 0.001}
       z = batch-norm(image, g, g, mean, g) {epsilon: 0.001}
     output y = y
     output z = z
    `,
  );
});

test('SpineNet-49 with a RetinaNet head: no norm is left, every level keeps the kernels that it shares', () => {
  const { graph } = optimize(lower(withRetinanet(spinenet49)).value!, { level: 'O2', goal: 'memory', verify: true });
  expect(graph.nodes.some((node) => node.kind === 'batch-norm')).toBe(false);
  const depthwise = graph.nodes.filter((node) => node.kind === 'depthwise-conv2d');
  expect(depthwise.length).toBe(40);
  expect(depthwise.every((node) => node.attrs.activation === 'relu')).toBe(true);
  const stored = consumedParams(graph);
  const bytes = graph.params.reduce((sum, param) => sum + (stored.has(param.name) ? byteSize(param.type) : 0), 0);
  expect(bytes).toBeLessThan(114.2e6);
});
