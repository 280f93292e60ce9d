/**
 * Specs and options of people who mean no good, or of programs that went wrong: one coded message each, soon, in little
 * memory, and nothing of them gets further than a message. (Weights, pictures, folders, outputs: hostile-runs.test.ts.)
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typeErrors } from '../emit/tfjs-support.ts';
import { measured } from '../support/measured.ts';
import { spinec } from '../support/spinec.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const unix = process.platform !== 'win32';
const path = (name: string): string => join(folder, name);
const run = (...args: readonly string[]) => spinec(args, { cwd: folder });

function write(name: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), content);
  return name;
}

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string | null;
}

/** Codes of the errors of one `check` of several files, by file. */
async function errorsOf(names: readonly string[], ...options: readonly string[]): Promise<Map<string, string[]>> {
  const { code, stdout, stderr } = await run('check', '--format', 'json', ...options, '--', ...names);
  expect(stderr).toBe('');
  expect(code).toBe(1);
  const diagnostics = JSON.parse(stdout) as Found[];
  const byFile = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const found of diagnostics) {
    if (found.severity !== 'error') continue;
    const name = found.file ?? names.find((given) => found.message.includes(given)) ?? '';
    byFile.set(name, [...(byFile.get(name) ?? []), found.code]);
  }
  return byFile;
}

/** Names that try to become code, paths, properties, or other names. */
const evil = [
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  'a"; process.exit()//',
  '*/ process.exit() /*',
  '`${process.exit()}`',
  'a\nb',
  'a\0b',
  'а2', // the first letter is Cyrillic
  'b2\u200b',
  '\u202eb2',
  '../../etc/x',
  'b2/conv',
  'a'.repeat(500),
  '',
  '\ud800',
] as const;

