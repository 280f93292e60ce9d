/**
 * What a backend reaches on this machine at best: flops per second of a large convolution (3×3 or 1×1, whichever is
 * faster), and bytes per second of a sum of large tensors. The backend's own profiler times the kernel, and its fastest
 * round counts. Shares of this ceiling say more than shares of a data sheet, which no library reaches.
 */
import type { Ceiling, RunProfile } from '../../compiler/analysis/profile/run-profile.ts';
import { totalCost } from '../../compiler/analysis/cost.ts';
import type { Graph } from '../../compiler/ir/graph.ts';
import type { Backend } from '../backends/backend.ts';
import { seededSource } from '../weights/seeded.ts';
import { convolution, doubling } from './networks.ts';

const rounds = 5;
/** Backends that need longer for the small convolution are spared the large ones. */
const patienceMilliseconds = 20;

/** Undefined where the backend has no profiler. */
export async function measureCeiling(backend: Backend): Promise<Ceiling | undefined> {
  const small = await fastest(backend, convolution(32, 64, 3), 'conv');
  if (small === undefined) return undefined;
  const rates = [small.flops / small.seconds];
  const large = small.seconds * 1000 > patienceMilliseconds ? [] : [convolution(40, 256, 3), convolution(40, 512, 1)];
  for (const graph of large) {
    const { flops, seconds } = (await fastest(backend, graph, 'conv'))!;
    rates.push(flops / seconds);
  }
  const [size, channels] = [256, 32];
  const sum = (await fastest(backend, doubling(size, channels), 'sum'))!;
  return { flopsPerSecond: Math.max(...rates), bytesPerSecond: (2 * 4 * size * size * channels) / sum.seconds };
}

/** The fastest round of a node, of all kernels that are named after it. */
async function fastest(
  backend: Backend,
  graph: Graph,
  node: string,
): Promise<{ readonly flops: number; readonly seconds: number } | undefined> {
  const session = await backend.prepare({ graph, weights: seededSource(0) });
  try {
    if (session.profile === undefined) return undefined;
    const dims = graph.inputs[0]!.type.dims.map((d) => (typeof d === 'number' ? d : 1));
    const data = new Float32Array(dims.reduce((product, d) => product * d, 1)).fill(0.5);
    const { kernels }: RunProfile = await session.profile({ dims, data }, { rounds });
    const own = kernels.filter((kernel) => kernel.node === node && !kernel.own);
    const milliseconds = own.reduce((total, kernel) => total + kernel.fastest, 0);
    return { flops: totalCost(graph).flops, seconds: milliseconds / 1000 };
  } finally {
    await session.dispose();
  }
}
