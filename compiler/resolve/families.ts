/** What families of architectures are made of, as data: which blocks and stems, and how coarse their networks are. */
import type { BlockKind, Family, ResolvedSpec } from './resolved-spec.ts';

interface FamilyFacts {
  readonly kinds: readonly BlockKind[];
  readonly stems: readonly ResolvedSpec['stem']['kind'][];
  /** Whether scale-permuted blocks follow the stem; a feature pyramid does otherwise. */
  readonly permuted: boolean;
}

export const families: Readonly<Record<Family, FamilyFacts>> = {
  spinenet: { kinds: ['bottleneck', 'residual'], stems: ['spinenet', 'resnet'], permuted: true },
  'spinenet-mobile': { kinds: ['mbconv'], stems: ['mobile'], permuted: true },
  'eff-spinenet': { kinds: ['mbconv'], stems: ['mobile'], permuted: true },
  'resnet-fpn': { kinds: ['bottleneck', 'residual'], stems: ['resnet'], permuted: false },
};

/** Level that a stem's convolution, and its pool where it has one, leave. */
export function entryLevel(kind: ResolvedSpec['stem']['kind']): number {
  return kind === 'mobile' ? 1 : 2;
}

/** Coarsest level that a network's sides have to be whole multiples for. */
export function coarsestLevel(spec: ResolvedSpec): number {
  const blocks = families[spec.family].permuted ? [...spec.stem.blocks, ...spec.blocks] : spec.stem.blocks;
  return Math.max(...blocks.map(({ level }) => level));
}
