/**
 * Runs small networks on one backend in a process of its own and prints what came out as JSON; the process has to end by
 * itself. Usage: node --import tsx tfjs-run.ts <backend> [<network>…]
 */
import type { BackendName, Program } from '../../runtime/backends/backend.ts';
import { backends } from '../../runtime/backends/table.ts';
import { evaluateGraph } from '../../runtime/reference/evaluate.ts';
import { exactParamReader } from '../../runtime/weights/materialize.ts';

import { randomInputs, randomSource } from '../property/random-graph.ts';
import { networks } from './networks.ts';

export interface Report {
  readonly device: string | undefined;
  readonly software: boolean;
  /** By network: largest difference from the reference, relative to each output's largest value. */
  readonly differences: Readonly<Record<string, number>>;
  /** Kernels of the profile, none where the backend times none; those that name nodes; whether no time is negative. */
  readonly profiled: number;
  readonly nodes: number;
  readonly timed: boolean;
}

const [name, ...chosen] = process.argv.slice(2) as [BackendName, ...string[]];
const backend = await backends[name]();
const probe = await backend.probe();
const differences: Record<string, number> = {};
let [profiled, nodes, timed] = [0, 0, true];
for (const [title, graph] of Object.entries(networks())) {
  if (chosen.length > 0 && !chosen.includes(title)) continue;
  const program: Program = { graph, weights: randomSource(1) };
  const session = await backend.prepare(program);
  const inputs = randomInputs(graph, 2, 2);
  const [input] = Object.values(inputs);
  const expected = evaluateGraph(graph, exactParamReader(graph, program.weights), inputs, { precision: 'f64' });
  const actual = await session.run(input!);
  let worst = 0;
  for (const [output, { data }] of Object.entries(expected)) {
    let [scale, error] = [0, 0];
    data.forEach((value, i) => {
      scale = Math.max(scale, Math.abs(value));
      error = Math.max(error, Math.abs(value - (actual[output]?.data[i] ?? Infinity)));
    });
    worst = Math.max(worst, error / scale);
  }
  differences[title] = worst;
  const kernels = (await session.profile?.(input!, { rounds: 1 }))?.kernels ?? [];
  const owned = kernels.filter((kernel) => !kernel.own);
  profiled += owned.length;
  nodes += owned.filter(({ node }) => node !== undefined && (node.includes('/') || node.includes('endpoint'))).length;
  timed &&= kernels.every(({ milliseconds }) => milliseconds >= 0);
  await session.dispose();
  await session.dispose();
}
const report: Report = { device: probe.device, software: probe.software, differences, profiled, nodes, timed };
process.stdout.write(`${JSON.stringify(report)}\n`);
