/** `spinec eval`: the figures of COCO, for detections that are in a file or that a network makes of the annotated pictures. */
import { readAnnotations, type Annotations } from '../../../runtime/coco/annotations.ts';
import { evaluateDetections, type Evaluation, type IouType } from '../../../runtime/coco/evaluate.ts';
import { readResults, type CocoResult, type Results } from '../../../runtime/coco/results.ts';
import type { EvaluationReport } from '../../schema/evaluation-types.generated.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { curveForm, drawCurves } from '../evaluation/curves.ts';
import { annotatedPictures, detectAnnotated, type PictureOptions } from '../evaluation/detect-annotated.ts';
import { chooseCategories, readEvaluationFile } from '../evaluation/inputs.ts';
import { evaluationCsv, evaluationMarkdown, evaluationReport, evaluationText } from '../evaluation/report.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { networkFiles } from '../network.ts';
import type { ReportFormat } from '../options.ts';
import { requireWritable, writeOutput } from '../output.ts';
import { percent, startProgress, type Progress } from '../progress.ts';
import { refuseReplacing, type Output } from '../refuse-replacing.ts';
import { withoutHandlersSync } from '../signals.ts';

export interface EvalOptions extends PictureOptions {
  readonly annotations: string;
  readonly results?: string | undefined;
  readonly iou?: 'bbox' | 'segm' | 'both' | undefined;
  readonly categories?: string | undefined;
  readonly maxDets?: readonly [number, number, number] | undefined;
  readonly perClass?: true | undefined;
  readonly curves?: string | undefined;
  readonly format: ReportFormat;
}

export async function evaluate(network: string | undefined, options: EvalOptions): Promise<number> {
  refuseContradictions(network, options);
  const form = options.curves === undefined ? undefined : curveForm(options.curves);
  const { labels, weights } = options;
  const references = network === undefined ? [] : networkFiles(network, options);
  refuseReplacing(outputs(options), [options.annotations, options.results, labels, weights, ...references]);
  if (options.curves !== undefined) requireWritable(options.curves);
  const progress = startProgress(options);
  // Nothing is written yet, so Ctrl-C may end the process at once.
  const annotations = withoutHandlersSync(() => {
    progress.step(`reading ${options.annotations}`);
    const { bytes, name } = readEvaluationFile(options.annotations);
    return readAnnotations(bytes, name);
  });
  const found = await findDetections(network, annotations, options, progress);
  const { results, evaluations } = withoutHandlersSync(() => {
    const read = readResults(found.source, annotations, found.name);
    return { results: read, evaluations: evaluateAll(annotations, read, options, progress) };
  });
  progress.done();
  const own = evaluations.flatMap(({ warnings }) => warnings);
  const warnings = [...annotations.warnings, ...results.warnings, ...own];
  // Boxes and masks have some of them in common.
  const different = warnings.filter((one, i) => warnings.findIndex(({ message }) => message === one.message) === i);
  if (printDiagnostics(different, options)) return exitCode.inputErrors;
  process.stdout.write(print(evaluationReport(annotations, results, evaluations), options));
  if (options.curves !== undefined && form !== undefined)
    writeOutput(options.curves, await drawCurves(evaluations, form, options.perClass === true));
  return exitCode.ok;
}

const outputs = ({ curves }: EvalOptions): readonly Output[] => [{ option: '--curves', path: curves }];

function refuseContradictions(network: string | undefined, options: EvalOptions): void {
  if ((options.results === undefined) === (options.images === undefined))
    throw new UsageError('error: give detections with --results, or a network and a folder of pictures with --images');
  if ((network === undefined) !== (options.images === undefined))
    throw new UsageError('error: a network and --images go together');
  if (options.annotations === '-' && (options.results === '-' || network === '-'))
    throw new UsageError('error: only one of them can come from stdin');
}

async function findDetections(
  network: string | undefined,
  annotations: Annotations,
  options: EvalOptions,
  progress: Progress,
): Promise<{ readonly name: string; readonly source: Uint8Array | readonly CocoResult[] }> {
  if (options.results !== undefined) {
    const path = options.results;
    progress.step(`reading ${path}`);
    const { name, bytes } = withoutHandlersSync(() => readEvaluationFile(path));
    return { name, source: bytes };
  }
  const pictures = annotatedPictures(annotations, options.images ?? '');
  refuseReplacing(outputs(options), pictures);
  return detectAnnotated(network ?? '', annotations, pictures, options, progress);
}

function evaluateAll(
  annotations: Annotations,
  results: Results,
  options: EvalOptions,
  progress: Progress,
): readonly Evaluation[] {
  const masks = results.has.masks && annotations.objects.masks.some((at) => at >= 0);
  const iou = options.iou ?? (masks ? 'both' : 'bbox');
  const kinds: readonly IouType[] = iou === 'both' ? ['bbox', 'segm'] : [iou];
  const categories = chooseCategories(options.categories, annotations);
  return kinds.map((iouType) =>
    evaluateDetections(annotations, results, {
      iouType,
      categories,
      maxDetections: options.maxDets,
      arrays: options.curves !== undefined,
      onProgress: (fraction) => progress.step(`evaluating ${iouType}`, percent(fraction)),
    }),
  );
}

function print(report: EvaluationReport, { format, perClass }: EvalOptions): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'csv':
      return evaluationCsv(report, perClass === true);
    case 'md':
      return evaluationMarkdown(report, perClass === true);
    case 'table':
      return evaluationText(report, perClass === true);
  }
}
