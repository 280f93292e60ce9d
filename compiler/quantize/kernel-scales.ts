/**
 * Scales of a kernel's output channels: the largest magnitude of each becomes 127. A channel whose kernel is tiny beside its
 * bias gets a larger scale, so that the bias still fits in 32 bits (with a factor of two to spare for the sum).
 */

/** Largest magnitude per output channel; channels are the last axes of a kernel `[…,Cout]` or `[KH,KW,C,1]`. */
export function channelMagnitudes(values: Float32Array, channels: number): Float32Array {
  const magnitudes = new Float32Array(channels);
  for (let i = 0; i < values.length;)
    for (let c = 0; c < channels; c++, i++) {
      const magnitude = Math.abs(values[i]!);
      if (magnitude > magnitudes[c]!) magnitudes[c] = magnitude;
    }
  return magnitudes;
}

export interface BiasOfKernel {
  readonly values: Float32Array;
  /** Scale of the input of the node that reads both. */
  readonly inputScale: number;
}

/** @param levels largest integer of a weight: 127, or 63 for processors whose sums of two products overflow in 16 bits. */
export function kernelScales(
  magnitudes: Float32Array,
  biases: readonly BiasOfKernel[],
  levels: number,
): readonly number[] {
  return Array.from(magnitudes, (magnitude, c) => {
    const forBiases = biases.map(({ values, inputScale }) => Math.abs(values[c]!) / (inputScale * 2 ** 30));
    const scale = Math.fround(Math.max(magnitude / levels, ...forBiases));
    return scale > 1e-30 ? scale : 1;
  });
}

/** How far from a half an integer may have been rounded: float32 values with one factor in common differ in their last bits. */
const roundingSlack = 1e-3;

/** True when the integers of one kernel stand for the other as well, each with its own scales. */
export function sameIntegers(
  source: Float32Array,
  sourceScales: readonly number[],
  other: Float32Array,
  otherScales: readonly number[],
): boolean {
  const channels = sourceScales.length;
  for (let i = 0; i < source.length;)
    for (let c = 0; c < channels; c++, i++) {
      const integer = Math.round(source[i]! / sourceScales[c]!);
      if (Math.abs(other[i]! / otherScales[c]! - integer) > 0.5 + roundingSlack) return false;
    }
  return true;
}
