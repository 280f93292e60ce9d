/** Batch norms folded into the convs and dense layers before them: which are, how the weights change, and which stay. */
import { test } from 'vitest';
import { foldBatchNorm } from '../../compiler/passes/fold-batch-norm.ts';
import { expectRewrite, expectUnchanged } from './rewriting.ts';

const conv = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}';

const norm = (unit: string, channels = 3): string =>
  ['gamma', 'beta', 'moving_mean', 'moving_variance']
    .map((name) => `param ${unit}/${name} : f32[${channels}] ~ ones`)
    .join('\n');
const statistics = (unit: string): string =>
  `${unit}/gamma, ${unit}/beta, ${unit}/moving_mean, ${unit}/moving_variance`;

test('a conv without bias absorbs its norm', () => {
  expectRewrite(
    foldBatchNorm,
    `graph g
     input x : f32[N,4,4,2]
     param in/kernel : f32[1,1,2,3] ~ ones
     ${norm('in')}
     section b result in/relu
       in/conv = conv2d(x, in/kernel) ${conv}
       in/norm = batch-norm(in/conv, ${statistics('in')}) {epsilon: 0.001}
       in/relu = relu(in/norm)
     output y = in/relu
    `,
    `graph g
     input x : f32[N,4,4,2]
     param in/kernel : f32[1,1,2,3] ~ ones
     ${norm('in')}
     param in/zero = subtract(in/gamma, in/gamma)
     param in/folded_kernel = batch-norm(in/kernel, in/gamma, in/zero, in/zero, in/moving_variance) {epsilon: 0.001}
     param in/folded_bias = batch-norm(in/zero, ${statistics('in')}) {epsilon: 0.001}
     section b result in/relu
       in/conv = conv2d(x, in/folded_kernel, in/folded_bias) ${conv}
       in/relu = relu(in/conv)
     output y = in/relu
    `,
  );
});

test('a depthwise kernel is turned so that channels are last, and a bias is normalised too', () => {
  expectRewrite(
    foldBatchNorm,
    `graph g
     input x : f32[N,4,4,3]
     param d/kernel : f32[3,3,3,1] ~ ones
     param d/bias : f32[3] ~ ones
     ${norm('d')}
     section b result d/norm
       d/conv = depthwise-conv2d(x, d/kernel, d/bias) ${conv}
       d/norm = batch-norm(d/conv, ${statistics('d')}) {epsilon: 0.001}
     output y = d/norm
    `,
    `graph g
     input x : f32[N,4,4,3]
     param d/kernel : f32[3,3,3,1] ~ ones
     param d/bias : f32[3] ~ ones
     ${norm('d')}
     param d/kernel_channels_last = reshape(d/kernel) {dims: [3,3,1,3]}
     param d/zero = subtract(d/gamma, d/gamma)
     param d/folded_kernel_channels_last = batch-norm(d/kernel_channels_last, d/gamma, d/zero, d/zero, d/moving_variance) {epsilon: 0.001}
     param d/folded_kernel = reshape(d/folded_kernel_channels_last) {dims: [3,3,3,1]}
     param d/folded_bias = batch-norm(d/bias, ${statistics('d')}) {epsilon: 0.001}
     section b result d
       d = depthwise-conv2d(x, d/folded_kernel, d/folded_bias) ${conv}
     output y = d
    `,
  );
});

test('a shared kernel with a norm per level stays, and the norms take over the bias', () => {
  expectRewrite(
    foldBatchNorm,
    `graph g
     input x : f32[N,4,4,2]
     input z : f32[N,2,2,2]
     param kernel : f32[1,1,2,3] ~ ones
     param bias : f32[3] ~ ones
     ${norm('norm/3')}
     ${norm('norm/4')}
     section class_3
       class_3/conv = conv2d(x, kernel, bias) ${conv}
       class_3/norm = batch-norm(class_3/conv, ${statistics('norm/3')}) {epsilon: 0.001}
     section class_4
       class_4/conv = conv2d(z, kernel, bias) ${conv}
       class_4/norm = batch-norm(class_4/conv, ${statistics('norm/4')}) {epsilon: 0.001}
     output class_3 = class_3/norm
     output class_4 = class_4/norm
    `,
    `graph g
     input x : f32[N,4,4,2]
     input z : f32[N,2,2,2]
     param kernel : f32[1,1,2,3] ~ ones
     param bias : f32[3] ~ ones
     ${norm('norm/3')}
     ${norm('norm/4')}
     param norm/3/shifted_mean = subtract(norm/3/moving_mean, bias)
     param norm/4/shifted_mean = subtract(norm/4/moving_mean, bias)
     section class_3
       class_3/conv = conv2d(x, kernel) ${conv}
       class_3/norm = batch-norm(class_3/conv, norm/3/gamma, norm/3/beta, norm/3/shifted_mean, norm/3/moving_variance) {epsilon: 0.001}
     section class_4
       class_4/conv = conv2d(z, kernel) ${conv}
       class_4/norm = batch-norm(class_4/conv, norm/4/gamma, norm/4/beta, norm/4/shifted_mean, norm/4/moving_variance) {epsilon: 0.001}
     output class_3 = class_3/norm
     output class_4 = class_4/norm
    `,
  );
});

