/**
 * Measures the constants of the cost model that chooses Winograd tiles (`compiler/passes/winograd-costs.ts`) on ONNX
 * Runtime's CPU provider, each with a small network that spends its time on one thing:
 *
 *   macs      a 3×3 convolution of many channels on a large feature
 *   weights   the same on a feature of one tile, less its products: what is left is reading the kernel
 *   elements  a chain of depthwise 1×1 convolutions on a large feature
 *   nodes     the same chain on a feature of a pixel
 *
 * The networks take turns, and of every one the fastest round counts: other programs can only make it slower.
 */
import type { Graph } from '../../compiler/ir/graph.ts';
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import { emitOnnx } from '../../compiler/emit/onnx/emit.ts';
import type { ConvCosts } from '../../compiler/passes/winograd-costs.ts';
import { openNetwork } from '../backends/onnx/network.ts';
import { requireOnnxruntime } from '../backends/onnx/index.ts';
import { paramReader } from '../weights/materialize.ts';
import { seededSource } from '../weights/seeded.ts';
import { chain, convolution } from './networks.ts';

export interface MeasureOptions {
  readonly threads: number;
  readonly rounds: number;
  /** Told before each round, from 0. */
  readonly onRound?: ((round: number) => void) | undefined;
}

const channels = 256;
const large = 64;
const small = 4;
const links = 64;
const chainChannels = 64;

/** So many rounds more are run, at most, while the times contradict each other. */
const patience = 30;

/** Throws `DiagnosticError` SPN6003 where onnxruntime-node is not installed, SPN6907 where nothing can be measured. */
export async function measureCosts({ threads, rounds, onRound }: MeasureOptions): Promise<ConvCosts> {
  const ort = await requireOnnxruntime('cpu');
  const open = async (graph: Graph) => {
    const files = await emitOnnx(graph, paramReader(graph, seededSource(0)), { batch: 1, layout: 'nhwc' });
    const model = Buffer.concat([...files.model]);
    const network = await openNetwork(ort, 'cpu', { model, layout: 'nhwc' }, { intraOpNumThreads: threads });
    const dims = graph.inputs[0]!.type.dims.map((d) => (typeof d === 'number' ? d : 1));
    const data = new Float32Array(dims.reduce((product, d) => product * d, 1)).fill(0.5);
    return { network, run: network.repeatable({ dims, data }) };
  };
  const sides = [];
  for (const graph of [
    convolution(large, channels, 3),
    convolution(small, channels, 3),
    chain(large * 2, chainChannels, links),
    chain(1, chainChannels, links),
  ])
    sides.push(await open(graph));
  const best = sides.map(() => Infinity);
  let costs: ConvCosts | undefined;
  for (let round = -1; round < rounds || (costs === undefined && round < rounds + patience); round++) {
    if (round >= 0) onRound?.(round);
    for (const [i, { run }] of sides.entries()) {
      const start = performance.now();
      await run();
      if (round >= 0) best[i] = Math.min(best[i]!, (performance.now() - start) / 1e3); // the first round warms up
    }
    const [most = 0, few = 0, moving = 0, calling = 0] = best;
    costs = costsOf({ most, few, moving, calling });
  }
  for (const { network } of sides) await network.dispose();
  if (costs === undefined)
    throw new DiagnosticError(
      diagnostic('SPN6907', `${rounds + patience} rounds gave no times that fit together: the processor is busy`, {
        suggestion: 'stop what else is running and try again, or ask for more rounds with --rounds',
      }),
    );
  return costs;
}

/** The fastest round of each network, seconds. */
export interface FastestRounds {
  readonly most: number;
  readonly few: number;
  readonly moving: number;
  readonly calling: number;
}

/** Undefined where the times contradict each other: a network that does less was interrupted, and took longer. */
export function costsOf({ most, few, moving, calling }: FastestRounds): ConvCosts | undefined {
  if (calling >= moving || few >= most) return undefined;
  const weights = 9 * channels * channels;
  const secondsPerNode = calling / links;
  if (secondsPerNode >= most) return undefined;
  const macsPerSecond = (weights * large ** 2) / (most - secondsPerNode);
  const reading = few - (weights * small ** 2) / macsPerSecond - secondsPerNode;
  const elements = chainChannels * (2 * large) ** 2 * links;
  return {
    macsPerSecond,
    elementsPerSecond: elements / (moving - calling),
    // Where reading hides behind multiplying nothing is left; then it is as good as free.
    weightsPerSecond: reading > 0 ? weights / reading : macsPerSecond,
    secondsPerNode,
  };
}
