/** Commands that write one result in one of several forms: which one `--format` or a file's name asks for, and where it went. */
import { UsageError } from './files.ts';
import type { CommonOptions, DiffFormat, PageFormat, PictureFormat } from './options.ts';
import { writeOutput } from './output.ts';

interface OutputOptions<F> extends CommonOptions {
  readonly output: string;
  readonly format?: F | undefined;
}

/** What names end in, and the form of stdout. */
interface Forms<F> {
  readonly endings: readonly (readonly [ending: string, form: F])[];
  readonly stdout: F;
}

const page = [
  ['.html', 'html'],
  ['.htm', 'html'],
] as const;
const data = [
  ['.json', 'json'],
  ['.md', 'md'],
] as const;

export const pictureForms: Forms<PictureFormat> = {
  endings: [['.svg', 'svg'], ['.dot', 'dot'], ['.gv', 'dot'], ...page, ['.netron.json', 'netron.json']],
  stdout: 'svg',
};
export const diffForms: Forms<DiffFormat> = { endings: [['.txt', 'text'], ...data, ...page], stdout: 'text' };
export const reportForms: Forms<PageFormat> = {
  endings: [['.txt', 'table'], ...data, ['.csv', 'csv'], ...page],
  stdout: 'table',
};

/** @throws UsageError where neither says it. */
export function outputForm<F extends string>({ output, format }: OutputOptions<F>, forms: Forms<F>): F {
  if (format !== undefined) return format;
  if (output === '-') return forms.stdout;
  const known = forms.endings.find(([ending]) => output.toLowerCase().endsWith(ending));
  if (known !== undefined) return known[1];
  const endings = forms.endings.map(([ending]) => ending).join(', ');
  throw new UsageError(`error: ${output} ends in none of ${endings}; --format says what else it is`);
}

/** Writes the result, and prints where it is unless it went to stdout itself. */
export function writeForm({ output, quiet }: OutputOptions<string>, text: string): void {
  writeOutput(output, text);
  if (quiet !== true && output !== '-') process.stdout.write(`${output}\n`);
}
