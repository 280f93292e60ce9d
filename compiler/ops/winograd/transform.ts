/**
 * Winograd's minimal filtering F(m, 3) along one axis: m outputs of a 3-tap filter from m + 2 products instead of 3·m
 * (Lavin & Gray, "Fast Algorithms for Convolutional Neural Networks", arXiv 1509.09308; Toom-Cook for other points).
 *
 *   output = Aᵀ · ((G · filter) ∘ (Bᵀ · input))
 *
 * F(2, 3) interpolates at 0, ±1, ∞. F(4, 3) uses 0, ±2/3, ±3/2, ∞: the usual 0, ±1, ±2, ∞ makes twice the rounding error
 * in one dimension and five times the largest one in two (Barabasz et al., "Error Analysis and Improving the Accuracy of
 * Winograd Convolution for Deep Neural Networks", arXiv 1803.10986, on the choice of points).
 *
 * Aᵀ is applied as sums and differences of the products of ±p, in the few steps that `steps` lists; a factor of each
 * output row that all steps would otherwise carry is left to the end (`factors`), where a scale per channel may join it.
 */

/** Outputs per tile along an axis; 1 leaves the axis as it is, a plain 3-tap filter. */
export type TileSize = 1 | 2 | 4;

/** Outputs per tile: along height, along width. */
export type Tile = readonly [height: 2 | 4, width: TileSize];

/** One row of Bᵀ without the zeros around it: tap i reads input row `tile·r + first − 1 + i` (the 1 is the padding). */
export interface Taps {
  readonly first: number;
  readonly values: readonly number[];
}

/** `times · a + b`; names are `m0`… (products) and those of steps before. */
export interface Step {
  readonly name: string;
  readonly times: number;
  readonly a: string;
  readonly b: string;
}

export interface AxisTransform {
  /** Rows of Bᵀ. */
  readonly input: readonly Taps[];
  /** Rows of G, `[frequencies][3]`, with what the steps leave out divided away. */
  readonly kernel: readonly (readonly number[])[];
  /** How products become outputs before the factors: the last steps are named `y0`… */
  readonly steps: readonly Step[];
  /** What output i is multiplied with at the end. */
  readonly factors: readonly number[];
}

/** Products per tile along an axis: 1, 4, 6. */
export const frequencies = (size: TileSize): number => (size === 1 ? 1 : size + 2);

const near = 2 / 3;
const far = 3 / 2;
const ratio = far / near;

export const axisTransforms: Readonly<Record<2 | 4, AxisTransform>> = {
  2: {
    ...toomCook([0, 1, -1], [1, 1, 1, 2]),
    steps: [
      { name: 's', times: 1, a: 'm2', b: 'm1' },
      { name: 'd', times: -0.5, a: 's', b: 'm1' },
      { name: 'y0', times: 1, a: 'm0', b: 's' },
      { name: 'y1', times: 1, a: 'm3', b: 'd' },
    ],
    factors: [1, 2],
  },
  4: {
    ...toomCook([0, near, -near, far, -far], [1, 1, 1, 1, 1, 2 * near ** 3]),
    // d1 and d2 are half the differences: (m1 − m2)/2 = m1 − (m1 + m2)/2, so that the sums can ride on products.
    steps: [
      { name: 's1', times: 1, a: 'm2', b: 'm1' },
      { name: 's2', times: 1, a: 'm4', b: 'm3' },
      { name: 'd1', times: -0.5, a: 's1', b: 'm1' },
      { name: 'd2', times: -0.5, a: 's2', b: 'm3' },
      { name: 's', times: 1, a: 's1', b: 's2' },
      { name: 'y0', times: 1, a: 'm0', b: 's' },
      { name: 'y1', times: ratio, a: 'd2', b: 'd1' },
      { name: 'y2', times: ratio ** 2, a: 's2', b: 's1' },
      { name: 'd', times: ratio ** 3, a: 'd2', b: 'd1' },
      { name: 'y3', times: 1, a: 'm5', b: 'd' },
    ],
    factors: [1, 2 * near, near ** 2, 2 * near ** 3],
  },
};

/**
 * Bᵀ and G for a 3-tap filter and finite points, ∞ last. G's rows are divided by `divisors`.
 * Bᵀ's row of point p is ∏(x − q) over the other points, that of ∞ the product over all; G's row is (1, p, p²)/∏(p − q).
 */
function toomCook(points: readonly number[], divisors: readonly number[]): Pick<AxisTransform, 'input' | 'kernel'> {
  const others = (p: number): readonly number[] => points.filter((q) => q !== p);
  const rows = [...points.map((p) => polynomial(others(p))), polynomial(points)];
  const input = rows.map((row): Taps => {
    const first = row.findIndex((value) => value !== 0);
    return { first, values: row.slice(first) };
  });
  const weights = points.map((p) => {
    const below = others(p).reduce((product, q) => product * (p - q), 1);
    return [1, p, p * p].map((power) => power / below);
  });
  const kernel = [...weights, [0, 0, 1]].map((row, t) => row.map((value) => value / divisors[t]!));
  return { input, kernel };
}

/** Coefficients of ∏(x − root), the constant first. Roots come in pairs ±p (and 0), so every other one is exactly 0. */
function polynomial(roots: readonly number[]): readonly number[] {
  let coefficients = [1];
  for (const root of roots) {
    const shifted = [0, ...coefficients];
    coefficients = shifted.map((value, i) => value - root * (coefficients[i] ?? 0));
  }
  const scale = Math.max(...coefficients.map(Math.abs));
  return coefficients.map((value) => (Math.abs(value) < scale * 1e-14 ? 0 : value));
}

/** Aᵀ as a matrix, `[outputs][frequencies]`, out of the steps and factors that spell it. */
export function outputMatrix(size: TileSize): readonly (readonly number[])[] {
  if (size === 1) return [[1]];
  const { steps, factors } = axisTransforms[size];
  const known = new Map<string, readonly number[]>();
  const count = frequencies(size);
  for (let t = 0; t < count; t++) {
    known.set(
      `m${t}`,
      Array.from({ length: count }, (_, i) => (i === t ? 1 : 0)),
    );
  }
  for (const { name, times, a, b } of steps) {
    const [x, y] = [known.get(a)!, known.get(b)!];
    known.set(
      name,
      x.map((value, i) => times * value + y[i]!),
    );
  }
  return factors.map((factor, i) => known.get(`y${i}`)!.map((value) => factor * value));
}

/** Tiles that cover an axis of so many outputs; the last one may stand out. */
export const tilesAlong = (length: number, size: TileSize): number => Math.ceil(length / size);
