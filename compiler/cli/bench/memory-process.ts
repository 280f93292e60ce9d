/**
 * The process that one side has to itself: loads it, runs it twice, says how long loading took and how much memory it came
 * to. Started by `memory.ts`, which asks one question and gets one answer.
 */
import { readFileSync } from 'node:fs';
import { selectBackend } from '../../../runtime/backends/index.ts';
import { DiagnosticError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { openSide, type OpenOptions } from './open-side.ts';

export interface MemoryFigures {
  readonly loadMilliseconds: number;
  /** `[N,H,W,C]` */
  readonly input: readonly number[];
  readonly residentBytes: { readonly start: number; readonly peak: number };
}

export type MemoryAnswer =
  | MemoryFigures
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly error: { readonly isRange: boolean; readonly message: string } };

process.once('message', (question: OpenOptions) => {
  void answer(question).then((given) => process.send?.(given, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(1)); // nobody is left to answer

async function answer(question: OpenOptions): Promise<MemoryAnswer> {
  try {
    await selectBackend(question.backend, { allowSoftware: question.allowSoftware === true }); // its library is loaded
    const before = resident();
    const start = performance.now();
    const side = await openSide(question);
    const loadMilliseconds = performance.now() - start;
    await side.run();
    await side.run();
    return { loadMilliseconds, input: side.input, residentBytes: { start: before.now, peak: resident().peak } };
  } catch (error) {
    if (error instanceof DiagnosticError) return { diagnostics: error.diagnostics };
    // The process that asked says it, and in its own way.
    const message = error instanceof Error ? error.message : String(error);
    return { error: { isRange: error instanceof RangeError, message } };
  }
}

/** Linux keeps both numbers by process; elsewhere the peak is the one of `getrusage`. */
function resident(): { readonly now: number; readonly peak: number } {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const field = (name: string): number => 1024 * Number(new RegExp(`${name}:\\s*(\\d+) kB`).exec(status)?.[1]);
    return { now: field('VmRSS'), peak: field('VmHWM') };
  } catch {
    return { now: process.memoryUsage.rss(), peak: 1024 * process.resourceUsage().maxRSS };
  }
}
