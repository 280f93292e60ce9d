/** Profiles as data: which nodes a fused kernel computes, how its time is divided, and that everything adds up. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clustersOf } from '../../compiler/analysis/profile/clusters.ts';
import { profileCsv, profileMarkdown, profileText } from '../../compiler/analysis/profile/print.ts';
import { profileReport, type ProfileFacts } from '../../compiler/analysis/profile/profile-report.ts';
import type { Kernel, RunProfile } from '../../compiler/analysis/profile/run-profile.ts';
import { breakdowns } from '../../compiler/analysis/report/rows.ts';
import { parseGraph } from '../../compiler/ir/parse.ts';
import { profilePage } from '../../compiler/page/profile-page.ts';
import { medianProfile } from '../../runtime/backends/rounds.ts';
import { randomGraph } from '../property/random-graph.ts';

/** A bottleneck's end with its shortcut, and a block that begins with a sum of other blocks' results. */
const graph = parseGraph(`graph small

input images : f32[N,8,8,4]

param b0/shortcut/kernel : f32[1,1,4,8] ~ zeros trainable
param b0/conv/kernel : f32[3,3,4,8] ~ zeros trainable
param b0/gamma : f32[8] ~ ones trainable
param b0/beta : f32[8] ~ zeros trainable
param b0/mean : f32[8] ~ zeros
param b0/variance : f32[8] ~ ones
param b1/kernel : f32[1,1,8,8] ~ zeros trainable
param b2/kernel : f32[1,1,8,8] ~ zeros trainable

section b0 "b0 : L2 bottleneck" part backbone level 2
b0/shortcut : f32[N,8,8,8] = conv2d(images, b0/shortcut/kernel) {stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}
b0/conv : f32[N,8,8,8] = conv2d(images, b0/conv/kernel) {stride: [1,1], dilation: [1,1], padding: [1,1,1,1], activation: none}
b0/norm : f32[N,8,8,8] = batch-norm(b0/conv, b0/gamma, b0/beta, b0/mean, b0/variance) {epsilon: 0.001}
b0/add : f32[N,8,8,8] = add(b0/norm, b0/shortcut)
b0/relu : f32[N,8,8,8] = relu(b0/add)

section b1 "b1 : L2 residual <- b0" part backbone level 2
b1/conv : f32[N,8,8,8] = conv2d(b0/relu, b1/kernel) {stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}

section b2 "b2 : L3 residual <- b0 b1" part backbone level 3
b2/merge : f32[N,8,8,8] = add(b0/relu, b1/conv)
b2/up : f32[N,16,16,8] = upsample-nearest(b2/merge) {factor: [2,2]}
b2/conv : f32[N,16,16,8] = conv2d(b2/up, b2/kernel) {stride: [1,1], dilation: [1,1], padding: [0,0,0,0], activation: none}

output endpoint_3 = b2/conv
`);

const kernel = (name: string, op: string, milliseconds: number, node: string | undefined, own = false): Kernel => ({
  ...{ name, op, milliseconds, fastest: milliseconds, node, own },
});

/** As ONNX Runtime runs it: sums and norms are in convolutions, one of them another block's. */
const kernels = [
  kernel('images/nchw', 'Transpose', 0.25, 'b0/shortcut'),
  kernel('b0/shortcut_nchwc', 'Conv', 1, 'b0/shortcut'),
  kernel('b0/norm_nchwc', 'Conv', 4, 'b0/norm'),
  kernel('b1/conv_nchwc', 'Conv', 2, 'b1/conv'),
  kernel('b2/up_nchwc', 'Upsample', 0.5, 'b2/up'),
  kernel('b2/conv_nchwc', 'Conv', 1, 'b2/conv'),
  kernel('ReorderOutput_token_1', 'ReorderOutput', 0.125, 'b2/conv', true),
  kernel('Memcpy', 'Memcpy', 0.125, undefined, true),
];

const profile: RunProfile = {
  graph,
  kernels,
  fuses: true,
  rounds: 9,
  milliseconds: 10,
  betweenMilliseconds: 0.75,
  coverage: 0.925,
  unprofiledMilliseconds: 9.5,
};

const facts: ProfileFacts = {
  network: 'small',
  date: '2026-01-31T12:00:00.000Z',
  machine: { cpu: 'a processor', cores: 2, platform: 'linux-x64', node: 'v20.0.0' },
  backend: 'onnx-cpu',
  runsOn: 'onnx-cpu on a processor',
  level: 'O0',
  input: [1, 8, 8, 4],
  ceiling: { flopsPerSecond: 100e6, bytesPerSecond: 50e6 },
};

