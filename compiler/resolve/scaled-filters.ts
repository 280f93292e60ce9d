/** Filters of a block: what its level, or it itself, has as base filters, scaled as the spec says. */
import type { ResolvedBlock, ResolvedSpec, ResolvedStemBlock } from './resolved-spec.ts';

/** The block's filters f; undefined when its level has no base filters. */
export function blockFilters(spec: ResolvedSpec, block: ResolvedBlock | ResolvedStemBlock): number | undefined {
  if (block.filters !== undefined) return block.filters;
  const base = baseFilters(spec, block);
  return base === undefined ? undefined : scaledFilters(spec, base);
}

/** Before scaling. */
export function baseFilters(spec: ResolvedSpec, block: ResolvedBlock | ResolvedStemBlock): number | undefined {
  if (block.baseFilters !== undefined) return block.baseFilters;
  return Object.hasOwn(spec.baseFilters, block.level) ? spec.baseFilters[block.level] : undefined;
}

/** int(base · scale.filters), as every SpineNet does, or rounded to a multiple of `scale.divisor`. */
export function scaledFilters({ scale }: ResolvedSpec, base: number): number {
  const { divisor = 1 } = scale;
  return divisor === 1 ? Math.trunc(base * scale.filters) : roundFilters(base * scale.filters, divisor);
}

/** `round_filters` of EfficientNet and of the TPU code (`nn_ops.py`): to the nearest multiple, but at most 10 % down. */
function roundFilters(filters: number, divisor: number): number {
  const rounded = Math.max(divisor, Math.floor(Math.trunc(filters + divisor / 2) / divisor) * divisor);
  return rounded < 0.9 * filters ? rounded + divisor : rounded;
}
