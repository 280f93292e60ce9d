/** Wiring and blocks of the SpineNet family: what is added to what, what is projected, what is dropped. */
import { describe, expect, it } from 'vitest';
import { verify } from '../../compiler/ir/verify.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import { lowered, network, outline } from './networks.ts';
import { blocks, builtin, published, spinenet49 } from './published.ts';

const names = (spec: ResolvedSpec, pattern: RegExp): readonly string[] =>
  lowered(spec)
    .nodes.map((node) => node.name)
    .filter((name) => pattern.test(name));

const inputsOf = (spec: ResolvedSpec, name: string): readonly string[] | undefined =>
  lowered(spec).nodes.find((node) => node.name === name)?.inputs;

describe('features that nobody consumed', () => {
  const extras = (spec: ResolvedSpec): readonly string[] => names(spec, /\/merge\/(?!relu|swish)/);

  it('are added once, to the next output that fits: b11 in SpineNet-49 and in R0-SP53', () => {
    for (const name of ['49s', '49', '49-p2', '96', '143', '190', 'nas-proxy'])
      expect(extras(published[name]!)).toEqual(['b14/merge/b11']);
    expect(extras(published['r0-sp53']!)).toEqual(['b13/merge/b11']);
    expect(inputsOf(spinenet49, 'b14/merge/b11')).toEqual(['b14/merge', 'b11/repeat0/relu']);
  });

  it('need the channels of the sum, which has 4f in a bottleneck', () => {
    const rows = (kind: 'B' | 'R') =>
      blocks(2, [
        [3, kind, [0, 1]],
        [4, 'B', [0, 1], true],
        [3, 'B', [0, 3], true],
      ]);
    expect(extras(network(rows('B')))).toEqual(['b4/merge/b2']);
    expect(extras(network(rows('R')))).toEqual([]);
  });

  it('are taken in index order, stem blocks and earlier outputs too, and count as consumed from then on', () => {
    const list = blocks(2, [
      [2, 'B', [0, 0]],
      [2, 'B', [0, 0]],
      [2, 'B', [0, 0], true],
      [3, 'B', [0, 0], true],
      [2, 'B', [0, 0]],
    ]);
    // b1, b2 and b3 go into b4; b6 is consumed by nothing, and no output comes after it.
    const spec = network(list);
    expect(extras(spec)).toEqual(['b4/merge/b1', 'b4/merge/b2', 'b4/merge/b3']);
    const second = network([...list.slice(0, 3), ...blocks(5, [[2, 'B', [0, 0]]]), { ...list[3]!, id: 'b6' }]);
    expect(extras(second)).toEqual(['b4/merge/b1', 'b4/merge/b2', 'b4/merge/b3']);
  });

  it('are counted after the block has counted its own parents', () => {
    const list = blocks(2, [
      [3, 'B', [0, 1]],
      [3, 'B', [2, 2], true],
    ]);
    expect(extras(network(list))).toEqual([]);
  });

  it('are left alone when the spec says so', () => {
    expect(extras({ ...spinenet49, merge: { unconsumed: 'ignore', weighted: false } })).toEqual([]);
    expect(extras(builtin('r23-sp30'))).toEqual([]);
  });
});

