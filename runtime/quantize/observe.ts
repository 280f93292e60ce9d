/** Runs a program with observers on inputs, and adds up what they saw. */
import type { OnnxOptions } from '../../compiler/emit/onnx/emit.ts';
import { observedName, type Observer } from '../../compiler/emit/onnx/observe.ts';
import type { Tensor } from '../../compiler/ops/op.ts';
import type { Program } from '../backends/backend.ts';
import { requireOnnxruntime } from '../backends/onnx/index.ts';
import { openNetwork } from '../backends/onnx/network.ts';
import { withProgramModel } from '../backends/onnx/program-file.ts';

/** What an observer saw of all inputs together: one number, or one per bin. */
export type Observed = ReadonlyMap<Observer, Float64Array>;

/**
 * @param inputs read once; one of them is in memory at a time.
 * @throws DiagnosticError SPN6002, SPN6004, and what `inputs` throws.
 */
export async function observeProgram(
  program: Program,
  observers: readonly Observer[],
  inputs: AsyncIterable<Tensor>,
  extra: Pick<OnnxOptions, 'quantization' | 'float16'> = {},
): Promise<Observed> {
  const ort = await requireOnnxruntime('cpu');
  return withProgramModel(
    program,
    async (source) => {
      const network = await openNetwork(ort, 'cpu', source);
      const seen = new Map<Observer, Float64Array>();
      try {
        for await (const input of inputs) {
          const outputs = await network.run(input);
          for (const observer of observers) add(seen, observer, outputs[observedName(observer)]!);
        }
      } finally {
        await network.dispose();
      }
      return seen;
    },
    { ...extra, observers },
  );
}

const together: Readonly<Record<Observer['kind'], (a: number, b: number) => number>> = {
  minimum: Math.min,
  maximum: Math.max,
  energy: (a, b) => a + b,
  magnitudes: (a, b) => a + b,
};

function add(seen: Map<Observer, Float64Array>, observer: Observer, { data }: Tensor): void {
  const known = seen.get(observer);
  if (known === undefined) {
    seen.set(observer, Float64Array.from(data));
    return;
  }
  const combine = together[observer.kind];
  for (let i = 0; i < known.length; i++) known[i] = combine(known[i]!, data[i]!);
}
