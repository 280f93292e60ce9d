/** ONNX Runtime's profiling file: runs, names, changes of layout, nodes within nodes. */
import { expect, test } from 'vitest';
import { parseGraph } from '../../compiler/ir/parse.ts';
import { parseProfile } from '../../runtime/backends/onnx/profile.ts';

const graph = parseGraph(`graph small

input images : f32[N,4,4,3]

param b0/kernel : f32[1,1,3,8] ~ zeros trainable
param b1/kernel : f32[1,1,8,16] ~ zeros trainable

section b0 "b0" part backbone
b0/conv : f32[N,4,4,8] = conv2d(images, b0/kernel) {stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}
b0/relu : f32[N,4,4,8] = relu(b0/conv)

section b1 "b1" part backbone
b1/conv : f32[N,4,4,16] = conv2d(b0/relu, b1/kernel) {stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}

output endpoint_3 = b1/conv
`);

const shape = (...dims: readonly number[]) => [{ float: dims }];

function event(name: string, op: string, ts: number, dur: number, read: object[] = [], made: object[] = []) {
  const args = { op_name: op, input_type_shape: read, output_type_shape: made };
  return { cat: 'Node', name: `${name}_kernel_time`, ts, dur, args };
}

const run = (ts: number, dur: number) => ({ cat: 'Session', name: 'model_run', ts, dur });

const parse = (...events: object[]) =>
  parseProfile(JSON.stringify(events), graph).map((kernels) =>
    kernels.map(({ name, node, own, milliseconds }) => [name, node, own, milliseconds]),
  );

test('names: fused, blocked, suffixed, numbered, of an input', () => {
  expect(
    parse(
      run(0, 5),
      event('b0/conv', 'Conv', 1, 4),
      run(10, 9000),
      event('images/nchw', 'Transpose', 11, 100),
      event('b0/relu_nchwc', 'Conv', 200, 1000),
      event('fused b1/conv', 'FusedConv', 1300, 500),
      event('b1/conv/QuickGeluFusion/', 'QuickGelu', 1900, 250),
      event('endpoint_3_2', 'Transpose', 2200, 125),
    ),
  ).toEqual([
    [['b0/conv', 'b0/conv', false, 0.004]],
    [
      ['images/nchw', 'b0/conv', false, 0.1],
      ['b0/relu_nchwc', 'b0/relu', false, 1],
      ['fused b1/conv', 'b1/conv', false, 0.5],
      ['b1/conv/QuickGeluFusion/', 'b1/conv', false, 0.25],
      ['endpoint_3_2', 'b1/conv', false, 0.125],
    ],
  ]);
});

test('changes of layout are done for whose result they read, or for who reads theirs', () => {
  const [kernels] = parse(
    run(0, 100),
    event('ReorderInput', 'ReorderInput', 1, 1, shape(1, 3, 4, 4), shape(1, 8, 4, 4)),
    event('b0/relu_nchwc', 'Conv', 5, 10, shape(1, 8, 4, 4), shape(1, 8, 4, 4)),
    event('b1/conv_nchwc', 'Conv', 20, 10, shape(1, 8, 4, 4), shape(1, 16, 4, 4)),
    event('ReorderOutput_token_3', 'ReorderOutput', 40, 5, shape(1, 8, 4, 4), shape(1, 4, 4, 8)),
    event('Memcpy', 'MemcpyToHost', 50, 5, shape(9), shape(9)),
  );
  expect(kernels!.filter(([, , own]) => own)).toEqual([
    ['ReorderInput', 'b0/relu', true, 0.001],
    ['ReorderOutput_token_3', 'b0/relu', true, 0.005],
    ['Memcpy', undefined, true, 0.005],
  ]);
});

test('a node that contains others keeps what they leave of its time', () => {
  const [kernels] = parse(
    event('b0/relu', 'Relu', 20, 30),
    event('b0/conv', 'If', 10, 100),
    event('b0/conv/inside', 'Conv', 60, 25),
    event('b1/conv', 'Conv', 110, 40),
    run(0, 200),
  );
  expect(kernels).toEqual([
    ['b0/conv', 'b0/conv', false, 0.045],
    ['b0/relu', 'b0/relu', false, 0.03],
    ['b0/conv/inside', 'b0/conv', false, 0.025],
    ['b1/conv', 'b1/conv', false, 0.04],
  ]);
});

test('a file of unknown origin has kernels and no nodes', () => {
  const text = JSON.stringify([run(0, 9), event('anything', 'Conv', 1, 2), event('r', 'ReorderOutput', 4, 1)]);
  expect(parseProfile(text, undefined)).toMatchObject([
    [
      { name: 'anything', op: 'Conv', node: undefined, own: false },
      { name: 'r', op: 'ReorderOutput', node: undefined, own: true },
    ],
  ]);
});
