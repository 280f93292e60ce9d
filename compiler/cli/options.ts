/** Options that several commands share, spelled once. */
import { InvalidArgumentError, Option, type Command } from '@commander-js/extra-typings';
import { parseAmount } from '../analysis/budget.ts';
import { optimizationGoals } from '../passes/choice.ts';

const collect = (value: string, previous: readonly string[] | undefined): string[] => [...(previous ?? []), value];

/** `640x896` → height 640, width 896. */
export function parseSize(text: string): { height: number; width: number } {
  const match = /^(\d{1,6})x(\d{1,6})$/i.exec(text.trim());
  if (match === null) throw new InvalidArgumentError('Expected HEIGHTxWIDTH, such as 640x640.');
  return { height: Number(match[1]), width: Number(match[2]) };
}

/** `blocks[3].level=4`: the value is JSON; what is not JSON is taken as text. */
export function parseSetting(text: string): { path: string; value: unknown } {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new InvalidArgumentError('Expected path=value, such as scale.repeats=2.');
  const raw = text.slice(equals + 1);
  try {
    return { path: text.slice(0, equals).trim(), value: JSON.parse(raw) as unknown };
  } catch {
    return { path: text.slice(0, equals).trim(), value: raw };
  }
}

const collectSetting = (text: string, previous: readonly { path: string; value: unknown }[] | undefined) => [
  ...(previous ?? []),
  parseSetting(text),
];

export function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

/** `1,10,100`: three ascending limits. */
export function parseMaxDetections(text: string): [number, number, number] {
  const [a = 0, b = 0, c = 0, ...more] = text
    .split(',')
    .map((word) => (/^ *\d{1,6} *$/.test(word) ? Number(word) : NaN));
  if (!(a > 0 && b > a && c > b) || more.length > 0)
    throw new InvalidArgumentError('Expected three ascending numbers, such as 1,10,100.');
  return [a, b, c];
}

export function parsePositive(text: string): number {
  const value = parseCount(text);
  if (value === 0) throw new InvalidArgumentError('Expected a whole number from 1 on.');
  return value;
}

const atMost =
  (limit: number, parse: (text: string) => number) =>
  (text: string): number => {
    const value = parse(text);
    if (value > limit) throw new InvalidArgumentError(`Expected at most ${limit.toLocaleString('en')}.`);
    return value;
  };

/** Measured rounds: beyond this the interval of their median is as narrow as it will get. */
export const parseRounds = atMost(1000, parsePositive);
/** Profiled rounds: their median needs no more, and what the profiler writes of them has to be read. */
export const parseProfiledRounds = atMost(100, parsePositive);
/** Rounds before those: what is not warm after so many never will be. */
export const parseWarmup = atMost(1000, parseCount);
/** Pictures a run: more fit into no memory. */
export const parseBatch = atMost(1024, parsePositive);
/** No machine has more, and asking for a billion of them would end in the runtime. */
export const parseThreads = atMost(1024, parsePositive);
/** Inputs of noise: ranges of values have long stopped growing. */
export const parseNoise = atMost(1000, parsePositive);

export const parsePort = atMost(65_535, parseCount);

/** `a,b,c`, each once. */
export const parseNames = (text: string): string[] => [...new Set(text.split(',').map((name) => name.trim()))];

/** As `parseNames`, of what there is to choose from. */
export function parseChoices<T extends string>(choices: readonly T[]): (text: string) => T[] {
  return (text) =>
    parseNames(text).map((name) => {
      const known = choices.find((choice) => choice === name);
      if (known === undefined) throw new InvalidArgumentError(`Expected a comma list of ${choices.join(', ')}.`);
      return known;
    });
}

/** A score or probability. */
export function parseFraction(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('Expected a number from 0 to 1.');
  return value;
}

/** Above 50: fewer would be no range at all. */
export function parsePercent(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 50 && value <= 100))
    throw new InvalidArgumentError('Expected more than 50 and at most 100.');
  return value;
}

export function parseDecibels(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new InvalidArgumentError('Expected a number of decibels, such as 25.');
  return value;
}

export function parseAmountOption(text: string): number {
  const value = parseAmount(text);
  if (value === undefined) throw new InvalidArgumentError('Expected an amount, such as 20G, 1.5M or 64MiB.');
  return value;
}

/** Names of the contract; `runtime/backends/table.ts` has what is behind them. */
export const backendNames = [
  'auto',
  'onnx-cpu',
  'onnx-webgpu',
  'onnx-cuda',
  'tfjs-node-gpu',
  'tfjs-webgpu',
  'tfjs-wasm',
  'tfjs-cpu',
  'reference',
] as const;

