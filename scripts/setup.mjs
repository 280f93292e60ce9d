/**
 * Makes a fresh clone ready: installs the locked packages and builds, each only when something changed since last time.
 * `npm run demo` and `npm test` call it first, so that either is the only command a new clone needs.
 *
 * Packages' install scripts are not run: those of onnxruntime-node and @tensorflow/tfjs-node-gpu would download
 * hundreds of megabytes, and what we need of every package is inside it.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return entry.name.includes('.generated.') ? [] : [path];
    });
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

/** Runs a step unless `stamp` says that it already ran on the same input. */
function step(name, input, result, run) {
  const stamp = join('node_modules', '.cache', 'spinec', name);
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === input) return;
  run();
  mkdirSync(join(stamp, '..'), { recursive: true });
  writeFileSync(stamp, input);
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const run = (file, args) =>
  execFileSync(file, args, { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });

step('install', hashOf(['package.json', 'package-lock.json']), join('node_modules', 'ts-morph'), () => {
  console.log('setup: installing the locked packages (no install scripts, no downloads besides the registry)');
  run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
});

const sources = ['compiler', 'runtime', 'specs', 'scripts', 'docs/playground', 'docs/pictures']
  .filter((folder) => statSync(folder).isDirectory())
  .flatMap(filesUnder);
step(
  'build',
  hashOf([...sources, 'package.json', 'tsconfig.json', 'tsconfig.build.json']),
  join('dist', 'compiler', 'cli', 'main.js'),
  () => {
    console.log('setup: building');
    run(npm, ['run', '--silent', 'build']);
  },
);
