/** `spinec run --profile` as a process: JSON by the published schema, the forms made from it, the heat map, what is refused. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProfileReport } from '../../compiler/schema/profile-report-types.generated.ts';
import { heatMap } from '../../compiler/cli/profile/heat-map.ts';
import { requireSpec } from '../../compiler/cli/specs.ts';
import { root, spinec } from '../support/spinec.ts';

const folder = mkdtempSync(join(tmpdir(), 'spinec-profile-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const small = '--input 128x128 --set scale.filters=0.125 --set scale.endpointFilters=16';
const run = (args: string) => spinec(args.split(' '), { cwd: folder });
const profile = (network: string, rest: string) =>
  run(`run ${network} --image coffee.jpg --backend onnx-cpu --rounds 3 --profile -q ${rest}`);

beforeAll(async () => {
  copyFileSync(join(root, 'docs/pictures/coffee.jpg'), join(folder, 'coffee.jpg'));
  const made = await run(`compile spinenet-49 ${small} --target onnx,tfjs,ir --seed 1 -q -o made`);
  expect(made.code, made.stderr).toBe(0);
});

const schema = JSON.parse(readFileSync(join(root, 'compiler/schema/profile-report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

async function report(network: string, rest = ''): Promise<ProfileReport> {
  const { code, stdout, stderr } = await profile(network, `--format json ${rest}`.trim());
  expect([code, stderr]).toEqual([0, '']);
  const found = (JSON.parse(stdout) as { profile: ProfileReport }).profile;
  expect(validate(found), JSON.stringify(validate.errors)).toBe(true);
  return found;
}

describe('the report', () => {
  it('of a spec has its blocks, and macs as the cost table has them', async () => {
    const { blocks, totals, level, run: times } = await report('spinenet-49', `${small} --seed 1`);
    const flops = await run(`flops spinenet-49 ${small} --format json`);
    expect(totals.macs).toBe((JSON.parse(flops.stdout) as { executed: { macs: number } }).executed.macs);
    expect(blocks.map(({ id }) => id)).toEqual(expect.arrayContaining(['stem', 'b0', 'b16', 'endpoint_7']));
    expect([level, times.rounds]).toEqual(['O1', 3]);
    const sum = blocks.reduce((time, { figures }) => time + figures.milliseconds, 0);
    expect(sum + times.betweenKernelsMilliseconds + times.unevenMilliseconds).toBeCloseTo(times.milliseconds, 6);
  });

  it('of a compiled folder is that of its graph; of the file in it, that of kernels', async () => {
    const compiled = await report('made');
    expect(compiled.blocks.map(({ id }) => id)).toContain('b16');
    const file = await report('made/spinenet-49.onnx');
    expect([file.blocks, file.level, file.totals.macs]).toEqual([[], null, 0]);
    expect(file.ops.map(({ name }) => name)).toContain('b0/repeat0/conv1_nchwc');
  });

  it('of an integer file has its kernels', async () => {
    const made = await run(`quantize spinenet-49 ${small} --noise 2 -q -o int8.onnx`);
    expect(made.code, made.stderr).toBe(0);
    const { byKind, run: times, ops } = await report('int8.onnx');
    expect(byKind.map(({ kind }) => kind)).toContain('QLinearConv');
    const sum = ops.reduce((time, { figures }) => time + figures.milliseconds, 0);
    expect(sum).toBeCloseTo(times.kernelMilliseconds, 6);
  });
});

describe('forms', () => {
  it('a table after the outputs, and a heat map beside it', async () => {
    const { code, stdout, stderr } = await profile('made', '--top 4 --profile-picture heat.svg');
    expect(code, stderr).toBe(0);
    const masked = stdout.slice(stdout.indexOf('profile of')).replaceAll(/\d+\.\d+|\d\.\d+e[+-]\d+/g, '#');
    expect(masked).toContain('profile of spinenet-49\n  runs on');
    expect(masked).toMatch(/^block +level +ms +share +macs +GMAC\/s +GFLOP\/s +of ceiling$/m);
    expect(masked).toMatch(/^19 others +# +# %$/m);
    expect(masked).toMatch(/^between kernels +# +# %$/m);
    expect(masked).toMatch(/^uneven rounds +-?# +-?# %$/m);
    expect(masked).toMatch(/^total +# +# % +# M +# +# +# %$/m);
    const svg = readFileSync(join(folder, 'heat.svg'), 'utf8');
    expect(svg).toMatch(/data-block="b16"/);
    expect(svg).toMatch(/\d ms, \d+\.\d %/);
  });

  it('work that is no block’s is not in the heat map, though a block may have the name of its row', async () => {
    const full = await report('made');
    const { spec } = requireSpec('spinenet-49', {});
    const drawn = await heatMap({ ...full, blocks: full.blocks.filter(({ part }) => part !== null) }, spec);
    const [block] = full.blocks;
    const nobody = { ...block!, id: 'b16', part: null, figures: { ...block!.figures, share: 1 } };
    expect(await heatMap({ ...full, blocks: [...full.blocks, nobody] }, spec)).toBe(drawn);
  });

  it('CSV, Markdown and a page are of the profile alone', async () => {
    const csv = await profile('made', '--format csv --by kind');
    expect(csv.stdout).toMatch(/^network,kind,ops,ms,share,macs,GMAC\/s,GFLOP\/s,of ceiling\nspinenet-49,/);
    expect((await profile('made', '--format md --by level')).stdout).toMatch(/^## Profile of spinenet-49\n/);
    const page = (await profile('made', '--format html')).stdout;
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('data-block="b16"');
    expect(page).toContain('endpoint_7');
    expect(page.match(/<table/g)).toHaveLength(4);
  });
});

it.each([
  ['made --image coffee.jpg --format csv', 2, 'is for --profile'],
  ['made --image coffee.jpg --by kind', 2, '--by is for --profile'],
  ['made --image coffee.jpg --top 3', 2, '--top is for --profile'],
  ['made --image coffee.jpg --rounds 3', 2, '--rounds is for --profile'],
  ['made --image coffee.jpg --profile-picture -', 2, 'takes a file'],
  ['made --image coffee.jpg --profile-picture coffee.jpg', 2, 'would replace coffee.jpg'],
  ['made --image coffee.jpg --save-outputs a --profile-picture a', 2, 'would both write a'],
  ['made/spinenet-49.onnx --image coffee.jpg --profile-picture x.svg', 2, 'has none'],
  ['made --image coffee.jpg --profile --backend reference', 1, 'SPN6903'],
  ['made --image coffee.jpg --profile --rounds 0', 2, 'from 1 on'],
  ['made --image coffee.jpg --profile --rounds 101', 2, 'at most 100'],
])('run %s → %i', async (args, code, says) => {
  const result = await run(`run ${args}`);
  expect([result.code, result.stdout], result.stderr).toEqual([code, '']);
  expect(result.stderr).toContain(says);
  expect(existsSync(join(folder, 'x.svg'))).toBe(false);
});
