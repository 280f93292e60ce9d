/** Resampling of edges: every case of the three official codes, as explicit windows. */
import { describe, expect, it } from 'vitest';
import { nearestIndices } from '../../compiler/lower/nearest-resize.ts';
import type { DialectName } from '../../compiler/resolve/resolved-spec.ts';
import { lowered, network, outline } from './networks.ts';
import { atSize, blocks, dialects, spinenet49 } from './published.ts';

/** What one edge from a stem block (or from `via`, a level that it goes through first) to `target` is made of. */
function edge(dialect: DialectName, target: number, size: readonly [number, number], via?: number): readonly string[] {
  const rows = via === undefined ? [] : ([[via, 'B', [0, 1]]] as const);
  const from = via === undefined ? 1 : 2;
  const list = blocks(2, [...rows, [target, 'B', [from, from], true]]);
  const graph = lowered(atSize(network(list, dialects[dialect]), ...size));
  const id = list.at(-1)!.id;
  const lines = outline(graph, `${id}/resample0/`, ['conv2d', 'max-pool', 'upsample-nearest', 'gather']);
  return lines.map((line) => line.replace(`${id}/resample0/`, ''));
}

describe('same level', () => {
  it('is two 1x1 convolutions', () => {
    expect(edge('tpu', 2, [128, 128])).toEqual([
      'in/conv s1,1 p0,0,0,0 -> 32x32x4',
      'out/conv s1,1 p0,0,0,0 -> 32x32x32',
    ]);
  });
});

describe('down', () => {
  it('by 2 is a stride-2 convolution, padded by convention', () => {
    expect(edge('tpu', 3, [128, 128])[1]).toBe('down/conv s2,2 p1,1,1,1 -> 16x16x4');
    expect(edge('garden', 3, [128, 128])[1]).toBe('down/conv s2,2 p0,0,1,1 -> 16x16x4');
    expect(edge('torch', 3, [128, 128])[1]).toBe('down/conv s2,2 p1,1,1,1 -> 16x16x4');
    expect(edge('tpu', 3, [128, 128])).toHaveLength(3);
  });

  it('by 4 adds one 3x3 pool of stride 2', () => {
    expect(edge('tpu', 4, [128, 128])[2]).toBe('pool k3,3 s2,2 p0,0,1,1 -> 8x8x4');
    expect(edge('garden', 4, [128, 128])[2]).toBe('pool k3,3 s2,2 p0,0,1,1 -> 8x8x4');
    expect(edge('torch', 4, [128, 128])[2]).toBe('pool k3,3 s2,2 p1,1,1,1 -> 8x8x4');
  });

  it('by 8 differs: one 5x5 pool of stride 4, or two 3x3 pools of stride 2', () => {
    expect(edge('tpu', 5, [256, 256])[2]).toBe('pool k5,5 s4,4 p0,0,1,1 -> 8x8x4');
    expect(edge('torch', 5, [256, 256])[2]).toBe('pool k5,5 s4,4 p2,2,2,2 -> 8x8x4');
    expect(edge('garden', 5, [256, 256]).slice(2, 4)).toEqual([
      'pool k3,3 s2,2 p0,0,1,1 -> 16x16x4',
      'pool1 k3,3 s2,2 p0,0,1,1 -> 8x8x4',
    ]);
  });

  it('by 32 keeps the 5x5 kernel', () => {
    expect(edge('tpu', 7, [512, 512])[2]).toBe('pool k5,5 s16,16 p0,0,0,0 -> 4x4x4');
  });

  it('at 224 pools with stride 3 and resizes 3 to 2, as the TPU code does for the edge from b5 to b15', () => {
    const graph = lowered(atSize(spinenet49, 224));
    expect(outline(graph, 'b15/resample0/', ['conv2d', 'max-pool', 'gather'])).toEqual([
      'b15/resample0/in/conv s1,1 p0,0,0,0 -> 14x14x128',
      'b15/resample0/down/conv s2,2 p1,1,1,1 -> 7x7x128',
      'b15/resample0/pool k5,5 s3,3 p2,2,2,2 -> 3x3x128',
      'b15/resample0/resize/height height 0,1 -> 2x3x128',
      'b15/resample0/resize/width width 0,1 -> 2x2x128',
      'b15/resample0/out/conv s1,1 p0,0,0,0 -> 2x2x1024',
    ]);
  });

  it('by a ratio that is not whole pools with stride 2 and resizes', () => {
    // 45 -> 12 (180 px): conv 23, pool 12.  35 -> 5 (138 px, L2 -> L5): 7 times.  33 -> 9: conv 17, pool 9.
    expect(edge('tpu', 4, [180, 180])[2]).toBe('pool k3,3 s2,2 p1,1,1,1 -> 12x12x4');
    expect(edge('tpu', 5, [200, 200]).slice(1, 5)).toEqual([
      'down/conv s2,2 p1,1,1,1 -> 25x25x4',
      'pool k5,5 s2,2 p2,2,2,2 -> 13x13x4',
      'resize/height height 0,1,3,5,7,9,11 -> 7x13x4',
      'resize/width width 0,1,3,5,7,9,11 -> 7x7x4',
    ]);
  });
});

