/** `-o` of `detect`: where annotated pictures go. Each is written when it is done, whatever becomes of the others. */
import { existsSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { annotatedFormats, type AnnotatedFormat } from '../../runtime/detection/draw/annotate.ts';
import { UsageError } from './files.ts';

export interface AnnotatedFile {
  readonly path: string;
  readonly format: AnnotatedFormat;
}

const formatOf = (path: string): AnnotatedFormat | undefined =>
  Object.entries(annotatedFormats).find(([ending]) => ending === extname(path).toLowerCase())?.[1];

/**
 * One file a picture. A path that ends as a picture does is the file for the only picture; anything else is a folder, where
 * pictures keep their names, and get `.png` added when their own format is none that is written here.
 * @throws UsageError for one file and several pictures, for stdout, and for a format that is not written.
 */
export function annotatedFiles(output: string, pictures: readonly string[]): readonly AnnotatedFile[] {
  if (output === '-')
    throw new UsageError("error: pictures can't go to stdout; -o takes a file or a folder, and --json - prints boxes");
  return isPictureFile(output) ? [singleFile(output, pictures)] : folderFiles(output, pictures);
}

function isPictureFile(output: string): boolean {
  if (existsSync(output) && statSync(output).isDirectory()) return false;
  return /\.(jpe?g|png|webp|gif|tiff?|avif|bmp)$/i.test(output);
}

function singleFile(output: string, pictures: readonly string[]): AnnotatedFile {
  const format = formatOf(output);
  if (format === undefined) throw new UsageError(`error: ${output}: pictures are written as PNG, JPEG or WebP`);
  if (pictures.length !== 1)
    throw new UsageError(`error: -o ${output} is one file for ${pictures.length} pictures; give a folder`);
  return { path: output, format };
}

function folderFiles(folder: string, pictures: readonly string[]): readonly AnnotatedFile[] {
  const taken = new Set<string>();
  return pictures.map((picture) => {
    const name = basename(picture);
    const own = formatOf(name);
    const ending = own === undefined ? '' : extname(name);
    const stem = own === undefined ? name : name.slice(0, -ending.length);
    // Pictures of several folders may have the same name.
    for (let copy = 1; ; copy++) {
      const path = `${stem}${copy === 1 ? '' : `-${copy}`}${own === undefined ? '.png' : ending}`;
      if (taken.has(path.toLowerCase())) continue;
      taken.add(path.toLowerCase());
      return { path: join(folder, path), format: own ?? 'png' };
    }
  });
}
