/** Longest ascending subsequence, by patience sorting (Fredman 1975): O(n log n). Gives positions, ascending. */
export function longestAscent(values: Int32Array): readonly number[] {
  /** Position of the smallest last value of an ascent of each length. */
  const ends: number[] = [];
  const previous = new Int32Array(values.length).fill(-1);
  values.forEach((value, position) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[ends[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[position] = ends[low - 1]!;
    ends[low] = position;
  });
  const ascent: number[] = [];
  for (let position = ends.at(-1) ?? -1; position >= 0; position = previous[position]!) ascent.push(position);
  return ascent.reverse();
}
