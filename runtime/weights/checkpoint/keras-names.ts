/**
 * Variables of Keras' HDF5 files under the names that TF2 checkpoints of the model garden have.
 *
 * Keras 2 lists layers in the order in which `layer_with_weights-N` counts them; inside a block the parts are numbered in
 * the order in which its `build` makes them (shortcut first). A model that holds the backbone as a layer lists the
 * backbone's variables in that order, too.
 *
 * Keras 3 numbers objects by class, `layers/conv2d_5/vars/0`. How the classes interleave the file does not say, so these
 * get names that the garden's map knows as well: `backbone/layers/conv2d_5/kernel`.
 */

export interface KerasLayer {
  readonly layer: string;
  /** `bottleneck_block_3/conv2d_1/kernel:0`, and where it is in the file. */
  readonly variables: readonly { readonly name: string; readonly path: string }[];
}

interface Variable {
  /** `conv2d_1`, `squeeze_excitation/conv2d_2`; empty for a variable of the layer itself. */
  readonly part: string;
  readonly leaf: string;
  readonly path: string;
}

const numberOf = (name: string): number => Number(/_(\d+)$/.exec(name)?.[1] ?? 0);
const classOf = (name: string): string => name.replace(/_\d+$/, '');
const byNumber = (a: string, b: string): number => numberOf(a) - numberOf(b);

export function keras2Aliases(layers: readonly KerasLayer[]): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  const weighted = layers.filter(({ variables }) => variables.length > 0);
  const grouped = weighted.map(({ variables }) => groups(variables));
  const nested = grouped.findIndex((inner) => inner.size > 1);
  grouped.forEach((inner, index) => {
    const name = weighted[index]!.layer;
    const whole = inner.get([...inner.keys()][0]!)!;
    if (/_head(?:_\d+)?$/.test(name)) addHead(name, whole, aliases);
    else if (index === nested)
      [...inner].forEach(([layer, variables], i) =>
        addLayer(`backbone/layer_with_weights-${i}`, layer, variables, aliases),
      );
    else addLayer(`${nested < 0 ? 'backbone' : 'model'}/layer_with_weights-${index}`, name, whole, aliases);
  });
  return aliases;
}

/** Variables by the layer that their names begin with, layers in order of first appearance. */
function groups(variables: KerasLayer['variables']): Map<string, Variable[]> {
  const inner = new Map<string, Variable[]>();
  for (const { name, path } of variables) {
    const parts = name.replace(/:0$/, '').split('/');
    const leaf = parts.pop() ?? '';
    const layer = parts.shift() ?? '';
    const group = inner.get(layer) ?? [];
    group.push({ part: parts.join('/'), leaf, path });
    inner.set(layer, group);
  }
  return inner;
}

function addLayer(prefix: string, layer: string, variables: readonly Variable[], aliases: Map<string, string>): void {
  const names = partNames(classOf(layer), [...new Set(variables.map(({ part }) => part))]);
  for (const { part, leaf, path } of variables) {
    const name = names.get(part) ?? part;
    aliases.set(`${prefix}/${name === '' ? '' : `${name}/`}${leaf}`, path);
  }
}

/** Attributes of a block's parts in the garden's code. */
function partNames(block: string, parts: readonly string[]): ReadonlyMap<string, string> {
  const ofClass = (pattern: RegExp): string[] => parts.filter((part) => pattern.test(part)).sort(byNumber);
  const convs = ofClass(/^conv2d(?:_\d+)?$/);
  const norms = ofClass(/^(?:sync_)?batch_normalization(?:_\d+)?$/);
  const names = new Map<string, string>();
  if (block === 'inverted_bottleneck_block') {
    const depthwise = ofClass(/^depthwise_conv2d(?:_\d+)?$/);
    // A block that does not expand has no first convolution.
    const first = convs.length > 1 ? 0 : 2;
    convs.forEach((part, i) => names.set(part, i === 0 ? `_conv${first}` : '_conv2'));
    depthwise.forEach((part) => names.set(part, '_conv1'));
    norms.forEach((part, i) => names.set(part, `_norm${i + (convs.length > 1 ? 0 : 1)}`));
    ofClass(/^squeeze_excitation\//).forEach((part, i) =>
      names.set(part, `_squeeze_excitation/${i === 0 ? '_se_reduce' : '_se_expand'}`),
    );
    return names;
  }
  const projected = convs.length > (block === 'residual_block' ? 2 : 3);
  convs.forEach((part, i) => names.set(part, projected && i === 0 ? '_shortcut' : `_conv${projected ? i : i + 1}`));
  norms.forEach((part, i) => names.set(part, `_norm${projected ? i : i + 1}`));
  return names;
}

