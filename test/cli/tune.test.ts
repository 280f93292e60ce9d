/** `spinec tune` as a process: its file by the published schema, what reads it, and what is refused. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCosts } from '../../compiler/cli/costs-file.ts';
import { root, spinec } from '../support/spinec.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-tune-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: string) => spinec(args.split(' '), { cwd: folder });
const schema = JSON.parse(readFileSync(join(root, 'compiler/schema/conv-costs.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true }).compile(schema);

const flops = async (args: string): Promise<{ executed: { macs: number } }> => {
  const { code, stdout, stderr } = await run(`flops spinenet-49 -O2 --format json ${args}`);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as { executed: { macs: number } };
};

describe('the schema and what reads the file', () => {
  const whole = { macsPerSecond: 1e10, elementsPerSecond: 1e9, weightsPerSecond: 1e9, secondsPerNode: 1e-6 };
  const facts = { spinec: '1', runtime: 'x', cpu: 'y', threads: 2, date: '2026-11-25' };
  const value = fc.oneof(fc.double({ noNaN: true, min: -2, max: 2e9 }), fc.integer({ min: -1, max: 3 }), fc.string());
  const odd = fc.dictionary(fc.constantFrom(...Object.keys({ ...whole, ...facts }), 'more', 'MacsPerSecond'), value, {
    maxKeys: 2,
  });
  const left = fc.constantFrom('', '', ...Object.keys(whole));

  it('agree on what is one', () => {
    const path = join(folder, 'any.json');
    fc.assert(
      fc.property(odd, fc.boolean(), left, (changes, withFacts, dropped) => {
        const file: Record<string, unknown> = { ...whole, ...(withFacts ? facts : {}), ...changes };
        Reflect.deleteProperty(file, dropped);
        writeFileSync(path, JSON.stringify(file));
        const read = (): unknown => readCosts(path);
        if (validate(JSON.parse(readFileSync(path, 'utf8')))) expect(read()).toMatchObject({});
        else expect(read).toThrow('SPN6905');
      }),
    );
    rmSync(path);
  });
});

describe('tune', () => {
  it('measures this machine, and says how it differs', async () => {
    const { code, stderr } = await run('tune --rounds 2 -o costs.json');
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/microseconds per node +[\d.]+ +2\.00/);
    const file: unknown = JSON.parse(readFileSync(join(folder, 'costs.json'), 'utf8'));
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
    expect(readdirSync(folder)).toEqual(['costs.json']);
    const printed = await run('tune --rounds 1 -q');
    expect(printed.stderr).toBe('');
    expect(validate(JSON.parse(printed.stdout))).toBe(true);
    const compiled = await run('compile spinenet-49 --target ir -O2 --costs costs.json -q -o -');
    expect(compiled.code, compiled.stderr).toBe(0);
  });

  it('decides what is computed: free products leave every convolution as it is', async () => {
    const costs = { macsPerSecond: 1e18, elementsPerSecond: 1e9, weightsPerSecond: 1e9, secondsPerNode: 1e-6 };
    writeFileSync(join(folder, 'free.json'), JSON.stringify(costs));
    const [chosen, direct] = [await flops('--by level'), await flops('--by level --costs free.json')];
    expect(chosen.executed.macs).toBeLessThan(0.8 * direct.executed.macs);
  });

  it.each([
    ['absent.json', undefined, /can't be read: no such file/],
    ['empty.json', '', /empty\.json is empty/],
    ['long.json', ' '.repeat(70_000), /has more than 64 KiB/],
    ['text.json', 'macs: 1', /text\.json is no JSON/],
    ['cut.json', '{"macsPerSecond": 1e9,\n "elements', /cut\.json:2:2/],
    ['list.json', '[]', /has no macsPerSecond/],
    ['nothing.json', 'null', /has no macsPerSecond/],
    ['misspelt.json', '{\n "macPerSecond": 1}', /misspelt\.json:2:2[^]*did you mean `macsPerSecond`/],
    ['other.json', '{"__proto__": 1}', /unknown field `__proto__`/],
    ['huge.json', '{"macsPerSecond": 1e999}', /has no positive number as macsPerSecond/],
    ['threads.json', '{"threads": 0.5}', /has no whole number from 1 on as threads/],
    ['partial.json', '{"macsPerSecond": 1}', /has no elementsPerSecond/],
    ['zero.json', '{"macsPerSecond": 0}', /has no positive number as macsPerSecond/],
    ['text-number.json', '{"macsPerSecond": "54e9"}', /has no positive number as macsPerSecond/],
  ])('%s is refused', async (name, content, message) => {
    if (content !== undefined) writeFileSync(join(folder, name), content);
    const { code, stdout, stderr } = await run(`flops spinenet-49 -O2 --costs ${name}`);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('SPN6905');
    expect(stderr).toMatch(message);
    expect(stderr).toContain('spinec tune -o costs.json');
  });
});
