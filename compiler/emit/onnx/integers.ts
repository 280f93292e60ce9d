/** Weights as integers: each value divided by the scale of its channel, rounded to the nearest, halves to the even one. */
import type { WeightTensor } from './model.ts';

/** Symmetric: −128 is left out, so that a weight and its opposite are equally exact. */
const limits = { int8: 127, int32: 2 ** 31 - 1 } as const;

/** Bytes of the initialiser, little-endian. */
export function toIntegers(values: Float32Array, { dims, elementType, steps }: WeightTensor): Uint8Array {
  if (steps === undefined || (elementType !== 'int8' && elementType !== 'int32'))
    throw new Error(`integers of type ${elementType} need scales`);
  const { axis, scales } = steps;
  const out = elementType === 'int8' ? new Int8Array(values.length) : new Int32Array(values.length);
  const limit = limits[elementType];
  const stride = dims.slice(axis + 1).reduce((product, d) => product * d, 1);
  for (let i = 0, channel = 0; i < values.length; channel = (channel + 1) % scales.length)
    for (let end = i + stride, scale = scales[channel]!; i < end; i++)
      out[i] = Math.max(-limit, Math.min(limit, roundHalfEven(values[i]! / scale)));
  return new Uint8Array(out.buffer);
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
