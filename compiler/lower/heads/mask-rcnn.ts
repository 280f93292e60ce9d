/**
 * Mask R-CNN: region proposals, a box head on what RoIAlign cuts out of the features, detections, and a mask head on what
 * it cuts out for those. `RpnHead`, `FastrcnnHead` and `MaskrcnnHead` in the TPU code's `heads.py`, `RPNHead` in the model
 * garden's `dense_prediction_heads.py`, `DetectionHead` and `MaskHead` in its `instance_heads.py`, put together as in its
 * `maskrcnn_model.py`; with several box heads in a row it is Cascade R-CNN.
 */
import type { Initializer, ValueId } from '../../ir/graph.ts';
import { batchTimes } from '../../ir/tensor-type.ts';
import type { ResolvedHead } from '../../resolve/resolved-spec.ts';
import { activate, norm } from '../conv-unit.ts';
import { param, sizeOf, type Features, type Network } from '../network.ts';
import { boxCoder, detectionOutputs, imageShape, suppression } from './detections.ts';
import { headConv } from './head-conv.ts';

type Head = Extract<ResolvedHead, { kind: 'mask-rcnn' }>;

const zeros: Initializer = { kind: 'zeros' };
const normal = (stddev: number): Initializer => ({ kind: 'normal', stddev });

/** tf.keras.initializers.VarianceScaling(2, 'fan_out', 'untruncated_normal'). */
const fanOut = (kernel: number, filters: number): Initializer => normal(Math.sqrt(2 / (kernel * kernel * filters)));

/**
 * Outputs are those of the whole model: region-proposal maps per level, `rois` `[N,R,4]`, `roi_class` `[N,R,C]`, `roi_box`
 * `[N,R,4C]`, and detections with masks; with `detections` the latter alone.
 */
export function lowerMaskRcnn(
  net: Network,
  { endpoints }: Features,
  head: Head,
  { detections = false }: { readonly detections?: boolean | undefined },
): ReadonlyMap<string, ValueId> {
  const shape = imageShape(net);
  const maps = lowerRpn(net, endpoints, head);
  const rois = lowerProposals(net, shape, maps, head);
  const { regions, logits, deltas } = lowerBoxHeads(net, shape, rois, endpoints, head);
  const outputs = lowerDetections(net, shape, regions, logits, deltas, head);
  if (head.mask.enabled) outputs.set('masks', lowerMasks(net, outputs.get('boxes')!, endpoints, head));
  if (detections) return outputs;
  const raw = net.graph.section(
    { id: 'roi_outputs', title: 'roi_class, roi_box', part: 'box_head' },
    () =>
      new Map([
        ['rois', rois],
        ['roi_class', perPicture(net, 'roi_class', rois, logits)],
        ['roi_box', perPicture(net, 'roi_box', rois, deltas)],
      ]),
  );
  return new Map([...maps, ...raw, ...outputs]);
}

/** Sections `rpn_<level>`; gives `rpn_class_<level>` of all levels, then `rpn_box_<level>`. Norms are per level, kernels shared. */
function lowerRpn(net: Network, endpoints: ReadonlyMap<number, ValueId>, { rpn }: Head): Map<string, ValueId> {
  const anchors = rpn.anchors.scales * rpn.anchors.aspectRatios.length;
  const made = new Map<string, ValueId>();
  for (const [level, endpoint] of endpoints) {
    const id = `rpn_${level}`;
    net.graph.section({ id, title: `${id} <- endpoint_${level}`, part: 'rpn', level }, () => {
      let value = endpoint;
      for (let i = 0; i < rpn.convs; i++) {
        const name = `${id}/conv${i}`;
        const facts = { filters: rpn.filters, params: `rpn/conv${i}`, bias: zeros, initializer: normal(0.01) };
        value = norm(net, name, headConv(net, name, value, facts, rpn.separable), `rpn/norm${i}/${level}`);
        value = activate(net, name, value, net.spec.activation);
      }
      for (const [what, values] of [
        ['class', 1],
        ['box', 4],
      ] as const) {
        const facts = {
          filters: values * anchors,
          kernel: 1,
          params: `rpn/${what}`,
          bias: zeros,
          initializer: normal(0.01),
        };
        made.set(`rpn_${what}_${level}`, headConv(net, `${id}/${what}`, value, facts, rpn.separable));
      }
    });
  }
  const names = (['class', 'box'] as const).flatMap((what) =>
    [...endpoints.keys()].map((level) => `rpn_${what}_${level}`),
  );
  return new Map(names.map((name) => [name, made.get(name)!]));
}

