/**
 * Can features be merged? Follows heights and widths through the network, exactly as lowering builds it: windows of any
 * padding halve and round up, nearest-neighbour upsampling multiplies, and `resample.fit` decides what the factors come from.
 */
import { entryLevel, families } from '../resolve/families.ts';
import type { ResolvedSpec } from '../resolve/resolved-spec.ts';
import type { Findings } from './findings.ts';
import type { RunningList } from './running-list.ts';

export type Size = readonly [height: number, width: number];

/** Sizes of all blocks; undefined (with an error) when the network can't take its input's size. */
export function checkSizes(
  spec: ResolvedSpec,
  list: RunningList,
  parents: readonly (readonly number[])[],
  findings: Findings,
): readonly Size[] | undefined {
  const { height, width } = spec.input;
  const sizes: Size[] = [];
  let stemLevel = entryLevel(spec.stem.kind);
  let stemSize: Size = [height, width];
  for (let level = 0; level < stemLevel; level++) stemSize = shrink(stemSize, 2);
  let resized = 0;
  for (const [i, block] of list.blocks.entries()) {
    if (i < list.stem) {
      stemSize = shrink(stemSize, 2 ** Math.max(0, block.level - stemLevel));
      stemLevel = block.level;
      sizes.push(stemSize);
      continue;
    }
    const edges = parents[i]!.map((parent) => resampled(spec, sizes[parent]!, list.blocks[parent]!.level, block.level));
    const fits = spec.family === 'spinenet' && spec.resample.fit === 'resize';
    const expected = fits ? edges[0]!.size : levelSize(spec, block.level);
    const wrong = edges.findIndex(({ size }) => size[0] !== expected[0] || size[1] !== expected[1] || size[0] < 1);
    if (wrong >= 0) {
      const from = list.blocks[parents[i]![wrong]!]!.id;
      const against = fits
        ? `${list.blocks[parents[i]![0]!]!.id} as ${shownSize(expected)}`
        : `its level's size is ${shownSize(expected)}`;
      tellSize(spec, list, `${block.id} gets ${from} as ${shownSize(edges[wrong]!.size)}, but ${against}`, findings);
      return undefined;
    }
    resized += edges.filter((edge) => edge.resized).length;
    sizes.push(expected);
  }
  if (!families[spec.family].permuted) return checkPyramid(spec, list, sizes, findings) ? sizes : undefined;
  if (resized > 0) {
    const count = resized === 1 ? 'one resample ends' : `${resized} resamples end`;
    findings.add(
      'SPN2055',
      'input',
      `${shownSize([height, width])} is no multiple of ${stride(list)}: ${count} in a nearest-neighbour resize`,
    );
  }
  return sizes;
}

/** A pyramid doubles the coarser level and adds it to the finer one. */
function checkPyramid(spec: ResolvedSpec, list: RunningList, sizes: readonly Size[], findings: Findings): boolean {
  const ofLevel = new Map(list.blocks.map(({ level }, i) => [level, sizes[i]!]));
  for (let { min: level } = spec.levels; ofLevel.has(level + 1) && level < spec.levels.max; level++) {
    const [finer, coarser] = [ofLevel.get(level)!, ofLevel.get(level + 1)!];
    if (finer[0] === 2 * coarser[0] && finer[1] === 2 * coarser[1]) continue;
    const doubled = shownSize([2 * coarser[0], 2 * coarser[1]]);
    tellSize(
      spec,
      list,
      `level ${level + 1} doubled is ${doubled}, but level ${level} is ${shownSize(finer)}`,
      findings,
    );
    return false;
  }
  return true;
}

/** The error for an input size, with the next larger sizes that fit. */
export function tellSize(spec: ResolvedSpec, list: RunningList, message: string, findings: Findings): void {
  const { height, width } = spec.input;
  const multiple = stride(list);
  const round = (size: number): number => Math.ceil(size / multiple) * multiple;
  findings.add('SPN2050', 'input', `an input of ${shownSize([height, width])} does not fit: ${message}`, {
    suggestion: `use multiples of ${multiple}, for example ${shownSize([round(height), round(width)])}`,
  });
}

export function shownSize([height, width]: Size): string {
  return `${height}x${width}`;
}

/** Sides that are multiples of the coarsest block's stride always fit. */
function stride(list: RunningList): number {
  return 2 ** Math.max(...list.blocks.map(({ level }) => level));
}

/** Any window here: ceil(size / stride), whichever the padding. */
function shrink([height, width]: Size, by: number): Size {
  return [Math.ceil(height / by), Math.ceil(width / by)];
}

/** Size that a level has by definition. */
function levelSize({ input }: ResolvedSpec, level: number): Size {
  return shrink([input.height, input.width], 2 ** level);
}

/** What one edge makes of a feature's size. */
function resampled(spec: ResolvedSpec, size: Size, source: number, target: number): { size: Size; resized: boolean } {
  if (spec.family !== 'spinenet') return { size: exactlyResampled(spec, size, target), resized: false };
  const { fit, pool } = spec.resample;
  const targetWidth = levelSize(spec, target)[1];
  const from = { resize: size[1], width: levelSize(spec, source)[1], level: 2 ** -source }[fit];
  const to = fit === 'level' ? 2 ** -target : targetWidth;
  let result = size;
  if (from > to) {
    result = shrink(result, 2);
    for (const by of poolStrides[pool](from, to)) result = shrink(result, by);
  } else if (from < to && (to % from === 0 || fit !== 'resize')) {
    const factor = Math.floor(to / from);
    result = [result[0] * factor, result[1] * factor];
  }
  if (fit !== 'resize' || result[1] === to) return { size: result, resized: false };
  return { size: [Math.trunc((to / size[1]) * size[0]), to], resized: true };
}

/** Mobile networks take what divides evenly: a feature's own width against that of the level. */
function exactlyResampled(spec: ResolvedSpec, size: Size, target: number): Size {
  const to = levelSize(spec, target)[1];
  const [height, width] = size;
  if (width < to) return to % width === 0 ? [(height * to) / width, to] : size;
  if (width % to !== 0) return size;
  // Space-to-depth takes whole blocks only.
  if (spec.family === 'eff-spinenet' && width > to && (height % 2 !== 0 || width % 2 !== 0)) return size;
  let result = size;
  for (let left = width; left > to; left /= 2) result = shrink(result, 2);
  return result;
}

/** Strides of the max-pools after the stride-2 convolution (see `lower/spinenet/resample.ts`). */
const poolStrides: Readonly<Record<ResolvedSpec['resample']['pool'], (from: number, to: number) => readonly number[]>> =
  {
    single(from, to) {
      const ratio = Math.floor(from / to);
      if (ratio <= 2) return [];
      return [from % to === 0 ? Math.floor(ratio / 2) : 2];
    },
    repeated(from, to) {
      const strides: number[] = [];
      for (let width = from / 2; width > to; width /= 2) strides.push(2);
      return strides;
    },
  };
