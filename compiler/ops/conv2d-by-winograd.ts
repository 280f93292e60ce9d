/**
 * A stride-1 3×3 convolution with padding 1 that its target is to compute by Winograd's minimal filtering, start to end:
 * `[N,H,W,Cin]` × kernel `[3,3,Cin,Cout]` → act(scale·y + bias), `[N,H,W,Cout]`. It is what `winograd-input`,
 * `winograd-kernel` and `winograd-conv2d` are together, for targets that do better with all of it in one hand: kernels
 * are stored as they are and transformed when they are loaded, and of the transformed image only a part is there at a time.
 * arXiv 1509.09308, section 4. Macs: as those two ops count them.
 */
import { tensorType, type TensorType } from '../ir/tensor-type.ts';
import { conv2d } from './conv2d.ts';
import { applyFused, fusedActivationSchema, type FusedActivation } from './fused-activation.ts';
import { imageType, ShapeError, type OpDefinition } from './op.ts';
import { winogradConv2d } from './winograd-conv2d.ts';
import { winogradInput } from './winograd-input.ts';
import { winogradKernel } from './winograd-kernel.ts';
import { tileSchema } from './winograd/attributes.ts';
import type { Tile } from './winograd/transform.ts';
import { winogradWorkspaceBytes } from './winograd/workspace.ts';

export interface Conv2dByWinogradAttributes {
  readonly tile: Tile;
  readonly activation: FusedActivation;
}

const window = { stride: [1, 1], dilation: [1, 1], padding: [1, 1, 1, 1] } as const;

/** Channels of the result; throws `ShapeError` for a kernel of another form. */
function channelsOf(kernel: TensorType | undefined, inputs: number): number {
  const dims = kernel?.dims as readonly number[] | undefined;
  if (dims?.length !== 4 || dims[0] !== 3 || dims[1] !== 3 || dims[2] !== inputs)
    throw new ShapeError(`conv2d-by-winograd needs a kernel [3,3,${inputs},Cout]`);
  return dims[3]!;
}

export const conv2dByWinograd: OpDefinition<Conv2dByWinogradAttributes> = {
  doc: "a stride-1 3x3 convolution computed by Winograd's minimal filtering as a whole",
  source: 'arXiv 1509.09308, section 4',
  attributes: {
    type: 'object',
    properties: { tile: tileSchema, activation: fusedActivationSchema },
    required: ['tile', 'activation'],
    additionalProperties: false,
  },
  inputs: [{ name: 'x' }, { name: 'kernel' }, { name: 'bias', optional: true }, { name: 'scale', optional: true }],

  infer(_attrs, [x, kernel, ...vectors]) {
    const [batch, height, width, inputs] = imageType(x, 'conv2d-by-winograd');
    const outputs = channelsOf(kernel, inputs);
    if (vectors.some((vector) => vector.dims.length !== 1 || vector.dims[0] !== outputs))
      throw new ShapeError(`bias and scale must be [${outputs}]`);
    return [tensorType('f32', [batch, height, width, outputs])];
  },

  cost({ tile, activation }, [x, kernel, ...vectors], outputs) {
    const [, height, width, inputs] = imageType(x, 'conv2d-by-winograd');
    const channels = channelsOf(kernel, inputs);
    const [tiles] = winogradInput.infer({ tile }, [x!]);
    const [transformed] = winogradKernel.infer({ tile, outputs: channels }, [kernel!]);
    const before = winogradInput.cost({ tile }, [x!], [tiles!]);
    const attrs = { tile, size: [height, width], outputs: channels, activation } as const;
    const after = winogradConv2d.cost(attrs, [tiles!, transformed!, ...vectors], outputs);
    return { macs: before.macs + after.macs, flops: before.flops + after.flops };
  },

  workspaceBytes: ({ tile }, [x], [result], batch) => winogradWorkspaceBytes(tile, x!, result!, batch),

  spatial: () => [
    { scale: 1, low: -1, high: 1 },
    { scale: 1, low: -1, high: 1 },
  ],

  evaluate({ activation }, [x, kernel, bias, scale], [dims], allocate) {
    if (!x || !kernel || !dims) throw new ShapeError('conv2d-by-winograd needs x and a kernel');
    const exact = (length: number): Float64Array => new Float64Array(length);
    const [sums] = conv2d.evaluate({ ...window, activation: 'none' }, [x, kernel], [dims], exact);
    const channels = dims[3] ?? 0;
    const out = allocate(sums!.data.length); // storing to it rounds once
    for (let i = 0, c = 0; i < out.length; i++, c = c + 1 === channels ? 0 : c + 1)
      out[i] = applyFused(activation, sums!.data[i]! * (scale ? scale.data[c]! : 1) + (bias ? bias.data[c]! : 0));
    return [{ dims, data: out }];
  },
};
