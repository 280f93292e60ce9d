/**
 * A network over any number of pictures, in batches, one result a picture as soon as it is there. A picture that can't be
 * read is a result, too: the others are not its fault. `detect`, `classify` and evaluation are loops over this.
 */
import { diagnostic, DiagnosticError, type Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { Dim } from '../../compiler/ir/tensor-type.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import { imageShapes, type PictureGeometry } from '../image/placement.ts';
import type { PreparedInput } from '../network.ts';

/** What of a network is needed here; `load` gives more. */
export interface PictureNetwork<P> {
  /** `[N,H,W,C]`; a fixed N is how many pictures the network takes at a time. */
  readonly inputShape: readonly Dim[];
  readonly prepare: (pictures: readonly P[]) => Promise<PreparedInput>;
  /** `imageShape` is `[N,2]`: height and width of the part of each input that is picture, which boxes are clipped to. */
  readonly run: (input: Tensor, told: { readonly imageShape: Tensor }) => Promise<Record<string, Tensor>>;
}

export interface PictureDone<P> {
  /** Place in the list of pictures. */
  readonly index: number;
  readonly picture: P;
  readonly failure?: undefined;
  readonly geometry: PictureGeometry;
  /** The network's outputs for this picture alone, `[1,…]`. */
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** What of the file was left out (SPN7005, SPN7006). */
  readonly notes: readonly Diagnostic[];
  /** Of the network, its share of the batch. */
  readonly milliseconds: number;
}

export interface PictureFailed<P> {
  readonly index: number;
  readonly picture: P;
  /** SPN7001 to SPN7004: the picture can't be read. */
  readonly failure: DiagnosticError;
}

export interface BatchOptions {
  /** Pictures at a time. Default: the network's own batch, which is the only choice where it is fixed, or 1. */
  readonly batch?: number | undefined;
}

interface Prepared<P> {
  readonly index: number;
  readonly picture: P;
  readonly input: PreparedInput;
}

/**
 * Results come in the order of the pictures, but for those that can't be read, which come at once. Nothing is computed
 * ahead: a loop that stops asking has stopped the work.
 * @throws DiagnosticError what the network throws, SPN6005 for a batch that it does not take, and SPN6032 when an output
 *   is not of the whole batch.
 */
export async function* runPictures<P>(
  network: PictureNetwork<P>,
  pictures: Iterable<P>,
  options: BatchOptions = {},
): AsyncGenerator<PictureDone<P> | PictureFailed<P>, void, void> {
  const fixed = network.inputShape[0];
  const size = batchSize(fixed, options.batch);
  let waiting: Prepared<P>[] = [];
  let index = -1;
  for (const picture of pictures) {
    index++;
    let input: PreparedInput;
    try {
      input = await network.prepare([picture]);
    } catch (error) {
      if (!isPictureFault(error)) throw error;
      yield { index, picture, failure: error };
      continue;
    }
    waiting.push({ index, picture, input });
    if (waiting.length < size) continue;
    yield* runBatch(network, waiting, size);
    waiting = [];
  }
  if (waiting.length > 0) yield* runBatch(network, waiting, typeof fixed === 'number' ? size : waiting.length);
}

function batchSize(fixed: Dim | undefined, wanted: number | undefined): number {
  if (typeof fixed !== 'number') return Math.max(1, wanted ?? 1);
  if (wanted === undefined || wanted === fixed) return fixed;
  const message = `the network takes ${fixed} ${fixed === 1 ? 'picture' : 'pictures'} at a time, not ${wanted}`;
  throw new DiagnosticError(diagnostic('SPN6005', message, { suggestion: 'leave the batch out' }));
}

const pictureFaults: ReadonlySet<string> = new Set(['SPN7001', 'SPN7002', 'SPN7003', 'SPN7004']);

function isPictureFault(error: unknown): error is DiagnosticError {
  return error instanceof DiagnosticError && error.diagnostics.every(({ code }) => pictureFaults.has(code));
}

/** Runs prepared pictures as one batch of `size`; what a fixed batch has too many stays 0 and is thrown away. */
async function* runBatch<P>(
  network: PictureNetwork<P>,
  prepared: readonly Prepared<P>[],
  size: number,
): AsyncGenerator<PictureDone<P>, void, void> {
  const tensor = stack(
    prepared.map(({ input }) => input.tensor),
    size,
  );
  const start = performance.now();
  const outputs = await network.run(tensor, { imageShape: paddedShapes(prepared, tensor) });
  const milliseconds = (performance.now() - start) / prepared.length;
  for (const [place, { index, picture, input }] of prepared.entries()) {
    const [geometry] = input.geometries;
    if (geometry === undefined) throw new RangeError('a prepared picture has no geometry');
    const { notes } = input;
    yield { index, picture, geometry, outputs: rowOf(outputs, place, size), notes, milliseconds };
  }
}

/** Where a batch is filled up there is no picture: the whole input stands for one. */
function paddedShapes(prepared: readonly Prepared<unknown>[], { dims }: Tensor): Tensor {
  const [size = 1, height = 0, width = 0] = dims;
  const shapes = imageShapes(prepared.flatMap(({ input }) => input.geometries));
  const data = Float32Array.from({ length: 2 * size }, (_, i) => shapes.data[i] ?? (i % 2 === 0 ? height : width));
  return { dims: [size, 2], data };
}

function stack(tensors: readonly Tensor[], size: number): Tensor {
  const [first] = tensors;
  if (first === undefined) throw new RangeError('nothing to stack');
  if (size === 1) return first;
  const data = new Float32Array(size * first.data.length);
  for (const [i, tensor] of tensors.entries()) data.set(tensor.data, i * first.data.length);
  return { dims: [size, ...first.dims.slice(1)], data };
}

/** One picture's part of every output of a batch. @throws DiagnosticError SPN6032 */
export function rowOf(
  outputs: Readonly<Record<string, Tensor>>,
  place: number,
  size: number,
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { dims, data }]) => {
      if (dims[0] !== size) {
        const message = `the output ${name} is [${dims.join(',')}] for ${size} pictures`;
        throw new DiagnosticError(diagnostic('SPN6032', message));
      }
      const length = data.length / size;
      const part = Float32Array.from({ length }, (_, i) => data[place * length + i]!);
      return [name, { dims: [1, ...dims.slice(1)], data: part }];
    }),
  );
}
