/**
 * The parts of a param's IR name: what the name maps of official checkpoints are written in terms of. Lowering makes these
 * names; this is the only place that takes them apart.
 */
import type { Graph } from '../../../compiler/ir/graph.ts';

export type Leaf = 'kernel' | 'bias' | 'gamma' | 'beta' | 'moving_mean' | 'moving_variance';

/** What a conv unit, or a part of the head, is to its network. Indices count from 0. */
export type Place =
  | { readonly part: 'stem' }
  /** Part of a block's repeat: `conv1`…, `shortcut`; `expand`, `depthwise`, `se_reduce`, `se_expand`, `project`. */
  | { readonly part: 'block'; readonly block: string; readonly repeat: number; readonly conv: string }
  /** Part of an edge: `in`, `down`, `down0`…, `space_to_depth`, `out`. */
  | { readonly part: 'resample'; readonly block: string; readonly edge: number; readonly conv: string }
  /** Feature of a level: of a backbone, or of a pyramid, whose `lateral` convolutions come before. */
  | { readonly part: 'endpoint' | 'lateral'; readonly level: number }
  /**
   * Layer of a head, its norm included where the two have one name: of the RetinaNet head's `class` and `box` nets, of `rpn`,
   * `box_head` (`box_head1`… of a cascade) and `mask_head`. `depthwise` is the first half of a separable convolution.
   */
  | { readonly part: 'head-layer'; readonly head: string; readonly layer: string; readonly depthwise: boolean }
  /** Norm that follows layer `conv<index>` of a head for one level, or for all. */
  | { readonly part: 'head-norm'; readonly head: string; readonly index: number; readonly level: number | undefined }
  /** Fully connected layer of a classifier. */
  | { readonly part: 'logits' };

export interface ParamName {
  /** IR name of the param. */
  readonly name: string;
  /** IR name of its unit: the name without the leaf. */
  readonly unit: string;
  readonly leaf: Leaf;
  readonly place: Place;
}

const patterns: readonly (readonly [RegExp, (match: readonly string[]) => Place])[] = [
  [/^stem$/, () => ({ part: 'stem' })],
  [/^endpoint_(\d+)$/, ([level]) => ({ part: 'endpoint', level: Number(level) })],
  [/^lateral_(\d+)$/, ([level]) => ({ part: 'lateral', level: Number(level) })],
  [/^logits$/, () => ({ part: 'logits' })],
  [
    /^(class|box|rpn)\/norm(\d+)(?:\/(\d+))?$/,
    ([head = '', index, level]) => ({
      part: 'head-norm',
      head,
      index: Number(index),
      level: level === undefined ? undefined : Number(level),
    }),
  ],
  [
    /^(class|box|rpn|box_head\d*|mask_head)\/(conv\d+|dense\d+|deconv|predict|logits|class|box)(\/depthwise)?$/,
    ([head = '', layer = '', depthwise]) => ({ part: 'head-layer', head, layer, depthwise: depthwise !== undefined }),
  ],
  [
    /^(.+)\/repeat(\d+)\/(\w+)$/,
    ([block = '', repeat, conv = '']) => ({ part: 'block', block, repeat: Number(repeat), conv }),
  ],
  [
    /^(.+)\/resample(\d+)\/(\w+)$/,
    ([block = '', edge, conv = '']) => ({ part: 'resample', block, edge: Number(edge), conv }),
  ],
];

/** Number at the end of `conv3`, `dense0`. */
export const numberIn = (layer: string): number => Number(/\d+$/.exec(layer)?.[0] ?? 0);

/** Takes a name apart; undefined for a param that no official checkpoint has (fusion weights). */
export function parseParamName(name: string): ParamName | undefined {
  const [, unit, leaf] = /^(.+)\/(kernel|bias|gamma|beta|moving_mean|moving_variance)$/.exec(name) ?? [];
  if (unit === undefined) return undefined;
  for (const [pattern, place] of patterns) {
    const match = pattern.exec(unit);
    if (match) return { name, unit, leaf: leaf as Leaf, place: place(match.slice(1)) };
  }
  return undefined;
}

/** Whether a param is of a head, by its name. */
export function isHeadParam(name: string): boolean {
  const part = parseParamName(name)?.place.part;
  return part === 'logits' || part === 'head-layer' || part === 'head-norm';
}

/** The names of a graph's stored params, in the graph's order: the order in which the official codes make theirs. */
export function paramNames(graph: Graph): readonly ParamName[] {
  return graph.params.flatMap((param) => (param.source === 'stored' ? (parseParamName(param.name) ?? []) : []));
}

/** Whether a param is the kernel of a depthwise convolution: `depthwise` of a block, `down…` of a mobile edge. */
export function isDepthwise({ place, leaf }: ParamName, mobile: boolean): boolean {
  if (leaf !== 'kernel') return false;
  if (place.part === 'head-layer') return place.depthwise;
  return mobile && 'conv' in place && (place.conv === 'depthwise' || place.conv.startsWith('down'));
}

/** Whether the blocks are MBConvs. */
export function isMobile(names: readonly ParamName[]): boolean {
  return names.some(({ place }) => place.part === 'block' && place.conv === 'depthwise');
}

/** Places of blocks in the running list: stem blocks and, from 0 again, scale-permuted blocks. */
export interface BlockOrder {
  readonly stem: ReadonlyMap<string, number>;
  readonly permuted: ReadonlyMap<string, number>;
}

/** Order of the blocks that have params. A block `b<n>` is number n of the running list, also when others were dropped. */
export function blockOrder(names: readonly ParamName[]): BlockOrder {
  const resampled = new Set(names.flatMap(({ place }) => (place.part === 'resample' ? place.block : [])));
  const all = [...new Set(names.flatMap(({ place }) => ('block' in place ? place.block : [])))];
  const stem = all.filter((block) => !resampled.has(block));
  const numbered = all.every((block) => /^b\d+$/.test(block));
  const index = (block: string): number => (numbered ? Number(block.slice(1)) : all.indexOf(block));
  return {
    stem: new Map(stem.map((block) => [block, index(block)])),
    permuted: new Map([...resampled].map((block) => [block, index(block) - stem.length])),
  };
}
