/** `spinec diff`: what changed from one spec to another, as text, JSON, Markdown or a page. */
import { DiagnosticError, hasErrors } from '../../diagnostics/diagnostic.ts';
import { diffSide } from '../../diff/diff-side.ts';
import { diffSides } from '../../diff/diff-sides.ts';
import { diffMarkdown } from '../../diff/report/markdown.ts';
import { diffText } from '../../diff/report/text.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';
import { printDiagnostics } from '../diagnostics.ts';
import { wantsColor, type CommonOptions, type DiffFormat, type SpecOptions } from '../options.ts';
import { diffForms, outputForm, writeForm } from '../output-form.ts';
import { refuseReplacing } from '../refuse-replacing.ts';
import { loadSpec } from '../specs.ts';

interface DiffCommandOptions extends CommonOptions, SpecOptions {
  readonly format?: DiffFormat | undefined;
  readonly output: string;
  readonly exitCode?: true | undefined;
}

export async function diff(before: string, after: string, options: DiffCommandOptions): Promise<number> {
  if (before === '-' && after === '-') throw new UsageError('error: only one of the two specs can be -, stdin');
  const format = outputForm(options, diffForms);
  const loaded = [loadSpec(before, options), loadSpec(after, options)] as const;
  refuseReplacing(
    [{ option: '-o', path: options.output }],
    loaded.flatMap(({ files }) => files),
  );
  const said = loaded.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity !== 'note'));
  const [old, now] = [loaded[0].value, loaded[1].value];
  if (old === undefined || now === undefined || hasErrors(said)) throw new DiagnosticError(...said);
  printDiagnostics(said, options);
  const sides = [diffSide(old), diffSide(now)] as const;
  const result = diffSides(...sides);
  switch (format) {
    case 'text': {
      const color = options.output === '-' && wantsColor(options, process.stdout);
      writeForm(options, diffText(result, { color }));
      break;
    }
    case 'json':
      writeForm(options, `${JSON.stringify(result, null, 2)}\n`);
      break;
    case 'md':
      writeForm(options, diffMarkdown(result));
      break;
    case 'html': {
      const { diffPage } = await import('../../page/diff-page.ts');
      writeForm(options, diffPage(result, sides));
      break;
    }
  }
  return options.exitCode === true && !result.equal ? exitCode.inputErrors : exitCode.ok;
}
