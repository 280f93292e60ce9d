/** Networks that detect, and the names of what they detect: for `detect` and `eval`. */
import { cocoClassNames, type ClassNames } from '../../runtime/detection/class-names.ts';
import { givesDetections } from '../../runtime/detection/read-detections.ts';
import { diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import { readClassNames } from './labels.ts';
import { openRunnable, type Runnable, type RunnableOptions } from './network.ts';
import type { Progress } from './progress.ts';

export interface DetectorOptions extends RunnableOptions {
  readonly labels?: string | undefined;
  readonly batch?: number | undefined;
}

/** @throws DiagnosticError SPN6030 when the network does not detect, SPN7022 (labels), and what opening throws. */
export async function openDetector(
  reference: string,
  options: DetectorOptions,
  progress: Progress,
): Promise<{ network: Runnable; names: ClassNames }> {
  const network = await openRunnable(reference, { ...options, defaultHead: 'retinanet', detections: true }, progress);
  try {
    requireDetections(network);
    const { labels } = options;
    const { classCount } = network;
    const names = labels === undefined ? cocoClassNames(classCount) : readClassNames(labels, classCount);
    return { network, names };
  } catch (error) {
    await network.dispose();
    throw error;
  }
}

/** Before any picture is looked at. */
function requireDetections({ name, outputNames }: Runnable): void {
  if (givesDetections(outputNames)) return;
  const few = outputNames.slice(0, 12).join(', ');
  const head = outputNames.some((output) => /^(class|box|rpn_class)/.test(output));
  throw new DiagnosticError(
    diagnostic('SPN6030', `${name} gives ${few}${outputNames.length > 12 ? ', …' : ''}: no detections`, {
      suggestion: outputNames.includes('logits')
        ? 'it classifies pictures: `spinec classify`'
        : head
          ? 'compile it again with `--detections`, or give the spec itself with `--head retinanet`'
          : 'give a spec with a head that detects: `--head retinanet`',
    }),
  );
}
