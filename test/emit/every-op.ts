/** A graph in which every op kind occurs, on images and on params, with uneven sizes, strides, pads and dilations. */
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph, ValueId } from '../../compiler/ir/graph.ts';
import { tensorType } from '../../compiler/ir/tensor-type.ts';

const window = (stride: number, padding: readonly [number, number, number, number], dilation = 1) => ({
  stride: [stride, stride] as const,
  dilation: [dilation, dilation] as const,
  padding,
});

export function everyOp(): Graph {
  const build = new GraphBuilder('every-op');
  const x = build.input('image', tensorType('f32', ['N', 13, 10, 3]));
  const param = (name: string, ...dims: number[]): ValueId =>
    build.param({
      name,
      type: tensorType('f32', dims),
      initializer: /variance|gamma|positive/.test(name) ? { kind: 'ones' } : { kind: 'normal', stddev: 0.5 },
      trainable: true,
      regularized: false,
    });
  const norm = (under: string, input: ValueId, channels: number): ValueId => {
    const statistics = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((s) => param(`${under}/${s}`, channels));
    return build.op(`${under}/norm`, 'batch-norm', [input, ...statistics], { epsilon: 1e-3 });
  };

  const stem = build.section({ id: 'stem', title: 'stem : 3 -> 6', part: 'backbone' }, () => {
    const kernel = param('stem/kernel', 3, 5, 3, 6);
    const conv = build.op('stem/conv', 'conv2d', [x, kernel], { ...window(2, [1, 3, 0, 2]), activation: 'none' });
    return build.op('stem/swish', 'swish', [norm('stem', conv, 6)], {});
  });
  const body = build.section({ id: 'b0', title: 'b0 : L1', part: 'backbone' }, () => {
    const kernel = param('b0/kernel', 1, 1, 6, 6);
    const bias = param('b0/bias', 6);
    // One kernel for two nodes: it has to stay one initialiser.
    const first = build.op('b0/first', 'conv2d', [stem, kernel, bias], {
      ...window(1, [0, 0, 0, 0]),
      activation: 'relu',
    });
    const second = build.op('b0/second', 'conv2d', [first, kernel], {
      ...window(1, [0, 0, 0, 0]),
      activation: 'sigmoid',
    });
    const depth = build.op('b0/depthwise', 'depthwise-conv2d', [second, param('b0/depthwise/kernel', 3, 3, 6, 1)], {
      ...window(1, [2, 2, 2, 2], 2),
      activation: 'none',
    });
    const sum = build.op('b0/add', 'add', [first, depth], {});
    const pooled = build.op('b0/pool', 'max-pool', [sum], { ...window(2, [1, 0, 1, 1]), kernel: [3, 2] });
    const wide = build.op('b0/wide-pool', 'max-pool', [pooled], { ...window(1, [2, 2, 2, 2], 2), kernel: [2, 2] });
    const up = build.op('b0/upsample', 'upsample-nearest', [wide], { factor: [2, 3] });
    const rows = build.op('b0/rows', 'gather', [up], { axis: 'height', indices: [0, 0, 1, 2, 2, 3, 4] });
    const columns = build.op('b0/columns', 'gather', [rows], { axis: 'width', indices: [0, 2, 3, 5, 5] });
    return build.op('b0/pad', 'pad', [columns], { padding: [0, 1, 2, 0], value: -1.5 });
  });
  build.section({ id: 'b1', title: 'b1 : arithmetic', part: 'backbone' }, () => {
    const positive = build.op('b1/rsqrt', 'rsqrt', [param('b1/positive', 6)], {});
    const ratio = build.op('b1/divide', 'divide', [param('b1/a', 6), positive], {});
    const matrix = build.op('b1/reshape', 'reshape', [ratio], { dims: [1, 1, 6, 1] });
    const scaledKernel = build.op('b1/kernel', 'multiply', [matrix, param('b1/scalar', 1)], {});
    const scaled = build.op('b1/multiply', 'multiply', [body, ratio], {});
    const shifted = build.op('b1/subtract', 'subtract', [scaled, param('b1/shift', 6)], {});
    const positives = build.op('b1/relu', 'relu', [shifted], {});
    const gate = build.op('b1/sigmoid', 'sigmoid', [positives], {});
    const gated = build.op('b1/gated', 'multiply', [positives, gate], {});
    const once = build.op('b1/depthwise', 'depthwise-conv2d', [gated, scaledKernel], {
      ...window(1, [0, 0, 0, 0]),
      activation: 'none',
    });
    const flat = build.op('b1/flat', 'reshape', [once], { dims: ['N', 9 * 6 * 6] });
    const back = build.op('b1/back', 'reshape', [flat], { dims: ['N', 6, 9, 6] });
    const pooled = build.op('b1/pool', 'max-pool', [back], { ...window(1, [0, 0, 0, 0]), kernel: [1, 9] });
    build.output('endpoint_3', once);
    build.output('block_1', once);
    build.output('logits', flat);
    build.output('reshaped', back);
    build.output('pooled', pooled);
    return once;
  });
  build.section({ id: 'b2', title: 'b2 : regions and classes', part: 'head' }, () => {
    const hard = build.op('b2/hard-swish', 'hard-swish', [x], {});
    const padded = build.op('b2/pad', 'pad', [hard], { padding: [1, 0, 0, 0], value: 0.25 });
    const deep = build.op('b2/space-to-depth', 'space-to-depth', [padded], { block: 2 });
    const squeezed = build.op('b2/squeeze', 'global-average-pool', [deep], {});
    const gate = build.op('b2/gate', 'hard-sigmoid', [squeezed], {});
    const gated = build.op('b2/gated', 'multiply', [deep, gate], {});
    const kernel = param('b2/transposed/kernel', 2, 2, 5, 12);
    const large = build.op('b2/transposed', 'conv2d-transpose', [gated, kernel, param('b2/transposed/bias', 5)], {
      activation: 'relu',
    });
    const both = build.op('b2/concat', 'concat', [large, padded], {});
    const scaled = build.op('b2/scale', 'scale', [both], { value: 0.5 });
    const shifted = build.op('b2/shift', 'shift', [scaled], { value: -0.125 });
    const clipped = build.op('b2/clip', 'clip', [shifted], { low: -0.5, high: 1 });
    // Seven columns of every picture as a batch of their own.
    const regions = build.op('b2/regions', 'reshape', [clipped], { dims: ['7N', 160] });
    const classes = build.op('b2/dense', 'dense', [regions, param('b2/kernel', 160, 9), param('b2/bias', 9)], {
      activation: 'sigmoid',
    });
    const folded = build.op('b2/folded', 'reshape', [classes], { dims: ['N', 7, 9] });
    const wide = build.op('b2/wide', 'concat', [folded, folded], {});
    build.output('classes', classes);
    build.output('wide', wide);
    return wide;
  });
  build.section({ id: 'b3', title: 'b3 : Winograd', part: 'head' }, () => {
    const tile = [2, 1] as const;
    const kernel = param('b3/kernel', 3, 3, 3, 4);
    const extended = build.op('b3/extended', 'zero-extend', [param('b3/short', 2, 3)], { dims: [3, 4] });
    build.output('extended', extended);
    const transformed = build.computed('b3/transformed', { kind: 'winograd-kernel', attrs: { tile, outputs: 5 } }, [
      kernel,
    ]);
    const tiles = build.op('b3/tiles', 'winograd-input', [x], { tile });
    const vectors = [param('b3/bias', 4), param('b3/gamma', 4)];
    const conv = build.op('b3/conv', 'winograd-conv2d', [tiles, transformed, ...vectors], {
      tile,
      size: [13, 10],
      outputs: 4,
      activation: 'relu',
    });
    build.output('winograd', conv);
    return conv;
  });
  return build.build();
}
