/**
 * A spec with nothing left implicit: what `check --print-resolved` shows and what lowering, analysis and search read.
 * Plain JSON data. Field meanings and defaults are documented once, in `schema/spec.schema.json`.
 */

export type Family = 'spinenet' | 'spinenet-mobile' | 'eff-spinenet' | 'resnet-fpn';
export type DialectName = 'tpu' | 'garden' | 'torch';
export type BlockKind = 'bottleneck' | 'residual' | 'mbconv';
export type Activation = 'relu' | 'swish' | 'hard-swish';
export type GateActivation = 'sigmoid' | 'hard-sigmoid';

/** What a block may have instead of the network's. */
export interface BlockOverrides {
  /** Filters f after scaling, instead of `int(baseFilters[level] · scale.filters)`. */
  readonly filters?: number;
  /** Filters before scaling, instead of `baseFilters[level]`. */
  readonly baseFilters?: number;
  readonly repeats?: number;
  readonly activation?: Activation;
}

export interface ResolvedStemBlock extends BlockOverrides {
  readonly id: string;
  readonly level: number;
  readonly kind: BlockKind;
  /** False for a block that `blocks` can't take. */
  readonly feature?: false;
}

export interface ResolvedBlock extends BlockOverrides {
  readonly id: string;
  readonly level: number;
  readonly kind: BlockKind;
  /** Ids of the two parents, in order. */
  readonly inputs: readonly string[];
  readonly output: boolean;
}

export interface Anchors {
  /** Octave scales per level: sizes 2^(k/scales). */
  readonly scales: number;
  readonly aspectRatios: readonly number[];
  /** Anchor side in strides. */
  readonly size: number;
  /** Whose way of laying them out: what ratios divide, what is outermost, where centres are. */
  readonly convention: 'tensorflow' | 'mmdetection';
}

/** How deltas become boxes. */
export interface BoxCoderSettings {
  /** Of anchors' deltas. */
  readonly weights: BoxWeights;
  readonly pixelOffset: 0 | 1;
  /** Limits of the logarithms; null is none. */
  readonly scaleClip: readonly [low: number | null, high: number | null];
  readonly order: 'yxhw' | 'xywh';
}

/** How detections are made of what a head predicts. */
export interface DetectionSettings {
  readonly nms: 'greedy' | 'tiled' | 'combined';
  readonly preNmsTopK: number;
  readonly topKPer: 'class' | 'level';
  readonly scoreThreshold: number;
  readonly iouThreshold: number;
  readonly maxDetections: number;
  readonly classAgnostic: boolean;
  /** 0 is hard suppression. */
  readonly softNmsSigma: number;
  readonly pixelOffset: 0 | 1;
}

/** What a network has together with a head, instead of its own fields. */
export interface HeadNetwork {
  readonly input?: { readonly height?: number; readonly width?: number };
  readonly norm?: { readonly epsilon?: number; readonly momentum?: number };
  readonly scale?: { readonly endpointFilters?: number };
}

interface HeadSettings {
  readonly classes: number;
  readonly network?: HeadNetwork;
}

export interface RetinanetHead extends HeadSettings {
  readonly filters: number;
  readonly convs: number;
  /** Batch norm after each hidden conv: separate per level (official), shared, or none. */
  readonly norm: 'per-level' | 'shared' | 'none';
  readonly separable: boolean;
  readonly anchors: Anchors;
  /** Whether the first class is the background. */
  readonly background: boolean;
  readonly boxCoder: BoxCoderSettings;
  readonly detections: DetectionSettings;
}

export interface RegionProposals {
  /** Per level. */
  readonly preNmsTopK: number;
  readonly iouThreshold: number;
  readonly scoreThreshold: number;
  /** In pixels. */
  readonly minSize: number;
  readonly max: number;
  readonly nms: 'tiled' | 'combined';
}

/** Divisors of box deltas: y, x, height, width. */
export type BoxWeights = readonly [y: number, x: number, height: number, width: number];

