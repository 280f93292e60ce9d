/** `spinec explain`: the long form of a message code, or the list of all of them. */
import { codes } from '../../diagnostics/codes.ts';
import { explain } from '../../diagnostics/explain.ts';
import { codeNames } from '../../diagnostics/log-overrides.ts';
import { exitCode } from '../exit-codes.ts';
import { UsageError } from '../files.ts';

export async function explainCommand(code: string | undefined): Promise<number> {
  if (code === undefined) {
    const { explanations } = await import('../../diagnostics/explanations.ts');
    const width = Math.max(...Object.values(codes).map((entry) => entry.id.length));
    const lines = codeNames().map((name) => {
      const { id, severity } = codes[name];
      return `${name}  ${severity.padEnd(7)}  ${id.padEnd(width)}  ${explanations[name].title}`;
    });
    process.stdout.write(`${lines.join('\n')}\n`);
    return exitCode.ok;
  }
  const explained = await explain(code);
  if (!explained.found) {
    const hint = explained.suggestions.length === 0 ? '' : ` Did you mean ${explained.suggestions.join(' or ')}?`;
    throw new UsageError(`error: no message has the code or id \`${code}\`.${hint}\n(spinec explain lists all)`);
  }
  process.stdout.write(explained.text);
  return exitCode.ok;
}
