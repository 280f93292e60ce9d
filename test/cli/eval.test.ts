/** `spinec eval` as a user runs it: what is printed, written and refused. Every command is a real process. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvaluationReport } from '../../compiler/schema/evaluation-types.generated.ts';
import { detection, folder as fixtures, object, onePicture, readJson } from '../coco/files.ts';
import type { CocoResult } from '../../runtime/coco/results.ts';
import { detector } from '../detection/small-networks.ts';
import { measured } from '../support/measured.ts';
import { root, spinec } from '../support/spinec.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-eval-'));
  for (const name of readdirSync(fixtures).filter((file) => /_(gt|results)\.json$/.test(file)))
    writeFileSync(join(folder, name), readFileSync(join(fixtures, name)));
  writeFileSync(join(folder, 'detector.onnx'), detector());
  mkdirSync(join(folder, 'photos'));
  for (const name of ['coffee.jpg', 'cat.jpg', 'astronaut.jpg'])
    writeFileSync(join(folder, 'photos', name), readFileSync(join(root, 'docs/pictures', name)));
  const mask = { size: [270, 345], counts: [0, 93_150] };
  file('masks.json', [{ image_id: 1000, category_id: 1, score: 0.5, segmentation: mask }]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
};
const run = (args: string, options: { stdin?: string } = {}) =>
  spinec(['eval', ...args.split(' ')], { cwd: folder, ...options });
const set = (name: string): string => `--annotations ${name}_gt.json --results ${name}_results.json`;

describe('prints', () => {
  it.each([
    ['eval-segm.txt', set('segm')],
    ['eval-mixed-per-class.txt', `${set('mixed')} --per-class`],
    ['eval-segm-per-class.md', `${set('segm')} --iou segm --per-class --format md`],
    ['eval-segm-per-class.csv', `${set('segm')} --per-class --format csv`],
    ['eval-mixed-chosen.txt', `${set('mixed')} --categories class7,9 --max-dets 1,5,20`],
  ])('%s', async (golden, args) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot(`golden/${golden}`);
  });

  it('JSON by the published schema, with all digits', async () => {
    const { stdout } = await run(`${set('segm')} --format json`);
    const report = JSON.parse(stdout) as EvaluationReport;
    const schema = JSON.parse(readFileSync(join(root, 'compiler/schema/evaluation.schema.json'), 'utf8')) as object;
    const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    const expected = readJson('expected.json') as Record<string, { stats: Record<string, number> }>;
    expect(report.evaluations.map(({ iouType }) => iouType)).toEqual(['bbox', 'segm']);
    for (const { iouType, figures } of report.evaluations)
      for (const [name, value] of Object.entries(expected[`segm/${iouType}`]!.stats))
        expect(Math.abs(figures[name]! - value), name).toBeLessThan(1e-9);
  });

  it('the same from stdin', async () => {
    const stdin = readFileSync(join(fixtures, 'mini_results.json'), 'utf8');
    const piped = await run('--annotations mini_gt.json --results - --format csv', { stdin });
    expect(piped.stdout).toBe((await run(`${set('mini')} --format csv`)).stdout);
  });

  it('boxes alone where the annotations have no masks', async () => {
    const { stdout } = await run('--annotations mini_gt.json --results masks.json --format csv');
    expect(stdout.split('\n').map((line) => line.split(',')[0])).toEqual(['overlap', 'bbox', '']);
  });

  it('warnings beside the figures, which --quiet silences and --log-override makes errors', async () => {
    file('outside.json', [detection([90, 70, 60, 60], 0.9)]);
    file('one.json', onePicture([object(1, [10, 10, 20, 20])]));
    const args = '--annotations one.json --results outside.json';
    const warned = await run(args);
    expect(warned.code).toBe(0);
    expect(warned.stderr).toContain('[SPN7109 evaluation-box-outside]');
    expect((await run(`${args} --quiet`)).stderr).toBe('');
    const refused = await run(`${args} --log-override SPN7109=error --curves refused.svg`);
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' });
    expect(existsSync(join(folder, 'refused.svg'))).toBe(false);
  });
});

describe('curves', () => {
  it('as SVG without background, one line per overlap and panel', async () => {
    expect((await run(`${set('segm')} --curves curves.svg`)).code).toBe(0);
    const svg = readFileSync(join(folder, 'curves.svg'), 'utf8');
    expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(20);
    expect(svg).toContain('boxes, AP 0.271');
    expect(svg).toContain('masks, AP 0.215');
    expect(svg).not.toMatch(/fill="(white|#fff|black|#000)/);
    await run(`${set('segm')} --curves again.svg`);
    expect(readFileSync(join(folder, 'again.svg'), 'utf8')).toBe(svg);
  });

  it('as PNG, a panel per category', async () => {
    expect((await run(`${set('mixed')} --per-class --curves curves.png`)).code).toBe(0);
    const { format, width, height, hasAlpha } = await sharp(join(folder, 'curves.png')).metadata();
    expect([format, hasAlpha]).toEqual(['png', false]);
    expect(width).toBeGreaterThan(height);
    const { channels } = await sharp(join(folder, 'curves.png')).stats();
    expect(Math.min(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(5);
  });

  it('as the arrays of pycocotools', async () => {
    expect((await run(`${set('mini')} --curves curves.json`)).code).toBe(0);
    const { evaluations } = JSON.parse(readFileSync(join(folder, 'curves.json'), 'utf8')) as {
      evaluations: { shape: number[]; precision: number[]; recall: number[]; scores: number[] }[];
    };
    const { shape, precision, recall, scores } = evaluations[0]!;
    expect(shape).toEqual([10, 101, 3, 4, 3]);
    expect([precision.length, scores.length, recall.length]).toEqual([36_360, 36_360, 360]);
    const whole = precision.filter((_, i) => i % 12 === 2);
    expect(whole.reduce((sum, value) => sum + value, 0) / whole.length).toBeCloseTo(0.23366793886603532, 12);
  });

  it('of hostile names are well-formed', async () => {
    const names = ['<script>&"\u0001', '', '\u202edrow', 'x'.repeat(500)];
    const categories = names.map((name, i) => ({ id: i + 1, name }));
    const objects = names.map((_, i) => object(i + 1, [10, 10, 20, 20], { category_id: i + 1 }));
    file('names.json', { ...onePicture(objects), categories });
    file('found.json', [detection([10, 10, 20, 20], 0.9)]);
    const args = '--annotations names.json --results found.json --per-class';
    expect((await run(`${args} --curves names.svg`)).code).toBe(0);
    const svg = readFileSync(join(folder, 'names.svg'), 'utf8');
    expect(svg).not.toMatch(/<script|[\u0001\u202e]/);
    await sharp(Buffer.from(svg)).png().toBuffer();
    expect((await run(args)).stdout).not.toMatch(/[\u0001\u202e]/);
  });
});

describe('a network on pictures', () => {
  // Of the third picture the detector's second box is cut to nothing, which no object can be.
  const shown = ['coffee.jpg', 'cat.jpg'];
  const images = shown.map((file_name, i) => ({ id: 10 - i, file_name }));
  const categories = [17, 1].map((id) => ({ id }));

  it('evaluates what detect finds', async () => {
    const results = await spinec(['detect', 'detector.onnx', '--images', 'photos', '--json', '-'], { cwd: folder });
    const found = JSON.parse(results.stdout) as (CocoResult & {
      image_id: string;
      bbox: [number, number, number, number];
    })[];
    const there = found.filter(({ image_id }) => shown.includes(image_id));
    const objects = there.map(({ image_id, category_id, bbox }, i) =>
      object(i + 1, bbox, { category_id, image_id: 10 - shown.indexOf(image_id) }),
    );
    expect(objects).toHaveLength(4);
    file('photos.json', { images, categories, annotations: objects });
    const { code, stdout, stderr } = await run('detector.onnx --annotations photos.json --images photos --format csv');
    expect(code, stderr).toBe(0);
    const [, row] = stdout.split('\n');
    expect(row!.split(',').slice(0, 5)).toEqual(['bbox', '', 'all', '4', '4']);
    expect(Number(row!.split(',')[5])).toBeCloseTo(1, 12);
  });

  it.each([
    [{ ...images[0], file_name: '../photos/coffee.jpg' }, 'leads out of the folder'],
    [{ id: 10 }, 'picture 10 has no file_name'],
    [{ id: 10, file_name: 'tea.jpg' }, 'there is no photos/tea.jpg'],
  ])('not on %j', async (image, message) => {
    file('others.json', { images: [image, ...images.slice(1)], categories, annotations: [] });
    const { code, stdout, stderr } = await run('detector.onnx --annotations others.json --images photos');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('1 of 2 pictures are not in photos [SPN7115');
    expect(stderr).toContain(message);
  });

  it('not with a picture that is damaged', async () => {
    writeFileSync(join(folder, 'photos', 'cut.jpg'), readFileSync(join(folder, 'photos', 'cat.jpg')).subarray(0, 9000));
    file('cut.json', { images: [...images, { id: 11, file_name: 'cut.jpg' }], categories, annotations: [] });
    const { code, stdout, stderr } = await run('detector.onnx --annotations cut.json --images photos');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('SPN7004');
  });
});

describe('refuses', () => {
  beforeAll(async () => {
    file('gt.json', readJson('mini_gt.json'));
    file('found.json', readJson('mini_results.json'));
    await sharp(join(folder, 'photos/cat.jpg')).toFile(join(folder, 'photos/cat.png'));
    file('drawn.json', { images: [{ id: 1, file_name: 'cat.png' }], categories: [{ id: 1 }], annotations: [] });
  });
  const contents = (): Map<string, string> =>
    new Map(
      ['gt.json', 'found.json', 'photos/cat.png', 'mini_gt.json'].map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
    );

  it.each([
    ['', 2, '--annotations'],
    ['--annotations mini_gt.json', 2, '--results'],
    ['--annotations - --results -', 2, 'only one of them can come from stdin'],
    ['detector.onnx --annotations mini_gt.json --results mini_results.json', 2, 'a network and --images go together'],
    ['--annotations mini_gt.json --images photos', 2, 'a network and --images go together'],
    ['detector.onnx --annotations mini_gt.json --images photos', 1, 'SPN7115'],
    [`${set('mini')} --iou boxes`, 2, 'bbox, segm, both'],
    [`${set('mini')} --max-dets 100,10,1`, 2, 'three ascending numbers'],
    [`${set('mini')} --curves curves.gif`, 2, '.svg, .png, .json'],
    [`${set('mixed')} --categories clas7`, 2, 'did you mean `class7`?'],
    [`${set('mixed')} --categories ,`, 2, '--categories "," has an empty name'],
    [`${set('mixed')} --categories class7,,9`, 2, '--categories "class7,,9" has an empty name'],
    ['--annotations gt.json --results mini_results.json --curves gt.json', 2, 'would replace gt.json itself'],
    ['--annotations mini_gt.json --results found.json --curves ./found.json', 2, 'would replace found.json itself'],
    ['detector.onnx --annotations drawn.json --images photos --curves photos/cat.png', 2, 'photos/cat.png itself'],
    [`${set('mixed')} --categories clas7 --curves photos/cat.png/x.svg`, 3, 'SPN6901'],
    [`${set('mixed')} --categories clas7 --curves new/x.svg`, 2, 'did you mean `class7`?'],
    ['--annotations nowhere.json --results mini_results.json', 1, 'SPN7101'],
    ['--annotations . --results mini_results.json', 1, 'it is a folder'],
    ['--annotations mini_results.json --results mini_gt.json', 1, 'SPN7103'],
    ['--annotations mini_gt.json --results mixed_gt.json', 1, 'SPN7103'],
    ['--annotations mini_gt.json --results mixed_results.json', 1, 'SPN7106'],
    [`${set('mini')} --curves mini_gt.json/x.svg`, 3, 'SPN6901'],
  ])('%s → %i', async (args, code, message) => {
    const before = contents();
    const result = await spinec(['eval', ...args.split(' ').filter((word) => word !== '')], { cwd: folder });
    expect(contents()).toEqual(before);
    expect(existsSync(join(folder, 'new'))).toBe(false);
    expect(result.code, result.stderr).toBe(code);
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect(result.stdout).toBe('');
  });

  it('files that were made to cost time and memory', async () => {
    const rows = (row: string, count: number): string => `[${`${row},`.repeat(count - 1)}${row}]`;
    const head = '{"images":[{"id":1,"width":60000,"height":60000}],"categories":[{"id":1}],"annotations":';
    const polygon = JSON.stringify(Array.from({ length: 80 }, (_, i) => [0, 0, 6e4, 6e4][i % 4]));
    const box = '"image_id":1,"category_id":1,"area":9,"bbox":[0,0,9,9]';
    file('empty-rows.json', `${head}${rows('{}', 3_000_000)}}`);
    file('deep.json', `${head}[{"x":${'['.repeat(5_000_000)}`);
    file('long-number.json', `${head}[{"id":${'1'.repeat(5_000_000)}}]}`);
    file('outline.json', `${head}[{"id":1,${box},"segmentation":[${rows(polygon, 40).slice(1, -1)}]}]}`);
    file('hit.json', [detection([0, 0, 9, 9], 1)]);
    for (const name of ['empty-rows', 'deep', 'long-number', 'outline']) {
      const args = ['eval', '--annotations', `${name}.json`, '--results', 'hit.json', '--iou', 'segm'];
      const { code, stderr, stdout, megabytes } = await measured(args, { cwd: folder });
      expect([name, code === 0 || stderr.includes('SPN71')], stderr).toEqual([name, true]);
      expect(stdout === '' || code === 0).toBe(true);
      expect(megabytes, name).toBeLessThan(600);
    }
  });
});

describe('long files', () => {
  it('are ended by Ctrl-C, and nothing is left', async () => {
    const images = Array.from({ length: 4000 }, (_, i) => ({ id: i + 1, width: 100, height: 80 }));
    const objects = images.map(({ id }) => object(id, [10, 10, 20, 20], { image_id: id }));
    file('many.json', { ...onePicture(objects), images });
    const one = JSON.stringify(detection([10, 10, 20, 20], 0.5)).slice(0, -1);
    const rows = images.map(({ id }) => Array.from({ length: 150 }, () => `${one},"image_id":${id}}`).join(','));
    file('many-results.json', `[${rows.join(',')}]`);
    const args = ['eval', '--annotations', 'many.json', '--results', 'many-results.json', '--curves', 'late.svg'];
    const { code, stdout } = await spinec(args, { cwd: folder, interruptAfter: 700 });
    // A shell calls it 130 either way.
    expect([null, 130]).toContain(code);
    expect(stdout).toBe('');
    expect(readdirSync(folder).filter((name) => name.includes('late'))).toEqual([]);
  });
});
