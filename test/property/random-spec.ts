/**
 * Random small specs that are valid: any wiring, levels, kinds, dialect, paddings, pools, merges, odd and uneven sizes.
 * At most 128 pixels and 0.13 of the width, so that a network is evaluated in milliseconds.
 *
 * A draw is repaired rather than thrown away: dead blocks are taken out, a size that does not fit becomes one that does.
 * So every draw is a spec, and shrinking keeps it one.
 */
import fc from 'fast-check';
import { check } from '../../compiler/check/check.ts';
import { resolve } from '../../compiler/resolve/resolve.ts';
import type { ResolvedSpec } from '../../compiler/resolve/resolved-spec.ts';
import type { Block, Spec, Stem } from '../../compiler/schema/spec-types.generated.ts';
import { fromPlain } from '../../compiler/syntax/plain.ts';

const scales = [0.05, 0.0625, 0.08, 0.1, 0.125, 0.13];

/** Whole numbers to pick parents and levels with; their meaning depends on what there is to pick from. */
const pick = fc.nat({ max: 9999 });

const drawnBlock = fc.record({
  level: pick,
  parents: fc.tuple(pick, pick),
  kind: fc.constantFrom<('bottleneck' | 'residual')[]>('bottleneck', 'residual'),
  filters: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 5, nil: undefined }),
  repeats: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 6, nil: undefined }),
  activation: fc.option(fc.constantFrom<('relu' | 'swish')[]>('relu', 'swish'), { freq: 6, nil: undefined }),
});

const drawnClassifier = fc.record({
  kind: fc.constant('classification' as const),
  classes: fc.integer({ min: 1, max: 7 }),
  pool: fc.constantFrom<('all' | 'top' | 'backbone')[]>('all', 'top', 'backbone'),
});

const drawnHead = fc.record({
  kind: fc.constant('retinanet' as const),
  classes: fc.integer({ min: 1, max: 5 }),
  filters: fc.integer({ min: 2, max: 8 }),
  convs: fc.integer({ min: 0, max: 2 }),
  separable: fc.boolean(),
  norm: fc.constantFrom<('per-level' | 'shared' | 'none')[]>('per-level', 'shared', 'none'),
  anchors: fc.record({
    scales: fc.integer({ min: 1, max: 2 }),
    aspectRatios: fc.constantFrom<number[][]>([1], [1, 2], [0.5, 1, 2]),
    size: fc.constantFrom(3, 4),
  }),
});

const drawnMbconv = fc.record({
  expandRatio: fc.integer({ min: 1, max: 4 }),
  kernel: fc.constantFrom(3, 5),
  squeezeExcite: fc.record({
    ratio: fc.constantFrom(0, 0.2, 0.5),
    activation: fc.constantFrom<('relu' | 'swish' | 'hard-swish')[]>('relu', 'swish', 'hard-swish'),
    gate: fc.constantFrom<('sigmoid' | 'hard-sigmoid')[]>('sigmoid', 'hard-sigmoid'),
  }),
});

type Families = readonly NonNullable<Spec['family']>[];
const families: Families = ['spinenet', 'spinenet', 'spinenet', 'spinenet-mobile', 'eff-spinenet', 'resnet-fpn'];

