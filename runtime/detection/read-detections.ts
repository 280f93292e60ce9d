/**
 * What a network with detections gives, as things on a picture. The outputs are those of the official exports
 * (`num_detections`, `detection_boxes`, … of the TPU detection code and of the model garden), under the names
 * `num_detections [N]`, `boxes [N,D,4]`, `scores [N,D]`, `classes [N,D]` and, from networks with a mask head,
 * `masks [N,D,h,w]`; rows from `num_detections` on are padding.
 */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { clipBox, scaleBox, type Box, type PictureGeometry } from '../image/placement.ts';

export const detectionOutputs = ['num_detections', 'boxes', 'scores', 'classes'] as const;

/** Probabilities inside a detection's box, row by row. */
export interface MaskProbabilities {
  readonly height: number;
  readonly width: number;
  readonly data: ArrayLike<number>;
  /** What the mask is stretched over: the box as the network gave it, in picture pixels, not clipped to the picture. */
  readonly box: Box;
}

export interface Detection {
  /** As the network counts: see `ClassNames`. */
  readonly classId: number;
  readonly score: number;
  /** In picture pixels, inside the picture. */
  readonly box: Box;
  readonly mask?: MaskProbabilities | undefined;
}

export interface DetectionFilter {
  /** Detections that score less are left out. Default 0. */
  readonly scoreThreshold?: number | undefined;
  /** The most detections of one picture, the best ones. Default: as many as the network gives. */
  readonly max?: number | undefined;
}

/** Whether outputs of these names are detections. */
export function givesDetections(outputNames: readonly string[]): boolean {
  return detectionOutputs.every((name) => outputNames.includes(name));
}

const malformed = (message: string): DiagnosticError => new DiagnosticError(diagnostic('SPN6032', message));

function output(outputs: Readonly<Record<string, Tensor>>, name: string, fits: (dims: readonly number[]) => boolean) {
  const tensor = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
  if (tensor === undefined) {
    const message = `the network gives ${Object.keys(outputs).join(', ')}, and no ${name}`;
    throw new DiagnosticError(
      diagnostic('SPN6030', message, { suggestion: 'choose a head that detects, such as `--head retinanet`' }),
    );
  }
  if (!fits(tensor.dims)) throw malformed(`the output ${name} is [${tensor.dims.join(',')}]`);
  return tensor;
}

/**
 * The detections of each picture of a batch, in the network's order, which is by score.
 * @param geometries how each picture lies in the network's input (`PreparedInput.geometries`).
 * @throws DiagnosticError SPN6030 when there are no detections among the outputs, SPN6032 when they make no sense.
 */
export function readDetections(
  outputs: Readonly<Record<string, Tensor>>,
  geometries: readonly PictureGeometry[],
  filter: DetectionFilter = {},
): readonly (readonly Detection[])[] {
  const n = geometries.length;
  const counts = output(outputs, 'num_detections', (dims) => dims.reduce((a, b) => a * b, 1) === n);
  const boxes = output(outputs, 'boxes', (dims) => dims.length === 3 && dims[0] === n && dims[2] === 4);
  const most = boxes.dims[1]!;
  const perBox = (dims: readonly number[]): boolean => dims.length === 2 && dims[0] === n && dims[1] === most;
  const scores = output(outputs, 'scores', perBox);
  const classes = output(outputs, 'classes', perBox);
  const masks = Object.hasOwn(outputs, 'masks')
    ? output(outputs, 'masks', (dims) => dims.length === 4 && perBox(dims.slice(0, 2)))
    : undefined;
  return geometries.map((geometry, picture) => {
    const found: Detection[] = [];
    const count = Math.min(most, counts.data[picture]!);
    for (let i = picture * most; i < picture * most + count; i++) {
      const score = scores.data[i]!;
      const given: Box = [boxes.data[4 * i]!, boxes.data[4 * i + 1]!, boxes.data[4 * i + 2]!, boxes.data[4 * i + 3]!];
      if (![score, classes.data[i]!, ...given].every(Number.isFinite))
        throw malformed(`detection ${i - picture * most} of picture ${picture} is not made of finite numbers`);
      if (score < (filter.scoreThreshold ?? 0)) continue;
      if (found.length >= (filter.max ?? Infinity)) break;
      const box = scaleBox(given, geometry);
      const mask = masks && { ...maskOf(masks, i), box };
      found.push({ classId: Math.round(classes.data[i]!), score, box: clipBox(box, geometry), mask });
    }
    return found;
  });
}

/** The values of one mask, copied: the batch's are large, and most of them padding. */
function maskOf({ dims, data }: Tensor, index: number): Omit<MaskProbabilities, 'box'> {
  const [, , height = 0, width = 0] = dims;
  const size = height * width;
  return { height, width, data: Float32Array.from({ length: size }, (_, i) => data[index * size + i]!) };
}
