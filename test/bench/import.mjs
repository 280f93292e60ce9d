/**
 * How fast a checkpoint of SpineNet-49 with RetinaNet (114 MB) is imported, and how much memory that takes. Formats
 * alternate within each round, so that a noisy machine hits all of them.
 *
 *   node test/bench/import.mjs [--rounds 5] [--json file]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, json: { type: 'string' } } });
const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist', 'compiler', 'cli', 'main.js');
const scratch = mkdtempSync(join(tmpdir(), 'spinec-import-'));
const peakFile = join(scratch, 'peak');
// A preloaded module writes the process's own peak resident memory when it ends.
const hook = `data:text/javascript,${encodeURIComponent(
  `import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(peakFile)},String(process.resourceUsage().maxRSS)))`,
)}`;
const run = (args) => {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
};

const formats = { TensorBundle: 'model.ckpt', PyTorch: 'model.pth', safetensors: 'model.safetensors' };
const results = Object.fromEntries(Object.keys(formats).map((name) => [name, { seconds: [], megabytes: [] }]));
try {
  run(['--import', 'tsx', join(root, 'test/bench/import-files.ts'), scratch]);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [name, file] of Object.entries(formats)) {
      const out = join(scratch, 'w.safetensors');
      const start = performance.now();
      run([
        '--import',
        hook,
        main,
        'import',
        join(scratch, file),
        '--spec',
        'spinenet-49',
        '--head',
        'retinanet',
        '-q',
        '-o',
        out,
      ]);
      results[name].seconds.push((performance.now() - start) / 1000);
      results[name].megabytes.push(Number(readFileSync(peakFile, 'utf8')) / 1024);
    }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const rows = Object.entries(results).map(([format, { seconds, megabytes }]) => ({
  format,
  median: `${median(seconds).toFixed(2)} s`,
  fastest: `${Math.min(...seconds).toFixed(2)} s`,
  resident: `${Math.round(Math.max(...megabytes))} MB`,
}));
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`,
);
console.table(rows);
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
