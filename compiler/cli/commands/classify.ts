/** `spinec classify`: what is on pictures, the most probable classes first. */
import { numberedClasses, type ClassNames } from '../../../runtime/detection/class-names.ts';
import { topClasses } from '../../../runtime/detection/classify.ts';
import { givesDetections } from '../../../runtime/detection/read-detections.ts';
import { runPictures, type PictureDone } from '../../../runtime/detection/run-pictures.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { UsageError } from '../files.ts';
import { readClassNames } from '../labels.ts';
import { networkFiles, openRunnable, type Runnable, type RunnableOptions } from '../network.ts';
import { requireWritable, writeOutput } from '../output.ts';
import { pictureInputs, type PictureInputOptions } from '../picture-inputs.ts';
import { eachPicture } from '../picture-loop.ts';
import { classTable, pictureLine, type ClassReport } from '../picture-report.ts';
import { startProgress } from '../progress.ts';
import { refuseReplacing } from '../refuse-replacing.ts';

export interface ClassifyOptions extends RunnableOptions, PictureInputOptions {
  readonly json?: string | undefined;
  readonly top: number;
  readonly batch?: number | undefined;
  readonly labels?: string | undefined;
  readonly format: 'table' | 'json';
}

export async function classify(reference: string, options: ClassifyOptions): Promise<number> {
  const inputs = pictureInputs(options);
  if (options.json === '-' && options.format === 'json')
    throw new UsageError('error: --json - and --format json both write to stdout');
  const { json, inputTensor, weights, labels } = options;
  const read = [...inputs.names, inputTensor, weights, labels, ...networkFiles(reference, options)];
  refuseReplacing([{ option: '--json', path: json }], read);
  if (json !== undefined) requireWritable(json);
  const progress = startProgress(options);
  printDiagnostics(inputs.notes, options);
  const network = await openRunnable(reference, { ...options, defaultHead: 'classification' }, progress);
  try {
    requireLogits(network);
    progress.step(`classifying with ${network.name} on ${network.backend}`);
    const reports: ClassReport[] = [];
    let names: ClassNames | undefined;
    const use = (result: PictureDone<string>): void => {
      names ??= namesOf(result, labels);
      reports.push(reportOf(result, options.top, names));
    };
    const end = await eachPicture(
      runPictures(inputs.of(network), inputs.names, { batch: options.batch }),
      inputs.names.length,
      { ...options, backend: network.backend },
      progress,
      use,
    );
    progress.done();
    if (end.done === 0) return end.exit;
    if (json !== '-') process.stdout.write(summary(network, reports, options));
    if (json !== undefined) writeOutput(json, `${JSON.stringify(reports, null, 2)}\n`);
    return end.exit;
  } finally {
    await network.dispose();
  }
}

/** Before any picture is looked at. */
function requireLogits({ name, outputNames }: Runnable): void {
  if (outputNames.includes('logits')) return;
  const few = outputNames.slice(0, 12).join(', ');
  throw new DiagnosticError(
    diagnostic('SPN6031', `${name} gives ${few}${outputNames.length > 12 ? ', …' : ''}: no logits`, {
      suggestion: givesDetections(outputNames)
        ? 'it detects things on pictures: `spinec detect`'
        : 'give a spec with a classification head: `--head classification`',
    }),
  );
}

/** How many classes there are is seen in what the network gives; whether one is the background follows from the names. */
function namesOf({ outputs }: PictureDone<string>, labels: string | undefined): ClassNames {
  const classes = outputs['logits']?.dims.at(-1);
  return labels === undefined ? numberedClasses : readClassNames(labels, { classes, background: true });
}

function reportOf(result: PictureDone<string>, top: number, names: ClassNames): ClassReport {
  const { picture, geometry, milliseconds, outputs } = result;
  const classes = topClasses(outputs, top).map((one) => ({ ...one, label: names.nameOf(one.classId) }));
  return { file: picture, height: geometry.height, width: geometry.width, milliseconds, classes };
}

function summary(
  { name, backend, reason }: Runnable,
  pictures: readonly ClassReport[],
  { format }: ClassifyOptions,
): string {
  if (format === 'json') return `${JSON.stringify({ network: name, backend, reason, pictures }, null, 2)}\n`;
  return `${name} on ${reason}\n${pictureLine(pictures)}\n\n${classTable(pictures)}`;
}
