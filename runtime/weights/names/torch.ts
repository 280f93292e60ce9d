/**
 * Names in state dicts of the PyTorch ports (mmdet 1.1, OIHW). The backbone: `conv1.conv.weight`,
 * `merge_ops.3.resample_ops.1.squeeze_conv.bn.running_mean`; a detector's state dict has `backbone.` before them. The head
 * is mmdet's `RetinaSepBNHead`: levels share their convolutions, which a state dict repeats for every level, and these
 * have no bias where a norm follows. A plain ResNet has torchvision's names: `layer3.0.conv2.weight`, `fc.bias`.
 */
import type { NameMapper, OfficialTensor } from './name-map.ts';
import {
  blockOrder,
  numberIn,
  paramNames,
  type BlockOrder,
  type Leaf,
  type ParamName,
  type Place,
} from './param-name.ts';

/** Leaf of a conv unit → its tensor in a conv + norm pair. */
const leaves: Readonly<Record<Leaf, { readonly of: 'conv' | 'bn'; readonly tensor: string }>> = {
  kernel: { of: 'conv', tensor: 'weight' },
  bias: { of: 'conv', tensor: 'bias' },
  gamma: { of: 'bn', tensor: 'weight' },
  beta: { of: 'bn', tensor: 'bias' },
  moving_mean: { of: 'bn', tensor: 'running_mean' },
  moving_variance: { of: 'bn', tensor: 'running_var' },
};

const edgeConvs: Readonly<Record<string, string>> = { in: 'squeeze_conv', down: 'downsample_conv', out: 'expand_conv' };

interface Scope extends BlockOrder {
  /** Levels whose norms are the head's own; none when norms are shared. */
  readonly levels: readonly number[];
  /** Whether a norm follows the head's convolutions. */
  readonly normed: boolean;
  /** A ResNet: all blocks are the stem's. */
  readonly resnet: boolean;
  /** Whether there is a detector around the backbone. */
  readonly detector: boolean;
}

export const torchNames: NameMapper = (graph) => {
  const names = paramNames(graph);
  const norms = names.flatMap(({ place }) => (place.part === 'head-norm' ? [place] : []));
  const order = blockOrder(names);
  const scope: Scope = {
    ...order,
    resnet: order.permuted.size === 0,
    levels: [...new Set(norms.flatMap(({ level }) => level ?? []))],
    normed: norms.length > 0,
    detector: names.some(({ place }) => place.part === 'head-layer'),
  };
  return new Map(
    names.flatMap((param) => {
      const official = officialTensor(param, scope);
      return official === undefined ? [] : [[param.name, official] as const];
    }),
  );
};

/** Undefined for parts that the ports haven't got. */
function officialTensor({ leaf, place }: ParamName, scope: Scope): OfficialTensor | undefined {
  const { of, tensor } = leaves[leaf];
  const layout =
    leaf !== 'kernel'
      ? 'same'
      : place.part === 'logits'
        ? 'oi'
        : place.part === 'head-layer' && place.depthwise
          ? 'depthwise-oihw'
          : 'oihw';
  const [name, ...copies] = modulesOf(place, of, scope).map((module) => `${module}.${tensor}`);
  if (name === undefined) return undefined;
  if (place.part !== 'head-layer' && place.part !== 'head-norm')
    return scope.detector ? { name: `backbone.${name}`, others: [name], layout } : { name, layout };
  const implied = leaf === 'bias' && place.part === 'head-layer' && place.layer !== 'predict' && scope.normed;
  return { name, copies, layout, ...(implied ? ({ implied: 'zeros' } as const) : {}) };
}

/** The module that holds a unit's conv or norm, under all its names. */
function modulesOf(place: Place, of: 'conv' | 'bn', scope: Scope): readonly string[] {
  switch (place.part) {
    case 'stem':
      return [scope.resnet ? `${of}1` : `conv1.${of}`];
    case 'endpoint':
      return scope.resnet ? [] : [`endpoint_convs.${place.level}.${of}`];
    case 'resample':
      return [
        `merge_ops.${scope.permuted.get(place.block)!}.resample_ops.${place.edge}.${edgeConvs[place.conv]!}.${of}`,
      ];
    case 'block': {
      const index = scope.permuted.get(place.block);
      const group =
        index === undefined
          ? `${scope.resnet ? 'layer' : 'init_block'}${scope.stem.get(place.block)! + 1}`
          : `scale_permuted_blocks.${index}`;
      if (place.conv === 'shortcut') return [`${group}.${place.repeat}.downsample.${of === 'conv' ? 0 : 1}`];
      return [`${group}.${place.repeat}.${of}${place.conv.replace('conv', '')}`];
    }
    case 'logits':
      return scope.resnet ? ['fc'] : [];
    case 'lateral':
      return [];
    case 'head-layer': {
      const net = retinanetNets.get(place.head);
      if (net === undefined) return [];
      const part = place.depthwise ? `${of}.depthwise` : of;
      if (place.layer === 'predict') return [`bbox_head.retina_${net}${place.depthwise ? '.depthwise' : ''}`];
      const index = numberIn(place.layer);
      if (scope.levels.length === 0) return [`bbox_head.${net}_convs.${index}.${part}`];
      return scope.levels.map((_, i) => `bbox_head.${net}_convs.${i}.${index}.${part}`);
    }
    case 'head-norm': {
      const net = retinanetNets.get(place.head);
      if (net === undefined) return [];
      const level = place.level === undefined ? '' : `.${scope.levels.indexOf(place.level)}`;
      return [`bbox_head.${net}_convs${level}.${place.index}.bn`];
    }
  }
}

const retinanetNets: ReadonlyMap<string, string> = new Map([
  ['class', 'cls'],
  ['box', 'reg'],
]);
