/**
 * Names in checkpoints of the TPU repository (TF1 variables, HWIO). Convs and norms are numbered within their variable
 * scope in the order in which the code makes them, which is the graph's: `conv2d`, `conv2d_1`…; one norm per conv. The root
 * scope holds stem and endpoints, every scale-permuted block has a scope per edge and one for its group.
 * Checked against the published SpineNet-49S checkpoint's index: all 130 backbone kernels.
 */
import { blockOrder, paramNames, type BlockOrder, type ParamName, type Place } from './param-name.ts';
import type { NameMapper } from './name-map.ts';

export const tpuNames: NameMapper = (graph) => {
  const names = paramNames(graph);
  const order = blockOrder(names);
  const separable = new Set(names.flatMap(({ unit }) => (unit.endsWith('/depthwise') ? unit.slice(0, -10) : [])));
  const numbers = unitNumbers(names, order);
  return new Map(
    names.map((param) => [param.name, { name: officialName(param, order, numbers, separable), layout: 'same' }]),
  );
};

/** Variable scope of a numbered unit; undefined in the head, whose layers have names. */
function scopeOf(place: Place, { stem, permuted }: BlockOrder): string | undefined {
  if (place.part === 'head-conv' || place.part === 'head-norm') return undefined;
  const index = 'block' in place ? permuted.get(place.block) : undefined;
  if (index === undefined) return 'spinenet';
  const policy = `spinenet/sub_policy${index}`;
  return place.part === 'resample'
    ? `${policy}/resample_with_alpha_resample_${index}_${place.edge}`
    : `${policy}/scale_permuted_block_${stem.size + index}`;
}

/** Number of every unit within its scope. */
function unitNumbers(names: readonly ParamName[], order: BlockOrder): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const { unit, place } of names) {
    const scope = scopeOf(place, order);
    if (scope === undefined || numbers.has(unit)) continue;
    const number = made.get(scope) ?? 0;
    numbers.set(unit, number);
    made.set(scope, number + 1);
  }
  return numbers;
}

function officialName(
  { unit, leaf, place }: ParamName,
  order: BlockOrder,
  numbers: ReadonlyMap<string, number>,
  separable: ReadonlySet<string>,
): string {
  if (place.part === 'head-conv') {
    const layer = `retinanet/${place.subnet}_net/${place.subnet}-${place.conv.replace('conv', '')}`;
    if (place.depthwise) return `${layer}/depthwise_${leaf}`;
    return `${layer}/${leaf === 'kernel' && separable.has(unit) ? 'pointwise_kernel' : leaf}`;
  }
  if (place.part === 'head-norm') {
    const level = place.level === undefined ? '' : `-${place.level}`;
    return `retinanet/${place.subnet}_net/${place.subnet}-${place.index}${level}/${leaf}`;
  }
  const number = numbers.get(unit)!;
  const layer = leaf === 'kernel' ? 'conv2d' : 'batch_normalization';
  return `${scopeOf(place, order)!}/${layer}${number === 0 ? '' : `_${number}`}/${leaf}`;
}
