/**
 * Keras' HDF5 files, through the HDF5 library compiled to WebAssembly. The file is held in memory, so that nothing in it
 * can reach another file. Two forms:
 *
 * - Keras 2 (`save_weights('x.h5')`, whole models below `model_weights`): attribute `layer_names` lists the layers in the
 *   order of Keras, each layer's `weight_names` its variables;
 * - Keras 3 (`x.weights.h5`): a tree of objects, each with its variables in `vars/0`, `vars/1`…
 *
 * Keras names layers by when a program made them (`conv2d_17`), so that names mean nothing: order does. Variables get the
 * names that TF2 checkpoints have, `backbone/layer_with_weights-3/_conv1/kernel`; how is told in `keras-names.ts`.
 */
import { h5wasm, type Dataset, type Group } from 'h5wasm';
import type { ByteSource } from '../byte-source.ts';
import { sortEntries } from './bookkeeping.ts';
import { elementsOf, largestTensorBytes, type Checkpoint, type CheckpointTensor } from './checkpoint.ts';
import { damaged, NameBudget, quoted, refuse, tooLarge } from './damage.ts';
import { keras2Aliases, keras3Aliases, type KerasLayer } from './keras-names.ts';

const largestFile = 2 ** 31 - 2 ** 20;
/** Groups and arrays: four times those of the largest published network with its optimizer. */
const mostObjects = 20_000;
/** A group or array takes more than that: when there are more of them than fit the file, they are the same ones again. */
const smallestObject = 32;
const deepest = 24;

/** Float types that HDF5 files of Keras have, little-endian. */
const types: Readonly<Record<string, string>> = {
  '<f': 'float32',
  '<d': 'float64',
  '<e': 'float16',
  '<q': 'int64',
  '<i': 'int32',
};

let opened = 0;

interface Visited {
  left: number;
  readonly names: NameBudget;
}

/** @throws DiagnosticError SPN5016, SPN5017, SPN5019. */
export async function openKerasHdf5(source: ByteSource): Promise<Checkpoint> {
  const { name, size } = source;
  if (size > largestFile) tooLarge(name, `it has ${size} bytes; HDF5 files are read up to 2 GiB`);
  const bytes = new Uint8Array(size);
  if (source.readInto(bytes, 0) < size) damaged(name, 'it became shorter while it was read');
  source.close();
  const library = await h5wasm.ready;
  library.activate_throwing_error_handler(); // otherwise it prints
  const { FS } = library;
  const path = `checkpoint-${opened++}.h5`;
  FS.writeFile(path, bytes, { canOwn: true } as never);
  return guarded(name, () => new KerasFile(name, size, new h5wasm.File(path, 'r'), () => FS.unlink(path)));
}

/** What the library throws is about the file; of its stack of reasons the innermost says most. */
function guarded<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && error.name === 'DiagnosticError') throw error;
    const text = error instanceof Error ? error.message : String(error);
    const [, reason] = [...text.matchAll(/ in \w+\(\): (.+)/g)].at(-1) ?? [];
    return damaged(name, `HDF5 can't read it: ${reason ?? text.split('\n')[0]!.slice(0, 200)}`);
  }
}

class KerasFile implements Checkpoint {
  readonly format = 'keras-hdf5';
  readonly name: string;
  readonly tensors: Checkpoint['tensors'];
  readonly averages: Checkpoint['averages'];
  readonly bookkeeping: Checkpoint['bookkeeping'];
  readonly aliases: ReadonlyMap<string, string>;
  readonly hasData = true;
  readonly #file: InstanceType<typeof h5wasm.File>;
  readonly #release: () => void;

