import { expect, test } from 'vitest';
import { materializePadding } from '../../compiler/passes/legalize/materialize-padding.ts';
import { nonNegativeValues } from '../../compiler/passes/legalize/non-negative.ts';
import { expectRewrite, expectUnchanged, graphOf } from './rewriting.ts';

const window = (stride: number, padding: string, rest: string): string =>
  `{stride: [${stride},${stride}], dilation: [1,1], padding: [${padding}], ${rest}}`;
const conv = (stride: number, padding: string): string => window(stride, padding, 'activation: none');
const pool = (stride: number, padding: string): string => window(stride, padding, 'kernel: [3,3]');

test('symmetric padding before a stride of 2 becomes a pad, without the row that no window reads', () => {
  expectRewrite(
    materializePadding,
    `graph g
     input x : f32[N,8,8,2]
     param k : f32[3,3,2,2] ~ ones
     section a
       a/conv = conv2d(x, k) ${conv(2, '1,1,1,1')}
     output y = a/conv
    `,
    `graph g
     input x : f32[N,8,8,2]
     param k : f32[3,3,2,2] ~ ones
     section a
       a/conv/pad = pad(x) {padding: [1,1,0,0], value: 0}
       a/conv = conv2d(a/conv/pad, k) ${conv(2, '0,0,0,0')}
     output y = a/conv
    `,
  );
});

test('padding that is same or valid but for what no window reads is only spelt so', () => {
  const odd = (padding: string): string => window(3, padding, 'kernel: [2,3]');
  expectRewrite(
    materializePadding,
    `graph g
     input x : f32[N,8,7,2]
     input z : f32[N,8,6,2]
     section a
       a/same = max-pool(x) ${odd('0,1,1,2')}
       a/valid = max-pool(z) ${odd('0,0,1,2')}
     output y = a/same
     output u = a/valid
    `,
    `graph g
     input x : f32[N,8,7,2]
     input z : f32[N,8,6,2]
     section a
       a/same = max-pool(x) ${odd('0,1,0,1')}
       a/valid = max-pool(z) ${odd('0,0,0,0')}
     output y = a/same
     output u = a/valid
    `,
  );
});

test('pools pad with 0 where the input can not be negative, else with minus infinity; equal pads are shared', () => {
  expectRewrite(
    materializePadding,
    `graph g
     input x : f32[N,8,8,2]
     section a
       a/relu = relu(x)
       a/p1 = max-pool(a/relu) ${pool(2, '1,1,1,1')}
       a/up = upsample-nearest(a/p1) {factor: [2,2]}
       a/p2 = max-pool(a/up) ${pool(2, '1,1,1,1')}
       a/p3 = max-pool(x) ${pool(2, '1,1,1,1')}
       a/p4 = max-pool(x) ${pool(2, '1,1,0,0')}
     output y2 = a/p2
     output y3 = a/p3
     output y4 = a/p4
    `,
    `graph g
     input x : f32[N,8,8,2]
     section a
       a/relu = relu(x)
       a/p1/pad = pad(a/relu) {padding: [1,1,0,0], value: 0}
       a/p1 = max-pool(a/p1/pad) ${pool(2, '0,0,0,0')}
       a/up = upsample-nearest(a/p1) {factor: [2,2]}
       a/p2/pad = pad(a/up) {padding: [1,1,0,0], value: 0}
       a/p2 = max-pool(a/p2/pad) ${pool(2, '0,0,0,0')}
       a/p3/pad = pad(x) {padding: [1,1,0,0], value: -inf}
       a/p3 = max-pool(a/p3/pad) ${pool(2, '0,0,0,0')}
       a/p4 = max-pool(a/p3/pad) ${pool(2, '0,0,0,0')}
     output y2 = a/p2
     output y3 = a/p3
     output y4 = a/p4
    `,
  );
});

test('same padding of the official code needs nothing', () => {
  expectUnchanged(
    materializePadding,
    `graph g
     input x : f32[N,8,7,2]
     param k : f32[7,7,2,2] ~ ones
     param d : f32[3,3,2,1] ~ ones
     section a
       a/conv = conv2d(x, k) ${conv(2, '2,3,3,3')}
       a/pool = max-pool(a/conv) ${pool(2, '0,0,1,1')}
       a/wide = depthwise-conv2d(x, d) {stride: [1,1], dilation: [2,2], padding: [2,2,2,2], activation: none}
     output y = a/pool
     output z = a/wide
    `,
  );
});

test('same padding along one axis of a conv that leaves rows of the other unread becomes a pad; of a pool it stays', () => {
  const window = (rest: string): string => `{stride: [3,2], dilation: [1,1], padding: [0,0,0,1], ${rest}}`;
  expectRewrite(
    materializePadding,
    `graph g
     input x : f32[N,6,8,2]
     param k : f32[2,3,2,2] ~ ones
     param d : f32[2,3,2,1] ~ ones
     section a
       a/conv = conv2d(x, k) ${window('activation: none')}
       a/depthwise = depthwise-conv2d(x, d) ${window('activation: none')}
       a/pool = max-pool(x) ${window('kernel: [2,3]')}
     output y = a/conv
     output z = a/depthwise
     output u = a/pool
    `,
    `graph g
     input x : f32[N,6,8,2]
     param k : f32[2,3,2,2] ~ ones
     param d : f32[2,3,2,1] ~ ones
     section a
       a/conv/pad = pad(x) {padding: [0,0,0,1], value: 0}
       a/conv = conv2d(a/conv/pad, k) {stride: [3,2], dilation: [1,1], padding: [0,0,0,0], activation: none}
       a/depthwise = depthwise-conv2d(a/conv/pad, d) {stride: [3,2], dilation: [1,1], padding: [0,0,0,0], activation: none}
       a/pool = max-pool(x) ${window('kernel: [2,3]')}
     output y = a/conv
     output z = a/depthwise
     output u = a/pool
    `,
  );
});

test('what is known not to be negative', () => {
  const graph = graphOf(`graph g
    input x : f32[N,8,8,2]
    param k : f32[1,1,2,2] ~ ones
    section a
      relu = relu(x)
      conv = conv2d(x, k) ${conv(1, '0,0,0,0')}
      fused = conv2d(x, k) ${window(1, '0,0,0,0', 'activation: relu')}
      padded = pad(fused) {padding: [1,1,1,1], value: 0}
      lowered = pad(fused) {padding: [1,1,1,1], value: -inf}
      pooled = max-pool(fused) ${pool(1, '1,1,1,1')}
      sum = add(relu, pooled)
      mixed = add(relu, conv)
      difference = subtract(relu, pooled)
      gathered = gather(sum) {axis: height, indices: [0,2]}
    output y = gathered
  `);
  expect([...nonNegativeValues(graph)]).toEqual(['relu', 'fused', 'padded', 'pooled', 'sum', 'gathered']);
});
