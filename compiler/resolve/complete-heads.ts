/** Settings of heads with every default filled in: those that `spec.schema.json` documents, and the dialect's. */
import type {
  Anchors as AnchorFields,
  BoxCoder,
  Classification,
  Detections,
  MaskRcnn,
  Retinanet,
  Spec,
} from '../schema/spec-types.generated.ts';
import type { Dialect } from './dialects.ts';
import type {
  Anchors,
  BoxCoderSettings,
  BoxWeights,
  ClassificationHead,
  DetectionSettings,
  HeadKind,
  MaskRcnnHead,
  ResolvedHead,
  ResolvedHeads,
  RetinanetHead,
} from './resolved-spec.ts';

/** Settings of every kind of head, and the one that is chosen: its settings, changed by the fields of `head` itself. */
export function completeHeads(
  spec: Spec,
  dialect: Dialect,
): { readonly heads: ResolvedHeads; readonly head: ResolvedHead } {
  const backbonePool = spec.family === 'resnet-fpn';
  const heads: ResolvedHeads = {
    retinanet: completeRetinanet(spec.heads?.retinanet ?? {}, dialect),
    'mask-rcnn': completeMaskRcnn(spec.heads?.['mask-rcnn'] ?? {}, dialect),
    classification: completeClassification(spec.heads?.classification ?? {}, dialect, backbonePool),
  };
  const { kind = 'none', ...own } = spec.head ?? {};
  switch (kind) {
    case 'none':
      return { heads, head: { kind } };
    case 'retinanet':
      return { heads, head: chosen(kind, completeRetinanet(overlaid(spec.heads?.retinanet, own), dialect)) };
    case 'mask-rcnn':
      return { heads, head: chosen(kind, completeMaskRcnn(overlaid(spec.heads?.['mask-rcnn'], own), dialect)) };
    case 'classification': {
      const fields = overlaid(spec.heads?.classification, own);
      return { heads, head: chosen(kind, completeClassification(fields, dialect, backbonePool)) };
    }
  }
}

/** A kind's settings as the head of a network, of which they have become part. */
export function chosen<K extends HeadKind>(kind: K, settings: ResolvedHeads[K]): ResolvedHead {
  const head = Object.fromEntries(Object.entries(settings).filter(([field]) => field !== 'network'));
  return { kind, ...head } as unknown as ResolvedHead;
}

type Fields = Readonly<Record<string, unknown>>;

/** Objects field by field, everything else replaced. */
function overlaid<T extends object>(base: T | undefined, over: object): T {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = merged[key];
    merged[key] = isFields(old) && isFields(value) ? overlaid(old, value) : value;
  }
  return merged as T;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function completeRetinanet(fields: Retinanet, dialect: Dialect): RetinanetHead {
  return {
    classes: fields.classes ?? dialect.classes,
    filters: fields.filters ?? 256,
    convs: fields.convs ?? 4,
    norm: fields.norm ?? 'per-level',
    separable: fields.separable ?? false,
    anchors: completeAnchors(fields.anchors ?? {}, 3, dialect),
    background: fields.background ?? dialect.background,
    boxCoder: completeBoxCoder(fields.boxCoder ?? {}, dialect),
    detections: completeDetections(fields.detections ?? {}, dialect.detections),
    ...completeNetwork(fields),
  };
}

function completeMaskRcnn({ rpn = {}, box = {}, mask = {}, ...fields }: MaskRcnn, dialect: Dialect): MaskRcnnHead {
  const proposals = rpn.proposals ?? {};
  return {
    classes: fields.classes ?? dialect.regionClasses,
    rpn: {
      filters: rpn.filters ?? 256,
      convs: rpn.convs ?? 1,
      separable: rpn.separable ?? false,
      anchors: completeAnchors(rpn.anchors ?? {}, 1, dialect),
      proposals: {
        preNmsTopK: proposals.preNmsTopK ?? 1000,
        iouThreshold: proposals.iouThreshold ?? 0.7,
        scoreThreshold: proposals.scoreThreshold ?? 0,
        minSize: proposals.minSize ?? 0,
        max: proposals.max ?? 1000,
        nms: proposals.nms ?? 'tiled',
      },
    },
    box: {
      filters: box.filters ?? 256,
      convs: box.convs ?? 4,
      denseLayers: box.denseLayers ?? 1,
      denseUnits: box.denseUnits ?? 1024,
      separable: box.separable ?? false,
      classAgnostic: box.classAgnostic ?? false,
      cropSize: box.cropSize ?? 7,
      weights: (box.weights ?? [[10, 10, 5, 5]]) as unknown as MaskRcnnHead['box']['weights'],
      ensemble: box.ensemble ?? false,
    },
    mask: {
      enabled: mask.enabled ?? true,
      filters: mask.filters ?? 256,
      convs: mask.convs ?? 4,
      separable: mask.separable ?? false,
      classAgnostic: mask.classAgnostic ?? false,
      cropSize: mask.cropSize ?? 14,
    },
    boxCoder: completeBoxCoder(fields.boxCoder ?? {}, dialect),
    detections: completeDetections(fields.detections ?? {}, {
      ...dialect.detections,
      preNmsTopK: dialect.regionPreNmsTopK,
      topKPer: 'class',
    }),
    ...completeNetwork(fields),
  };
}

function completeClassification(fields: Classification, dialect: Dialect, backbonePool: boolean): ClassificationHead {
  return {
    classes: fields.classes ?? dialect.imageClasses,
    pool: fields.pool ?? (backbonePool ? 'backbone' : dialect.classificationPool),
    ...completeNetwork(fields),
  };
}

function completeAnchors(fields: AnchorFields, scales: number, dialect: Dialect): Anchors {
  return {
    scales: fields.scales ?? scales,
    aspectRatios: [...(fields.aspectRatios ?? dialect.aspectRatios)],
    size: fields.size ?? 3,
    convention: fields.convention ?? dialect.anchorConvention,
  };
}

function completeBoxCoder(fields: BoxCoder, { boxCoder }: Dialect): BoxCoderSettings {
  return {
    weights: (fields.weights ?? [1, 1, 1, 1]) as unknown as BoxWeights,
    pixelOffset: fields.pixelOffset === undefined ? boxCoder.pixelOffset : fields.pixelOffset === 1 ? 1 : 0,
    scaleClip: (fields.scaleClip ?? boxCoder.scaleClip) as BoxCoderSettings['scaleClip'],
    order: fields.order ?? boxCoder.order,
  };
}

function completeDetections(fields: Detections, defaults: Dialect['detections']): DetectionSettings {
  return {
    nms: fields.nms ?? defaults.nms,
    preNmsTopK: fields.preNmsTopK ?? defaults.preNmsTopK,
    topKPer: fields.topKPer ?? defaults.topKPer,
    scoreThreshold: fields.scoreThreshold ?? 0.05,
    iouThreshold: fields.iouThreshold ?? 0.5,
    maxDetections: fields.maxDetections ?? 100,
    classAgnostic: fields.classAgnostic ?? false,
    softNmsSigma: fields.softNmsSigma ?? 0,
    pixelOffset: fields.pixelOffset === undefined ? defaults.pixelOffset : fields.pixelOffset === 1 ? 1 : 0,
  };
}

/** Only what is given: there is nothing to fill in. */
function completeNetwork({ network }: Retinanet): Pick<RetinanetHead, 'network'> {
  return network === undefined ? {} : { network };
}
