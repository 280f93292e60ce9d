/** `detect` and `classify` as scripts see them: real processes, real pictures, networks whose results can be foretold. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { safetensorsBytes } from '../../runtime/weights/safetensors-writer.ts';
import { classifier, detector } from '../detection/small-networks.ts';
import { mainFile, spinec, type Finished } from '../support/spinec.ts';

let folder = '';
const path = (name: string): string => join(folder, name);
const run = (...args: readonly string[]) => spinec(args, { cwd: folder });
const parse = (text: string): unknown => JSON.parse(text);

/** Input pixels of the detector's 64×96 to pictures of 600×400: 6.25 each. */
const coffeeBox = [75, 50, 300, 200];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-detect-'));
  writeFileSync(path('detector.onnx'), detector());
  writeFileSync(path('masks.onnx'), detector({ masks: true }));
  writeFileSync(path('fours.onnx'), detector({ batch: 4 }));
  writeFileSync(path('nothing.onnx'), detector({ detections: 0 }));
  writeFileSync(path('nan.onnx'), detector({ corner: NaN }));
  writeFileSync(path('incomplete.onnx'), detector({ without: 'scores' }));
  writeFileSync(path('classifier.onnx'), classifier());
  const data = new Float32Array(2 * 64 * 96 * 3);
  const tensor = { name: 'input', dims: [2, 64, 96, 3], type: 'F32' as const, read: () => data };
  writeFileSync(path('input.safetensors'), safetensorsBytes([tensor]));
  mkdirSync(path('photos/inner'), { recursive: true });
  for (const name of ['coffee.jpg', 'cat.jpg', 'astronaut.jpg'])
    copyFileSync(join('docs/pictures', name), path(`photos/${name}`));
  copyFileSync(path('photos/coffee.jpg'), path('photos/inner/coffee.jpg'));
  copyFileSync(path('photos/coffee.jpg'), path('photos/.hidden.jpg'));
  writeFileSync(
    path('tiny.spine'),
    'tiny extends spinenet-49\ninput 128x128\nscale filters=0.06 alpha=0.5 endpoints=8\n',
  );
  symlinkSync('photos', path('linked'));
  writeFileSync(path('few.txt'), 'a\nb\n');
  writeFileSync(path('photos/notes.txt'), 'three photographs');
  writeFileSync(path('cut.jpg'), readFileSync(path('photos/cat.jpg')).subarray(0, 9000));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function expectRefusal({ code, stdout, stderr }: Finished, exit: number, spn: string): void {
  expect([code, stderr]).toEqual([exit, expect.stringContaining(`[${spn} `)]);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at |internal error/m);
}

/** Names in a folder; none while it is not there, which it may cease to be between two questions. */
function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

