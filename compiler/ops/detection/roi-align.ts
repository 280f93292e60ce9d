/**
 * RoIAlign over a feature pyramid: one bilinear sample in every bin, from the level whose resolution fits the box. After
 * `multilevel_crop_and_resize` of the official codes: samples beyond the border repeat it, weights do not.
 */
import type { Values } from './settings.ts';

export interface RoiAlignSettings {
  readonly levels: readonly number[];
  /** Bins per side. */
  readonly size: number;
  /** Where in a bin the sample lies, of its side. */
  readonly sampleOffset: number;
}

/** A box of this side is looked at on level 4, one of twice the side on level 5. */
const canonicalSide = 224;
const canonicalLevel = 4;

/** floor(log2(√area / 224)) + 4 within the levels, by comparing: no logarithm that rounds is involved. */
export function levelOf(height: number, width: number, levels: readonly number[]): number {
  const side = Math.fround(Math.sqrt(Math.fround(height * width)));
  const [lowest = 0] = levels;
  const highest = levels[levels.length - 1] ?? lowest;
  let level = lowest;
  while (level < highest && side >= canonicalSide * 2 ** (level + 1 - canonicalLevel)) level++;
  return level;
}

/**
 * @param boxes `[N,R,4]`; `features` per level `[N,H,W,C]`; `sizes` per level H and W
 * @returns `out`, `[R·N,size,size,C]`
 */
export function roiAlign<T extends Values>(
  settings: RoiAlignSettings,
  batch: number,
  regions: number,
  boxes: Values,
  features: readonly Values[],
  sizes: readonly (readonly number[])[],
  out: T,
): T {
  const { levels, size, sampleOffset } = settings;
  const [lowest = 0] = levels;
  const channels = features[0]!.length / (batch * sizes[0]![0]! * sizes[0]![1]!);
  const rows = new Samples(size);
  const columns = new Samples(size);
  for (let region = 0, at = 0; region < batch * regions; region++) {
    const b = 4 * region;
    const height = Math.fround(boxes[b + 2]! - boxes[b]!);
    const width = Math.fround(boxes[b + 3]! - boxes[b + 1]!);
    const level = levelOf(height, width, levels);
    const stride = 2 ** level;
    const feature = features[level - lowest]!;
    const [mapHeight, mapWidth] = sizes[level - lowest]! as readonly [number, number];
    rows.lay(boxes[b]! / stride, height / stride, mapHeight, sampleOffset);
    columns.lay(boxes[b + 1]! / stride, width / stride, mapWidth, sampleOffset);
    const start = Math.floor(region / regions) * mapHeight * mapWidth;
    for (let i = 0; i < size; i++) {
      const top = (start + rows.before[i]! * mapWidth) * channels;
      const bottom = (start + rows.after[i]! * mapWidth) * channels;
      const down = rows.weight[i]!;
      for (let j = 0; j < size; j++) {
        const left = columns.before[j]! * channels;
        const right = columns.after[j]! * channels;
        const across = columns.weight[j]!;
        const weights = [(1 - down) * (1 - across), (1 - down) * across, down * (1 - across), down * across] as const;
        for (let c = 0; c < channels; c++)
          out[at++] =
            weights[0] * feature[top + left + c]! +
            weights[1] * feature[top + right + c]! +
            weights[2] * feature[bottom + left + c]! +
            weights[3] * feature[bottom + right + c]!;
      }
    }
  }
  return out;
}

/** Positions along one axis: the cells before and after each, and the weight of the one after. */
class Samples {
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly weight: Float32Array;

  constructor(count: number) {
    this.before = new Int32Array(count);
    this.after = new Int32Array(count);
    this.weight = new Float32Array(count);
  }

  lay(start: number, length: number, cells: number, offset: number): void {
    const count = this.before.length;
    for (let i = 0; i < count; i++) {
      const position = Math.fround(start + Math.fround(((i + offset) * length) / count));
      const before = Math.min(Math.max(Math.floor(position), 0), cells - 1);
      this.before[i] = before;
      this.after[i] = Math.min(before + 1, cells - 1);
      this.weight[i] = position - before;
    }
  }
}
