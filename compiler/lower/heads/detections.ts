/** What heads that detect share: the size of the picture inside the input, settings as attributes of ops, the outputs. */
import type { ValueId } from '../../ir/graph.ts';
import { tensorType } from '../../ir/tensor-type.ts';
import type { BoxCoder, SuppressionSettings } from '../../ops/detection/settings.ts';
import type { BoxCoderSettings, DetectionSettings } from '../../resolve/resolved-spec.ts';
import type { Network } from '../network.ts';

/** The input `image_shape` `[N,2]`: height and width of the picture that the padded input holds; all of it unless told. */
export function imageShape({ graph, spec }: Network): ValueId {
  const name = 'image_shape';
  if (graph.has(name)) return name;
  return graph.input(name, tensorType('f32', ['N', 2]), [spec.input.height, spec.input.width]);
}

export function boxCoder(settings: BoxCoderSettings, weights: readonly number[] = settings.weights): BoxCoder {
  const [low, high] = settings.scaleClip;
  const scaleClip = [low ?? -Infinity, high ?? Infinity];
  return { weights, pixelOffset: settings.pixelOffset, scaleClip, order: settings.order };
}

export function suppression({ nms, ...settings }: DetectionSettings): SuppressionSettings {
  return { algorithm: nms, ...settings };
}

/** Outputs by name, of rows `[N,D,6]`. */
export function detectionOutputs({ graph }: Network, rows: ValueId): Map<string, ValueId> {
  const fields = { num_detections: 'count', boxes: 'boxes', scores: 'scores', classes: 'classes' } as const;
  return new Map(
    Object.entries(fields).map(([name, field]) => [
      name,
      graph.op(`${rows}/${name}`, 'detection-field', [rows], { field }),
    ]),
  );
}
