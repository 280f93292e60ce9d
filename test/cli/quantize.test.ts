/** `spinec quantize` as a user runs it: files, report, wrong use, bad pictures, Ctrl-C. Every command is a real process. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import onnxProto from 'onnx-proto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOnnxHead } from '../../runtime/backends/onnx/metadata.ts';
import type { QuantizationReport } from '../../compiler/schema/quantization-report-types.generated.ts';
import { root, spinec } from '../support/spinec.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spinec-quantize-cli-'));
  mkdirSync(join(folder, 'photos'));
  mkdirSync(join(folder, 'mixed'));
  mkdirSync(join(folder, 'bad'));
  mkdirSync(join(folder, 'empty'));
  for (const name of ['coffee.jpg', 'cat.jpg', 'astronaut.jpg'])
    copyFileSync(join(root, 'docs/pictures', name), join(folder, 'photos', name));
  copyFileSync(join(root, 'docs/pictures/cat.jpg'), join(folder, 'mixed/cat.jpg'));
  for (const place of ['mixed', 'bad']) writeFileSync(join(folder, place, 'broken.jpg'), 'no picture');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** SpineNet-49 made small enough for seconds. */
const small = ['spinenet-49', '--input', '64x64', '--set', 'scale.filters=0.125', '--set', 'scale.endpointFilters=16'];
const run = (...args: string[]) => spinec(['quantize', ...args], { cwd: folder });
const written = (): string[] => readdirSync(folder).filter((name) => name.includes('.onnx'));

const schema = (): object =>
  JSON.parse(readFileSync(join(root, 'compiler/schema/quantization-report.schema.json'), 'utf8')) as object;

async function reported(...args: string[]): Promise<QuantizationReport> {
  const { code, stdout, stderr } = await run(...small, '--images', 'photos', '--format', 'json', ...args);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as QuantizationReport;
}

/** Names of the nodes of a file whose inputs all come from integers, kernels among them. */
function integerNodes(file: string): ReadonlySet<string> {
  const { graph } = onnxProto.onnx.ModelProto.decode(readFileSync(join(folder, file)));
  const dequantized = new Set(
    graph?.node?.filter(({ opType }) => opType === 'DequantizeLinear').flatMap(({ output }) => output ?? []),
  );
  const reads = graph?.node?.filter(({ input }) => input?.every((value) => dequantized.has(value)));
  return new Set(reads?.map(({ name }) => name ?? ''));
}

describe('writes', () => {
  it('a file that runs, and a report by the published schema', async () => {
    const report = await reported('-o', 'net.onnx', '--head', 'retinanet', '--seed', '1', '--set', 'head.filters=32');
    const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema());
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report).toMatchObject({
      weights: 'seed 1',
      calibration: { inputs: 'pictures', count: 3, failed: [], method: 'min-max', percentile: null },
      format: { runtime: 'onnxruntime', activations: 'uint8', symmetric: false, weightBits: 8, biases: 'int32' },
      counts: { kept: 0, noisy: 0 },
      output: ['net.onnx'],
    });
    expect(report.counts.integer).toBe(report.layers.length);
    expect(report.bytes.quantized).toBe(statSync(join(folder, 'net.onnx')).size);
    expect(report.bytes.quantized).toBeLessThan(0.6 * report.bytes.float32);
    // Like with like: the file that compile writes, less one entry of metadata.
    const compiled = await spinec(
      ['compile', ...small, '--head', 'retinanet', '--set', 'head.filters=32', '--target', 'onnx', '-o', 'float32'],
      { cwd: folder },
    );
    expect(compiled.code, compiled.stderr).toBe(0);
    expect(report.bytes.float32).toBe(statSync(join(folder, 'float32/spinenet-49.onnx')).size);
    for (const { snr, name } of report.layers) expect(snr ?? 99, name).toBeGreaterThan(25);
    expect(readOnnxHead(join(folder, 'net.onnx')).metadata.get('spinec.quantization')).toBe(
      'uint8 activations, int8 weights',
    );
    const ran = await spinec(['run', 'net.onnx', '--image', 'photos/cat.jpg', '--format', 'json'], { cwd: folder });
    expect(ran.code, ran.stderr).toBe(0);
    const { outputs } = JSON.parse(ran.stdout) as { outputs: { name: string }[] };
    expect(outputs.map(({ name }) => name)).toContain('class_3');
  });

  it('the same bytes every time', async () => {
    await reported('-o', 'one.onnx');
    await reported('-o', 'two.onnx');
    expect(readFileSync(join(folder, 'one.onnx')).equals(readFileSync(join(folder, 'two.onnx')))).toBe(true);
  });

  it('what was asked for', async () => {
    const asked = ['--method', 'percentile', '--percentile', '99.9', '--for', 'tensorrt', '--weight-bits', '7'];
    const kept = ['--keep', 'b0,*/shortcut', '--keep-first', '--keep-last', '--equalize', '--external-data'];
    const report = await reported('-o', 'asked.onnx', ...asked, ...kept, '--min-snr', '10');
    expect(report).toMatchObject({
      calibration: { method: 'percentile', percentile: 99.9 },
      format: { runtime: 'tensorrt', activations: 'int8', symmetric: true, weightBits: 7, biases: 'float32' },
      output: ['asked.onnx', 'asked.onnx.data'],
    });
    expect(report.equalized).toBeGreaterThan(20);
    const computed = new Map(report.layers.map((layer) => [layer.name, layer]));
    for (const name of ['stem/conv', 'b0/repeat0/conv2', 'b2/repeat0/conv1', 'endpoint_3'])
      expect(computed.has(name), name).toBe(true);
    expect(computed.get('stem/conv')).toMatchObject({ computed: 'kept', snr: null });
    expect(computed.get('b0/repeat0/conv2')).toMatchObject({ computed: 'kept' });
    expect(computed.get('endpoint_3')).toMatchObject({ computed: 'kept' });
    expect(computed.get('b2/repeat0/conv1')).toMatchObject({ computed: 'integer' });
  });

  it('a table with the layers that hurt most, the worst first', async () => {
    const { code, stdout } = await run(...small, '--images', 'photos', '-o', 'table.onnx', '--top', '3');
    expect(code).toBe(0);
    const ratios = [...stdout.matchAll(/ (\d+\.\d)$/gm)].map(([, snr]) => Number(snr));
    expect(ratios).toHaveLength(3);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(stdout).toContain('3 pictures, min-max');
  });

  it('noise where there are no pictures, and says so', async () => {
    const { code, stderr } = await run(...small, '--noise', '1', '-o', 'noise.onnx');
    expect([code, stderr]).toEqual([0, expect.stringContaining('SPN4913')]);
  });

  it('noisy layers in float32, and names them', async () => {
    const { code, stdout, stderr } = await run(
      ...small,
      '--images',
      'photos',
      '-o',
      'loud.onnx',
      '--min-snr',
      '40',
      '--format',
      'json',
    );
    expect([code, stderr]).toEqual([0, expect.stringContaining('SPN4912')]);
    const { layers, counts } = JSON.parse(stdout) as QuantizationReport;
    expect(counts.noisy).toBeGreaterThan(0);
    expect(counts.follows).toBeGreaterThan(0);
    expect(stderr).toContain(`${counts.noisy} of ${layers.length} layers`);
    expect(stderr).toContain(`${counts.follows} that read them`);
    const inIntegers = integerNodes('loud.onnx');
    for (const { name, snr, computed } of layers) {
      if (computed !== 'noisy') expect(inIntegers.has(name), name).toBe(computed === 'integer');
      if (snr !== null) expect(snr < 40, name).toBe(computed === 'noisy');
    }
  });
});

