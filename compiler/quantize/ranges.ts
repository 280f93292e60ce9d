/**
 * From what calibration saw to the range that 8 bits have to cover. Values beyond it are clipped, so a smaller range is a
 * finer step for everything else:
 *
 * - `min-max`: nothing is clipped.
 * - `percentile`: the smallest interval around zero with this share of all values, by magnitude.
 * - `entropy`: the magnitude at which the quantised distribution is nearest to the real one by Kullback–Leibler divergence
 *   (Migacz 2017, "8-bit Inference with TensorRT").
 */
import { integerLimits, type ActivationType, type ValueScale } from './quantization.ts';

export const calibrationMethods = ['min-max', 'percentile', 'entropy'] as const;
export type CalibrationMethod = (typeof calibrationMethods)[number];

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** How many values were of each magnitude: `counts[i]` of those from `i` to `i + 1` times `width`. */
export interface MagnitudeHistogram {
  readonly counts: ArrayLike<number>;
  readonly width: number;
}

/** Bins of a histogram: as many as TensorRT's. */
export const histogramBins = 2048;

/** The range without what is larger than a magnitude. */
export function clipped({ low, high }: Range, magnitude: number): Range {
  return { low: Math.max(low, -magnitude), high: Math.min(high, magnitude) };
}

/** Upper end of the bin at which a share (0…1) of all values is reached. */
export function percentileMagnitude({ counts, width }: MagnitudeHistogram, share: number): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    sum += counts[i]!;
    if (sum >= share * total) return (i + 1) * width;
  }
  return counts.length * width;
}

/**
 * The magnitude with the least divergence. What lies beyond a candidate is counted into its last bin; its bins are then
 * merged into `levels` steps, each spread evenly over the bins that are not empty. Too few values for a distribution are not clipped.
 * @param levels steps that 8 bits have for magnitudes: 255 where all values have one sign, else 127.
 */
export function entropyMagnitude(histogram: MagnitudeHistogram, levels: number): number {
  const smooth = smoothed(withoutZeros(histogram), 2 * levels);
  if (smooth === undefined) return histogram.counts.length * histogram.width;
  const { counts, width } = smooth;
  const bins = counts.length;
  let beyond = 0;
  for (let i = levels; i < bins; i++) beyond += counts[i]!;
  let best = bins;
  let least = Infinity;
  for (let end = levels; end <= bins; end++) {
    const divergence = divergenceAt(counts, end, beyond, levels);
    if (divergence < least) [least, best] = [divergence, end];
    if (end < bins) beyond -= counts[end]!;
  }
  return best * width;
}

/** Zeros, half of all values behind a relu, are exact in any case: the first bin is taken to be as full as the second. */
function withoutZeros({ counts, width }: MagnitudeHistogram): MagnitudeHistogram {
  const others = Float64Array.from(counts);
  others[0] = Math.min(counts[0] ?? 0, counts[1] ?? 0);
  return { counts: others, width };
}

/** Values that a bin should hold on average: in emptier ones chance would be taken for shape. */
const fullBin = 64;

/** Neighbouring bins merged until they are full; undefined when fewer than `fewest` would be left. */
function smoothed(histogram: MagnitudeHistogram, fewest: number): MagnitudeHistogram | undefined {
  let { counts, width } = histogram;
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  while (total < fullBin * counts.length) {
    if (counts.length / 2 < fewest) return undefined;
    const finer = counts;
    counts = Float64Array.from({ length: finer.length / 2 }, (_, i) => finer[2 * i]! + finer[2 * i + 1]!);
    width *= 2;
  }
  return { counts, width };
}

function divergenceAt(counts: ArrayLike<number>, end: number, beyond: number, levels: number): number {
  let [realSum, keptSum] = [beyond, 0];
  for (let i = 0; i < end; i++) keptSum += counts[i]!;
  realSum += keptSum;
  if (keptSum === 0) return Infinity;
  let divergence = 0;
  for (let level = 0; level < levels; level++) {
    const from = Math.floor((level * end) / levels);
    const to = Math.floor(((level + 1) * end) / levels);
    let [sum, filled] = [0, 0];
    for (let i = from; i < to; i++) {
      sum += counts[i]!;
      if (counts[i]! > 0) filled++;
    }
    for (let i = from; i < to; i++) {
      const real = counts[i]! + (i === end - 1 ? beyond : 0);
      if (real === 0) continue;
      // A bin that only holds what was clipped into it is none that quantisation could give.
      if (counts[i] === 0) return Infinity;
      divergence += (real / realSum) * Math.log(real / realSum / (sum / filled / keptSum));
    }
  }
  return divergence;
}

/** Scale and zero point: zero is always represented exactly, because padding is zero. */
export function scaleOf(range: Range, activations: ActivationType, symmetric: boolean): ValueScale {
  const [smallest, largest] = integerLimits[activations];
  const low = Math.min(range.low, 0);
  const high = Math.max(range.high, 0);
  if (symmetric) {
    const middle = activations === 'uint8' ? 128 : 0;
    return { scale: positive(Math.max(-low, high) / 127), zeroPoint: middle };
  }
  const scale = positive((high - low) / (largest - smallest));
  const zeroPoint = Math.round(smallest - low / scale);
  return { scale, zeroPoint: Math.min(largest, Math.max(smallest, zeroPoint)) };
}

/** A value that is always zero has any scale. */
function positive(scale: number): number {
  const rounded = Math.fround(scale);
  return rounded > 1e-30 && Number.isFinite(rounded) ? rounded : 1;
}
