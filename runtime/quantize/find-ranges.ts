/** Between which numbers the values of a float32 network are, on calibration inputs. */
import { diagnostic, DiagnosticError } from '../../compiler/diagnostics/diagnostic.ts';
import type { ValueId } from '../../compiler/ir/graph.ts';
import type { Range } from '../../compiler/quantize/ranges.ts';
import type { Program } from '../backends/backend.ts';
import type { CalibrationInputs } from './inputs.ts';
import { observeProgram } from './observe.ts';

/** @throws DiagnosticError SPN4914 for a value that is infinite or no number, and what `observeProgram` throws. */
export async function findRanges(
  program: Program,
  values: readonly ValueId[],
  inputs: CalibrationInputs,
): Promise<ReadonlyMap<ValueId, Range>> {
  const pairs = values.map((value) => ({
    value,
    low: { kind: 'minimum', value } as const,
    high: { kind: 'maximum', value } as const,
  }));
  const observers = pairs.flatMap(({ low, high }) => [low, high]);
  const seen = await observeProgram(program, observers, inputs());
  return new Map(
    pairs.map(({ value, low, high }) => {
      const range = { low: seen.get(low)?.[0] ?? NaN, high: seen.get(high)?.[0] ?? NaN };
      if (!Number.isFinite(range.low) || !Number.isFinite(range.high)) {
        const message = `${program.graph.name}: ${value} is from ${range.low} to ${range.high} on the calibration inputs`;
        throw new DiagnosticError(diagnostic('SPN4914', message));
      }
      return [value, range];
    }),
  );
}
