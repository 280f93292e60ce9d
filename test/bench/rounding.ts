/**
 * How far the error of an optimised network is from that of the plain one by luck: the committed fixtures (random weights,
 * which amplify roundings) with weights that differ from the checkpoint's by less than a millionth, and another picture,
 * in every draw. What a rewrite does to accuracy is the same in each; what roundings do is not.
 *
 *   npx tsx test/bench/rounding.ts [--draws 12] [--backend tfjs-wasm] [--levels O1,O2] [--keep]
 *
 * Largest error of an output against float64, as a multiple of -O0's, for each draw. `--keep` writes them to
 * `test/bench/results`.
 */
import { parseArgs } from 'node:util';
import { median } from '../../compiler/analysis/median.ts';
import type { StoredParam } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import type { OptimizationLevel } from '../../compiler/passes/choice.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import type { BackendName } from '../../runtime/backends/backend.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';
import { initialValues } from '../../runtime/weights/seeded.ts';
import { optimisationErrors } from '../differential/optimisation-error.ts';
import { officialParams, officialRuns } from '../differential/official-runs.ts';
import { randomInputs } from '../property/random-graph.ts';
import { keepResult } from './command.ts';

const { values } = parseArgs({
  options: {
    draws: { type: 'string', default: '12' },
    backend: { type: 'string', default: 'tfjs-wasm' },
    levels: { type: 'string', default: 'O1,O2' },
    keep: { type: 'boolean', default: false },
  },
});
const backend = values.backend as BackendName;
const levels = values.levels.split(',') as OptimizationLevel[];
const target = backend.startsWith('tfjs-') ? 'tfjs' : 'onnx';

/** Weights with a relative change of 2^-20, the standard deviation of a normal distribution. */
function nudged(read: (name: string) => Float32Array, draw: number): ParamSource {
  return {
    description: `draw ${draw}`,
    read({ name }: StoredParam) {
      const exact = read(name);
      const noise = initialValues({ kind: 'normal', stddev: 2 ** -20 }, name, exact.length, draw);
      return exact.map((value, i) => value * (1 + noise[i]!));
    },
  };
}

interface Row {
  readonly fixture: string;
  readonly output: string;
  readonly level: string;
  /** By draw. */
  readonly ratios: number[];
}

const rows: Row[] = [];
for (const run of officialRuns.filter(({ precision }) => precision !== 'f64')) {
  const graph = lower(run.spec).value!;
  // Checkpoints hold whole networks: what no output needs is matched, too.
  const { read } = officialParams(lower(run.spec, { taps: 'all' }).value!, run);
  const found = new Map<string, Row>();
  for (let draw = 1; draw <= Number(values.draws); draw++) {
    const weights = nudged((name) => read(name).data as Float32Array, draw);
    const picture = randomInputs(graph, draw, 1)['images']!;
    for (const level of levels) {
      const fast = optimize(graph, { level, target }).graph;
      for (const { name, plain, fast: own } of await optimisationErrors(graph, fast, weights, picture, backend)) {
        const key = `${level} ${name}`;
        const row = found.get(key) ?? { fixture: run.name, output: name, level, ratios: [] };
        found.set(key, row);
        row.ratios.push(Number((own.largest / plain.largest).toPrecision(4)));
      }
    }
  }
  rows.push(...found.values());
  print(run.name, [...found.values()]);
}
print('all', rows);
if (values.keep) await keepResult(`fixtures-rounding-${backend}`, { backend, draws: Number(values.draws), rows });

function print(title: string, some: readonly Row[]): void {
  for (const level of levels) {
    const ratios = some.filter((row) => row.level === level).flatMap((row) => row.ratios);
    const share = (test: (ratio: number) => boolean): string =>
      `${((100 * ratios.filter(test).length) / ratios.length).toFixed(0)} %`;
    console.log(
      `${title}, -${level}: median ${median(ratios).toFixed(2)}, ${Math.min(...ratios)} to ${Math.max(...ratios)}; ` +
        `above 1.5: ${share((r) => r > 1.5)}, below 1/1.5: ${share((r) => r < 1 / 1.5)} of ${ratios.length}`,
    );
  }
}