describe('up', () => {
  it('by a whole factor repeats pixels', () => {
    for (const dialect of ['tpu', 'garden', 'torch'] as const) {
      expect(edge(dialect, 3, [128, 128], 4)[1]).toBe('upsample x2,2 -> 16x16x16');
      expect(edge(dialect, 3, [128, 256], 5)[1]).toBe('upsample x4,4 -> 16x32x16');
    }
  });

  it('takes the factor from widths in the TensorFlow codes, from levels in the PyTorch port', () => {
    // At 96 px level 7 is 1 wide and level 5 is 3 wide.
    expect(edge('tpu', 5, [96, 96], 7)[1]).toBe('upsample x3,3 -> 3x3x16');
    expect(edge('garden', 5, [96, 96], 7)[1]).toBe('upsample x3,3 -> 3x3x16');
    expect(edge('torch', 5, [96, 96], 7)[1]).toBe('upsample x4,4 -> 4x4x16');
  });

  it('by another ratio is a native nearest resize in the TPU code', () => {
    expect(edge('tpu', 5, [224, 224], 6).slice(1, 3)).toEqual([
      'resize/height height 0,0,1,1,2,2,3 -> 7x4x16',
      'resize/width width 0,0,1,1,2,2,3 -> 7x7x16',
    ]);
  });

  it('takes the height along by ratio, truncated', () => {
    // Level 6 is 3x4 pixels; its height becomes int(7 / 4 * 3) = 5.
    expect(edge('tpu', 5, [160, 224], 6).slice(1, 3)).toEqual([
      'resize/height height 0,0,1,1,2 -> 5x4x16',
      'resize/width width 0,0,1,1,2,2,3 -> 5x7x16',
    ]);
  });
});

describe('filters of a resample', () => {
  it('are alpha times the channels, a quarter of them for a bottleneck source', () => {
    const list = blocks(2, [
      [4, 'R', [0, 1]],
      [4, 'B', [2, 0], true],
    ]);
    const graph = lowered(network(list));
    const kernels = graph.params.filter(({ name }) => /^b3\/resample\d\/(in|out)\/kernel$/.test(name));
    expect(kernels.map(({ type }) => type.dims.slice(2))).toEqual([
      [32, 16],
      [16, 128],
      [32, 4],
      [4, 128],
    ]);
  });
});

describe('indices of the native nearest resize', () => {
  it('are floor(i * in / out)', () => {
    expect(nearestIndices(4, 7)).toEqual([0, 0, 1, 1, 2, 2, 3]);
    expect(nearestIndices(3, 2)).toEqual([0, 1]);
    expect(nearestIndices(5, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(nearestIndices(2, 6)).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('round as the float32 kernel does', () => {
    const indices = nearestIndices(4, 110);
    expect(indices[55]).toBe(1);
    expect(indices[56]).toBe(2);
  });

  it('stay inside', () => {
    for (let from = 1; from < 40; from++)
      for (let to = 1; to < 40; to++) {
        const indices = nearestIndices(from, to);
        expect(indices).toHaveLength(to);
        expect(indices.every((index, i) => index >= (indices[i - 1] ?? 0) && index < from)).toBe(true);
      }
  });
});
