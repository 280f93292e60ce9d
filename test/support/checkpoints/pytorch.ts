/** A writer of PyTorch files, for tests: a pickle of nested dicts with tensors, and a stored zip, as `torch.save` makes. */
import { zipSync, type Zippable } from 'fflate';

export interface TorchTensor {
  readonly dims: readonly number[];
  readonly strides: readonly number[];
  readonly storage: string;
  readonly offset?: number;
}

export interface TorchStorage {
  /** `FloatStorage`… */
  readonly type: string;
  readonly elements: number;
  readonly bytes: Uint8Array;
}

export type TorchValue =
  number | string | null | readonly TorchValue[] | { readonly [key: string]: TorchValue } | TorchTensorOf;

/** Marks a tensor among dicts. */
export class TorchTensorOf {
  readonly tensor: TorchTensor;
  constructor(tensor: TorchTensor) {
    this.tensor = tensor;
  }
}

const utf8 = new TextEncoder();
const uint32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);

function text(value: string): number[] {
  const bytes = utf8.encode(value);
  return [0x58, ...uint32(bytes.length), ...bytes];
}

const global = (module: string, name: string): number[] => [0x63, ...utf8.encode(`${module}\n${name}\n`)];
const whole = (value: number): number[] => (value < 256 ? [0x4b, value] : [0x4a, ...uint32(value)]);
const tuple = (values: readonly number[][]): number[] => [0x28, ...values.flat(), 0x74];

export function pickleOf(value: TorchValue, storages: Readonly<Record<string, TorchStorage>>): Uint8Array {
  const write = (item: TorchValue): number[] => {
    if (item === null) return [0x4e];
    if (typeof item === 'number') return whole(item);
    if (typeof item === 'string') return text(item);
    if (item instanceof TorchTensorOf) return tensor(item.tensor);
    if (Array.isArray(item)) return [0x5d, 0x28, ...item.flatMap((member: TorchValue) => write(member)), 0x65];
    const members = Object.entries(item).flatMap(([key, member]) => [...text(key), ...write(member)]);
    return [...global('collections', 'OrderedDict'), 0x29, 0x52, 0x28, ...members, 0x75];
  };
  const tensor = ({ dims, strides, storage, offset = 0 }: TorchTensor): number[] => {
    const { type, elements } = storages[storage]!;
    const id = tuple([text('storage'), global('torch', type), text(storage), text('cpu'), whole(elements)]);
    const hooks = [...global('collections', 'OrderedDict'), 0x29, 0x52];
    const args = tuple([
      [...id, 0x51],
      whole(offset),
      tuple(dims.map(whole)),
      tuple(strides.map(whole)),
      [0x89],
      hooks,
    ]);
    return [...global('torch._utils', '_rebuild_tensor_v2'), ...args, 0x52];
  };
  return Uint8Array.from([0x80, 2, ...write(value), 0x2e]);
}

export function torchFile(
  value: TorchValue,
  storages: Readonly<Record<string, TorchStorage>>,
  more: Zippable = {},
): Uint8Array<ArrayBuffer> {
  return torchArchive(pickleOf(value, storages), storages, more);
}

export function torchArchive(
  pickle: Uint8Array,
  storages: Readonly<Record<string, TorchStorage>> = {},
  more: Zippable = {},
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(storages).map(([key, { bytes }]) => [`archive/data/${key}`, bytes] as const);
  return zipSync(
    { 'archive/data.pkl': pickle, 'archive/byteorder': utf8.encode('little'), ...Object.fromEntries(entries), ...more },
    { level: 0 },
  );
}

/** A dict of float32 tensors, each with a storage of its own. */
export function stateDict(
  tensors: readonly { readonly name: string; readonly dims: readonly number[]; readonly values: Float32Array }[],
): { readonly value: { readonly [name: string]: TorchTensorOf }; readonly storages: Record<string, TorchStorage> } {
  const storages: Record<string, TorchStorage> = {};
  const value = Object.fromEntries(
    tensors.map(({ name, dims, values }, i) => {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      storages[String(i)] = { type: 'FloatStorage', elements: values.length, bytes };
      const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, size) => product * size, 1));
      return [name, new TorchTensorOf({ dims, strides, storage: String(i) })];
    }),
  );
  return { value, storages };
}
