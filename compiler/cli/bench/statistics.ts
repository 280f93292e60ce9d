/**
 * How sure the median of measured times is: its interval by order statistics (the sign test, inverted). Nothing
 * is assumed about how times are spread, which on a shared machine nobody knows, and the same times always give the same
 * interval.
 */

export interface MedianInterval {
  readonly low: number;
  readonly high: number;
  /** Probability that it holds the true median: at least what was wanted, where there are enough values. */
  readonly confidence: number;
}

/**
 * The narrowest pair of the k-th smallest and k-th largest value that holds the median of what the values are drawn from
 * with probability `wanted`: each value is below that median with probability ½, so how many are is binomial. With fewer
 * than six values not even the smallest and the largest do so with 0.95: those are given, and how sure they are.
 */
export function medianInterval(values: readonly number[], wanted = 0.95): MedianInterval {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const none = 0.5 ** n; // no value below the median; from there each probability follows from the one before
  let [rank, below, next] = [1, none, none];
  for (let k = 1; k < n / 2; k++) {
    next *= (n - k + 1) / k;
    if (1 - 2 * (below + next) < wanted) break;
    below += next;
    rank = k + 1;
  }
  return { low: sorted[rank - 1]!, high: sorted[n - rank]!, confidence: Math.max(0, 1 - 2 * below) };
}
