/** Names of points in a scatter plot: where they are put, and where a drawing has them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../compiler/analysis/analyze.ts';
import { compareSpecs } from '../../compiler/analysis/report/comparison.ts';
import { comparisonView } from '../../compiler/page/report/comparison.ts';
import { labelBox, overlap, placeLabels, placements, type Box } from '../../compiler/page/report/place-labels.ts';
import { textWidth } from '../../compiler/picture/text-width.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinNames, builtinSource } from '../../compiler/resolve/builtins.ts';

const plot = { width: 270, height: 250, radius: 4.4, fontSize: 10, line: [] } as const;

/** Pairs that cover each other. */
const clashes = <T>(boxes: readonly (readonly [T, Box])[], others: readonly (readonly [T, Box])[]) =>
  boxes.flatMap(([a, box]) => others.filter(([b, other]) => a !== b && overlap(box, other)).map(([b]) => [a, b]));

const dot = (x: number, y: number): Box => ({ left: x - 4.4, right: x + 4.4, top: y - 4.4, bottom: y + 4.4 });

describe('names of points', () => {
  it('stand above where there is room', () => {
    expect(placeLabels([{ name: 'spinenet-49', x: 100, y: 100 }], plot)).toEqual([placements[0]]);
  });

  it('keep off the line', () => {
    const line = [
      { x: 100, y: 90 },
      { x: 200, y: 90 },
    ];
    expect(placeLabels([{ name: 'spinenet-49', x: 100, y: 100 }], { ...plot, line })).toEqual([placements[1]]);
  });

  it('give way to those of points before them, and are left out where none is free', () => {
    const crowd = Array.from({ length: 20 }, (_, i) => ({ name: `spinenet-${i}`, x: 135 + i / 10, y: 125 }));
    const places = placeLabels(crowd, plot);
    expect(places[0]).toBe(placements[0]);
    expect(places).toContain(undefined);
  });

  it('never cover a point, each other or the edge', () => {
    const point = fc.record({
      name: fc.string({ minLength: 1, maxLength: 24 }),
      x: fc.integer({ min: 0, max: plot.width }),
      y: fc.integer({ min: 0, max: plot.height }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 30 }), (points) => {
        const places = placeLabels(points, plot);
        const labels = points.flatMap((one, i) => {
          const place = places[i];
          return place === undefined ? [] : [[i, labelBox(one, place, plot.fontSize)] as const];
        });
        const dots = points.map(({ x, y }, i) => [i, dot(x, y)] as const);
        expect([clashes(labels, labels), clashes(labels, dots)]).toEqual([[], []]);
        for (const [, { left, right, top, bottom }] of labels)
          expect(left >= 0 && top >= 0 && right <= plot.width && bottom <= plot.height).toBe(true);
      }),
    );
  });
});

describe('a drawing', () => {
  /** Marks of one kind, by panel, as the SVG places them. */
  const marks = (svg: string, kind: 'symbol' | 'text') =>
    [
      ...svg.matchAll(new RegExp(`<g class="mark-${kind} role-mark concat_(\\d)_layer_\\d+_marks"(.*?)</g>`, 'gs')),
    ].flatMap(([, panel, content]) =>
      [
        ...content!.matchAll(
          /<(?:text|path)[^>]*?(?:text-anchor="(\w+)" )?transform="translate\(([\d.]+),([\d.]+)\)"[^>]*>([^<]*)/g,
        ),
      ].map(([, anchor, x, y, name]) => ({ panel, anchor, x: Number(x), y: Number(y), name: name! })),
    );

  it.each([
    ['a dozen networks', (name: string) => /^(spinenet-\d|r\d+-)/.test(name), 3],
    ['all networks', (name: string) => !/^resnet-\d+$/.test(name), 3],
  ])('of %s has its names as they were placed', async (_, chosen, panels) => {
    const specs = builtinNames
      .filter(chosen)
      .map((name) => understand(builtinSource(name)!, { head: 'retinanet' }).value!)
      .map((spec) => ({ spec, report: analyze(spec) }));
    const { body } = await comparisonView(compareSpecs(specs));
    const svg = body.toString().split('aria-label="Networks as points"').at(-1)!;
    for (let panel = 0; panel < panels; panel++) {
      const of = (kind: 'symbol' | 'text') => marks(svg, kind).filter((mark) => mark.panel === String(panel));
      const [points, names] = [of('symbol'), of('text')];
      expect(points.length).toBeGreaterThan(8);
      expect(names.length).toBeGreaterThan(0.8 * points.length);
      const labels = names.map(({ anchor, x, y, name }) => {
        const width = textWidth(name, 10);
        const left = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
        return [name, { left, right: left + width, top: y - 8, bottom: y + 2 }] as const; // middles are 3 px up
      });
      const dots = points.map(({ x, y }, i) => [String(i), dot(x, y)] as const);
      expect([clashes(labels, labels), clashes(labels, dots)]).toEqual([[], []]);
    }
  });
});
