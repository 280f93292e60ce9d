/** The three ops of a Winograd convolution against the direct one, and the transforms against what they are defined by. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { conv2d } from '../../compiler/ops/conv2d.ts';
import { opDefinition, type AttributesOf, type OpKind } from '../../compiler/ops/index.ts';
import { ShapeError, type Tensor } from '../../compiler/ops/op.ts';
import { axisTransforms, frequencies, outputMatrix, type Tile } from '../../compiler/ops/winograd/transform.ts';
import { conv2dByWinograd } from '../../compiler/ops/conv2d-by-winograd.ts';
import { winogradConv2d } from '../../compiler/ops/winograd-conv2d.ts';
import { winogradInput } from '../../compiler/ops/winograd-input.ts';
import { winogradKernel } from '../../compiler/ops/winograd-kernel.ts';
import { tensorType } from '../../compiler/ir/tensor-type.ts';
import { randomTensor } from './oracle.ts';

const tiles: readonly Tile[] = [
  [2, 1],
  [2, 2],
  [4, 1],
  [4, 2],
  [4, 4],
  [2, 4],
];

const type = (tensor: Tensor) => tensorType('f32', tensor.dims);

/** In float64 from end to end. */
function exact<K extends OpKind>(kind: K, attrs: AttributesOf<K>, inputs: readonly Tensor[]): Tensor {
  const { infer, evaluate } = opDefinition(kind);
  const dims = infer(attrs, inputs.map(type)).map((result) => result.dims as readonly number[]);
  return evaluate(attrs, inputs, dims, (length) => new Float64Array(length))[0]!;
}

function winograd(
  tile: Tile,
  x: Tensor,
  kernel: Tensor,
  vectors: readonly Tensor[],
  activation: 'none' | 'relu' | 'sigmoid',
) {
  const [, height = 0, width = 0] = x.dims;
  const parts = [
    exact('winograd-input', { tile }, [x]),
    exact('winograd-kernel', { tile, outputs: kernel.dims[3]! }, [kernel]),
  ];
  return exact('winograd-conv2d', { tile, size: [height, width], outputs: kernel.dims[3]!, activation }, [
    ...parts,
    ...vectors,
  ]);
}

const same = { stride: [1, 1], dilation: [1, 1], padding: [1, 1, 1, 1] } as const;

describe.each([2, 4] as const)('F(%i, 3)', (size) => {
  const { input, kernel } = axisTransforms[size];

  it('filters with one product per tap of the tile', () => {
    const count = frequencies(size);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: count + 3, maxLength: count + 3 }),
        (all) => {
          const [data, filter] = [all.slice(0, count), all.slice(count)];
          const products = input.map(({ first, values }, t) => {
            const seen = values.reduce((sum, tap, i) => sum + tap * data[first + i]!, 0);
            return seen * kernel[t]!.reduce((sum, weight, k) => sum + weight * filter[k]!, 0);
          });
          outputMatrix(size).forEach((row, i) => {
            const expected = filter.reduce((sum, weight, k) => sum + weight * data[i + k]!, 0);
            expect(row.reduce((sum, weight, t) => sum + weight * products[t]!, 0)).toBeCloseTo(expected, 12);
          });
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });

  it('adds up in steps that name only what is there', () => {
    const known = new Set(Array.from({ length: frequencies(size) }, (_, t) => `m${t}`));
    for (const { name, a, b } of axisTransforms[size].steps) {
      expect(known.has(a) && known.has(b), name).toBe(true);
      known.add(name);
    }
    expect(axisTransforms[size].factors).toHaveLength(size);
  });
});