const report = profileReport(profile, facts);

describe('kernels and nodes', () => {
  it('finds what each kernel has taken in', () => {
    const { clusters, rest, unseen } = clustersOf(graph, profile);
    const members = clusters.map(({ nodes, kernels: of }) => [
      of.map(({ name }) => name),
      nodes.map(({ name }) => name),
    ]);
    expect(members).toEqual([
      [['images/nchw', 'b0/shortcut_nchwc'], ['b0/shortcut']],
      [['b0/norm_nchwc'], ['b0/norm', 'b0/conv', 'b0/add', 'b0/relu']],
      [['b1/conv_nchwc'], ['b1/conv', 'b2/merge']],
      [['b2/up_nchwc'], ['b2/up']],
      [['b2/conv_nchwc', 'ReorderOutput_token_1'], ['b2/conv']],
    ]);
    expect(rest.map(({ name }) => name)).toEqual(['Memcpy']);
    expect(unseen).toEqual([]);
  });

  it('where nothing is fused, a node without a kernel takes no time from the kernel before it', () => {
    const timed = graph.nodes.filter(({ name }) => name !== 'b2/merge').map(({ name }) => kernel(name, 'Op', 1, name));
    const unfused = profileReport({ ...profile, kernels: timed, fuses: false }, facts);
    const taken = new Map(unfused.ops.map(({ name, figures }) => [name, figures]));
    expect([taken.get('b1/conv')!.milliseconds, taken.get('b2/merge')!.milliseconds]).toEqual([1, 0]);
    expect(clustersOf(graph, { kernels: timed, fuses: false }).unseen.map(({ name }) => name)).toEqual(['b2/merge']);
    const up = taken.get('b2/up')!; // all that the ceiling of b2 is made of besides its convolution
    const [conv, all] = [taken.get('b2/conv')!, unfused.blocks.find(({ id }) => id === 'b2')!.figures];
    expect(2 * all.ofCeiling!).toBeCloseTo(up.ofCeiling! + conv.ofCeiling!, 9);
  });

  it('a kernel that two blocks share is divided among them by flops', () => {
    const { shares } = report.kernels.find(({ name }) => name === 'b1/conv_nchwc')!;
    const [conv, sum] = [2 * 8 * 8 * 8 * 8, 8 * 8 * 8]; // flops
    expect(shares).toEqual([
      { op: 'b1/conv', block: 'b1', share: conv / (conv + sum) },
      { op: 'b2/merge', block: 'b2', share: sum / (conv + sum) },
    ]);
    const b1 = report.blocks.find(({ id }) => id === 'b1')!;
    expect(b1.figures.milliseconds).toBeCloseTo((2 * conv) / (conv + sum), 12);
  });

  it('work of the runtime counts for the block that it is done for, and is a kind by itself', () => {
    expect(report.ops.find(({ name }) => name === 'b2/conv')!.figures.milliseconds).toBe(1.125);
    expect(report.byKind.filter(({ runtime }) => runtime).map(({ kind }) => kind)).toEqual(['ReorderOutput', 'Memcpy']);
    expect(report.blocks.map(({ id }) => id)).toEqual(['b0', 'b1', 'b2', 'runtime']);
  });
});

describe('figures', () => {
  it('rates have flops and macs apart', () => {
    const { figures } = report.ops.find(({ name }) => name === 'b1/conv')!;
    expect(figures.macs).toBe(8 * 8 * 8 * 8);
    expect(figures.flops).toBe(2 * figures.macs);
    expect(figures.gflopsPerSecond).toBe(2 * figures.gmacsPerSecond!);
    expect(figures.gmacsPerSecond).toBeCloseTo(figures.macs / figures.milliseconds / 1e6, 12);
  });

  it('the ceiling of a kernel is arithmetic or what it moves between its nodes’ inputs and results', () => {
    const shared = report.ops.find(({ name }) => name === 'b2/merge')!.figures;
    const part = shared.flops / (shared.flops + report.ops.find(({ name }) => name === 'b1/conv')!.figures.flops);
    const bytes = 4 * (3 * 8 * 8 * 8 - 8 * 8 * 8 + 8 * 8); // b0/relu read once, the sum written, the kernel; not b1/conv
    const least = part * Math.max((2 * 8 ** 4 + 8 ** 3) / 100e6, bytes / 50e6);
    expect(shared.ofCeiling).toBeCloseTo((1000 * least) / shared.milliseconds, 9);
  });

  it('everything counts once for each picture', () => {
    const two = profileReport(profile, { ...facts, input: [2, 8, 8, 4] });
    expect(two.totals.macs).toBe(2 * report.totals.macs);
    expect(two.totals.gflopsPerSecond).toBeCloseTo(2 * report.totals.gflopsPerSecond!, 9);
  });

  it('without a graph there are kernels and their types', () => {
    const plain = profileReport({ ...profile, graph: undefined }, { ...facts, level: null });
    expect([plain.blocks, plain.byLevel, plain.totals.macs]).toEqual([[], [], 0]);
    expect(plain.ops).toHaveLength(kernels.length);
    expect(plain.byKind.find(({ kind }) => kind === 'Conv')).toMatchObject({ ops: 4, runtime: false });
    expect(plain.totals.ofCeiling).toBeNull();
  });
});

