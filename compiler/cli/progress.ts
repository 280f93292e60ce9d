/**
 * Progress on stderr for work that takes longer than two seconds: a spinner on a terminal, one line a step elsewhere.
 * Nothing is shown for quick work, with `--quiet`, or when stderr is not wanted.
 */
import type { CommonOptions } from './options.ts';

/** Milliseconds that work may take without a word. */
export const patience = 2000;

export interface Progress {
  /** Says what is going on now. `detail` (a percentage, megabytes) is shown on terminals only. */
  readonly step: (text: string, detail?: string) => void;
  readonly done: () => void;
}

export const percent = (fraction: number | undefined): string | undefined =>
  fraction === undefined ? undefined : `${Math.floor(100 * fraction)} %`;

/** Synchronous work can't draw a spinner, so steps are drawn as they come, once the patience is over. */
export function startProgress(options: CommonOptions): Progress {
  if (options.quiet === true) return { step: () => undefined, done: () => undefined };
  const stream = process.stderr;
  const start = performance.now();
  let shown = '';
  return {
    step(text, detail) {
      if (performance.now() - start < patience) return;
      const line = stream.isTTY && detail !== undefined ? `${text} ${detail}` : text;
      if (line === shown) return;
      stream.write(stream.isTTY ? `\r\u001b[2K${line}` : `${line} …\n`);
      shown = line;
    },
    done() {
      if (stream.isTTY && shown !== '') stream.write('\r\u001b[2K');
    },
  };
}
