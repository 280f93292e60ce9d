/**
 * A 3×3 kernel `[3,3,Cin,Cout]` as a Winograd convolution multiplies with it: G·g·Gᵀ → `[F,KH,KW,Cin,Cout]`, where an axis
 * that is not transformed keeps its taps (`winograd/transform.ts`). `outputs` may exceed the kernel's own: channels of zeros
 * fill up a runtime's vectors. It is made of params only, when weights are written, in
 * float64. arXiv 1509.09308, section 4. Macs: a product per tap of each axis.
 */
import { isSymbolic, tensorType } from '../ir/tensor-type.ts';
import { ShapeError, type OpDefinition } from './op.ts';
import { frequencyCount, remainingTaps, tileSchema } from './winograd/attributes.ts';
import { axisTransforms, type Tile } from './winograd/transform.ts';

export interface WinogradKernelAttributes {
  readonly tile: Tile;
  /** Cout of the result, at least the kernel's. */
  readonly outputs: number;
}

/** Rows of G along width; an axis that stays as it is has one "frequency" of its three taps. */
const identity: readonly (readonly number[])[] = [[1], [1], [1]];

export const winogradKernel: OpDefinition<WinogradKernelAttributes> = {
  doc: 'a 3x3 kernel transformed for a Winograd convolution',
  source: 'arXiv 1509.09308, section 4 (G g Gᵀ)',
  attributes: {
    type: 'object',
    properties: { tile: tileSchema, outputs: { type: 'integer', minimum: 1 } },
    required: ['tile', 'outputs'],
    additionalProperties: false,
  },
  inputs: [{ name: 'kernel' }],

  infer({ tile, outputs }, [kernel]) {
    const dims = kernel?.dims;
    if (dims?.length !== 4 || dims.some(isSymbolic) || dims[0] !== 3 || dims[1] !== 3)
      throw new ShapeError('winograd-kernel needs a kernel [3,3,Cin,Cout]');
    if (outputs < Number(dims[3])) throw new ShapeError(`the kernel has ${dims[3]} outputs, not ${outputs}`);
    return [tensorType('f32', [frequencyCount(tile), ...remainingTaps(tile), dims[2]!, outputs])];
  },

  cost({ tile }, [kernel]) {
    const [, , inputs = 0, outputs = 0] = (kernel?.dims ?? []) as readonly number[];
    const high = tile[0] + 2;
    const macs = inputs * outputs * (high * 9 + (tile[1] === 1 ? 0 : high * (tile[1] + 2) * 3));
    return { macs, flops: 2 * macs };
  },

  spatial: () => undefined,

  evaluate({ tile, outputs: filled }, [kernel], [dims], allocate) {
    if (!kernel || !dims) throw new ShapeError('winograd-kernel needs a kernel');
    const [, , inputs = 0, outputs = 0] = kernel.dims;
    const slice = inputs * outputs;
    const down = axisTransforms[tile[0]].kernel;
    const across = tile[1] === 1 ? identity : axisTransforms[tile[1]].kernel;
    const out = allocate(dims.reduce((product, d) => product * d, 1));
    const sums = new Float64Array(slice);
    down.forEach((row, fh) => {
      across.forEach((column, fw) => {
        sums.fill(0);
        for (let ky = 0; ky < 3; ky++)
          for (let kx = 0; kx < 3; kx++) {
            const weight = row[ky]! * (tile[1] === 1 ? (kx === fw ? 1 : 0) : column[kx]!);
            if (weight === 0) continue;
            const from = (ky * 3 + kx) * slice;
            for (let i = 0; i < slice; i++) sums[i]! += weight * kernel.data[from + i]!;
          }
        const to = (fh * across.length + fw) * inputs * filled;
        for (let i = 0; i < inputs; i++) out.set(sums.subarray(i * outputs, (i + 1) * outputs), to + i * filled);
      });
    });
    return [{ dims, data: out }];
  },
};
