/** Layouts of any boxes and edges: nothing overlaps, no edge passes through a box, no two edges share a stretch. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layout } from '../../compiler/picture/layout.ts';
import type { LayoutBox, LayoutEdge } from '../../compiler/picture/wires.ts';
import { faults } from './geometry.ts';

const box = (id: string, column: number, row: number, rest: Partial<LayoutBox> = {}): LayoutBox => ({
  id,
  column,
  row,
  width: 54,
  ...rest,
});

const pick = fc.nat({ max: 99_999 });

/** One box a column, as blocks stand; edges lead to later columns, mostly near ones. */
const network = fc
  .tuple(
    fc.integer({ min: 1, max: 7 }),
    fc.array(
      fc.record({
        row: pick,
        parents: fc.array(fc.tuple(pick, fc.boolean()), { maxLength: 4 }),
        kind: pick,
        width: fc.integer({ min: 40, max: 110 }),
      }),
      { minLength: 5, maxLength: 500, size: 'max' },
    ),
  )
  .map(([rows, blocks]) => {
    const boxes = blocks.map(({ row, kind, width }, i) =>
      box(`b${i}`, i, row % rows, { width, ...(kind % 3 === 0 ? { slantLeft: 9, slantRight: 9 } : {}) }),
    );
    const edges = blocks.flatMap(({ parents }, i): LayoutEdge[] =>
      i === 0
        ? []
        : parents.map(([number, near]) => ({
            from: `b${near ? Math.max(0, i - 1 - (number % 6)) : number % i}`,
            to: `b${i}`,
          })),
    );
    return { boxes, edges };
  });

describe('any network', () => {
  test('has no faults', () => {
    fc.assert(
      fc.property(network, ({ boxes, edges }) => {
        expect(faults(boxes, edges, layout(boxes, edges))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('is the same every time', () => {
    fc.assert(
      fc.property(network, ({ boxes, edges }) => {
        expect(layout(boxes, edges)).toEqual(layout([...boxes], [...edges]));
      }),
      { numRuns: 5 },
    );
  });
});

describe('hubs', () => {
  test('more edges than ports leave one box and enter another', () => {
    const boxes = Array.from({ length: 100 }, (_, i) => box(`b${i}`, i, i % 5));
    const edges = [
      ...boxes.slice(1).map(({ id }) => ({ from: 'b0', to: id })),
      ...boxes.slice(1, -1).map(({ id }) => ({ from: id, to: 'b99' })),
    ];
    expect(faults(boxes, edges, layout(boxes, edges))).toEqual([]);
  });
});

describe('ways', () => {
  const routeOf = (boxes: readonly LayoutBox[], from: string, to: string) => layout(boxes, [{ from, to }]).routes[0]!;

  test('a clear row is gone along without a corner', () => {
    expect(routeOf([box('a', 0, 0), box('b', 1, 1), box('c', 2, 0)], 'a', 'c')).toHaveLength(2);
  });

  test('a box in the way is gone round between the rows', () => {
    expect(routeOf([box('a', 0, 0), box('b', 1, 0), box('c', 2, 0)], 'a', 'c')).toHaveLength(6);
  });

  test('one corner is enough between rows where one of them is clear', () => {
    expect(routeOf([box('a', 0, 0), box('b', 1, 0), box('c', 2, 1)], 'a', 'c')).toHaveLength(4);
    expect(routeOf([box('a', 0, 0), box('b', 1, 1), box('c', 2, 1)], 'a', 'c')).toHaveLength(4);
  });

  test('levels of one column are joined upright', () => {
    const route = routeOf([box('a', 0, 0), box('b', 0, 1)], 'a', 'b');
    expect(route).toHaveLength(2);
    expect(route[0]![0]).toBe(route[1]![0]);
    expect(route[0]![1]).toBeLessThan(route[1]![1]);
  });

  test('halves of a cell are entered in their middles', () => {
    const boxes = [box('a', 0, 0), box('b', 1, 0, { slot: 'upper' }), box('c', 1, 0, { slot: 'lower' })];
    const edges = ['b', 'c'].map((to) => ({ from: 'a', to }));
    const laid = layout(boxes, edges);
    expect(faults(boxes, edges, laid)).toEqual([]);
    expect(laid.routes.map((route) => route.length)).toEqual([2, 2]);
  });
});

test('nothing to lay out', () => {
  expect(layout([], [])).toEqual({ width: 0, height: 0, boxes: new Map(), routes: [], rows: [] });
});