it('rows, what is between kernels and what is uneven add up to a run, whatever is fused (property)', () => {
  const chosen = fc.array(
    fc.record({ at: fc.nat(), time: fc.double({ min: 0, max: 9, noNaN: true }), own: fc.boolean() }),
  );
  fc.assert(
    fc.property(randomGraph(), chosen, fc.boolean(), (random, picks, fuses) => {
      const some = picks.map(({ at, time, own }, i) =>
        kernel(`k${i}`, own ? 'Reorder' : 'Op', time, random.nodes[at % random.nodes.length]?.name, own),
      );
      const total = some.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      const {
        run,
        ops,
        blocks,
        byLevel,
        byKind,
        kernels: rows,
      } = profileReport({ ...profile, graph: random, kernels: some, fuses, milliseconds: total + 1 }, facts);
      expect(run.betweenKernelsMilliseconds + run.unevenMilliseconds).toBeCloseTo(1, 6);
      for (const group of [ops, blocks, byLevel, byKind]) {
        const sum = group.reduce((time, { figures }) => time + figures.milliseconds, 0);
        expect(sum).toBeCloseTo(total, 6);
      }
      for (const { shares, runtime } of rows) {
        const sum = shares.reduce((part, { share }) => part + share, 0);
        if (!runtime && random.nodes.length > 0) expect(sum).toBeCloseTo(1, 9);
      }
    }),
    { numRuns: 60 },
  );
});

it('a profile is what is typical of its rounds', () => {
  const round = (milliseconds: number, ...times: readonly number[]) => ({
    milliseconds,
    kernels: times.map((time, i) => ({ key: `${i}`, ...kernel(`k${i}`, 'Op', time, undefined) })),
  });
  const typical = medianProfile(
    { graph: undefined, fuses: true },
    [round(10, 4, 5), round(90, 5, 80), round(20, 12, 6)],
    [9, 11, 40],
  );
  expect(typical.kernels.map(({ milliseconds, fastest }) => [milliseconds, fastest])).toEqual([
    [5, 4],
    [6, 5],
  ]);
  expect([typical.milliseconds, typical.betweenMilliseconds, typical.unprofiledMilliseconds]).toEqual([20, 2, 11]);
  expect(typical.coverage).toBe(0.9);
  const { run } = profileReport(typical, facts);
  expect(run.unevenMilliseconds).toBe(20 - 11 - 2);
});

describe('printed', () => {
  it.each(breakdowns)('by %s, as a table', async (by) => {
    await expect(profileText(report, by)).toMatchFileSnapshot(`golden/profile-${by}.txt`);
  });

  it('as Markdown and CSV, whose columns add up', async () => {
    await expect(profileMarkdown(report, 'block')).toMatchFileSnapshot('golden/profile.md');
    const lines = profileCsv(report, 'op', 3).trim().split('\n');
    const cells = lines.slice(1).map((line) => line.split(','));
    expect(cells.map(([, op]) => op)).toEqual([
      ...cells.slice(0, 3).map(([, op]) => op),
      '7 others',
      'between kernels',
      'uneven rounds',
      'total',
    ]);
    const times = cells.map((row) => Number(row[3]));
    expect(times.slice(0, -1).reduce((a, b) => a + b, 0)).toBeCloseTo(times.at(-1)!, 9);
  });
});

it('of a file without blocks opens at its ops, as text does', () => {
  const bare = { ...report, blocks: [], byLevel: [] };
  expect(profileText(bare, 'block')).toBe(profileText(bare, 'op'));
  const page = profilePage(bare, { by: 'block' });
  expect(page).toContain('data-first="op"');
  expect([...page.matchAll(/data-tab="(\w+)"/g)].map(([, tab]) => tab)).toEqual(['kind', 'op']);
  expect(profilePage(report, { by: 'level' })).toContain('data-first="level"');
});