describe('blocks that reach no output', () => {
  const list = blocks(2, [
    [3, 'B', [0, 1]],
    [4, 'R', [2, 1]],
    [3, 'B', [0, 2], true],
  ]);

  it('are dropped with their params and sections', () => {
    const graph = lowered(network(list));
    expect(verify(graph)).toEqual([]);
    expect(graph.sections.map(({ id }) => id)).toEqual(['stem', 'b0', 'b1', 'b2', 'b4', 'endpoint_3']);
    expect(graph.params.filter(({ name }) => name.startsWith('b3/'))).toEqual([]);
  });

  it('have consumed their parents all the same', () => {
    // b3 takes b2; had it not been built, b2 would be added to b4.
    const spec = network(
      blocks(2, [
        [3, 'B', [0, 1]],
        [4, 'R', [2, 1]],
        [3, 'B', [0, 1], true],
      ]),
    );
    expect(names(spec, /\/merge\//)).toEqual(['b4/merge/relu']);
  });

  it('live when they are tapped', () => {
    const graph = lowered(network(list), { taps: ['b3'] });
    expect(graph.outputs.map(({ name }) => name)).toEqual(['endpoint_3', 'block_3']);
  });

  it('of SpineNet-49 with levels 3 to 7 is the garden’s b17', () => {
    const spec = { ...published['49-p2']!, levels: { min: 3, max: 7 }, name: spinenet49.name };
    expect(lowered(spec)).toEqual(lowered(spinenet49));
  });
});

describe('block groups', () => {
  it('project in the stem only, and nowhere when the stem has the channels already', () => {
    expect(names(published['190']!, /shortcut\/conv$/)).toEqual(['b0/repeat0/shortcut/conv']);
    expect(names(published['nas-proxy']!, /shortcut/)).toEqual([]);
  });

  it('take the stride of a ResNet stem in the 3x3 convolution and the projection', () => {
    const graph = lowered(builtin('r23-sp30'));
    expect(names(builtin('r23-sp30'), /shortcut\/conv$/)).toEqual(
      ['b0', 'b2', 'b4', 'b6'].map((id) => `${id}/repeat0/shortcut/conv`),
    );
    expect(outline(graph, 'b4/repeat0/', ['conv2d'])).toEqual([
      'b4/repeat0/shortcut/conv s2,2 p0,0,0,0 -> 40x40x1024',
      'b4/repeat0/conv1/conv s1,1 p0,0,0,0 -> 80x80x256',
      'b4/repeat0/conv2/conv s2,2 p1,1,1,1 -> 40x40x256',
      'b4/repeat0/conv3/conv s1,1 p0,0,0,0 -> 40x40x1024',
    ]);
  });

  it('have the repeats of the scale, of its list, or their own', () => {
    const list = blocks(2, [
      [3, 'B', [0, 1]],
      [3, 'R', [0, 2], true],
    ]);
    const repeats = (spec: ResolvedSpec): readonly number[] =>
      ['b0', 'b1', 'b2', 'b3'].map((id) => names(spec, new RegExp(`^${id}/repeat\\d+/add$`)).length);
    const { scale } = network(list);
    expect(repeats(network(list, { scale: { ...scale, repeats: 2 } }))).toEqual([2, 2, 2, 2]);
    expect(repeats(network(list, { scale: { ...scale, repeats: [1, 2, 3, 4] } }))).toEqual([1, 2, 3, 4]);
    const own = [list[0]!, { ...list[1]!, repeats: 5 }];
    expect(repeats(network(own, { scale: { ...scale, repeats: [1, 2, 3, 4] } }))).toEqual([1, 2, 3, 5]);
  });

  it('may override filters and activation', () => {
    const list = blocks(2, [
      [3, 'B', [0, 1]],
      [3, 'B', [0, 2], true],
    ]);
    const graph = lowered(network([{ ...list[0]!, filters: 12, activation: 'swish' }, list[1]!]));
    const kinds = new Set(graph.nodes.filter((n) => n.origin.section === 'b2').map((n) => n.kind));
    expect(kinds.has('swish') && !kinds.has('relu')).toBe(true);
    expect(outline(graph, 'b2/repeat0/conv', ['conv2d']).map((line) => line.split('x').at(-1))).toEqual([
      '12',
      '12',
      '48',
    ]);
    // The resample out of it works on a quarter of its channels, times alpha.
    expect(outline(graph, 'b3/resample1/in/conv', ['conv2d'])).toEqual([
      'b3/resample1/in/conv s1,1 p0,0,0,0 -> 16x16x6',
    ]);
    expect(graph.sections.find(({ id }) => id === 'b2')?.title).toBe(
      'b2 : L3 bottleneck <- b0 b1 filters=12 activation=swish',
    );
  });

  it('end in an activation after the sum', () => {
    expect(inputsOf(spinenet49, 'b6/repeat0/add')).toEqual(['b6/repeat0/conv2/norm', 'b6/merge/relu']);
    expect(inputsOf(spinenet49, 'b6/repeat0/relu')).toEqual(['b6/repeat0/add']);
  });
});

describe('weighted merge', () => {
  const spec = { ...spinenet49, merge: { unconsumed: 'add', weighted: true } } as const;

  it('divides relu(weight) by the sum of all plus 1e-4', () => {
    expect(outline(lowered(spec), 'b14/merge').map((line) => line.split(' -> ')[0])).toEqual([
      ...[0, 1, 2].map((i) => `b14/merge/weight${i}/relu relu`),
      'b14/merge/weights1 add',
      'b14/merge/weights2 add',
      'b14/merge/weights shift',
      ...[0, 1, 2].flatMap((i) => [`b14/merge/share${i} divide`, `b14/merge/term${i} multiply`]),
      'b14/merge add',
      'b14/merge/b11 add',
      'b14/merge/relu relu',
    ]);
  });

  it('has one trainable scalar per term, which starts as 1', () => {
    const graph = lowered(spec);
    const weights = graph.params.filter(({ name }) => /\/merge\/weight\d$/.test(name));
    expect(weights).toHaveLength(31);
    expect(weights.every((p) => p.source === 'stored' && p.trainable && p.initializer.kind === 'ones')).toBe(true);
  });
});

describe('padding', () => {
  it('of the stem follows the convention of convolutions and that of pools', () => {
    const stem = (own: Partial<ResolvedSpec>): readonly string[] =>
      outline(lowered(network(blocks(2, [[3, 'B', [0, 1], true]]), own)), 'stem', ['conv2d', 'max-pool']);
    expect(stem({})).toEqual(['stem/conv s2,2 p3,3,3,3 -> 64x64x64', 'stem/pool k3,3 s2,2 p0,0,1,1 -> 32x32x64']);
    expect(stem({ padding: 'same' })[0]).toBe('stem/conv s2,2 p2,2,3,3 -> 64x64x64');
    expect(stem({ poolPadding: 'symmetric' })[1]).toBe('stem/pool k3,3 s2,2 p1,1,1,1 -> 32x32x64');
    expect(stem({ input: { height: 127, width: 129, channels: 3 }, padding: 'same' })).toEqual([
      'stem/conv s2,2 p3,3,3,3 -> 64x65x64',
      'stem/pool k3,3 s2,2 p0,1,1,1 -> 32x33x64',
    ]);
  });
});

describe('endpoints', () => {
  it('are activated or not', () => {
    expect(lowered(spinenet49).outputs[0]).toEqual({ name: 'endpoint_3', value: 'endpoint_3/relu' });
    const plain = { ...spinenet49, endpoints: { activation: false } };
    expect(lowered(plain).outputs[0]).toEqual({ name: 'endpoint_3', value: 'endpoint_3/norm' });
  });
});

describe('initialisers', () => {
  it('are those of the official code', () => {
    const params = new Map(lowered(spinenet49).params.map((p) => [p.name, p]));
    expect(params.get('b12/resample0/in/kernel')).toMatchObject({
      initializer: { kind: 'variance-scaling', fanIn: 1024 },
      trainable: true,
      regularized: true,
    });
    expect(params.get('stem/kernel')).toMatchObject({ initializer: { kind: 'variance-scaling', fanIn: 147 } });
    expect(params.get('stem/gamma')).toMatchObject({
      initializer: { kind: 'ones' },
      trainable: true,
      regularized: false,
    });
    expect(params.get('stem/beta')).toMatchObject({ initializer: { kind: 'zeros' }, trainable: true });
    expect(params.get('stem/moving_mean')).toMatchObject({ initializer: { kind: 'zeros' }, trainable: false });
    expect(params.get('stem/moving_variance')).toMatchObject({ initializer: { kind: 'ones' }, trainable: false });
  });
});
