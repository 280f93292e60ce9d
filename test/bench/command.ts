/** What the benchmarks of whole networks share: the command line as a process, and where raw numbers are kept. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The command line from source, as a process of its own; what it printed. Throws when it fails. */
export function spinec(args: readonly string[]): string {
  const main = join(root, 'compiler/cli/main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`spinec ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** @param hidden folders whose paths are left out: where things lay on the machine that measured is nobody's business */
export async function keepResult(name: string, report: object, ...hidden: readonly string[]): Promise<void> {
  const path = join(root, 'test/bench/results', `${name}.json`);
  mkdirSync(dirname(path), { recursive: true });
  const text = hidden.reduce((json, place) => json.replaceAll(`${place}/`, ''), JSON.stringify(report));
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
