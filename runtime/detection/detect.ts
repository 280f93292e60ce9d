/**
 * Detections on pictures: `detect` for a few of them, `detectAll` for many, one at a time as they are done.
 *
 * ```ts
 * const network = await load('out/spinenet-49');
 * const [street] = await detect(network, 'street.jpg', { scoreThreshold: 0.3 });
 * ```
 */
import type { DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { readDetections, type Detection, type DetectionFilter } from './read-detections.ts';
import { runPictures, type BatchOptions, type PictureDone, type PictureNetwork } from './run-pictures.ts';

export interface DetectOptions extends DetectionFilter, BatchOptions {}

export interface PictureDetections<P> extends Omit<PictureDone<P>, 'outputs'> {
  /** In the network's order, which is by score. */
  readonly detections: readonly Detection[];
}

/**
 * Detections of one picture after the other.
 * @throws DiagnosticError SPN6030 and SPN6032 (outputs), and what the network throws. Pictures that can't be read are
 *   results with a `failure`.
 */
export async function* detectAll<P>(
  network: PictureNetwork<P>,
  pictures: Iterable<P>,
  options: DetectOptions = {},
): AsyncGenerator<
  PictureDetections<P> | { readonly index: number; readonly picture: P; readonly failure: DiagnosticError },
  void,
  void
> {
  for await (const result of runPictures(network, pictures, options)) {
    if (result.failure !== undefined) {
      yield result;
      continue;
    }
    const { outputs, ...rest } = result;
    yield { ...rest, detections: readDetections(outputs, [result.geometry], options)[0] ?? [] };
  }
}

/**
 * Detections on a picture or several.
 * @returns one entry a picture, in their order.
 * @throws DiagnosticError SPN6030 and SPN6032 (outputs), SPN7xxx (pictures), and what the network throws.
 */
export async function detect<P>(
  network: PictureNetwork<P>,
  pictures: P | readonly P[],
  options: DetectOptions = {},
): Promise<readonly PictureDetections<P>[]> {
  const found: PictureDetections<P>[] = [];
  for await (const result of detectAll(network, isList(pictures) ? pictures : [pictures], options)) {
    if (result.failure !== undefined) throw result.failure;
    found.push(result);
  }
  return found;
}

function isList<P>(pictures: P | readonly P[]): pictures is readonly P[] {
  return Array.isArray(pictures);
}
