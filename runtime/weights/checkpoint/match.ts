/** Holding a checkpoint against a network through a name map: every param and every tensor ends up in exactly one list. */
import type { Graph, StoredParam } from '../../../compiler/ir/graph.ts';
import { fromOfficial, officialDims, type NameMap, type OfficialTensor } from '../names/name-map.ts';
import { floatTypes, type Checkpoint, type CheckpointTensor } from './checkpoint.ts';

export interface MatchedParam {
  readonly param: StoredParam;
  readonly official: OfficialTensor;
  readonly tensor: CheckpointTensor;
}

export interface CheckpointMatch {
  readonly matched: readonly MatchedParam[];
  /** Params that the dialect hasn't got, because they are always zero there. */
  readonly implied: readonly StoredParam[];
  readonly missing: readonly { readonly param: StoredParam; readonly official: OfficialTensor | undefined }[];
  readonly misshapen: readonly (MatchedParam & { readonly expected: readonly number[] })[];
  /** Tensors of parts of the network that lead to no output. */
  readonly idle: readonly CheckpointTensor[];
  readonly unused: readonly CheckpointTensor[];
}

export function matchCheckpoint(graph: Graph, checkpoint: Checkpoint, names: NameMap): CheckpointMatch {
  const matched: MatchedParam[] = [];
  const implied: StoredParam[] = [];
  const missing: { param: StoredParam; official: OfficialTensor | undefined }[] = [];
  const misshapen: (MatchedParam & { expected: readonly number[] })[] = [];
  const claimed = new Set<string>();
  for (const param of graph.params) {
    if (param.source !== 'stored') continue;
    const official = names.get(param.name);
    const found = official === undefined ? [] : findOfficial(checkpoint, official);
    for (const { name } of found) claimed.add(name);
    const [tensor] = found;
    if (official === undefined || tensor === undefined) {
      if (official?.implied === 'zeros') implied.push(param);
      else missing.push({ param, official });
      continue;
    }
    const expected = officialDims(param.type.dims.map(Number), official.layout);
    const fits =
      tensor.dims.length === expected.length &&
      tensor.dims.every((size, i) => size === expected[i]) &&
      floatTypes.has(tensor.type);
    if (fits) matched.push({ param, official, tensor });
    else misshapen.push({ param, official, tensor, expected });
  }
  const needed = new Set(graph.params.map(({ name }) => name));
  const idle = [...names].flatMap(([name, official]) => (needed.has(name) ? [] : findOfficial(checkpoint, official)));
  for (const { name } of idle) claimed.add(name);
  const unused = [...checkpoint.tensors.values()].filter(({ name }) => !claimed.has(name));
  return { matched, implied, missing, misshapen, idle, unused };
}

/** The tensors that go by any of a param's official names. */
export function findOfficial(
  checkpoint: Checkpoint,
  { name, copies = [], others = [] }: OfficialTensor,
): readonly CheckpointTensor[] {
  return [name, ...copies, ...others].flatMap((candidate) => findTensor(checkpoint, candidate) ?? []);
}

/** A tensor by its own name, another of its names, or, where only averages were saved, as an average. */
function findTensor(checkpoint: Checkpoint, name: string): CheckpointTensor | undefined {
  const { tensors, aliases, averages } = checkpoint;
  return tensors.get(name) ?? tensors.get(aliases.get(name) ?? '') ?? averages.get(name);
}

/** Values of a matched param in the IR's order; with `averages`, its moving average where there is one. */
export function readMatched(
  checkpoint: Checkpoint,
  { param, official, tensor }: MatchedParam,
  averages: boolean,
): Float32Array {
  const chosen = averages ? (checkpoint.averages.get(tensor.name) ?? tensor) : tensor;
  return fromOfficial(checkpoint.readFloats(chosen.name), param.type.dims.map(Number), official.layout);
}
