/**
 * Lowering: a resolved spec → a graph of typed ops, exact to the official code. What differs between the official codes is
 * data of the spec; what differs between networks is a family (`spinenet/`…) and a head (`heads/`…), one table line each.
 */
import { diagnostic, DiagnosticError, type Outcome } from '../diagnostics/diagnostic.ts';
import { GraphBuilder } from '../ir/builder.ts';
import type { Graph, ValueId } from '../ir/graph.ts';
import { tensorType } from '../ir/tensor-type.ts';
import { ShapeError } from '../ops/op.ts';
import type { Family, ResolvedHead, ResolvedSpec } from '../resolve/resolved-spec.ts';
import { lowerClassification } from './heads/classification.ts';
import { lowerMaskRcnn } from './heads/mask-rcnn.ts';
import { lowerRetinanet } from './heads/retinanet.ts';
import { liveGraph } from './live.ts';
import { lowerEffSpinenet, lowerSpinenetMobile } from './mobile/mobile.ts';
import { fail, type Features, type Network } from './network.ts';
import { lowerResnetFpn } from './resnet-fpn/resnet-fpn.ts';
import { lowerSpinenet } from './spinenet/spinenet.ts';
import { tappedOutputs } from './taps.ts';

export interface LowerOptions {
  /** Further outputs: block ids (`b12` gives `block_12`) and endpoint names, or `all` of them. */
  readonly taps?: readonly string[] | 'all' | undefined;
  /** Post-processing inside: outputs `num_detections`, `boxes`, `scores`, `classes` (and `masks`) in place of raw ones. */
  readonly detections?: boolean | undefined;
}

const families: Readonly<Record<Family, (net: Network, images: ValueId) => Features>> = {
  spinenet: lowerSpinenet,
  'spinenet-mobile': lowerSpinenetMobile,
  'eff-spinenet': lowerEffSpinenet,
  'resnet-fpn': lowerResnetFpn,
};

type HeadLowering<K extends ResolvedHead['kind']> = (
  net: Network,
  features: Features,
  head: Extract<ResolvedHead, { kind: K }>,
  options: LowerOptions,
) => ReadonlyMap<string, ValueId>;

/** What a head makes of the features: the network's outputs by name. */
const heads: { readonly [K in ResolvedHead['kind']]: HeadLowering<K> } = {
  none: (_net, { endpoints }) => new Map([...endpoints].map(([level, value]) => [`endpoint_${level}`, value])),
  retinanet: lowerRetinanet,
  'mask-rcnn': lowerMaskRcnn,
  classification: lowerClassification,
};

/**
 * Lowers a checked spec. The input is `images` `[N,H,W,C]`, normalised; outputs are named by the interface contract.
 * Problems (sizes that don't fit, an unknown tap…) are diagnostics SPN3xxx, and then there is no value.
 */
export function lower(spec: ResolvedSpec, options: LowerOptions = {}): Outcome<Graph> {
  try {
    return { value: build(spec, options), diagnostics: [] };
  } catch (error) {
    if (error instanceof DiagnosticError) return { value: undefined, diagnostics: error.diagnostics };
    if (error instanceof ShapeError) return { value: undefined, diagnostics: [diagnostic('SPN3009', error.message)] };
    throw error;
  }
}

function build(spec: ResolvedSpec, options: LowerOptions): Graph {
  const graph = new GraphBuilder(spec.name);
  const net: Network = { spec, graph };
  const { height, width, channels } = spec.input;
  const images = graph.input('images', tensorType('f32', ['N', height, width, channels]));
  const features = families[spec.family](net, images);
  const lowerHead = heads[spec.head.kind] as HeadLowering<ResolvedHead['kind']>;
  if (options.detections === true && spec.head.kind !== 'retinanet' && spec.head.kind !== 'mask-rcnn')
    fail('SPN3005', `${spec.name} has no head that detects`, { suggestion: 'choose one: `--head retinanet`' });
  const outputs = new Map(lowerHead(net, features, spec.head, options));
  for (const [name, value] of tappedOutputs(features, options.taps)) outputs.set(name, value);
  for (const [name, value] of outputs) graph.output(name, value);
  return liveGraph(graph.build());
}
