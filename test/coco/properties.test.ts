/** What has to hold for any annotations and detections. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderByScore } from '../../runtime/coco/order.ts';
import { detection, evaluateData, object, onePicture } from './files.ts';

const boxes = fc.tuple(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 0, max: 50 }),
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 1, max: 30 }),
);
const category = fc.constantFrom(1, 2);
const objects = fc.uniqueArray(fc.tuple(boxes, category), { minLength: 1, maxLength: 12, selector: String });
const found = fc.uniqueArray(fc.tuple(boxes, category, fc.integer({ min: 0, max: 1000 })), {
  maxLength: 20,
  selector: ([, , score]) => score,
});

describe('evaluation', () => {
  it('perfect detections have AP 1, and their recall is 1', () => {
    fc.assert(
      fc.property(objects, (rows) => {
        const annotations = onePicture(rows.map(([box, category_id], i) => object(i + 1, box, { category_id })));
        const results = rows.map(([box, category_id], i) => detection(box, 1 - i / 100, { category_id }));
        const { figures } = evaluateData(annotations, results);
        expect(figures.AP).toBeCloseTo(1, 12);
        expect({ ...figures }).toMatchObject({ AR100: 1 });
      }),
    );
  });

  it('the order of detections does not matter where scores differ', () => {
    fc.assert(
      fc.property(objects, found, fc.infiniteStream(fc.nat()), (rows, detections, keys) => {
        const annotations = onePicture(rows.map(([box, category_id], i) => object(i + 1, box, { category_id })));
        const results = detections.map(([box, category_id, score]) => detection(box, score / 1000, { category_id }));
        const shuffled = results
          .map((result) => [keys.next().value as number, result] as const)
          .sort(([a], [b]) => a - b)
          .map(([, result]) => result);
        const withoutArrays = { arrays: false };
        expect(evaluateData(annotations, shuffled, withoutArrays)).toEqual(
          evaluateData(annotations, results, withoutArrays),
        );
      }),
    );
  });

  it('any scores in the same order give the same figures', () => {
    fc.assert(
      fc.property(objects, found, (rows, detections) => {
        const annotations = onePicture(rows.map(([box, category_id], i) => object(i + 1, box, { category_id })));
        const figuresFor = (of: (score: number) => number) =>
          evaluateData(
            annotations,
            detections.map(([box, category_id, score]) => detection(box, of(score), { category_id })),
          ).figures;
        expect(figuresFor((score) => Math.exp(score / 100) - 50)).toEqual(figuresFor((score) => score / 1000));
      }),
    );
  });

  it('figures are from 0 to 1, or −1', () => {
    fc.assert(
      fc.property(objects, found, fc.constantFrom('bbox' as const, 'segm' as const), (rows, detections, iouType) => {
        const square = ([x, y, w, h]: readonly number[]) => [[x!, y!, x! + w!, y!, x! + w!, y! + h!, x!, y! + h!]];
        const annotations = onePicture(
          rows.map(([box, category_id], i) => object(i + 1, box, { category_id, segmentation: square(box) })),
        );
        const results = detections.map(([box, category_id, score]) => detection(box, score, { category_id }));
        for (const value of Object.values(evaluateData(annotations, results, { iouType }).figures))
          expect(value === -1 || (value >= 0 && value <= 1)).toBe(true);
      }),
    );
  });
});

describe('orderByScore', () => {
  it.each([10, 3000])('is the stable descending order of %i scores', (count) => {
    const some = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 0.5, -0.5, 5e-324, -5e-324, Number.MAX_VALUE, 1 / 3),
    );
    fc.assert(
      fc.property(fc.array(some, { minLength: count, maxLength: count }), (list) => {
        const expected = Array.from(list.keys()).sort((a, b) => list[b]! - list[a]! || a - b);
        expect(Array.from(orderByScore(Float64Array.from(list)))).toEqual(expected);
      }),
      { numRuns: count > 100 ? 10 : 100 },
    );
  });
});