const drawn = fc.record({
  family: fc.constantFrom(...families),
  mbconv: drawnMbconv,
  divisor: fc.constantFrom(1, 1, 4),
  dialect: fc.constantFrom<('tpu' | 'garden' | 'torch')[]>('tpu', 'garden', 'torch'),
  size: fc.tuple(fc.integer({ min: 17, max: 128 }), fc.integer({ min: 17, max: 128 })),
  square: fc.boolean(),
  channels: fc.integer({ min: 1, max: 4 }),
  min: fc.integer({ min: 2, max: 4 }),
  outputs: fc.array(drawnBlock, { minLength: 1, maxLength: 4, size: 'max' }),
  inner: fc.array(drawnBlock, { maxLength: 7, size: 'max' }),
  /** Where among the inner blocks the outputs stand, and in which order. */
  places: fc.array(pick, { minLength: 4, maxLength: 4 }),
  stem: fc.array(
    fc.record({ down: fc.boolean(), kind: fc.constantFrom<('bottleneck' | 'residual')[]>('bottleneck', 'residual') }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  resnet: fc.boolean(),
  filters: fc.constantFrom(...scales),
  resampleAlpha: fc.constantFrom(0.25, 0.5, 1),
  repeats: fc.constantFrom<(1 | 2 | 'list')[]>(1, 1, 2, 'list'),
  activation: fc.constantFrom<('relu' | 'swish' | 'hard-swish')[]>('relu', 'swish', 'hard-swish'),
  padding: fc.constantFrom<('symmetric' | 'same' | undefined)[]>(undefined, 'symmetric', 'same'),
  poolPadding: fc.constantFrom<('symmetric' | 'same' | undefined)[]>(undefined, 'symmetric', 'same'),
  pool: fc.constantFrom<('single' | 'repeated' | undefined)[]>(undefined, 'single', 'repeated'),
  fit: fc.constantFrom<('resize' | 'width' | 'level' | undefined)[]>(undefined, undefined, 'resize', 'width', 'level'),
  endpointActivation: fc.option(fc.boolean(), { nil: undefined }),
  weighted: fc.boolean(),
  unconsumed: fc.constantFrom<('add' | 'ignore')[]>('add', 'add', 'ignore'),
  head: fc.option(fc.oneof({ weight: 3, arbitrary: drawnHead }, { weight: 1, arbitrary: drawnClassifier }), {
    nil: undefined,
  }),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** Any valid small spec, resolved and checked. */
export const randomSpec: fc.Arbitrary<ResolvedSpec> = drawn.map((draw) => repaired(specOf(draw)));

/** The same specs as an author would write them, before defaults are filled in. */
export const randomSpecData: fc.Arbitrary<Spec> = drawn.map((draw) => {
  const spec = repaired(specOf(draw));
  return { ...specOf(draw), blocks: [...spec.blocks] as Block[], scale: { ...spec.scale } as never, input: spec.input };
});

function specOf(draw: Drawn): Spec {
  if (draw.family === 'resnet-fpn') return pyramidOf(draw);
  const stem = stemOf(draw);
  const mobile = draw.family !== 'spinenet';
  const { min } = draw;
  const max = min + draw.outputs.length - 1;
  const stemLevel = Math.max(...stem.blocks!.map(({ level }) => level));
  const levels = Math.min(7, Math.max(max, stemLevel) + 1);
  // Outputs are put among the inner blocks, in any order of their levels.
  const order: { block: Drawn['inner'][number]; output?: number }[] = draw.inner.map((block) => ({ block }));
  draw.outputs.forEach((block, i) => {
    order.splice(draw.places[i]! % (order.length + 1), 0, { block, output: min + i });
  });
  const firstOutput = order.findIndex(({ output }) => output !== undefined);
  const unused = new Set(stem.blocks!.map((_, i) => i));
  const blocks = order.map(({ block, output }, i): Block => {
    const index = stem.blocks!.length + i;
    const parents = block.parents.map((number) => {
      // Mostly what nothing has used so far, or few blocks would be alive.
      const choice = number % 4 === 0 || unused.size === 0 ? [...Array(index).keys()] : [...unused];
      const parent = choice[number % choice.length]!;
      unused.delete(parent);
      return `b${parent}`;
    }) as [string, string];
    unused.add(index);
    // The last block of the stem is used by an output, so that it is never dead.
    if (i === firstOutput) parents[0] = `b${stem.blocks!.length - 1}`;
    return {
      id: `b${index}`,
      level: output ?? 1 + (block.level % levels),
      kind: mobile ? 'mbconv' : block.kind,
      inputs: parents,
      output: output !== undefined,
      ...(block.filters === undefined ? {} : { filters: block.filters }),
      ...(block.repeats === undefined ? {} : { repeats: block.repeats }),
      ...(block.activation === undefined ? {} : { activation: block.activation }),
    };
  });
  return {
    ...commonOf(draw),
    levels: { min, max },
    stem,
    ...(mobile ? { mbconv: draw.mbconv } : {}),
    blocks,
  };
}

/** A ResNet of one block group per level, and a pyramid on some of its levels and up to two more. */
function pyramidOf(draw: Drawn): Spec {
  const stages = draw.stem.map(({ kind }, i) => ({ id: `b${i}`, level: 2 + i, kind }));
  const coarsest = 1 + stages.length;
  const min = Math.min(draw.min, coarsest);
  const max = Math.min(7, min + draw.outputs.length);
  return {
    ...commonOf(draw),
    levels: { min, max },
    stem: { kind: 'resnet', filters: 4, blocks: stages },
    blocks: [],
  };
}

/** What all families have. */
function commonOf(draw: Drawn): Omit<Spec, 'blocks'> {
  const [height, width] = draw.square ? [draw.size[0], draw.size[0]] : draw.size;
  return {
    name: 'random',
    family: draw.family,
    dialect: draw.dialect,
    input: { height, width, channels: draw.channels },
    activation: draw.activation,
    scale: {
      filters: draw.filters,
      resampleAlpha: draw.resampleAlpha,
      repeats: draw.repeats === 'list' ? 1 : draw.repeats,
      endpointFilters: 4,
      divisor: draw.divisor,
    },
    ...(draw.padding === undefined ? {} : { padding: draw.padding }),
    ...(draw.poolPadding === undefined ? {} : { poolPadding: draw.poolPadding }),
    resample: {
      ...(draw.pool === undefined ? {} : { pool: draw.pool }),
      ...(draw.fit === undefined ? {} : { fit: draw.fit }),
    },
    ...(draw.endpointActivation === undefined ? {} : { endpoints: { activation: draw.endpointActivation } }),
    merge: { unconsumed: draw.unconsumed, weighted: draw.weighted && draw.dialect === 'garden' },
    ...(draw.head === undefined ? {} : { head: draw.head }),
  };
}

function stemOf(draw: Drawn): Stem {
  if (draw.family !== 'spinenet') return mobileStemOf(draw);
  let level = 2;
  const blocks = draw.stem.map(({ down, kind }, i) => {
    if (draw.resnet && down && i > 0) level++;
    return { id: `b${i}`, level, kind };
  });
  return { kind: draw.resnet ? 'resnet' : 'spinenet', filters: 4, blocks };
}

function mobileStemOf(draw: Drawn): Stem {
  let level = 1;
  const blocks = draw.stem.map(({ down }, i) => {
    if (down) level++;
    return { id: `b${i}`, level, kind: 'mbconv' as const };
  });
  return { kind: 'mobile', filters: 16, blocks };
}

/** Mends what checking finds, one thing at a time, until nothing is left. */
function repaired(data: Spec): ResolvedSpec {
  const resolved = resolve({ syntax: 'builder', root: fromPlain(data) });
  if (resolved.value === undefined) throw new Error(resolved.diagnostics.map(({ message }) => message).join('\n'));
  let spec = resolved.value;
  for (let attempt = 0; attempt < 100; attempt++) {
    const errors = check(spec).diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return withRepeatList(withoutIdleFilters(spec), data);
    for (const { code, path = '' } of errors) {
      if (code === 'SPN2036' && path.startsWith('blocks[')) spec = withoutBlock(spec, Number(/\d+/.exec(path)![0]));
      else if (code === 'SPN2050') spec = { ...spec, input: { ...spec.input, ...fittingSize(spec) } };
      else if (code === 'SPN2051') spec = { ...spec, scale: { ...spec.scale, filters: 0.13, resampleAlpha: 1 } };
      else throw new Error(`${code} ${path} can't be repaired`);
      // Paths of the next error count the blocks as they were.
      if (code === 'SPN2036') break;
    }
  }
  throw new Error('the draw could not be repaired');
}

function withoutBlock(spec: ResolvedSpec, index: number): ResolvedSpec {
  return { ...spec, blocks: spec.blocks.toSpliced(index, 1) };
}

/** Base filters of level 1 are there for a block that may have been taken out. */
function withoutIdleFilters(spec: ResolvedSpec): ResolvedSpec {
  if ([...spec.stem.blocks, ...spec.blocks].some(({ level }) => level === 1)) return spec;
  const baseFilters = Object.fromEntries(Object.entries(spec.baseFilters).filter(([level]) => level !== '1'));
  return { ...spec, baseFilters };
}

/** First a square, then multiples of the coarsest level's stride, which fit every dialect. */
function fittingSize({ input, stem, blocks }: ResolvedSpec): { height: number; width: number } {
  const multiple = 2 ** Math.max(...[...stem.blocks, ...blocks].map(({ level }) => level));
  const whole = (size: number): number => Math.max(1, Math.floor(size / multiple)) * multiple;
  const next = { height: whole(input.height), width: whole(input.width) };
  return input.height === input.width ? next : { ...next, width: Math.max(next.width, next.height) };
}

/** A list of repeats in place of one number, for some specs: known only now that no block will be taken out. */
function withRepeatList(spec: ResolvedSpec, { activation, input }: Spec): ResolvedSpec {
  if (activation !== 'swish' || (input?.channels ?? 3) % 2 === 1 || typeof spec.scale.repeats !== 'number') return spec;
  const repeats = Array.from({ length: spec.stem.blocks.length + spec.blocks.length }, (_, i) => 1 + (i % 2));
  return { ...spec, scale: { ...spec.scale, repeats } };
}
