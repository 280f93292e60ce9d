/** Rounds of a profile → what is typical of them. */
import { median } from '../../compiler/analysis/median.ts';
import type { Kernel, RunProfile } from '../../compiler/analysis/profile/run-profile.ts';

/** A kernel in one round; `key` is the same in each. */
export type TimedKernel = Omit<Kernel, 'fastest'> & { readonly key: string };

export interface Round {
  /** On the clock. */
  readonly milliseconds: number;
  readonly kernels: readonly TimedKernel[];
}

/** Unless told how many: enough for the slow ones to be told from the others, and no more than people wait for. */
const defaultRounds = 9;
const fewestRounds = 3;
const longestMilliseconds = 10_000;

/** Calls `round` as often as is wanted, or as there is time for. */
export async function repeatRounds(wanted: number | undefined, round: () => Promise<void>): Promise<void> {
  const start = performance.now();
  for (let done = 0; done < (wanted ?? defaultRounds); done++) {
    if (wanted === undefined && done >= fewestRounds && performance.now() - start > longestMilliseconds) return;
    await round();
  }
}

/**
 * Medians over the rounds, kernel by kernel: what another program does to a round it does to a few kernels, different ones
 * each time.
 * @param of what was run, and whether its runtime fuses nodes
 * @param unprofiled milliseconds of runs without the profiler
 */
export function medianProfile(
  of: Pick<RunProfile, 'graph' | 'fuses'>,
  rounds: readonly Round[],
  unprofiled: readonly number[],
): RunProfile {
  const kernels = new Map<string, { kernel: Omit<Kernel, 'fastest' | 'milliseconds'>; times: number[] }>();
  for (const round of rounds)
    for (const { key, milliseconds, ...kernel } of round.kernels) {
      const known = kernels.get(key);
      if (known === undefined) kernels.set(key, { kernel, times: [milliseconds] });
      else known.times.push(milliseconds);
    }
  const busy = rounds.map((round) => round.kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  return {
    ...of,
    kernels: [...kernels.values()].map(({ kernel, times }) => ({
      ...kernel,
      milliseconds: median(times),
      fastest: Math.min(...times),
    })),
    rounds: rounds.length,
    milliseconds: median(rounds.map(({ milliseconds }) => milliseconds)),
    betweenMilliseconds: median(rounds.map(({ milliseconds }, i) => milliseconds - busy[i]!)),
    coverage: median(rounds.map(({ milliseconds }, i) => busy[i]! / milliseconds)),
    unprofiledMilliseconds: unprofiled.length === 0 ? undefined : median(unprofiled),
  };
}
