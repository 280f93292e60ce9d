/** `spinec bench` as a process: its JSON by the published schema, its table made from that, what it refuses, what it leaves behind. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchTable } from '../../compiler/cli/bench/report.ts';
import { median } from '../../compiler/analysis/median.ts';
import type { BenchReport } from '../../compiler/schema/bench-report-types.generated.ts';
import { mainFile, root, spinec } from '../support/spinec.ts';

let folder = '';
let temporary = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-bench-test-'));
  temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const made = await run(`compile spinenet-49 ${small} --target tfjs,onnx -O1 -q -o made`);
  expect(made.code, made.stderr).toBe(0);
  const fours = await run(`compile spinenet-49 ${small} --target onnx --batch 4 -q -o fours`);
  expect(fours.code, fours.stderr).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Seconds of work become milliseconds. */
const small = '--input 128x128 --set scale.filters=0.06 --set scale.endpointFilters=8';
const run = (args: string) => spinec(args.split(' '), { cwd: folder, env: { TMPDIR: temporary } });

/** What bench has put into the system's temporary folder; ONNX Runtime leaves logs of its own there. */
const leftovers = (): readonly string[] => readdirSync(temporary).filter((name) => name.startsWith('spinec-'));

const schema = JSON.parse(readFileSync(join(root, 'compiler/schema/bench-report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

async function report(args: string): Promise<BenchReport> {
  const { code, stdout, stderr } = await run(`bench ${args} --format json -q`);
  expect(code, stderr).toBe(0);
  expect(stderr).toBe('');
  const parsed = JSON.parse(stdout) as BenchReport;
  expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
  expect(leftovers()).toEqual([]);
  return parsed;
}

describe('the report', () => {
  it('has levels times goals times backends, the first one to compare with', async () => {
    const options = '-O 0,2 --optimize-for latency,memory --backend onnx-cpu,tfjs-wasm';
    const { sides, settings } = await report(`spinenet-49 ${small} ${options} --rounds 7 --warmup 1 --threads 1`);
    expect(settings).toEqual({ rounds: 7, warmup: 1, threads: 1, batch: 1 });
    expect(sides.map(({ name }) => name)).toEqual([
      'spinenet-49 -O0 on onnx-cpu',
      'spinenet-49 -O0 on tfjs-wasm',
      'spinenet-49 -O2 on onnx-cpu',
      'spinenet-49 -O2 on tfjs-wasm',
      'spinenet-49 -O2 for memory on onnx-cpu',
      'spinenet-49 -O2 for memory on tfjs-wasm',
    ]);
    const [first, ...others] = sides;
    expect([first.speedup, first.difference]).toEqual([null, null]);
    for (const side of others) {
      expect(side.input).toEqual([1, 128, 128, 3]);
      expect(side.difference).toBeLessThan(1e-4); // the same network computes the same
      for (const clock of ['wall', 'cpu'] as const) {
        const ratios = first.rounds[clock].map((time, round) => time / side.rounds[clock][round]!);
        const { median: typical, low, high, confidence } = side.speedup![clock];
        expect(typical).toBeCloseTo(median(ratios), 3);
        expect(low).toBeLessThanOrEqual(typical);
        expect(high).toBeGreaterThanOrEqual(typical);
        expect(confidence).toBeGreaterThanOrEqual(0.95);
      }
    }
    for (const { rounds, wall, cpu, residentBytes, loadMilliseconds } of sides) {
      expect([rounds.wall.length, rounds.cpu.length]).toEqual([7, 7]);
      expect([wall.median, wall.minimum]).toEqual([median(rounds.wall), Math.min(...rounds.wall)]);
      expect([cpu.median, cpu.minimum]).toEqual([median(rounds.cpu), Math.min(...rounds.cpu)]);
      expect(residentBytes.peak).toBeGreaterThan(residentBytes.start);
      expect(residentBytes.start).toBeGreaterThan(2 ** 24);
      expect(loadMilliseconds).toBeGreaterThan(0);
    }
  });

  it('takes folders and files, several networks, and one to compare all with', async () => {
    const files = `made made/spinenet-49.onnx --against made/spinenet-49.onnx`;
    const { sides } = await report(`${files} --backend onnx-cpu,tfjs-wasm --rounds 3 --warmup 0 --batch 2`);
    expect(sides.map(({ name, level, goal, input }) => [name, level, goal, input[0]])).toEqual([
      ['made/spinenet-49.onnx on onnx-cpu', null, null, 2],
      ['made on onnx-cpu', null, null, 2],
      ['made on tfjs-wasm', null, null, 2],
      ['made/spinenet-49.onnx on onnx-cpu', null, null, 2],
    ]);
    expect(sides[1]!.difference).toBe(0);
    expect(sides[1]!.speedup!.wall.confidence).toBe(0.75); // three rounds are no 95 %
  });

  it('compares what computes something else by time alone', async () => {
    const { sides } = await report(
      `spinenet-49 ${small} -O 1 --backend onnx-cpu --against made --rounds 1 --warmup 0 --seed 5`,
    );
    expect(sides[1]!.difference).toBeGreaterThan(0.1);
    const other = await report(
      `spinenet-49 ${small} --head retinanet -O 1 --backend onnx-cpu --against made --rounds 1`,
    );
    expect(other.sides[1]!.difference).toBeNull();
  });
});

it('takes as many pictures as a network always takes', async () => {
  const { sides, settings } = await report('fours/spinenet-49.onnx --backend onnx-cpu --rounds 1 --warmup 0');
  expect([settings.batch, sides[0].input[0]]).toEqual([4, 4]);
});

it('says what the process that loads a side could not do', async () => {
  // 1,024 pictures of this size are more bytes than an array can have.
  const args = 'spinenet-49 --input 4096x4096 --set scale.filters=0.06 --set scale.endpointFilters=8 -O 0';
  const { code, stdout, stderr } = await run(`bench ${args} --batch 1024 --backend reference`);
  expect([code, stdout], stderr).toEqual([3, '']);
  expect(stderr).toContain('SPN6018');
  expect(stderr).not.toMatch(/^\s+at /m);
});

it('prints the report as a table', async () => {
  const { code, stdout } = await run(`bench made made --backend onnx-cpu --rounds 6 --threads 2`);
  expect(code).toBe(0);
  const lines = stdout.split('\n');
  expect(lines[0]).toBe('6 rounds by turns after 2 to warm up, batch 1, 2 threads of ONNX Runtime');
  expect(lines[4]).toMatch(/^side +ms +min +faster +95 % +CPU ms +min +faster +95 % +load +peak +differs$/);
  expect(lines[5]).toMatch(/^made on onnx-cpu +\d\S* +\d\S* +\d\S* +\d\S* +\d+ ms +\d+\.\d MiB$/);
  expect(lines[6]).toMatch(
    /^made on onnx-cpu( +\d\S* +\d\S* +\d+\.\d{3}× +\d+\.\d{3}–\d+\.\d{3}){2} +\d+ ms +\d+\.\d MiB +0\.0e\+0$/,
  );
});

it('prints a given report the same way each time', async () => {
  const time = { median: 12.3456, minimum: 9.5 };
  const ratio = { median: 1.5123, low: 1.4, high: 1.61, confidence: 0.9734 };
  const side = {
    ...{ name: 'a.onnx on onnx-cpu', network: 'a.onnx', level: null, goal: null, backend: 'onnx-cpu' },
    ...{ runsOn: 'a processor, onnxruntime 1.2.3', input: [1, 640, 640, 3], loadMilliseconds: 812.4 },
    ...{ residentBytes: { start: 5e7, peak: 7e8 }, wall: { median: 1234.5, minimum: 1200 }, cpu: time },
    ...{ speedup: null, difference: null, rounds: { wall: [1200, 1269], cpu: [9.5, 15.1912] } },
  };
  const table = benchTable({
    compiler: '0.0.0',
    date: '2026-01-31T12:00:00.000Z',
    machine: { cpu: 'a processor', cores: 2, platform: 'linux-x64', node: 'v20.0.0' },
    settings: { rounds: 2, warmup: 0, threads: null, batch: 1 },
    sides: [
      side,
      { ...side, name: 'b -O2 for size on onnx-cpu', difference: 1.25e-6, speedup: { wall: ratio, cpu: ratio } },
    ],
  });
  await expect(table).toMatchFileSnapshot('golden/bench-table.txt');
});

describe('what can not be measured', () => {
  it.each([
    ['spinenet-49 --backend onnx-cpu,nonsense', 1, 'SPN6001'],
    ['spinenet-94', 1, 'SPN6900'],
    ['spinenet-49 --set levels.max=99', 1, 'SPN'],
    ['missing.onnx', 1, 'SPN6008'],
    ['spinenet-49 --against missing.onnx', 1, 'SPN6008'],
    ['text.onnx', 1, 'SPN6019'],
    ['broken.onnx --backend onnx-cpu', 1, 'SPN6019'],
    ['made --backend onnx-cpu --weights made', 2, 'changes a spec'],
    ['made/spinenet-49.onnx --backend tfjs-wasm', 2, 'needs onnx-cpu'],
    ['made --input 64x64', 2, 'changes a spec'],
    ['made -O 1', 2, '--optimize changes a spec'],
    ['made --optimize-for latency', 2, '--optimize-for changes a spec'],
    ['-', 2, 'give a file'],
    ['spinenet-49 -O 1,3', 2, 'comma list of 0, 1, 2'],
    ['spinenet-49 --optimize-for speed', 2, 'comma list of latency'],
    ['spinenet-49 -O 0,1 --optimize-for memory', 2, 'give -O2 with it'],
    ['spinenet-49 --rounds 0', 2, 'from 1 on'],
    ['spinenet-49 --warmup 99999999999', 2, 'at most 1,000'],
    ['spinenet-49 --rounds 1001', 2, 'at most 1,000'],
    ['spinenet-49 --threads 100000', 2, 'at most 1,024'],
    ['spinenet-49 --batch 2000000000', 2, 'at most 1,024'],
    ['fours/spinenet-49.onnx --batch 2', 1, 'takes 4 pictures a run, not 2'],
    ['fours/spinenet-49.onnx made --backend onnx-cpu', 1, 'give `--batch 4`'],
    [`spinenet-49 ${small} --input 64x64 --against made -O 1 --backend onnx-cpu`, 1, 'SPN6910'],
  ])('bench %s → %i', async (args, code, says) => {
    writeFileSync(join(folder, 'text.onnx'), 'no model');
    const whole = readFileSync(join(folder, 'made', 'spinenet-49.onnx'));
    const broken = Buffer.from(whole);
    broken.write('Konv', broken.indexOf('Conv')); // an op that there is not
    writeFileSync(join(folder, 'broken.onnx'), broken);
    const result = await run(`bench ${args}`);
    expect([result.code, result.stdout], result.stderr).toEqual([code, '']);
    expect(result.stderr).toContain(says);
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect(leftovers()).toEqual([]);
  });
});

it.each(['onnx-cpu', 'tfjs-wasm'])('Ctrl-C ends it, and its files and processes (%s)', async (backend) => {
  const args = ['bench', 'spinenet-49', '--input', '128x128', '--backend', backend, '--rounds', '1000'];
  const child = spawn(process.execPath, [mainFile, ...args], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary },
  });
  const ended = new Promise<number | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ? 130 : code)),
  );
  while (leftovers().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(leftovers()).toEqual([]);
});