test('three ops are a 3x3 convolution, with scale, bias and activation', () => {
  fc.assert(
    fc.property(
      fc.record({
        tile: fc.constantFrom(...tiles),
        dims: fc.tuple(...[2, 9, 9, 4].map((max) => fc.integer({ min: 1, max }))),
        outputs: fc.integer({ min: 1, max: 5 }),
        vectors: fc.constantFrom(0, 1, 2),
        activation: fc.constantFrom('none' as const, 'relu' as const, 'sigmoid' as const),
        seed: fc.nat(),
      }),
      ({ tile, dims, outputs, vectors, activation, seed }) => {
        const x = randomTensor(dims, seed);
        const kernel = randomTensor([3, 3, dims[3]!, outputs], seed + 1);
        const [bias, scale] = [randomTensor([outputs], seed + 2), randomTensor([outputs], seed + 3)];
        const scaled =
          vectors < 2
            ? kernel
            : { ...kernel, data: Float64Array.from(kernel.data, (v, i) => v * scale.data[i % outputs]!) };
        const direct = exact('conv2d', { ...same, activation }, [x, scaled, ...(vectors > 0 ? [bias] : [])]);
        const ours = winograd(tile, x, kernel, [bias, scale].slice(0, vectors), activation);
        const whole = exact('conv2d-by-winograd', { tile, activation }, [
          x,
          kernel,
          ...[bias, scale].slice(0, vectors),
        ]);
        expect([ours.dims, whole.dims]).toEqual([direct.dims, direct.dims]);
        direct.data.forEach((value, i) => {
          expect(ours.data[i]!).toBeCloseTo(value, 10);
          expect(whole.data[i]!).toBeCloseTo(value, 10);
        });
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});

describe('cost', () => {
  const [x, kernel] = [tensorType('f32', ['N', 80, 80, 256]), tensorType('f32', [3, 3, 256, 256])];
  const macsOf = (tile: Tile): readonly [input: number, products: number] => {
    const [seen] = winogradInput.infer({ tile }, [x]);
    const [transformed] = winogradKernel.infer({ tile, outputs: 256 }, [kernel]);
    const attrs = { tile, size: [80, 80], outputs: 256, activation: 'none' } as const;
    const out = winogradConv2d.infer(attrs, [seen!, transformed!]);
    return [
      winogradInput.cost({ tile }, [x], [seen!]).macs,
      winogradConv2d.cost(attrs, [seen!, transformed!], out).macs,
    ];
  };

  it('is a quarter of the products in two dimensions, half in one', () => {
    const direct = conv2d.cost(
      { ...same, activation: 'none' },
      [x, kernel],
      conv2d.infer({ ...same, activation: 'none' }, [x, kernel]),
    ).macs;
    const [pixels, channels] = [80 * 80, 256];
    // Taps of Bᵀ's rows: 5, 4, 4, 4, 4, 5; four of ten steps have a factor; one factor per output.
    expect(macsOf([4, 1])).toEqual([
      (26 / 4) * pixels * channels,
      direct / 2 + (5 / 4) * pixels * channels + pixels * channels,
    ]);
    expect(macsOf([4, 4])).toEqual([
      (26 / 4 + (6 * 26) / 16) * pixels * channels,
      direct / 4 + ((6 * 5 + 4 * 5) / 16) * pixels * channels + pixels * channels,
    ]);
  });
});

test('a whole convolution costs what its parts do', () => {
  const [x, kernel, bias] = [[1, 20, 40, 8], [3, 3, 8, 16], [16]].map((dims) => tensorType('f32', dims));
  const tile: Tile = [4, 4];
  const [seen, transformed] = [
    winogradInput.infer({ tile }, [x!])[0]!,
    winogradKernel.infer({ tile, outputs: 16 }, [kernel!])[0]!,
  ];
  const out = conv2dByWinograd.infer({ tile, activation: 'relu' }, [x!, kernel!, bias!]);
  const parts = [
    winogradInput.cost({ tile }, [x!], [seen]),
    winogradConv2d.cost({ tile, size: [20, 40], outputs: 16, activation: 'relu' }, [seen, transformed, bias!], out),
  ];
  const sum = (of: 'macs' | 'flops'): number => parts.reduce((total, cost) => total + cost[of], 0);
  expect(conv2dByWinograd.cost({ tile, activation: 'relu' }, [x!, kernel!, bias!], out)).toEqual({
    macs: sum('macs'),
    flops: sum('flops'),
  });
});

test('what does not fit is refused', () => {
  const tile: Tile = [4, 4];
  const refused = (kind: OpKind, attrs: object, ...dims: readonly (readonly number[])[]): void => {
    const { infer } = opDefinition(kind);
    expect(() =>
      infer(
        attrs as never,
        dims.map((d) => tensorType('f32', d)),
      ),
    ).toThrow(ShapeError);
  };
  refused('winograd-input', { tile }, [4, 4, 3]);
  refused('winograd-kernel', { tile, outputs: 2 }, [1, 3, 2, 2]);
  refused('winograd-kernel', { tile, outputs: 1 }, [3, 3, 2, 2]);
  const conv = { tile, size: [8, 8], outputs: 4, activation: 'none' };
  refused('winograd-conv2d', { ...conv, outputs: 5 }, [1, 36, 2, 2, 3], [36, 1, 1, 3, 4]);
  refused('conv2d-by-winograd', { tile, activation: 'none' }, [1, 8, 8, 3], [3, 3, 4, 4]);
  refused('conv2d-by-winograd', { tile, activation: 'none' }, [1, 8, 8, 3], [36, 1, 1, 3, 4]);
  refused('conv2d-by-winograd', { tile, activation: 'none' }, [1, 8, 8, 3], [3, 3, 3, 4], [4], [3]);
  refused('winograd-conv2d', conv, [1, 24, 2, 2, 3], [36, 1, 1, 3, 4]);
  refused('winograd-conv2d', conv, [1, 36, 2, 2, 3], [36, 1, 3, 3, 4]);
  refused('winograd-conv2d', conv, [1, 36, 3, 2, 3], [36, 1, 1, 3, 4]);
  refused('winograd-conv2d', conv, [1, 36, 2, 2, 3], [36, 1, 1, 3, 4], [3]);
});
