/**
 * Pareto fronts: of several networks, those that no other one beats in every figure. Figures are to be small; give one that is
 * to be large with its sign turned round.
 */

/** Indices of the points that no other one dominates, in order. @param points figures [n][k], each to be small. */
export function paretoFront(points: readonly (readonly number[])[]): readonly number[] {
  return points.flatMap((point, i) => (points.some((other) => dominates(other, point)) ? [] : [i]));
}

/** No figure larger, and one smaller. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  return a.every((figure, k) => figure <= b[k]!) && a.some((figure, k) => figure < b[k]!);
}
