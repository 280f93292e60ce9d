/**
 * The one order of fields that `fmt` knows. It says nothing about which fields are allowed (the schema does); fields it
 * has not heard of come last, in alphabetical order.
 */
import type { PropertyNode, SpecNode } from './ast.ts';

/** The order of an object's fields, and the shapes below them; `items` is for the members of a list. */
interface Shape {
  readonly keys?: readonly string[];
  readonly below?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
}

const block: Shape = {
  keys: ['id', 'level', 'kind', 'inputs', 'output', 'filters', 'baseFilters', 'repeats', 'activation', 'feature'],
};

const anchors: Shape = { keys: ['scales', 'aspectRatios', 'size', 'convention'] };
const input: Shape = { keys: ['height', 'width', 'channels'] };
const norm: Shape = { keys: ['epsilon', 'momentum'] };
const scale: Shape = { keys: ['filters', 'resampleAlpha', 'repeats', 'endpointFilters', 'divisor'] };
const network: Shape = { keys: ['input', 'norm', 'scale'], below: { input, norm, scale } };

/** `head` has the settings of every kind, `heads` those of one each. */
const head: Shape = {
  keys: [
    'kind',
    'classes',
    'filters',
    'convs',
    'norm',
    'separable',
    'anchors',
    'background',
    'rpn',
    'box',
    'mask',
    'pool',
    'boxCoder',
    'detections',
    'network',
  ],
  below: {
    anchors,
    rpn: {
      keys: ['filters', 'convs', 'separable', 'anchors', 'proposals'],
      below: {
        anchors,
        proposals: { keys: ['preNmsTopK', 'iouThreshold', 'scoreThreshold', 'minSize', 'max', 'nms'] },
      },
    },
    box: {
      keys: [
        'filters',
        'convs',
        'denseLayers',
        'denseUnits',
        'separable',
        'classAgnostic',
        'cropSize',
        'weights',
        'ensemble',
      ],
    },
    mask: { keys: ['enabled', 'filters', 'convs', 'separable', 'classAgnostic', 'cropSize'] },
    boxCoder: { keys: ['weights', 'pixelOffset', 'scaleClip', 'order'] },
    detections: {
      keys: [
        'nms',
        'preNmsTopK',
        'topKPer',
        'scoreThreshold',
        'iouThreshold',
        'maxDetections',
        'classAgnostic',
        'softNmsSigma',
        'pixelOffset',
      ],
    },
    network,
  },
};

/** Exported for the test that compares it with the schema. */
export const specShape: Shape = {
  keys: [
    '$schema',
    'name',
    'description',
    'extends',
    'family',
    'dialect',
    'input',
    'levels',
    'activation',
    'norm',
    'stem',
    'baseFilters',
    'scale',
    'mbconv',
    'padding',
    'poolPadding',
    'resample',
    'endpoints',
    'merge',
    'blocks',
    'heads',
    'head',
  ],
  below: {
    input,
    levels: { keys: ['min', 'max'] },
    norm,
    stem: { keys: ['kind', 'filters', 'blocks'], below: { blocks: { items: block } } },
    scale,
    mbconv: {
      keys: ['expandRatio', 'kernel', 'squeezeExcite'],
      below: { squeezeExcite: { keys: ['ratio', 'activation', 'gate'] } },
    },
    resample: { keys: ['pool', 'fit'] },
    endpoints: { keys: ['activation'] },
    merge: { keys: ['unconsumed', 'weighted'] },
    blocks: { items: block },
    heads: {
      keys: ['retinanet', 'mask-rcnn', 'classification'],
      below: { retinanet: head, 'mask-rcnn': head, classification: head },
    },
    head,
  },
};

/** The same tree with every object's fields in canonical order; comments move with their fields. */
export function canonicalOrder(root: SpecNode): SpecNode {
  return sorted(root, specShape);
}

function sorted(node: SpecNode, shape: Shape): SpecNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'array') return { ...node, items: node.items.map((item) => sorted(item, shape.items ?? {})) };
  const properties = node.properties.map((property) => ({
    ...property,
    value: sorted(property.value, ownShape(shape.below, property.key) ?? {}),
  }));
  return { ...node, properties: properties.sort(byRank(shape.keys ?? [])) };
}

function ownShape(below: Shape['below'], key: string): Shape | undefined {
  return below !== undefined && Object.hasOwn(below, key) ? below[key] : undefined;
}

function byRank(keys: readonly string[]): (a: PropertyNode, b: PropertyNode) => number {
  const rank = (key: string): number => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return (a, b) => rank(a.key) - rank(b.key) || byKey(a.key, b.key);
}

/** Levels (`"2"`, `"10"`) by number and before words; words by code unit. */
function byKey(a: string, b: string): number {
  const [isNumber, otherIsNumber] = [/^\d{1,9}$/u.test(a), /^\d{1,9}$/u.test(b)];
  if (isNumber && otherIsNumber && Number(a) !== Number(b)) return Number(a) - Number(b);
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
