/**
 * First third of a Winograd convolution: an image `[N,H,W,C]`, padded by one pixel all round, cut into overlapping tiles
 * and transformed by Bᵀ along both axes (`winograd/transform.ts`) → `[N,F,TH,TW,C]`. Frequency f = fh·(frequencies along
 * width) + fw. Convolutions that read the same image share it.
 * arXiv 1509.09308, section 4. Macs: a product per tap and element, along width first.
 */
import { sizeAt, tensorType } from '../ir/tensor-type.ts';
import { imageType, ShapeError, type OpDefinition } from './op.ts';
import { frequencyCount, tileSchema } from './winograd/attributes.ts';
import { axisTransforms, frequencies, tilesAlong, type Taps, type Tile } from './winograd/transform.ts';

export interface WinogradInputAttributes {
  readonly tile: Tile;
}

const unchanged: readonly Taps[] = [{ first: 1, values: [1] }];

const tapCount = (rows: readonly Taps[]): number => rows.reduce((sum, { values }) => sum + values.length, 0);

export const winogradInput: OpDefinition<WinogradInputAttributes> = {
  doc: 'overlapping tiles of an image, transformed for a Winograd convolution',
  source: 'arXiv 1509.09308, section 4 (Bᵀ d B)',
  attributes: { type: 'object', properties: { tile: tileSchema }, required: ['tile'], additionalProperties: false },
  inputs: [{ name: 'x' }],

  infer({ tile }, [x]) {
    const [batch, height, width, channels] = imageType(x, 'winograd-input');
    const tiles = [tilesAlong(height, tile[0]), tilesAlong(width, tile[1])];
    return [tensorType('f32', [batch, frequencyCount(tile), ...tiles, channels])];
  },

  cost({ tile }, [x], [tiles]) {
    const [batch, height, , channels] = imageType(x, 'winograd-input');
    const [, , rows, columns] = tiles!.dims as readonly number[];
    const across = tile[1] === 1 ? 0 : tapCount(axisTransforms[tile[1]].input) * height * columns!;
    const down = frequencies(tile[1]) * tapCount(axisTransforms[tile[0]].input) * rows! * columns!;
    const macs = sizeAt(batch, 1) * (across + down) * channels;
    return { macs, flops: 2 * macs };
  },

  spatial: () => undefined, // tiles are not positions of an image

  evaluate({ tile }, [x], [dims], allocate) {
    if (!x || !dims) throw new ShapeError('winograd-input needs an image');
    const [batch = 0, height = 0, width = 0, channels = 0] = x.dims;
    const [, , rows = 0, columns = 0] = dims;
    const high = axisTransforms[tile[0]].input;
    const wide = tile[1] === 1 ? unchanged : axisTransforms[tile[1]].input;
    const out = allocate(dims.reduce((product, d) => product * d, 1));
    const sums = new Float64Array(channels);
    let o = 0;
    for (let n = 0; n < batch; n++)
      for (const vertical of high)
        for (const horizontal of wide)
          for (let row = 0; row < rows; row++)
            for (let column = 0; column < columns; column++, o += channels) {
              sums.fill(0);
              for (const [i, tapDown] of vertical.values.entries()) {
                const y = row * tile[0] + vertical.first - 1 + i;
                if (y < 0 || y >= height || tapDown === 0) continue;
                for (const [j, tapAcross] of horizontal.values.entries()) {
                  const across = column * tile[1] + horizontal.first - 1 + j;
                  if (across < 0 || across >= width || tapAcross === 0) continue;
                  const from = ((n * height + y) * width + across) * channels;
                  for (let c = 0; c < channels; c++) sums[c]! += tapDown * tapAcross * x.data[from + c]!;
                }
              }
              out.set(sums, o);
            }
    return [{ dims, data: out }];
  },
};
