/** Forms of a network's picture, and which one a file's name asks for. */
import { UsageError } from './files.ts';

export const pictureFormats = ['svg', 'dot', 'html', 'netron.json'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

const endings: readonly (readonly [ending: string, format: PictureFormat])[] = [
  ['.svg', 'svg'],
  ['.dot', 'dot'],
  ['.gv', 'dot'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.netron.json', 'netron.json'],
];

/** @throws UsageError where neither says it. */
export function pictureFormat(output: string, format: PictureFormat | undefined): PictureFormat {
  if (format !== undefined) return format;
  const known = endings.find(([ending]) => output.toLowerCase().endsWith(ending));
  if (known !== undefined) return known[1];
  if (output === '-') return 'svg';
  throw new UsageError(
    `error: -o takes a name that ends in .svg, .dot, .html or .netron.json, or - with --format; not ${output}`,
  );
}
