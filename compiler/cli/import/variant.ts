/**
 * Which network a checkpoint is of, told from names and shapes. The built-ins' graphs are mapped to the checkpoint's names
 * until one fits; widths are then read off the shapes: base filters and alpha are truncated products, so that each shape
 * narrows them down to an interval, and the roundest number of all intervals is taken.
 */
import type { Checkpoint } from '../../../runtime/weights/checkpoint/checkpoint.ts';
import { findOfficial } from '../../../runtime/weights/checkpoint/match.ts';
import type { NameDialect } from '../../../runtime/weights/names/dialect-names.ts';
import { nameTables } from '../../../runtime/weights/names/dialects.ts';
import type { NameMap } from '../../../runtime/weights/names/name-map.ts';
import { isHeadParam } from '../../../runtime/weights/names/param-name.ts';
import type { Param } from '../../ir/graph.ts';
import { lower } from '../../lower/lower.ts';
import { builtinNames } from '../../resolve/builtins.ts';
import type { ResolvedSpec } from '../../resolve/resolved-spec.ts';
import { headOf } from './head-variant.ts';
import { shapesThrough, specOf, type Setting, type ShapeOf } from './probe.ts';

export interface Variant {
  /** The built-in whose wiring and repeats it has. */
  readonly builtin: string;
  /** Whether widths are the built-in's, too. */
  readonly published: boolean;
  readonly endpointFilters: number | undefined;
  readonly head: { readonly kind: string; readonly classes: number | undefined } | undefined;
  /** What makes the built-in this network. */
  readonly settings: readonly Setting[];
}

/** A variant in words: `SpineNet-49S, 256 endpoint filters, RetinaNet head with 91 classes`. */
export function variantTitle({ builtin, published, endpointFilters, head, settings }: Variant): string {
  const scale = settings.find(({ path }) => path === 'scale.filters');
  const parts = [titleOf(builtin)];
  if (!published && scale !== undefined) parts[0] = `${parts[0]!} at filter scale ${String(scale.value)}`;
  if (endpointFilters !== undefined) parts.push(`${endpointFilters} endpoint filters`);
  if (head !== undefined) {
    const cascade = settings.some(({ path }) => path === 'head.box.weights') ? 'Cascade ' : '';
    const classes = head.classes === undefined ? '' : ` with ${head.classes} classes`;
    parts.push(`${cascade}${headTitles[head.kind] ?? head.kind} head${classes}`);
  }
  return parts.join(', ');
}

