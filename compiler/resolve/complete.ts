/** Merged data → ResolvedSpec: every default filled in. The defaults are those that `spec.schema.json` documents. */
import type { Block, Spec, StemBlock } from '../schema/spec-types.generated.ts';
import { completeHeads } from './complete-heads.ts';
import { dialects, type Dialect } from './dialects.ts';
import { families } from './families.ts';
import type { BlockOverrides, ResolvedBlock, ResolvedSpec, ResolvedStemBlock } from './resolved-spec.ts';

type Mbconv = NonNullable<ResolvedSpec['mbconv']>;

/** FILTER_SIZE_MAP of the official code. Level 1 is written down only where a block needs it. */
const baseFilters: Readonly<Record<string, number>> = { 1: 32, 2: 64, 3: 128, 4: 256, 5: 256, 6: 256, 7: 256 };

/** `spec` has passed the schema, its blocks have ids, and its scale is an object. */
export function complete(spec: Spec, name: string): ResolvedSpec {
  const family = spec.family ?? 'spinenet';
  const dialectName = spec.dialect ?? 'tpu';
  const dialect = dialects[dialectName];
  const scale = typeof spec.scale === 'object' ? spec.scale : {};
  const blocks = (spec.blocks ?? []).map(completeBlock);
  return {
    name,
    family,
    dialect: dialectName,
    input: {
      height: spec.input?.height ?? 640,
      width: spec.input?.width ?? 640,
      channels: spec.input?.channels ?? 3,
    },
    levels: { min: spec.levels?.min ?? 3, max: spec.levels?.max ?? 7 },
    activation: spec.activation ?? 'relu',
    norm: { epsilon: spec.norm?.epsilon ?? 1e-3, momentum: spec.norm?.momentum ?? 0.99 },
    stem: {
      kind: spec.stem?.kind ?? 'spinenet',
      filters: spec.stem?.filters ?? 64,
      blocks: (spec.stem?.blocks ?? []).map(completeStemBlock),
    },
    baseFilters: completeBaseFilters(spec, blocks),
    scale: {
      filters: scale.filters ?? 1,
      resampleAlpha: scale.resampleAlpha ?? 0.5,
      repeats: scale.repeats ?? 1,
      endpointFilters: scale.endpointFilters ?? 256,
      ...(scale.divisor === undefined || scale.divisor === 1 ? {} : { divisor: scale.divisor }),
    },
    ...(families[family].kinds.includes('mbconv') ? { mbconv: completeMbconv(spec.mbconv ?? {}, dialect) } : {}),
    padding: spec.padding ?? dialect.padding,
    poolPadding: spec.poolPadding ?? dialect.poolPadding,
    resample: { pool: spec.resample?.pool ?? dialect.pool, fit: spec.resample?.fit ?? dialect.fit },
    endpoints: { activation: spec.endpoints?.activation ?? dialect.endpointActivation },
    merge: { unconsumed: spec.merge?.unconsumed ?? 'add', weighted: spec.merge?.weighted ?? false },
    blocks,
    ...completeHeads(spec, dialect),
  };
}

function completeBlock(block: Block): ResolvedBlock {
  return {
    id: block.id ?? '',
    level: block.level ?? 0,
    kind: block.kind ?? 'bottleneck',
    // An index that is left here names no block of the list.
    inputs: (block.inputs ?? []).map(String),
    output: block.output ?? false,
    ...overridesOf(block),
  };
}

function completeStemBlock(block: StemBlock): ResolvedStemBlock {
  const { id = '', level, kind, feature } = block;
  return { id, level, kind, ...overridesOf(block), ...(feature === false ? { feature } : {}) };
}

function overridesOf({ filters, baseFilters: base, repeats, activation }: Block | StemBlock): BlockOverrides {
  return {
    ...(filters === undefined ? {} : { filters }),
    ...(base === undefined ? {} : { baseFilters: base }),
    ...(repeats === undefined ? {} : { repeats }),
    ...(activation === undefined ? {} : { activation }),
  };
}

function completeMbconv(fields: NonNullable<Spec['mbconv']>, { squeezeExcite }: Dialect): Mbconv {
  return {
    expandRatio: fields.expandRatio ?? 6,
    kernel: fields.kernel ?? 3,
    squeezeExcite: {
      ratio: fields.squeezeExcite?.ratio ?? 0.2,
      activation: fields.squeezeExcite?.activation ?? squeezeExcite.activation,
      gate: fields.squeezeExcite?.gate ?? squeezeExcite.gate,
    },
  };
}

function completeBaseFilters(spec: Spec, blocks: readonly ResolvedBlock[]): Record<string, number> {
  const filters: Record<string, number> = { ...baseFilters, ...spec.baseFilters };
  if (
    spec.baseFilters?.['1'] === undefined &&
    ![...blocks, ...(spec.stem?.blocks ?? [])].some(({ level }) => level === 1)
  )
    delete filters['1'];
  return filters;
}