/** Forms of a report. */
export const reportFormats = ['table', 'json', 'csv', 'md'] as const;
export type ReportFormat = (typeof reportFormats)[number];
/** Those of `flops` and of profiles, which are pages too. */
export const pageFormats = [...reportFormats, 'html'] as const;
export type PageFormat = (typeof pageFormats)[number];
export const pictureFormats = ['svg', 'dot', 'html', 'netron.json'] as const;
export type PictureFormat = (typeof pictureFormats)[number];
export const diffFormats = ['text', 'json', 'md', 'html'] as const;
export type DiffFormat = (typeof diffFormats)[number];

/** Everywhere a spec is taken. */
const inputOption = () => new Option('--input <HxW>', 'picture size to compile for').argParser(parseSize);
const headOption = () => new Option('--head <kind>', 'head to use, with the settings of `heads` in the spec');
const setOption = () =>
  new Option('--set <path=value>', 'change a field of the spec (repeatable; JSON values)').argParser<
    { path: string; value: unknown }[]
  >(collectSetting);

/** Everywhere a network is run. */
export const backendOption = () =>
  new Option('--backend <name>', 'what runs it').choices(backendNames).default('auto' as const);
export const weightsOption = () =>
  new Option('--weights <file>', 'safetensors with weights under IR names').conflicts('seed');
export const seedOption = () => new Option('--seed <n>', 'seeded initial weights').argParser(parseCount);
export const optimizeForOption = () =>
  new Option(
    '--optimize-for <goal>',
    'what -O2 makes small: time (default), memory while it runs, or the file',
  ).choices(optimizationGoals);
export const costsOption = () =>
  new Option('--costs <file>', 'what convolutions cost on a machine, as spinec tune measured it (ONNX, latency, -O2)');
export const optimizeOption = () =>
  new Option('-O, --optimize <level>', 'optimisation level (default 1)').choices(['0', '1', '2'] as const);
export const layoutOption = () =>
  new Option('--layout <layout>', 'layout of ONNX inputs and outputs')
    .choices(['nchw', 'nhwc'] as const)
    .default('nchw' as const);
export const allowSoftwareOption = () =>
  new Option('--allow-software', 'accept a GPU that is a program (SwiftShader, llvmpipe)');
export const tableFormatOption = () =>
  new Option('--format <format>', 'how to print').choices(['table', 'json'] as const).default('table' as const);

/** Where pictures come from. */
export const imageOption = () => new Option('--image <file...>', 'pictures');
export const imagesOption = () => new Option('--images <dir>', 'every picture of a folder');
export const inputTensorOption = () =>
  new Option('--input-tensor <file>', 'safetensors with a tensor `input` [N,H,W,C], used as it is');
export const batchOption = () => new Option('--batch <n>', 'pictures at a time (default 1)').argParser(parseBatch);
export const labelsOption = () =>
  new Option('--labels <file>', 'names of the classes: one a line, or JSON from id to name');
export const jsonOption = (what: string) => new Option('--json <file>', `${what}; - for stdout`);

/** Everywhere. */
export const logOverrideOption = () =>
  new Option('--log-override <id=level>', 'set a message to error, warning, note or off (repeatable)').argParser<
    string[]
  >(collect);
export const quietOption = () => new Option('-q, --quiet', 'print results and errors only');
export const colorOption = () =>
  new Option('--color', 'colour the output (default: when it is a terminal; NO_COLOR is respected)');
export const noColorOption = () => new Option('--no-color', 'never colour the output');

/** A command with the options that change a spec. */
export const withSpec = <A extends unknown[], O extends Record<string, unknown>>(command: Command<A, O>) =>
  command.addOption(inputOption()).addOption(headOption()).addOption(setOption());

/** How a command prints. */
export const withPrinting = <A extends unknown[], O extends Record<string, unknown>>(command: Command<A, O>) =>
  command.addOption(quietOption()).addOption(colorOption()).addOption(noColorOption());

/** A command with the options that every command has. */
export const withCommon = <A extends unknown[], O extends Record<string, unknown>>(command: Command<A, O>) =>
  withPrinting(command.addOption(logOverrideOption()));

export interface CommonOptions {
  readonly quiet?: true | undefined;
  readonly color?: boolean | undefined;
  readonly logOverride?: readonly string[] | undefined;
}

export interface SpecOptions {
  readonly input?: { height: number; width: number } | undefined;
  readonly head?: string | undefined;
  readonly set?: readonly { path: string; value: unknown }[] | undefined;
}

/** Text under `--help`: examples that can be pasted. */
export function examples<A extends unknown[], O extends Record<string, unknown>>(
  command: Command<A, O>,
  ...lines: readonly string[]
): void {
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`);
}

/** Whether to colour what goes to a stream. */
export function wantsColor(options: CommonOptions, stream: NodeJS.WriteStream): boolean {
  if (options.color !== undefined) return options.color;
  if (process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '') return false;
  return stream.isTTY;
}
