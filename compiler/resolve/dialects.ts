/**
 * The implementations that compiled networks agree with, as data: what each does where the paper leaves a choice. A dialect
 * sets defaults of fields and is not looked at again; every one of these fields can be given by a spec.
 *
 *  tpu     tensorflow/tpu, models/official/detection/modeling/architecture/spinenet.py
 *  garden  tensorflow/models, official/vision/modeling/backbones/spinenet.py
 *  torch   the mmdetection ports
 */
import type {
  Activation,
  Anchors,
  BoxCoderSettings,
  DetectionSettings,
  DialectName,
  GateActivation,
  ResolvedSpec,
} from './resolved-spec.ts';

export interface Dialect {
  readonly padding: ResolvedSpec['padding'];
  readonly poolPadding: ResolvedSpec['poolPadding'];
  readonly pool: ResolvedSpec['resample']['pool'];
  readonly fit: ResolvedSpec['resample']['fit'];
  /** Whether endpoints are activated. */
  readonly endpointActivation: boolean;
  /** COCO with the background class (ids go up to 90), or its 80 classes alone. */
  readonly classes: number;
  /** Mask R-CNN always counts the background. */
  readonly regionClasses: number;
  /** ImageNet's, with the background class in TensorFlow. */
  readonly imageClasses: number;
  readonly classificationPool: 'all' | 'top';
  /** Middle and gate of squeeze-excite. */
  readonly squeezeExcite: { readonly activation: Activation; readonly gate: GateActivation };
  /** Order of the anchors in a head's channels. */
  readonly aspectRatios: readonly number[];
  readonly anchorConvention: Anchors['convention'];
  /** Whether the first class of a dense head is the background. */
  readonly background: boolean;
  readonly boxCoder: Omit<BoxCoderSettings, 'weights'>;
  /** Post-processing of the official configurations. */
  readonly detections: Pick<DetectionSettings, 'nms' | 'preNmsTopK' | 'topKPer' | 'pixelOffset'>;
  /** Of Mask R-CNN. */
  readonly regionPreNmsTopK: number;
  /** Whether the implementation has weighted fusion at all. */
  readonly weightedMerge: boolean;
  /** What the implementation makes of an output block outside the output levels: it stops, or leaves the output unused. */
  readonly outputOutsideLevels: 'refused' | 'unused';
}

/** Boxes grow at most from 16 pixels to 1000. */
const growth = Math.log(1000 / 16);

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  tpu: {
    padding: 'symmetric',
    poolPadding: 'same',
    pool: 'single',
    fit: 'resize',
    endpointActivation: true,
    classes: 91,
    regionClasses: 91,
    imageClasses: 1001,
    classificationPool: 'all',
    squeezeExcite: { activation: 'swish', gate: 'sigmoid' },
    aspectRatios: [1, 2, 0.5],
    anchorConvention: 'tensorflow',
    background: true,
    boxCoder: { pixelOffset: 1, scaleClip: [null, growth], order: 'yxhw' },
    detections: { nms: 'greedy', preNmsTopK: 5000, topKPer: 'class', pixelOffset: 0 },
    regionPreNmsTopK: 1000,
    weightedMerge: false,
    outputOutsideLevels: 'refused',
  },
  garden: {
    padding: 'same',
    poolPadding: 'same',
    pool: 'repeated',
    fit: 'width',
    endpointActivation: true,
    classes: 91,
    regionClasses: 91,
    imageClasses: 1001,
    classificationPool: 'top',
    squeezeExcite: { activation: 'relu', gate: 'hard-sigmoid' },
    aspectRatios: [0.5, 1, 2],
    anchorConvention: 'tensorflow',
    background: true,
    boxCoder: { pixelOffset: 0, scaleClip: [null, growth], order: 'yxhw' },
    detections: { nms: 'tiled', preNmsTopK: 5000, topKPer: 'class', pixelOffset: 0 },
    regionPreNmsTopK: 5000,
    weightedMerge: true,
    outputOutsideLevels: 'unused',
  },
  torch: {
    padding: 'symmetric',
    poolPadding: 'symmetric',
    pool: 'single',
    fit: 'level',
    endpointActivation: false,
    classes: 80,
    regionClasses: 81,
    imageClasses: 1000,
    classificationPool: 'all',
    squeezeExcite: { activation: 'swish', gate: 'sigmoid' },
    aspectRatios: [0.5, 1, 2],
    anchorConvention: 'mmdetection',
    background: false,
    boxCoder: { pixelOffset: 1, scaleClip: [-growth, growth], order: 'xywh' },
    detections: { nms: 'greedy', preNmsTopK: 1000, topKPer: 'level', pixelOffset: 1 },
    regionPreNmsTopK: 1000,
    weightedMerge: false,
    outputOutsideLevels: 'unused',
  },
};
