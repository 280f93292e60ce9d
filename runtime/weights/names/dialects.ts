/** Whose names a checkpoint has: told from the names themselves, and mapped by that dialect's table. */
import type { NameMapper } from './name-map.ts';
import { nameDialects, type NameDialect } from './dialect-names.ts';
import { gardenNames } from './garden.ts';
import { torchNames } from './torch.ts';
import { tpuNames } from './tpu.ts';

const irNames: NameMapper = (graph) => new Map(graph.params.map(({ name }) => [name, { name, layout: 'same' }]));

interface NameTable {
  readonly title: string;
  readonly mapper: NameMapper;
  /** Keras drops blocks that lead to no endpoint; the other codes save all that they have made. */
  readonly saves: 'everything' | 'endpoints';
  /** What only names of this dialect look like. */
  readonly mark: RegExp;
}

export const nameTables: Readonly<Record<NameDialect, NameTable>> = {
  tpu: {
    title: 'TPU repository (TF1)',
    mapper: tpuNames,
    saves: 'everything',
    mark: /^(?!backbone\/|decoder\/|model\/).*\/(?:conv2d|batch_normalization|depthwise_conv2d|dense)(?:_\d+)?\/\w+$|^(?:retinanet|rpn_head|fast_rcnn_head|mask_head|fpn)\/(?!_)/,
  },
  garden: {
    title: 'model garden (TF2)',
    mapper: gardenNames,
    saves: 'endpoints',
    mark: /(?:^|\/)layer_with_weights-\d+\/|^(?:backbone|decoder|model)\/layers\/|^(?:model\/)?_?(?:\w+_)?head\/(?:\d+\/)?_/,
  },
  torch: {
    title: 'PyTorch port',
    mapper: torchNames,
    saves: 'everything',
    mark: /\.(?:weight|bias|running_mean|running_var)$/,
  },
  ir: {
    title: 'spinec',
    mapper: irNames,
    saves: 'endpoints',
    mark: /^(?:stem|endpoint_\d+|[\w-]+\/(?:repeat|resample)\d+\/\w+|(?:class|box)\/(?:conv|norm)\d+(?:\/\d+)?)\/(?:kernel|gamma|beta|moving_\w+)$/,
  },
};

/** The dialect that most of the names are of; undefined when none is recognised. */
export function detectDialect(names: Iterable<string>): NameDialect | undefined {
  const counts = new Map<NameDialect, number>();
  for (const name of names) {
    const dialect = nameDialects.find((candidate) => nameTables[candidate].mark.test(name));
    if (dialect !== undefined) counts.set(dialect, (counts.get(dialect) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0];
}
