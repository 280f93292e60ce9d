/** Which features get channels of zeros, and which keep what they have. */
import { expect, test } from 'vitest';
import { lower } from '../../compiler/lower/lower.ts';
import { channelBlock, fillChannels, filledUp } from '../../compiler/passes/fill-channels.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { expectRewrite, expectUnchanged } from './rewriting.ts';

const conv = '{stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}';

const chain = (between: string, outputs = 'output y = b/conv') => `graph g
     input x : f32[N,4,4,2]
     param a/kernel : f32[1,1,2,20] ~ ones
     param a/bias : f32[20] ~ zeros
     param b/kernel : f32[1,1,20,3] ~ ones
     section b result b/conv
       a/conv = conv2d(x, a/kernel, a/bias) ${conv}
       a/relu = ${between}(a/conv)
       b/conv = conv2d(a/relu, b/kernel) ${conv}
     ${outputs}
    `;

test.each(['relu', 'swish', 'hard-swish'])('a feature between convolutions, %s in between', (between) => {
  expectRewrite(
    fillChannels,
    chain(between),
    `graph g
     input x : f32[N,4,4,2]
     param a/kernel : f32[1,1,2,20] ~ ones
     param a/bias : f32[20] ~ zeros
     param b/kernel : f32[1,1,20,3] ~ ones
     param a/kernel_filled = zero-extend(a/kernel) {dims: [1,1,2,32]}
     param a/bias_filled = zero-extend(a/bias) {dims: [32]}
     param b/kernel_filled = zero-extend(b/kernel) {dims: [1,1,32,3]}
     section b result b/conv
       a/conv : f32[N,4,4,32] = conv2d(x, a/kernel_filled, a/bias_filled) ${conv}
       a/relu = ${between}(a/conv)
       b/conv = conv2d(a/relu, b/kernel_filled) ${conv}
     output y = b/conv
    `,
  );
});

test('not where 0 does not stay 0, somebody else looks, or channels are few or whole blocks', () => {
  expectUnchanged(fillChannels, chain('sigmoid'));
  expectUnchanged(fillChannels, chain('relu', 'output y = b/conv\n     output z = a/relu'));
  expectUnchanged(fillChannels, chain('relu', 'output y = b/conv\n     output z = a/conv'));
  for (const channels of [9, 32]) expectUnchanged(fillChannels, chain('relu').replaceAll('20', String(channels)));
  expect([1, 15, 16, 17, 41, 83, 166].map(filledUp)).toEqual([1, 15, 16, 32, 48, 96, 176]);
});

test("SpineNet-49S' bottlenecks are filled up for ONNX, and nothing that blocks exchange", () => {
  const graph = lower(understand(builtinSource('spinenet-49s')!).value!).value!;
  const optimized = optimize(graph, { level: 'O2', verify: true }).graph;
  const section = optimized.nodes.filter((node) => node.origin.section === 'b12');
  const channels = section.flatMap((node) => node.outputs.map(({ type }) => type.dims.at(-1)));
  expect(channels).toContain(176);
  expect(channels).not.toContain(166);
  expect((channels.at(-1)! as number) % channelBlock).not.toBe(0);
});
