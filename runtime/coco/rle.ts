/**
 * Run-length masks of COCO: a mask read column by column, as lengths of runs of 0 and 1 in turn, the first of 0 (it may be
 * empty). Same results as pycocotools' `maskApi.c`, bit by bit: https://github.com/cocodataset/cocoapi.
 */

/** A mask of `height`×`width` pixels; `counts` add up to their product. */
export interface Rle {
  readonly height: number;
  readonly width: number;
  readonly counts: Uint32Array;
}

/** Encodes a mask of `[width,height]`: column by column, anything but 0 is inside. */
export function encodeMask(columns: ArrayLike<number>, height: number, width: number): Rle {
  const counts: number[] = [];
  let [run, inside] = [0, false];
  for (let i = 0; i < height * width; i++) {
    if ((columns[i] !== 0) !== inside) {
      counts.push(run);
      run = 0;
      inside = !inside;
    }
    run++;
  }
  counts.push(run);
  return { height, width, counts: Uint32Array.from(counts) };
}

/** The mask as 0 and 1, `[width,height]`: column by column. */
export function decodeMask({ height, width, counts }: Rle): Uint8Array {
  const columns = new Uint8Array(height * width);
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    if (i % 2 === 1) columns.fill(1, at, at + counts[i]!);
    at += counts[i]!;
  }
  return columns;
}

/** Pixels inside. */
export function maskArea({ counts }: Rle): number {
  let area = 0;
  for (let i = 1; i < counts.length; i += 2) area += counts[i]!;
  return area;
}

/**
 * The smallest box around a mask: x, y, width, height. The box of an empty mask is [0, 0, 0, 0] where the mask has no run of
 * 1, and where it has empty ones what unsigned 32-bit numbers make of it, as in the original.
 */
export function maskBox({
  height,
  width,
  counts,
}: Rle): readonly [x: number, y: number, width: number, height: number] {
  const pairs = counts.length - (counts.length % 2);
  if (pairs === 0) return [0, 0, 0, 0];
  let [left, top, right, bottom] = [width, height, 0, 0];
  let end = 0;
  for (let i = 0; i < pairs; i++) {
    const start = end;
    end += counts[i]!;
    if (i % 2 === 0 || counts[i] === 0) continue;
    const firstRow = start % height;
    const firstColumn = (start - firstRow) / height;
    const lastRow = (end - 1) % height;
    const lastColumn = (end - 1 - lastRow) / height;
    left = Math.min(left, firstColumn);
    right = Math.max(right, lastColumn);
    if (firstColumn < lastColumn) {
      top = 0;
      bottom = height - 1;
    } else {
      top = Math.min(top, firstRow);
      bottom = Math.max(bottom, lastRow);
    }
  }
  return [left, top, (right - left + 1) >>> 0, (bottom - top + 1) >>> 0];
}

/** Pixels that are inside any of the masks, all of one size. The list may not be empty. */
export function mergeMasks(masks: readonly Rle[]): Rle {
  return masks.slice(1).reduce(union, masks[0]!);
}

function union(one: Rle, other: Rle): Rle {
  const [a, b] = [one.counts, other.counts];
  const counts = new Uint32Array(a.length + b.length + 1);
  let length = 0;
  let [nextA, nextB] = [1, 1];
  let [leftA, leftB] = [a[0]!, b[0]!];
  let [insideA, insideB, inside] = [false, false, false];
  for (let run = 0; ;) {
    const step = Math.min(leftA, leftB);
    run += step;
    leftA -= step;
    leftB -= step;
    if (leftA === 0 && nextA < a.length) {
      leftA = a[nextA++]!;
      insideA = !insideA;
    }
    if (leftB === 0 && nextB < b.length) {
      leftB = b[nextB++]!;
      insideB = !insideB;
    }
    const before = inside;
    inside = insideA || insideB;
    const done = leftA + leftB === 0;
    if (inside !== before || done) {
      counts[length++] = run;
      run = 0;
    }
    if (done) return { height: one.height, width: one.width, counts: counts.slice(0, length) };
  }
}

/** Pixels inside both masks, and inside any of them. */
export function commonPixels(a: Uint32Array, b: Uint32Array): { readonly both: number; readonly any: number } {
  let [both, any] = [0, 0];
  let [nextA, nextB] = [1, 1];
  let [leftA, leftB] = [a[0]!, b[0]!];
  let [insideA, insideB] = [false, false];
  do {
    const step = leftA < leftB ? leftA : leftB;
    if (insideA || insideB) {
      any += step;
      if (insideA && insideB) both += step;
    }
    leftA -= step;
    leftB -= step;
    if (leftA === 0 && nextA < a.length) {
      leftA = a[nextA++]!;
      insideA = !insideA;
    }
    if (leftB === 0 && nextB < b.length) {
      leftB = b[nextB++]!;
      insideB = !insideB;
    }
  } while (leftA + leftB > 0);
  return { both, any };
}
