/** A side opened for measuring: one input, the same run again and again. */
import type { BackendName } from '../../../runtime/backends/backend.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { Dim } from '../../ir/tensor-type.ts';
import type { Tensor } from '../../ops/op.ts';
import { interruptible, openRunnable } from '../network.ts';
import { testPicture } from '../test-picture.ts';

export interface OpenOptions {
  readonly path: string;
  readonly backend: BackendName;
  /** Nothing for one picture, or as many as the network always takes. */
  readonly batch: number | undefined;
  readonly threads?: number | undefined;
  readonly allowSoftware?: true | undefined;
}

export interface OpenedSide {
  /** `[N,H,W,C]` */
  readonly input: readonly number[];
  /** One run and what comes out, as every backend gives it. */
  readonly outputs: () => Promise<Record<string, Tensor>>;
  /** What is measured. */
  readonly run: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** Throws what opening throws, and `DiagnosticError` SPN6005 for a network without a size of its own or with another batch. */
export async function openSide({ path, backend, batch, threads, allowSoftware }: OpenOptions): Promise<OpenedSide> {
  const silent = { step: () => undefined, done: () => undefined };
  const network = await openRunnable(path, { backend, threads, allowSoftware, quiet: true }, silent);
  try {
    const dims = inputDims(path, network.inputShape, batch);
    const picture = testPicture(dims);
    const whole = async (): Promise<void> => {
      await network.run(picture);
    };
    const once = network.repeatable?.(picture) ?? whole;
    return {
      input: dims,
      outputs: () => interruptible(backend, () => network.run(picture)),
      run: () => interruptible(backend, once),
      dispose: () => network.dispose(),
    };
  } catch (error) {
    await network.dispose();
    throw error;
  }
}

function inputDims(path: string, [n, ...sizes]: readonly Dim[], batch: number | undefined): readonly number[] {
  const fixed = sizes.filter((size) => typeof size === 'number' && size > 0).map(Number);
  const own = typeof n === 'number' && n > 0 ? n : undefined;
  if (own !== undefined && batch !== undefined && own !== batch)
    throw new DiagnosticError(
      diagnostic('SPN6005', `${path} takes ${own} pictures a run, not ${batch}`, {
        suggestion: `leave out \`--batch\`, or export it with an open batch`,
      }),
    );
  if (fixed.length === 3) return [own ?? batch ?? 1, ...fixed];
  throw new DiagnosticError(
    diagnostic('SPN6005', `${path} leaves the size of its input open: [${[n, ...sizes].join(',')}]`, {
      suggestion: 'export it with a fixed height and width; only the batch may be open',
    }),
  );
}
