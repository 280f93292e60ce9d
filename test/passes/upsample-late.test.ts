import { expect, test } from 'vitest';
import { lower } from '../../compiler/lower/lower.ts';
import { createMacCounter } from '../../compiler/passes/mac-counter.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { upsampleLate } from '../../compiler/passes/upsample-late.ts';
import { spinenet49 } from '../lower/published.ts';
import { expectRewrite, expectUnchanged } from './rewriting.ts';

const conv = (activation = 'none', padding = 0): string =>
  `{stride: [1,1], dilation: [1,1], padding: [${padding},${padding},${padding},${padding}], activation: ${activation}}`;

test('1x1 convs and activations work at the lower resolution; readers and sections follow', () => {
  expectRewrite(
    upsampleLate,
    `graph g
     input x : f32[N,4,4,2]
     input y : f32[N,8,8,3]
     param k : f32[1,1,2,3] ~ ones
     param b : f32[3] ~ ones
     param d : f32[1,1,3,1] ~ ones
     section edge result edge/swish
       edge/upsample = upsample-nearest(x) {factor: [2,2]}
       edge/out = conv2d(edge/upsample, k, b) ${conv()}
       edge/each = depthwise-conv2d(edge/out, d) ${conv('relu')}
       edge/swish = swish(edge/each)
     section merge
       sum = add(y, edge/swish)
     output sum = sum
    `,
    `graph g
     input x : f32[N,4,4,2]
     input y : f32[N,8,8,3]
     param k : f32[1,1,2,3] ~ ones
     param b : f32[3] ~ ones
     param d : f32[1,1,3,1] ~ ones
     section edge result edge/upsample
       edge/out = conv2d(x, k, b) ${conv()}
       edge/each = depthwise-conv2d(edge/out, d) ${conv('relu')}
       edge/swish = swish(edge/each)
       edge/upsample = upsample-nearest(edge/swish) {factor: [2,2]}
     section merge
       sum = add(y, edge/upsample)
     output sum = sum
    `,
  );
});

test('two features that are upsampled alike are added before; rows and columns that are copied count as upsampling', () => {
  expectRewrite(
    upsampleLate,
    `graph g
     input x : f32[N,2,4,1]
     param c : f32[1] ~ ones
     section a
       left = relu(x)
       right = sigmoid(x)
       wide_left = gather(left) {axis: height, indices: [0,0,1]}
       wide_right = gather(right) {axis: height, indices: [0,0,1]}
       sum = add(wide_left, wide_right)
       shifted = multiply(sum, c)
       end = max-pool(shifted) {stride: [1,1], dilation: [1,1], padding: [0,0,0,0], kernel: [2,2]}
     output y = end
    `,
    `graph g
     input x : f32[N,2,4,1]
     param c : f32[1] ~ ones
     section a
       left = relu(x)
       right = sigmoid(x)
       sum = add(left, right)
       shifted = multiply(sum, c)
       wide_left = gather(shifted) {axis: height, indices: [0,0,1]}
       end = max-pool(wide_left) {stride: [1,1], dilation: [1,1], padding: [0,0,0,0], kernel: [2,2]}
     output y = end
    `,
  );
});

test('leaves what looks around, what two read, what differs, what makes smaller, outputs and params that are images', () => {
  expectUnchanged(
    upsampleLate,
    `graph g
     input x : f32[1,4,4,2]
     param k3 : f32[3,3,2,2] ~ ones
     param k1 : f32[1,1,2,2] ~ ones
     param image : f32[1,8,8,2] ~ ones
     section a
       u1 = upsample-nearest(x) {factor: [2,2]}
       c1 = conv2d(u1, k3) ${conv('none', 1)}
       u2 = upsample-nearest(x) {factor: [2,2]}
       c2 = conv2d(u2, k1) ${conv('none', 1)}
       u3 = upsample-nearest(x) {factor: [2,2]}
       c3 = conv2d(u3, k1) ${conv()}
       c4 = add(c3, u3)
       u5 = upsample-nearest(x) {factor: [1,4]}
       u6 = upsample-nearest(x) {factor: [1,2]}
       g6 = gather(u6) {axis: width, indices: [0,1,2,3,4,5,6,7]}
       u7 = gather(x) {axis: width, indices: [0,2]}
       c7 = relu(u7)
       u8 = upsample-nearest(x) {factor: [2,2]}
       c8 = multiply(u8, image)
       u9 = upsample-nearest(x) {factor: [2,2]}
       c9 = relu(u9)
     output a = c1
     output b = c2
     output c = c4
     output d = u5
     output e = g6
     output f = c7
     output g = c8
     output h = c9
    `,
  );
});

test('SpineNet-49: every edge that upsamples convolves before', () => {
  const graph = lower(spinenet49).value!;
  const macs = createMacCounter();
  const { graph: before } = optimize(graph, { level: 'O1' });
  const { graph: after } = optimize(graph, { level: 'O2' });
  expect(macs(after)).toBeLessThan(macs(before));
  const makers = new Map(after.nodes.map((node) => [node.name, node.kind]));
  const upsampled = after.nodes.filter((node) => node.kind === 'upsample-nearest');
  expect(upsampled.length).toBe(before.nodes.filter((node) => node.kind === 'upsample-nearest').length);
  for (const { inputs } of upsampled) expect(makers.get(inputs[0]!)).toBe('conv2d');
});
