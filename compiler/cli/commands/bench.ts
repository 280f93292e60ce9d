/** `spinec bench`: networks, levels, goals and backends by turns in one process; how much faster, and what it costs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareOutputs } from '../../../runtime/compare.ts';
import { diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { Tensor } from '../../ops/op.ts';
import { alternate } from '../bench/alternate.ts';
import { measureMemory } from '../bench/memory.ts';
import type { MemoryFigures } from '../bench/memory-process.ts';
import { openSide, type OpenedSide, type OpenOptions } from '../bench/open-side.ts';
import { benchReport, benchTable, type SideFacts } from '../bench/report.ts';
import { listSides, prepareSides, sideName, type Side, type SideOptions } from '../bench/sides.ts';
import { exitCode } from '../exit-codes.ts';
import { startProgress, type Progress } from '../progress.ts';

export interface BenchOptions extends SideOptions {
  readonly rounds: number;
  readonly warmup: number;
  readonly batch?: number | undefined;
  readonly threads?: number | undefined;
  readonly format: 'table' | 'json';
}

export async function bench(references: readonly string[], options: BenchOptions): Promise<number> {
  const progress = startProgress(options);
  const sides = await listSides(references, options);
  const { opened, facts } = await openSides(sides, options, progress);
  try {
    const { rounds, warmup, threads = null } = options;
    const [batch = 1] = opened[0]?.input ?? [];
    const onRound = (round: number): void =>
      round < 0 ? progress.step('warming up') : progress.step('measuring', `round ${round + 1} of ${rounds}`);
    const measured = await alternate(
      opened.map(({ run }) => run),
      { rounds, warmup, onRound },
    );
    progress.done();
    const report = benchReport({ rounds, warmup, threads, batch }, facts, measured);
    process.stdout.write(options.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : benchTable(report));
    return exitCode.ok;
  } finally {
    for (const { dispose } of opened) await dispose();
  }
}

interface Opened {
  readonly opened: readonly OpenedSide[];
  readonly facts: readonly SideFacts[];
}

/** Compiles, measures memory, and opens everything; the files that it made are gone when it returns. */
async function openSides(sides: readonly Side[], options: BenchOptions, progress: Progress): Promise<Opened> {
  const scratch = mkdtempSync(join(tmpdir(), 'spinec-bench-'));
  const remove = (): void => {
    try {
      rmSync(scratch, { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // On Windows a file that is in use can't be removed; the system's temporary folder is the place to leave it.
    }
  };
  process.once('exit', remove); // an interrupted process runs no `finally`
  const opened: OpenedSide[] = [];
  try {
    const paths = await prepareSides(sides, scratch, options, (what) => progress.step('compiling', what));
    const wanted = sides.map(({ selection }, index): OpenOptions => ({
      path: paths[index]!,
      backend: selection.backend.name,
      batch: options.batch,
      threads: options.threads,
      allowSoftware: options.allowSoftware,
    }));
    // Before this process has grown: nothing of it is in the others, but the machine's memory is one.
    const figures: MemoryFigures[] = [];
    for (const [index, open] of wanted.entries()) {
      progress.step('measuring memory', sideName(sides[index]!));
      figures.push(await measureMemory(open));
      requireSameInput(sides, figures);
    }
    let expected: Record<string, Tensor> | undefined;
    const facts: SideFacts[] = [];
    for (const [index, open] of wanted.entries()) {
      progress.step('opening', sideName(sides[index]!));
      const side = await openSide(open);
      opened.push(side);
      const outputs = await side.outputs();
      const difference = expected === undefined ? null : differenceOf(expected, outputs);
      expected ??= outputs;
      facts.push({ ...factsOf(sides[index]!), ...figures[index]!, input: [...side.input], difference });
    }
    return { opened, facts };
  } catch (error) {
    for (const { dispose } of opened) await dispose();
    throw error;
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Times of inputs of different sizes are no comparison. @throws DiagnosticError SPN6910 */
function requireSameInput(sides: readonly Side[], figures: readonly Pick<MemoryFigures, 'input'>[]): void {
  const [first, last] = [figures[0]!.input, figures.at(-1)!.input];
  if (first.join() === last.join()) return;
  const names = [sides[0]!, sides[figures.length - 1]!].map(sideName);
  const message = `${names[0]} takes [${first.join(',')}], ${names[1]} takes [${last.join(',')}]`;
  const given =
    first[0] === last[0] ? `\`--input ${first[1]}x${first[2]}\`` : `\`--batch ${Math.max(first[0]!, last[0]!)}\``;
  const suggestion = `give ${given}, as far as their batches and sizes are open`;
  throw new DiagnosticError(diagnostic('SPN6910', `inputs differ: ${message}`, { suggestion }));
}

function factsOf(side: Side): Pick<SideFacts, 'name' | 'network' | 'level' | 'goal' | 'backend' | 'runsOn'> {
  const { network, compiled, selection } = side;
  const { device, version } = selection.probe;
  return {
    name: sideName(side),
    network,
    level: compiled === undefined ? null : `O${compiled.level}`,
    goal: compiled?.goal ?? null,
    backend: selection.backend.name,
    runsOn: [device, version].filter((text) => text !== undefined).join(', '),
  };
}

/** Of the largest value, at the output that differs most; null where outputs have other names or sizes. */
function differenceOf(expected: Record<string, Tensor>, outputs: Record<string, Tensor>): number | null {
  try {
    return compareOutputs(expected, outputs).worst.relative;
  } catch (error) {
    if (error instanceof DiagnosticError) return null;
    throw error;
  }
}
