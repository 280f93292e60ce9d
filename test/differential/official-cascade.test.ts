/**
 * Cascade Mask R-CNN of the model garden from picture to detections, on every target: weights as they are initialised keep
 * the values of a network in range, so that rounding in float32 does not change which boxes come first.
 */
import { describe, expect, it, test } from 'vitest';
import { lower } from '../../compiler/lower/lower.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { backends } from '../../runtime/backends/table.ts';
import { cascadeRun, officialParams, openFixture } from './official-runs.ts';

const graph = lower(cascadeRun.spec, { detections: true }).value!;
const { match, read } = officialParams(graph, cascadeRun);
const file = openFixture(cascadeRun.io);

function official(name: string): Tensor {
  return { dims: file.tensors.get(name)!.dims, data: file.readFloats(name) };
}

test('has the params of the checkpoint, no more and no fewer', () => {
  const { missing, misshapen, unused } = match;
  expect({ missing, misshapen, unused }).toEqual({ missing: [], misshapen: [], unused: [] });
  expect(match.matched.length).toBe(graph.params.length);
});

describe.each(['reference', 'onnx-cpu', 'tfjs-wasm'] as const)('%s', (backend) => {
  it('detects what the official code detects', { timeout: 120_000 }, async () => {
    const optimized = optimize(graph, { level: 'O1' }).graph;
    const weights = {
      description: 'the official run',
      read: ({ name }: { readonly name: string }) => Float32Array.from(read(name).data),
    };
    const session = await (await backends[backend]()).prepare({ graph: optimized, weights });
    try {
      const found = await session.run(official('input'));
      const worst = (name: string): number => {
        const wanted = official(`detection_${name}`).data;
        let difference = 0;
        for (let i = 0; i < wanted.length; i++)
          difference = Math.max(difference, Math.abs(wanted[i]! - found[name]!.data[i]!));
        return difference;
      };
      expect(Array.from(found['num_detections']!.data)).toEqual(Array.from(official('num_detections').data));
      expect(Array.from(found['classes']!.data)).toEqual(Array.from(official('detection_classes').data));
      expect(worst('boxes')).toBeLessThan(0.01); // pixels
      expect(worst('scores')).toBeLessThan(1e-4);
      expect(worst('masks')).toBeLessThan(1e-3); // the first 20 of the one picture, which come first in memory
    } finally {
      await session.dispose();
    }
  });
});
