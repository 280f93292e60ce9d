/**
 * `--log-override unused-base-filters=off`: other levels for warnings and notes. Errors keep theirs.
 */
import { codes, type DiagnosticCode } from './codes.ts';
import { diagnostic, type Diagnostic, type Outcome, type Severity } from './diagnostic.ts';
import { nearest } from './did-you-mean.ts';

export type LogOverrides = ReadonlyMap<DiagnosticCode, Severity | 'off'>;

const levels = ['error', 'warning', 'note', 'off'] as const;

/** `unused-base-filters` or `SPN2105`, in any case, → the code. */
export function findCode(idOrCode: string): DiagnosticCode | undefined {
  const upper = idOrCode.trim().toUpperCase();
  if (Object.hasOwn(codes, upper)) return upper as DiagnosticCode;
  const id = idOrCode.trim().toLowerCase();
  return codeNames().find((code) => codes[code].id === id);
}

export function codeNames(): readonly DiagnosticCode[] {
  return Object.keys(codes) as DiagnosticCode[];
}

/** Reads `<id or code>=<level>` texts; later ones win. What can't be understood or done is reported and left out. */
export function parseLogOverrides(texts: readonly string[]): Outcome<LogOverrides> {
  const overrides = new Map<DiagnosticCode, Severity | 'off'>();
  const diagnostics: Diagnostic[] = [];
  const unknown = (message: string, suggestion: string | undefined): void => {
    diagnostics.push(diagnostic('SPN1090', message, { suggestion }));
  };
  for (const text of texts) {
    const at = text.lastIndexOf('=');
    const name = at < 0 ? text : text.slice(0, at);
    const word = text.slice(at + 1).trim().toLowerCase(); // prettier-ignore
    const level = levels.find((known) => known === word);
    const code = findCode(name);
    const option = `--log-override ${text}`;
    if (at < 0) {
      unknown(`\`${option}\` has no level`, `write \`--log-override ${name}=off\``);
    } else if (code === undefined) {
      const near = nearest(name.trim(), [...codeNames().map((known) => codes[known].id), ...codeNames()]);
      unknown(
        `\`${option}\`: no message has the id \`${name}\``,
        near === undefined ? undefined : `did you mean \`${near}\`?`,
      );
    } else if (level === undefined) {
      const near = nearest(word, levels);
      const known = 'the levels are `error`, `warning`, `note` and `off`';
      unknown(`\`${option}\`: \`${word}\` is not a level`, near === undefined ? known : `did you mean \`${near}\`?`);
    } else if (codes[code].severity === 'error' && level !== 'error') {
      diagnostics.push(diagnostic('SPN1091', `\`${option}\`: ${code} (${codes[code].id}) is an error and stays one`));
    } else overrides.set(code, level);
  }
  return { value: overrides, diagnostics };
}

/** The diagnostics with their levels changed, and without those that are `off`. */
export function applyLogOverrides<T extends Pick<Diagnostic, 'code' | 'severity'>>(
  diagnostics: readonly T[],
  overrides: LogOverrides,
): readonly T[] {
  if (overrides.size === 0) return diagnostics;
  return diagnostics.flatMap((given) => {
    const level = overrides.get(given.code);
    if (level === undefined || level === given.severity) return [given];
    return level === 'off' ? [] : [{ ...given, severity: level }];
  });
}
