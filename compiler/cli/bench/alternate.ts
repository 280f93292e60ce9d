/**
 * Measuring several things by turns in one process, so that a busy or a hot machine slows all of them alike: in every round
 * each runs once, and another one begins.
 */

export interface Measured {
  /** Milliseconds on the clock, a value a round. */
  readonly wall: readonly number[];
  /** Milliseconds of all threads of this process together. */
  readonly cpu: readonly number[];
}

export interface AlternateOptions {
  /** Measured rounds. */
  readonly rounds: number;
  /** Rounds before those, which nobody measures. */
  readonly warmup: number;
  /** Told before each round, from 0; those that warm up have negative numbers. */
  readonly onRound?: ((round: number) => void) | undefined;
}

/** Runs each of `runs` once a round. Throws what they throw. */
export async function alternate(
  runs: readonly (() => Promise<void>)[],
  { rounds, warmup, onRound }: AlternateOptions,
): Promise<readonly Measured[]> {
  const measured = runs.map(() => ({ wall: [] as number[], cpu: [] as number[] }));
  for (let round = -warmup; round < rounds; round++) {
    onRound?.(round);
    for (let turn = 0; turn < runs.length; turn++) {
      const index = (turn + round + warmup) % runs.length;
      const usage = process.cpuUsage();
      const start = performance.now();
      await runs[index]!();
      const wall = performance.now() - start;
      const { user, system } = process.cpuUsage(usage);
      if (round < 0) continue;
      measured[index]!.wall.push(wall);
      measured[index]!.cpu.push((user + system) / 1000);
    }
  }
  return measured;
}
