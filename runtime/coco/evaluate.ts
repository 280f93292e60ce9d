/**
 * The evaluation of COCO: average precision and recall of detections, equal to pycocotools' `COCOeval` in every figure,
 * its order of ties, its ignored regions and its rounding included.
 * https://github.com/ppwwyyxx/cocoapi, `PythonAPI/pycocotools/cocoeval.py`.
 */
import { diagnostic, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { accumulate, type CategoryCurves } from './accumulate.ts';
import type { Annotations } from './annotations.ts';
import { FigureSum, type Figures } from './figures.ts';
import { matchCategory, prepareMatching } from './match-category.ts';
import { areaRanges, defaultMaxDetections, iouThresholds, recallThresholds } from './parameters.ts';
import type { Results } from './results.ts';

export type IouType = 'bbox' | 'segm';

export interface EvaluationOptions {
  /** What has to overlap: boxes or masks. Results without masks are then evaluated as filled boxes. Default `bbox`. */
  readonly iouType?: IouType | undefined;
  /** Detections per picture and category that count, ascending. Default 1, 10, 100. AP is of the last. */
  readonly maxDetections?: readonly [number, number, number] | undefined;
  /** Ids of the categories that count. Default: all. */
  readonly categories?: readonly number[] | undefined;
  /** Whether to keep precision, recall and scores: 28 KB of float64 per category and array. Default true. */
  readonly arrays?: boolean | undefined;
  /** Called after each category with the part that is done, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface ClassEvaluation {
  readonly id: number;
  readonly name: string;
  /** Objects to be found: crowds are not counted. */
  readonly objects: number;
  readonly detections: number;
  readonly figures: Figures;
}

/** `COCOeval.eval`; T = 10 overlaps, R = 101 recalls, K categories, A = 4 size classes, M = 3 limits of detections. */
export interface EvaluationArrays {
  readonly shape: readonly [T: number, R: number, K: number, A: number, M: number];
  /** `[T,R,K,A,M]`, −1 where nothing is defined. */
  readonly precision: Float64Array;
  /** `[T,R,K,A,M]`: the score at which a recall is reached, 0 where it never is. */
  readonly scores: Float64Array;
  /** `[T,K,A,M]` */
  readonly recall: Float64Array;
}

export interface Evaluation {
  readonly iouType: IouType;
  readonly maxDetections: readonly [number, number, number];
  readonly figures: Figures;
  /** By ascending category id. */
  readonly classes: readonly ClassEvaluation[];
  readonly arrays: EvaluationArrays | undefined;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Evaluates detections against annotations.
 *
 * ```ts
 * const annotations = readAnnotations(await readFile('instances_val2017.json'));
 * const results = readResults(await readFile('detections.json'), annotations);
 * const { figures } = evaluateDetections(annotations, results, { iouType: 'segm' });
 * ```
 * @throws DiagnosticError SPN7103 (an object without a box), SPN7111 (masks that are none).
 */
export function evaluateDetections(
  annotations: Annotations,
  results: Results,
  options: EvaluationOptions = {},
): Evaluation {
  const iouType = options.iouType ?? 'bbox';
  const maxDetections = options.maxDetections ?? defaultMaxDetections;
  const { categories } = annotations;
  const chosen = Array.from(categories.ids.keys()).filter(
    (row) => options.categories?.includes(categories.ids[row]!) ?? true,
  );
  const matching = prepareMatching(annotations, results, iouType, maxDetections[2], new Set(chosen));
  const arrays = (options.arrays ?? true) ? emptyArrays(chosen.length, maxDetections.length) : undefined;
  const sum = new FigureSum(maxDetections);
  const classes = chosen.map((row, k) => {
    const matches = matchCategory(matching, row);
    const curves = accumulate(matches, maxDetections);
    if (arrays !== undefined) store(curves, arrays, k);
    sum.add(curves);
    const own = new FigureSum(maxDetections);
    own.add(curves);
    options.onProgress?.((k + 1) / chosen.length);
    const [id, name] = [categories.ids[row]!, categories.names[row]!];
    return { id, name, objects: matches.objects, detections: matches.detections, figures: own.figures() };
  });
  const nothing = classes.every(({ objects }) => objects === 0)
    ? [diagnostic('SPN7114', `${annotations.text.name} has no object to find`)]
    : [];
  const warnings = [...matching.warnings(), ...nothing];
  return { iouType, maxDetections, figures: sum.figures(), classes, arrays, warnings };
}

function emptyArrays(K: number, M: number): EvaluationArrays {
  const [T, R, A] = [iouThresholds.length, recallThresholds.length, areaRanges.length];
  const precision = new Float64Array(T * R * K * A * M);
  return {
    shape: [T, R, K, A, M],
    precision,
    scores: new Float64Array(precision.length),
    recall: new Float64Array(T * K * A * M),
  };
}

/** Category k's part of the whole. */
function store(curves: CategoryCurves, arrays: EvaluationArrays, k: number): void {
  const [T, R, K, A, M] = arrays.shape;
  const inner = A * M;
  const put = (part: Float64Array, whole: Float64Array, rows: number): void => {
    for (let row = 0; row < rows; row++)
      whole.set(part.subarray(row * inner, (row + 1) * inner), (row * K + k) * inner);
  };
  put(curves.precision, arrays.precision, T * R);
  put(curves.scores, arrays.scores, T * R);
  put(curves.recall, arrays.recall, T);
}
