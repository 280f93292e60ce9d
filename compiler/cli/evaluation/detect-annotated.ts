/** A network on every annotated picture: detections that are evaluated as if they came from a file. */
import { existsSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import type { Annotations } from '../../../runtime/coco/annotations.ts';
import type { CocoResult } from '../../../runtime/coco/results.ts';
import { cocoResults } from '../../../runtime/detection/coco-results.ts';
import { detectAll } from '../../../runtime/detection/detect.ts';
import { diagnostic, DiagnosticError, type Note } from '../../diagnostics/diagnostic.ts';
import { openDetector, type DetectorOptions } from '../detector.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { interruptible } from '../network.ts';
import { pictureNetwork } from '../picture-inputs.ts';
import type { Progress } from '../progress.ts';
import { breathe } from '../signals.ts';

export interface PictureOptions extends DetectorOptions {
  readonly images?: string | undefined;
}

/**
 * Detections of all pictures, by the order of their ids. One that can't be read ends it: figures without it would be wrong.
 * @param paths of the pictures, in that order.
 * @throws DiagnosticError SPN7xxx (pictures), and what the network throws.
 */
export async function detectAnnotated(
  reference: string,
  annotations: Annotations,
  paths: readonly string[],
  options: PictureOptions,
  progress: Progress,
): Promise<{ readonly name: string; readonly source: readonly CocoResult[] }> {
  const { network, names } = await openDetector(reference, options, progress);
  try {
    const source: CocoResult[] = [];
    await interruptible(network.backend, async () => {
      for await (const result of detectAll(pictureNetwork(network), paths, { batch: options.batch })) {
        if (result.failure !== undefined) throw result.failure;
        printDiagnostics(result.notes, options);
        const id = annotations.images.ids[result.index]!;
        source.push(...cocoResults(id, result.geometry, result.detections, names));
        progress.step(`detecting on ${network.backend}`, `${result.index + 1} of ${paths.length} pictures`);
        await breathe();
      }
    });
    return { name: network.name, source };
  } finally {
    await network.dispose();
  }
}

/** Where the pictures are, by ascending id. @throws DiagnosticError SPN7115 (files that are not there). */
export function annotatedPictures({ images, text }: Annotations, folder: string): readonly string[] {
  const problems: Note[] = [];
  const paths = images.files.map((file, index) => {
    const inside = normalize(file);
    const outside = isAbsolute(inside) || /^\.\.(?:[/\\]|$)/.test(inside);
    const path = join(folder, inside);
    const who = `picture ${images.ids[index]!}`;
    if (file === '') problems.push({ message: `${who} has no file_name` });
    else if (outside) problems.push({ message: `${who} is ${JSON.stringify(file)}, which leads out of the folder` });
    else if (!existsSync(path)) problems.push({ message: `${who}: there is no ${path}` });
    return path;
  });
  if (problems.length === 0) return paths;
  const message = `${text.name}: ${problems.length} of ${paths.length} pictures are not in ${folder}`;
  throw new DiagnosticError(diagnostic('SPN7115', message, { notes: problems.slice(0, 5) }));
}
