/** The twelve figures of COCO, of one category or of all: means of what is defined, `COCOeval.summarize`. */
import type { CategoryCurves } from './accumulate.ts';
import { areaRanges, iouThresholds, recallThresholds } from './parameters.ts';

/**
 * From 0 to 1, −1 where nothing is defined. AP is the precision averaged over recalls and overlaps from 0.50 to 0.95, AP50
 * and AP75 at one overlap, APs, APm and APl of small, medium and large objects, all at the largest number of detections. AR1,
 * AR10 and AR100 are the recall averaged over overlaps with so many detections per picture and category (other names where
 * other limits are chosen), ARs, ARm and ARl by size.
 */
export interface Figures {
  readonly AP: number;
  readonly AP50: number;
  readonly AP75: number;
  readonly APs: number;
  readonly APm: number;
  readonly APl: number;
  readonly ARs: number;
  readonly ARm: number;
  readonly ARl: number;
  readonly [AR: `AR${number}`]: number;
}

/** One figure: precision or recall, which threshold (−1: all), which size class, which limit of detections. */
interface Rule {
  readonly name: string;
  readonly kind: 'precision' | 'recall';
  readonly threshold: number;
  readonly area: number;
  readonly limit: number;
}

/** In the order in which pycocotools prints them. */
export function figureRules(maxDetections: readonly number[]): readonly Rule[] {
  const last = maxDetections.length - 1;
  const sizes = [1, 2, 3];
  const letter = (area: number): string => areaRanges[area]!.name[0]!;
  return [
    { name: 'AP', kind: 'precision', threshold: -1, area: 0, limit: last },
    { name: 'AP50', kind: 'precision', threshold: iouThresholds.indexOf(0.5), area: 0, limit: last },
    { name: 'AP75', kind: 'precision', threshold: iouThresholds.indexOf(0.75), area: 0, limit: last },
    ...sizes.map((area): Rule => ({ name: `AP${letter(area)}`, kind: 'precision', threshold: -1, area, limit: last })),
    ...maxDetections.map((n, limit): Rule => ({ name: `AR${n}`, kind: 'recall', threshold: -1, area: 0, limit })),
    ...sizes.map((area): Rule => ({ name: `AR${letter(area)}`, kind: 'recall', threshold: -1, area, limit: last })),
  ];
}

const [T, R, A] = [iouThresholds.length, recallThresholds.length, areaRanges.length];

/** Adds up categories. */
export class FigureSum {
  readonly #rules: readonly Rule[];
  readonly #limits: number;
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;

  constructor(maxDetections: readonly number[]) {
    this.#rules = figureRules(maxDetections);
    this.#limits = maxDetections.length;
    this.#sums = new Float64Array(this.#rules.length);
    this.#counts = new Float64Array(this.#rules.length);
  }

  add(curves: CategoryCurves): void {
    const M = this.#limits;
    this.#rules.forEach(({ kind, threshold, area, limit }, rule) => {
      const values = curves[kind];
      const inner = kind === 'precision' ? R : 1;
      const [first, end] = threshold < 0 ? [0, T] : [threshold, threshold + 1];
      for (let i = first * inner; i < end * inner; i++) {
        const value = values[(i * A + area) * M + limit]!;
        if (value <= -1) continue;
        this.#sums[rule]! += value;
        this.#counts[rule]! += 1;
      }
    });
  }

  figures(): Figures {
    const entries = this.#rules.map(({ name }, i) => [
      name,
      this.#counts[i] === 0 ? -1 : this.#sums[i]! / this.#counts[i]!,
    ]);
    return Object.fromEntries(entries) as Figures;
  }
}
