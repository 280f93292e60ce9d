/** Errors that two forms of a network make on a backend, against the plain one in float64. */
import type { Graph } from '../../compiler/ir/graph.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import type { BackendName } from '../../runtime/backends/backend.ts';
import { backends } from '../../runtime/backends/table.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { exactParamReader } from '../../runtime/weights/materialize.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';

export interface ErrorSize {
  /** Largest error, by the largest value of the output. */
  readonly largest: number;
  /** Root mean square of the errors, by the same. */
  readonly typical: number;
}

export interface OutputErrors {
  readonly name: string;
  readonly plain: ErrorSize;
  readonly fast: ErrorSize;
}

/**
 * @param plain the graph as lowered
 * @param fast what some passes made of it
 * @param picture `[N,H,W,C]`
 * @param backend what runs both
 */
export async function optimisationErrors(
  plain: Graph,
  fast: Graph,
  weights: ParamSource,
  picture: Tensor,
  backend: BackendName,
): Promise<readonly OutputErrors[]> {
  const truth = evaluateGraph(plain, exactParamReader(plain, weights), { images: picture }, { precision: 'f64' });
  const run = (graph: Graph) => outputsOf(graph, weights, picture, backend);
  const [first, second] = [await run(plain), await run(fast)];
  return Object.entries(truth).map(([name, expected]) => ({
    name,
    plain: errorOf(expected, first[name]!),
    fast: errorOf(expected, second[name]!),
  }));
}

async function outputsOf(
  graph: Graph,
  weights: ParamSource,
  picture: Tensor,
  backend: BackendName,
): Promise<Record<string, Tensor>> {
  const session = await (await backends[backend]()).prepare({ graph, weights });
  try {
    return await session.run(picture);
  } finally {
    await session.dispose();
  }
}

function errorOf(expected: Tensor, actual: Tensor): ErrorSize {
  let [maximum, largest, squares] = [0, 0, 0];
  for (let i = 0; i < expected.data.length; i++) {
    const error = Math.abs(actual.data[i]! - expected.data[i]!);
    maximum = Math.max(maximum, Math.abs(expected.data[i]!));
    largest = Math.max(largest, error);
    squares += error * error;
  }
  return { largest: largest / maximum, typical: Math.sqrt(squares / expected.data.length) / maximum };
}