describe('specs that are wrong', () => {
  const block = { level: 4, kind: 'bottleneck', inputs: ['b5', 'b10'] };
  const extending = (fields: object): string => JSON.stringify({ name: 'x', extends: 'spinenet-49', ...fields });
  const specs: readonly (readonly [name: string, text: string, code: string | readonly string[]])[] = [
    ['open.json', '{', 'SPN1012'],
    ['empty.json', '', 'SPN1004'],
    ['nul.json', '\0', 'SPN1020'],
    ['list.json', '[[[]]]', ['SPN2010', 'SPN2005']],
    ['scalar.json', '5', 'SPN2002'],
    ['broken.spine', 'x : : :', 'SPN1031'],
    ['quote.spine', 'x : spinenet\n"', 'SPN1014'],
    ['nan.json', '{"extends":"spinenet-49","input":{"height":NaN}}', 'SPN1018'],
    ['infinite.json', '{"extends":"spinenet-49","input":{"height":1e309}}', 'SPN1019'],
    ['types.json', extending({ scale: [], stem: 5, levels: 'x' }), ['SPN2005', 'SPN2005', 'SPN2005']],
    ['negative-zero.json', '{"extends":"spinenet-49","scale":{"filters":-0}}', 'SPN2007'],
    ['denormal.json', '{"extends":"spinenet-49","scale":{"filters":1e-320}}', 'SPN2051'],
    ['thin.json', extending({ scale: { filters: 0.1 + 0.2 - 0.29 } }), 'SPN2051'],
    ['beyond-integers.json', '{"extends":"spinenet-49","input":{"height":9007199254740993}}', 'SPN1019'],
    ['wide.json', extending({ scale: { filters: 1e9 } }), 'SPN2007'],
    ['deep.json', extending({ scale: { repeats: 1e6 } }), 'SPN2007'],
    ['high.json', extending({ blocks: [{ ...block, level: 1e6 }] }), 'SPN2043'],
    ['classes.json', extending({ head: { kind: 'retinanet', classes: 1e9 } }), 'SPN2007'],
    ['anchors.json', extending({ heads: { retinanet: { anchors: { aspectRatios: [] } } } }), 'SPN2010'],
    ['repeats.json', extending({ scale: { repeats: [1, 2] } }), 'SPN2052'],
    ['no-pixels.json', extending({ input: { height: 0, width: 0 } }), ['SPN2007', 'SPN2007']],
    ['many-pixels.json', extending({ input: { height: 999_999, width: 999_999 } }), ['SPN2007', 'SPN2007']],
  ];

  it('get their codes, all in one run', async () => {
    const names = specs.map(([name, text]) => write(name, text));
    const found = await errorsOf(names);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(specs.map(([name, , codes]) => [name, typeof codes === 'string' ? [codes] : codes])),
    );
  });

  it.each(['json', 'spine'] as const)('names of blocks, specs and fields, as %s', async (form) => {
    const names = evil.map((name, i) => {
      const text =
        form === 'json'
          ? JSON.stringify({
              extends: 'spinenet-49',
              blocks: [
                { id: name, ...block },
                { id: 'b12', inputs: [name, 'b10'] },
              ],
            })
          : `x extends spinenet-49\n${JSON.stringify(name)} : L4 bottleneck <- b5 b10\nset name = ${JSON.stringify(name)}\n`;
      return write(`id-${i}.${form}`, text);
    });
    const keys =
      form === 'spine'
        ? []
        : evil.map((name, i) => write(`key-${i}.json`, `{"extends":"spinenet-49",${JSON.stringify(name)}:1}`));
    const found = await errorsOf([...names, ...keys]);
    const wrong = form === 'json' ? /^SPN200[89]$/ : /^SPN/;
    for (const name of names) expect(found.get(name)?.[0], name).toMatch(wrong);
    for (const name of keys) expect(found.get(name), name).toEqual(['SPN2003']);
  });

  it('however large, in bounded time and memory', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ id: `q${i}`, level: 3, kind: 'bottleneck', inputs: ['b0', 'b1'] }));
    const large: readonly (readonly [name: string, text: string, code: string])[] = [
      ['10000.json', JSON.stringify({ blocks: many(10_000) }), 'SPN2011'],
      ['2001.json', JSON.stringify({ blocks: many(2_001) }), 'SPN2011'],
      [
        '10000.spine',
        `x : spinenet\n${many(10_000)
          .map(({ id }) => `${id} : L3 bottleneck <- b0 b1\n`)
          .join('')}`,
        'SPN2011',
      ],
      ['nesting-65.json', '['.repeat(65) + ']'.repeat(65), 'SPN1002'],
      ['nesting.json', '['.repeat(1e6) + ']'.repeat(1e6), 'SPN1002'],
      ['nesting.spine', `set a = ${'['.repeat(1e6)}${']'.repeat(1e6)}`, 'SPN1002'],
      ['path.spine', `x : spinenet\nset ${'a.'.repeat(1e6)}a = 1`, 'SPN1002'],
      ['comments.json', `${'//a\n'.repeat(900_000)}{}`, 'SPN2004'],
      ['inputs.spine', `x : spinenet\nb2 : L2 bottleneck <- ${'b0 '.repeat(1e6)}`, 'SPN2034'],
      ['attributes.spine', `x : spinenet\nscale ${'filters=1 '.repeat(3e5)}`, 'SPN1021'],
      ['stem.spine', `x : spinenet\nstem ${'a '.repeat(2e5)}: L2 bottleneck ${'x=1 '.repeat(2e5)}`, 'SPN1031'],
      ['wrong-items.json', JSON.stringify({ blocks: [], stem: { blocks: Array<string>(8e5).fill('x') } }), 'SPN2010'],
      [
        'wrong-parents.json',
        JSON.stringify({ blocks: many(1_900).map((b) => ({ ...b, inputs: Array(300).fill(null) })) }),
        'SPN2034',
      ],
      [
        'unknown.json',
        JSON.stringify({ blocks: many(2_000).map((b) => ({ ...b, inputs: ['z'.repeat(60), 'y'.repeat(60)] })) }),
        'SPN2030',
      ],
      ['lines.spine', 'a\n'.repeat(1.9e6), 'SPN1030'],
    ];
    for (const [name, text, code] of large) {
      write(name, text);
      const { stdout, code: exit, megabytes } = await measured(['check', name, '--format', 'json'], { cwd: folder });
      expect(exit, name).toBe(1);
      const diagnostics = JSON.parse(stdout) as Found[];
      expect(
        diagnostics.map((found) => found.code),
        name,
      ).toContain(code);
      expect(diagnostics.length, name).toBeLessThan(110);
      expect(megabytes, name).toBeLessThan(600);
    }
  });

  it.runIf(unix)('100 MB, or without an end, from a file and from stdin', async () => {
    write('big.json', '{"a":"x');
    truncateSync(path('big.json'), 100e6);
    for (const name of ['big.json', '/dev/zero']) {
      for (const [args, stdinFile] of [[['check', name]], [['check', '-'], name], [['fmt', '-'], name]] as const) {
        const file =
          stdinFile === undefined ? {} : { stdinFile: join(folder, stdinFile).replace(/^.*(?=\/dev\/zero)/, '') };
        const result = await measured(args, { cwd: folder, ...file });
        expect(result.code).toBe(1);
        expect(result.stdout + result.stderr).toContain('SPN1001');
        expect(result.megabytes).toBeLessThan(150);
      }
    }
  });
});

