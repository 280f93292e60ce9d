/** The fixtures of pycocotools, and short ways to make annotations. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnnotations, type CocoAnnotations } from '../../runtime/coco/annotations.ts';
import { evaluateDetections, type Evaluation, type EvaluationOptions } from '../../runtime/coco/evaluate.ts';
import { readResults, type CocoResult } from '../../runtime/coco/results.ts';
import { DiagnosticError, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { root } from '../support/spinec.ts';

export const folder = join(root, 'test', 'fixtures', 'coco');
export const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** Both files of a set. */
export function openSet(name: string) {
  const annotations = readAnnotations(readFileSync(join(folder, `${name}_gt.json`)), `${name}_gt.json`);
  const bytes = readFileSync(join(folder, `${name}_results.json`));
  return { annotations, results: readResults(bytes, annotations, `${name}_results.json`) };
}

export function evaluateData(
  annotations: CocoAnnotations,
  results: readonly CocoResult[],
  options?: EvaluationOptions,
): Evaluation {
  const read = readAnnotations(annotations);
  return evaluateDetections(read, readResults(results, read), options);
}

/** One picture of 100×80 pixels with two categories. */
export function onePicture(annotations: CocoAnnotations['annotations']): CocoAnnotations {
  return {
    images: [{ id: 1, width: 100, height: 80 }],
    categories: [
      { id: 1, name: 'cat' },
      { id: 2, name: 'dog' },
    ],
    annotations,
  };
}

export function object(id: number, bbox: readonly [number, number, number, number], more: object = {}) {
  return { id, image_id: 1, category_id: 1, bbox, area: bbox[2] * bbox[3], iscrowd: 0 as const, ...more };
}

export function detection(bbox: readonly number[], score: number, more: object = {}): CocoResult {
  return { image_id: 1, category_id: 1, bbox, score, ...more };
}

/** What an action throws; it has to be diagnostics. */
export function diagnosticsOf(action: () => unknown): readonly Diagnostic[] {
  try {
    action();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was thrown');
}