describe('in float16', () => {
  const half = ['--to', 'f16', '--head', 'retinanet', '--set', 'head.filters=32', '--seed', '1'];

  it('half the bytes, a report by the published schema, and a file that runs', async () => {
    const report = await reported('-o', 'half.onnx', ...half);
    const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema());
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report).toMatchObject({
      calibration: { inputs: 'pictures', count: 3, method: 'min-max' },
      format: { to: 'f16', runtime: null, activations: 'float16', weightBits: 16, biases: 'float16' },
      counts: { integer: 0, kept: 0, overflowing: 0 },
    });
    expect(report.counts.float16 + report.counts.noisy).toBe(report.layers.length);
    expect(report.bytes.quantized).toBeLessThan(0.65 * report.bytes.float32); // the graph itself is a tenth
    for (const { snr, name, computed } of report.layers)
      if (computed === 'float16') expect(snr ?? 99, name).toBeGreaterThan(25);
    const { metadata } = readOnnxHead(join(folder, 'half.onnx'));
    expect(metadata.get('spinec.quantization')).toBe('float16 activations and weights');
    const ran = await spinec(['run', 'half.onnx', '--image', 'photos/cat.jpg', '--format', 'json'], { cwd: folder });
    expect(ran.code, ran.stderr).toBe(0);
  });

  it('without pictures, with post-processing and a picture as input', async () => {
    const { code, stdout, stderr } = await run(
      ...small,
      ...half,
      '--detections',
      '--image-input',
      '-o',
      'detector.onnx',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('weights only');
    // As many as with pictures: all that rounds, measured or not.
    const shown = (await reported('-o', 'shown.onnx', ...half)).layers.length;
    expect(stdout).toContain(`layers     ${shown} in float16, 0 in float32`);
    const ran = await spinec(['detect', 'detector.onnx', '--image', 'photos/cat.jpg', '--json', '-'], { cwd: folder });
    expect(ran.code, ran.stderr).toBe(0);
  });

  it('layers that it does not hold stay in float32, and are listed', async () => {
    const made = await spinec(['compile', ...small, '-O0', '--target', 'tfjs', '-o', 'initial'], { cwd: folder });
    expect(made.code, made.stderr).toBe(0);
    const weights = 'initial/spinenet-49.safetensors';
    multiply(join(folder, weights), 'endpoint_3/gamma', 1e6);
    const { code, stdout, stderr } = await run(...small, '--to', 'f16', '--weights', weights, '-o', 'large.onnx');
    expect([code, stderr]).toEqual([0, expect.stringContaining('SPN4915')]);
    expect(stdout).toMatch(/endpoint_3 +conv2d +overflows/);
  });
});