describe.runIf(unix)('files that are no specs', () => {
  it('say what they are', async () => {
    execFileSync('mkfifo', [path('pipe')]);
    symlinkSync('circle', path('circle'));
    write('utf16.json', Buffer.from('\ufeff{}', 'utf16le'));
    write('latin1.spine', Buffer.from('# caf\xe9\nx : spinenet', 'latin1'));
    const found = await errorsOf(['pipe', 'circle', 'utf16.json', 'latin1.spine', '.', '/proc/self/mem', 'nowhere']);
    expect(Object.fromEntries(found)).toMatchObject({
      pipe: ['SPN1004'], // a pipe that nobody writes to is empty
      circle: ['SPN6900'],
      'utf16.json': ['SPN6900'],
      'latin1.spine': ['SPN6900'],
      nowhere: ['SPN6900'],
    });
  });

  it('extends what can not be extended', async () => {
    const targets: readonly (readonly [target: string, code: string])[] = [
      ['./pipe', 'SPN1004'],
      ['/dev/zero', 'SPN1001'],
      ['.', 'SPN6900'],
      ['', 'SPN6900'],
      ['https://example.com/a.json', 'SPN2020'],
      ['file:///etc/passwd', 'SPN2020'],
      ['a\0b', 'SPN2020'],
      ['a'.repeat(100_000), 'SPN2020'],
      ['__proto__', 'SPN2020'],
    ];
    for (const [i, [target, code]] of targets.entries()) {
      const name = write(`extends-${i}.json`, JSON.stringify({ extends: target }));
      const { stdout } = await run('check', name, '--format', 'json');
      const diagnostics = JSON.parse(stdout) as Found[];
      expect(
        diagnostics.map((found) => found.code),
        target.slice(0, 40),
      ).toEqual([code]);
    }
  });

  it('wide: a hundred thousand fields that a head has not', async () => {
    const fields = (letter: string) =>
      Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [letter + String(i), 0]));
    write('wide-base.json', JSON.stringify({ extends: 'spinenet-49', heads: { 'mask-rcnn': fields('a') } }));
    write('wide.json', JSON.stringify({ extends: 'wide-base.json', heads: { 'mask-rcnn': fields('b') } }));
    const { code, megabytes } = await measured(['check', 'wide.json', '-q'], { cwd: folder });
    expect(code).toBe(1);
    expect(megabytes).toBeLessThan(600);
    expect((await errorsOf(['wide.json'])).get('wide.json')?.[0]).toBe('SPN2003');
  });

  it('chains and circles', async () => {
    for (let i = 0; i < 1000; i++) write(`chain/${i}.json`, JSON.stringify({ extends: `${i + 1}.json` }));
    write('self.json', '{"extends":"./../' + folder.split('/').at(-1)! + '/./self.json"}');
    write('round/a.json', '{"extends":"b.json"}');
    write('round/b.json', '{"extends":"a.json"}');
    for (const [name, code] of [
      ['chain/0.json', 'SPN2022'],
      ['self.json', 'SPN2021'],
      ['round/a.json', 'SPN2021'],
    ] as const) {
      const { stdout, code: exit } = await run('check', name);
      expect(exit).toBe(1);
      expect(stdout).toContain(code);
    }
  });
});

