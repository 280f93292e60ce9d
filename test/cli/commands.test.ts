/** The command line as scripts see it: exit codes, streams, formats, files. Every command is a real process. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';
import { root, spinec } from '../support/spinec.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const run = (args: string, options: { stdin?: string; env?: Record<string, string> } = {}) =>
  spinec(args.split(' '), { cwd: folder, ...options });

/** SpineNet-49 made small enough for seconds. */
const small = ['--input', '128x128', '--set', 'scale.filters=0.06', '--set', 'scale.endpointFilters=8'];
const parse = (text: string): unknown => JSON.parse(text);

describe('help', () => {
  it('lists the commands', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    await expect(stdout).toMatchFileSnapshot('golden/help.txt');
  });

  it.each([
    'check',
    'fmt',
    'compile',
    'flops',
    'graph',
    'diff',
    'run',
    'detect',
    'classify',
    'eval',
    'bench',
    'tune',
    'import',
    'export',
    'quantize',
    'doctor',
    'explain',
    'init',
    'targets',
    'completion',
  ])('%s --help has examples', async (command) => {
    const { code, stdout } = await run(`${command} --help`);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n +\\$ (source <\\()?spinec ${command}`));
    await expect(stdout).toMatchFileSnapshot(`golden/help-${command}.txt`);
  });
});

describe('exit codes', () => {
  it.each([
    ['check spinenet-49', 0],
    ['check no-such-spec', 1],
    ['flops spinenet-49 --max-macs 1G', 1],
    ['nonsense', 2],
    ['flops', 2],
    ['flops spinenet-49 --format pdf', 2],
    ['flops spinenet-49 --input 640', 2],
    ['graph spinenet-49 -o picture.jpeg', 2],
    ['graph spinenet-49 --block b12 -o b12.dot', 2],
    ['graph spinenet-49 --block b99 -o b99.svg', 1],
    ['compile spinenet-49 --target webgpu -o out', 2],
    ['compile spinenet-49 --emit-after nonsense -o out', 2],
    ['compile spinenet-49 -O2 --emit-after winograd -o out', 2],
    ['compile spinenet-49 -O2 --target tfjs --emit-after spell-norms -o out', 2],
    ['compile spinenet-49 --costs costs.json -o out', 2],
    ['compile spinenet-49 -O2 --target tfjs --costs costs.json -o out', 2],
    ['compile spinenet-49 -O2 --optimize-for size --costs costs.json -o out', 2],
    ['flops spinenet-49 -O2 --target tfjs --costs costs.json', 2],
    ['flops spinenet-49 --costs costs.json', 2],
    ['flops spinenet-49 --optimize-for memory', 2],
    ['compile spinenet-49 -O1 --optimize-for latency -o out', 2],
    ['compile spinenet-49 -o ', 2],
    ['graph spinenet-49 -o ', 2],
    ['detect spinenet-49 --images ', 2],
    ['detect spinenet-49 --image ', 2],
    ['quantize spinenet-49 --noise 1001 -o net.onnx', 2],
    ['flops spinenet-49 --device {"peakFlops":1e999,"bandwidth":1}', 2],
    ['run spinenet-49', 2],
    ['run spinenet-49 --image a.jpg --backend nonsense', 2],
    ['explain SPN9999', 2],
    ['completion tcsh', 2],
    ['init --from spinenet-50', 2],
  ])('spinec %s → %i', async (args, code) => {
    const result = await run(args);
    expect(result.code, result.stderr).toBe(code);
    expect(result.stderr).not.toMatch(/^\s+at /m);
  });

  it('an unwritable folder is 3', async () => {
    file('in-the-way', '');
    const result = await run('compile spinenet-49 --target ir -o in-the-way/out');
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('SPN6901');
  });

  it('a dump that can not be written leaves no compiled files either', async () => {
    file('in-the-way', 'a file');
    const { code, stdout, stderr } = await run('compile spinenet-49 --target tfjs --dump in-the-way -o undumped -q');
    expect([code, stdout], stderr).toEqual([3, '']);
    expect(existsSync(join(folder, 'undumped'))).toBe(false);
  });

  it('a file that is not there is missing in the same words everywhere', async () => {
    for (const args of [
      'compile spinenet-49 --weights no.safetensors -o out',
      'run spinenet-49 --image no.jpg --seed 1',
    ]) {
      const { code, stderr } = await run(args);
      expect([code, stderr]).toEqual([1, expect.stringMatching(/can't read no\.\w+: no such file or folder \[SPN/)]);
    }
  });

  it('Ctrl-C is 130 and leaves nothing behind', async () => {
    const result = await spinec(['compile', 'spinenet-190', '--head', 'retinanet', '-o', 'interrupted'], {
      cwd: folder,
      interruptAfter: 1500,
    });
    expect([null, 130]).toContain(result.code); // a shell calls it 130 either way
    const left = existsSync(join(folder, 'interrupted')) ? readdirSync(join(folder, 'interrupted')) : [];
    expect(left).toEqual([]);
  });
});

describe('check', () => {
  it('points into the file', async () => {
    file(
      'broken.jsonc',
      '{\n  "name": "x",\n  "extends": "spinenet-49",\n  "blocks": [{ "id": "b12", "inputs": ["b5", "b99"] }],\n}\n',
    );
    const { code, stdout } = await run('check broken.jsonc');
    expect(code).toBe(1);
    await expect(stdout).toMatchFileSnapshot('golden/check-broken.txt');
  });

  it.each(['json', 'github', 'sarif'] as const)('as %s', async (format) => {
    const { code, stdout } = await run(`check broken.jsonc --format ${format}`);
    expect(code).toBe(1);
    await expect(stdout).toMatchFileSnapshot(`golden/check-broken.${format}.txt`);
    if (format !== 'github') expect(() => parse(stdout)).not.toThrow();
  });

  it('reads stdin and prints what is implicit', async () => {
    const { code, stdout } = await run('check - --print-resolved', {
      stdin: '{ "name": "x", "extends": "spinenet-96" }',
    });
    expect(code).toBe(0);
    expect(parse(stdout)).toMatchObject({
      name: 'x',
      scale: { repeats: 2 },
      padding: 'symmetric',
      resample: { pool: 'single' },
      head: { kind: 'none' },
    });
  });

  it('takes --set, --input and --head', async () => {
    const { stdout } = await run(
      'check spinenet-49 --print-resolved --input 256x384 --head retinanet --set head.classes=80 --set scale.repeats=3',
    );
    expect(parse(stdout)).toMatchObject({
      input: { height: 256, width: 384 },
      head: { kind: 'retinanet', classes: 80 },
      scale: { repeats: 3 },
    });
  });

  it('refuses a log override of nothing', async () => {
    const { code, stderr, stdout } = await run('check spinenet-49 --log-override nonsense=off');
    expect(code, stdout).not.toBe(0);
    expect(stdout + stderr).toContain('nonsense');
  });
});

describe('fmt', () => {
  it('converts without loss and is idempotent', async () => {
    const spine = (await run('fmt spinenet-49 --to spine')).stdout;
    await expect(spine).toMatchFileSnapshot('golden/spinenet-49.spine');
    file('a.spine', spine);
    const json = (await run('fmt a.spine --to json')).stdout;
    file('a.json', json);
    expect((await run('fmt a.json --to spine')).stdout).toBe(spine);
    const [a, b] = await Promise.all([
      run('check a.spine --print-resolved'),
      run('check spinenet-49 --print-resolved'),
    ]);
    expect(a.stdout).toBe(b.stdout);
  });

  it('--check and --write', async () => {
    file('messy.json', '{"extends":"spinenet-49",\n\n "name" : "messy"}');
    expect((await run('fmt --check messy.json')).code).toBe(1);
    expect((await run('fmt --write messy.json')).code).toBe(0);
    expect((await run('fmt --check messy.json')).code).toBe(0);
  });
});

describe('compile', () => {
  it('writes the files of the manifest, twice the same bytes', async () => {
    for (const out of ['one', 'two']) {
      const { code, stderr } = await spinec(
        ['compile', 'spinenet-49', ...small, '--target', 'tfjs,onnx,ir', '--seed', '1', '-o', out],
        { cwd: folder },
      );
      expect(code, stderr).toBe(0);
    }
    const names = readdirSync(join(folder, 'one')).sort();
    expect(names).toEqual([
      'manifest.json',
      'spinenet-49.ir.txt',
      'spinenet-49.onnx',
      'spinenet-49.safetensors',
      'spinenet-49.ts',
    ]);
    for (const name of names)
      expect(readFileSync(join(folder, 'two', name)).equals(readFileSync(join(folder, 'one', name))), name).toBe(true);
    const manifest = parse(readFileSync(join(folder, 'one', 'manifest.json'), 'utf8')) as {
      outputs: unknown;
      files: { name: string }[];
    };
    expect(manifest.files.map(({ name }) => name).sort()).toEqual(names.filter((name) => name !== 'manifest.json'));
    expect(manifest.outputs).toContainEqual({ name: 'endpoint_3', shape: ['N', 16, 16, 8] });
  });

  it('prints one text target to stdout', async () => {
    const { code, stdout } = await spinec(['compile', 'spinenet-49', ...small, '--target', 'ir', '-o', '-'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stdout).toContain('b12/');
  });

  it('stops after a pass, dumps and times passes', async () => {
    const { code, stderr } = await spinec(
      [
        'compile',
        'spinenet-49',
        ...small,
        '--emit-after',
        'fold-batch-norm',
        '--dump',
        'dump',
        '--time-passes',
        '-o',
        'partial',
      ],
      { cwd: folder },
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('fold-batch-norm');
    expect(readdirSync(join(folder, 'dump'))[0]).toBe('00-lowered.ir.txt');
    expect(readFileSync(join(folder, 'partial', 'spinenet-49.ir.txt'), 'utf8')).not.toContain('fuse');
  });

  it('shows passes of the chosen target at -O2, and of both where both are compiled', async () => {
    const run = async (args: string) => {
      const made = await spinec(['compile', 'spinenet-49', ...small, '-O2', ...args.split(' ')], { cwd: folder });
      expect(made.code, made.stderr).toBe(0);
      return made;
    };
    const both = await run('--time-passes --dump both -o both-out -q');
    expect(both.stderr).toMatch(/^tfjs\npass /m);
    expect(both.stderr).toMatch(/^onnx\npass /m);
    expect(both.stderr).toContain('spell-norms'); // of onnx
    expect(both.stderr).toContain('expand-swish'); // of tfjs
    const dumped = readdirSync(join(folder, 'both'));
    expect(dumped).toEqual(expect.arrayContaining(['onnx-00-lowered.ir.txt', 'tfjs-00-lowered.ir.txt']));
    const tfjs = await run('--target tfjs --emit-after expand-swish --time-passes --dump one -o -');
    expect(tfjs.stdout).toContain('b12/');
    expect(tfjs.stderr).not.toContain('schedule-memory');
    expect(tfjs.stderr).toMatch(/^pass /);
    expect(readdirSync(join(folder, 'one'))[0]).toBe('00-lowered.ir.txt');
    await run('--target onnx --emit-after spell-norms -o -');
  });

  it('verifies the targets against the reference', async () => {
    const { code, stderr } = await spinec(
      [
        'compile',
        'spinenet-49',
        ...small,
        '--head',
        'retinanet',
        '--set',
        'head.filters=8',
        '--set',
        'head.classes=3',
        '--seed',
        '3',
        '--verify',
        '-o',
        'verified',
      ],
      { cwd: folder },
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/verify: onnx-cpu .* largest error/);
    expect(stderr).toMatch(/verify: tfjs-wasm .* largest error/);
  });

  it('a failing compile leaves no files', async () => {
    writeFileSync(
      join(folder, 'wrong.safetensors'),
      safetensorsBytes([{ name: 'x', dims: [1], type: 'F32', read: () => new Float32Array(1) }]),
    );
    const { code, stderr } = await spinec(
      ['compile', 'spinenet-49', ...small, '--weights', 'wrong.safetensors', '-o', 'failed'],
      { cwd: folder },
    );
    expect(code).toBe(1);
    expect(stderr).toContain('SPN5010');
    expect(existsSync(join(folder, 'failed')) ? readdirSync(join(folder, 'failed')) : []).toEqual([]);
  });
});

describe('run', () => {
  it.each(['reference', 'onnx-cpu', 'tfjs-wasm', 'tfjs-cpu'])('a compiled folder on %s', async (backend) => {
    const data = Float32Array.from({ length: 128 * 128 * 3 }, (_, i) => Math.sin(i));
    writeFileSync(
      join(folder, 'input.safetensors'),
      safetensorsBytes([{ name: 'input', dims: [1, 128, 128, 3], type: 'F32', read: () => data }]),
    );
    const { code, stdout, stderr } = await run(
      `run one --input-tensor input.safetensors --backend ${backend} --save-outputs ${backend}.safetensors --format json`,
    );
    expect(code, stderr).toBe(0);
    expect(parse(stdout)).toMatchObject({ network: 'spinenet-49', backend });
    const saved = SafetensorsFile.fromBytes(readFileSync(join(folder, `${backend}.safetensors`)));
    const expected = SafetensorsFile.fromBytes(readFileSync(join(folder, 'reference.safetensors')));
    for (const name of expected.tensors.keys()) {
      const [a, b] = [expected.readFloats(name), saved.readFloats(name)];
      const most = a.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
      expect(Math.max(...a.map((v, i) => Math.abs(v - b[i]!))) / most).toBeLessThan(1e-4);
    }
  });

  it.each(['reference', 'onnx-cpu', 'tfjs-wasm'])(
    'detections inside, of pictures that fill a part, on %s',
    async (backend) => {
      const settings = '--head retinanet --set head.filters=8 --set head.detections.scoreThreshold=0.001';
      const many = '--set head.detections.maxDetections=2500 --detections';
      const compiled = await run(
        `compile spinenet-49 ${small.join(' ')} ${settings} ${many} --target tfjs,onnx,ir -o boxes-${backend} -q`,
      );
      expect(compiled.code, compiled.stderr).toBe(0);
      const data = Float32Array.from({ length: 2 * 128 * 128 * 3 }, (_, i) => Math.sin(i));
      const sizes = Float32Array.of(128, 128, 90, 70);
      const tensors = [
        { name: 'input', dims: [2, 128, 128, 3], type: 'F32' as const, read: () => data },
        { name: 'image_shape', dims: [2, 2], type: 'F32' as const, read: () => sizes },
      ];
      writeFileSync(join(folder, 'two.safetensors'), safetensorsBytes(tensors));
      const { code, stderr } = await run(
        `run boxes-${backend} --input-tensor two.safetensors --backend ${backend} --save-outputs boxes-${backend}.safetensors`,
      );
      expect(code, stderr).toBe(0);
      const saved = SafetensorsFile.fromBytes(readFileSync(join(folder, `boxes-${backend}.safetensors`)));
      expect([...saved.tensors.keys()].sort()).toEqual(['boxes', 'classes', 'num_detections', 'scores']);
      expect(Array.from(saved.readFloats('num_detections'))).toEqual([2500, 2500]);
      const second = saved.readFloats('boxes').slice(4 * 2500);
      // The TPU code counts the last pixel: a picture of 90 rows ends at 89.
      expect(Math.max(...second.filter((_, i) => i % 2 === 0))).toBe(89);
      expect(Math.max(...second.filter((_, i) => i % 2 === 1))).toBe(69);
    },
  );

  it('imported weights in a network of their dialect only', async () => {
    const checkpoint = join(root, 'test/fixtures/checkpoints/garden-spinenet49');
    const imported = await run(`import ${checkpoint} -o garden.safetensors -q`);
    expect(imported.code, imported.stderr).toBe(0);
    const narrow = '--set scale.filters=0.13 --set scale.endpointFilters=24 --input 128x128';
    for (const command of [`run spinenet-49 --input-tensor input.safetensors`, 'compile spinenet-49 -o nowhere']) {
      const { code, stderr } = await run(`${command} ${narrow} --weights garden.safetensors`);
      expect(code).toBe(1);
      expect(stderr).toContain('SPN5029');
      expect(stderr).toContain('--set dialect=garden');
    }
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    const right = await run(
      `run spinenet-49 --input-tensor input.safetensors ${narrow} --set dialect=garden --weights garden.safetensors`,
    );
    expect(right.code, right.stderr).toBe(0);
  });

  it('an ONNX file with detections inside, of whole pictures and of such that fill a part', async () => {
    const model = 'run boxes-onnx-cpu/spinenet-49.onnx --backend onnx-cpu';
    const whole = await run(`${model} --input-tensor input.safetensors --format json`);
    expect(whole.code, whole.stderr).toBe(0);
    const sized = await run(`${model} --input-tensor two.safetensors --save-outputs sized.safetensors`);
    expect(sized.code, sized.stderr).toBe(0);
    const [boxes, expected] = ['sized', 'boxes-onnx-cpu'].map((file) =>
      SafetensorsFile.fromBytes(readFileSync(join(folder, `${file}.safetensors`))).readFloats('boxes'),
    );
    expect(boxes).toEqual(expected);
  });

  it('an ONNX file by itself, and a spec with the compiled weights', async () => {
    const byFile = await run('run one/spinenet-49.onnx --input-tensor input.safetensors --format json');
    expect(byFile.code, byFile.stderr).toBe(0);
    const bySpec = await spinec(
      [
        'run',
        'spinenet-49',
        ...small,
        '--weights',
        'one/spinenet-49.safetensors',
        '--input-tensor',
        'input.safetensors',
        '--tap',
        'b12',
        '--backend',
        'onnx-cpu',
        '--format',
        'json',
      ],
      { cwd: folder },
    );
    expect(bySpec.code, bySpec.stderr).toBe(0);
    const outputs = (text: string) => (parse(text) as { outputs: { name: string; mean: number }[] }).outputs;
    expect(outputs(bySpec.stdout).map(({ name }) => name)).toContain('block_12');
    const mean = (rows: { name: string; mean: number }[]) => rows.find(({ name }) => name === 'endpoint_3')!.mean;
    expect(mean(outputs(bySpec.stdout))).toBeCloseTo(mean(outputs(byFile.stdout)), 4);
  });

  it('says which file is not a picture', async () => {
    file('not-a-picture.jpg', 'hello');
    const { code, stderr } = await spinec(
      ['run', 'spinenet-49', ...small, '--seed', '1', '--image', 'not-a-picture.jpg', '--backend', 'onnx-cpu'],
      { cwd: folder },
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/not-a-picture\.jpg is not a picture[^]*SPN7002/);
  });
});

describe('others', () => {
  it('init, then check and flops', async () => {
    expect((await run('init mine.spine --from spinenet-49s')).code).toBe(0);
    expect((await run('init mine.spine')).code).toBe(2);
    expect((await run('check mine.spine')).stdout).toContain('ok');
    expect((await run('init short.json --extends')).code).toBe(0);
    const report = parse((await run('flops short.json --format json')).stdout);
    expect(report).toMatchObject({ spec: 'short', totals: { trainableParams: 21_831_488, macs: 28_261_990_400 } });
  });

  it('flops of several is a list', async () => {
    const reports = parse((await run('flops spinenet-49 r0-sp53 --format json')).stdout) as { spec: string }[];
    expect(reports.map(({ spec }) => spec)).toEqual(['spinenet-49', 'r0-sp53']);
  });

  it('flops of several as Markdown is compared first', async () => {
    const { stdout } = await run('flops spinenet-49s spinenet-49 --head retinanet --by level --format md');
    expect(stdout).toMatch(/^## Comparison\n\n\| spec \| input \| head \|/);
    expect(stdout).toContain(
      '| spinenet-49 | 640×640 | retinanet | 28.54 M | 85.28 G | 171.0 G | 109.3 MiB | 129.7 MiB | 42.8 |  |',
    );
    expect(stdout.indexOf('- No other one has')).toBeLessThan(stdout.indexOf('## spinenet-49s'));
  });

  it('flops takes the form from the name, and says where it is', async () => {
    for (const [name, start] of [
      ['f.txt', 'spinenet-49\n'],
      ['f.JSON', '{\n'],
      ['f.csv', 'spec,level,'],
      ['f.md', '## spinenet-49'],
    ] as const) {
      expect(await run(`flops spinenet-49 --by level -o ${name}`)).toMatchObject({ code: 0, stdout: `${name}\n` });
      expect(readFileSync(join(folder, name), 'utf8').startsWith(start), name).toBe(true);
    }
    expect(await run('flops spinenet-49 -o f.pdf')).toMatchObject({ code: 2, stdout: '' });
  });

  it('flops as a page, with the rows of ops that JSON has on request', async () => {
    expect(await run('flops spinenet-49 -o report.html')).toMatchObject({ code: 0, stdout: 'report.html\n' });
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
    expect(page).toContain('28,261,990,400 multiply-adds');
    expect((await run('flops - --format html', { stdin: page })).code).toBe(1);
    const report = parse((await run('flops spinenet-49 --by op --format json')).stdout);
    expect(report).toMatchObject({ merges: { length: 15 }, memory: { timeline: { 0: { name: 'stem/conv/pad' } } } });
  });

  it('a report never replaces its spec', async () => {
    file('own.spine', 'own extends spinenet-49\n');
    const { code, stderr } = await run('flops own.spine --format html -o ./own.spine');
    expect([code, stderr]).toEqual([2, expect.stringContaining('would replace')]);
    expect(readFileSync(join(folder, 'own.spine'), 'utf8')).toBe('own extends spinenet-49\n');
  });

  it('explain', async () => {
    await expect((await run('explain SPN3900')).stdout).toMatchFileSnapshot('golden/explain.txt');
    expect((await run('explain budget-exceeded')).stdout).toBe((await run('explain SPN3900')).stdout);
  });

  it.each(['bash', 'zsh', 'fish'])('completion for %s', async (shell) => {
    await expect((await run(`completion ${shell}`)).stdout).toMatchFileSnapshot(`golden/completion.${shell}`);
  });

  it('targets and doctor as JSON', async () => {
    expect(parse((await run('targets --format json')).stdout)).toMatchObject({
      targets: expect.arrayContaining([expect.objectContaining({ name: 'tfjs' })]) as unknown,
    });
    const doctor = await run('doctor --format json');
    expect(doctor.code).toBe(0);
    expect(parse(doctor.stdout)).toHaveProperty('backends');
  });
});
