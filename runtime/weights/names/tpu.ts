/**
 * Names in checkpoints of the TPU repository (TF1 variables). Convs and norms are numbered within their variable scope in
 * the order in which the code makes them, which is the graph's: `conv2d`, `conv2d_1`…. The root scope holds stem and
 * endpoints, every scale-permuted block has a scope per edge and one for its group. Layers of heads have names.
 * Checked against the published SpineNet-49S checkpoint's index: all 130 backbone kernels.
 */
import type { NameMapper } from './name-map.ts';
import {
  blockOrder,
  isDepthwise,
  isMobile,
  numberIn,
  paramNames,
  type BlockOrder,
  type ParamName,
} from './param-name.ts';

interface Scope extends BlockOrder {
  /** `spinenet`, `spinenet_mbconv`, `resnet50`. */
  readonly root: string;
  readonly mobile: boolean;
  /** Units of separable convolutions: the kernel beside a depthwise one is the pointwise one. */
  readonly separable: ReadonlySet<string>;
  /** Levels that a pyramid takes from the backbone. */
  readonly laterals: ReadonlySet<number>;
}

export const tpuNames: NameMapper = (graph) => {
  const names = paramNames(graph);
  const mobile = isMobile(names);
  const order = blockOrder(names);
  const scope: Scope = {
    ...order,
    mobile,
    root: order.permuted.size === 0 ? `resnet${depthOf(names)}` : mobile ? 'spinenet_mbconv' : 'spinenet',
    separable: new Set(names.flatMap(({ unit }) => (unit.endsWith('/depthwise') ? unit.slice(0, -10) : []))),
    laterals: new Set(names.flatMap(({ place }) => (place.part === 'lateral' ? place.level : []))),
  };
  const layers = numberedLayers(names, scope);
  return new Map(
    names.flatMap((param) => {
      const layer = layers.get(layerKey(param)) ?? namedLayer(param, scope);
      if (layer === undefined) return [];
      return [[param.name, { name: `${layer}/${officialLeaf(param, scope)}`, layout: 'same' } as const] as const];
    }),
  );
};

/** Depth of a ResNet as its name has it: convolutions on the longest way, shortcuts left out, and the classifier. */
function depthOf(names: readonly ParamName[]): number {
  const convs = names.filter(
    ({ place, leaf }) =>
      leaf === 'kernel' && (place.part === 'stem' || (place.part === 'block' && place.conv !== 'shortcut')),
  );
  return convs.length + 1;
}

const isConv = ({ leaf }: ParamName): boolean => leaf === 'kernel' || leaf === 'bias';
const layerKey = (param: ParamName): string => `${param.unit}/${isConv(param) ? 'conv' : 'norm'}`;

/** Variable scope of a numbered layer; undefined where layers have names. */
function scopeOf(param: ParamName, { root, mobile, stem, permuted, laterals }: Scope): string | undefined {
  const { place } = param;
  switch (place.part) {
    case 'stem':
      return root;
    case 'endpoint':
      return laterals.size > 0 ? undefined : root;
    case 'block':
    case 'resample': {
      const index = permuted.get(place.block);
      if (index === undefined) return root;
      const policy = `${root}/sub_policy${index}`;
      if (place.part === 'block') return `${policy}/scale_permuted_block_${stem.size + index}`;
      return `${policy}/resample_with_${mobile ? 'sepconv' : 'alpha'}_resample_${index}_${place.edge}`;
    }
    case 'head-layer':
      return isConv(param) ? undefined : roiHeads.get(place.head);
    case 'lateral':
    case 'logits':
    case 'head-norm':
      return undefined;
  }
}

/** Scopes of the heads whose norms are numbered. */
const roiHeads: ReadonlyMap<string, string> = new Map([
  ['box_head', 'fast_rcnn_head'],
  ['mask_head', 'mask_head'],
]);

/** `conv2d_3` and the like of every numbered layer, with its scope. */
function numberedLayers(names: readonly ParamName[], scope: Scope): ReadonlyMap<string, string> {
  const made = new Map<string, number>();
  const layers = new Map<string, string>();
  for (const param of names) {
    const own = scopeOf(param, scope);
    const key = layerKey(param);
    if (own === undefined || layers.has(key)) continue;
    const kind = !isConv(param)
      ? 'batch_normalization'
      : isDepthwise(param, scope.mobile)
        ? 'depthwise_conv2d'
        : 'conv2d';
    const number = made.get(`${own}/${kind}`) ?? 0;
    made.set(`${own}/${kind}`, number + 1);
    layers.set(key, `${own}/${kind}${number === 0 ? '' : `_${number}`}`);
  }
  return layers;
}

function officialLeaf(param: ParamName, { mobile, separable }: Scope): string {
  const { leaf } = param;
  if (isDepthwise(param, mobile)) return `depthwise_${leaf}`;
  return leaf === 'kernel' && separable.has(param.unit) ? 'pointwise_kernel' : leaf;
}

/** Layers of pyramids and heads; undefined for what this code has not got. */
function namedLayer(param: ParamName, { laterals }: Scope): string | undefined {
  const { place } = param;
  switch (place.part) {
    case 'lateral':
      return `fpn/l${place.level}`;
    case 'endpoint': {
      if (!isConv(param)) return `fpn/p${place.level}-bn`;
      return `fpn/${laterals.has(place.level) ? 'post_hoc_d' : 'p'}${place.level}`;
    }
    case 'logits':
      return 'classification_head/dense';
    case 'head-layer':
      return headLayer(place.head, place.layer);
    case 'head-norm': {
      const { head, index, level } = place;
      if (head === 'rpn') return `rpn_head/rpn-l${level ?? ''}-bn${index === 0 ? '' : `-${index}`}`;
      return `retinanet/${head}_net/${head}-${index}${level === undefined ? '' : `-${level}`}`;
    }
    case 'stem':
    case 'block':
    case 'resample':
      return undefined;
  }
}

function headLayer(head: string, layer: string): string | undefined {
  const index = numberIn(layer);
  switch (head) {
    case 'class':
    case 'box':
      return `retinanet/${head}_net/${head}-${layer.replace('conv', '')}`;
    case 'rpn':
      return `rpn_head/rpn${layer.startsWith('conv') ? (index === 0 ? '' : `-${index}`) : `-${layer}`}`;
    case 'box_head':
      if (layer.startsWith('conv')) return `fast_rcnn_head/conv_${index}`;
      return `fast_rcnn_head/${layer.startsWith('dense') ? `fc${index + 6}` : `${layer}-predict`}`;
    case 'mask_head':
      if (layer.startsWith('conv')) return `mask_head/mask-conv-l${index}`;
      return `mask_head/${layer === 'deconv' ? 'conv5-mask' : 'mask_fcn_logits'}`;
    default:
      return undefined; // later stages of a cascade, which this code has not got
  }
}
