/** `import` and `export` as scripts see them: every fixture, every format, what is refused, and what is left behind. */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../compiler/schema/import-report-types.generated.ts';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';
import { tensorBundle } from '../support/checkpoints/tensor-bundle.ts';
import { root, spinec, type Finished } from '../support/spinec.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fixtures = join(root, 'test/fixtures/checkpoints');
const run = (...args: string[]): Promise<Finished> => spinec(args, { cwd: folder });
const settings = (...pairs: string[]): string[] => pairs.flatMap((pair) => ['--set', pair]);

const schema = JSON.parse(readFileSync(join(root, 'compiler/schema/import-report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);

/** The report that a command prints. */
async function report(...args: string[]): Promise<ImportReport> {
  const { stdout, stderr } = await run('import', ...args, '--format', 'json');
  expect(stdout, stderr).not.toBe('');
  const value = JSON.parse(stdout) as ImportReport;
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value;
}

const read = (file: string): SafetensorsFile => SafetensorsFile.fromBytes(readFileSync(join(folder, file)), file);

const tpu = join(fixtures, 'tpu-spinenet49/model.ckpt');
const narrow = settings('scale.filters=0.1', 'scale.endpointFilters=24', 'head.classes=7', 'head.filters=24');
const tpuSpec = ['--spec', 'spinenet-49', '--head', 'retinanet', ...narrow];

describe('every fixture', () => {
  it.each([
    [
      'tpu-spinenet49/model.ckpt',
      'tpu',
      'SpineNet-49 at filter scale 0.1, 24 endpoint filters, RetinaNet head with 7 classes',
      101,
    ],
    ['garden-spinenet49', 'garden', 'SpineNet-49 at filter scale 0.13, 24 endpoint filters', 2],
    [
      'garden-retinanet49',
      'garden',
      'SpineNet-49 at filter scale 0.1, 24 endpoint filters, RetinaNet head with 6 classes',
      107,
    ],
    ['garden-mobile49xs', 'garden', 'SpineNet-mobile-49XS, 24 endpoint filters', 2],
    [
      'garden-cascade49',
      'garden',
      'SpineNet-49 at filter scale 0.08, 24 endpoint filters, Cascade Mask R-CNN head with 5 classes',
      2,
    ],
    [
      'garden-maskrcnn49',
      'garden',
      'SpineNet-49 at filter scale 0.08, 24 endpoint filters, Mask R-CNN head with 5 classes',
      3,
    ],
    [
      'garden-classification49',
      'garden',
      'SpineNet-49 at filter scale 0.08, 24 endpoint filters, classification head with 10 classes',
      3,
    ],
    [
      'tpu-classification49',
      'tpu',
      'SpineNet-49 at filter scale 0.08, 24 endpoint filters, classification head with 11 classes',
      1,
    ],
    ['torch-spinenet49/state_dict.pth', 'torch', 'SpineNet-96 at filter scale 0.06, 24 endpoint filters', 177],
  ])('%s is recognised and imported whole', async (path, dialect, title, bookkeeping) => {
    const found = await report(join(fixtures, path), '-o', 'whole.safetensors');
    expect(found).toMatchObject({ dialect, variant: { title }, output: 'whole.safetensors' });
    expect(found.counts).toMatchObject({ missing: 0, unused: 0, misshapen: 0, implied: 0, bookkeeping });
    const { tensors, metadata } = read('whole.safetensors');
    expect(tensors.size).toBe(found.counts.matched);
    expect(metadata.get('dialect')).toBe(dialect);
    expect(metadata.get('specHash')).toBe(found.spec.hash);
    const { builtin, options } = found.variant!;
    const again = await run('flops', builtin, ...options, '--format', 'json');
    expect((JSON.parse(again.stdout) as { specHash: string }).specHash).toBe(found.spec.hash);
  });

  it.each(['backbone-1', 'backbone.h5', 'backbone.weights.h5'])('a wiring that is no built-in: %s', async (name) => {
    const path = join(fixtures, 'garden-rewired', name);
    const found = await report(path, '--spec', join(fixtures, 'garden-rewired/spec.json'), '-o', 'rewired.safetensors');
    expect(found.counts).toMatchObject({ matched: 305, missing: 0, unused: 0, misshapen: 0 });
    expect(found.variant).toBeNull();
    const nameless = await run('import', path, '-o', 'x.safetensors');
    expect(nameless.code).toBe(1);
    expect(nameless.stderr).toContain('SPN5025');
  });
});

describe('the published SpineNet-49S checkpoint', () => {
  it('is recognised by the names and shapes of its index alone', async () => {
    const file = join(root, 'test/fixtures/official/spinenet-49s-retinanet.names.json');
    const names = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number[]>;
    const tensors = Object.entries(names).flatMap(([name, dims]) => {
      const tensor = { name, dims, values: new Float32Array(0) };
      return /kernel|bias|gamma|beta/.test(name) ? [tensor, { ...tensor, name: `${name}/Momentum` }] : [tensor];
    });
    writeFileSync(join(folder, 'model.ckpt.index'), tensorBundle(tensors).index);
    const found = await report('model.ckpt.index', '--dry-run');
    expect(found.variant?.title).toBe('SpineNet-49S, 256 endpoint filters, RetinaNet head with 91 classes');
    expect(found.variant).toMatchObject({ builtin: 'spinenet-49s', published: true });
    expect(found.counts).toMatchObject({ matched: 830, missing: 0, unused: 0, misshapen: 0, bookkeeping: 490 });
    const wrong = await run('import', 'model.ckpt', '--spec', 'spinenet-49', '--head', 'retinanet', '--dry-run');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('--spec spinenet-49s --head retinanet');
    const dataless = await run('import', 'model.ckpt', '-o', 'dataless.safetensors');
    expect(dataless.code).toBe(1);
    expect(dataless.stderr).toMatch(/SPN501[78]/);
    expect(existsSync(join(folder, 'dataless.safetensors'))).toBe(false);
  });
});

describe('strictness', () => {
  it('writes nothing when something is missing, and says what it looks like', async () => {
    const result = await run('import', tpu, '--spec', 'spinenet-96', '--head', 'retinanet', '-o', 'none.safetensors');
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('SPN5022');
    expect(result.stderr).toContain('this looks like SpineNet-49 at filter scale 0.1');
    expect(readdirSync(folder).filter((name) => name.includes('none'))).toEqual([]);
  });

  it('--partial takes a backbone, leaves the head initial, and says so', async () => {
    const path = join(fixtures, 'garden-spinenet49');
    const spec = [
      '--spec',
      'spinenet-49',
      '--head',
      'retinanet',
      ...settings('dialect=garden', 'scale.filters=0.13', 'scale.endpointFilters=24', 'head.filters=8'),
    ];
    const strict = await run('import', path, ...spec, '-o', 'p.safetensors');
    expect(strict.code).toBe(1);
    expect(strict.stderr).toContain('Suggestion: `--partial` takes what fits; or this looks like SpineNet-49');
    const partial = await run('import', path, ...spec, '--partial', '--seed', '4', '-o', 'p.safetensors');
    expect(partial.code).toBe(0);
    expect(partial.stderr).toContain('SPN5023');
    expect(partial.stderr).toContain('of class, box keep their initial values (seed 4)');
    const { tensors } = read('p.safetensors');
    expect(tensors.has('class/predict/kernel')).toBe(true);
    const other = await run(
      'import',
      tpu,
      '--spec',
      'spinenet-49',
      '--dialect',
      'torch',
      '--partial',
      '-o',
      'q.safetensors',
    );
    expect(other.code, 'nothing fits at all').toBe(1);
    expect(other.stderr).toContain('try `--dialect tpu`');
    const unknown = await run('import', tpu, '--dialect', 'torch', '--dry-run');
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('try `--dialect tpu`')]);
    expect(unknown.stderr).toContain('SPN5025');
  });

  it('adapts a spec of another dialect, aloud', async () => {
    const spec = ['--spec', 'spinenet-49', ...settings('scale.filters=0.13', 'scale.endpointFilters=24')];
    const result = await run('import', join(fixtures, 'garden-spinenet49'), ...spec, '-o', 'adapted.safetensors');
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('SPN5024');
    expect(result.stderr).toContain('--set dialect=garden');
    expect(read('adapted.safetensors').metadata.get('dialect')).toBe('garden');
  });

  it('names tensors with NaN and infinity', async () => {
    const values = (count: number, bad?: number) =>
      Float32Array.from({ length: count }, (_, i) => (i === 0 && bad !== undefined ? bad : 0.5));
    await run('import', tpu, ...tpuSpec, '-o', 'good.safetensors');
    const { tensors } = read('good.safetensors');
    const changed = [...tensors.values()].map(({ name, dims }) => ({
      name,
      dims,
      type: 'F32' as const,
      read: () =>
        values(
          dims.reduce((a, b) => a * b, 1),
          { 'stem/gamma': NaN, 'b3/repeat0/conv1/beta': Infinity }[name],
        ),
    }));
    writeFileSync(join(folder, 'nan.safetensors'), safetensorsBytes(changed));
    for (const output of ['finite.safetensors', '-']) {
      const result = await run('import', 'nan.safetensors', ...tpuSpec, '-o', output);
      expect(result.code).toBe(1);
      expect(result.stdout).toBe('');
      for (const text of ['SPN5011', 'stem/gamma: 1 of 64 values', 'b3/repeat0/conv1/beta: 1 of'])
        expect(result.stderr).toContain(text);
    }
    expect(existsSync(join(folder, 'finite.safetensors'))).toBe(false);
  });

  it('takes averages when asked', async () => {
    await run('import', tpu, ...tpuSpec, '-o', 'ema.safetensors');
    const none = await run('import', tpu, ...tpuSpec, '--ema', '-o', 'no-ema.safetensors');
    expect([none.code, none.stdout]).toEqual([1, '']);
    expect(none.stderr).toContain('SPN5028');
    expect(existsSync(join(folder, 'no-ema.safetensors'))).toBe(false);
    const file = read('ema.safetensors');
    await run('export', 'ema.safetensors', ...tpuSpec, '--to', 'tpu', '-o', 'ema-tpu.safetensors');
    const official = read('ema-tpu.safetensors');
    const bundle = [...official.tensors.values()].flatMap(({ name, dims }) => {
      const tensor = { name, dims, values: official.readFloats(name) };
      const average = {
        name: `${name}/ExponentialMovingAverage`,
        dims,
        values: tensor.values.map((value) => value + 1),
      };
      return name.endsWith('/kernel') ? [tensor, average] : [tensor];
    });
    const { index, data } = tensorBundle(bundle, { compress: true });
    writeFileSync(join(folder, 'averaged.index'), index);
    writeFileSync(join(folder, 'averaged.data-00000-of-00001'), data[0]!);
    const plain = await run('import', 'averaged', ...tpuSpec, '-o', 'plain.safetensors');
    expect(plain.stderr).toContain('SPN5026');
    const averaged = await run('import', 'averaged', ...tpuSpec, '--ema', '-o', 'averages.safetensors');
    expect(averaged.stderr).not.toContain('SPN5026');
    expect(read('plain.safetensors').readFloats('stem/kernel')).toEqual(file.readFloats('stem/kernel'));
    expect(read('averages.safetensors').readFloats('stem/kernel')).toEqual(
      file.readFloats('stem/kernel').map((value) => value + 1),
    );
    expect(read('averages.safetensors').readFloats('stem/gamma')).toEqual(file.readFloats('stem/gamma'));
  });
});

describe('damage', () => {
  it('is found, and leaves nothing', async () => {
    cpSync(join(fixtures, 'tpu-spinenet49'), join(folder, 'damaged'), { recursive: true });
    const data = join(folder, 'damaged/model.ckpt.data-00000-of-00001');
    const bytes = readFileSync(data);
    bytes[bytes.length >> 1]! ^= 4;
    writeFileSync(data, bytes);
    const flipped = await run('import', 'damaged', ...tpuSpec, '-o', 'd.safetensors');
    truncateSync(data, 1000);
    const cut = await run('import', 'damaged', ...tpuSpec, '-o', 'd.safetensors');
    rmSync(data);
    const gone = await run('import', 'damaged', ...tpuSpec, '-o', 'd.safetensors');
    const dry = await run('import', 'damaged', ...tpuSpec, '--dry-run');
    expect([flipped.code, cut.code, gone.code, dry.code]).toEqual([1, 1, 1, 0]);
    expect(flipped.stderr).toContain('SPN5017');
    expect(cut.stderr).toContain('SPN5018');
    expect(gone.stderr).toContain('SPN5018');
    expect(readdirSync(folder).filter((name) => /^\.?d\.safetensors/.test(name))).toEqual([]);
  });

  it.each([
    ['a picture', join(root, 'docs/pictures/coffee.jpg'), 'SPN5016'],
    ['an empty file', '/dev/null', 'SPN5001'],
    ['a folder without a checkpoint', fixtures, 'SPN5016'],
    ['nothing', 'no-such-file', 'SPN5001'],
  ])('%s is no checkpoint', async (_, path, code) => {
    const result = await run('import', path, '-o', 'n.safetensors');
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(code);
    expect(result.stderr).not.toMatch(/^\s+at /m);
  });

  it('what a file calls things does nothing to a terminal, and takes little of it', async () => {
    const npy = (type: string) => {
      const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (1,), }\n`;
      return Buffer.concat([Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0]), Buffer.from(header)]);
    };
    const file = zipSync({
      'b1/kernel.npy': npy('<f4'),
      'b1/kernel/\u001b[32mslot\u009b2J.npy': npy('<f4'),
      'b1/\u001b[2J\u202e.npy': npy('<f4'),
      'b1/lines.npy': npy('\n  matched  all'),
      'b1/evil.npy': npy(`\u001b[31m${'long'.repeat(30)}`),
      'stem/kernel.npy': npy(`\u001b[31m${'long'.repeat(30)}`),
    });
    writeFileSync(join(folder, 'escapes.npz'), file);
    const options = ['--dialect', 'ir', '--spec', 'spinenet-49', '--dry-run'];
    const { code, stdout, stderr } = await run('import', 'escapes.npz', ...options);
    expect([code, stderr]).toEqual([1, expect.stringContaining('SPN5022')]);
    for (const text of [stdout, stderr]) {
      expect(text).not.toMatch(/[\u001b\u009b\u202e]/);
      expect(text).not.toMatch(/^ *matched +all/m);
      expect(text).not.toContain('long'.repeat(15));
    }
    const { bookkeeping } = await report('escapes.npz', ...options);
    expect(bookkeeping.map(({ why }) => why)).toContain('optimizer slot \u001b[32mslot\u009b2J');
  });

  it('a pickle of before 1.6 is told from others', async () => {
    writeFileSync(
      join(folder, 'old.pth'),
      Uint8Array.from([0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e]),
    );
    const result = await run('import', 'old.pth', '-o', 'n.safetensors');
    expect(result.stderr).toContain('SPN5021');
    expect(result.stderr).toContain('torch.save');
  });
});

describe('usage', () => {
  it.each([
    [['import', '-', '-o', 'x.safetensors']],
    [['import', 'x']],
    [['import', 'x', '--dry-run', '-o', 'x.safetensors']],
    [['import', 'x', '--seed', '1', '-o', 'x.safetensors']],
    [['import', 'x', '--dialect', 'keras', '-o', 'x.safetensors']],
    [['export', 'x', '--spec', 'spinenet-49', '--to', 'tpu', '-o', 'x.h5']],
    [['export', 'x', '--spec', 'spinenet-49', '-o', 'x.npz']],
  ])('%j is wrong usage', async (args) => {
    const result = await run(...args);
    expect(result.code, result.stderr).toBe(2);
  });

  it('-o - streams the weights, and the report goes to stderr', async () => {
    const result = await run('import', tpu, ...tpuSpec, '-o', '-');
    expect(result.code).toBe(0);
    expect(result.stderr).toContain('matched       830');
    expect(result.stdout.slice(8)).toMatch(/^\{"__metadata__":\{"compiler"/);
  });

  it('Ctrl-C leaves nothing behind', async () => {
    const result = await spinec(['import', tpu, ...tpuSpec, '-o', 'interrupted/w.safetensors'], {
      cwd: folder,
      interruptAfter: 700,
    });
    // A shell calls a process that ended by the signal 130 as well.
    expect([0, null, 130]).toContain(result.code);
    // The signal may come before, while, or after the file appears: there is nothing, or all of it.
    const left = existsSync(join(folder, 'interrupted')) ? readdirSync(join(folder, 'interrupted')) : [];
    expect([[], ['w.safetensors']]).toContainEqual(left);
    for (const name of left) expect(read(`interrupted/${name}`).tensors.size).toBe(830);
  });
});

describe('what is read is never replaced', () => {
  beforeAll(async () => {
    cpSync(join(fixtures, 'tpu-spinenet49'), join(folder, 'kept'), { recursive: true });
    cpSync(join(fixtures, 'garden-spinenet49'), join(folder, 'kept'), { recursive: true });
    cpSync(join(fixtures, 'torch-spinenet49/state_dict.pth'), join(folder, 'kept/my.pth'));
    symlinkSync('my.pth', join(folder, 'kept/link.pth'));
    symlinkSync('kept', join(folder, 'linked'));
    writeFileSync(join(folder, 'kept/my.spine'), 'mine extends spinenet-49\n');
    writeFileSync(join(folder, 'kept/other.spine'), 'other extends "./my.spine"\n');
    await run('import', tpu, ...tpuSpec, '-o', 'kept/w.safetensors');
  });

  it.each([
    ['import', 'my.pth', 'my.pth', []],
    ['import', 'my.pth', '../linked/my.pth', []],
    ['import', 'link.pth', 'my.pth', []],
    ['import', 'my.pth', 'link.pth', []],
    ['import', 'model.ckpt', 'model.ckpt.index', []],
    ['import', 'model.ckpt.index', 'model.ckpt.data-00000-of-00001', []],
    ['import', '.', 'checkpoint', []],
    ['import', '.', 'ckpt-1.data-00000-of-00001', []],
    ['import', 'model.ckpt', 'my.spine', ['--spec', 'my.spine']],
    ['import', 'model.ckpt', 'my.spine', ['--spec', 'other.spine']],
    ['export', 'w.safetensors', './w.safetensors', ['--to', 'tpu', ...tpuSpec]],
  ])('%s %s -o %s', async (command, input, output, options) => {
    const cwd = join(folder, 'kept');
    const contents = (): Map<string, string> =>
      new Map(
        readdirSync(cwd).map((name) => [
          name,
          createHash('sha256')
            .update(readFileSync(join(cwd, name)))
            .digest('hex'),
        ]),
      );
    const before = contents();
    const { code, stdout, stderr } = await spinec([command, input, ...options, '-o', output], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: -o would replace \S+ itself; choose another place\n$/);
    expect(contents()).toEqual(before);
  });

  it('but what is beside it may be, again and again', async () => {
    const cwd = join(folder, 'kept');
    const first = await spinec(['import', 'my.pth', '-o', 'my.safetensors'], { cwd });
    const again = await spinec(['import', 'my.pth', '-o', 'my.safetensors'], { cwd });
    expect([first.code, again.code], again.stderr).toEqual([0, 0]);
  });
});

describe('export', () => {
  it.each(['tpu', 'garden', 'torch', 'ir'])('to %s and back gives the same weights, in both formats', async (to) => {
    await run('import', tpu, ...tpuSpec, '-o', 'e.safetensors');
    for (const ending of ['safetensors', 'npz']) {
      const exported = await run('export', 'e.safetensors', ...tpuSpec, '--to', to, '-o', `e-${to}.${ending}`);
      expect(exported.code, exported.stderr).toBe(0);
      expect(exported.stdout).toBe(`e-${to}.${ending}\n`);
      const found = await report(`e-${to}.${ending}`, ...tpuSpec, '-o', 'back.safetensors');
      expect(found.dialect).toBe(to);
      expect(found.counts).toMatchObject({ missing: 0, unused: 0, misshapen: 0 });
      const [before, after] = [read('e.safetensors'), read('back.safetensors')];
      expect([...after.tensors.keys()]).toEqual([...before.tensors.keys()]);
      for (const name of before.tensors.keys()) expect(after.readFloats(name), name).toEqual(before.readFloats(name));
    }
  });

  it('refuses weights of another network, and params without a name', async () => {
    const wrong = await run('export', 'e.safetensors', '--spec', 'spinenet-49', '--to', 'tpu', '-o', 'w.npz');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('SPN5022');
    expect(wrong.stderr).not.toContain('--partial');
    expect(wrong.stderr).toContain('the same `--head` and `--set` as for `import`');
    const weighted = [...tpuSpec, ...settings('dialect=garden', 'merge.weighted=true')];
    await run('import', 'e.safetensors', ...weighted, '--partial', '-o', 'weighted.safetensors');
    const unnamed = await run('export', 'weighted.safetensors', ...weighted, '--to', 'garden', '-o', 'w.npz');
    expect(unnamed.stderr).toContain('SPN5027');
    expect(existsSync(join(folder, 'w.npz'))).toBe(false);
  });
});
