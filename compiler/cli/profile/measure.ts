/** Where the time of a run goes, measured: the network's kernels, the ceiling of its backend, and what both ran on. */
import type { ProfileOptions } from '../../../runtime/backends/backend.ts';
import { measureCeiling } from '../../../runtime/tune/measure-ceiling.ts';
import { profileReport } from '../../analysis/profile/profile-report.ts';
import { percent } from '../../analysis/report/format.ts';
import { diagnostic, DiagnosticError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Tensor } from '../../ops/op.ts';
import type { ProfileReport } from '../../schema/profile-report-types.generated.ts';
import { thisMachine } from '../machine.ts';
import type { Runnable } from '../network.ts';
import type { Progress } from '../progress.ts';

/** @throws DiagnosticError SPN6903 for a backend that can't tell. */
export async function measureProfile(
  network: Runnable,
  input: Tensor,
  told: ProfileOptions,
  progress: Progress,
): Promise<ProfileReport> {
  if (network.profile === undefined)
    throw new DiagnosticError(diagnostic('SPN6903', `${network.backend} can't say where its time goes`));
  progress.step(`profiling ${network.name} on ${network.backend}`);
  const profile = await network.profile(input, told);
  progress.step(`measuring what ${network.backend} reaches at best`);
  const ceiling = await measureCeiling(network.engine);
  return profileReport(profile, {
    network: network.name,
    date: new Date().toISOString(),
    machine: thisMachine(),
    backend: network.backend,
    runsOn: network.reason,
    level: network.level ?? null,
    input: [...input.dims],
    ceiling,
  });
}

/** Below this the rows leave too much of a run unexplained. */
const sufficientCoverage = 0.95;

/** What the reader of a profile should know before believing it. */
export function profileNotes({ run, backend }: ProfileReport): readonly Diagnostic[] {
  if (run.coverage >= sufficientCoverage) return [];
  const time = `${run.betweenKernelsMilliseconds.toFixed(1)} of ${run.milliseconds.toFixed(1)} ms`;
  return [
    diagnostic(
      'SPN6906',
      `kernels of ${backend} add up to ${percent(run.coverage)} of a run; ${time} pass between them`,
    ),
  ];
}
