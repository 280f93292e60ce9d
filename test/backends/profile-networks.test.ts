/**
 * Profiles of real runs: at every level every kernel of ONNX Runtime and of TensorFlow.js is some op's, every op some
 * kernel's, and everything adds up. Nothing here depends on how fast the machine is.
 */
import { describe, expect, it } from 'vitest';
import { profileReport } from '../../compiler/analysis/profile/profile-report.ts';
import type { OptimizationLevel } from '../../compiler/passes/choice.ts';
import { buildGraph } from '../../compiler/pipeline.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { ProfileReport } from '../../compiler/schema/profile-report-types.generated.ts';
import type { BackendName } from '../../runtime/backends/backend.ts';
import { backends } from '../../runtime/backends/table.ts';
import { measureCeiling } from '../../runtime/tune/measure-ceiling.ts';
import { seededSource } from '../../runtime/weights/seeded.ts';
import { atSize, builtin, spinenet49, withRetinanet } from '../lower/published.ts';

const slim = (spec: ResolvedSpec, size: number): ResolvedSpec => ({
  ...atSize(spec, size),
  scale: { ...spec.scale, filters: 0.125, endpointFilters: 16 },
});

async function profiled(name: BackendName, spec: ResolvedSpec, level: OptimizationLevel): Promise<ProfileReport> {
  const target = name.startsWith('tfjs-') ? 'tfjs' : 'onnx';
  const { graph } = buildGraph(spec, { level, target, goal: 'latency' }).value!;
  const backend = await backends[name]();
  const session = await backend.prepare({ graph, weights: seededSource(1) });
  const { height, width } = spec.input;
  const input = { dims: [1, height, width, 3], data: new Float32Array(height * width * 3).fill(0.25) };
  const profile = await session.profile!(input, { rounds: 3 });
  await session.dispose();
  return profileReport(profile, {
    network: spec.name,
    date: '2026-01-31T12:00:00.000Z',
    machine: { cpu: 'a processor', cores: 2, platform: 'linux-x64', node: 'v20.0.0' },
    backend: name,
    runsOn: name,
    level,
    input: input.dims,
    ceiling: undefined,
  });
}

function expectWhole(report: ProfileReport): void {
  const { run, ops, blocks, byLevel, byKind, kernels } = report;
  expect(run.coverage).toBeGreaterThan(0);
  expect(run.coverage).toBeLessThanOrEqual(1);
  for (const rows of [ops, blocks, byLevel, byKind]) {
    const sum = rows.reduce((time, { figures }) => time + figures.milliseconds, 0);
    expect(sum).toBeCloseTo(run.kernelMilliseconds, 6);
    expect(sum + run.betweenKernelsMilliseconds + run.unevenMilliseconds).toBeCloseTo(run.milliseconds, 6);
  }
  const known = new Set(blocks.map(({ id }) => id));
  expect(known).not.toContain('runtime');
  for (const { name, shares } of kernels) {
    expect(
      shares.reduce((sum, { share }) => sum + share, 0),
      name,
    ).toBeCloseTo(1, 9);
    for (const { block } of shares) expect(known).toContain(block);
  }
  const computed = new Set(kernels.flatMap(({ shares }) => shares.map(({ op }) => op)));
  expect(ops.filter(({ name, figures }) => figures.macs > 0 && !computed.has(name))).toEqual([]);
}

describe('onnx-cpu', () => {
  it.each(['O0', 'O1', 'O2'] as const)('spinenet-49 at -%s', { timeout: 120_000 }, async (level) => {
    const report = await profiled('onnx-cpu', level === 'O2' ? atSize(spinenet49, 128) : slim(spinenet49, 96), level);
    expectWhole(report);
    // What the runtime fuses: a kernel at -O0 stands for a convolution, its norm and its activation.
    const most = Math.max(...report.kernels.map(({ shares }) => shares.length));
    if (level === 'O0') expect(most).toBeGreaterThanOrEqual(3);
    if (level === 'O1') expect(most).toBeGreaterThanOrEqual(2);
    if (level === 'O2') expect(report.byKind.map(({ kind }) => kind)).toContain('winograd-conv2d');
    const conv = report.kernels.find(({ name }) => name.startsWith('b0/repeat0/conv2'))!;
    expect(conv.shares.map(({ block }) => block)).toEqual(conv.shares.map(() => 'b0'));
    expect(conv.shares[0]!.share).toBeGreaterThan(0.9);
  });

  it('swish, which ONNX Runtime makes one kernel of', { timeout: 120_000 }, async () => {
    const report = await profiled('onnx-cpu', atSize(builtin('spinenet-mobile-49s'), 128), 'O1');
    expectWhole(report);
    expect(report.kernels.map(({ op }) => op)).toContain('QuickGelu');
    expect(report.byKind.find(({ kind }) => kind === 'swish')!.figures.milliseconds).toBeGreaterThan(0);
  });

  it('a head, whose levels share weights', { timeout: 120_000 }, async () => {
    const { head } = withRetinanet(spinenet49, { filters: 16, convs: 2, classes: 3 });
    const report = await profiled('onnx-cpu', { ...slim(spinenet49, 96), head }, 'O1');
    expectWhole(report);
    expect(report.blocks.filter(({ part }) => part === 'head').map(({ id }) => id)).toContain('class_3');
  });

  it('its ceiling is measured', { timeout: 120_000 }, async () => {
    const { flopsPerSecond, bytesPerSecond } = (await measureCeiling(await backends['onnx-cpu']()))!;
    for (const rate of [flopsPerSecond, bytesPerSecond]) expect(rate > 0 && rate < Infinity).toBe(true);
  });
});

it.each(['tfjs-wasm', 'tfjs-cpu'] as const)(
  '%s: kernels in the order of the module',
  { timeout: 120_000 },
  async (name) => {
    const report = await profiled(name, slim(spinenet49, 64), 'O1');
    expectWhole(report);
    for (const { name: kernel, op, shares } of report.kernels) {
      expect(shares.map((share) => share.op)).toEqual([kernel]);
      const node = report.ops.find((row) => row.name === kernel)!;
      if (node.kind === 'conv2d') expect(op).toMatch(/^(Fused)?Conv2D$/);
      if (node.kind === 'max-pool') expect(op).toBe('MaxPool');
    }
  },
);

it('the reference has no profiler, and no ceiling', async () => {
  expect(await measureCeiling(await backends.reference())).toBeUndefined();
});
