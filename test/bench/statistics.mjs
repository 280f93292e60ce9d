/** Order statistics of timings. */

/** The value below which a share `q` of the sorted sample lies, interpolated. */
export function quantile(sample, q) {
  const sorted = [...sample].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  return below + (at - Math.floor(at)) * (sorted[Math.ceil(at)] - below);
}

/** 95 % interval of the median without assumptions on the distribution: ranks n/2 ± 0.98·√n of the sorted sample. */
export function medianInterval(sample) {
  const sorted = [...sample].sort((a, b) => a - b);
  const { length } = sorted;
  const reach = 0.98 * Math.sqrt(length);
  const low = Math.max(0, Math.floor(length / 2 - reach));
  return [sorted[low], sorted[length - 1 - low]];
}
