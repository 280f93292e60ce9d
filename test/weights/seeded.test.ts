/** Seeded initial weights: the official distributions, the same on every machine, independent of order. */
import { describe, expect, it } from 'vitest';
import type { Initializer, StoredParam } from '../../compiler/ir/graph.ts';
import { normalQuantile } from '../../runtime/weights/normal-quantile.ts';
import { initialValues, seededSource } from '../../runtime/weights/seeded.ts';
import { codeOf } from './safetensors-files.ts';

function param(name: string, dims: readonly number[], initializer: Initializer): StoredParam {
  const type = { dtype: 'f32', dims } as const;
  return { source: 'stored', name, type, initializer, trainable: true, regularized: true };
}

function moments(values: Float32Array): { mean: number; deviation: number; fourth: number; largest: number } {
  let [sum, squares, fourths, largest] = [0, 0, 0, 0];
  for (const x of values) {
    sum += x;
    squares += x * x;
    fourths += x ** 4;
    largest = Math.max(largest, Math.abs(x));
  }
  const variance = squares / values.length;
  return {
    mean: sum / values.length,
    deviation: Math.sqrt(variance),
    fourth: fourths / values.length / variance ** 2,
    largest,
  };
}

describe('normal quantile', () => {
  it.each([
    [0.5, 0],
    [0.6, 0.2533471031357997],
    [0.925, 1.4395314709384563],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408408],
    [1e-3, -3.090232306167813],
    [1e-9, -5.997807015007773],
    [1e-15, -7.941345326170997],
  ])('of %f is %f', (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(2e-7 * Math.max(1, Math.abs(z)));
  });
});

describe('distributions', () => {
  const count = 1_000_000;

  it('normal', () => {
    const { mean, deviation, fourth, largest } = moments(
      initialValues({ kind: 'normal', stddev: 0.01 }, 'x', count, 1),
    );
    expect(Math.abs(mean)).toBeLessThan(5e-5);
    expect(deviation).toBeCloseTo(0.01, 4);
    expect(fourth).toBeCloseTo(3, 1);
    expect(largest).toBeGreaterThan(0.04);
  });

  it('uniform', () => {
    const { mean, deviation, largest } = moments(initialValues({ kind: 'uniform', limit: 0.06 }, 'x', count, 1));
    expect(Math.abs(mean)).toBeLessThan(2e-4);
    expect(deviation).toBeCloseTo(0.06 / Math.sqrt(3), 4);
    expect(largest).toBeLessThanOrEqual(Math.fround(0.06));
    expect(largest).toBeGreaterThan(0.0599);
  });

  it('variance scaling: truncated at two deviations, then of variance 1/fanIn', () => {
    const fanIn = 576;
    const { mean, deviation, fourth, largest } = moments(
      initialValues({ kind: 'variance-scaling', fanIn }, 'x', count, 1),
    );
    const stddev = Math.sqrt(1 / fanIn);
    expect(Math.abs(mean)).toBeLessThan(5e-3 * stddev);
    expect(deviation / stddev).toBeCloseTo(1, 2);
    expect(fourth).toBeCloseTo(2.36, 1); // kurtosis of a normal distribution cut off at ±2
    expect(largest).toBeLessThanOrEqual((2 * stddev) / 0.87962566 + 1e-9);
    expect(largest).toBeGreaterThan((1.999 * stddev) / 0.87962566);
  });

  it('agrees with the normal distribution function throughout (Kolmogorov–Smirnov)', () => {
    const sorted = initialValues({ kind: 'normal', stddev: 1 }, 'ks', 100_000, 7).sort();
    let distance = 0;
    for (let i = 1; i < 1_000; i++) {
      const z = normalQuantile(i / 1_000);
      let [low, high] = [0, sorted.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sorted[middle]! < z) low = middle + 1;
        else high = middle;
      }
      distance = Math.max(distance, Math.abs(low / sorted.length - i / 1_000));
    }
    expect(distance).toBeLessThan(1.63 / Math.sqrt(sorted.length)); // the 1 % critical value
  });

  it('neighbouring values are not correlated', () => {
    const values = initialValues({ kind: 'normal', stddev: 1 }, 'x', count, 3);
    for (const lag of [1, 2, 3, 64]) {
      let sum = 0;
      for (let i = lag; i < count; i++) sum += values[i]! * values[i - lag]!;
      expect(Math.abs(sum / count)).toBeLessThan(5e-3);
    }
  });

  it('constants', () => {
    const values = (initializer: Initializer): readonly number[] => [...initialValues(initializer, 'x', 2, 1)];
    expect(values({ kind: 'zeros' })).toEqual([0, 0]);
    expect(values({ kind: 'ones' })).toEqual([1, 1]);
    expect(values({ kind: 'constant', value: -4.5 })).toEqual([-4.5, -4.5]);
  });
});

describe('source', () => {
  const kernel = (name: string) => param(name, [3, 3, 8, 8], { kind: 'variance-scaling', fanIn: 72 });

  it('gives these values, on every machine and in every version', () => {
    expect([...seededSource(1).read(kernel('stem/conv/kernel')).subarray(0, 6)]).toMatchInlineSnapshot(`
      [
        0.21902602910995483,
        0.00158311880659312,
        0.02662023901939392,
        -0.1877499371767044,
        0.016258981078863144,
        0.047537561506032944,
      ]
    `);
    expect([...initialValues({ kind: 'normal', stddev: 0.01 }, 'class/conv0/kernel', 4, 42)]).toMatchInlineSnapshot(`
      [
        0.01992272585630417,
        -0.010013963095843792,
        0.0013587038265541196,
        -0.011428223922848701,
      ]
    `);
  });

  it('depends on the name and the seed, and on nothing else', () => {
    const source = seededSource(1);
    const first = source.read(kernel('a'));
    expect(source.read(kernel('b'))).not.toEqual(first);
    expect(seededSource(2).read(kernel('a'))).not.toEqual(first);
    expect(seededSource(1).read(kernel('a'))).toEqual(first);
    expect(source.description).toBe('seed 1');
  });

  it('tells seed 1 with name 1/x from seed 1/1 with x: a seed is a whole number', () => {
    for (const seed of [NaN, -1, 1.5, Infinity, 2 ** 53]) expect(codeOf(() => seededSource(seed))).toBe('SPN5013');
  });
});