describe('options', () => {
  it.each([
    ['paths that are none', ['..=1', 'a..b=1', 'blocks.=1', 'blocks[-1].id=1', 'blocks[x]=1']],
    ['paths without end', [`${'a.'.repeat(3000)}a=1`, `a${'[0]'.repeat(3000)}=1`]],
    ['items that are none', ['blocks[99999999].id=1', 'blocks[99999999999999999999].id=1', 'blocks["__proto__"]=1']],
    ['prototypes', ['__proto__.x=1', 'constructor.prototype.polluted=1', '["toString"]=1']],
    ['another file', ['extends=/etc/passwd']],
  ])('--set: %s', async (_, settings) => {
    const flags = settings.flatMap((setting) => ['--set', setting]);
    const { code, stdout, stderr } = await run('check', 'spinenet-49', '--format', 'json', ...flags);
    expect([code, stderr]).toEqual([1, '']);
    const errors = (JSON.parse(stdout) as Found[]).filter(({ severity }) => severity === 'error');
    expect(errors.map((found) => found.code)).toEqual(settings.map(() => 'SPN2023'));
  });

  it.each([
    [['check', 'spinenet-49', '--set', 'input.height=1e309'], 1, 'SPN1080'],
    [['check', 'spinenet-49', '--set', `scale=${'['.repeat(50_000)}${']'.repeat(50_000)}`], 1, 'SPN1080'],
    [['check', 'spinenet-49', '--set', 'blocks[0].id=__proto__'], 1, 'SPN2008'],
    [['check', 'spinenet-49', '--set', 'name=../../x'], 1, 'SPN2008'],
    [['check', 'spinenet-49', '--input', '0x0'], 1, 'SPN2007'],
    [['flops', 'spinenet-49', '--input', '999999x999999'], 1, 'SPN2007'],
    [['check', 'spinenet-49', '--input', '99999999x1'], 2, 'HEIGHTxWIDTH'],
    [['check', 'spinenet-49', '--input', '640x640; reboot'], 2, 'HEIGHTxWIDTH'],
    [['check', 'spinenet-49', '--head', '__proto__'], 1, 'SPN2025'],
    [['check', 'spinenet-49', '--log-override', '__proto__=off'], 1, 'SPN1090'],
    [['flops', 'spinenet-49', '--device', 'constructor'], 2, 'no device'],
    [['compile', 'spinenet-49', '--tap', '__proto__', '-o', 'tapped'], 1, 'SPN3004'],
    [['explain', 'constructor'], 2, 'no message'],
    [['toString'], 2, 'unknown command'],
  ])('%j', async (args, code, text) => {
    const result = await run(...args);
    expect([result.code, result.stdout + result.stderr]).toEqual([code, expect.stringContaining(text)]);
    expect(result.stderr).not.toMatch(/^\s+at |internal error/m);
    expect(existsSync(path('tapped'))).toBe(false);
  });

  it('the smallest picture is reported, and the largest', async () => {
    for (const size of ['1x1', '16384x16384']) {
      const { code, stdout } = await run('flops', 'spinenet-49', '--input', size, '--format', 'json');
      const report = JSON.parse(stdout) as { totals: Record<string, number> };
      expect(code).toBe(0);
      for (const figure of Object.values(report.totals)) expect(figure).toBeGreaterThan(0);
    }
  });
});

describe('what is right but strange', () => {
  /** Words of the language that is generated, and of its surroundings. */
  const words = ['if', 'await', 'eval', 'tf', 'x', 'load', 'predict', 'undefined', 'NaN', 'then', 'arguments', 'enum'];

  it('compiles to a module that type-checks, inside its folder', async () => {
    const kind = 'bottleneck';
    const blocks = words.map((id, i) => ({
      id,
      level: 2,
      kind,
      inputs: i === 0 ? ['b0', 'b1'] : [words[i - 1], 'b0'],
    }));
    const spec = {
      name: 'CON',
      description: '*/ process.exit() /*\n`${process.exit()}`\u2028"; process.exit()//',
      input: { height: 16, width: 16 },
      levels: { min: 2, max: 2 },
      scale: { filters: 0.05, resampleAlpha: 1, endpointFilters: 4 },
      blocks: [...blocks, { id: 'out', level: 2, kind, inputs: [words.at(-1), 'b1'], output: true }],
    };
    write('strange.json', JSON.stringify(spec));
    const before = readdirSync(folder);
    const { code, stderr } = await run(
      'compile',
      'strange.json',
      '--target',
      'tfjs,onnx,ir',
      '--verify',
      '-o',
      'strange',
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/verify: tfjs-cpu .* largest error/);
    expect(readdirSync(folder)).toEqual([...before, 'strange'].sort());
    // Windows has a device called CON.
    const names = ['manifest.json', 'net-CON.ir.txt', 'net-CON.onnx', 'net-CON.safetensors', 'net-CON.ts'];
    expect(readdirSync(path('strange')).sort()).toEqual(names);
    const module = readFileSync(path('strange/net-CON.ts'), 'utf8');
    expect(typeErrors({ strange: module })).toEqual([]);
    expect(module).not.toContain('process');
  });

  it('is refused where nobody could hold it', async () => {
    const wide = ['--set', 'scale.filters=64', '--set', 'baseFilters={"2":65536,"3":65536,"4":65536}'];
    const compiled = await run('compile', 'spinenet-49', ...wide, '-o', 'wide');
    expect([compiled.code, compiled.stderr]).toEqual([1, expect.stringContaining('SPN5015')]);
    expect(existsSync(path('wide'))).toBe(false);
    const ran = await run('run', 'spinenet-49', ...wide, '--backend', 'reference', '--image', 'none.jpg');
    expect([ran.code, ran.stderr]).toEqual([3, expect.stringContaining('SPN6018')]);
  });
});
