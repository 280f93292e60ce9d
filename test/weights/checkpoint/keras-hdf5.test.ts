/** Keras HDF5 files made by Keras, against the same weights in a TF2 checkpoint; and files that HDF5 can't read. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { h5wasm, type Group } from 'h5wasm';
import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../../compiler/diagnostics/diagnostic.ts';
import { lower } from '../../../compiler/lower/lower.ts';
import { understand } from '../../../compiler/pipeline.ts';
import { memorySource } from '../../../runtime/weights/byte-source.ts';
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import { openKerasHdf5 } from '../../../runtime/weights/checkpoint/keras-hdf5.ts';
import { matchCheckpoint, readMatched } from '../../../runtime/weights/checkpoint/match.ts';
import { openCheckpoint } from '../../../runtime/weights/checkpoint/open.ts';
import { gardenNames } from '../../../runtime/weights/names/garden.ts';

const folder = fileURLToPath(new URL('../../fixtures/checkpoints/garden-rewired/', import.meta.url));
const text = readFileSync(`${folder}spec.json`, 'utf8');
const graph = lower(understand({ name: 'spec.json', text }).value!).value!;

/** All weights of the network, by IR name. */
function weights(checkpoint: Checkpoint): ReadonlyMap<string, Float32Array> {
  const { matched, missing, misshapen, unused } = matchCheckpoint(graph, checkpoint, gardenNames(graph));
  expect({ missing, misshapen, unused }).toEqual({ missing: [], misshapen: [], unused: [] });
  return new Map(matched.map((entry) => [entry.param.name, readMatched(checkpoint, entry, false)]));
}

async function codeOf(bytes: Uint8Array): Promise<string | undefined> {
  try {
    const file = await openKerasHdf5(memorySource('w.h5', bytes));
    for (const name of file.tensors.keys()) file.readFloats(name);
    file.close();
    return undefined;
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]!.code;
    throw error;
  }
}

/** A file that `write` fills. */
async function made(write: (file: InstanceType<typeof h5wasm.File>) => void): Promise<Uint8Array> {
  const { FS } = await h5wasm.ready;
  const file = new h5wasm.File('made.h5', 'w');
  write(file);
  file.close();
  const bytes = FS.readFile('made.h5').slice();
  FS.unlink('made.h5');
  return bytes;
}

describe('Keras HDF5', () => {
  it.each(['backbone.h5', 'backbone.weights.h5'])('%s has the weights of the TF2 checkpoint', async (name) => {
    const expected = weights(await openCheckpoint(`${folder}backbone-1`));
    const actual = weights(await openCheckpoint(`${folder}${name}`));
    expect([...actual.keys()]).toEqual([...expected.keys()]);
    for (const [param, values] of expected) expect(actual.get(param), param).toEqual(values);
  });

  it('refuses links to other files, files without arrays, and lists of what is not there', async () => {
    expect(await codeOf(await made((file) => file.create_external_link('/etc/passwd', '/', 'a')))).toBe('SPN5021');
    expect(await codeOf(await made((file) => file.create_soft_link('/nowhere', 'a')))).toBe('SPN5021');
    expect(await codeOf(await made((file) => file.create_group('a')))).toBe('SPN5016');
    const wrong = await made((file) => {
      file.create_attribute('layer_names', ['conv2d']);
      const group = file.create_group('conv2d');
      group.create_attribute('weight_names', ['conv2d/kernel:0']);
      group.create_dataset({ name: 'other', data: Float32Array.of(1) });
    });
    expect(await codeOf(wrong)).toBe('SPN5017');
  });

  it('refuses groups that hold themselves', async () => {
    const circle = await made((file) => {
      const group = file.create_group('a');
      group.create_dataset({ name: 'd', data: Float32Array.of(1) });
      group.create_hard_link('/a', 'a');
    });
    expect(await codeOf(circle)).toBe('SPN5019');
  });

  it('refuses a list that names one layer over and over', async () => {
    const list = await made((file) => {
      file.create_attribute('layer_names', Array<string>(3000).fill('conv2d'));
      const group = file.create_group('conv2d');
      group.create_attribute('weight_names', Array<string>(3000).fill('kernel'));
      group.create_dataset({ name: 'kernel', data: Float32Array.of(1) });
    });
    expect(await codeOf(list)).toBe('SPN5019');
  });

  it('refuses groups that are linked four times on each of 20 floors', async () => {
    const floors = await made((file) => {
      for (let path = ''; path.length < 40; path += '/a') {
        (path === '' ? file : (file.get(path) as Group)).create_group('a');
        for (const name of ['b', 'c', 'd']) file.create_hard_link(`${path}/a`, `${path}/${name}`);
      }
    });
    expect(await codeOf(floors)).toBe('SPN5019');
  });

  it('refuses half a file, and says something about changed ones', async () => {
    const good = await made((file) => {
      const group = file.create_group('layers').create_group('conv2d').create_group('vars');
      group.create_dataset({
        name: '0',
        data: new Float32Array(100).fill(2),
        shape: [10, 10],
        chunks: [5, 5],
        compression: 4,
      });
    });
    expect(await codeOf(good)).toBeUndefined();
    for (let length = 16; length < good.length; length += Math.ceil(good.length / 30))
      expect(await codeOf(good.subarray(0, length)), `${length}`).toMatch(/^SPN50/);
    for (let i = 0; i < 400; i++) {
      const bytes = good.slice();
      bytes[(i * 37) % bytes.length]! ^= 1 << (i % 8);
      expect((await codeOf(bytes)) ?? 'SPN50').toMatch(/^SPN50/);
    }
  });
});
