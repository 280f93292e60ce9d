/** The file of constants that `tune` writes and `--costs` reads; `schema/conv-costs.schema.json` describes it. */
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { diagnostic, DiagnosticError, hasErrors, type Diagnostic, type Span } from '../diagnostics/diagnostic.ts';
import type { PassChoice } from '../passes/choice.ts';
import type { ConvCosts } from '../passes/winograd-costs.ts';
import type { CostsFile } from '../schema/conv-costs-types.generated.ts';
import type { ObjectNode, SpecNode } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';
import { readInput, UsageError } from './files.ts';

/** Bytes; such a file has a few hundred. */
const largest = 65536;

const suggestion = 'write one with `spinec tune -o costs.json`';

/** What each field has to be, and what to call that. */
const rate = [
  (value: unknown) => typeof value === 'number' && value > 0 && value < Infinity,
  'positive number',
] as const;
const text = [(value: unknown) => typeof value === 'string', 'text'] as const;
const count = [(value: unknown) => Number.isInteger(value) && Number(value) > 0, 'whole number from 1 on'] as const;
const fields = {
  ...{ macsPerSecond: rate, elementsPerSecond: rate, weightsPerSecond: rate, secondsPerNode: rate },
  ...{ spinec: text, runtime: text, cpu: text, threads: count, date: text },
} as const satisfies Readonly<Record<keyof CostsFile, unknown>>;

const names = Object.keys(fields) as readonly (keyof typeof fields)[];
const constants = names.filter((name) => fields[name] === rate);

/** The constants, where anything asks for them. @throws UsageError where nothing does; DiagnosticError as `readCosts`. */
export function chosenCosts(path: string | undefined, { level, goal, target }: PassChoice): ConvCosts | undefined {
  if (path === undefined) return undefined;
  if (level !== 'O2' || goal !== 'latency' || target !== 'onnx')
    throw new UsageError('error: --costs is for ONNX at -O2, optimized for latency; nothing else asks what it says');
  return readCosts(path);
}

/** Throws `DiagnosticError` with an SPN6905 for each thing that is wrong with the file. */
export function readCosts(path: string): ConvCosts {
  const unusable = (reason: string): DiagnosticError =>
    new DiagnosticError(diagnostic('SPN6905', `${path} ${reason}`, { suggestion }));
  const { bytes } = readInput(path, largest, (reason) => unusable(`can't be read: ${reason}`));
  if (bytes.length > largest) throw unusable('has more than 64 KiB');
  const content = bytes.toString();
  if (content.trim() === '') throw unusable('is empty');
  const { value, diagnostics } = parse(content, { name: path, syntax: 'json' });
  // Constants need not be exact integers; a number that no double holds is 0 here, which none of them may be.
  const syntax = diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'SPN1019');
  if (value === undefined || syntax.length > 0)
    throw new DiagnosticError(
      ...syntax.map(({ message, span }) =>
        diagnostic('SPN6905', `${path} is no JSON: ${message}`, { span, suggestion }),
      ),
    );
  if (value.root.kind !== 'object') throw unusable(`has no ${constants[0]!}: it is no object`);
  const problems = problemsOf(path, value.root);
  if (hasErrors(problems)) throw new DiagnosticError(...problems);
  const read = new Map(value.root.properties.map((property) => [property.key, scalar(property.value)]));
  return Object.fromEntries(constants.map((name) => [name, read.get(name)])) as unknown as ConvCosts;
}

const scalar = (node: SpecNode): unknown => (node.kind === 'scalar' ? node.value : undefined);

function problemsOf(path: string, { properties, span }: ObjectNode): readonly Diagnostic[] {
  const problem = (message: string, at: Span | undefined, instead: string): Diagnostic =>
    diagnostic('SPN6905', `${path} ${message}`, { span: at, suggestion: instead });
  const wrong = properties.flatMap(({ key, keySpan, value }) => {
    const name = names.find((known) => known === key);
    if (name === undefined) {
      const known = `the constants are ${constants.join(', ')}`;
      return [problem(`has an unknown field \`${key}\``, keySpan, didYouMean(key, names) ?? known)];
    }
    const [fits, what] = fields[name];
    return fits(scalar(value)) ? [] : [problem(`has no ${what} as ${name}`, value.span, suggestion)];
  });
  const given = new Set(properties.map(({ key }) => key));
  const missing = constants
    .filter((name) => !given.has(name))
    .map((name) => problem(`has no ${name}`, span, suggestion));
  return [...wrong, ...missing];
}
