/** `spinec detect`: boxes, masks and labels on pictures; a table, annotated pictures, COCO-style results. */
import { decodePicture } from '../../../runtime/image/decode.ts';
import type { ClassNames } from '../../../runtime/detection/class-names.ts';
import { cocoResults, imageIdOf, shortestFloat } from '../../../runtime/detection/coco-results.ts';
import { detectAll, type PictureDetections } from '../../../runtime/detection/detect.ts';
import { annotatePicture } from '../../../runtime/detection/draw/annotate.ts';
import type { Detection } from '../../../runtime/detection/read-detections.ts';
import { annotatedFiles, type AnnotatedFile } from '../annotated.ts';
import { openDetector, type DetectorOptions } from '../detector.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { UsageError } from '../files.ts';
import { networkFiles, type Runnable } from '../network.ts';
import { JsonRows, requireWritable, writeOutput } from '../output.ts';
import { pictureInputs, type PictureInputOptions, type PictureInputs } from '../picture-inputs.ts';
import { eachPicture } from '../picture-loop.ts';
import { detectionTable, pictureLine, type PictureReport } from '../picture-report.ts';
import { startProgress } from '../progress.ts';
import { refuseReplacing } from '../refuse-replacing.ts';

export interface DetectOptions extends DetectorOptions, PictureInputOptions {
  readonly output?: string | undefined;
  readonly json?: string | undefined;
  readonly scoreThreshold?: number | undefined;
  readonly max?: number | undefined;
  readonly format: 'table' | 'json';
}

/** What is shown to people where no threshold is given; results files have everything. */
const shownFrom = 0.3;

export async function detect(reference: string, options: DetectOptions): Promise<number> {
  const inputs = pictureInputs(options);
  if (options.json === '-' && options.format === 'json')
    throw new UsageError('error: --json - and --format json both write to stdout');
  if (options.output !== undefined && !inputs.files)
    throw new UsageError('error: -o draws on pictures; --input-tensor has none');
  const drawn = options.output === undefined ? undefined : annotatedFiles(options.output, inputs.names);
  checkOutputs(reference, inputs, drawn, options);
  const progress = startProgress(options);
  printDiagnostics(inputs.notes, options);
  const { network, names } = await openDetector(reference, options, progress);
  try {
    progress.step(`detecting with ${network.name} on ${network.backend}`);
    const rows = new JsonRows();
    const reports: PictureReport[] = [];
    const results = detectAll(inputs.of(network), inputs.names, {
      scoreThreshold: options.scoreThreshold,
      max: options.max,
      batch: options.batch,
    });
    const use = async (result: PictureDetections<string>): Promise<void> => {
      if (options.json !== undefined) addResults(rows, result, inputs.files, names);
      const shown = result.detections.filter(({ score }) => score >= (options.scoreThreshold ?? shownFrom));
      if (drawn !== undefined) await draw(drawn[result.index]!, result.picture, shown, names);
      reports.push(reportOf(result, shown, names));
    };
    const end = await eachPicture(
      results,
      inputs.names.length,
      { ...options, backend: network.backend },
      progress,
      use,
    );
    progress.done();
    if (end.done === 0) return end.exit;
    if (options.json !== '-') process.stdout.write(summary(network, reports, options));
    if (options.json !== undefined) writeOutput(options.json, rows.text());
    return end.exit;
  } finally {
    await network.dispose();
  }
}

function checkOutputs(
  reference: string,
  { names }: PictureInputs,
  drawn: readonly AnnotatedFile[] = [],
  options: DetectOptions,
): void {
  const { json, inputTensor, weights, labels } = options;
  const outputs = [...drawn.map(({ path }) => ({ option: '-o', path })), { option: '--json', path: json }];
  refuseReplacing(outputs, [...names, inputTensor, weights, labels, ...networkFiles(reference, options)]);
  for (const { path } of outputs) if (path !== undefined) requireWritable(path);
}

function addResults(rows: JsonRows, result: PictureDetections<string>, files: boolean, names: ClassNames): void {
  const id = files ? imageIdOf(result.picture) : result.index;
  for (const row of cocoResults(id, result.geometry, result.detections, names)) rows.add(row);
}

/** The picture is read once more: a batch of them in memory would be large, and reading is quick beside the network. */
async function draw(
  file: AnnotatedFile,
  picture: string,
  detections: readonly Detection[],
  names: ClassNames,
): Promise<void> {
  writeOutput(file.path, await annotatePicture(await decodePicture(picture), detections, names, file.format));
}

function reportOf(
  { picture, geometry, milliseconds }: PictureDetections<string>,
  detections: readonly Detection[],
  names: ClassNames,
): PictureReport {
  return {
    file: picture,
    height: geometry.height,
    width: geometry.width,
    milliseconds,
    detections: detections.map(({ classId, score, box: [y1, x1, y2, x2] }) => ({
      classId,
      label: names.nameOf(classId),
      score: shortestFloat(score),
      box: {
        x: shortestFloat(x1),
        y: shortestFloat(y1),
        width: shortestFloat(x2 - x1),
        height: shortestFloat(y2 - y1),
      },
    })),
  };
}

function summary(
  { name, backend, reason }: Runnable,
  pictures: readonly PictureReport[],
  { format, scoreThreshold = shownFrom }: DetectOptions,
): string {
  if (format === 'json') return `${JSON.stringify({ network: name, backend, reason, pictures }, null, 2)}\n`;
  return `${name} on ${reason}\n${pictureLine(pictures)}\n\n${detectionTable(pictures, scoreThreshold)}`;
}