/** Multiplies a float32 tensor of a safetensors file, in place. */
function multiply(path: string, name: string, factor: number): void {
  const file = readFileSync(path);
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Record<string, { data_offsets: [number, number] }>;
  const [from, to] = header[name]!.data_offsets;
  for (let at = 8 + length + from; at < 8 + length + to; at += 4) file.writeFloatLE(factor * file.readFloatLE(at), at);
  writeFileSync(path, file);
}

describe('refuses', () => {
  it.each([
    ['no pictures', ['-o', 'no.onnx'], 2, 'give a folder of pictures to calibrate on with --images'],
    ['a method for float16', ['-o', 'no.onnx', '--to', 'f16', '--method', 'entropy'], 2, '--method is about 8-bit'],
    ['a runtime for float16', ['-o', 'no.onnx', '--to', 'f16', '--for', 'tensorrt'], 2, '--for is about 8-bit'],
    ['decibels of nothing', ['-o', 'no.onnx', '--to', 'f16', '--min-snr', '40'], 2, '--min-snr is about noise'],
    ['an unknown format', ['-o', 'no.onnx', '--to', 'bf16'], 2, 'int8, f16'],
    ['two sources for float16', ['-o', 'no.onnx', '--to', 'f16', '--images', 'photos', '--noise', '1'], 2, 'give one'],
    ['pictures and noise', ['-o', 'no.onnx', '--images', 'photos', '--noise', '1'], 2, '--images'],
    ['stdout', ['-o', '-', '--images', 'photos'], 2, '-o takes a file'],
    ['another ending', ['-o', 'no.bin', '--images', 'photos'], 2, 'ends in .onnx, not no.bin'],
    [
      'a percentile of min-max',
      ['-o', 'no.onnx', '--images', 'photos', '--percentile', '99'],
      2,
      '--method percentile',
    ],
    ['a limit of noise', ['-o', 'no.onnx', '--noise', '1', '--limit', '3'], 2, '--limit is for the pictures'],
    ['a folder that is not there', ['-o', 'no.onnx', '--images', 'nowhere'], 1, 'SPN7021'],
    ['a folder without pictures', ['-o', 'no.onnx', '--images', 'empty'], 1, 'SPN7021'],
    ['a folder of broken pictures', ['-o', 'no.onnx', '--images', 'bad'], 1, 'SPN7002'],
    ['a layer that is not there', ['-o', 'no.onnx', '--images', 'photos', '--keep', 'b01'], 1, 'did you mean `b0`'],
    ['everything kept', ['-o', 'no.onnx', '--images', 'photos', '--keep', '*'], 1, 'SPN4911'],
    [
      'half a percentile',
      ['-o', 'no.onnx', '--images', 'photos', '--method', 'percentile', '--percentile', '50'],
      2,
      'more than 50',
    ],
    ['decibels in words', ['-o', 'no.onnx', '--images', 'photos', '--min-snr', 'loud'], 2, 'decibels'],
    [
      'an unknown method',
      ['-o', 'no.onnx', '--images', 'photos', '--method', 'mse'],
      2,
      'min-max, percentile, entropy',
    ],
    ['a place that can not be', ['-o', 'photos/cat.jpg/no.onnx', '--images', 'photos'], 3, 'SPN6901'],
  ])('%s', async (_, args, code, text) => {
    const result = await run(...small, ...args);
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(text)]);
    expect(result.stderr).not.toMatch(/^ {4}at /m);
    expect(written()).not.toContain('no.onnx');
    expect(result.stdout).toBe('');
  });

  it('to replace its weights', async () => {
    writeFileSync(join(folder, 'w.onnx'), 'weights');
    const { code, stderr } = await run(...small, '--weights', 'w.onnx', '--images', 'photos', '-o', 'w.onnx');
    expect([code, stderr]).toEqual([2, expect.stringContaining('would replace w.onnx itself')]);
  });
});

describe('on the way', () => {
  it('a broken picture among others is said once, and passed over', async () => {
    const { code, stdout, stderr } = await run(...small, '--images', 'mixed', '-o', 'mixed.onnx', '--format', 'json');
    expect(code).toBe(1);
    expect(stderr.match(/SPN7002/g)).toHaveLength(1);
    const { calibration } = JSON.parse(stdout) as QuantizationReport;
    expect(calibration).toMatchObject({ count: 1, failed: [join('mixed', 'broken.jpg')] });
    expect(existsSync(join(folder, 'mixed.onnx'))).toBe(true);
  });

  it('Ctrl-C leaves nothing behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('spinec-onnx-'));
    const { code } = await spinec(['quantize', 'spinenet-49', '--noise', '100', '-o', 'stopped.onnx'], {
      cwd: folder,
      interruptAfter: 6000,
    });
    expect([null, 130]).toContain(code); // a shell calls it 130 either way
    expect(readdirSync(folder).filter((name) => name.includes('stopped'))).toEqual([]);
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('spinec-onnx-'));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });
});
