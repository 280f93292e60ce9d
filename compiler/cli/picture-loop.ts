/**
 * The loop of `detect` and `classify`: pictures one after the other, with progress; a picture that can't be read is said and
 * passed over; Ctrl-C ends the loop after the picture that is being worked on, and what is done is kept.
 */
import type { PictureDone, PictureFailed } from '../../runtime/detection/run-pictures.ts';
import { printDiagnostics } from './diagnostics.ts';
import { exitCode } from './exit-codes.ts';
import type { CommonOptions } from './options.ts';
import { patience, type Progress } from './progress.ts';
import { breathe, stoppable, withoutHandlers } from './signals.ts';

type Finished<P> = Omit<PictureDone<P>, 'outputs'>;
type Results<P, R extends Finished<P>> = AsyncGenerator<R | PictureFailed<P>, void, void>;

export interface LoopEnd {
  readonly done: number;
  readonly exit: number;
}

/**
 * @param backend tfjs computes without a pause. Until something is finished a signal may then end the process at once;
 *   after that it has to wait for the picture at work.
 * @param use called with each result, in the order in which they come.
 */
export async function eachPicture<P, R extends Finished<P>>(
  results: Results<P, R>,
  total: number,
  { backend, ...options }: CommonOptions & { readonly backend: string },
  progress: Progress,
  use: (result: R) => Promise<void> | void,
): Promise<LoopEnd> {
  const next = () => results.next();
  const blocks = backend.startsWith('tfjs-');
  const report = countdown(total, progress);
  return stoppable(async (stopped) => {
    let [done, failed] = [0, 0];
    for (;;) {
      const step = await (blocks && done === 0 ? withoutHandlers(next) : next());
      if (step.done === true) break;
      const result = step.value;
      progress.done(); // what is said of a picture gets a line of its own
      if (result.failure !== undefined) {
        failed++;
        printDiagnostics(result.failure.diagnostics, options);
      } else {
        printDiagnostics(result.notes, options);
        await use(result);
        done++;
      }
      report(done + failed);
      await breathe();
      if (!stopped() || done + failed === total) continue;
      await results.return();
      if (options.quiet !== true) process.stderr.write(`stopped after ${done + failed} of ${total} pictures\n`);
      return { done, exit: exitCode.interrupted };
    }
    return { done, exit: failed > 0 ? exitCode.inputErrors : exitCode.ok };
  });
}

/** Milliseconds between lines where no line can be drawn over. */
const pause = 5000;

/** "12 of 20 pictures, 8 s left", from the time that the ones before took. */
function countdown(total: number, progress: Progress): (finished: number) => void {
  const start = performance.now();
  let last = start + patience - pause;
  return (finished) => {
    const now = performance.now();
    if (total < 2 || (!process.stderr.isTTY && now - last < pause && finished < total)) return;
    last = now;
    const seconds = ((now - start) / finished / 1000) * (total - finished);
    progress.step(`${finished} of ${total} pictures${finished < total ? `, ${duration(seconds)} left` : ''}`);
  };
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
