/** Results in COCO's form: ids of pictures, numbers without loss, masks that decode to what was pasted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMask } from '../../runtime/coco/rle.ts';
import { decompressCounts } from '../../runtime/coco/rle-string.ts';
import { cocoClassNames } from '../../runtime/detection/class-names.ts';
import { cocoResults, imageIdOf, shortestFloat } from '../../runtime/detection/coco-results.ts';
import { pasteMask } from '../../runtime/detection/paste-mask.ts';

const picture = { height: 30, width: 40 };
const names = cocoClassNames({ classes: 80, background: false });

describe('results', () => {
  it.each([
    ['val2017/000000000139.jpg', 139],
    ['COCO_val2014_000000000042.jpg', 42],
    ['C:\\pictures\\7.png', 7],
    ['street.jpg', 'street.jpg'],
    ['photos/img_12.jpg', 'img_12.jpg'],
    ['12345678901234567890.jpg', '12345678901234567890.jpg'],
  ])('the id of %s is %s', (path, id) => {
    expect(imageIdOf(path)).toBe(id);
  });

  it('are boxes by corner and size, under COCO’s ids', () => {
    const detection = { classId: 11, score: Math.fround(0.1), box: [1, 2.5, 11, 22.5] } as const;
    expect(cocoResults(139, picture, [detection], names)).toEqual([
      { image_id: 139, category_id: 13, bbox: [2.5, 1, 20, 10], score: 0.1 },
    ]);
  });

  it('have masks as run lengths of the whole picture', () => {
    const box = [4.2, 10.1, 25.7, 33.3] as const;
    const data = Float32Array.from({ length: 64 }, (_, i) => ((i * 37) % 64) / 64);
    const mask = { height: 8, width: 8, data, box };
    const [result] = cocoResults('a', picture, [{ classId: 0, score: 1, box, mask }], names);
    expect(result!.segmentation!.size).toEqual([30, 40]);
    const counts = decompressCounts(result!.segmentation!.counts)!;
    const columns = decodeMask({ ...picture, counts });
    const pasted = pasteMask(mask, picture);
    for (let y = 0; y < 30; y++)
      for (let x = 0; x < 40; x++) {
        const [row, column] = [y - pasted.top, x - pasted.left];
        const inside = row >= 0 && row < pasted.height && column >= 0 && column < pasted.width;
        expect(columns[x * 30 + y]).toBe(inside ? pasted.data[row * pasted.width + column] : 0);
      }
  });

  it('numbers are short, and the same float32', () => {
    expect([0.1, 1 / 3, 16_777_216, 639.99994].map((value) => shortestFloat(Math.fround(value)))).toEqual([
      0.1, 0.33333334, 16_777_216, 639.99994,
    ]);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(shortestFloat(value))).toBe(value === 0 ? shortestFloat(value) : value);
      }),
      { seed: 1 },
    );
  });
});
