/** Pictures that a network is calibrated on: prepared one at a time, as often as they are needed. */
import { preparePictures } from '../../../runtime/image/prepare.ts';
import type { PreprocessOptions } from '../../../runtime/image/preprocess.ts';
import { pictureSize } from '../../../runtime/network.ts';
import { noiseInputs, type CalibrationInputs } from '../../../runtime/quantize/inputs.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { Dim } from '../../ir/tensor-type.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { UsageError } from '../files.ts';
import type { CommonOptions } from '../options.ts';
import { pictureInputs } from '../picture-inputs.ts';
import { breathe } from '../signals.ts';

export interface CalibrationOptions extends CommonOptions {
  readonly images?: string | undefined;
  /** Pictures at most; default: 128. */
  readonly limit?: number | undefined;
  readonly noise?: number | undefined;
}

export interface Calibration {
  readonly kind: 'pictures' | 'noise';
  readonly inputs: CalibrationInputs;
  /** Inputs at most. */
  readonly count: number;
  /** Pictures that could not be read, found while they are. */
  readonly failed: ReadonlySet<string>;
}

/** The pictures that are asked for, whether they can be read or not. @throws DiagnosticError SPN7021. */
export function calibrationFiles({ images }: CalibrationOptions): readonly string[] {
  return images === undefined ? [] : pictureInputs({ images }).names;
}

/** @throws UsageError with two sources of inputs; without one unless `optional`; with a limit of what there is none of. */
export function requireCalibration({ images, noise, limit }: CalibrationOptions, optional: boolean): void {
  if (images !== undefined && noise !== undefined)
    throw new UsageError('error: --images and --noise are two sources of inputs; give one');
  if (!optional && images === undefined && noise === undefined)
    throw new UsageError(
      'error: give a folder of pictures to calibrate on with --images; --noise N shows the speed, not the quality',
    );
  if (images === undefined && limit !== undefined)
    throw new UsageError('error: --limit is for the pictures of --images; --noise says itself how many inputs');
}

/**
 * Undefined where there is no source of inputs.
 * @param onPicture told what is read next.
 * @throws DiagnosticError SPN7021, SPN7007.
 */
export function openCalibration(
  options: CalibrationOptions,
  shape: readonly Dim[],
  preparing: PreprocessOptions,
  onPicture: (text: string) => void,
): Calibration | undefined {
  const { images, noise: count } = options;
  if (images === undefined) {
    if (count === undefined) return undefined;
    const message = 'calibrated on noise: the ranges are not those of pictures';
    printDiagnostics([diagnostic('SPN4913', message, { suggestion: 'give pictures with `--images`' })], options);
    return { kind: 'noise', inputs: noiseInputs(shape, count), count, failed: new Set() };
  }
  const { names, notes } = pictureInputs({ images });
  printDiagnostics(notes, options);
  return folderCalibration(spread(names, options.limit ?? 128), pictureSize(shape), preparing, options, onPicture);
}

/** So many of a list, evenly spaced: folders are often sorted by what is on the pictures. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}

function folderCalibration(
  files: readonly string[],
  size: { readonly height: number; readonly width: number },
  preparing: PreprocessOptions,
  options: CommonOptions,
  onPicture: (text: string) => void,
): Calibration {
  const failed = new Set<string>();
  const inputs: CalibrationInputs = async function* (most = files.length) {
    const wanted = spread(
      files.filter((file) => !failed.has(file)),
      most,
    );
    let read = 0;
    for (const [index, file] of wanted.entries()) {
      onPicture(`picture ${index + 1} of ${wanted.length}`);
      try {
        const { tensor } = await preparePictures([file], size, preparing);
        read++;
        yield tensor;
      } catch (error) {
        if (!(error instanceof DiagnosticError) || failed.has(file)) throw error;
        failed.add(file);
        printDiagnostics(error.diagnostics, options);
      }
      await breathe();
    }
    if (read === 0) throw new DiagnosticError(diagnostic('SPN7021', 'none of the pictures can be read'));
  };
  return { kind: 'pictures', inputs, count: files.length, failed };
}
