/**
 * PyTorch's files (`torch.save` since 1.6): a zip with a pickle that describes tensors and an entry per storage. Tensors
 * are views into storages: an offset and strides. Only what state dicts and the dicts around them are made of is known;
 * see `pickle.ts` for why nothing of a file is ever executed.
 */
import { prefixFreeNames } from './aliases.ts';
import { sortEntries } from './bookkeeping.ts';
import {
  elementsOf,
  largestTensorBytes,
  type Bookkeeping,
  type Checkpoint,
  type CheckpointTensor,
} from './checkpoint.ts';
import { damaged, NameBudget, quoted, refuse, tooLarge } from './damage.ts';
import { decodeFloats, floatBytes } from './float-data.ts';
import { gatherStrided, rowMajorStrides } from '../strided.ts';
import { readPickle, type PickleGlobal, type PickleObject, type PickleValue } from './pickle.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Of the largest published network: 1 MB. */
const largestPickle = 16 * 2 ** 20;
const mostTensors = 200_000;
const deepest = 32;

/** Storage classes → element type. */
const storageTypes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ FloatStorage: 'float32', DoubleStorage: 'float64', HalfStorage: 'float16', BFloat16Storage: 'bfloat16' },
    ...{ LongStorage: 'int64', IntStorage: 'int32', ShortStorage: 'int16', CharStorage: 'int8', ByteStorage: 'uint8' },
    ...{ BoolStorage: 'bool' },
  }),
);

interface StorageType extends PickleObject {
  readonly kind: 'storage-type';
  readonly type: string;
}

interface Storage extends PickleObject {
  readonly kind: 'storage';
  readonly key: string;
  readonly type: string;
}

interface View extends PickleObject {
  readonly kind: 'tensor';
  readonly storage: Storage;
  readonly offset: number;
  readonly dims: readonly number[];
  readonly strides: readonly number[];
}

const opaque: PickleObject = { kind: 'opaque' };
const ignored: PickleGlobal = { call: () => opaque };
const dict: PickleGlobal = {
  call: ([pairs]) =>
    new Map(
      Array.isArray(pairs)
        ? pairs.flatMap((pair) => (Array.isArray(pair) && pair.length === 2 ? [[pair[0]!, pair[1]!] as const] : []))
        : [],
    ),
};
const listOf: PickleGlobal = { call: ([values]) => (Array.isArray(values) ? [...values] : []) };

/** Types of numbers and texts that training programs leave beside the weights: of no interest here. */
const plainTypes = [
  ...['numpy.core.multiarray scalar', 'numpy._core.multiarray scalar', 'numpy.core.multiarray _reconstruct'],
  ...['numpy._core.multiarray _reconstruct', 'numpy dtype', 'numpy ndarray', '_codecs encode', 'torch device'],
  ...['torch._utils _rebuild_device_tensor_from_numpy', 'datetime datetime', 'datetime timedelta'],
];

export function openPytorch(archive: ZipArchive): Checkpoint {
  const { name } = archive;
  const [pickle] = [...archive.entries.values()].filter((entry) => /(?:^|\/)data\.pkl$/.test(entry.name));
  const folder = pickle!.name.slice(0, -'data.pkl'.length);
  const order = archive.entries.get(`${folder}byteorder`);
  if (order !== undefined && String.fromCharCode(...archive.read(order, 64)) === 'big')
    refuse('SPN5021', name, 'it was written by a big-endian machine');
  const value = readPickle(name, archive.read(pickle!, largestPickle), {
    global: (module, global) => globalOf(name, module, global),
    persistent: (id) => storageOf(name, id),
  });
  const { views, others } = flatten(name, value);
  const all = new Map<string, CheckpointTensor>();
  for (const [tensor, { dims, storage }] of views) all.set(tensor, { name: tensor, dims, type: storage.type });
  const sorted = sortEntries(all);
  return {
    name,
    format: 'pytorch',
    ...sorted,
    bookkeeping: [...sorted.bookkeeping, ...others],
    aliases: prefixFreeNames(sorted.tensors.keys()),
    hasData: true,
    readFloats(tensor) {
      const view = views.get(tensor);
      if (view === undefined) return refuse('SPN5014', name, `there is no tensor ${quoted(tensor)}`);
      return readView(archive, `${folder}data/${view.storage.key}`, tensor, view);
    },
    close: () => archive.close(),
  };
}

