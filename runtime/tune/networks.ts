/** Small networks that spend their time on one thing, to measure what it costs. */
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import type { Graph, ValueId } from '../../compiler/ir/graph.ts';
import { tensorType } from '../../compiler/ir/tensor-type.ts';

const window = { stride: [1, 1], dilation: [1, 1], activation: 'none' } as const;

/** `[N,size,size,channels]` → a convolution of a square kernel to as many channels. */
export function convolution(size: number, channels: number, kernelSize: 1 | 3): Graph {
  const pad = (kernelSize - 1) / 2;
  return network(size, channels, (build, x) => {
    const kernel = param(build, 'conv/kernel', [kernelSize, kernelSize, channels, channels]);
    return build.op('conv', 'conv2d', [x, kernel], { ...window, padding: [pad, pad, pad, pad] });
  });
}

/** `[N,size,size,channels]` → depthwise 1×1 convolutions in a row. */
export function chain(size: number, channels: number, links: number): Graph {
  return network(size, channels, (build, x) => {
    const kernel = param(build, 'chain/kernel', [1, 1, channels, 1]);
    let value = x;
    for (let i = 0; i < links; i++)
      value = build.op(`chain/${i}`, 'depthwise-conv2d', [value, kernel], { ...window, padding: [0, 0, 0, 0] });
    return value;
  });
}

/** `[N,size,size,channels]` → twice itself: two numbers moved for one operation. */
export function doubling(size: number, channels: number): Graph {
  return network(size, channels, (build, x) => build.op('sum', 'add', [x, x], {}));
}

function network(size: number, inputs: number, body: (build: GraphBuilder, x: ValueId) => ValueId): Graph {
  const build = new GraphBuilder('costs');
  const x = build.input('images', tensorType('f32', ['N', size, size, inputs]));
  build.section({ id: 'costs', title: 'costs', part: 'backbone' }, () => {
    const value = body(build, x);
    build.output('result', value);
    return value;
  });
  return build.build();
}

function param(build: GraphBuilder, name: string, dims: readonly number[]): ValueId {
  const initializer = { kind: 'normal', stddev: 0.05 } as const;
  return build.param({ name, type: tensorType('f32', dims), initializer, trainable: true, regularized: true });
}
