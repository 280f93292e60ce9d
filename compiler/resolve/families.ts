/** What families of architectures are made of, as data: which blocks and stems. */
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
