/** Every figure equals what pycocotools computed: on the three sets, on random small cases, and on odd ones made by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CocoAnnotations } from '../../runtime/coco/annotations.ts';
import { evaluateDetections, type IouType } from '../../runtime/coco/evaluate.ts';
import { figureRules, type Figures } from '../../runtime/coco/figures.ts';
import { iouThresholds, recallThresholds } from '../../runtime/coco/parameters.ts';
import type { CocoResult } from '../../runtime/coco/results.ts';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';
import { detection, evaluateData, folder, onePicture, openSet, readJson } from './files.ts';

const tolerance = 1e-9;
type Named = Readonly<Record<string, number>>;
const named = (figures: Figures): Named => ({ ...figures });

function expectClose(actual: Named, expected: Named): void {
  for (const [name, value] of Object.entries(expected))
    expect(Math.abs(actual[name]! - value), `${name}: ${actual[name] ?? ''} for ${value}`).toBeLessThan(tolerance);
}

describe('the sets of pycocotools', () => {
  const sets = readJson('expected.json') as Record<string, { stats: Named; per_class: Record<string, Named> }>;

  it.each(Object.entries(sets))('%s: twelve figures, and those of each class', (key, expected) => {
    const [set, iouType] = key.split('/') as [string, IouType];
    const { annotations, results } = openSet(set);
    const { figures, classes, warnings } = evaluateDetections(annotations, results, { iouType });
    expect(Object.keys(expected.stats)).toHaveLength(12);
    expectClose(named(figures), expected.stats);
    expect(classes.map(({ id }) => String(id))).toEqual(Object.keys(expected.per_class));
    for (const row of classes) expectClose(named(row.figures), expected.per_class[row.id]!);
    expect([...annotations.warnings, ...results.warnings, ...warnings]).toEqual([]);
  });

  it('mixed: the arrays of precision and recall', () => {
    const { annotations, results } = openSet('mixed');
    const { arrays } = evaluateDetections(annotations, results);
    const file = SafetensorsFile.fromBytes(readFileSync(join(folder, 'mixed_bbox_eval.safetensors')));
    const [T, R, K, A, M] = arrays!.shape;
    expect(file.tensors.get('precision')!.dims).toEqual([T, R, K, A, M]);
    expect(file.tensors.get('recall')!.dims).toEqual([T, K, A, M]);
    for (const name of ['precision', 'recall'] as const) {
      const expected = file.readFloats(name);
      // The file has float32.
      const worst = expected.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - Math.fround(arrays![name][i]!))),
        0,
      );
      expect(worst, name).toBe(0);
    }
  });
});

describe('cases of pycocotools', () => {
  interface Case {
    readonly name: string;
    readonly annotations: CocoAnnotations;
    readonly results: readonly CocoResult[];
    readonly expected: Readonly<
      Record<IouType, { stats: readonly number[]; precision: number; recall: number; scores: number }>
    >;
  }
  const { cases } = readJson('cases.json') as { cases: readonly Case[] };
  const all = cases.flatMap((one) => (['bbox', 'segm'] as const).map((iouType) => ({ ...one, iouType })));

  it.each(all)('$name, $iouType', ({ annotations, results, expected, iouType }) => {
    const { figures, arrays } = evaluateData(annotations, results, { iouType });
    const names = figureRules([1, 10, 100]).map(({ name }) => name);
    const { stats, ...sums } = expected[iouType];
    expectClose(named(figures), Object.fromEntries(names.map((name, i) => [name, stats[i]!])));
    for (const [name, sum] of Object.entries(sums)) {
      const own = arrays![name as keyof typeof sums].reduce((total, value) => total + value, 0);
      expect(Math.abs(own - sum), name).toBeLessThan(tolerance * Math.max(1, Math.abs(sum)));
    }
  });
});

describe('options', () => {
  it('thresholds are numpy’s, to the last bit', () => {
    expect(iouThresholds).toEqual([0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95]);
    expect(recallThresholds).toHaveLength(101);
    expect([3, 7, 57, 100].map((i) => recallThresholds[i])).toEqual([0.03, 0.07, 0.5700000000000001, 1]);
  });

  it('categories: only those count, alone and in the mean', () => {
    const { annotations, results } = openSet('mixed');
    const all = evaluateDetections(annotations, results);
    const some = evaluateDetections(annotations, results, { categories: [7, 9] });
    expect(some.classes).toEqual(all.classes.filter(({ id }) => id === 7 || id === 9));
    const mean = some.classes.reduce((sum, { figures }) => sum + figures.AP, 0) / 2;
    expect(some.figures.AP).toBeCloseTo(mean, 12);
  });

  it('maxDetections: AP is of the last, recalls are named after them', () => {
    const { annotations, results } = openSet('mixed');
    const few = evaluateDetections(annotations, results, { maxDetections: [1, 2, 10] });
    // pycocotools with params.maxDets = [1, 2, 10]; means over its arrays.
    expectClose(named(few.figures), { AP: 0.2243701435346679, AR2: 0.27492142104648065, AR10: 0.36792953224480324 });
  });

  it('arrays can be left out, progress is told', () => {
    const { annotations, results } = openSet('mini');
    const parts: number[] = [];
    const { arrays } = evaluateDetections(annotations, results, {
      arrays: false,
      onProgress: (part) => parts.push(part),
    });
    expect(arrays).toBeUndefined();
    expect(parts).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('says that there is nothing to find', () => {
    const { figures, warnings } = evaluateData(onePicture([]), [detection([1, 1, 5, 5], 0.5)]);
    expect(Object.values(figures)).toEqual(Array.from({ length: 12 }, () => -1));
    expect(warnings.map(({ code }) => code)).toEqual(['SPN7114']);
  });

  it('needs boxes or masks where it is asked for them', () => {
    const bare = { id: 1, image_id: 1, category_id: 1, area: 25 };
    const found = [detection([1, 1, 5, 5], 0.5)];
    expect(() => evaluateData(onePicture([bare]), found)).toThrow(/SPN7103.*annotations\[0\] \(id 1\) has no `bbox`/);
    expect(() => evaluateData(onePicture([bare]), found, { iouType: 'segm' })).toThrow(
      /SPN7111.*has no `segmentation`/,
    );
  });
});