/** Heads name their parts: net, index, level. */
const headParts: readonly (readonly [RegExp, (match: readonly string[], level: (text: string) => number) => string])[] =
  [
    [/^(class|box)net-conv_(\d+)$/, ([net, i]) => `${net === 'class' ? '_cls' : '_box'}_convs/${i!}`],
    [
      /^(class|box)net-conv-norm_(\d+)_(\d+)$/,
      ([net, level, i], at) => `${net === 'class' ? '_cls' : '_box'}_norms/${at(level!)}/${i!}`,
    ],
    [/^(?:\w+-)?scores$/, () => '_classifier'],
    [/^(?:\w+-)?boxes$/, () => '_box_regressor'],
    [/^rpn-conv_(\d+)$/, ([i]) => `_convs/${i!}`],
    [/^rpn-conv-norm_(\d+)_(\d+)$/, ([level, i], at) => `_norms/${at(level!)}/${i!}`],
    [/^(?:detection|mask)-conv_(\d+)$/, ([i]) => `_convs/${i!}`],
    [/^(?:detection|mask)-conv-norm_(\d+)$/, ([i]) => `_conv_norms/${i!}`],
    [/^detection-fc_(\d+)$/, ([i]) => `_fcs/${i!}`],
    [/^detection-fc-norm_(\d+)$/, ([i]) => `_fc_norms/${i!}`],
    [/^mask-upsampling$/, () => '_deconv'],
    [/^mask-deconv-bn$/, () => '_deconv_bn'],
    [/^mask-logits$/, () => '_mask_regressor'],
  ];

const headNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    retina_net_head: 'head',
    rpn_head: 'rpn_head',
    detection_head: 'detection_head',
    mask_head: 'mask_head',
  }),
);

function addHead(layer: string, variables: readonly Variable[], aliases: Map<string, string>): void {
  const kind = classOf(layer);
  const head = headNames.get(kind) ?? kind;
  const prefix = head === 'detection_head' ? `${head}/${numberOf(layer)}` : head;
  const levels = [
    ...new Set(variables.flatMap(({ part }) => Number(/-norm_(\d+)_\d+$/.exec(part)?.[1] ?? NaN))),
  ].filter((level) => !Number.isNaN(level));
  levels.sort((a, b) => a - b);
  for (const { part, leaf, path } of variables)
    for (const [pattern, name] of headParts) {
      const match = pattern.exec(part);
      if (match !== null)
        aliases.set(`${prefix}/${name(match.slice(1), (level) => levels.indexOf(Number(level)))}/${leaf}`, path);
    }
}

/** Names of a layer's variables in the order of `vars`. */
const leavesOf: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^(?:sync_)?batch_normalization|^_\w*(?:norm|bn)\d*$|^_\w*norms$/,
    ['gamma', 'beta', 'moving_mean', 'moving_variance'],
  ],
  [/^depthwise_conv2d/, ['depthwise_kernel']],
  [/^separable_conv2d/, ['depthwise_kernel', 'pointwise_kernel', 'bias']],
  [/./, ['kernel', 'bias']],
];

/** @param paths `layers/spine_net/layers/bottleneck_block_3/_conv1/vars/0` … */
export function keras3Aliases(paths: Iterable<string>): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const path of paths) {
    const [, owner, index] = /^(.+)\/vars\/(\d+)$/.exec(path) ?? [];
    if (owner === undefined) continue;
    const parts = owner.replace(/^_layer_checkpoint_dependencies\//, 'layers/').split('/');
    const [outer = '', layer = ''] = parts;
    if (outer !== 'layers') continue;
    const last = parts.at(-1)!;
    // A block's depthwise convolution is called `_conv1` like others.
    const depthwise =
      classOf(layer === 'spine_net' ? (parts[3] ?? '') : layer) === 'inverted_bottleneck_block' && last === '_conv1';
    const leaves = depthwise ? ['depthwise_kernel'] : leavesOf.find(([pattern]) => pattern.test(last))![1];
    const leaf = leaves[Number(index)];
    if (leaf === undefined) continue;
    const head = headNames.get(classOf(layer));
    if (head !== undefined) {
      const list = parts.slice(2).map((part) => (/^conv2d/.test(part) ? String(numberOf(part)) : part));
      aliases.set(`${head}/${list.join('/')}/${leaf}`, path);
    } else {
      const inner = parts[2] === 'layers' ? parts.slice(2) : parts;
      aliases.set(`backbone/${inner.join('/')}/${leaf}`, path);
    }
  }
  return aliases;
}
