/**
 * Precision over recall as a picture (`page/charts.ts`) or as data. The colours and the grey of the text are as far from white
 * as from black, and nothing is painted behind them, so that the picture suits light and dark pages; a PNG gets white paper.
 */
import { extname } from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import type { Evaluation, EvaluationArrays } from '../../../runtime/coco/evaluate.ts';
import { areaRanges, iouThresholds, recallThresholds } from '../../../runtime/coco/parameters.ts';
import { printable } from '../../analysis/report/table.ts';
import { drawChart } from '../../page/charts.ts';
import { UsageError } from '../files.ts';

const forms = ['.svg', '.png', '.json'] as const;
type Form = (typeof forms)[number];

/** One colour per overlap, from blue to red, all of one lightness. */
const colors = [
  ...['#3f7fd0', '#2f8bb3', '#27908f', '#2f9168', '#5b8f3a'],
  ...['#8a851f', '#b0751f', '#c8622f', '#d04f55', '#c74a86'],
];
const grey = '#808080';
const mostPanels = 100;

/** What a file's name asks for. @throws UsageError. */
export function curveForm(path: string): Form {
  const form = forms.find((known) => known === extname(path).toLowerCase());
  if (form === undefined) throw new UsageError(`error: --curves writes ${forms.join(', ')}; not ${path}`);
  return form;
}

/** The contents of the file: SVG and JSON as text, PNG as bytes. */
export async function drawCurves(
  evaluations: readonly Evaluation[],
  form: Form,
  perClass: boolean,
): Promise<string | Uint8Array> {
  if (form === '.json') return curveData(evaluations);
  const svg = await drawChart(chart(evaluations, perClass), grey);
  if (form === '.svg') return `${svg}\n`;
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg), { density: 144 }).flatten({ background: 'white' }).png().toBuffer();
}

/** The arrays of pycocotools, row-major, with what their axes mean. */
function curveData(evaluations: readonly Evaluation[]): string {
  const data = evaluations.map(({ iouType, maxDetections, classes, arrays }) => ({
    iouType,
    shape: arrays!.shape,
    axes: {
      iouThresholds,
      recallThresholds,
      categories: classes.map(({ id }) => id),
      areaRanges: areaRanges.map(({ name }) => name),
      maxDetections,
    },
    precision: Array.from(arrays!.precision),
    scores: Array.from(arrays!.scores),
    recall: Array.from(arrays!.recall),
  }));
  return `${JSON.stringify({ evaluations: data })}\n`;
}

interface Panel {
  readonly title: string;
  readonly arrays: EvaluationArrays;
  /** The category; undefined for the mean of all. */
  readonly only: number | undefined;
}

interface Point {
  readonly panel: string;
  readonly overlap: string;
  readonly recall: number;
  readonly precision: number;
}

/** One panel per kind of overlap with the mean of all categories, or one per category that has objects. */
function chart(evaluations: readonly Evaluation[], perClass: boolean): TopLevelSpec {
  const panels = evaluations.flatMap(({ iouType, figures, classes, arrays }): readonly Panel[] => {
    const of = iouType === 'bbox' ? 'boxes' : 'masks';
    const ap = (value: number): string => (value < 0 ? '–' : value.toFixed(3));
    if (!perClass) return [{ title: `${of}, AP ${ap(figures.AP)}`, arrays: arrays!, only: undefined }];
    // The id first: names may be the same, and titles tell panels apart.
    return classes.flatMap(({ id, name, objects, figures: own }, k) => {
      const title = `${id} ${printable(name.slice(0, 40))} (${of}), AP ${ap(own.AP)}`;
      return objects === 0 ? [] : [{ title, arrays: arrays!, only: k }];
    });
  });
  const shown = panels.slice(0, mostPanels);
  const values = shown.flatMap(({ title, arrays, only }) => curvePoints(title, arrays, only));
  const overlaps = iouThresholds.map((threshold) => threshold.toFixed(2));
  const size = perClass ? 180 : 320;
  return {
    description: 'precision over recall, a curve per overlap',
    config: { aria: true, mark: { aria: true } },
    data: { values },
    facet: { field: 'panel', type: 'nominal', sort: shown.map(({ title }) => title), title: null },
    columns: perClass ? 4 : 2,
    spec: {
      width: size,
      height: size,
      mark: { type: 'line', strokeWidth: 1.5, interpolate: 'step-before' },
      encoding: {
        x: { field: 'recall', type: 'quantitative', scale: { domain: [0, 1] } },
        y: { field: 'precision', type: 'quantitative', scale: { domain: [0, 1] } },
        color: { field: 'overlap', type: 'ordinal', scale: { domain: overlaps, range: colors }, title: 'overlap' },
      },
    },
  };
}

/** Precision of all sizes with the most detections: of one category, or the mean of those that have objects. */
function curvePoints(panel: string, arrays: EvaluationArrays, only: number | undefined): readonly Point[] {
  const [T, R, K, A, M] = arrays.shape;
  const categories = only === undefined ? Array.from({ length: K }, (_, k) => k) : [only];
  const points: Point[] = [];
  for (let t = 0; t < T; t++)
    for (let r = 0; r < R; r++) {
      const defined = categories
        .map((k) => arrays.precision[((t * R + r) * K + k) * A * M + M - 1]!)
        .filter((precision) => precision > -1);
      if (defined.length === 0) continue;
      const precision = defined.reduce((sum, value) => sum + value, 0) / defined.length;
      points.push({ panel, overlap: iouThresholds[t]!.toFixed(2), recall: recallThresholds[r]!, precision });
    }
  return points;
}
