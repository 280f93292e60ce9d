/** What -O2 makes small, where the command line may say so. */
import type { OptimizationGoal, OptimizationLevel } from '../passes/choice.ts';
import { UsageError } from './files.ts';

/** @throws UsageError where a goal is given that nothing would ask for. */
export function chosenGoal(
  goal: OptimizationGoal | undefined,
  ...levels: readonly OptimizationLevel[]
): OptimizationGoal {
  if (goal !== undefined && !levels.includes('O2'))
    throw new UsageError('error: --optimize-for says what -O2 makes small; give -O2 with it');
  return goal ?? 'latency';
}
