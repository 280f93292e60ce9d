/**
 * What optimisation costs in accuracy: every network output of the ONNX form at -O0 and at -O2 (or another level) on ONNX
 * Runtime, against our own evaluation of the lowered graph in float64.
 *
 *   npx tsx test/bench/error.ts [--spec spinenet-49] [--head retinanet] [--input 128x128] [--seed 1,2,…] [--varied]
 *                               [--pictures 4] [--optimize 2] [--optimize-for latency] [--fixtures] [--json file]
 *
 * Errors are relative to the largest value of the output: the largest one, and the root mean square, over several random
 * pictures (one alone says little: a rounding here or there, amplified, is as good as a lottery). Weights are the
 * official initial ones of a seed; with `--varied` no two channels have the same scales, means and biases; with
 * `--fixtures` the networks and weights are those of the committed checkpoints of the official codes. Plain TypeScript computes about half a billion multiply-adds a second: SpineNet-49 with RetinaNet at 128×128
 * takes ten seconds a picture, at 640×640 four minutes.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Graph } from '../../compiler/ir/graph.ts';
import { lower } from '../../compiler/lower/lower.ts';
import { optimizationGoals, type OptimizationGoal } from '../../compiler/passes/choice.ts';
import { optimize } from '../../compiler/passes/manager.ts';
import { understand } from '../../compiler/pipeline.ts';
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { seededSource } from '../../runtime/weights/seeded.ts';
import type { ParamSource } from '../../runtime/weights/param-source.ts';
import { optimisationErrors, type OutputErrors } from '../differential/optimisation-error.ts';
import { officialParams, officialRuns } from '../differential/official-runs.ts';
import { variedSource } from '../differential/varied-source.ts';
import { randomInputs } from '../property/random-graph.ts';

const { values } = parseArgs({
  options: {
    spec: { type: 'string', default: 'spinenet-49' },
    head: { type: 'string', default: 'retinanet' },
    input: { type: 'string', default: '128x128' },
    seed: { type: 'string', default: '1' },
    pictures: { type: 'string', default: '4' },
    optimize: { type: 'string', default: '2' },
    varied: { type: 'boolean', default: false },
    fixtures: { type: 'boolean', default: false },
    'optimize-for': { type: 'string', default: 'latency' },
    json: { type: 'string' },
  },
});

interface Row {
  readonly network: string;
  readonly weights: string;
  readonly outputs: readonly OutputErrors[];
}

const goal = optimizationGoals.find((known) => known === values['optimize-for']) ?? 'latency';
const rows: Row[] = [];

async function measure(network: string, graph: Graph, weights: ParamSource): Promise<void> {
  const picture = randomInputs(graph, 1, Number(values.pictures))['images']!;
  const outputs = await optimisationErrors(graph, optimized(graph, goal), weights, picture, 'onnx-cpu');
  rows.push({ network, weights: weights.description, outputs });
  console.log(`${network}, ${weights.description}: relative to each output's maximum`);
  const fastName = `-O${values.optimize}`;
  console.log(
    `  output            -O0 largest   ${fastName} largest   ratio      -O0 rms      ${fastName} rms   ratio`,
  );
  for (const { name, plain, fast } of outputs) {
    const cells = (['largest', 'typical'] as const).map((kind) => {
      const ratio = plain[kind] === 0 ? '' : (fast[kind] / plain[kind]).toFixed(2);
      return `${plain[kind].toExponential(2).padStart(12)}  ${fast[kind].toExponential(2).padStart(12)}  ${ratio.padStart(6)}`;
    });
    console.log(`  ${name.padEnd(16)} ${cells.join(' ')}`);
  }
}

function optimized(graph: Graph, own: OptimizationGoal): Graph {
  const level = values.optimize === '1' ? 'O1' : 'O2';
  return optimize(graph, { level, goal: own, target: 'onnx' }).graph;
}

if (values.fixtures)
  for (const run of officialRuns) {
    // Checkpoints hold whole networks: what no output needs is matched, too.
    const { read } = officialParams(lower(run.spec, { taps: 'all' }).value!, run);
    const weights = {
      description: `fixture ${run.checkpoint}`,
      read: ({ name }: { name: string }) => read(name).data as Float32Array,
    };
    await measure(run.name, lower(run.spec).value!, weights);
  }
else {
  const [height = 0, width = 0] = values.input.split('x').map(Number);
  const { value: spec, diagnostics } = understand(builtinSource(values.spec)!, {
    head: values.head,
    input: { height, width },
  });
  if (spec === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const graph = lower(spec).value!;
  for (const seed of values.seed.split(',').map(Number)) {
    const weights = values.varied ? variedSource(seed) : seededSource(seed);
    await measure(`${values.spec}, ${values.head}, ${values.input}`, graph, weights);
  }
}
const worst = (kind: 'largest' | 'typical') =>
  Math.max(...rows.flatMap(({ outputs }) => outputs.map(({ plain, fast }) => fast[kind] / plain[kind])));
console.log(
  `worst ratio: ${worst('largest').toFixed(2)} of the largest error, ${worst('typical').toFixed(2)} of the root mean square`,
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 1)}\n`);