describe('detect', () => {
  it('prints a table', async () => {
    const { code, stdout } = await run('detect', 'detector.onnx', '--image', 'photos/coffee.jpg');
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^detector\.onnx on onnx-cpu/);
    expect(lines[1]).toMatch(/^1 picture, \d+ ms \(first run\)$/);
    expect(lines.slice(3, 5)).toEqual([
      'picture            class  score     x     y  width  height',
      expect.stringMatching(/^photos\/coffee\.jpg  cat {4}0\.4\d\d  75\.0  50\.0  300\.0   200\.0$/),
    ]);
    expect(lines).toHaveLength(6); // the second detection scores below 0.3
  });

  it('writes COCO-style results of everything, sorted by name, and notes what it did not look at', async () => {
    const { code, stdout, stderr } = await run('detect', 'masks.onnx', '--images', 'photos', '--json', '-');
    expect(code, stderr).toBe(0);
    const results = parse(stdout) as { image_id: string; category_id: number; bbox: number[]; segmentation: object }[];
    expect(results.map(({ image_id, category_id }) => [image_id, category_id])).toEqual([
      ['astronaut.jpg', 17],
      ['astronaut.jpg', 1],
      ['cat.jpg', 17],
      ['cat.jpg', 1],
      ['coffee.jpg', 17],
      ['coffee.jpg', 1],
    ]);
    expect(results[4]!.bbox).toEqual(coffeeBox);
    expect(results[4]!.segmentation).toMatchObject({ size: [400, 600] });
    expect(stderr).toMatch(/not looked at in photos: inner, notes\.txt \[SPN7020/);
  });

  it('draws on pictures, whose own files stay', async () => {
    const before = readFileSync(path('photos/coffee.jpg'));
    const result = await run('detect', 'masks.onnx', '--images', 'photos', '-o', 'drawn/here');
    expect(result.code, result.stderr).toBe(0);
    expect(readdirSync(path('drawn/here')).sort()).toEqual(['astronaut.jpg', 'cat.jpg', 'coffee.jpg']);
    expect((await sharp(path('drawn/here/coffee.jpg')).metadata()).width).toBe(600);
    const single = await run('detect', 'masks.onnx', '--image', 'photos/coffee.jpg', '-o', 'one.png', '--max', '1');
    expect(single.code, single.stderr).toBe(0);
    const data = await sharp(path('one.png')).raw().toBuffer();
    const original = await sharp(before).raw().toBuffer();
    const differs = (y: number, x: number) => data[(y * 600 + x) * 3] !== original[(y * 600 + x) * 3];
    expect([differs(150, 75), differs(150, 150), differs(300, 500), differs(150, 350)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(readFileSync(path('photos/coffee.jpg')).equals(before)).toBe(true);
  });

  it('gives the same for batches of any size', async () => {
    const json = (...args: readonly string[]) => run('detect', ...args, '--images', 'photos', '--json', '-', '-q');
    const one = await json('detector.onnx');
    expect(one.stderr).toBe('');
    expect((await json('detector.onnx', '--batch', '2')).stdout).toBe(one.stdout);
    expect((await json('fours.onnx')).stdout).toBe(one.stdout);
  });

  it('takes a tensor as it is', async () => {
    const { code, stdout, stderr } = await run(
      'detect',
      'detector.onnx',
      '--input-tensor',
      'input.safetensors',
      '--json',
      '-',
    );
    expect(code, stderr).toBe(0);
    expect(parse(stdout)).toEqual([
      { image_id: 0, category_id: 17, bbox: [12, 8, 48, 32], score: 0.5 },
      { image_id: 0, category_id: 1, bbox: [70, 0, 26, 64], score: 0.25 },
      { image_id: 1, category_id: 17, bbox: [12, 8, 48, 32], score: 0.5 },
      { image_id: 1, category_id: 1, bbox: [70, 0, 26, 64], score: 0.25 },
    ]);
  });

  it('clips to what of a tensor is picture', async () => {
    const tensor = (name: string, dims: readonly number[], data: Float32Array) => ({
      name,
      dims,
      type: 'F32' as const,
      read: () => data,
    });
    const input = tensor('input', [1, 64, 96, 3], new Float32Array(64 * 96 * 3));
    const write = (shape: readonly number[], values: readonly number[]) =>
      writeFileSync(
        path('shaped.safetensors'),
        safetensorsBytes([input, tensor('image_shape', shape, Float32Array.from(values))]),
      );
    write([1, 2], [30, 80]);
    const { stdout } = await run('detect', 'detector.onnx', '--input-tensor', 'shaped.safetensors', '--json', '-');
    expect(parse(stdout)).toMatchObject([{ bbox: [12, 8, 48, 22] }, { bbox: [70, 0, 10, 30] }]);
    write([2], [30, 80]);
    expectRefusal(await run('detect', 'detector.onnx', '--input-tensor', 'shaped.safetensors'), 1, 'SPN6005');
  });

  it('uses the names of a file, and its threshold for everything', async () => {
    writeFileSync(path('names.json'), '{"17": "tiger", "1": "keeper\\u001b[31m"}');
    const args = [
      '--image',
      'photos/cat.jpg',
      '--labels',
      'names.json',
      '--score-threshold',
      '0.2',
      '--format',
      'json',
    ];
    const { stdout } = await run('detect', 'detector.onnx', ...args);
    const { pictures } = parse(stdout) as { pictures: { detections: { label: string }[] }[] };
    expect(pictures[0]!.detections.map(({ label }) => label)).toEqual(['tiger', 'keeper\u001b[31m']);
    const table = await run('detect', 'detector.onnx', ...args.slice(0, -2));
    expect(table.stdout).toContain('keeper�[31m');
    const fewer = await run(
      'detect',
      'detector.onnx',
      '--image',
      'photos/cat.jpg',
      '--score-threshold',
      '0.4',
      '--json',
      '-',
    );
    expect(parse(fewer.stdout)).toHaveLength(1);
  });

  it('says when there is nothing', async () => {
    const { code, stdout } = await run('detect', 'nothing.onnx', '--image', 'photos/cat.jpg', '--json', 'none.json');
    expect(code).toBe(0);
    expect(stdout).toContain('nothing above 0.3');
    expect(readFileSync(path('none.json'), 'utf8')).toBe('[]\n');
  });

  it('goes on after a picture that is damaged, and ends with 1', async () => {
    const result = await run(
      'detect',
      'detector.onnx',
      '--image',
      'cut.jpg',
      'photos/cat.jpg',
      'no.jpg',
      '--json',
      '-',
    );
    expect(result.code).toBe(1);
    expect(parse(result.stdout)).toMatchObject([{ image_id: 'cat.jpg' }, { image_id: 'cat.jpg' }]);
    expect(result.stderr).toContain('SPN7004');
    expect(result.stderr).toContain('SPN7001');
    const none = await run('detect', 'detector.onnx', '--image', 'cut.jpg', '--json', 'cut.json', '-o', 'cut-drawn');
    expectRefusal(none, 1, 'SPN7004');
    expect([existsSync(path('cut.json')), existsSync(path('cut-drawn'))]).toEqual([false, false]);
  });

  it.each([
    ['a network of features', ['tiny.spine', '--head', 'none', '--seed', '1'], 'SPN6030', '--head retinanet'],
    ['a classifier', ['classifier.onnx'], 'SPN6030', 'spinec classify'],
    ['half of the outputs', ['incomplete.onnx'], 'SPN6030', '--head retinanet'],
    ['NaN for a box', ['nan.onnx'], 'SPN6032', 'finite'],
    ['labels for other classes', ['detector.onnx', '--labels', 'photos/cat.jpg'], 'SPN7022', 'cat.jpg'],
    ['labels that are not there', ['detector.onnx', '--labels', 'no.txt'], 'SPN7022', 'no such file'],
  ])('refuses %s', async (_, args, code, suggestion) => {
    const result = await run('detect', ...args, '--image', 'photos/cat.jpg');
    expectRefusal(result, 1, code);
    expect(result.stderr).toContain(suggestion);
  });

  it.each([
    ['no pictures', []],
    ['pictures and a folder', ['--image', 'photos/cat.jpg', '--images', 'photos']],
    ['pictures to stdout', ['--images', 'photos', '-o', '-']],
    ['one file for three pictures', ['--images', 'photos', '-o', 'all.png']],
    ['a format that is not written', ['--image', 'photos/cat.jpg', '-o', 'cat.gif']],
    ['two things on stdout', ['--image', 'photos/cat.jpg', '--json', '-', '--format', 'json']],
    ['drawing on a tensor', ['--input-tensor', 'input.safetensors', '-o', 'x']],
    ['a score above one', ['--image', 'photos/cat.jpg', '--score-threshold', '50']],
    ['no detections at all', ['--image', 'photos/cat.jpg', '--max', '0']],
  ])('%s is wrong usage', async (_, args) => {
    const { code, stdout, stderr } = await run('detect', 'detector.onnx', ...args);
    expect([code, stdout], stderr).toEqual([2, '']);
    expect(stderr).toContain('error:');
  });

  it.each([
    ['detect', ['--images', 'photos', '-o', 'photos'], '-o would replace photos/astronaut.jpg itself'],
    ['detect', ['--image', 'photos/cat.jpg', '--json', 'photos/cat.jpg'], '--json would replace photos/cat.jpg itself'],
    ['detect', ['--image', 'photos/cat.jpg', '--json', 'linked/cat.jpg'], '--json would replace photos/cat.jpg itself'],
    ['detect', ['--image', 'photos/cat.jpg', '--json', 'detector.onnx'], '--json would replace detector.onnx itself'],
    ['detect', ['--input-tensor', 'input.safetensors', '--json', './input.safetensors'], 'input.safetensors itself'],
    ['detect', ['--image', 'photos/cat.jpg', '--labels', 'few.txt', '--json', 'few.txt'], 'few.txt itself'],
    ['detect', ['--image', 'photos/cat.jpg', '-o', 'a.png', '--json', 'a.png'], '-o and --json would both write a.png'],
    ['detect', ['--image', 'photos/cat.jpg', '-o', 'd1', '--json', 'd1/cat.jpg'], 'would both write d1/cat.jpg'],
    ['detect', ['--image', 'photos/cat.jpg', '-o', 'd1', '--json', 'd1'], '--json d1 is no folder'],
    [
      'classify',
      ['--image', 'photos/cat.jpg', '--json', 'photos/cat.jpg'],
      '--json would replace photos/cat.jpg itself',
    ],
    ['run', ['--image', 'photos/cat.jpg', '--save-outputs', 'photos/cat.jpg'], 'photos/cat.jpg itself'],
    ['run', ['--input-tensor', 'input.safetensors', '--save-outputs', 'input.safetensors'], 'input.safetensors itself'],
    ['run', ['--image', 'photos/cat.jpg', '--save-outputs', '-'], "can't go to stdout"],
  ])('%s %j replaces nothing that it reads, and writes nothing twice', async (command, args, message) => {
    const files = ['detector.onnx', 'input.safetensors', 'few.txt', 'photos/cat.jpg', 'photos/astronaut.jpg'];
    const contents = () =>
      files.map((name) =>
        createHash('sha256')
          .update(readFileSync(path(name)))
          .digest('hex'),
      );
    const before = contents();
    const { code, stdout, stderr } = await run(command, 'detector.onnx', ...args);
    expect([code, stdout], stderr).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
    expect(contents()).toEqual(before);
    expect(['a.png', 'd1', '-'].filter((name) => existsSync(path(name)))).toEqual([]);
  });

  it('replaces no file of a compiled network, and anything else in its folder', async () => {
    const compiled = await run('compile', 'tiny.spine', '--head', 'none', '-o', 'compiled', '--target', 'ir');
    expect(compiled.code, compiled.stderr).toBe(0);
    writeFileSync(path('compiled/results.json'), '');
    const args = ['detect', 'compiled', '--image', 'photos/cat.jpg', '--json'];
    for (const name of readdirSync(path('compiled'))) {
      const { code, stderr } = await run(...args, `compiled/${name}`);
      if (name === 'results.json') expect([code, stderr]).toEqual([1, expect.stringContaining('SPN6010')]);
      else expect([code, stderr]).toEqual([2, expect.stringContaining(`--json would replace compiled/${name} itself`)]);
    }
  });

  it.each([
    ['detect', 'nan.onnx', ['--json', 'photos/notes.txt/x.json']],
    ['detect', 'nan.onnx', ['--json', 'photos']],
    ['detect', 'nan.onnx', ['-o', 'photos/notes.txt/x']],
    ['classify', 'classifier.onnx', ['--json', 'photos/notes.txt/x.json']],
    ['run', 'detector.onnx', ['--save-outputs', 'photos']],
  ])('%s %s %j finds out that it cannot write before it works', async (command, network, args) => {
    expectRefusal(await run(command, network, '--image', 'photos/cat.jpg', ...args), 3, 'SPN6901');
  });

  it('leaves nothing where it found out that it can write, and had nothing to write', async () => {
    const args = ['--image', 'photos/cat.jpg', '-o', 'tried/drawn', '--json', 'tried/results/x.json'];
    expectRefusal(await run('detect', 'nan.onnx', ...args), 1, 'SPN6032');
    expect(existsSync(path('tried'))).toBe(false);
  });

  it('says what is wrong with a folder', async () => {
    mkdirSync(path('empty'), { recursive: true });
    for (const images of ['empty', 'no-folder', 'detector.onnx'])
      expectRefusal(await run('detect', 'detector.onnx', '--images', images), 1, 'SPN7021');
  });
});

describe('twenty pictures', () => {
  beforeAll(async () => {
    mkdirSync(path('twenty'));
    const large = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#456' } })
      .jpeg()
      .toBuffer();
    for (let i = 1; i <= 20; i++) writeFileSync(path(`twenty/${String(i).padStart(12, '0')}.jpg`), large);
  });

  it('show progress with what is left', async () => {
    const { code, stderr } = await run(
      'detect',
      'detector.onnx',
      '--images',
      'twenty',
      '-o',
      'all',
      '--json',
      'all.json',
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/^\d+ of 20 pictures, \d+ s left …$/m);
    expect(readdirSync(path('all'))).toHaveLength(20);
    const ids = (parse(readFileSync(path('all.json'), 'utf8')) as { image_id: number }[]).map(
      ({ image_id }) => image_id,
    );
    expect([...new Set(ids)]).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('stop on Ctrl-C with what is finished', async () => {
    const child = spawn(
      process.execPath,
      [mainFile, 'detect', 'detector.onnx', '--images', 'twenty', '-o', 'some', '--json', 'some.json'],
      { cwd: folder, env: { ...process.env, NO_COLOR: '1' } },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const finished = () => listed(path('some')).filter((name) => /^\d/.test(name));
    const poll = setInterval(() => {
      if (finished().length < 2) return;
      clearInterval(poll);
      child.kill('SIGINT');
    }, 5);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(poll);
    expect(code, stderr).toBe(130);
    const names = readdirSync(path('some')).sort();
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(names.length).toBeLessThan(20);
    expect(stderr).toContain(`stopped after ${names.length} of 20 pictures`);
    const rows = parse(readFileSync(path('some.json'), 'utf8')) as { image_id: number }[];
    expect([...new Set(rows.map(({ image_id }) => `${String(image_id).padStart(12, '0')}.jpg`))]).toEqual(names);
    expect(stdout).toContain('picture');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('are printed even where their results cannot be written in the end', async () => {
    const args = ['detect', 'detector.onnx', '--images', 'twenty', '-o', 'watched', '--json', 'late.json'];
    const child = spawn(process.execPath, [mainFile, ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const first = path('watched/000000000001.jpg');
    const poll = setInterval(() => {
      if (!existsSync(first)) return;
      clearInterval(poll);
      mkdirSync(path('late.json'));
    }, 5);
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(poll);
    expect([code, stderr]).toEqual([3, expect.stringContaining('cannot write late.json: it is a folder [SPN6901')]);
    expect(stdout).toContain('20 pictures');
    expect(stdout).toContain('twenty/000000000020.jpg');
  });
});

describe('classify', () => {
  it('prints the best classes', async () => {
    writeFileSync(path('colours.txt'), 'none\nred\ngreen\nblue\n');
    const args = ['--image', 'photos/coffee.jpg', '--labels', 'colours.txt', '--top', '2'];
    const { code, stdout, stderr } = await run('classify', 'classifier.onnx', ...args, '--json', 'classes.json');
    expect(code, stderr).toBe(0);
    expect(stdout.split('\n').slice(3)).toEqual([
      'picture            class  id  probability',
      expect.stringMatching(/^photos\/coffee\.jpg  red {5}1 {7}0\.9\d+$/),
      expect.stringMatching(/^photos\/coffee\.jpg  none {4}0 {7}0\.0\d+$/),
      '',
    ]);
    const [picture] = parse(readFileSync(path('classes.json'), 'utf8')) as { file: string; classes: object[] }[];
    expect(picture).toMatchObject({ file: 'photos/coffee.jpg', height: 400, width: 600 });
    expect(picture!.classes).toMatchObject([{ classId: 1, label: 'red' }, { classId: 0 }]);
  });

  it('looks at the middle of a picture, as the official evaluation does', async () => {
    // Red at the left and right, green in the middle square.
    const red = { create: { width: 300, height: 100, channels: 3 as const, background: '#f00' } };
    const green = { create: { width: 100, height: 100, channels: 3 as const, background: '#0f0' } };
    const middle = await sharp(red)
      .composite([{ input: await sharp(green).png().toBuffer(), left: 100, top: 0 }])
      .png()
      .toBuffer();
    writeFileSync(path('middle.png'), middle);
    const { stdout } = await run(
      'classify',
      'classifier.onnx',
      '--image',
      'middle.png',
      '--top',
      '1',
      '--format',
      'json',
    );
    const { pictures } = parse(stdout) as { pictures: { classes: { classId: number; probability: number }[] }[] };
    expect(pictures[0]!.classes).toMatchObject([{ classId: 2 }]);
    expect(pictures[0]!.classes[0]!.probability).toBeGreaterThan(0.99);
  });

  it('takes the head of a spec that has chosen none, with the same result on every backend', async () => {
    const photos = ['photos/astronaut.jpg', 'photos/cat.jpg', 'photos/coffee.jpg'];
    const results: (readonly (readonly [number, number])[])[] = [];
    for (const backend of ['reference', 'tfjs-wasm', 'onnx-cpu']) {
      const options = ['--seed', '1', '--backend', backend, '--batch', '2', '--format', 'json'];
      const { code, stdout, stderr } = await run('classify', 'tiny.spine', ...options, '--image', ...photos);
      expect(code, stderr).toBe(0);
      expect(stderr).toContain('tiny has chosen no head: --head classification');
      const { pictures } = parse(stdout) as { pictures: { classes: { classId: number; probability: number }[] }[] };
      expect(pictures).toHaveLength(3);
      results.push(pictures.flatMap(({ classes }) => classes.map((one) => [one.classId, one.probability] as const)));
    }
    const [reference, ...others] = results;
    for (const other of others)
      for (const [i, [classId, probability]] of other.entries()) {
        expect(classId).toBe(reference![i]![0]);
        expect(Math.abs(probability / reference![i]![1] - 1)).toBeLessThan(1e-4);
      }
  });

  it('refuses what does not classify, and labels for another count', async () => {
    const detects = await run('classify', 'detector.onnx', '--image', 'photos/cat.jpg');
    expectRefusal(detects, 1, 'SPN6031');
    expect(detects.stderr).toContain('spinec detect');
    writeFileSync(path('two.txt'), 'a\nb');
    expectRefusal(
      await run('classify', 'classifier.onnx', '--image', 'photos/cat.jpg', '--labels', 'two.txt'),
      1,
      'SPN7022',
    );
  });
});
