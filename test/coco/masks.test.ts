/** Masks as pycocotools makes them: polygons, run lengths, their text, areas, boxes, unions and overlaps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOverlap, maskOverlap, measureMask } from '../../runtime/coco/overlap.ts';
import { boxMask, polygonMask } from '../../runtime/coco/polygon.ts';
import { compressCounts, decompressCounts } from '../../runtime/coco/rle-string.ts';
import { decodeMask, encodeMask, maskArea, maskBox, mergeMasks } from '../../runtime/coco/rle.ts';
import { readJson } from './files.ts';

interface Golden {
  readonly height: number;
  readonly width: number;
  readonly counts: string;
  readonly area: number;
  readonly box: readonly number[];
}
const golden = readJson('masks.json') as {
  readonly polygons: readonly (Golden & { readonly points: readonly number[] })[];
  readonly runs: readonly (Golden & { columns: string; other: string; union: string; iou: number; crowd: number })[];
  readonly large: Golden;
  readonly odd: readonly (Golden & { readonly list: readonly number[] })[];
};

const read = ({ height, width }: { height: number; width: number }, text: string) => ({
  height,
  width,
  counts: decompressCounts(text)!,
});

describe('golden', () => {
  it(`${golden.polygons.length} polygons, some of them far outside`, () => {
    for (const { points, height, width, counts, area, box } of golden.polygons) {
      const mask = polygonMask(points, height, width)!;
      expect(compressCounts(mask.counts), JSON.stringify(points)).toBe(counts);
      expect(maskArea(mask)).toBe(area);
      expect(maskBox(mask)).toEqual(box);
    }
  });

  it(`${golden.runs.length} masks and their unions and overlaps`, () => {
    for (const one of golden.runs) {
      const mask = encodeMask(Array.from(one.columns, Number), one.height, one.width);
      const other = read(one, one.other);
      expect(compressCounts(mask.counts)).toBe(one.counts);
      expect([maskArea(mask), maskBox(mask)]).toEqual([one.area, one.box]);
      expect(compressCounts(mergeMasks([mask, other]).counts)).toBe(one.union);
      expect(maskOverlap(measureMask(mask), measureMask(other), false)).toBe(one.iou);
      expect(maskOverlap(measureMask(mask), measureMask(other), true)).toBe(one.crowd);
    }
  });

  it('a large mask, and counts that no encoder writes', () => {
    for (const one of [golden.large, ...golden.odd]) {
      const mask = read(one, one.counts);
      expect([maskArea(mask), maskBox(mask)]).toEqual([one.area, one.box]);
      expect(compressCounts(mask.counts)).toBe(one.counts);
    }
    for (const { list, counts } of golden.odd) expect(compressCounts(Uint32Array.from(list))).toBe(counts);
  });
});

describe('properties', () => {
  const masks = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).chain(([height, width]) =>
    fc.record({
      height: fc.constant(height),
      width: fc.constant(width),
      columns: fc.uint8Array({ minLength: height * width, maxLength: height * width, max: 1 }),
      others: fc.uint8Array({ minLength: height * width, maxLength: height * width, max: 1 }),
    }),
  );

  it('what is encoded decodes to itself', () => {
    fc.assert(
      fc.property(masks, ({ height, width, columns }) => {
        const mask = encodeMask(columns, height, width);
        expect(decodeMask(mask)).toEqual(columns);
        expect(decompressCounts(compressCounts(mask.counts))).toEqual(mask.counts);
        expect(maskArea(mask)).toBe(columns.reduce((sum, pixel) => sum + pixel, 0));
      }),
    );
  });

  it('any counts survive being text', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff_ffff })), (list) => {
        expect(Array.from(decompressCounts(compressCounts(Uint32Array.from(list)))!)).toEqual(list);
      }),
    );
  });

  it('any text is counts or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        const counts = decompressCounts(text);
        expect(counts === undefined || counts.length <= text.length).toBe(true);
      }),
    );
  });

  it('unions and overlaps are those of the pixels', () => {
    fc.assert(
      fc.property(masks, ({ height, width, columns, others }) => {
        const [a, b] = [encodeMask(columns, height, width), encodeMask(others, height, width)];
        expect(decodeMask(mergeMasks([a, b]))).toEqual(columns.map((pixel, i) => pixel | others[i]!));
        const both = columns.filter((pixel, i) => pixel + others[i]! === 2).length;
        const any = columns.filter((pixel, i) => pixel + others[i]! > 0).length;
        expect(maskOverlap(measureMask(a), measureMask(b), false)).toBe(both === 0 ? 0 : both / any);
      }),
    );
  });

  it('boxes on whole pixels are their own area', () => {
    fc.assert(
      fc.property(fc.tuple(...[20, 20, 20, 20].map((max) => fc.integer({ min: 0, max }))), ([x, y, w, h]) => {
        const mask = boxMask([x!, y!, w!, h!], 40, 40);
        expect(maskArea(mask)).toBe(w! * h!);
        if (w! * h! > 0) expect(maskBox(mask)).toEqual([x, y, w, h]);
      }),
    );
  });

  it('a polygon’s area is about its pixels', () => {
    const corner = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(corner, corner, corner, corner, corner, corner), (points) => {
        const [ax, ay, bx, by, cx, cy] = points;
        const area = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
        const outline = Math.hypot(bx - ax, by - ay) + Math.hypot(cx - bx, cy - by) + Math.hypot(ax - cx, ay - cy);
        expect(Math.abs(maskArea(polygonMask(points, 200, 200)!) - area)).toBeLessThanOrEqual(outline + 2);
      }),
    );
  });

  // A step for each pixel of its outline would take hours.
  it('a polygon in the far distance costs no more than the picture is wide', () => {
    for (let i = 0; i < 1000; i++) {
      const mask = polygonMask([-1e9, -1e9, 1e9, 1e9, 1e9, -1e9 + i], 100, 100);
      expect(maskArea(mask!)).toBeLessThanOrEqual(100 * 100);
    }
  });

  it('box overlaps are symmetric, from 0 to 1, and 1 with oneself', () => {
    const side = fc.double({ min: 0.01, max: 1e4, noNaN: true });
    const box = fc.tuple(
      fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      fc.double({ min: -1e4, max: 1e4, noNaN: true }),
      side,
      side,
    );
    fc.assert(
      fc.property(box, box, (one, other) => {
        const [a, b] = [Float64Array.from(one), Float64Array.from(other)];
        const overlap = boxOverlap(a, 0, b, 0, false);
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1 + 1e-9);
        expect(boxOverlap(b, 0, a, 0, false)).toBeCloseTo(overlap, 12);
        expect(boxOverlap(a, 0, a, 0, false)).toBeCloseTo(1, 6);
      }),
    );
  });
});
