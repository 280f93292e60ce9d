/**
 * Names in checkpoints of the model garden (TF2 object graph), without their `/.ATTRIBUTES/VARIABLE_VALUE`. Layers of the
 * backbone and of a pyramid have numbers, `backbone/layer_with_weights-17/kernel`, in Keras' order; a block is one layer
 * whose parts have names (`_conv1`, `_norm1`… `_shortcut`, `_norm0`). A head's layers are lists:
 * `head/_cls_norms/<level>/<i>/gamma`. Keras 3 counts the layers of each class by themselves: `backbone/layers/conv2d_9/kernel`.
 */
import type { Graph } from '../../../compiler/ir/graph.ts';
import { kerasLayerOrder } from './keras-order.ts';
import type { NameMapper, OfficialTensor } from './name-map.ts';
import { isDepthwise, isMobile, numberIn, paramNames, type ParamName } from './param-name.ts';

interface Scope {
  readonly mobile: boolean;
  /** Keras layer → `layer_with_weights-17`, and its name in Keras 3. */
  readonly layers: ReadonlyMap<string, { readonly numbered: string; readonly classed: string }>;
  readonly levels: readonly number[];
  readonly separable: ReadonlySet<string>;
}

export const gardenNames: NameMapper = (graph) => {
  const names = paramNames(graph);
  const mobile = isMobile(names);
  const scope: Scope = {
    mobile,
    layers: new Map([
      ...numberedLayers(graph, names, mobile, 'backbone'),
      ...numberedLayers(graph, names, mobile, 'decoder'),
    ]),
    levels: [...new Set(names.flatMap(({ place }) => (place.part === 'head-norm' ? (place.level ?? []) : [])))],
    separable: new Set(names.flatMap(({ unit }) => (unit.endsWith('/depthwise') ? unit.slice(0, -10) : []))),
  };
  return new Map(names.map((param) => [param.name, officialTensor(param, scope)]));
};

const isConv = ({ leaf }: ParamName): boolean => leaf === 'kernel' || leaf === 'bias';

/** The Keras layer of a backbone param: its block's repeat, or its unit's conv or norm. */
function layerOf(param: ParamName): string {
  const { unit, place } = param;
  if (place.part === 'block') return `${place.block}/repeat${place.repeat}`;
  return `${unit}/${isConv(param) ? 'conv' : 'norm'}`;
}

function numberedLayers(
  graph: Graph,
  names: readonly ParamName[],
  mobile: boolean,
  part: 'backbone' | 'decoder',
): readonly (readonly [string, { readonly numbered: string; readonly classed: string }])[] {
  const classes = new Map<string, string>();
  for (const param of names) {
    const layer = layerOf(param);
    const known = classes.get(layer);
    if (known === undefined || known === 'residual_block') classes.set(layer, classOf(param, mobile));
  }
  const made = new Map<string, number>();
  return kerasLayerOrder(graph, part)
    .filter((layer) => classes.has(layer))
    .map((layer, number) => {
      const kind = classes.get(layer)!;
      const count = made.get(kind) ?? 0;
      made.set(kind, count + 1);
      const classed = `${part}/layers/${kind}${count === 0 ? '' : `_${count}`}`;
      return [layer, { numbered: `${part}/layer_with_weights-${number}`, classed }];
    });
}

/** Class of a param's Keras layer; a block's last convolution tells which kind of block it is. */
function classOf(param: ParamName, mobile: boolean): string {
  const { place } = param;
  if (place.part === 'block') {
    if (mobile) return 'inverted_bottleneck_block';
    return place.conv === 'conv3' ? 'bottleneck_block' : 'residual_block';
  }
  if (!isConv(param)) return 'batch_normalization';
  return isDepthwise(param, mobile) ? 'depthwise_conv2d' : 'conv2d';
}

function officialTensor(param: ParamName, scope: Scope): OfficialTensor {
  const { leaf, unit, place } = param;
  const pointwise = leaf === 'kernel' && scope.separable.has(unit) ? `pointwise_${leaf}` : leaf;
  const own = isDepthwise(param, scope.mobile) ? `depthwise_${leaf}` : pointwise;
  switch (place.part) {
    case 'head-layer':
      return { name: `${headLayer(place.head, place.layer, isConv(param))}/${own}`, layout: 'same' };
    case 'head-norm': {
      const level = place.level === undefined ? 0 : scope.levels.indexOf(place.level);
      const lists = place.head === 'rpn' ? 'rpn_head/' : `head/${retinanetNets[place.head]!}`;
      return { name: `${lists}_norms/${level}/${place.index}/${leaf}`, layout: 'same' };
    }
    case 'logits':
      return { name: `model/layer_with_weights-1/${leaf}`, others: [`model/layers/dense/${leaf}`], layout: 'same' };
    case 'stem':
    case 'block':
    case 'resample':
    case 'lateral':
    case 'endpoint': {
      const { numbered, classed } = scope.layers.get(layerOf(param))!;
      const part = place.part === 'block' ? `${blockParts(place.conv)[isConv(param) ? 0 : 1]}/` : '';
      return { name: `${numbered}/${part}${own}`, others: [`${classed}/${part}${own}`], layout: 'same' };
    }
  }
}

const retinanetNets: Readonly<Record<string, string>> = { class: '_cls', box: '_box' };

/** Attribute of a head's layer, or of the norm that follows it. */
function headLayer(head: string, layer: string, conv: boolean): string {
  const index = numberIn(layer);
  const list = layer.replace(/\d+$/, '');
  const predictions: Readonly<Record<string, string>> = { class: '_classifier', box: '_box_regressor' };
  if (head in retinanetNets)
    return `head/${layer === 'predict' ? predictions[head]! : `${retinanetNets[head]!}_convs/${index}`}`;
  if (head === 'rpn') return `rpn_head/${predictions[layer] ?? `_convs/${index}`}`;
  const prefix = head === 'mask_head' ? head : `detection_head/${numberIn(head)}`;
  if (list === 'deconv') return `${prefix}/${conv ? '_deconv' : '_deconv_bn'}`;
  if (list === 'logits') return `${prefix}/_mask_regressor`;
  if (list === 'dense') return `${prefix}/${conv ? '_fcs' : '_fc_norms'}/${index}`;
  return `${prefix}/${predictions[layer] ?? `${conv ? '_convs' : '_conv_norms'}/${index}`}`;
}

const namedParts: Readonly<Record<string, readonly [conv: string, norm: string]>> = {
  shortcut: ['_shortcut', '_norm0'],
  expand: ['_conv0', '_norm0'],
  depthwise: ['_conv1', '_norm1'],
  project: ['_conv2', '_norm2'],
  se_reduce: ['_squeeze_excitation/_se_reduce', ''],
  se_expand: ['_squeeze_excitation/_se_expand', ''],
};

/** Attributes of a block's layer for the conv and the norm of a unit; `conv1` is `_conv1` and `_norm1`. */
function blockParts(conv: string): readonly [conv: string, norm: string] {
  const index = conv.replace('conv', '');
  return namedParts[conv] ?? [`_conv${index}`, `_norm${index}`];
}
