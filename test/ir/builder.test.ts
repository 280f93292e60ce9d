import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../compiler/ir/builder.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { tensorType } from '../../compiler/ir/tensor-type.ts';
import { verify } from '../../compiler/ir/verify.ts';
import { ShapeError } from '../../compiler/ops/op.ts';

const window = { stride: [1, 1], dilation: [1, 1], padding: [1, 1, 1, 1], activation: 'none' } as const;
const kernelFacts = {
  initializer: { kind: 'variance-scaling', fanIn: 576 },
  trainable: true,
  regularized: true,
} as const;

function small(): GraphBuilder {
  const builder = new GraphBuilder('small');
  const x = builder.input('images', tensorType('f32', ['N', 16, 16, 64]));
  const k = builder.param({ name: 'b0/kernel', type: tensorType('f32', [3, 3, 64, 64]), ...kernelFacts });
  builder.section({ id: 'b0', title: 'b0 : L2 bottleneck', part: 'backbone', level: 2 }, () =>
    builder.op('b0/relu', 'relu', [builder.op('b0/conv', 'conv2d', [x, k], window)], {}),
  );
  builder.output('endpoint_3', 'b0/relu');
  return builder;
}

describe('GraphBuilder', () => {
  it('makes a graph with types, origins and section results', () => {
    const graph = small().build();
    expect(verify(graph)).toEqual([]);
    expect(graph.nodes.map((n) => n.name)).toEqual(['b0/conv', 'b0/relu']);
    expect(graph.nodes[0]!.outputs).toEqual([{ id: 'b0/conv', type: tensorType('f32', ['N', 16, 16, 64]) }]);
    expect(graph.nodes[1]!.origin).toEqual({ section: 'b0', part: 'backbone' });
    expect(graph.sections).toEqual([
      { id: 'b0', title: 'b0 : L2 bottleneck', part: 'backbone', level: 2, result: 'b0/relu' },
    ]);
  });

  it('infers what a computed param is', () => {
    const builder = small();
    builder.computed('b0/twice', { kind: 'add', attrs: {} }, ['b0/kernel', 'b0/kernel']);
    expect(builder.typeOf('b0/twice')).toEqual(tensorType('f32', [3, 3, 64, 64]));
    expect(verify(builder.build())).toEqual([]);
  });

  it('freezes what it makes', () => {
    const graph = small().build();
    const node = graph.nodes[0]!;
    for (const part of [graph, node, node.attrs, node.outputs[0]]) expect(Object.isFrozen(part)).toBe(true);
  });

  it('lists too, once a graph has been verified', () => {
    const graph = small().build();
    optimize(graph, { verify: true });
    for (const list of [graph.nodes, graph.params, graph.sections, graph.nodes[0]!.inputs, graph.nodes[0]!.outputs])
      expect(Object.isFrozen(list)).toBe(true);
  });

  it('keeps what was built when more is added', () => {
    const builder = small();
    const before = builder.build();
    builder.section({ id: 'b1', title: '', part: 'head' }, () => builder.op('b1/relu', 'relu', ['b0/relu'], {}));
    expect(before.nodes).toHaveLength(2);
    expect(builder.build().nodes).toHaveLength(3);
  });

  it('names the node whose inputs do not fit, and defines nothing', () => {
    const builder = small();
    builder.section({ id: 'b1', title: '', part: 'backbone' }, () => {
      const misfit = (): string => builder.op('b1/add', 'add', ['b0/relu', 'b0/kernel'], {});
      expect(misfit).toThrow(ShapeError);
      expect(misfit).toThrow(/^b1\/add: /);
    });
    expect(builder.has('b1/add')).toBe(false);
  });

  it.each<[string, (builder: GraphBuilder) => unknown]>([
    ['value images exists already', (b) => b.input('images', tensorType('f32', [1]))],
    [
      'value b0/kernel exists already',
      (b) => b.param({ name: 'b0/kernel', type: tensorType('f32', [1]), ...kernelFacts }),
    ],
    [
      'value b0/relu exists already',
      (b) => b.section({ id: 's', title: '', part: 'head' }, () => b.op('b0/relu', 'relu', ['images'], {})),
    ],
    ['there is no value nothing', (b) => b.output('endpoint_4', 'nothing')],
    ['output endpoint_3 exists already', (b) => { b.output('endpoint_3', 'images'); }], // prettier-ignore
    ['section b0 exists already', (b) => b.section({ id: 'b0', title: '', part: 'head' }, () => undefined)],
    ['s/relu is outside a section', (b) => b.op('s/relu', 'relu', ['images'], {})],
    ['section t begins inside s', (b) => b.section({ id: 's', title: '', part: 'head' }, () => b.section({ id: 't', title: '', part: 'head' }, () => 0))], // prettier-ignore
  ])('treats as an internal error: %s', (message, mistake) => {
    expect(() => mistake(small())).toThrow(message);
  });

  // Where a node looked at all those before it, this would run into the test's time limit.
  it('builds a graph of 70,000 nodes', () => {
    const builder = new GraphBuilder('long');
    let x = builder.input('images', tensorType('f32', ['N', 16, 16, 64]));
    for (let i = 0; i < 10_000; i++) {
      const k = builder.param({ name: `b${i}/kernel`, type: tensorType('f32', [3, 3, 64, 64]), ...kernelFacts });
      x = builder.section({ id: `b${i}`, title: '', part: 'backbone' }, () => {
        let y = builder.op(`b${i}/conv`, 'conv2d', [x, k], window);
        for (let j = 0; j < 5; j++) y = builder.op(`b${i}/relu${j}`, 'relu', [y], {});
        return builder.op(`b${i}/add`, 'add', [x, y], {});
      });
    }
    expect(builder.build().nodes).toHaveLength(70_000);
  });
});