  constructor(name: string, size: number, file: InstanceType<typeof h5wasm.File>, release: () => void) {
    this.name = name;
    this.#file = file;
    this.#release = release;
    const all = new Map<string, CheckpointTensor>();
    this.#collect(file, '', 0, all, {
      left: Math.min(mostObjects, size / smallestObject),
      names: new NameBudget(name),
    });
    if (all.size === 0) refuse('SPN5016', name, 'it has no arrays');
    const sorted = sortEntries(all);
    this.tensors = sorted.tensors;
    this.averages = sorted.averages;
    this.bookkeeping = sorted.bookkeeping;
    this.aliases = this.#names();
  }

  /** A group may be linked from many places, and hold itself: what counts is how often anything is met. */
  #collect(group: Group, path: string, depth: number, all: Map<string, CheckpointTensor>, visited: Visited): void {
    for (const key of group.keys()) {
      const name = path === '' ? key : `${path}/${key}`;
      visited.names.take(name);
      if (--visited.left < 0 || depth > deepest) tooLarge(this.name, 'its groups do not end');
      const entity = group.get(key);
      if (entity instanceof h5wasm.Group) this.#collect(entity, name, depth + 1, all, visited);
      else if (entity instanceof h5wasm.Dataset) {
        const { dtype, shape } = entity;
        all.set(name, {
          name,
          dims: shape ?? [],
          type: typeof dtype !== 'string' ? 'record' : Object.hasOwn(types, dtype) ? types[dtype]! : dtype,
        });
      } else refuse('SPN5021', this.name, `${quoted(name)} is a link to another place or file`);
    }
  }

  #names(): ReadonlyMap<string, string> {
    const root = this.#file.get('model_weights') instanceof h5wasm.Group ? 'model_weights' : '';
    const group = root === '' ? this.#file : this.#file.get(root);
    const layerNames = group instanceof h5wasm.Group ? texts(group, 'layer_names') : [];
    if (layerNames.length === 0) return keras3Aliases(this.tensors.keys());
    let left = mostObjects;
    const layers = layerNames.map((layer): KerasLayer => {
      const path = root === '' ? layer : `${root}/${layer}`;
      const entity = this.#file.get(path);
      const variables = entity instanceof h5wasm.Group ? texts(entity, 'weight_names') : [];
      left -= 1 + variables.length;
      if (left < 0) tooLarge(this.name, 'its list of layers names too many variables');
      return { layer, variables: variables.map((variable) => ({ name: variable, path: `${path}/${variable}` })) };
    });
    const missing = layers.flatMap(({ variables }) => variables).find(({ path }) => !this.tensors.has(path));
    if (missing !== undefined) damaged(this.name, `it lists ${quoted(missing.path)} and does not have it`);
    return keras2Aliases(layers);
  }

  readFloats(name: string): Float32Array {
    return guarded(this.name, () => {
      const entity = this.#file.get(name);
      if (!(entity instanceof h5wasm.Dataset))
        return refuse('SPN5014', this.name, `there is no tensor ${quoted(name)}`);
      const bytes = elementsOf(entity.shape ?? []) * 4;
      if (!(bytes <= largestTensorBytes))
        tooLarge(this.name, `tensor ${quoted(name)} is [${(entity.shape ?? []).join(',')}]`);
      return floats(this.name, name, entity);
    });
  }

  close(): void {
    this.#file.close();
    this.#release();
  }
}

function texts(group: Group, attribute: string): readonly string[] {
  const { attrs } = group;
  // Long lists are cut into `layer_names0`, `layer_names1`…
  const pieces = attribute in attrs ? [attribute] : [];
  for (let i = 0; `${attribute}${i}` in attrs; i++) pieces.push(`${attribute}${i}`);
  return pieces.flatMap((piece) => {
    const value = attrs[piece]!.to_array();
    return Array.isArray(value) ? value.map(String) : [String(value)];
  });
}

function floats(file: string, name: string, dataset: Dataset): Float32Array {
  const { value } = dataset;
  if (value instanceof Float32Array) return value;
  if (value instanceof Float64Array) return Float32Array.from(value);
  if (typeof value === 'number') return Float32Array.of(value);
  return refuse('SPN5021', file, `tensor ${quoted(name)} is not of floats`);
}
