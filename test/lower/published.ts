/** The published networks as resolved specs: the built-ins, and variants of them that tests ask for. */
import { builtinSource } from '../../compiler/resolve/builtins.ts';
import { dialects as records } from '../../compiler/resolve/dialects.ts';
import { resolve } from '../../compiler/resolve/resolve.ts';
import type {
  BlockKind,
  DialectName,
  ResolvedBlock,
  ResolvedSpec,
  RetinanetHead,
} from '../../compiler/resolve/resolved-spec.ts';
import { parse } from '../../compiler/syntax/parse.ts';

/** A built-in at its own size, without a head. */
export function builtin(name: string): ResolvedSpec {
  const source = builtinSource(name)!;
  return resolve(parse(source.text, { name: source.name }).value!).value!;
}

export const spinenet49: ResolvedSpec = builtin('spinenet-49');

const short = ['49s', '49', '49-p2', '96', '143', '143l', '190'].map((id) => [id, `spinenet-${id}`] as const);

/** Built-ins by short name, all at 640x640. */
export const published: Readonly<Record<string, ResolvedSpec>> = Object.fromEntries(
  [...short, ['nas-proxy', 'spinenet-49-nas-proxy'] as const, ['r0-sp53', 'r0-sp53'], ['r23-sp30', 'r23-sp30']].map(
    ([id, name]) => [id, atSize(builtin(name), 640)],
  ),
);

type DialectFields = Pick<ResolvedSpec, 'dialect' | 'padding' | 'poolPadding' | 'resample' | 'endpoints'>;

function fieldsOf(dialect: DialectName): DialectFields {
  const { padding, poolPadding, pool, fit, endpointActivation } = records[dialect];
  return { dialect, padding, poolPadding, resample: { pool, fit }, endpoints: { activation: endpointActivation } };
}

/** Fields of a headless network that a dialect sets. */
export const dialects: Readonly<Record<DialectName, DialectFields>> = {
  tpu: fieldsOf('tpu'),
  garden: fieldsOf('garden'),
  torch: fieldsOf('torch'),
};

type Row = readonly [level: number, kind: 'B' | 'R', inputs: readonly [number, number], output?: boolean];

const kinds: Readonly<Record<'B' | 'R', BlockKind>> = { B: 'bottleneck', R: 'residual' };

/** Rows of a block list → blocks; `first` is the number of stem blocks. */
export function blocks(first: number, rows: readonly Row[]): readonly ResolvedBlock[] {
  return rows.map(([level, kind, inputs, output = false], i) => ({
    id: `b${first + i}`,
    level,
    kind: kinds[kind],
    inputs: inputs.map((input) => `b${input}`),
    output,
  }));
}

/** The spec with its RetinaNet head. */
export function withRetinanet(spec: ResolvedSpec, own: Partial<RetinanetHead> = {}): ResolvedSpec {
  return { ...spec, head: { kind: 'retinanet', ...spec.heads.retinanet, ...own } };
}

export function atSize(spec: ResolvedSpec, height: number, width = height): ResolvedSpec {
  return { ...spec, input: { ...spec.input, height, width } };
}