export interface MaskRcnnHead extends HeadSettings {
  readonly rpn: {
    readonly filters: number;
    readonly convs: number;
    readonly separable: boolean;
    readonly anchors: Anchors;
    readonly proposals: RegionProposals;
  };
  readonly box: {
    readonly filters: number;
    readonly convs: number;
    readonly denseLayers: number;
    readonly denseUnits: number;
    readonly separable: boolean;
    readonly classAgnostic: boolean;
    readonly cropSize: number;
    /** One entry per stage: more than one is a cascade. */
    readonly weights: readonly BoxWeights[];
    readonly ensemble: boolean;
  };
  readonly mask: {
    readonly enabled: boolean;
    readonly filters: number;
    readonly convs: number;
    readonly separable: boolean;
    readonly classAgnostic: boolean;
    readonly cropSize: number;
  };
  readonly boxCoder: BoxCoderSettings;
  readonly detections: DetectionSettings;
}

export interface ClassificationHead extends HeadSettings {
  /** Mean of all levels at the finest one's size, the coarsest level, or the stem's last block. */
  readonly pool: 'all' | 'top' | 'backbone';
}

/** Settings by kind of head. */
export interface ResolvedHeads {
  readonly retinanet: RetinanetHead;
  readonly 'mask-rcnn': MaskRcnnHead;
  readonly classification: ClassificationHead;
}

/** Kinds of heads that have settings. */
export type HeadKind = keyof ResolvedHeads;

export type ResolvedHead =
  { readonly kind: 'none' } | { [K in HeadKind]: { readonly kind: K } & Omit<ResolvedHeads[K], 'network'> }[HeadKind];

export interface ResolvedSpec {
  readonly name: string;
  readonly family: Family;
  readonly dialect: DialectName;
  readonly input: { readonly height: number; readonly width: number; readonly channels: number };
  readonly levels: { readonly min: number; readonly max: number };
  readonly activation: Activation;
  readonly norm: { readonly epsilon: number; readonly momentum: number };
  readonly stem: {
    /**
     * `spinenet`: all blocks on level 2; `resnet`: a chain whose level stays or rises by one from block to block; `mobile`:
     * such a chain without a pool before it, from level 1 on.
     */
    readonly kind: 'spinenet' | 'resnet' | 'mobile';
    readonly filters: number;
    readonly blocks: readonly ResolvedStemBlock[];
  };
  /** Level → base filters. */
  readonly baseFilters: Readonly<Record<string, number>>;
  readonly scale: {
    readonly filters: number;
    readonly resampleAlpha: number;
    /** For every group, or one number per group: stem blocks first, then `blocks`. */
    readonly repeats: number | readonly number[];
    readonly endpointFilters: number;
    /** Scaled filters are rounded to a multiple of this; without it they are cut off. */
    readonly divisor?: number;
  };
  /** Inside of mbconv blocks, in families that have them. */
  readonly mbconv?: {
    readonly expandRatio: number;
    readonly kernel: number;
    readonly squeezeExcite: {
      /** Of the block's input channels; 0 is none. */
      readonly ratio: number;
      readonly activation: Activation;
      readonly gate: GateActivation;
    };
  };
  /** Of strided convolutions: (k−1)//2 before and the rest after whatever the size, or TensorFlow's SAME. */
  readonly padding: 'symmetric' | 'same';
  /** Of max-pools; both TensorFlow codes pool with SAME, also where their convolutions are padded symmetrically. */
  readonly poolPadding: 'symmetric' | 'same';
  readonly resample: {
    readonly pool: 'single' | 'repeated';
    /**
     * What strides and factors come from, and what happens when they don't give the target's size: `resize` takes widths
     * and ends in a native nearest resize (tpu), `width` takes widths and has to fit (garden), `level` takes the
     * difference of levels and has to fit (torch).
     */
    readonly fit: 'resize' | 'width' | 'level';
  };
  readonly endpoints: { readonly activation: boolean };
  readonly merge: { readonly unconsumed: 'add' | 'ignore'; readonly weighted: boolean };
  readonly blocks: readonly ResolvedBlock[];
  readonly heads: ResolvedHeads;
  readonly head: ResolvedHead;
}
