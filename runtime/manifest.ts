/**
 * `manifest.json`: what a folder written by `compile` holds. The compiler writes it last, so a folder that has one is
 * whole; the runtime believes its fields only after checking them. The same compilation gives the same bytes: no dates, no
 * paths.
 */
import { diagnostic, DiagnosticError } from '../compiler/diagnostics/diagnostic.ts';
import type { Graph } from '../compiler/ir/graph.ts';
import { valueTypes } from '../compiler/ir/graph.ts';
import { parseSymbolic, type Dim } from '../compiler/ir/tensor-type.ts';
import { specHash } from '../compiler/resolve/hash.ts';
import type { ResolvedSpec } from '../compiler/resolve/resolved-spec.ts';
import { compilerVersion } from '../compiler/version.ts';

export const manifestFormat = 1;

export interface ManifestTensor {
  readonly name: string;
  /** `[N,H,W,C]`, whatever layout a target stores. */
  readonly shape: readonly Dim[];
}

export interface ManifestFile {
  /** A plain file name in the manifest's own folder. */
  readonly name: string;
  /** Which target it belongs to: `tfjs`, `onnx`, `ir`, `weights`. */
  readonly target: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: typeof manifestFormat;
  readonly name: string;
  readonly compiler: string;
  readonly specHash: string;
  readonly spec: ResolvedSpec;
  /** Optimisation level: `O0`, `O1`, `O2`. */
  readonly level: string;
  readonly dtype: string;
  /** Of the ONNX file: `nchw` or `nhwc`. */
  readonly layout: string;
  readonly batch: Dim;
  /** The ONNX file takes uint8 pictures and normalises them itself. */
  readonly imageInput: boolean;
  readonly inputs: readonly ManifestTensor[];
  readonly outputs: readonly ManifestTensor[];
  readonly files: readonly ManifestFile[];
}

/** How the folder was compiled, as the command line has it. */
export interface CompileFacts {
  readonly optimize: '0' | '1' | '2';
  readonly dtype: 'f32' | 'f16';
  readonly layout: 'nchw' | 'nhwc';
  readonly batch: string;
  readonly imageInput?: boolean | undefined;
}

export function createManifest(
  spec: ResolvedSpec,
  graph: Graph,
  files: readonly ManifestFile[],
  facts: CompileFacts,
): Manifest {
  const types = valueTypes(graph);
  return {
    format: manifestFormat,
    name: graph.name,
    compiler: compilerVersion,
    specHash: specHash(spec),
    spec,
    level: `O${facts.optimize}`,
    dtype: facts.dtype,
    layout: facts.layout,
    batch: facts.batch === 'N' ? 'N' : Number(facts.batch),
    imageInput: facts.imageInput === true,
    inputs: graph.inputs.map(({ id, type }) => ({ name: id, shape: type.dims })),
    outputs: graph.outputs.map(({ name, value }) => ({ name, shape: types.get(value)?.dims ?? [] })),
    files: files.map(({ name, target, bytes, sha256 }) => ({ name, target, bytes, sha256 })),
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string' && value.length > 0 && value.length <= 1_000;
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isDim: Check = (value) =>
  (typeof value === 'string' && parseSymbolic(value) !== undefined) || (isCount(value) && value !== 0);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length <= 10_000 && value.every(check);
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isFields(value) &&
    Object.entries(fields).every(([key, check]) => check(Object.hasOwn(value, key) ? value[key] : undefined));

/** A name that stays in its folder on every system. */
const isPlainFileName: Check = (value) =>
  typeof value === 'string' && /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/.test(value);

const isTensor = record({ name: isText, shape: listOf(isDim) });

const manifestFields: Readonly<Record<keyof Manifest, Check>> = {
  format: oneOf(manifestFormat),
  name: isText,
  compiler: isText,
  specHash: isText,
  spec: isFields,
  level: oneOf('O0', 'O1', 'O2'),
  dtype: oneOf('f32', 'f16'),
  layout: oneOf('nchw', 'nhwc'),
  batch: isDim,
  imageInput: oneOf(true, false),
  inputs: listOf(isTensor),
  outputs: listOf(isTensor),
  files: listOf(
    record({
      name: isPlainFileName,
      target: isText,
      bytes: isCount,
      sha256: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
    }),
  ),
};

/**
 * Reads and checks a manifest's text.
 * @param name what messages call it. @throws DiagnosticError SPN6007 that lists the fields that are wrong.
 */
export function parseManifest(text: string, name: string): Manifest {
  const fail = (message: string): never => {
    throw new DiagnosticError(diagnostic('SPN6007', `${name}: ${message}`));
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail('it is not JSON');
  }
  if (!isFields(value)) return fail('it is not an object');
  if (isCount(value['format']) && (value['format'] as number) > manifestFormat) {
    return fail(`its format is ${String(value['format'])}; this version reads ${manifestFormat}: update spinec`);
  }
  const fields = value;
  const wrong = Object.entries(manifestFields).filter(
    ([key, check]) => !check(Object.hasOwn(fields, key) ? fields[key] : undefined),
  );
  if (wrong.length > 0) return fail(`wrong or missing: ${wrong.map(([key]) => key).join(', ')}`);
  return fields as unknown as Manifest;
}
