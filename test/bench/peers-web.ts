/** ONNX files by turns on onnxruntime-web: WebAssembly on one thread, which is what a page without isolation headers has. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as ort from 'onnxruntime-web';
import { alternate } from '../../compiler/cli/bench/alternate.ts';
import { speedupOf } from '../../compiler/cli/bench/report.ts';
import { median } from '../../compiler/analysis/median.ts';
import { thisMachine } from '../../compiler/cli/machine.ts';
import { testPicture } from '../../compiler/cli/test-picture.ts';

export interface WebOptions {
  /** Height and width of the input `[1,3,H,W]`. */
  readonly size: number;
  readonly rounds: number;
  readonly warmup: number;
}

/** Times of each file, compared with the first. */
export async function measureWeb(files: readonly string[], { size, rounds, warmup }: WebOptions) {
  ort.env.wasm.numThreads = 1;
  const input = new ort.Tensor('float32', testPicture([1, 3, size, size]).data as Float32Array, [1, 3, size, size]);
  const loads: number[] = [];
  const runs: (() => Promise<void>)[] = [];
  for (const file of files) {
    const start = performance.now();
    const session = await ort.InferenceSession.create(readFileSync(file), { executionProviders: ['wasm'] });
    loads.push(performance.now() - start);
    runs.push(async () => {
      const results = await session.run({ [session.inputNames[0]!]: input });
      for (const result of Object.values(results)) result.dispose();
    });
  }
  const measured = await alternate(runs, { rounds, warmup });
  return {
    date: new Date().toISOString(),
    machine: thisMachine(),
    engine: `onnxruntime-web ${ort.env.versions.web ?? ''}`,
    settings: { rounds, warmup, threads: 1, batch: 1 },
    sides: files.map((file, index) => {
      const { wall, cpu } = measured[index]!;
      const time = (values: readonly number[]) => ({ median: median(values), minimum: Math.min(...values) });
      return {
        name: basename(file),
        loadMilliseconds: loads[index]!,
        wall: time(wall),
        cpu: time(cpu),
        speedup: index === 0 ? null : speedupOf(measured[0]!, measured[index]!),
        rounds: { wall, cpu },
      };
    }),
  };
}
