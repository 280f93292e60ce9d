/** What commands look at: pictures by name, the pictures of a folder, or a tensor that is used as it is. */
import { readdirSync, statSync, type Dirent } from 'node:fs';
import { extname, join } from 'node:path';
import { rowOf, type PictureNetwork } from '../../runtime/detection/run-pictures.ts';
import { reasonOf } from '../../runtime/file-errors.ts';
import { ownGeometry } from '../../runtime/image/placement.ts';
import { pictureSize } from '../../runtime/network.ts';
import { openFileSource } from '../../runtime/weights/file-source.ts';
import { SafetensorsFile } from '../../runtime/weights/safetensors.ts';
import { diagnostic, DiagnosticError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Tensor } from '../ops/op.ts';
import { UsageError } from './files.ts';
import type { Runnable } from './network.ts';

export interface PictureInputOptions {
  readonly image?: readonly string[] | undefined;
  readonly images?: string | undefined;
  readonly inputTensor?: string | undefined;
}

export interface PictureInputs {
  /** What the user calls them; paths of files, but for a tensor's parts. */
  readonly names: readonly string[];
  /** They are files, which can be drawn on. */
  readonly files: boolean;
  readonly notes: readonly Diagnostic[];
  /** The network, taking these names for pictures. */
  readonly of: (network: Runnable) => PictureNetwork<string>;
}

/** @throws UsageError unless one kind of input is given; DiagnosticError SPN7021 (folder), SPN50xx (tensor). */
export function pictureInputs(options: PictureInputOptions): PictureInputs {
  const { image, images, inputTensor } = options;
  if ([image, images, inputTensor].filter((given) => given !== undefined).length !== 1)
    throw new UsageError('error: give pictures with --image, a folder with --images, or a tensor with --input-tensor');
  if (inputTensor !== undefined) return tensorInputs(inputTensor);
  if (images !== undefined) return { files: true, ...folderPictures(images), of: pictureNetwork };
  return { names: image ?? [], files: true, notes: [], of: pictureNetwork };
}

/** A network that takes paths of pictures. */
export function pictureNetwork(network: Runnable): PictureNetwork<string> {
  return { inputShape: network.inputShape, prepare: network.prepare, run: network.run };
}

const pictureNames: ReadonlySet<string> = new Set(['.jpg', '.jpeg', '.png', '.webp', '.gif', '.tif', '.tiff', '.avif']);

/** The pictures of a folder, by the order of their names' characters, and a note on what else is there. */
function folderPictures(folder: string): { names: readonly string[]; notes: readonly Diagnostic[] } {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new DiagnosticError(diagnostic('SPN7021', `cannot read the folder ${folder}: ${reasonOf(error)}`));
  }
  const shown = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const isPicture = (entry: Dirent): boolean =>
    pictureNames.has(extname(entry.name).toLowerCase()) && !isFolder(join(folder, entry.name), entry);
  const names = shown.filter(isPicture).map(({ name }) => join(folder, name));
  const others = shown.filter((entry) => !isPicture(entry)).map(({ name }) => name);
  const listed = `${others.slice(0, 5).join(', ')}${others.length > 5 ? ` and ${others.length - 5} others` : ''}`;
  if (names.length === 0) {
    const what = others.length === 0 ? 'it is empty' : `it has ${listed}`;
    throw new DiagnosticError(diagnostic('SPN7021', `there are no pictures in ${folder}: ${what}`));
  }
  const notes = others.length === 0 ? [] : [diagnostic('SPN7020', `not looked at in ${folder}: ${listed}`)];
  return { names, notes };
}

/** Links are what they lead to; a broken one is left to reading, which says so. */
function isFolder(path: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

export interface TensorInput {
  readonly input: Tensor;
  /** `[N,2]`: height and width of what of each input is picture, where the file says it. */
  readonly imageShape: Tensor | undefined;
}

/** The tensors `input` and, if it is there, `image_shape` of a safetensors file. @throws DiagnosticError SPN50xx, SPN6005 */
export function inputTensor(path: string): TensorInput {
  const file = new SafetensorsFile(openFileSource(path));
  const read = (name: string): Tensor => {
    const data = file.readFloats(name);
    return { dims: file.tensors.get(name)!.dims, data };
  };
  try {
    const input = read('input');
    const imageShape = file.tensors.has('image_shape') ? read('image_shape') : undefined;
    if (imageShape !== undefined && imageShape.dims.join() !== `${input.dims[0] ?? 1},2`) {
      const message = `${path}: image_shape is [${imageShape.dims.join(',')}], not [${input.dims[0] ?? 1},2]`;
      throw new DiagnosticError(diagnostic('SPN6005', message));
    }
    return { input, imageShape };
  } finally {
    file.close();
  }
}

function tensorInputs(path: string): PictureInputs {
  const { input, imageShape } = inputTensor(path);
  const count = input.dims[0] ?? 1;
  const names = Array.from({ length: count }, (_, i) => (count === 1 ? path : `${path}[${i}]`));
  const places = new Map(names.map((name, i) => [name, i]));
  const prepare: PictureNetwork<string>['prepare'] = (wanted) => {
    const place = places.get(wanted[0]!) ?? 0;
    const tensor = rowOf({ input }, place, count)['input']!;
    const [height, width] = [imageShape?.data[2 * place], imageShape?.data[2 * place + 1]];
    const size = height === undefined || width === undefined ? pictureSize(tensor.dims) : { height, width };
    return Promise.resolve({ tensor, geometries: [ownGeometry(size)], notes: [] });
  };
  return { names, files: false, notes: [], of: ({ inputShape, run }) => ({ inputShape, run, prepare }) };
}
