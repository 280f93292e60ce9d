import { writeFileSync, appendFileSync } from 'node:fs';
import { lower } from './compiler/lower/lower.ts';
import { optimize } from './compiler/passes/manager.ts';
import { officialParams, officialRuns } from './test/differential/official-runs.ts';
import { randomInputs } from './test/property/random-graph.ts';
import { backends } from './runtime/backends/table.ts';
import { evaluateGraph } from './runtime/reference/evaluate.ts';
import { exactParamReader } from './runtime/weights/materialize.ts';
const out = '/tmp/h/err.jsonl'; writeFileSync(out, '');
for (const run of officialRuns.filter(({ precision }) => precision !== 'f64')) {
  const graph = lower(run.spec).value!;
  const { read } = officialParams(lower(run.spec, { taps: 'all' }).value!, run);
  const weights = { description: run.checkpoint, read: ({ name }: any) => read(name).data as Float32Array };
  const forms: Record<string, any> = { O0: graph, O1: optimize(graph, { level: 'O1' }).graph, O2: optimize(graph, { level: 'O2', target: 'tfjs' }).graph, direct: optimize(graph, { level: 'O2', target: 'tfjs', goal: 'memory' }).graph };
  const sessions: Record<string, any> = {};
  for (const [k, g] of Object.entries(forms)) sessions[k] = await (await backends['tfjs-wasm']()).prepare({ graph: g, weights });
  const t0 = Date.now();
  console.log(run.name, Object.keys(forms).map((k) => k + ':' + forms[k].nodes.filter((n: any) => n.kind === 'conv2d-by-winograd').length));
  const N = Number(process.argv[2] ?? 12);
  for (let i = 1; i <= N && Date.now() - t0 < 100_000; i++) {
    const x = randomInputs(graph, i, 1)['images']!;
    const truth = evaluateGraph(graph, exactParamReader(graph, weights), { images: x }, { precision: 'f64' });
    const row: any = { run: run.name, i };
    for (const k of Object.keys(forms)) {
      const o = await sessions[k].run(x);
      for (const [name, e] of Object.entries(truth)) {
        let m = 0, l = 0, s = 0;
        for (let j = 0; j < e.data.length; j++) { const d = Math.abs(o[name].data[j] - e.data[j]); m = Math.max(m, Math.abs(e.data[j])); l = Math.max(l, d); s += d * d; }
        (row[name] ??= {})[k] = [l / m, Math.sqrt(s / e.data.length) / m];
      }
    }
    appendFileSync(out, JSON.stringify(row) + '\n');
  }
  for (const s of Object.values(sessions)) await s.dispose();
}