test('a shared kernel with a shared norm is folded once', () => {
  expectRewrite(
    foldBatchNorm,
    `graph g
     input x : f32[N,4,4,2]
     input z : f32[N,2,2,2]
     param kernel : f32[1,1,2,3] ~ ones
     ${norm('norm')}
     section class_3
       class_3/conv = conv2d(x, kernel) ${conv}
       class_3/norm = batch-norm(class_3/conv, ${statistics('norm')}) {epsilon: 0.001}
       class_4/conv = conv2d(z, kernel) ${conv}
       class_4/norm = batch-norm(class_4/conv, ${statistics('norm')}) {epsilon: 0.001}
     output class_3 = class_3/norm
     output class_4 = class_4/norm
    `,
    `graph g
     input x : f32[N,4,4,2]
     input z : f32[N,2,2,2]
     param kernel : f32[1,1,2,3] ~ ones
     ${norm('norm')}
     param norm/zero = subtract(norm/gamma, norm/gamma)
     param kernel/folded_kernel = batch-norm(kernel, norm/gamma, norm/zero, norm/zero, norm/moving_variance) {epsilon: 0.001}
     param norm/folded_bias = batch-norm(norm/zero, ${statistics('norm')}) {epsilon: 0.001}
     section class_3
       class_3 = conv2d(x, kernel/folded_kernel, norm/folded_bias) ${conv}
       class_4 = conv2d(z, kernel/folded_kernel, norm/folded_bias) ${conv}
     output class_3 = class_3
     output class_4 = class_4
    `,
  );
});

test('leaves norms of anything else, of tapped convs, and of convs that two read', () => {
  expectUnchanged(
    foldBatchNorm,
    `graph g
     input x : f32[N,4,4,3]
     param k : f32[1,1,3,3] ~ ones
     ${norm('n')}
     section b
       n1 = batch-norm(x, ${statistics('n')}) {epsilon: 0.001}
       c2 = conv2d(n1, k) ${conv}
       n2 = batch-norm(c2, ${statistics('n')}) {epsilon: 0.001}
       c3 = conv2d(n2, k) ${conv}
       n3 = batch-norm(c3, ${statistics('n')}) {epsilon: 0.001}
       y = add(n3, c3)
     output tap = c2
     output y = y
    `,
  );
});

test('dense layers are scaled along their outputs, transposed convs along the axis before the last', () => {
  expectRewrite(
    foldBatchNorm,
    `graph g
     input x : f32[N,4,4,2]
     param t/kernel : f32[2,2,3,2] ~ ones
     param t/bias : f32[3] ~ ones
     ${norm('t')}
     param d/kernel : f32[192,3] ~ ones
     ${norm('d')}
     section b result d/norm
       t/conv = conv2d-transpose(x, t/kernel, t/bias) {activation: none}
       t/norm = batch-norm(t/conv, ${statistics('t')}) {epsilon: 0.001}
       v = reshape(t/norm) {dims: [N,192]}
       d/dense = dense(v, d/kernel) {activation: none}
       d/norm = batch-norm(d/dense, ${statistics('d')}) {epsilon: 0.001}
     output y = d/norm
    `,
    `graph g
     input x : f32[N,4,4,2]
     param t/kernel : f32[2,2,3,2] ~ ones
     param t/bias : f32[3] ~ ones
     ${norm('t')}
     param d/kernel : f32[192,3] ~ ones
     ${norm('d')}
     param t/variance = shift(t/moving_variance) {value: 0.001}
     param t/deviation = rsqrt(t/variance)
     param t/scale = multiply(t/deviation, t/gamma)
     param t/scale_column = reshape(t/scale) {dims: [1,1,3,1]}
     param t/folded_kernel = multiply(t/kernel, t/scale_column)
     param t/folded_bias = batch-norm(t/bias, ${statistics('t')}) {epsilon: 0.001}
     param d/zero = subtract(d/gamma, d/gamma)
     param d/folded_kernel = batch-norm(d/kernel, d/gamma, d/zero, d/zero, d/moving_variance) {epsilon: 0.001}
     param d/folded_bias = batch-norm(d/zero, ${statistics('d')}) {epsilon: 0.001}
     section b result d
       t = conv2d-transpose(x, t/folded_kernel, t/folded_bias) {activation: none}
       v = reshape(t) {dims: [N,192]}
       d = dense(v, d/folded_kernel, d/folded_bias) {activation: none}
     output y = d
    `,
  );
});
