/** What a network is calibrated on. */
import type { Dim } from '../../compiler/ir/tensor-type.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { initialValues } from '../weights/seeded.ts';

/** Inputs `[1,H,W,C]`, one after the other, as often as they are asked for. */
export type CalibrationInputs = (most?: number) => AsyncIterable<Tensor>;

/** Normalised noise, which says how fast an integer network is and nothing about how good. */
export function noiseInputs(shape: readonly Dim[], count: number): CalibrationInputs {
  const dims = [1, ...shape.slice(1).map(Number)];
  const size = dims.reduce((product, d) => product * d, 1);
  return async function* (most = count) {
    for (let i = 0; i < Math.min(most, count); i++)
      yield await Promise.resolve({ dims, data: initialValues({ kind: 'normal', stddev: 1 }, `noise ${i}`, size, 0) });
  };
}
