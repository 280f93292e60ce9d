/**
 * What -O2 costs in accuracy on ONNX Runtime and on tfjs-wasm, at every network output, against the lowered graph in float64: at most half as
 * much again as -O0. Over several pictures, since roundings that a network amplifies are as good as a lottery in one:
 * on the fixtures' random weights the largest error of one output may even double from -O0 to -O1, which only folds batch
 * norms, so there it is the root mean square that is held.
 */
import { describe, expect, test } from 'vitest';
import type { Graph } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import type { OptimizationTarget } from '../../compiler/passes/choice.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { seededSource } from '../../runtime/weights/seeded.ts';
import { randomInputs } from '../property/random-graph.ts';
import { officialParams, officialRuns } from './official-runs.ts';
import { optimisationErrors } from './optimisation-error.ts';
import { variedSource } from './varied-source.ts';

const allowed = 1.5;
const fast = (graph: Graph, target: OptimizationTarget): Graph => optimize(graph, { level: 'O2', target }).graph;
const runs = [
  ['onnx', 'onnx-cpu', 'winograd-conv2d'],
  ['tfjs', 'tfjs-wasm', 'conv2d-by-winograd'],
] as const;
const pictures = (graph: Graph, count: number) => randomInputs(graph, 1, count)['images']!;

describe('SpineNet-49S with RetinaNet at 128×128', () => {
  const size = { height: 128, width: 128 };
  const graph = lower(understand(builtinSource('spinenet-49s')!, { head: 'retinanet', input: size }).value!).value!;

  test.each(runs)('for %s has convolutions by Winograd', (target, _backend, winograd) => {
    expect(fast(graph, target).nodes.filter(({ kind }) => kind === winograd).length).toBeGreaterThan(5);
  });

  describe.each(runs)('%s on %s', (target, backend) => {
    test.each([seededSource(1), variedSource(3)])('$description', async (weights) => {
      const errors = await optimisationErrors(graph, fast(graph, target), weights, pictures(graph, 2), backend);
      expect(errors).toHaveLength(10);
      expect(errors.filter((output) => output.fast.largest > allowed * output.plain.largest)).toEqual([]);
      expect(errors.filter((output) => output.fast.typical > allowed * output.plain.typical)).toEqual([]);
    });
  });
});

describe.each(officialRuns.filter(({ precision }) => precision !== 'f64'))('fixture of $name', (run) => {
  const graph = lower(run.spec).value!;
  // Checkpoints hold whole networks: what no output needs is matched, too.
  const { read } = officialParams(lower(run.spec, { taps: 'all' }).value!, run);
  const weights = {
    description: run.checkpoint,
    read: ({ name }: { readonly name: string }) => read(name).data as Float32Array,
  };

  test('eight pictures on ONNX Runtime', async () => {
    const errors = await optimisationErrors(graph, fast(graph, 'onnx'), weights, pictures(graph, 8), 'onnx-cpu');
    expect(errors.length).toBe(graph.outputs.length);
    expect(errors.filter((output) => output.fast.typical > allowed * output.plain.typical)).toEqual([]);
  });
});
