/** Rearranging and narrowing weights. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { float16Bits, toFloat16 } from '../../compiler/emit/onnx/float16.ts';
import { isHalved, layoutDims, layoutValues } from '../../compiler/emit/onnx/weight-layout.ts';

/** Value of a half-precision bit pattern, from its definition. */
function valueOfBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

describe('float16', () => {
  test('every half is itself', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = valueOfBits(bits);
      expect(Number.isNaN(value) ? Number.isNaN(valueOfBits(float16Bits(value))) : float16Bits(value) === bits).toBe(
        true,
      );
    }
  });

  test('halfway goes to the even neighbour, the rest to the nearer one', () => {
    for (let bits = 0; bits < 0x7bff; bits++) {
      const [low, high] = [valueOfBits(bits), valueOfBits(bits + 1)];
      const middle = (low + high) / 2;
      expect(float16Bits(middle)).toBe(bits % 2 === 0 ? bits : bits + 1);
      expect(float16Bits(middle - (high - low) / 16)).toBe(bits);
      expect(float16Bits(-middle - (high - low) / 16)).toBe((bits + 1) | 0x8000);
    }
  });

  test('the edge of the range', () => {
    expect(float16Bits(65519.996)).toBe(0x7bff);
    expect(float16Bits(65520)).toBe(0x7c00);
    expect(float16Bits(-1e30)).toBe(0xfc00);
    expect(toFloat16(Float32Array.of(1, Infinity, 65520, 7e4)).overflowAt).toBe(2);
    expect(toFloat16(Float32Array.of(1, -Infinity, NaN)).overflowAt).toBe(-1);
  });
});

test('kernels are halved; vectors are not, whatever their axes', () => {
  for (const dims of [
    [3, 3, 8, 16],
    [1, 1, 8, 16],
    [3, 3, 8, 1],
    [1, 1, 1, 8],
    [256, 10],
  ])
    expect(isHalved(dims)).toBe(true);
  for (const dims of [[], [1], [16], [1, 1, 16, 1]]) expect(isHalved(dims)).toBe(false);
});

describe('layouts', () => {
  const size = fc.integer({ min: 1, max: 40 });
  const shape = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), size, size);
  const axes = {
    'conv-kernel': [3, 2, 0, 1],
    'depthwise-kernel': [2, 3, 0, 1],
    'channels-first': [0, 3, 1, 2],
  } as const;

  test.each(Object.entries(axes))('%s is the transposition %j', (layout, order) => {
    fc.assert(
      fc.property(shape, ([a, b, c, last]) => {
        const dims = [a, b, c, layout === 'depthwise-kernel' ? 1 : last];
        const values = Float32Array.from({ length: dims.reduce((p, d) => p * d, 1) }, (_, i) => i);
        const out = layoutValues(layout as keyof typeof axes, dims, values);
        const outDims = layoutDims(layout as keyof typeof axes, dims);
        expect(outDims).toEqual(order.map((axis) => dims[axis]));
        out.forEach((value, i) => {
          const at = [0, 0, 0, 0];
          for (let axis = 3, rest = i; axis >= 0; axis--) {
            at[order[axis]!] = rest % outDims[axis]!;
            rest = Math.floor(rest / outDims[axis]!);
          }
          expect(value).toBe(at.reduce((index, position, axis) => index * dims[axis]! + position, 0));
        });
      }),
      { numRuns: 30 },
    );
  });

  test('vectors only change their shape', () => {
    const values = Float32Array.of(1, 2, 3);
    expect(layoutDims('per-channel', [3])).toEqual([3, 1, 1]);
    expect(layoutValues('per-channel', [3], values)).toBe(values);
    expect(layoutValues('as-is', [3], values)).toBe(values);
  });
});