function lowerProposals(net: Network, shape: ValueId, maps: ReadonlyMap<string, ValueId>, head: Head): ValueId {
  const { anchors, proposals } = head.rpn;
  const { nms: algorithm, ...limits } = proposals;
  const levels = [...maps.keys()].flatMap((name) => /^rpn_class_(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  return net.graph.section({ id: 'rois', title: 'rois <- rpn', part: 'rpn' }, () =>
    net.graph.op('rois', 'region-proposals', [shape, ...maps.values()], {
      levels,
      anchors,
      image: [net.spec.input.height, net.spec.input.width],
      coder: boxCoder(head.boxCoder),
      ...limits,
      algorithm,
    }),
  );
}

interface BoxPredictions {
  /** What the deltas are of: the proposals, or what the stages before the last made of them. */
  readonly regions: ValueId;
  readonly logits: ValueId;
  readonly deltas: ValueId;
}

/** Sections `box_head`, `box_head1`…: a stage of a cascade each, whose boxes are the next one's regions. */
function lowerBoxHeads(
  net: Network,
  shape: ValueId,
  rois: ValueId,
  endpoints: ReadonlyMap<number, ValueId>,
  head: Head,
): BoxPredictions {
  const { graph } = net;
  const stages = head.box.weights.length;
  const allLogits: ValueId[] = [];
  let regions = rois;
  for (let stage = 0; ; stage++) {
    const id = stage === 0 ? 'box_head' : `box_head${stage}`;
    const isLast = stage === stages - 1;
    const predictions = graph.section({ id, title: `${id} <- ${regions}`, part: 'box_head' }, () => {
      const { logits, deltas } = lowerBoxHead(net, id, regions, endpoints, head);
      allLogits.push(logits);
      const coder = boxCoder(head.boxCoder, head.box.weights[stage]);
      if (!isLast) regions = graph.op(`${id}/refined`, 'refine-boxes', [shape, regions, deltas], { coder });
      else if (head.box.ensemble && stages > 1)
        return { regions, logits: mean(net, `${id}/ensemble`, allLogits), deltas };
      return { regions, logits, deltas };
    });
    if (isLast) return predictions;
  }
}

function mean(net: Network, name: string, values: readonly ValueId[]): ValueId {
  const sum = values.reduce((total, value, i) => net.graph.op(`${name}/add${i}`, 'add', [total, value], {}));
  return net.graph.op(name, 'scale', [sum], { value: 1 / values.length });
}

/** `<id>/crop`, `conv0`…, `dense0`…, then `class` and `box`: logits `[R·N,C]` and deltas `[R·N,4C]` or `[R·N,4]`. */
function lowerBoxHead(
  net: Network,
  id: string,
  regions: ValueId,
  endpoints: ReadonlyMap<number, ValueId>,
  { box, classes }: Head,
): Omit<BoxPredictions, 'regions'> {
  const { activation } = net.spec;
  let value = lowerConvs(net, id, crops(net, id, regions, endpoints, box.cropSize), box);
  const [height, width, channels] = sizeOf(net, value);
  const rows = net.graph.typeOf(value).dims[0]!;
  value = net.graph.op(`${id}/vectors`, 'reshape', [value], { dims: [rows, height * width * channels] });
  for (let i = 0; i < box.denseLayers; i++) {
    const name = `${id}/dense${i}`;
    // VarianceScaling(1/3, 'fan_out', 'uniform'): ±sqrt(3 · 1/3 / fan_out).
    const initializer: Initializer = { kind: 'uniform', limit: Math.sqrt(1 / box.denseUnits) };
    value = activate(net, name, norm(net, name, dense(net, name, value, box.denseUnits, initializer)), activation);
  }
  const boxes = box.classAgnostic ? 1 : classes;
  return {
    logits: dense(net, `${id}/class`, value, classes, normal(0.01)),
    deltas: dense(net, `${id}/box`, value, 4 * boxes, normal(0.001)),
  };
}

/** `<name>/dense`, with params `<name>/kernel` and `<name>/bias`. */
function dense(net: Network, name: string, x: ValueId, units: number, initializer: Initializer): ValueId {
  const inner = Number(net.graph.typeOf(x).dims[1]);
  const kernel = param(net, `${name}/kernel`, [inner, units], { initializer, regularized: true });
  const bias = param(net, `${name}/bias`, [units], { initializer: zeros });
  return net.graph.op(`${name}/dense`, 'dense', [x, kernel, bias], { activation: 'none' });
}

/** What RoIAlign cuts out of the level that fits each region's size, `[R·N,S,S,C]`. */
function crops(
  net: Network,
  id: string,
  boxes: ValueId,
  endpoints: ReadonlyMap<number, ValueId>,
  size: number,
): ValueId {
  const levels = [...endpoints.keys()];
  const attrs = { levels, size, sampleOffset: 0.5 };
  return net.graph.op(`${id}/crop`, 'multilevel-roi-align', [boxes, ...endpoints.values()], attrs);
}

/** `<id>/conv0`…: 3×3 convolutions with bias, norm and activation. */
function lowerConvs(net: Network, id: string, x: ValueId, facts: Head['box'] | Head['mask']): ValueId {
  let value = x;
  for (let i = 0; i < facts.convs; i++) {
    const name = `${id}/conv${i}`;
    const own = { filters: facts.filters, params: name, bias: zeros, initializer: fanOut(3, facts.filters) };
    value = norm(net, name, headConv(net, name, value, own, facts.separable));
    value = activate(net, name, value, net.spec.activation);
  }
  return value;
}

function lowerDetections(
  net: Network,
  shape: ValueId,
  regions: ValueId,
  logits: ValueId,
  deltas: ValueId,
  head: Head,
): Map<string, ValueId> {
  const section = { id: 'detections', title: `detections <- ${regions}, box_head`, part: 'box_head' } as const;
  return net.graph.section(section, () =>
    detectionOutputs(
      net,
      net.graph.op('detections', 'roi-detections', [shape, regions, logits, deltas], {
        scores: 'softmax',
        coder: boxCoder(head.boxCoder, head.box.weights.at(-1)),
        background: true,
        nms: suppression(head.detections),
      }),
    ),
  );
}

/** Section `mask_head`: convolutions on larger crops, a 2×2 deconvolution, a mask per class, and of those the detected one's. */
function lowerMasks(net: Network, boxes: ValueId, endpoints: ReadonlyMap<number, ValueId>, head: Head): ValueId {
  const id = 'mask_head';
  const { mask, classes } = head;
  return net.graph.section({ id, title: `${id} <- detections`, part: id }, () => {
    const features = lowerConvs(net, id, crops(net, id, boxes, endpoints, mask.cropSize), mask);
    const name = `${id}/deconv`;
    const channels = sizeOf(net, features)[2];
    const kernel = param(net, `${name}/kernel`, [2, 2, mask.filters, channels], {
      initializer: fanOut(2, mask.filters),
      regularized: true,
    });
    const bias = param(net, `${name}/bias`, [mask.filters], { initializer: zeros });
    const larger = net.graph.op(`${name}/conv`, 'conv2d-transpose', [features, kernel, bias], { activation: 'none' });
    const active = activate(net, name, norm(net, name, larger), net.spec.activation);
    const filters = mask.classAgnostic ? 1 : classes;
    const facts = { filters, kernel: 1, params: `${id}/logits`, bias: zeros, initializer: fanOut(1, filters) };
    const logits = headConv(net, `${id}/logits`, active, facts, mask.separable);
    return net.graph.op('masks', 'select-masks', [logits, 'detections'], {});
  });
}

/** Rows of all regions `[R·N,k]` as those of each picture, `[N,R,k]`. */
function perPicture({ graph }: Network, name: string, rois: ValueId, rows: ValueId): ValueId {
  const regions = Number(graph.typeOf(rois).dims[1]);
  return graph.op(name, 'reshape', [rows], { dims: [batchTimes(1), regions, graph.typeOf(rows).dims[1]!] });
}
