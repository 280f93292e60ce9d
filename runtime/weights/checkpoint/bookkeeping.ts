/** Sorting what training leaves in a checkpoint beside the weights: optimiser slots, counters, averages. By name alone. */
import { floatTypes, type Bookkeeping, type CheckpointTensor } from './checkpoint.ts';

export interface Sorted {
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  readonly averages: ReadonlyMap<string, CheckpointTensor>;
  readonly bookkeeping: readonly Bookkeeping[];
}

/** What follows a variable's name in the name of its moving average: TF1, and a slot of the garden's optimiser. */
const averageOf = /^(.+?)(?:\/ExponentialMovingAverage|\/\.OPTIMIZER_SLOT\/[^/]+\/average)$/;

const rules: readonly (readonly [RegExp, string])[] = [
  [/\/\.OPTIMIZER_SLOT\//, 'optimizer slot'],
  [/^(?:optimizer|_optimizer|model\/optimizer|optimizer_weights|optimizer_states?)(?:$|[/.])/, 'optimizer state'],
  [/^(?:beta[12]_power|learning_rate|cond_\d+\/beta[12]_power)$/, 'optimizer state'],
  [/^(?:global_step|save_counter|iterations|epoch|iter)(?:_\d+)?$/, 'step counter'],
  [/(?:^|\.)num_batches_tracked$/, 'step counter'],
  [/^_CHECKPOINTABLE_OBJECT_GRAPH$/, 'object graph'],
  [/\/\.ATTRIBUTES\/(?!VARIABLE_VALUE)/, 'object configuration'],
  [/(?:^|\/)(?:loss_scale|loss_scale_state|good_steps|current_loss_scale)$/, 'optimizer state'],
];

/** @param all everything in the file, under names without `/.ATTRIBUTES/VARIABLE_VALUE`. */
export function sortEntries(all: ReadonlyMap<string, CheckpointTensor>): Sorted {
  const tensors = new Map<string, CheckpointTensor>();
  const averages = new Map<string, CheckpointTensor>();
  const bookkeeping: Bookkeeping[] = [];
  for (const [name, tensor] of all) {
    const averaged = averageOf.exec(name)?.[1];
    const why = averaged === undefined ? reasonFor(name, tensor, all) : undefined;
    if (averaged !== undefined) averages.set(averaged, tensor);
    else if (why !== undefined) bookkeeping.push({ name, why });
    else tensors.set(name, tensor);
  }
  return { tensors, averages, bookkeeping };
}

function reasonFor(
  name: string,
  { type }: CheckpointTensor,
  all: ReadonlyMap<string, CheckpointTensor>,
): string | undefined {
  const known = rules.find(([pattern]) => pattern.test(name));
  if (known !== undefined) return known[1];
  // TF1 names a slot after its variable: `…/kernel/Momentum`, `…/kernel/Adam_1`.
  const slash = name.lastIndexOf('/');
  if (slash > 0 && all.has(name.slice(0, slash))) return `optimizer slot ${name.slice(slash + 1)}`;
  return floatTypes.has(type) ? undefined : `not a weight (${type})`;
}
