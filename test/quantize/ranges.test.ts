/** From ranges and histograms to scales: by hand, by property, and against a Gaussian whose best clipping is known. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { integerLimits } from '../../compiler/quantize/quantization.ts';
import {
  clipped,
  entropyMagnitude,
  histogramBins,
  percentileMagnitude,
  scaleOf,
} from '../../compiler/quantize/ranges.ts';
import { normalQuantile } from '../../runtime/weights/normal-quantile.ts';

describe('scale and zero point', () => {
  test('by hand', () => {
    expect(scaleOf({ low: 0, high: 25.5 }, 'uint8', false)).toEqual({ scale: Math.fround(0.1), zeroPoint: 0 });
    expect(scaleOf({ low: -1, high: 1.55 }, 'uint8', false)).toEqual({ scale: Math.fround(0.01), zeroPoint: 100 });
    expect(scaleOf({ low: -1, high: 1.27 }, 'int8', true)).toEqual({ scale: Math.fround(0.01), zeroPoint: 0 });
    expect(scaleOf({ low: -1, high: 1.27 }, 'uint8', true)).toEqual({ scale: Math.fround(0.01), zeroPoint: 128 });
    expect(scaleOf({ low: 2, high: 5.1 }, 'uint8', false).zeroPoint).toBe(0);
    expect(scaleOf({ low: 0, high: 0 }, 'uint8', false)).toEqual({ scale: 1, zeroPoint: 0 });
  });

  test('every value of the range is at most half a step from an integer, and zero is one', () => {
    const bound = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        bound,
        bound,
        fc.constantFrom('uint8' as const, 'int8' as const),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b, type, symmetric, at) => {
          const range = { low: Math.min(a, b), high: Math.max(a, b) };
          const { scale, zeroPoint } = scaleOf(range, type, symmetric);
          const [low, high] = integerLimits[type];
          expect(Number.isInteger(zeroPoint) && zeroPoint >= low && zeroPoint <= high).toBe(true);
          const value = range.low + at * (range.high - range.low);
          const integer = Math.min(high, Math.max(low, Math.round(value / scale) + zeroPoint));
          // The zero point is rounded, too, so that the ends of the range may be half a step beyond the last integer.
          expect(Math.abs(scale * (integer - zeroPoint) - value)).toBeLessThanOrEqual(1.001 * scale);
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });
});

/** Magnitudes of a standard normal distribution. */
function gaussian(): { counts: Float64Array; width: number } {
  const counts = new Float64Array(histogramBins);
  const samples = 200_000;
  const width = 6 / histogramBins;
  for (let i = 0; i < samples; i++) {
    const magnitude = Math.abs(normalQuantile((i + 0.5) / samples));
    counts[Math.min(histogramBins - 1, Math.floor(magnitude / width))]!++;
  }
  return { counts, width };
}

describe('clipping', () => {
  test('percentile of a normal distribution', () => {
    expect(percentileMagnitude(gaussian(), 0.95)).toBeCloseTo(1.96, 1);
    expect(percentileMagnitude(gaussian(), 0.9973)).toBeCloseTo(3, 1);
    expect(percentileMagnitude({ counts: [0, 0, 0, 5], width: 1 }, 1)).toBe(4);
  });

  test('entropy leaves out a lonely outlier and keeps the bulk', () => {
    const histogram = gaussian();
    histogram.counts[histogramBins - 1] = 1;
    const magnitude = entropyMagnitude(histogram, 127);
    expect(magnitude).toBeGreaterThan(2.5);
    expect(magnitude).toBeLessThan(5);
  });

  test('zeros do not count for entropy', () => {
    const histogram = gaussian();
    const without = entropyMagnitude(histogram, 255);
    histogram.counts[0]! += 200_000;
    expect(entropyMagnitude(histogram, 255)).toBe(without);
    expect(without).toBeGreaterThan(3);
  });

  test('entropy keeps everything of a uniform distribution', () => {
    expect(entropyMagnitude({ counts: new Float64Array(histogramBins).fill(10), width: 0.5 }, 255)).toBe(1024);
  });

  test('a range is never made larger', () => {
    expect(clipped({ low: -3, high: 1 }, 2)).toEqual({ low: -2, high: 1 });
    expect(clipped({ low: 0, high: 1 }, 2)).toEqual({ low: 0, high: 1 });
  });
});
