/**
 * Specs written in TypeScript: `spinec/dsl`. The result is the same tree that texts give, without positions, so messages
 * name a path (`blocks[3].inputs[1]`) instead of a line.
 *
 * Types here guide the author; what a spec may say is decided by the schema, for all three ways of writing one.
 */
import type { SpecAst } from './ast.ts';
import { fromPlain } from './plain.ts';

export type BlockKind = 'bottleneck' | 'residual' | 'mbconv';
export type Activation = 'relu' | 'swish' | 'hard-swish';

/** One block. Whole, it has level, kind and inputs; with `extends`, an id and the fields to change are enough. */
export interface BlockSpec {
  /** Its name; without one, `b` and its index, counting on from the stem. */
  readonly id?: string | undefined;
  /** Features at 1/2^level of the input's resolution. */
  readonly level?: number | undefined;
  readonly kind?: BlockKind | undefined;
  /** The two parents: ids of earlier blocks, or absolute indices, the stem's blocks included. */
  readonly inputs?: readonly (string | number)[] | undefined;
  /** Whether the block is the network's output of its level. */
  readonly output?: boolean | undefined;
  /** Filters f after scaling, instead of `int(baseFilters[level] · scale.filters)`. */
  readonly filters?: number | undefined;
  /** Filters before scaling, instead of `baseFilters[level]`. */
  readonly baseFilters?: number | undefined;
  readonly repeats?: number | undefined;
  readonly activation?: Activation | undefined;
}

/** A block of the stem. */
export interface StemBlockSpec extends Omit<BlockSpec, 'inputs' | 'output'> {
  /** Whether `blocks` may take it; true unless told. */
  readonly feature?: boolean | undefined;
}

export interface AnchorsSpec {
  /** Octave scales per level: sizes 2^(k/scales). */
  readonly scales?: number | undefined;
  readonly aspectRatios?: readonly number[] | undefined;
  /** Side of the smallest anchor of a level, in strides of that level. */
  readonly size?: number | undefined;
  readonly convention?: 'tensorflow' | 'mmdetection' | undefined;
}

/** How deltas become boxes. */
export interface BoxCoderSpec {
  /** Divisors of y, x, height and width. */
  readonly weights?: readonly number[] | undefined;
  /** 1: sides are counted in whole pixels, the last one included. */
  readonly pixelOffset?: number | undefined;
  /** Limits of the logarithms of the sides; null is none. */
  readonly scaleClip?: readonly (number | null)[] | undefined;
  readonly order?: 'yxhw' | 'xywh' | undefined;
}

/** How detections are made of what a head predicts. */
export interface DetectionsSpec {
  readonly nms?: 'greedy' | 'tiled' | 'combined' | undefined;
  readonly preNmsTopK?: number | undefined;
  readonly topKPer?: 'class' | 'level' | undefined;
  readonly scoreThreshold?: number | undefined;
  readonly iouThreshold?: number | undefined;
  readonly maxDetections?: number | undefined;
  readonly classAgnostic?: boolean | undefined;
  /** 0 is hard suppression. */
  readonly softNmsSigma?: number | undefined;
  readonly pixelOffset?: number | undefined;
}

export interface RetinanetSpec {
  /** Classes, the background counted where the dialect counts it. */
  readonly classes?: number | undefined;
  readonly filters?: number | undefined;
  /** Hidden convolutions of each net. */
  readonly convs?: number | undefined;
  readonly norm?: 'per-level' | 'shared' | 'none' | undefined;
  readonly separable?: boolean | undefined;
  readonly anchors?: AnchorsSpec | undefined;
  /** Whether the first class is the background. */
  readonly background?: boolean | undefined;
  readonly boxCoder?: BoxCoderSpec | undefined;
  readonly detections?: DetectionsSpec | undefined;
  readonly network?: NetworkSpec | undefined;
}

/** What the network has together with a head, instead of its own fields. */
export interface NetworkSpec {
  readonly input?: { readonly height?: number | undefined; readonly width?: number | undefined } | undefined;
  readonly norm?: { readonly epsilon?: number | undefined; readonly momentum?: number | undefined } | undefined;
  readonly scale?: { readonly endpointFilters?: number | undefined } | undefined;
}

export interface MaskRcnnSpec {
  /** Classes, the background counted. */
  readonly classes?: number | undefined;
  readonly rpn?:
    | {
        readonly filters?: number | undefined;
        readonly convs?: number | undefined;
        readonly separable?: boolean | undefined;
        readonly anchors?: AnchorsSpec | undefined;
        readonly proposals?:
          | {
              readonly preNmsTopK?: number | undefined;
              readonly iouThreshold?: number | undefined;
              readonly scoreThreshold?: number | undefined;
              readonly minSize?: number | undefined;
              readonly max?: number | undefined;
              readonly nms?: 'tiled' | 'combined' | undefined;
            }
          | undefined;
      }
    | undefined;
  readonly box?:
    | {
        readonly filters?: number | undefined;
        readonly convs?: number | undefined;
        readonly denseLayers?: number | undefined;
        readonly denseUnits?: number | undefined;
        readonly separable?: boolean | undefined;
        readonly classAgnostic?: boolean | undefined;
        readonly cropSize?: number | undefined;
        /** Divisors of y, x, height and width, per stage of a cascade. */
        readonly weights?: readonly (readonly number[])[] | undefined;
        readonly ensemble?: boolean | undefined;
      }
    | undefined;
  readonly mask?:
    | {
        readonly enabled?: boolean | undefined;
        readonly filters?: number | undefined;
        readonly convs?: number | undefined;
        readonly separable?: boolean | undefined;
        readonly classAgnostic?: boolean | undefined;
        readonly cropSize?: number | undefined;
      }
    | undefined;
  readonly boxCoder?: BoxCoderSpec | undefined;
  readonly detections?: DetectionsSpec | undefined;
  readonly network?: NetworkSpec | undefined;
}

