/**
 * Ops whose work depends on the data: generated modules compute them on the host, with the text of the same algorithms
 * that the reference evaluator runs (`ops/detection`). Their operands are read back, their result is uploaded.
 */
import type { Node, NodeOf } from '../../ir/graph.ts';
import type { TensorType } from '../../ir/tensor-type.ts';
import { code, join, propertyKey, type Code } from '../code.ts';
import { detectionDeclarations } from './detection-source.generated.ts';

/** Kinds that are computed on the host. */
export type HostKind =
  | 'dense-detections'
  | 'region-proposals'
  | 'multilevel-roi-align'
  | 'refine-boxes'
  | 'roi-detections'
  | 'select-masks'
  | 'detection-field';

/** What a host op may ask while it is spelled. */
export interface HostContext {
  /** Expressions for the inputs' values, Float32Arrays. */
  readonly values: readonly Code[];
  readonly types: readonly TensorType[];
  readonly batch: Code;
  /** An array of the result's size. */
  readonly result: Code;
}

/** Gives an expression of type `Float32Array`: a call of the algorithm that `algorithm` names. */
interface HostOp<K extends HostKind> {
  readonly algorithm: string;
  readonly call: (node: NodeOf<K>, context: HostContext) => Code;
}

const hostOps: { readonly [K in HostKind]: HostOp<K> } = {
  'dense-detections': {
    algorithm: 'denseDetections',
    call: (node, context) => code`denseDetections(${pyramid(node, context)})`,
  },
  'region-proposals': {
    algorithm: 'regionProposals',
    call: (node, context) => code`regionProposals(${pyramid(node, context)})`,
  },
  'multilevel-roi-align': {
    algorithm: 'roiAlign',
    call: ({ attrs }, { values, types, batch, result }) =>
      code`roiAlign(${literal(attrs)}, ${batch}, ${count(types[0], 1)}, ${values[0]!}, ${values.slice(1)}, ${sizes(types.slice(1))}, ${result})`,
  },
  'refine-boxes': {
    algorithm: 'refinedBoxes',
    call: ({ attrs }, { values, types, batch, result }) =>
      code`refinedBoxes(${literal(attrs.coder)}, ${batch}, ${count(types[1], 1)}, ${join(values)}, ${result})`,
  },
  'roi-detections': {
    algorithm: 'regionDetections',
    call: ({ attrs }, { values, types, batch }) =>
      code`regionDetections(${literal(attrs)}, ${batch}, ${count(types[1], 1)}, ${join(values)})`,
  },
  'select-masks': {
    algorithm: 'selectMasks',
    call: (_node, { values, types, batch, result }) => {
      const [, height = 0, width = 0, channels = 0] = types[0]!.dims as readonly number[];
      return code`selectMasks(${count(types[1], 1)} * ${batch}, ${height * width}, ${channels}, ${join(values)}, ${result})`;
    },
  },
  'detection-field': {
    algorithm: 'detectionField',
    call: ({ attrs }, { values, batch, result }) =>
      code`detectionField(${attrs.field}, ${batch}, ${join(values)}, ${result})`,
  },
};

const kinds: ReadonlySet<string> = new Set(Object.keys(hostOps));

/** Is the node computed on the host? Then it runs no kernel. */
export function isHostNode(node: Node): node is NodeOf<HostKind> & Node {
  return kinds.has(node.kind);
}

/** The call that computes a host node, as an expression of type `Float32Array`. */
export function hostCall(node: NodeOf<HostKind>, context: HostContext): Code {
  return (hostOps[node.kind] as HostOp<HostKind>).call(node, context);
}

/** Names and texts of the declarations that nodes of these kinds need, in their order. */
export function hostDeclarations(nodes: readonly Node[]): {
  readonly names: readonly string[];
  readonly texts: readonly Code[];
} {
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    detectionDeclarations[name]!.uses.forEach(need);
  };
  for (const node of nodes) if (isHostNode(node)) need(hostOps[node.kind].algorithm);
  const names = Object.keys(detectionDeclarations).filter((name) => needed.has(name));
  return { names, texts: names.map((name) => detectionDeclarations[name]!.text) };
}

/** Settings, batch and operands of what looks at one map of scores and one of boxes per level. */
function pyramid(
  { attrs }: NodeOf<'dense-detections' | 'region-proposals'>,
  { values, types, batch }: HostContext,
): Code {
  const levels = attrs.levels.length;
  const [shape, ...maps] = values;
  const scores = types.slice(1, 1 + levels);
  return code`${literal(attrs)}, ${batch}, ${shape!}, ${maps.slice(0, levels)}, ${maps.slice(levels)}, ${sizes(scores)}`;
}

const count = (type: TensorType | undefined, axis: number): number => type?.dims[axis] as number;

/** Height and width of each map. */
function sizes(types: readonly TensorType[]): Code {
  return code`${types.map(({ dims }) => [dims[1] as number, dims[2] as number])}`;
}

/** Attributes as an object literal. */
function literal(value: unknown): Code {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return code`${value}`;
  if (Array.isArray(value)) return code`${value.map(literal)}`;
  const fields = Object.entries(value as Readonly<Record<string, unknown>>);
  return code`{ ${join(fields.map(([key, field]) => code`${propertyKey(key)}: ${literal(field)}`))} }`;
}
