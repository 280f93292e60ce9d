/** What was measured, as data (`bench-report.schema.json`), and that data as a table. */
import Table from 'cli-table3';
import { bytes } from '../../analysis/report/format.ts';
import { printable } from '../../analysis/report/table.ts';
import type {
  BenchRatio,
  BenchReport,
  BenchSide,
  BenchSpeedup,
  BenchTime,
} from '../../schema/bench-report-types.generated.ts';
import { compilerVersion } from '../../version.ts';
import { thisMachine } from '../machine.ts';
import { plainTable, tableText } from '../plain-table.ts';
import type { Measured } from './alternate.ts';
import { median } from '../../analysis/median.ts';
import { medianInterval } from './statistics.ts';

/** What is known of a side beside its times. */
export type SideFacts = Omit<BenchSide, 'wall' | 'cpu' | 'speedup' | 'rounds'>;

export function benchReport(
  settings: BenchReport['settings'],
  sides: readonly SideFacts[],
  measured: readonly Measured[],
): BenchReport {
  return {
    compiler: compilerVersion,
    date: new Date().toISOString(),
    machine: thisMachine(),
    settings,
    sides: sides.map((side, index) => {
      const { wall, cpu } = measured[index]!;
      return {
        ...side,
        wall: timeOf(wall),
        cpu: timeOf(cpu),
        speedup: index === 0 ? null : speedupOf(measured[0]!, measured[index]!),
        rounds: { wall: wall.map(rounded), cpu: cpu.map(rounded) },
      };
    }) as [BenchSide, ...BenchSide[]],
  };
}

/** Microseconds are as exact as clocks are. */
const rounded = (milliseconds: number): number => Math.round(1000 * milliseconds) / 1000;

function timeOf(values: readonly number[]): BenchTime {
  return { median: rounded(median(values)), minimum: rounded(Math.min(...values)) };
}

/** How many times as fast as the first one: round by round, since both were as disturbed as the machine was just then. */
export function speedupOf(first: Measured, other: Measured): BenchSpeedup {
  const ratioOf = (a: readonly number[], b: readonly number[]): BenchRatio => {
    const ratios = a.map((time, round) => time / b[round]!);
    return { median: median(ratios), ...medianInterval(ratios) };
  };
  return { wall: ratioOf(first.wall, other.wall), cpu: ratioOf(first.cpu, other.cpu) };
}

export function benchTable({ machine, settings, sides }: BenchReport): string {
  const { rounds, warmup, threads, batch } = settings;
  const on = threads === null ? '' : `, ${threads === 1 ? '1 thread' : `${threads} threads`} of ONNX Runtime`;
  const table = new Table({
    ...plainTable,
    head: ['side', 'ms', 'min', 'faster', '95 %', 'CPU ms', 'min', 'faster', '95 %', 'load', 'peak', 'differs'],
    colAligns: ['left', ...Array.from({ length: 11 }, () => 'right' as const)],
  });
  for (const { name, wall, cpu, speedup, loadMilliseconds, residentBytes, difference } of sides)
    table.push([
      printable(name),
      ...timeCells(wall, speedup?.wall),
      ...timeCells(cpu, speedup?.cpu),
      `${loadMilliseconds.toFixed(0)} ms`,
      bytes(residentBytes.peak),
      difference === null ? '' : difference.toExponential(1),
    ]);
  const devices = [...new Set(sides.map(({ backend, runsOn }) => `${backend}: ${printable(runsOn)}`))];
  return [
    `${rounds} rounds by turns after ${warmup} to warm up, batch ${batch}${on}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}`,
    ...devices,
    '',
    tableText(table),
    '',
    'ms       a run on the clock: median and minimum; CPU ms: of all threads of the process together',
    'faster   times as fast as the first side: median over the rounds, and the interval that holds it',
    'load     from files to a session, and peak resident memory, each in a process of its own',
    'differs  largest difference of an output from the first side, of that output’s maximum',
    '',
  ].join('\n');
}

function timeCells({ median: typical, minimum }: BenchTime, ratio: BenchRatio | undefined): readonly string[] {
  const interval = ratio === undefined ? '' : `${ratio.low.toFixed(3)}–${ratio.high.toFixed(3)}`;
  return [
    milliseconds(typical),
    milliseconds(minimum),
    ratio === undefined ? '' : `${ratio.median.toFixed(3)}×`,
    interval,
  ];
}

const milliseconds = (time: number): string => (time < 100 ? time.toPrecision(3) : time.toFixed(0));
