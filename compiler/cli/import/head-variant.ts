/**
 * Which head a checkpoint has, and with what settings. A head of more layers than any has is mapped to the checkpoint's
 * names; the layers that are there are counted, and their shapes tell the rest.
 */
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import type { NameDialect } from '../../../runtime/weights/names/dialect-names.ts';
import type { Anchors, ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { namedGraph } from './naming.ts';
import { shapesThrough, specOf, type Setting, type ShapeOf } from './probe.ts';

export interface DetectedHead {
  readonly kind: string;
  readonly classes: number | undefined;
  /** What makes the built-in's head this one. */
  readonly settings: readonly Setting[];
}

type HeadValues = Readonly<Record<string, unknown>>;

interface HeadProbe {
  /** Makes a head with more layers than published ones have. */
  readonly deep: readonly Setting[];
  /** Fields of `head` as the shapes tell them; undefined when the checkpoint hasn't got this head. */
  readonly read: (shapeOf: ShapeOf, head: ResolvedSpec['head']) => HeadValues | undefined;
}

const most = 12;

/** Divisors of the stages' box deltas as the model garden has them: no checkpoint says. */
const cascade = (stages: number): readonly (readonly number[])[] =>
  Array.from({ length: stages }, (_, i) => [10, 10, 5, 5].map((divisor) => divisor * (i + 1)));
const mostStages = 4;

/** How many layers `<prefix>0`, `<prefix>1`… there are. */
function count(shapeOf: ShapeOf, prefix: string): number {
  let layers = 0;
  while (layers < most && shapeOf(`${prefix}${layers}/kernel`) !== undefined) layers++;
  return layers;
}

const widthOf = (shapeOf: ShapeOf, layer: string): number | undefined => shapeOf(`${layer}/kernel`)?.at(-1);

/** Scales of anchors, whose aspect ratios no shape tells: they are the head's own. */
function scalesOf({ aspectRatios }: Anchors, perLocation: number): number | undefined {
  const scales = perLocation / aspectRatios.length;
  return Number.isInteger(scales) && scales > 0 ? scales : undefined;
}

const probes: Readonly<Record<string, HeadProbe>> = {
  retinanet: {
    deep: [{ path: 'head.convs', value: most }],
    read(shapeOf, head) {
      const scores = widthOf(shapeOf, 'class/predict');
      const boxes = widthOf(shapeOf, 'box/predict');
      if (scores === undefined || boxes === undefined) return undefined;
      return {
        classes: Math.round(scores / (boxes / 4)),
        convs: count(shapeOf, 'class/conv'),
        'anchors.scales': head.kind === 'retinanet' ? scalesOf(head.anchors, boxes / 4) : undefined,
        filters: shapeOf('class/predict/kernel')?.at(-2),
      };
    },
  },
  'mask-rcnn': {
    deep: [
      ...['rpn.convs', 'box.convs', 'mask.convs', 'box.denseLayers'].map((field) => ({
        path: `head.${field}`,
        value: most,
      })),
      { path: 'head.box.weights', value: cascade(mostStages) },
      { path: 'head.box.classAgnostic', value: true },
      { path: 'head.box.ensemble', value: true },
    ],
    read(shapeOf, head) {
      const classes = widthOf(shapeOf, 'box_head/class');
      const rpn = widthOf(shapeOf, 'rpn/class');
      if (classes === undefined || rpn === undefined) return undefined;
      const masks = widthOf(shapeOf, 'mask_head/logits');
      let stages = 1;
      while (stages < mostStages && shapeOf(`box_head${stages}/class/kernel`) !== undefined) stages++;
      return {
        classes,
        'rpn.convs': count(shapeOf, 'rpn/conv'),
        'rpn.anchors.scales': head.kind === 'mask-rcnn' ? scalesOf(head.rpn.anchors, rpn) : undefined,
        'rpn.filters': shapeOf('rpn/class/kernel')?.at(-2),
        'box.convs': count(shapeOf, 'box_head/conv'),
        'box.filters': widthOf(shapeOf, 'box_head/conv0'),
        'box.denseLayers': count(shapeOf, 'box_head/dense'),
        'box.denseUnits': shapeOf('box_head/class/kernel')?.at(-2),
        'box.weights': stages > 1 ? cascade(stages) : undefined,
        // As the published cascades are evaluated.
        'box.ensemble': stages > 1 ? true : undefined,
        'box.classAgnostic': widthOf(shapeOf, 'box_head/box') === 4 && classes > 1,
        'mask.enabled': masks !== undefined,
        'mask.convs': masks === undefined ? undefined : count(shapeOf, 'mask_head/conv'),
        'mask.filters': shapeOf('mask_head/logits/kernel')?.at(-2),
        'mask.classAgnostic': masks === undefined ? undefined : masks === 1 && classes > 1,
      };
    },
  },
  classification: {
    deep: [],
    read(shapeOf) {
      const classes = widthOf(shapeOf, 'logits');
      return classes === undefined ? undefined : { classes };
    },
  },
};

/** @param set what the backbone is made of. */
export function headOf(
  checkpoint: Checkpoint,
  dialect: NameDialect,
  builtin: string,
  set: readonly Setting[],
): DetectedHead | undefined {
  const base = specOf(builtin, { set });
  for (const kind of Object.keys(base?.heads ?? {})) {
    const probe = probes[kind];
    if (base === undefined || probe === undefined) continue;
    const { height, width } = base.input;
    // A head's own size may be one that the dialect can't take: names are the same at the backbone's.
    const ownSize = specOf(builtin, { head: kind, set });
    const sized =
      ownSize === undefined
        ? [...set, { path: 'input.height', value: height }, { path: 'input.width', value: width }]
        : set;
    for (const own of [[], [{ path: 'head.separable', value: true }]]) {
      const head = specOf(builtin, { head: kind, set: sized })?.head;
      const deep = specOf(builtin, { head: kind, set: [...sized, ...probe.deep, ...own] });
      if (head === undefined || deep === undefined) continue;
      const values = probe.read(shapesThrough(checkpoint, namedGraph(deep, dialect).names), head);
      if (values === undefined) continue;
      const classes = typeof values['classes'] === 'number' ? values['classes'] : undefined;
      return { kind, classes, settings: [...sized.slice(set.length), ...own, ...changed(head, values)] };
    }
  }
  return undefined;
}

/** Settings for what differs from the head's own. */
function changed(head: ResolvedSpec['head'], values: HeadValues): readonly Setting[] {
  return Object.entries(values).flatMap(([path, value]) => {
    const own = path
      .split('.')
      .reduce<unknown>((node, key) => (node as Readonly<Record<string, unknown>> | undefined)?.[key], head);
    return value === undefined || value === own ? [] : [{ path: `head.${path}`, value }];
  });
}