function globalOf(file: string, module: string, name: string): PickleValue {
  const path = `${module} ${name}`;
  const type = storageTypes.get(name);
  if ((module === 'torch' || module === 'torch.cuda') && type !== undefined) return storageType(type);
  if (module === 'torch' && /^(?:b?float\d+|u?int\d+|bool|half|double|long)$/.test(name)) return opaque;
  if (
    path === 'collections OrderedDict' ||
    path === 'collections defaultdict' ||
    /^(?:builtins|__builtin__) dict$/.test(path)
  )
    return dict;
  if (path === 'torch Size' || /^(?:builtins|__builtin__) (?:list|tuple|set|frozenset)$/.test(path)) return listOf;
  if (plainTypes.includes(path)) return ignored;
  if (module === 'torch._utils') {
    if (name === '_rebuild_tensor_v2' || name === '_rebuild_tensor') return { call: (args) => viewOf(file, args) };
    if (name === '_rebuild_parameter' || name === '_rebuild_parameter_with_state')
      return { call: ([tensor]) => tensor ?? null };
  }
  return refuse('SPN5020', file, `its pickle asks for ${quoted(`${module}.${name}`)}`, {
    suggestion: 'if you trust where it comes from, save its state_dict alone with PyTorch',
  });
}

const storageType = (type: string): StorageType => ({ kind: 'storage-type', type });

function storageOf(file: string, id: PickleValue): Storage {
  const [word, type, key] = Array.isArray(id) ? id : [];
  if (word !== 'storage' || typeof key !== 'string' || !isStorageType(type))
    return damaged(file, 'its pickle refers to something that is no storage');
  return { kind: 'storage', key, type: type.type };
}

const hasKind = (value: PickleValue | undefined, kind: string): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
const isStorageType = (value: PickleValue | undefined): value is StorageType => hasKind(value, 'storage-type');
const isStorage = (value: PickleValue | undefined): value is Storage => hasKind(value, 'storage');
const isView = (value: PickleValue | undefined): value is View => hasKind(value, 'tensor');

function viewOf(file: string, [storage, offset, dims, strides]: readonly PickleValue[]): View {
  const sizes = (value: PickleValue | undefined): value is number[] =>
    Array.isArray(value) &&
    value.length <= 32 &&
    value.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
  const fits = isStorage(storage) && sizes([offset ?? null]) && sizes(dims) && sizes(strides);
  if (!fits || dims.length !== strides.length) return damaged(file, 'its pickle describes a tensor that can not be');
  return { kind: 'tensor', storage, offset: offset as number, dims, strides };
}

const isName = (key: PickleValue): key is string | number => typeof key === 'string' || typeof key === 'number';

/** Tensors by path through nested dicts and lists, and what else the outermost dict has. */
function flatten(
  file: string,
  value: PickleValue,
): { readonly views: ReadonlyMap<string, View>; readonly others: readonly Bookkeeping[] } {
  const views = new Map<string, View>();
  const seen = new Set<PickleValue>();
  const names = new NameBudget(file);
  const walk = (current: PickleValue, path: string, depth: number): void => {
    if (isView(current)) {
      if (views.size >= mostTensors) tooLarge(file, `it has more than ${mostTensors} tensors`);
      names.take(path);
      views.set(path, current);
      return;
    }
    if (!(current instanceof Map) && !Array.isArray(current)) return;
    // A dict that is met again has been walked: pickles may refer to one thing a thousand times.
    if (seen.has(current) || depth > deepest) return;
    seen.add(current);
    for (const [key, child] of current.entries())
      if (isName(key)) walk(child, path === '' ? String(key) : `${path}.${key}`, depth + 1);
  };
  walk(value, '', 0);
  if (views.size === 0) refuse('SPN5016', file, 'its pickle has no tensors');
  const keys = value instanceof Map ? [...value.keys()].filter(isName).map(String) : [];
  const first = new Set([...views.keys()].map((path) => path.split('.')[0]!));
  const others = keys.filter((key) => !views.has(key) && !first.has(key.split('.')[0]!));
  return { views, others: others.map((name) => ({ name, why: 'not a tensor' })) };
}

function readView(archive: ZipArchive, entryName: string, name: string, view: View): Float32Array {
  const { storage, offset, dims, strides } = view;
  const entry = archive.entries.get(entryName);
  if (entry === undefined) return refuse('SPN5018', archive.name, `${quoted(entryName)} is not there`);
  const size = floatBytes(storage.type);
  if (Number.isNaN(size)) refuse('SPN5021', archive.name, `tensor ${quoted(name)} is of type ${storage.type}`);
  const count = elementsOf(dims);
  if (!(count * 4 <= largestTensorBytes)) tooLarge(archive.name, `tensor ${quoted(name)} is [${dims.join(',')}]`);
  const span = count === 0 ? 0 : dims.reduce((last, length, axis) => last + (length - 1) * strides[axis]!, 1);
  if (!((offset + span) * size <= entry.bytes))
    damaged(archive.name, `tensor ${quoted(name)} ends behind the end of its storage of ${entry.bytes} bytes`);
  const values = decodeFloats(storage.type, archive.readPart(entry, offset * size, span * size));
  return isContiguous(dims, strides) ? values : gatherStrided(values, dims, strides);
}

function isContiguous(dims: readonly number[], strides: readonly number[]): boolean {
  return rowMajorStrides(dims).every((stride, axis) => dims[axis] === 1 || strides[axis] === stride);
}
