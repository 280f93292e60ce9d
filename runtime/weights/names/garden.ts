/**
 * Names in checkpoints of the model garden (TF2 object graph, HWIO), without their `/.ATTRIBUTES/VARIABLE_VALUE`. The
 * backbone's layers have numbers, `backbone/layer_with_weights-17/kernel`, in Keras' order; a block is one layer whose parts
 * have names (`_conv1`, `_norm1`… `_shortcut`, `_norm0`). The head's layers are lists: `head/_cls_norms/<level>/<i>/gamma`.
 */
import type { Graph } from '../../../compiler/ir/graph.ts';
import { kerasLayerOrder } from './keras-order.ts';
import type { NameMapper } from './name-map.ts';
import { paramNames, type ParamName } from './param-name.ts';

export const gardenNames: NameMapper = (graph) => {
  const names = paramNames(graph);
  const numbers = weightedLayerNumbers(graph, names);
  const levels = [...new Set(names.flatMap(({ place }) => (place.part === 'head-norm' ? (place.level ?? []) : [])))];
  return new Map(
    names.map((param) => [param.name, { name: officialName(param, numbers, levels), layout: 'same' } as const]),
  );
};

/** The Keras layer of a backbone param: its block's repeat, or its unit's conv or norm. */
function layerOf({ unit, leaf, place }: ParamName): string {
  if (place.part === 'block') return `${place.block}/repeat${place.repeat}`;
  return `${unit}/${leaf === 'kernel' || leaf === 'bias' ? 'conv' : 'norm'}`;
}

function weightedLayerNumbers(graph: Graph, names: readonly ParamName[]): ReadonlyMap<string, number> {
  const weighted = new Set(names.map(layerOf));
  const order = kerasLayerOrder(graph).filter((layer) => weighted.has(layer));
  return new Map(order.map((layer, number) => [layer, number]));
}

const headPrefixes: Readonly<Record<string, { readonly lists: string; readonly predict: string }>> = {
  class: { lists: 'head/_cls', predict: 'head/_classifier' },
  box: { lists: 'head/_box', predict: 'head/_box_regressor' },
};

function officialName(param: ParamName, numbers: ReadonlyMap<string, number>, levels: readonly number[]): string {
  const { leaf, place } = param;
  switch (place.part) {
    case 'head-conv': {
      const { lists, predict } = headPrefixes[place.subnet]!;
      const layer = place.conv === 'predict' ? predict : `${lists}_convs/${place.conv.replace('conv', '')}`;
      return `${layer}/${place.depthwise ? `depthwise_${leaf}` : leaf}`;
    }
    case 'head-norm': {
      const level = place.level === undefined ? 0 : levels.indexOf(place.level);
      return `${headPrefixes[place.subnet]!.lists}_norms/${level}/${place.index}/${leaf}`;
    }
    case 'block': {
      const index = place.conv === 'shortcut' ? 0 : Number(place.conv.replace('conv', ''));
      const conv = place.conv === 'shortcut' ? '_shortcut' : `_conv${index}`;
      const part = leaf === 'kernel' || leaf === 'bias' ? conv : `_norm${index}`;
      return `backbone/layer_with_weights-${numbers.get(layerOf(param))!}/${part}/${leaf}`;
    }
    case 'stem':
    case 'resample':
    case 'endpoint':
      return `backbone/layer_with_weights-${numbers.get(layerOf(param))!}/${leaf}`;
  }
}
