/**
 * RetinaNet's head (`RetinanetHead` in the TPU code's `heads.py`, `RetinaNetHead` in the model garden): per level a class
 * net and a box net of 3×3 convolutions with bias, whose weights all levels share while each level has norms of its own;
 * then a prediction per anchor. Outputs are raw: class logits and box deltas, `[N,H,W,anchors·values]`, anchor-major.
 */
import type { Initializer, ValueId } from '../../ir/graph.ts';
import type { ResolvedHead } from '../../resolve/resolved-spec.ts';
import { activate, norm } from '../conv-unit.ts';
import type { Features, Network } from '../network.ts';
import { boxCoder, detectionOutputs, imageShape, suppression } from './detections.ts';
import { headConv } from './head-conv.ts';

/** Prior probability of an object: an untrained class net says 1 % everywhere. */
const classPrior: Initializer = { kind: 'constant', value: -Math.log((1 - 0.01) / 0.01) };
const zeros: Initializer = { kind: 'zeros' };
const hiddenKernel: Initializer = { kind: 'normal', stddev: 0.01 };
const predictKernel: Initializer = { kind: 'normal', stddev: 1e-5 };

type Head = Extract<ResolvedHead, { kind: 'retinanet' }>;

interface Subnet {
  readonly name: 'class' | 'box';
  /** Values predicted per anchor. */
  readonly values: number;
  readonly bias: Initializer;
}

/** Sections `class_<level>` and `box_<level>`; gives the outputs in that order, or those of detections. */
export function lowerRetinanet(
  net: Network,
  { endpoints }: Features,
  head: Head,
  { detections = false }: { readonly detections?: boolean | undefined },
): ReadonlyMap<string, ValueId> {
  const subnets: readonly Subnet[] = [
    { name: 'class', values: head.classes, bias: classPrior },
    { name: 'box', values: 4, bias: zeros },
  ];
  const made = new Map<string, ValueId>();
  for (const [level, endpoint] of endpoints)
    for (const subnet of subnets) {
      const id = `${subnet.name}_${level}`;
      const section = { id, title: `${id} <- endpoint_${level}`, part: 'head', level } as const;
      made.set(
        id,
        net.graph.section(section, () => lowerSubnet(net, subnet, level, endpoint, head)),
      );
    }
  const outputs = subnets.flatMap(({ name }) => [...endpoints.keys()].map((level) => `${name}_${level}`));
  const maps = outputs.map((id) => made.get(id)!);
  if (!detections) return new Map(outputs.map((id, i) => [id, maps[i]!]));
  const levels = [...endpoints.keys()];
  const section = { id: 'detections', title: `detections <- ${outputs.join(' ')}`, part: 'head' } as const;
  return net.graph.section(section, () =>
    detectionOutputs(
      net,
      net.graph.op('detections', 'dense-detections', [imageShape(net), ...maps], {
        levels,
        anchors: head.anchors,
        image: [net.spec.input.height, net.spec.input.width],
        coder: boxCoder(head.boxCoder),
        background: head.background,
        nms: suppression(head.detections),
      }),
    ),
  );
}

function lowerSubnet(net: Network, subnet: Subnet, level: number, x: ValueId, head: Head): ValueId {
  const section = `${subnet.name}_${level}`;
  let value = x;
  for (let i = 0; i < head.convs; i++) {
    const name = `${section}/conv${i}`;
    const facts = { filters: head.filters, params: `${subnet.name}/conv${i}`, bias: zeros, initializer: hiddenKernel };
    value = headConv(net, name, value, facts, head.separable);
    const norms = {
      'per-level': `${subnet.name}/norm${i}/${level}`,
      shared: `${subnet.name}/norm${i}`,
      none: undefined,
    };
    const params = norms[head.norm];
    if (params !== undefined) value = norm(net, name, value, params);
    value = activate(net, name, value, net.spec.activation);
  }
  const anchors = head.anchors.scales * head.anchors.aspectRatios.length;
  const facts = {
    filters: subnet.values * anchors,
    params: `${subnet.name}/predict`,
    bias: subnet.bias,
    initializer: predictKernel,
  };
  return headConv(net, `${section}/predict`, value, facts, head.separable);
}