/** What `--head` and `--set` would be, an argument each. */
export function variantArguments({ head, settings }: Variant): readonly string[] {
  return [
    ...(head === undefined ? [] : ['--head', head.kind]),
    ...settings.flatMap(({ path, value }) => [
      '--set',
      `${path}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ]),
  ];
}

/** The same behind the built-in's name, as one types it: brackets mean something to shells. */
export function variantCommand(variant: Variant): string {
  const words = [variant.builtin, ...variantArguments(variant)];
  return words.map((word) => (/^[\w.=-]+$/.test(word) ? word : `'${word}'`)).join(' ');
}

const headTitles: Readonly<Record<string, string>> = {
  retinanet: 'RetinaNet',
  'mask-rcnn': 'Mask R-CNN',
  classification: 'classification',
};

function titleOf(builtin: string): string {
  const family = [
    [/^spinenet-mobile-/, 'SpineNet-mobile-'],
    [/^eff-spinenet-/, 'Eff-SpineNet-'],
    [/^spinenet-/, 'SpineNet-'],
    [/^resnet-/, 'ResNet-'],
  ] as const;
  const [pattern, title] = family.find(([prefix]) => prefix.test(builtin)) ?? [/^/, ''];
  return `${title}${builtin.replace(pattern, '').toUpperCase()}`;
}

interface Candidate {
  readonly builtin: string;
  readonly spec: ResolvedSpec;
  /** Structure: what names depend on, widths left out. */
  readonly structure: string;
}

/** Wiring and repeats. */
function structureOf({ family, stem, blocks, scale, levels, head }: ResolvedSpec): string {
  return JSON.stringify([family, stem.blocks, blocks, scale.repeats, levels, head.kind]);
}

/** Families of built-ins by name, the commonest first, and those with a pyramid before those without. */
const nameFamilies = [/^spinenet-\d/, /^spinenet-mobile-/, /-fpn$/, /^resnet-/, /^eff-spinenet-/, /^/] as const;
const nameFamilyOf = (builtin: string): number => nameFamilies.findIndex((pattern) => pattern.test(builtin));

/**
 * @param likely the built-in to try first.
 * @returns undefined when no built-in's names are the checkpoint's.
 */
export function detectVariant(checkpoint: Checkpoint, dialect: NameDialect, likely?: string): Variant | undefined {
  const set = dialect === 'ir' ? [] : [{ path: 'dialect', value: dialect }];
  const resolved = new Map<string, Candidate | undefined>();
  const candidate = (builtin: string): Candidate | undefined => {
    if (!resolved.has(builtin)) {
      const spec = specOf(builtin, { set });
      resolved.set(builtin, spec && { builtin, spec, structure: structureOf(spec) });
    }
    return resolved.get(builtin);
  };
  const order = [...builtinNames].sort(
    (a, b) => Number(b === likely) - Number(a === likely) || nameFamilyOf(a) - nameFamilyOf(b),
  );
  const tried = new Set<string>();
  let best: { candidate: Candidate; fit: Fit } | undefined;
  for (const builtin of order) {
    const current = candidate(builtin);
    if (current === undefined || tried.has(current.structure)) continue;
    tried.add(current.structure);
    const fit = namesFit(checkpoint, dialect, current.spec);
    if (fit.found !== fit.wanted || fit.found <= (best?.fit.found ?? 0)) continue;
    best = { candidate: current, fit };
    if (isComplete(checkpoint, fit)) break;
  }
  if (best === undefined) return undefined;
  const { structure } = best.candidate;
  const family = nameFamilyOf(best.candidate.builtin);
  const alike = builtinNames
    .filter((builtin) => nameFamilyOf(builtin) === family)
    .flatMap((builtin) => candidate(builtin) ?? [])
    .filter((other) => other.structure === structure);
  return measured(checkpoint, dialect, alike, best.fit, set);
}

/** Whether nothing is left that could be of a larger backbone: what else there is begins with other words. */
function isComplete({ tensors }: Checkpoint, { claimed }: Fit): boolean {
  const wordOf = (name: string): string => /^[^/.]*/.exec(name)![0];
  const words = new Set([...claimed].map(wordOf));
  return [...tensors.keys()].every((name) => claimed.has(name) || !words.has(wordOf(name)));
}

interface Fit {
  /** Of the backbone, and of the pyramid on it. */
  readonly params: readonly Param[];
  readonly names: NameMap;
  readonly wanted: number;
  readonly found: number;
  /** Tensors of the checkpoint that it has a name for. */
  readonly claimed: ReadonlySet<string>;
}

function namesFit(checkpoint: Checkpoint, dialect: NameDialect, spec: ResolvedSpec): Fit {
  const claimed = new Set<string>();
  const graph = lower(spec).value;
  if (graph === undefined) return { params: [], names: new Map(), wanted: 1, found: 0, claimed };
  const params = graph.params.filter(({ name }) => !isHeadParam(name));
  const names = nameTables[dialect].mapper(graph);
  let found = 0;
  for (const { name } of params) {
    const official = names.get(name);
    const tensors = official === undefined ? [] : findOfficial(checkpoint, official);
    for (const tensor of tensors) claimed.add(tensor.name);
    if (tensors.length > 0) found++;
  }
  return { params, names, wanted: params.length, found, claimed };
}

/** Widths and head of a checkpoint that has the names of these candidates, which differ in widths only. */
function measured(
  checkpoint: Checkpoint,
  dialect: NameDialect,
  candidates: readonly Candidate[],
  fit: Fit,
  set: readonly Setting[],
): Variant {
  const shapeOf = shapesThrough(checkpoint, fit.names);
  const endpoint = fit.params.find(({ name }) => /^endpoint_\d+\/kernel$/.test(name));
  const endpointFilters = endpoint === undefined ? undefined : shapeOf(endpoint.name)?.at(-1);
  const exact = candidates.find(({ spec }) => shapesAgree(shapeOf, endpointFilters, spec));
  const { builtin, spec } = exact ?? candidates[0]!;
  const settings: Setting[] = [...set.filter(({ value }) => value !== specOf(builtin, {})?.dialect)];
  if (exact === undefined) settings.push(...widthsOf(spec, shapeOf));
  if (endpointFilters !== undefined && endpointFilters !== spec.scale.endpointFilters)
    settings.push({ path: 'scale.endpointFilters', value: endpointFilters });
  const head = headOf(checkpoint, dialect, builtin, [...set, ...settings]);
  return {
    builtin,
    published: exact !== undefined,
    endpointFilters,
    head: head && { kind: head.kind, classes: head.classes },
    settings: [...settings, ...(head?.settings ?? [])],
  };
}

function shapesAgree(shapeOf: ShapeOf, endpointFilters: number | undefined, spec: ResolvedSpec): boolean {
  const scale = endpointFilters === undefined ? spec.scale : { ...spec.scale, endpointFilters };
  const params = lower({ ...spec, scale }).value?.params.filter(({ name }) => !isHeadParam(name));
  return params?.every(({ name, type }) => String(shapeOf(name)) === String(type.dims)) === true;
}

/** `scale.filters` and `scale.resampleAlpha`, where the shapes tell them. */
function widthsOf(spec: ResolvedSpec, shapeOf: ShapeOf): readonly Setting[] {
  const factor = (kind: string): number => (kind === 'bottleneck' ? 4 : 1);
  const blocks = new Map([...spec.stem.blocks, ...spec.blocks].map((block) => [block.id, block]));
  const filters: Interval[] = [];
  const alphas: Interval[] = [];
  for (const { id, level } of blocks.values()) {
    const unit = `${id}/repeat0`;
    const width = (shapeOf(`${unit}/conv1/kernel`) ?? shapeOf(`${unit}/project/kernel`))?.at(-1);
    const base = spec.baseFilters[String(level)];
    if (width !== undefined && base !== undefined) filters.push([width / base, (width + 1) / base]);
  }
  for (const { id, inputs } of spec.blocks)
    inputs.forEach((input, edge) => {
      const [from, to] = shapeOf(`${id}/resample${edge}/in/kernel`)?.slice(-2) ?? [];
      if (from === undefined || to === undefined) return;
      const channels = from / factor(blocks.get(input)!.kind);
      alphas.push([to / channels, (to + 1) / channels]);
    });
  const found = [
    { path: 'scale.filters', value: roundest(filters), known: spec.scale.filters },
    { path: 'scale.resampleAlpha', value: roundest(alphas), known: spec.scale.resampleAlpha },
  ];
  return found.flatMap(({ path, value, known }) => (value === undefined || value === known ? [] : [{ path, value }]));
}

type Interval = readonly [from: number, to: number];

/** The number with the fewest decimals that lies in all intervals. */
function roundest(intervals: readonly Interval[]): number | undefined {
  if (intervals.length === 0) return undefined;
  const from = Math.max(...intervals.map(([low]) => low));
  const to = Math.min(...intervals.map(([, high]) => high));
  for (let digits = 0; digits <= 6; digits++) {
    const value = Math.ceil(from * 10 ** digits - 1e-9) / 10 ** digits;
    if (value > 0 && value >= from - 1e-12 && value < to) return value;
  }
  return undefined;
}