export interface ClassificationSpec {
  readonly classes?: number | undefined;
  /** What is averaged over the picture. */
  readonly pool?: 'all' | 'top' | 'backbone' | undefined;
  readonly network?: NetworkSpec | undefined;
}

/** The head a network is compiled with: its kind, and changes of the settings that kind has. */
export type HeadSpec = Omit<RetinanetSpec & MaskRcnnSpec & ClassificationSpec, 'network'> & {
  readonly kind?: 'none' | 'retinanet' | 'mask-rcnn' | 'classification' | undefined;
};

/** A spec; every field has a default or comes from the spec that `extends` names. */
export interface SpecFields {
  readonly $schema?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** The name of a built-in spec or the path of a file. Fields given here win. */
  readonly extends?: string | undefined;
  readonly family?: 'spinenet' | 'spinenet-mobile' | 'eff-spinenet' | 'resnet-fpn' | undefined;
  /** Whose implementation to agree with; sets the defaults of a few other fields. */
  readonly dialect?: 'tpu' | 'garden' | 'torch' | undefined;
  /** Picture size in pixels. */
  readonly input?:
    | {
        readonly height?: number | undefined;
        readonly width?: number | undefined;
        readonly channels?: number | undefined;
      }
    | undefined;
  /** Output levels, one endpoint each. */
  readonly levels?: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined;
  readonly activation?: Activation | undefined;
  readonly norm?: { readonly epsilon?: number | undefined; readonly momentum?: number | undefined } | undefined;
  readonly stem?:
    | {
        readonly kind?: 'spinenet' | 'resnet' | 'mobile' | undefined;
        /** Of the first convolution; scaled in stems of kind mobile. */
        readonly filters?: number | undefined;
        readonly blocks?: readonly StemBlockSpec[] | undefined;
      }
    | undefined;
  /** Level → base filters. */
  readonly baseFilters?: Readonly<Record<number | string, number>> | undefined;
  /** The four fields, or the name of a published scale (`'96'`). */
  readonly scale?:
    | string
    | {
        readonly filters?: number | undefined;
        readonly resampleAlpha?: number | undefined;
        /** For all blocks, or one number per block, the stem's first. */
        readonly repeats?: number | readonly number[] | undefined;
        readonly endpointFilters?: number | undefined;
        /** Filters are rounded to a multiple of this. */
        readonly divisor?: number | undefined;
      }
    | undefined;
  /** Inside of mbconv blocks. */
  readonly mbconv?:
    | {
        readonly expandRatio?: number | undefined;
        readonly kernel?: number | undefined;
        readonly squeezeExcite?:
          | {
              readonly ratio?: number | undefined;
              readonly activation?: Activation | undefined;
              readonly gate?: 'sigmoid' | 'hard-sigmoid' | undefined;
            }
          | undefined;
      }
    | undefined;
  readonly padding?: 'symmetric' | 'same' | undefined;
  readonly poolPadding?: 'symmetric' | 'same' | undefined;
  readonly resample?:
    | { readonly pool?: 'single' | 'repeated' | undefined; readonly fit?: 'resize' | 'width' | 'level' | undefined }
    | undefined;
  readonly endpoints?: { readonly activation?: boolean | undefined } | undefined;
  readonly merge?:
    { readonly unconsumed?: 'add' | 'ignore' | undefined; readonly weighted?: boolean | undefined } | undefined;
  readonly blocks?: readonly BlockSpec[] | undefined;
  /** Settings of the heads this network is published with. */
  readonly heads?:
    | {
        readonly retinanet?: RetinanetSpec | undefined;
        readonly 'mask-rcnn'?: MaskRcnnSpec | undefined;
        readonly classification?: ClassificationSpec | undefined;
      }
    | undefined;
  /** The head the network is compiled with; fields beside `kind` change the settings in `heads`. */
  readonly head?: HeadSpec | undefined;
}

/** A parent of a block: its id, its absolute index, or the block itself. */
export type BlockReference = string | number | { readonly id: string };

/** A block made by `block`; pass it as an input of later ones. */
export interface NamedBlock extends BlockSpec {
  readonly id: string;
  readonly level: number;
  readonly kind: BlockKind;
}

/** What a block may have beyond its place in the network. */
export type BlockOptions = Pick<BlockSpec, 'output' | 'filters' | 'baseFilters' | 'repeats' | 'activation'>;

/**
 * A block of the stem (without `inputs`) or of the network:
 *
 *     const b12 = block('b12', 4, 'bottleneck', [b5, b10], { output: true });
 */
export function block(
  id: string,
  level: number,
  kind: BlockKind,
  inputs?: readonly [BlockReference, BlockReference],
  options: BlockOptions = {},
): NamedBlock {
  const parents = inputs?.map((input) => (typeof input === 'object' ? input.id : input));
  return { id, level, kind, ...(parents === undefined ? {} : { inputs: parents }), ...options };
}

/**
 * A spec as a tree. Throws a DiagnosticError (SPN1080) when a value is nothing JSON could hold, such as NaN; everything
 * else is for `check` to say.
 *
 *     defineSpec({ name: 'wide', extends: 'spinenet-49', scale: { filters: 1.3 } })
 */
export function defineSpec(fields: SpecFields): SpecAst {
  return { syntax: 'builder', root: fromPlain(fields) };
}
