/** A command line run of which memory is looked at, too. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mainFile, type Finished } from './spinec.ts';

export interface Measured extends Finished {
  /** Peak resident memory; 0 where the system has no /proc. */
  readonly megabytes: number;
}

/** Runs `spinec` with a file as its stdin. */
export function measured(args: readonly string[], options: { cwd: string; stdinFile?: string }): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const input = openSync(options.stdinFile ?? '/dev/null', 'r');
    const child = spawn(process.execPath, [mainFile, ...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '120' },
      stdio: [input, 'pipe', 'pipe'],
    });
    closeSync(input);
    let [stdout, stderr, megabytes] = ['', '', 0];
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const poll = setInterval(() => (megabytes = Math.max(megabytes, peakMegabytes(child.pid))), 10);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(poll);
      resolve({ code, stdout, stderr, megabytes });
    });
  });
}

/** The kernel keeps the high-water mark, so that looking now and then is enough. */
function peakMegabytes(pid: number | undefined): number {
  try {
    const line = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid ?? ''}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
